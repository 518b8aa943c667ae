//! Matomo's log of visits as its API gives it: a JSON list of visits, each with its actions. Holds what
//! the ecommerce reports do: products that were looked at, and orders.
//!
//! Fields: github.com/matomo-org/matomo, plugins Live (`getLastVisitsDetails`) and Ecommerce
//! (`VisitorDetails.php`). Brands are no part of it, and a product goes by its SKU.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use serde::Serialize;

use super::events::events;
use super::job::Job;
use crate::sample::{EventKind, SampleEvent, Store, dollars};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Visit<'a> {
    id_site: &'static str,
    id_visit: String,
    visitor_id: String,
    user_id: Option<String>,
    visitor_type: &'static str,
    action_details: Vec<Action<'a>>,
    first_action_timestamp: i64,
    last_action_timestamp: i64,
    server_timestamp: i64,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Action<'a> {
    #[serde(rename_all = "camelCase")]
    View {
        r#type: &'static str,
        url: String,
        page_title: &'a str,
        product_view_name: &'a str,
        product_view_sku: &'a str,
        product_view_price: f64,
        product_view_categories: [&'a str; 1],
        timestamp: i64,
    },
    #[serde(rename_all = "camelCase")]
    Order {
        r#type: &'static str,
        order_id: Option<String>,
        revenue: f64,
        items: usize,
        item_details: Vec<Item<'a>>,
        timestamp: i64,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    #[serde(rename = "itemSKU")]
    sku: &'a str,
    item_name: &'a str,
    item_category: &'a str,
    price: f64,
    quantity: u16,
    categories: [&'a str; 1],
}

fn action<'a>(store: &'a Store, event: &SampleEvent) -> Option<Action<'a>> {
    let timestamp = event.time.div_euclid(1000);
    let lines = store.lines(event);
    match event.kind {
        EventKind::ProductViewed => {
            let place = lines.first().map_or(event.subject, |line| line.product);
            let product = &store.products[place as usize];
            Some(Action::View {
                r#type: "action",
                url: format!("https://store.example/p/{}", product.sku),
                page_title: &product.name,
                product_view_name: &product.name,
                product_view_sku: &product.sku,
                product_view_price: dollars(product.cents),
                product_view_categories: [product.category],
                timestamp,
            })
        }
        EventKind::OrderCompleted => {
            let cents: u32 = lines.iter().map(|l| l.cents * u32::from(l.quantity)).sum();
            let item = |line: &crate::sample::Line| {
                let product = &store.products[line.product as usize];
                Item {
                    sku: &product.sku,
                    item_name: &product.name,
                    item_category: product.category,
                    price: dollars(line.cents),
                    quantity: line.quantity,
                    categories: [product.category],
                }
            };
            Some(Action::Order {
                r#type: "ecommerceOrder",
                order_id: store.order_id(event),
                revenue: dollars(cents),
                items: lines.len(),
                item_details: lines.iter().map(item).collect(),
                timestamp,
            })
        }
        _ => None,
    }
}

/// A visitor's day is a visit, and whoever signed up that day began another one then.
type Key = (i64, u32, u8, bool);

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    vec![Job {
        path: folder.join("visits.json"),
        fill: Box::new(move |file, progress| {
            let mut visits: BTreeMap<Key, Vec<Action<'a>>> = BTreeMap::new();
            for event in events(store, 0..store.events.len(), progress) {
                let (_, event) = event?;
                let day = event.time.div_euclid(86_400_000);
                let key = (day, event.person, event.device, event.known);
                visits.entry(key).or_default().extend(action(store, event));
            }
            let mut visits = visits.into_iter().filter(|(_, actions)| !actions.is_empty());
            let mut mark = "[";
            for (number, ((day, person, device, known), action_details)) in
                visits.by_ref().enumerate()
            {
                let person = &store.people[person as usize];
                let visit = Visit {
                    id_site: "1",
                    id_visit: (number + 1).to_string(),
                    visitor_id: person.anonymous_id(device),
                    user_id: person.user_id().filter(|_| known),
                    visitor_type: "returning",
                    action_details,
                    first_action_timestamp: day * 86_400,
                    last_action_timestamp: day * 86_400 + 86_399,
                    server_timestamp: day * 86_400 + 86_399,
                };
                write!(file, "{mark}")?;
                serde_json::to_writer(&mut *file, &visit).map_err(std::io::Error::from)?;
                mark = ",\n";
            }
            writeln!(file, "{}]", if mark == "[" { "[" } else { "" })?;
            Ok(file.flush()?)
        }),
    }]
}
