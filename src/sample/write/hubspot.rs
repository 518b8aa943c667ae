//! HubSpot: `contacts.csv` as its export of contacts, and `events.jsonl` with what its API of events
//! gives, an event a line. Only contacts are known; an order of several products is an event each.
//!
//! Columns: labels of contacts' properties in public exports (`Record ID`, `Lifecycle Stage` …). Events:
//! developers.hubspot.com, Events API, `GET /events/event-occurrences`.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use serde::Serialize;

use super::events::events;
use super::job::Job;
use super::known_people::{self, Column};
use super::table::PLANS;
use crate::sample::{EventKind, SampleEvent, Store, dollars, iso};

/// The number of HubSpot's own that a contact has.
pub(super) fn record_id(place: u32) -> String {
    format!("{}", 20_100_000_000_u64 + u64::from(place))
}

const CONTACT: [Column; 8] = [
    ("First Name", |person| person.first_name().unwrap_or_default().into()),
    ("Last Name", |person| person.last_name().unwrap_or_default().into()),
    ("Email", |person| person.email().unwrap_or_default()),
    ("Phone Number", |person| person.phone().unwrap_or_default()),
    ("City", |person| person.city().unwrap_or_default().into()),
    ("Country/Region", |person| person.country().unwrap_or_default().into()),
    ("Lifecycle Stage", |_| "Customer".into()),
    // A refusal; who never said anything has none.
    ("Unsubscribed from all email", |person| match person.opt_in {
        Some(true) => "false".into(),
        Some(false) => "true".into(),
        None => String::new(),
    }),
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    id: String,
    event_type: String,
    object_type: &'static str,
    object_id: String,
    occurred_at: String,
    properties: BTreeMap<&'static str, String>,
}

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let occurrences = Job {
        path: folder.join("events.jsonl"),
        fill: Box::new(move |file, progress| {
            for event in events(store, 0..store.events.len(), progress) {
                let (position, event) = event?;
                for (nth, properties) in about(store, event).into_iter().enumerate() {
                    let line = Event {
                        id: format!("{}-{nth}", store.message_id(position)),
                        // Names of custom events begin with the number of the account.
                        event_type: format!("pe1234567_{}", snake(event.kind.name())),
                        object_type: "CONTACT",
                        object_id: record_id(event.person),
                        occurred_at: iso(event.time),
                        properties,
                    };
                    serde_json::to_writer(&mut *file, &line).map_err(std::io::Error::from)?;
                    writeln!(file)?;
                }
            }
            Ok(file.flush()?)
        }),
    };
    let contacts =
        known_people::file(store, folder.join("contacts.csv"), ("Record ID", record_id), &CONTACT);
    vec![occurrences, contacts]
}

fn snake(name: &str) -> String {
    name.to_lowercase().replace(' ', "_")
}

/// The properties of an event, once for each thing that it is about; none for what visitors did.
fn about(store: &Store, event: &SampleEvent) -> Vec<BTreeMap<&'static str, String>> {
    let subject = event.subject as usize;
    if !event.known || matches!(event.kind, EventKind::Identify | EventKind::ProductsSearched) {
        return Vec::new();
    }
    let product = |place: usize, cents: Option<u32>| {
        let product = &store.products[place];
        BTreeMap::from([
            ("product_id", product.product_id.clone()),
            ("name", product.name.clone()),
            ("brand", product.brand.to_owned()),
            ("category", product.category.to_owned()),
            ("price", format!("{:.2}", dollars(cents.unwrap_or(product.cents)))),
        ])
    };
    match event.kind {
        EventKind::ArticleRead => {
            let article = &store.articles[subject];
            vec![BTreeMap::from([
                ("article_id", article.article_id.clone()),
                ("title", article.title.clone()),
                ("topic", article.topic.to_owned()),
            ])]
        }
        EventKind::MembershipStarted
        | EventKind::PlanViewed
        | EventKind::PlanUpgraded
        | EventKind::PlanCancelled => {
            let (plan, id, _) = PLANS[subject];
            vec![BTreeMap::from([("plan_id", id.to_owned()), ("plan", plan.to_owned())])]
        }
        _ => match store.lines(event) {
            [] => vec![product(subject, None)],
            lines => {
                let each = lines.iter().map(|l| product(l.product as usize, Some(l.cents)));
                each.collect()
            }
        },
    }
}
