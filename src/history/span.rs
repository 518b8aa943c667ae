//! When a history begins and ends, and where its data ends that can be relied on.
//!
//! A propensity is for the time from "now" on, and now is the end of the data. One row of the year
//! 2099 (a placeholder for "never", a device with a wrong clock) must not move it: everything
//! learned from the last weeks would be learned from weeks without data. So now is the *dense* end:
//! the last event before a gap that is far longer than the gaps before it and has next to nothing
//! behind it. The computer's own clock is not asked: the same files must give the same lists on any
//! day.
//!
//! What is next to nothing beside a web log of millions may be all the orders of three months: so a kind of
//! event of which there are enough is asked itself. A time is a mistake only where its own kind says so too.
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

/// So many events of a kind tell where that kind ends.
const TELLING: u64 = FEW * ONE_IN_FEW;

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
    /// Of events at these times and of these kinds, in any order; `None` without any.
    pub fn of(times: &[Seconds], kinds: &[u8]) -> Option<Self> {
        let (first, last) = (*times.par_iter().min()?, *times.par_iter().max()?);
        let whole = Self { first, dense: DenseEnd { end: last, later: 0, last } };
        let hour = |time: Seconds| (time - first) / HOUR;
        let counts = by_hour(times.len(), hour(last), |at| Some(hour(times[at])));
        let Some(all) = dense_hours(&counts, times.len() as u64) else { return Some(whole) };
        let events = || times.par_iter().copied().zip(kinds.par_iter().copied());
        let later = |edge: u32| events().filter(move |(time, _)| hour(*time) >= edge);
        let there = later(all).fold(Kinds::default, |kinds, (_, kind)| kinds.with(kind));
        let there = there.reduce(Kinds::default, Kinds::and);
        let of_kind = |kind: u8| {
            let own = |at: usize| (kinds[at] == kind).then(|| hour(times[at]));
            by_hour(times.len(), hour(last), own)
        };
        let edge = edge(all, there.each().map(of_kind));
        let dense = |time: &Seconds| hour(*time) < edge;
        let end = times.par_iter().copied().filter(dense).max().unwrap_or(last);
        Some(Self { first, dense: DenseEnd { end, later: later(edge).count() as u64, last } })
    }
}

/// Some kinds of event, a bit each.
#[derive(Debug, Clone, Copy, Default)]
struct Kinds([u128; 2]);

impl Kinds {
    fn with(mut self, kind: u8) -> Self {
        self.0[usize::from(kind >> 7)] |= 1 << (kind & 127);
        self
    }

    fn and(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    fn each(self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(move |kind| self.0[usize::from(kind >> 7)] >> (kind & 127) & 1 == 1)
    }
}

/// The hours up to where the data ends: `all` of the events say one thing, and each kind with events behind that,
/// given by how many there were in each hour, may know better of its own.
fn edge(all: u32, kinds: impl Iterator<Item = Vec<u32>>) -> u32 {
    let own = |counts: Vec<u32>| {
        let events = counts.iter().map(|count| u64::from(*count)).sum();
        let hours = counts.iter().rposition(|count| *count > 0).map_or(0, |hour| hour as u32 + 1);
        (events >= TELLING).then(|| dense_hours(&counts, events).unwrap_or(hours))
    };
    kinds.filter_map(own).fold(all, u32::max)
}

/// Events of every hour since a time, by their kinds, as shards of people tell them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours(BTreeMap<u8, BTreeMap<u32, Hour>>);

/// How many events there were in an hour, and the time of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Hour {
    events: u64,
    last: Seconds,
}

impl Hours {
    /// Of events at these times and of these kinds, in any order, none before `first`.
    pub(super) fn of(times: &[Seconds], kinds: &[u8], first: Seconds) -> Self {
        let mut hours = Self::default();
        for (&last, &kind) in times.iter().zip(kinds) {
            let hour = last.saturating_sub(first) / HOUR;
            hours.add_hour((kind, hour), Hour { events: 1, last });
        }
        hours
    }

    fn add_hour(&mut self, (kind, hour): (u8, u32), more: Hour) {
        let of_kind = self.0.entry(kind).or_default();
        let known = of_kind.entry(hour).or_insert(Hour { events: 0, ..more });
        known.events += more.events;
        known.last = known.last.max(more.last);
    }

    /// Adds those of other people.
    pub fn add(&mut self, others: Self) {
        for (kind, hours) in others.0 {
            hours.into_iter().for_each(|(hour, more)| self.add_hour((kind, hour), more));
        }
    }

    fn each(&self) -> impl Iterator<Item = (u32, Hour)> {
        self.0.values().flatten().map(|(hour, of)| (*hour, *of))
    }
}

impl Span {
    /// Of events of which there were so many in each hour since the first; the same as [`Span::of`] all
    /// times. `None` without any.
    pub fn of_hours(first: Seconds, hours: &Hours) -> Option<Self> {
        let last = hours.each().map(|(_, of)| of.last).max()?;
        let most = hours.each().map(|(hour, _)| hour).max()?;
        let counts = |hours: &mut dyn Iterator<Item = (u32, Hour)>| {
            let mut counts = vec![0_u32; most as usize + 1];
            for (hour, of) in hours {
                let events = u32::try_from(of.events).unwrap_or(u32::MAX);
                counts[hour as usize] = counts[hour as usize].saturating_add(events);
            }
            counts
        };
        let whole = Self { first, dense: DenseEnd { end: last, later: 0, last } };
        let events = hours.each().map(|(_, of)| of.events).sum();
        let Some(all) = dense_hours(&counts(&mut hours.each()), events) else { return Some(whole) };
        let there = hours.0.values().filter(|own| own.range(all..).next().is_some());
        let edge =
            edge(all, there.map(|own| counts(&mut own.iter().map(|(hour, of)| (*hour, *of)))));
        let dense = |(hour, _): &(u32, Hour)| *hour < edge;
        let end = hours.each().filter(dense).map(|(_, of)| of.last).max().unwrap_or(last);
        let later = hours.each().filter(|hour| !dense(hour)).map(|(_, of)| of.events).sum();
        Some(Self { first, dense: DenseEnd { end, later, last } })
    }
}

/// So many events of every hour from the first on to the last, where `hour_of` says which an event is in; `None` of
/// those that do not count.
fn by_hour(events: usize, last: u32, hour_of: impl Fn(usize) -> Option<u32> + Sync) -> Vec<u32> {
    // A table a thread: no more, however many events there are.
    let piece = events.div_ceil(rayon::current_num_threads()).max(1);
    let count = |start: usize| {
        let mut counts = vec![0_u32; last as usize + 1];
        let hours = (start..events.min(start + piece)).filter_map(&hour_of);
        hours.for_each(|hour| counts[hour as usize] += 1);
        counts
    };
    let add = |mut a: Vec<u32>, b: Vec<u32>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        a
    };
    let starts: Vec<usize> = (0..events).step_by(piece).collect();
    starts.into_par_iter().map(count).reduce_with(add).unwrap_or_default()
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
        let dense = Span::of(times, &vec![0; times.len()]).unwrap().dense;
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
            let kinds = vec![0; times.len()];
            let span = Span::of(&times, &kinds).unwrap();
            let behind = times.iter().filter(|time| **time > span.dense.end).count() as u64;
            prop_assert_eq!(behind, span.dense.later);
            prop_assert!(behind * 20 <= times.len() as u64);
            prop_assert!(times.contains(&span.dense.end));
            // The same from any parts of the times.
            let (first, mut hours) = (span.first, Hours::default());
            times.chunks(7).for_each(|times| hours.add(Hours::of(times, &kinds, first)));
            prop_assert_eq!(Span::of_hours(first, &hours), Some(span));
        }

        #[test]
        fn a_time_is_a_mistake_only_where_its_own_kind_says_so(
            // Kind, first day, how many days, how many days between events, events a day.
            runs in prop::collection::vec((0_u8..4, 0_u32..2_000, 1_u32..400, 1_u32..9, 1_u32..40), 1..6),
            strays in prop::collection::vec((0_u8..5, 0_u32..40_000), 0..6),
        ) {
            let mut events: Vec<(Seconds, u8)> = Vec::new();
            for (kind, begin, days, every, a_day) in runs {
                let days = (0..days).map(|day| begin + day * every);
                events.extend(on(days, a_day).into_iter().map(|time| (time, kind)));
            }
            events.extend(strays.iter().map(|(kind, day)| (day * DAY, *kind)));
            let (times, kinds): (Vec<Seconds>, Vec<u8>) = events.iter().copied().unzip();
            let span = Span::of(&times, &kinds).unwrap();
            let (first, mut hours) = (span.first, Hours::default());
            times.chunks(7).zip(kinds.chunks(7)).for_each(|(t, k)| hours.add(Hours::of(t, k, first)));
            prop_assert_eq!(Span::of_hours(first, &hours), Some(span));
            let all = end(&times).0;
            prop_assert!(span.dense.end >= all, "kinds only keep more");
            let behind = times.iter().filter(|time| **time > span.dense.end).count() as u64;
            prop_assert_eq!(behind, span.dense.later);
            let mut ends = vec![all];
            for kind in 0..5 {
                let own: Vec<Seconds> =
                    events.iter().filter(|event| event.1 == kind).map(|event| event.0).collect();
                if own.len() as u64 >= TELLING {
                    ends.push(end(&own).0);
                    prop_assert!(span.dense.end >= end(&own).0, "kind {}", kind);
                }
            }
            // And nothing else moves the end.
            prop_assert!(ends.contains(&span.dense.end));
        }
    }

    #[test]
    fn orders_go_on_after_a_web_log_ends() {
        // Orders on workdays alone, none over Easter: long beside the hours of a log, not beside their own.
        let days = (0..500).filter(|day| day % 7 < 5 && !(455..460).contains(day));
        let orders = on(days, 2);
        let log = on(0..450, 2_000);
        let last = orders[orders.len() - 1];
        let times = [log.clone(), orders.clone()].concat();
        let kinds = [vec![0; log.len()], vec![1; orders.len()]].concat();
        let dense = |times: &[Seconds], kinds: &[u8]| Span::of(times, kinds).unwrap().dense;
        assert!(end(&times).1 > 50, "as one kind they are next to nothing");
        assert_eq!(dense(&times, &kinds), DenseEnd { end: last, later: 0, last });
        // A wrong clock among the orders, and a kind of which there are too few to tell.
        let wrong = 20_000 * DAY;
        let times = [times, vec![wrong; 2]].concat();
        let kinds = [kinds, vec![1, 2]].concat();
        assert_eq!(dense(&times, &kinds), DenseEnd { end: last, later: 2, last: wrong });
    }
}
