//! What one reading thread gathers: its own dictionaries and its rows in their codes.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::io;
use std::path::Path;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use super::mark::Mark;
use super::rows::{Row, Rows};
use super::{Interner, Seconds};
use crate::base::dictionary::NO_TEXT;

/// The values of one row, column by column, in the codes of a [`Shard`] or a `Feed`.
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
    /// The same for rows with one value or none in every column: by the first code and one, 0 for
    /// none, the row's code and the other columns' codes, all in one place.
    last_single: Vec<u32>,
}

impl CellInterner {
    /// The code of a row with these values, [`NO_TEXT`] for none; `cells` is used again and again.
    fn single(&mut self, values: &[u32], cells: &mut Cells) -> u32 {
        let Some((first, others)) = values.split_first() else { return self.look_up(cells) };
        let at = first.wrapping_add(1) as usize * values.len();
        if let Some([code, known @ ..]) = self.last_single.get(at..at + values.len())
            && *code != NO_TEXT
            && known.iter().zip(others).all(|(a, b)| a == b)
        {
            return *code;
        }
        cells.clear();
        for value in values {
            cells.push(if *value == NO_TEXT { &[] } else { std::slice::from_ref(value) });
        }
        let code = self.look_up(cells);
        if self.last_single.len() < at + values.len() {
            self.last_single.resize(at + values.len(), NO_TEXT);
        }
        self.last_single[at] = code;
        self.last_single[at + 1..at + values.len()].copy_from_slice(others);
        code
    }

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
    /// How many rows say that an anonymous ID and a known one are one person.
    pub(super) aliases: HashMap<(u32, u32), u32, FixedState>,
    /// By person whether the ID was seen as a known one: a bit each.
    pub(super) known: Vec<u64>,
    /// How whole numbers are written as IDs.
    pub(super) spelling: Spelling,
    /// By person whether it has events under this very ID: a bit each, where IDs are joined.
    pub(super) seen: Vec<u64>,
    /// By row what tells it from repeats, where that is found out elsewhere; may be shorter than the rows.
    pub(super) marks: Vec<Mark>,
    /// Whether only people stay whose ID was seen as a known one, theirs or one that is joined to it.
    pub(super) known_only: bool,
}

/// How files write whole numbers as IDs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Spelling {
    /// Whether any writes them plainly (`17850`), and not as dataframes do (`17850.0`).
    pub plain: bool,
}

impl Spelling {
    pub fn with(self, other: Self) -> Self {
        Self { plain: self.plain || other.plain }
    }
}

fn set(bits: &mut Vec<u64>, person: u32) {
    let (word, bit) = (person as usize / 64, person % 64);
    if bits.len() <= word {
        bits.resize(word + 1, 0);
    }
    bits[word] |= 1 << bit;
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
            kinds: Vec::new(),
            aliases: HashMap::with_hasher(FixedState::default()),
            known: Vec::new(),
            spelling: Spelling::default(),
            seen: Vec::new(),
            marks: Vec::new(),
            known_only: false,
        }
    }

    /// Says that people are left out whose ID is never a known one: once all is put together, for what somebody did
    /// before is theirs.
    pub fn known_only(&mut self) {
        self.known_only = true;
    }

    /// The shard's code of a person.
    pub fn person(&mut self, id: &str) -> u32 {
        self.people.code(id)
    }

    /// The ID of a person by the shard's code.
    pub fn person_id(&self, person: u32) -> &str {
        self.people.texts().get(person)
    }

    /// The shard's code of a kind of event.
    pub fn kind(&mut self, event: &str) -> u32 {
        let code = self.events.code(event);
        if self.kinds.len() <= code as usize {
            self.kinds.resize(code as usize + 1, 0);
        }
        code
    }

    /// The shard's code of a value of a column.
    pub fn value(&mut self, column: usize, value: &str) -> u32 {
        self.values[column].code(value)
    }

    /// The shard's codes of people, [`NO_TEXT`] where there is none.
    pub fn people<'a>(&mut self, ids: impl Iterator<Item = Option<&'a str>>, codes: &mut Vec<u32>) {
        self.people.codes(ids, codes);
    }

    /// The shard's codes of values of a column, [`NO_TEXT`] where there is none.
    pub fn values<'a>(
        &mut self,
        column: usize,
        values: impl Iterator<Item = Option<&'a str>>,
        codes: &mut Vec<u32>,
    ) {
        self.values[column].codes(values, codes);
    }

    /// The shard's code of an item with at most one value in each column, [`NO_TEXT`] for none.
    /// `cells` is room that is used again.
    pub fn item_of(&mut self, values: &[u32], cells: &mut Cells) -> u32 {
        self.items.single(values, cells)
    }

    /// The shard's code of an item with these cells, one for each column.
    pub fn item(&mut self, cells: &Cells) -> u32 {
        self.items.code(cells)
    }

    /// Adds an event of a kind that [`Shard::kind`] gave.
    pub fn push(&mut self, person: u32, time: Seconds, kind: u32, item: u32) {
        self.kinds[kind as usize] += 1;
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

    /// Bytes of memory that the events take, and could be moved out of memory.
    pub fn bytes(&self) -> u64 {
        self.rows.bytes()
    }

    /// Bytes of memory that pairs of IDs take, which stay in memory.
    pub fn pair_bytes(&self) -> u64 {
        (self.aliases.capacity() * (size_of::<((u32, u32), u32)>() + 1)
            + (self.known.len() + self.seen.len()) * 8) as u64
    }

    /// Says that two IDs are one person: events under `anonymous` count for `known`, unless
    /// `anonymous` turns out to be a known ID itself.
    pub fn same_person(&mut self, anonymous: u32, known: u32) {
        if anonymous != known {
            self.is_known(known);
            let rows = self.aliases.entry((anonymous, known)).or_insert(0);
            *rows = rows.saturating_add(1);
        }
    }

    /// Says that an ID is a known one: it is nobody else's anonymous ID, whatever a stray row says.
    pub fn is_known(&mut self, person: u32) {
        set(&mut self.known, person);
    }

    /// Says that there are events under this ID, so that joining it to another is counted.
    pub fn is_seen(&mut self, person: u32) {
        set(&mut self.seen, person);
    }

    /// Says that a file writes a whole number as an ID plainly: `17850`, and not `17850.0`, as dataframes do where a
    /// column has gaps. Then all are called so, whichever row of a person is read first or counts at all.
    pub fn writes_plain_ids(&mut self) {
        self.spelling.plain = true;
    }

    /// How many events of each name there are in all shards, the most frequent first.
    pub fn event_counts(shards: &[Self]) -> Vec<(String, u64)> {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for shard in shards {
            for (name, count) in shard.events.texts().iter().zip(&shard.kinds) {
                *counts.entry(name).or_insert(0) += count;
            }
        }
        let counts = counts.into_iter().map(|(name, count)| (name.to_owned(), count));
        let mut counts: Vec<(String, u64)> = counts.collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
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
