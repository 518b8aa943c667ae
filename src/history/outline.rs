//! What all pasts have in common, known without anybody's past at hand.

use super::{ColumnValues, DenseEnd, Seconds};

/// The columns, the kinds of event and the time that everyone's pasts are told in. Where they lie on many
/// machines, codes of values and kinds are the same on all of them.
#[derive(Debug, Clone, Copy)]
pub struct Outline<'a> {
    /// How many people there are.
    pub people: usize,
    /// Names of the kinds of event.
    pub events: &'a [String],
    /// Model columns with their values; the first is the product ID.
    pub columns: &'a [ColumnValues],
    /// The time of the first event; `None` without any.
    pub first: Option<Seconds>,
    /// Where the data ends that can be relied on; `None` without events.
    pub dense_end: Option<DenseEnd>,
}

impl Outline<'_> {
    /// The column with this name, ignoring case when no name fits exactly.
    pub fn column(&self, name: &str) -> Option<usize> {
        let exact = self.columns.iter().position(|c| c.name == name);
        exact.or_else(|| {
            self.columns.iter().position(|c| c.name.to_lowercase() == name.to_lowercase())
        })
    }

    /// The kind of event with this name.
    pub fn kind(&self, name: &str) -> Option<u8> {
        self.events.iter().position(|e| e == name).map(|k| k as u8)
    }

    /// Where each column's values begin in a table of all columns' values; one more than columns.
    pub fn bases(&self) -> Vec<usize> {
        let mut bases = vec![0];
        bases.extend(self.columns.iter().scan(0, |end, column| {
            *end += column.values.len();
            Some(*end)
        }));
        bases
    }
}
