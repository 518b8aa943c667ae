//! The texts of a destination in another language than English. They stand in the destination's own
//! file, so that whoever adds one needs no other.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The texts of a destination in another language; an empty one is English.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DestinationTexts {
    /// Its name.
    pub name: String,
    /// What to do on the platform.
    pub steps: Vec<String>,
    /// What to know before.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What could not be confirmed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// Its questions, by their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub questions: BTreeMap<String, QuestionTexts>,
}

/// The texts of a question in another language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuestionTexts {
    /// What is asked.
    pub label: String,
    /// Why it is asked.
    pub why: String,
    /// What the answers are called, by their keys.
    pub answers: BTreeMap<String, String>,
}
