//! An export as Parquet, Zstandard inside; numbers as numbers.

use std::io::{self, Write};
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::cell::CellType;
use super::file::{CompleteFile, HashedFile};
use crate::export::destination::limits::Limits;
use crate::export::error::ExportError;

/// Rows handed to the writer at once.
const ROWS: usize = 8_192;

/// The file while the writer has it. The writer gives a file back only with its errors turned into
/// text, which no longer say that the disk is full; so it is taken out of here instead.
struct Slot(Option<HashedFile>);

impl Write for Slot {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().map_or(Ok(()), HashedFile::flush)
    }
}

/// A Parquet file that takes rows.
pub(in crate::export) struct ParquetFile {
    writer: ArrowWriter<Slot>,
    path: std::path::PathBuf,
    schema: Arc<Schema>,
    types: Vec<CellType>,
    /// Rows not yet handed to the writer, column by column.
    columns: Vec<Vec<String>>,
    rows: u64,
}

impl ParquetFile {
    pub(in crate::export) fn new(
        file: HashedFile,
        headers: &[(String, CellType)],
    ) -> Result<Self, ExportError> {
        let field = |(name, typed): &(String, CellType)| {
            let kind = match typed {
                CellType::Text => DataType::Utf8,
                CellType::Whole => DataType::Int64,
                CellType::Decimal => DataType::Float64,
                CellType::Flag => DataType::Boolean,
            };
            Field::new(name, kind, true)
        };
        let schema = Arc::new(Schema::new(headers.iter().map(field).collect::<Vec<_>>()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(Default::default()))
            .build();
        let path = file.path.clone();
        let writer = ArrowWriter::try_new(Slot(Some(file)), Arc::clone(&schema), Some(properties));
        Ok(Self {
            writer: writer.map_err(|error| ExportError::io(&path, plain(error)))?,
            path,
            schema,
            types: headers.iter().map(|header| header.1).collect(),
            columns: vec![Vec::with_capacity(ROWS); headers.len()],
            rows: 0,
        })
    }

    pub(in crate::export) fn row(
        &mut self,
        row: &[String],
        limits: &Limits,
    ) -> Result<bool, ExportError> {
        if limits.most_rows.is_some_and(|most| self.rows >= most) {
            return Ok(false);
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell.clone());
        }
        self.rows += 1;
        if self.rows.is_multiple_of(ROWS as u64) {
            self.hand_over()?;
        }
        Ok(true)
    }

    fn hand_over(&mut self) -> Result<(), ExportError> {
        let arrays =
            self.columns.iter().zip(&self.types).map(|(column, typed)| array(column, *typed));
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays.collect());
        let written = batch.map_err(ParquetError::from).and_then(|batch| self.writer.write(&batch));
        self.columns.iter_mut().for_each(Vec::clear);
        written.map_err(|error| ExportError::io(&self.path, plain(error)))
    }

    pub(in crate::export) fn complete(mut self) -> Result<CompleteFile, ExportError> {
        self.hand_over()?;
        let finished = self.writer.finish();
        finished.map_err(|error| ExportError::io(&self.path, plain(error)))?;
        let gone = || ExportError::io(&self.path, io::Error::other("closed"));
        let file = self.writer.inner_mut().0.take().ok_or_else(gone)?;
        Ok(file.complete(self.rows))
    }
}

/// An empty cell, and one that is not of the column's type, is null.
fn array(column: &[String], typed: CellType) -> ArrayRef {
    let filled = column.iter().map(|cell| (!cell.is_empty()).then_some(cell.as_str()));
    match typed {
        CellType::Text => Arc::new(filled.collect::<StringArray>()),
        CellType::Whole => Arc::new(filled.map(|cell| cell?.parse().ok()).collect::<Int64Array>()),
        CellType::Decimal => {
            Arc::new(filled.map(|cell| cell?.parse().ok()).collect::<Float64Array>())
        }
        CellType::Flag => Arc::new(filled.map(|cell| cell?.parse().ok()).collect::<BooleanArray>()),
    }
}

/// The system's own error where the library wraps one: it says whether the disk is full.
fn plain(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
