//! A destination: the file that a place to upload to takes, and what a person should know about it.
//! It is data. The built-in ones come from `assets/destinations` ([`super::built_in`]), a person's
//! own is the same type kept in their project, so that both are written by the same code.
//!
//! Unknown keys are let pass here and written again, because a project may have been saved by another
//! version of the program; in the files of the built-in ones a test refuses them.

use serde::{Deserialize, Serialize};

use super::column::{Column, Hashing};
use super::content::Content;
use super::limits::{Delimiter, FileKind, Limits};
use super::question::{DestinationAnswer, DestinationChange, DestinationQuestion};
use super::texts::{DestinationTexts, QuestionTexts};
use crate::base::language::{Language, t};
use crate::base::unknown::Unknown;

/// How far the facts about a destination can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Read on the platform's own page (a stored copy of it, from that page's address).
    Official,
    /// Read in someone else's copy of the platform's page.
    Copied,
    /// Some of it was found only in other companies' guides or in programs; see the doubts.
    #[default]
    Unconfirmed,
}

/// Further columns that a destination takes beside its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extras {
    /// None: an unknown header is refused or ignored.
    #[default]
    None,
    /// Any, by their plain names: `propensity`.
    Plain,
    /// Any, named in snake case: `likely_propensity`.
    Snake,
    /// Any, named in words: `Likely propensity`.
    Words,
}

/// What a destination is for, as people look for it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Files that people open themselves.
    #[default]
    Files,
    /// Advertising platforms.
    Ads,
    /// E-mail and messaging tools.
    Messaging,
    /// Data tools.
    DataTools,
}

impl Group {
    /// Every group, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Files, Self::Ads, Self::Messaging, Self::DataTools];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => t!("export-group-files"),
            Self::Ads => t!("export-group-ads"),
            Self::Messaging => t!("export-group-messaging"),
            Self::DataTools => t!("export-group-data-tools"),
        }
    }
}

/// A place to upload to, and the file it takes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Destination {
    /// Short name for files and the command line: `google-ads`.
    pub key: String,
    /// Name in the window.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub group: Group,
    /// The kind of file.
    #[serde(default)]
    pub file: FileKind,
    /// What stands between the values of a CSV file.
    #[serde(default)]
    pub delimiter: Delimiter,
    /// Whether a CSV file has no line of headers.
    #[serde(default)]
    pub no_header: bool,
    /// Whether a CSV file begins with the mark by which Excel knows UTF-8.
    #[serde(default)]
    pub mark_utf8: bool,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// A row is of use when all contents of one of these groups are there; with no groups every
    /// row is.
    #[serde(default)]
    pub needs: Vec<Vec<Content>>,
    /// Contents that are of use only together: their columns are left out unless all are there.
    #[serde(default)]
    pub together: Vec<Content>,
    /// Whether a file has just one column, of the kind the person chooses.
    #[serde(default)]
    pub one_column: bool,
    /// Whether a hashed file is what to offer first, where there is a choice.
    #[serde(default)]
    pub hash_first: bool,
    /// Whether no two rows may have the same value in the first column that they fill.
    #[serde(default)]
    pub unique: bool,
    /// Whether values are taken as they are, also ones that are hashed already: a table that no
    /// platform matches anyone by.
    #[serde(default)]
    pub any_values: bool,
    /// Whether spreadsheet formulas are defused: only where people open the file, as it would
    /// break matching elsewhere.
    #[serde(default, alias = "defuse")]
    pub escape_formulas: bool,
    /// What else it takes.
    #[serde(default)]
    pub extras: Extras,
    /// Whether what else it takes stands before the last column.
    #[serde(default)]
    pub extras_before_last: bool,
    /// Whether all headers stay, also of columns that are empty.
    #[serde(default)]
    pub fixed_headers: bool,
    /// Its limits.
    #[serde(default)]
    pub limits: Limits,
    /// What to do on the platform, in two or three steps.
    #[serde(default)]
    pub steps: Vec<String>,
    /// What the person should know before: consent, opening times of the list.
    #[serde(default)]
    pub note: String,
    /// Where the facts are from.
    #[serde(default)]
    pub source: String,
    /// The date on that source, `YYYY-MM`; empty where it has none.
    #[serde(default, alias = "dated")]
    pub source_date: String,
    /// How far the facts can be trusted.
    #[serde(default, alias = "sure")]
    pub certainty: Certainty,
    /// What could not be confirmed, and what to try if the platform refuses the file.
    #[serde(default)]
    pub doubts: Vec<String>,
    /// What the person may choose because platforms, or their pages, differ.
    #[serde(default)]
    pub questions: Vec<DestinationQuestion>,
    /// All of these texts in German, where somebody wrote them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub german: Option<DestinationTexts>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Destination {
    /// The texts in the language of the window, where there are such.
    fn texts(&self) -> Option<&DestinationTexts> {
        match Language::current() {
            Language::English => None,
            Language::German => self.german.as_ref(),
        }
    }

    /// Its name, in the current language where it has one there.
    pub fn name(&self) -> &str {
        let name = self.texts().map(|texts| texts.name.as_str());
        name.filter(|name| !name.is_empty()).unwrap_or(&self.name)
    }

    /// What to do on the platform, in the current language where it is written there.
    pub fn steps(&self) -> &[String] {
        let steps = self.texts().map(|texts| texts.steps.as_slice());
        steps.filter(|steps| !steps.is_empty()).unwrap_or(&self.steps)
    }

    /// What to know before, in the current language where it is written there.
    pub fn note(&self) -> &str {
        let note = self.texts().map(|texts| texts.note.as_str());
        note.filter(|note| !note.is_empty()).unwrap_or(&self.note)
    }

    /// What could not be confirmed, in the current language where it is written there.
    pub fn doubts(&self) -> &[String] {
        let doubts = self.texts().map(|texts| texts.doubts.as_slice());
        doubts.filter(|doubts| !doubts.is_empty()).unwrap_or(&self.doubts)
    }

    fn question(&self, question: &DestinationQuestion) -> Option<&QuestionTexts> {
        self.texts()?.questions.get(&question.key)
    }

    /// What a question of it asks, in the current language where it is written there.
    pub fn label<'a>(&'a self, question: &'a DestinationQuestion) -> &'a str {
        self.question(question).map_or(&question.label, |texts| &texts.label)
    }

    /// Why a question of it is asked, in the current language where it is written there.
    pub fn why<'a>(&'a self, question: &'a DestinationQuestion) -> &'a str {
        self.question(question).map_or(&question.why, |texts| &texts.why)
    }

    /// What an answer to a question of it is called, in the current language where it is there.
    pub fn answer<'a>(
        &'a self,
        question: &'a DestinationQuestion,
        answer: &'a DestinationAnswer,
    ) -> &'a str {
        let texts = self.question(question).and_then(|texts| texts.answers.get(&answer.key));
        texts.unwrap_or(&answer.label)
    }

    /// Where the facts are from, how old that is and how far it can be trusted, in words.
    pub fn facts(&self) -> String {
        let dated = match self.source_date.as_str() {
            "" => t!("export-source-undated"),
            date => date,
        };
        let how = match self.certainty {
            Certainty::Official => t!("export-source-official"),
            Certainty::Copied => t!("export-source-copied"),
            Certainty::Unconfirmed => t!("export-source-unconfirmed"),
        };
        format!("{} ({how}; {dated})", self.source)
    }

    /// Whether the file can be written hashed or plain.
    pub fn hashable(&self) -> bool {
        (self.columns.iter()).any(|column| column.hashing == Hashing::Either)
    }

    /// Changes the declaration as an answer says.
    pub(in crate::export) fn apply(&mut self, change: &DestinationChange) {
        use DestinationChange as Change;
        let columns = &mut self.columns;
        match change {
            Change::ValueFormat(content, format) => columns
                .iter_mut()
                .filter(|column| column.content == *content)
                .for_each(|column| column.format = *format),
            Change::Without(content) => columns.retain(|column| column.content != *content),
            Change::Only(contents) => columns.retain(|column| contents.contains(&column.content)),
            // A stable sort: everything else keeps its order.
            Change::First(content) => columns.sort_by_key(|column| column.content != *content),
            Change::Add(column) => columns.push(column.clone()),
            Change::NoHeader => self.no_header = true,
            Change::OnlyFilled => self.fixed_headers = false,
            Change::AnyCharacters => self.limits.segment_characters = false,
            Change::KeepFormulas => self.escape_formulas = false,
            Change::MarkUtf8 => self.mark_utf8 = true,
            Change::Needs(content) => self.needs = vec![vec![content.clone()]],
        }
    }
}
