//! How people are described: what a scan looks for and which features are made of it, in codes that hold for
//! everyone; and the same ready for the pasts of one history.

use serde::{Deserialize, Serialize};

use crate::base::progress::Stopped;
use crate::history::{History, Outline, Seconds};

use super::decay::Decay;
use super::everyone::Shard;
use super::factors::Factors;
use super::features::{self, Feature, FeatureContext};
use super::item_set::ItemSet;
use super::plan::Plan;
use super::scan::{RELATIVE, ScanSpec, TARGET};
use super::shared::Shared;

/// Kinds of event beyond this many share one slot of features: each costs four columns.
const MAX_SLOTS: usize = 10;

/// How people are described.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Description {
    /// The target.
    pub target: ItemSet,
    /// What its proxy target has beside it; nothing where there is none.
    pub relatives: ItemSet,
    /// Affinities of values, none or one table a fold: `[bases[column] + value]`.
    pub affinity: Shared<Vec<Vec<f32>>>,
    /// Where values stand along the latent factors.
    pub factors: Option<Shared<Factors>>,
    /// What features need besides the person.
    pub context: FeatureContext,
    /// Names of the kinds of event.
    pub kinds: Vec<String>,
    /// Columns that have features of their own.
    pub columns: Vec<String>,
    /// Where each column's values begin in a table of all columns' values; one more than columns.
    pub bases: Vec<usize>,
    /// How old an event may be.
    pub span: Seconds,
}

/// A description with what it needs of one history.
#[derive(Debug, Clone)]
pub(super) struct Describer {
    /// What a scan looks for.
    pub spec: ScanSpec,
    /// The features.
    pub features: Vec<Feature>,
    /// What features need besides the person.
    pub context: FeatureContext,
}

impl Description {
    /// By what people do with a plan's target, without affinities, factors and columns.
    pub fn new(plan: &Plan, outline: Outline<'_>, context: FeatureContext) -> Self {
        Self {
            target: plan.target.clone(),
            relatives: ItemSet::default(),
            affinity: Shared::default(),
            factors: None,
            context,
            kinds: outline.events.to_vec(),
            columns: Vec::new(),
            bases: outline.bases(),
            span: plan.as_of - plan.first,
        }
    }

    /// With features of every column.
    #[must_use]
    pub fn with_columns(self, outline: Outline<'_>) -> Self {
        Self { columns: outline.columns.iter().map(|c| c.name.clone()).collect(), ..self }
    }

    /// The features.
    pub fn features(&self) -> Vec<Feature> {
        let mut slots: Vec<String> = self.kinds.iter().take(MAX_SLOTS).cloned().collect();
        if self.kinds.len() > MAX_SLOTS {
            slots[MAX_SLOTS - 1] = "other_events".into();
        }
        features::list(&slots, &self.columns)
    }

    /// For the people of a shard.
    pub fn on(&self, shard: &Shard<'_>) -> Result<Describer, Stopped> {
        let (target, relatives) = (shard.items(&self.target)?, shard.items(&self.relatives)?);
        Ok(self.with_items(&target.1, &relatives.1))
    }

    /// For the people of a history.
    pub fn on_history(&self, history: &History) -> Describer {
        self.with_items(&self.target.on(history), &self.relatives.on(history))
    }

    fn with_items(&self, target: &[bool], relatives: &[bool]) -> Describer {
        let marks = target.iter().zip(relatives).map(|(&target, &relative)| match target {
            true => TARGET,
            false => u8::from(relative) * RELATIVE,
        });
        let kinds = self.kinds.len();
        let spec = ScanSpec {
            marks: marks.collect(),
            slots: (0..kinds).map(|k| k.min(MAX_SLOTS - 1) as u8).collect(),
            slot_count: kinds.clamp(1, MAX_SLOTS),
            decay: Decay::new(self.span),
            affinity: self.affinity.clone(),
            factors: self.factors.clone(),
            bases: self.bases.clone(),
        };
        Describer { spec, features: self.features(), context: self.context.clone() }
    }
}
