//! Lists of audiences: what each destination's file would hold, and writing them, on workers.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::tasks::found::Found;
use crate::audience::{Audience, Computed, PeopleSet};
use crate::base::language::{Language, message};
use crate::base::progress::Stopped;
use crate::export::{Choice, Consent, Coverage, DESTINATIONS, DayOrder, Destination, ExportError};
use crate::jobs::{Latest, Task};
use crate::model::Recommend;
use crate::project::{Lists, Saved};
use crate::workflow::{self, AudiencePeople, ListsError, ListsMade, Making, Turn, country};

/// What a destination's file would hold, by its key, or why there cannot be one.
pub type Coverages = BTreeMap<String, Result<Coverage, Arc<ExportError>>>;

/// What was counted for: other answers need counting anew.
#[derive(Debug, Clone)]
struct Counted {
    computed: Computed,
    people: usize,
    control: f64,
    /// It may be in a column.
    name: String,
    recommend: Option<Recommend>,
    country: String,
    day_order: Option<DayOrder>,
    consent: Option<Consent>,
    choices: BTreeMap<String, Choice>,
    /// The chosen lists, where a control group is drawn among those whom they reach.
    drawn_by: Vec<Choice>,
    taken: Option<PeopleSet>,
    /// The language of its warnings.
    language: Language,
}

impl Counted {
    fn new(saved: &Saved, own: &[Destination], found: &Found, taken: Option<PeopleSet>) -> Self {
        let keys = DESTINATIONS.iter().chain(own).map(|d| &d.key);
        Self {
            computed: found.computed.clone(),
            people: found.computed.summary(&saved.audience).people,
            control: saved.audience.control_percent,
            name: saved.audience.name.clone(),
            recommend: saved.audience.recommend.clone(),
            country: country(&saved.lists),
            day_order: saved.lists.day_order,
            consent: workflow::consent_filter(&found.past.ready, &saved.lists).consent,
            choices: keys
                .filter_map(|key| Some((key.clone(), choice(&saved.lists, own, key)?)))
                .collect(),
            drawn_by: match saved.audience.control_percent > 0.0 {
                true => workflow::chosen(&saved.lists),
                false => Vec::new(),
            },
            taken,
            language: Language::current(),
        }
    }

    /// Whether all but the choices is the same.
    fn same_people(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.computed.ranking, &other.computed.ranking)
            && self.people == other.people
            && (self.control - other.control).abs() < 1e-9
            && self.name == other.name
            && self.recommend == other.recommend
            && self.country == other.country
            && self.day_order == other.day_order
            && self.consent == other.consent
            && self.drawn_by == other.drawn_by
            && self.taken == other.taken
            && self.language == other.language
    }
}

/// The work on lists: what is counted for the audience on the screen, and what is written for any.
#[derive(Debug, Default)]
pub struct ListWork {
    coverage: Latest<Coverages, Stopped>,
    counted: Option<Counted>,
    of: u64,
    /// Lists written last, or being written, by audience.
    writing: BTreeMap<u64, Latest<ListsMade, ListsError>>,
    /// What they were, or are, written of.
    written_of: BTreeMap<u64, WrittenOf>,
}

/// What lists are written of: why they could not be is said as long as it is this.
#[derive(Debug, Clone)]
struct WrittenOf {
    audience: Audience,
    lists: Lists,
    folder: PathBuf,
    computed: Computed,
}

impl WrittenOf {
    fn new(saved: &Saved, found: &Found, folder: PathBuf) -> Self {
        let (audience, lists) = (saved.audience.clone(), saved.lists.clone());
        Self { audience, lists, folder, computed: found.computed.clone() }
    }

    /// Whether the same lists are asked for.
    fn same_lists(&self, other: &Self) -> bool {
        self.audience == other.audience && self.lists == other.lists && self.folder == other.folder
    }

    /// Whether it is about the same people.
    fn same_people(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.computed.ranking, &other.computed.ranking)
    }
}

/// The destination as chosen, or as it is offered first. `own`: the person's own destinations.
pub fn choice(lists: &Lists, own: &[Destination], key: &str) -> Option<Choice> {
    let chosen = lists.choices.iter().find(|c| c.destination.key == key);
    let offered = || DESTINATIONS.iter().chain(own).find(|d| d.key == key).map(Choice::of);
    chosen.cloned().or_else(offered)
}

impl ListWork {
    /// What each destination's file would hold; the last known while it is counted anew.
    pub fn coverage(&self, id: u64) -> Option<&Coverages> {
        self.coverage.value().filter(|_| self.of == id)
    }

    /// Number of people whom the control group holds out of these lists, where just these were counted.
    pub fn held(&self, saved: &Saved, found: &Found) -> Option<u64> {
        let counted = self.counted.as_ref().filter(|counted| {
            Arc::ptr_eq(&counted.computed.ranking, &found.computed.ranking)
                && counted.people == found.computed.summary(&saved.audience).people
                && (counted.control - saved.audience.control_percent).abs() < 1e-9
                && counted.drawn_by == workflow::chosen(&saved.lists)
        });
        let coverage = self.coverage(saved.audience.id).filter(|_| counted.is_some());
        let chosen = saved.lists.choices.iter().filter_map(|c| coverage?.get(&c.destination.key));
        let held = chosen.filter_map(|told| Some(told.as_ref().ok()?.control)).max();
        held.filter(|_| !self.counting())
    }

    /// Whether it is being counted.
    pub fn counting(&self) -> bool {
        self.coverage.running().is_some()
    }

    /// The lists of an audience written last, or being written.
    pub fn writing(&self, id: u64) -> Option<&Latest<ListsMade, ListsError>> {
        self.writing.get(&id)
    }

    /// Lists that are being written, with the numbers of their audiences.
    pub fn running(&self) -> impl Iterator<Item = (u64, &Task<ListsMade, ListsError>)> {
        self.writing.iter().filter_map(|(id, writing)| Some((*id, writing.running()?)))
    }

    /// Stops writing an audience's lists; nothing half is left.
    pub fn cancel(&mut self, id: u64) {
        if let Some(writing) = self.writing.get_mut(&id) {
            writing.cancel();
        }
    }

    /// Takes in what has arrived; gives what was written just now, by audience, and the numbers of
    /// audiences whose people have to be found anew before others' lists can be written.
    pub fn poll(&mut self) -> (Vec<(u64, ListsMade)>, Vec<u64>) {
        self.coverage.poll();
        let (mut done, mut outdated) = (Vec::new(), Vec::new());
        for (id, writing) in self.writing.iter_mut() {
            if !writing.poll() {
                continue;
            }
            if let Some(ListsError::Outdated { id, .. }) = writing.error() {
                outdated.push(*id);
            } else if writing.failure().is_none()
                && let Some(made) = writing.value()
            {
                done.push((*id, made.clone()));
            }
        }
        (done, outdated)
    }

    /// Counts what is not counted yet, for the audience on the screen. `own`: the person's own
    /// destinations.
    pub fn reconcile(
        &mut self,
        saved: &Saved,
        own: &[Destination],
        found: &Found,
        taken: Option<PeopleSet>,
        wake: impl FnOnce() + Send + 'static,
    ) {
        self.look_at(saved.audience.id);
        let wanted = Counted::new(saved, own, found, taken.clone());
        let before = self.counted.as_ref().filter(|c| c.same_people(&wanted));
        if before.is_some_and(|c| c.choices == wanted.choices) {
            return;
        }
        // What was counted for the same choice stands, unless the counting never ended.
        let settled = self.coverage.running().is_none();
        let known = self.coverage.value().zip(before).filter(|_| settled);
        let mut all = known.map(|(all, _)| all.clone()).unwrap_or_default();
        all.retain(|key, _| {
            known.is_some_and(|(_, c)| c.choices.get(key) == wanted.choices.get(key))
        });
        let choices = wanted.choices.clone();
        self.counted = Some(wanted);
        let (past, computed, saved) = (found.past.clone(), found.computed.clone(), saved.clone());
        let task = Task::spawn(message!("tasks-identifiers"), wake, move |progress| {
            let ready = &past.ready;
            let settings = workflow::list_settings(&saved, ready, &computed);
            let taken = taken.unwrap_or_default();
            let people = AudiencePeople::free(ready, &computed, &saved.audience, &taken, progress)?;
            // Where a chosen list cannot be written, that is told beside it; nobody is held out.
            let chosen = workflow::chosen(&saved.lists);
            let drawn = people.clone().with_control(&chosen, &settings, progress);
            progress.check()?;
            let people = drawn.unwrap_or(people);
            // As it is when lists are written; why something cannot be worked out is told then.
            let counted = choices.iter().filter(|(key, _)| !all.contains_key(*key));
            let counted: Vec<Choice> = counted.map(|(_, choice)| choice.clone()).collect();
            let whole = people.clone().with_all_for(&counted, progress);
            progress.check()?;
            let people = whole.unwrap_or(people);
            for (key, choice) in choices {
                if let Entry::Vacant(place) = all.entry(key) {
                    let counted = workflow::count(&people, &choice, &settings, progress);
                    progress.check()?;
                    place.insert(counted.map_err(Arc::new));
                }
            }
            Ok(all)
        });
        self.coverage.start(task);
    }

    /// Why lists could not be written is no longer said once they would be others, of other people or
    /// go elsewhere: it may be over.
    pub fn forget_old_failure(&mut self, saved: &Saved, found: &Found, folder: PathBuf) {
        let id = saved.audience.id;
        let (Some(writing), Some(of)) = (self.writing.get_mut(&id), self.written_of.get(&id))
        else {
            return;
        };
        let now = WrittenOf::new(saved, found, folder);
        // Where others have to be found first, that is under way: other people are no answer to it.
        let others_first = matches!(writing.error(), Some(ListsError::Outdated { .. }));
        let same = of.same_lists(&now) && (others_first || of.same_people(&now));
        if writing.failure().is_some() && !same {
            writing.forget_failure();
        }
    }

    fn look_at(&mut self, id: u64) {
        if self.of != id {
            self.of = id;
            self.counted = None;
            self.coverage.clear();
        }
    }

    /// Writes the lists of an audience.
    pub fn write(
        &mut self,
        saved: &Saved,
        found: &Found,
        making: Making,
        wake: impl FnOnce() + Send + 'static,
    ) {
        let (past, computed, saved) = (found.past.clone(), found.computed.clone(), saved.clone());
        let of = WrittenOf::new(&saved, found, making.folder.clone());
        self.written_of.insert(saved.audience.id, of);
        let label = message!("tasks-writing", audience = saved.audience.name.as_str());
        let work = self.writing.entry(saved.audience.id).or_default();
        work.start(Task::spawn(label, wake, move |progress| {
            let turn = Turn::wait(making.store.as_ref(), None, progress)?;
            workflow::make_lists(&past.ready, &computed, &saved, &making, &turn, progress)
        }));
    }
}
