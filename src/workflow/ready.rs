//! Everyone's past and traits, as every use case takes them: built once from the files, or opened as
//! they were kept.

use crate::base::language::Message;
use crate::base::temp_folder::TempFolder;
use serde::{Deserialize, Serialize};

use std::ops::Deref;

use super::cache::Answers;
use crate::history::History;
use crate::import::Report;
use crate::ingest::BuildReport;
use crate::model::{Pasts, Whole};
use crate::people::Traits;

/// Everyone's past and traits, ready for questions.
#[derive(Debug)]
pub struct Ready {
    /// Everyone's past; where pasts are elsewhere, who there is and what all pasts have in common.
    pub history: History,
    /// Where people's pasts are, when not in `history`.
    pub elsewhere: Option<Box<dyn Pasts>>,
    /// Everyone's traits.
    pub traits: Traits,
    /// What became of the rows.
    pub report: BuildReport,
    /// What became of the rows of the people files.
    pub people_files: Vec<PeopleFile>,
    /// Fields of people files that told who may be contacted and are not there any more.
    pub gone_consent: Vec<String>,
    /// Sources that are damaged, cut off or cannot be read at all.
    pub damaged: Vec<DamagedSource>,
    /// Where answers of the model about this past are kept, where they are.
    pub answers: Option<Answers>,
    /// Holds what has no room in memory and is not kept; goes after the history.
    pub scratch: Option<TempFolder>,
}

impl From<History> for Ready {
    /// A past of which nothing else is known: no traits, no report, nothing kept.
    fn from(history: History) -> Self {
        Self {
            history,
            elsewhere: None,
            traits: Traits::default(),
            report: BuildReport::default(),
            people_files: Vec::new(),
            gone_consent: Vec::new(),
            damaged: Vec::new(),
            answers: None,
            scratch: None,
        }
    }
}

impl Ready {
    /// Everyone's pasts, to be asked wherever they are.
    pub fn pasts(&self) -> impl Deref<Target = dyn Pasts + '_> {
        match &self.elsewhere {
            Some(elsewhere) => Asked::Elsewhere(elsewhere.as_ref()),
            None => Asked::Here(Whole::new(&self.history)),
        }
    }
}

/// Whom to ask.
enum Asked<'a> {
    Here(Whole<'a>),
    Elsewhere(&'a dyn Pasts),
}

impl<'a> Deref for Asked<'a> {
    type Target = dyn Pasts + 'a;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Here(whole) => whole,
            Self::Elsewhere(elsewhere) => *elsewhere,
        }
    }
}

/// What became of a people file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeopleFile {
    /// The file's name.
    pub name: String,
    /// Whether its rows are events, too: what becomes of them as such is told there.
    #[serde(default)]
    pub of_events: bool,
    /// Rows read, used and skipped.
    pub report: Report,
    /// Set when the file as a whole could not be used; the others still are.
    pub failed: Option<Message>,
}

/// A source of which something is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DamagedSource {
    /// The file and what is wrong with it, in a sentence.
    pub words: Message,
    /// What it gives.
    pub gives: Gives,
}

/// What a source gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gives {
    /// Events: everyone's past.
    Events,
    /// Values of these model columns, by product.
    Columns(Vec<String>),
    /// These traits of people.
    Traits(Vec<String>),
}
