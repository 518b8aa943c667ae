//! What came of writing lists: the files, and for each destination how many people and values were
//! used, not used, and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::value_change::ValueChange;
use crate::base::delivered::DeliveredList;
use crate::base::language::t;
use crate::base::words;

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// People to upload.
    People,
    /// People to add to the list that was written before.
    Added,
    /// Identifiers to take out of it.
    Removed,
    /// People who could not be used, with the reason.
    Unused,
    /// The control group.
    Control,
    /// The manifest.
    Manifest,
    /// What to do next, in words.
    Readme,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub holds: Holds,
    /// Key of the destination it is for; empty for files about the whole export.
    pub destination: String,
    /// Rows without the header.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// Why a person is not in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unused {
    /// The consent trait does not say yes.
    NoConsent,
    /// None of the identifiers that the destination needs, or none in a form that it takes.
    NoIdentifier,
    /// The same identifier as someone better ranked.
    Repeated,
    /// The same address or number as someone who is held out.
    BesideControl,
}

impl Unused {
    /// In the person's words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoConsent => t!("export-unused-consent"),
            Self::NoIdentifier => t!("export-unused-identifier"),
            Self::Repeated => t!("export-unused-repeated"),
            Self::BesideControl => t!("export-unused-beside"),
        }
    }
}

/// What can be told about the changes since a list was written for the destination before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SinceBefore {
    /// None was written before.
    #[default]
    NothingKnown,
    /// Some may have been written before, and which were the last is not known for sure.
    Uncertain,
    /// One was written before, and what was in it is not remembered: people were forgotten since, or an
    /// early version wrote it.
    NotRemembered {
        /// When the list before was written.
        at: i64,
    },
    /// The files of additions and removals lead from that list, of this time (seconds since 1970),
    /// to this one.
    Told {
        /// When the list before was written.
        at: i64,
    },
    /// Some identifiers of that list are known by nothing but their hashes any more: they cannot be
    /// named in a file of removals, so neither file was written.
    NotTold {
        /// When the list before was written.
        at: i64,
        /// How many identifiers cannot be named.
        unnamed: u64,
    },
}

impl SinceBefore {
    /// Why there are no files of additions and removals, and what to do, in a sentence; `None` where
    /// there are, or nothing was written before.
    pub fn words(self) -> Option<String> {
        match self {
            Self::NothingKnown | Self::Told { .. } => None,
            Self::Uncertain => Some(t!("export-since-uncertain").to_owned()),
            Self::NotRemembered { at } => Some(t!("export-since-not-remembered", day = day(at))),
            Self::NotTold { at, unnamed } => {
                Some(t!("export-since-not-told", day = day(at), unnamed = unnamed))
            }
        }
    }
}

/// "1 Nov 2026".
pub(super) fn day(at: i64) -> String {
    words::day(at.saturating_mul(1000))
}

/// One destination's list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrittenList {
    /// Key of the destination.
    pub destination: String,
    /// Name of the destination.
    pub name: String,
    /// Whether identifiers were hashed.
    pub hashed: bool,
    /// People in its files.
    pub used: u64,
    /// People who could not be used, by reason.
    pub unused: BTreeMap<Unused, u64>,
    /// People held out.
    pub control: u64,
    /// Values changed, or not usable: column, what and why, how many.
    pub changes: Vec<(String, ValueChange, u64)>,
    /// What can be told about additions and removals.
    pub since_before: SinceBefore,
    /// What the destination was given, for the next time.
    pub delivered: DeliveredList,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// All files, the ones to upload first.
    pub files: Vec<WrittenFile>,
    /// One a destination, in the order chosen.
    pub lists: Vec<WrittenList>,
    /// For each person of the audience, best first, whether they are in any of the files to upload;
    /// the control group is not, also where a file marks it.
    pub listed: Vec<bool>,
}
