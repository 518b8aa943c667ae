//! Braze Currents as JSON lines: a file a month of custom events, and one of purchases, each of one
//! product. Properties are JSON in a text, times whole seconds.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::job::Job;
use super::months;
use super::segment::{Properties, properties};
use super::table::CURRENCY;
use crate::sample::{EventKind, SampleEvent, Store, dollars};

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let jobs = months::split(store).into_iter().flat_map(|(month, events)| {
        let job = |kind: &str, write: Write| Job {
            path: folder.join(format!("{kind}-{}.json.gz", month.name)),
            fill: Box::new({
                let events = events.clone();
                move |file, progress| {
                    let line = |event: &'a SampleEvent, position, text: &mut Vec<u8>| {
                        write(store, event, position, text)
                    };
                    months::pack(store, events.clone(), file, line, progress)
                }
            }),
        };
        [job("custom_event", custom_event), job("purchase", purchases)]
    });
    jobs.collect()
}

/// Writes the lines of an event.
type Write = fn(&Store, &SampleEvent, usize, &mut Vec<u8>) -> io::Result<()>;

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    user_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_user_id: Option<String>,
    app_id: &'static str,
    time: i64,
    platform: &'static str,
    device_id: String,
    #[serde(flatten)]
    what: What<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum What<'a> {
    Custom { name: &'static str, properties: String },
    Purchase { product_id: &'a str, price: f64, currency: &'static str, properties: String },
}

/// What is told of a product beside the fields of a purchase.
#[derive(Serialize)]
struct Product<'a> {
    name: &'a str,
    brand: &'a str,
    category: &'a str,
    subcategory: &'a str,
    audience: &'a str,
}

fn line<'a>(store: &Store, event: &SampleEvent, id: String, what: What<'a>) -> Line<'a> {
    let person = &store.people[event.person as usize];
    Line {
        id,
        // Braze's own ID of a profile.
        user_id: format!("{:024x}", 0x5f00_0000_0000_u64 + u64::from(event.person)),
        external_user_id: person.user_id().filter(|_| event.known),
        app_id: "likely-sample-store",
        time: event.time.div_euclid(1000),
        platform: "web",
        device_id: person.anonymous_id(event.device),
        what,
    }
}

fn add(text: &mut Vec<u8>, line: &Line<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *text, line)?;
    text.push(b'\n');
    Ok(())
}

fn custom_event(
    store: &Store,
    event: &SampleEvent,
    position: usize,
    text: &mut Vec<u8>,
) -> io::Result<()> {
    if matches!(event.kind, EventKind::Identify | EventKind::OrderCompleted) {
        return Ok(());
    }
    let own: Properties<'_> = properties(store, event);
    let properties = serde_json::to_string(&own)?;
    let what = What::Custom { name: event.kind.name(), properties };
    add(text, &line(store, event, store.message_id(position), what))
}

fn purchases(
    store: &Store,
    event: &SampleEvent,
    position: usize,
    text: &mut Vec<u8>,
) -> io::Result<()> {
    if event.kind != EventKind::OrderCompleted {
        return Ok(());
    }
    for (nth, sold) in store.lines(event).iter().enumerate() {
        let product = &store.products[sold.product as usize];
        let properties = serde_json::to_string(&Product {
            name: &product.name,
            brand: product.brand,
            category: product.category,
            subcategory: product.subcategory,
            audience: product.audience,
        })?;
        let what = What::Purchase {
            product_id: &product.product_id,
            price: dollars(sold.cents),
            currency: CURRENCY,
            properties,
        };
        let id = format!("{}-{nth}", store.message_id(position));
        add(text, &line(store, event, id, what))?;
    }
    Ok(())
}
