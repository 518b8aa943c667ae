//! `likely completions` and `likely man`: what shells and manuals know of the commands, made from the
//! commands themselves.

use std::path::PathBuf;

use clap::{Command, Parser};

use super::typed::Failure;
use crate::base::atomic_file::{FileError, make_folder};

/// What was typed after `likely completions`.
#[derive(Debug, Parser)]
pub struct Args {
    /// The shell.
    shell: clap_complete::Shell,
}

/// What was typed after `likely man`.
#[derive(Debug, Parser)]
pub struct ManArgs {
    /// Folder to write to.
    folder: PathBuf,
}

/// Prints the completions of a program's commands.
pub fn run(args: &Args, mut of: Command) {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut of, "likely", &mut text);
    println!("{}", String::from_utf8_lossy(&text).trim_end());
}

/// Writes the manual pages: `likely.1`, and one for each command.
///
/// # Errors
/// The folder cannot be written to.
pub fn manual(args: &ManArgs, of: Command) -> Result<(), Failure> {
    make_folder(&args.folder)?;
    let written = clap_mangen::generate_to(of, &args.folder);
    Ok(written.map_err(|error| FileError::new(&args.folder, error))?)
}
