//! What belongs to one project: what was decided, what was found in its files, and everything that
//! is computed for it. Opening another project replaces the whole of it, so that nothing of one
//! project can show up in another: audiences are known by numbers that begin anew in each.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use super::keeper::Decided;
use super::places::Places;
use super::records::Records;
use super::{Screen, Then};
use crate::app::plot::image::Drawn;
use crate::app::tasks::compute::AudienceWork;
use crate::app::tasks::dataset::Dataset;
use crate::app::tasks::export::ListWork;
use crate::app::tasks::measure::{MeasureWork, OverlapWork};
use crate::app::tasks::recommend::RecommendWork;
use crate::app::tasks::refresh::RefreshWork;
use crate::audience::MembersError;
use crate::base::atomic_file::FileError;
use crate::base::language::Sentence;
use crate::base::progress::Stopped;
use crate::jobs::{Latest, Task};
use crate::project::{OpenMark, Opened, Project, ProjectError, Undo};
use crate::workflow::{ForgetError, Forgotten, Found, Freshness, Looked, WorkflowError};

/// The project that is open. See the module documentation.
pub struct Session {
    /// Tells this session from those before it: work that ends late looks whether it is still wanted.
    pub(super) number: u64,
    /// What was decided.
    pub project: Undo<Project>,
    /// Where the project is kept; `None` until it was saved.
    pub path: Option<PathBuf>,
    /// Says to other windows that the project at that path is open here.
    pub(super) mark: Option<OpenMark>,
    /// What is shown in the middle.
    pub screen: Screen,
    /// What is known of the data files.
    pub found: Found,
    /// What the suggestions are unsure about.
    pub questions: Vec<String>,
    /// Everyone's past; the last one stays while a newer one is built.
    pub dataset: Latest<Arc<Dataset>, WorkflowError>,
    /// Whether the newest of it was asked for by saving the catalog.
    pub(super) build_asked: bool,
    /// What audiences need workers for.
    pub audiences: AudienceWork,
    /// Lists of the audience whose destinations are shown.
    pub lists: ListWork,
    /// Audiences that were refreshed.
    pub refresh: RefreshWork,
    /// The campaign that is measured.
    pub measure: MeasureWork,
    /// People that are forgotten, and what came of it.
    pub forgetting: Latest<Forgotten, ForgetError>,
    /// Audiences laid over each other …
    pub overlap: OverlapWork,
    /// … where the person chose which.
    pub overlap_of: Option<Vec<u64>>,
    /// What is recommended to people of the audience on the screen.
    pub recommend: RecommendWork,
    /// Screens that were left, to go back to.
    pub(super) places: Places,
    /// A failure that stays until it is dealt with.
    pub trouble: Option<Sentence>,
    /// Where who was in audiences is kept.
    pub(super) records: Records,
    /// The project as its file has it.
    pub(super) saved: OnDisk,
    /// Whether everything is known of the project's files as they are, looked up once.
    pub(super) covered: Once<(u64, u64)>,
    /// Whether everyone's past belongs to what is decided now, looked up once.
    pub(super) current: Once<(u64, u64, Weak<Dataset>)>,
    pub(super) look: Option<Task<Looked, Stopped>>,
    /// Files and folders that are to be added once they were looked at.
    pub(super) adding: Vec<PathBuf>,
    /// Whether the files are still as they were.
    pub(super) freshness: Option<Task<Freshness, Stopped>>,
    /// Files that came into folders of the project, to be added or left out.
    pub new_files: Vec<PathBuf>,
    /// Files that only runs had read, of whose absence the person was told: once saved, the project does without them.
    pub(super) told_missing: Vec<PathBuf>,
    pub(super) skipped: Option<Task<PathBuf, FileError>>,
    pub(super) drawing: Option<Task<Drawn, FileError>>,
    /// Whether a destination is still to be offered on the screen that is shown.
    pub(super) offer: bool,
}

/// An answer that is asked for in every frame and costs more than that, as a project may have thousands
/// of files: kept as long as what it is about is the same.
#[derive(Debug)]
pub(super) struct Once<K>(RefCell<Option<(K, bool)>>);

impl<K> Default for Once<K> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<K> Once<K> {
    /// The answer about what `same` recognises; `key` and `find` say what it is about and what it is
    /// where it is not known yet.
    pub(super) fn get(
        &self,
        same: impl FnOnce(&K) -> bool,
        key: impl FnOnce() -> K,
        find: impl FnOnce() -> bool,
    ) -> bool {
        if let Some((known, answer)) = &*self.0.borrow()
            && same(known)
        {
            return *answer;
        }
        let answer = find();
        self.settle(key(), answer);
        answer
    }

    /// The answer about what `key` is about, whatever it would be.
    pub(super) fn settle(&self, key: K, answer: bool) {
        *self.0.borrow_mut() = Some((key, answer));
    }
}

/// The project as its file has it.
#[derive(Debug)]
pub(super) struct OnDisk {
    project: Project,
    same: Once<u64>,
}

impl OnDisk {
    pub(super) fn new(project: Project) -> Self {
        Self { project, same: Once::default() }
    }

    /// Whether the project is as it is there.
    pub(super) fn is(&self, now: &Undo<Project>) -> bool {
        let version = now.version();
        self.same.get(|known| *known == version, || version, || *now.get() == self.project)
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new(None, None, Project::default())
    }
}

impl Session {
    /// A project as it was opened from `path`, with nothing found or computed yet.
    pub fn new(path: Option<PathBuf>, mark: Option<OpenMark>, project: Project) -> Self {
        static NUMBERS: AtomicU64 = AtomicU64::new(1);
        let screen = match (project.files.is_empty(), project.audiences.is_empty()) {
            (true, _) => Screen::Start,
            (_, false) => Screen::Audiences,
            (false, true) if project.catalog_saved => Screen::Catalog,
            _ => Screen::Data,
        };
        Self {
            number: NUMBERS.fetch_add(1, Ordering::Relaxed),
            saved: OnDisk::new(project.clone()),
            covered: Once::default(),
            current: Once::default(),
            project: Undo::new(project),
            path,
            mark,
            screen,
            found: Found::default(),
            questions: Vec::new(),
            dataset: Latest::default(),
            build_asked: false,
            audiences: AudienceWork::default(),
            lists: ListWork::default(),
            refresh: RefreshWork::default(),
            measure: MeasureWork::default(),
            forgetting: Latest::default(),
            overlap: OverlapWork::default(),
            overlap_of: None,
            recommend: RecommendWork::default(),
            places: Places::default(),
            trouble: None,
            records: Records::default(),
            look: None,
            adding: Vec::new(),
            freshness: None,
            new_files: Vec::new(),
            told_missing: Vec::new(),
            skipped: None,
            drawing: None,
            offer: false,
        }
    }

    /// Tells it from every other project that was open in this window.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What is kept of it for the case of a crash.
    pub(super) fn kept_as(&self) -> Decided<'_> {
        let version = (self.number, self.project.version());
        Decided { version, project: self.project.get(), path: self.path.as_deref() }
    }

    /// Takes the last step back.
    pub(super) fn undo(&mut self) {
        self.keeping_numbers(|project| project.undo());
    }

    /// Brings the last undone step again.
    pub(super) fn redo(&mut self) {
        self.keeping_numbers(|project| project.redo());
    }

    /// Audience numbers are never used again, also where the step that gave one is undone: lists may
    /// have been written for it, and a record of who was in belongs to that number.
    fn keeping_numbers(&mut self, step: impl FnOnce(&mut Undo<Project>) -> bool) {
        let given = self.project.get().next_audience;
        step(&mut self.project);
        self.project.adjust(|project| project.next_audience = project.next_audience.max(given));
    }
}

/// A project that is being opened.
#[derive(Debug)]
pub(super) struct Opening {
    /// The one on the screen, as it may be replaced.
    pub instead_of: Project,
    pub task: Task<Loaded, ProjectError>,
}

/// A project that was opened.
#[derive(Debug)]
pub(super) struct Loaded {
    pub path: PathBuf,
    pub opened: Opened,
    /// None where another window has it open.
    pub mark: Option<OpenMark>,
}

/// A project that is being saved.
#[derive(Debug)]
pub(super) struct Saving {
    /// The session it belongs to.
    pub session: u64,
    /// What follows once it is saved.
    pub then: Option<Then>,
    pub task: Task<Saved, SaveError>,
}

/// A project that was saved.
#[derive(Debug, Clone)]
pub(super) struct Saved {
    pub project: Project,
    pub path: PathBuf,
    pub mark: OpenMark,
}

/// Why a project was not saved. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub(super) enum SaveError {
    /// Its file could not be written.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The records of lists could not be carried to the new place.
    #[error(transparent)]
    Records(#[from] MembersError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_once_for_what_it_is_about() {
        let (asked, once) = (std::cell::Cell::new(0), Once::default());
        let get = |about: u64| {
            let find = || {
                asked.set(asked.get() + 1);
                about > 1
            };
            once.get(|known| *known == about, || about, find)
        };
        assert_eq!([get(1), get(1), get(2), get(2), get(1)], [false, false, true, true, false]);
        assert_eq!(asked.get(), 3);
    }

    #[test]
    fn what_is_on_disk_is_compared_once_for_each_version() {
        let saved = OnDisk::new(Project::default());
        let mut now = Undo::new(Project::default());
        assert!(saved.is(&now));
        now.change("name".into(), |project| project.name = "Spring".into());
        assert!(!saved.is(&now) && !saved.is(&now));
        now.undo();
        assert!(saved.is(&now));
    }
}
