//! `likely forget`: people are taken out of everything that is kept of them.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use super::bar::Bar;
use super::typed::{Exit, Failure};
use crate::project;
use crate::workflow::{self, ForgetError, PeopleToForget, Storage};

/// What was typed after `likely forget`.
#[derive(Debug, Parser)]
pub struct Args {
    /// The project whose records are to forget them.
    project: PathBuf,
    /// A file that names the people, in any column. Default: lines typed, or piped in. (Not
    /// arguments: everybody on the computer can see those.)
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Minutes to wait while another program writes this project's lists.
    #[arg(long, value_name = "MINUTES", default_value_t = 10)]
    wait: u64,
}

/// Runs the command.
///
/// # Errors
/// The project or the people cannot be read, a record cannot be written, or not everything that is kept could
/// be looked into.
pub fn run(args: &Args) -> Result<(), Failure> {
    let project = project::load(&args.project)?;
    let bar = Bar::start();
    let people = match &args.people {
        Some(path) => PeopleToForget::in_file(path, &project.options, bar.progress())?,
        None => PeopleToForget::typed(&typed()?),
    };
    let limit = Some(Duration::from_secs(60 * args.wait));
    let forgotten = workflow::forget(
        &project,
        &args.project,
        &people,
        &Storage::usual(),
        limit,
        bar.progress(),
    )
    .map_err(|error| match error {
        ForgetError::Busy(_) => Failure::from(error).with(Exit::Busy),
        error => error.into(),
    })?;
    drop(bar);
    forgotten.words().iter().for_each(|words| println!("{words}"));
    if forgotten.in_use > 0 {
        return Err(Failure::new("Not everything that is kept could be thrown away."));
    }
    if !forgotten.is_complete() {
        let words =
            "Not everything could be looked into: some records may still have these people.";
        return Err(Failure::new(words).with(Exit::Partial));
    }
    Ok(())
}

/// The lines of the standard input.
fn typed() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        eprintln!(
            "Type the people's IDs, e-mail addresses or phone numbers, one a line; then Ctrl-D."
        );
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
