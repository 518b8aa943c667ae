//! The six campaigns an audience can be started from, each filled in from what is in the data.

mod pairs;
mod suggest;
#[cfg(test)]
mod tests;
mod words;

use serde::{Deserialize, Serialize};

use super::Audience;
use crate::history::{History, ValueStats};

/// A campaign template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Campaign {
    /// Bought one thing, likely to want what goes with it.
    CrossSelling,
    /// Regulars of the free or basic product, likely to take the premium one.
    Upselling,
    /// Everyone, ordered by interest in one category.
    Ranking,
    /// The top of a brand there is too much of.
    ExcessInventory,
    /// Frequent readers of a section, for its newest article.
    NextBestAction,
    /// Drawn to a section, for a threshold offer in season.
    OrderValue,
}

/// What a campaign fills in.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// The definition: target, goal events, who may be in, size; its name too. What could not be
    /// found is left empty.
    pub audience: Audience,
    /// What was done and why, with the data's own words.
    pub sentence: String,
    /// What could not be found, as questions to the person.
    pub questions: Vec<String>,
}

impl Campaign {
    /// All six, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::CrossSelling,
        Self::Upselling,
        Self::Ranking,
        Self::ExcessInventory,
        Self::NextBestAction,
        Self::OrderValue,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::CrossSelling => "Cross-selling",
            Self::Upselling => "Upselling",
            Self::Ranking => "Ranking",
            Self::ExcessInventory => "Moving excess inventory",
            Self::NextBestAction => "Next best action",
            Self::OrderValue => "Raising order value",
        }
    }

    /// What it is for, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::CrossSelling => {
                "Bought one thing lately, likely to want what goes with it: laptop, then accessories."
            }
            Self::Upselling => {
                "Regulars of the free or basic product, likely to take the premium one."
            }
            Self::Ranking => "Everyone, ordered by interest in one category.",
            Self::ExcessInventory => "The top 5% for a brand you have too much of.",
            Self::NextBestAction => "Frequent readers of a section, for its newest article.",
            Self::OrderValue => "Drawn to a section, for a threshold offer in season.",
        }
    }

    /// Fills in an audience from the data: finds by name, by counts and by what follows what.
    /// `stats` has the counts of every column of `history`, in their order.
    pub fn suggest(self, history: &History, stats: &[ValueStats]) -> Suggested {
        suggest::Draft::new(self, history, stats).fill(self)
    }
}
