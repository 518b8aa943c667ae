//! Arguments to a door: the window, or a command of the command line.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = likely::cli::Args::parse();
    match args.command {
        Some(command) => likely::cli::run(command),
        None => match likely::app::run(args.files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("likely: {error}");
                ExitCode::FAILURE
            }
        },
    }
}
