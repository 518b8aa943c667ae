//! Snowplow's enriched events: gzip TSV of 131 columns without a header. What happened is a
//! self-describing event, products are entities of its contexts.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::job::Job;
use super::months;
use super::segment::properties;
use super::table::CURRENCY;
use crate::sample::{EventKind, Line, SampleEvent, Store, dollars, iso};

/// How many columns a row has.
const COLUMNS: usize = 131;
/// Whose schemas the ecommerce events and entities are.
const ECOMMERCE: &str = "com.snowplowanalytics.snowplow.ecommerce";
const SNOWPLOW: &str = "com.snowplowanalytics.snowplow";
/// Whose schemas the store's own events are.
const OWN: &str = "com.example.store";

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let months = months::split(store).into_iter();
    months
        .map(|(month, events)| Job {
            path: folder.join(format!("enriched-{}.tsv.gz", month.name)),
            fill: Box::new(move |file, progress| {
                let line = |event, position, text: &mut Vec<u8>| row(store, event, position, text);
                months::pack(store, events.clone(), file, line, progress)
            }),
        })
        .collect()
}

/// Writes the row of an event, if it has one.
fn row(store: &Store, event: &SampleEvent, position: usize, text: &mut Vec<u8>) -> io::Result<()> {
    let Some(told) = told(store, event) else { return Ok(()) };
    let person = &store.people[event.person as usize];
    // The files' form of a time: `2026-09-03 10:14:00.123`, in UTC.
    let time = |ms| iso(ms).replace('T', " ").trim_end_matches('Z').to_owned();
    let mut cells = vec![String::new(); COLUMNS];
    let vendor = told.vendor.to_owned();
    let unstruct =
        described(SNOWPLOW, "unstruct_event", &described(told.vendor, told.name, &told.data));
    for (at, cell) in [
        (0, "likely-sample-store".to_owned()),
        (1, "web".to_owned()),
        (2, time(event.time + 900)),
        (3, time(event.time + 310)),
        (4, time(event.time)),
        (5, "unstruct".to_owned()),
        (6, store.message_id(position)),
        (9, "js-4.5.0".to_owned()),
        (12, person.user_id().filter(|_| event.known).unwrap_or_default()),
        (15, person.anonymous_id(event.device)),
        (58, unstruct.to_string()),
        (124, time(event.time)),
        (125, vendor),
        (126, told.name.to_owned()),
        (127, "jsonschema".to_owned()),
        (128, "1-0-0".to_owned()),
    ] {
        cells[at] = cell;
    }
    if !told.entities.is_empty() {
        cells[52] = described(SNOWPLOW, "contexts", &Value::Array(told.entities)).to_string();
    }
    text.write_all(cells.join("\t").as_bytes())?;
    text.push(b'\n');
    Ok(())
}

/// Self-describing JSON.
fn described(vendor: &str, name: &str, data: &Value) -> Value {
    json!({ "schema": format!("iglu:{vendor}/{name}/jsonschema/1-0-0"), "data": data })
}

/// An event in Snowplow's words.
struct Told {
    vendor: &'static str,
    name: &'static str,
    data: Value,
    entities: Vec<Value>,
}

fn told(store: &Store, event: &SampleEvent) -> Option<Told> {
    let lines = store.lines(event);
    let action = match event.kind {
        EventKind::Identify => return None,
        EventKind::ProductListViewed => "list_view",
        EventKind::ProductViewed => "product_view",
        EventKind::ProductAdded => "add_to_cart",
        EventKind::ProductRemoved => "remove_from_cart",
        EventKind::CheckoutStarted => "checkout_step",
        EventKind::OrderCompleted => "transaction",
        EventKind::OrderRefunded => "refund",
        // The ecommerce actions know no wishlist.
        EventKind::ProductAddedToWishlist => {
            let entities = vec![product(store, event.subject as usize, None)];
            return Some(Told { vendor: OWN, name: "add_to_wishlist", data: json!({}), entities });
        }
        kind => {
            let own = serde_json::to_value(properties(store, event)).unwrap_or_default();
            let name = match kind {
                EventKind::MembershipStarted => "membership_started",
                EventKind::ProductsSearched => "products_searched",
                EventKind::ArticleRead => "article_read",
                EventKind::PlanViewed => "plan_viewed",
                EventKind::PlanUpgraded => "plan_upgraded",
                _ => "plan_cancelled",
            };
            return Some(Told { vendor: OWN, name, data: own, entities: Vec::new() });
        }
    };
    let mut entities: Vec<Value> = match lines {
        [] => vec![product(store, event.subject as usize, None)],
        lines => lines.iter().map(|l| product(store, l.product as usize, Some(l))).collect(),
    };
    if let Some(id) = store.order_id(event) {
        let cents: u32 = lines.iter().map(|line| line.cents * u32::from(line.quantity)).sum();
        let order =
            json!({ "transaction_id": id, "revenue": dollars(cents), "currency": CURRENCY });
        entities.push(described(ECOMMERCE, action, &order));
    }
    // Trackers add this to every event; it is no product, though it has an ID.
    let page = json!({ "id": store.message_id(event.subject as usize) });
    entities.push(described(SNOWPLOW, "web_page", &page));
    let data = json!({ "type": action });
    Some(Told { vendor: ECOMMERCE, name: "snowplow_ecommerce_action", data, entities })
}

#[derive(Serialize)]
struct Product<'a> {
    id: &'a str,
    name: &'a str,
    brand: &'a str,
    category: &'a str,
    price: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<u16>,
    currency: &'static str,
}

fn product(store: &Store, product: usize, line: Option<&Line>) -> Value {
    let product = &store.products[product];
    let entity = Product {
        id: &product.product_id,
        name: &product.name,
        brand: product.brand,
        category: product.category,
        price: dollars(line.map_or(product.cents, |line| line.cents)),
        quantity: line.map(|line| line.quantity),
        currency: CURRENCY,
    };
    described(ECOMMERCE, "product", &serde_json::to_value(entity).unwrap_or_default())
}
