//! The level: how many will engage, learned from how much the past windows needed.
//!
//! The newest complete window alone is noisy where few engage, and late where activity rises or
//! falls. So it is pulled towards the windows before it, and carried on by the usual change from
//! one window to the next: the target's own, pulled towards that of engaging with anything.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::progress::Progress;
use crate::history::{History, Seconds};

use super::features::{self, FeatureContext};
use super::fit::{Scale, anchor, at_cut, log_odds, train};
use super::plan::Plan;
use super::rows::{Labels, Rows};
use super::types::ModelError;

/// Engagements as strong as which the older windows pull the newest one's level.
const PULL: f64 = 20.0;
/// Engagements in window pairs as strong as which the change is pulled.
const STEADY: f64 = 1000.0;
/// Most change from one window to the next that is carried on, in log-odds.
const MOST_CHANGE: f64 = 0.3;
/// Older cut-offs, half a horizon apart, that say what the level was.
const OLDER: usize = 5;

/// Rows that say how engaging with anything changes.
const ROWS: f64 = 30_000.0;
/// Penalty of the model of engaging with anything.
const PENALTY: f64 = 300.0;

/// How the level of engaging with anything changes. It does not depend on the target.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Trend {
    cuts: Vec<Seconds>,
    goals: Vec<bool>,
    /// By cut: mean change over one horizon, in log-odds, in the windows from there back.
    changes: Vec<f64>,
}

impl Trend {
    /// What `earlier` found for the same windows, or found now.
    pub fn learn(
        history: &History,
        plan: &Plan,
        earlier: Option<&Arc<Self>>,
        progress: &Progress,
    ) -> Result<Arc<Self>, ModelError> {
        if let Some(same) = earlier.filter(|t| t.cuts == plan.cuts && t.goals == plan.goals) {
            return Ok(same.clone());
        }
        let changes = Self::changes(history, plan, progress)?;
        Ok(Arc::new(Self { cuts: plan.cuts.clone(), goals: plan.goals.clone(), changes }))
    }

    fn changes(
        history: &History,
        plan: &Plan,
        progress: &Progress,
    ) -> Result<Vec<f64>, ModelError> {
        let plan = Plan { hits: vec![true; plan.hits.len()], ..plan.clone() };
        let labels = Labels::new(history, &plan, progress)?;
        let mut rows = Rows::draw(history, &plan, &labels, ROWS, progress)?;
        let engaged = rows.engaged.iter().filter(|&&y| y).count();
        if engaged == 0 || engaged == rows.len() {
            return Ok(vec![0.0; plan.cuts.len()]);
        }
        let (lens, list) =
            (plan.lens(history, &[]), features::list(&plan.slot_names(history), &[]));
        let frame = FeatureContext { share: 1.0, horizon: plan.horizon_days as f32, factor: None };
        rows.fill(history, &plan, &lens, &list, &frame, progress)?;
        Scale::of(&rows.x, |_| true).apply(&mut rows.x);
        let all = vec![1.0; rows.len()];
        let model = train(rows.x.view(), &rows.engaged, all, PENALTY, None)?;
        let z = log_odds(rows.x.view(), &model);
        let levels: Vec<_> =
            (0..plan.cuts.len()).map(|cut| needed(&rows, &z, &labels.positive, cut)).collect();
        Ok((0..levels.len()).map(|cut| change(&levels[cut..], 0.0)).collect())
    }

    /// The mean change in the windows from `cut` back.
    fn from(&self, cut: usize) -> f64 {
        self.changes.get(cut).copied().unwrap_or(0.0)
    }
}

/// What to add to the sample's log-odds `z` for the window that begins one horizon after `cut`;
/// `None` when nobody engaged after it.
pub(super) fn level(
    rows: &Rows,
    z: &[f64],
    positive: &[u64],
    cut: usize,
    trend: &Trend,
) -> Option<f64> {
    let (own, engaged) = needed(rows, z, positive, cut)?;
    let before: Vec<Option<(f64, f64)>> =
        (cut..positive.len()).map(|k| needed(rows, z, positive, k)).collect();
    let older = before.iter().skip(1).take(OLDER).flatten();
    let (sum, weight) = older.fold((0.0, 0.0), |(s, w), (level, n)| (s + level * n, w + n));
    let mean = if weight > 0.0 { sum / weight } else { own };
    let newest = (engaged * own + PULL * mean) / (engaged + PULL);
    Some(newest + change(&before, trend.from(cut)).clamp(-MOST_CHANGE, MOST_CHANGE))
}

/// The shift with which as many engage after a cut as did, and how many did.
fn needed(rows: &Rows, z: &[f64], positive: &[u64], cut: usize) -> Option<(f64, f64)> {
    let engaged = positive[cut] as f64;
    (engaged > 0.0).then(|| (anchor(&at_cut(rows, z, cut), engaged), engaged))
}

/// Mean change over one horizon, between windows that do not overlap, pulled towards `usual`.
fn change(levels: &[Option<(f64, f64)>], usual: f64) -> f64 {
    let (mut sum, mut weight) = (STEADY * usual, STEADY);
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
        let falling: Vec<_> = (0..8).map(|k| Some((0.1 * f64::from(k), 5000.0))).collect();
        assert!((change(&falling, 0.0) + 0.2).abs() < 0.02);
        let few = [Some((1.0, 5.0)), None, Some((0.0, 5.0))];
        assert!(change(&few, 0.0) < 0.1);
        assert!((change(&few, -0.2) + 0.2).abs() < 0.1);
        assert_eq!(change(&[Some((1.0, 5.0))], 0.0), 0.0);
    }
}
