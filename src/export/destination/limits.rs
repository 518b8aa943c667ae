//! What a file is (CSV, Parquet, workbook) and what a platform takes in one: rows, bytes, columns,
//! lengths, characters.

use serde::{Deserialize, Serialize};

use super::content::Content;

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
