//! Intercept calibration: how many will engage in the next window.
//!
//! For each past window there is a shift of the log-odds with which exactly as many people are
//! predicted to engage as did. The newest window's shift alone is noisy where few engage, and late
//! where activity rises or falls. So it is shrunk towards the windows before it, and carried forward by
//! the mean change from one window to the next: the target's own, shrunk towards the change of
//! engaging with anything at all ([`Trend`]). Regression on time, or a season, would need more windows
//! than most data has.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::progress::Progress;
use crate::history::{History, Seconds};

use super::features::{self, FeatureContext};
use super::fit::{Scale, at_cut, calibrate, log_odds, train};
use super::labels::Labels;
use super::plan::Plan;
use super::rows::Rows;
use super::types::ModelError;

/// Prior strength, in positives, with which the older windows' shifts pull the newest window's
/// (shrinkage; chosen by the experiments in docs/model.md).
const OLDER_STRENGTH: f64 = 20.0;
/// Prior strength, in positives summed over pairs of windows, with which the change of engaging with
/// anything pulls the target's own (docs/model.md, "Experiments").
const CHANGE_STRENGTH: f64 = 1000.0;
/// Largest change from one window to the next that is carried forward, in log-odds: a third more or
/// less. Beyond it lies a season or a fault in the data, and neither continues.
const MAX_CHANGE: f64 = 0.3;
/// Older cut-offs, half a horizon apart, that the newest one is shrunk towards.
const OLDER_WINDOWS: usize = 5;

/// Rows of the model of engaging with anything: 10,000 and all of them did as well (docs/model.md).
const TREND_ROWS: f64 = 30_000.0;
/// Penalty of the model of engaging with anything.
const TREND_PENALTY: f64 = 300.0;

/// How the calibrated shift of engaging with anything changes from window to window. It does not
/// depend on the target, so requests about the same windows share it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Trend {
    cuts: Vec<Seconds>,
    goals: Vec<bool>,
    /// By cut: mean change over one horizon, in log-odds, in the windows from there back.
    changes: Vec<f64>,
}

impl Trend {
    /// The trend of `earlier` where it is of the same windows, else learned now.
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
        let plan = Plan { target_items: vec![true; plan.target_items.len()], ..plan.clone() };
        let labels = Labels::new(history, &plan, progress)?;
        let mut rows = Rows::draw(history, &plan, &labels, TREND_ROWS, progress)?;
        let positives = rows.positive.iter().filter(|&&y| y).count();
        if positives == 0 || positives == rows.len() {
            return Ok(vec![0.0; plan.cuts.len()]);
        }
        let (spec, list) =
            (plan.scan_spec(history, &[]), features::list(&plan.slot_names(history), &[]));
        let context =
            FeatureContext { share: 1.0, horizon: plan.horizon_days as f32, factor: None };
        rows.fill(history, &plan, &spec, &list, &context, progress)?;
        Scale::of(&rows.x, |_| true).apply(&mut rows.x);
        let all = vec![1.0; rows.len()];
        let model = train(rows.x.view(), &rows.positive, all, TREND_PENALTY, None)?;
        let z = log_odds(rows.x.view(), &model);
        let levels: Vec<_> = (0..plan.cuts.len())
            .map(|cut| observed_shift(&rows, &z, &labels.positive, cut))
            .collect();
        Ok((0..levels.len()).map(|cut| change(&levels[cut..], 0.0)).collect())
    }

    /// The mean change in the windows from `cut` back.
    fn from(&self, cut: usize) -> f64 {
        self.changes.get(cut).copied().unwrap_or(0.0)
    }
}

/// What to add to the rows' log-odds `z` for the window that begins one horizon after `cut`; `None`
/// when nobody engaged after it.
pub(super) fn calibrated_shift(
    rows: &Rows,
    z: &[f64],
    positive: &[u64],
    cut: usize,
    trend: &Trend,
) -> Option<f64> {
    let (own, positives) = observed_shift(rows, z, positive, cut)?;
    let before: Vec<Option<(f64, f64)>> =
        (cut..positive.len()).map(|k| observed_shift(rows, z, positive, k)).collect();
    let older = before.iter().skip(1).take(OLDER_WINDOWS).flatten();
    let (sum, weight) =
        older.fold((0.0, 0.0), |(s, w), (calibrated_shift, n)| (s + calibrated_shift * n, w + n));
    let mean = if weight > 0.0 { sum / weight } else { own };
    let newest = (positives * own + OLDER_STRENGTH * mean) / (positives + OLDER_STRENGTH);
    Some(newest + change(&before, trend.from(cut)).clamp(-MAX_CHANGE, MAX_CHANGE))
}

/// The shift with which as many are predicted to engage after a cut as did, and how many did.
fn observed_shift(rows: &Rows, z: &[f64], positive: &[u64], cut: usize) -> Option<(f64, f64)> {
    let positives = positive[cut] as f64;
    (positives > 0.0).then(|| (calibrate(&at_cut(rows, z, cut), positives), positives))
}

/// Mean change over one horizon, between windows that do not overlap, pulled towards `usual`.
fn change(levels: &[Option<(f64, f64)>], usual: f64) -> f64 {
    let (mut sum, mut weight) = (CHANGE_STRENGTH * usual, CHANGE_STRENGTH);
    for (newer, older) in levels.iter().zip(levels.iter().skip(2)) {
        if let (Some(newer), Some(older)) = (newer, older) {
            let positives = newer.1.min(older.1);
            sum += positives * (newer.0 - older.0);
            weight += positives;
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
