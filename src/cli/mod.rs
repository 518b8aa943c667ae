//! The command line: the same library calls as the window, for schedules and tests.
//!
//! One file a command. Progress goes to the terminal's error stream, results to its output; exit
//! code 0 when it worked, 1 when it did not (with a sentence), 2 when the command was mistyped, 3
//! when some of a project's audiences could not be made, 75 when another program was at the project.
#[macro_use]
mod print;

mod bar;
mod clear;
#[cfg(feature = "cluster")]
pub mod cluster;
mod complete;
mod demo;
mod engine;
mod forget;
mod inspect;
mod measure;
mod outcome;
mod report;
mod run;
mod sample;
mod schedule;
mod score;
mod sources;
mod typed;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use typed::Failure;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "likely",
    version = env!("LIKELY_VERSION"),
    about = "Find the people most likely to engage, from the event exports you already have.",
    long_about = "Without a command, opens the window, on the files or the project given.",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub struct Args {
    /// What to do without the window.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Export files, folders, or one project (.likely) to open in the window.
    pub files: Vec<PathBuf>,
}

/// A command of the command line.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The main job on the sample store, without a display: prints what it did, writes the list.
    Demo(demo::Args),
    /// Make the lists of a project's audiences anew.
    Run(run::Args),
    /// Make a project's lists every day or week, by the system's own scheduler.
    Schedule(schedule::Args),
    /// Say what a past campaign changed: who engaged of its list and of those held out.
    Measure(measure::Args),
    /// Rank everyone known as of a time by propensity, for one or more targets.
    Score(Box<score::Args>),
    /// Write the sample store.
    Sample(sample::Args),
    /// Throw away what is kept on this computer for the next time.
    Clear(clear::Args),
    /// Take people out of everything that is kept of them, and say where they still are.
    Forget(forget::Args),
    /// Say what each file is: suggested roles and mapping, counts, skipped rows by reason.
    Inspect(inspect::Args),
    /// Print what a shell needs to complete commands and options.
    Completions(complete::Args),
    /// Write the manual pages.
    #[command(hide = true)]
    Man(complete::ManArgs),
}

/// Runs a command and says how it went.
pub fn run(command: Command) -> ExitCode {
    let result = match command {
        Command::Demo(args) => demo::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Measure(args) => measure::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Sample(args) => sample::run(&args),
        Command::Clear(args) => clear::run(&args),
        Command::Forget(args) => forget::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Schedule(args) => schedule::run(&args),
        Command::Completions(args) => {
            complete::run(&args, Args::command());
            Ok(())
        }
        Command::Man(args) => complete::manual(&args, Args::command()),
    };
    match result.and_then(|()| print::finish()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { words, exit }) => {
            eprintln!("likely: {words}");
            ExitCode::from(exit as u8)
        }
    }
}
