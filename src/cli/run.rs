//! `likely run`: a project's audiences made anew, for schedules.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::Failure;
use super::bar::Bar;
use crate::audience::{Audience, Status, Summary, compute};
use crate::export::{Existing, Settings};
use crate::flow::{self, AudiencePeople, Ready};
use crate::history::Seconds;
use crate::progress::Progress;
use crate::project::{self, Lists, Saved};

/// What was typed after `likely run`.
#[derive(Debug, Parser)]
pub struct Args {
    /// The project file.
    project: PathBuf,
    /// Only the audience of this name; several times for several. Default: all.
    #[arg(long = "audience", value_name = "NAME")]
    audiences: Vec<String>,
    /// Use only what happened before this time (ISO 8601); default: just after the last event.
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Folder to write to, one folder in it for each audience; default: the audience's own folder.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace lists that are there already.
    #[arg(long)]
    overwrite: bool,
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person: the project cannot be used, or one of its audiences failed.
pub fn run(args: &Args) -> Result<(), Failure> {
    let as_of = args.as_of.as_deref().map(super::score::parse_time).transpose()?;
    let project = project::load(&args.project)?;
    for name in &args.audiences {
        if project.audiences.iter().all(|a| a.audience.name != *name) {
            return Err(Failure::new(format!("The project has no audience called “{name}”.")));
        }
    }
    let chosen: Vec<&Saved> = project
        .audiences
        .iter()
        .filter(|a| args.audiences.is_empty() || args.audiences.contains(&a.audience.name))
        .collect();
    if chosen.is_empty() {
        return Err(Failure::new(
            "The project has no audience yet. Open it in the window and make one.",
        ));
    }
    let missing: Vec<String> = project
        .files
        .iter()
        .filter(|f| !f.path.exists())
        .map(|f| f.path.display().to_string())
        .collect();
    if !missing.is_empty() {
        return Err(Failure::new(format!(
            "Data files of the project are not where they were: {}. Open the project in the \
             window to say where they are now.",
            missing.join(", ")
        )));
    }
    let bar = Bar::start();
    let files = flow::open_all(&project.paths(), &project.options, bar.progress())?;
    let ready = flow::prepare(&files, &project.catalog, &project.options, bar.progress())?;
    let mut failed = 0;
    for saved in chosen {
        let folder = match (&args.output, &saved.lists.folder) {
            (Some(output), _) => output.join(folder_name(&saved.audience)),
            (None, Some(folder)) => folder.clone(),
            (None, None) => {
                args.project.parent().unwrap_or(Path::new(".")).join(folder_name(&saved.audience))
            }
        };
        let existing = if args.overwrite { Existing::Replace } else { Existing::Keep };
        match make(&ready, &saved.audience, &saved.lists, as_of, &folder, existing, bar.progress())
        {
            Ok(summary) => print_made(&saved.audience, &summary, &folder),
            Err(Failure(words)) => {
                failed += 1;
                eprintln!("{}: {words}", saved.audience.name);
            }
        }
    }
    drop(bar);
    if failed > 0 {
        return Err(Failure::new(format!("{failed} of the audiences could not be made.")));
    }
    Ok(())
}

/// A folder name of an audience's name, on any system.
pub(super) fn folder_name(audience: &Audience) -> String {
    let safe = |c: char| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' };
    let name: String = audience.name.chars().map(safe).take(80).collect();
    let name = name.trim().to_owned();
    if name.is_empty() { format!("audience {}", audience.id) } else { name }
}

/// Computes an audience and writes its lists.
pub(super) fn make(
    ready: &Ready,
    audience: &Audience,
    lists: &Lists,
    as_of: Option<Seconds>,
    folder: &Path,
    existing: Existing,
    progress: &Progress,
) -> Result<Summary, Failure> {
    let computed = compute(&ready.history, audience, as_of, progress)?;
    match computed.status(audience) {
        Status::Live(_) => {}
        Status::NeedsData(words) | Status::Failed(words) => return Err(Failure::new(words)),
        Status::Draft | Status::Computing(_) => {
            return Err(Failure::new("Its definition is not complete."));
        }
    }
    let choices = match lists.choices.as_slice() {
        [] => flow::plain_table(ready).into_iter().collect(),
        choices => choices.to_vec(),
    };
    let settings = Settings {
        existing,
        country: lists.country.clone().unwrap_or_else(|| "US".into()),
        consent: lists.consent.clone(),
        definition: audience.sentence(),
        quality: flow::quality(&computed),
        ..Settings::new(folder, &audience.name)
    };
    let people = AudiencePeople::new(ready, &computed, audience, None);
    flow::write_lists(&people, &choices, &settings, progress)?;
    Ok(computed.summary(audience))
}

pub(super) fn print_made(audience: &Audience, summary: &Summary, folder: &Path) {
    println!(
        "{}: {} people, {:.1}% expected to engage, {:.1} times the average: {}",
        audience.name,
        summary.people,
        summary.rate * 100.0,
        summary.times_average,
        folder.display()
    );
}
