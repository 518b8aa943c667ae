//! What requests about the same windows and goals share, whatever their target: learned with the first of them
//! and kept beside its result.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::progress::Progress;
use crate::history::Seconds;

use super::calibration::Trend;
use super::everyone::Everyone;
use super::factors::Factors;
use super::others::Others;
use super::plan::Plan;
use super::shared::Shared;
use super::types::ModelError;

/// What does not depend on the target.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Background {
    /// Past cut-offs of which it is.
    cuts: Vec<Seconds>,
    /// For every kind of event whether it is a goal.
    goals: Vec<bool>,
    /// How the level of all moves.
    pub trend: Trend,
    /// What other values teach.
    pub others: Others,
}

impl Background {
    /// That of `earlier` where it is of the same windows and goals, else learned now.
    pub fn learn<E: Everyone>(
        everyone: &E,
        plan: &Plan,
        factors: Option<&Shared<Factors>>,
        earlier: Option<&Arc<Self>>,
        progress: &Progress,
    ) -> Result<Arc<Self>, ModelError> {
        if let Some(same) = earlier.filter(|b| b.cuts == plan.cuts && b.goals == plan.goals) {
            return Ok(same.clone());
        }
        let trend = Trend::learn(everyone, plan, progress)?;
        let others = Others::learn(everyone, plan, factors, progress)?;
        let (cuts, goals) = (plan.cuts.clone(), plan.goals.clone());
        Ok(Arc::new(Self { cuts, goals, trend, others }))
    }
}
