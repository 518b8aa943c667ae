//! Everyone's past: events in, dictionaries and each person's time-sorted past out.
//!
//! Reading threads fill [`Shard`]s; [`Shard::merge`] puts them together into one [`History`]:
//! compact columns, people in the order of their IDs, every person's events in the order of time.
//! An event carries its time, its kind and an *item*: one distinct combination of product and
//! column values. What a product is stands once in [`Items`], not once an event. The result is
//! the same whatever the number of shards and the order in which rows arrived.
//!
//! A history can be kept in a file and opened again; one that is larger than the memory it may
//! take stays there and is read where it lies ([`Disk`]).
//!
//! Not for deciding what counts as an event (the catalog does) nor for models.

mod clock;
mod cut;
mod feed;
mod item_order;
mod items;
mod keep;
mod mark;
mod merge;
mod order;
mod outline;
mod parts;
mod pieces;
mod rows;
mod scatter;
mod shard;
mod some_pasts;
mod span;
mod stats;

pub use crate::base::dictionary::{Dictionary, Interner};
pub use clock::{CLOCK_START, DAY, Seconds, from_clock, to_clock};
pub use feed::Feed;
pub use item_order::merge_lists;
pub use items::Items;
pub use keep::{Disk, HistoryError};
pub use mark::Mark;
pub use merge::Identified;
pub use outline::Outline;
pub use parts::{Common, Told, Who};
pub use pieces::{Damaged, Piece};
pub use shard::{Cells, Shard};
pub use some_pasts::SomePasts;
pub use span::{DenseEnd, Hours};
pub use stats::ValueStats;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use crate::base::ids::{cell_text, id_text};
use crate::base::numbers::Numbers;

/// A model column: its name and its distinct values.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnValues {
    /// The name the person gave it.
    pub name: String,
    /// Distinct values in text order; the code of a value is its place.
    pub values: Dictionary,
}

impl ColumnValues {
    /// The code of a value as a person or an earlier version wrote it: without the blanks around it, and
    /// a whole number that a dataframe wrote as `1000.0` as the number where only that is there.
    pub fn find(&self, value: &str) -> Option<u32> {
        self.values.find(cell_text(value)).or_else(|| self.values.find(id_text(value)))
    }
}

/// Everyone's past. See the module documentation for the layout.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// Person IDs in text order; a person's code is its place.
    pub people: Dictionary,
    /// Names of the kinds of event, in the catalog's order (at most 256).
    pub events: Vec<String>,
    /// Model columns; the first is always the product ID.
    pub columns: Vec<ColumnValues>,
    /// What each item is: for every column the codes of its values.
    pub items: Items,
    /// Where each person's events begin in the three columns below; one more than people.
    starts: Numbers<u64>,
    time: Numbers<Seconds>,
    item: Numbers<u32>,
    kind: Numbers<u8>,
    /// When the events begin and end; `None` without any.
    span: Option<span::Span>,
    /// Anonymous IDs that became part of a known person while it was put together; not kept.
    pub joined: u64,
    /// Who was left out while it was put together, because nobody knows who they are; not kept.
    pub left_out: LeftOut,
}

/// People who are known by an anonymous ID alone, where these are left out, and their events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// How many IDs.
    pub people: u64,
    /// Their events.
    pub events: u64,
}

impl LeftOut {
    /// Adds others.
    pub fn add(&mut self, other: Self) {
        self.people += other.people;
        self.events += other.events;
    }
}

/// One person's events in the order of time: three slices of one length.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// When, on the history's clock.
    pub time: &'a [Seconds],
    /// What: a code into [`History::items`].
    pub item: &'a [u32],
    /// Which kind of event: a code into [`History::events`].
    pub kind: &'a [u8],
}

impl<'a> Past<'a> {
    /// The events strictly before `cut`.
    pub fn before(self, cut: Seconds) -> Self {
        let n = self.time.partition_point(|&t| t < cut);
        Self { time: &self.time[..n], item: &self.item[..n], kind: &self.kind[..n] }
    }

    /// The events from `from` up to, not including, `to`.
    pub fn between(self, from: Seconds, to: Seconds) -> Self {
        let a = self.time.partition_point(|&t| t < from);
        let b = self.time.partition_point(|&t| t < to);
        let b = b.max(a);
        Self { time: &self.time[a..b], item: &self.item[a..b], kind: &self.kind[a..b] }
    }

    /// Number of events.
    pub fn len(self) -> usize {
        self.time.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.time.is_empty()
    }
}

impl History {
    /// Number of people.
    pub fn person_count(&self) -> usize {
        self.people.len()
    }

    /// Number of events.
    pub fn event_count(&self) -> usize {
        self.time.len()
    }

    /// The past of the person with this code.
    pub fn past(&self, person: u32) -> Past<'_> {
        let range =
            self.starts[person as usize] as usize..self.starts[person as usize + 1] as usize;
        Past {
            time: &self.time[range.clone()],
            item: &self.item[range.clone()],
            kind: &self.kind[range],
        }
    }

    /// The past of a person up to the end of the data that can be relied on ([`History::dense_end`]).
    pub fn past_to_end(&self, person: u32) -> Past<'_> {
        let past = self.past(person);
        match self.span {
            Some(span) if span.dense.later > 0 => past.before(span.dense.end.saturating_add(1)),
            _ => past,
        }
    }

    /// Times of the first and the last event; `None` when there are no events.
    pub fn span(&self) -> Option<(Seconds, Seconds)> {
        self.span.map(|span| (span.first, span.dense.last))
    }

    /// Where the data ends that can be relied on: "now" unless a person says otherwise. Events after
    /// it are wrong clocks and placeholders. `None` when there are no events.
    pub fn dense_end(&self) -> Option<DenseEnd> {
        self.span.map(|span| span.dense)
    }

    /// What all pasts have in common.
    pub fn outline(&self) -> Outline<'_> {
        Outline {
            people: self.person_count(),
            events: &self.events,
            columns: &self.columns,
            first: self.span.map(|span| span.first),
            dense_end: self.dense_end(),
        }
    }

    /// The column with this name, ignoring case when no name fits exactly.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.outline().column(name)
    }

    /// The kind of event with this name.
    pub fn kind(&self, name: &str) -> Option<u8> {
        self.outline().kind(name)
    }

    /// A number that stands for a random one and is the person's for ever: it depends on their ID alone,
    /// not on how that is written (`17850.0` is `17850`), who else is in the data or how many machines
    /// hold it.
    pub fn draw(&self, person: u32) -> u64 {
        XxHash64::oneshot(0, id_text(self.people.get(person)).as_bytes())
    }

    /// For every item whether `column` holds any of the value codes `values`.
    pub fn items_with(&self, column: usize, values: &[u32]) -> Vec<bool> {
        let mut wanted = vec![false; self.columns[column].values.len()];
        for &value in values {
            wanted[value as usize] = true;
        }
        (0..self.items.len() as u32)
            .map(|item| self.items.values(item, column).iter().any(|&v| wanted[v as usize]))
            .collect()
    }

    /// Bytes of memory held by the columns (without the allocator's overhead). What is read from
    /// a file where it lies does not count.
    pub fn bytes(&self) -> usize {
        self.people.bytes()
            + self.columns.iter().map(|c| c.values.bytes()).sum::<usize>()
            + self.items.bytes()
            + self.starts.memory()
            + self.time.memory()
            + self.item.memory()
            + self.kind.memory()
    }
}

#[cfg(test)]
mod tests;
