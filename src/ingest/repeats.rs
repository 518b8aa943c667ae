//! Rows that were delivered more than once, told by a hash of 128 bits a row that is kept only
//! while files are read.
//!
//! A message ID alone does not tell: tables with a row a product repeat it on every line of an
//! order. So a row counts as repeated when the ID and all that is read of the row were there before.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::sync::Mutex;

use foldhash::fast::FixedState;

use crate::base::sync::lock;
use crate::import::{Batch, Column};

/// As many parts as make waiting for one another rare.
const PARTS: usize = 64;

type Part = Mutex<HashSet<u128, BuildHasherDefault<AsItIs>>>;

/// The rows seen so far, over all files.
#[derive(Debug)]
pub(super) struct Rows {
    parts: Vec<Part>,
    hashers: [FixedState; 2],
}

/// Takes a hash as it is.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, _: &[u8]) {}

    fn write_u128(&mut self, hash: u128) {
        self.0 = hash as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Rows {
    /// None seen yet.
    pub fn new() -> Self {
        Self {
            parts: (0..PARTS).map(|_| Part::default()).collect(),
            hashers: [FixedState::with_seed(0x5eed), FixedState::with_seed(0x0dd)],
        }
    }

    /// For each row of a batch whether the row of the file it came from was there before. `id` is
    /// the place of the message ID: rows without one are never repeated. `None`: every field counts.
    pub fn repeated(&self, batch: &Batch, id: Option<usize>) -> Vec<bool> {
        let mut repeated = vec![false; batch.rows];
        let source_row =
            |row: usize| batch.source_row.as_ref().map_or(row as u32, |rows| rows[row]);
        let mut start = 0;
        while start < batch.rows {
            // All that one row of the file was unfolded into is one delivery.
            let from = source_row(start);
            let rest = start + 1..batch.rows;
            let end = rest.into_iter().find(|&row| source_row(row) != from).unwrap_or(batch.rows);
            if id.is_none_or(|place| batch.columns[place].text(start).is_some()) {
                let key = self.key(batch, start..end);
                let part = (key >> 64) as usize % PARTS;
                if !lock(&self.parts[part]).insert(key) {
                    repeated[start..end].fill(true);
                }
            }
            start = end;
        }
        repeated
    }

    fn key(&self, batch: &Batch, rows: std::ops::Range<usize>) -> u128 {
        let half = |state: &FixedState| {
            let mut hasher = state.build_hasher();
            for row in rows.clone() {
                for column in &batch.columns {
                    match column {
                        Column::Time(_) => hasher.write_i64(column.time(row).unwrap_or(i64::MIN)),
                        _ => {
                            let text = column.text(row).unwrap_or_default();
                            hasher.write(text.as_bytes());
                            // So that "ab", "c" is not "a", "bc".
                            hasher.write_usize(text.len());
                        }
                    }
                }
            }
            hasher.finish()
        };
        u128::from(half(&self.hashers[0])) << 64 | u128::from(half(&self.hashers[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(ids: &[Option<&str>], products: &[&str], source_row: Option<Vec<u32>>) -> Batch {
        Batch {
            place: 0,
            rows: ids.len(),
            source_rows: source_row.as_ref().map_or(ids.len(), |r| 1 + r[r.len() - 1] as usize),
            source_row,
            columns: vec![
                Column::Text(ids.to_vec().into()),
                Column::Text(products.to_vec().into()),
            ],
        }
    }

    #[test]
    fn a_delivery_is_repeated_when_id_and_content_are_the_same() {
        let rows = Rows::new();
        let ids = [Some("1"), Some("1"), Some("1"), None, None];
        let first = batch(&ids, &["a", "b", "a", "a", "a"], None);
        assert_eq!(rows.repeated(&first, Some(0)), [false, false, true, false, false]);
        let all = Rows::new();
        assert_eq!(all.repeated(&first, None), [false, false, true, false, true]);
    }

    #[test]
    fn what_a_row_unfolds_into_is_one_delivery() {
        let rows = Rows::new();
        let ids = [Some("1"), Some("1"), Some("1"), Some("1"), Some("1"), Some("1")];
        // An order of two of the same, twice, then with something else.
        let unfolded = batch(&ids, &["a", "a", "a", "a", "a", "b"], Some(vec![0, 0, 1, 1, 2, 2]));
        let repeated = rows.repeated(&unfolded, Some(0));
        assert_eq!(repeated, [false, false, true, true, false, false]);
    }
}
