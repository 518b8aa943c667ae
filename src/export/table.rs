//! A small table as CSV, whole or not there, for its owner only: what is saved beside the lists.

use std::io;
use std::path::Path;

use crate::base::atomic_file::{Access, AtomicFile, Existing};

/// Writes a table; a file of that name is replaced.
///
/// # Errors
/// The system's, when the file cannot be written.
pub fn write_table<R>(path: &Path, rows: impl IntoIterator<Item = R>) -> io::Result<()>
where
    R: IntoIterator,
    R::Item: AsRef<[u8]>,
{
    let mut table = csv::Writer::from_writer(AtomicFile::create(path, Access::Owner)?);
    for row in rows {
        // The system's own error where the library wraps one: it says whether the disk is full.
        table.write_record(row).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })?;
    }
    let file = table.into_inner().map_err(|error| error.into_error())?;
    file.finish(Existing::Replace)
}
