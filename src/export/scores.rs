//! Everyone's propensity in a file: target, person, propensity and rank, as CSV or Parquet.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Float32Array, RecordBatch, StringArray, UInt32Array};
use arrow::datatypes::Schema;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::base::atomic_file::{Access, AtomicFile, Existing, FileError};
use crate::base::language::t;
use crate::base::system_error;
use crate::base::whole_file;

/// People written at once.
const PIECE: usize = 1 << 16;

/// Why scores cannot be written. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ScoresError {
    /// The name says no format.
    #[error("{}", t!("export-scores-name", path = .0.display().to_string()))]
    NoFormat(PathBuf),
    /// The file cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Who is ranked cannot be read from the disk again.
    #[error("{}", t!("model-disk", why = system_error::message(.0).to_string()))]
    Ranking(io::Error),
}

/// How scores are written.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    /// Comma-separated text.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// As a file's name says.
    ///
    /// # Errors
    /// [`ScoresError::NoFormat`] for any other name.
    pub fn of(path: &Path) -> Result<Self, ScoresError> {
        match path.extension().and_then(|e| e.to_str()) {
            Some("csv") => Ok(Self::Csv),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(ScoresError::NoFormat(path.to_owned())),
        }
    }
}

/// Columns of the output.
const COLUMNS: [&str; 4] = ["target", "person_id", "propensity", "rank"];

/// Whether a file holds scores as they are written here: earlier ones may make room for newer ones.
pub fn holds_scores(path: &Path) -> bool {
    let Ok(about) = whole_file::is_a_file(path) else { return false };
    let Ok(file) = File::open(path) else { return false };
    match Format::of(path) {
        Ok(Format::Csv) => {
            let mut line = String::new();
            let limit = COLUMNS.join(",").len() as u64 + 2;
            let read = BufReader::new(file.take(limit)).read_line(&mut line);
            read.is_ok() && line.trim_end_matches(['\r', '\n']) == COLUMNS.join(",")
        }
        Ok(Format::Parquet) if about.len() > 0 => {
            let reader = ParquetRecordBatchReaderBuilder::try_new(file);
            let names =
                |schema: &Schema| schema.fields().iter().map(|f| f.name().clone()).collect();
            let names: Vec<String> = reader.map_or_else(|_| Vec::new(), |r| names(r.schema()));
            names == COLUMNS
        }
        _ => false,
    }
}

/// The output file, written whole or not at all, and for its owner only.
#[expect(missing_debug_implementations, reason = "the writers have none")]
pub struct Scores {
    path: PathBuf,
    existing: Existing,
    writer: Writer,
}

enum Writer {
    Csv(Box<csv::Writer<AtomicFile>>),
    Parquet(Box<ArrowWriter<AtomicFile>>),
}

impl Scores {
    /// Begins a file.
    ///
    /// # Errors
    /// [`ScoresError::File`] in the person's words.
    pub fn create(path: &Path, format: Format, existing: Existing) -> Result<Self, ScoresError> {
        let failed = |error| FileError::new(path, error);
        let file = AtomicFile::create(path, Access::Owner).map_err(failed)?;
        let writer = match format {
            Format::Csv => csv_writer(file).map_err(failed)?,
            Format::Parquet => parquet_writer(file).map_err(failed)?,
        };
        Ok(Self { path: path.to_owned(), existing, writer })
    }

    /// Writes people and their propensity for a target; they come best first.
    ///
    /// # Errors
    /// [`ScoresError::File`] in the person's words.
    pub fn write<'a>(
        &mut self,
        target: &str,
        people: impl Iterator<Item = (&'a str, f32)>,
    ) -> Result<(), ScoresError> {
        let written = self.writer.write(target, people);
        Ok(written.map_err(|error| FileError::new(&self.path, error))?)
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// [`ScoresError::File`]; nothing is left of the file then.
    pub fn finish(self) -> Result<(), ScoresError> {
        let file = match self.writer {
            Writer::Csv(writer) => writer.into_inner().map_err(|error| error.into_error()),
            Writer::Parquet(writer) => writer.into_inner().map_err(io::Error::other),
        };
        let finished = file.and_then(|file| file.finish(self.existing));
        Ok(finished.map_err(|error| FileError::new(&self.path, error))?)
    }
}

fn csv_writer(file: AtomicFile) -> io::Result<Writer> {
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(COLUMNS)?;
    Ok(Writer::Csv(Box::new(writer)))
}

fn parquet_writer(file: AtomicFile) -> io::Result<Writer> {
    // Only the target repeats.
    let level = ZstdLevel::try_new(1).map_err(io::Error::other)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_dictionary_enabled(false)
        .set_column_dictionary_enabled("target".into(), true)
        .build();
    let schema = table("", &[], &[], &[])?.schema();
    let writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(io::Error::other)?;
    Ok(Writer::Parquet(Box::new(writer)))
}

impl Writer {
    fn write<'a>(
        &mut self,
        target: &str,
        people: impl Iterator<Item = (&'a str, f32)>,
    ) -> io::Result<()> {
        let mut all = people.peekable();
        let mut first = 1;
        while all.peek().is_some() {
            let (people, propensity): (Vec<&str>, Vec<f32>) = all.by_ref().take(PIECE).unzip();
            let ranks: Vec<u32> = (first..).take(people.len()).collect();
            first += people.len() as u32;
            match self {
                Self::Csv(writer) => {
                    for ((person, p), rank) in people.iter().zip(&propensity).zip(&ranks) {
                        let (p, rank) = (p.to_string(), rank.to_string());
                        writer.write_record([target, person, &p, &rank])?;
                    }
                }
                Self::Parquet(writer) => {
                    let rows = table(target, &people, &propensity, &ranks)?;
                    writer.write(&rows).map_err(io::Error::other)?;
                }
            }
        }
        Ok(())
    }
}

fn table(
    target: &str,
    people: &[&str],
    propensity: &[f32],
    ranks: &[u32],
) -> io::Result<RecordBatch> {
    let columns: [(&str, ArrayRef); 4] = [
        ("target", Arc::new(StringArray::from(vec![target; people.len()]))),
        ("person_id", Arc::new(StringArray::from(people.to_vec()))),
        ("propensity", Arc::new(Float32Array::from(propensity.to_vec()))),
        ("rank", Arc::new(UInt32Array::from(ranks.to_vec()))),
    ];
    RecordBatch::try_from_iter(columns).map_err(io::Error::other)
}
