//! What tells a delivered row from its repeats, where readers do not see each other's rows.

use serde::{Deserialize, Serialize};

/// What tells a row that was delivered from one that was delivered before: a row of a piece has one where
/// repeats are to be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// A hash of all that was delivered.
    pub key: u64,
    /// Further bits of the hash; `None`: its repeats count.
    pub part: Option<u8>,
    /// The place of its file among the files.
    pub file: u32,
    /// The place of the delivery in the file.
    pub place: u64,
    /// Whether it is the first row of its delivery that counts.
    pub first: bool,
    /// Whether it names a product.
    pub named: bool,
    /// Whether a product file has that product.
    pub matched: bool,
}
