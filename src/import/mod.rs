//! Files in, rows of just the wanted fields out, and a report of what was skipped and why.
//!
//! [`open()`] looks at a file's first bytes and says what it is: container, compression, format,
//! fields with examples, a preview. [`read`] goes through the whole file and hands out
//! [`Batch`]es of the wanted fields, from several threads at once. This room knows containers,
//! encodings, compression and time formats; it is not for deciding what a field means to the
//! person's business (the catalog does) nor for products, people or models.
//!
//! How a file is read: `input` unpacks it, `pieces` cuts it at row ends, `delimited` and `json`
//! find the wanted values of each row (`cells`, by the paths of `path`), `rows` makes columns of
//! them, `tally` counts. Parquet goes its own way (`columnar`), row group by row group.

mod archive;
mod cells;
mod columnar;
mod delimited;
mod excel;
mod files;
mod filldown;
mod input;
mod json;
mod marks;
mod open;
mod path;
mod pieces;
mod profile;
mod recognise;
mod rows;
mod sniff;
mod tally;
mod text;
mod texts;
mod time;
mod types;

use std::sync::atomic::{AtomicU64, Ordering};

pub use cells::id_text;
pub use files::find_files;
pub use open::open;
pub use rows::next_piece;
pub use texts::texts;
pub use types::*;

use crate::base::progress::{Progress, Stopped};

/// Reads a whole file and hands its wanted fields to `sink`, which is called from several threads
/// at once and in no fixed order. Rows that cannot be used are counted in the report, never fatal.
///
/// Progress advances by the file's bytes on disk and its rows; the stage is the caller's, who may
/// be reading several files at once.
///
/// # Errors
/// [`ImportError`] when the file as a whole cannot be read, or when the work was stopped by
/// `progress` or by the sink.
pub fn read(
    source: &Source,
    request: &Request,
    options: &Options,
    sink: &(dyn Fn(Batch) -> Result<(), Stopped> + Sync),
    progress: &Progress,
) -> Result<Report, ImportError> {
    let (file, bytes) = input::open_file(&source.path)?;
    progress.check()?;
    let limit = input::Limit::new(options, bytes);
    match (source.container, source.compression) {
        (Container::Parquet, packed) if packed != Compression::Zip => {
            columnar::read(source, &source.path, &file, request, options, sink, progress)
        }
        (Container::Excel, _) => {
            let file = input::Counted::new(file, progress);
            let text = excel::as_text(&source.path, file, progress)?;
            let stream = Box::new(std::io::Cursor::new(text));
            text::read(source, stream, Compression::None, request, options, sink, progress)
        }
        (_, Compression::Zip) => {
            let mut archive = archive::Archive::open(&source.path, file, limit, progress)?;
            let mut report = Report::default();
            let (next, mut first) = (AtomicU64::new(0), 0);
            for number in 0..archive.len() {
                // Every member counts its places from 0; it goes on where the one before ended.
                let sink = |mut batch: Batch| {
                    batch.place += first;
                    next.fetch_max(next_piece(batch.place), Ordering::Relaxed);
                    sink(batch)
                };
                let sink: rows::Sink<'_> = &sink;
                let part = match (archive.entry(number)?, source.container) {
                    (archive::Entry::Parquet(file), Container::Parquet) => {
                        let (at, file) = (file.path(), file.as_file());
                        columnar::read(source, at, file, request, options, sink, progress)?
                    }
                    (archive::Entry::Text(stream, packed), container)
                        if container != Container::Parquet =>
                    {
                        let unpacked = packed == Compression::None;
                        let packed = if unpacked { Compression::Zip } else { packed };
                        text::read(source, stream, packed, request, options, sink, progress)?
                    }
                    _ => {
                        let what = "a zip archive with Parquet and other files; unpack it first";
                        let (path, what) = (source.path.clone(), what.into());
                        return Err(ImportError::NotATable { path, what });
                    }
                };
                first = next.load(Ordering::Relaxed);
                archive::add(&mut report, part, options.examples);
                if request.limit.is_some_and(|limit| report.used >= limit) {
                    break;
                }
            }
            Ok(report)
        }
        (_, packed) => {
            let stream = input::unpack(file, packed, &limit, progress)
                .map_err(|e| input::io_error(&source.path, e))?;
            text::read(source, stream, packed, request, options, sink, progress)
        }
    }
}

/// Names in a row for an error message, cut after a dozen.
fn shortened<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.take(13).collect();
    if names.len() == 13 {
        names[12] = "…";
    }
    names.join(", ")
}

#[cfg(test)]
mod tests;
