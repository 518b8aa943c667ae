//! What one reading thread gathers: its own dictionaries and its rows in their codes.

use std::hash::BuildHasher;
use std::io;
use std::path::Path;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::rows::{Row, Rows};
use super::{Interner, Seconds};

/// The values of one row, column by column, in the codes of a [`Shard`] or [`Feed`].
///
/// Laid out as one slice: for each column the number of values, then their codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells(Vec<u32>);

impl Cells {
    /// Starts the next row.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds the next column's values.
    pub fn push(&mut self, codes: &[u32]) {
        self.0.push(codes.len() as u32);
        self.0.extend_from_slice(codes);
    }

    pub(super) fn encoded(&self) -> &[u32] {
        &self.0
    }
}

/// The columns' codes of cells laid out as [`Cells`] does.
pub(super) fn split_cells(encoded: &[u32]) -> impl Iterator<Item = &[u32]> {
    let mut rest = encoded;
    std::iter::from_fn(move || {
        let (&n, tail) = rest.split_first()?;
        let (cell, tail) = tail.split_at(n as usize);
        rest = tail;
        Some(cell)
    })
}

/// Distinct rows of cells and their codes.
#[derive(Debug, Clone, Default)]
pub(super) struct CellInterner {
    codes: Vec<u32>,
    ends: Vec<u64>,
    table: HashTable<u32>,
    hasher: FixedState,
    /// By the first code, where the first column has one value: the row it was last seen in, and
    /// where that begins in `codes`. A product is nearly always of the same brand and category.
    last: Vec<(u32, usize)>,
}

impl CellInterner {
    pub(super) fn code(&mut self, cells: &Cells) -> u32 {
        let [1, first, ..] = cells.0[..] else { return self.look_up(cells) };
        let (first, length) = (first as usize, cells.0.len());
        let known = self.last.get(first).copied().filter(|&(_, start)| {
            // All rows have as many columns: what begins like this row is this row.
            self.codes.get(start..start + length) == Some(&cells.0)
        });
        if let Some((code, _)) = known {
            return code;
        }
        let code = self.look_up(cells);
        if self.last.len() <= first {
            self.last.resize(first + 1, (0, 0));
        }
        self.last[first] = (code, start(&self.ends, code));
        code
    }

    fn look_up(&mut self, cells: &Cells) -> u32 {
        let hash = self.hasher.hash_one(cells.0.as_slice());
        let (codes, ends) = (&self.codes, &self.ends);
        let get = |c: u32| slice(codes, ends, c);
        if let Some(&code) = self.table.find(hash, |&c| get(c) == cells.0) {
            return code;
        }
        let code = self.ends.len() as u32;
        self.codes.extend_from_slice(&cells.0);
        self.ends.push(self.codes.len() as u64);
        let (codes, ends, hasher) = (&self.codes, &self.ends, &self.hasher);
        self.table.insert_unique(hash, code, |&c| hasher.hash_one(slice(codes, ends, c)));
        code
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, code: u32) -> &[u32] {
        slice(&self.codes, &self.ends, code)
    }
}

fn slice<'a>(codes: &'a [u32], ends: &[u64], code: u32) -> &'a [u32] {
    &codes[start(ends, code)..ends[code as usize] as usize]
}

fn start(ends: &[u64], code: u32) -> usize {
    if code == 0 { 0 } else { ends[code as usize - 1] as usize }
}

/// Code of events beyond this many different names.
const OTHER_EVENTS: u8 = 255;

/// What one reading thread gathers. Not shared: make one a thread and merge them at the end.
#[derive(Debug)]
pub struct Shard {
    pub(super) people: Interner,
    pub(super) events: Interner,
    pub(super) values: Vec<Interner>,
    pub(super) items: CellInterner,
    pub(super) rows: Rows,
    /// Number of events of each kind.
    pub(super) kinds: Vec<u64>,
    pub(super) aliases: Vec<(u32, u32)>,
}

impl Shard {
    /// An empty shard for `columns` model columns (the first is the product ID).
    pub fn new(columns: usize) -> Self {
        Self {
            people: Interner::default(),
            events: Interner::default(),
            values: vec![Interner::default(); columns],
            items: CellInterner::default(),
            rows: Rows::default(),
            kinds: vec![0; usize::from(OTHER_EVENTS) + 1],
            aliases: Vec::new(),
        }
    }

    /// The shard's code of a person.
    pub fn person(&mut self, id: &str) -> u32 {
        self.people.code(id)
    }

    /// The shard's code of a kind of event. Beyond [`OTHER_EVENTS`] names, the rest share one
    /// code that is left out of the history.
    pub fn kind(&mut self, event: &str) -> u8 {
        let full = self.events.texts().len() >= usize::from(OTHER_EVENTS);
        let code = if full { self.events.find(event) } else { Some(self.events.code(event)) };
        code.map_or(OTHER_EVENTS, |code| code as u8)
    }

    /// The shard's code of a value of a column.
    pub fn value(&mut self, column: usize, value: &str) -> u32 {
        self.values[column].code(value)
    }

    /// The shard's code of an item with these cells, one for each column.
    pub fn item(&mut self, cells: &Cells) -> u32 {
        self.items.code(cells)
    }

    /// Adds an event.
    pub fn push(&mut self, person: u32, time: Seconds, kind: u8, item: u32) {
        self.kinds[usize::from(kind)] += 1;
        self.rows.push(Row { person, time, item, kind });
    }

    /// Moves the events so far out of memory, into a file in `folder` that nobody else sees and
    /// that goes with the shard.
    ///
    /// # Errors
    /// Those of the system: no room on the disk, no permission.
    pub fn spill(&mut self, folder: &Path) -> io::Result<()> {
        self.rows.spill(folder)
    }

    /// Bytes of memory that the events take.
    pub fn bytes(&self) -> u64 {
        self.rows.bytes()
    }

    /// Says that two IDs are one person: events under `anonymous` count for `known`.
    pub fn same_person(&mut self, anonymous: u32, known: u32) {
        if anonymous != known && self.aliases.last() != Some(&(anonymous, known)) {
            self.aliases.push((anonymous, known));
        }
    }

    /// Number of events so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no event was added.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }
}

/// A product feed: what products are, for columns that events do not carry. A cell of an event
/// that is empty takes the feed's. Products that nobody touched yet are known from here too.
#[derive(Debug, Clone, Default)]
pub struct Feed {
    pub(super) products: Interner,
    pub(super) values: Vec<Interner>,
    /// Cells by product code.
    pub(super) cells: Vec<Cells>,
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

    /// Adds what a product is; the first row of a product counts. Returns whether it was new.
    /// `cells` has one entry a column; the product's own (the first) is left empty.
    pub fn product(&mut self, id: &str, cells: &Cells) -> bool {
        let code = self.products.code(id);
        let new = code as usize == self.cells.len();
        if new {
            self.cells.push(cells.clone());
        }
        new
    }

    /// Whether the feed has this product.
    pub fn has(&self, id: &str) -> bool {
        self.products.find(id).is_some()
    }

    /// Number of products.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}
