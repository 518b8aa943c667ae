//! What became of everything that was read: nothing is left out without a word.

use serde::{Deserialize, Serialize};

use crate::base::language::{Message, message, t};
use crate::base::progress::Stopped;
use crate::base::words::{count, day, now, written_day};
use crate::history::{DAY, History, LeftOut, from_clock};
use crate::import::{ImportError, Report, Source};

/// What became of the rows of all files, in the plan's order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildReport {
    /// Event files.
    pub files: Vec<FileReport>,
    /// Product files.
    pub products: Vec<FileReport>,
    /// Events that name a product.
    pub with_product: u64,
    /// Events whose product is in a product file.
    pub matched: u64,
    /// A product that events name and no product file has; the first in text order.
    pub unmatched_product: Option<String>,
    /// Events that are not used, and how often they were read, the most frequent first.
    pub unused_events: Vec<(String, u64)>,
    /// What the catalog asks for and the files do not have, and rows that were used with a doubt.
    pub notices: Vec<Message>,
    /// Events after the end of the data that can be relied on, where there are some.
    pub later: Option<LaterEvents>,
    /// The end of the data, in seconds since 1970: "now" unless a person says otherwise.
    pub end: Option<i64>,
    /// The people of the events, and how many of them the people files know; `None` without people
    /// files.
    pub people: Option<PeopleJoin>,
    /// Anonymous IDs that became part of a known person.
    #[serde(default)]
    pub joined: u64,
    /// Who was left out, because nobody knows who they are.
    #[serde(default)]
    pub left_out: LeftOut,
    /// Whether events whose person is known by an address count under the ID that goes with it.
    #[serde(default)]
    pub renamed: bool,
}

/// What became of one file's rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file's name.
    pub name: String,
    /// Rows read, used and skipped.
    pub report: Report,
    /// Set when the file as a whole could not be used; the others still are.
    pub failed: Option<Message>,
}

impl FileReport {
    /// Of a file that was read, or could not be.
    pub(super) fn of(
        source: &Source,
        result: Result<Report, ImportError>,
    ) -> Result<Self, Stopped> {
        let name = source.name();
        match result {
            Ok(report) => Ok(Self { name, report, failed: None }),
            Err(ImportError::Stopped(stopped)) => Err(stopped),
            Err(error) => {
                let failed = Some(error.message());
                Ok(Self { name, report: Report::default(), failed })
            }
        }
    }
}

/// Events dated after the end of the data: wrong clocks and placeholders. They are read, but what is
/// computed as of that end does not see them. Times are in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterEvents {
    /// The end of the data: "now" unless a person says otherwise.
    pub end: i64,
    /// Events after it.
    pub events: u64,
    /// The last of them.
    pub last: i64,
}

impl LaterEvents {
    /// Of a history; `None` where its last event is its end.
    pub(super) fn of(history: &History) -> Option<Self> {
        let dense = history.dense_end().filter(|dense| dense.later > 0)?;
        let (end, last) = (from_clock(dense.end), from_clock(dense.last));
        Some(Self { end, events: dense.later, last })
    }
}

/// What is said where data ends more than a day after this computer's `now`, both in seconds since 1970: placeholders,
/// or bookings of days to come. It is a sentence only; the clock decides nothing.
pub fn ends_ahead(end: i64, now: i64) -> Option<Message> {
    (end > now + i64::from(DAY)).then(|| message!("ingest-ends-ahead", end = day(end * 1000)))
}

/// How many of the people with events are in the people files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleJoin {
    /// People with events.
    pub people: u64,
    /// Those of them that a people file knows.
    pub matched: u64,
    /// People whom only people files know.
    pub without_events: u64,
}

impl BuildReport {
    /// Share of the events with a product whose product a product file has, 0 to 1; `None` where no event has one.
    pub fn known_products(&self) -> Option<f64> {
        (self.with_product > 0).then(|| self.matched as f64 / self.with_product as f64)
    }

    /// Share of the people with events whom a people file knows, 0 to 1; `None` where there is no such file.
    pub fn known_people(&self) -> Option<f64> {
        let join = self.people.as_ref().filter(|join| join.people > 0)?;
        Some(join.matched as f64 / join.people as f64)
    }

    /// Why there are fewer people and events than IDs and rows in the files, a sentence each:
    /// `ids` were counted in the files before, `history` was built from them. Every row and every
    /// ID that is missing has its reason.
    pub fn differences(&self, ids: u64, history: &History) -> Vec<String> {
        let mut words = Vec::new();
        let mut reasons: Vec<(&Message, u64)> = Vec::new();
        let (mut read, mut used) = (0, 0);
        for file in &self.files {
            read += file.report.read;
            used += file.report.used;
            for skipped in file.report.skipped.iter().filter(|skipped| skipped.rows > 0) {
                match reasons.iter_mut().find(|(reason, _)| **reason == skipped.reason) {
                    Some((_, rows)) => *rows += skipped.rows,
                    None => reasons.push((&skipped.reason, skipped.rows)),
                }
            }
        }
        let several =
            if history.event_count() as u64 + self.left_out.events > used { "yes" } else { "no" };
        if used < read {
            reasons.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
            let one = |(why, rows): &(&Message, u64)| {
                t!("ingest-rows-why", rows = *rows, reason = why.to_string())
            };
            let all = reasons.iter().map(one).collect::<Vec<_>>().join(", ");
            let all =
                t!("ingest-some-used", used = used, read = read, several = several, why = all);
            words.push(all);
        } else if several == "yes" {
            words.push(t!("ingest-all-used", rows = used));
        }
        let people = history.person_count() as u64;
        let LeftOut { people: unknown, .. } = self.left_out;
        let only_unused = ids.saturating_sub(people + self.joined + unknown);
        let mut parts = Vec::new();
        if self.joined > 0 {
            parts.push(t!("ingest-ids-joined", ids = self.joined));
        }
        if unknown > 0 {
            parts.push(t!("ingest-ids-left-out", ids = unknown));
        }
        if only_unused > 0 {
            parts.push(t!("ingest-ids-unused", ids = only_unused));
        }
        if !parts.is_empty() && ids > people {
            let why = parts.join(", ");
            words.push(t!("ingest-ids", ids = ids, people = people, why = why));
        }
        words
    }

    /// What a person should know of how the files fit together, a sentence each. What became of
    /// single rows stands in the files' reports.
    pub fn notes(&self) -> Vec<String> {
        let mut words: Vec<String> = self.notices.iter().map(ToString::to_string).collect();
        if self.left_out.people > 0 {
            let LeftOut { people, events } = self.left_out;
            words.push(t!("ingest-left-out", people = people, events = events));
        }
        if !self.products.is_empty() && self.matched < self.with_product {
            let (unmatched, named) = (self.with_product - self.matched, self.with_product);
            words.push(match &self.unmatched_product {
                Some(id) => {
                    let id = id.as_str();
                    t!("ingest-unmatched-such-as", events = unmatched, named = named, id = id)
                }
                None => t!("ingest-unmatched", events = unmatched, named = named),
            });
        }
        if let Some(join) = self.people.filter(|join| join.matched < join.people) {
            words.push(t!(
                "ingest-unknown-people",
                unknown = join.people - join.matched,
                people = join.people,
                silent = join.without_events
            ));
        }
        let ahead = self.end.and_then(|end| ends_ahead(end, now()));
        words.extend(ahead.map(|ahead| ahead.to_string()));
        if let Some(later) = self.later {
            words.push(t!(
                "ingest-later",
                events = later.events,
                end = written_day(later.end),
                last = written_day(later.last)
            ));
        }
        if !self.unused_events.is_empty() {
            let named = self.unused_events.iter().take(5);
            let named = named.map(|(name, rows)| format!("{name} ({})", count(*rows)));
            let named: Vec<String> = named.collect();
            let more = self.unused_events.len() - named.len();
            words.push(t!("ingest-unused", named = named.join(", "), more = more));
        }
        words
    }
}
