//! The six campaigns by name, before anything is filled in.

use serde::{Deserialize, Serialize};

use crate::base::language::t;

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
            Self::CrossSelling => t!("audience-cross-selling"),
            Self::Upselling => t!("audience-upselling"),
            Self::Ranking => t!("audience-ranking"),
            Self::ExcessInventory => t!("audience-excess-inventory"),
            Self::NextBestAction => t!("audience-next-best-action"),
            Self::OrderValue => t!("audience-order-value"),
        }
    }

    /// What it is for, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::CrossSelling => t!("audience-cross-selling-about"),
            Self::Upselling => t!("audience-upselling-about"),
            Self::Ranking => t!("audience-ranking-about"),
            Self::ExcessInventory => t!("audience-excess-inventory-about"),
            Self::NextBestAction => t!("audience-next-best-action-about"),
            Self::OrderValue => t!("audience-order-value-about"),
        }
    }
}
