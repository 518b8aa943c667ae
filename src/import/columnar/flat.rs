//! Column by column, for requests that ask for plain columns.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, RecordBatch, StringArray};
use arrow::compute::{cast, filter};
use arrow::datatypes::{DataType, Int32Type, Int64Type, Schema, TimeUnit};

use super::leaf::leaf_text;
use crate::base::ids::is_no_id;
use crate::import::cells::is_blank;
use crate::import::path::{Step, steps};
use crate::import::rows::{RowField, RowPlan};
use crate::import::tally::Tally;
use crate::import::time::{TimeProblem, TimeReader, epoch, in_range};
use crate::import::{Batch, Column, Lines, ReadAs, TimeFormat};

/// Where the columns of each wanted field are, in the order in which they count: names from the
/// outermost to the leaf. Empty where no column answers.
pub struct Columns(Vec<Vec<Vec<String>>>);

/// The columns of a request, when each field is one flat column; `None` when the rows must be
/// looked at one by one.
pub fn columns(schema: &Schema, plan: &RowPlan) -> Option<Columns> {
    let mut paths = vec![None; plan.slots.len()];
    for (path, slot) in plan.slots.iter() {
        let mut fields = schema.fields().clone();
        let mut names = Vec::new();
        let steps = steps(path);
        for (at, step) in steps.iter().enumerate() {
            let Step::Key(key) = step else { return None };
            let Some(field) = fields.iter().find(|f| f.name() == key).cloned() else {
                names.clear();
                break;
            };
            names.push(key.clone());
            match (field.data_type(), at + 1 == steps.len()) {
                (DataType::Struct(below), false) => fields = below.clone(),
                (kind, true) if !kind.is_nested() => {}
                _ => return None,
            }
        }
        if !names.is_empty() {
            paths[slot] = Some(names);
        }
    }
    let one = |field: &RowField| {
        let found: Vec<_> = field.slots.iter().filter_map(|s| paths[*s].clone()).collect();
        (found.len() < 2 || !matches!(field.read_as, ReadAs::Time(_))).then_some(found)
    };
    plan.fields.iter().map(one).collect::<Option<Vec<_>>>().map(Columns)
}

impl Columns {
    /// The used rows of a batch, or `Some(None)` when there are none. `None` when a column is not
    /// what it seemed. Its place is the caller's to say.
    pub fn batch(
        &self,
        batch: &RecordBatch,
        plan: &RowPlan,
        tally: &mut Tally,
        group: usize,
        line: u64,
    ) -> Option<Option<Batch>> {
        let rows = batch.num_rows();
        let mut columns = Vec::with_capacity(plan.fields.len());
        // The reason a row is skipped for: the first required field that fails.
        let mut failed: Vec<Option<(usize, Option<TimeProblem>)>> = Vec::new();
        for (index, (field, names)) in plan.fields.iter().zip(&self.0).enumerate() {
            let arrays = names.iter().map(|names| find(batch, names));
            let arrays = arrays.collect::<Option<Vec<_>>>()?;
            let array = arrays.first();
            let (column, problems) = match field.read_as {
                ReadAs::Text | ReadAs::Id => {
                    let is_id = field.read_as == ReadAs::Id;
                    let column = match arrays.as_slice() {
                        [] | [_] => Some(text(array, rows)?).filter(|c| !(is_id && has_no_ids(c))),
                        _ => None,
                    };
                    let column = match column {
                        Some(whole) => whole,
                        None => first_filled(&arrays, rows, |text| is_id && is_no_id(text))?,
                    };
                    let blank = field.required.is_some().then(|| blanks(&column));
                    (
                        column,
                        blank.map(|b| b.into_iter().map(|b| b.then_some(None)).collect::<Vec<_>>()),
                    )
                }
                ReadAs::Time(format) => times(array, rows, &plan.times, format),
            };
            if let (Some(problems), true) = (problems, field.required.is_some()) {
                failed.resize(rows, None);
                for (failed, problem) in failed.iter_mut().zip(problems) {
                    *failed = failed.or(problem.map(|p| (index, p)));
                }
            }
            columns.push(column);
        }
        let used = rows - failed.iter().flatten().count();
        let mut lines = Lines { first: line, after: None };
        tally.used(used as u64);
        if used < rows {
            let example = |row: usize| nested_example(batch, row);
            for (row, (index, problem)) in
                failed.iter().enumerate().filter_map(|(r, f)| f.map(|f| (r, f)))
            {
                if let Some(what) = plan.fields[index].required {
                    let reason = what.reason(problem);
                    tally.skip(reason, group, line + row as u64, example(row).as_bytes());
                }
            }
            let kept_rows = (0_u32..).zip(&failed).filter(|(_, failed)| failed.is_none());
            lines.after = Some(kept_rows.map(|(row, _)| row).collect());
            let keep: BooleanArray = failed.iter().map(|f| Some(f.is_none())).collect();
            columns = columns.iter().map(|c| kept(c, &keep)).collect::<Option<_>>()?;
        }
        Some((used > 0).then_some(Batch {
            place: 0,
            rows: used,
            source_rows: used,
            source_row: None,
            lines,
            columns,
        }))
    }
}

/// Whether one of the texts is a word for nothing.
fn has_no_ids(column: &Column) -> bool {
    let any = |texts: &StringArray| texts.iter().flatten().any(|text| is_no_id(text.as_bytes()));
    match column {
        Column::Text(texts) => any(texts),
        Column::Dictionary(array) => array.values().as_string_opt().is_none_or(any),
        Column::Time(_) => false,
    }
}

/// Of several columns the first one that is neither blank nor means nothing, row by row.
fn first_filled(
    arrays: &[ArrayRef],
    rows: usize,
    means_nothing: impl Fn(&[u8]) -> bool,
) -> Option<Column> {
    let columns = arrays.iter().map(|a| text(Some(a), rows)).collect::<Option<Vec<_>>>()?;
    let filled = |row| {
        let texts = columns.iter().filter_map(move |column| column.text(row));
        texts.into_iter().find(|text| !is_blank(text.as_bytes()) && !means_nothing(text.as_bytes()))
    };
    Some(Column::Text((0..rows).map(filled).collect()))
}

/// The wanted values of a skipped row, for the report.
fn nested_example(batch: &RecordBatch, row: usize) -> String {
    let one = batch.slice(row, 1);
    let texts: Vec<String> = one
        .columns()
        .iter()
        .map(|c| {
            let text = leaf_text(c);
            text.as_string_opt::<i32>()
                .filter(|t| t.is_valid(0))
                .map_or(String::new(), |t| t.value(0).to_owned())
        })
        .collect();
    texts.join(",")
}

fn find(batch: &RecordBatch, names: &[String]) -> Option<ArrayRef> {
    let (first, rest) = names.split_first()?;
    let mut array = Arc::clone(batch.column_by_name(first)?);
    for name in rest {
        let object = array.as_struct_opt()?;
        let mut child = Arc::clone(object.column_by_name(name)?);
        if let Some(nulls) = object.nulls() {
            // Where the object is missing so is what is in it.
            let missing = BooleanArray::new(!nulls.inner(), None);
            child = arrow::compute::nullif(&child, &missing).ok()?;
        }
        array = child;
    }
    Some(array)
}

fn text(array: Option<&ArrayRef>, rows: usize) -> Option<Column> {
    let Some(array) = array else {
        return Some(Column::Text(StringArray::new_null(rows)));
    };
    if let Some(dictionary) = array.as_dictionary_opt::<Int32Type>() {
        let values = leaf_text(dictionary.values());
        return Some(Column::Dictionary(dictionary.with_values(values)));
    }
    Some(Column::Text(leaf_text(array).as_string_opt()?.clone()))
}

fn blanks(column: &Column) -> Vec<bool> {
    match column {
        Column::Text(array) => (0..array.len())
            .map(|row| array.is_null(row) || is_blank(array.value(row).as_bytes()))
            .collect(),
        Column::Dictionary(array) => {
            let values = array.values().as_string_opt::<i32>();
            let blank: Vec<bool> = values.map_or(Vec::new(), |v| {
                (0..v.len()).map(|i| v.is_null(i) || is_blank(v.value(i).as_bytes())).collect()
            });
            let key = |row| array.key(row).and_then(|k| blank.get(k).copied());
            (0..array.len()).map(|row| key(row).unwrap_or(true)).collect()
        }
        Column::Time(array) => (0..array.len()).map(|row| array.is_null(row)).collect(),
    }
}

type Problems = Option<Vec<Option<Option<TimeProblem>>>>;

/// A time column, and for each row why there is no time, when that is so for any.
fn times(
    array: Option<&ArrayRef>,
    rows: usize,
    reader: &TimeReader,
    format: TimeFormat,
) -> (Column, Problems) {
    let Some(array) = array else {
        return (Column::Time(Int64Array::new_null(rows)), Some(vec![Some(None); rows]));
    };
    let read = read_times(array, reader, format);
    let column: Int64Array = read.iter().map(|t| t.and_then(Result::ok)).collect();
    let problems = (column.null_count() > 0).then(|| {
        read.into_iter()
            .map(|t| match t {
                None => Some(None),
                Some(Ok(_)) => None,
                Some(Err(problem)) => Some(Some(problem)),
            })
            .collect()
    });
    (Column::Time(column), problems)
}

fn read_times(
    array: &ArrayRef,
    reader: &TimeReader,
    format: TimeFormat,
) -> Vec<Option<Result<i64, TimeProblem>>> {
    let numbers = |array: &ArrayRef, read: &dyn Fn(i64) -> Result<i64, TimeProblem>| {
        let numbers = cast(array, &DataType::Int64).ok()?;
        let numbers = numbers.as_primitive_opt::<Int64Type>()?;
        Some(numbers.iter().map(|n| n.map(read)).collect())
    };
    let read = match array.data_type() {
        DataType::Timestamp(unit, zone) => {
            let scale = |n: i64| match unit {
                TimeUnit::Second => n.saturating_mul(1000),
                TimeUnit::Millisecond => n,
                TimeUnit::Microsecond => n.div_euclid(1000),
                TimeUnit::Nanosecond => n.div_euclid(1_000_000),
            };
            let local = zone.is_none();
            numbers(array, &|n| in_range(if local { reader.local(scale(n)) } else { scale(n) }))
        }
        DataType::Date32 => {
            let days = cast(array, &DataType::Int32).ok();
            days.and_then(|d| numbers(&d, &|n| in_range(reader.local(n * 86_400_000))))
        }
        DataType::Date64 => numbers(array, &|n| in_range(reader.local(n))),
        kind if kind.is_integer() => numbers(array, &|n| match epoch(n) {
            Ok(time) => Ok(time),
            // 20250131 as a number.
            Err(_) => reader.read(n.to_string().as_bytes(), format),
        }),
        _ => None,
    };
    read.unwrap_or_else(|| text_times(array, reader, format))
}

fn text_times(
    array: &ArrayRef,
    reader: &TimeReader,
    format: TimeFormat,
) -> Vec<Option<Result<i64, TimeProblem>>> {
    let read_all = |texts: &ArrayRef| -> Vec<Option<Result<i64, TimeProblem>>> {
        let texts = leaf_text(texts);
        texts.as_string_opt::<i32>().map_or(Vec::new(), |texts| {
            let filled = |t: &&str| !is_blank(t.as_bytes());
            texts
                .iter()
                .map(|t| t.filter(filled).map(|t| reader.read(t.as_bytes(), format)))
                .collect()
        })
    };
    match array.as_dictionary_opt::<Int32Type>() {
        Some(dictionary) => {
            let values = read_all(dictionary.values());
            let of = |row| dictionary.key(row).and_then(|k| values.get(k).copied().flatten());
            (0..array.len()).map(of).collect()
        }
        None => read_all(array),
    }
}

fn kept(column: &Column, keep: &BooleanArray) -> Option<Column> {
    Some(match column {
        Column::Text(array) => Column::Text(filter(array, keep).ok()?.as_string_opt()?.clone()),
        Column::Dictionary(array) => {
            Column::Dictionary(filter(array, keep).ok()?.as_dictionary_opt::<Int32Type>()?.clone())
        }
        Column::Time(array) => {
            Column::Time(filter(array, keep).ok()?.as_primitive_opt::<Int64Type>()?.clone())
        }
    })
}
