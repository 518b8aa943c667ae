//! Audiences computed with the answers that were kept: the model is only asked what nobody asked it
//! before of the same past.

use std::fmt::Debug;
use std::sync::Arc;

use crate::audience::{Audience, Basis, ComputeError, Computed, Exclusion, recompute_by};
use crate::base::progress::Progress;
use crate::history::Seconds;
use crate::model::{ModelError, ScoringRequest, ScoringResult, train_and_score_reusing};
use crate::workflow::ready::Ready;

/// Whoever trains and scores, where it is not this very process on the history it has.
pub trait Answering: Debug {
    /// The answer to a request, as [`train_and_score_reusing`] gives it.
    ///
    /// # Errors
    /// [`ModelError`] in the person's words.
    fn answer(
        &self,
        request: &ScoringRequest,
        earlier: Option<&ScoringResult>,
        progress: &Progress,
    ) -> Result<ScoringResult, ModelError>;
}

/// The answer that was kept, or a new one, which is kept.
fn answer(
    ready: &Ready,
    request: &ScoringRequest,
    earlier: Option<&ScoringResult>,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    let history = &ready.history;
    let place = ready.answers.as_ref().and_then(|answers| Some((answers, answers.key(request)?)));
    if let Some((answers, key)) = &place
        && let Some(scored) = answers.open(key, history, request, progress)?
    {
        return Ok(scored);
    }
    let scored = train_and_score_reusing(history, request, earlier, progress)?;
    if let Some((answers, key)) = &place
        && let Err(error) = answers.keep(key, &scored)
    {
        tracing::warn!("an answer is not kept: {}", error.kind());
    }
    Ok(scored)
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
    recompute_asking(ready, None, exclusions, audience, as_of, earlier, progress)
}

/// As [`recompute`], by the answers of another where there is one; those are not kept.
///
/// # Errors
/// As [`recompute`].
pub fn recompute_asking(
    ready: &Ready,
    other: Option<&dyn Answering>,
    exclusions: &[Arc<Exclusion>],
    audience: &Audience,
    as_of: Option<Seconds>,
    earlier: Option<&Computed>,
    progress: &Progress,
) -> Result<Computed, ComputeError> {
    let basis = Basis { history: &ready.history, traits: &ready.traits, exclusions };
    let answer = |request: &ScoringRequest, earlier: Option<&ScoringResult>| match other {
        Some(other) => other.answer(request, earlier, progress),
        None => answer(ready, request, earlier, progress),
    };
    recompute_by(basis, audience, as_of, earlier, answer, progress)
}
