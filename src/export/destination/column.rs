//! One column of a destination's file: header, content, how its values are written, and whether they
//! are hashed.

use serde::{Deserialize, Serialize};

use super::content::Content;
use crate::export::normalise::ValueFormat;

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
    #[serde(alias = "form")]
    pub format: ValueFormat,
    /// Whether it is hashed.
    #[serde(default)]
    pub hashing: Hashing,
}
