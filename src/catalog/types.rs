//! The catalog as the person enters it: may be incomplete, is kept in the project.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::field_names;
use crate::base::language::{Message, MessageValue, message};
use crate::base::unknown::Unknown;

use crate::import::{self, FieldInfo, Kind, Source, TimeFormat};

/// At most this many events may be chosen.
pub const MAX_EVENTS: usize = 10;
/// This many events are advised.
pub const ADVISED_EVENTS: std::ops::RangeInclusive<usize> = 3..=7;
/// The name of the column that always is there and comes first.
pub const PRODUCT_ID: &str = "Product ID";

/// What is in the files, as the person says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalog {
    /// What each file is, in the order of the project's files.
    pub files: Vec<FileRole>,
    /// Every event that was found, chosen or not, most frequent first.
    pub events: Vec<EventChoice>,
    /// Model columns beside the product ID; their order is the hierarchy, broad to narrow.
    pub columns: Vec<ColumnMap>,
    /// Whether people known only by an anonymous ID are left out.
    pub leave_out_anonymous: bool,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// Rows are events.
    Events(EventFile),
    /// Rows are products, joined by product ID.
    Products {
        /// The field with the product ID.
        id: String,
        /// What later versions wrote.
        #[serde(flatten)]
        unknown: Unknown,
    },
    /// Rows are people with their traits, joined by person ID.
    People(PeopleTable),
    /// Not used.
    Unused,
}

impl FileRole {
    /// Whether it is an event file of which it is decided whom and when events are of: it can be counted.
    pub fn is_countable(&self) -> bool {
        self.events().is_some_and(|events| !events.person.is_empty() && events.time.is_some())
    }

    /// The event file's fields, where it is one.
    pub fn events(&self) -> Option<&EventFile> {
        match self {
            Self::Events(events) => Some(events),
            _ => None,
        }
    }

    /// Products by this product ID.
    pub fn products(id: impl Into<String>) -> Self {
        Self::Products { id: id.into(), unknown: Unknown::default() }
    }

    /// A people file by this person ID, of which nothing else is said.
    pub fn people(id: impl Into<String>) -> Self {
        Self::People(PeopleTable { id: id.into(), ..PeopleTable::default() })
    }
}

/// Which fields of a people file are the person and the time of the row; all others are traits.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleTable {
    /// The field with the person ID.
    pub id: String,
    /// When the row was true (`updated_at`), so that of several rows of one person the latest has
    /// the last word; `None`: the last row of the file has it.
    pub time: Option<String>,
    /// How that time is written.
    pub time_format: TimeFormat,
    /// The fields that the file had when a person last looked at it. One that is gone later is
    /// said: an audience may depend on it.
    pub fields: Vec<String>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl PeopleTable {
    /// A people file by this person ID as it is: its time by name, and all of its fields.
    pub fn of(source: &Source, id: String) -> Self {
        let time = source.fields.iter().find(|f| f.path != id && tells_when_updated(f));
        Self {
            id,
            time: time.map(|f| f.path.clone()),
            time_format: time.map(|f| f.time_format).unwrap_or_default(),
            fields: source.fields.iter().map(|f| f.path.clone()).collect(),
            unknown: Unknown::default(),
        }
    }
}

/// Names, without case and separators, of fields that say when a row of a people file was true.
/// `created_at` is not one: that is when the person came, not when the row was written.
const UPDATED: [&str; 22] = [
    "updatedat",
    "updated",
    "lastupdated",
    "lastupdatedat",
    "lastupdate",
    "dateupdated",
    "updatedon",
    "updatetime",
    "modifiedat",
    "modified",
    "lastmodified",
    "lastmodifieddate",
    "modifiedon",
    "datemodified",
    "changedat",
    "lastchanged",
    "aktualisiertam",
    "geändertam",
    "timestamp",
    "receivedat",
    "exportedat",
    "snapshotdate",
];

fn tells_when_updated(field: &FieldInfo) -> bool {
    let leaf = field.path.rsplit('.').next().unwrap_or(&field.path);
    let name: String =
        leaf.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    field.kind == Kind::Time && UPDATED.contains(&name.as_str())
}

/// Which fields of an event file are the person, the time and the event.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EventFile {
    /// Fields that hold the person's ID, the known ID first; the first one filled counts.
    pub person: Vec<String>,
    /// The field that holds an anonymous ID, to join the same person's earlier events.
    pub anonymous: Option<String>,
    /// The field that holds the time.
    pub time: Option<String>,
    /// How it is written.
    pub time_format: TimeFormat,
    /// Where the event's name comes from.
    pub event: EventName,
    /// Rows that do not count as interest.
    pub leave_out: Vec<RowFilter>,
    /// What becomes of rows that were delivered more than once.
    pub repeats: Repeats,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What becomes of rows that were delivered more than once; over all files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// They count again.
    #[default]
    Keep,
    /// Rows with the same message ID in this field, and the same content, count once.
    ById(String),
    /// Rows that are the same in every field count once.
    ByAllFields,
}

impl Repeats {
    /// The reason shown in the report.
    pub fn reason(&self) -> Message {
        match self {
            Self::ById(field) => message!("catalog-skipped-repeated", field = field.as_str()),
            Self::Keep | Self::ByAllFields => message!("catalog-skipped-same"),
        }
    }
}

/// Where an event's name comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventName {
    /// A field.
    Field(String),
    /// Several fields; the first one filled counts.
    FirstOf(Vec<String>),
    /// Every row of the file is this event.
    Fixed(String),
}

impl EventName {
    /// The fields to look at, in order; none where every row is the same event.
    pub fn fields(&self) -> &[String] {
        match self {
            Self::Field(field) => std::slice::from_ref(field),
            Self::FirstOf(fields) => fields,
            Self::Fixed(_) => &[],
        }
    }
}

impl Default for EventName {
    fn default() -> Self {
        Self::Fixed("event".into())
    }
}

/// Rows that are no interest: returns, cancellations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowFilter {
    /// The field holds a number below zero (a returned quantity).
    Negative(String),
    /// The field is filled ("Cancelled at") and says neither no nor that there is nothing: a yes of
    /// any kind, or a date.
    Filled(String),
    /// The field begins with this text (invoice numbers of cancellations).
    StartsWith(String, String),
    /// The field is one of these, ignoring case (a status).
    OneOf(String, Vec<String>),
}

impl RowFilter {
    /// The field it looks at.
    pub fn field(&self) -> &str {
        match self {
            Self::Negative(f) | Self::Filled(f) | Self::StartsWith(f, _) | Self::OneOf(f, _) => f,
        }
    }

    /// Whether a row whose field holds `text` is left out.
    pub fn matches(&self, text: Option<&str>) -> bool {
        let Some(text) = text else { return false };
        match self {
            Self::Negative(_) => {
                text.contains(['-', '−', '(']) && import::sign(text) == Some(Ordering::Less)
            }
            Self::Filled(_) => {
                field_names::yes_or_no(text) != Some(false) && !field_names::says_nothing(text)
            }
            Self::StartsWith(_, start) => text.starts_with(start.as_str()),
            Self::OneOf(_, values) => values.iter().any(|v| v.eq_ignore_ascii_case(text.trim())),
        }
    }

    /// The reason shown in the report.
    pub fn reason(&self) -> Message {
        match self {
            Self::Negative(field) => message!("catalog-skipped-negative", field = field.as_str()),
            Self::Filled(field) => message!("catalog-skipped-filled", field = field.as_str()),
            Self::StartsWith(field, start) => {
                message!("catalog-skipped-starts", field = field.as_str(), start = start.as_str())
            }
            Self::OneOf(field, values) => {
                let values = values.iter().map(|value| MessageValue::from(value.as_str()));
                let any =
                    |one, next| MessageValue::from(message!("base-or", before = one, last = next));
                let values = values.reduce(any).unwrap_or_else(|| MessageValue::from(""));
                message!("catalog-skipped-is", field = field.as_str(), values = values)
            }
        }
    }
}

/// One kind of event and whether it counts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EventChoice {
    /// Its name as in the data.
    pub name: String,
    /// Whether it shows interest and is used.
    pub chosen: bool,
    /// Whether it undoes interest by its name (removed, refunded …).
    pub undoes: bool,
    /// The field with the product ID; `None` for an event without product.
    pub product: Option<String>,
    /// How a cell with the IDs of several products is split.
    #[serde(skip_serializing_if = "Split::is_none")]
    pub product_split: Split,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One model column.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnMap {
    /// The name the person knows it by.
    pub name: String,
    /// For each event the field it comes from; absent where the event does not have it.
    pub fields: BTreeMap<String, String>,
    /// The field of the product file it comes from, for events that do not carry it.
    pub product_field: Option<String>,
    /// How a cell with several values is split.
    pub split: Split,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// How a cell with several values is split. Lists of the file itself are always split.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// Not: the cell is one value.
    #[default]
    None,
    /// On this text.
    On(String),
    /// As a JSON list.
    Json,
}

impl Split {
    /// Whether a cell holds one value.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// What is missing or wrong in a catalog, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{words}")]
pub struct Problem {
    /// Where to point.
    pub place: Place,
    /// What to do, in words.
    pub words: String,
}

/// A part of the catalog that a [`Problem`] is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file, by its place in the project.
    File(usize),
    /// The choice of events as a whole.
    Events,
    /// One event.
    Event(String),
    /// One column.
    Column(String),
}
