//! `likely sample`: the sample store as export files.

use std::path::PathBuf;

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::bar::Bar;
use super::demo::suggested;
use super::typed::Failure;
use super::words::counted;
use crate::project;
use crate::sample::{SampleFormat, Spec, generate, write};

/// What was typed after `likely sample`.
#[derive(Debug, Parser)]
pub struct Args {
    /// Folder to write to; made where it is not there.
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
    /// How many people.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    people: Option<u32>,
    /// About how many events they leave.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=2_000_000_000))]
    events: Option<u32>,
    /// Another seed, another store.
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// As which tool's export.
    #[arg(long, default_value = "segment", value_parser = formats())]
    format: SampleFormat,
    /// A project beside them that opens with everything as suggested: sample.likely.
    #[arg(long)]
    project: bool,
}

/// The words of the formats, which the help lists.
fn formats() -> impl TypedValueParser<Value = SampleFormat> {
    PossibleValuesParser::new(SampleFormat::ALL.map(SampleFormat::key))
        .try_map(|key| SampleFormat::from_key(&key).ok_or("not a format"))
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person.
pub fn run(args: &Args) -> Result<(), Failure> {
    let bar = Bar::start();
    let usual = Spec::default();
    let spec = Spec {
        people: args.people.map_or(usual.people, |n| n as usize),
        events: args.events.map_or(usual.events, |n| n as usize),
        seed: args.seed.unwrap_or(usual.seed),
        ..usual
    };
    let store = generate(spec, bar.progress())?;
    let project = args.output.join("sample").with_extension(project::EXTENSION);
    if args.project && project.exists() {
        return Err(Failure::new(format!("{} is there already.", project.display())));
    }
    let files = write(&store, args.format, &args.output, bar.progress())?;
    if args.project {
        let (mut sample, ..) = suggested(&args.output, bar.progress())?;
        // A draft has nothing to show yet.
        sample.audiences.retain(|saved| saved.audience.has_target());
        sample.name = "sample".to_owned();
        project::save(&sample, &project)?;
    }
    drop(bar);
    println!(
        "{}, {} in {}: {}",
        counted(store.people.len(), "person", "people"),
        counted(store.events.len(), "event", "events"),
        counted(files.len(), "file", "files"),
        args.output.display()
    );
    if args.project {
        println!("The project: {}", project.display());
    }
    Ok(())
}
