//! Events as gzip JSON lines, a file a month.

use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use super::Job;
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
    let mut jobs: Vec<Job<'a>> = Vec::new();
    let mut from = 0;
    while let Some(first) = store.events.get(from) {
        let month = Month::of(first.time);
        let to = from + store.events[from..].partition_point(|event| event.time < month.ends);
        jobs.push(Job {
            path: path(&month),
            fill: Box::new(move |file, progress| {
                let mut gzip = GzEncoder::new(file, Compression::default());
                let mut text = Vec::new();
                for (position, event) in (from..to).zip(&store.events[from..to]) {
                    if position % 1024 == 0 {
                        progress.check()?;
                        progress.advance(1024);
                    }
                    let Some(line) = line(event, position) else {
                        continue;
                    };
                    text.clear();
                    serde_json::to_writer(&mut text, &line).map_err(std::io::Error::from)?;
                    text.push(b'\n');
                    gzip.write_all(&text)?;
                }
                gzip.finish()?.flush()?;
                Ok(())
            }),
        });
        from = to;
    }
    jobs
}
