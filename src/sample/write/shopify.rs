//! Shopify's orders as CSV: a row a line item, and only the first row of an order says whose it
//! is and when. Holds only what was ordered; visitors without an e-mail address have none.

use std::path::Path;

use super::csv::plain;
use super::events::{Order, orders};
use super::items::amount;
use super::job::Job;
use crate::sample::{Store, iso};

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
            let mut csv = csv::Writer::from_writer(&mut *file);
            csv.write_record(COLUMNS).map_err(plain)?;
            for order in orders(store, progress) {
                let order = order?;
                let name = store.order_id(order.event).map(|id| format!("#{id}"));
                for (nth, line) in order.lines().iter().enumerate() {
                    let product = order.product(line);
                    let mut row = vec![String::new(); COLUMNS.len()];
                    row[0] = name.clone().unwrap_or_default();
                    if nth == 0 {
                        of_order(&order, &mut row);
                    }
                    row[16] = line.quantity.to_string();
                    row[17].clone_from(&product.name);
                    row[18] = amount(line.cents);
                    row[20].clone_from(&product.sku);
                    row[25] = product.brand.into();
                    csv.write_record(&row).map_err(plain)?;
                }
            }
            Ok(csv.flush()?)
        }),
    }]
}

/// What only the first row of an order says.
fn of_order(order: &Order<'_>, row: &mut [String]) {
    let person = order.person();
    let total: u32 = order.lines().iter().map(|l| l.cents * u32::from(l.quantity)).sum();
    // The export's form of a time: `2026-09-03 10:14:00 +0000`.
    let time = iso(order.event.time)[..19].replace('T', " ") + " +0000";
    row[1] = order.email();
    row[2] = if order.refunded { "refunded" } else { "paid" }.into();
    row[3].clone_from(&time);
    row[4] = "fulfilled".into();
    row[6] = if person.opt_in == Some(true) { "yes" } else { "no" }.into();
    row[7] = super::table::CURRENCY.into();
    row[8] = amount(total);
    row[9] = amount(0);
    row[10] = amount(0);
    row[11] = amount(total);
    row[15] = time;
    row[22] = person.country().unwrap_or_default().into();
    row[23] = person.phone().unwrap_or_default();
    row[26] = (5_000_000_000 + order.number - 1).to_string();
}
