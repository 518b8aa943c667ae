//! The three tables as Parquet, Zstandard inside.

use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Float64Builder, Int64Builder, StringBuilder,
    TimestampMillisecondBuilder,
};
use arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::job::{Failure, Job};
use super::table::{Cell, Holds, Table};
use crate::sample::Store;

/// Rows handed to the writer at once.
const ROWS: usize = 16_384;

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    Table::ALL
        .map(|table| Job {
            path: folder.join(table.name()).with_extension("parquet"),
            fill: Box::new(move |file, progress| {
                let schema = Arc::new(schema(table));
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(Default::default()))
                    .build();
                let mut writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
                    .map_err(plain)?;
                let mut columns: Vec<Builder> =
                    table.columns().iter().map(|c| c.1.into()).collect();
                let mut rows = 0;
                table.rows(store, progress, &mut |cells| {
                    for (column, cell) in columns.iter_mut().zip(cells) {
                        column.push(cell);
                    }
                    rows += 1;
                    if rows % ROWS == 0 {
                        writer.write(&batch(&schema, &mut columns)?).map_err(plain)?;
                    }
                    Ok(())
                })?;
                writer.write(&batch(&schema, &mut columns)?).map_err(plain)?;
                writer.close().map_err(plain)?;
                Ok(())
            }),
        })
        .into()
}

/// The system's own error where the library wraps one: it says whether the disk is full.
fn plain(error: ParquetError) -> Failure {
    let error = match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    };
    Failure::Io(error)
}

fn schema(table: Table) -> Schema {
    let field = |(name, holds): &(&str, Holds)| {
        let kind = match holds {
            Holds::Text => DataType::Utf8,
            Holds::Whole => DataType::Int64,
            Holds::Cents => DataType::Float64,
            Holds::Time => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
            Holds::Flag => DataType::Boolean,
        };
        Field::new(*name, kind, true)
    };
    Schema::new(table.columns().iter().map(field).collect::<Vec<_>>())
}

fn batch(schema: &Arc<Schema>, columns: &mut [Builder]) -> Result<RecordBatch, Failure> {
    let arrays = columns.iter_mut().map(Builder::finish).collect();
    RecordBatch::try_new(Arc::clone(schema), arrays).map_err(|error| plain(error.into()))
}

enum Builder {
    Text(StringBuilder),
    Whole(Int64Builder),
    Cents(Float64Builder),
    Time(TimestampMillisecondBuilder),
    Flag(BooleanBuilder),
}

impl From<Holds> for Builder {
    fn from(holds: Holds) -> Self {
        match holds {
            Holds::Text => Self::Text(StringBuilder::new()),
            Holds::Whole => Self::Whole(Int64Builder::new()),
            Holds::Cents => Self::Cents(Float64Builder::new()),
            Holds::Time => Self::Time(TimestampMillisecondBuilder::new().with_timezone("UTC")),
            Holds::Flag => Self::Flag(BooleanBuilder::new()),
        }
    }
}

impl Builder {
    /// A cell of another kind than the column's counts as empty; the tables have none.
    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(text)) => column.append_value(text),
            (Self::Text(column), _) => column.append_null(),
            (Self::Whole(column), Cell::Whole(number)) => column.append_value(i64::from(*number)),
            (Self::Whole(column), _) => column.append_null(),
            (Self::Cents(column), Cell::Cents(cents)) => {
                column.append_value(f64::from(*cents) / 100.0);
            }
            (Self::Cents(column), _) => column.append_null(),
            (Self::Time(column), Cell::Time(time)) => column.append_value(*time),
            (Self::Time(column), _) => column.append_null(),
            (Self::Flag(column), Cell::Flag(flag)) => column.append_value(*flag),
            (Self::Flag(column), _) => column.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(column) => Arc::new(column.finish()),
            Self::Whole(column) => Arc::new(column.finish()),
            Self::Cents(column) => Arc::new(column.finish()),
            Self::Time(column) => Arc::new(column.finish()),
            Self::Flag(column) => Arc::new(column.finish()),
        }
    }
}
