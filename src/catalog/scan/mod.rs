//! One pass over an event file: how many of each event, people, weeks, and how full each field is
//! for each event. What the data and catalog screens show, and what the suggestion learns from.

mod found;
mod learned;
mod left_out;
mod wishes;

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Mutex;

use foldhash::fast::FixedState;

pub use found::{EventCount, FieldStats, Scan};
use found::{MAX_EVENT_NAMES, MAX_LEARNED};
use learned::{Learned, learn};
pub use left_out::left_out;
use wishes::{Wishes, event_name, request};

use super::types::EventFile;
use crate::base::progress::Progress;
use crate::base::sync::{into_inner, lock};
use crate::import::{self, Batch, ImportError, Options, Report, Source};

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
    scan_within(source, roles, options, progress, (WHOLE_BYTES, LEARN_ROWS))
}

/// [`scan`], where fields are learned from all of a file of so many bytes, else from so many rows.
fn scan_within(
    source: &Source,
    roles: &EventFile,
    options: &Options,
    progress: &Progress,
    (whole_bytes, learn_rows): (u64, u64),
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
        let told = scan.events.into_iter().take(MAX_LEARNED).map(|event| event.name).collect();
        let wishes = Wishes { only: Some(told), ..wishes };
        Ok(pass(source, roles, &wishes, options, (progress, false))?.0)
    };
    if source.bytes <= whole_bytes || lists {
        return whole();
    }
    let counting = request(source, roles, false);
    let (mut scan, _) = pass(source, roles, &counting, options, (progress, true))?;
    let mut wishes = request(source, roles, true);
    wishes.request.limit = Some(learn_rows);
    progress.check()?;
    let (mut learned, _) = pass(source, roles, &wishes, options, (progress, false))?;
    let known = |scan: &Scan, event: &EventCount| {
        let seen = scan.events.iter().find(|e| e.name == event.name);
        seen.is_some_and(|e| e.sampled >= event.rows.min(ENOUGH_ROWS))
    };
    if !scan.events.iter().take(MAX_LEARNED).all(|event| known(&learned, event)) {
        // Read once more, and so is how far it is counted on.
        progress.more(source.bytes);
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
    let all = learned.is_whole();
    Ok((Scan { report, ..counts.finish(learned, wishes) }, all))
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

impl Counts {
    fn add(&mut self, batch: &Batch, roles: &EventFile, wishes: &Wishes) {
        for row in 0..batch.rows {
            let (Some(person), Some(time)) =
                (batch.columns[0].text(row), batch.columns[wishes.time].time(row))
            else {
                continue;
            };
            self.people.insert(self.hasher.hash_one(&*import::person_key(person)));
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::learned::SAMPLE_ROWS;
    use super::*;
    use crate::catalog::types::EventName;

    fn roles() -> EventFile {
        EventFile {
            person: vec!["user_id".into()],
            time: Some("time".into()),
            event: EventName::Field("event".into()),
            ..EventFile::default()
        }
    }

    #[test]
    fn no_more_is_told_as_done_than_there_is_to_do_also_where_a_file_is_read_once_more() {
        let folder = tempfile::tempdir().unwrap();
        let mut text = "user_id,time,event,brand\n".to_owned();
        for row in 0..500_u64 {
            writeln!(text, "u{},2025-01-31 10:00:00,view,b{}", row % 99, row % 5).unwrap();
        }
        let path = folder.path().join("events.csv");
        std::fs::write(&path, text).unwrap();
        let options = Options::default();
        let source = import::open(&path, &options, &Progress::none()).unwrap();
        let progress = Progress::new();
        progress.stage("Counting".into(), source.bytes, crate::base::progress::Unit::Bytes);
        // The rows that fields are learned from at first know nothing of the event.
        let found = scan_within(&source, &roles(), &options, &progress, (0, 0)).unwrap();
        assert_eq!((found.events[0].rows, found.events[0].fields["brand"].distinct), (500, 5));
        let told = progress.snapshot().unwrap();
        assert_eq!((told.done, told.total), (2 * source.bytes, 2 * source.bytes));
    }

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
        let roles = roles();
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

    #[test]
    fn a_field_whose_every_row_is_another_event_is_learned_of_the_same_names_however_many_threads()
    {
        let folder = tempfile::tempdir().unwrap();
        let mut text = "user_id,time,event,product_id\n".to_owned();
        for row in 0..70_000_u32 {
            writeln!(text, "u,2025-01-31,e{row},p{}", row % 7).unwrap();
        }
        let path = folder.path().join("events.csv");
        std::fs::write(&path, text).unwrap();
        let options = Options::default();
        let source = import::open(&path, &options, &Progress::none()).unwrap();
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| scan(&source, &roles(), &options, &Progress::none())).unwrap()
        };
        let one = with(1);
        assert_eq!((one.report.read, one.events.len()), (70_000, MAX_EVENT_NAMES));
        let learned = one.events.iter().filter(|event| event.fields.contains_key("product_id"));
        assert_eq!(learned.count(), MAX_LEARNED, "the most frequent ones are known");
        for threads in [2, 5] {
            assert!(with(threads) == one, "{threads} threads");
        }
    }
}
