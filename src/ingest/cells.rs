//! A row's values, column by column, in the codes of a shard.

use crate::catalog::{EventFilePlan, Split};
use crate::history::{Cells, Shard};
use crate::import::{Batch, Column, LIST_SEPARATOR, id_text};

/// Codes found earlier in the batch, and buffers used again for every row.
pub(super) struct CellReader {
    /// By model column and place: one field may feed several columns, each with its own codes.
    values: Vec<Lookup>,
    /// By place whether a cell may hold a list.
    lists: Vec<bool>,
    /// The row's values.
    pub cells: Cells,
    codes: Vec<u32>,
}

impl CellReader {
    pub fn new(columns: usize, batch: &Batch) -> Self {
        Self {
            values: vec![Lookup::default(); columns * batch.columns.len()],
            lists: batch.columns.iter().map(|c| c.may_contain(LIST_SEPARATOR)).collect(),
            cells: Cells::default(),
            codes: Vec::new(),
        }
    }

    /// Fills `cells` with the row's values.
    pub fn read(
        &mut self,
        file: &EventFilePlan,
        mapping: &[Option<usize>],
        batch: &Batch,
        row: usize,
        shard: &mut Shard,
    ) {
        self.cells.clear();
        for (column, place) in mapping.iter().enumerate() {
            self.codes.clear();
            if let Some(place) = *place {
                let lookup = &mut self.values[column * self.lists.len() + place];
                // The product ID stands first: feeds are joined by it.
                let mut intern = |value: &str| match column {
                    0 => shard.value(0, id_text(value)),
                    _ => shard.value(column, value),
                };
                let (data, split) = (&batch.columns[place], &file.splits[column]);
                if *split == Split::None && !self.lists[place] {
                    self.codes.extend(lookup.code(data, row, intern));
                } else if let Some(text) = data.text(row) {
                    split_cell(text, split, &mut self.codes, &mut intern);
                }
            }
            self.cells.push(&self.codes);
        }
    }
}

/// No code.
pub(super) const NONE: u32 = u32::MAX;

/// Codes of a dictionary column's values, looked up once a batch instead of once a row.
#[derive(Clone, Default)]
pub(super) struct Lookup(Vec<u32>);

impl Lookup {
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
        if self.0.len() <= key {
            self.0.resize(array.values().len().max(key + 1), NONE - 1);
        }
        if self.0[key] == NONE - 1 {
            self.0[key] = intern(column.text(row)?);
        }
        Some(self.0[key])
    }
}

/// The codes of all values of one cell.
pub(super) fn split_cell(
    text: &str,
    split: &Split,
    codes: &mut Vec<u32>,
    intern: &mut impl FnMut(&str) -> u32,
) {
    let mut each = |part: &str| {
        let part = part.trim();
        if !part.is_empty() {
            codes.push(intern(part));
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
        Split::None => codes.push(intern(text)),
    }
}
