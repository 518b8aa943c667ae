//! The audiences' people, computed on workers: the audience on the screen first, then what it leaves
//! out, then the others one by one. The newest request wins; the last result stays.
//!
//! [`AudienceWork::reconcile`] compares what is decided with what was asked for and starts what is
//! missing; screens only read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::app::Dataset;
use crate::app::tasks::counts::Counts;
use crate::app::tasks::exclusions::{Blocked, Other, others};
use crate::app::tasks::found::Found;
use crate::app::tasks::insight::Insights;
use crate::app::tasks::people_order::PeopleOrder;
use crate::app::tasks::suggestions::Suggestions;
use crate::app::tasks::summary::AudienceSummary;
use crate::audience::{
    Audience, BreakdownBy, Eligibility, Exclusion, PeopleSet, Size, Status, Summary,
};
use crate::base::language::{message, t};
use crate::base::progress::Stopped;
use crate::base::words::now;
use crate::history::{Seconds, ValueStats, to_clock};
use crate::import::Options;
use crate::jobs::{Latest, Task};
use crate::model::Target;
use crate::people::TraitCounts;
use crate::project::Project;
use crate::workflow::{self, AudienceError, SuppressionFiles};

/// At most so many audiences that are not on the screen are computed at once.
const IN_BACKGROUND: usize = 1;
/// Number of recently shown audiences whose full ranking stays in memory; the others keep only their
/// summary.
const KEPT_WHOLE: usize = 3;

/// The work on one audience.
#[derive(Debug, Default)]
pub struct Entry {
    /// Its people.
    pub found: Latest<Found, AudienceError>,
    /// What its people have in common.
    pub insights: Insights,
    asked: Option<Definition>,
    /// The audiences that it leaves out, as they are now; `None` while they are computed.
    others: Option<Vec<Other>>,
    /// Why it cannot be computed at all.
    blocked: Option<Blocked>,
    cancelled: bool,
    /// What stays of it, and what that answers.
    summary: Option<(Definition, Size, AudienceSummary)>,
    /// Whether that is what is defined now.
    summary_fresh: bool,
}

/// All that an audience's ranking depends on: as long as it is the same, nothing is computed anew.
#[derive(Debug, Clone, PartialEq)]
struct Definition {
    /// The dataset, by its address.
    dataset: usize,
    as_of: Option<Seconds>,
    target: Target,
    horizon_days: Option<u32>,
    eligibility: Eligibility,
    others: Vec<Other>,
}

impl Definition {
    fn new(
        dataset: &Arc<Dataset>,
        as_of: Option<Seconds>,
        audience: &Audience,
        others: &[Other],
    ) -> Self {
        Self {
            dataset: Arc::as_ptr(dataset).addr(),
            as_of,
            target: audience.target.clone(),
            horizon_days: audience.horizon_days,
            eligibility: audience.eligibility.clone(),
            others: others.to_vec(),
        }
    }
}

/// See the module documentation.
#[derive(Debug, Default)]
pub struct AudienceWork {
    dataset: Option<Arc<Dataset>>,
    /// Only events before this are used; `None`: up to the end of the data.
    as_of: Option<Seconds>,
    counts: Latest<Arc<Counts>, Stopped>,
    entries: BTreeMap<u64, Entry>,
    /// What campaigns fill in.
    pub suggestions: Suggestions,
    files: SuppressionFiles,
    /// Whether everyone's past is being read.
    pub(crate) reading: bool,
    /// Audiences that were on the screen, the last one first.
    recent: Vec<u64>,
    /// Audiences to compute before others and to keep whole.
    pub(crate) held: BTreeSet<u64>,
}

impl AudienceWork {
    /// The work on an audience.
    pub fn entry(&self, id: u64) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// Counts of every column's values, once they are there.
    pub fn stats(&self) -> Option<&[ValueStats]> {
        self.counts.value().map(|c| c.columns.as_slice())
    }

    /// Counts of every trait's values, once they are there.
    pub fn traits(&self) -> Option<&[TraitCounts]> {
        self.counts.value().map(|c| c.traits.as_slice())
    }

    /// An audience's people, where they are known and what is defined now.
    pub fn current(&self, audience: &Audience) -> Option<&Found> {
        let entry = self.entries.get(&audience.id)?;
        let found = entry.found.value()?;
        let fresh = self.dataset.as_ref().is_some_and(|d| Arc::ptr_eq(d, &found.past));
        let same_others = entry.others.as_ref() == Some(&found.others);
        let same_time = found.computed.as_of() == self.as_of;
        (fresh && same_others && same_time && found.computed.answers(audience)).then_some(found)
    }

    /// What is kept of an audience that is not on the screen, where it is what is defined now.
    pub fn summary(&self, audience: &Audience) -> Option<&AudienceSummary> {
        let entry = self.entries.get(&audience.id).filter(|e| e.summary_fresh)?;
        let (_, size, summary) = entry.summary.as_ref()?;
        (*size == audience.size).then_some(summary)
    }

    /// What an audience means at its size, and when that was found.
    pub fn meaning(&self, audience: &Audience) -> Option<(Summary, i64)> {
        let whole = self.current(audience).map(|f| (f.computed.summary(audience), f.at));
        whole.or_else(|| self.summary(audience).map(|b| (b.summary, b.at)))
    }

    /// Who is in an audience, where that is known.
    pub fn people(&self, audience: &Audience) -> Option<Arc<PeopleSet>> {
        if let Some(summary) = self.summary(audience) {
            return Some(summary.people.clone());
        }
        let found = self.current(audience)?;
        Some(Arc::new(workflow::set(&found.computed, audience)))
    }

    /// Who is in an audience, and the suppression files by which that was found.
    pub fn members(&self, audience: &Audience) -> Option<Exclusion> {
        if let Some(summary) = self.summary(audience) {
            return Some(Exclusion {
                people: PeopleSet::clone(&summary.people),
                found_by: summary.found_by.clone(),
                note: None,
                ..Exclusion::nobody(audience.id, Some(&audience.name))
            });
        }
        Some(self.current(audience)?.computed.members(audience))
    }

    /// Whether an audience will be known in a while.
    pub fn is_computing(&self, audience: &Audience) -> bool {
        matches!(self.status(audience), Status::Computing(_))
    }

    /// Where an audience stands.
    pub fn status(&self, audience: &Audience) -> Status {
        if self.suggestions.is_under_way(audience.id) {
            return Status::Computing(None);
        }
        if !audience.has_target() {
            return Status::Draft;
        }
        if let Some(found) = self.current(audience) {
            return found.computed.status(audience);
        }
        if let Some(summary) = self.summary(audience) {
            return summary.status.clone();
        }
        let entry = self.entries.get(&audience.id);
        if let Some(why) = entry.and_then(|e| e.blocked.as_ref()) {
            return Status::Failed(why.to_string());
        }
        if let Some(failure) = entry.and_then(|e| e.found.failure()) {
            return Status::Failed(failure.to_owned());
        }
        if self.dataset.is_none() && self.reading {
            return Status::Computing(None);
        }
        if self.dataset.is_none() {
            return Status::NeedsData(message!("tasks-no-catalog"));
        }
        if entry.is_some_and(|e| e.cancelled) {
            return Status::Failed(t!("tasks-cancelled").into());
        }
        let running = entry.and_then(|e| e.found.running());
        Status::Computing(running.and_then(|t| t.progress()).and_then(|p| p.share()))
    }

    /// Audiences that are being computed.
    pub fn running(&self) -> impl Iterator<Item = (u64, &Task<Found, AudienceError>)> {
        self.entries.iter().filter_map(|(id, entry)| Some((*id, entry.found.running()?)))
    }

    /// Cancels the computation of an audience; what was found before stays.
    pub fn cancel(&mut self, id: u64) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.found.cancel();
            entry.cancelled = true;
        }
    }

    /// Computes an audience anew even though nothing changed; suppression files are read anew.
    pub fn refresh(&mut self, id: u64) {
        self.files.clear();
        self.entries.remove(&id);
    }

    /// Puts an audience's people in another order than best first.
    pub fn order(&mut self, id: u64, order: PeopleOrder) {
        self.entries.entry(id).or_default().insights.orders.ask(order);
    }

    /// Reads the past of a person.
    pub fn recall(&mut self, id: u64, person: u32) {
        self.entries.entry(id).or_default().insights.pasts.ask(person);
    }

    /// Splits an audience by a trait or a column.
    pub fn split_by(&mut self, id: u64, by: BreakdownBy) {
        self.entries.entry(id).or_default().insights.split_by(by);
    }

    /// Takes in what has arrived and starts what is missing. `open` is the audience on the screen;
    /// `wake` is called from workers when there is something to take in.
    pub fn reconcile<W>(
        &mut self,
        project: &Project,
        dataset: Option<&Arc<Dataset>>,
        open: Option<u64>,
        wake: &W,
    ) where
        W: Fn() + Clone + Send + 'static,
    {
        self.follow(dataset, wake);
        self.as_of = project.as_of.map(to_clock);
        self.counts.poll();
        for entry in self.entries.values_mut() {
            entry.found.poll();
            entry.insights.poll();
        }
        self.entries.retain(|id, _| project.audience(*id).is_some());
        let Some(dataset) = self.dataset.clone() else { return };
        if let Some(counts) = self.counts.value() {
            self.suggestions.start(&dataset, counts, wake);
        }
        let mut busy = self.entries.values().filter(|e| e.found.running().is_some()).count();
        let all: Vec<&Audience> = project.audiences.iter().map(|s| &s.audience).collect();
        let mut urgent = needed(&all, open);
        urgent.extend(&self.held);
        let mut order = all.clone();
        order.sort_by_key(|a| !urgent.contains(&a.id));
        for audience in order.into_iter().filter(|a| a.has_target()) {
            let others = others(&all, audience, |other| {
                (self.status(other), self.current(other).map(|f| f.computed.clone()))
            });
            let near = self.near(audience.id);
            let entry = self.entries.entry(audience.id).or_default();
            (entry.others, entry.blocked) = match others {
                Ok(others) => (others, None),
                Err(why) => (None, Some(why)),
            };
            entry.summary_fresh = false;
            if let Some(others) = &entry.others {
                let definition = Definition::new(&dataset, self.as_of, audience, others);
                let summary = entry.summary.as_ref();
                entry.summary_fresh =
                    summary.is_some_and(|s| s.0 == definition && s.1 == audience.size);
                let urgent = urgent.contains(&audience.id);
                if entry.asked.as_ref() != Some(&definition)
                    && (urgent || (busy < IN_BACKGROUND && !entry.summary_fresh))
                {
                    let work = Work {
                        dataset: dataset.clone(),
                        as_of: self.as_of,
                        audience: audience.clone(),
                        others: others.clone(),
                        files: self.files.clone(),
                        options: project.options.clone(),
                    };
                    entry.asked = Some(definition);
                    entry.cancelled = false;
                    let earlier = entry.found.value().or(near.as_ref());
                    entry.found.start(work.start(earlier, wake.clone()));
                    busy += 1;
                }
            }
            if open == Some(audience.id)
                && let Some(found) = entry.found.value()
            {
                entry.insights.describe(found, audience, wake);
                let people = found.computed.summary(audience).people;
                entry.insights.orders.start(found, people, wake);
                entry.insights.pasts.start(found, audience, wake);
                if let Some(counts) = self.counts.value() {
                    entry.insights.divide(found, audience, counts, wake);
                }
            }
        }
        self.summarise(&all, open, &urgent);
    }

    /// For an audience that has nothing of its own yet, people of another one that was on the screen
    /// lately: what does not depend on the target need not be found again.
    fn near(&self, id: u64) -> Option<Found> {
        let bare = |e: &Entry| {
            e.found.value().is_none() && e.found.running().is_none() && !e.summary_fresh
        };
        let first = self.entries.get(&id).is_none_or(bare);
        let mut lately = self.recent.iter().filter(|_| first);
        lately.find_map(|other| self.entries.get(other)?.found.value().cloned())
    }

    /// Makes what stays of audiences that are not on the screen, and forgets the rest of them.
    fn summarise(&mut self, all: &[&Audience], open: Option<u64>, urgent: &[u64]) {
        if let Some(open) = open {
            self.recent.retain(|id| *id != open);
            self.recent.insert(0, open);
            self.recent.truncate(KEPT_WHOLE);
        }
        for audience in all.iter().filter(|a| open != Some(a.id)) {
            let fresh = self.summary(audience).is_some();
            let made = (!fresh).then(|| self.current(audience)).flatten();
            let made = made.map(|found| AudienceSummary::new(found, audience));
            let excluded = all.iter().any(|a| a.eligibility.not_in.contains(&audience.id));
            let whole =
                excluded || urgent.contains(&audience.id) || self.recent.contains(&audience.id);
            let Some(entry) = self.entries.get_mut(&audience.id) else { continue };
            if let (Some(summary), Some(definition)) = (made, entry.asked.clone()) {
                entry.summary = Some((definition, audience.size, summary));
                entry.summary_fresh = true;
            }
            let idle = entry.found.value().is_some() && entry.found.running().is_none();
            if entry.summary_fresh && idle && !whole {
                let (summary, others) = (entry.summary.take(), entry.others.take());
                *entry = Entry { summary, others, summary_fresh: true, ..Entry::default() };
            }
        }
    }

    /// Turns to the dataset that is there now; what was found in another one is out of date.
    fn follow<W: Fn() + Clone + Send + 'static>(
        &mut self,
        dataset: Option<&Arc<Dataset>>,
        wake: &W,
    ) {
        if self.dataset.as_ref().map(Arc::as_ptr) == dataset.map(Arc::as_ptr) {
            return;
        }
        self.dataset = dataset.cloned();
        self.counts.clear();
        self.files.clear();
        if let Some(dataset) = dataset.cloned() {
            let count = move |progress: &_| Counts::of(&dataset, progress);
            self.counts.start(Task::spawn(message!("tasks-counting-values"), wake.clone(), count));
        }
    }
}

/// The audience on the screen and those that it leaves out, directly or not.
fn needed(all: &[&Audience], open: Option<u64>) -> Vec<u64> {
    let mut needed: Vec<u64> = open.into_iter().collect();
    let mut place = 0;
    while let Some(&id) = needed.get(place) {
        let audience = all.iter().find(|a| a.id == id);
        let next = audience.map_or(&[][..], |a| &a.eligibility.not_in);
        let new: Vec<u64> = next.iter().copied().filter(|n| !needed.contains(n)).collect();
        needed.extend(new);
        place += 1;
    }
    needed
}

/// What a worker needs to compute an audience.
struct Work {
    dataset: Arc<Dataset>,
    as_of: Option<Seconds>,
    audience: Audience,
    others: Vec<Other>,
    files: SuppressionFiles,
    options: Options,
}

impl Work {
    fn start(
        self,
        earlier: Option<&Found>,
        wake: impl FnOnce() + Send + 'static,
    ) -> Task<Found, AudienceError> {
        let earlier = earlier.filter(|e| Arc::ptr_eq(&e.past, &self.dataset));
        let earlier = earlier.map(|e| e.computed.clone());
        let label = message!("tasks-computing", audience = self.audience.name.as_str());
        Task::spawn(label, wake, move |progress| {
            let Self { dataset, as_of, audience, others, files, options } = self;
            let ready = &dataset.ready;
            let mut exclusions = files.of(ready, &audience, &options, progress)?;
            exclusions.extend(others.iter().map(|other| Arc::new(other.exclusion())));
            let earlier = earlier.as_ref();
            let computed =
                workflow::recompute(ready, &exclusions, &audience, as_of, earlier, progress)?;
            Ok(Found { past: dataset, computed, at: now(), others })
        })
    }
}
