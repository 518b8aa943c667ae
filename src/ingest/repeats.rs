//! Rows that were delivered more than once, told by a hash of 72 bits a row that is kept only while
//! files are read: 64 in a set, 8 by which of the sets it is. Among a billion rows two that differ
//! are taken for one with a chance of one in ten thousand; 128 bits would take twice the memory,
//! which grows with every row.
//!
//! A message ID alone does not tell: tables with a row a product repeat it on every line of an
//! order. So a row counts as repeated when the ID and all that is read of the row were there before,
//! in fields of the same names and as the same event: a view and an order of the same second are two
//! things, though tables of one event each write them alike.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Mutex;

use foldhash::fast::FixedState;

use crate::base::sync::lock;
use crate::catalog::{EventAt, EventFilePlan};
use crate::import::{Batch, Column, id_text};

/// As many parts as make waiting for one another rare; which one is a part of the hash, a byte.
const PARTS: usize = 256;

type Part = Mutex<HashSet<u64, BuildHasherDefault<AsItIs>>>;

/// The rows seen so far, over all files.
#[derive(Debug)]
pub(super) struct SeenRows {
    parts: Vec<Part>,
    hashers: [FixedState; 2],
}

/// Takes a hash as it is.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl SeenRows {
    /// None seen yet.
    pub fn new() -> Self {
        Self {
            parts: (0..PARTS).map(|_| Part::default()).collect(),
            hashers: [FixedState::with_seed(0x5eed), FixedState::with_seed(0x0dd)],
        }
    }

    /// Whether what a row of a file was unfolded into, these rows of a batch, was there before. `id` is the
    /// place of the message ID: rows without one are never repeated. `None`: every field counts.
    pub fn repeated(
        &self,
        batch: &Batch,
        rows: Range<usize>,
        id: Option<usize>,
        shape: &Shape,
    ) -> bool {
        self.key(batch, rows, id, shape)
            .is_some_and(|(part, key)| !lock(&self.parts[part as usize]).insert(key))
    }

    /// What tells these rows from others; `None`: nothing does.
    pub fn key(
        &self,
        batch: &Batch,
        rows: Range<usize>,
        id: Option<usize>,
        shape: &Shape,
    ) -> Option<(u8, u64)> {
        if id.is_some_and(|place| batch.columns[place].text(rows.start).is_none()) {
            return None;
        }
        let half = |state: &FixedState| {
            let mut hasher = state.build_hasher();
            hasher.write_u64(shape.name);
            for row in rows.clone() {
                for column in shape.order.iter().map(|&place| &batch.columns[place]) {
                    match column {
                        Column::Time(_) => hasher.write_i64(column.time(row).unwrap_or(i64::MIN)),
                        _ => {
                            // An ID that comes back as `17850.0` is the same one, and so is any
                            // other whole number: a dataframe changes them by the column.
                            let text = id_text(column.text(row).unwrap_or_default());
                            hasher.write(text.as_bytes());
                            // So that "ab", "c" is not "a", "bc".
                            hasher.write_usize(text.len());
                        }
                    }
                }
            }
            hasher.finish()
        };
        Some((half(&self.hashers[0]) as u8, half(&self.hashers[1])))
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> u64 {
        let slots: usize = self.parts.iter().map(|part| lock(part).capacity()).sum();
        // One byte more a slot, and a slot in eight stays free.
        (slots * (size_of::<u64>() + 1) * 8 / 7) as u64
    }
}

/// The rows of a batch by the rows of the file that they were unfolded from: each is one delivery.
pub(super) fn deliveries(batch: &Batch) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let from = (start < batch.rows).then(|| batch.source_row(start))?;
        let end = (start + 1..batch.rows).find(|&row| batch.source_row(row) != from);
        let rows = start..end.unwrap_or(batch.rows);
        start = rows.end;
        Some(rows)
    })
}

/// What the rows of a file are beside their cells: the event they all are, and the names of their
/// fields. The order of fields does not matter.
#[derive(Debug)]
pub(super) struct Shape {
    name: u64,
    /// The places of the fields in the order of their names.
    order: Vec<usize>,
}

impl Shape {
    pub fn of(file: &EventFilePlan) -> Self {
        let fields = &file.request.fields;
        let mut order: Vec<usize> = (0..fields.len()).collect();
        order.sort_by_key(|&place| &fields[place].paths);
        let event = match &file.event {
            EventAt::Fixed(name) => Some(name),
            EventAt::Field(_) => None,
        };
        let names: Vec<&Vec<String>> = order.iter().map(|&place| &fields[place].paths).collect();
        Self { name: FixedState::with_seed(0xf11e).hash_one((event, names)), order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Lines;

    fn batch(ids: &[Option<&str>], products: &[&str], source_row: Option<Vec<u32>>) -> Batch {
        Batch {
            place: 0,
            rows: ids.len(),
            source_rows: source_row.as_ref().map_or(ids.len(), |r| 1 + r[r.len() - 1] as usize),
            source_row,
            lines: Lines::default(),
            columns: vec![
                Column::Text(ids.to_vec().into()),
                Column::Text(products.to_vec().into()),
            ],
        }
    }

    /// For each row whether its delivery was there before.
    fn repeated(rows: &SeenRows, batch: &Batch, id: Option<usize>, shape: &Shape) -> Vec<bool> {
        let mut repeated = Vec::new();
        for delivery in deliveries(batch) {
            let again = rows.repeated(batch, delivery.clone(), id, shape);
            repeated.extend(delivery.map(|_| again));
        }
        repeated
    }

    fn shape(name: u64) -> Shape {
        Shape { name, order: vec![0, 1] }
    }

    #[test]
    fn what_two_events_have_in_common_is_no_repeat() {
        let rows = SeenRows::new();
        let one = batch(&[Some("1")], &["a"], None);
        assert_eq!(repeated(&rows, &one, None, &shape(0)), [false]);
        assert_eq!(repeated(&rows, &one, None, &shape(1)), [false]);
        assert_eq!(repeated(&rows, &one, None, &shape(0)), [true]);
        assert!(rows.bytes() >= 2 * 8);
    }

    #[test]
    fn a_delivery_is_repeated_when_id_and_content_are_the_same() {
        let rows = SeenRows::new();
        let ids = [Some("1"), Some("1"), Some("1"), None, None];
        let first = batch(&ids, &["a", "b", "a", "a", "a"], None);
        assert_eq!(repeated(&rows, &first, Some(0), &shape(0)), [false, false, true, false, false]);
        let all = SeenRows::new();
        assert_eq!(repeated(&all, &first, None, &shape(0)), [false, false, true, false, true]);
    }

    #[test]
    fn what_a_row_unfolds_into_is_one_delivery() {
        let rows = SeenRows::new();
        let ids = [Some("1"), Some("1"), Some("1"), Some("1"), Some("1"), Some("1")];
        // An order of two of the same, twice, then with something else.
        let unfolded = batch(&ids, &["a", "a", "a", "a", "a", "b"], Some(vec![0, 0, 1, 1, 2, 2]));
        let repeated = repeated(&rows, &unfolded, Some(0), &shape(0));
        assert_eq!(repeated, [false, false, true, true, false, false]);
    }
}
