//! `likely score`: files in, everyone's propensity for one or more targets out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Float32Array, RecordBatch, StringArray, UInt32Array};
use clap::{ArgGroup, Parser};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::Failure;
use super::bar::Bar;
use super::report::Report;
use crate::audience::Ranking;
use crate::base::atomic_file::{Access, AtomicFile, Existing};
use crate::catalog::{EventFile, EventName, Fields, ReadPlan, Split};
use crate::history::{Disk, History, Seconds, to_clock};
use crate::import::{self, Options};
use crate::ingest::build;
use crate::model::{
    Condition, ModelError, ScoringRequest, ScoringResult, Target, train_and_score_reusing,
};

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
    /// Use only what happened before this time (ISO 8601); default: just after the last event.
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
    let writer = Format::of(&args.output)?;
    let as_of = args.as_of.as_deref().map(parse_time).transpose()?;
    let plan = plan(args)?;
    let bar = Bar::start();
    let scratch = tempfile::tempdir()?;
    let disk = Disk {
        path: scratch.path().join("past"),
        key: String::new(),
        memory: super::gigabytes(args.memory)?,
    };
    let built = build(&plan, &Options::default(), Some(&disk), bar.progress())?;
    let history = built.history;
    let questions: Vec<ScoringRequest> = args
        .targets
        .iter()
        .map(|(column, value)| ScoringRequest {
            target: Target {
                conditions: vec![Condition { column: column.clone(), values: vec![value.clone()] }],
                ..Target::default()
            },
            as_of,
            horizon_days: args.horizon,
        })
        .collect();
    let mut scores = Scores::create(&args.output, writer)?;
    let mut people = 0;
    let mut last: Option<(String, ScoringResult)> = None;
    let mut report = args.report.as_deref().map(Report::new);
    let mut failed = Vec::new();
    for ((column, value), question) in args.targets.iter().zip(&questions) {
        let target = format!("{column}={value}");
        let earlier = last.as_ref();
        // Scores are written, which keeps one core busy, while the next ones are found.
        let (outcome, written) = rayon::join(
            || train_and_score_reusing(&history, question, earlier.map(|(_, o)| o), bar.progress()),
            || earlier.map_or(Ok(()), |(target, o)| scores.write(target, &history, o)),
        );
        written?;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(ModelError::Stopped(stopped)) => return Err(ModelError::Stopped(stopped).into()),
            // One target that cannot be scored does not take the others with it.
            Err(error) => {
                failed.push(format!("{target}: {error}"));
                last = None;
                continue;
            }
        };
        people = outcome.people.len();
        if let Some(report) = &mut report {
            report.add(&target, &Ranking::new(&outcome, &vec![true; outcome.people.len()]));
        }
        for note in outcome.horizon_note.iter().chain(&outcome.notes) {
            eprintln!("{target}: {note}");
        }
        last = Some((target, outcome));
    }
    if let Some((target, outcome)) = &last {
        scores.write(target, &history, outcome)?;
    }
    if failed.len() == questions.len() {
        return Err(Failure::new(failed.join("\n")));
    }
    scores.finish()?;
    report.map_or(Ok(()), |report| report.write())?;
    drop(bar);
    for file in &built.report.files {
        if let Some(words) = &file.failed {
            eprintln!("{words}");
        }
        for skipped in &file.report.skipped {
            eprintln!("{}: {} rows skipped: {}", file.name, skipped.rows, skipped.reason);
        }
    }
    println!(
        "{} targets, {} people, {} events: {}",
        questions.len() - failed.len(),
        people,
        history.event_count(),
        args.output.display()
    );
    match failed.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(failed.join("\n"))),
    }
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

/// A time as typed, on the history's clock.
pub(super) fn parse_time(text: &str) -> Result<Seconds, Failure> {
    let zoned = text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
    let civil = || {
        let time = text.parse::<jiff::civil::DateTime>().ok()?;
        Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second())
    };
    let seconds = zoned.or_else(civil).ok_or_else(|| {
        Failure::new(format!(
            "“{text}” is not a time. Write it as 2026-05-31T00:00:00Z or 2026-05-31."
        ))
    })?;
    Ok(to_clock(seconds))
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Csv,
    Parquet,
}

impl Format {
    fn of(path: &Path) -> Result<Self, Failure> {
        match path.extension().and_then(|e| e.to_str()) {
            Some("csv") => Ok(Self::Csv),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(Failure::new(format!("{} should end in .csv or .parquet.", path.display()))),
        }
    }
}

/// The output file, written whole or not at all.
enum Scores {
    Csv(Box<csv::Writer<AtomicFile>>),
    Parquet(Box<ArrowWriter<AtomicFile>>),
}

impl Scores {
    fn create(path: &Path, format: Format) -> Result<Self, Failure> {
        let file = AtomicFile::create(path, Access::Usual)
            .map_err(|e| Failure::new(format!("{} cannot be written: {e}.", path.display())))?;
        Ok(match format {
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(file);
                writer.write_record(["target", "person_id", "propensity", "rank"])?;
                Self::Csv(Box::new(writer))
            }
            Format::Parquet => {
                // Only the target repeats.
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
                    .set_dictionary_enabled(false)
                    .set_column_dictionary_enabled("target".into(), true)
                    .build();
                let schema = table("", &[], &[], &[])?.schema();
                Self::Parquet(Box::new(ArrowWriter::try_new(file, schema, Some(properties))?))
            }
        })
    }

    fn write(
        &mut self,
        target: &str,
        history: &History,
        outcome: &ScoringResult,
    ) -> Result<(), Failure> {
        let order = order(outcome);
        for (piece, places) in order.chunks(1 << 16).enumerate() {
            let people: Vec<&str> =
                places.iter().map(|&i| history.people.get(outcome.people[i as usize])).collect();
            let propensity: Vec<f32> =
                places.iter().map(|&i| outcome.propensity[i as usize]).collect();
            let first = (piece << 16) as u32 + 1;
            let ranks: Vec<u32> = (first..first + places.len() as u32).collect();
            match self {
                Self::Csv(writer) => {
                    for ((person, p), rank) in people.iter().zip(&propensity).zip(&ranks) {
                        let (p, rank) = (p.to_string(), rank.to_string());
                        writer.write_record([target, person, &p, &rank])?;
                    }
                }
                Self::Parquet(writer) => {
                    writer.write(&table(target, &people, &propensity, &ranks)?)?;
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Failure> {
        let file = match self {
            Self::Csv(writer) => writer.into_inner().map_err(|error| error.into_error())?,
            Self::Parquet(writer) => writer.into_inner()?,
        };
        Ok(file.finish(Existing::Replace)?)
    }
}

fn table(
    target: &str,
    people: &[&str],
    propensity: &[f32],
    ranks: &[u32],
) -> Result<RecordBatch, Failure> {
    let columns: [(&str, ArrayRef); 4] = [
        ("target", Arc::new(StringArray::from(vec![target; people.len()]))),
        ("person_id", Arc::new(StringArray::from(people.to_vec()))),
        ("propensity", Arc::new(Float32Array::from(propensity.to_vec()))),
        ("rank", Arc::new(UInt32Array::from(ranks.to_vec()))),
    ];
    Ok(RecordBatch::try_from_iter(columns)?)
}

fn order(outcome: &ScoringResult) -> Vec<u32> {
    crate::audience::Ranking::new(outcome, &vec![true; outcome.people.len()]).order
}
