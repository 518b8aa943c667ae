//! What a file is, in words.

use crate::catalog::FileRole;
use crate::import::{Format, Source};

/// What the file is in a few words, and whether a program's format was recognised.
pub(super) fn kind(source: &Source, role: Option<&FileRole>) -> (String, bool) {
    let known = source.format != Format::Plain;
    let words = match role {
        _ if known => source.format.name().to_owned(),
        Some(FileRole::Products { .. }) => "Product table".to_owned(),
        Some(FileRole::People(_)) => "People table".to_owned(),
        Some(FileRole::Events(_)) => "Table of events".to_owned(),
        Some(FileRole::Unused) | None => source.format.name().to_owned(),
    };
    (words, known)
}
