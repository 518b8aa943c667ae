//! The product files as one feed.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::cells::split_cell;
use super::report::FileReport;
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::sync::{into_inner, lock};
use crate::catalog::{ProductFilePlan, ReadPlan};
use crate::history::{Cells, Feed};
use crate::import::{self, Batch, Options, id_text};

/// Reads the product files; `None` where there are none. Later files and rows fill in and correct
/// earlier ones, cell by cell.
pub(super) fn read(
    plan: &ReadPlan,
    options: &Options,
    progress: &Progress,
) -> Result<(Option<Feed>, Vec<FileReport>), Stopped> {
    if plan.products.is_empty() {
        return Ok((None, Vec::new()));
    }
    let feed = Mutex::new(Feed::new(plan.columns.len()));
    let mut reports = Vec::new();
    let (next, mut first) = (AtomicU64::new(0), 0);
    for file in &plan.products {
        progress.stage(
            message!("base-reading", name = file.source.name()),
            file.source.bytes,
            Unit::Bytes,
        );
        let sink = |mut batch: Batch| {
            batch.place += first;
            next.fetch_max(import::next_piece(batch.place), Ordering::Relaxed);
            add(file, &batch, &mut lock(&feed));
            progress.check()
        };
        let result = import::read(&file.source, &file.request, options, &sink, progress);
        reports.push(FileReport::of(&file.source, result)?);
        first = next.load(Ordering::Relaxed);
    }
    Ok((Some(into_inner(feed)), reports))
}

fn add(file: &ProductFilePlan, batch: &Batch, feed: &mut Feed) {
    let (mut cells, mut codes) = (Cells::default(), Vec::new());
    for row in 0..batch.rows {
        let Some(id) = batch.columns[0].text(row) else { continue };
        cells.clear();
        for (column, place) in file.cells.iter().enumerate() {
            codes.clear();
            if let Some(text) = place.and_then(|place| batch.columns[place].text(row)) {
                let mut intern = |value: &str| feed.value(column, value);
                split_cell(text, &file.splits[column], &mut codes, &mut intern);
            }
            cells.push(&codes);
        }
        feed.product(id_text(id), &cells, batch.place + row as u64);
    }
}
