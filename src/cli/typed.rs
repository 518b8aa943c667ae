//! What several commands read from what was typed, and how a command fails.

use crate::base::words::moment;
use crate::history::{Seconds, to_clock};

/// How a command ended, for whoever started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It worked.
    Done = 0,
    /// It did not work.
    Failed = 1,
    /// Some of what was wanted is there, and some could not be made.
    Partial = 3,
    /// Another program is at the project: try again later (`EX_TEMPFAIL` of `sysexits.h`).
    Busy = 75,
}

/// A sentence for the person and how the command ends: it failed.
#[derive(Debug)]
pub struct Failure {
    pub(super) words: String,
    pub(super) exit: Exit,
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

impl Failure {
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), exit: Exit::Failed }
    }

    /// The same, ending otherwise.
    pub(super) fn with(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }
}

/// Bytes of so many gigabytes as typed.
pub(super) fn gigabytes(typed: f64) -> Result<u64, Failure> {
    if typed.is_finite() && typed > 0.0 {
        Ok((typed * f64::from(1 << 30)) as u64)
    } else {
        Err(Failure::new("--memory takes a number of gigabytes above 0, for example 4 or 0.5."))
    }
}

/// A time as typed, on the history's clock.
pub(super) fn parse_time(text: &str) -> Result<Seconds, Failure> {
    let seconds = moment(text).ok_or_else(|| {
        Failure::new(format!(
            "“{text}” is not a time. Write it as 2026-05-31T00:00:00Z or 2026-05-31."
        ))
    })?;
    Ok(to_clock(seconds))
}
