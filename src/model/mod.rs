//! A history and a request in, everyone's calibrated propensity out, with a back-test and reasons.
//!
//! [`train_and_score()`] ranks everyone known at a time by the probability of engaging with the target
//! within the horizon after it. This module knows statistics; it does not know files, windows, audience
//! sizes or eligibility. `docs/model.md` argues the decisions with figures.
//!
//! The files import only from above themselves in this list, so they can be read in its order:
//!
//! 1. Leaves: `words` (values and counts as a marketer says them), `sampling` (repeatable random
//!    choices), `decay` (how much an event still counts), `solver` (penalised logistic
//!    regression), `ranges` (how sure a number is), `shared`, `types` (requests, figures, errors).
//! 2. Whom is asked: `item_set` (which items are meant), `everyone` (all people, in one history or in
//!    shards on many machines; questions that each shard answers), `horizon`.
//! 3. What a person's past says: `factors` (latent tastes), `scan` (one pass, running sums),
//!    `features` (the list that reads them).
//! 4. What is asked and what happened: `plan` (a request resolved, past cut-offs), `describe` (how people
//!    are described for it), `labels` (who engaged after each cut-off), `evaluation` (whom a back-test looks
//!    at), `needs` (what is missing, in words), `proxy` (what stands in for a target with too little past),
//!    `engagement` (labels for measuring campaigns).
//! 5. Learning: `rows` (sampled rows with features), `affinity` (values that go with the target), `fit`
//!    (training), `simple_order` (fixed weights), `shift` (by how much windows were off), `movement` (how much
//!    values move), `season` (what the time of the year adds), `calibration` (the intercept for the next window).
//! 6. Ranking and judging: `score` (everyone's log-odds), `metrics`, `backtest`, `training_set` (rows to train
//!    on), `others` (what other values teach), `background` (what does not depend on the target), `reasons`,
//!    `result`, `simple` (orders for too little data), `learned` (all of it for one request),
//!    `train_and_score` (the way through), `cache_file` (a result in a file).
//! 7. Beside it: `behaviour` (who did what, for conditions), `recommend` (which values to show each person).
//! 8. For all: `asked` (what others ask of everyone's pasts), `wire` (questions and parts as bytes).

mod affinity;
mod asked;
mod background;
mod backtest;
mod behaviour;
mod cache_file;
mod calibration;
#[cfg(test)]
pub(crate) mod cut;
mod decay;
mod describe;
mod engagement;
mod evaluation;
mod everyone;
mod factors;
mod features;
mod few;
mod fit;
mod horizon;
mod item_set;
mod labels;
mod learned;
mod metrics;
mod movement;
mod needs;
mod others;
mod plan;
mod proxy;
mod ranges;
mod reasons;
mod recommend;
mod result;
mod rows;
mod sampling;
mod scan;
mod score;
mod season;
mod shared;
mod shift;
mod simple;
mod simple_order;
mod solver;
mod train_and_score;
mod training_set;
mod types;
mod wire;
mod words;

pub use asked::Pasts;
pub use backtest::TestedPeople;
pub use behaviour::{Behaviour, Behaviours, Met};
pub use engagement::Engagement;
pub use everyone::{Everyone, Question, Shard, Whole, by_shard};
pub use horizon::HORIZONS;
pub use ranges::{AudienceSums, RANGE_HOLDS, Range, Tested, Uncertainty};
pub use reasons::Explainer;
pub use recommend::{HitRate, Hits, MOST_RECOMMENDED, Recommend, RecommendExclusion, Recommender};
pub use result::ScoringResult;
pub use solver::{FittedLogistic, Logistic, SolverError, ValidLogistic, sigmoid};
pub use train_and_score::{train_and_score, train_and_score_everyone, train_and_score_reusing};
pub use types::*;
pub use wire::{Codec, Unanswered, answer};
pub use words::count;

#[cfg(test)]
mod tests;
