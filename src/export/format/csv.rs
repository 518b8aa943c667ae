//! An export as CSV.

use std::io::Write as _;

use super::cell::CellType;
use super::file::{CompleteFile, HashedFile};
use crate::export::destination::limits::Limits;
use crate::export::error::ExportError;

/// A CSV file. Each row is encoded first, so that its size is known before it is written.
pub(in crate::export) struct CsvFile {
    file: HashedFile,
    delimiter: u8,
    rows: u64,
    line: Vec<u8>,
}

impl CsvFile {
    /// `mark_utf8`: the file begins with the mark by which Excel knows UTF-8; `header`: it has a
    /// line of headers.
    pub(in crate::export) fn new(
        file: HashedFile,
        delimiter: u8,
        mark_utf8: bool,
        header: bool,
        headers: &[(String, CellType)],
    ) -> Result<Self, ExportError> {
        let mut csv = Self { file, delimiter, rows: 0, line: Vec::new() };
        if mark_utf8 {
            csv.line.extend("\u{feff}".as_bytes());
            csv.put()?;
        }
        if header {
            let headers: Vec<&str> = headers.iter().map(|header| header.0.as_str()).collect();
            csv.encode(&headers)?;
            csv.put()?;
        }
        csv.rows = 0;
        Ok(csv)
    }

    fn encode<T: AsRef<[u8]>>(&mut self, row: &[T]) -> Result<(), ExportError> {
        self.line.clear();
        let mut writer =
            csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(&mut self.line);
        let written = writer.write_record(row).and_then(|()| Ok(writer.flush()?));
        drop(writer);
        written.map_err(|error| ExportError::io(&self.file.path, error.into()))
    }

    pub(in crate::export) fn row(
        &mut self,
        row: &[String],
        limits: &Limits,
    ) -> Result<bool, ExportError> {
        self.encode(row)?;
        let rows = limits.most_rows.is_some_and(|most| self.rows >= most);
        let bytes = self.file.bytes + self.line.len() as u64;
        let bytes = limits.most_bytes.is_some_and(|most| bytes > most);
        if self.rows > 0 && (rows || bytes) {
            return Ok(false);
        }
        self.put()?;
        Ok(true)
    }

    fn put(&mut self) -> Result<(), ExportError> {
        self.rows += 1;
        let written = self.file.write_all(&self.line);
        written.map_err(|error| ExportError::io(&self.file.path, error))
    }

    pub(in crate::export) fn complete(self) -> CompleteFile {
        self.file.complete(self.rows)
    }
}
