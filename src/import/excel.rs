//! An Excel sheet as delimited text, so that it is read like any other table.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use jiff::tz::TimeZone;

use super::ImportError;
use crate::base::progress::Progress;

/// The delimiter of the text.
pub const DELIMITER: u8 = b',';

/// The first sheet with rows below a header, as comma-separated text. Numbers are in their shortest
/// form and without a fraction where they are whole, as Excel keeps no other; dates are ISO.
///
/// # Errors
/// [`ImportError::Damaged`], [`ImportError::NoRows`], or [`ImportError::Stopped`].
pub fn as_text(
    path: &Path,
    file: impl Read + Seek,
    progress: &Progress,
) -> Result<Vec<u8>, ImportError> {
    let damaged = |_| match progress.check() {
        Err(stopped) => stopped.into(),
        Ok(()) => ImportError::Damaged {
            path: path.into(),
            what: "the workbook cannot be opened (is it protected by a password?)".into(),
        },
    };
    let file = BufReader::new(Stoppable { file, progress });
    let mut book: Xlsx<_> = open_workbook_from_rs(file).map_err(damaged)?;
    for sheet in 0..book.sheet_names().len() {
        let Some(range) = book.worksheet_range_at(sheet) else { continue };
        let range = range.map_err(damaged)?;
        let filled = |row: &&[Data]| row.iter().any(|c| !matches!(c, Data::Empty));
        if range.rows().filter(filled).nth(1).is_none() {
            continue;
        }
        let mut text = Vec::new();
        for row in range.rows() {
            progress.check()?;
            if filled(&row) {
                for (column, cell) in row.iter().enumerate() {
                    if column > 0 {
                        text.push(DELIMITER);
                    }
                    push(&mut text, &written(cell));
                }
            }
            text.push(b'\n');
        }
        let begin = text.iter().take_while(|c| **c == b'\n').count();
        text.drain(..begin);
        return Ok(text);
    }
    Err(ImportError::NoRows(path.into()))
}

/// A file that cannot be read any more once the person cancelled: what reads a workbook from it
/// does not ask by itself.
struct Stoppable<'a, F> {
    file: F,
    progress: &'a Progress,
}

impl<F: Read> Read for Stoppable<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.progress.check().map_err(io::Error::other)?;
        self.file.read(buffer)
    }
}

impl<F: Seek> Seek for Stoppable<'_, F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

fn push(text: &mut Vec<u8>, cell: &str) {
    let plain = !cell.contains([',', '"', '\n', '\r']);
    if plain {
        text.extend_from_slice(cell.as_bytes());
    } else {
        text.push(b'"');
        text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        text.push(b'"');
    }
}

fn written(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        // `Display` of f64 is the shortest exact form and writes whole numbers without a fraction.
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(time) if !time.is_duration() => date(time.as_f64()),
        Data::DateTime(time) => time.as_f64().to_string(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// Excel counts days from 1899-12-30.
fn date(serial: f64) -> String {
    const DAYS_TO_1970: f64 = 25569.0;
    let ms = ((serial - DAYS_TO_1970) * 86_400_000.0).round();
    match jiff::Timestamp::from_millisecond(ms as i64) {
        Ok(time) => TimeZone::UTC.to_datetime(time).to_string(),
        Err(_) => serial.to_string(),
    }
}
