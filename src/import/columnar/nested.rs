//! Row by row, for requests that look into lists.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, GenericListArray, LargeListArray, ListArray, MapArray,
    OffsetSizeTrait, RecordBatch, StringArray, StructArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Fields};

use super::leaf::{leaf_text, nothing};
use crate::base::progress::Stopped;
use crate::import::LIST_SEPARATOR;
use crate::import::cells::Cells;
use crate::import::json::{SET_AT, walk_text};
use crate::import::path::{Tree, escape};
use crate::import::profile::Profile;
use crate::import::rows::{RowPlan, Rows};

/// Rows between two looks at whether to stop happen in the caller, a batch apart.
pub fn read(
    batch: &RecordBatch,
    tree: &Tree,
    plan: &RowPlan,
    rows: &mut Rows<'_>,
    line: u64,
) -> Result<(), Stopped> {
    let texts = texts(batch);
    let mut cells = Cells::new(plan.slots.len());
    for row in 0..batch.num_rows() {
        cells.clear();
        fill(&texts, row, tree, 0, 0, &mut cells);
        rows.offer(&[], &cells, line + row as u64, b"")?;
    }
    Ok(())
}

/// The batch with every leaf as text, in its exact form.
pub fn texts(batch: &RecordBatch) -> ArrayRef {
    let rows: ArrayRef = Arc::new(StructArray::from(batch.clone()));
    text_tree(&rows)
}

fn text_tree(array: &ArrayRef) -> ArrayRef {
    match array.data_type() {
        DataType::Struct(fields) => {
            let array = array.as_struct();
            let columns: Vec<ArrayRef> = array.columns().iter().map(text_tree).collect();
            let fields: Fields =
                fields.iter().zip(&columns).map(|(f, c)| text_field(f, c)).collect();
            match StructArray::try_new_with_length(
                fields,
                columns,
                array.nulls().cloned(),
                array.len(),
            ) {
                Ok(array) => Arc::new(array),
                Err(_) => nothing(array.len()),
            }
        }
        DataType::List(field) => list_tree::<i32>(field, array.as_list()),
        DataType::LargeList(field) => list_tree::<i64>(field, array.as_list()),
        DataType::FixedSizeList(field, _) => {
            match cast(array, &DataType::List(Arc::clone(field))) {
                Ok(list) => text_tree(&list),
                Err(_) => nothing(array.len()),
            }
        }
        DataType::Map(_, _) => {
            let map: &MapArray = array.as_map();
            let entries: ArrayRef = Arc::new(map.entries().clone());
            let values = text_tree(&entries);
            let field = Arc::new(Field::new("item", values.data_type().clone(), true));
            match ListArray::try_new(field, map.offsets().clone(), values, map.nulls().cloned()) {
                Ok(list) => Arc::new(list),
                Err(_) => nothing(array.len()),
            }
        }
        _ => leaf_text(array),
    }
}

fn text_field(field: &Field, column: &ArrayRef) -> Arc<Field> {
    Arc::new(Field::new(field.name(), column.data_type().clone(), true))
}

fn list_tree<O: OffsetSizeTrait>(field: &Field, list: &GenericListArray<O>) -> ArrayRef {
    let values = text_tree(list.values());
    let field = text_field(field, &values);
    match GenericListArray::<O>::try_new(
        field,
        list.offsets().clone(),
        values,
        list.nulls().cloned(),
    ) {
        Ok(list) => Arc::new(list),
        Err(_) => nothing(list.len()),
    }
}

/// The members of a row's list, and which of them belong to it.
fn members(array: &ArrayRef, row: usize) -> Option<(ArrayRef, std::ops::Range<usize>)> {
    match array.data_type() {
        DataType::List(_) => {
            let list: &ListArray = array.as_list();
            let ends = list.value_offsets();
            Some((Arc::clone(list.values()), ends[row] as usize..ends[row + 1] as usize))
        }
        DataType::LargeList(_) => {
            let list: &LargeListArray = array.as_list();
            let ends = list.value_offsets();
            Some((Arc::clone(list.values()), ends[row] as usize..ends[row + 1] as usize))
        }
        _ => None,
    }
}

fn leaf<'a>(array: &'a ArrayRef, row: usize) -> Option<&'a str> {
    let texts: &'a StringArray = array.as_string_opt()?;
    texts.is_valid(row).then(|| texts.value(row))
}

fn fill(array: &ArrayRef, row: usize, tree: &Tree, node: usize, frame: usize, cells: &mut Cells) {
    if array.is_null(row) {
        return;
    }
    let here = tree.node(node);
    if let Some(object) = array.as_struct_opt() {
        if let (Some(each), false) = (here.each, here.has_keys()) {
            let below = cells.unfold(frame);
            return fill(array, row, tree, each, below, cells);
        }
        for (key, below) in here.keys() {
            let child = std::str::from_utf8(key).ok().and_then(|k| object.column_by_name(k));
            if let Some(child) = child {
                fill(child, row, tree, below, frame, cells);
            }
        }
    } else if let Some((values, range)) = members(array, row) {
        if let Some(each) = here.each {
            for member in range.filter(|member| values.is_valid(*member)) {
                let below = cells.unfold(frame);
                fill(&values, member, tree, each, below, cells);
            }
        } else if here.has_keys() {
            look_up(&values, range, tree, node, frame, cells);
        } else if let Some(slot) = here.slot {
            let joined = joined(&values, range);
            cells.write(frame, slot, |out| out.extend_from_slice(joined.as_bytes()));
        }
    } else if let Some(text) = leaf(array, row) {
        if !here.is_leaf() && text.trim_start().starts_with(['{', '[']) {
            // A text that only looks like JSON has none of the wanted members.
            let _ = walk_text(text.as_bytes(), tree, node, cells);
        }
        if let Some(slot) = here.slot {
            cells.write(frame, slot, |out| out.extend_from_slice(text.as_bytes()));
        }
    }
}

/// The members of a list of `{key, value}` by their keys.
fn look_up(
    values: &ArrayRef,
    range: std::ops::Range<usize>,
    tree: &Tree,
    node: usize,
    frame: usize,
    cells: &mut Cells,
) {
    let Some((keys, contents)) = key_value(values) else { return };
    for member in range {
        let below = leaf(keys, member).and_then(|k| tree.node(node).key(k.as_bytes()));
        if let Some(below) = below {
            match contents.as_struct_opt() {
                Some(variants) if tree.node(below).is_leaf() => {
                    for (name, column) in variants.column_names().iter().zip(variants.columns()) {
                        if name.as_bytes() != SET_AT {
                            fill(column, member, tree, below, frame, cells);
                        }
                    }
                }
                _ => fill(contents, member, tree, below, frame, cells),
            }
        }
    }
}

fn key_value(values: &ArrayRef) -> Option<(&ArrayRef, &ArrayRef)> {
    // With further members they are objects that happen to have these as well.
    let object = values.as_struct_opt().filter(|object| object.num_columns() == 2)?;
    let keys = object.column_by_name("key").or_else(|| object.column_by_name("name"))?;
    Some((keys, object.column_by_name("value")?))
}

/// The plain values of a list, and of lists in it, as one text.
fn joined(values: &ArrayRef, range: std::ops::Range<usize>) -> String {
    fn add(values: &ArrayRef, range: std::ops::Range<usize>, text: &mut String) {
        for member in range.filter(|member| values.is_valid(*member)) {
            if let Some((inner, range)) = members(values, member) {
                add(&inner, range, text);
            } else if let Some(member) = leaf(values, member) {
                if !text.is_empty() {
                    text.push(LIST_SEPARATOR);
                }
                text.push_str(member);
            }
        }
    }
    let mut text = String::new();
    add(values, range, &mut text);
    text
}

/// Whether the members of a list are objects, or lists of objects.
fn holds_objects(values: &ArrayRef) -> bool {
    match values.data_type() {
        DataType::List(_) => holds_objects(values.as_list::<i32>().values()),
        DataType::LargeList(_) => holds_objects(values.as_list::<i64>().values()),
        kind => matches!(kind, DataType::Struct(_)),
    }
}

/// Notes the rows of a batch of texts.
pub fn profile(batch: &ArrayRef, profile: &mut Profile) {
    for row in 0..batch.len() {
        profile.row();
        note(batch, row, &mut String::new(), profile);
    }
}

fn note(array: &ArrayRef, row: usize, path: &mut String, profile: &mut Profile) {
    let length = path.len();
    if let Some(object) = array.as_struct_opt() {
        for (name, column) in object.column_names().iter().zip(object.columns()) {
            if length > 0 {
                path.push('.');
            }
            path.push_str(&escape(name));
            note(column, row, path, profile);
            path.truncate(length);
        }
        return;
    }
    if array.is_null(row) {
        if array.as_string_opt::<i32>().is_some() {
            profile.field(path);
        }
        return;
    }
    if let Some((values, range)) = members(array, row) {
        if let Some((keys, contents)) = key_value(&values) {
            for member in range {
                let Some(key) = leaf(keys, member) else { continue };
                path.push('.');
                path.push_str(&escape(key));
                match contents.as_struct_opt() {
                    Some(variants) => {
                        let named = variants.column_names().into_iter().zip(variants.columns());
                        for (_, column) in named
                            .filter(|(name, c)| name.as_bytes() != SET_AT && c.is_valid(member))
                        {
                            note(column, member, path, profile);
                        }
                    }
                    None => note(contents, member, path, profile),
                }
                path.truncate(length);
            }
        } else if holds_objects(&values) {
            path.push_str("[]");
            for member in range.filter(|member| values.is_valid(*member)) {
                note(&values, member, path, profile);
            }
            path.truncate(length);
        } else {
            profile.value(path, &joined(&values, range), true);
        }
    } else if let Some(text) = leaf(array, row) {
        profile.json_text(path, text);
    }
}
