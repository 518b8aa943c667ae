//! WooCommerce's orders as its extension Customer/Order/Coupon Export writes them with “one row per
//! item”. Holds only what was ordered; visitors without an e-mail address have none.
//!
//! Column names: the list of `default_one_row_per_item` in public copies of the extension's code; its
//! further columns say nothing here and are left out.

use std::path::Path;

use super::items::{self, Column, amount};
use super::job::Job;
use super::table::CURRENCY;
use crate::sample::{Store, iso};

const COLUMNS: [Column; 20] = [
    ("order_id", |order, _| order.number.to_string()),
    ("order_number", |order, _| order.number.to_string()),
    ("date", |order, _| iso(order.event.time)[..19].replace('T', " ")),
    ("status", |order, _| if order.refunded { "refunded" } else { "completed" }.into()),
    ("shipping_total", |_, _| "0.00".into()),
    ("order_total", |order, _| {
        let lines = order.lines().iter();
        amount(lines.map(|line| line.cents * u32::from(line.quantity)).sum())
    }),
    ("order_currency", |_, _| CURRENCY.into()),
    ("payment_method", |_, _| "stripe".into()),
    // Guests have no number of their own.
    ("customer_id", |order, _| {
        if order.event.known { (order.event.person + 1).to_string() } else { "0".into() }
    }),
    ("billing_first_name", |order, _| {
        order.person().first_name().filter(|_| order.event.known).unwrap_or_default().into()
    }),
    ("billing_last_name", |order, _| {
        order.person().last_name().filter(|_| order.event.known).unwrap_or_default().into()
    }),
    ("billing_email", |order, _| order.email()),
    ("billing_phone", |order, _| {
        order.person().phone().filter(|_| order.event.known).unwrap_or_default()
    }),
    ("billing_country", |order, _| {
        order.person().country().filter(|_| order.event.known).unwrap_or_default().into()
    }),
    ("item_product_id", |order, item| order.product(item.line).product_id.clone()),
    ("item_name", |order, item| order.product(item.line).name.clone()),
    ("item_sku", |order, item| order.product(item.line).sku.clone()),
    ("item_quantity", |_, item| item.line.quantity.to_string()),
    ("item_total", |_, item| amount(item.line.cents * u32::from(item.line.quantity))),
    ("item_price", |_, item| amount(item.line.cents)),
];

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    vec![items::file(store, folder.join("orders-export.csv"), &COLUMNS)]
}
