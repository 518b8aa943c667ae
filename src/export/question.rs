//! Where a platform's pages disagree or are silent the person chooses: a question with answers,
//! each of which changes the destination's declaration a little.

use serde::{Deserialize, Serialize};

use super::destination::{Column, Content, Destination};
use super::normalise::ValueFormat;

/// Something for the person to choose about a destination's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Short name, kept in the project with the answer.
    pub key: String,
    /// What is asked: "Phone numbers".
    pub label: String,
    /// Why it is asked, and what to try if the file is refused.
    pub why: String,
    /// The answers; the first is what is documented best.
    pub answers: Vec<Answer>,
}

/// One answer to a [`Question`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Short name, kept in the project.
    pub key: String,
    /// What it is called: "+14155550142".
    pub label: String,
    /// What it changes in the declaration.
    pub changes: Vec<Change>,
}

/// A change of a destination's declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
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

impl Change {
    fn apply(&self, destination: &mut Destination) {
        let columns = &mut destination.columns;
        match self {
            Self::ValueFormat(content, form) => columns
                .iter_mut()
                .filter(|column| column.content == *content)
                .for_each(|column| column.form = *form),
            Self::Without(content) => columns.retain(|column| column.content != *content),
            Self::Only(contents) => columns.retain(|column| contents.contains(&column.content)),
            // A stable sort: everything else keeps its order.
            Self::First(content) => columns.sort_by_key(|column| column.content != *content),
            Self::Add(column) => columns.push(column.clone()),
            Self::NoHeader => destination.no_header = true,
            Self::OnlyFilled => destination.fixed_headers = false,
            Self::AnyCharacters => destination.limits.segment_characters = false,
            Self::KeepFormulas => destination.escape_formulas = false,
            Self::MarkUtf8 => destination.mark_utf8 = true,
            Self::Needs(content) => destination.needs = vec![vec![content.clone()]],
        }
    }
}

impl Question {
    /// The chosen answer's place; the first where there is no such answer.
    pub fn place(&self, chosen: Option<&String>) -> usize {
        let place = chosen.and_then(|key| self.answers.iter().position(|a| a.key == *key));
        place.unwrap_or(0)
    }

    /// Changes the declaration as the chosen answer says.
    pub(super) fn apply(&self, chosen: Option<&String>, destination: &mut Destination) {
        let answer = self.answers.get(self.place(chosen));
        for change in answer.into_iter().flat_map(|answer| &answer.changes) {
            change.apply(destination);
        }
    }
}
