//! Audiences computed with the answers that were kept: the model is only asked what nobody asked it
//! before of the same past.

use std::sync::Arc;

use crate::audience::{Audience, Basis, ComputeError, Computed, Exclusion, recompute_by};
use crate::base::progress::Progress;
use crate::history::Seconds;
use crate::model::{ModelError, ScoringRequest, ScoringResult};
use crate::workflow::ready::Ready;

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
    let scored = ready.pasts().rank(request, earlier, progress)?;
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
    let pasts = ready.pasts();
    let (history, traits) = (&ready.history, &ready.traits);
    let basis = Basis { history, pasts: &*pasts, traits, exclusions };
    let answer = |request: &ScoringRequest, earlier: Option<&ScoringResult>| {
        answer(ready, request, earlier, progress)
    };
    recompute_by(basis, audience, as_of, earlier, answer, progress)
}
