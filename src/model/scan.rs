//! One pass over a person's past: the running sums all features are made of, at several cut-offs.
//!
//! Every event is added once, whatever the number of cut-offs: between two cut-offs the sums only
//! decay. Training, the back-test, scoring and reasons all call [`scan`], so a person is described
//! by the same numbers everywhere, and nothing at or after a cut-off can reach a feature.

use crate::history::{DAY, Items, Past, Seconds};

use super::decay::{AFFINITY_EVENTS, AFFINITY_HALF_LIFE, Decay, DecayedSums};
use super::factors::{self, FACTORS, Factor, Factors};
use super::shared::Shared;

/// An item is the target: it meets all its conditions.
pub(super) const TARGET: u8 = 1;
/// An item belongs to the proxy target (named relatives, or the target's parent value) without being
/// the target itself.
pub(super) const RELATIVE: u8 = 2;

/// What a scan looks for.
#[derive(Debug, Clone)]
pub(super) struct ScanSpec {
    /// For every item [`TARGET`], [`RELATIVE`] or 0.
    pub marks: Vec<u8>,
    /// For every kind of event the place of its sums.
    pub slots: Vec<u8>,
    /// Number of places.
    pub slot_count: usize,
    /// How much events still count.
    pub decay: Decay,
    /// Affinities of values, none or one table a fold: `[bases[column] + value]`.
    pub affinity: Shared<Vec<Vec<f32>>>,
    /// Where each column's values begin in a table of all columns' values; one more than columns.
    pub bases: Vec<usize>,
    /// Where values stand along the latent factors.
    pub factors: Option<Shared<Factors>>,
}

/// Running sums over the events before a cut-off.
#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    /// The cut-off.
    pub cut: Seconds,
    /// Events, events of the target, of its relatives.
    pub events: u32,
    /// See `events`.
    pub target_events: u32,
    /// See `events`.
    pub relatives: u32,
    /// Distinct days with an event, with one of the target.
    pub days: u32,
    /// See `days`.
    pub target_days: u32,
    /// Times of the first and last event, the first and last of the target, the last relative.
    pub first: Seconds,
    /// See `first`.
    pub last: Seconds,
    /// See `first`.
    pub first_target: Seconds,
    /// See `first`.
    pub last_target: Seconds,
    /// See `first`.
    pub last_relative: Seconds,
    /// Decayed events of all kinds.
    pub all: DecayedSums,
    /// Decayed events of the target, of all kinds.
    pub target: DecayedSums,
    /// Decayed events by slot of their kind.
    pub by_kind: Vec<DecayedSums>,
    /// Decayed events of the target by slot.
    pub target_by_kind: Vec<DecayedSums>,
    /// Decayed events of relatives.
    pub relative_sums: DecayedSums,
    /// Decayed active days.
    pub day_sums: DecayedSums,
    /// Decayed days with the target.
    pub target_day_sums: DecayedSums,
    /// What the values that the person interacted with beside the target say for it, by column.
    pub companions: Vec<Companions>,
    /// Where these values stand along the latent factors, together.
    pub factor: Factor,
    /// The round in which a value was last seen, so that each counts once.
    seen: Vec<u32>,
    round: u32,
}

/// The distinct values of one column that a person interacted with on items other than the target,
/// each decaying from its last time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Companions {
    /// Sum of their affinities.
    pub sum: f32,
    /// The highest affinity among them, at least 0.
    pub highest: f32,
    /// Their number.
    pub values: f32,
    /// Sum of how common they are among everyone.
    pub common: f32,
}

fn add(to: &mut DecayedSums, w: DecayedSums) {
    for i in 0..4 {
        to[i] += w[i];
    }
}

fn fade(sums: &mut DecayedSums, by: DecayedSums) {
    for i in 0..4 {
        sums[i] *= by[i];
    }
}

impl Summary {
    pub fn new(spec: &ScanSpec) -> Self {
        Self {
            by_kind: vec![[0.0; 4]; spec.slot_count],
            target_by_kind: vec![[0.0; 4]; spec.slot_count],
            companions: vec![Companions::default(); spec.bases.len().saturating_sub(1)],
            seen: vec![0; spec.affinity.first().map_or(0, Vec::len)],
            ..Self::default()
        }
    }

    fn clear(&mut self) {
        let mut kept = Self {
            by_kind: std::mem::take(&mut self.by_kind),
            target_by_kind: std::mem::take(&mut self.target_by_kind),
            companions: std::mem::take(&mut self.companions),
            seen: std::mem::take(&mut self.seen),
            round: self.round,
            ..Self::default()
        };
        kept.by_kind.fill([0.0; 4]);
        kept.target_by_kind.fill([0.0; 4]);
        *self = kept;
    }

    fn fade(&mut self, by: DecayedSums) {
        for sums in self.by_kind.iter_mut().chain(&mut self.target_by_kind) {
            fade(sums, by);
        }
        fade(&mut self.relative_sums, by);
        fade(&mut self.day_sums, by);
        fade(&mut self.target_day_sums, by);
    }

    /// Affinities of the distinct values among the first `known` events, newest first.
    fn companions(
        &mut self,
        past: Past<'_>,
        known: usize,
        items: &Items,
        spec: &ScanSpec,
        table: &[f32],
    ) {
        self.round += 1;
        self.companions.fill(Companions::default());
        self.factor = [0.0; FACTORS];
        for i in (known.saturating_sub(AFFINITY_EVENTS)..known).rev() {
            let item = past.item[i];
            if spec.marks[item as usize] & TARGET != 0 {
                continue;
            }
            let w = spec.decay.at(self.cut - past.time[i])[AFFINITY_HALF_LIFE];
            for (column, own) in self.companions.iter_mut().enumerate() {
                for &value in items.values(item, column) {
                    let place = spec.bases[column] + value as usize;
                    if self.seen[place] != self.round {
                        self.seen[place] = self.round;
                        own.sum += w * table[place];
                        own.highest = own.highest.max(w * table[place]);
                        own.values += w;
                        let Some(factors) = &spec.factors else { continue };
                        own.common += w * factors.common(place);
                        if let Some(vector) = factors.of(place) {
                            factors::add_half(&mut self.factor, vector, w);
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

fn total(sums: &[DecayedSums]) -> DecayedSums {
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
    spec: &ScanSpec,
    fold: usize,
    cuts: &[Seconds],
    summary: &mut Summary,
    mut at: impl FnMut(usize, &Summary),
) {
    summary.clear();
    let table = spec.affinity.get(fold).map(Vec::as_slice);
    let (mut i, mut day, mut target_day) = (0, u32::MAX, u32::MAX);
    for (place, &cut) in cuts.iter().enumerate() {
        if summary.events > 0 {
            let by = spec.decay.at(cut - summary.cut);
            summary.fade(by);
        }
        summary.cut = cut;
        while i < past.time.len() && past.time[i] < cut {
            let (time, item, kind) = (past.time[i], past.item[i] as usize, past.kind[i] as usize);
            let w = spec.decay.at(cut - time);
            let slot = spec.slots[kind] as usize;
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
            let mark = spec.marks[item];
            if mark & TARGET != 0 {
                if summary.target_events == 0 {
                    summary.first_target = time;
                }
                summary.target_events += 1;
                summary.last_target = time;
                add(&mut summary.target_by_kind[slot], w);
                if time / DAY != target_day {
                    target_day = time / DAY;
                    summary.target_days += 1;
                    add(&mut summary.target_day_sums, w);
                }
            } else if mark & RELATIVE != 0 {
                summary.relatives += 1;
                summary.last_relative = time;
                add(&mut summary.relative_sums, w);
            }
            i += 1;
        }
        if summary.events > 0 {
            summary.all = total(&summary.by_kind);
            summary.target = total(&summary.target_by_kind);
            if let Some(table) = table {
                summary.companions(past, i, items, spec, table);
            }
            at(place, summary);
        }
    }
}
