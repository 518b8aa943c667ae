//! Why a file cannot be used at all.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::base::language::{Message, message};
use crate::base::progress::Stopped;
use crate::base::system_error;
use crate::base::words::bytes;

/// Why a file cannot be used at all. `Display` is what the person reads.
#[derive(Debug)]
pub enum ImportError {
    /// The file is not there.
    NotFound(PathBuf),
    /// The operating system does not let us read it.
    NoPermission(PathBuf),
    /// A folder where a file was expected: nothing in it looked like one.
    Folder(PathBuf),
    /// To read it could take for ever.
    NotAFile(PathBuf),
    /// Nothing inside.
    Empty(PathBuf),
    /// A header, and nothing below it.
    NoRows(PathBuf),
    /// Not a kind of file that holds rows.
    NotATable {
        /// The file.
        path: PathBuf,
        /// What it looks like: "a PNG picture", "binary data".
        what: Message,
    },
    /// Cut off or damaged so that its rows cannot be reached.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: Message,
    },
    /// Refused because it would unpack to an unreasonable size.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit that was reached.
        limit: u64,
    },
    /// A wanted field is not in the file.
    NoSuchField {
        /// The file.
        path: PathBuf,
        /// What was asked for.
        field: String,
        /// What there is, shortened.
        fields: String,
    },
    /// The zone of the options does not exist.
    UnknownZone(String),
    /// Any other failure of the system while reading.
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// The person cancelled.
    Stopped(Stopped),
}

impl ImportError {
    /// What the person reads.
    pub fn message(&self) -> Message {
        match self {
            Self::NotFound(path) => message!("import-not-found", path = shown(path)),
            Self::NoPermission(path) => message!("import-no-permission", path = shown(path)),
            Self::Folder(path) => message!("import-folder", path = shown(path)),
            Self::NotAFile(path) => message!("import-not-a-file", path = shown(path)),
            Self::Empty(path) => message!("import-empty", path = shown(path)),
            Self::NoRows(path) => message!("import-no-rows", path = shown(path)),
            Self::NotATable { path, what } => {
                message!("import-not-a-table", path = shown(path), what = what.clone())
            }
            Self::Damaged { path, what } => {
                message!("import-damaged", path = shown(path), what = what.clone())
            }
            Self::TooLarge { path, limit } => {
                message!("import-too-large", path = shown(path), size = bytes(*limit))
            }
            Self::NoSuchField { path, field, fields } => {
                message!("import-no-field", path = shown(path), field = field, fields = fields)
            }
            Self::UnknownZone(zone) => message!("import-no-zone", zone = zone),
            Self::Io { path, source } => {
                message!("import-io", path = shown(path), error = system_error::message(source))
            }
            Self::Stopped(Stopped) => message!("base-cancelled"),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<Stopped> for ImportError {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Names in a row for an error message, cut after a dozen.
pub(super) fn shortened<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.take(13).collect();
    if names.len() == 13 {
        names[12] = "…";
    }
    names.join(", ")
}
