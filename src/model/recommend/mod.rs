//! Which values of a column to show each person next: the next best brand, category or article.
//!
//! Candidates for a person are what they interacted with themselves, what goes with it (`pairs`), and
//! what is popular lately; a logistic regression trained on the newest complete window puts them in
//! order (`rank`). One window earlier the same is measured against the most popular values and
//! against what the person interacted with most; where one of these came true more often, it is taken.
//! Candidates and order are two steps because scoring every value for everyone would take hours with
//! 100,000 articles. `docs/recommended.md` has the figures.
//!
//! Bottom-up: `request`, `interactions`, `pairs`, `window`, `rank`, `recommender`.

mod interactions;
mod pairs;
mod rank;
mod recommender;
mod request;
mod window;

pub use recommender::Recommender;
pub use request::{HitRate, Hits, MOST_RECOMMENDED, Recommend, RecommendExclusion};

#[cfg(test)]
mod tests;
