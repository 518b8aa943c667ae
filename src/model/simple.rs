//! Rankings for too little data: by what people did with the target or its relatives, then by how
//! active they are. Labelled as such, with rough propensities.

use std::sync::Arc;

use crate::base::progress::{Progress, Unit};
use crate::history::History;

use super::features::{self, FeatureContext};
use super::fit::{LinearModel, anchor};
use super::needs;
use super::plan::Plan;
use super::reasons::{Explainer, Terms};
use super::relatives::Akin;
use super::rows::Labels;
use super::score::{Scorer, ScoringTime, base_share};
use super::solver::sigmoid;
use super::types::{Method, ModelError, ScoringResult};

/// How much each feature counts, by name: rough, fixed, and about what trained models say.
const WEIGHTS: [(&str, f32); 6] = [
    ("target_30d", 0.3),
    ("target_365d", 0.8),
    ("relatives_30d", 0.2),
    ("relatives_365d", 0.5),
    ("events_30d", 0.4),
    ("days_since_event", -0.3),
];

/// What is known of a question with too little past.
pub(super) struct Short {
    /// What is akin to the target.
    pub akin: Option<Akin>,
    /// Who engaged when.
    pub labels: Labels,
    /// People who engaged in some past window.
    pub engaged: usize,
}

/// The outcome of a question with too little past to train on.
pub(super) fn rank(
    history: &History,
    plan: Plan,
    short: Short,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    let Short { akin, labels, engaged } = short;
    let lens = plan.lens(history, akin.as_ref().map_or(&[], |akin| &akin.items));
    let features = features::list(&plan.slot_names(history), &[]);
    let weight = |name: &str| WEIGHTS.iter().find(|w| w.0 == name).map_or(0.0, |w| w.1);
    let weights = features.iter().map(|f| weight(&f.name)).collect();
    let line = LinearModel { weights, constant: 0.0 };
    let frame = FeatureContext {
        share: base_share(history, &plan, progress)?,
        horizon: plan.horizon_days as f32,
        factor: None,
    };
    progress.stage("Ranking everyone", history.person_count() as u64, Unit::People);
    let scorer = Scorer { lens: &lens, features: &features, frame: &frame };
    let now = ScoringTime { time: plan.as_of, line: &line, counts: true, panel: None };
    let mut scores = scorer.run(history, &[now], progress)?;
    let now = scores.pop().unwrap_or_default();
    let touched = now.hits.iter().any(|&h| h > 0.0) || lens.marks.iter().any(|&m| m != 0);
    let mut outcome = ScoringResult {
        as_of: plan.as_of,
        horizon_days: plan.horizon_days,
        horizon_note: plan.horizon_note.clone(),
        people: Vec::new(),
        propensity: Vec::new(),
        method: Method::Waiting,
        back_test: None,
        notes: Vec::new(),
        longest_horizon: None,
        explainer: Explainer::default(),
    };
    if !touched {
        outcome.notes = vec![waits_for(&plan, akin.as_ref())];
        return Ok(outcome);
    }
    let z: Vec<(f64, f64)> = now.z.iter().map(|&z| (f64::from(z), 1.0)).collect();
    let wanted = expected_people(&plan, &labels, &now.hits);
    let shift = anchor(&z, wanted);
    outcome.longest_horizon = needs::shorter(&plan);
    outcome.notes = vec![format!(
        "{} Until then people are in a simple order: by how often and how lately they had to do \
         with {}, then by how active they are. The propensities are rough.",
        needs::of_training(&plan, engaged),
        akin.as_ref().map_or(plan.words.clone(), |akin| akin.with(&plan.hits, &plan.words).1)
    )];
    outcome.propensity = z.iter().map(|(z, _)| sigmoid(z + shift) as f32).collect();
    outcome.people = now.people;
    outcome.method = Method::Simple;
    let line = LinearModel { constant: line.constant + shift, ..line };
    outcome.explainer = Explainer {
        learned: Some(Arc::new(Terms {
            relatives: akin.map(|akin| akin.words),
            target: plan.words,
            average: vec![0.0; features.len()],
            trend: Arc::default(),
            lens,
            features,
            frame,
            line,
        })),
    };
    Ok(outcome)
}

/// Why nobody is ranked, and what changes that.
fn waits_for(plan: &Plan, akin: Option<&Akin>) -> String {
    let related = match akin {
        Some(akin) => format!("nor with what was named as related ({})", akin.words),
        None => "and nothing related to it was named".into(),
    };
    format!(
        "The data has no events with {} yet, {related}. The audience fills as soon as data with it \
         is loaded; or name a value it is akin to.",
        plan.words
    )
}

/// A guess at how many engage within the horizon: those of the newest window, or everyone who ever
/// did spread over the time so far. At least half a person.
fn expected_people(plan: &Plan, labels: &Labels, hits: &[f32]) -> f64 {
    let ever = hits.iter().filter(|&&h| h > 0.0).count() as f64;
    let span = f64::from(plan.as_of - plan.first).max(1.0);
    let spread = ever * (f64::from(plan.horizon()) / span).min(1.0);
    labels.positive.first().map_or(spread, |&n| n as f64).max(spread).max(0.5)
}
