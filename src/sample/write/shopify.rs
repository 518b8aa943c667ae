//! Shopify's orders as CSV: a row a line item, and only the first row of an order says whose it
//! is and when. Holds only what was ordered; visitors without an e-mail address have none.

use std::collections::HashSet;
use std::path::Path;

use super::csv::plain;
use super::job::Job;
use crate::sample::{EventKind, Store, dollars, iso};

/// The columns that matter, named and ordered as in the classic export.
#[rustfmt::skip]
const COLUMNS: [&str; 27] = [
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency", "Subtotal", "Shipping",
    "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price",
    "Lineitem compare at price", "Lineitem sku", "Billing Name", "Billing Country", "Billing Phone", "Cancelled at", "Vendor", "Id",
];

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    vec![Job {
        path: folder.join("orders_export.csv"),
        fill: Box::new(move |file, progress| {
            let refunds = store.events.iter().filter(|e| e.kind == EventKind::OrderRefunded);
            let refunded: HashSet<_> = refunds.map(|e| (e.person, e.subject)).collect();
            let mut csv = csv::Writer::from_writer(&mut *file);
            csv.write_record(COLUMNS).map_err(plain)?;
            for (position, event) in store.events.iter().enumerate() {
                if position % 1024 == 0 {
                    progress.check()?;
                    progress.advance(1024);
                }
                if event.kind != EventKind::OrderCompleted {
                    continue;
                }
                let person = &store.people[event.person as usize];
                let lines = store.lines(event);
                let cents: u32 = lines.iter().map(|l| l.cents * u32::from(l.quantity)).sum();
                // The export's form of a time: `2026-09-03 10:14:00 +0000`.
                let time = iso(event.time)[..19].replace('T', " ") + " +0000";
                let back = refunded.contains(&(event.person, event.subject));
                let name = store.order_id(event).map(|id| format!("#{id}")).unwrap_or_default();
                for (nth, line) in lines.iter().enumerate() {
                    let product = &store.products[line.product as usize];
                    let mut row = vec![String::new(); COLUMNS.len()];
                    row[0].clone_from(&name);
                    if nth == 0 {
                        row[1] = person.email().filter(|_| event.known).unwrap_or_default();
                        row[2] = if back { "refunded" } else { "paid" }.into();
                        row[3].clone_from(&time);
                        row[4] = "fulfilled".into();
                        row[6] = if person.opt_in == Some(true) { "yes" } else { "no" }.into();
                        row[7] = super::table::CURRENCY.into();
                        row[8] = format!("{:.2}", dollars(cents));
                        row[9] = "0.00".into();
                        row[10] = "0.00".into();
                        row[11] = format!("{:.2}", dollars(cents));
                        row[15].clone_from(&time);
                        row[22] = person.country().unwrap_or_default().into();
                        row[23] = person.phone().unwrap_or_default();
                        row[26] = format!("{}", 5_000_000_000 + position as u64);
                    }
                    row[16] = line.quantity.to_string();
                    row[17].clone_from(&product.name);
                    row[18] = format!("{:.2}", dollars(line.cents));
                    row[20].clone_from(&product.sku);
                    row[25] = product.brand.into();
                    csv.write_record(&row).map_err(plain)?;
                }
            }
            Ok(csv.flush()?)
        }),
    }]
}
