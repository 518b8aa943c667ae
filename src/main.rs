//! Arguments to a door: the window, or a command of the command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use likely::base::fault_report;

fn main() -> ExitCode {
    fault_report::watch(fault_report::usual_folder());
    let args = likely::cli::Args::parse();
    match args.command {
        Some(command) => likely::cli::run(command),
        None => window(args.files),
    }
}

#[cfg(feature = "window")]
fn window(files: Vec<PathBuf>) -> ExitCode {
    match likely::app::run(files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("likely: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The program was built for servers.
#[cfg(not(feature = "window"))]
fn window(_: Vec<PathBuf>) -> ExitCode {
    eprintln!("likely: this program was built without its window. Give a command: likely --help");
    ExitCode::FAILURE
}
