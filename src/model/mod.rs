//! A history and a question in, everyone's calibrated propensity out, with a back-test and reasons.
//!
//! `train_and_score` ranks everyone known at a time by the probability of engaging with the target within
//! the horizon after it. This room knows statistics; it is not for files, windows, sizes or who may
//! be in an audience.
//!
//! The way: a question is resolved (`plan`), past windows say who engaged (`rows`), one pass
//! over each past gives running sums (`scan`) that features read (`features`), what goes with
//! the target is learned (`affinity`), a penalised logistic regression is trained (`fit`,
//! `solver`) and checked one window back (`backtest`, `metrics`), everyone is scored
//! (`score`) and explained (`reasons`). Where the past is too short or too little of the target is in
//! it, `needs` says what is missing. `docs/model.md` says why.

mod affinity;
mod backtest;
mod engaged;
mod factors;
mod features;
mod fit;
mod horizon;
mod keep;
mod level;
mod metrics;
mod needs;
mod plan;
mod reasons;
mod recommend;
mod relatives;
mod rows;
mod scan;
mod score;
mod simple;
mod solver;
mod train_and_score;
mod types;
mod words;

pub use engaged::Engagement;
pub use horizon::HORIZONS;
pub use reasons::Explainer;
pub use recommend::{HitRate, Hits, MOST_RECOMMENDED, Recommend, RecommendExclusion, Recommender};
pub use solver::{FittedLogistic, Logistic, SolverError, ValidLogistic, sigmoid};
pub use train_and_score::{train_and_score, train_and_score_reusing};
pub use types::*;
pub use words::count;

#[cfg(test)]
mod tests;
