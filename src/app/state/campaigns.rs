//! Audiences over time and beside each other: refreshed, measured, laid over each other.

use std::sync::Arc;

use super::{Screen, State};
use crate::app::tasks::measure::Sets;
use crate::audience::{Exclusion, MOST_OVERLAPPED, PeopleSet, Status, Store, Window};
use crate::base::language::t;

/// Why it is not known whom the audiences before one keep out of its lists. `Display` is what the
/// person reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Before {
    /// One is being computed.
    #[error("{}", t!("window-before-computing", audience = .0.as_str()))]
    Computing(String),
    /// One cannot be computed.
    #[error("{}", t!("window-before-failed", audience = .0.as_str(), why = .1.as_str()))]
    Failed(String, String),
}

impl State {
    /// Where who was in is kept.
    pub(super) fn store(&mut self) -> Store {
        self.session.records.store(self.session.path.as_deref())
    }

    /// Audiences that come before this one, with their people: they are kept out of its lists.
    ///
    /// # Errors
    /// [`Before`] where an audience's people are not known: nobody may fall through to another list.
    pub fn before(&self, id: u64) -> Result<Vec<Exclusion>, Before> {
        let mut taken = Vec::new();
        for before in self.project().before(id) {
            let audience = &before.audience;
            if let Some(people) = self.session.audiences.members(audience) {
                taken.push(people);
                continue;
            }
            match self.session.audiences.status(audience) {
                Status::Draft => taken.push(Exclusion::nobody(audience.id, Some(&audience.name))),
                Status::Failed(why) => return Err(Before::Failed(audience.name.clone(), why)),
                _ => return Err(Before::Computing(audience.name.clone())),
            }
        }
        Ok(taken)
    }

    /// The people of audiences that come before this one; `None` where there is none.
    ///
    /// # Errors
    /// As [`State::before`].
    pub fn taken(&self, id: u64) -> Result<Option<PeopleSet>, Before> {
        let mut taken: Option<PeopleSet> = None;
        for before in self.before(id)? {
            taken.get_or_insert_default().add(&before.people);
        }
        Ok(taken)
    }

    pub(super) fn measure(&mut self, id: u64, window: Window) {
        let store = self.store();
        let wake = self.wake();
        if let Some(saved) = self.session.project.get().audience(id)
            && let Some(past) = self.session.dataset.value()
        {
            self.session.measure.start(&saved.audience, past, store, window, wake);
        }
    }

    /// Takes in what workers have found and starts what is missing.
    pub(super) fn keep_campaigns(&mut self) {
        // All that is under way is taken in, whatever is on the screen: what was begun on another one
        // ends, too.
        self.session.refresh.poll();
        self.session.measure.poll();
        self.session.overlap.poll();
        self.session.recommend.poll();
        // Files that have changed are read first: the comparison is with what is in them now.
        let reading = self.is_reading();
        let waiting: Vec<u64> = self.session.refresh.waiting().filter(|_| !reading).collect();
        for id in waiting {
            let (store, wake, taken) = (self.store(), self.wake(), self.taken(id));
            let Some(saved) = self.session.project.get().audience(id) else { continue };
            if let Ok(taken) = taken {
                self.session.refresh.reconcile(
                    &saved.audience,
                    &self.session.audiences,
                    taken,
                    store,
                    wake,
                );
            }
        }
        if self.session.screen == Screen::Overlap {
            let sets = |ids: &[u64]| -> Sets {
                let known = |id: &u64| {
                    let audience = &self.project().audience(*id)?.audience;
                    Some((*id, self.session.audiences.people(audience)?))
                };
                ids.iter().filter_map(known).collect()
            };
            let (shown, priority) = (sets(&self.overlapped()), sets(&self.project().priority));
            let wake = self.wake();
            self.session.overlap.reconcile(shown, priority, wake);
        }
        let (Screen::Builder(id) | Screen::Destinations(id)) = self.session.screen else { return };
        let wake = self.wake();
        if let Some(saved) = self.session.project.get().audience(id)
            && let Some(found) = self.session.audiences.current(&saved.audience)
        {
            self.session.recommend.reconcile(&saved.audience, found, wake);
        }
    }

    /// The audiences that are laid over each other, in the order of their priority: those chosen,
    /// else the first few.
    pub fn overlapped(&self) -> Vec<u64> {
        let all = self.project().by_priority().map(|s| s.audience.id);
        let chosen = self.session.overlap_of.as_ref();
        let shown = all.filter(|id| chosen.is_none_or(|chosen| chosen.contains(id)));
        let most = if chosen.is_some() { MOST_OVERLAPPED } else { 4 };
        let known = |id: &u64| {
            let saved = self.project().audience(*id);
            chosen.is_some()
                || saved.is_some_and(|s| self.session.audiences.people(&s.audience).is_some())
        };
        shown.filter(known).take(most).collect()
    }

    /// How many people of an audience are kept out of its lists, being in one that comes before.
    pub fn kept_out(&self, id: u64) -> usize {
        let Ok(Some(taken)) = self.taken(id) else { return 0 };
        let Some(saved) = self.project().audience(id) else { return 0 };
        let people: Option<Arc<PeopleSet>> = self.session.audiences.people(&saved.audience);
        people.map_or(0, |people| people.len() - people.without(&taken))
    }
}
