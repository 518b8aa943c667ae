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
        table.write_record(row)?;
    }
    let file = table.into_inner().map_err(|error| error.into_error())?;
    file.finish(Existing::Replace)
}
