//! One pass over an event file: how many of each event, people, weeks, and how full each field is
//! for each event. What the data and catalog screens show, and what the suggestion learns from.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Mutex;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::types::{EventFile, EventName};
use crate::base::progress::Progress;
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::base::sync::{into_inner, lock};
use crate::import::{
    self, Batch, FieldInfo, ImportError, LIST_SEPARATOR, Options, ReadAs, Report, Request, Source,
    Wanted,
};

/// Fields beyond this many are not looked into (the person can still choose them).
const MAX_FIELDS: usize = 200;
/// Rows of each event that each thread looks into, for fill rates and examples.
const SAMPLE_ROWS: u64 = 4_000;
/// Different values counted at most for a field of an event.
const MAX_DISTINCT: usize = 10_000;
/// Different event names kept at most: more mean that the field is not the event's name.
const MAX_EVENT_NAMES: usize = 5_000;
/// Files up to this size are gone through once with all their fields. In larger ones the fields are
/// learned from the first rows, and only who, when and what is read of all of them …
const WHOLE_BYTES: u64 = 16 << 20;
/// … so many rows …
const LEARN_ROWS: u64 = 300_000;
/// … unless they have fewer than this of some event.
const ENOUGH_ROWS: u64 = 200;
/// Milliseconds in a week.
const WEEK: i64 = 7 * 86_400_000;

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
    /// What its fields hold, by path, over the first rows of the event.
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
    fn see(&mut self, text: &str, hasher: &FixedState) {
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

    /// Adds what another scan found: the same file's other thread, or another file.
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

    fn order(&mut self) {
        self.events.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.name.cmp(&b.name)));
    }
}

/// Goes through an event file with the roles as entered.
///
/// # Errors
/// [`ImportError`] when the file as a whole cannot be read.
pub fn scan(
    source: &Source,
    roles: &EventFile,
    options: &Options,
    progress: &Progress,
) -> Result<Scan, ImportError> {
    // Where events list products, how many rows there are shows only in the lists.
    let lists = source.fields.iter().any(|f| f.path.contains('['));
    let whole = || pass(source, roles, &request(source, roles, true), options, (progress, true));
    if source.bytes <= WHOLE_BYTES || lists {
        return whole();
    }
    let mut scan = pass(source, roles, &request(source, roles, false), options, (progress, true))?;
    let mut wishes = request(source, roles, true);
    wishes.request.limit = Some(LEARN_ROWS);
    progress.check()?;
    let mut learned = pass(source, roles, &wishes, options, (progress, false))?;
    let known = |scan: &Scan, event: &EventCount| {
        let seen = scan.events.iter().find(|e| e.name == event.name);
        seen.is_some_and(|e| e.sampled >= event.rows.min(ENOUGH_ROWS))
    };
    if !scan.events.iter().all(|event| known(&learned, event)) {
        learned = whole()?;
    }
    for event in &mut scan.events {
        if let Some(seen) = learned.events.iter_mut().find(|e| e.name == event.name) {
            event.fields = std::mem::take(&mut seen.fields);
            event.sampled = seen.sampled;
        }
    }
    Ok(scan)
}

fn pass(
    source: &Source,
    roles: &EventFile,
    wishes: &Wishes,
    options: &Options,
    (progress, shown): (&Progress, bool),
) -> Result<Scan, ImportError> {
    let silent = Progress::none();
    let spare: Mutex<Vec<Part>> = Mutex::default();
    let sink = |batch: Batch| {
        let part = lock(&spare).pop();
        let mut part = part.unwrap_or_default();
        part.add(&batch, roles, wishes);
        lock(&spare).push(part);
        progress.check()
    };
    let told = if shown { progress } else { &silent };
    let report = import::read(source, &wishes.request, options, &sink, told)?;
    let parts = into_inner(spare);
    let mut scan = Scan::default();
    for part in parts {
        scan.add(&part.finish(wishes));
    }
    scan.report = report;
    Ok(scan)
}

struct Wishes {
    request: Request,
    time: usize,
    event: Option<usize>,
    /// Paths of the other fields; field `i` is at place `first + i`.
    paths: Vec<String>,
    first: usize,
}

/// What is wanted: who, when and what, and with them the other fields.
fn request(source: &Source, roles: &EventFile, with_fields: bool) -> Wishes {
    let mut fields = Vec::new();
    let mut people = roles.person.clone();
    people.extend(roles.anonymous.clone());
    fields.push(Wanted { paths: people, read_as: ReadAs::Text, required: Some("person") });
    let time = fields.len();
    fields.push(Wanted {
        paths: roles.time.iter().cloned().collect(),
        read_as: ReadAs::Time(roles.time_format),
        required: Some("time"),
    });
    let event = match &roles.event {
        EventName::Fixed(_) => None,
        named => {
            fields.push(Wanted {
                paths: named.fields().to_vec(),
                read_as: ReadAs::Text,
                required: Some("event name"),
            });
            Some(fields.len() - 1)
        }
    };
    let first = fields.len();
    // What a tracking library says of itself and of the browser is hardly ever a product's property,
    // so it comes last.
    let technical = ["context.", "integrations.", "traits.", "_metadata."];
    let is_technical = |path: &str| technical.iter().any(|start| path.starts_with(start));
    // Its lists would make several rows of one.
    let several = |f: &&FieldInfo| is_technical(&f.path) && f.path.contains('[');
    let single = source.fields.iter().filter(|f| !several(f));
    let mut paths: Vec<&String> = single.map(|f| &f.path).collect();
    paths.sort_by_key(|path| is_technical(path));
    let most = if with_fields { MAX_FIELDS } else { 0 };
    let paths: Vec<String> = paths.into_iter().take(most).cloned().collect();
    fields.extend(paths.iter().map(|path| Wanted {
        paths: vec![path.clone()],
        read_as: ReadAs::Text,
        required: None,
    }));
    Wishes { request: Request { fields, limit: None }, time, event, paths, first }
}

/// What one reading thread has seen.
#[derive(Default)]
struct Part {
    hasher: FixedState,
    people: HashSet<u64>,
    span: Option<(i64, i64)>,
    weeks: HashMap<i64, u64>,
    names: HashMap<String, usize>,
    rows: Vec<u64>,
    sampled: Vec<u64>,
    fields: Vec<Vec<FieldStats>>,
}

impl Part {
    fn add(&mut self, batch: &Batch, roles: &EventFile, wishes: &Wishes) {
        for row in 0..batch.rows {
            let (Some(person), Some(time)) =
                (batch.columns[0].text(row), batch.columns[wishes.time].time(row))
            else {
                continue;
            };
            self.people.insert(self.hasher.hash_one(person));
            self.span = Some(self.span.map_or((time, time), |(a, b)| (a.min(time), b.max(time))));
            *self.weeks.entry(time.div_euclid(WEEK)).or_insert(0) += 1;
            let name = match (&roles.event, wishes.event) {
                (EventName::Fixed(name), _) => Some(name.as_str()),
                (_, Some(place)) => batch.columns[place].text(row),
                _ => None,
            };
            let Some(event) = name.and_then(|name| self.event(name, wishes)) else {
                continue;
            };
            self.rows[event] += 1;
            if self.sampled[event] < SAMPLE_ROWS {
                self.sampled[event] += 1;
                for (i, stats) in self.fields[event].iter_mut().enumerate() {
                    if let Some(text) = batch.columns[wishes.first + i].text(row) {
                        stats.see(text, &self.hasher);
                    }
                }
            }
        }
    }

    fn event(&mut self, name: &str, wishes: &Wishes) -> Option<usize> {
        if let Some(&event) = self.names.get(name) {
            return Some(event);
        }
        if self.names.len() >= MAX_EVENT_NAMES {
            return None;
        }
        self.names.insert(name.to_owned(), self.rows.len());
        self.rows.push(0);
        self.sampled.push(0);
        self.fields.push(vec![FieldStats::default(); wishes.paths.len()]);
        Some(self.rows.len() - 1)
    }

    fn finish(self, wishes: &Wishes) -> Scan {
        let mut events = Vec::with_capacity(self.rows.len());
        for (name, event) in self.names {
            let fields = wishes.paths.iter().cloned().zip(self.fields[event].iter().cloned());
            events.push(EventCount {
                name,
                rows: self.rows[event],
                sampled: self.sampled[event],
                fields: fields.filter(|(_, stats)| stats.filled > 0).collect(),
            });
        }
        let mut scan = Scan {
            report: Report::default(),
            events,
            people: self.people,
            span: self.span,
            weeks: self.weeks.into_iter().collect(),
        };
        scan.order();
        scan
    }
}
