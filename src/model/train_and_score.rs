//! The way from a request to its result: resolve it, look for enough past, learn, test one window
//! back, score everyone.
//!
//! Three ways to rank, by how much past the target has: its own model, a model of its proxy target, or
//! a simple order. Which one was taken, and what is missing for a better one, is part of the result.

use std::sync::Arc;

use crate::base::language::{message, t};
use crate::base::progress::{Progress, Unit};
use crate::history::{History, Seconds};

use super::calibration::Trend;
use super::factors::Factors;
use super::labels::Labels;
use super::learned::{Guess, Known, Learned};
use super::needs::ENOUGH;
use super::plan::Plan;
use super::proxy::ProxyTarget;
use super::reasons::Terms;
use super::result::ScoringResult;
use super::simple;
use super::types::{Method, ModelError, ScoringRequest};

/// Ranks everyone known at the request's time by the propensity to engage.
///
/// # Errors
/// What is wrong with the request ([`ModelError::NoSuchColumn`] …), or [`ModelError::Stopped`].
/// Too little data is no error: see [`ScoringResult::method`] and [`ScoringResult::notes`].
pub fn train_and_score(
    history: &History,
    request: &ScoringRequest,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    train_and_score_reusing(history, request, None, progress)
}

/// As [`train_and_score`], taking what does not depend on the target from an `earlier` result on the same
/// history where it has it. The result is the same; it only comes sooner.
///
/// # Errors
/// As [`train_and_score`].
pub fn train_and_score_reusing(
    history: &History,
    request: &ScoringRequest,
    earlier: Option<&ScoringResult>,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    progress.stage(t!("model-stage-target"), 0, Unit::Steps);
    let mut plan = Plan::new(history, request)?;
    let mut notes = Vec::new();
    let proxy = ProxyTarget::of(history, &request.target.relatives, &plan.target_items)?;
    let mut labels = Labels::new(history, &plan, progress)?;
    let (mut method, mut guess, mut itself) = (Method::Model, Guess::default(), None);
    let own = labels.ever_positive();
    if own < ENOUGH {
        method = Method::Simple;
        if let Some(proxy) = &proxy {
            let (target_items, words) = proxy.with(&plan.target_items, &plan.words);
            let wide = Plan { target_items, words, ..plan.clone() };
            let wide_labels = Labels::new(history, &wide, progress)?;
            if wide_labels.ever_positive() >= ENOUGH {
                notes.push(message!(
                    "model-by-relatives",
                    people = own,
                    target = &plan.words,
                    enough = ENOUGH,
                    relatives = &proxy.words
                ));
                let values = value_count(history, request, &wide.target_items);
                // As many as in the target's own window, or as the average relative, whichever is more.
                let people = |cut: usize| {
                    let average = wide_labels.positive.get(cut).map_or(0.0, |&n| n as f64) / values;
                    labels.positive.get(cut).map_or(0.5, |&n| n as f64).max(average)
                };
                let older = (0..plan.cuts.len()).find(|&cut| plan.old(cut));
                guess = Guess { now: Some(people(0)), tested: older.map(people) };
                itself = Some(std::mem::replace(&mut labels, wide_labels));
                (plan, method) = (wide, Method::Relatives);
            }
        }
    }
    if method == Method::Simple {
        let too_little = simple::TooLittle { proxy, labels, positives: own };
        return simple::rank(history, plan, too_little, progress);
    }
    // What goes together is learned without the window that the back-test predicts.
    let until = plan.cuts.first().copied().unwrap_or(plan.as_of);
    let factors = match factors_of(earlier, until) {
        Some(factors) => Some(factors),
        None => {
            let spec = plan.scan_spec(history, &[]);
            Factors::learn(history, &spec.bases, &spec.decay, until, progress)?.map(Arc::new)
        }
    };
    let trend = Trend::learn(history, &plan, terms_of(earlier).map(|t| &t.trend), progress)?;
    let known = Known { proxy, labels, factors, trend, own: itself, guess };
    let learned = Learned::new(history, plan, known, progress)?;
    learned.result(history, method, notes, progress)
}

fn terms_of(earlier: Option<&ScoringResult>) -> Option<&Arc<Terms>> {
    earlier?.explainer.learned.as_ref()
}

/// The factors an earlier result on the same history learned from the events before `until`.
fn factors_of(earlier: Option<&ScoringResult>, until: Seconds) -> Option<Arc<Factors>> {
    let factors = terms_of(earlier)?.spec.factors.as_ref()?;
    (factors.until == until).then(|| factors.clone())
}

/// How many values of the target's column these items have: the number of relatives that share the
/// proxy target's positives.
fn value_count(history: &History, request: &ScoringRequest, items: &[bool]) -> f64 {
    let column = request.target.conditions.first().and_then(|c| history.column(&c.column));
    let Some(column) = column else { return 1.0 };
    let mut values: Vec<u32> = (0..items.len())
        .filter(|&item| items[item])
        .flat_map(|item| history.items.values(item as u32, column))
        .copied()
        .collect();
    values.sort_unstable();
    values.dedup();
    values.len().max(1) as f64
}
