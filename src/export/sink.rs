//! Rows become files, with their SHA-256 on the way.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::destination::{Destination, FileKind, Limits};
use super::error::ExportError;
use super::excel::ExcelFile;
use super::normalise::hex;
use super::parquet::ParquetFile;
use super::plan::Typed;
use crate::base::atomic_file::{Access, AtomicFile, Existing, FileError};

/// A file that counts and hashes what goes into it.
pub(super) struct Hashed {
    pub(super) path: PathBuf,
    file: AtomicFile,
    digest: Sha256,
    bytes: u64,
}

/// A file that is complete but has not got its name yet.
pub(super) struct Complete {
    pub(super) path: PathBuf,
    pub(super) file: AtomicFile,
    pub(super) bytes: u64,
    pub(super) sha256: String,
    pub(super) rows: u64,
}

impl Hashed {
    pub(super) fn create(path: PathBuf, existing: Existing) -> Result<Self, ExportError> {
        if existing == Existing::Keep && path.exists() {
            return Err(FileError::Exists(path).into());
        }
        let file = AtomicFile::create(&path, Access::Owner);
        Ok(Self {
            file: file.map_err(|error| ExportError::io(&path, error))?,
            path,
            digest: Sha256::new(),
            bytes: 0,
        })
    }

    pub(super) fn complete(self, rows: u64) -> Complete {
        Complete {
            path: self.path,
            file: self.file,
            bytes: self.bytes,
            sha256: hex(&self.digest.finalize()),
            rows,
        }
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

static NO_LIMITS: Limits = Limits::NONE;

/// What a file looks like from outside.
#[derive(Clone, Copy)]
pub(super) struct Shape<'a> {
    kind: FileKind,
    delimiter: u8,
    header: bool,
    mark_utf8: bool,
    limits: &'a Limits,
}

impl<'a> Shape<'a> {
    pub(super) fn of(destination: &'a Destination) -> Self {
        Self {
            kind: destination.file,
            delimiter: destination.delimiter.byte(),
            header: !destination.no_header,
            mark_utf8: destination.mark_utf8,
            limits: &destination.limits,
        }
    }
}

impl Shape<'static> {
    /// Plain CSV, for the files that lie beside.
    pub(super) fn plain() -> Self {
        Self {
            kind: FileKind::Csv,
            delimiter: b',',
            header: true,
            mark_utf8: false,
            limits: &NO_LIMITS,
        }
    }
}

/// The files of one destination: rows go into the next file where one is full.
pub(super) struct Files<'a> {
    folder: &'a Path,
    stem: String,
    shape: Shape<'a>,
    headers: Vec<(&'a str, Typed)>,
    existing: Existing,
    open: Option<Table>,
    complete: Vec<Complete>,
}

/// A file that takes rows.
enum Table {
    Csv(Box<Csv>),
    Parquet(Box<ParquetFile>),
    Excel(Box<ExcelFile>),
}

impl Table {
    fn new(
        file: Hashed,
        shape: Shape<'_>,
        headers: &[(&str, Typed)],
        folder: &Path,
    ) -> Result<Self, ExportError> {
        Ok(match shape.kind {
            FileKind::Csv => Self::Csv(Box::new(Csv::new(file, shape, headers)?)),
            FileKind::Parquet => Self::Parquet(Box::new(ParquetFile::new(file, headers)?)),
            FileKind::Excel => Self::Excel(Box::new(ExcelFile::new(file, headers, folder)?)),
        })
    }

    /// Writes a row, unless the file is full.
    fn row(&mut self, row: &[String], limits: &Limits) -> Result<bool, ExportError> {
        match self {
            Self::Csv(csv) => csv.row(row, limits),
            Self::Parquet(parquet) => parquet.row(row, limits),
            Self::Excel(excel) => excel.row(row, limits),
        }
    }

    fn complete(self) -> Result<Complete, ExportError> {
        match self {
            Self::Csv(csv) => Ok(csv.complete()),
            Self::Parquet(parquet) => parquet.complete(),
            Self::Excel(excel) => excel.complete(),
        }
    }
}

/// The name of one of the files that a list is split into, from 1.
pub(super) fn part(stem: &str, number: usize, kind: FileKind) -> String {
    let ending = kind.extension();
    match number {
        1 => format!("{stem}.{ending}"),
        _ => format!("{stem}-{number}.{ending}"),
    }
}

impl<'a> Files<'a> {
    pub(super) fn new(
        (folder, existing): (&'a Path, Existing),
        stem: String,
        shape: Shape<'a>,
        headers: Vec<(&'a str, Typed)>,
    ) -> Self {
        Self { folder, stem, shape, headers, existing, open: None, complete: Vec::new() }
    }

    fn next(&mut self) -> Result<(), ExportError> {
        self.close()?;
        let number = self.complete.len() + 1;
        let name = part(&self.stem, number, self.shape.kind);
        let file = Hashed::create(self.folder.join(name), self.existing)?;
        self.open = Some(Table::new(file, self.shape, &self.headers, self.folder)?);
        Ok(())
    }

    /// Writes a row.
    pub(super) fn row(&mut self, row: &[String]) -> Result<(), ExportError> {
        let written = match &mut self.open {
            Some(table) => table.row(row, self.shape.limits)?,
            None => false,
        };
        if !written {
            self.next()?;
            if let Some(table) = &mut self.open {
                // The first row always finds room.
                table.row(row, self.shape.limits)?;
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ExportError> {
        if let Some(table) = self.open.take() {
            self.complete.push(table.complete()?);
        }
        Ok(())
    }

    /// All the files, complete; none where no row was written.
    pub(super) fn finish_if_any(self) -> Result<Vec<Complete>, ExportError> {
        let any = self.open.is_some() || !self.complete.is_empty();
        if any { self.finish() } else { Ok(Vec::new()) }
    }

    /// All the files, complete; one without rows where none was written.
    pub(super) fn finish(mut self) -> Result<Vec<Complete>, ExportError> {
        if self.open.is_none() && self.complete.is_empty() {
            self.next()?;
        }
        self.close()?;
        Ok(self.complete)
    }
}

/// A CSV file. Each row is encoded first, so that its size is known before it is written.
struct Csv {
    file: Hashed,
    delimiter: u8,
    rows: u64,
    line: Vec<u8>,
}

impl Csv {
    fn new(file: Hashed, shape: Shape<'_>, headers: &[(&str, Typed)]) -> Result<Self, ExportError> {
        let mut csv = Self { file, delimiter: shape.delimiter, rows: 0, line: Vec::new() };
        if shape.mark_utf8 {
            csv.line.extend("\u{feff}".as_bytes());
            csv.put()?;
        }
        if shape.header {
            let headers: Vec<&str> = headers.iter().map(|header| header.0).collect();
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

    fn row(&mut self, row: &[String], limits: &Limits) -> Result<bool, ExportError> {
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

    fn complete(self) -> Complete {
        self.file.complete(self.rows)
    }
}

/// A cell that a spreadsheet would run as a formula, with an apostrophe in front; numbers and
/// telephone numbers are left alone.
pub(super) fn escape_formulas(cell: &mut String) {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let rest = cell.trim_start_matches(['+', '-']);
    let numeric = rest.bytes().any(|b| b.is_ascii_digit())
        && cell.len() - rest.len() <= 1
        && rest.chars().all(|c| c.is_ascii_digit() || " .,()/-".contains(c));
    if risky && !numeric {
        cell.insert(0, '\'');
    }
}
