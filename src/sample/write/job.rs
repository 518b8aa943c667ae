//! A file of the sample store that is to be written, and why one could not be.

use std::io;
use std::path::PathBuf;

use crate::base::atomic_file::AtomicFile;
use crate::base::progress::{Progress, Stopped};

/// A file to write: where, and what fills it.
pub(super) struct Job<'a> {
    pub path: PathBuf,
    pub fill: Fill<'a>,
}

pub(super) type Fill<'a> =
    Box<dyn Fn(&mut AtomicFile, &Progress) -> Result<(), Failure> + Send + Sync + 'a>;

/// Why a file was not filled, before its path is known.
pub(super) enum Failure {
    Io(io::Error),
    Stopped(Stopped),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}
