//! What holds for all destinations of one export.

use std::path::PathBuf;

use super::choice::Consent;
use super::error::ExportError;
use super::normalise::Locale;
use crate::base::atomic_file::Existing;

/// What holds for all destinations of one export.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The folder to write into; made where it is not there.
    pub folder: PathBuf,
    /// The audience's name; files are named after it.
    pub audience: String,
    /// What to do with files of the same names.
    pub existing: Existing,
    /// Country (ISO 3166 alpha-2) of telephone numbers written without one.
    pub country: String,
    /// Whether only people who agreed are written.
    pub consent: Option<Consent>,
    /// The audience's definition in words, for the manifest.
    pub definition: String,
    /// How good the model is, for the manifest: whatever the caller has, as JSON.
    pub quality: serde_json::Value,
    /// When the list was written before, in words, where additions and removals are compared with
    /// that.
    pub before: String,
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
            country: "US".into(),
            consent: None,
            definition: String::new(),
            quality: serde_json::Value::Null,
            before: String::new(),
            created: format!("{:.0}", jiff::Timestamp::now()),
        }
    }

    pub(super) fn locale(&self) -> Result<Locale, ExportError> {
        // Ages are told for the day that the manifest names.
        let day = self.created.get(..10).and_then(|day| day.parse().ok());
        let today = day.unwrap_or_else(|| jiff::Zoned::now().date());
        let locale = Locale::of(&self.country, today);
        locale.ok_or_else(|| ExportError::NoSuchCountry(self.country.clone()))
    }

    /// The beginning of all files' names.
    pub(super) fn slug(&self) -> String {
        slug(&self.audience)
    }
}

/// What the names of an audience's files begin with: letters and digits of any script, and dashes.
pub fn slug(audience: &str) -> String {
    let lower = audience.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(60).collect();
    if slug.is_empty() { "audience".into() } else { slug }
}
