//! One person's past, day by day, for a drawing: what they did, when, and what of it was about what
//! the audience wants. Read from the history on a worker, for the person whose row is open.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use crate::app::tasks::found::Found;
use crate::audience::{Audience, Computed};
use crate::base::language::message;
use crate::history::{History, from_clock};
use crate::jobs::{Latest, Task};
use crate::model::Target;

/// A day in seconds.
const DAY: i64 = 86_400;
/// At most so many places side by side: days beside each other stand together in a long past.
const PLACES: i64 = 240;
/// Values named of one place.
const NAMED: usize = 3;

/// One person's past.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The person, as in the history.
    pub person: u32,
    /// What they did, each kind of event in a lane, the commonest first.
    pub lanes: Vec<Lane>,
    /// When it begins and where the drawing ends, in seconds since 1970.
    pub from: i64,
    /// See `from`.
    pub to: i64,
    /// The moment from which on is predicted.
    pub now: i64,
    /// The end of the horizon.
    pub until: i64,
    of: Computed,
}

/// One kind of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Its name.
    pub event: String,
    /// How many there were.
    pub events: usize,
    /// How many of them were about what the audience wants.
    pub wanted: usize,
    /// When, in the order of time.
    pub marks: Vec<Mark>,
}

/// What was done in one place of the drawing: a day, or several in a long past.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    /// Its first event, in seconds since 1970.
    pub at: i64,
    /// How many events.
    pub events: usize,
    /// How many of them were about what the audience wants.
    pub wanted: usize,
    /// Some of the products.
    pub what: Vec<String>,
}

/// The past of the person whose row is open.
#[derive(Debug, Default)]
pub struct Pasts {
    wanted: Option<u32>,
    asked: Option<(u32, usize, Target)>,
    latest: Latest<Timeline, Infallible>,
}

impl Pasts {
    /// The past of a person, where it was read for this result.
    pub fn of(&self, found: &Found, person: u32) -> Option<&Timeline> {
        let same = |t: &&Timeline| {
            t.person == person && Arc::ptr_eq(&t.of.ranking, &found.computed.ranking)
        };
        self.latest.value().filter(same)
    }

    /// Asks for a person's past.
    pub fn ask(&mut self, person: u32) {
        self.wanted = Some(person);
    }

    /// Whether one is being worked out.
    #[cfg(test)]
    pub fn is_under_way(&self) -> bool {
        self.latest.running().is_some()
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.latest.poll();
    }

    /// Starts to read the past that is asked for and not known.
    pub fn start<W>(&mut self, found: &Found, audience: &Audience, wake: &W)
    where
        W: Fn() + Clone + Send + 'static,
    {
        let Some(person) = self.wanted else { return };
        let ranking = Arc::as_ptr(&found.computed.ranking).addr();
        let asked = (person, ranking, audience.target.clone());
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let target = asked.2.clone();
        self.asked = Some(asked);
        let found = found.clone();
        self.latest.start(Task::spawn(message!("tasks-past"), wake.clone(), move |_| {
            Ok(Timeline::read(&found, person, &target))
        }));
    }
}

/// What the audience wants, in the codes of a history.
struct Wanted {
    conditions: Vec<(usize, Vec<u32>)>,
    kinds: Vec<u8>,
}

impl Wanted {
    fn new(history: &History, target: &Target) -> Self {
        let codes = |condition: &crate::model::Condition| {
            let column = history.column(&condition.column)?;
            let values = &history.columns[column];
            Some((column, condition.values.iter().filter_map(|v| values.find(v)).collect()))
        };
        Self {
            conditions: target.conditions.iter().filter_map(codes).collect(),
            kinds: target.goal_events.iter().filter_map(|event| history.kind(event)).collect(),
        }
    }

    fn has(&self, history: &History, item: u32, kind: u8) -> bool {
        let said = |(column, codes): &(usize, Vec<u32>)| {
            history.items.values(item, *column).iter().any(|code| codes.contains(code))
        };
        !self.conditions.is_empty()
            && self.conditions.iter().all(said)
            && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}

impl Timeline {
    fn read(found: &Found, person: u32, target: &Target) -> Self {
        let history = found.history();
        let past = history.past(person);
        let scored = &found.computed.scored;
        let now = from_clock(scored.as_of);
        let until = now + i64::from(scored.horizon_days) * DAY;
        let first = past.time.first().map_or(now, |time| from_clock(*time));
        let last = past.time.last().map_or(now, |time| from_clock(*time));
        let (from, to) = (first.min(now) - DAY, last.max(until) + DAY);
        let wide = ((to - from) / PLACES).max(DAY);
        let wanted = Wanted::new(history, target);
        // What a product is called, where there is such a column; else its ID.
        let name = history.column("Name").unwrap_or(0);
        let mut lanes: BTreeMap<u8, BTreeMap<i64, Mark>> = BTreeMap::new();
        for ((time, item), kind) in past.time.iter().zip(past.item).zip(past.kind) {
            let at = from_clock(*time);
            let marks = lanes.entry(*kind).or_default();
            let mark =
                marks.entry(at.div_euclid(wide)).or_insert_with(|| Mark { at, ..Mark::default() });
            mark.events += 1;
            mark.wanted += usize::from(wanted.has(history, *item, *kind));
            for code in history.items.values(*item, name) {
                let value = history.columns[name].values.get(*code);
                if mark.what.len() < NAMED && !mark.what.iter().any(|known| known == value) {
                    mark.what.push(value.to_owned());
                }
            }
        }
        let mut lanes: Vec<Lane> = lanes
            .into_iter()
            .map(|(kind, marks)| Lane {
                event: history.events[kind as usize].clone(),
                events: marks.values().map(|mark| mark.events).sum(),
                wanted: marks.values().map(|mark| mark.wanted).sum(),
                marks: marks.into_values().collect(),
            })
            .collect();
        lanes.sort_by_key(|lane| std::cmp::Reverse(lane.events));
        Self { person, lanes, from, to, now, until, of: found.computed.clone() }
    }
}
