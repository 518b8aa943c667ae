//! `likely clear`: nothing stays on the computer of what was read.

use clap::Parser;

use super::typed::Failure;
use crate::base::words::bytes;
use crate::workflow::Storage;

/// What was typed after `likely clear`.
#[derive(Debug, Parser)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// Something is in use by another program.
pub fn run(_: &Args) -> Result<(), Failure> {
    let storage = Storage::usual();
    let cleared = storage.clear();
    println!(
        "{} thrown away: everyone's past, counts and answers. Projects, lists and records of who was in \
         them are where you saved them, and stay.",
        bytes(cleared)
    );
    match storage.size() {
        0 => Ok(()),
        left => Err(Failure::new(format!(
            "{} are in use by another program and stayed. Close it and clear again.",
            bytes(left)
        ))),
    }
}
