//! Intercept calibration: how many will engage in the next window.
//!
//! For each past window there is a shift of the log-odds with which exactly as many people are
//! predicted to engage as did. The newest window's shift alone is noisy where few engage, and late
//! where activity rises or falls. So it is shrunk towards the windows before it (rates, not their logarithms,
//! so that busy windows do not count most), and carried forward by
//! the mean change from one window to the next: the target's own, shrunk towards the change of
//! engaging with anything at all ([`Trend`]). Where two years are there and last year's changes foretold
//! this year's, the time of the year is taken out first and added again ([`Season`]). Regression on time
//! would need more windows than most data has; older windows that pull more, or as much as they once
//! should have, forecast no better (docs/model.md, "Experiments").

use serde::{Deserialize, Serialize};

use crate::base::progress::Progress;
use crate::history::Seconds;

use super::describe::Description;
use super::everyone::Everyone;
use super::features::FeatureContext;
use super::item_set::ItemSet;
use super::labels::Labels;
use super::movement;
use super::plan::Plan;
use super::ranges::{GUESSED_LEVEL, PastError, level_of_all, level_sd, normal_quantile};
use super::rows::{Rows, Sampling};
use super::season::{LastYear, Season};
use super::shift::{SMALL_ROWS, Shift, SmallModel};
use super::types::ModelError;

/// Prior strength, in positives, with which the older windows' shifts pull the newest window's
/// (shrinkage; chosen by the experiments in docs/model.md).
const OLDER_STRENGTH: f64 = 15.0;
/// Prior strength, in positives summed over pairs of windows, with which the change of engaging with
/// anything pulls the target's own (docs/model.md, "Experiments").
const CHANGE_STRENGTH: f64 = 1000.0;
/// Largest change from one window to the next that is carried forward, in log-odds: a third more or
/// less. Beyond it lies a season or a fault in the data, and neither continues.
const MAX_CHANGE: f64 = 0.3;
/// Older cut-offs, half a horizon apart, that the newest one is shrunk towards.
const OLDER_WINDOWS: usize = 5;

/// How the calibrated shift of engaging with anything changes from window to window.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Trend {
    /// By cut: mean change over one horizon, in log-odds, in the windows from there back.
    changes: Vec<f64>,
    /// The same for the back-test: learned without the window that it predicts.
    tested: f64,
    /// What the time of the year adds, where two years tell.
    #[serde(default)]
    season: Season,
    /// The same for the back-test.
    #[serde(default)]
    tested_season: Season,
    /// How far forecasts of the level of engaging with anything were off, beyond luck: a variance.
    moved: f64,
    /// By column, how much single values move: a variance.
    movement: Vec<f64>,
}

impl Trend {
    /// Of the windows and goals of a plan.
    pub fn learn<E: Everyone>(
        everyone: &E,
        plan: &Plan,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let any = Plan { target: ItemSet::all(), ..plan.clone() };
        let labels = Labels::count(everyone, &any, progress)?;
        let context =
            FeatureContext { share: 1.0, horizon: plan.horizon_days as f32, factor: None };
        let by = Description::new(&any, everyone.outline(), context);
        let rows = Sampling::of(&any, &labels, SMALL_ROWS);
        let rows = Rows::fill(everyone, &rows, &by, progress)?;
        let last_year = LastYear::new(everyone, &any, &by, progress)?;
        let model = SmallModel::train(&rows, |_| true)?;
        let all = model.shifts(&rows, &labels);
        let season =
            last_year.as_ref().map_or_else(Season::default, |year| year.season(&model, &all, 0));
        let now = season.without(&all);
        let changes: Vec<f64> = (0..now.len()).map(|cut| change(&now[cut..], 0.0)).collect();
        // Whatever the back-test uses must not have seen the window it predicts: not this either.
        let (mut tested, mut tested_season) = (0.0, Season::default());
        if let Some(newest) = (0..plan.cuts.len()).find(|&k| plan.old(k)) {
            let model = SmallModel::train(&rows, |row| plan.old(rows.cut[row] as usize))?;
            let all = model.shifts(&rows, &labels);
            if let Some(year) = &last_year {
                tested_season = year.season(&model, &all, newest);
            }
            tested = change(&tested_season.without(&all)[newest..], 0.0);
        }
        let moved = level_of_all(&past_errors(&now, |cut| changes[cut]));
        let movement = movement::by_column(everyone, plan, progress)?;
        Ok(Self { changes, tested, season, tested_season, moved, movement })
    }

    /// The mean change that a back-test may know.
    #[cfg(test)]
    pub fn tested(&self) -> f64 {
        self.tested
    }

    /// How far the level of a target may be off that has so many values of these columns: its values move
    /// independently, so many together move less.
    fn pooled(&self, target: &[(usize, usize)]) -> f64 {
        let of = |&(column, values): &(usize, usize)| {
            let movement = self.movement.get(column).copied().unwrap_or(0.0);
            movement / values.max(1) as f64
        };
        self.moved + target.iter().map(of).fold(0.0, f64::max)
    }

    /// The mean change in the windows from `cut` back.
    fn from(&self, cut: usize) -> f64 {
        self.changes.get(cut).copied().unwrap_or(0.0)
    }
}

/// Which forecast of the level is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forecast {
    /// The window that begins now.
    Now,
    /// The newest complete window, forecast from those before it (from this cut back).
    Tested(usize),
}

/// The shift for the next window, or for the one a back-test predicts; `None` where nobody engaged in
/// any window that may be used. `launch`: of a target that is new.
pub(super) fn calibrated_shift(
    observed: &[Shift],
    forecast: Forecast,
    launch: Option<&Launch>,
    trend: &Trend,
) -> Option<f64> {
    let seen = |shifts: &[Shift]| launch.map_or_else(|| shifts.to_vec(), |l| l.seen(shifts));
    match forecast {
        Forecast::Now => {
            let usual = next(&seen(&trend.season.without(observed)), trend.from(0))?;
            Some(usual + trend.season.coming())
        }
        Forecast::Tested(cut) => {
            let season = &trend.tested_season;
            let usual = next(&seen(season.without(observed).get(cut..)?), trend.tested)?;
            Some(usual + season.at(0))
        }
    }
}

/// A target that nobody engaged with before some time, and several did since: a new product. Windows from before
/// it was there say nothing of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Launch {
    /// By window, newest first, the share of it in which the target was there; the others are left out.
    shares: Vec<f64>,
    /// How long it was there, in horizons.
    pub age: f64,
}

/// How likely it is at most that a target which was always there looks like a new one: who chooses targets looks at many
/// values, and at new ones gladly.
const BY_CHANCE: f64 = 1e-3;

impl Launch {
    /// Of a target as it was at the time of the forecast; `None` where it may have been there all the time.
    pub fn of(plan: &Plan, labels: &Labels, forecast: Forecast) -> Option<Self> {
        let (windows, now, people) = match forecast {
            Forecast::Now => (&plan.cuts[..], plan.as_of, labels.ever_positive),
            Forecast::Tested(cut) => {
                (plan.cuts.get(cut..)?, *plan.cuts.first()?, labels.positive_before_test)
            }
        };
        let (first, begin) = (labels.first?, plan.looked_from());
        if first <= begin || first >= now {
            return None;
        }
        // Had they engaged at any times, the first of so many would hardly have come so late.
        let since = f64::from(now - first);
        if (since / f64::from(now - begin)).powf(people as f64) > BY_CHANCE {
            return None;
        }
        let horizon = f64::from(plan.horizon());
        let there = |cut: &Seconds| (f64::from(*cut) + horizon - f64::from(first)) / horizon;
        let shares = windows.iter().map(there).take_while(|&share| share > 0.0);
        let shares = shares.map(|share| share.min(1.0)).collect();
        Some(Self { shares, age: since / horizon })
    }

    /// The windows in which it was there. Where it was for a part of one, it may go on as it began, or it began with
    /// what will not come again: the middle of both, as a factor.
    fn seen(&self, shifts: &[Shift]) -> Vec<Shift> {
        let seen = |(shift, share): (&Shift, &f64)| Shift {
            shift: shift.shift - 0.5 * share.ln(),
            positives: shift.positives,
        };
        shifts.iter().zip(&self.shares).map(seen).collect()
    }

    /// Variance of the level: how far apart both ends are, nine times in ten between them, and that new things
    /// move as guesses do.
    fn variance(&self) -> f64 {
        let ends =
            0.5 * self.shares.first().map_or(0.0, |share| share.ln()) / normal_quantile(0.95);
        let new = GUESSED_LEVEL * (1.0 - self.age).max(0.0);
        ends.powi(2) + new.powi(2)
    }
}

/// The shift of the window that begins one horizon after the newest of these; `None` where nobody
/// engaged in any.
///
/// Windows count by how many were expected to engage and not by how many did: weighed by those, busy
/// windows would count most and every forecast would be too high. So rates are added up, not logarithms
/// (the mean of a gamma distribution after Poisson counts).
fn next(observed: &[Shift], usual: f64) -> Option<f64> {
    let newest = observed.first()?;
    let older = &observed[1..observed.len().min(1 + OLDER_WINDOWS)];
    let (positives, expected) = sums(observed);
    if positives == 0.0 {
        return None;
    }
    let rate = positives / expected;
    // The older windows count as so many people, whatever their number. Half a person at the usual rate:
    // where nobody did lately somebody still may.
    let (older_positives, older_expected) = sums(older);
    let weight = if older.is_empty() { 0.0 } else { OLDER_STRENGTH / rate / older_expected };
    let own = (newest.positives + weight * older_positives + 0.5)
        / (newest.expected() + weight * older_expected + 0.5 / rate);
    Some(own.ln() + change(observed, usual).clamp(-MAX_CHANGE, MAX_CHANGE))
}

/// How many engaged in these windows, and how many were expected to.
fn sums(of: &[Shift]) -> (f64, f64) {
    of.iter().fold((0.0, 0.0), |(p, e), s| (p + s.positives, e + s.expected()))
}

/// How far each past window was from its own forecast, made from the windows that were complete when it
/// began.
fn past_errors(observed: &[Shift], usual: impl Fn(usize) -> f64) -> Vec<PastError> {
    (0..observed.len().saturating_sub(2))
        .filter_map(|cut| {
            let forecast = next(&observed[cut + 2..], usual(cut + 2))?;
            let Shift { positives, .. } = observed[cut];
            Some(PastError::of_counts(positives, observed[cut].expected() * forecast.exp()))
        })
        .collect()
}

/// Standard deviation of the level of the next window.
/// `target` has the number of values of each of its columns.
pub(super) fn level_uncertainty(
    observed: &[Shift],
    target: &[(usize, usize)],
    launch: Option<&Launch>,
    trend: &Trend,
) -> f64 {
    let usual = trend.season.without(observed);
    let usual = launch.map_or_else(|| usual.clone(), |launch| launch.seen(&usual));
    let usual_sd = level_sd(&past_errors(&usual, |cut| trend.from(cut)), trend.pooled(target));
    (usual_sd.powi(2) + launch.map_or(0.0, Launch::variance)).sqrt()
}

/// Mean change over one horizon, between windows that do not overlap, pulled towards `usual`.
fn change(shifts: &[Shift], usual: f64) -> f64 {
    let (mut sum, mut weight) = (CHANGE_STRENGTH * usual, CHANGE_STRENGTH);
    for (newer, older) in shifts.iter().zip(shifts.iter().skip(2)) {
        let positives = newer.positives.min(older.positives);
        if positives > 0.0 {
            sum += positives * (newer.shift - older.shift);
            weight += positives;
        }
    }
    sum / weight
}

#[cfg(test)]
mod tests {
    use super::super::ranges::{AudienceSums, Uncertainty};
    use super::super::sampling::hash_draw;
    use super::*;

    fn unit(a: u32, b: u32) -> f64 {
        ((hash_draw(a, b) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(a: u32, b: u32) -> f64 {
        (-2.0 * unit(a, 2 * b).ln()).sqrt() * (std::f64::consts::TAU * unit(a, 2 * b + 1)).cos()
    }

    /// How many a Poisson draw gives.
    fn poisson(mean: f64, a: u32, b: u32) -> f64 {
        if mean > 300.0 {
            return (mean + mean.sqrt() * normal(a, b)).round();
        }
        let (mut left, mut term, mut k) = (unit(a, b), (-mean).exp(), 0.0);
        while left > term && term > 0.0 {
            left -= term;
            k += 1.0;
            term *= mean / k;
        }
        k
    }

    fn shift(positives: f64, expected: f64) -> Shift {
        Shift { shift: (f64::max(positives, 0.5) / expected).ln(), positives }
    }

    /// Windows with so many people expected, of whom as many engaged as a rate and luck say.
    fn windows(rate: impl Fn(u32) -> f64, expected: f64, seed: u32) -> Vec<Shift> {
        (0..12).map(|k| shift(poisson(rate(k) * expected, seed, k), expected)).collect()
    }

    /// A target whose windows differ by luck, and by more than luck: forecasts must be right on average.
    #[test]
    fn forecasts_are_neither_too_high_nor_too_low_on_average() {
        for (expected, moves) in [(4.0, 0.0), (12.0, 0.0), (12.0, 0.6), (60.0, 0.9)] {
            let rate = |seed| {
                move |k: u32| {
                    if hash_draw(seed, 50 + k).is_multiple_of(2) {
                        1.0 + moves
                    } else {
                        1.0 - moves
                    }
                }
            };
            let forecasts: Vec<f64> = (0..4000)
                .filter_map(|seed| next(&windows(rate(seed), expected, seed), 0.0))
                .map(f64::exp)
                .collect();
            let mean = forecasts.iter().sum::<f64>() / 4000.0;
            assert!((mean - 1.0).abs() < 0.03, "{expected} {moves}: {mean}");
        }
    }

    /// Past windows, half of each shared with the next.
    const WINDOWS: usize = 16;

    /// People in every half window of a level that walks by `sd` over one horizon, the oldest first.
    fn halves(mean: f64, levels: &[f64], seed: u32) -> Vec<f64> {
        let one = |(h, level): (usize, &f64)| poisson(0.5 * mean * level.exp(), seed, h as u32);
        levels.iter().enumerate().map(one).collect()
    }

    fn walk(sd: f64, seed: u32) -> Vec<f64> {
        let step = |level: &mut f64, h: u32| {
            *level += sd * std::f64::consts::FRAC_1_SQRT_2 * normal(seed, 500 + h);
            Some(*level)
        };
        (0..WINDOWS as u32 + 3).scan(0.0, step).collect()
    }

    /// The past windows, newest first, and the coming one.
    fn windows_of(halves: &[f64]) -> (Vec<f64>, f64) {
        let past = halves[..=WINDOWS].windows(2).rev().map(|w| w[0] + w[1]).collect();
        (past, halves[WINDOWS + 1] + halves[WINDOWS + 2])
    }

    /// Ranges that held, of three values of a store whose everything and whose values walk like this.
    fn held(all: f64, own: f64, store: u32) -> u32 {
        let seed = 1000 * store;
        let level = walk(all, seed);
        let (any, _) = windows_of(&halves(2000.0, &level, seed + 1));
        let values: Vec<(f64, Vec<f64>, f64)> = (0..24)
            .map(|value| {
                let mean = 6.0 * (3.5 * unit(seed, 900 + value)).exp();
                let own = walk(own, seed + 10 + value);
                let both: Vec<f64> = level.iter().zip(own).map(|(a, b)| a + b).collect();
                let (past, coming) = windows_of(&halves(mean, &both, seed + 100 + value));
                (mean, past, coming)
            })
            .collect();
        let apart = |windows: &[f64]| -> Vec<u32> {
            windows.iter().step_by(2).map(|&n| n as u32).collect()
        };
        let counts: Vec<u32> = values.iter().flat_map(|v| apart(&v.1)).collect();
        let observed: Vec<Shift> = any.iter().map(|&n| shift(n, 2000.0)).collect();
        let changes: Vec<f64> = (0..WINDOWS).map(|cut| change(&observed[cut..], 0.0)).collect();
        let trend = Trend {
            moved: level_of_all(&past_errors(&observed, |cut| changes[cut])),
            movement: vec![movement::of_counts(&counts, &apart(&any))],
            changes,
            ..Trend::default()
        };
        let holds = |(mean, past, coming): &(f64, Vec<f64>, f64)| {
            let observed: Vec<Shift> = past.iter().map(|&n| shift(n, *mean)).collect();
            let forecast = calibrated_shift(&observed, Forecast::Now, None, &trend).unwrap();
            let level = level_uncertainty(&observed, &[(0, 1)], None, &trend);
            let expected = mean * forecast.exp();
            let of = AudienceSums { people: 1e5, share: 1.0, expected, squares: 0.001 * expected };
            let range = Uncertainty { level, shape: 0.0 }.range(of);
            (range.low..=range.high).contains(coming)
        };
        values[..3].iter().filter(|value| holds(value)).count() as u32
    }

    /// Whatever moves, and by however much: the forecast, the movement that is found and the luck together.
    #[test]
    fn nine_in_ten_ranges_hold_where_the_levels_are_known() {
        const STORES: u32 = 200;
        for (all, own) in [(0.0, 0.0), (0.05, 0.15), (0.2, 0.5)] {
            let held: u32 = (0..STORES).map(|store| held(all, own, store)).sum();
            let share = f64::from(held) / f64::from(3 * STORES);
            assert!((0.87..=0.93).contains(&share), "{all} {own}: {share}");
        }
    }

    #[test]
    fn a_value_that_nobody_wants_any_more_is_forecast_low() {
        let of =
            |positives: f64| Shift { shift: (f64::max(positives, 0.5) / 10.0).ln(), positives };
        let gone: Vec<_> = [0.0, 1.0, 4.0, 15.0, 18.0, 20.0].map(of).to_vec();
        let forecast = next(&gone, 0.0).map(f64::exp);
        assert!(forecast.is_some_and(|rate| rate < 0.8), "{forecast:?}");
        assert_eq!(next(&[of(0.0), of(0.0)], 0.0), None);
    }

    #[test]
    fn a_steady_change_is_carried_on_and_a_single_one_is_not() {
        let of = |shift, positives| Shift { shift, positives };
        let falling: Vec<_> = (0..8).map(|k| of(0.1 * f64::from(k), 5000.0)).collect();
        assert!((change(&falling, 0.0) + 0.2).abs() < 0.02);
        let few = [of(1.0, 5.0), of(0.0, 0.0), of(0.0, 5.0)];
        assert!(change(&few, 0.0) < 0.1);
        assert!((change(&few, -0.2) + 0.2).abs() < 0.1);
        assert_eq!(change(&[of(1.0, 5.0)], 0.0), 0.0);
    }
}
