//! Refreshing an audience: computed anew, then compared with who was in the last time.

use std::collections::BTreeMap;

use crate::app::tasks::compute::AudienceWork;
use crate::app::tasks::found::Found;
use crate::audience::{About, Audience, Compared, Made, MembersError, PeopleSet, Status, Store};
use crate::base::language::{Message, message, t};
use crate::base::progress::Stopped;
use crate::base::words::now;
use crate::jobs::{Latest, Task};
use crate::workflow::AudiencePeople;

/// What a refresh found.
#[derive(Debug, Clone)]
pub struct Changes {
    /// What the audience means now.
    pub now: About,
    /// How many are in now.
    pub people: usize,
    /// What it meant when it was recorded last, and how many were in; `None` the first time.
    pub before: Option<(About, usize)>,
    /// Who came and who left since.
    pub compared: Compared,
    /// Records that could not be used or kept.
    pub notes: Vec<MembersError>,
}

/// Why there is nothing to compare. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum NoComparison {
    /// It has no target yet.
    #[error("{}", t!("tasks-no-target"))]
    NoTarget,
    /// Its people could not be found, and why.
    #[error("{0}")]
    Failed(String),
    /// Its people are not known, and what they wait for.
    #[error("{0}")]
    NoPeople(Message),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Audiences that are, or were, refreshed in this window.
#[derive(Debug, Default)]
pub struct RefreshWork {
    of: BTreeMap<u64, Refresh>,
}

#[derive(Debug, Default)]
struct Refresh {
    waits: bool,
    changes: Latest<Changes, NoComparison>,
}

/// Where a refresh stands.
#[derive(Debug)]
pub enum Refreshed<'a> {
    /// Its people are being found, or compared.
    Running,
    /// Why there is nothing to compare.
    Failed(&'a str),
    /// What changed.
    Done(&'a Changes),
}

impl RefreshWork {
    /// Begins to refresh an audience, which is being computed anew.
    pub fn begin(&mut self, id: u64) {
        self.of.insert(id, Refresh { waits: true, ..Refresh::default() });
    }

    /// Audiences that wait for their people.
    pub fn waiting(&self) -> impl Iterator<Item = u64> {
        self.of.iter().filter(|(_, r)| r.waits).map(|(id, _)| *id)
    }

    /// Where the refresh of an audience stands; `None` where it was not refreshed.
    pub fn of(&self, id: u64) -> Option<Refreshed<'_>> {
        let refresh = self.of.get(&id)?;
        Some(match (refresh.changes.failure(), refresh.changes.value()) {
            (Some(why), _) => Refreshed::Failed(why),
            (None, Some(changes)) => Refreshed::Done(changes),
            (None, None) => Refreshed::Running,
        })
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.of.values_mut().for_each(|r| {
            r.changes.poll();
        });
    }

    /// Audiences that are being compared, and the work.
    pub fn comparing(&self) -> impl Iterator<Item = (u64, &Task<Changes, NoComparison>)> {
        self.of.iter().filter_map(|(id, refresh)| Some((*id, refresh.changes.running()?)))
    }

    /// Compares an audience no further.
    pub fn cancel(&mut self, id: u64, wake: impl FnOnce() + Send + 'static) {
        if let Some(refresh) = self.of.get_mut(&id) {
            refresh.end(Stopped.into(), wake);
        }
    }

    /// Whether something is being compared.
    pub fn running(&self) -> bool {
        self.of.values().any(|r| r.waits || r.changes.running().is_some())
    }

    /// Compares an audience whose people are known now, or says why they are not.
    pub fn reconcile(
        &mut self,
        audience: &Audience,
        work: &AudienceWork,
        taken: Option<PeopleSet>,
        store: Store,
        wake: impl FnOnce() + Send + 'static,
    ) {
        let Some(refresh) = self.of.get_mut(&audience.id).filter(|r| r.waits) else { return };
        match (work.current(audience), work.status(audience)) {
            (Some(found), Status::Live(_)) => {
                refresh.waits = false;
                refresh.changes.start(compare(found.clone(), audience.clone(), taken, store, wake));
            }
            (_, Status::Failed(why)) => refresh.end(NoComparison::Failed(why), wake),
            (_, Status::NeedsData(why)) => refresh.end(NoComparison::NoPeople(why), wake),
            (_, Status::Draft) => refresh.end(NoComparison::NoTarget, wake),
            _ => {}
        }
    }
}

impl Refresh {
    /// There is nothing to compare.
    fn end(&mut self, why: NoComparison, wake: impl FnOnce() + Send + 'static) {
        self.waits = false;
        self.changes.start(Task::spawn(message!("tasks-comparing"), wake, move |_| Err(why)));
    }
}

fn compare(
    found: Found,
    audience: Audience,
    taken: Option<PeopleSet>,
    store: Store,
    wake: impl FnOnce() + Send + 'static,
) -> Task<Changes, NoComparison> {
    Task::spawn(
        message!("tasks-comparing-one", audience = audience.name.as_str()),
        wake,
        move |progress| {
            let ready = &found.past.ready;
            let taken = taken.unwrap_or_default();
            let people = AudiencePeople::free(ready, &found.computed, &audience, &taken, progress)?;
            let latest = store.latest(audience.id, None);
            let mut notes = latest.unreadable;
            let compared = match &latest.members {
                Some(before) => people.since(before, progress),
                None => Ok(Compared::default()),
            };
            let record = people.record(Made::Refresh, now());
            if let Err(error) = store.keep(&record) {
                notes.push(error);
            }
            Ok(Changes {
                now: record.about.clone(),
                people: record.len(),
                before: latest.members.map(|m| (m.about.clone(), m.len())),
                compared: compared?,
                notes,
            })
        },
    )
}
