//! The names of a table's columns, and which row has them: reports put titles, periods and blank rows
//! above it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::delimited::{Dialect, Reader};
use crate::base::field_names;

/// Rows above the names at most.
const MOST_TITLES: usize = 30;
/// Rows looked at to learn how wide a table is.
const ROWS: usize = 200;

/// Rows looked at to learn how wide a file is.
const WIDTH_ROWS: usize = 1000;

/// What the beginning of a table says of its columns.
#[derive(Debug)]
pub struct Header {
    /// Their names; empty and repeated ones are made unique: `column 3`, `name 2`.
    pub names: Vec<String>,
    /// Rows above the one with the names: titles and the like.
    pub titles: usize,
    /// Where the rows begin.
    pub begin: usize,
}

/// The columns of a file that begins with `head`, which must be decoded.
pub fn names(head: &[u8], dialect: Dialect, header: bool) -> Header {
    let titles = if header { titles(head, dialect) } else { 0 };
    let mut reader = Reader::new(head, dialect);
    for _ in 0..titles {
        reader.texts();
    }
    let named = if header { reader.texts().unwrap_or_default() } else { Vec::new() };
    let begin = reader.at;
    let mut widths = BTreeMap::new();
    for _ in 0..WIDTH_ROWS {
        let Some(row) = reader.texts() else { break };
        *widths.entry(row.len()).or_insert(0) += 1;
    }
    let usual = widths.into_iter().max_by_key(|(_, rows)| *rows).map_or(0, |(width, _)| width);
    let mut taken = HashSet::new();
    // The number that a repeated name tries next: a hundred thousand columns may have one name.
    let mut next: HashMap<String, usize> = HashMap::new();
    let names = (0..usual.max(named.len()))
        .map(|i| {
            let written = named.get(i).map(|n| String::from_utf8_lossy(n).into_owned());
            let name = written.filter(|n| !n.trim().is_empty());
            let name = name.unwrap_or_else(|| format!("column {}", i + 1));
            let mut unique = name.clone();
            while taken.contains(&unique) {
                let number = next.entry(name.clone()).or_insert(2);
                unique = format!("{name} {number}");
                *number += 1;
            }
            taken.insert(unique.clone());
            unique
        })
        .collect();
    Header { names, titles, begin }
}

/// Whether the first row names the columns, rather than being data as all below it.
pub fn is_there(head: &[u8], dialect: Dialect) -> bool {
    if titles(head, dialect) > 0 {
        return true;
    }
    let mut reader = Reader::new(head, dialect);
    let Some(first) = reader.texts() else { return true };
    let full = filled(&first);
    if full == 0 {
        return true;
    }
    // Some columns are named by numbers (years); a row of data shows more than that.
    if values(&first) * 10 >= first.len() * 3 || first.iter().any(|cell| is_moment(cell)) {
        return false;
    }
    if full < 2 || first.iter().any(|cell| is_name(cell)) {
        return true;
    }
    // What stands in a column again and again is one of its values.
    let mut again = vec![false; first.len()];
    for row in std::iter::from_fn(|| reader.texts()).take(ROWS) {
        for ((again, first), cell) in again.iter_mut().zip(&first).zip(&row) {
            *again |= !cell.trim_ascii().is_empty() && cell == first;
        }
    }
    again.into_iter().filter(|again| *again).count() * 2 < full
}

/// Where the rows of a file begin below the row with the names of its columns.
pub fn after_names(head: &[u8], dialect: Dialect, titles: usize) -> usize {
    let mut reader = Reader::new(head, dialect);
    for _ in 0..=titles {
        reader.texts();
    }
    reader.at
}

/// How many rows stand above the one that names the columns, nearly always none.
///
/// The first row is it, unless it fills less than half of the usual width or none of its cells is
/// the name of a field; then it is the first row after it that is as full as the rows below, holds
/// words rather than values and is followed by rows.
pub fn titles(head: &[u8], dialect: Dialect) -> usize {
    let mut reader = Reader::new(head, dialect);
    let rows: Vec<_> = std::iter::from_fn(|| reader.texts()).take(ROWS).collect();
    let Some(first) = rows.first() else { return 0 };
    let usual = common(rows.iter().map(|row| filled(row)));
    if usual < 2 || filled(first) >= usual {
        return 0;
    }
    let named = |row: &[Cell<'_>]| row.iter().any(|cell| is_name(cell));
    if filled(first) * 2 > usual && named(first) {
        return 0;
    }
    let names = |row: &[Cell<'_>]| {
        let full = filled(row);
        full > filled(first)
            && full * 4 >= usual * 3
            && values(row) * 10 < full * 3
            && distinct(row)
    };
    let below = rows.iter().enumerate().skip(1).take(MOST_TITLES);
    let found = below.clone().find(|(_, row)| names(row) && named(row));
    let found = found.or_else(|| below.clone().find(|(_, row)| names(row)));
    let followed = found.filter(|(at, _)| at + 1 < rows.len());
    followed.map_or(0, |(at, _)| at)
}

/// Whether titles stand above a row with names of fields that are known: several, as one word is known
/// by chance.
pub fn is_titled(head: &[u8], dialect: Dialect) -> bool {
    let titles = titles(head, dialect);
    let mut reader = Reader::new(head, dialect);
    let row = std::iter::from_fn(|| reader.texts()).nth(titles);
    titles > 0 && row.is_some_and(|row| row.iter().filter(|cell| is_name(cell)).count() > 1)
}

/// A field's text.
type Cell<'a> = std::borrow::Cow<'a, [u8]>;

/// The commonest of some numbers, the largest of several.
pub fn common(numbers: impl Iterator<Item = usize>) -> usize {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for number in numbers {
        *counts.entry(number).or_default() += 1;
    }
    let commonest = counts.into_iter().max_by_key(|(number, count)| (*count, *number));
    commonest.map_or(0, |(number, _)| number)
}

/// How many cells of a row hold something.
fn filled(row: &[Cell<'_>]) -> usize {
    row.iter().filter(|cell| !cell.trim_ascii().is_empty()).count()
}

/// How many cells of a row are numbers, dates or addresses rather than words.
fn values(row: &[Cell<'_>]) -> usize {
    let value = |cell: &[u8]| {
        let cell = cell.trim_ascii();
        !cell.is_empty() && (is_figures(cell) || cell.contains(&b'@'))
    };
    row.iter().filter(|cell| value(cell)).count()
}

/// Whether a cell is a day with a time of day, which names no column.
fn is_moment(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let digits = cell.iter().filter(|c| c.is_ascii_digit()).count();
    digits >= 10 && cell.contains(&b':') && is_figures(cell)
}

/// Whether a cell is made of what numbers, days and times are made of.
fn is_figures(cell: &[u8]) -> bool {
    cell.iter().all(|c| c.is_ascii_digit() || b"+-.,:/ TZ".contains(c))
}

/// Whether a cell is a name that fields are known by.
fn is_name(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(|name| !name.trim().is_empty() && field_names::known(name))
}

/// Whether no two cells of a row are the same.
fn distinct(row: &[Cell<'_>]) -> bool {
    let mut seen = HashSet::new();
    row.iter().map(|cell| cell.trim_ascii()).filter(|cell| !cell.is_empty()).all(|c| seen.insert(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles_of(text: &str) -> usize {
        titles(text.as_bytes(), Dialect { delimiter: b',', quotes: true })
    }

    #[test]
    fn rows_of_data_are_no_names() {
        let named =
            |text: &str| is_there(text.as_bytes(), Dialect { delimiter: b',', quotes: true });
        let rows: String = (0..50)
            .map(|i| format!("u{},seen,2026-01-{:02}T10:00:00Z,p{}\n", i % 9, 1 + i % 28, i % 5))
            .collect();
        let words: String = (0..50).map(|i| format!("u{},seen,p{}\n", i % 9, i % 5)).collect();
        let table = format!("user_id,event,item\n{words}");
        assert!(!named(&rows));
        assert!(!named(&words));
        assert!(named(&table));
        assert!(named(&format!("wer,was,womit\n{words}")));
        // Files that were put together, each with its names.
        assert!(named(&format!("{table}{table}{table}")));
        assert!(named("kunde,ort,land,2025\nu1,Ulm,DE,6\nu2,Ulm,DE,6\n"));
        assert!(named("word\nhello\nword\nhello\n"));
    }

    #[test]
    fn what_stands_above_the_names_is_found() {
        let rows = "2026-01-03,u1,p1,4.50\n2026-01-04,u2,p2,5.50\n2026-01-05,u1,p3,6.50\n";
        let table = format!("Date,Customer,Item,Price\n{rows}");
        assert_eq!(titles_of(&table), 0);
        assert_eq!(titles_of(&format!("Sales report\n\n{table}")), 1);
        assert_eq!(titles_of(&format!("Sales report,,,\n,,,\n{table}")), 2);
        assert_eq!(titles_of(&format!("Store,ACME,,\nPeriod,2026-01-01,2026-12-31,\n{table}")), 2);
        assert_eq!(titles_of(&format!("Report,,,\nJanuary 2026,,,\n{table}Total,,,16.5\n")), 2);
        // Names that nobody knows, and columns without a name.
        assert_eq!(titles_of(&format!("Report\nfoo,bar,baz,qux\n{rows}")), 1);
        assert_eq!(titles_of(&format!("Date,Customer,,\n{rows}")), 0);
        assert_eq!(titles_of(&format!("foo,bar,baz,qux\n{rows}")), 0);
        assert_eq!(titles_of(rows), 0);
        // Only a title, and a column of one's own words.
        assert_eq!(titles_of("Report\n"), 0);
        assert_eq!(titles_of("word\nhello\nthere\n"), 0);
    }
}
