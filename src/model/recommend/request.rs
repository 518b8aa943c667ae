//! What is asked of recommendations, and how often they came true.

use serde::{Deserialize, Serialize};

use crate::base::unknown::Unknown;

/// At most so many values are recommended to a person.
pub const MOST_RECOMMENDED: u8 = 5;
/// What to recommend, as the person decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recommend {
    /// Name of a model column.
    pub column: String,
    /// How many values for each person, 1 to [`MOST_RECOMMENDED`].
    pub count: u8,
    /// What is not recommended.
    pub leave_out: RecommendExclusion,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Default for Recommend {
    fn default() -> Self {
        let leave_out = RecommendExclusion::Interacted;
        Self { column: String::new(), count: 3, leave_out, unknown: Unknown::default() }
    }
}

/// Which values are not recommended to a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecommendExclusion {
    /// None: what they had before may be the best.
    Nothing,
    /// Those they ever interacted with, by any event.
    #[default]
    #[serde(alias = "touched")]
    Interacted,
    /// Those they had this event with: what they already bought.
    Event(String),
}

/// How often what was recommended came true.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HitRate {
    /// Share of people whose first value was one they then interacted with …
    pub first: f64,
    /// … and of those who then interacted with any of the first five.
    pub five: f64,
}

/// The measurement on the newest complete window.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Hits {
    /// People it looked at: known before, with at least one value in the window that is not left
    /// out.
    pub people: usize,
    /// These recommendations: the best of the three below.
    pub ours: HitRate,
    /// The trained order.
    pub learned: HitRate,
    /// The values most people interacted with lately, the same for everyone.
    pub popular: HitRate,
    /// What the person interacted with most, then the popular ones.
    pub own: HitRate,
}

impl HitRate {
    /// Orders are compared by this: the first value and any of five count the same.
    pub(super) fn sum(self) -> f64 {
        self.first + self.five
    }
}
