//! A product feed: what products are, for columns that events do not carry.
//!
//! Feeds come in several files and say one product in several rows (variants, a snapshot a day), and
//! each row may know something else. So a feed is put together cell by cell: the last filled cell
//! counts, by the order of files and of the rows in them, as people's traits do; a blank never takes
//! a value away. Rows may come in any order: each says its place.

use super::shard::split_cells;
use super::{Cells, Interner};

/// What products are. A cell of an event that is empty takes the feed's. Products that nobody
/// touched yet are known from here too.
#[derive(Debug, Clone, Default)]
pub struct Feed {
    pub(super) products: Interner,
    pub(super) values: Vec<Interner>,
    /// By product and column.
    cells: Vec<FeedCell>,
}

#[derive(Debug, Clone, Default)]
struct FeedCell {
    /// The place of the row that said it.
    place: u64,
    codes: Box<[u32]>,
}

impl Feed {
    /// An empty feed for `columns` model columns (the first is the product ID).
    pub fn new(columns: usize) -> Self {
        Self { values: vec![Interner::default(); columns], ..Self::default() }
    }

    /// The feed's code of a value of a column.
    pub fn value(&mut self, column: usize, value: &str) -> u32 {
        self.values[column].code(value)
    }

    /// Adds what the row at `place` says of a product. `cells` has one entry a column; the product's
    /// own (the first) is left empty.
    pub fn product(&mut self, id: &str, cells: &Cells, place: u64) {
        let columns = self.values.len();
        let first = self.products.code(id) as usize * columns;
        if self.cells.len() == first {
            self.cells.resize_with(first + columns, FeedCell::default);
        }
        for (cell, codes) in self.cells[first..].iter_mut().zip(split_cells(cells.encoded())) {
            if !codes.is_empty() && (cell.codes.is_empty() || place >= cell.place) {
                *cell = FeedCell { place, codes: codes.into() };
            }
        }
    }

    /// What is known of the product with this code, column by column.
    pub(super) fn cells(&self, product: usize) -> impl Iterator<Item = &[u32]> {
        let columns = self.values.len();
        let cells = &self.cells[product * columns..(product + 1) * columns];
        cells.iter().map(|cell| &*cell.codes)
    }

    /// Whether the feed has this product.
    pub fn has(&self, id: &str) -> bool {
        self.products.find(id).is_some()
    }

    /// Number of products.
    pub fn len(&self) -> usize {
        self.products.texts().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
