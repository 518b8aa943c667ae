//! Why an export did not happen.

use std::io;
use std::path::{Path, PathBuf};

use crate::base::atomic_file::FileError;
use crate::base::progress::Stopped;

/// Why files were not written. `Display` is what the person reads; it never holds anyone's data.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Nobody to write.
    #[error("The audience is empty: there is nobody to write.")]
    NoPeople,
    /// No destination was chosen.
    #[error("Choose at least one destination.")]
    NoDestination,
    /// The destination needs what nobody has.
    #[error(
        "{destination} needs {needs}, and the people have none. Add a people file that has it, or choose another destination."
    )]
    MissingIdentifier {
        /// The destination's name.
        destination: String,
        /// What it needs, in words.
        needs: String,
    },
    /// No person has a usable identifier.
    #[error("Nobody of the audience can be matched by {destination}: {why}.")]
    NobodyUsable {
        /// The destination's name.
        destination: String,
        /// The most frequent reason.
        why: String,
    },
    /// The control group leaves nobody.
    #[error(
        "Everyone whom {0} could be given is held out as the control group. Hold out fewer people, or let more people in."
    )]
    AllHeldOut(String),
    /// A destination of the person's own lacks something.
    #[error("“{destination}” is not complete. {problems}")]
    NotComplete {
        /// The destination's name.
        destination: String,
        /// What is missing, in sentences.
        problems: String,
    },
    /// A column is asked for that there is not.
    #[error("There is no column “{0}” to write. Choose another one.")]
    NoSuchColumn(String),
    /// The destination takes fewer columns.
    #[error("{destination} takes at most {most} columns. Leave out {} of them.", .columns - .most)]
    TooManyColumns {
        /// The destination's name.
        destination: String,
        /// How many it takes.
        most: usize,
        /// How many were chosen.
        columns: usize,
    },
    /// The default country of telephone numbers is none.
    #[error("“{0}” is not a country for telephone numbers. Use its two letters, such as US or DE.")]
    NoSuchCountry(String),
    /// The consent trait is not there.
    #[error("There is no trait “{0}” that says who agreed. Choose another one.")]
    NoConsentTrait(String),
    /// A list would take the place of a file that it was made from.
    #[error(
        "A list would be written over {}, which the project reads. Choose another folder for the \
         lists; nothing was changed.", .0.display()
    )]
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
