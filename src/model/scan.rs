//! One pass over a person's past: the running sums all features are made of, at several cut-offs.
//!
//! Sums decay with four half-lives. Every event is weighed once, whatever the number of cut-offs:
//! between two cut-offs the sums only fade.

use std::sync::Arc;

use crate::history::{DAY, Items, Past, Seconds};

use super::factors::{self, FACTORS, Factor, Factors};

/// Half-lives of the decaying sums, in days.
pub(super) const HALF_LIVES: [f32; 4] = [7.0, 30.0, 90.0, 365.0];

/// A sum that decays with each of [`HALF_LIVES`].
pub(super) type Sums = [f32; 4];

/// An item has a value that was asked for.
pub(super) const TARGET: u8 = 1;
/// An item is akin to the target without being it.
pub(super) const RELATIVE: u8 = 2;

/// Events back from a cut-off that affinities look at, at most.
pub(super) const AFFINITY_EVENTS: usize = 2000;
/// Half-life by which a value that was touched long ago counts less: a place in [`HALF_LIVES`].
pub(super) const AFFINITY_HALF_LIFE: usize = 3;

/// `2^(-age / half-life)` from two small tables: whole days, and quarters of an hour.
#[derive(Debug, Clone)]
pub(super) struct Decay {
    days: Vec<Sums>,
    quarters: Vec<Sums>,
}

impl Decay {
    /// For ages up to `span`.
    pub fn new(span: Seconds) -> Self {
        let at = |days: f64| HALF_LIVES.map(|h| (-days / f64::from(h)).exp2() as f32);
        Self {
            days: (0..=span / DAY + 1).map(|d| at(f64::from(d))).collect(),
            quarters: (0..96).map(|q| at((f64::from(q) + 0.5) / 96.0)).collect(),
        }
    }

    /// What is left of 1 after `age`, by half-life.
    pub fn at(&self, age: Seconds) -> Sums {
        let day = ((age / DAY) as usize).min(self.days.len() - 1);
        let (d, q) = (self.days[day], self.quarters[(age % DAY / 900) as usize]);
        [d[0] * q[0], d[1] * q[1], d[2] * q[2], d[3] * q[3]]
    }
}

/// What a scan looks for.
#[derive(Debug, Clone)]
pub(super) struct ScanSpec {
    /// For every item [`TARGET`], [`RELATIVE`] or 0.
    pub marks: Vec<u8>,
    /// For every kind of event the place of its sums.
    pub slots: Vec<u8>,
    /// Number of places.
    pub slot_count: usize,
    /// Fading.
    pub decay: Decay,
    /// Affinities of values, none or one table a fold: `[bases[column] + value]`.
    pub affinity: Vec<Vec<f32>>,
    /// Where each column's values begin in a table of all columns' values; one more than columns.
    pub bases: Vec<usize>,
    /// Where values stand along the latent factors.
    pub factors: Option<Arc<Factors>>,
}

/// Running sums over the events before a cut-off.
#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    /// The cut-off.
    pub cut: Seconds,
    /// Events, events of the target, of its relatives.
    pub events: u32,
    /// See `events`.
    pub hits: u32,
    /// See `events`.
    pub kin: u32,
    /// Distinct days with an event, with one of the target.
    pub days: u32,
    /// See `days`.
    pub hit_days: u32,
    /// Times of the first and last event, the first and last of the target, the last relative.
    pub first: Seconds,
    /// See `first`.
    pub last: Seconds,
    /// See `first`.
    pub first_hit: Seconds,
    /// See `first`.
    pub last_hit: Seconds,
    /// See `first`.
    pub last_kin: Seconds,
    /// Decayed events of all kinds.
    pub all: Sums,
    /// Decayed events of the target, of all kinds.
    pub target: Sums,
    /// Decayed events by slot of their kind.
    pub by_kind: Vec<Sums>,
    /// Decayed events of the target by slot.
    pub hits_by_kind: Vec<Sums>,
    /// Decayed events of relatives.
    pub kin_sums: Sums,
    /// Decayed active days.
    pub day_sums: Sums,
    /// Decayed days with the target.
    pub hit_day_sums: Sums,
    /// What the values touched beside the target say for it, by column.
    pub companions: Vec<Companions>,
    /// Where these values stand along the latent factors, together.
    pub factor: Factor,
    /// The round in which a value was last seen, so that each counts once.
    seen: Vec<u32>,
    round: u32,
}

/// The distinct values of one column that a person touched on items other than the target, each
/// fading from its last time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Companions {
    /// Sum of their affinities.
    pub sum: f32,
    /// The highest affinity among them, at least 0.
    pub highest: f32,
    /// Their number.
    pub values: f32,
}

fn add(to: &mut Sums, w: Sums) {
    for i in 0..4 {
        to[i] += w[i];
    }
}

fn fade(sums: &mut Sums, by: Sums) {
    for i in 0..4 {
        sums[i] *= by[i];
    }
}

impl Summary {
    pub fn new(lens: &ScanSpec) -> Self {
        Self {
            by_kind: vec![[0.0; 4]; lens.slot_count],
            hits_by_kind: vec![[0.0; 4]; lens.slot_count],
            companions: vec![Companions::default(); lens.bases.len().saturating_sub(1)],
            seen: vec![0; lens.affinity.first().map_or(0, Vec::len)],
            ..Self::default()
        }
    }

    fn clear(&mut self) {
        let mut kept = Self {
            by_kind: std::mem::take(&mut self.by_kind),
            hits_by_kind: std::mem::take(&mut self.hits_by_kind),
            companions: std::mem::take(&mut self.companions),
            seen: std::mem::take(&mut self.seen),
            round: self.round,
            ..Self::default()
        };
        kept.by_kind.fill([0.0; 4]);
        kept.hits_by_kind.fill([0.0; 4]);
        *self = kept;
    }

    fn fade(&mut self, by: Sums) {
        for sums in self.by_kind.iter_mut().chain(&mut self.hits_by_kind) {
            fade(sums, by);
        }
        fade(&mut self.kin_sums, by);
        fade(&mut self.day_sums, by);
        fade(&mut self.hit_day_sums, by);
    }

    /// Affinities of the distinct values among the first `known` events, newest first.
    fn companions(
        &mut self,
        past: Past<'_>,
        known: usize,
        items: &Items,
        lens: &ScanSpec,
        table: &[f32],
    ) {
        self.round += 1;
        self.companions.fill(Companions::default());
        self.factor = [0.0; FACTORS];
        for i in (known.saturating_sub(AFFINITY_EVENTS)..known).rev() {
            let item = past.item[i];
            if lens.marks[item as usize] & TARGET != 0 {
                continue;
            }
            let w = lens.decay.at(self.cut - past.time[i])[AFFINITY_HALF_LIFE];
            for (column, own) in self.companions.iter_mut().enumerate() {
                for &value in items.values(item, column) {
                    let place = lens.bases[column] + value as usize;
                    if self.seen[place] != self.round {
                        self.seen[place] = self.round;
                        own.sum += w * table[place];
                        own.highest = own.highest.max(w * table[place]);
                        own.values += w;
                        if let Some(vector) = lens.factors.as_ref().and_then(|f| f.of(place)) {
                            factors::add_short(&mut self.factor, vector, w);
                        }
                    }
                }
            }
        }
    }

    /// Days from a time before the cut-off to the cut-off.
    pub fn days_since(&self, time: Seconds) -> f32 {
        self.cut.saturating_sub(time) as f32 / DAY as f32
    }
}

fn total(sums: &[Sums]) -> Sums {
    let mut all = [0.0; 4];
    for s in sums {
        add(&mut all, *s);
    }
    all
}

/// Calls `at(place, summary)` for each of `cuts` (rising), with the sums over all events before
/// it. `fold` says which affinity table is this person's.
pub(super) fn scan(
    past: Past<'_>,
    items: &Items,
    lens: &ScanSpec,
    fold: usize,
    cuts: &[Seconds],
    summary: &mut Summary,
    mut at: impl FnMut(usize, &Summary),
) {
    summary.clear();
    let table = lens.affinity.get(fold).map(Vec::as_slice);
    let (mut i, mut day, mut hit_day) = (0, u32::MAX, u32::MAX);
    for (place, &cut) in cuts.iter().enumerate() {
        if summary.events > 0 {
            let by = lens.decay.at(cut - summary.cut);
            summary.fade(by);
        }
        summary.cut = cut;
        while i < past.time.len() && past.time[i] < cut {
            let (time, item, kind) = (past.time[i], past.item[i] as usize, past.kind[i] as usize);
            let w = lens.decay.at(cut - time);
            let slot = lens.slots[kind] as usize;
            if summary.events == 0 {
                summary.first = time;
            }
            summary.events += 1;
            summary.last = time;
            add(&mut summary.by_kind[slot], w);
            if time / DAY != day {
                day = time / DAY;
                summary.days += 1;
                add(&mut summary.day_sums, w);
            }
            let mark = lens.marks[item];
            if mark & TARGET != 0 {
                if summary.hits == 0 {
                    summary.first_hit = time;
                }
                summary.hits += 1;
                summary.last_hit = time;
                add(&mut summary.hits_by_kind[slot], w);
                if time / DAY != hit_day {
                    hit_day = time / DAY;
                    summary.hit_days += 1;
                    add(&mut summary.hit_day_sums, w);
                }
            } else if mark & RELATIVE != 0 {
                summary.kin += 1;
                summary.last_kin = time;
                add(&mut summary.kin_sums, w);
            }
            i += 1;
        }
        if summary.events > 0 {
            summary.all = total(&summary.by_kind);
            summary.target = total(&summary.hits_by_kind);
            if let Some(table) = table {
                summary.companions(past, i, items, lens, table);
            }
            at(place, summary);
        }
    }
}
