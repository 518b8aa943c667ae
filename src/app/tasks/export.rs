//! Lists of audiences: what each destination's file would hold, and writing them, on workers.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::Dataset;
use crate::app::tasks::compute::Found;
use crate::audience::{Computed, Made as MadeFor, PeopleSet, Store};
use crate::base::words::now;
use crate::export::{
    Choice, Consent, Coverage, DESTINATIONS, Destination, Existing, People as _, Settings, Written,
};
use crate::jobs::{Latest, Task};
use crate::project::{Lists, Made, Saved};
use crate::workflow::{self, AudiencePeople};

/// Country of telephone numbers where none was chosen.
pub const USUAL_COUNTRY: &str = "US";

/// What a destination's file would hold, by its key, or why there cannot be one.
pub type Coverages = BTreeMap<String, Result<Coverage, String>>;

/// What was counted for: other answers need counting anew.
#[derive(Debug, Clone)]
struct Counted {
    computed: Computed,
    people: usize,
    control: f64,
    country: String,
    consent: Option<Consent>,
    choices: BTreeMap<String, Choice>,
    taken: Option<PeopleSet>,
}

impl Counted {
    fn new(saved: &Saved, own: &[Destination], found: &Found, taken: Option<PeopleSet>) -> Self {
        let keys = DESTINATIONS.iter().chain(own).map(|d| &d.key);
        Self {
            computed: found.computed.clone(),
            people: found.computed.summary(&saved.audience).people,
            control: saved.audience.control_percent,
            country: country(&saved.lists),
            consent: saved.lists.consent.clone(),
            choices: keys
                .filter_map(|key| Some((key.clone(), choice(&saved.lists, own, key)?)))
                .collect(),
            taken,
        }
    }

    /// Whether all but the choices is the same.
    fn same_people(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.computed.ranking, &other.computed.ranking)
            && self.people == other.people
            && (self.control - other.control).abs() < 1e-9
            && self.country == other.country
            && self.consent == other.consent
            && self.taken == other.taken
    }
}

/// Lists that were written.
#[derive(Debug, Clone)]
pub struct Done {
    /// The files.
    pub written: Written,
    /// For the project.
    pub made: Made,
    /// Why who is in could not be recorded, in a sentence.
    pub not_recorded: Option<String>,
    /// The audience.
    pub audience: u64,
}

/// How lists are written.
#[derive(Debug)]
pub struct Writing {
    /// Whether files of the same names are replaced.
    pub replace: bool,
    /// People of audiences that come before it: they are kept out.
    pub taken: Option<PeopleSet>,
    /// Where who is in is recorded.
    pub store: Store,
}

/// The work on lists; one audience at a time is on the screen.
#[derive(Debug, Default)]
pub struct ListWork {
    coverage: Latest<Coverages>,
    counted: Option<Counted>,
    writing: Latest<Done>,
    of: u64,
}

/// The chosen country of telephone numbers.
pub fn country(lists: &Lists) -> String {
    lists.country.clone().unwrap_or_else(|| USUAL_COUNTRY.to_owned())
}

/// The folder of an audience's lists: the chosen one, else one of its own among the documents.
pub fn folder(saved: &Saved) -> PathBuf {
    saved.lists.folder.clone().unwrap_or_else(|| {
        let documents = directories::UserDirs::new()
            .and_then(|dirs| dirs.document_dir().map(ToOwned::to_owned))
            .unwrap_or_else(std::env::temp_dir);
        let name = saved.audience.name.replace(|c: char| "/\\:*?\"<>|".contains(c), "-");
        documents.join("Likely").join(name.trim())
    })
}

/// What holds for all destinations of an audience.
fn settings(saved: &Saved, computed: Option<&Computed>, replace: bool) -> Settings {
    let mut settings = Settings::new(folder(saved), saved.audience.name.clone());
    settings.country = country(&saved.lists);
    settings.consent.clone_from(&saved.lists.consent);
    settings.existing = if replace { Existing::Replace } else { Existing::Keep };
    settings.definition = computed.map(|c| c.sentence(&saved.audience)).unwrap_or_default();
    settings.quality = computed.map(workflow::quality).unwrap_or_default();
    settings
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

    /// Whether it is being counted.
    pub fn counting(&self) -> bool {
        self.coverage.running().is_some()
    }

    /// The lists written last, or being written.
    pub fn writing(&self, id: u64) -> Option<&Latest<Done>> {
        (self.of == id).then_some(&self.writing)
    }

    /// Stops writing; nothing half is left.
    pub fn cancel(&mut self) {
        self.writing.cancel();
    }

    /// Takes in what has arrived; gives what was written just now, for the project.
    pub fn poll(&mut self) -> Option<Done> {
        self.coverage.poll();
        let arrived = self.writing.poll();
        self.writing.value().filter(|_| arrived && self.writing.failure().is_none()).cloned()
    }

    /// Counts what is not counted yet, for the audience on the screen. `own`: the person's own
    /// destinations.
    pub fn keep(
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
        let task = Task::spawn("Counting identifiers", wake, move |progress| {
            let settings = settings(&saved, None, false);
            let people =
                AudiencePeople::new(&past.ready, &computed, &saved.audience, taken.as_ref());
            for (key, choice) in choices {
                if let Entry::Vacant(place) = all.entry(key) {
                    let counted = workflow::count(&people, &choice, &settings, progress);
                    progress.check().map_err(|e| e.to_string())?;
                    place.insert(counted.map_err(|e| e.to_string()));
                }
            }
            Ok(all)
        });
        self.coverage.start(task);
    }

    fn look_at(&mut self, id: u64) {
        if self.of != id {
            *self = Self { of: id, ..Self::default() };
        }
    }

    /// Writes the lists of an audience, and records in `store` who is in.
    pub fn write(
        &mut self,
        saved: &Saved,
        found: &Found,
        how: Writing,
        wake: impl FnOnce() + Send + 'static,
    ) {
        self.look_at(saved.audience.id);
        let (past, computed, saved): (Arc<Dataset>, Computed, Saved) =
            (found.past.clone(), found.computed.clone(), saved.clone());
        let label = format!("Writing {}", saved.audience.name);
        self.writing.start(Task::spawn(label, wake, move |progress| {
            let settings = settings(&saved, Some(&computed), how.replace);
            let (audience, choices) = (&saved.audience, &saved.lists.choices);
            let people = AudiencePeople::new(&past.ready, &computed, audience, how.taken.as_ref());
            if people.count() == 0 {
                return Err("Everyone in it is already in an audience that comes before it.".into());
            }
            let before = how.store.latest(audience.id, Some(MadeFor::Lists));
            let compared = match &before.members {
                Some(record) => people.clone().compared_with(record, progress),
                None => Ok(people.clone()),
            };
            let compared = compared.map_err(|e| e.to_string())?;
            let written = workflow::write_lists(&compared, choices, &settings, progress)
                .map_err(|e| e.to_string())?;
            let time = now();
            let at = people.about(MadeFor::Lists, time);
            let recorded = how.store.keep(&compared.record_lists(&written, time));
            let not_recorded = recorded.err().map(|e| e.to_string());
            let made = Made {
                at: time,
                people: people.count() as u64,
                rate: at.rate,
                lift: at.lift,
                folder: settings.folder,
            };
            Ok(Done { written, made, not_recorded, audience: audience.id })
        }));
    }
}
