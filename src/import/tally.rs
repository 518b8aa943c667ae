//! Counts what became of rows, piece by piece, and puts the pieces' counts together in file order.

use std::io;

use super::{Report, Skipped, SkippedExample};
use crate::base::language::{Message, message};
use crate::base::system_error;

/// A skipped row's text is cut to this many bytes.
const EXAMPLE_BYTES: usize = 300;

/// The counts of one piece, or of all pieces so far.
#[derive(Debug, Default)]
pub struct Tally {
    read: u64,
    used: u64,
    /// At most this many examples a reason.
    examples: usize,
    skipped: Vec<Reason>,
}

#[derive(Debug)]
struct Reason {
    reason: Message,
    rows: u64,
    damaged: bool,
    /// Piece, line, text.
    examples: Vec<(usize, u64, String)>,
}

impl Tally {
    /// An empty tally that keeps `examples` rows a reason.
    pub fn new(examples: usize) -> Self {
        Self { examples, ..Self::default() }
    }

    /// Rows read so far.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Rows handed out so far.
    pub fn used_rows(&self) -> u64 {
        self.used
    }

    /// Counts rows that were handed out.
    pub fn used(&mut self, rows: u64) {
        self.read += rows;
        self.used += rows;
    }

    /// Counts a row that cannot be used, in this line of the file.
    pub fn skip(&mut self, reason: Message, piece: usize, line: u64, text: &[u8]) {
        self.read += 1;
        let keep = self.examples;
        let entry = self.entry(reason);
        entry.rows += 1;
        if entry.examples.len() < keep {
            let text = &text[..text.len().min(EXAMPLE_BYTES)];
            let text = String::from_utf8_lossy(text).trim_end().to_owned();
            entry.examples.push((piece, line, text));
        }
    }

    /// Counts a place where the file is damaged or cut off, as one row that cannot be used.
    pub fn damage(&mut self, reason: Message, piece: usize, line: u64, text: &[u8]) {
        self.skip(reason.clone(), piece, line, text);
        self.entry(reason).damaged = true;
    }

    /// Counts rows that are not read, by where they are.
    pub fn skip_rows(&mut self, reason: Message, rows: u64) {
        if rows > 0 {
            self.read = self.read.saturating_add(rows);
            let entry = self.entry(reason);
            entry.rows = entry.rows.saturating_add(rows);
        }
    }

    /// Notes that the rest of the file, from this line on, cannot be read, and why: as one row, for
    /// nobody can tell how many there are.
    pub fn unread(&mut self, why: &io::Error, line: u64) {
        let reason = message!("import-rest", why = system_error::message(why));
        self.skip(reason.clone(), usize::MAX, line, b"");
        self.entry(reason).damaged = true;
    }

    /// Counts `rows` rows from `line` on that cannot be reached because the file is damaged.
    pub fn unreachable(&mut self, reason: Message, piece: usize, line: u64, rows: u64) {
        if rows == 0 {
            return;
        }
        self.damage(reason.clone(), piece, line, b"");
        self.read = self.read.saturating_add(rows - 1);
        let entry = self.entry(reason);
        entry.rows = entry.rows.saturating_add(rows - 1);
    }

    fn entry(&mut self, reason: Message) -> &mut Reason {
        let at = self.skipped.iter().position(|r| r.reason == reason);
        let at = at.unwrap_or_else(|| {
            self.skipped.push(Reason { reason, rows: 0, damaged: false, examples: Vec::new() });
            self.skipped.len() - 1
        });
        &mut self.skipped[at]
    }

    /// Adds the counts of another piece; examples stay the first ones of the file.
    pub fn add(&mut self, other: Self) {
        self.read = self.read.saturating_add(other.read);
        self.used += other.used;
        let keep = self.examples;
        for reason in other.skipped {
            let entry = self.entry(reason.reason);
            entry.rows = entry.rows.saturating_add(reason.rows);
            entry.damaged |= reason.damaged;
            entry.examples.extend(reason.examples);
            entry.examples.sort_by_key(|(piece, line, _)| (*piece, *line));
            entry.examples.truncate(keep);
        }
    }

    /// The report.
    pub fn report(self) -> Report {
        let mut skipped: Vec<Skipped> = self
            .skipped
            .into_iter()
            .map(|r| Skipped {
                reason: r.reason,
                rows: r.rows,
                damaged: r.damaged,
                examples: r
                    .examples
                    .into_iter()
                    .map(|(_, line, text)| SkippedExample { line, text })
                    .collect(),
            })
            .collect();
        skipped.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.reason.cmp(&b.reason)));
        Report { read: self.read, used: self.used, skipped }
    }
}
