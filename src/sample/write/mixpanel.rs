//! Mixpanel's raw export: gzip JSON lines, times in whole seconds of UTC.

use std::path::Path;

use serde::Serialize;

use super::job::Job;
use super::months;
use super::tracked::Tracked;
use crate::sample::{SampleEvent, Store};

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
    #[serde(rename = "$insert_id")]
    insert_id: String,
    #[serde(flatten)]
    tracked: Tracked<'a>,
}

fn line<'a>(store: &'a Store, event: &SampleEvent, position: usize) -> Option<Line<'a>> {
    let tracked = Tracked::of(store, event)?;
    Some(Line {
        event: event.kind.name(),
        properties: Sent {
            time: event.time.div_euclid(1000),
            distinct_id: tracked.distinct_id(|device| format!("$device:{device}")),
            insert_id: store.message_id(position),
            tracked,
        },
    })
}
