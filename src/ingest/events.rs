//! The rows of event files that count, taken into shards by all threads at once.
//!
//! A batch is gone through several times, each time for one thing: who is who (from every row, also of
//! events that were not chosen: a call that only identifies somebody is such a row), which rows count,
//! and what they say. That keeps waits for memory side by side, and every row's fate in one place.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::away::Away;
use super::cells::{Filling, Lookup, each_value};
use super::repeats::{SeenRows, Shape, deliveries};
use super::skipped::{FileRows, Reason, SkippedRows};
use crate::base::dictionary::NO_TEXT;
use crate::base::known_as::KnownAs;
use crate::base::progress::{Progress, Stopped};
use crate::base::sync::{into_inner, lock};
use crate::catalog::{EventAt, EventFilePlan, Identity, ReadPlan, Repeats, Split};
use crate::history::{Disk, Feed, Interner, Mark, Seconds, Shard, to_clock};
use crate::import::{self, Batch, Column, ImportError, Options, Report, cell_text, id_text};

/// Reads event files into shards.
pub(super) struct EventReader<'a> {
    columns: usize,
    /// Examples kept for each reason a row was skipped.
    examples: usize,
    events: &'a [String],
    feed: Option<&'a Feed>,
    known_as: &'a KnownAs,
    /// Whether some file says who is who.
    learns_identity: bool,
    /// Rows seen so far, where repeated ones count once.
    seen: SeenRows,
    /// Shards nobody is filling at the moment; there are never more than reading threads.
    shards: Mutex<Vec<Filling>>,
    joined: Mutex<Joined>,
    /// Rows of events that were not chosen, by name.
    unused: Mutex<HashMap<String, u64>>,
    /// Whether anybody counts under the ID that goes with an address.
    renamed: AtomicBool,
    disk: Option<&'a Disk>,
    /// Who takes events instead of this process, and finds out what was delivered twice.
    away: Option<Away<'a>>,
    /// Why events could not be moved to the disk: reading stops then.
    disk_error: Mutex<Option<std::io::Error>>,
    /// Bytes that had to stay in memory when they were too many: reading stops then.
    too_much: Mutex<Option<u64>>,
}

/// Rows whose codes are looked up side by side: as many as stay in the cache.
const ROWS: usize = 1024;

/// Bytes that may always be taken for what has to stay in memory: some six million rows told apart.
const LEAST_MEMORY: u64 = 64 << 20;

/// How events and the feed fit together.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Joined {
    /// Events that name a product.
    pub named: u64,
    /// Those whose product the feed has.
    pub matched: u64,
    /// A product that the feed does not have, the first in text order.
    pub unmatched: Option<String>,
}

/// What was read of all files.
pub(super) struct Gathered {
    pub shards: Vec<Shard>,
    pub joined: Joined,
    /// Events that were not chosen and their rows, the most frequent first.
    pub unused: Vec<(String, u64)>,
    /// Whether anybody counts under the ID that goes with an address.
    pub renamed: bool,
    pub disk_error: Option<std::io::Error>,
    /// Bytes that had to stay in memory, when they were too many.
    pub too_much: Option<u64>,
}

impl<'a> EventReader<'a> {
    pub fn new(
        plan: &'a ReadPlan,
        feed: Option<&'a Feed>,
        known_as: &'a KnownAs,
        disk: Option<&'a Disk>,
        options: &Options,
    ) -> Self {
        let learns = |file: &EventFilePlan| matches!(file.identity, Identity::Both { .. });
        Self {
            columns: plan.columns.len(),
            examples: options.examples,
            events: &plan.events,
            feed,
            known_as,
            learns_identity: plan.known_only || plan.files.iter().any(learns),
            seen: SeenRows::new(),
            shards: Mutex::default(),
            joined: Mutex::default(),
            unused: Mutex::default(),
            renamed: AtomicBool::new(false),
            disk,
            away: None,
            disk_error: Mutex::default(),
            too_much: Mutex::default(),
        }
    }

    /// The same, with all that is read given away.
    pub fn giving_away(self, away: Away<'a>) -> Self {
        Self { away: Some(away), ..self }
    }

    /// Reads a file, which is at this place among the files, beside others on other threads.
    pub fn read(
        &self,
        (place, file): (usize, &EventFilePlan),
        options: &Options,
        progress: &Progress,
    ) -> (FileRows, Result<Report, ImportError>) {
        let rows: Mutex<FileRows> = Mutex::default();
        let shape = Shape::of(file);
        let sink = |batch: Batch| {
            let mut filling =
                lock(&self.shards).pop().unwrap_or_else(|| Filling::new(self.columns));
            let mut names = Names::default();
            let skipped = self.add((place, file), &shape, &batch, &mut filling, &mut names);
            self.renamed.fetch_or(filling.renamed, Ordering::Relaxed);
            note_spelling(&batch.columns[file.person], batch.rows, &mut filling.shard);
            self.spill(&mut filling.shard)?;
            if let Some(away) = &self.away {
                away.give_if_full(&mut filling, self.columns)?;
            }
            lock(&self.shards).push(filling);
            let mut rows = lock(&rows);
            rows.add(&skipped);
            self.count_names(&names, &skipped, &mut rows);
            progress.check()
        };
        let read = import::read(&file.source, &file.request, options, &sink, progress);
        let rows = into_inner(rows);
        let read = read.map(|mut report| {
            rows.report(file, &mut report);
            report
        });
        (rows, read)
    }

    /// What was read of all files.
    pub fn finish(self) -> Gathered {
        let mut unused: Vec<(String, u64)> = into_inner(self.unused).into_iter().collect();
        unused.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Gathered {
            shards: into_inner(self.shards).into_iter().map(|filling| filling.shard).collect(),
            joined: into_inner(self.joined),
            unused,
            renamed: self.renamed.into_inner(),
            disk_error: into_inner(self.disk_error),
            too_much: into_inner(self.too_much),
        }
    }

    /// Gives away what is left, at least once for every shard of people: each is told how IDs are written.
    pub fn give_rest_away(&self) -> Result<(), Stopped> {
        let Some(away) = &self.away else { return Ok(()) };
        let mut rest = std::mem::take(&mut *lock(&self.shards));
        if rest.is_empty() {
            rest.push(Filling::new(self.columns));
        }
        rest.into_iter().try_for_each(|filling| away.give(filling.shard))
    }

    fn count_names(&self, names: &Names, skipped: &SkippedRows, file: &mut FileRows) {
        let count = |to: &mut HashMap<String, u64>, name: &str, rows: u64| {
            if rows > 0 {
                match to.get_mut(name) {
                    Some(known) => *known += rows,
                    None => drop(to.insert(name.to_owned(), rows)),
                }
            }
        };
        if self.events.is_empty() {
            let kept = names.names.texts().iter().zip(skipped.kept());
            kept.for_each(|(name, rows)| count(&mut file.kept, name, *rows));
        } else if names.unused.iter().any(|rows| *rows > 0) {
            let mut unused = lock(&self.unused);
            let rows = names.names.texts().iter().zip(&names.unused);
            rows.for_each(|(name, rows)| count(&mut unused, name, *rows));
        }
    }

    /// Moves a shard's events to the disk when they take more memory than they may beside what has
    /// to stay: the hashes of rows seen, and who is who. When that alone takes more than there may be,
    /// reading stops.
    fn spill(&self, shard: &mut Shard) -> Result<(), Stopped> {
        let Some(disk) = self.disk else { return Ok(()) };
        let (threads, seen) = (rayon::current_num_threads() as u64, self.seen.bytes());
        let stays = seen + shard.pair_bytes() * threads;
        if stays > disk.memory.max(LEAST_MEMORY) {
            *lock(&self.too_much) = Some(stays);
            return Err(Stopped);
        }
        let share = (disk.memory / 2).saturating_sub(seen) / threads;
        if shard.bytes() <= share.saturating_sub(shard.pair_bytes()) {
            return Ok(());
        }
        shard.spill(disk.folder()).map_err(|error| {
            *lock(&self.disk_error) = Some(error);
            Stopped
        })
    }

    /// Takes a batch's rows into a shard.
    fn add(
        &self,
        (place, file): (usize, &EventFilePlan),
        shape: &Shape,
        batch: &Batch,
        filling: &mut Filling,
        names: &mut Names,
    ) -> SkippedRows {
        if let Identity::Both { known, anonymous } = file.identity {
            let (known, anonymous) = (&batch.columns[known], &batch.columns[anonymous]);
            learn_who((known, anonymous), batch.rows, self.known_as, filling);
        }
        let mut skipped = SkippedRows::new(file, self.examples);
        let mut counting =
            self.counting(file, shape, batch, &mut filling.shard, names, &mut skipped);
        let lists: Vec<bool> =
            batch.columns.iter().map(|c| c.may_contain(import::LIST_SEPARATOR)).collect();
        // Rows that are read alike go together; their order means nothing.
        if file.cells.len() > 1 {
            counting.sort_by_key(|event| event.mapping);
        }
        let mut joined = Joined::default();
        let mut codes = Codes::default();
        for alike in counting.chunk_by(|a, b| a.mapping == b.mapping) {
            for events in alike.chunks(ROWS) {
                self.add_some((place, file), &lists, batch, events, filling, &mut codes);
                joined.see(events, file, batch, self.feed);
            }
        }
        lock(&self.joined).add(joined);
        skipped
    }

    /// Takes some rows into a shard that are read alike. Each thing is looked up for all of them
    /// before the next: looking up waits for memory, many at a time when nothing is done in between.
    fn add_some(
        &self,
        (place, file): (usize, &EventFilePlan),
        lists: &[bool],
        batch: &Batch,
        events: &[Counting],
        filling: &mut Filling,
        codes: &mut Codes,
    ) {
        let Codes { rows, people, items } = codes;
        rows.clear();
        rows.extend(events.iter().map(|event| event.row));
        people.clear();
        filling.people(self.known_as, &batch.columns[file.person], rows, people);
        if self.learns_identity {
            let shard = &mut filling.shard;
            for &person in people.iter().filter(|person| **person != NO_TEXT) {
                if file.identity == Identity::Known {
                    shard.is_known(person);
                }
                shard.is_seen(person);
            }
        }
        let Some(first) = events.first() else { return };
        items.clear();
        let mapping = &file.cells[first.mapping];
        filling.items((&file.splits, lists), mapping, batch, rows, items);
        let product = mapping[0].map(|place| &batch.columns[place]);
        for ((event, &mut person), &mut item) in events.iter().zip(people).zip(items) {
            let Counting { row, time, kind, key, first, .. } = *event;
            let Some((part, key)) = key else {
                filling.shard.push(person, time, kind, item);
                continue;
            };
            let product = product.and_then(|column| column.text(row));
            let mark = Mark {
                key,
                part: Some(part),
                file: place as u32,
                place: batch.place + u64::from(batch.source_row(row)),
                first,
                named: product.is_some(),
                matched: product
                    .is_some_and(|product| Joined::matches(product, &file.splits[0], self.feed)),
            };
            filling.shard.push_marked(person, time, kind, item, mark);
        }
    }

    /// The rows of a batch that count; the others go to `skipped`.
    fn counting(
        &self,
        file: &EventFilePlan,
        shape: &Shape,
        batch: &Batch,
        shard: &mut Shard,
        names: &mut Names,
        skipped: &mut SkippedRows,
    ) -> Vec<Counting> {
        let mut lookup = Lookup::default();
        let mut counting = Vec::with_capacity(batch.rows);
        let mut fates = Vec::new();
        for delivery in deliveries(batch) {
            fates.clear();
            let mut fate = |row| self.fate(file, batch, row, &mut lookup, shard, names);
            fates.extend(delivery.clone().map(&mut fate));
            let id = file.message;
            let told_apart = file.repeats != Repeats::Keep && fates.iter().any(Result::is_ok);
            let mut key = None;
            if told_apart && self.away.is_some() {
                key = self.seen.key(batch, delivery.clone(), id, shape);
            } else if told_apart && self.seen.repeated(batch, delivery.clone(), id, shape) {
                delivery.for_each(|row| skipped.skip(batch, row, Reason::Repeated));
                continue;
            }
            let mut first = true;
            for (row, fate) in delivery.zip(&fates) {
                match fate {
                    Ok((name, event)) => {
                        skipped.keep(batch, row, *name);
                        counting.push(Counting { key, first, ..*event });
                        first = false;
                    }
                    Err(Some(reason)) => skipped.skip(batch, row, *reason),
                    Err(None) => {}
                }
            }
        }
        skipped.settle(batch);
        counting
    }

    /// What becomes of a row: an event with the code of its name in the batch, or the reason why not;
    /// `None` where that was told already.
    fn fate(
        &self,
        file: &EventFilePlan,
        batch: &Batch,
        row: usize,
        lookup: &mut Lookup,
        shard: &mut Shard,
        names: &mut Names,
    ) -> Result<(u32, Counting), Option<Reason>> {
        let mut named = |name: &str| names.code(name, |name| self.event(file, shard, name));
        let name = match &file.event {
            EventAt::Fixed(name) => Some(named(name)),
            EventAt::Field(field) => lookup.code(&batch.columns[*field], row, named),
        };
        let name = name.ok_or(Reason::NoEvent)?;
        let Some((mapping, kind)) = names.events[name as usize] else {
            names.unused[name as usize] += 1;
            return Err(Some(Reason::NotChosen));
        };
        let mut rules = file.leave_out.iter();
        let rule = rules.position(|(at, rule)| rule.matches(batch.columns[*at].text(row)));
        if let Some(rule) = rule {
            return Err(Some(Reason::Rule(rule)));
        }
        let time = batch.columns[file.time].time(row).ok_or(None)?;
        if batch.columns[file.person].text(row).is_none_or(|id| cell_text(id).is_empty()) {
            return Err(Some(Reason::NoPerson));
        }
        let time = to_clock(time.div_euclid(1000));
        Ok((name, Counting { row, time, mapping, kind, key: None, first: true }))
    }

    /// The place of an event's cells and its code in the shard; `None` for one that was not chosen.
    fn event(&self, file: &EventFilePlan, shard: &mut Shard, name: &str) -> Option<(usize, u32)> {
        let chosen = match self.events {
            [] => Some(0),
            events => events.iter().position(|e| e == name),
        };
        chosen.map(|place| (place.min(file.cells.len() - 1), shard.kind(name)))
    }
}

/// Notes how a file writes whole numbers as IDs, by the first rows of a batch.
fn note_spelling(people: &Column, rows: usize, shard: &mut Shard) {
    const ROWS: usize = 64;
    let ids = (0..rows.min(ROWS)).filter_map(|row| people.text(row)).map(cell_text);
    let plain = |id: &str| !id.is_empty() && id.bytes().all(|c| c.is_ascii_digit());
    if ids.into_iter().any(plain) {
        shard.writes_plain_ids();
    }
}

/// Learns from every row that has both IDs, whatever its event, that they are one person.
fn learn_who(
    (known, anonymous): (&Column, &Column),
    rows: usize,
    known_as: &KnownAs,
    filling: &mut Filling,
) {
    let (mut of_known, mut of_anonymous) = (Lookup::default(), Lookup::default());
    let person = |column: &Column, row: usize, lookup: &mut Lookup, filling: &mut Filling| {
        let id = |id: &str| match cell_text(id) {
            "" => NO_TEXT,
            id => filling.person(known_as, id),
        };
        lookup.code(column, row, id).filter(|&code| code != NO_TEXT)
    };
    for row in 0..rows {
        let Some(own) = person(known, row, &mut of_known, filling) else { continue };
        filling.shard.is_known(own);
        if let Some(other) = person(anonymous, row, &mut of_anonymous, filling) {
            filling.shard.same_person(other, own);
        }
    }
}

impl Joined {
    fn see(
        &mut self,
        events: &[Counting],
        file: &EventFilePlan,
        batch: &Batch,
        feed: Option<&Feed>,
    ) {
        let place = events.first().and_then(|event| file.cells[event.mapping][0]);
        let Some(column) = place.map(|place| &batch.columns[place]) else { return };
        for product in events.iter().filter_map(|event| column.text(event.row)) {
            self.named += 1;
            if feed.is_none() {
                continue;
            }
            if Self::matches(product, &file.splits[0], feed) {
                self.matched += 1;
            } else if self.unmatched.as_deref().is_none_or(|known| product < known) {
                self.unmatched = Some(product.to_owned());
            }
        }
    }

    /// Whether the feed has a product: of several one is enough, the event has values then.
    fn matches(product: &str, split: &Split, feed: Option<&Feed>) -> bool {
        let Some(feed) = feed else { return false };
        let mut has = false;
        each_value(product, split, |product| has = has || feed.has(id_text(product)));
        has
    }

    pub fn add(&mut self, other: Self) {
        self.named += other.named;
        self.matched += other.matched;
        self.unmatched = match (self.unmatched.take(), other.unmatched) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}

/// Codes of some rows, in room that is used again.
#[derive(Default)]
struct Codes {
    rows: Vec<usize>,
    people: Vec<u32>,
    items: Vec<u32>,
}

/// A row of a batch that is an event which counts.
#[derive(Clone, Copy)]
struct Counting {
    row: usize,
    time: Seconds,
    /// The place of its cells in [`EventFilePlan::cells`].
    mapping: usize,
    kind: u32,
    /// What tells its delivery from others, where repeats are found out elsewhere.
    key: Option<(u8, u64)>,
    /// Whether it is the first event of its delivery.
    first: bool,
}

/// What was found for the names of a batch's events, which come again and again.
#[derive(Default)]
struct Names {
    names: Interner,
    /// The place of their cells and their code in the shard; `None` for those not chosen.
    events: Vec<Option<(usize, u32)>>,
    /// Rows of those not chosen.
    unused: Vec<u64>,
}

impl Names {
    fn code(&mut self, name: &str, find: impl FnOnce(&str) -> Option<(usize, u32)>) -> u32 {
        let code = self.names.code(name);
        if code as usize == self.events.len() {
            self.events.push(find(name));
            self.unused.push(0);
        }
        code
    }
}
