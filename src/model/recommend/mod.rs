//! Which values of a column to show each person next: the next best brand, category or article.
//!
//! Candidates for a person are what they interacted with themselves, what goes with it (`pairs`), and
//! what is popular lately; a logistic regression trained on the newest complete window puts them in
//! order (`rank`). One window earlier the same is measured against the most popular values and
//! against what the person interacted with most; where one of these came true more often, it is taken.
//! Candidates and order are two steps because scoring every value for everyone would take hours with
//! 100,000 articles. `docs/recommended.md` has the figures.
//!
//! What is asked of everyone's pasts travels to where they are, as all the model's questions do.
//!
//! Bottom-up: `request`, `interactions`, `window`, `pairs`, `rank`, `recommender`.

mod interactions;
mod pairs;
mod rank;
mod recommender;
mod request;
mod window;

pub(super) use pairs::{CountInterest, CountPairs};
pub(super) use rank::TrainingRows;
pub use recommender::Recommender;
pub(super) use recommender::{Measure, RecommendTo};
pub use request::{HitRate, Hits, MOST_RECOMMENDED, Recommend, RecommendExclusion};
pub(super) use window::Then;

#[cfg(test)]
mod tests;
