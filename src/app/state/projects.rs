//! Projects: opened, saved, replaced; and paths asked for.

use std::path::{Path, PathBuf};

use super::session::{Loaded, OnDisk, Opening, Saved, Saving, Session};
use super::{Open, State, Then};
use crate::app::Asked;
use crate::app::dialogs::file_dialog::Picker;
use crate::app::tasks::forget::ForgetWhom;
use crate::app::tasks::work;
use crate::app::widgets::Toast;
use crate::audience::Store;
use crate::base::file_names::with_ending;
use crate::base::file_stamp::FileStamp;
use crate::base::language::{message, t};
use crate::base::words::file_name;
use crate::base::words::now;
use crate::jobs::{Failure, Task};
use crate::project::{self, OpenMark, Project};
use crate::workflow::{forget_adopted, lists_folder};

impl State {
    pub(super) fn unless_unsaved(&mut self, then: Then) {
        if self.session.lists.running().next().is_some() {
            self.open = Open::ListsFirst(then);
        } else if then == Then::Quit && !self.work().is_empty() {
            self.open = Open::WorkFirst(then);
        } else {
            self.once_saved(then);
        }
    }

    /// Asks where something is not saved, and goes on otherwise.
    fn once_saved(&mut self, then: Then) {
        if self.is_unsaved() {
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

    /// The person would rather not wait for what is under way.
    pub fn stop_work(&mut self, then: Then) {
        self.open = Open::Nothing;
        for (job, _) in self.work() {
            self.stop(job);
        }
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
        let label = message!("tasks-opening", file = file_name(&path));
        // A project that is opened anew is open here already.
        let mark = self.session.mark.clone();
        let task = Task::spawn(label, self.wake(), move |_| {
            let mark = mark.filter(|mark| mark.is_of(&path));
            let mark = mark.or_else(|| OpenMark::set(&path).ok());
            let as_it_was = FileStamp::of(&path);
            let opened = project::load_or_copy(&path)?;
            mark.iter().for_each(|mark| mark.was_read(as_it_was));
            Ok(Loaded { path, opened, mark })
        });
        self.session.trouble = None;
        self.opening = Some(Opening { instead_of: self.project().clone(), task });
    }

    pub(super) fn replace(&mut self, at: Option<(PathBuf, OpenMark)>, project: Project) {
        if let Some((path, _)) = &at {
            self.remember(path);
        }
        let (path, mark) = at.unzip();
        // What is still asked or made for the other project is not for this one.
        self.sample = None;
        self.picker = None;
        self.renaming = None;
        self.open = Open::Nothing;
        self.session = Session::new(path, mark, project);
        self.check_saved_files();
        self.reconcile_files();
    }

    /// A project file was read; or, where it is damaged, its last good copy. One that another window
    /// has open is shown as a copy without a file: nothing of the other can be written over.
    pub(super) fn opened_project(&mut self, loaded: Loaded, instead_of: &Project) {
        let Loaded { path, opened, mark } = loaded;
        if self.project() != instead_of && self.is_unsaved() {
            // Decided while the other was being read: nobody has been asked about that.
            self.open = Open::SaveFirst(Then::OpenProject(path));
            return;
        }
        let Some(mark) = mark else {
            let name = file_name(&path);
            self.replace(None, opened.project);
            self.session.trouble = Some(message!("window-open-elsewhere", file = name).into());
            return;
        };
        self.replace(Some((path, mark)), opened.project);
        if opened.copy.is_some() {
            // The project's file is not what is shown: there is something to save.
            self.session.saved = OnDisk::new(Project::default());
            self.session.trouble = opened.copy.map(Into::into);
        }
    }

    /// Goes on with what a program that did not come to its end had not saved.
    pub(super) fn open_unsaved(&mut self, index: usize) {
        if index >= self.left.len() {
            return;
        }
        let left = self.left.remove(index);
        // Where another window has the project open by now, this goes on without its file.
        let mark = left.path.as_deref().and_then(|path| OpenMark::set(path).ok());
        self.replace(left.path.clone().zip(mark), left.project.clone());
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
            let words = message!("window-not-kept", why = error.to_string());
            self.toasts.push(Toast::failed(words));
        }
    }

    /// Takes the last step back, and says which: what it changed may be out of sight.
    pub(super) fn undo(&mut self) {
        let step = self.session.project.undo_name().cloned();
        self.session.undo();
        let told = step.map(|step| Toast::info(message!("commands-undone", step = step)));
        told.into_iter().for_each(|told| self.toasts.pass(told));
    }

    /// Brings the last undone step again, and says which.
    pub(super) fn redo(&mut self) {
        let step = self.session.project.redo_name().cloned();
        self.session.redo();
        let told = step.map(|step| Toast::info(message!("commands-redone", step = step)));
        told.into_iter().for_each(|told| self.toasts.pass(told));
    }

    /// Saves the project where it is kept, or asks where; then goes on with `then`.
    pub(super) fn save(&mut self, then: Option<Then>) {
        match self.session.path.clone() {
            Some(path) => self.save_to(path, then),
            None => self.ask(Asked::SaveProject(then)),
        }
    }

    fn save_to(&mut self, path: PathBuf, then: Option<Then>) {
        let path = with_ending(path, project::EXTENSION);
        self.keep_list_folders(&path);
        let project = self.project().clone();
        let (before, after) =
            (self.session.records.store(self.session.path.as_deref()), Store::beside(&path));
        let label = message!("tasks-saving", file = file_name(&path));
        let gone = std::mem::take(&mut self.session.told_missing);
        let mark = self.session.mark.clone();
        let task = Task::spawn(label, self.wake(), move |_| {
            let mark = match mark.filter(|mark| mark.is_of(&path)) {
                Some(mark) => mark,
                None => OpenMark::set(&path)?,
            };
            mark.save(&project, &path)?;
            before.carry_to(&after)?;
            forget_adopted(&after, &gone)?;
            Ok(Saved { project, path, mark })
        });
        self.saving = Some(Saving { session: self.session.number, then, task });
    }

    /// Lists stay where they were written before the project had a file, now at `path`: else the next ones, with
    /// everybody's data, would stand a second time beside it. A copy of a project has lists of its own.
    fn keep_list_folders(&mut self, path: &Path) {
        let (project, before) = (self.project(), self.session.path.as_deref());
        if before.is_some() {
            return;
        }
        let moves = |saved: &&project::Saved| {
            let (was, made) = (lists_folder(project, before, saved), saved.made.as_ref());
            made.is_some_and(|made| made.folder == was)
                && lists_folder(project, Some(path), saved) != was
        };
        let kept: Vec<(u64, PathBuf)> = project
            .audiences
            .iter()
            .filter(moves)
            .map(|saved| (saved.audience.id, lists_folder(project, before, saved)))
            .collect();
        if kept.is_empty() {
            return;
        }
        self.session.project.adjust_always(|project| {
            for (id, folder) in &kept {
                let saved = project.audience_mut(*id).filter(|saved| saved.lists.folder.is_none());
                saved.into_iter().for_each(|saved| saved.lists.folder = Some(folder.clone()));
            }
        });
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
            Ok(Saved { project, path, mark }) => {
                self.toasts.push(Toast::done(message!("window-saved-as", file = file_name(&path))));
                self.remember(&path);
                if same {
                    self.session.path = Some(path);
                    self.session.mark = Some(mark);
                    self.session.saved = OnDisk::new(project);
                    // What changed while it was being saved is not.
                    then.into_iter().for_each(|then| self.once_saved(then));
                }
            }
            Err(Failure::Cancelled) => {}
            Err(failure) if same => self.session.trouble = Some(failure.into()),
            Err(failure) => self.toasts.push(Toast::failed(failure)),
        }
    }

    pub(super) fn remember(&mut self, path: &Path) {
        // A small file, once a project: no work for a thread of its own.
        self.recent.add(path, now(), self.recent_file.as_deref());
    }

    pub(super) fn open_sample(&mut self) {
        self.session.trouble = None;
        self.sample = Some(work::sample_store(self.wake()));
    }

    pub(super) fn ask_about_file(&mut self, index: usize, asked: impl FnOnce(PathBuf) -> Asked) {
        if let Some(file) = self.project().files.get(index) {
            self.ask(asked(file.path.clone()));
        }
    }

    pub(super) fn ask(&mut self, asked: Asked) {
        if !self.system_dialogs {
            return self.type_path(asked, false);
        }
        let name = match asked {
            Asked::SaveSkipped(_) => format!("{}.csv", t!("dialogs-skipped-file")),
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
            Asked::FindFile(file) => self.find_file(&file, first),
            Asked::Suppression(id, instead) => self.suppress(id, instead.as_deref(), &first),
            Asked::PeopleToForget => {
                self.open = Open::Forget { typed: String::new() };
                self.forget_people(ForgetWhom::InFile(first));
            }
            Asked::SavePlot(look) => self.save_plot(look, first),
            Asked::SavePoints(id) => self.save_points(id, first),
            Asked::ListsFolder(id) => {
                self.session.project.settle();
                self.session.project.change(message!("window-step-folder"), |project| {
                    if let Some(saved) = project.audience_mut(id) {
                        saved.lists.folder = Some(first);
                    }
                });
                self.session.project.settle();
            }
            Asked::SaveSkipped(file) => {
                let skipped = self.session.found.file(&file).and_then(|o| o.scan.as_ref());
                let skipped = skipped.map(|s| s.report.skipped.clone()).unwrap_or_default();
                self.session.skipped = Some(work::save_skipped(first, skipped, self.wake()));
            }
        }
        self.reconcile_files();
    }
}
