//! Data files: opened, looked at, taken out, found again; and the catalog
//! that is built from them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Hint, Screen, State, Then};
use crate::app::Command;
use crate::app::Dataset;
use crate::app::widgets::Toast;
use crate::base::language::message;
use crate::base::words::file_name;
use crate::jobs::Task;
use crate::project::{self, DataFolder};
use crate::workflow::{self, Freshness, Look, Looked, Opened};

impl State {
    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let is_project =
            |p: &PathBuf| p.extension().is_some_and(|e| e.eq_ignore_ascii_case(project::EXTENSION));
        if let Some(project) = paths.iter().find(|p| is_project(p)) {
            self.unless_unsaved(Then::OpenProject(project.clone()));
        } else if !paths.is_empty() {
            self.session.trouble = None;
            self.session.screen = Screen::Data;
            // These are wanted instead of a sample store that is still being made.
            self.sample = None;
            self.add_files(paths);
        }
    }

    /// Looks whether the files are still as they were read, without reading them: asked when the
    /// window comes to the front, when an audience is refreshed, and by hand.
    pub(super) fn check_files(&mut self) {
        let busy = self.session.freshness.is_some() || self.session.look.is_some();
        let stamped = |path: PathBuf| {
            let stamp = self.session.found.file(&path)?.stamp;
            Some((path, stamp))
        };
        let files: Vec<_> = self.project().paths().into_iter().filter_map(stamped).collect();
        if busy || files.is_empty() {
            return;
        }
        let folders = self.project().folders.clone();
        let check = move |progress: &_| Freshness::of(&files, &folders, progress);
        self.session.freshness = Some(Task::spawn(message!("tasks-checking"), self.wake(), check));
    }

    /// What became of the files of a project since it was saved. That they grew is no news: all are
    /// read now anyway.
    pub(super) fn check_saved_files(&mut self) {
        let project = self.project().clone();
        if project.files.is_empty() {
            return;
        }
        let store = self.store();
        let check = move |progress: &_| {
            let mut found = Freshness::of_project(&project, progress)?;
            // What cannot be told here stops runs, which say so.
            found.missing.extend(workflow::missing_adopted(&project, &store).unwrap_or_default());
            Ok(Freshness { changed: Vec::new(), back: Vec::new(), ..found })
        };
        self.session.freshness = Some(Task::spawn(message!("tasks-checking"), self.wake(), check));
    }

    /// Reads again what changed, and says so.
    pub(super) fn checked(&mut self, found: Freshness) {
        for path in found.to_read() {
            self.session.found.forget(path);
        }
        let own = self.project().paths();
        let others = found.missing.iter().filter(|path| !own.contains(path));
        self.session.told_missing.extend(others.cloned());
        let careful = !found.shrunk.is_empty() || !found.missing.is_empty();
        for words in found.sentences() {
            let toast = if careful { Toast::failed(words) } else { Toast::info(words) };
            self.toasts.push(toast.with(message!("commands-go-data"), Command::GoData));
        }
        let heard: HashSet<&PathBuf> = self.session.new_files.iter().collect();
        let unheard = found.new.iter().any(|path| !heard.contains(path));
        if unheard {
            let words = message!("window-new-files", files = workflow::names(&found.new));
            self.toasts
                .push(Toast::info(words).with(message!("commands-go-data"), Command::GoData));
        }
        self.session.new_files = found.new;
    }

    /// New files that are not wanted, now and later.
    pub(super) fn leave_out_new(&mut self) {
        let files = std::mem::take(&mut self.session.new_files);
        self.session.project.settle();
        self.session.project.change(message!("window-step-new-files-out"), |project| {
            for folder in &mut project.folders {
                let below = files.iter().filter_map(|file| file.strip_prefix(&folder.path).ok());
                folder.left_out.extend(below.map(Path::to_owned));
            }
        });
        self.session.project.settle();
    }

    /// Has files and folders looked at, to be added; those that are being looked at already stay
    /// wanted.
    pub(super) fn add_files(&mut self, paths: Vec<PathBuf>) {
        self.session.adding.extend(paths);
        self.start_look();
    }

    fn start_look(&mut self) {
        let project = self.project();
        let look = Look {
            paths: project.paths(),
            catalog: project.catalog.clone(),
            add: self.session.adding.clone(),
            options: project.options.clone(),
            storage: self.storage(),
            known: self.session.found.clone(),
        };
        let label = message!("tasks-looking");
        let task = Task::spawn(label, self.wake(), move |progress| look.run(progress));
        self.session.look = Some(task);
    }

    /// Looks again when files or roles have changed since the last look.
    pub(super) fn reconcile_files(&mut self) {
        let about = self.looked_at();
        let known = self.session.covered.get(
            |known| *known == about,
            || about,
            || self.session.found.covers(&self.project().paths(), &self.project().catalog),
        );
        if !known && self.session.look.is_none() && self.opening.is_none() {
            self.start_look();
        }
    }

    /// What a look is about: the project's version, and what was known.
    fn looked_at(&self) -> (u64, u64) {
        (self.session.project.version(), self.session.found.number())
    }

    /// The look was cancelled, or came to grief: nothing is added, and there is no other one before
    /// something changes.
    pub(super) fn give_look_up(&mut self) {
        self.session.look = None;
        self.session.adding.clear();
        let (paths, catalog) = (self.project().paths(), self.project().catalog.clone());
        self.session.found.forget_counts(&paths, &catalog);
        let about = self.looked_at();
        self.session.covered.settle(about, true);
    }

    pub(super) fn looked(&mut self, looked: Looked) {
        self.session.found = looked.found;
        if looked.of != self.project().paths() {
            return self.start_look();
        }
        self.session.adding.clear();
        self.session.questions = looked.questions;
        let remember = |project: &mut project::Project| {
            for path in &looked.folders {
                project.folders.retain(|known| known.path != *path);
                project.folders.push(DataFolder { path: path.clone(), ..DataFolder::default() });
            }
        };
        let catalog = looked.suggested.map(|new| new.applied_to(&self.project().catalog));
        match catalog {
            Some(catalog) if !looked.added.is_empty() => {
                // Their cards may stand out of sight, below the others.
                let names = workflow::names(&looked.added);
                let beside = !self.project().files.is_empty();
                let told =
                    beside.then(|| Toast::done(message!("window-files-added", files = names)));
                let files = looked.added.into_iter();
                let files = files.map(|path| project::DataFile { path, ..Default::default() });
                self.session.project.settle();
                self.session.project.change(message!("window-step-add-files"), |project| {
                    project.files.extend(files);
                    project.catalog = catalog;
                    remember(project);
                });
                self.session.project.settle();
                told.into_iter().for_each(|told| {
                    self.toasts.push(told.with(message!("commands-undo"), Command::Undo));
                });
            }
            // It follows from the role that was chosen, so it is undone with it.
            Some(catalog) => self.session.project.adjust(|project| project.catalog = catalog),
            None if !looked.folders.is_empty() => self.session.project.adjust(remember),
            None => {}
        }
        let files: HashSet<PathBuf> = self.project().paths().into_iter().collect();
        self.session.new_files.retain(|path| !files.contains(path));
        let wanted = self.session.dataset.value().is_none() || self.only_files_changed();
        if self.project().catalog_saved && wanted && self.session.dataset.running().is_none() {
            self.build(false);
        }
    }

    /// Whether everyone's past is out of date for no other reason than that files have changed, and
    /// all of them can be read: then there is nothing to ask before it is built again.
    fn only_files_changed(&self) -> bool {
        let project = self.project();
        let usable = |i| self.opened(i).is_some_and(|opened| opened.source.is_some());
        let same = self.session.dataset.value().is_some_and(|past| {
            past.catalog == project.catalog
                && past.options == project.options
                && past.paths == project.paths()
        });
        same && self.current_past().is_none() && (0..project.files.len()).all(usable)
    }

    /// Puts what is asked about the files into the language that is spoken now.
    pub(super) fn reword_questions(&mut self) {
        let project = self.project();
        let source = |i| self.opened(i).and_then(|opened| opened.source.clone());
        let sources: Vec<_> = (0..project.files.len()).map(source).collect();
        self.session.questions = crate::catalog::questions(&project.catalog, &sources);
    }

    pub(super) fn remove_file(&mut self, index: usize) {
        self.session.project.settle();
        let path = self.project().files.get(index).map(|f| f.path.clone()).unwrap_or_default();
        let name = Some(file_name(&path));
        let removed = self.session.project.change(message!("window-step-remove-file"), |project| {
            if index < project.files.len() {
                project.files.remove(index);
            }
            if index < project.catalog.files.len() {
                project.catalog.files.remove(index);
            }
            // It is not offered again as a new one.
            for folder in &mut project.folders {
                if let Ok(name) = path.strip_prefix(&folder.path) {
                    folder.left_out.push(name.to_owned());
                }
            }
        });
        self.session.project.settle();
        if let (true, Some(name)) = (removed, name) {
            let toast = Toast::done(message!("window-file-out", file = name));
            self.toasts.push(toast.with(message!("commands-undo"), Command::Undo));
        }
    }

    pub(super) fn find_file(&mut self, moved: &Path, path: PathBuf) {
        self.session.project.change(message!("window-step-find-file"), |project| {
            if let Some(file) = project.files.iter_mut().find(|file| file.path == moved) {
                file.path = std::path::absolute(&path).unwrap_or(path);
            }
        });
        self.session.project.settle();
    }

    pub(super) fn start_over(&mut self) {
        let project = self.project();
        let opened: Vec<_> = (0..project.files.len()).map(|i| self.opened(i).cloned()).collect();
        let sources: Vec<_> =
            opened.iter().map(|o| o.as_ref().and_then(|o| o.source.clone())).collect();
        let scans: Vec<_> =
            opened.iter().map(|o| o.as_ref().and_then(|o| o.scan.clone())).collect();
        self.session.project.settle();
        self.session.project.change(message!("window-step-start-over"), |project| {
            crate::catalog::merge_scans(&mut project.catalog, &sources, &scans);
        });
        self.session.project.settle();
        self.toasts.push(
            Toast::done(message!("window-filled-in"))
                .with(message!("commands-undo"), Command::Undo),
        );
    }

    /// Builds everyone's past; `asked`: because the person saved the catalog, not because files
    /// were opened or have changed.
    pub(super) fn build(&mut self, asked: bool) {
        let project = self.project();
        let (paths, catalog) = (project.paths(), project.catalog.clone());
        let options = project.options.clone();
        let files: Vec<Opened> = (0..paths.len())
            .filter_map(|i| self.opened(i))
            .map(|opened| opened.without_scan())
            .collect();
        if files.len() != paths.len() {
            self.session.trouble = Some(message!("window-files-looked-at").into());
            return;
        }
        let storage = self.storage();
        let stamps = files.iter().map(|file| file.stamp).collect();
        let task = Task::spawn(message!("tasks-catalog"), self.wake(), move |progress| {
            let ready = workflow::prepare(&files, &catalog, &options, &storage, progress)?;
            Ok(Arc::new(Dataset { ready, paths, stamps, catalog, options }))
        });
        self.session.dataset.start(task);
        self.session.build_asked = asked;
    }

    pub(super) fn built(&mut self) {
        self.session.project.adjust(|project| project.catalog_saved = true);
        let Some(past) = self.session.dataset.value() else { return };
        let history = &past.ready.history;
        let (people, events) = (history.person_count(), history.event_count());
        let asked = self.session.build_asked;
        let toast = match asked {
            true => message!("window-catalog-saved", people = people, events = events),
            false => message!("window-past-ready", people = people, events = events),
        };
        let toast = if asked { Toast::done(toast) } else { Toast::info(toast) };
        // There the way on stands above everything.
        let shown_there = matches!(self.session.screen, Screen::Audiences | Screen::Catalog);
        self.toasts.push(if shown_there {
            toast
        } else {
            toast.with(message!("commands-go-audiences"), Command::GoAudiences)
        });
        if asked && self.session.screen == Screen::Catalog {
            self.settings.learned(Hint::Catalog);
        }
    }
}
