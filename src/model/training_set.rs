//! What a model is trained on: sampled rows of a plan, described and standardised.

use super::affinity;
use super::describe::Description;
use super::everyone::Everyone;
use super::factors::Factors;
use super::features::FeatureContext;
use super::fit::Scale;
use super::item_set::ItemSet;
use super::labels::Labels;
use super::plan::Plan;
use super::proxy;
use super::rows::{Rows, Sampling};
use super::score::base_share;
use super::shared::Shared;
use super::simple_order;
use super::types::ModelError;
use crate::base::progress::Progress;

/// Share of the simple order's weights that the penalty pulls the coefficients to, where few engaged: a
/// strong penalty then means that order, a weak one the model's own, and the back-test chooses between
/// them. The whole weights and a quarter were no better (docs/model.md, "Small data").
const TOWARDS_SIMPLE: f64 = 0.5;
/// People who engaged up to which that share is taken whole; with twice as many it is half.
const FEW: f64 = 30.0;

/// Rows with their features, standardised.
#[derive(Debug)]
pub(super) struct TrainingSet {
    /// How people are described.
    pub by: Description,
    /// The rows.
    pub rows: Rows,
    /// What their features were standardised by.
    pub scale: Scale,
}

impl TrainingSet {
    /// About `budget` rows of a plan. Affinities and the scale of columns are learned on the cuts that are
    /// `seen` alone.
    pub fn gather<E: Everyone>(
        everyone: &E,
        plan: &Plan,
        labels: &Labels,
        beside: Beside,
        budget: f64,
        seen: impl Fn(usize) -> bool + Sync,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let Beside { relatives, factors } = beside;
        let outline = everyone.outline();
        let share = base_share(everyone, plan, progress)?;
        let factor = match &factors {
            Some(factors) => {
                let items = proxy::items_of(everyone, &plan.target, progress)?;
                factors.target(&items, &outline.bases())
            }
            None => None,
        };
        let context = FeatureContext { share, horizon: plan.horizon_days as f32, factor };
        let rows = Sampling::of(plan, labels, budget);
        let rates = rows.rates(everyone, progress)?.into_iter().enumerate();
        let rates: Vec<Option<f32>> = rates.map(|(cut, rate)| seen(cut).then_some(rate)).collect();
        let by = Description {
            relatives,
            affinity: Shared::new(affinity::learn(everyone, &rows, &rates, progress)?),
            factors,
            ..Description::new(plan, outline, context).with_columns(outline)
        };
        let mut rows = Rows::fill(everyone, &rows, &by, progress)?;
        let scale = Scale::of(&rows.x, |row| seen(rows.cut[row] as usize));
        scale.apply(&mut rows.x);
        Ok(Self { by, rows, scale })
    }

    /// The part of the simple order's weights that coefficients are pulled to where so many ever engaged.
    pub fn towards_simple(&self, engaged: u64) -> Vec<f64> {
        let share = TOWARDS_SIMPLE * (FEW / engaged.max(1) as f64).min(1.0);
        let simple = simple_order::weights(&self.by.features()).into_iter().zip(&self.scale.spread);
        simple.map(|(w, spread)| share * f64::from(w * spread)).collect()
    }
}

/// What describes people beside the target.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// Items of the proxy target.
    pub relatives: ItemSet,
    /// Tastes.
    pub factors: Option<Shared<Factors>>,
}
