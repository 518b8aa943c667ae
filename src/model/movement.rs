//! How much the number of people who interact with one value moves from window to window, by column.
//!
//! The past windows of a single target are few, and with twenty positives each they are mostly luck: by
//! themselves they cannot say how far off the next forecast may be. The other values of the same column
//! can: brands of a grocery hardly move, gift articles come and go. So their movement, luck taken out,
//! is the prior of the target's own. It does not depend on the target.

use crate::base::progress::{Progress, Stopped};
use crate::history::History;

use super::plan::Plan;
use super::ranges::{PastError, USUAL_LEVEL, variance};
use super::sampling::is_drawn;

/// People looked at, about: thousands of values then have counts that tell.
const PEOPLE: f64 = 30_000.0;
/// People who must have interacted with a value in two windows together for it to tell anything.
const MIN_PEOPLE: u32 = 20;
/// Prior strength of what is usual, in pairs of windows.
const STRENGTH: f64 = 20.0;
/// Largest movement that counts, in log-odds: one Christmas article must not stand for all.
const MAX_MOVEMENT: f64 = 2.0;

/// Variance of the movement of single values over one horizon, for each column.
pub(super) fn by_column(
    history: &History,
    plan: &Plan,
    progress: &Progress,
) -> Result<Vec<f64>, Stopped> {
    // Every second cut-off: windows that do not overlap.
    let windows: Vec<u32> = plan.cuts.iter().copied().step_by(2).collect();
    let n = windows.len();
    let mut counts: Vec<Vec<u32>> =
        history.columns.iter().map(|column| vec![0; column.values.len() * n]).collect();
    let mut seen: Vec<Vec<u64>> =
        history.columns.iter().map(|column| vec![u64::MAX; column.values.len()]).collect();
    let mut active = vec![0_u32; n];
    let people = history.person_count();
    let share = PEOPLE / people.max(1) as f64;
    for person in (0..people as u32).filter(|&p| is_drawn(p, 95, share)) {
        if person % 256 == 0 {
            progress.check()?;
        }
        let past = history.past(person);
        for (window, &cut) in windows.iter().enumerate() {
            let within = past.between(cut, cut + plan.horizon());
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
    let change = |a: u32, b: u32| ((f64::from(a) + 0.5) / (f64::from(b) + 0.5)).ln();
    Ok(counts
        .iter()
        .map(|counts| {
            let errors: Vec<PastError> = counts
                .chunks_exact(n.max(1))
                .flat_map(|value| value.windows(2).zip(active.windows(2)))
                .filter(|(value, _)| value[0] + value[1] >= MIN_PEOPLE)
                .map(|(value, all)| {
                    let error = change(value[0], value[1]) - change(all[0], all[1]);
                    let luck = value.iter().map(|&c| 1.0 / (f64::from(c) + 0.5)).sum();
                    PastError { error: error.clamp(-MAX_MOVEMENT, MAX_MOVEMENT), luck }
                })
                .collect();
            variance(&errors, USUAL_LEVEL.powi(2), STRENGTH)
        })
        .collect())
}
