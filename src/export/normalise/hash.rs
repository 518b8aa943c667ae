//! SHA-256 as upload platforms want it: of the normalised value, in lower-case hexadecimal.

use crate::base::digest::{HashKind, sha256};

/// Whether a value already is a SHA-256 hash: 64 hexadecimal digits of either case.
pub fn is_hash(value: &str) -> bool {
    HashKind::of(value) == Some(HashKind::Sha256)
}

/// SHA-256 in lower-case hexadecimal; what already is a hash stays one.
pub fn hash(value: &str) -> String {
    if is_hash(value) { value.to_ascii_lowercase() } else { sha256(value.as_bytes()) }
}
