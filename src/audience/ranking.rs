//! People who may be in, best first, and what any size of audience means.

use std::collections::HashMap;
use std::io;
use std::ops;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::profit::Earnings;
use super::summary::Summary;
use crate::base::merge::merge;
use crate::base::numbers::{Growing, Numbers, memory_limit};
use crate::base::sync::lock;
use crate::model::{AudienceSums, Range, ScoringResult, Uncertainty};

/// People between two sums of squares: few enough to add up while a size is dragged.
const SQUARES_EVERY: usize = 1024;

/// People who may be in, best first, with running sums: any size is answered at once.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// Places in [`ScoringResult::people`], best first.
    pub order: Numbers<u32>,
    /// Their propensities, falling.
    pub propensity: Numbers<f32>,
    /// Sum of the first k propensities, for k = 0 ..= people.
    sums: Numbers<f64>,
    /// Sum of the squares of the first k · [`SQUARES_EVERY`] propensities: ranges need them, and a sum
    /// for every size would take as much memory as all else.
    squares: Vec<f64>,
    pub(super) uncertainty: Uncertainty,
    /// Ranges that were asked for, by size: each is worked out from a mixture of counts, and the band of
    /// the plot asks for hundreds of the same in every frame.
    ranges: Arc<Mutex<HashMap<usize, Range>>>,
}

/// A ranking to which people are added, best first.
struct GrowingRanking {
    order: Growing<u32>,
    propensity: Growing<f32>,
    sums: Growing<f64>,
    sum: f64,
    squares: Vec<f64>,
    /// Of the people since the last of [`Ranking::squares`].
    squared: f64,
    square_sum: f64,
}

impl GrowingRanking {
    /// For so many people.
    fn of(people: usize) -> Self {
        let mut sums = Growing::of(people + 1);
        sums.push(0.0);
        let (order, propensity) = (Growing::of(people), Growing::of(people));
        Self {
            order,
            propensity,
            sums,
            sum: 0.0,
            squares: Vec::new(),
            squared: 0.0,
            square_sum: 0.0,
        }
    }

    fn push(&mut self, i: u32, scored: &ScoringResult) {
        let propensity = scored.propensity[i as usize];
        if self.order.len().is_multiple_of(SQUARES_EVERY) {
            self.square_sum += self.squared;
            self.squares.push(self.square_sum);
            self.squared = 0.0;
        }
        self.order.push(i);
        self.propensity.push(propensity);
        self.squared += f64::from(propensity).powi(2);
        self.sum += f64::from(propensity);
        self.sums.push(self.sum);
    }

    fn finish(self, uncertainty: Uncertainty) -> io::Result<Ranking> {
        Ok(Ranking {
            order: self.order.finish()?,
            propensity: self.propensity.finish()?,
            sums: self.sums.finish()?,
            squares: self.squares,
            uncertainty,
            ranges: Arc::default(),
        })
    }
}

/// Ranges that are kept at most; all are forgotten beyond.
const RANGES: usize = 20_000;

/// One point of the curve.
pub type CurvePoint = Summary;

/// The curve at enough sizes to draw it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// Rising sizes, from 1 to everyone who may be in.
    pub points: Vec<CurvePoint>,
}

impl Ranking {
    /// Ranks the people of an scored who may be in. Among people of the same propensity `draw` decides: a
    /// number that looks random and belongs to the person, so that the order of IDs decides nothing. Where people are more
    /// than may be in memory they are sorted a part at a time and put together from the disk.
    ///
    /// # Errors
    /// Those of the disk then.
    pub fn new(
        scored: &ScoringResult,
        may_be_in: impl Fn(u32) -> bool + Sync,
        draw: impl Fn(u32) -> u64 + Sync,
    ) -> io::Result<Self> {
        // Falling propensity as rising bits: propensities are never negative.
        let key = |i: u32| {
            let bits = u32::MAX - scored.propensity[i as usize].max(0.0).to_bits();
            u64::from(bits) << 32 | draw(scored.people[i as usize]) >> 32
        };
        let sorted = |people: ops::Range<u32>| {
            let people = people.into_par_iter().filter(|&i| may_be_in(i)).map(|i| (key(i), i));
            let mut order: Vec<(u64, u32)> = people.collect();
            order.par_sort_unstable();
            order
        };
        let everyone = scored.people.len() as u32;
        let at_once = (memory_limit() / size_of::<(u64, u32)>()).clamp(1, u32::MAX as usize) as u32;
        let mut growing;
        if everyone <= at_once {
            let order = sorted(0..everyone);
            growing = GrowingRanking::of(order.len());
            order.into_iter().for_each(|(_, i)| growing.push(i, scored));
        } else {
            let (mut keys, mut people, mut ends) =
                (Growing::default(), Growing::default(), vec![0]);
            for begin in (0..everyone).step_by(at_once as usize) {
                for (key, i) in sorted(begin..everyone.min(begin.saturating_add(at_once))) {
                    keys.push(key);
                    people.push(i);
                }
                ends.push(keys.len());
            }
            let (keys, people): (Numbers<u64>, Numbers<u32>) = (keys.finish()?, people.finish()?);
            let runs = ends.windows(2).map(|run| {
                let (keys, people) = (&keys[run[0]..run[1]], &people[run[0]..run[1]]);
                keys.iter().copied().zip(people.iter().copied())
            });
            growing = GrowingRanking::of(keys.len());
            merge(runs.collect()).for_each(|((_, i), _)| growing.push(i, scored));
        }
        growing.finish(scored.uncertainty)
    }

    /// The same ranking of people whose number is known better or worse than everyone's.
    #[must_use]
    pub fn with_uncertainty(self, uncertainty: Uncertainty) -> Self {
        Self { uncertainty, ranges: Arc::default(), ..self }
    }

    /// A ranking of as many people as there are propensities, for tests.
    #[cfg(test)]
    pub(crate) fn of_propensities(propensity: &[f32]) -> Self {
        Self::new(&tests::scored(propensity.to_vec()), |_| true, u64::from).unwrap_or_default()
    }

    /// People who may be in.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether nobody may be in.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// What an audience of the best `people` means: cheap, a few reads of running sums.
    pub fn at(&self, people: usize) -> Summary {
        let eligible = self.len();
        let people = people.min(eligible);
        let total = self.sums.last().copied().unwrap_or(0.0);
        let expected = self.sums.get(people).copied().unwrap_or(0.0);
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let average = share(total, eligible as f64);
        let rate = share(expected, people as f64);
        Summary {
            people,
            eligible,
            expected,
            rate,
            marginal: people.checked_sub(1).map_or(0.0, |last| f64::from(self.propensity[last])),
            average,
            lift: share(rate, average),
            reached: share(expected, total),
        }
    }

    /// How many of the best `people` engage, and between which numbers nine times in ten.
    pub fn range(&self, people: usize) -> Range {
        let people = people.min(self.len());
        if let Some(known) = lock(&self.ranges).get(&people) {
            return *known;
        }
        let range = self.work_out(people);
        let mut ranges = lock(&self.ranges);
        if ranges.len() >= RANGES {
            ranges.clear();
        }
        ranges.insert(people, range);
        range
    }

    fn work_out(&self, people: usize) -> Range {
        let from = people / SQUARES_EVERY;
        let before = self.squares.get(from).copied().unwrap_or(0.0);
        let rest = self.propensity.get(from * SQUARES_EVERY..people).unwrap_or_default();
        self.uncertainty.range(AudienceSums {
            people: people as f64,
            share: people as f64 / self.len().max(1) as f64,
            expected: self.sums.get(people).copied().unwrap_or(0.0),
            squares: before + rest.iter().map(|&p| f64::from(p).powi(2)).sum::<f64>(),
        })
    }

    /// The curve at about `points` sizes, denser where the audience is small.
    pub fn curve(&self, points: usize) -> Curve {
        let n = self.len();
        let points = points.max(2);
        let mut sizes: Vec<usize> = (1..=points)
            .map(|i| {
                let t = i as f64 / points as f64;
                // Quadratic: a quarter of the points lie in the first sixteenth of the sizes.
                ((n as f64 * t * t).round() as usize).clamp(1, n.max(1))
            })
            .collect();
        sizes.dedup();
        if n == 0 {
            sizes.clear();
        }
        Curve { points: sizes.into_iter().map(|size| self.at(size)).collect() }
    }

    /// Expected profit of an audience of the best `people`.
    pub fn profit(&self, people: usize, earnings: Earnings) -> f64 {
        earnings.profit(&self.at(people))
    }

    /// The size with the largest expected profit: everyone whose propensity pays for the contact.
    pub fn best_size(&self, earnings: Earnings) -> usize {
        let worth = earnings.worth();
        worth.map_or(0, |worth| self.propensity.partition_point(|&p| f64::from(p) > worth))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audience::Profit;
    use crate::base::numbers::limit_memory;
    use crate::model::{Explainer, Method};

    pub(super) fn scored(propensity: Vec<f32>) -> ScoringResult {
        ScoringResult {
            as_of: 0,
            horizon_days: 30,
            horizon_note: None,
            people: (0..propensity.len() as u32).collect(),
            propensity: propensity.into(),
            method: Method::Model,
            back_test: None,
            tested: None,
            uncertainty: Uncertainty::default(),
            notes: Vec::new(),
            longest_horizon: None,
            explainer: Explainer::default(),
        }
    }

    proptest! {
        #[test]
        fn the_rate_falls_and_the_reach_grows_with_size(
            p in prop::collection::vec(0.0_f32..1.0, 1..200),
        ) {
            let ranking = Ranking::new(&scored(p.clone()), |_| true, u64::from).unwrap();
            prop_assert!(ranking.propensity.is_sorted_by(|a, b| a >= b));
            let all: Vec<Summary> = (1..=p.len()).map(|k| ranking.at(k)).collect();
            for pair in all.windows(2) {
                prop_assert!(pair[0].rate >= pair[1].rate - 1e-9);
                prop_assert!(pair[0].expected <= pair[1].expected);
            }
            for summary in &all {
                let range = ranking.range(summary.people);
                prop_assert!(range.low <= summary.expected && summary.expected <= range.high);
                prop_assert!(0.0 <= range.low && range.high <= summary.people as f64 + 1e-6);
            }
            let sum: f64 = p.iter().map(|&p| f64::from(p)).sum();
            prop_assert!((all[p.len() - 1].expected - sum).abs() < 1e-6);
        }

        #[test]
        fn no_size_earns_more_than_the_best_one(
            p in prop::collection::vec(0.0_f32..1.0, 1..100), value in 0.1_f64..50.0, cost in 0.0_f64..5.0,
            control in 0.0_f64..50.0,
        ) {
            let ranking = Ranking::new(&scored(p.clone()), |_| true, u64::from).unwrap();
            let profit = Earnings::new(Profit { value, cost }, control);
            let best = ranking.profit(ranking.best_size(profit), profit);
            for k in 0..=p.len() {
                prop_assert!(ranking.profit(k, profit) <= best + 1e-9);
            }
        }
    }

    #[test]
    fn only_those_who_may_be_in_are_ranked() {
        let ranking = Ranking::new(&scored(vec![0.1, 0.9, 0.5]), |i| i != 1, u64::from).unwrap();
        assert_eq!(*ranking.order, [2, 0]);
        assert_eq!(ranking.at(10).people, 2);
        assert!((ranking.at(1).lift - 0.5 / 0.3).abs() < 1e-6);
    }

    #[test]
    fn ranges_use_the_squares_of_everyone_in_the_audience() {
        let p: Vec<f32> = (0..5000).map(|i| 1.0 / (1.0 + i as f32)).collect();
        let ranking = Ranking::new(&scored(p.clone()), |_| true, u64::from).unwrap();
        for people in [1, 1023, 1024, 1025, 3000, 5000] {
            let of = AudienceSums {
                people: people as f64,
                share: people as f64 / 5000.0,
                expected: p[..people].iter().map(|&p| f64::from(p)).sum(),
                squares: p[..people].iter().map(|&p| f64::from(p).powi(2)).sum(),
            };
            let (own, by_hand) = (ranking.range(people), Uncertainty::default().range(of));
            assert_eq!((own.low, own.high), (by_hand.low, by_hand.high), "{people}");
        }
    }

    /// Also where many have the same propensity, and by draw and by place in the list it is the same order.
    #[test]
    fn a_ranking_that_is_put_together_from_the_disk_is_the_same() {
        let p: Vec<f32> = (0..150_000_u32).map(|i| (i * 7919 % 1000 / 3) as f32 / 1e3).collect();
        let scored = scored(p);
        let ranked = || Ranking::new(&scored, |i| i % 7 != 3, |i| u64::from(i % 10) << 60).unwrap();
        let whole = ranked();
        limit_memory(1 << 18);
        let parts = ranked();
        assert!(whole.order.memory() > 0 && parts.sums.memory() == 0);
        assert!(whole.order == parts.order && whole.propensity == parts.propensity);
        assert!(whole.sums == parts.sums && whole.squares == parts.squares);
    }

    #[test]
    fn nobody_is_no_crash() {
        let ranking = Ranking::new(&scored(vec![0.4]), |_| false, u64::from).unwrap();
        assert_eq!(ranking.at(5), Summary::default());
        assert!(ranking.curve(50).points.is_empty());
    }
}
