//! Magento's tables of orders and of their items, joined, as CSV: a row an item with all that the order
//! says. Holds only what was ordered; visitors without an e-mail address have none.

use std::path::Path;

use super::events::Order;
use super::items::{self, Column, amount};
use super::job::Job;
use crate::sample::{Store, iso};

/// The columns that matter of `sales_order_item`, and of `sales_order` the customer and the status.
const COLUMNS: [Column; 11] = [
    ("item_id", |order, item| (order.number * 100 + item.place as u64).to_string()),
    ("order_id", |order, _| order.number.to_string()),
    ("created_at", |order, _| time(order)),
    // An order that was refunded whole is closed.
    ("status", |order, _| if order.refunded { "closed" } else { "complete" }.into()),
    ("customer_email", |order, _| order.email()),
    ("sku", |order, item| order.product(item.line).sku.clone()),
    ("name", |order, item| order.product(item.line).name.clone()),
    ("product_type", |_, _| "simple".into()),
    ("qty_ordered", |_, item| format!("{:.4}", f64::from(item.line.quantity))),
    ("base_price", |_, item| amount(item.line.cents)),
    ("row_total", |_, item| amount(item.line.cents * u32::from(item.line.quantity))),
];

/// `2026-09-03 10:14:00`, in UTC.
fn time(order: &Order<'_>) -> String {
    iso(order.event.time)[..19].replace('T', " ")
}

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    vec![items::file(store, folder.join("sales_order_items.csv"), &COLUMNS)]
}
