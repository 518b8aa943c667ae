//! What became of a value on its way into a file, other than being written as the platform wants it.

use super::normalise::NotUsable;
use crate::base::language::t;

/// What became of a value; its words stand in the coverage, the manifest and the readme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueChange {
    /// It is not usable for the column, and why.
    NotUsable(NotUsable),
    /// Someone better ranked has the same, and the platform takes it once.
    Repeated,
    /// It has characters that the platform does not take.
    Characters,
    /// It was longer than the platform takes.
    Cut,
    /// The column's own name was changed to what the platform takes.
    Header,
}

impl ValueChange {
    /// Whether nobody can be found by the value.
    pub fn is_not_usable(self) -> bool {
        matches!(self, Self::NotUsable(_))
    }

    /// In the person's words, as the end of a sentence such as "3 values …".
    pub fn words(self) -> &'static str {
        match self {
            Self::NotUsable(why) => why.words(),
            Self::Repeated => t!("export-change-repeated"),
            Self::Characters => t!("export-change-characters"),
            Self::Cut => t!("export-change-cut"),
            Self::Header => t!("export-change-header"),
        }
    }
}
