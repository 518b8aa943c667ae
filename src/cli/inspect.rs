//! `likely inspect`: what each file is, as text or JSON.

use std::path::PathBuf;

use clap::Parser;
use serde::Serialize;

use super::bar::Bar;
use super::typed::Failure;
use super::words::counted;
use crate::catalog::{Catalog, Confidence, EventName, FileRole, Scan, Suggestion};
use crate::import::{self, ImportError, Options, Report, Skipped, SkippedExample};
use crate::workflow::{self, Opened, Storage};

/// What was typed after `likely inspect`.
#[derive(Debug, Parser)]
pub struct Args {
    /// Files or folders.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print JSON, stable enough to script against.
    #[arg(long)]
    json: bool,
}

/// The answer. Field names are stable; new ones may be added.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    version: u32,
    files: Vec<FileAnswer<'a>>,
    people: usize,
    events: Vec<EventAnswer>,
    catalog: &'a Catalog,
    questions: &'a [String],
}

#[derive(Debug, Serialize)]
struct FileAnswer<'a> {
    path: PathBuf,
    error: Option<String>,
    format: Option<import::Format>,
    format_name: Option<&'static str>,
    confidence: Option<f32>,
    container: Option<import::Container>,
    compression: Option<import::Compression>,
    encoding: Option<&'a str>,
    bytes: Option<u64>,
    role: &'a FileRole,
    role_confidence: Confidence,
    fields: &'a [import::FieldInfo],
    rows_read: u64,
    rows_used: u64,
    skipped: Vec<SkippedAnswer<'a>>,
    first_time: Option<String>,
    last_time: Option<String>,
}

/// Rows skipped for one reason, in words.
#[derive(Debug, Serialize)]
struct SkippedAnswer<'a> {
    reason: String,
    rows: u64,
    examples: &'a [SkippedExample],
    damaged: bool,
}

impl<'a> SkippedAnswer<'a> {
    fn of(skipped: &'a Skipped) -> Self {
        let Skipped { reason, rows, examples, damaged } = skipped;
        Self { reason: reason.to_string(), rows: *rows, examples, damaged: *damaged }
    }
}

#[derive(Debug, Serialize)]
struct EventAnswer {
    name: String,
    rows: u64,
    chosen: bool,
    undoes_interest: bool,
    product_id: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person, when no file could be used.
pub fn run(args: &Args) -> Result<(), Failure> {
    let bar = Bar::start();
    let paths = import::find_files(&args.files, bar.progress())?;
    let (files, Suggestion { catalog, sure, questions }) =
        workflow::look(&paths, &Options::default(), &Storage::default(), bar.progress())?;
    let of_rows = files.iter().zip(&catalog.files);
    let reports = of_rows.map(|(file, role)| report(file, role, &bar));
    let reports = reports.collect::<Result<Vec<_>, Failure>>()?;
    drop(bar);
    let mut all = Scan::default();
    files.iter().filter_map(|f| f.scan.as_ref()).for_each(|scan| all.add(scan));
    let answer = Answer {
        version: 1,
        files: files
            .iter()
            .zip(&catalog.files)
            .zip(&sure)
            .zip(&reports)
            .map(|(((file, role), sure), rows)| file_answer(file, role, *sure, rows))
            .collect(),
        people: all.people.len(),
        events: catalog
            .events
            .iter()
            .map(|choice| EventAnswer {
                name: choice.name.clone(),
                rows: all.events.iter().find(|e| e.name == choice.name).map_or(0, |e| e.rows),
                chosen: choice.chosen,
                undoes_interest: choice.undoes,
                product_id: choice.product.clone(),
            })
            .collect(),
        catalog: &catalog,
        questions: &questions,
    };
    if args.json {
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        print_text(&answer);
    }
    if files.iter().all(|f| f.error.is_some()) {
        let words = files.iter().find_map(|f| f.error.as_ref()).map(ToString::to_string);
        return Err(Failure::new(words.unwrap_or_else(|| "There is no file to look at.".into())));
    }
    Ok(())
}

/// What became of a file's rows, or why they cannot be read.
enum Rows {
    Of(Report),
    Unreadable(String),
}

/// What became of a file's rows: those of events were counted; those of people and products are now.
fn report(file: &Opened, role: &FileRole, bar: &Bar) -> Result<Rows, Failure> {
    let counted = file.scan.as_ref().map(|scan| scan.report.clone());
    let (Some(source), None) = (&file.source, &counted) else {
        return Ok(Rows::Of(counted.unwrap_or_default()));
    };
    match workflow::rows_by_id(source, role, &Options::default(), bar.progress()) {
        Ok(rows) => Ok(Rows::Of(rows.unwrap_or_default())),
        Err(ImportError::Stopped(stopped)) => Err(stopped.into()),
        Err(error) => Ok(Rows::Unreadable(error.to_string())),
    }
}

fn file_answer<'a>(
    file: &'a Opened,
    role: &'a FileRole,
    sure: Confidence,
    rows: &'a Rows,
) -> FileAnswer<'a> {
    let source = file.source.as_ref();
    let (report, unreadable) = match rows {
        Rows::Of(report) => (Some(report), None),
        Rows::Unreadable(why) => (None, Some(why.clone())),
    };
    let span = file.scan.as_ref().and_then(|s| s.span);
    let time = |ms: i64| jiff::Timestamp::from_millisecond(ms).ok().map(|t| t.to_string());
    FileAnswer {
        path: file.path.clone(),
        error: file.error.as_ref().map(ToString::to_string).or(unreadable),
        format: source.map(|s| s.format),
        format_name: source.map(|s| s.format.name()),
        confidence: source.map(|s| s.confidence),
        container: source.map(|s| s.container),
        compression: source.map(|s| s.compression),
        encoding: source.map(|s| s.encoding.as_str()),
        bytes: source.map(|s| s.bytes),
        role,
        role_confidence: sure,
        fields: source.map_or(&[], |s| &s.fields),
        rows_read: report.map_or(0, |r| r.read),
        rows_used: report.map_or(0, |r| r.used),
        skipped: report.map_or(Vec::new(), |r| r.skipped.iter().map(SkippedAnswer::of).collect()),
        first_time: span.and_then(|s| time(s.0)),
        last_time: span.and_then(|s| time(s.1)),
    }
}

fn print_text(answer: &Answer<'_>) {
    for file in &answer.files {
        println!("{}", file.path.display());
        if let Some(error) = &file.error {
            println!("  {error}");
            continue;
        }
        let name = file.format_name.unwrap_or_default();
        // A table that no program's format was recognised in is as sure as what its rows are.
        let sure = match file.format {
            Some(import::Format::Plain) => file.role_confidence.role,
            _ => file.confidence.unwrap_or(0.0),
        };
        println!("  {name}, {:.0}% sure", sure * 100.0);
        match file.role {
            FileRole::Events(roles) => {
                let event = match &roles.event {
                    EventName::Fixed(name) => format!("every row is “{name}”"),
                    named => named.fields().join(", else "),
                };
                println!(
                    "  events: person {}, time {}, event {event}",
                    roles.person.join(", else "),
                    roles.time.as_deref().unwrap_or("?"),
                );
                print_rows(file);
                if let (Some(first), Some(last)) = (&file.first_time, &file.last_time) {
                    println!("  from {first} to {last}");
                }
            }
            FileRole::Products { id, .. } => {
                println!("  products, by {id}");
                print_rows(file);
            }
            FileRole::People(people) => {
                match &people.time {
                    Some(time) => println!("  people, by {}, as of {time}", people.id),
                    None => println!("  people, by {}", people.id),
                }
                print_rows(file);
            }
            FileRole::Unused => println!("  not used"),
        }
    }
    println!("{}", counted(answer.people, "person", "people"));
    for event in &answer.events {
        let product = event.product_id.as_deref().unwrap_or("no product");
        let mark = if event.chosen { "*" } else { " " };
        println!(" {mark} {} · {} · {product}", event.name, event.rows);
    }
    for column in &answer.catalog.columns {
        let mut from: Vec<&str> = column.fields.values().map(String::as_str).collect();
        from.sort_unstable();
        from.dedup();
        from.extend(column.product_field.as_deref());
        println!("   column {} from {}", column.name, from.join(", "));
    }
    for question in answer.questions {
        println!(" ? {question}");
    }
}

fn print_rows(file: &FileAnswer<'_>) {
    println!("  {} read, {} used", counted(file.rows_read, "row", "rows"), file.rows_used);
    for skipped in &file.skipped {
        let rows = counted(skipped.rows, "row", "rows");
        println!("  {rows} skipped: {}", skipped.reason);
    }
}
