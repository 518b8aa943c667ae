//! The three tables as CSV, UTF-8, with a header.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use super::job::{Failure, Job};
use super::table::{Cell, Table};
use crate::sample::{Store, iso};

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    Table::ALL
        .map(|table| Job {
            path: folder.join(table.name()).with_extension("csv"),
            fill: Box::new(move |file, progress| {
                let mut csv = csv::Writer::from_writer(&mut *file);
                csv.write_record(table.columns().iter().map(|column| column.0)).map_err(plain)?;
                table.rows(store, progress, &mut |cells| write_row(&mut csv, cells))?;
                csv.flush()?;
                drop(csv);
                Ok(file.flush()?)
            }),
        })
        .into()
}

/// Writes a row of cells.
pub(super) fn write_row<W: Write>(
    csv: &mut csv::Writer<W>,
    cells: &[Cell<'_>],
) -> Result<(), Failure> {
    let mut text = String::new();
    for cell in cells {
        text.clear();
        write_cell(&mut text, cell);
        csv.write_field(&text).map_err(plain)?;
    }
    csv.write_record(None::<&[u8]>).map_err(plain)
}

/// The system's own error where the library wraps one: it says whether the disk is full.
pub(super) fn plain(error: csv::Error) -> Failure {
    Failure::Io(match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

fn write_cell(out: &mut String, cell: &Cell<'_>) {
    // Writing into a String cannot fail.
    let _ = match cell {
        Cell::Empty => Ok(()),
        Cell::Text(text) => out.write_str(text),
        Cell::Whole(number) => write!(out, "{number}"),
        Cell::Cents(cents) => write!(out, "{}.{:02}", cents / 100, cents % 100),
        Cell::Time(time) => out.write_str(&iso(*time)),
        Cell::Flag(flag) => write!(out, "{flag}"),
    };
}
