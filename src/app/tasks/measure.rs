//! Measuring a past campaign, and laying audiences over each other, on workers.

use std::convert::Infallible;
use std::sync::Arc;

use crate::app::Dataset;
use crate::audience::{Audience, Measured, MembersError, Overlap, PeopleSet, Store, Window};
use crate::base::language::message;
use crate::jobs::{Latest, Task};
use crate::workflow::{self, CampaignError};

/// A campaign, measured.
#[derive(Debug)]
pub struct Measurement {
    /// What was found.
    pub measured: Measured,
    /// Records of lists that could not be used.
    pub unreadable: Vec<MembersError>,
}

/// The campaign that is measured.
#[derive(Debug, Default)]
pub struct MeasureWork {
    of: u64,
    latest: Latest<Measurement, CampaignError>,
}

impl MeasureWork {
    /// The measurement of an audience's campaign; `None` where another one was asked for since.
    pub fn of(&self, id: u64) -> Option<&Latest<Measurement, CampaignError>> {
        (self.of == id).then_some(&self.latest)
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.latest.poll();
    }

    /// The audience whose campaign is being measured, and the work.
    pub fn running(&self) -> Option<(u64, &Task<Measurement, CampaignError>)> {
        Some((self.of, self.latest.running()?))
    }

    /// Cancels it; what was measured before stays.
    pub fn cancel(&mut self) {
        self.latest.cancel();
    }

    /// Measures the newest lists of an audience that the data reaches beyond.
    pub fn start(
        &mut self,
        audience: &Audience,
        past: &Arc<Dataset>,
        store: Store,
        window: Window,
        wake: impl FnOnce() + Send + 'static,
    ) {
        if self.of != audience.id {
            *self = Self { of: audience.id, ..Self::default() };
        }
        let (past, audience) = (past.clone(), audience.clone());
        let label = message!("tasks-measuring", audience = audience.name.as_str());
        self.latest.start(Task::spawn(label, wake, move |progress| {
            let ready = &past.ready;
            let measured =
                workflow::measure_campaign(ready, &audience, &store, None, window, progress);
            measured.map(|(measured, unreadable)| Measurement { measured, unreadable })
        }));
    }
}

/// Audiences laid over each other.
#[derive(Debug, Clone)]
pub struct Overlapped {
    /// Their numbers, in the order of the picture.
    pub ids: Vec<u64>,
    /// How they lie over each other.
    pub overlap: Overlap,
    /// For each audience of the priority: its number, people, and people left for it.
    pub priority: Vec<(u64, usize, usize)>,
}

/// Audiences and who is in them.
pub type Sets = Vec<(u64, Arc<PeopleSet>)>;

/// The audiences that are laid over each other.
#[derive(Debug, Default)]
pub struct OverlapWork {
    asked: Option<(Sets, Sets)>,
    latest: Latest<Overlapped, Infallible>,
}

impl OverlapWork {
    /// The work under way.
    pub fn running(&self) -> Option<&Task<Overlapped, Infallible>> {
        self.latest.running()
    }

    /// How they lie; the last answer while another one is worked out.
    pub fn value(&self) -> Option<&Overlapped> {
        self.latest.value()
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.latest.poll();
    }

    /// Starts what is missing.
    pub fn reconcile(&mut self, shown: Sets, priority: Sets, wake: impl FnOnce() + Send + 'static) {
        let same = |a: &Sets, b: &Sets| {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(&a.1, &b.1))
        };
        if self.asked.as_ref().is_some_and(|(s, p)| same(s, &shown) && same(p, &priority)) {
            return;
        }
        self.asked = Some((shown.clone(), priority.clone()));
        self.latest.start(Task::spawn(message!("tasks-overlap"), wake, move |_| {
            let sets: Vec<&PeopleSet> = shown.iter().map(|(_, set)| &**set).collect();
            let mut taken = PeopleSet::default();
            let left = |(id, set): &(u64, Arc<PeopleSet>)| {
                let left = set.without(&taken);
                taken.add(set);
                (*id, set.len(), left)
            };
            Ok(Overlapped {
                ids: shown.iter().map(|(id, _)| *id).collect(),
                overlap: Overlap::of(&sets),
                priority: priority.iter().map(left).collect(),
            })
        }));
    }
}
