//! Orders as CSV with a row an item that says all of the order again.

use std::path::PathBuf;

use super::csv::plain;
use super::events::{Order, orders};
use super::job::Job;
use crate::sample::{Line, Store, dollars};

/// An item of an order.
pub(super) struct Item<'a> {
    pub line: &'a Line,
    /// The how manieth of its order, from 0.
    pub place: usize,
}

/// A column's name and what it says of an item.
pub(super) type Column = (&'static str, fn(&Order<'_>, &Item<'_>) -> String);

/// The file at `path` with these columns.
pub(super) fn file<'a>(store: &'a Store, path: PathBuf, columns: &'static [Column]) -> Job<'a> {
    Job {
        path,
        fill: Box::new(move |file, progress| {
            let mut csv = csv::Writer::from_writer(&mut *file);
            csv.write_record(columns.iter().map(|(name, _)| name)).map_err(plain)?;
            for order in orders(store, progress) {
                let order = order?;
                for (place, line) in order.lines().iter().enumerate() {
                    let item = Item { line, place };
                    let cells = columns.iter().map(|(_, cell)| cell(&order, &item));
                    csv.write_record(cells).map_err(plain)?;
                }
            }
            Ok(csv.flush()?)
        }),
    }
}

/// `12.50`.
pub(super) fn amount(cents: u32) -> String {
    format!("{:.2}", dollars(cents))
}
