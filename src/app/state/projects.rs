//! Projects: opened, saved, replaced; and paths asked for.

use std::path::{Path, PathBuf};

use super::session::{OnDisk, Saving, Session};
use super::{Open, State, Then};
use crate::app::Asked;
use crate::app::dialogs::file_dialog::Picker;
use crate::app::tasks::work;
use crate::app::widgets::Toast;
use crate::audience::Store;
use crate::base::words::file_name;
use crate::base::words::now;
use crate::jobs::{Failure, Task};
use crate::project::{self, Project};

impl State {
    pub(super) fn unless_unsaved(&mut self, then: Then) {
        if self.session.lists.running().next().is_some() {
            self.open = Open::ListsFirst(then);
        } else if self.is_dirty() && !self.project().files.is_empty() {
            self.open = Open::SaveFirst(then);
        } else {
            self.proceed(then);
        }
    }

    /// The person would rather not wait for lists that are being written.
    pub fn stop_lists(&mut self, then: Then) {
        self.open = Open::Nothing;
        let running: Vec<u64> = self.session.lists.running().map(|(id, _)| id).collect();
        running.into_iter().for_each(|id| self.session.lists.cancel(id));
        self.unless_unsaved(then);
    }

    /// The person decided about unsaved work: save first, or not.
    pub fn save_first(&mut self, then: Then, save: bool) {
        self.open = Open::Nothing;
        if save {
            self.save(Some(then));
        } else {
            self.proceed(then);
        }
    }

    pub(super) fn proceed(&mut self, then: Then) {
        match then {
            Then::New => self.replace(None, Project::default()),
            Then::Quit => {
                // Saved, or not wanted: nothing is to be offered the next time.
                if let Some(keeper) = self.keeper.take() {
                    keeper.end();
                }
                self.quit = true;
            }
            Then::OpenProject(path) => self.load(path),
        }
    }

    pub(super) fn load(&mut self, path: PathBuf) {
        let label = format!("Opening {}", file_name(&path));
        let task = Task::spawn(label, self.wake(), move |_| {
            let opened = project::load_or_copy(&path)?;
            Ok((path, opened))
        });
        self.session.trouble = None;
        self.opening = Some(task);
    }

    pub(super) fn replace(&mut self, path: Option<PathBuf>, project: Project) {
        if let Some(path) = &path {
            self.remember(path);
        }
        self.session = Session::new(path, project);
        self.check_saved_files();
        self.reconcile_files();
    }

    /// A project file was read; or, where it is damaged, its last good copy.
    pub(super) fn opened_project(&mut self, path: PathBuf, opened: project::Opened) {
        self.replace(Some(path), opened.project);
        if opened.copy.is_some() {
            // The project's file is not what is shown: there is something to save.
            self.session.saved = OnDisk::new(Project::default());
            self.session.trouble = opened.copy;
        }
    }

    /// Goes on with what a program that did not come to its end had not saved.
    pub(super) fn open_unsaved(&mut self, index: usize) {
        if index >= self.left.len() {
            return;
        }
        let left = self.left.remove(index);
        self.replace(left.path.clone(), left.project.clone());
        self.session.saved = OnDisk::new(Project::default());
        if let Some(keeper) = &mut self.keeper {
            keeper.adopt(self.session.kept_as(), left);
        }
    }

    /// The person does not want what a program that did not come to its end had not saved.
    pub(super) fn discard_unsaved(&mut self, index: usize) {
        if index < self.left.len() {
            let left = self.left.remove(index);
            if let Some(keeper) = &mut self.keeper {
                keeper.discard(left);
            }
        }
    }

    /// Keeps what is not saved for the case of a crash.
    pub(super) fn keep_unsaved(&mut self) {
        let project = self.session.project.get();
        let anything = !(project.files.is_empty() && project.audiences.is_empty());
        let Some(keeper) = &mut self.keeper else { return };
        let dirty = anything && !self.session.saved.is(&self.session.project);
        let failed = match dirty {
            true => keeper.changed(self.session.kept_as(), &self.ctx),
            false => keeper.saved(),
        };
        if let Some(error) = failed {
            let words = format!(
                "What you decide cannot be kept for the case of a crash: {error} Save the project \
                 now and then"
            );
            self.toasts.push(Toast::failed(words));
        }
    }

    /// Saves the project where it is kept, or asks where; then goes on with `then`.
    pub(super) fn save(&mut self, then: Option<Then>) {
        match self.session.path.clone() {
            Some(path) => self.save_to(path, then),
            None => self.ask(Asked::SaveProject(then)),
        }
    }

    fn save_to(&mut self, mut path: PathBuf, then: Option<Then>) {
        if path.extension().is_none() {
            path.set_extension(project::EXTENSION);
        }
        let project = self.project().clone();
        let (before, after) =
            (self.session.records.store(self.session.path.as_deref()), Store::beside(&path));
        let label = format!("Saving {}", file_name(&path));
        let task = Task::spawn(label, self.wake(), move |_| {
            project::save(&project, &path)?;
            before.carry_to(&after)?;
            Ok((path, project))
        });
        self.saving = Some(Saving { session: self.session.number, then, task });
    }

    /// Takes in a project that was saved. Another one may be open by then: its path and what is
    /// unsaved in it are its own.
    pub(super) fn poll_saving(&mut self) {
        let Some(result) = self.saving.as_ref().and_then(|saving| saving.task.poll()) else {
            return;
        };
        let Some(Saving { session, then, .. }) = self.saving.take() else { return };
        let same = session == self.session.number;
        match result {
            Ok((path, project)) => {
                self.toasts.push(Toast::done(format!("Saved as {}", file_name(&path))));
                self.remember(&path);
                if same {
                    self.session.path = Some(path);
                    self.session.saved = OnDisk::new(project);
                    then.into_iter().for_each(|then| self.proceed(then));
                }
            }
            Err(Failure::Cancelled) => {}
            Err(failure) if same => self.session.trouble = Some(failure.to_string()),
            Err(failure) => self.toasts.push(Toast::failed(failure.to_string())),
        }
    }

    fn remember(&mut self, path: &Path) {
        // A small file, once a project: no work for a thread of its own.
        self.recent.add(path, now(), self.recent_file.as_deref());
    }

    pub(super) fn open_sample(&mut self) {
        self.session.trouble = None;
        self.sample = Some(work::sample_store(self.wake()));
    }

    pub(super) fn ask(&mut self, asked: Asked) {
        if !self.system_dialogs {
            return self.type_path(asked, false);
        }
        let name = match asked {
            Asked::SaveSkipped(_) => "skipped rows.csv".to_owned(),
            Asked::SavePlot(look) => self.plot_name(look.audience, "png"),
            Asked::SavePoints(id) => self.plot_name(id, "csv"),
            _ => format!("{}.{}", self.name(), project::EXTENSION),
        };
        let wake = self.wake();
        self.picker = Some(Picker::open(asked, &name, wake));
    }

    pub(super) fn type_path(&mut self, asked: Asked, instead: bool) {
        self.open = Open::Path { asked, typed: String::new(), instead };
    }

    /// Paths were chosen or typed.
    pub fn answer(&mut self, asked: Asked, paths: Vec<PathBuf>) {
        self.open = Open::Nothing;
        let Some(first) = paths.first().cloned() else { return };
        match asked {
            Asked::Files | Asked::Anything => self.open_paths(paths),
            Asked::Project => self.unless_unsaved(Then::OpenProject(first)),
            Asked::SaveProject(then) => self.save_to(first, then),
            Asked::FindFile(index) => self.find_file(index, first),
            Asked::Suppression(id, place) => self.suppress(id, place, &first),
            Asked::SavePlot(look) => self.save_plot(look, first),
            Asked::SavePoints(id) => self.save_points(id, first),
            Asked::ListsFolder(id) => {
                self.session.project.settle();
                self.session.project.change("choose folder", |project| {
                    if let Some(saved) = project.audience_mut(id) {
                        saved.lists.folder = Some(first);
                    }
                });
                self.session.project.settle();
            }
            Asked::SaveSkipped(index) => {
                let skipped = self.opened(index).and_then(|o| o.scan.as_ref());
                let skipped = skipped.map(|s| s.report.skipped.clone()).unwrap_or_default();
                self.session.skipped = Some(work::save_skipped(first, skipped, self.wake()));
            }
        }
        self.reconcile_files();
    }
}
