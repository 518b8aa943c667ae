//! When a history begins and ends, and where its data ends that can be relied on.
//!
//! A propensity is for the time from "now" on, and now is the end of the data. One row of the year
//! 2099 (a placeholder for "never", a device with a wrong clock) must not move it: everything
//! learned from the last weeks would be learned from weeks without data. So now is the *dense* end:
//! the last event before a gap that is far longer than the gaps before it and has next to nothing
//! behind it. The computer's own clock is not asked: the same files must give the same lists on any
//! day.
//!
//! Considered and rejected: a quantile of all times (it cuts good data, always), and a threshold on
//! events a day (one day with a whole year's import on it makes every other day look empty).

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::clock::{DAY, Seconds};

/// Times are looked at hour by hour.
const HOUR: Seconds = 3_600;
/// At most one event in so many may lie behind the dense end …
const ONE_IN: u64 = 200;
/// … or so many, where there are few events …
const FEW: u64 = 3;
/// … as long as they are no more than one in so many. With fewer events than this in all, each may
/// be as real as the others.
const ONE_IN_FEW: u64 = 20;
/// The gap must be this many times the longest one before it …
const LONGER: u32 = 3;
/// … and at least this long: weekends and holidays end nothing.
const SHORTEST: Seconds = 3 * DAY;

/// Where the data ends that can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DenseEnd {
    /// The time of the last event before the gap; of the last event where there is no such gap.
    pub end: Seconds,
    /// Events after it.
    pub later: u64,
    /// The time of the last event of all.
    pub last: Seconds,
}

/// When a history begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub first: Seconds,
    pub dense: DenseEnd,
}

impl Span {
    /// Of events at these times, in any order; `None` without any.
    pub fn of(times: &[Seconds]) -> Option<Self> {
        let (first, last) = (*times.par_iter().min()?, *times.par_iter().max()?);
        let whole = Self { first, dense: DenseEnd { end: last, later: 0, last } };
        let counts = by_hour(times, first, last);
        let Some(edge) = dense_hours(&counts, times.len() as u64) else { return Some(whole) };
        let edge = first.saturating_add(edge * HOUR);
        let dense = |time: &Seconds| *time < edge;
        let end = times.par_iter().copied().filter(dense).max().unwrap_or(last);
        let later = times.par_iter().filter(|time| !dense(time)).count() as u64;
        Some(Self { first, dense: DenseEnd { end, later, last } })
    }
}

/// Events of every hour since a time, as shards of people tell them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours(BTreeMap<u32, Hour>);

/// How many events there were in an hour, and the time of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Hour {
    events: u64,
    last: Seconds,
}

impl Hours {
    /// Of events at these times, in any order, none before `first`.
    pub(super) fn of(times: &[Seconds], first: Seconds) -> Self {
        let mut hours = Self::default();
        for &last in times {
            hours.add_hour(last.saturating_sub(first) / HOUR, Hour { events: 1, last });
        }
        hours
    }

    fn add_hour(&mut self, hour: u32, more: Hour) {
        let known = self.0.entry(hour).or_insert(Hour { events: 0, ..more });
        known.events += more.events;
        known.last = known.last.max(more.last);
    }

    /// Adds those of other people.
    pub fn add(&mut self, others: Self) {
        others.0.into_iter().for_each(|(hour, more)| self.add_hour(hour, more));
    }
}

impl Span {
    /// Of events of which there were so many in each hour since the first; the same as [`Span::of`] all
    /// times. `None` without any.
    pub fn of_hours(first: Seconds, hours: &Hours) -> Option<Self> {
        let (&hour, &Hour { last, .. }) = hours.0.last_key_value()?;
        let mut counts = vec![0_u32; hour as usize + 1];
        for (&hour, of) in &hours.0 {
            counts[hour as usize] = u32::try_from(of.events).unwrap_or(u32::MAX);
        }
        let all = hours.0.values().map(|hour| hour.events).sum();
        let whole = Self { first, dense: DenseEnd { end: last, later: 0, last } };
        let Some(edge) = dense_hours(&counts, all) else { return Some(whole) };
        let end = hours.0.range(..edge).next_back().map_or(last, |(_, hour)| hour.last);
        let later = hours.0.range(edge..).map(|(_, hour)| hour.events).sum();
        Some(Self { first, dense: DenseEnd { end, later, last } })
    }
}

/// Events of every hour from the first on.
fn by_hour(times: &[Seconds], first: Seconds, last: Seconds) -> Vec<u32> {
    let hours = ((last - first) / HOUR) as usize + 1;
    // A table a thread: no more, however many events there are.
    let piece = times.len().div_ceil(rayon::current_num_threads()).max(1);
    let count = |times: &[Seconds]| {
        let mut counts = vec![0_u32; hours];
        times.iter().for_each(|time| counts[((time - first) / HOUR) as usize] += 1);
        counts
    };
    let add = |mut a: Vec<u32>, b: Vec<u32>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        a
    };
    times.par_chunks(piece).map(count).reduce_with(add).unwrap_or_default()
}

/// The hours up to the gap after which next to nothing lies; `None`: there is no such gap.
fn dense_hours(counts: &[u32], all: u64) -> Option<u32> {
    let most = (all / ONE_IN).max(FEW.min(all / ONE_IN_FEW));
    let filled = || counts.iter().enumerate().filter(|(_, count)| **count > 0);
    // Each gap: the last hour before it, how long it is, and the events up to it.
    let gaps = || {
        let up_to = filled().scan(0_u64, |sum, (_, count)| {
            *sum += u64::from(*count);
            Some(*sum)
        });
        let pairs = filled().zip(filled().skip(1)).zip(up_to);
        pairs.map(|(((hour, _), (next, _)), up_to)| (hour as u32, (next - hour) as u32, up_to))
    };
    // The beginning is often thin: trials, a few imported years.
    let usual = gaps().filter(|(.., up_to)| *up_to > most.max(all / 4) && all - up_to > most);
    let longest = usual.map(|(_, long, _)| long).max().unwrap_or(1);
    let enough = longest.saturating_mul(LONGER).max(SHORTEST / HOUR);
    let end = gaps().find(|(_, long, up_to)| all - up_to <= most && *long > enough);
    end.map(|(hour, ..)| hour + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn end(times: &[Seconds]) -> (Seconds, u64) {
        let dense = Span::of(times).unwrap().dense;
        (dense.end, dense.later)
    }

    /// `a_day` events on each of these days.
    fn on(days: impl Iterator<Item = u32>, a_day: u32) -> Vec<Seconds> {
        let second = move |i: u32| (u64::from(i) * u64::from(DAY) / u64::from(a_day)) as Seconds;
        days.flat_map(|day| (0..a_day).map(move |i| day * DAY + second(i))).collect()
    }

    #[test]
    fn a_row_of_the_far_future_does_not_move_the_end() {
        for a_day in [1, 3, 300] {
            let mut times = on(100..400, a_day);
            let last = times[times.len() - 1];
            assert_eq!(end(&times), (last, 0));
            for future in [420, 900, 40_000] {
                times.push(future * DAY);
                assert_eq!(end(&times), (last, 1), "{a_day} a day, and one on {future}");
                times.pop();
            }
            // Several, each with another wrong clock.
            times.extend([450 * DAY, 500 * DAY, 40_000 * DAY]);
            assert_eq!(end(&times), (last, 3));
        }
    }

    #[test]
    fn data_that_is_thin_or_lumpy_is_all_there_is() {
        let whole = |times: &[Seconds]| {
            let last = *times.iter().max().unwrap();
            assert_eq!(end(times), (last, 0));
        };
        // Once a week, also with weeks left out; once a month; a single event; a few.
        whole(&on((0..100).map(|week| week * 7), 1));
        whole(&on((0..100).filter(|week| ![50, 98].contains(week)).map(|week| week * 7), 40));
        whole(&on((0..30).map(|month| month * 30), 500));
        whole(&[5 * DAY]);
        whole(&on([1, 2, 3, 4, 900].into_iter(), 1));
        // One huge last day, a huge day in the middle, a last day that has only begun.
        whole(&[on(0..100, 20), on(100..101, 100_000)].concat());
        whole(&[on(0..100, 20), on(100..101, 100_000), on(101..130, 20)].concat());
        whole(&[on(0..100, 2_000), on(100..101, 1)].concat());
        // Every summer.
        whole(&[on(150..240, 100), on(515..605, 100), on(880..881, 30)].concat());
    }

    #[test]
    fn what_was_long_ago_says_nothing_of_gaps_today() {
        let last = 4_000 * DAY;
        let times = [on(0..10, 50), on(3_000..4_000, 50), vec![last, last + 300 * DAY]].concat();
        assert_eq!(end(&times), (last, 1));
    }

    proptest! {
        // A table of the hours of a century each.
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn few_events_lie_behind_the_end(days in prop::collection::vec(0_u32..40_000, 1..400)) {
            let times: Vec<Seconds> = days.iter().map(|day| day * DAY).collect();
            let span = Span::of(&times).unwrap();
            let behind = times.iter().filter(|time| **time > span.dense.end).count() as u64;
            prop_assert_eq!(behind, span.dense.later);
            prop_assert!(behind * 20 <= times.len() as u64);
            prop_assert!(times.contains(&span.dense.end));
            // The same from any parts of the times.
            let (first, mut hours) = (span.first, Hours::default());
            times.chunks(7).for_each(|times| hours.add(Hours::of(times, first)));
            prop_assert_eq!(Span::of_hours(first, &hours), Some(span));
        }
    }
}
