//! Why a file cannot be used at all.

use std::path::{Path, PathBuf};

use crate::base::language::{Message, t};
use crate::base::progress::Stopped;
use crate::base::words::bytes;

/// Why a file cannot be used at all. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not there.
    #[error("{}", t!("import-not-found", path = shown(.0)))]
    NotFound(PathBuf),
    /// The operating system does not let us read it.
    #[error("{}", t!("import-no-permission", path = shown(.0)))]
    NoPermission(PathBuf),
    /// A folder where a file was expected: nothing in it looked like one.
    #[error("{}", t!("import-folder", path = shown(.0)))]
    Folder(PathBuf),
    /// To read it could take for ever.
    #[error("{}", t!("import-not-a-file", path = shown(.0)))]
    NotAFile(PathBuf),
    /// Nothing inside.
    #[error("{}", t!("import-empty", path = shown(.0)))]
    Empty(PathBuf),
    /// A header, and nothing below it.
    #[error("{}", t!("import-no-rows", path = shown(.0)))]
    NoRows(PathBuf),
    /// Not a kind of file that holds rows.
    #[error("{}", t!("import-not-a-table", path = shown(.path), what = .what.to_string()))]
    NotATable {
        /// The file.
        path: PathBuf,
        /// What it looks like: "a PNG picture", "binary data".
        what: Message,
    },
    /// Cut off or damaged so that its rows cannot be reached.
    #[error("{}", t!("import-damaged", path = shown(.path), what = .what.to_string()))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: Message,
    },
    /// Refused because it would unpack to an unreasonable size.
    #[error("{}", t!("import-too-large", path = shown(.path), size = bytes(*.limit)))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit that was reached.
        limit: u64,
    },
    /// A wanted field is not in the file.
    #[error("{}", t!("import-no-field", path = shown(.path), field = .field.as_str(), fields = .fields.as_str()))]
    NoSuchField {
        /// The file.
        path: PathBuf,
        /// What was asked for.
        field: String,
        /// What there is, shortened.
        fields: String,
    },
    /// The zone of the options does not exist.
    #[error("{}", t!("import-no-zone", zone = .0.as_str()))]
    UnknownZone(String),
    /// Any other failure of the system while reading.
    #[error("{}", t!("import-io", path = shown(.path), error = .source.to_string()))]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
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
