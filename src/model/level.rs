//! The level: how many will engage, learned from how much the past windows needed.
//!
//! The newest complete window alone is noisy where few engage, and late where activity rises or
//! falls. So it is pulled towards the windows before it, and carried on by the usual change from
//! one window to the next.

use super::fit::{anchor, at_cut};
use super::rows::Rows;

/// Engagements as strong as which the older windows pull the newest one's level.
const PULL: f64 = 20.0;
/// Engagements in window pairs as strong as which the change is pulled to none.
const STEADY: f64 = 300.0;
/// Most change from one window to the next that is carried on, in log-odds.
const MOST_CHANGE: f64 = 0.3;
/// Older cut-offs, half a horizon apart, that say what the level was.
const OLDER: usize = 5;

/// What to add to the sample's log-odds `z` for the window that begins one horizon after `cut`;
/// `None` when nobody engaged after it.
pub(super) fn level(rows: &Rows, z: &[f64], positive: &[u64], cut: usize) -> Option<f64> {
    let (own, engaged) = needed(rows, z, positive, cut)?;
    let before: Vec<Option<(f64, f64)>> =
        (cut..positive.len()).map(|k| needed(rows, z, positive, k)).collect();
    let older = before.iter().skip(1).take(OLDER).flatten();
    let (sum, weight) = older.fold((0.0, 0.0), |(s, w), (level, n)| (s + level * n, w + n));
    let mean = if weight > 0.0 { sum / weight } else { own };
    let newest = (engaged * own + PULL * mean) / (engaged + PULL);
    Some(newest + change(&before).clamp(-MOST_CHANGE, MOST_CHANGE))
}

/// The shift with which as many engage after a cut as did, and how many did.
fn needed(rows: &Rows, z: &[f64], positive: &[u64], cut: usize) -> Option<(f64, f64)> {
    let engaged = positive[cut] as f64;
    (engaged > 0.0).then(|| (anchor(&at_cut(rows, z, cut), engaged), engaged))
}

/// Mean change over one horizon, between windows that do not overlap.
fn change(levels: &[Option<(f64, f64)>]) -> f64 {
    let (mut sum, mut weight) = (0.0, STEADY);
    for (newer, older) in levels.iter().zip(levels.iter().skip(2)) {
        if let (Some(newer), Some(older)) = (newer, older) {
            let engaged = newer.1.min(older.1);
            sum += engaged * (newer.0 - older.0);
            weight += engaged;
        }
    }
    sum / weight
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn a_steady_change_is_carried_on_and_a_single_one_is_not() {
        let falling: Vec<_> = (0..8).map(|k| Some((0.1 * f64::from(k), 1000.0))).collect();
        assert!((change(&falling) + 0.2).abs() < 0.02);
        let few = [Some((1.0, 5.0)), None, Some((0.0, 5.0))];
        assert!(change(&few) < 0.1);
        assert_eq!(change(&[Some((1.0, 5.0))]), 0.0);
    }
}
