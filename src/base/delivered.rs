//! What a destination was given the last time a list was written for it, kept without anyone's data:
//! keyed hashes of the identifiers and of the rows as they were written.
//!
//! Additions and removals lead from what a platform has to what it should have. That depends on what
//! was written (who had consent, an address, which address), not on who was in the audience, so it
//! is this that is remembered. The key is drawn anew each time: two of these cannot be laid side by
//! side. Whoever has the file and somebody's address can still tell that it was written, so the
//! record is kept readable by its owner only.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

/// What one destination was given. Hashes are the first 128 bits of SHA-256 over salt and text: two
/// of ten million texts share one with a chance of 1 in 10²⁴.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveredList {
    /// Key of the destination.
    pub destination: String,
    /// When, seconds since 1970.
    pub at: i64,
    /// The files that were written. Those that still lie there can name what is taken out later.
    pub files: Vec<PathBuf>,
    /// Key of the hashes.
    pub salt: [u8; 16],
    /// Hashes of the identifiers that the platform matches by, rising.
    pub identifiers: Vec<u128>,
    /// Hashes of all that a row says about whom it means, rising.
    pub rows: Vec<u128>,
}

impl DeliveredList {
    /// Nothing yet, with a salt of its own.
    pub fn new(destination: &str, at: i64) -> Self {
        let mut salt = [0; 16];
        // Without the system's randomness the salt is the time: weaker, never wrong.
        if getrandom::fill(&mut salt).is_err() {
            salt[..8].copy_from_slice(&at.to_le_bytes());
        }
        Self { destination: destination.to_owned(), at, salt, ..Self::default() }
    }

    /// The hash of a text under this list's salt.
    pub fn hash(&self, text: &str) -> u128 {
        let digest = Sha256::new().chain_update(self.salt).chain_update(text).finalize();
        let mut first = [0_u8; 16];
        first.copy_from_slice(&digest[..16]);
        u128::from_be_bytes(first)
    }

    /// Takes in a row and its identifiers; [`DeliveredList::settle`] when all are in.
    pub fn add(&mut self, identifiers: &[String], row: &str) {
        let hashes = identifiers.iter().map(|text| self.hash(text));
        let hashes: Vec<u128> = hashes.collect();
        self.identifiers.extend(hashes);
        self.rows.push(self.hash(row));
    }

    /// Puts the hashes in order, each once.
    pub fn settle(&mut self) {
        for hashes in [&mut self.identifiers, &mut self.rows] {
            hashes.sort_unstable();
            hashes.dedup();
        }
    }

    /// Whether this row was written.
    pub fn has_row(&self, row: &str) -> bool {
        self.rows.binary_search(&self.hash(row)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_found_again_and_holds_no_text() {
        let mut list = DeliveredList::new("klaviyo", 7);
        list.add(&["email\0b@x.com".into()], "row b");
        list.add(&["email\0a@x.com".into(), "email\0b@x.com".into()], "row a");
        list.settle();
        assert_eq!((list.identifiers.len(), list.rows.len()), (2, 2));
        assert!(list.has_row("row a") && !list.has_row("row c"));
        assert!(!format!("{list:?}").contains("x.com"));
        let other = DeliveredList::new("klaviyo", 7);
        assert_ne!(other.hash("row a"), list.hash("row a"));
    }
}
