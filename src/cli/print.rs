//! Printing where somebody may have stopped reading: `likely inspect --json FILE | head`.
//!
//! The standard macros end the program then, in the middle of what it does. Lists are written to the
//! end all the same; whoever is gone reads no more. A disk that is full is another matter: then what
//! the command was for is lost, and it says so.

use std::fmt::Arguments;
use std::io::{self, Write};
use std::sync::Mutex;

use super::typed::Failure;
use crate::base::sync::lock;

/// Why what was printed is not all there.
static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

/// Words with control characters written out: names of files and folders may hold some, and a terminal would follow
/// what they tell it.
fn visible(words: String) -> String {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !words.contains(steers) {
        return words;
    }
    let written = |c: char| match steers(c) {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    words.chars().map(written).collect()
}

/// Prints a line of the result.
pub fn result(words: Arguments<'_>) {
    if let Err(error) = writeln!(io::stdout().lock(), "{}", visible(words.to_string()))
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        lock(&FAILED).get_or_insert(error);
    }
}

/// Prints a line beside the result.
pub fn aside(words: Arguments<'_>) {
    // There is nowhere left to complain.
    let _ = writeln!(io::stderr().lock(), "{}", visible(words.to_string()));
}

/// Whether all results reached their reader, or nobody wanted them.
///
/// # Errors
/// They did not, for example because the disk is full.
pub fn finish() -> Result<(), Failure> {
    let flushed = io::stdout().flush().err().filter(|e| e.kind() != io::ErrorKind::BrokenPipe);
    match lock(&FAILED).take().or(flushed) {
        Some(error) => Err(Failure::new(format!("the result could not be printed: {error}."))),
        None => Ok(()),
    }
}

/// Prints to the output and goes on where nobody reads it.
macro_rules! println {
    () => { $crate::cli::print::result(format_args!("")) };
    ($($words:tt)*) => { $crate::cli::print::result(format_args!($($words)*)) };
}

/// Prints to the error stream and goes on where nobody reads it.
macro_rules! eprintln {
    ($($words:tt)*) => { $crate::cli::print::aside(format_args!($($words)*)) };
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn no_name_of_a_file_steers_a_terminal() {
        let words = "Lists\tare in\n/home/é/\u{1b}[2J\u{9b}31m\r/tea";
        let shown = "Lists\tare in\n/home/é/\\u{1b}[2J\\u{9b}31m\\r/tea";
        assert_eq!(visible(words.to_owned()), shown);
    }
}
