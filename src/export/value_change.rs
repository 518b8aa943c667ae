//! What became of a value on its way into a file, other than being written as the platform wants it.

use super::normalise::NotUsable;

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
    /// In the person's words, as the end of a sentence such as "3 values …".
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotUsable(why) => why.words(),
            Self::Repeated => "left out: the same as someone better ranked has",
            Self::Characters => "left out: characters that the platform does not take",
            Self::Cut => "cut to the platform’s length",
            Self::Header => "header changed to what is taken",
        }
    }
}
