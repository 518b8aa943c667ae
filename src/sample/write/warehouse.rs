//! Segment warehouse tables dumped as CSV: a file an event in snake case with its properties as
//! columns, lists as JSON text, and `users.csv` with the last traits of every member.

use std::path::Path;

use super::csv as flat;
use super::job::{Failure, Job};
use super::segment::properties;
use super::table::{Cell, Table};
use crate::sample::{EventKind, Store, catalogue, iso};

/// The columns of every event table, before its properties.
const COMMON: [&str; 9] = [
    "id",
    "anonymous_id",
    "user_id",
    "event",
    "event_text",
    "timestamp",
    "original_timestamp",
    "sent_at",
    "received_at",
];

/// The properties of each kind of event.
fn columns(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::Identify => &[],
        EventKind::ArticleRead => &["article_id", "title", "section", "topic", "published_at"],
        EventKind::MembershipStarted
        | EventKind::PlanViewed
        | EventKind::PlanUpgraded
        | EventKind::PlanCancelled => &["plan_id", "plan", "price", "currency"],
        EventKind::ProductsSearched => &["query"],
        EventKind::ProductListViewed => &["list_id", "category", "products"],
        EventKind::ProductViewed
        | EventKind::ProductAddedToWishlist
        | EventKind::ProductAdded
        | EventKind::ProductRemoved => &[
            "product_id",
            "sku",
            "name",
            "brand",
            "category",
            "subcategory",
            "audience",
            "price",
            "quantity",
            "currency",
        ],
        EventKind::CheckoutStarted => &["revenue", "total", "currency", "products"],
        EventKind::OrderCompleted | EventKind::OrderRefunded => {
            &["order_id", "revenue", "total", "currency", "products"]
        }
    }
}

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let tables = EventKind::ALL.into_iter().filter(|kind| *kind != EventKind::Identify);
    let mut jobs: Vec<Job<'a>> = tables.map(|kind| events(store, folder, kind)).collect();
    jobs.push(Job {
        path: folder.join("users.csv"),
        fill: Box::new(move |file, progress| {
            let mut csv = csv::Writer::from_writer(&mut *file);
            // In the users table the user ID is called `id`.
            let names = Table::People.columns().iter().map(|column| match column.0 {
                "user_id" => "id",
                name => name,
            });
            csv.write_record(names).map_err(flat::plain)?;
            Table::People.rows(store, progress, &mut |cells: &[Cell<'_>]| {
                flat::write_row(&mut csv, cells)
            })?;
            Ok(csv.flush()?)
        }),
    });
    jobs
}

fn events<'a>(store: &'a Store, folder: &Path, kind: EventKind) -> Job<'a> {
    let table = catalogue::slug(kind.name()).replace('-', "_");
    Job {
        path: folder.join(&table).with_extension("csv"),
        fill: Box::new(move |file, progress| {
            let mut csv = csv::Writer::from_writer(&mut *file);
            csv.write_record(COMMON.iter().chain(columns(kind))).map_err(flat::plain)?;
            for (position, event) in store.events.iter().enumerate() {
                if position % 4096 == 0 {
                    progress.check()?;
                }
                if event.kind != kind {
                    continue;
                }
                progress.advance(super::events::count(store, event));
                let person = &store.people[event.person as usize];
                let (time, sent, received) = (event.time, event.time + 120, event.time + 310);
                let common = [
                    store.message_id(position),
                    person.anonymous_id(event.device),
                    person.user_id().filter(|_| event.known).unwrap_or_default(),
                    table.clone(),
                    kind.name().to_owned(),
                    iso(time),
                    iso(time),
                    iso(sent),
                    iso(received),
                ];
                let own = serde_json::to_value(properties(store, event)).map_err(json)?;
                let own = columns(kind).iter().map(|column| text(&own[*column]));
                csv.write_record(common.into_iter().chain(own)).map_err(flat::plain)?;
            }
            Ok(csv.flush()?)
        }),
    }
}

fn json(error: serde_json::Error) -> Failure {
    Failure::Io(error.into())
}

/// Text as it is, nothing for null, everything else as JSON.
fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
