//! How much the number of people who interact with one value moves from window to window, by column.
//!
//! The past windows of a single target are few, and with twenty positives each they are mostly luck: by
//! themselves they cannot say how far off the next forecast may be. The other values of the same column
//! can: brands of a grocery hardly move, gift articles come and go. So their movement, luck taken out,
//! is the prior of the target's own. It does not depend on the target.

use serde::{Deserialize, Serialize};

use crate::base::progress::{Progress, Stopped};
use crate::history::Seconds;

use super::everyone::{Everyone, Question, Shard};
use super::plan::Plan;
use super::ranges::{LEAST_LEVEL, PastError, Variance, variance};
use super::sampling::Draws;
use super::types::ModelError;

/// People looked at, about: thousands of values then have counts that tell.
const PEOPLE: f64 = 30_000.0;
/// People who must have interacted with a value in two windows together for it to tell anything.
const MIN_PEOPLE: u32 = 20;
/// By how many pairs of windows the least movement is known.
const STRENGTH: f64 = 10.0;
/// Variance that pairs are weighed by, at least: that of values that move by a third.
const TYPICAL: f64 = 0.1;

/// Variance of the movement of single values over one horizon, for each column.
pub(super) fn by_column<E: Everyone>(
    everyone: &E,
    plan: &Plan,
    progress: &Progress,
) -> Result<Vec<f64>, ModelError> {
    let outline = everyone.outline();
    // Every second cut-off: windows that do not overlap.
    let windows: Vec<Seconds> = plan.cuts.iter().copied().step_by(2).collect();
    let n = windows.len();
    let share = PEOPLE / outline.people.max(1) as f64;
    let asked = CountWindows { windows, length: plan.horizon(), share };
    let mut counts: Vec<Vec<u32>> =
        outline.columns.iter().map(|column| vec![0; column.values.len() * n]).collect();
    let mut active = vec![0_u32; n];
    for part in everyone.ask(&asked, progress)? {
        active.iter_mut().zip(part.active).for_each(|(a, b)| *a += b);
        for (counts, part) in counts.iter_mut().zip(part.values) {
            part.iter().for_each(|&(place, people)| counts[place as usize] += people);
        }
    }
    Ok(counts.iter().map(|counts| of_counts(counts, &active)).collect())
}

/// How many of a share of the people did anything in each window, and with which values.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CountWindows {
    windows: Vec<Seconds>,
    length: Seconds,
    share: f64,
}

/// What a shard counted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct InWindows {
    /// People who did anything, by window.
    active: Vec<u32>,
    /// By column, people of those values and windows that have any; a value's windows stand together.
    values: Vec<Vec<(u32, u32)>>,
}

impl Question for CountWindows {
    const NAME: &'static str = "windows";
    type Part = InWindows;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let (history, n) = (shard.history, self.windows.len());
        let of_values = |with: usize| -> Vec<usize> {
            history.columns.iter().map(|column| column.values.len() * with).collect()
        };
        let mut counts: Vec<Vec<u32>> = of_values(n).into_iter().map(|n| vec![0; n]).collect();
        let mut seen: Vec<Vec<u64>> =
            of_values(1).into_iter().map(|values| vec![u64::MAX; values]).collect();
        let mut active = vec![0_u32; n];
        let everyone = 0..history.person_count() as u32;
        for person in everyone.filter(|&p| Draws::of(history, p).within(95, self.share)) {
            if person % 256 == 0 {
                progress.check()?;
            }
            let past = history.past(person);
            for (window, &cut) in self.windows.iter().enumerate() {
                let within = past.between(cut, cut + self.length);
                active[window] += u32::from(!within.is_empty());
                let mark = u64::from(person) << 8 | window as u64;
                for &item in within.item {
                    for (column, seen) in seen.iter_mut().enumerate() {
                        for &value in history.items.values(item, column) {
                            if seen[value as usize] != mark {
                                seen[value as usize] = mark;
                                counts[column][value as usize * n + window] += 1;
                            }
                        }
                    }
                }
            }
        }
        let some = |counts: Vec<u32>| (0..).zip(counts).filter(|(_, people)| *people > 0).collect();
        Ok(InWindows { active, values: counts.into_iter().map(some).collect() })
    }
}

/// The variance of these values' movement: `counts` has the people of each in every window, a value after the
/// other, and `active` those of all values.
pub(super) fn of_counts(counts: &[u32], active: &[u32]) -> f64 {
    let errors: Vec<PastError> = counts
        .chunks_exact(active.len().max(1))
        .flat_map(|value| value.windows(2).zip(active.windows(2)))
        .filter(|(value, _)| value[0] + value[1] >= MIN_PEOPLE)
        .filter_map(|(value, all)| moved([value[0], value[1]], [all[0], all[1]]))
        .collect();
    let before = Variance { value: LEAST_LEVEL.powi(2), errors: STRENGTH };
    variance(&errors, before, TYPICAL).value
}

/// How far the odds that somebody with a value is from the one window and not from the other were from
/// those of everybody. Given how many there are of both, their luck is that of a coin: no logarithm of few
/// people, which would hide that values come and go.
fn moved(value: [u32; 2], all: [u32; 2]) -> Option<PastError> {
    let share = f64::from(all[0]) / f64::from(all[0] + all[1]);
    let people = f64::from(value[0] + value[1]);
    let luck = 1.0 / (people * share * (1.0 - share));
    let error = (f64::from(value[0]) - people * share) * luck;
    luck.is_finite().then_some(PastError { error, luck })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sampling::hash_draw;

    /// Values of few people whose chance to be in the newer window is 1 / (1 + e^-movement).
    fn pairs(sd: f64, people: u32) -> Vec<PastError> {
        let unit = |a: u32, b: u32| ((hash_draw(a, b) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        let one = |value: u32| {
            // Two points have the spread of a normal movement, and no tails.
            let movement = if unit(value, 1) < 0.5 { sd } else { -sd };
            let chance = 1.0 / (1.0 + (-movement).exp());
            let newer = (0..people).filter(|&p| unit(value, 10 + p) < chance).count() as u32;
            moved([newer, people - newer], [500, 500]).unwrap()
        };
        (0..2000).map(one).collect()
    }

    #[test]
    fn movement_is_found_again_however_few_people_a_value_has() {
        let nothing = Variance { value: 0.0, errors: 0.0 };
        for people in [20, 60, 400] {
            for sd in [0.0, 0.2, 0.4] {
                let found = variance(&pairs(sd, people), nothing, TYPICAL).value;
                assert!((found - sd * sd).abs() < 0.03, "{people} {sd}: {found}");
            }
        }
        assert_eq!(moved([20, 3], [10, 0]), None);
    }
}
