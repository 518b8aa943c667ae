//! Amplitude's export: one ZIP of gzip JSON files, an event a line.

use std::path::Path;

use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::job::{Failure, Job};
use super::months;
use super::segment::{Properties, properties};
use crate::sample::{EventKind, SampleEvent, Store, iso};

/// The project's number, as in the names of its files.
const PROJECT: &str = "218028";

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    vec![Job {
        path: folder.join("amplitude-export.zip"),
        fill: Box::new(move |file, progress| {
            let mut zip = ZipWriter::new_stream(&mut *file);
            // The files inside are packed already.
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            for (month, events) in months::split(store) {
                let name = format!("{PROJECT}/{PROJECT}_{}-01_0#0.json.gz", month.name);
                zip.start_file(name, stored).map_err(io)?;
                let line = |event, position, text: &mut Vec<u8>| {
                    if let Some(line) = line(store, event, position) {
                        serde_json::to_writer(&mut *text, &line)?;
                        text.push(b'\n');
                    }
                    Ok(())
                };
                months::pack(store, events, &mut zip, line, progress)?;
            }
            zip.finish().map_err(io)?;
            Ok(())
        }),
    }]
}

fn io(error: zip::result::ZipError) -> Failure {
    Failure::Io(error.into())
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(rename = "$insert_id")]
    insert_id: String,
    amplitude_id: u64,
    app: u32,
    client_event_time: String,
    device_id: String,
    event_id: usize,
    event_properties: Properties<'a>,
    event_time: String,
    event_type: &'static str,
    library: &'static str,
    platform: &'static str,
    server_upload_time: String,
    user_id: Option<String>,
    user_properties: User,
    uuid: String,
}

#[derive(Serialize)]
struct User {
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'static str>,
}

fn line<'a>(store: &'a Store, event: &SampleEvent, position: usize) -> Option<Line<'a>> {
    if event.kind == EventKind::Identify {
        return None;
    }
    let person = &store.people[event.person as usize];
    // The export's form of a time: `2026-09-03 10:14:00.123000`, in UTC.
    let time = |ms| format!("{}000", iso(ms).replace('T', " ").trim_end_matches('Z'));
    Some(Line {
        insert_id: store.message_id(position),
        amplitude_id: 100_000_000_000 + u64::from(event.person),
        app: 218_028,
        client_event_time: time(event.time),
        device_id: person.anonymous_id(event.device),
        event_id: position,
        event_properties: properties(store, event),
        event_time: time(event.time),
        event_type: event.kind.name(),
        library: "amplitude-ts/2.11.1",
        platform: "Web",
        server_upload_time: time(event.time + 310),
        user_id: person.user_id().filter(|_| event.known),
        user_properties: User { country: person.country().filter(|_| event.known) },
        uuid: store.message_id(position),
    })
}
