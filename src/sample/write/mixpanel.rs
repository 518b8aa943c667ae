//! Mixpanel's raw export: gzip JSON lines, times in whole seconds of UTC.

use std::path::Path;

use serde::Serialize;

use super::job::Job;
use super::months;
use super::segment::{Properties, properties};
use crate::sample::{EventKind, SampleEvent, Store};

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    months::files(
        store,
        |month| folder.join(format!("mixpanel-{}.jsonl.gz", month.name)),
        |event, position| line(store, event, position),
    )
}

#[derive(Serialize)]
struct Line<'a> {
    event: &'static str,
    properties: Sent<'a>,
}

#[derive(Serialize)]
struct Sent<'a> {
    time: i64,
    distinct_id: String,
    #[serde(rename = "$device_id")]
    device_id: String,
    #[serde(rename = "$user_id", skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(rename = "$insert_id")]
    insert_id: String,
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
        event: event.kind.name(),
        properties: Sent {
            time: event.time.div_euclid(1000),
            distinct_id: user_id.clone().unwrap_or_else(|| format!("$device:{device_id}")),
            device_id,
            user_id,
            insert_id: store.message_id(position),
            own: properties(store, event),
        },
    })
}
