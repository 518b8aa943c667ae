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
/// Rows of each event that are looked into at least, for fill rates and examples: the first ones of the
/// file, and the others of the same batch up to as many again.
const SAMPLE_ROWS: u64 = 4_000;
/// Different values counted at most for a field of an event.
const MAX_DISTINCT: usize = 10_000;
/// Event names that are told: the most frequent ones. More mean that the field is not the event's name.
const MAX_EVENT_NAMES: usize = 5_000;
/// Event names that are counted. Of more, some are, and which they are depends on the names alone.
const MAX_COUNTED: usize = 200_000;
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
    let whole = || -> Result<Scan, ImportError> {
        let wishes = request(source, roles, true);
        let (scan, all) = pass(source, roles, &wishes, options, (progress, true))?;
        if all {
            return Ok(scan);
        }
        // With so many names, those that are told are only known now.
        let told = scan.events.into_iter().map(|event| event.name).collect();
        let wishes = Wishes { only: Some(told), ..wishes };
        Ok(pass(source, roles, &wishes, options, (progress, false))?.0)
    };
    if source.bytes <= WHOLE_BYTES || lists {
        return whole();
    }
    let counting = request(source, roles, false);
    let (mut scan, _) = pass(source, roles, &counting, options, (progress, true))?;
    let mut wishes = request(source, roles, true);
    wishes.request.limit = Some(LEARN_ROWS);
    progress.check()?;
    let (mut learned, _) = pass(source, roles, &wishes, options, (progress, false))?;
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

/// One pass; also whether something is known of the fields of all events.
fn pass(
    source: &Source,
    roles: &EventFile,
    wishes: &Wishes,
    options: &Options,
    (progress, shown): (&Progress, bool),
) -> Result<(Scan, bool), ImportError> {
    let silent = Progress::none();
    let spare: Mutex<Vec<Counts>> = Mutex::default();
    let learned: Mutex<Learned> = Mutex::default();
    let sink = |batch: Batch| {
        let part = lock(&spare).pop();
        let mut part = part.unwrap_or_default();
        part.add(&batch, roles, wishes);
        lock(&spare).push(part);
        if !wishes.paths.is_empty() {
            learn(&batch, roles, wishes, &learned);
        }
        progress.check()
    };
    let told = if shown { progress } else { &silent };
    let report = import::read(source, &wishes.request, options, &sink, told)?;
    let mut counts = Counts::default();
    for part in into_inner(spare) {
        counts.join(part);
    }
    let learned = into_inner(learned);
    let all = learned.below.is_none();
    Ok((Scan { report, ..counts.finish(learned, wishes) }, all))
}

struct Wishes {
    request: Request,
    time: usize,
    event: Option<usize>,
    /// Paths of the other fields; field `i` is at place `first + i`.
    paths: Vec<String>,
    first: usize,
    /// The events whose fields are looked into; `None` for all.
    only: Option<HashSet<String>>,
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
    Wishes { request: Request { fields, limit: None }, time, event, paths, first, only: None }
}

/// What one reading thread has counted: nothing that depends on which rows it was given.
#[derive(Default)]
struct Counts {
    hasher: FixedState,
    people: HashSet<u64>,
    span: Option<(i64, i64)>,
    weeks: HashMap<i64, u64>,
    /// Rows by the name of their event.
    names: HashMap<String, u64>,
    /// Names are counted whose hash is below this.
    below: Option<u64>,
}

/// Where the fields of a batch's rows are, and what the rows are.
fn event_name<'a>(
    batch: &'a Batch,
    roles: &'a EventFile,
    wishes: &Wishes,
    row: usize,
) -> Option<&'a str> {
    match (&roles.event, wishes.event) {
        (EventName::Fixed(name), _) => Some(name.as_str()),
        (_, Some(place)) => batch.columns[place].text(row),
        _ => None,
    }
}

impl Counts {
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
            if let Some(name) = event_name(batch, roles, wishes, row) {
                self.count(name, 1);
            }
        }
    }

    fn count(&mut self, name: &str, rows: u64) {
        if let Some(known) = self.names.get_mut(name) {
            *known += rows;
        } else if self.below.is_none_or(|below| self.hasher.hash_one(name) < below) {
            self.names.insert(name.to_owned(), rows);
            if self.names.len() > 2 * MAX_COUNTED {
                self.thin();
            }
        }
    }

    /// Leaves the names with the lowest hashes: of those that are left every row was counted, and which
    /// they are does not depend on the order of rows.
    fn thin(&mut self) {
        if self.names.len() <= MAX_COUNTED {
            return;
        }
        let mut hashes: Vec<u64> = self.names.keys().map(|n| self.hasher.hash_one(n)).collect();
        let below = *hashes.select_nth_unstable(MAX_COUNTED).1;
        self.names.retain(|name, _| self.hasher.hash_one(name) < below);
        self.below = Some(below);
    }

    fn join(&mut self, other: Self) {
        self.people.extend(other.people);
        self.span = match (self.span, other.span) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        for (week, count) in other.weeks {
            *self.weeks.entry(week).or_insert(0) += count;
        }
        if let Some(below) = other.below {
            let below = self.below.map_or(below, |own| own.min(below));
            self.below = Some(below);
            self.names.retain(|name, _| self.hasher.hash_one(name) < below);
        }
        for (name, rows) in other.names {
            self.count(&name, rows);
        }
    }

    fn finish(mut self, learned: Learned, wishes: &Wishes) -> Scan {
        self.thin();
        let mut learned = learned.finish(wishes);
        let events = self.names.into_iter().map(|(name, rows)| {
            let (sampled, fields) = learned.remove(&name).unwrap_or_default();
            EventCount { name, rows, sampled, fields }
        });
        let mut scan = Scan {
            report: Report::default(),
            events: events.collect(),
            people: self.people,
            span: self.span,
            weeks: self.weeks.into_iter().collect(),
        };
        scan.order();
        scan.events.truncate(MAX_EVENT_NAMES);
        scan
    }
}

/// What the fields of events hold, of the first rows of each event.
#[derive(Default)]
struct Learned {
    /// By event, and by the place of the batch in the file.
    events: HashMap<String, BTreeMap<u64, Sample>>,
    hasher: FixedState,
    /// Names are looked at whose hash is below this.
    below: Option<u64>,
}

/// Some rows of an event from one batch.
struct Sample {
    rows: u64,
    /// By the place in [`Wishes::paths`].
    fields: BTreeMap<usize, FieldStats>,
}

/// Looks at the fields of a batch's rows, unless earlier batches have rows enough of their events.
/// Batches are the same whatever the number of threads, and so is which of them come first in the file:
/// what is learned does not depend on which was read first.
fn learn(batch: &Batch, roles: &EventFile, wishes: &Wishes, learned: &Mutex<Learned>) {
    let hasher = FixedState::default();
    let mut own: HashMap<&str, Option<Sample>> = HashMap::new();
    for row in 0..batch.rows {
        if batch.columns[0].text(row).is_none() || batch.columns[wishes.time].time(row).is_none() {
            continue;
        }
        let Some(name) = event_name(batch, roles, wishes, row) else { continue };
        let sample = own.entry(name).or_insert_with(|| {
            let named = wishes.only.as_ref().is_none_or(|only| only.contains(name));
            let wanted = named && lock(learned).wants(name, batch.place);
            wanted.then(|| Sample { rows: 0, fields: BTreeMap::new() })
        });
        let Some(sample) = sample.as_mut().filter(|sample| sample.rows < SAMPLE_ROWS) else {
            continue;
        };
        sample.rows += 1;
        for field in 0..wishes.paths.len() {
            if let Some(text) = batch.columns[wishes.first + field].text(row) {
                sample.fields.entry(field).or_default().see(text, &hasher);
            }
        }
    }
    let mut learned = lock(learned);
    for (name, sample) in own {
        if let Some(sample) = sample {
            learned.add(name, batch.place, sample);
        }
    }
}

impl Learned {
    /// Whether earlier batches lack rows of this event.
    fn wants(&self, name: &str, place: u64) -> bool {
        let Some(samples) = self.events.get(name) else {
            return self.below.is_none_or(|below| self.hasher.hash_one(name) < below);
        };
        samples.range(..place).map(|(_, sample)| sample.rows).sum::<u64>() < SAMPLE_ROWS
    }

    fn add(&mut self, name: &str, place: u64, sample: Sample) {
        if self.below.is_some_and(|below| self.hasher.hash_one(name) >= below) {
            return;
        }
        let samples = self.events.entry(name.to_owned()).or_default();
        samples.insert(place, sample);
        // What comes after enough rows is of no use.
        let mut before = 0;
        let enough = samples.iter().find(|(_, sample)| {
            before += sample.rows;
            before >= SAMPLE_ROWS
        });
        if let Some(enough) = enough.map(|(place, _)| *place) {
            samples.split_off(&(enough + 1));
        }
        if self.events.len() > 2 * MAX_EVENT_NAMES {
            self.thin();
        }
    }

    /// Leaves the names with the lowest hashes, as [`Counts::thin`] does.
    fn thin(&mut self) {
        let mut hashes: Vec<u64> = self.events.keys().map(|n| self.hasher.hash_one(n)).collect();
        if hashes.len() > MAX_EVENT_NAMES {
            let below = *hashes.select_nth_unstable(MAX_EVENT_NAMES).1;
            self.events.retain(|name, _| self.hasher.hash_one(name) < below);
            self.below = Some(below);
        }
    }

    /// By event: rows looked at, and what their fields hold.
    fn finish(mut self, wishes: &Wishes) -> HashMap<String, (u64, BTreeMap<String, FieldStats>)> {
        self.thin();
        let all = self.events.into_iter().map(|(name, samples)| {
            let mut rows = 0;
            let mut fields: BTreeMap<String, FieldStats> = BTreeMap::new();
            for sample in samples.into_values() {
                rows += sample.rows;
                for (field, stats) in sample.fields {
                    fields.entry(wishes.paths[field].clone()).or_default().add(&stats);
                }
            }
            (name, (rows, fields))
        });
        all.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn what_is_counted_does_not_depend_on_threads() {
        let folder = tempfile::tempdir().unwrap();
        // Common events, rare ones, and more names than are told; some 10 MB, which is several pieces.
        let mut text = "user_id,time,event,product_id,brand\n".to_owned();
        for row in 0..200_000_u64 {
            let event = match row % 10 {
                0..6 => "view".to_owned(),
                6..8 => "order".to_owned(),
                8 => format!("rare {}", row / 1_000),
                _ => format!("one {row}"),
            };
            let product = row * 7919 % 100_003;
            writeln!(
                text,
                "u{},2025-01-31 10:00:00,{event},p{product},b{}",
                row % 999,
                product % 50
            )
            .unwrap();
        }
        let path = folder.path().join("events.csv");
        std::fs::write(&path, text).unwrap();
        let options = Options::default();
        let source = import::open(&path, &options, &Progress::none()).unwrap();
        let roles = EventFile {
            person: vec!["user_id".into()],
            time: Some("time".into()),
            event: EventName::Field("event".into()),
            ..EventFile::default()
        };
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| scan(&source, &roles, &options, &Progress::none())).unwrap()
        };
        let one = with(1);
        assert_eq!((one.events[0].name.as_str(), one.events[0].rows), ("view", 120_000));
        assert_eq!((one.events.len(), one.people.len()), (MAX_EVENT_NAMES, 999));
        assert!((SAMPLE_ROWS..2 * SAMPLE_ROWS).contains(&one.events[0].sampled));
        assert_eq!(one.events[0].fields["brand"].distinct, 50);
        for threads in [2, 5] {
            assert!(with(threads) == one, "{threads} threads");
        }
    }
}
