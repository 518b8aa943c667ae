//! Excel workbooks as delimited text, sheet by sheet, so that they are read like any other table.
//!
//! A workbook comes in, a stream of comma-separated text for each sheet goes out. Cells are taken
//! one after another as they stand in the file: a sheet whose only two cells are in opposite corners
//! takes no more memory than two cells. (The whole-sheet ranges of `calamine` allocate the rectangle
//! around all cells, which a stray cell in the last corner makes half a terabyte.)

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use calamine::{
    Cell, DataRef, Reader as _, SheetType, Xlsx, XlsxCellReader, open_workbook_from_rs,
};

use super::ImportError;
use super::delimited::{Dialect, Reader};
use super::header::{self, Header};
use super::input::{Stream, fill, guarded};
use crate::base::language::{Message, message, t};
use crate::base::progress::Progress;

/// How the text of a sheet is written.
pub const DIALECT: Dialect = Dialect { delimiter: b',', quotes: true };

/// Bytes of a sheet's text that are looked at to learn its columns.
const HEAD_BYTES: usize = 256 << 10;
/// The last row and column of a sheet, counted from 0, as the format has it.
const LAST_CELL: (u32, u32) = (1_048_575, 16_383);

/// An opened workbook. What it unpacks to must have been checked before
/// (`archive::Archive::check_workbook`).
pub struct Workbook<'p, F: Read + Seek> {
    book: Xlsx<BufReader<Stoppable<'p, F>>>,
    path: &'p Path,
    progress: &'p Progress,
}

/// What the beginning of a sheet shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetHead {
    /// The sheet's name.
    pub name: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Whether there is a row below the header.
    pub filled: bool,
}

impl SheetHead {
    /// Whether both have the same columns, in whatever order.
    pub fn same_columns(&self, other: &Self) -> bool {
        let sorted = |head: &Self| {
            let mut columns = head.columns.clone();
            columns.sort();
            columns
        };
        sorted(self) == sorted(other)
    }
}

impl<'p, F: Read + Seek> Workbook<'p, F> {
    /// Opens a workbook.
    ///
    /// # Errors
    /// [`ImportError::Damaged`] or [`ImportError::Stopped`].
    pub fn open(path: &'p Path, file: F, progress: &'p Progress) -> Result<Self, ImportError> {
        let file = BufReader::new(Stoppable { file, progress });
        match guarded(|| open_workbook_from_rs(file)) {
            Some(Ok(book)) => Ok(Self { book, path, progress }),
            _ => Err(damaged(path, progress, message!("import-damage-protected"))),
        }
    }

    /// The beginnings of the sheets that hold anything, in the workbook's order, and which of them
    /// is the table: the first one with rows below several columns, or else with rows at all. (A
    /// sheet of notes, one column wide, often comes first.)
    ///
    /// # Errors
    /// [`ImportError::NoRows`] when no sheet has rows; [`ImportError::Damaged`] or
    /// [`ImportError::Stopped`].
    pub fn heads(&mut self) -> Result<(Vec<SheetHead>, usize), ImportError> {
        let sheets = self.book.sheets_metadata().iter();
        let names: Vec<String> =
            sheets.filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect();
        let mut heads = Vec::new();
        for name in names {
            let mut head = Vec::new();
            // What is wrong with a sheet shows when it is read.
            let _ = fill(&mut *self.sheet(&name)?, &mut head, HEAD_BYTES);
            self.progress.check()?;
            if head.is_empty() {
                continue;
            }
            let Header { names: columns, begin, .. } = header::names(&head, DIALECT, true);
            // Where the beginning is full, the sheet goes on: blank rows may come before the others.
            let goes_on = head.len() == HEAD_BYTES;
            let filled = goes_on || Reader::new(&head[begin..], DIALECT).texts().is_some();
            heads.push(SheetHead { name, columns, filled });
        }
        let table = heads.iter().position(|h| h.filled && h.columns.len() > 1);
        let table = table.or_else(|| heads.iter().position(|h| h.filled));
        Ok((heads, table.ok_or_else(|| ImportError::NoRows(self.path.into()))?))
    }

    /// A sheet as text: numbers in their shortest form and without a fraction where they are whole,
    /// as Excel keeps no other; dates in ISO. Lines stand for rows from the first filled one on.
    ///
    /// # Errors
    /// [`ImportError::Damaged`] or [`ImportError::Stopped`].
    pub fn sheet(&mut self, name: &str) -> Result<Stream<'_>, ImportError> {
        let (path, progress) = (self.path, self.progress);
        match self.book.worksheet_cells_reader(name) {
            Ok(cells) => Ok(Box::new(SheetText::new(cells, progress))),
            Err(_) => Err(damaged(path, progress, message!("import-damage-sheet", name = name))),
        }
    }

    /// How many rows the sheet says that it has.
    pub fn claimed_rows(&mut self, name: &str) -> Option<u64> {
        let size = self.book.worksheet_cells_reader(name).ok()?.dimensions();
        Some(u64::from(size.end.0.min(LAST_CELL.0).saturating_sub(size.start.0)))
    }
}

fn damaged(path: &Path, progress: &Progress, what: Message) -> ImportError {
    match progress.check() {
        Err(stopped) => stopped.into(),
        Ok(()) => ImportError::Damaged { path: path.into(), what },
    }
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

/// The cells of a sheet as text, row by row.
struct SheetText<'a, RS: Read + Seek> {
    cells: XlsxCellReader<'a, RS>,
    progress: &'a Progress,
    /// The first cell of the next row.
    next: Option<Cell<DataRef<'a>>>,
    /// The row that was written last.
    row: Option<u32>,
    /// Whether all cells were taken.
    last: bool,
    ended: bool,
    text: Vec<u8>,
    given: usize,
}

impl<'a, RS: Read + Seek> SheetText<'a, RS> {
    fn new(cells: XlsxCellReader<'a, RS>, progress: &'a Progress) -> Self {
        let (text, given) = (Vec::new(), 0);
        Self { cells, progress, next: None, row: None, last: false, ended: false, text, given }
    }

    /// The next cell that is not blank.
    fn cell(&mut self) -> io::Result<Option<Cell<DataRef<'a>>>> {
        if let Some(cell) = self.next.take() {
            return Ok(Some(cell));
        }
        while !self.last {
            match guarded(|| self.cells.next_cell()) {
                Some(Ok(Some(cell))) if matches!(cell.get_value(), DataRef::Empty) => {}
                Some(Ok(Some(cell))) => {
                    let (row, column) = cell.get_position();
                    if row > LAST_CELL.0 || column > LAST_CELL.1 {
                        return Err(io::Error::other(t!("import-damage-outside")));
                    }
                    return Ok(Some(cell));
                }
                Some(Ok(None)) => self.last = true,
                Some(Err(error)) => return Err(io::Error::other(error.to_string())),
                None => return Err(io::Error::other(t!("import-damage-cells"))),
            }
        }
        Ok(None)
    }

    /// Writes the next filled row into the emptied `text`, and the blank ones before it.
    fn next_row(&mut self) -> io::Result<()> {
        self.progress.check().map_err(io::Error::other)?;
        self.text.clear();
        self.given = 0;
        let Some(first) = self.cell()? else {
            self.ended = true;
            return Ok(());
        };
        let row = first.get_position().0;
        let mut cells = vec![first];
        while let Some(cell) = self.cell()? {
            if cell.get_position().0 != row {
                self.next = Some(cell);
                break;
            }
            cells.push(cell);
        }
        let blank = match self.row.replace(row) {
            Some(before) if before >= row => {
                return Err(io::Error::other(t!("import-damage-order")));
            }
            Some(before) => row - before - 1,
            None => 0,
        };
        self.text.resize(blank as usize, b'\n');
        cells.sort_by_key(|cell| cell.get_position().1);
        let mut column = 0;
        for cell in &cells {
            let at = cell.get_position().1;
            self.text.resize(self.text.len() + (at - column) as usize, DIALECT.delimiter);
            column = at;
            write_cell(&mut self.text, cell.get_value());
        }
        self.text.push(b'\n');
        Ok(())
    }
}

impl<RS: Read + Seek> Read for SheetText<'_, RS> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.next_row()?;
        }
        let rest = &self.text[self.given..];
        let size = rest.len().min(buffer.len());
        buffer[..size].copy_from_slice(&rest[..size]);
        self.given += size;
        Ok(size)
    }
}

fn write_cell(text: &mut Vec<u8>, cell: &DataRef<'_>) {
    // Writing into memory does not fail.
    let _ = match cell {
        DataRef::Int(number) => write!(text, "{number}"),
        // `Display` of f64 is the shortest exact form and writes whole numbers without a fraction.
        DataRef::Float(number) => write!(text, "{number}"),
        DataRef::Bool(flag) => write!(text, "{flag}"),
        DataRef::DateTime(time) if !time.is_duration() => {
            // Counts from 1900 or from 1904, as the workbook says.
            let (year, month, day, hour, minute, second, ms) = time.to_ymd_hms_milli();
            let _ = write!(text, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
            if ms == 0 { Ok(()) } else { write!(text, ".{ms:03}") }
        }
        DataRef::DateTime(time) => write!(text, "{}", time.as_f64()),
        DataRef::String(cell) | DataRef::DateTimeIso(cell) | DataRef::DurationIso(cell) => {
            write_text(text, cell);
            Ok(())
        }
        DataRef::SharedString(cell) => {
            write_text(text, cell);
            Ok(())
        }
        DataRef::Error(_) | DataRef::Empty => Ok(()),
    };
}

fn write_text(text: &mut Vec<u8>, cell: &str) {
    if !cell.contains([',', '"', '\n', '\r']) {
        text.extend_from_slice(cell.as_bytes());
        return;
    }
    text.push(b'"');
    text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    text.push(b'"');
}
