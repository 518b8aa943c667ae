//! PostHog's batch export of events as gzip JSON lines (model Events).

use std::path::Path;

use serde::Serialize;

use super::job::Job;
use super::months;
use super::segment::{Properties, properties};
use crate::sample::{EventKind, SampleEvent, Store, iso};

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    months::files(
        store,
        |month| folder.join(format!("posthog-{}.jsonl.gz", month.name)),
        |event, position| line(store, event, position),
    )
}

#[derive(Serialize)]
struct Line<'a> {
    uuid: String,
    event: &'static str,
    distinct_id: String,
    timestamp: String,
    team_id: u32,
    properties: Sent<'a>,
}

#[derive(Serialize)]
struct Sent<'a> {
    #[serde(rename = "$device_id")]
    device_id: String,
    #[serde(rename = "$user_id", skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(flatten)]
    own: Properties<'a>,
}

fn line<'a>(store: &'a Store, event: &SampleEvent, position: usize) -> Option<Line<'a>> {
    if event.kind == EventKind::Identify {
        return None;
    }
    let person = &store.people[event.person as usize];
    let user_id = person.user_id().filter(|_| event.known);
    let device_id = person.anonymous_id(event.device);
    Some(Line {
        uuid: store.message_id(position),
        event: event.kind.name(),
        distinct_id: user_id.clone().unwrap_or_else(|| device_id.clone()),
        timestamp: iso(event.time),
        team_id: 1,
        properties: Sent { device_id, user_id, own: properties(store, event) },
    })
}
