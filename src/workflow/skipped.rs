//! Rows that were skipped, as a table for the person to look through.

use std::io;
use std::path::Path;

use crate::export::write_table;
use crate::import::Skipped;

/// Saves examples of skipped rows: reason, how many rows it took, line, the row as written.
///
/// # Errors
/// The system's, when the file cannot be written.
pub fn write_skipped(path: &Path, skipped: &[Skipped]) -> io::Result<()> {
    let header = ["reason", "rows", "line", "example"].map(str::to_owned);
    let rows = skipped.iter().flat_map(|reason| {
        let row = |line: u64, text: &str| {
            [reason.reason.to_string(), reason.rows.to_string(), line.to_string(), text.to_owned()]
        };
        reason.examples.iter().map(move |example| row(example.line, &example.text))
    });
    write_table(path, std::iter::once(header).chain(rows))
}
