//! The store's events one after another, for every writer: asks whether to go on, says how far it is.

use std::collections::HashSet;
use std::ops::Range;

use crate::base::progress::{Progress, Stopped};
use crate::sample::{EventKind, Line, Product, SampleEvent, SamplePerson, Store};

/// After so many events it is asked whether to go on.
const AT_ONCE: usize = 1024;

/// The events at these positions, each with its position; ends with [`Stopped`] when the person
/// cancelled.
pub(super) fn events<'a>(
    store: &'a Store,
    positions: Range<usize>,
    progress: &Progress,
) -> impl Iterator<Item = Result<(usize, &'a SampleEvent), Stopped>> {
    positions.clone().zip(&store.events[positions]).map(|(position, event)| {
        if position % AT_ONCE == 0 {
            progress.check()?;
        }
        progress.advance(count(store, event));
        Ok((position, event))
    })
}

/// For how many events one counts once a table of them is read, as [`Totals`](crate::sample::Totals) does: an order
/// of three products for three.
pub(super) fn count(store: &Store, event: &SampleEvent) -> u64 {
    match event.kind {
        EventKind::Identify => 0,
        _ => store.lines(event).len().max(1) as u64,
    }
}

/// An order.
pub(super) struct Order<'a> {
    pub store: &'a Store,
    pub event: &'a SampleEvent,
    /// Its place among the store's events, from 1: a number of its own.
    pub number: u64,
    /// Whether it was sent back later.
    pub refunded: bool,
}

/// The store's orders.
pub(super) fn orders<'a>(
    store: &'a Store,
    progress: &Progress,
) -> impl Iterator<Item = Result<Order<'a>, Stopped>> {
    let refunds = store.events.iter().filter(|e| e.kind == EventKind::OrderRefunded);
    let refunded: HashSet<_> = refunds.map(|e| (e.person, e.subject)).collect();
    let events = events(store, 0..store.events.len(), progress);
    let ordered = events.filter(|event| {
        event.as_ref().map_or(true, |(_, event)| event.kind == EventKind::OrderCompleted)
    });
    ordered.map(move |event| {
        event.map(|(position, event)| Order {
            store,
            event,
            number: position as u64 + 1,
            refunded: refunded.contains(&(event.person, event.subject)),
        })
    })
}

impl<'a> Order<'a> {
    /// Who ordered.
    pub(super) fn person(&self) -> &'a SamplePerson {
        &self.store.people[self.event.person as usize]
    }

    /// What was ordered.
    pub(super) fn lines(&self) -> &'a [Line] {
        self.store.lines(self.event)
    }

    /// The product of a line.
    pub(super) fn product(&self, line: &Line) -> &'a Product {
        &self.store.products[line.product as usize]
    }

    /// The address of those who left one; visitors have none.
    pub(super) fn email(&self) -> String {
        self.person().email().filter(|_| self.event.known).unwrap_or_default()
    }
}
