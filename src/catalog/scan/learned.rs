//! What the fields of events hold.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::sync::Mutex;

use foldhash::fast::FixedState;

use super::found::{FieldStats, MAX_LEARNED};
use super::wishes::{Wishes, event_name};
use crate::base::sync::lock;
use crate::catalog::types::EventFile;
use crate::import::Batch;

/// Rows of each event that are looked into, for fill rates and examples: the first ones of the
/// file, and the others of the same batch up to as many again.
pub(super) const SAMPLE_ROWS: u64 = 4_000;
/// Batches of which rows of an event are looked into, at most: each has statistics of its own until all are read, and
/// hundreds of names (a field of people taken for that of events) would have them in every batch.
const SAMPLE_BATCHES: usize = 8;

/// What the fields of events hold, of the first rows of each event.
#[derive(Default)]
pub(super) struct Learned {
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
pub(super) fn learn(batch: &Batch, roles: &EventFile, wishes: &Wishes, learned: &Mutex<Learned>) {
    let hasher = FixedState::default();
    let mut own: HashMap<&str, Option<Sample>> = HashMap::new();
    // Samples in `own`. A field whose every row is another event would take some kilobytes for each.
    let (mut samples, mut below) = (0, None);
    for row in 0..batch.rows {
        if samples > 2 * MAX_LEARNED {
            below = Some(thin(&mut own, &hasher));
            samples = MAX_LEARNED;
        }
        if batch.columns[0].text(row).is_none() || batch.columns[wishes.time].time(row).is_none() {
            continue;
        }
        let Some(name) = event_name(batch, roles, wishes, row) else { continue };
        let sample = own.entry(name).or_insert_with(|| {
            let named = wishes.only.as_ref().is_none_or(|only| only.contains(name));
            let low = || below.is_none_or(|below| hasher.hash_one(name) < below);
            let wanted = named && low() && lock(learned).wants(name, batch.place);
            samples += usize::from(wanted);
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
    below.into_iter().for_each(|below| learned.lower(below));
    for (name, sample) in own {
        if let Some(sample) = sample {
            learned.add(name, batch.place, sample);
        }
    }
}

/// Forgets the samples of names but for those with the lowest hashes, which are the ones that are looked at in the
/// end, too. Gives the lowest hash of those that are not.
fn thin(own: &mut HashMap<&str, Option<Sample>>, hasher: &FixedState) -> u64 {
    let sampled = own.iter().filter(|(_, sample)| sample.is_some());
    let mut hashes: Vec<u64> = sampled.map(|(name, _)| hasher.hash_one(name)).collect();
    let below = *hashes.select_nth_unstable(MAX_LEARNED).1;
    own.retain(|name, sample| {
        sample.take_if(|_| hasher.hash_one(name) >= below);
        sample.is_some()
    });
    below
}

impl Learned {
    /// Names are looked at whose hash is below this, at most.
    fn lower(&mut self, below: u64) {
        let below = self.below.map_or(below, |own| own.min(below));
        self.events.retain(|name, _| self.hasher.hash_one(name) < below);
        self.below = Some(below);
    }

    /// Whether something is known of the fields of all events.
    pub(super) fn is_whole(&self) -> bool {
        self.below.is_none() && self.events.len() <= MAX_LEARNED
    }

    /// Whether earlier batches lack rows of this event.
    fn wants(&self, name: &str, place: u64) -> bool {
        let Some(samples) = self.events.get(name) else {
            return self.below.is_none_or(|below| self.hasher.hash_one(name) < below);
        };
        let (mut rows, mut batches) = (0, 0);
        for (_, sample) in samples.range(..place) {
            (rows, batches) = (rows + sample.rows, batches + 1);
        }
        rows < SAMPLE_ROWS && batches < SAMPLE_BATCHES
    }

    fn add(&mut self, name: &str, place: u64, sample: Sample) {
        if self.below.is_some_and(|below| self.hasher.hash_one(name) >= below) {
            return;
        }
        let samples = self.events.entry(name.to_owned()).or_default();
        samples.insert(place, sample);
        // What comes after enough rows is of no use.
        let mut before = 0;
        let enough = samples.iter().zip(1..).find(|((_, sample), batches)| {
            before += sample.rows;
            before >= SAMPLE_ROWS || *batches >= SAMPLE_BATCHES
        });
        if let Some(enough) = enough.map(|((place, _), _)| *place) {
            samples.split_off(&(enough + 1));
        }
        if self.events.len() > 2 * MAX_LEARNED {
            self.thin();
        }
    }

    /// Leaves the names with the lowest hashes, as the counting of names does.
    fn thin(&mut self) {
        let mut hashes: Vec<u64> = self.events.keys().map(|n| self.hasher.hash_one(n)).collect();
        if hashes.len() > MAX_LEARNED {
            let below = *hashes.select_nth_unstable(MAX_LEARNED).1;
            self.events.retain(|name, _| self.hasher.hash_one(name) < below);
            self.below = Some(below);
        }
    }

    /// By event: rows looked at, and what their fields hold.
    pub(super) fn finish(
        mut self,
        wishes: &Wishes,
    ) -> HashMap<String, (u64, BTreeMap<String, FieldStats>)> {
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
