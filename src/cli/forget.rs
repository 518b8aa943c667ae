//! `likely forget`: people are taken out of everything that is kept of them.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use super::bar::Bar;
use super::typed::Failure;
use crate::audience::Store;
use crate::project;
use crate::workflow::{self, PeopleToForget, Storage, Turn};

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
/// The project or the people cannot be read, or a record cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let project = project::load(&args.project)?;
    let bar = Bar::start();
    let people = match &args.people {
        Some(path) => PeopleToForget::in_file(path, &project.options, bar.progress())?,
        None => PeopleToForget::typed(&typed()?),
    };
    let store = Store::beside(&args.project);
    let limit = Some(Duration::from_secs(60 * args.wait));
    let _turn = Turn::wait(Some(&store), limit, bar.progress())?;
    // Nothing is kept of what is read now.
    let nothing = Storage { folder: None, ..Storage::usual() };
    let mut catalog = project.catalog.clone();
    let ready = workflow::open_project(&project, &mut catalog, bar.progress())
        .map_err(Failure::from)
        .and_then(|(files, _)| {
            let options = &project.options;
            Ok(workflow::prepare(&files, &catalog, options, &nothing, bar.progress())?)
        });
    let forgotten = workflow::forget(
        &project,
        &args.project,
        &people,
        ready.as_ref().ok(),
        &Storage::usual(),
        bar.progress(),
    )?;
    drop(bar);
    forgotten.words().iter().for_each(|words| println!("{words}"));
    match forgotten.in_use {
        0 => Ok(()),
        _ => Err(Failure::new("Not everything that is kept could be thrown away.")),
    }
}

/// The lines of the standard input.
fn typed() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        eprintln!(
            "Type the people's IDs, e-mail addresses or telephone numbers, one a line; then Ctrl-D."
        );
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
