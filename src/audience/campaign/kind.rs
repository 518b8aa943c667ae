//! The six campaigns by name, before anything is filled in.

use serde::{Deserialize, Serialize};

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
    /// Fans of a section, to spend a little more.
    OrderValue,
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
            Self::OrderValue => "Fans of a section, to spend a little more.",
        }
    }
}
