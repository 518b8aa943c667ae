//! Excel workbooks as delimited text, sheet by sheet, so that they are read like any other table.
//!
//! A workbook comes in, a stream of comma-separated text for each sheet goes out. Cells are taken
//! one after another as they stand in the file: a sheet whose only two cells are in opposite corners
//! takes no more memory than two cells. (The whole-sheet ranges of `calamine` allocate the rectangle
//! around all cells, which a stray cell in the last corner makes half a terabyte.)

use std::cell::Cell as Shared;
use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::rc::Rc;

use calamine::{
    Cell, DataRef, Reader as _, SheetType, Xlsx, XlsxCellReader, open_workbook_from_rs,
};

use super::ImportError;
use super::delimited::{Dialect, Reader, UNSAVED};
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
/// Bytes of a row's texts. Cells may all show one text that is long: what is longer than this is made to be.
const LONGEST_ROW: usize = 64 << 20;

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
        let at = Rc::new(Shared::new(0));
        let file = BufReader::new(Stoppable { file, at: Rc::clone(&at), progress });
        let mut book = match guarded(|| open_workbook_from_rs(file)) {
            Some(Ok(book)) => Self { book, path, progress },
            _ => return Err(damaged(path, progress, message!("import-damage-protected"))),
        };
        // Sheets that share one part of the file would be unpacked as often as they are named.
        let mut begun = HashSet::new();
        for name in book.names() {
            book.rows(&name)?;
            if !begun.insert(at.get()) {
                return Err(damaged(path, progress, message!("import-damage-sheet", name = name)));
            }
        }
        Ok(book)
    }

    /// The names of the sheets that have cells, in the workbook's order.
    pub fn names(&self) -> Vec<String> {
        let sheets = self.book.sheets_metadata().iter();
        sheets.filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect()
    }

    /// The beginnings of the sheets that hold anything, in the workbook's order, and which of them
    /// is the table: the first one with rows below several columns, or else with rows at all. (A
    /// sheet of notes, one column wide, often comes first.)
    ///
    /// # Errors
    /// [`ImportError::NoRows`] when no sheet has rows; [`ImportError::Damaged`] or
    /// [`ImportError::Stopped`].
    pub fn heads(&mut self) -> Result<(Vec<SheetHead>, usize), ImportError> {
        let mut heads = Vec::new();
        for name in self.names() {
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
        Ok(Box::new(SheetText::new(self.rows(name)?)))
    }

    /// The filled rows of a sheet.
    ///
    /// # Errors
    /// [`ImportError::Damaged`] or [`ImportError::Stopped`].
    pub fn rows<'s>(
        &'s mut self,
        name: &str,
    ) -> Result<Rows<'s, impl Read + Seek + use<'s, 'p, F>>, ImportError> {
        let (path, progress) = (self.path, self.progress);
        match guarded(|| self.book.worksheet_cells_reader(name)) {
            Some(Ok(cells)) => Ok(Rows { cells, progress, next: None, last: false }),
            _ => Err(damaged(path, progress, message!("import-damage-sheet", name = name))),
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
    /// Where it was read from last: where the part of a sheet begins, once that was opened.
    at: Rc<Shared<u64>>,
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
        if let SeekFrom::Start(at) = to {
            self.at.set(at);
        }
        self.file.seek(to)
    }
}

/// The cells of a sheet, row by row.
pub struct Rows<'a, RS: Read + Seek> {
    cells: XlsxCellReader<'a, RS>,
    progress: &'a Progress,
    /// The first cell of the next row.
    next: Option<Cell<DataRef<'a>>>,
    /// Whether all cells were taken.
    last: bool,
}

impl<'a, RS: Read + Seek> Rows<'a, RS> {
    /// The next cell that is not blank; one without a value is a formula whose value was not saved.
    fn cell(&mut self) -> io::Result<Option<Cell<DataRef<'a>>>> {
        if let Some(cell) = self.next.take() {
            return Ok(Some(cell));
        }
        while !self.last {
            match guarded(|| self.cells.next_cell_with_formula_metadata()) {
                Some(Ok(Some(cell))) if cell.value == DataRef::Empty && cell.formula.is_none() => {}
                Some(Ok(Some(cell))) => {
                    let (row, column) = cell.pos;
                    if row > LAST_CELL.0 || column > LAST_CELL.1 {
                        return Err(io::Error::other(t!("import-damage-outside")));
                    }
                    return Ok(Some(Cell::new(cell.pos, cell.value)));
                }
                Some(Ok(None)) => self.last = true,
                Some(Err(error)) => return Err(io::Error::other(error.to_string())),
                None => return Err(io::Error::other(t!("import-damage-cells"))),
            }
        }
        Ok(None)
    }

    /// The cells of the next row that has any, as they stand in the file; none at the end.
    ///
    /// # Errors
    /// When they cannot be read or are more than a row has, or when the person cancelled.
    pub fn next_row(&mut self) -> io::Result<Vec<Cell<DataRef<'a>>>> {
        self.progress.check().map_err(io::Error::other)?;
        let (mut cells, mut bytes) = (Vec::<Cell<DataRef<'a>>>::new(), 0_usize);
        while let Some(cell) = self.cell()? {
            let row = |cell: &Cell<_>| cell.get_position().0;
            if cells.first().is_some_and(|first| row(first) != row(&cell)) {
                self.next = Some(cell);
                break;
            }
            bytes = bytes.saturating_add(text_of(cell.get_value()).map_or(0, str::len));
            if cells.len() > LAST_CELL.1 as usize || bytes > LONGEST_ROW {
                return Err(io::Error::other(t!("import-damage-cells")));
            }
            cells.push(cell);
        }
        Ok(cells)
    }
}

/// The cells of a sheet as text, row by row.
struct SheetText<'a, RS: Read + Seek> {
    rows: Rows<'a, RS>,
    /// The row that was written last.
    row: Option<u32>,
    ended: bool,
    text: Vec<u8>,
    given: usize,
}

impl<'a, RS: Read + Seek> SheetText<'a, RS> {
    fn new(rows: Rows<'a, RS>) -> Self {
        Self { rows, row: None, ended: false, text: Vec::new(), given: 0 }
    }

    /// Writes the next filled row into the emptied `text`, and the blank ones before it.
    fn next_row(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        let mut cells = self.rows.next_row()?;
        let Some(row) = cells.first().map(|first| first.get_position().0) else {
            self.ended = true;
            return Ok(());
        };
        let is_first = self.row.is_none();
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
            // In the first row it would be a name.
            if *cell.get_value() != DataRef::Empty || !is_first {
                write_cell(&mut self.text, cell.get_value());
            }
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
        DataRef::Empty => text.write_all(UNSAVED),
        cell => {
            write_text(text, text_of(cell).unwrap_or_default());
            Ok(())
        }
    };
}

/// A cell's text, where it is one.
fn text_of<'c>(cell: &'c DataRef<'_>) -> Option<&'c str> {
    match cell {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some(text)
        }
        DataRef::SharedString(text) => Some(text),
        _ => None,
    }
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
