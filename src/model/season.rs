//! What the time of the year adds to how many engage, where two years are there.
//!
//! The windows one year before the coming one and the past ones are predicted by the same small model
//! of engaging with anything; what they were off is last year's season. It counts as far as its changes
//! foretold this year's: a shop that sells the same all year learns nothing from it.

use serde::{Deserialize, Serialize};

use crate::base::progress::Progress;
use crate::history::DAY;

use super::describe::Description;
use super::everyone::Everyone;
use super::labels::Labels;
use super::plan::{Plan, cuts};
use super::rows::{Rows, Sampling};
use super::shift::{SMALL_ROWS, Shift, SmallModel};
use super::types::ModelError;

/// A year of whole weeks, in days: the same days of the week.
const YEAR: u32 = 364;
/// Pairs of changes, this year's and last year's, that must be there to tell whether years are alike.
const FEWEST: usize = 4;
/// Pairs that stand for years that are not alike (a prior). Windows overlap by half, so twelve pairs tell
/// as much as six: with three, luck was taken for a season on a store whose seasons are known.
const STRENGTH: f64 = 8.0;

/// The windows one year before those of a plan: the coming one's first, then back by half a horizon.
pub(super) struct LastYear {
    rows: Rows,
    labels: Labels,
}

impl LastYear {
    /// `None` where the data does not reach back far enough. `any` is the plan of engaging with anything.
    pub fn new<E: Everyone>(
        everyone: &E,
        any: &Plan,
        by: &Description,
        progress: &Progress,
    ) -> Result<Option<Self>, ModelError> {
        let Some(coming) = any.as_of.checked_sub(YEAR * DAY) else { return Ok(None) };
        let as_of = coming.saturating_add(any.horizon());
        let cuts = cuts(any.first, as_of, any.horizon_days);
        if as_of > any.as_of || cuts.len() < FEWEST + 4 {
            return Ok(None);
        }
        let plan = Plan { as_of, cuts, ..any.clone() };
        let labels = Labels::count(everyone, &plan, progress)?;
        let rows = Sampling::of(&plan, &labels, SMALL_ROWS);
        let rows = Rows::fill(everyone, &rows, by, progress)?;
        Ok(Some(Self { rows, labels }))
    }

    /// What the time of the year adds, as far as this year's windows from cut-off `newest` back tell.
    pub fn season(&self, model: &SmallModel, this_year: &[Shift], newest: usize) -> Season {
        let last_year: Vec<f64> =
            model.shifts(&self.rows, &self.labels).iter().map(|s| s.shift).collect();
        let this_year: Vec<f64> = this_year.iter().map(|s| s.shift).collect();
        Season::of(&this_year, &last_year, newest)
    }
}

/// What the time of the year adds to the shifts of windows, the coming one first, then one for every half
/// horizon back; empty where nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Season(Vec<f64>);

impl Season {
    /// `last_year` begins two half horizons before `this_year`: with the window a year before the coming one.
    fn of(this_year: &[f64], last_year: &[f64], newest: usize) -> Self {
        let (mut product, mut square, mut pairs) = (0.0, 0.0, 0_usize);
        for k in newest..this_year.len().saturating_sub(2) {
            let Some(before) = last_year.get(k + 4) else { break };
            let (change, then) = (this_year[k] - this_year[k + 2], last_year[k + 2] - before);
            product += change * then;
            square += then * then;
            pairs += 1;
        }
        if pairs < FEWEST || square <= 0.0 {
            return Self::default();
        }
        let alike = (product / (square * (1.0 + STRENGTH / pairs as f64))).clamp(0.0, 1.0);
        Self(last_year.iter().map(|shift| alike * shift).collect())
    }

    /// Of the window after past cut-off `cut`; before the first that is known, as that one.
    pub fn at(&self, cut: usize) -> f64 {
        self.0.get(cut + 2).or(self.0.last()).copied().unwrap_or(0.0)
    }

    /// Of the coming window.
    pub fn coming(&self) -> f64 {
        self.0.first().copied().unwrap_or(0.0)
    }

    /// The shifts without it.
    pub fn without(&self, shifts: &[Shift]) -> Vec<Shift> {
        let of = |(cut, s): (usize, &Shift)| Shift { shift: s.shift - self.at(cut), ..*s };
        shifts.iter().enumerate().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A year of windows half a month apart with a wave of `height`.
    fn wave(from: usize, windows: usize, height: f64) -> Vec<f64> {
        let at = |k: usize| height * (k as f64 / 24.0 * std::f64::consts::TAU).cos();
        (from..from + windows).map(at).collect()
    }

    #[test]
    fn years_that_are_alike_count_and_others_do_not() {
        // Last year's list begins with the coming window, two steps later than this year's.
        let season = Season::of(&wave(2, 14, 0.5), &wave(0, 16, 0.5), 0);
        let (coming, newest) = (season.coming(), season.at(0));
        let truth = wave(0, 3, 0.5);
        let share = (coming - newest) / (truth[0] - truth[2]);
        assert!((0.5..=1.0).contains(&share), "{share}");
        // The other way round, all the same, or too few to tell: nothing.
        let opposite: Vec<f64> = wave(2, 14, 0.5).iter().map(|v| -v).collect();
        assert_eq!(Season::of(&opposite, &wave(0, 16, 0.5), 0).coming(), 0.0);
        assert_eq!(Season::of(&[0.3; 14], &wave(0, 16, 0.5), 0).coming(), 0.0);
        assert_eq!(Season::of(&wave(2, 14, 0.5), &[0.1; 16], 0), Season::default());
        assert_eq!(Season::of(&wave(2, 5, 0.5), &wave(0, 7, 0.5), 0), Season::default());
    }

    #[test]
    fn without_its_season_a_year_is_level() {
        let year = wave(0, 18, 0.5);
        let season = Season(year.clone());
        let shifts: Vec<Shift> =
            year[2..].iter().map(|&shift| Shift { shift: shift - 1.0, positives: 9.0 }).collect();
        assert!(season.without(&shifts).iter().all(|s| (s.shift + 1.0).abs() < 1e-12));
        assert_eq!(Season::default().without(&shifts), shifts);
    }

    /// Windows by the half horizon they begin at, the newest complete one at 0 and the coming one at 2.
    fn by_time(newest: i32, shifts: &[f64]) -> BTreeMap<i32, f64> {
        shifts.iter().enumerate().map(|(k, &shift)| (newest - k as i32, shift)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Of all shares of last year, the one with which its changes are nearest to this year's and to none.
        #[test]
        fn a_season_is_the_share_of_last_year_that_fits_best(
            shared in prop::collection::vec(-1.0_f64..1.0, 12..20),
            own in prop::collection::vec(-0.5_f64..0.5, 20),
            newest in 0_usize..3,
        ) {
            let this_year: Vec<f64> =
                shared[2..].iter().zip(&own).map(|(shared, own)| shared + own).collect();
            let (now, then) = (by_time(0, &this_year), by_time(2, &shared));
            // A window, the one a horizon before it, and the same a year ago.
            let pairs: Vec<(f64, f64)> = now
                .range(..=-(newest as i32))
                .filter_map(|(&at, shift)| {
                    let change = shift - now.get(&(at - 2))?;
                    Some((change, then.get(&at)? - then.get(&(at - 2))?))
                })
                .collect();
            let prior: f64 =
                STRENGTH / pairs.len() as f64 * pairs.iter().map(|p| p.1 * p.1).sum::<f64>();
            let misfit = |share: f64| {
                let off: f64 = pairs.iter().map(|(now, then)| (now - share * then).powi(2)).sum();
                off + prior * share * share
            };
            let shares = (0..=1000).map(|k| f64::from(k) / 1000.0);
            let best = shares.min_by(|a, b| misfit(*a).total_cmp(&misfit(*b))).unwrap();
            let season = Season::of(&this_year, &shared, newest);
            prop_assert!((season.coming() - best * then[&2]).abs() < 1e-3);
            for (cut, at) in (-(this_year.len() as i32) + 1..=0).rev().enumerate() {
                prop_assert!((season.at(cut) - best * then[&at]).abs() < 1e-3, "{}", cut);
            }
        }
    }
}
