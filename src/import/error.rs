//! Why a file cannot be used at all.

use std::path::PathBuf;

use crate::base::progress::Stopped;

/// Why a file cannot be used at all. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not there.
    #[error("{} is not there any more. Was it moved or renamed?", .0.display())]
    NotFound(PathBuf),
    /// The operating system does not let us read it.
    #[error("{} cannot be read: this account has no permission. Change the file's permissions or copy it to a folder of yours.", .0.display())]
    NoPermission(PathBuf),
    /// A folder where a file was expected: nothing in it looked like one.
    #[error("{} is a folder without export files.", .0.display())]
    Folder(PathBuf),
    /// To read it could take for ever.
    #[error("{} is not a file but a device or a pipe. Save what it gives to a file, and open that.", .0.display())]
    NotAFile(PathBuf),
    /// Nothing inside.
    #[error("{} is empty.", .0.display())]
    Empty(PathBuf),
    /// A header, and nothing below it.
    #[error("{} has a header but no rows.", .0.display())]
    NoRows(PathBuf),
    /// Not a kind of file that holds rows.
    #[error("{} is not a table or an event export ({what}). Likely reads CSV, TSV, JSON lines, JSON, Parquet and Excel, also as .gz, .zst or .zip.", .path.display())]
    NotATable {
        /// The file.
        path: PathBuf,
        /// What it looks like: "a PNG picture", "binary data".
        what: String,
    },
    /// Cut off or damaged so that its rows cannot be reached.
    #[error("{} is damaged or cut off: {what}. Export or copy it again.", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// Refused because it would unpack to an unreasonable size.
    #[error("{} would unpack to more than {limit} bytes, far more than an export of its size should. It was not read. If you trust it, raise the limit in the settings.", .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit that was reached.
        limit: u64,
    },
    /// A wanted field is not in the file.
    #[error("{} has no field “{field}”. Its fields are: {fields}.", .path.display())]
    NoSuchField {
        /// The file.
        path: PathBuf,
        /// What was asked for.
        field: String,
        /// What there is, shortened.
        fields: String,
    },
    /// The zone of the options does not exist.
    #[error("There is no time zone “{0}”. Choose one by its name, such as Europe/Berlin.")]
    UnknownZone(String),
    /// Any other failure of the system while reading.
    #[error("{} could not be read: {source}.", .path.display())]
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

/// Names in a row for an error message, cut after a dozen.
pub(super) fn shortened<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.take(13).collect();
    if names.len() == 13 {
        names[12] = "…";
    }
    names.join(", ")
}
