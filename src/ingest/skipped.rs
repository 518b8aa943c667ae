//! Rows that could be read but do not count, by reason, a row of the file once.

use std::collections::HashMap;

use crate::catalog::EventFilePlan;
use crate::import::{Report, Skipped};

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

    fn words(self, file: &EventFilePlan) -> String {
        match self {
            Self::Rule(rule) => file.leave_out[rule].1.reason(),
            Self::NotChosen => "event not chosen in the catalog".to_owned(),
            Self::Repeated => file.repeats.reason(),
            Self::NoEvent => "no event name".to_owned(),
            Self::NoPerson => "no person".to_owned(),
        }
    }
}

/// Rows of a file that do not count. A row that lists several products is skipped only when all of
/// them are, for the first reason.
#[derive(Debug, Clone, Default)]
pub(super) struct SkippedRows {
    rules: usize,
    by_reason: Vec<u64>,
    /// Rows that count, by the code of their event's name in this batch, where names are counted.
    kept: Vec<u64>,
    /// The row of the file that is under way.
    current: Option<Current>,
}

#[derive(Debug, Clone, Copy)]
struct Current {
    source_row: u32,
    skipped: Option<Reason>,
    /// The name of the part that counts.
    kept: Option<u32>,
}

impl SkippedRows {
    pub fn new(file: &EventFilePlan) -> Self {
        let rules = file.leave_out.len();
        Self { rules, by_reason: vec![0; rules + Reason::OTHERS.len()], ..Self::default() }
    }

    /// A part of this row of the file does not count.
    pub fn skip(&mut self, source_row: u32, reason: Reason) {
        let current = self.at(source_row);
        current.skipped = current.skipped.or(Some(reason));
    }

    /// A part of this row of the file counts, as the event with this code of the batch.
    pub fn keep(&mut self, source_row: u32, name: u32) {
        self.at(source_row).kept = Some(name);
    }

    fn at(&mut self, source_row: u32) -> &mut Current {
        if self.current.is_some_and(|current| current.source_row != source_row) {
            self.settle();
        }
        self.current.get_or_insert(Current { source_row, skipped: None, kept: None })
    }

    /// Counts the last row of a batch.
    pub fn settle(&mut self) {
        let Some(current) = self.current.take() else { return };
        match (current.kept, current.skipped) {
            (Some(name), _) => {
                let name = name as usize;
                if self.kept.len() <= name {
                    self.kept.resize(name + 1, 0);
                }
                self.kept[name] += 1;
            }
            (None, Some(reason)) => self.by_reason[reason.place(self.rules)] += 1,
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
    by_reason: Vec<u64>,
    /// Rows that count, by the name of their event, where all names are read and only the most
    /// frequent are used.
    pub kept: HashMap<String, u64>,
}

impl FileRows {
    pub fn add(&mut self, batch: &SkippedRows) {
        self.by_reason.resize(batch.by_reason.len(), 0);
        for (mine, theirs) in self.by_reason.iter_mut().zip(&batch.by_reason) {
            *mine += theirs;
        }
    }

    /// Moves these rows from used to skipped.
    pub fn report(&self, file: &EventFilePlan, report: &mut Report) {
        let rules = (0..file.leave_out.len()).map(Reason::Rule);
        for (reason, rows) in rules.chain(Reason::OTHERS).zip(&self.by_reason) {
            skip(report, *rows, reason.words(file));
        }
    }
}

/// Moves so many rows from used to skipped.
pub(super) fn skip(report: &mut Report, rows: u64, reason: String) {
    if rows == 0 {
        return;
    }
    report.used = report.used.saturating_sub(rows);
    match report.skipped.iter_mut().find(|skipped| skipped.reason == reason) {
        Some(known) => known.rows += rows,
        None => report.skipped.push(Skipped { reason, rows, ..Skipped::default() }),
    }
    report.skipped.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.reason.cmp(&b.reason)));
}
