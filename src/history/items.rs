//! What each item is: for every column the codes of its values, none, one or several.

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

/// The columns' values of every item. Items stand in the order of these values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items {
    columns: usize,
    /// End of each cell in `codes`; cell `item * columns + column`.
    ends: Vec<u32>,
    codes: Vec<u32>,
}

impl Items {
    pub(super) fn new(columns: usize) -> Self {
        Self { columns, ends: Vec::new(), codes: Vec::new() }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.ends.len().checked_div(self.columns).unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Codes of the values `item` has in `column`, in rising order.
    pub fn values(&self, item: u32, column: usize) -> &[u32] {
        let cell = item as usize * self.columns + column;
        let start = if cell == 0 { 0 } else { self.ends[cell - 1] as usize };
        &self.codes[start..self.ends[cell] as usize]
    }

    /// Number of columns, end of each cell, codes.
    pub(super) fn parts(&self) -> (usize, &[u32], &[u32]) {
        (self.columns, &self.ends, &self.codes)
    }

    /// Items of what [`Items::parts`] gave; `None` when the parts do not fit.
    pub(super) fn from_parts(columns: usize, ends: Vec<u32>, codes: Vec<u32>) -> Option<Self> {
        let whole = ends.last().copied().unwrap_or(0) as usize == codes.len();
        let fits = columns > 0 && ends.len().is_multiple_of(columns) && ends.is_sorted();
        (whole && fits).then_some(Self { columns, ends, codes })
    }

    /// Whether every code is one of its column's values, of which there are so many.
    pub(super) fn leads_into(&self, values: &[usize]) -> bool {
        let items = 0..self.len() as u32;
        values.len() == self.columns
            && items.into_iter().all(|item| {
                let mut cells = values.iter().enumerate();
                cells.all(|(column, count)| {
                    self.values(item, column).iter().all(|code| (*code as usize) < *count)
                })
            })
    }

    /// An item's values, column by column.
    pub(super) fn cells(&self, item: u32) -> impl Iterator<Item = &[u32]> {
        (0..self.columns).map(move |column| self.values(item, column))
    }

    /// The items for which `keep`, one for each, holds.
    #[must_use]
    pub fn among(&self, keep: &[bool]) -> Self {
        let mut some = Self::new(self.columns);
        for item in (0..self.len() as u32).filter(|&item| keep[item as usize]) {
            some.push(self.cells(item));
        }
        some
    }

    /// The same items in other codes: for each column the new ones by the old ones, in the same order.
    #[must_use]
    pub(super) fn recoded(&self, maps: &[Vec<u32>]) -> Self {
        let mut codes = Vec::with_capacity(self.codes.len());
        let mut begin = 0;
        for (cell, &end) in self.ends.iter().enumerate() {
            let map = &maps[cell % self.columns];
            let own = &self.codes[begin as usize..end as usize];
            codes.extend(own.iter().map(|&code| map[code as usize]));
            begin = end;
        }
        Self { columns: self.columns, ends: self.ends.clone(), codes }
    }

    /// The items of one list and then those of another.
    #[must_use]
    pub(super) fn one_after_the_other(one: &Self, other: &Self) -> Self {
        let mut all = one.clone();
        for item in 0..other.len() as u32 {
            all.push(other.cells(item));
        }
        all
    }

    /// A number that is the same for items with the same values, and for others is not.
    pub fn hash(&self, item: u32) -> u64 {
        let mut hash = 0;
        for column in 0..self.columns {
            let values = self.values(item, column);
            // How many there are says where a column ends.
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            hash = XxHash64::oneshot(hash ^ values.len() as u64, &bytes);
        }
        hash
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        (self.ends.len() + self.codes.len()) * 4
    }

    /// Adds an item with one slice of codes a column.
    pub(super) fn push<'a>(&mut self, cells: impl Iterator<Item = &'a [u32]>) {
        for cell in cells {
            self.codes.extend_from_slice(cell);
            self.ends.push(self.codes.len() as u32);
        }
    }
}
