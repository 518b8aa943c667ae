//! What a destination is: data, so that a new one is a few lines in [`super::destinations`] and a
//! destination of the person's own is the same thing kept in their project.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::normalise::ValueFormat;
use super::question::Question;

/// Something known about a person that a column can hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// The ID that the events carry.
    PersonId,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// City.
    City,
    /// State or province.
    State,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
    /// Date of birth.
    BirthDate,
    /// Age in years; worked out from the date of birth where it is not known itself.
    Age,
    /// Gender.
    Gender,
    /// Mobile advertising ID.
    MobileAdId,
    /// Job title.
    JobTitle,
    /// Employer.
    Company,
    /// What the customer is worth to the person's business.
    CustomerValue,
    /// Any other trait, by its name.
    Trait(String),
    /// Probability of engaging, 0 to 1.
    Propensity,
    /// Place in the audience, 1 is best.
    Rank,
    /// Share of everyone scored who are less likely, 0 to 100.
    Percentile,
    /// The audience's name.
    AudienceName,
    /// The person's top reasons, in words.
    Reasons,
    /// One of the values recommended for the person, 1 is best.
    Recommended(u8),
    /// Whether the person is held out for comparison.
    Control,
    /// The same text for everyone.
    Constant(String),
}

impl Content {
    /// The word for it in the window.
    pub fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Self::PersonId => "Person ID",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::City => "City",
            Self::State => "State",
            Self::PostalCode => "Postal code",
            Self::Country => "Country",
            Self::BirthDate => "Date of birth",
            Self::Age => "Age",
            Self::Gender => "Gender",
            Self::MobileAdId => "Mobile advertising ID",
            Self::JobTitle => "Job title",
            Self::Company => "Company",
            Self::CustomerValue => "Customer value",
            Self::Trait(name) => return Cow::Borrowed(name),
            Self::Propensity => "Propensity",
            Self::Rank => "Rank",
            Self::Percentile => "Percentile",
            Self::AudienceName => "Audience",
            Self::Reasons => "Top reasons",
            Self::Recommended(place) => return Cow::Owned(format!("Recommended {place}")),
            Self::Control => "Control group",
            Self::Constant(text) => return Cow::Borrowed(text),
        })
    }

    /// Whether it comes from the ranking and not from what is known about the person.
    pub fn is_made(&self) -> bool {
        matches!(
            self,
            Self::Propensity
                | Self::Rank
                | Self::Percentile
                | Self::AudienceName
                | Self::Reasons
                | Self::Recommended(_)
                | Self::Control
                | Self::Constant(_)
        )
    }

    /// Whether it belongs to one person alone; names and cities are shared by many.
    pub fn is_identifier(&self) -> bool {
        matches!(self, Self::PersonId | Self::Email | Self::Phone | Self::MobileAdId)
    }
}

/// Whether a column's values are hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hashing {
    /// Never: the platform needs it plain.
    #[default]
    Never,
    /// Hashed or plain, as the person chooses for the whole file.
    Either,
    /// Only in a plain file; left out of a hashed one.
    PlainOnly,
    /// Always.
    Always,
}

/// A column of a destination's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The header exactly as the platform wants it.
    pub header: String,
    /// The header when the values are hashed, where that differs.
    #[serde(default)]
    pub hashed_header: Option<String>,
    /// What is in it.
    pub content: Content,
    /// Which of several values of that content (a second e-mail address), from 0.
    #[serde(default)]
    pub nth: usize,
    /// How it is written.
    pub form: ValueFormat,
    /// Whether it is hashed.
    #[serde(default)]
    pub hashing: Hashing,
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Comma-separated, UTF-8, with a header.
    #[default]
    Csv,
    /// Apache Parquet.
    Parquet,
    /// Excel workbook.
    Excel,
}

impl FileKind {
    /// The file's ending.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Excel => "xlsx",
        }
    }
}

/// What stands between the values of a CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// Tab.
    Tab,
}

impl Delimiter {
    /// The byte itself.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

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

/// What a platform takes in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Fewer people than this are refused, or of no use there.
    pub least_people: Option<u64>,
    /// Rows a file, without the header; more go into another file.
    pub most_rows: Option<u64>,
    /// Bytes a file; more go into another file.
    pub most_bytes: Option<u64>,
    /// Columns a file.
    pub most_columns: Option<usize>,
    /// Bytes a value; longer ones are cut at a letter and reported.
    pub most_value_bytes: Option<usize>,
    /// Contents whose values may stand in one row only; repeated ones are left empty, reported.
    pub once: Vec<Content>,
    /// Whether values may hold only Segment's listed characters; others are left empty, reported.
    pub segment_characters: bool,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self {
        least_people: None,
        most_rows: None,
        most_bytes: None,
        most_columns: None,
        most_value_bytes: None,
        once: Vec::new(),
        segment_characters: false,
    };
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

/// A place to upload to, and the file it takes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Destination {
    /// Short name for files and the command line: `google-ads`.
    pub key: String,
    /// Name in the window.
    pub name: String,
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
    /// Whether spreadsheet formulas are defused: only where people open the file, as it would
    /// break matching elsewhere.
    #[serde(default)]
    #[serde(alias = "defuse")]
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
    #[serde(default)]
    pub dated: String,
    /// How far the facts can be trusted.
    #[serde(default)]
    pub sure: Certainty,
    /// What could not be confirmed, and what to try if the platform refuses the file.
    #[serde(default)]
    pub doubts: Vec<String>,
    /// What the person may choose because platforms, or their pages, differ.
    #[serde(default)]
    pub questions: Vec<Question>,
}

impl Destination {
    /// Where the facts are from, how old that is and how far it can be trusted, in words.
    pub fn facts(&self) -> String {
        let dated = if self.dated.is_empty() { "no date on it" } else { &self.dated };
        let how = match self.sure {
            Certainty::Official => "the platform’s own page",
            Certainty::Copied => "partly from copies of the platform’s page",
            Certainty::Unconfirmed => "not all confirmed",
        };
        format!("{} ({how}; {dated})", self.source)
    }

    /// Whether the file can be written hashed or plain.
    pub fn hashable(&self) -> bool {
        (self.columns.iter()).any(|column| column.hashing == Hashing::Either)
    }
}
