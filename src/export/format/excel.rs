//! An export as an Excel workbook of one sheet; numbers as numbers, everything else as text, so
//! that nothing is run as a formula.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::CellType;
use super::file::{CompleteFile, HashedFile};
use crate::base::language::t;
use crate::export::destination::limits::Limits;
use crate::export::error::ExportError;

/// A workbook that takes rows. They wait in a temporary file in the export's own folder, not in
/// memory and not elsewhere on the disk.
pub(in crate::export) struct ExcelFile {
    file: HashedFile,
    path: PathBuf,
    book: Workbook,
    types: Vec<CellType>,
    rows: u32,
}

impl ExcelFile {
    pub(in crate::export) fn new(
        file: HashedFile,
        headers: &[(String, CellType)],
        folder: &Path,
    ) -> Result<Self, ExportError> {
        let path = file.path.clone();
        let failed = |error| ExportError::io(&path, plain(error));
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name("People").map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (column, (header, _)) in (0..).zip(headers) {
            sheet.write_string(0, column, header).map_err(failed)?;
        }
        Ok(Self {
            file,
            path: path.clone(),
            book,
            types: headers.iter().map(|header| header.1).collect(),
            rows: 0,
        })
    }

    pub(in crate::export) fn row(
        &mut self,
        row: &[String],
        limits: &Limits,
    ) -> Result<bool, ExportError> {
        if limits.most_rows.is_some_and(|most| u64::from(self.rows) >= most) {
            return Ok(false);
        }
        self.rows += 1;
        let written = guarded(|| self.cells(row));
        written.map_err(|error| ExportError::io(&self.path, error))?;
        Ok(true)
    }

    fn cells(&mut self, row: &[String]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for ((column, cell), typed) in (0..).zip(row).zip(&self.types) {
            if cell.is_empty() {
                continue;
            }
            match (typed, cell.parse::<f64>(), cell.parse::<bool>()) {
                (CellType::Whole | CellType::Decimal, Ok(number), _) => {
                    sheet.write_number(self.rows, column, number)?
                }
                (CellType::Flag, _, Ok(flag)) => sheet.write_boolean(self.rows, column, flag)?,
                _ => sheet.write_string(self.rows, column, cell)?,
            };
        }
        Ok(())
    }

    pub(in crate::export) fn complete(mut self) -> Result<CompleteFile, ExportError> {
        let saved = guarded(|| self.book.save_to_buffer());
        let written = saved.and_then(|bytes| self.file.write_all(&bytes));
        written.map_err(|error| ExportError::io(&self.path, error))?;
        Ok(self.file.complete(u64::from(self.rows)))
    }
}

/// The library panics where its temporary file cannot be written. That is no fault of the program:
/// it becomes the error that it is.
fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    // What was being written is dropped after an error, whole or not.
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    done.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
        Err(XlsxError::IoError(match words.contains("StorageFull") {
            true => io::ErrorKind::StorageFull.into(),
            false => io::Error::other(t!("export-workbook-scratch")),
        }))
    })
    .map_err(plain)
}

/// The system's own error where the library wraps one: it says whether the disk is full.
fn plain(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_under_the_temporary_file_is_an_error() {
        let full = guarded::<()>(|| {
            let error = io::Error::from_raw_os_error(28);
            panic!("Couldn't write to xml file: {error:?} StorageFull")
        });
        assert_eq!(full.unwrap_err().kind(), io::ErrorKind::StorageFull);
        let other = guarded::<()>(|| panic!("Couldn't write to xml file"));
        assert_eq!(other.unwrap_err().kind(), io::ErrorKind::Other);
    }
}
