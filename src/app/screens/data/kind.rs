//! What a file is, in words.

use crate::base::language::t;
use crate::catalog::FileRole;
use crate::import::{Format, Source};

/// What the file is in a few words, and whether a program's format was recognised.
pub(super) fn kind(source: &Source, role: Option<&FileRole>) -> (String, bool) {
    let known = source.format != Format::Plain;
    let words = match role {
        _ if known => source.format.name().to_owned(),
        Some(FileRole::Products { .. }) => t!("data-kind-products").to_owned(),
        Some(FileRole::People(_)) => t!("data-kind-people").to_owned(),
        Some(FileRole::Events(_)) => t!("data-kind-events").to_owned(),
        Some(FileRole::Unused) | None => source.format.name().to_owned(),
    };
    (words, known)
}
