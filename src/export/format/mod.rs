//! Rows become files: CSV, Parquet or a workbook, split where a platform takes no more.
//!
//! In comes a row of texts at a time, out go files that are whole but have no names yet
//! ([`file::CompleteFile`]), so that an export is there whole or not at all.

pub(super) mod cell;
mod csv;
mod excel;
pub(super) mod file;
mod parquet;

use std::path::Path;

use cell::CellType;
use csv::CsvFile;
use excel::ExcelFile;
use file::{CompleteFile, HashedFile};
use parquet::ParquetFile;

use super::destination::declaration::Destination;
use super::destination::limits::{FileKind, Limits};
use super::error::ExportError;
use super::settings::Settings;

static NO_LIMITS: Limits = Limits::NONE;

/// What a file looks like from outside.
#[derive(Clone, Copy)]
pub(in crate::export) struct Shape<'a> {
    kind: FileKind,
    delimiter: u8,
    header: bool,
    mark_utf8: bool,
    limits: &'a Limits,
}

impl<'a> Shape<'a> {
    pub(in crate::export) fn of(destination: &'a Destination) -> Self {
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
    pub(in crate::export) fn plain() -> Self {
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
pub(in crate::export) struct ListFiles<'a> {
    settings: &'a Settings,
    stem: String,
    shape: Shape<'a>,
    headers: Vec<(String, CellType)>,
    open: Option<Table>,
    complete: Vec<CompleteFile>,
}

/// A file that takes rows.
enum Table {
    Csv(Box<CsvFile>),
    Parquet(Box<ParquetFile>),
    Excel(Box<ExcelFile>),
}

impl Table {
    fn new(
        file: HashedFile,
        shape: Shape<'_>,
        headers: &[(String, CellType)],
        folder: &Path,
    ) -> Result<Self, ExportError> {
        Ok(match shape.kind {
            FileKind::Csv => {
                let Shape { delimiter, mark_utf8, header, .. } = shape;
                let csv = CsvFile::new(file, delimiter, mark_utf8, header, headers)?;
                Self::Csv(Box::new(csv))
            }
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

    fn complete(self) -> Result<CompleteFile, ExportError> {
        match self {
            Self::Csv(csv) => Ok(csv.complete()),
            Self::Parquet(parquet) => parquet.complete(),
            Self::Excel(excel) => excel.complete(),
        }
    }
}

/// The name of one of the files that a list is split into, from 1.
pub(in crate::export) fn part(stem: &str, number: usize, kind: FileKind) -> String {
    let ending = kind.extension();
    match number {
        1 => format!("{stem}.{ending}"),
        _ => format!("{stem}-{number}.{ending}"),
    }
}

impl<'a> ListFiles<'a> {
    pub(in crate::export) fn new(
        settings: &'a Settings,
        stem: String,
        shape: Shape<'a>,
        headers: Vec<(String, CellType)>,
    ) -> Self {
        Self { settings, stem, shape, headers, open: None, complete: Vec::new() }
    }

    fn next(&mut self) -> Result<(), ExportError> {
        self.close()?;
        let number = self.complete.len() + 1;
        let name = part(&self.stem, number, self.shape.kind);
        let folder = &self.settings.folder;
        let path = folder.join(name);
        let existing = self.settings.existing_at(&path);
        let file = HashedFile::create(path, existing)?;
        self.open = Some(Table::new(file, self.shape, &self.headers, folder)?);
        Ok(())
    }

    /// Writes a row.
    pub(in crate::export) fn row(&mut self, row: &[String]) -> Result<(), ExportError> {
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
    pub(in crate::export) fn finish_if_any(self) -> Result<Vec<CompleteFile>, ExportError> {
        let any = self.open.is_some() || !self.complete.is_empty();
        if any { self.finish() } else { Ok(Vec::new()) }
    }

    /// All the files, complete; one without rows where none was written.
    pub(in crate::export) fn finish(mut self) -> Result<Vec<CompleteFile>, ExportError> {
        if self.open.is_none() && self.complete.is_empty() {
            self.next()?;
        }
        self.close()?;
        Ok(self.complete)
    }
}
