//! Magento's tables of orders and of their items, joined, as CSV: a row an item with all that the order
//! says. Holds only what was ordered; visitors without an e-mail address have none.

use std::collections::HashSet;
use std::path::Path;

use super::csv::plain;
use super::job::Job;
use crate::sample::{EventKind, Line, SampleEvent, Store, dollars, iso};

/// An item of an order.
struct Sold<'a> {
    store: &'a Store,
    event: &'a SampleEvent,
    line: &'a Line,
    /// The number of the order and of the item in it.
    order: u64,
    item: usize,
    refunded: bool,
}

type Cell = fn(&Sold<'_>) -> String;

/// The columns that matter of `sales_order_item`, and of `sales_order` the customer and the status.
const COLUMNS: [(&str, Cell); 11] = [
    ("item_id", |sold| (sold.order * 100 + sold.item as u64).to_string()),
    ("order_id", |sold| sold.order.to_string()),
    ("created_at", |sold| sold.time()),
    // An order that was refunded whole is closed.
    ("status", |sold| if sold.refunded { "closed" } else { "complete" }.into()),
    ("customer_email", |sold| sold.email()),
    ("sku", |sold| sold.product().sku.clone()),
    ("name", |sold| sold.product().name.clone()),
    ("product_type", |_| "simple".into()),
    ("qty_ordered", |sold| format!("{:.4}", f64::from(sold.line.quantity))),
    ("base_price", |sold| Sold::amount(sold.line.cents)),
    ("row_total", |sold| Sold::amount(sold.line.cents * u32::from(sold.line.quantity))),
];

impl Sold<'_> {
    fn product(&self) -> &crate::sample::Product {
        &self.store.products[self.line.product as usize]
    }

    fn person(&self) -> &crate::sample::SamplePerson {
        &self.store.people[self.event.person as usize]
    }

    /// `2026-09-03 10:14:00`, in UTC.
    fn time(&self) -> String {
        iso(self.event.time)[..19].replace('T', " ")
    }

    fn email(&self) -> String {
        self.person().email().filter(|_| self.event.known).unwrap_or_default()
    }

    fn amount(cents: u32) -> String {
        format!("{:.2}", dollars(cents))
    }
}

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    vec![Job {
        path: folder.join("sales_order_items.csv"),
        fill: Box::new(move |file, progress| {
            let refunds = store.events.iter().filter(|e| e.kind == EventKind::OrderRefunded);
            let refunded: HashSet<_> = refunds.map(|e| (e.person, e.subject)).collect();
            let mut csv = csv::Writer::from_writer(&mut *file);
            csv.write_record(COLUMNS.iter().map(|(name, _)| name)).map_err(plain)?;
            for (position, event) in store.events.iter().enumerate() {
                if position % 1024 == 0 {
                    progress.check()?;
                    progress.advance(1024);
                }
                if event.kind != EventKind::OrderCompleted {
                    continue;
                }
                let refunded = refunded.contains(&(event.person, event.subject));
                for (item, line) in store.lines(event).iter().enumerate() {
                    let sold =
                        Sold { store, event, line, order: position as u64 + 1, item, refunded };
                    let cells = COLUMNS.iter().map(|(_, cell)| cell(&sold));
                    csv.write_record(cells).map_err(plain)?;
                }
            }
            Ok(csv.flush()?)
        }),
    }]
}
