//! Rankings for too little data: by what people did with the target or its relatives, then by how
//! active they are. Labelled as such, with rough propensities.
//!
//! A list that is announced as simple helps a shop in its first month more than a message that
//! nothing can be done. The weights are fixed: there is nothing to choose them by. Models of few people
//! start from the same order ([`weights`]).

use std::sync::Arc;

use crate::base::language::{Message, message, t};
use crate::base::progress::{Progress, Unit};
use crate::history::History;

use super::features::{self, Feature, FeatureContext};
use super::fit::{LinearModel, Scale, calibrate};
use super::labels::Labels;
use super::needs;
use super::plan::Plan;
use super::proxy::ProxyTarget;
use super::ranges::Uncertainty;
use super::reasons::{Explainer, Terms};
use super::result::ScoringResult;
use super::score::{Scorer, ScoringTime, base_share};
use super::solver::sigmoid;
use super::types::{Method, ModelError};

/// How much each feature counts, by name: rough, fixed, and about what trained models say.
const WEIGHTS: [(&str, f32); 6] = [
    ("target_30d", 0.3),
    ("target_365d", 0.8),
    ("relatives_30d", 0.2),
    ("relatives_365d", 0.5),
    ("events_30d", 0.4),
    ("days_since_event", -0.3),
];

/// The weights of the simple order for these features as they are, not standardised.
pub(super) fn weights(features: &[Feature]) -> Vec<f32> {
    let weight = |f: &Feature| WEIGHTS.iter().find(|w| w.0 == f.name).map_or(0.0, |w| w.1);
    features.iter().map(weight).collect()
}

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
pub(super) fn rank(
    history: &History,
    plan: Plan,
    too_little: TooLittle,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    let TooLittle { proxy, labels, positives } = too_little;
    let spec = plan.scan_spec(history, proxy.as_ref().map_or(&[], |proxy| &proxy.items));
    let features = features::list(&plan.slot_names(history), &[]);
    let (scale, weights) = (Scale::none(features.len()), weights(&features));
    let linear = LinearModel { scale, weights, constant: 0.0 };
    let context = FeatureContext {
        share: base_share(history, &plan, progress)?,
        horizon: plan.horizon_days as f32,
        factor: None,
    };
    progress.stage(t!("model-stage-ranking"), history.person_count() as u64, Unit::People);
    let scorer = Scorer { spec: &spec, features: &features, context: &context };
    let now = ScoringTime { time: plan.as_of, linear: &linear, counts: true, sample: None };
    let mut scores = scorer.run(history, &[now], progress)?;
    let now = scores.pop().unwrap_or_default();
    let found = now.target_events.iter().any(|&h| h > 0.0) || spec.marks.iter().any(|&m| m != 0);
    let mut result = ScoringResult {
        as_of: plan.as_of,
        horizon_days: plan.horizon_days,
        horizon_note: plan.horizon_note.clone(),
        people: Vec::new(),
        propensity: Vec::new(),
        method: Method::Waiting,
        back_test: None,
        tested: None,
        uncertainty: Uncertainty::default(),
        notes: Vec::new(),
        longest_horizon: None,
        explainer: Explainer::default(),
    };
    if !found {
        result.notes = vec![waits_for(&plan, proxy.as_ref())];
        return Ok(result);
    }
    let z: Vec<(f64, f64)> = now.z.iter().map(|&z| (f64::from(z), 1.0)).collect();
    let wanted = expected_people(&plan, &labels, &now.target_events);
    let shift = calibrate(&z, wanted);
    result.longest_horizon = needs::shorter(&plan);
    let about = proxy
        .as_ref()
        .map_or(plan.words.clone(), |proxy| proxy.with(&plan.target_items, &plan.words).1);
    let why = needs::of_training(&plan, positives);
    result.notes = vec![message!("model-simple-order", why = why, about = about)];
    result.propensity = z.iter().map(|(z, _)| sigmoid(z + shift) as f32).collect();
    result.people = now.people;
    result.method = Method::Simple;
    let linear = LinearModel { constant: linear.constant + shift, ..linear };
    result.explainer = Explainer {
        learned: Some(Arc::new(Terms {
            relatives: proxy.map(|proxy| proxy.words),
            target: plan.words,
            average: vec![0.0; features.len()],
            trend: Arc::default(),
            spec,
            features,
            context,
            linear,
        })),
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

/// A guess at how many engage within the horizon: those of the newest window, or everyone who ever
/// did spread over the time so far. At least half a person.
fn expected_people(plan: &Plan, labels: &Labels, target_events: &[f32]) -> f64 {
    let ever = target_events.iter().filter(|&&h| h > 0.0).count() as f64;
    let span = f64::from(plan.as_of - plan.first).max(1.0);
    let spread = ever * (f64::from(plan.horizon()) / span).min(1.0);
    labels.positive.first().map_or(spread, |&n| n as f64).max(spread).max(0.5)
}
