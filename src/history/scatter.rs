//! Events of all shards into the order of people and time.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use super::HistoryError;
use super::keep::{Events, Slices};
use super::rows::{Row, Rows};
use crate::base::progress::{Progress, Stopped};

/// The person of a row that is not kept.
pub(super) const NOBODY: u32 = u32::MAX;
/// The past of so many people is put in order between two looks at whether to stop.
const PEOPLE: usize = 4096;

/// The places of a shard's codes in the history.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'a> {
    pub people: &'a [u32],
    pub items: &'a [u32],
    /// `None`: not kept.
    pub kinds: &'a [Option<u8>],
}

impl Places<'_> {
    #[inline]
    fn put(self, row: &mut Row) {
        match self.kinds.get(row.kind as usize).copied().flatten() {
            Some(kind) => {
                row.person = self.people[row.person as usize];
                row.item = self.items[row.item as usize];
                row.kind = u32::from(kind);
            }
            None => row.person = NOBODY,
        }
    }
}

/// A shard's rows in the codes of the history.
#[derive(Debug)]
pub(super) struct Part<'a> {
    rows: Rows,
    places: Places<'a>,
}

impl<'a> Part<'a> {
    /// Rows in memory are changed here, once; those in a file whenever they are read.
    pub fn new(mut rows: Rows, places: Places<'a>, progress: &Progress) -> Result<Self, Stopped> {
        rows.in_memory().par_iter_mut().try_for_each(|piece| {
            progress.check()?;
            piece.iter_mut().for_each(|row| places.put(row));
            progress.advance(piece.len() as u64);
            Ok(())
        })?;
        Ok(Self { rows, places })
    }

    /// Calls `each` with all rows, some at a time, among them some that are not kept.
    fn each(&self, progress: &Progress, mut each: impl FnMut(&[Row])) -> Result<(), HistoryError> {
        self.rows.each(
            |row| self.places.put(row),
            |rows| {
                progress.check()?;
                each(rows);
                Ok(())
            },
        )
    }
}

/// Where each person's events begin, by person; one more than people.
pub(super) fn count_events(
    parts: &[Part<'_>],
    people: usize,
    progress: &Progress,
) -> Result<Vec<u64>, HistoryError> {
    let counts: Vec<AtomicU32> = (0..people).map(|_| AtomicU32::new(0)).collect();
    parts.par_iter().try_for_each(|part| {
        part.each(progress, |rows| {
            for row in rows.iter().filter(|row| row.person != NOBODY) {
                counts[row.person as usize].fetch_add(1, Ordering::Relaxed);
            }
        })
    })?;
    let mut starts = Vec::with_capacity(people + 1);
    let mut next = 0;
    starts.push(next);
    for count in counts {
        next += u64::from(count.into_inner());
        starts.push(next);
    }
    Ok(starts)
}

/// The events of a group of people by person and time. Each thread takes a range of them, picks
/// their rows out of all pieces and writes them to its own part of the result: no locks, and no
/// order to depend on.
pub(super) fn sort_events(
    parts: &[Part<'_>],
    starts: &[u64],
    group: Range<usize>,
    progress: &Progress,
) -> Result<Events, HistoryError> {
    let total = (starts[group.end] - starts[group.start]) as usize;
    let mut events = Events { time: vec![0; total], item: vec![0; total], kind: vec![0; total] };
    // Every range goes over all rows, so there are no more than can be filled at a time.
    let ranges = ranges(starts, group, rayon::current_num_threads());
    let mut slots = Vec::with_capacity(ranges.len());
    let mut left = events.slices();
    for range in ranges {
        let n = (starts[range.end] - starts[range.start]) as usize;
        let (own, rest) = left.split(n);
        slots.push((range, own));
        left = rest;
    }
    slots.into_par_iter().try_for_each(|(range, own)| {
        let base = starts[range.start];
        let mut next: Vec<u32> = starts[range.clone()].iter().map(|s| (s - base) as u32).collect();
        for part in parts {
            part.each(progress, |rows| {
                for row in rows {
                    // A person before the range is far beyond its end.
                    let person = (row.person as usize).wrapping_sub(range.start);
                    if let Some(at) = next.get_mut(person) {
                        own.time[*at as usize] = row.time;
                        own.item[*at as usize] = row.item;
                        own.kind[*at as usize] = row.kind as u8;
                        *at += 1;
                    }
                }
            })?;
        }
        sort_pasts(&starts[range.start..=range.end], own, progress)?;
        Ok::<(), HistoryError>(())
    })?;
    Ok(events)
}

/// Puts the past of everyone who has a start into the order of time; all but the last start are
/// someone's.
fn sort_pasts(starts: &[u64], events: Slices<'_>, progress: &Progress) -> Result<(), Stopped> {
    let Slices { time, item, kind } = events;
    let mut buffer = Vec::new();
    let people = starts.len() - 1;
    for some in (0..people).step_by(PEOPLE) {
        progress.check()?;
        let end = people.min(some + PEOPLE);
        for person in some..end {
            let past =
                (starts[person] - starts[0]) as usize..(starts[person + 1] - starts[0]) as usize;
            sort_past(
                &mut time[past.clone()],
                &mut item[past.clone()],
                &mut kind[past],
                &mut buffer,
            );
        }
        progress.advance(starts[end] - starts[some]);
    }
    Ok(())
}

/// Everyone in groups of about the same number of events.
pub(super) fn groups(starts: &[u64], count: u64) -> Vec<Range<usize>> {
    ranges(starts, 0..starts.len() - 1, count.max(1) as usize)
}

/// The people of a group in ranges with about the same number of events each.
fn ranges(starts: &[u64], group: Range<usize>, parts: usize) -> Vec<Range<usize>> {
    let (first, total) = (starts[group.start], starts[group.end] - starts[group.start]);
    let mut ranges = Vec::new();
    let mut from = group.start;
    for part in 1..=parts as u64 {
        let goal = first + total * part / parts as u64;
        let to = if part == parts as u64 {
            group.end
        } else {
            starts.partition_point(|&s| s < goal).clamp(from, group.end)
        };
        if to > from {
            ranges.push(from..to);
            from = to;
        }
    }
    ranges
}

fn sort_past(
    time: &mut [u32],
    item: &mut [u32],
    kind: &mut [u8],
    buffer: &mut Vec<(u32, u32, u8)>,
) {
    let ordered = (1..time.len())
        .all(|i| (time[i - 1], item[i - 1], kind[i - 1]) <= (time[i], item[i], kind[i]));
    if ordered {
        return;
    }
    buffer.clear();
    buffer.extend((0..time.len()).map(|i| (time[i], item[i], kind[i])));
    buffer.sort_unstable();
    for (i, &(t, it, k)) in buffer.iter().enumerate() {
        time[i] = t;
        item[i] = it;
        kind[i] = k;
    }
}
