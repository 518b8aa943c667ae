//! How sure a number of people is: the range that holds 90% of the time.
//!
//! Four things can make a forecast of how many will engage wrong, and each is measured where it shows:
//!
//! - the **level**: the whole window may be busier or quieter than forecast. Its size is how far past
//!   windows were from their own forecasts ([`level_sd`]);
//! - the **model**: the best people may engage more or less than predicted against everyone. Its size is
//!   how far the tops of the back-test's ranking were off, the level aside ([`shape_sd`]);
//! - the **group**: people who meet an audience's conditions may engage more or less than predicted against
//!   everyone. Its size is how far those who met them then were off in the back-test
//!   ([`Uncertainty::of_group`]);
//! - **luck**: of 100 people with a propensity of 5% each, five engage on average and three or eight
//!   often. This is the binomial spread of the count and needs no estimate.
//!
//! A range is read off the mixture of the four. Resampling the back-test's people was what stood here
//! before: it knows one window, so it cannot say how windows differ, and it left out the luck of the
//! draw. Poisson ranges alone held 0.51 to 0.88 of the time on held-out questions, not the 0.90 they say
//! (docs/model.md).

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Share of the time that a range holds.
pub const RANGE_HOLDS: f64 = 0.9;

/// Level error of one window that is always reckoned with, in log-odds: a twentieth more or less.
pub(super) const LEAST_LEVEL: f64 = 0.05;
/// By how many windows the level error is known before the target's own are looked at: few, because one
/// value of a column may move as no other does (docs/model.md, "Ranges").
const LEVEL_STRENGTH: f64 = 2.0;
/// Variance that a target's own errors are weighed by, at least: that of a level that moves by a tenth.
const LEVEL_TYPICAL: f64 = 0.01;
/// Level error of a number that is a guess: from relatives, or without a trained model. Numbers guessed
/// from the average relative were off by a factor of about two (docs/model.md, "Experiments": 0.77).
pub(super) const GUESSED_LEVEL: f64 = 0.8;
/// Usual error of the top against the level, for the square root of ln(1 / share): 15% for the best
/// hundredth, 6% for half of everyone.
const USUAL_SHAPE: f64 = 0.07;
/// That of an order that could not be tested: what is learned of a few weeks is pulled hard to what is usual, and its best
/// people engage up to half as often again as it says (docs/model.md, "What is new, and shops in their first weeks").
const UNTESTED_SHAPE: f64 = 0.25;
/// Prior strength of the usual one, in sizes of a back-test.
const SHAPE_STRENGTH: f64 = 4.0;
/// Variance that tops' errors are weighed by: that of a level that moves by a third. With a smaller
/// one hardly any error would be heard against its luck.
const SHAPE_TYPICAL: f64 = 0.1;
/// Usual variance of a group against everyone, and by how many groups it is known before the audience's own is
/// looked at: one that met the same conditions a window earlier says most (docs/model.md, "Ranges").
const USUAL_GROUP: f64 = 0.01;
const GROUP_STRENGTH: f64 = 1.0;
/// Variance that a group's error is weighed by.
const GROUP_TYPICAL: f64 = 0.1;
/// Largest error of a past forecast that counts: a good two times as many as expected, or a quarter. A value
/// that was launched then was off by any number, which says nothing of the next window.
const MAX_ERROR: f64 = 1.0;
/// The same of tops, for the square root of ln(1 / share).
const MAX_SHAPE: f64 = 1.5;
/// Added to counts under a root, so that the root's luck is the same for few (Anscombe, 1948).
const UNDER_ROOT: f64 = 0.375;
/// Places at which the normal level error is evaluated.
const NODES: usize = 41;
/// Counts up to this mean are summed exactly; above, the normal approximation is within half a person.
const EXACT: f64 = 50.0;

/// How many of an audience engage: expected, and the range that holds 90% of the time.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Range {
    /// The mean of the forecast.
    pub expected: f64,
    /// At least so many engage in 95 of 100 cases.
    pub low: f64,
    /// At most so many engage in 95 of 100 cases.
    pub high: f64,
}

/// What makes forecasts uncertain beside luck, as standard deviations in log-odds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Uncertainty {
    /// Of the whole window's level.
    pub level: f64,
    /// Of the top against the level, for the square root of ln(1 / share of everyone).
    pub shape: f64,
}

impl Default for Uncertainty {
    /// That of a guess.
    fn default() -> Self {
        Self { level: GUESSED_LEVEL, shape: UNTESTED_SHAPE }
    }
}

/// How many of some people of a back-test would engage as predicted, and how many did.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tested {
    /// Sum of their propensities.
    pub predicted: f64,
    /// People who engaged.
    pub engaged: f64,
}

/// What a range needs of an audience.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AudienceSums {
    /// People in it.
    pub people: f64,
    /// Its share of everyone ranked, 0 to 1.
    pub share: f64,
    /// Sum of its propensities.
    pub expected: f64,
    /// Sum of their squares.
    pub squares: f64,
}

impl Uncertainty {
    /// That of people who meet an audience's conditions, by those who met them when the tested window began. How
    /// far they were off once does not say in which direction they will be: groups that came out high are low the
    /// next time as often, so the forecast stays and the range is wider.
    #[must_use]
    pub fn of_group(self, group: Tested, everyone: Tested) -> Self {
        let level = (everyone.engaged + 0.5) / (everyone.predicted + 0.5);
        let error = PastError::of_counts(group.engaged, group.predicted * level);
        // The group is part of everyone: its luck is shared.
        let part = (group.predicted / everyone.predicted.max(1e-9)).min(1.0);
        let error = PastError { luck: error.luck * (1.0 - part), ..error };
        let usual = Variance { value: USUAL_GROUP, errors: GROUP_STRENGTH };
        let found = variance(&[error], usual, GROUP_TYPICAL).value.max(0.25 * USUAL_GROUP);
        Self { level: (self.level.powi(2) + found).sqrt(), ..self }
    }

    /// The range of an audience.
    pub fn range(&self, of: AudienceSums) -> Range {
        let expected = of.expected.min(of.people);
        if expected <= 0.0 {
            return Range::default();
        }
        let counts = self.counts(of);
        let at_most = |n: f64| counts.iter().map(|c| c.at_most(n)).sum::<f64>() / NODES as f64;
        let tail = 0.5 * (1.0 - RANGE_HOLDS);
        // The forecast itself is always inside: of few people it may be less than half a person.
        let low = smallest(of.people, |n| at_most(n) >= tail).min(expected);
        let high = smallest(of.people, |n| at_most(n) >= 1.0 - tail).max(expected);
        Range { expected, low, high: high.min(of.people.max(expected)) }
    }

    /// The counts that the range is a mixture of, one for each place of the level error.
    fn counts(&self, of: AudienceSums) -> Vec<Count> {
        let expected = of.expected.min(of.people);
        // People of different propensities are as certain together as fewer of the same one.
        let p = (of.squares / expected).clamp(1e-9, 1.0 - 1e-9);
        let trials = expected / p;
        let top = -of.share.clamp(1e-9, 1.0).ln();
        let sd = (self.level.powi(2) + self.shape.powi(2) * top).sqrt();
        QUANTILES
            .iter()
            .map(|quantile| {
                let by = (sd * quantile).exp();
                Count { trials, p: p * by / (1.0 - p + p * by) }
            })
            .collect()
    }

    /// The chance that at most `n` of an audience engage.
    #[cfg(test)]
    pub fn chance_of_at_most(&self, n: f64, of: AudienceSums) -> f64 {
        let counts = self.counts(of);
        counts.iter().map(|c| c.at_most(n)).sum::<f64>() / NODES as f64
    }
}

/// The smallest whole number from 0 to `most` for which `holds`, which is so from some number on.
fn smallest(most: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0_u64, most.max(0.0).ceil() as u64);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle as f64) { high = middle } else { low = middle + 1 }
    }
    low as f64
}

/// How many of a number of trials succeed.
#[derive(Debug, Clone, Copy)]
struct Count {
    trials: f64,
    p: f64,
}

impl Count {
    /// The chance that at most `n` do.
    fn at_most(self, n: f64) -> f64 {
        if n >= self.trials {
            return 1.0;
        }
        // Rare failures are counted instead of frequent successes.
        if self.p > 0.5 {
            let failures = Self { p: 1.0 - self.p, ..self };
            return 1.0 - failures.at_most_of((self.trials - n - 1e-9).ceil() - 1.0);
        }
        self.at_most_of(n)
    }

    fn at_most_of(self, n: f64) -> f64 {
        let mean = self.trials * self.p;
        if n < 0.0 {
            return 0.0;
        }
        if mean > EXACT {
            let sd = (mean * (1.0 - self.p)).sqrt();
            return normal((n + 0.5 - mean) / sd);
        }
        let odds = self.p / (1.0 - self.p);
        let mut term = (self.trials * (-self.p).ln_1p()).exp();
        let (mut sum, mut k) = (term, 0.0);
        while k < n && k + 1.0 <= self.trials {
            term *= (self.trials - k) / (k + 1.0) * odds;
            sum += term;
            k += 1.0;
        }
        sum.min(1.0)
    }
}

/// A past forecast: how far the window was from it in log-odds, and the variance of that which is luck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PastError {
    pub error: f64,
    pub luck: f64,
}

impl PastError {
    /// So many were found where so many were expected. By roots and not by logarithms: the luck in a root
    /// is the same whatever was found. The logarithm of a few is mostly luck and of none has no end, and
    /// with luck reckoned by what was found, windows that fell would hardly count.
    pub fn of_counts(found: f64, expected: f64) -> Self {
        let of = expected + UNDER_ROOT;
        let error = 2.0 * ((found + UNDER_ROOT) / of).sqrt() - 2.0;
        Self { error: error.clamp(-MAX_ERROR, MAX_ERROR), luck: 1.0 / of }
    }
}

/// A variance, and by how many errors it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Variance {
    pub value: f64,
    pub errors: f64,
}

/// Variance that past errors show beyond luck, beside what is known `before`. Each is weighed by how much
/// it tells where the variance is as `typical`. The mean square is taken around 0, not around its mean: a
/// forecast that is always too high is wrong.
pub(super) fn variance(errors: &[PastError], before: Variance, typical: f64) -> Variance {
    // Inverse variance of a square: an error with much luck in it says little about the rest.
    let typical = before.value.max(typical);
    let (mut sum, mut weight) = (before.errors * before.value, before.errors);
    for e in errors {
        let w = (typical / (typical + e.luck)).powi(2);
        sum += w * (e.error.powi(2) - e.luck);
        weight += w;
    }
    Variance { value: (sum / weight).max(0.0), errors: weight }
}

/// Standard deviation of the level: from this target's past windows, shrunk towards `pooled`, the
/// variance that other values of its column and engaging with anything show. Known by few windows it is
/// itself uncertain, and the range wider.
pub(super) fn level_sd(errors: &[PastError], pooled: f64) -> f64 {
    let least = LEAST_LEVEL.powi(2);
    let before = Variance { value: pooled + least, errors: LEVEL_STRENGTH };
    let found = variance(errors, before, LEVEL_TYPICAL);
    found.value.max(least).sqrt() * student(found.errors)
}

/// How many times as far out as the normal distribution's the 95% point of Student's is, for so many
/// degrees of freedom, two at least (Cornish and Fisher's series).
fn student(freedom: f64) -> f64 {
    let (z2, n) = (normal_quantile(0.5 + 0.5 * RANGE_HOLDS).powi(2), freedom.max(2.0));
    let first = (z2 + 1.0) / 4.0;
    let second = ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    let third = (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    1.0 + (first + (second + third / n) / n) / n
}

/// Variance of the level of engaging with anything.
pub(super) fn level_of_all(errors: &[PastError]) -> f64 {
    let before = Variance { value: LEAST_LEVEL.powi(2), errors: LEVEL_STRENGTH };
    variance(errors, before, LEVEL_TYPICAL).value
}

/// How far a top of the back-test was off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TopOfTest {
    /// Share of everyone, above 0 and below 1.
    pub share: f64,
    /// Engagements predicted and found.
    pub predicted: f64,
    pub actual: f64,
}

/// Standard deviation of tops against the level, for the square root of ln(1 / share).
pub(super) fn shape_sd(tops: &[TopOfTest], predicted: f64, actual: f64) -> f64 {
    let level = ((actual + 0.5) / (predicted + 0.5)).ln();
    let errors: Vec<PastError> = tops
        .iter()
        .map(|top| {
            let unit = -top.share.ln();
            let error = ((top.actual + 0.5) / (top.predicted + 0.5)).ln() - level;
            // The top is part of the whole: its luck is shared.
            let part = (top.actual / actual.max(1.0)).min(1.0);
            let luck = (1.0 - part) / (top.predicted + 0.5);
            let error = (error / unit.sqrt()).clamp(-MAX_SHAPE, MAX_SHAPE);
            PastError { error, luck: luck / unit }
        })
        .collect();
    let usual = Variance { value: USUAL_SHAPE.powi(2), errors: SHAPE_STRENGTH };
    let found = variance(&errors, usual, SHAPE_TYPICAL).value;
    found.max(0.25 * usual.value).sqrt()
}

/// The normal distribution function (Abramowitz and Stegun 7.1.26, right to 1e-7).
fn normal(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = t
        * (0.254_829_592
            + t * (-0.284_496_736
                + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    let tail = 0.5 * series * (-x * x).exp();
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// Its inverse at the middles of [`NODES`] equal shares: the same for every range.
static QUANTILES: LazyLock<[f64; NODES]> = LazyLock::new(|| {
    std::array::from_fn(|node| normal_quantile((node as f64 + 0.5) / NODES as f64))
});

/// Its inverse, by bisection: it is needed at [`NODES`] places only, once.
pub(super) fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal(middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sampling::hash_draw;
    use super::*;

    fn unit(a: u32, b: u32) -> f64 {
        ((hash_draw(a, b) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn sums(propensity: &[f64], share: f64) -> AudienceSums {
        AudienceSums {
            people: propensity.len() as f64,
            share,
            expected: propensity.iter().sum(),
            squares: propensity.iter().map(|p| p * p).sum(),
        }
    }

    proptest! {
        #[test]
        fn a_forecast_lies_inside_its_range_and_the_range_inside_the_audience(
            p in prop::collection::vec(0.0_f64..1.0, 1..200), share in 0.001_f64..1.0,
            level in 0.0_f64..1.5, shape in 0.0_f64..0.5,
        ) {
            let of = sums(&p, share);
            let range = Uncertainty { level, shape }.range(of);
            prop_assert!(0.0 <= range.low && range.low <= range.expected);
            prop_assert!(range.expected <= range.high && range.high <= of.people + 1e-9);
            // More uncertainty never makes a range narrower.
            let wider = Uncertainty { level: level + 0.3, shape }.range(of);
            prop_assert!(wider.low <= range.low && wider.high >= range.high);
        }
    }

    /// A group that was as everyone was, one that was not, and one of which little could be seen.
    #[test]
    fn a_group_that_was_off_is_less_certain() {
        let known = Uncertainty { level: 0.1, shape: 0.07 };
        let of = |predicted, engaged| {
            let everyone = Tested { predicted: 1000.0, engaged: 1300.0 };
            known.of_group(Tested { predicted, engaged }, everyone).level
        };
        let (right, off, few) = (of(100.0, 130.0), of(100.0, 60.0), of(1.0, 0.0));
        assert!(known.level < right && right < few && few < off, "{right} {few} {off}");
        assert!((of(100.0, 60.0) - of(100.0, 240.0)).abs() < 0.2, "either way");
        assert!(off < 1.0 && right < 0.15);
    }

    /// Audiences whose truth is known: rates of their own, a level that moves, and luck.
    #[test]
    fn nine_in_ten_ranges_hold() {
        for (people, rate, level) in [
            (2000, 0.02, 0.0),
            (2000, 0.05, 0.3),
            (40, 0.6, 0.2),
            (20_000, 0.01, 0.5),
            (300, 0.9, 0.4),
        ] {
            let propensity: Vec<f64> = (0..people)
                .map(|i| 1.0 - (1.0 - rate) * (0.7 + 0.3 * unit(i, 1)))
                .map(|p: f64| p.clamp(0.001, 0.999))
                .collect();
            let range = Uncertainty { level, shape: 0.0 }.range(sums(&propensity, 1.0));
            let rounds = 2000;
            let held = (0..rounds)
                .filter(|&round| {
                    let shift = level * normal_quantile(unit(round, 2));
                    let found = (0..people)
                        .filter(|&i| {
                            let p = propensity[i as usize];
                            let odds = p / (1.0 - p) * shift.exp();
                            unit(i, 1000 + round) < odds / (1.0 + odds)
                        })
                        .count() as f64;
                    (range.low..=range.high).contains(&found)
                })
                .count();
            let held = held as f64 / f64::from(rounds);
            assert!((0.87..0.93).contains(&held), "{people} {rate} {level}: {held}, {range:?}");
        }
    }

    /// How many a Poisson draw gives.
    fn poisson(mean: f64, u: f64) -> f64 {
        let (mut left, mut term, mut k) = (u, (-mean).exp(), 0.0);
        while left > term && k < 1000.0 {
            left -= term;
            k += 1.0;
            term *= mean / k;
        }
        k
    }

    /// Of levels that move by `sd`, and counts of about `mean`.
    fn past(sd: f64, mean: f64, windows: u32) -> Vec<PastError> {
        let one = |i| {
            let level = (sd * normal_quantile(unit(i, 1))).exp();
            PastError::of_counts(poisson(mean * level, unit(i, 2)), mean)
        };
        (0..windows).map(one).collect()
    }

    #[test]
    fn the_level_of_past_windows_is_found_again() {
        for (sd, mean) in [(0.0, 4.0), (0.0, 40.0), (0.2, 100.0), (0.3, 20.0), (0.4, 300.0)] {
            let nothing = Variance { value: 0.0, errors: 0.0 };
            let found = variance(&past(sd, mean, 4000), nothing, LEVEL_TYPICAL).value;
            assert!((found - sd * sd).abs() < 0.03, "{sd} {mean}: {found}");
        }
        // More where everything moves, and where fewer windows tell.
        let many = past(0.4, 100.0, 400);
        assert!(level_sd(&many[..4], 0.01) < level_sd(&many[..4], 0.3));
        assert!(level_sd(&[], 0.16) > 1.3 * level_sd(&many, 0.16));
    }

    #[test]
    fn students_points_are_those_of_the_tables() {
        for (freedom, point) in
            [(2.0, 2.920), (3.0, 2.353), (5.0, 2.015), (10.0, 1.812), (40.0, 1.684)]
        {
            let ours = student(freedom) * normal_quantile(0.95);
            assert!((ours / point - 1.0).abs() < 0.02, "{freedom}: {ours}");
        }
    }
}
