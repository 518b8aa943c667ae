//! PostHog's batch export of events as gzip JSON lines (model Events).

use std::path::Path;

use serde::Serialize;

use super::job::Job;
use super::months;
use super::tracked::Tracked;
use crate::sample::{SampleEvent, Store, iso};

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
    properties: Tracked<'a>,
}

fn line<'a>(store: &'a Store, event: &SampleEvent, position: usize) -> Option<Line<'a>> {
    let properties = Tracked::of(store, event)?;
    Some(Line {
        uuid: store.message_id(position),
        event: event.kind.name(),
        distinct_id: properties.distinct_id(str::to_owned),
        timestamp: iso(event.time),
        team_id: 1,
        properties,
    })
}
