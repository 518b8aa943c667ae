//! What the names of a file's folders say: all rows of `day=2026-01-31/part-0.parquet` have the field `day`, unless
//! the file has one itself. Lakes are laid out so (by Hive, Spark and whoever follows them).

use std::iter::repeat_n;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{DictionaryArray, Int32Array, Int64Array, StringArray};

use super::path::escape;
use super::profile::Profile;
use super::rows::Sink;
use super::time::TimeReader;
use super::{
    Batch, Column, Container, FieldInfo, ImportError, Options, ReadAs, Request, Source, Wanted,
};
use crate::base::progress::Stopped;

/// What a folder is called whose rows have no value.
const NONE: &str = "__HIVE_DEFAULT_PARTITION__";

/// Names and values of the folders right above a file, the outermost first.
fn said(path: &Path) -> Vec<(String, String)> {
    let folders = path.ancestors().skip(1).map_while(|folder| {
        let (name, value) = folder.file_name()?.to_str()?.split_once('=')?;
        let (name, value) = (decoded(name)?, decoded(value)?);
        (!name.is_empty()).then_some((name, value))
    });
    let mut all: Vec<(String, String)> = folders.collect();
    all.reverse();
    all.retain(|(_, value)| !value.trim().is_empty() && value != NONE);
    all
}

/// A text in which bytes that a folder's name cannot have are written `%3A`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// Adds what the folders say to a source that was opened.
///
/// # Errors
/// [`ImportError::UnknownZone`].
pub fn add(source: &mut Source, options: &Options) -> Result<(), ImportError> {
    for (name, value) in said(&source.path) {
        let name = match source.container {
            Container::Delimited { .. } | Container::Excel => name,
            _ => escape(&name),
        };
        if source.field(&name).is_some() {
            continue;
        }
        let zone = || ImportError::UnknownZone(options.zone.clone());
        let mut profile = Profile::new(TimeReader::new(&options.zone).ok_or_else(zone)?);
        profile.row();
        profile.value(&name, &value, false);
        let own = |field: &FieldInfo| field.path == name;
        source.fields.extend(profile.finish().0.into_iter().find(own));
        source.preview.iter_mut().for_each(|row| row.push(Some(value.clone())));
        source.folders.push((name, value));
    }
    Ok(())
}

/// Wanted fields of which folders say some.
#[derive(Debug)]
pub struct Partition {
    /// What is left to read from the file.
    pub request: Request,
    columns: Vec<Origin>,
}

/// Where a wanted field's values come from.
#[derive(Debug, Clone, PartialEq)]
enum Origin {
    /// The file.
    File,
    /// The file, and where that has none, the folder.
    Both(Constant),
    /// The folder.
    Folder(Constant),
}

/// A value that all rows have.
#[derive(Debug, Clone, PartialEq)]
enum Constant {
    Text(String),
    Time(i64),
}

impl Partition {
    /// What is wanted, where folders say some of it.
    pub fn of(source: &Source, request: &Request, options: &Options) -> Option<Self> {
        if source.folders.is_empty() {
            return None;
        }
        let times = TimeReader::new(&options.zone)?;
        let (mut fields, mut columns) = (Vec::new(), Vec::new());
        for wanted in &request.fields {
            let (from, left) = split(source, wanted, &times);
            columns.push(from);
            fields.extend(left);
        }
        let any = columns.iter().any(|from| *from != Origin::File);
        any.then_some(Self { request: Request { fields, limit: request.limit }, columns })
    }

    /// Hands a batch on with the fields of the folders in it.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn fill(&self, mut batch: Batch, sink: Sink<'_>) -> Result<(), Stopped> {
        let rows = batch.rows;
        let mut own = std::mem::take(&mut batch.columns).into_iter();
        let columns = self.columns.iter().filter_map(|from| match from {
            Origin::File => own.next(),
            Origin::Both(constant) => own.next().map(|column| constant.instead(&column, rows)),
            Origin::Folder(constant) => Some(constant.column(rows)),
        });
        batch.columns = columns.collect();
        sink(batch)
    }
}

/// Where a wanted field comes from, and what of it is left to be read from the file: what comes before a folder's
/// field, which always has a value.
fn split(source: &Source, wanted: &Wanted, times: &TimeReader) -> (Origin, Option<Wanted>) {
    let said = wanted.paths.iter().enumerate().find_map(|(place, path)| {
        let (_, value) = source.folders.iter().find(|(name, _)| name == path)?;
        let constant = match wanted.read_as {
            ReadAs::Text | ReadAs::Id => Constant::Text(value.clone()),
            ReadAs::Time(format) => Constant::Time(times.read(value.as_bytes(), format).ok()?),
        };
        Some((place, constant))
    });
    match said {
        None => (Origin::File, Some(wanted.clone())),
        Some((0, constant)) => (Origin::Folder(constant), None),
        Some((place, constant)) => {
            let paths = wanted.paths[..place].to_vec();
            let left = Wanted { paths, read_as: wanted.read_as, required: None };
            (Origin::Both(constant), Some(left))
        }
    }
}

impl Constant {
    fn column(&self, rows: usize) -> Column {
        match self {
            Self::Text(text) => {
                let keys = Int32Array::from(vec![0; rows]);
                let values = Arc::new(StringArray::from(vec![text.as_str()]));
                Column::Dictionary(DictionaryArray::new(keys, values))
            }
            Self::Time(time) => Column::Time(repeat_n(Some(*time), rows).collect()),
        }
    }

    /// A column with this where it has nothing.
    fn instead(&self, column: &Column, rows: usize) -> Column {
        let all = 0..rows;
        match self {
            Self::Text(text) => {
                let values = all.map(|row| Some(column.text(row).unwrap_or(text)));
                Column::Text(values.collect::<StringArray>())
            }
            Self::Time(time) => {
                let values = all.map(|row| Some(column.time(row).unwrap_or(*time)));
                Column::Time(values.collect::<Int64Array>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_right_above_a_file_say_fields() {
        let said = |path: &str| {
            let said = said(Path::new(path)).into_iter();
            said.map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>()
        };
        assert_eq!(said("/lake/shop=de/day=2026-01-31/p.csv"), ["shop:de", "day:2026-01-31"]);
        assert_eq!(said("s3://lake/at=10%3A00/p.csv"), ["at:10:00"]);
        // What is further up is where the lake lies.
        assert_eq!(said("/mode=a/lake/day=1/p.csv"), ["day:1"]);
        assert!(said("/lake/day=__HIVE_DEFAULT_PARTITION__/p.csv").is_empty());
        assert!(said("/lake/a=b.csv").is_empty() && said("/lake/=x/p.csv").is_empty());
        assert_eq!(said("/lake/rate=5%/p.csv"), ["rate:5%"]);
    }
}
