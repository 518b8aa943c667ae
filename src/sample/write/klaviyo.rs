//! Klaviyo: `profiles.csv` as its export of a list, and a file of JSON lines for each metric with the
//! events that its API gives for it. Only profiles are known.
//!
//! Events: developers.klaviyo.com, Get Events, schema EventResponseObjectResource: an event names its
//! metric and its profile by their IDs alone. Properties of products: the names that Klaviyo's guide to
//! custom integrations gives them, from memory; so are the labels of the list.

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::events::events;
use super::job::Job;
use super::known_people::{self, Column};
use super::segment::properties;
use crate::sample::{EventKind, Line, SampleEvent, Store, dollars, iso};

/// The ID of Klaviyo's own that a profile has.
pub(super) fn profile_id(place: u32) -> String {
    format!("01GDDKASAP8TKDDA2GRZDSVP4{place:07}")
}

/// Metrics by the names that Klaviyo gives to those of shops.
fn metric(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::Identify | EventKind::ProductsSearched => return None,
        EventKind::ProductViewed => "Viewed Product",
        EventKind::ProductAdded => "Added to Cart",
        EventKind::CheckoutStarted => "Started Checkout",
        EventKind::OrderCompleted => "Placed Order",
        EventKind::OrderRefunded => "Refunded Order",
        other => other.name(),
    })
}

/// The kind that a metric's name stands for.
#[cfg(test)]
pub(super) fn kind_of(name: &str) -> Option<EventKind> {
    EventKind::ALL.into_iter().find(|kind| metric(*kind) == Some(name))
}

#[derive(Serialize)]
struct Event {
    r#type: &'static str,
    id: String,
    attributes: Attributes,
    relationships: Value,
}

#[derive(Serialize)]
struct Attributes {
    timestamp: i64,
    event_properties: Value,
    datetime: String,
    uuid: String,
}

const PROFILE: [Column; 7] = [
    ("Email", |person| person.email().unwrap_or_default()),
    ("First Name", |person| person.first_name().unwrap_or_default().into()),
    ("Last Name", |person| person.last_name().unwrap_or_default().into()),
    ("Phone Number", |person| person.phone().unwrap_or_default()),
    ("City", |person| person.city().unwrap_or_default().into()),
    ("Country", |person| person.country().unwrap_or_default().into()),
    ("Email Marketing Consent", |person| match person.opt_in {
        Some(true) => "SUBSCRIBED".into(),
        Some(false) => "UNSUBSCRIBED".into(),
        None => "NEVER_SUBSCRIBED".into(),
    }),
];

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let metrics = EventKind::ALL.into_iter().filter_map(|kind| Some((kind, metric(kind)?)));
    let mut jobs: Vec<Job<'a>> = metrics
        .map(|(kind, name)| Job {
            path: folder.join(format!("{name}.jsonl")),
            fill: Box::new(move |file, progress| {
                for event in events(store, 0..store.events.len(), progress) {
                    let (position, event) = event?;
                    if event.kind != kind || !event.known {
                        continue;
                    }
                    let line = line(store, event, position);
                    serde_json::to_writer(&mut *file, &line).map_err(std::io::Error::from)?;
                    writeln!(file)?;
                }
                Ok(file.flush()?)
            }),
        })
        .collect();
    let path = folder.join("profiles.csv");
    jobs.push(known_people::file(store, path, ("Klaviyo ID", profile_id), &PROFILE));
    jobs
}

fn line(store: &Store, event: &SampleEvent, position: usize) -> Event {
    let uuid = store.message_id(position);
    Event {
        r#type: "event",
        id: format!("4{position:010}"),
        attributes: Attributes {
            timestamp: event.time.div_euclid(1000),
            event_properties: event_properties(store, event),
            datetime: iso(event.time)[..19].replace('T', " ") + "+00:00",
            uuid,
        },
        relationships: json!({
            "profile": {"data": {"type": "profile", "id": profile_id(event.person)}},
            "metric": {"data": {"type": "metric", "id": format!("Ve{:04}", event.kind as u32)}},
        }),
    }
}

fn event_properties(store: &Store, event: &SampleEvent) -> Value {
    let lines = store.lines(event);
    let product = |place: u32| {
        let product = &store.products[place as usize];
        json!({
            "ProductID": product.product_id, "SKU": product.sku, "ProductName": product.name,
            "Brand": product.brand, "Categories": [product.category],
        })
    };
    match event.kind {
        EventKind::ProductViewed | EventKind::ProductAdded => {
            let place = lines.first().map_or(event.subject, |line| line.product);
            let mut told = product(place);
            told["Price"] = dollars(store.products[place as usize].cents).into();
            told
        }
        EventKind::CheckoutStarted | EventKind::OrderCompleted | EventKind::OrderRefunded => {
            let item = |line: &Line| {
                let mut told = product(line.product);
                told["Quantity"] = line.quantity.into();
                told["ItemPrice"] = dollars(line.cents).into();
                told
            };
            let cents: u32 = lines.iter().map(|l| l.cents * u32::from(l.quantity)).sum();
            json!({
                "OrderId": store.order_id(event), "$value": dollars(cents),
                "Items": lines.iter().map(item).collect::<Vec<_>>(),
            })
        }
        _ => serde_json::to_value(properties(store, event)).unwrap_or_default(),
    }
}
