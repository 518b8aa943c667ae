//! `likely score`: files in, everyone's propensity for one or more targets out.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Parser};

use super::bar::Bar;
use super::report::{Report, holds_report};
use super::typed::{Failure, parse_time};
use super::words::counted;
use crate::audience::Ranking;
use crate::base::atomic_file::Existing;
use crate::base::file_names::overwritten_input;
use crate::base::known_as::KnownAs;
use crate::base::temp_folder::TempFolder;
use crate::catalog::{EventFile, EventName, Fields, ReadPlan, Split};
use crate::export::scores::{Format, Scores, holds_scores};
use crate::history::{Disk, History, Seconds};
use crate::import::{self, Options};
use crate::ingest::build;
use crate::model::{
    Condition, ModelError, ScoringRequest, ScoringResult, Target, train_and_score_reusing,
};
use crate::workflow;

/// What was typed after `likely score`.
#[derive(Debug, Parser)]
#[command(group(ArgGroup::new("what").required(false).args(["event", "event_name"])))]
pub struct Args {
    /// Event files (CSV, TSV, JSON lines, JSON, Parquet …) or folders of them.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Field that says who: a path such as userId or properties.user.id.
    #[arg(long, value_name = "FIELD")]
    person: String,
    /// Field that says when.
    #[arg(long, value_name = "FIELD")]
    time: String,
    /// Field that says what happened.
    #[arg(long, value_name = "FIELD")]
    event: Option<String>,
    /// The event that every row is, where no field says.
    #[arg(long, value_name = "NAME")]
    event_name: Option<String>,
    /// Field with the product ID.
    #[arg(long, value_name = "FIELD")]
    product: Option<String>,
    /// A model column and the field it comes from.
    #[arg(long = "column", value_name = "NAME=FIELD", value_parser = pair)]
    columns: Vec<(String, String)>,
    /// A model column whose cells hold several values, and the text between them.
    #[arg(long = "split", value_name = "NAME=SEPARATOR", value_parser = pair)]
    splits: Vec<(String, String)>,
    /// An event that counts; without any, the ten most frequent ones do.
    #[arg(long = "use-event", value_name = "NAME")]
    use_events: Vec<String>,
    /// Whom to find: people likely to engage with a column's value.
    #[arg(long = "target", value_name = "NAME=VALUE", value_parser = pair, required = true)]
    targets: Vec<(String, String)>,
    /// Use only what happened before this time (ISO 8601); a day alone begins at midnight UTC. Default: just after the last event.
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Days after as-of in which engaging counts; default: chosen from the data.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=366))]
    horizon: Option<u32>,
    /// Gigabytes of memory that events may take; what is more is read from the disk.
    #[arg(long, value_name = "GB", default_value_t = 4.0)]
    memory: f64,
    /// Where to write target, person_id, propensity and rank; .csv or .parquet.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Where to write, as JSON, how many of the best 1, 5, 20 and 100% are expected to engage, and the
    /// range that holds that number nine times in ten.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Replace the output and the report whatever is there; earlier ones of this command are replaced
    /// without it.
    #[arg(long)]
    overwrite: bool,
    /// Rank people although a file is damaged or cut off.
    #[arg(long)]
    accept_damaged: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err("expected NAME=SOMETHING".into()),
    }
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person.
pub fn run(args: &Args) -> Result<(), Failure> {
    let format = Format::of(&args.output)?;
    let as_of = args.as_of.as_deref().map(parse_time).transpose()?;
    // Told before the files are read and people are ranked, not after.
    let existing = nothing_in_the_way(args, &args.output, holds_scores)?;
    let report_existing = match &args.report {
        Some(report) => nothing_in_the_way(args, report, holds_report)?,
        None => Existing::Keep,
    };
    let plan = plan(args)?;
    let bar = Bar::start();
    let scratch = TempFolder::new()?;
    let history = read(args, &plan, scratch.path(), &bar)?;
    let mut scores = Scores::create(&args.output, format, existing)?;
    let mut report = args.report.as_deref().map(Report::new);
    let scored = score_all(args, as_of, &history, &mut scores, report.as_mut(), &bar)?;
    let (targets, all) = (scored.targets, args.targets.len());
    if targets == 0 {
        return Err(Failure::new("None of the targets could be answered; nothing was written."));
    }
    scores.finish()?;
    report.map_or(Ok(()), |report| report.write(report_existing))?;
    drop(bar);
    println!(
        "{}, {}, {}: {}",
        counted(targets, "target", "targets"),
        counted(scored.people, "person", "people"),
        counted(history.event_count(), "event", "events"),
        args.output.display()
    );
    if targets < all {
        let failed = all - targets;
        return Err(Failure::new(format!("{failed} of the targets could not be answered.")));
    }
    Ok(())
}

/// What is done with what is at `path`: earlier results of this command make room for newer ones, as a
/// schedule needs it; anything else stays unless the person says otherwise.
fn nothing_in_the_way(
    args: &Args,
    path: &Path,
    is_ours: impl Fn(&Path) -> bool,
) -> Result<Existing, Failure> {
    if !path.exists() && !path.is_symlink() {
        return Ok(Existing::Keep);
    }
    match args.overwrite || is_ours(path) {
        true => Ok(Existing::Replace),
        false => Err(Failure::new(format!(
            "{} is there already and was not touched. Choose another name, or replace it with \
             --overwrite.",
            path.display()
        ))),
    }
}

/// Reads the files, and says what was not used. Events that have no room in memory go below `folder`.
fn read(args: &Args, plan: &ReadPlan, folder: &Path, bar: &Bar) -> Result<History, Failure> {
    let memory = super::typed::gigabytes(args.memory)?;
    let memory = workflow::Storage { memory, ..workflow::Storage::default() }.memory_here();
    let disk = Disk { path: folder.join("past"), key: String::new(), memory };
    let built = build(plan, &KnownAs::default(), &Options::default(), Some(&disk), bar.progress())?;
    let report = &built.report;
    let notes = report.notes();
    workflow::unread_events(report).iter().chain(&notes).for_each(|words| eprintln!("{words}"));
    let damaged: Vec<String> = report
        .files
        .iter()
        .chain(&report.products)
        .filter_map(workflow::damaged_file)
        .map(|why| why.to_string())
        .collect();
    if !damaged.is_empty() && !args.accept_damaged {
        return Err(Failure::new(format!(
            "{} Nothing was written. Export it again, or run with --accept-damaged to use what \
             could be read.",
            damaged.join(" ")
        )));
    }
    Ok(built.history)
}

/// What was scored.
#[derive(Default)]
struct Scored {
    /// Targets that could be scored.
    targets: usize,
    /// People that each of them ranks.
    people: usize,
}

/// Scores the targets one after another; one that cannot be answered does not take the others with
/// it.
fn score_all(
    args: &Args,
    as_of: Option<Seconds>,
    history: &History,
    scores: &mut Scores,
    mut report: Option<&mut Report>,
    bar: &Bar,
) -> Result<Scored, Failure> {
    let mut all = Scored::default();
    let mut last: Option<(String, ScoringResult)> = None;
    for (column, value) in &args.targets {
        let name = format!("{column}={value}");
        let condition = Condition { column: column.clone(), values: vec![value.clone()] };
        let target = Target { conditions: vec![condition], ..Target::default() };
        let request = ScoringRequest { target, as_of, horizon_days: args.horizon };
        let earlier = last.as_ref();
        // Scores are written, which keeps one core busy, while the next ones are found.
        let (scored, written) = rayon::join(
            || train_and_score_reusing(history, &request, earlier.map(|(_, s)| s), bar.progress()),
            || {
                let write =
                    |(name, s): &(String, _)| workflow::write_scores(scores, name, history, s);
                earlier.map_or(Ok(()), write)
            },
        );
        written?;
        workflow::unknown_values(history, &request.target)
            .iter()
            .for_each(|words| eprintln!("{name}: {words}"));
        last = match scored {
            Ok(scored) => {
                all.targets += 1;
                all.people = all.people.max(scored.people.len());
                if let Some(report) = &mut report {
                    let ranking = Ranking::new(&scored, |_| true, |p| history.draw(p));
                    let ranking = ranking.map_err(ModelError::from)?;
                    report.add(&name, &ranking);
                }
                let remarks = scored.back_test.iter().flat_map(|test| test.remarks());
                let notes =
                    scored.horizon_note.iter().chain(&scored.notes).map(ToString::to_string);
                for note in notes.chain(remarks) {
                    eprintln!("{name}: {note}");
                }
                Some((name, scored))
            }
            Err(ModelError::Stopped(stopped)) => return Err(stopped.into()),
            Err(error) => {
                eprintln!("{name}: {error}");
                None
            }
        };
    }
    if let Some((name, scored)) = &last {
        workflow::write_scores(scores, name, history, scored)?;
    }
    Ok(all)
}

fn plan(args: &Args) -> Result<ReadPlan, Failure> {
    let columns: Vec<(String, String, Split)> = args
        .columns
        .iter()
        .map(|(name, field)| {
            let split = args.splits.iter().find(|(n, _)| n == name);
            let split = split.map_or(Split::None, |(_, on)| Split::On(on.clone()));
            (name.clone(), field.clone(), split)
        })
        .collect();
    if let Some((name, _)) = args.splits.iter().find(|(n, _)| columns.iter().all(|c| c.0 != *n)) {
        return Err(Failure::new(format!(
            "--split names the column “{name}”, which no --column does."
        )));
    }
    let event = match (&args.event, &args.event_name) {
        (Some(field), _) => EventName::Field(field.clone()),
        (None, Some(name)) => EventName::Fixed(name.clone()),
        (None, None) => EventName::default(),
    };
    let mut sources = Vec::new();
    for path in import::find_files(&args.files, &crate::base::progress::Progress::none())? {
        let outputs = args.report.iter().chain([&args.output]);
        if outputs.into_iter().any(|out| overwritten_input(out, [path.as_path()]).is_some()) {
            return Err(Failure::new(format!(
                "{} is one of the event files: nothing is ever written over them. Choose another \
                 name for --output and --report.",
                path.display()
            )));
        }
        sources.push(import::open(
            &path,
            &Options::default(),
            &crate::base::progress::Progress::none(),
        )?);
    }
    let fields = Fields {
        roles: EventFile {
            person: vec![args.person.clone()],
            time: Some(args.time.clone()),
            event,
            ..EventFile::default()
        },
        product: args.product.clone(),
        columns,
        events: args.use_events.clone(),
    };
    Ok(ReadPlan::of_fields(&fields, &sources))
}
