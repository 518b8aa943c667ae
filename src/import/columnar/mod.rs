//! Parquet: row groups are read side by side, and only the wanted columns.
//!
//! Flat columns go straight into the batch (`flat`); a request that looks into lists or into JSON
//! texts goes row by row like any other file (`nested`).

mod flat;
mod footer;
mod leaf;
mod nested;
mod pages;

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex};

use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::schema::types::SchemaDescriptor;
use rayon::prelude::*;

use super::glimpse;
use super::input;
use super::path::{Step, Tree, steps};
use super::profile::Profile;
use super::recognise::recognise;
use super::rows::{ReadContext, RowPlan, Rows, Sink};
use super::tally::Tally;
use super::time::TimeReader;
use super::{Compression, Container, ImportError, Options, Report, Source};
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped};
use crate::base::sync::{into_inner, lock};

/// Rows handed out at a time.
const BATCH_ROWS: usize = 64 << 10;
/// Rows sampled from each of a few row groups.
const SAMPLE_ROWS: usize = 2000;

fn damaged(path: &Path, error: &ParquetError) -> ImportError {
    let what = match error {
        ParquetError::EOF(_) => message!("import-damage-end"),
        ParquetError::NYI(_) => message!("import-damage-parquet-feature"),
        ParquetError::General(_) => message!("import-damage-parquet-claims"),
        _ => message!("import-damage-parquet-index"),
    };
    ImportError::Damaged { path: path.into(), what }
}

/// What the index at the end of the file says.
fn load(path: &Path, file: &File) -> Result<ArrowReaderMetadata, ImportError> {
    if !footer::is_sound(file).map_err(|e| input::io_error(path, e))? {
        return Err(damaged(path, &footer::unsound()));
    }
    let loaded = input::guarded(|| ArrowReaderMetadata::load(file, ArrowReaderOptions::new()));
    loaded.ok_or_else(footer::unsound).and_then(|loaded| loaded).map_err(|e| damaged(path, &e))
}

/// Opens a Parquet file. See [`super::open()`].
pub fn open(
    path: &Path,
    file: &File,
    bytes: u64,
    options: &Options,
    progress: &Progress,
) -> Result<Source, ImportError> {
    let failed = |e: &ParquetError| damaged(path, e);
    let metadata = load(path, file)?;
    let rows: i64 = metadata.metadata().file_metadata().num_rows();
    if rows <= 0 {
        return Err(ImportError::NoRows(path.into()));
    }
    let times = TimeReader::new(&options.zone)
        .ok_or_else(|| ImportError::UnknownZone(options.zone.clone()))?;
    let mut profile = Profile::new(times);
    for group in glimpse::groups(metadata.metadata().num_row_groups()) {
        progress.check()?;
        let file = file.try_clone().map_err(|e| input::io_error(path, e))?;
        let columns = || pages::check(&file, metadata.metadata().row_group(group).columns().iter());
        input::guarded(columns)
            .unwrap_or_else(|| Err(footer::unsound()))
            .map_err(|e| failed(&e))?;
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
            .with_row_groups(vec![group])
            .with_limit(SAMPLE_ROWS)
            .with_batch_size(SAMPLE_ROWS)
            .build()
            .map_err(|e| failed(&e))?;
        let mut reader = reader;
        let panicked = || failed(&ParquetError::General("panicked".into()));
        while let Some(batch) = input::guarded(|| reader.next()).ok_or_else(panicked)? {
            let batch = batch.map_err(|e| failed(&ParquetError::from(e)))?;
            nested::profile(&nested::texts(&batch), &mut profile);
        }
    }
    let sampled = profile.rows;
    let (fields, preview) = profile.finish();
    let (format, confidence) = recognise(Container::Parquet, &fields);
    Ok(Source {
        path: path.into(),
        bytes,
        container: Container::Parquet,
        compression: Compression::None,
        encoding: "UTF-8".into(),
        format,
        confidence,
        fields,
        folders: Vec::new(),
        other_sheets: Vec::new(),
        sampled,
        preview,
        estimated_rows: u64::try_from(rows).ok(),
    })
}

/// Reads a Parquet file, whose bytes are at `at`. See [`super::read()`].
///
/// # Errors
/// [`ImportError::Damaged`], [`ImportError::NoSuchField`] or [`ImportError::Stopped`].
pub fn read(context: &ReadContext<'_>, at: &Path, file: &File) -> Result<Report, ImportError> {
    let ReadContext { source, request, options, sink, progress, .. } = *context;
    let path = &source.path;
    let plan = RowPlan::new(request, options)?;
    let plain = load(path, file)?;
    let schema = dictionaries(&plain);
    let metadata = ArrowReaderMetadata::load(file, ArrowReaderOptions::new().with_schema(schema))
        .unwrap_or(plain);
    let names = || metadata.schema().fields().iter().map(|field| field.name().as_str());
    let is_there = |path: &str| match steps(path).first() {
        Some(Step::Key(key)) => names().any(|name| name == key),
        _ => false,
    };
    context.check_fields(is_there, names())?;
    let groups = metadata.metadata().num_row_groups();
    let work = Work {
        tree: Tree::new(plan.slots.iter().map(|(path, slot)| (steps(path), slot))),
        mask: mask(metadata.parquet_schema(), &plan),
        flat: flat::columns(metadata.schema(), &plan),
        plan,
        sink,
        progress,
        bytes_per_row: source.bytes as f64
            / metadata.metadata().file_metadata().num_rows().max(1) as f64,
        tally: Mutex::new(Tally::new(options.examples)),
    };
    // Which rows are read of some must not depend on how many threads there are.
    let mut left = request.limit.unwrap_or(u64::MAX);
    let mut first = 1_u64;
    let shares: Vec<Share> = (0..groups)
        .map(|group| {
            let rows = metadata.metadata().row_group(group).num_rows().max(0) as u64;
            let share = Share { group, first, rows: rows.min(left) };
            (left, first) = (left - share.rows, first.saturating_add(rows));
            share
        })
        .collect();
    shares.into_par_iter().filter(|share| share.rows > 0).try_for_each(|share| {
        progress.check()?;
        // A handle of its own: clones share one position in the file.
        let file = File::open(at).or_else(|_| file.try_clone());
        work.group(share, file.ok(), &metadata).map_err(ImportError::from)
    })?;
    Ok(into_inner(work.tally).report())
}

/// What is read of a row group.
#[derive(Debug, Clone, Copy)]
struct Share {
    group: usize,
    /// The number of its first row in the file.
    first: u64,
    /// So many rows.
    rows: u64,
}

/// What the threads share.
struct Work<'a> {
    plan: RowPlan,
    tree: Tree,
    mask: ProjectionMask,
    /// Where each slot's column is, when all are flat.
    flat: Option<flat::Columns>,
    sink: Sink<'a>,
    progress: &'a Progress,
    bytes_per_row: f64,
    tally: Mutex<Tally>,
}

impl Work<'_> {
    fn group(
        &self,
        share: Share,
        file: Option<File>,
        metadata: &ArrowReaderMetadata,
    ) -> Result<(), Stopped> {
        let Share { group, first, rows: expected } = share;
        let mut rows = Rows::new(&self.plan, self.sink, group);
        let mut done = 0;
        let reader = file.and_then(|file| input::guarded(|| self.reader(share, file, metadata)));
        if let Some(Ok(mut reader)) = reader {
            // Some damage makes the decoder panic rather than return an error.
            while let Some(Some(Ok(batch))) = input::guarded(|| reader.next()) {
                self.progress.check()?;
                let read = batch.num_rows() as u64;
                let flat = self.flat.as_ref();
                let line = first.saturating_add(done);
                match flat.and_then(|f| f.batch(&batch, &self.plan, &mut rows.tally, group, line)) {
                    Some(Some(mut batch)) => {
                        rows.flush()?;
                        batch.place = rows.next_place(batch.rows);
                        (self.sink)(batch)?;
                    }
                    Some(None) => {}
                    None => nested::read(&batch, &self.tree, &self.plan, &mut rows, line)?,
                }
                done += read;
                self.progress.rows(read);
                self.progress.advance((read as f64 * self.bytes_per_row) as u64);
            }
        }
        rows.flush()?;
        let lost = expected.saturating_sub(done);
        rows.tally.unreachable(
            message!("import-damaged-here"),
            group,
            first.saturating_add(done),
            lost,
        );
        lock(&self.tally).add(rows.tally);
        Ok(())
    }

    fn reader(
        &self,
        share: Share,
        file: File,
        metadata: &ArrowReaderMetadata,
    ) -> Result<ParquetRecordBatchReader, ParquetError> {
        let columns = metadata.metadata().row_group(share.group).columns().iter().enumerate();
        let wanted = columns.filter(|(leaf, _)| self.mask.leaf_included(*leaf)).map(|(_, c)| c);
        pages::check(&file, wanted)?;
        ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
            .with_row_groups(vec![share.group])
            .with_projection(self.mask.clone())
            .with_limit(usize::try_from(share.rows).unwrap_or(usize::MAX))
            .with_batch_size(BATCH_ROWS)
            .build()
    }
}

/// The schema with text columns of few different values as dictionaries, so that each value is
/// looked at once a batch. Columns of many values would only be hashed in vain.
fn dictionaries(metadata: &ArrowReaderMetadata) -> Arc<Schema> {
    let schema = metadata.schema();
    let parquet = metadata.parquet_schema();
    let few = |name: &str| {
        let column =
            (0..parquet.num_columns()).find(|i| parquet.column(*i).path().string() == name);
        column.is_some_and(|column| {
            metadata.metadata().row_groups().iter().all(|group| {
                let chunk = group.column(column);
                chunk.dictionary_page_offset().is_some()
                    && chunk.uncompressed_size() < 4 * chunk.num_values().max(1)
            })
        })
    };
    let fields: Vec<Arc<Field>> = schema
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View if few(field.name()) => {
                let kind =
                    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                Arc::new(field.as_ref().clone().with_data_type(kind))
            }
            _ => Arc::clone(field),
        })
        .collect();
    Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}

/// The leaf columns that wanted paths lead to.
fn mask(schema: &SchemaDescriptor, plan: &RowPlan) -> ProjectionMask {
    let wanted: Vec<Vec<Step>> = plan.slots.iter().map(|(path, _)| steps(path)).collect();
    let leaves = (0..schema.num_columns()).filter(|leaf| {
        let column = schema.column(*leaf);
        let parts = column.path().parts();
        wanted.iter().any(|steps| {
            let mut parts = parts.iter().map(String::as_str);
            steps.iter().all(|step| match step {
                Step::Each | Step::Named(_) => true,
                Step::Key(key) => loop {
                    match parts.next() {
                        // All below a wanted column belongs to it.
                        None => break true,
                        Some(part) if part == key => break true,
                        Some(
                            "list" | "element" | "array" | "item" | "bag" | "array_element"
                            | "key_value",
                        ) => {}
                        // Looked up by key, or inside a text.
                        Some("key" | "name" | "value") => break true,
                        Some(_) => break false,
                    }
                },
            })
        })
    });
    ProjectionMask::leaves(schema, leaves.collect::<Vec<_>>())
}
