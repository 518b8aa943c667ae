//! Everything that is asked of everyone's pasts outside this module, wherever they are: on this machine, or in
//! shards on many.

use std::fmt::Debug;

use crate::base::progress::Progress;
use crate::history::Seconds;

use super::behaviour::{Behaviours, Met};
use super::everyone::Everyone;
use super::reasons::explain;
use super::recommend::{Recommend, Recommender};
use super::result::ScoringResult;
use super::train_and_score::train_and_score_everyone;
use super::types::{ModelError, ScoringRequest};

/// Everyone's pasts, as whoever needs something of them asks. Errors are [`ModelError::Stopped`] when the person
/// cancelled, and others where pasts are on other machines.
pub trait Pasts: Debug + Send + Sync {
    /// Everyone ranked: see [`super::train_and_score_reusing`].
    ///
    /// # Errors
    /// As there.
    fn rank(
        &self,
        request: &ScoringRequest,
        earlier: Option<&ScoringResult>,
        progress: &Progress,
    ) -> Result<ScoringResult, ModelError>;

    /// Who meets what.
    ///
    /// # Errors
    /// See [`Pasts`].
    fn met(&self, behaviours: &Behaviours, progress: &Progress) -> Result<Met, ModelError>;

    /// Why each of some people (codes) stands where they stand, in a line: see [`ScoringResult::reasons`].
    ///
    /// # Errors
    /// See [`Pasts`].
    fn reasons(
        &self,
        scored: &ScoringResult,
        people: &[u32],
        progress: &Progress,
    ) -> Result<Vec<String>, ModelError>;

    /// Learns what to recommend from everything before `as_of`; windows are `horizon_days` long.
    ///
    /// # Errors
    /// When the column or the event is not in the catalog; else see [`Pasts`].
    fn recommender(
        &self,
        wanted: &Recommend,
        as_of: Seconds,
        horizon_days: u32,
        progress: &Progress,
    ) -> Result<Recommender, ModelError>;

    /// Value codes for some people, [`Recommender::count`] places for each, best first; [`u32::MAX`] where
    /// nothing more is left to recommend.
    ///
    /// # Errors
    /// See [`Pasts`].
    fn recommended(
        &self,
        recommender: &Recommender,
        people: &[u32],
        progress: &Progress,
    ) -> Result<Vec<u32>, ModelError>;
}

impl<E: Everyone + Debug + Send> Pasts for E {
    fn rank(
        &self,
        request: &ScoringRequest,
        earlier: Option<&ScoringResult>,
        progress: &Progress,
    ) -> Result<ScoringResult, ModelError> {
        train_and_score_everyone(self, request, earlier, progress)
    }

    fn met(&self, behaviours: &Behaviours, progress: &Progress) -> Result<Met, ModelError> {
        behaviours.met(self, progress)
    }

    fn reasons(
        &self,
        scored: &ScoringResult,
        people: &[u32],
        progress: &Progress,
    ) -> Result<Vec<String>, ModelError> {
        match &scored.explainer.learned {
            Some(terms) => explain(self, terms, scored.as_of, people, progress),
            None => Ok(vec![String::new(); people.len()]),
        }
    }

    fn recommender(
        &self,
        wanted: &Recommend,
        as_of: Seconds,
        horizon_days: u32,
        progress: &Progress,
    ) -> Result<Recommender, ModelError> {
        Recommender::learn(self, wanted, as_of, horizon_days, progress)
    }

    fn recommended(
        &self,
        recommender: &Recommender,
        people: &[u32],
        progress: &Progress,
    ) -> Result<Vec<u32>, ModelError> {
        recommender.of_all(self, people, progress)
    }
}
