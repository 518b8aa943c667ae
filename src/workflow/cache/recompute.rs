//! Audiences computed with the answers that were kept: the model is only asked what nobody asked it
//! before of the same past.

use std::sync::Arc;

use crate::audience::{Audience, Basis, ComputeError, Computed, Exclusion, recompute_by};
use crate::base::progress::Progress;
use crate::history::Seconds;
use crate::model::{ModelError, ScoringRequest, ScoringResult, train_and_score_reusing};
use crate::workflow::ready::Ready;

/// The answer that was kept, or a new one, which is kept.
fn answer(
    ready: &Ready,
    question: &ScoringRequest,
    earlier: Option<&ScoringResult>,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    let history = &ready.history;
    let place = ready.answers.as_ref().and_then(|answers| Some((answers, answers.key(question)?)));
    if let Some((answers, key)) = &place
        && let Some(outcome) = answers.open(key, history, question, progress)?
    {
        return Ok(outcome);
    }
    let outcome = train_and_score_reusing(history, question, earlier, progress)?;
    if let Some((answers, key)) = &place
        && let Err(error) = answers.keep(key, &outcome)
    {
        tracing::warn!("an answer is not kept: {}", error.kind());
    }
    Ok(outcome)
}

/// Computes an audience and takes what has not changed from an `earlier` result, or from what was
/// kept; see [`recompute_by`].
///
/// # Errors
/// [`ComputeError`] when the target or a condition does not fit the history, or when stopped.
pub fn recompute(
    ready: &Ready,
    exclusions: &[Arc<Exclusion>],
    audience: &Audience,
    as_of: Option<Seconds>,
    earlier: Option<&Computed>,
    progress: &Progress,
) -> Result<Computed, ComputeError> {
    let basis = Basis { history: &ready.history, traits: &ready.traits, exclusions };
    let answer = |question: &ScoringRequest, earlier: Option<&ScoringResult>| {
        answer(ready, question, earlier, progress)
    };
    recompute_by(basis, audience, as_of, earlier, answer, progress)
}
