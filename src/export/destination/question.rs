//! Where a platform's pages disagree or are silent the person chooses: a question with answers, each
//! of which changes the destination's declaration a little. What the changes do to a declaration is
//! said there ([`super::declaration`]), so that this file needs not know it.

use serde::{Deserialize, Serialize};

use super::column::Column;
use super::content::Content;
use crate::export::normalise::ValueFormat;

/// Something for the person to choose about a destination's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationQuestion {
    /// Short name, kept in the project with the answer.
    pub key: String,
    /// What is asked: "Phone numbers".
    pub label: String,
    /// Why it is asked, and what to try if the file is refused.
    pub why: String,
    /// The answers; the first is what is documented best.
    pub answers: Vec<DestinationAnswer>,
}

/// One answer to a [`DestinationQuestion`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationAnswer {
    /// Short name, kept in the project.
    pub key: String,
    /// What it is called: "+14155550142".
    pub label: String,
    /// What it changes in the declaration.
    pub changes: Vec<DestinationChange>,
}

/// A change of a destination's declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DestinationChange {
    /// The content is written in another form.
    ValueFormat(Content, ValueFormat),
    /// The content's columns are left out.
    Without(Content),
    /// Only columns of these contents stay.
    Only(Vec<Content>),
    /// The content's columns come first.
    First(Content),
    /// A further column, at the end.
    Add(Column),
    /// The file has no line of headers.
    NoHeader,
    /// Only the columns that someone has a value for are written.
    OnlyFilled,
    /// Values with any characters are written.
    AnyCharacters,
    /// Cells that look like formulas stay as they are.
    KeepFormulas,
    /// The file begins with the mark by which Excel knows UTF-8.
    MarkUtf8,
    /// A row is of use only when it has this.
    Needs(Content),
}

impl DestinationQuestion {
    /// The chosen answer's place; the first where there is no such answer.
    pub fn place(&self, chosen: Option<&String>) -> usize {
        let place = chosen.and_then(|key| self.answers.iter().position(|a| a.key == *key));
        place.unwrap_or(0)
    }

    /// The chosen answer; the first where there is no such answer.
    pub(super) fn answer(&self, chosen: Option<&String>) -> Option<&DestinationAnswer> {
        self.answers.get(self.place(chosen))
    }
}
