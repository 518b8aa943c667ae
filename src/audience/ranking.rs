//! People who may be in, best first, and what any size of audience means.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::profit::Earnings;
use super::summary::Summary;
use crate::base::sync::lock;
use crate::model::{AudienceSums, Range, ScoringResult, Uncertainty};

/// People between two sums of squares: few enough to add up while a size is dragged.
const SQUARES_EVERY: usize = 1024;

/// People who may be in, best first, with running sums: any size is answered at once.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// Places in [`ScoringResult::people`], best first.
    pub order: Vec<u32>,
    /// Their propensities, falling.
    pub propensity: Vec<f32>,
    /// Sum of the first k propensities, for k = 0 ..= people.
    sums: Vec<f64>,
    /// Sum of the squares of the first k · [`SQUARES_EVERY`] propensities: ranges need them, and a sum
    /// for every size would take as much memory as all else.
    squares: Vec<f64>,
    uncertainty: Uncertainty,
    /// Ranges that were asked for, by size: each is worked out from a mixture of counts, and the band of
    /// the plot asks for hundreds of the same in every frame.
    ranges: Arc<Mutex<HashMap<usize, Range>>>,
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
    /// number that looks random and belongs to the person, so that the order of IDs decides nothing.
    pub fn new(
        scored: &ScoringResult,
        eligibility: &[bool],
        draw: impl Fn(u32) -> u64 + Sync,
    ) -> Self {
        // Falling propensity as rising bits: propensities are never negative.
        let key = |i: u32| {
            let bits = u32::MAX - scored.propensity[i as usize].max(0.0).to_bits();
            u64::from(bits) << 32 | draw(scored.people[i as usize]) >> 32
        };
        let mut order: Vec<(u64, u32)> = (0..scored.people.len() as u32)
            .into_par_iter()
            .filter(|&i| eligibility.get(i as usize).copied().unwrap_or(false))
            .map(|i| (key(i), i))
            .collect();
        order.par_sort_unstable();
        let order: Vec<u32> = order.into_iter().map(|(_, i)| i).collect();
        let propensity: Vec<f32> = order.iter().map(|&i| scored.propensity[i as usize]).collect();
        let mut sums = Vec::with_capacity(order.len() + 1);
        let mut sum = 0.0;
        sums.push(sum);
        for &p in &propensity {
            sum += f64::from(p);
            sums.push(sum);
        }
        let squared = |part: &[f32]| part.iter().map(|&p| f64::from(p).powi(2)).sum::<f64>();
        let squares = propensity.chunks(SQUARES_EVERY).scan(0.0, |sum, part| {
            let before = *sum;
            *sum += squared(part);
            Some(before)
        });
        let squares = squares.collect();
        let uncertainty = scored.uncertainty;
        Self { order, propensity, sums, squares, uncertainty, ranges: Arc::default() }
    }

    /// A ranking of as many people as there are propensities, for tests.
    #[cfg(test)]
    pub(crate) fn of_propensities(propensity: &[f32]) -> Self {
        Self::new(&tests::scored(propensity.to_vec()), &vec![true; propensity.len()], u64::from)
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
    use crate::model::{Explainer, Method};

    pub(super) fn scored(propensity: Vec<f32>) -> ScoringResult {
        ScoringResult {
            as_of: 0,
            horizon_days: 30,
            horizon_note: None,
            people: (0..propensity.len() as u32).collect(),
            propensity,
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
            let ranking = Ranking::new(&scored(p.clone()), &vec![true; p.len()], u64::from);
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
            let ranking = Ranking::new(&scored(p.clone()), &vec![true; p.len()], u64::from);
            let profit = Earnings::new(Profit { value, cost }, control);
            let best = ranking.profit(ranking.best_size(profit), profit);
            for k in 0..=p.len() {
                prop_assert!(ranking.profit(k, profit) <= best + 1e-9);
            }
        }
    }

    #[test]
    fn only_those_who_may_be_in_are_ranked() {
        let ranking = Ranking::new(&scored(vec![0.1, 0.9, 0.5]), &[true, false, true], u64::from);
        assert_eq!(ranking.order, [2, 0]);
        assert_eq!(ranking.at(10).people, 2);
        assert!((ranking.at(1).lift - 0.5 / 0.3).abs() < 1e-6);
    }

    #[test]
    fn ranges_use_the_squares_of_everyone_in_the_audience() {
        let p: Vec<f32> = (0..5000).map(|i| 1.0 / (1.0 + i as f32)).collect();
        let ranking = Ranking::new(&scored(p.clone()), &vec![true; p.len()], u64::from);
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

    #[test]
    fn nobody_is_no_crash() {
        let ranking = Ranking::new(&scored(vec![0.4]), &[false], u64::from);
        assert_eq!(ranking.at(5), Summary::default());
        assert!(ranking.curve(50).points.is_empty());
    }
}
