//! What audiences need workers for: their people, what sets them apart, counts of values, what a
//! campaign suggests, and writing their lists. The newest request wins; the last result stays.
//!
//! [`AudienceWork::keep`] compares what is decided with what was asked for and starts what is
//! missing; screens only read.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use crate::app::Dataset;
use crate::app::tasks::exclusions::{Other, others};
use crate::app::tasks::found::Found;
use crate::app::tasks::summary::AudienceSummary;
use crate::audience::{
    Audience, Breakdown, BreakdownBy, Campaign, Computed, Eligibility, Exclusion, PeopleSet, Size,
    Status, Suggested, Summary,
};
use crate::base::progress::Stopped;
use crate::base::words::now;
use crate::history::{History, ValueStats};
use crate::import::Options;
use crate::jobs::{Latest, Task};
use crate::model::{Reason, Target};
use crate::people::TraitCounts;
use crate::project::Project;
use crate::workflow::{self, AudienceError, Ready, SuppressionFiles};

/// At most so many audiences that are not on the screen are computed at once.
const IN_BACKGROUND: usize = 1;
/// Number of recently shown audiences whose full ranking stays in memory; the others keep only their
/// summary.
const KEPT_WHOLE: usize = 3;

/// What sets the best `people` of one result apart.
#[derive(Debug, Clone)]
pub struct Insight {
    /// How many people.
    pub people: usize,
    /// What sets them apart, the strongest first.
    pub reasons: Vec<Reason>,
    of: Computed,
}

/// How the best `people` of one result split.
#[derive(Debug, Clone)]
pub struct Splitting {
    /// By what.
    pub by: BreakdownBy,
    /// How many people.
    pub people: usize,
    /// The parts.
    pub split: Breakdown,
    of: Computed,
}

/// The work on one audience.
#[derive(Debug, Default)]
pub struct Entry {
    /// Its people.
    pub found: Latest<Found, AudienceError>,
    /// What sets them apart.
    pub insight: Latest<Insight>,
    split: Latest<Splitting>,
    split_by: Option<BreakdownBy>,
    asked: Option<Question>,
    /// The audiences that it leaves out, as they are now; `None` while they are computed.
    others: Option<Vec<Other>>,
    /// Why it cannot be computed at all.
    blocked: Option<String>,
    cancelled: bool,
    /// What stays of it, and what that answers.
    summary: Option<(Question, Size, AudienceSummary)>,
    /// Whether that is what is defined now.
    summary_fresh: bool,
}

/// What was last asked for: nothing else needs an answer anew.
#[derive(Debug, Clone, PartialEq)]
struct Question {
    past: usize,
    target: Target,
    horizon_days: Option<u32>,
    who: Eligibility,
    others: Vec<Other>,
}

impl Question {
    fn new(past: &Arc<Dataset>, audience: &Audience, others: &[Other]) -> Self {
        Self {
            past: Arc::as_ptr(past).addr(),
            target: audience.target.clone(),
            horizon_days: audience.horizon_days,
            who: audience.eligibility.clone(),
            others: others.to_vec(),
        }
    }
}

/// What a campaign filled in, as long as the window is open.
#[derive(Debug, Clone)]
pub struct SuggestionNote {
    /// The campaign.
    pub campaign: Campaign,
    /// What it chose.
    pub target: Target,
    /// What it did and why.
    pub sentence: String,
    /// What it could not find.
    pub questions: Vec<String>,
}

/// How often values occur.
#[derive(Debug)]
struct Counts {
    columns: Vec<ValueStats>,
    traits: Vec<TraitCounts>,
}

/// See the module documentation.
#[derive(Debug, Default)]
pub struct AudienceWork {
    past: Option<Arc<Dataset>>,
    stats: Latest<Arc<Counts>, Stopped>,
    entries: BTreeMap<u64, Entry>,
    told: BTreeMap<u64, SuggestionNote>,
    files: SuppressionFiles,
    /// Audiences that were on the screen, the last one first.
    recent: Vec<u64>,
    /// Audiences to compute before others and to keep whole.
    pub(crate) held: BTreeSet<u64>,
    suggesting: BTreeMap<u64, (Campaign, Option<Task<Suggested, Infallible>>)>,
}

impl AudienceWork {
    /// The work on an audience.
    pub fn entry(&self, id: u64) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// Counts of every column's values, once they are there.
    pub fn stats(&self) -> Option<&[ValueStats]> {
        self.stats.value().map(|s| s.columns.as_slice())
    }

    /// Counts of every trait's values, once they are there.
    pub fn traits(&self) -> Option<&[TraitCounts]> {
        self.stats.value().map(|s| s.traits.as_slice())
    }

    /// What the campaign of an audience filled in.
    pub fn told(&self, id: u64) -> Option<&SuggestionNote> {
        self.told.get(&id)
    }

    /// Whether a campaign is being filled in for an audience.
    pub fn suggesting(&self, id: u64) -> bool {
        self.suggesting.contains_key(&id)
    }

    /// An audience's people, where they are known and what is defined now.
    pub fn current(&self, audience: &Audience) -> Option<&Found> {
        let entry = self.entries.get(&audience.id)?;
        let found = entry.found.value()?;
        let fresh = self.past.as_ref().is_some_and(|p| Arc::ptr_eq(p, &found.past));
        let same_others = entry.others.as_ref() == Some(&found.others);
        (fresh && same_others && found.computed.answers(audience)).then_some(found)
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
        if self.suggesting(audience.id) {
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
            return Status::Failed(why.clone());
        }
        if let Some(failure) = entry.and_then(|e| e.found.failure()) {
            return Status::Failed(failure.to_owned());
        }
        if self.past.is_none() {
            return Status::NeedsData(
                "Everyone's past is not there yet. Save the catalog to build it.".into(),
            );
        }
        if entry.is_some_and(|e| e.cancelled) {
            return Status::Failed("Cancelled. Refresh it to compute it again.".into());
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

    /// Splits an audience by a trait or a column.
    pub fn split_by(&mut self, id: u64, by: BreakdownBy) {
        self.entries.entry(id).or_default().split_by = Some(by);
    }

    /// Fills an audience in for a campaign; see [`AudienceWork::suggested`].
    pub fn suggest(&mut self, id: u64, campaign: Campaign) {
        self.told.remove(&id);
        self.suggesting.insert(id, (campaign, None));
    }

    /// What campaigns have filled in since the last call, by audience.
    pub fn suggested(&mut self) -> Vec<(u64, Suggested)> {
        let mut done = Vec::new();
        self.suggesting.retain(|&id, (campaign, task)| match task.as_ref().and_then(Task::poll) {
            None => true,
            Some(Ok(suggested)) => {
                let told = SuggestionNote {
                    campaign: *campaign,
                    target: suggested.audience.target.clone(),
                    sentence: suggested.sentence.clone(),
                    questions: suggested.questions.clone(),
                };
                self.told.insert(id, told);
                done.push((id, suggested));
                false
            }
            Some(Err(_)) => false,
        });
        done
    }

    /// Takes in what has arrived and starts what is missing. `open` is the audience on the screen;
    /// `wake` is called from workers when there is something to take in.
    pub fn keep<W>(
        &mut self,
        project: &Project,
        past: Option<&Arc<Dataset>>,
        open: Option<u64>,
        wake: &W,
    ) where
        W: Fn() + Clone + Send + 'static,
    {
        self.follow(past, wake);
        self.stats.poll();
        for entry in self.entries.values_mut() {
            entry.found.poll();
            entry.insight.poll();
            entry.split.poll();
        }
        self.entries.retain(|id, _| project.audience(*id).is_some());
        let Some(past) = self.past.clone() else { return };
        self.start_suggestions(&past, wake);
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
                let question = Question::new(&past, audience, others);
                let summary = entry.summary.as_ref();
                entry.summary_fresh =
                    summary.is_some_and(|b| b.0 == question && b.1 == audience.size);
                let urgent = urgent.contains(&audience.id);
                if entry.asked.as_ref() != Some(&question)
                    && (urgent || (busy < IN_BACKGROUND && !entry.summary_fresh))
                {
                    let work = Work {
                        past: past.clone(),
                        audience: audience.clone(),
                        others: others.clone(),
                        files: self.files.clone(),
                        options: project.options.clone(),
                    };
                    entry.asked = Some(question);
                    entry.cancelled = false;
                    let earlier = entry.found.value().or(near.as_ref());
                    entry.found.start(work.start(earlier, wake.clone()));
                    busy += 1;
                }
            }
            if open == Some(audience.id) {
                entry.explain(audience, wake);
                if let Some(counts) = self.stats.value() {
                    entry.part(audience, counts, wake);
                }
            }
        }
        self.keep_summaries(&all, open, &urgent);
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
    fn keep_summaries(&mut self, all: &[&Audience], open: Option<u64>, urgent: &[u64]) {
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
            if let (Some(summary), Some(question)) = (made, entry.asked.clone()) {
                entry.summary = Some((question, audience.size, summary));
                entry.summary_fresh = true;
            }
            let idle = entry.found.value().is_some() && entry.found.running().is_none();
            if entry.summary_fresh && idle && !whole {
                let (summary, others) = (entry.summary.take(), entry.others.take());
                *entry = Entry { summary, others, summary_fresh: true, ..Entry::default() };
            }
        }
    }

    fn follow<W: Fn() + Clone + Send + 'static>(&mut self, past: Option<&Arc<Dataset>>, wake: &W) {
        let same = match (&self.past, past) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        if same {
            return;
        }
        self.past = past.cloned();
        self.stats.clear();
        self.files.clear();
        if let Some(past) = past.cloned() {
            let columns = past.ready.history.columns.len();
            let task = Task::spawn("Counting values", wake.clone(), move |progress| {
                let Ready { history, traits, .. } = &past.ready;
                let mut stats = Vec::with_capacity(columns);
                for column in 0..columns {
                    progress.check()?;
                    stats.push(ValueStats::of(history, column));
                }
                let traits = traits.counts(&history.people);
                Ok(Arc::new(Counts { columns: stats, traits }))
            });
            self.stats.start(task);
        }
    }

    fn start_suggestions<W: Fn() + Clone + Send + 'static>(
        &mut self,
        past: &Arc<Dataset>,
        wake: &W,
    ) {
        let Some(stats) = self.stats.value() else { return };
        for (campaign, task) in self.suggesting.values_mut().filter(|(_, task)| task.is_none()) {
            let (campaign, past, stats) = (*campaign, past.clone(), stats.clone());
            let work = move |_: &_| Ok(campaign.suggest(&past.ready.history, &stats.columns));
            *task = Some(Task::spawn(campaign.name(), wake.clone(), work));
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
    past: Arc<Dataset>,
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
        let earlier = earlier.filter(|e| Arc::ptr_eq(&e.past, &self.past));
        let earlier = earlier.map(|e| e.computed.clone());
        let label = format!("Computing {}", self.audience.name);
        Task::spawn(label, wake, move |progress| {
            let Self { past, audience, others, files, options } = self;
            let ready = &past.ready;
            let mut exclusions = files.of(ready, &audience, &options, progress)?;
            exclusions.extend(others.iter().map(|other| Arc::new(other.exclusion())));
            let earlier = earlier.as_ref();
            let computed =
                workflow::recompute(ready, &exclusions, &audience, None, earlier, progress)?;
            Ok(Found { past, computed, at: now(), others })
        })
    }
}

impl Entry {
    /// Starts to look what sets the people apart, one look at a time.
    fn explain<W: Fn() + Clone + Send + 'static>(&mut self, audience: &Audience, wake: &W) {
        let Some(found) = self.found.value() else { return };
        let people = found.computed.summary(audience).people;
        let known = self.insight.value().is_some_and(|i| {
            i.people == people && Arc::ptr_eq(&i.of.ranking, &found.computed.ranking)
        });
        if known || self.insight.running().is_some() {
            return;
        }
        let found = found.clone();
        self.insight.start(Task::spawn("Describing the audience", wake.clone(), move |_| {
            let reasons = found.computed.insight(found.history(), people);
            Ok(Insight { people, reasons, of: found.computed })
        }));
    }

    /// How it splits; the last answer while another one is worked out.
    pub fn split(&self) -> Option<&Splitting> {
        self.split.value()
    }

    /// Starts to split the people by what was chosen, else by what says most at first sight.
    fn part<W: Fn() + Clone + Send + 'static>(
        &mut self,
        audience: &Audience,
        counts: &Counts,
        wake: &W,
    ) {
        let Some(found) = self.found.value() else { return };
        let by = self.split_by.clone().or_else(|| counts.telling(found.history()));
        let Some(by) = by else { return };
        let people = found.computed.summary(audience).people;
        let known = self.split.value().is_some_and(|s| {
            s.by == by && s.people == people && Arc::ptr_eq(&s.of.ranking, &found.computed.ranking)
        });
        if known || self.split.running().is_some() {
            return;
        }
        let found = found.clone();
        self.split.start(Task::spawn("Splitting the audience", wake.clone(), move |progress| {
            let Ready { history, traits, .. } = &found.past.ready;
            let split = Breakdown::of(history, traits, &found.computed, people, &by, progress)
                .map_err(|e| e.to_string())?;
            Ok(Splitting { by, people, split, of: found.computed })
        }));
    }
}

impl Counts {
    /// A trait, else a column, with few enough values to be read at a glance.
    fn telling(&self, history: &History) -> Option<BreakdownBy> {
        let few = 2..=30;
        let of_trait = self.traits.iter().find(|t| few.contains(&t.values.len()));
        let column = || history.columns.iter().find(|c| few.contains(&c.values.len()));
        of_trait
            .map(|t| BreakdownBy::Trait(t.name.clone()))
            .or_else(|| column().map(|c| BreakdownBy::Column(c.name.clone())))
    }
}
