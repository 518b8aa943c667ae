//! How much an event still counts after some time: exponential decay with four half-lives.
//!
//! Sums that decay need one multiplication to be carried from one cut-off to the next, so features
//! at sixteen cut-offs cost one pass. Windows of fixed length ("events in the last 30 days") would
//! need a pass each and jump when an event leaves them.

use crate::history::{DAY, Seconds};

/// Half-lives of the decaying sums, in days: a week, a month, a season, a year. Other choices (3,
/// 14, 60; 10, 40, 120) ranked no better (docs/model.md, "Experiments").
pub(super) const HALF_LIVES: [f32; 4] = [7.0, 30.0, 90.0, 365.0];

/// A sum that decays with each of [`HALF_LIVES`].
pub(super) type DecayedSums = [f32; 4];

/// Newest events before a cut-off whose values affinities and factors look at, at most: it bounds
/// the time that a robot with a million events takes.
pub(super) const AFFINITY_EVENTS: usize = 2000;

/// Half-life with which a value counts less after the last interaction with it: the place of 365
/// days in [`HALF_LIVES`].
pub(super) const AFFINITY_HALF_LIFE: usize = 3;

/// `2^(-age / half-life)` from two small tables: whole days, and quarters of an hour.
#[derive(Debug, Clone)]
pub(super) struct Decay {
    days: Vec<DecayedSums>,
    quarters: Vec<DecayedSums>,
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
    pub fn at(&self, age: Seconds) -> DecayedSums {
        let day = ((age / DAY) as usize).min(self.days.len() - 1);
        let (d, q) = (self.days[day], self.quarters[(age % DAY / 900) as usize]);
        [d[0] * q[0], d[1] * q[1], d[2] * q[2], d[3] * q[3]]
    }
}
