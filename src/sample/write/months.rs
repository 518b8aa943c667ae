//! Events as gzip lines, a file a month.

use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use super::job::{Failure, Job};
use crate::base::progress::Progress;
use crate::sample::{SampleEvent, Store};

/// A month of the year.
pub(super) struct Month {
    /// Its first instant, in milliseconds since 1970-01-01 UTC.
    pub(super) begins: i64,
    /// The instant after its last.
    ends: i64,
    /// `2026-01`.
    pub(super) name: String,
}

impl Month {
    /// The month that holds an instant.
    fn of(time: i64) -> Self {
        let zoned = Timestamp::from_millisecond(time).unwrap_or_default().to_zoned(TimeZone::UTC);
        let first = zoned.date().first_of_month();
        let begins = |date: Date| {
            let zoned = date.to_zoned(TimeZone::UTC);
            zoned.map_or(i64::MAX, |zoned| zoned.timestamp().as_millisecond())
        };
        Self {
            begins: begins(first),
            ends: begins(first.saturating_add(1.month())),
            name: first.strftime("%Y-%m").to_string(),
        }
    }
}

/// A file a month: `path` says where, `line` what stands for an event (`None`: nothing).
pub(super) fn files<'a, L: Serialize>(
    store: &'a Store,
    path: impl Fn(&Month) -> PathBuf,
    line: impl Fn(&'a SampleEvent, usize) -> Option<L> + Copy + Send + Sync + 'a,
) -> Vec<Job<'a>> {
    let json = move |event: &'a SampleEvent, position, text: &mut Vec<u8>| {
        if let Some(line) = line(event, position) {
            serde_json::to_writer(&mut *text, &line)?;
            text.push(b'\n');
        }
        Ok(())
    };
    let months = split(store).into_iter();
    months
        .map(|(month, events)| Job {
            path: path(&month),
            fill: Box::new(move |file, progress| pack(store, events.clone(), file, json, progress)),
        })
        .collect()
}

/// The months of the year with the positions of their events.
pub(super) fn split(store: &Store) -> Vec<(Month, Range<usize>)> {
    let mut months = Vec::new();
    let mut from = 0;
    while let Some(first) = store.events.get(from) {
        let month = Month::of(first.time);
        let to = from + store.events[from..].partition_point(|event| event.time < month.ends);
        months.push((month, from..to));
        from = to;
    }
    months
}

/// Writes what `line` writes for each event, packed with gzip.
pub(super) fn pack<'a>(
    store: &'a Store,
    events: Range<usize>,
    file: impl Write,
    line: impl Fn(&'a SampleEvent, usize, &mut Vec<u8>) -> io::Result<()>,
    progress: &Progress,
) -> Result<(), Failure> {
    let mut gzip = GzEncoder::new(file, Compression::default());
    let mut text = Vec::new();
    for event in super::events::events(store, events, progress) {
        let (position, event) = event?;
        text.clear();
        line(event, position, &mut text)?;
        gzip.write_all(&text)?;
    }
    Ok(gzip.finish()?.flush()?)
}
