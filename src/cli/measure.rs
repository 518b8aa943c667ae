//! `likely measure`: what a past campaign changed.

use std::path::PathBuf;

use clap::Parser;

use super::bar::Bar;
use super::typed::Failure;
use super::typed::parse_time;
use crate::audience::{Group, Measured, Store, Window};
use crate::history::from_clock;
use crate::project;
use crate::workflow::{self, OpenedProject, Storage};

/// What was typed after `likely measure`.
#[derive(Debug, Parser)]
pub struct Args {
    /// The project file.
    project: PathBuf,
    /// The audience whose lists were used.
    #[arg(long, value_name = "NAME")]
    audience: String,
    /// The lists written last before this time (ISO 8601); default: the newest the data reaches
    /// beyond.
    #[arg(long, value_name = "TIME")]
    lists: Option<String>,
    /// When the campaign began (ISO 8601); a day alone begins at midnight UTC. Default: where the lists' data ended.
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// How many days to look at; default: the audience's horizon.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3660))]
    days: Option<u32>,
    /// Read the files anew, and keep nothing for the next time.
    #[arg(long)]
    fresh: bool,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person.
pub fn run(args: &Args) -> Result<(), Failure> {
    let time = |text: &Option<String>| -> Result<Option<i64>, Failure> {
        Ok(text.as_deref().map(parse_time).transpose()?.map(from_clock))
    };
    let (lists, from) = (time(&args.lists)?, time(&args.from)?);
    let project = project::load(&args.project)?;
    let named = project.audiences.iter().find(|s| s.audience.name == args.audience);
    let audience = &named.ok_or_else(|| super::run::no_such(&args.audience))?.audience;
    let store = Store::beside(&args.project);
    super::sources::all_there(&project, &store)?;
    let storage =
        Storage { folder: Storage::usual().folder.filter(|_| !args.fresh), ..Storage::default() };
    let bar = Bar::start();
    let mut catalog = project.catalog.clone();
    let OpenedProject { files, words: news, .. } =
        workflow::open_project(&project, &mut catalog, bar.progress())?;
    news.iter().for_each(|words| eprintln!("{words}"));
    let ready = workflow::prepare(&files, &catalog, &project.options, &storage, bar.progress())?;
    workflow::unread(&ready).iter().for_each(|words| eprintln!("{words}"));
    let window = Window { from, days: args.days };
    let (measured, unreadable) =
        workflow::measure_campaign(&ready, audience, &store, lists, window, bar.progress())?;
    unreadable.iter().for_each(|words| eprintln!("{words}"));
    drop(bar);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&json(&audience.name, &measured))?);
    } else {
        println!("{}: {}", audience.name, measured.words().join("\n"));
    }
    Ok(())
}

fn json(name: &str, measured: &Measured) -> serde_json::Value {
    let group = |g: Group| {
        let (low, high) = g.between();
        serde_json::json!({
            "people": g.people, "engaged": g.engaged, "rate": g.rate(), "rate_between": [low, high],
        })
    };
    let effect = measured.effect.as_ref().map(|e| {
        serde_json::json!({
            "difference": e.difference,
            "difference_between": e.difference_between,
            "lift": e.lift,
            "lift_between": e.lift_between,
            "extra_people": e.extra,
            "extra_people_between": e.extra_between,
            "verdict": format!("{:?}", e.verdict).to_lowercase(),
            "people_to_hold_out": e.hold_out,
        })
    });
    let time = |at| jiff::Timestamp::from_second(at).map(|t| t.to_string()).unwrap_or_default();
    serde_json::json!({
        "audience": name,
        "definition": measured.about.definition,
        "target": measured.target_words(),
        "lists_written": time(measured.about.at),
        "from": time(measured.from),
        "days": measured.days,
        "days_covered": measured.covered,
        "expected_rate": measured.about.rate,
        "list": group(measured.listed),
        "control_group": group(measured.held),
        "no_longer_in_the_data": measured.gone,
        "effect": effect,
        "words": measured.words(),
    })
}
