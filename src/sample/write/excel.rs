//! The three tables as Excel workbooks; what does not fit into one sheet goes into another file.

use std::io::{self, Write as _};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::job::{Failure, Job};
use super::table::{Cell, Table};
use crate::sample::{EventKind, Store, dollars, iso};

/// Rows that a sheet holds below its header.
const ROWS: usize = 1_048_575;

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    for table in Table::ALL {
        for part in 0..rows(store, table).div_ceil(ROWS).max(1) {
            let name = match part {
                0 => format!("{}.xlsx", table.name()),
                _ => format!("{}-{}.xlsx", table.name(), part + 1),
            };
            jobs.push(Job {
                path: folder.join(name),
                fill: Box::new(move |file, progress| {
                    let mut book = Workbook::new();
                    // A workbook says when it was made; the same seed is to give the same bytes.
                    let made = ExcelDateTime::from_ymd(2026, 11, 1).map_err(plain)?;
                    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
                    let sheet = book.add_worksheet_with_constant_memory().map_err(plain)?;
                    for (column, (name, _)) in (0..).zip(table.columns()) {
                        sheet.write_string(0, column, *name).map_err(plain)?;
                    }
                    let mut row = 0;
                    table.rows(store, progress, &mut |cells| {
                        let own = row / ROWS == part;
                        row += 1;
                        if own { write_row(sheet, row - part * ROWS, cells) } else { Ok(()) }
                    })?;
                    Ok(file.write_all(&book.save_to_buffer().map_err(plain)?)?)
                }),
            });
        }
    }
    jobs
}

fn rows(store: &Store, table: Table) -> usize {
    match table {
        Table::Events => (store.events.iter())
            .filter(|event| event.kind != EventKind::Identify)
            .map(|event| store.lines(event).len().max(1))
            .sum(),
        // Fewer than a sheet holds, whatever the spec.
        Table::Products => 0,
        Table::People => store.people.len(),
    }
}

fn write_row(sheet: &mut Worksheet, row: usize, cells: &[Cell<'_>]) -> Result<(), Failure> {
    let row = row as u32;
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Empty => continue,
            Cell::Text(text) => sheet.write_string(row, column, text.as_ref()),
            Cell::Whole(number) => sheet.write_number(row, column, *number),
            Cell::Cents(cents) => sheet.write_number(row, column, dollars(*cents)),
            Cell::Time(time) => sheet.write_string(row, column, iso(*time)),
            Cell::Flag(flag) => sheet.write_boolean(row, column, *flag),
        }
        .map_err(plain)?;
    }
    Ok(())
}

fn plain(error: XlsxError) -> Failure {
    Failure::Io(match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    })
}
