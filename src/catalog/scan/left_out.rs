//! Rows that the rules of a file leave out, counted as the reading of all files counts them: a row that
//! lists several products is left out only when all of them are, for the first rule that fits.

use std::sync::Mutex;

use super::wishes::{event_name, request};
use crate::base::progress::Progress;
use crate::base::sync::{into_inner, lock};
use crate::catalog::types::EventFile;
use crate::import::{
    self, Batch, ImportError, Options, ReadAs, Skipped, SkippedExample, Source, Wanted,
};

/// Rows that one rule leaves out, and the first few with their places.
#[derive(Debug, Clone, Default)]
struct Rows {
    count: u64,
    examples: Vec<(u64, SkippedExample)>,
}

/// Reads an event file once more, with only what its rules look at; gives the rows that each of them
/// leaves out.
///
/// # Errors
/// [`ImportError`] when the file as a whole cannot be read.
pub fn left_out(
    source: &Source,
    roles: &EventFile,
    options: &Options,
    progress: &Progress,
) -> Result<Vec<Skipped>, ImportError> {
    let mut wishes = request(source, roles, false);
    let first = wishes.request.fields.len();
    wishes.request.fields.extend(roles.leave_out.iter().map(|rule| Wanted {
        paths: vec![rule.field().to_owned()],
        read_as: ReadAs::Text,
        required: None,
    }));
    let found = Mutex::new(vec![Rows::default(); roles.leave_out.len()]);
    let sink = |batch: Batch| {
        let used = |row: usize| {
            batch.columns[0].text(row).is_some()
                && batch.columns[wishes.time].time(row).is_some()
                && event_name(&batch, roles, &wishes, row).is_some()
        };
        // The first rule that fits a part of a row.
        let fits = |row: usize| {
            let mut rules = roles.leave_out.iter().zip(&batch.columns[first..]);
            rules.position(|(rule, column)| rule.matches(column.text(row)))
        };
        let parts: Vec<usize> = (0..batch.rows).filter(|&row| used(row)).collect();
        let mut own = vec![Rows::default(); roles.leave_out.len()];
        for parts in parts.chunk_by(|a, b| batch.source_row(*a) == batch.source_row(*b)) {
            let Some(rule) = fits(parts[0]) else { continue };
            if !parts.iter().all(|&row| fits(row).is_some()) {
                continue;
            }
            own[rule].count += 1;
            if own[rule].examples.len() < options.examples {
                let example = (batch.place + parts[0] as u64, batch.example(parts[0]));
                own[rule].examples.push(example);
            }
        }
        for (all, own) in lock(&found).iter_mut().zip(own) {
            all.count += own.count;
            all.examples.extend(own.examples);
            // The first ones of the file, whichever thread read them.
            all.examples.sort_by_key(|(place, _)| *place);
            all.examples.truncate(options.examples);
        }
        progress.check()
    };
    import::read(source, &wishes.request, options, &sink, progress)?;
    let rows = roles.leave_out.iter().zip(into_inner(found)).filter(|(_, rows)| rows.count > 0);
    Ok(rows
        .map(|(rule, rows)| Skipped {
            reason: rule.reason(),
            rows: rows.count,
            examples: rows.examples.into_iter().map(|(_, example)| example).collect(),
            damaged: false,
        })
        .collect())
}
