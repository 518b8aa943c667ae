//! Rows that could be read but do not count, by reason, a row of the file once.

use std::collections::HashMap;

use crate::base::language::{Message, message};
use crate::catalog::EventFilePlan;
use crate::import::{Batch, Report, Skipped, SkippedExample};

/// Of rows whose event was not chosen in the catalog.
pub static NOT_CHOSEN: Message = message!("ingest-not-chosen");

/// Why a row that could be read does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// By this rule of the file.
    Rule(usize),
    /// Its event was not chosen.
    NotChosen,
    /// It was there before.
    Repeated,
    /// It says who is who, but not what was done.
    NoEvent,
    /// Its ID is nothing but blanks.
    NoPerson,
}

impl Reason {
    /// Reasons beside the rules.
    const OTHERS: [Self; 4] = [Self::NotChosen, Self::Repeated, Self::NoEvent, Self::NoPerson];

    fn place(self, rules: usize) -> usize {
        match self {
            Self::Rule(rule) => rule,
            other => rules + Self::OTHERS.iter().position(|o| *o == other).unwrap_or_default(),
        }
    }

    fn words(self, file: &EventFilePlan) -> Message {
        match self {
            Self::Rule(rule) => file.leave_out[rule].1.reason(),
            Self::NotChosen => NOT_CHOSEN.clone(),
            Self::Repeated => file.repeats.reason(),
            Self::NoEvent => message!("import-no-event"),
            Self::NoPerson => message!("import-no-person"),
        }
    }
}

/// Rows of a file that do not count. A row that lists several products is skipped only when all of
/// them are, for the first reason.
#[derive(Debug, Clone, Default)]
pub(super) struct SkippedRows {
    rules: usize,
    /// By reason: the rows skipped for it, the first few of them by where they stand in the file.
    by_reason: Vec<Rows>,
    /// Examples kept a reason.
    examples: usize,
    /// Rows that count, by the code of their event's name in this batch, where names are counted.
    kept: Vec<u64>,
    /// The row of the file that is under way.
    current: Option<Current>,
}

/// Rows skipped for one reason, and the first few with their places.
#[derive(Debug, Clone, Default)]
struct Rows {
    count: u64,
    examples: Vec<(u64, SkippedExample)>,
}

#[derive(Debug, Clone, Copy)]
struct Current {
    source_row: u32,
    /// Why a part does not count, and its row in the batch.
    skipped: Option<(Reason, usize)>,
    /// The name of the part that counts.
    kept: Option<u32>,
}

impl SkippedRows {
    pub fn new(file: &EventFilePlan, examples: usize) -> Self {
        let rules = file.leave_out.len();
        let by_reason = vec![Rows::default(); rules + Reason::OTHERS.len()];
        Self { rules, by_reason, examples, ..Self::default() }
    }

    /// This row of the batch, a part of a row of the file, does not count.
    pub fn skip(&mut self, batch: &Batch, row: usize, reason: Reason) {
        let current = self.at(batch, row);
        current.skipped = current.skipped.or(Some((reason, row)));
    }

    /// This row of the batch, a part of a row of the file, counts as the event with this code.
    pub fn keep(&mut self, batch: &Batch, row: usize, name: u32) {
        self.at(batch, row).kept = Some(name);
    }

    fn at(&mut self, batch: &Batch, row: usize) -> &mut Current {
        let source_row = batch.source_row(row);
        if self.current.is_some_and(|current| current.source_row != source_row) {
            self.settle(batch);
        }
        self.current.get_or_insert(Current { source_row, skipped: None, kept: None })
    }

    /// Counts the last row of a batch.
    pub fn settle(&mut self, batch: &Batch) {
        let Some(current) = self.current.take() else { return };
        match (current.kept, current.skipped) {
            (Some(name), _) => {
                let name = name as usize;
                if self.kept.len() <= name {
                    self.kept.resize(name + 1, 0);
                }
                self.kept[name] += 1;
            }
            (None, Some((reason, row))) => {
                let rows = &mut self.by_reason[reason.place(self.rules)];
                rows.count += 1;
                if rows.examples.len() < self.examples {
                    rows.examples.push((batch.place + row as u64, batch.example(row)));
                }
            }
            (None, None) => {}
        }
    }

    /// Rows that count, by the code of their event's name in the batch.
    pub fn kept(&self) -> &[u64] {
        &self.kept
    }
}

/// What became of all batches of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct FileRows {
    by_reason: Vec<Rows>,
    /// Rows that count, by the name of their event, where all names are read and only the most
    /// frequent are used.
    pub kept: HashMap<String, u64>,
}

impl FileRows {
    pub fn add(&mut self, batch: &SkippedRows) {
        self.by_reason.resize(batch.by_reason.len(), Rows::default());
        for (mine, theirs) in self.by_reason.iter_mut().zip(&batch.by_reason) {
            mine.count += theirs.count;
            mine.examples.extend_from_slice(&theirs.examples);
            // The first ones of the file, whichever thread read them.
            mine.examples.sort_by_key(|(place, _)| *place);
            mine.examples.truncate(batch.examples);
        }
    }

    /// Moves these rows from used to skipped.
    pub fn report(&self, file: &EventFilePlan, report: &mut Report) {
        let rules = (0..file.leave_out.len()).map(Reason::Rule);
        for (reason, rows) in rules.chain(Reason::OTHERS).zip(&self.by_reason) {
            let examples = rows.examples.iter().map(|(_, example)| example.clone());
            skip(report, rows.count, reason.words(file), examples.collect());
        }
    }
}

/// Moves so many rows from used to skipped.
pub(super) fn skip(report: &mut Report, rows: u64, reason: Message, examples: Vec<SkippedExample>) {
    if rows == 0 {
        return;
    }
    report.used = report.used.saturating_sub(rows);
    match report.skipped.iter_mut().find(|skipped| skipped.reason == reason) {
        Some(known) => {
            known.rows += rows;
            let most = known.examples.len().max(examples.len());
            known.examples.extend(examples);
            known.examples.sort_by_key(|example| example.line);
            known.examples.truncate(most);
        }
        None => report.skipped.push(Skipped { reason, rows, examples, damaged: false }),
    }
    report.skipped.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.reason.cmp(&b.reason)));
}
