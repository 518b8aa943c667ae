//! What one pass over an event file found.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::base::section_file::{Reader, Unusable, Writer};
use crate::import::{LIST_SEPARATOR, Report};

/// Different values counted at most for a field of an event.
const MAX_DISTINCT: usize = 10_000;
/// Event names that are told: the most frequent ones. More mean that the field is not the event's name.
pub(super) const MAX_EVENT_NAMES: usize = 5_000;

/// Of so many names it is looked into what their fields hold: the most frequent ones. Each takes some kilobytes for every
/// field, and nobody maps the fields of thousands of events.
pub(super) const MAX_LEARNED: usize = 500;

/// What one pass over an event file found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Scan {
    /// Rows read, used and skipped.
    pub report: Report,
    /// Events, most frequent first.
    pub events: Vec<EventCount>,
    /// Hashes of the person IDs, to count people over several files.
    #[serde(skip)]
    pub people: HashSet<u64>,
    /// First and last time, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
    /// Events a week; the key is the week's number since 1970.
    pub weeks: BTreeMap<i64, u64>,
}

/// One kind of event in a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct EventCount {
    /// Its name.
    pub name: String,
    /// Rows (one a product, where an event lists several).
    pub rows: u64,
    /// What its fields hold, by path, over the first rows of the event; nothing of the rarest of many.
    pub fields: BTreeMap<String, FieldStats>,
    /// Rows of this event that `fields` is about.
    pub sampled: u64,
}

/// What a field holds for one event.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FieldStats {
    /// Rows with a value.
    pub filled: u64,
    /// Different values, counted up to a bound.
    pub distinct: usize,
    /// A few of them.
    pub examples: Vec<String>,
    hashes: HashSet<u64>,
}

impl EventCount {
    /// Share of sampled rows in which the field is filled, 0 to 1.
    pub fn fill(&self, path: &str) -> f32 {
        let filled = self.fields.get(path).map_or(0, |f| f.filled);
        if self.sampled == 0 { 0.0 } else { filled as f32 / self.sampled as f32 }
    }
}

impl FieldStats {
    pub(super) fn see(&mut self, text: &str, hasher: &FixedState) {
        self.filled += 1;
        for part in text.split(LIST_SEPARATOR) {
            if self.hashes.len() < MAX_DISTINCT && self.hashes.insert(hasher.hash_one(part)) {
                self.distinct = self.hashes.len();
                if self.examples.len() < 5 {
                    self.examples.push(part.chars().take(60).collect());
                }
            }
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.filled += other.filled;
        self.hashes.extend(&other.hashes);
        self.distinct = self.hashes.len().min(MAX_DISTINCT);
        for example in &other.examples {
            if self.examples.len() < 5 && !self.examples.contains(example) {
                self.examples.push(example.clone());
            }
        }
    }
}

impl Scan {
    /// Writes everything that was found, for the next time.
    ///
    /// # Errors
    /// Those of the system.
    pub fn keep(&self, writer: &mut Writer) -> std::io::Result<()> {
        writer.json("found", self)?;
        writer.numbers("people", &self.people.iter().copied().collect::<Vec<u64>>())
    }

    /// What [`Scan::keep`] wrote.
    ///
    /// # Errors
    /// [`Unusable`]: go through the file again.
    pub fn open(reader: &Reader) -> Result<Self, Unusable> {
        let people = reader.numbers::<u64>("people")?;
        Ok(Self { people: people.iter().copied().collect(), ..reader.json("found")? })
    }

    /// Adds what another file's scan found.
    pub fn add(&mut self, other: &Self) {
        self.people.extend(&other.people);
        self.span = match (self.span, other.span) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        for (week, count) in &other.weeks {
            *self.weeks.entry(*week).or_insert(0) += count;
        }
        for event in &other.events {
            match self.events.iter_mut().find(|e| e.name == event.name) {
                Some(own) => {
                    own.rows += event.rows;
                    own.sampled += event.sampled;
                    for (path, stats) in &event.fields {
                        own.fields.entry(path.clone()).or_default().add(stats);
                    }
                }
                None => self.events.push(event.clone()),
            }
        }
        self.order();
    }

    pub(super) fn order(&mut self) {
        self.events.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.name.cmp(&b.name)));
    }
}
