//! The way from a request to its result: resolve it, look for enough past, learn, test one window
//! back, score everyone.
//!
//! Three ways to rank, by how much past the target has: its own model, a model of its proxy target, or
//! a simple order. Which one was taken, and what is missing for a better one, is part of the result.

use std::sync::Arc;

use crate::base::language::{Message, message};
use crate::base::progress::{Progress, Unit};
use crate::history::{History, Items, Outline, Seconds};

use super::background::Background;
use super::everyone::{Everyone, Whole};
use super::factors::Factors;
use super::few;
use super::labels::Labels;
use super::learned::{Guess, Known, Learned};
use super::needs::{self, ENOUGH};
use super::plan::Plan;
use super::proxy::{self, ProxyTarget};
use super::reasons::Terms;
use super::result::ScoringResult;
use super::shared::Shared;
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
    train_and_score_everyone(&Whole::new(history), request, earlier, progress)
}

/// As [`train_and_score_reusing`], wherever people's pasts are.
///
/// # Errors
/// As [`train_and_score`]; others where they are on other machines.
pub fn train_and_score_everyone<E: Everyone>(
    everyone: &E,
    request: &ScoringRequest,
    earlier: Option<&ScoringResult>,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    progress.stage(message!("model-stage-target"), 0, Unit::Steps);
    let mut plan = Plan::new(everyone, request, progress)?;
    let mut notes: Vec<Message> = needs::of_days(&plan, everyone.outline()).into_iter().collect();
    let proxy = ProxyTarget::of(everyone, &request.target.relatives, &plan.target, progress)?;
    let mut labels = Labels::count(everyone, &plan, progress)?;
    let (mut method, mut guess, mut itself) = (Method::Model, Guess::default(), None);
    let own = labels.ever_positive as usize;
    if own < ENOUGH {
        method = Method::Simple;
        if let Some(proxy) = &proxy {
            let (target, words) = proxy.with(everyone, &plan.target, &plan.words, progress)?;
            let wide = Plan { target, words, ..plan.clone() };
            let wide_labels = Labels::count(everyone, &wide, progress)?;
            if wide_labels.ever_positive as usize >= ENOUGH {
                notes.push(message!(
                    "model-by-relatives",
                    people = own,
                    target = &plan.words,
                    enough = ENOUGH,
                    relatives = &proxy.words
                ));
                let values = value_count(
                    everyone.outline(),
                    request,
                    &proxy::items_of(everyone, &wide.target, progress)?,
                );
                // How many engage with the average relative in a window.
                let average =
                    |cut: usize| wide_labels.positive.get(cut).map(|&n| n as f64 / values);
                let older = (0..plan.cuts.len()).find(|&cut| plan.old(cut));
                let tested = older.map(|cut| {
                    let own = labels.positive.get(cut).map_or(0.5, |&n| n as f64);
                    own.max(average(cut).unwrap_or(0.0))
                });
                let now = few::expected(everyone, &plan, &labels, average(0), progress)?;
                guess = Guess { now: Some(now), tested };
                let own_labels = std::mem::replace(&mut labels, wide_labels);
                itself = Some((std::mem::replace(&mut plan, wide), own_labels));
                method = Method::Relatives;
            }
        }
    }
    if method == Method::Simple {
        let too_little = simple::TooLittle { proxy, labels, positives: own };
        return simple::rank(everyone, plan, too_little, notes, progress);
    }
    // What goes together is learned without the window that the back-test predicts.
    let until = plan.cuts.first().copied().unwrap_or(plan.as_of);
    let factors = match factors_of(earlier, until) {
        Some(factors) => Some(factors),
        None => {
            let known = labels.known.first().copied().unwrap_or(0);
            Factors::learn(everyone, until, known, progress)?.map(Shared::new)
        }
    };
    let shared = terms_of(earlier).map(|terms| &terms.background);
    let background = Background::learn(everyone, &plan, factors.as_ref(), shared, progress)?;
    let known = Known { proxy, labels, factors, background, own: itself, guess };
    let learned = Learned::new(everyone, plan, known, progress)?;
    learned.result(everyone, method, notes, progress)
}

fn terms_of(earlier: Option<&ScoringResult>) -> Option<&Arc<Terms>> {
    earlier?.explainer.learned.as_ref()
}

/// The factors an earlier result on the same history learned from the events before `until`.
fn factors_of(earlier: Option<&ScoringResult>, until: Seconds) -> Option<Shared<Factors>> {
    let factors = terms_of(earlier)?.by.factors.as_ref()?;
    (factors.until == until).then(|| factors.clone())
}

/// How many values of the target's column these items have: the number of relatives that share the
/// proxy target's positives.
fn value_count(outline: Outline<'_>, request: &ScoringRequest, items: &Items) -> f64 {
    let column = request.target.conditions.first().and_then(|c| outline.column(&c.column));
    let Some(column) = column else { return 1.0 };
    let mut values: Vec<u32> =
        (0..items.len() as u32).flat_map(|item| items.values(item, column)).copied().collect();
    values.sort_unstable();
    values.dedup();
    values.len().max(1) as f64
}
