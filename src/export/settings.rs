//! What holds for all destinations of one export.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::ExportError;
use super::normalise::{DayOrder, Locale};
use super::written::SinceBefore;
use crate::base::atomic_file::Existing;
use crate::base::delivered::DeliveredList;
use crate::base::file_names::file_stem;
use crate::base::unknown::Unknown;

/// Who may be written: those whose trait says yes, and who refused nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The trait's name.
    pub column: String,
    /// Values that mean yes, beside true, yes, 1 and the like.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Other traits that tell it too: `unsubscribed_at` beside `subscribed_at`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Consent {
    /// By the trait of this name, with the usual words for yes.
    pub fn by(column: impl Into<String>) -> Self {
        let (yes, beside) = (Vec::new(), Vec::new());
        Self { column: column.into(), yes, beside, unknown: Unknown::default() }
    }

    /// By all of these traits; `None` where there are none.
    pub fn by_all<S: Into<String>>(columns: impl IntoIterator<Item = S>) -> Option<Self> {
        let mut columns = columns.into_iter().map(Into::into);
        let first = Self::by(columns.next()?);
        Some(Self { beside: columns.collect(), ..first })
    }

    /// The traits that tell it, the first one before those beside it.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.column.as_str()).chain(self.beside.iter().map(String::as_str))
    }
}

/// Country of telephone numbers written without one, where none was chosen.
pub const USUAL_COUNTRY: &str = "US";

/// What holds for all destinations of one export.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The folder to write into; made where it is not there.
    pub folder: PathBuf,
    /// The audience's name; files are named after it.
    pub audience: String,
    /// What to do with files of the same names.
    pub existing: Existing,
    /// Files that are replaced whatever is to be done with others: what was written here before.
    pub own: Vec<PathBuf>,
    /// Files that the lists were made from: they are never written over.
    pub inputs: Vec<PathBuf>,
    /// Country (ISO 3166 alpha-2) of telephone numbers written without one.
    pub country: String,
    /// Whether only people who agreed are written.
    pub consent: Option<Consent>,
    /// The audience's definition in words, for the manifest.
    pub definition: String,
    /// How good the model is, for the manifest: whatever the caller has, as JSON.
    pub quality: serde_json::Value,
    /// Which of two numbers of a date of birth is the day; `None` to tell by each column's values.
    pub day_order: Option<DayOrder>,
    /// What the destinations were given before, for additions and removals.
    pub previous: Arc<[DeliveredList]>,
    /// What can be told of destinations that `previous` does not have.
    pub without_previous: SinceBefore,
    /// When it is written, for the manifest: ISO 8601.
    pub created: String,
}

impl Settings {
    /// Settings for a folder and an audience, with the usual for everything else.
    pub fn new(folder: impl Into<PathBuf>, audience: impl Into<String>) -> Self {
        Self {
            folder: folder.into(),
            audience: audience.into(),
            existing: Existing::Keep,
            own: Vec::new(),
            inputs: Vec::new(),
            country: USUAL_COUNTRY.into(),
            consent: None,
            definition: String::new(),
            quality: serde_json::Value::Null,
            day_order: None,
            previous: Arc::default(),
            without_previous: SinceBefore::NothingKnown,
            created: format!("{:.0}", jiff::Timestamp::now()),
        }
    }

    /// What to do with the file at `path`, where there is one.
    pub(super) fn existing_at(&self, path: &Path) -> Existing {
        existing_at(self.existing, &self.own, path)
    }

    /// Which files are replaced, for when the settings are gone.
    pub(super) fn replacing(&self) -> Replacing {
        Replacing { existing: self.existing, own: self.own.clone() }
    }

    pub(super) fn locale(&self) -> Result<Locale, ExportError> {
        // Ages are told for the day that the manifest names.
        let day = self.created.get(..10).and_then(|day| day.parse().ok());
        let today = day.unwrap_or_else(|| jiff::Zoned::now().date());
        let locale = Locale::of(&self.country, today);
        let locale = locale.map(|locale| Locale { day_order: self.day_order, ..locale });
        locale.ok_or_else(|| ExportError::NoSuchCountry(self.country.clone()))
    }

    /// When it is written, seconds since 1970.
    pub(super) fn at(&self) -> i64 {
        let at: Option<jiff::Timestamp> = self.created.parse().ok();
        at.unwrap_or_else(jiff::Timestamp::now).as_second()
    }

    /// The beginning of all files' names.
    pub(super) fn slug(&self) -> String {
        slug(&self.audience)
    }
}

/// What the names of an audience's files begin with: letters and digits of any script, and dashes.
/// Which files are replaced.
pub(super) struct Replacing {
    existing: Existing,
    own: Vec<PathBuf>,
}

impl Replacing {
    /// What to do with the file at `path`, where there is one.
    pub fn at(&self, path: &Path) -> Existing {
        existing_at(self.existing, &self.own, path)
    }
}

fn existing_at(others: Existing, own: &[PathBuf], path: &Path) -> Existing {
    if own.iter().any(|own| own == path) { Existing::Replace } else { others }
}

/// Audiences whose files begin with the same need folders of their own.
pub fn slug(audience: &str) -> String {
    file_stem(audience).unwrap_or_else(|| "audience".to_owned())
}
