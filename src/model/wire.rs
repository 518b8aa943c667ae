//! Questions and parts as bytes: what an engine that holds shards on other machines carries.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::language::t;
use crate::base::progress::{Progress, Stopped};

use super::affinity::CountValues;
use super::behaviour::Behaviours;
use super::everyone::{Question, Shard};
use super::factors::Interacted;
use super::horizon::Gaps;
use super::labels::CountLabels;
use super::movement::CountWindows;
use super::others::TellPasts;
use super::proxy::{ItemsBeyond, ItemsOf, ItemsWith};
use super::reasons::Explain;
use super::recommend::{CountInterest, CountPairs, Measure, RecommendTo, Then, TrainingRows};
use super::rows::{CountRows, FillRows};
use super::score::{CountEvents, Score};

/// How values become bytes.
pub trait Codec {
    /// Bytes of a value.
    ///
    /// # Errors
    /// [`Unanswered::Unreadable`].
    fn encode<T: Serialize>(&self, value: &T) -> Result<Vec<u8>, Unanswered>;

    /// The value of bytes.
    ///
    /// # Errors
    /// [`Unanswered::Unreadable`].
    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, Unanswered>;
}

/// Why a shard gave no part.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// A question of another version of the program.
    #[error("{}", t!("model-question-unknown", question = .0))]
    Unknown(String),
    /// Bytes that are no question or no part.
    #[error("{}", t!("model-question-unreadable", why = .0))]
    Unreadable(String),
    /// It was cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// The part of a shard to the question of this name, as bytes.
///
/// # Errors
/// [`Unanswered`].
pub fn answer<C: Codec>(
    codec: &C,
    name: &str,
    question: &[u8],
    shard: &Shard<'_>,
    progress: &Progress,
) -> Result<Vec<u8>, Unanswered> {
    fn of<Q: Question, C: Codec>(
        codec: &C,
        question: &[u8],
        shard: &Shard<'_>,
        progress: &Progress,
    ) -> Result<Vec<u8>, Unanswered> {
        let question: Q = codec.decode(question)?;
        codec.encode(&question.answer(shard, progress)?)
    }
    match name {
        Behaviours::NAME => of::<Behaviours, C>(codec, question, shard, progress),
        CountEvents::NAME => of::<CountEvents, C>(codec, question, shard, progress),
        CountLabels::NAME => of::<CountLabels, C>(codec, question, shard, progress),
        CountRows::NAME => of::<CountRows, C>(codec, question, shard, progress),
        CountValues::NAME => of::<CountValues, C>(codec, question, shard, progress),
        CountWindows::NAME => of::<CountWindows, C>(codec, question, shard, progress),
        CountInterest::NAME => of::<CountInterest, C>(codec, question, shard, progress),
        CountPairs::NAME => of::<CountPairs, C>(codec, question, shard, progress),
        Explain::NAME => of::<Explain, C>(codec, question, shard, progress),
        FillRows::NAME => of::<FillRows, C>(codec, question, shard, progress),
        Gaps::NAME => of::<Gaps, C>(codec, question, shard, progress),
        Interacted::NAME => of::<Interacted, C>(codec, question, shard, progress),
        ItemsBeyond::NAME => of::<ItemsBeyond, C>(codec, question, shard, progress),
        ItemsOf::NAME => of::<ItemsOf, C>(codec, question, shard, progress),
        ItemsWith::NAME => of::<ItemsWith, C>(codec, question, shard, progress),
        Measure::NAME => of::<Measure, C>(codec, question, shard, progress),
        RecommendTo::NAME => of::<RecommendTo, C>(codec, question, shard, progress),
        Score::NAME => of::<Score, C>(codec, question, shard, progress),
        Then::NAME => of::<Then, C>(codec, question, shard, progress),
        TellPasts::NAME => of::<TellPasts, C>(codec, question, shard, progress),
        TrainingRows::NAME => of::<TrainingRows, C>(codec, question, shard, progress),
        other => Err(Unanswered::Unknown(other.to_owned())),
    }
}
