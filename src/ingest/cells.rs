//! Rows' values, column by column, in the codes of a shard.

use std::borrow::Cow;

use crate::base::dictionary::NO_TEXT;
use crate::base::known_as::KnownAs;
use crate::catalog::Split;
use crate::history::{Cells, Shard};
use crate::import::{Batch, Column, Dictionary, LIST_SEPARATOR, cell_text, id_text, person_text};

/// What one thread fills: a shard, what was found for it in dictionaries, and room for the values of
/// some rows that is used again and again.
pub(super) struct Filling {
    pub shard: Shard,
    ids: Lookup,
    /// By person, whom they count for, once that was looked up.
    called: Vec<u32>,
    /// Whether anybody counts for somebody else.
    pub renamed: bool,
    /// By model column.
    values: Vec<Lookup>,
    /// By model column, the codes of some rows.
    codes: Vec<Vec<u32>>,
    cells: Cells,
}

impl Filling {
    /// A new shard of this many model columns.
    pub fn new(columns: usize) -> Self {
        Self {
            shard: Shard::new(columns),
            ids: Lookup::default(),
            called: Vec::new(),
            renamed: false,
            values: vec![Lookup::default(); columns],
            codes: vec![Vec::new(); columns],
            cells: Cells::default(),
        }
    }

    /// The people whom these rows of a batch are of.
    pub fn people(
        &mut self,
        known_as: &KnownAs,
        column: &Column,
        rows: &[usize],
        people: &mut Vec<u32>,
    ) {
        let first = people.len();
        if let Column::Dictionary(_) = column {
            self.ids.begin(Some(column));
            let mut intern = |id: &str| self.shard.person(&person_text(id));
            let code = |row: &usize| self.ids.code(column, *row, &mut intern);
            people.extend(rows.iter().map(code).map(|code| code.unwrap_or(NO_TEXT)));
        } else {
            let ids = |row: &usize| column.text(*row).map(person_text);
            let ids: Vec<Option<Cow<'_, str>>> = rows.iter().map(ids).collect();
            self.shard.people(ids.iter().map(Option::as_deref), people);
        }
        if !known_as.is_empty() {
            let known = people[first..].iter_mut().filter(|person| **person != NO_TEXT);
            known.for_each(|person| *person = self.called(known_as, *person));
        }
    }

    /// The person of an ID.
    pub fn person(&mut self, known_as: &KnownAs, id: &str) -> u32 {
        let person = self.shard.person(&person_text(id));
        if known_as.is_empty() { person } else { self.called(known_as, person) }
    }

    /// Whom the events of a person count for.
    fn called(&mut self, known_as: &KnownAs, person: u32) -> u32 {
        let place = person as usize;
        if self.called.len() <= place {
            self.called.resize(place + 1, UNKNOWN);
        }
        if self.called[place] == UNKNOWN {
            self.called[place] = match known_as.id_of(self.shard.person_id(person)) {
                Some(id) => {
                    self.renamed = true;
                    // It is written as people files are read: plainly.
                    self.shard.writes_plain_ids();
                    self.shard.person(id)
                }
                None => person,
            };
        }
        self.called[place]
    }

    /// The items that these rows of a batch are about. `mapping` says which field feeds which column,
    /// `lists` which fields may hold lists, `splits` how a column's cells are split.
    pub fn items(
        &mut self,
        (splits, lists): (&[Split], &[bool]),
        mapping: &[Option<usize>],
        batch: &Batch,
        rows: &[usize],
        items: &mut Vec<u32>,
    ) {
        let split = |(column, place): (usize, &Option<usize>)| {
            place.is_some_and(|place| lists[place] || splits[column] != Split::None)
        };
        let any_lists = mapping.iter().enumerate().any(split);
        for (lookup, place) in self.values.iter_mut().zip(mapping) {
            lookup.begin(place.map(|place| &batch.columns[place]));
        }
        if any_lists {
            items.extend(rows.iter().map(|&row| self.item((splits, lists), mapping, batch, row)));
            return;
        }
        for (column, place) in mapping.iter().enumerate() {
            let (lookup, codes) = (&mut self.values[column], &mut self.codes[column]);
            codes.clear();
            let Some(place) = *place else {
                codes.resize(rows.len(), NO_TEXT);
                continue;
            };
            let data = &batch.columns[place];
            let text = |row: &usize| data.text(*row);
            match (data, column) {
                (Column::Dictionary(_), _) => {
                    let mut intern = interner(column, &mut self.shard);
                    let code = |row: &usize| lookup.code(data, *row, &mut intern);
                    codes.extend(rows.iter().map(code).map(|code| code.unwrap_or(NO_TEXT)));
                }
                _ => {
                    let value = |row: &usize| {
                        text(row)
                            .map(|cell| value_of(column, cell))
                            .filter(|value| !value.is_empty())
                    };
                    self.shard.values(column, rows.iter().map(value), codes);
                }
            }
        }
        let mut values = vec![NO_TEXT; mapping.len()];
        for row in 0..rows.len() {
            for (value, codes) in values.iter_mut().zip(&self.codes) {
                *value = codes[row];
            }
            items.push(self.shard.item_of(&values, &mut self.cells));
        }
    }

    /// The item of one row, which may have lists.
    fn item(
        &mut self,
        (splits, lists): (&[Split], &[bool]),
        mapping: &[Option<usize>],
        batch: &Batch,
        row: usize,
    ) -> u32 {
        self.cells.clear();
        for (column, place) in mapping.iter().enumerate() {
            let codes = &mut self.codes[column];
            codes.clear();
            if let Some(place) = *place {
                let mut intern = interner(column, &mut self.shard);
                let (data, split) = (&batch.columns[place], &splits[column]);
                if *split == Split::None && !lists[place] {
                    let code = self.values[column].code(data, row, intern);
                    codes.extend(code.filter(|code| *code != NO_TEXT));
                } else if let Some(text) = data.text(row) {
                    split_cell(text, split, codes, &mut intern);
                }
            }
            self.cells.push(codes);
        }
        self.shard.item(&self.cells)
    }
}

/// The value that a cell of a column is, empty for none. The product ID stands first: feeds are joined
/// by it.
fn value_of(column: usize, cell: &str) -> &str {
    if column == 0 { id_text(cell) } else { cell_text(cell) }
}

/// Gives values of a column their codes, [`NO_TEXT`] where there is none.
fn interner(column: usize, shard: &mut Shard) -> impl FnMut(&str) -> u32 {
    move |cell| match value_of(column, cell) {
        "" => NO_TEXT,
        value => shard.value(column, value),
    }
}

/// Codes of a dictionary column's values, looked up once a dictionary instead of once a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Lookup {
    /// The dictionary that the codes are of.
    dictionary: Option<Dictionary>,
    codes: Vec<u32>,
}

/// Not looked up yet.
const UNKNOWN: u32 = NO_TEXT - 1;

impl Lookup {
    /// Begins a batch: forgets what it knows unless the column's dictionary is still the same, as it
    /// is in all batches of a row group.
    pub fn begin(&mut self, column: Option<&Column>) {
        let Some(column @ Column::Dictionary(_)) = column else { return };
        let dictionary = column.dictionary();
        if !self.dictionary.as_ref().zip(dictionary.as_ref()).is_some_and(|(a, b)| a.is(b)) {
            self.dictionary = dictionary;
            self.codes.clear();
        }
    }

    #[inline]
    pub fn code(
        &mut self,
        column: &Column,
        row: usize,
        mut intern: impl FnMut(&str) -> u32,
    ) -> Option<u32> {
        let Column::Dictionary(array) = column else {
            return column.text(row).map(intern);
        };
        let key = array.key(row)?;
        if self.codes.len() <= key {
            self.codes.resize(array.values().len().max(key + 1), UNKNOWN);
        }
        if self.codes[key] == UNKNOWN {
            self.codes[key] = column.text(row).map_or(NO_TEXT, &mut intern);
        }
        Some(self.codes[key]).filter(|code| *code != NO_TEXT)
    }
}

/// The codes of all values of one cell.
pub(super) fn split_cell(
    text: &str,
    split: &Split,
    codes: &mut Vec<u32>,
    intern: &mut impl FnMut(&str) -> u32,
) {
    each_value(text, split, |part| codes.push(intern(part)));
}

/// All values of one cell.
pub(super) fn each_value(text: &str, split: &Split, mut found: impl FnMut(&str)) {
    let mut each = |part: &str| {
        let part = cell_text(part);
        if !part.is_empty() {
            found(part);
        }
    };
    if text.contains(LIST_SEPARATOR) {
        text.split(LIST_SEPARATOR).for_each(each);
        return;
    }
    match split {
        Split::On(separator) => text.split(separator.as_str()).for_each(each),
        Split::Json => match serde_json::from_str::<Vec<serde_json::Value>>(text) {
            Ok(values) => values.iter().for_each(|value| match value {
                serde_json::Value::String(text) => each(text),
                serde_json::Value::Null => {}
                other => each(&other.to_string()),
            }),
            Err(_) => each(text),
        },
        Split::None => each(text),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use arrow::array::{DictionaryArray, Int32Array, StringArray};
    use arrow::datatypes::Int32Type;
    use proptest::prelude::*;

    use super::*;
    use crate::import::Lines;

    /// What a column's cells may be.
    const TEXTS: [&str; 13] = [
        "",
        "a",
        "b",
        "1000",
        "1000.0",
        "longer than a key holds",
        " a",
        "b\u{a0}",
        " ",
        "1000 ",
        "é",
        "x\u{1f}y",
        "y\u{1f} x",
    ];

    fn column(cells: &[usize], dictionary: Option<usize>) -> Column {
        let texts = |cells: &[usize]| -> StringArray {
            cells.iter().map(|cell| (*cell > 0).then_some(TEXTS[*cell])).collect()
        };
        let Some(turn) = dictionary else { return Column::Text(texts(cells)) };
        // The same texts in another order, an empty one among them.
        let order: Vec<usize> = (0..TEXTS.len()).map(|i| (i + turn) % TEXTS.len()).collect();
        let all = StringArray::from_iter_values(order.iter().map(|cell| TEXTS[*cell]));
        let key = |cell: &usize| order.iter().position(|other| other == cell).map(|k| k as i32);
        let keys: Int32Array = cells.iter().map(key).collect();
        Column::Dictionary(DictionaryArray::<Int32Type>::new(keys, Arc::new(all)))
    }

    /// The cells of a batch's rows, and which columns are dictionaries in what order.
    type Rows = (Vec<[usize; 3]>, [Option<usize>; 3]);

    fn batches() -> impl Strategy<Value = Vec<Rows>> {
        let cells = prop_oneof![3 => 0_usize..10, 1 => 0..TEXTS.len()];
        let row = prop::array::uniform3(cells);
        let dictionary = prop::option::of(0..TEXTS.len());
        let batch = (prop::collection::vec(row, 1..30), prop::array::uniform3(dictionary));
        prop::collection::vec(batch, 1..6)
    }

    proptest! {
        #[test]
        fn rows_have_one_item_when_their_cells_say_the_same(
            batches in batches(),
            third in any::<bool>(),
        ) {
            let mut filling = Filling::new(3);
            let mapping = [Some(0), Some(1), third.then_some(2)];
            let (mut by_cells, mut by_item) = (HashMap::new(), HashMap::new());
            for (rows, dictionaries) in &batches {
                let cells = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<_>>();
                let columns = (0..3).map(|at| column(&cells(at), dictionaries[at])).collect();
                let (place, lines) = (0, Lines::default());
                let count = rows.len();
                let batch =
                    Batch { place, rows: count, source_rows: count, source_row: None, lines, columns };
                let lists: Vec<bool> =
                    batch.columns.iter().map(|c| c.may_contain(LIST_SEPARATOR)).collect();
                let splits = vec![Split::None; 3];
                let places: Vec<usize> = (0..count).collect();
                let mut items = Vec::new();
                filling.items((&splits, &lists), &mapping, &batch, &places, &mut items);
                prop_assert_eq!(items.len(), count);
                for (row, item) in rows.iter().zip(items) {
                    let said = |at: usize| -> Vec<&str> {
                        let text = if at == 2 && !third { "" } else { TEXTS[row[at]] };
                        let parts = text.split(LIST_SEPARATOR).map(|part| value_of(at, part));
                        parts.filter(|part| !part.is_empty()).collect()
                    };
                    let said = [said(0), said(1), said(2)];
                    prop_assert_eq!(*by_cells.entry(said.clone()).or_insert(item), item);
                    prop_assert_eq!(by_item.entry(item).or_insert(said.clone()), &said);
                }
            }
        }

        #[test]
        fn a_dictionary_is_known_again_only_when_it_is_the_same(
            cells in prop::collection::vec(0_usize..TEXTS.len(), 1..20),
            turns in prop::collection::vec(0_usize..TEXTS.len(), 1..4),
        ) {
            let mut lookup = Lookup::default();
            let mut interner = crate::history::Interner::default();
            for turn in turns {
                let Column::Dictionary(array) = column(&cells, Some(turn)) else { unreachable!() };
                let twice = [array.clone(), array];
                for (half, array) in twice.into_iter().enumerate() {
                    let all = Column::Dictionary(array);
                    lookup.begin(Some(&all));
                    for (row, cell) in cells.iter().enumerate() {
                        let mut asked = false;
                        let code = lookup.code(&all, row, |text| { asked = true; interner.code(text) });
                        prop_assert!(half == 0 || !asked);
                        let text = code.map_or("", |code| interner.texts().get(code));
                        prop_assert_eq!(text, TEXTS[*cell]);
                    }
                }
            }
        }
    }
}
