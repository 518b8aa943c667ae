//! Rankings for too little data: by what people did with the target or its relatives, then by how
//! active they are. Labelled as such, with rough propensities.
//!
//! A list that is announced as simple helps a shop in its first month more than a message that
//! nothing can be done. Models of few people start from the same order.

use std::sync::Arc;

use crate::base::language::{Message, message};
use crate::base::numbers::{Growing, Numbers};
use crate::base::progress::{Progress, Unit};

use super::describe::Description;
use super::everyone::Everyone;
use super::features::FeatureContext;
use super::few;
use super::fit::{LinearModel, Scale, calibrate_all};
use super::item_set::ItemSet;
use super::labels::Labels;
use super::needs;
use super::plan::Plan;
use super::proxy::{self, ProxyTarget};
use super::ranges::Uncertainty;
use super::reasons::{Explainer, Grounds, Terms};
use super::result::ScoringResult;
use super::score::{Score, base_share};
use super::simple_order;
use super::solver::sigmoid;
use super::types::{Method, ModelError};

/// What is known of a request with too little past.
pub(super) struct TooLittle {
    /// The proxy target.
    pub proxy: Option<ProxyTarget>,
    /// Who engaged when.
    pub labels: Labels,
    /// People who engaged in some past window.
    pub positives: usize,
}

/// The result of a request with too little past to train on.
pub(super) fn rank<E: Everyone>(
    everyone: &E,
    plan: Plan,
    too_little: TooLittle,
    notes: Vec<Message>,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    let TooLittle { proxy, labels, positives } = too_little;
    let outline = everyone.outline();
    let context = FeatureContext {
        share: base_share(everyone, &plan, progress)?,
        horizon: plan.horizon_days as f32,
        factor: None,
    };
    let relatives = proxy.as_ref().map_or_else(ItemSet::default, |proxy| proxy.items.clone());
    let either = plan.target.clone().or(relatives.clone());
    let found = !proxy::items_of(everyone, &either, progress)?.is_empty();
    let by = Description { relatives, ..Description::new(&plan, outline, context) };
    let features = by.features();
    let (scale, weights) = (Scale::none(features.len()), simple_order::weights(&features));
    let linear = LinearModel { scale, weights, constant: 0.0 };
    progress.stage(message!("model-stage-ranking"), outline.people as u64, Unit::People);
    let score = Score { by: by.clone(), as_of: plan.as_of, linear: linear.clone(), test: None };
    let now = score.run(everyone, progress)?;
    let mut result = ScoringResult {
        as_of: plan.as_of,
        horizon_days: plan.horizon_days,
        horizon_note: plan.horizon_note.clone(),
        people: Numbers::default(),
        propensity: Numbers::default(),
        method: Method::Waiting,
        back_test: None,
        tested: None,
        uncertainty: Uncertainty::default(),
        notes,
        longest_horizon: None,
        explainer: Explainer::default(),
    };
    if !found {
        result.notes.push(waits_for(&plan, proxy.as_ref()));
        return Ok(result);
    }
    let z = now.z.iter().map(|&z| (f64::from(z), 1.0));
    let wanted = few::expected(everyone, &plan, &labels, None, progress)?;
    let shift = calibrate_all(&z, wanted);
    result.longest_horizon = needs::shorter(&plan);
    let about = match &proxy {
        Some(proxy) => proxy.with(everyone, &plan.target, &plan.words, progress)?.1,
        None => plan.words.clone(),
    };
    let why = needs::of_training(&plan, positives);
    result.notes.push(message!("model-simple-order", why = why, about = about));
    let mut propensity = Growing::of(now.z.len());
    z.for_each(|(z, _)| propensity.push(sigmoid(z + shift) as f32));
    result.propensity = propensity.finish()?;
    result.people = now.people;
    result.method = Method::Simple;
    let linear = LinearModel { constant: linear.constant + shift, ..linear };
    result.explainer = Explainer {
        learned: Some(Arc::new(Terms::new(
            Grounds {
                relatives: proxy.map(|proxy| proxy.words),
                target: plan.words,
                average: vec![0.0; features.len()],
                by,
                linear,
            },
            Arc::default(),
        ))),
    };
    Ok(result)
}

/// Why nobody is ranked, and what changes that.
fn waits_for(plan: &Plan, proxy: Option<&ProxyTarget>) -> Message {
    match proxy {
        Some(proxy) => {
            message!("model-waits-related", target = &plan.words, related = &proxy.words)
        }
        None => message!("model-waits", target = &plan.words),
    }
}
