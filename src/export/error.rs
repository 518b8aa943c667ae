//! Why an export did not happen.

use std::io;
use std::path::{Path, PathBuf};

use crate::base::atomic_file::FileError;
use crate::base::language::t;
use crate::base::progress::Stopped;

/// Why files were not written. `Display` is what the person reads; it never holds anyone's data.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Nobody to write.
    #[error("{}", t!("export-no-people"))]
    NoPeople,
    /// No destination was chosen.
    #[error("{}", t!("export-no-destination"))]
    NoDestination,
    /// The destination needs what nobody has.
    #[error("{}", t!("export-missing", destination = .destination.as_str(), needs = .needs.as_str()))]
    MissingIdentifier {
        /// The destination's name.
        destination: String,
        /// What it needs, in words.
        needs: String,
    },
    /// No person has a usable identifier.
    #[error("{}", t!("export-nobody", destination = .destination.as_str(), why = .why.as_str()))]
    NobodyUsable {
        /// The destination's name.
        destination: String,
        /// The most frequent reason.
        why: String,
    },
    /// The control group leaves nobody.
    #[error("{}", t!("export-all-held-out", destination = .0.as_str()))]
    AllHeldOut(String),
    /// A destination of the person's own lacks something.
    #[error("{}", t!("export-not-complete", destination = .destination.as_str(), problems = .problems.as_str()))]
    NotComplete {
        /// The destination's name.
        destination: String,
        /// What is missing, in sentences.
        problems: String,
    },
    /// A column is asked for that there is not.
    #[error("{}", t!("export-no-column", column = .0.as_str()))]
    NoSuchColumn(String),
    /// The destination takes fewer columns.
    #[error("{}", t!("export-too-many-columns", destination = .destination.as_str(), most = *.most, less = .columns - .most))]
    TooManyColumns {
        /// The destination's name.
        destination: String,
        /// How many it takes.
        most: usize,
        /// How many were chosen.
        columns: usize,
    },
    /// The default country of telephone numbers is none.
    #[error("{}", t!("export-no-country", country = .0.as_str()))]
    NoSuchCountry(String),
    /// The consent trait is not there.
    #[error("{}", t!("export-no-consent", column = .0.as_str()))]
    NoConsentTrait(String),
    /// A list would take the place of a file that it was made from.
    #[error("{}", t!("export-over-input", path = .0.display().to_string()))]
    OverInput(PathBuf),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl ExportError {
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        FileError::new(path, source).into()
    }
}
