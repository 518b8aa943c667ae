//! Projects: opened, saved, replaced; and paths asked for.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Open, Screen, State, Then, file_name};
use crate::app::dialogs::file_dialog::{Asked, Picker};
use crate::app::state::records::Records;
use crate::app::tasks::inspect::Found;
use crate::app::tasks::measure::{MeasureWork, OverlapWork};
use crate::app::tasks::recommend::RecommendWork;
use crate::app::tasks::refresh::RefreshWork;
use crate::app::{Command, tasks::work};
use crate::audience::Store;
use crate::jobs::Task;
use crate::project::{self, Project, Undo};

impl State {
    pub(super) fn unless_unsaved(&mut self, then: Then) {
        if self.lists.running().next().is_some() {
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
        let running: Vec<u64> = self.lists.running().map(|(id, _)| id).collect();
        running.into_iter().for_each(|id| self.lists.cancel(id));
        self.unless_unsaved(then);
    }

    /// The person decided about unsaved work: save first, or not.
    pub fn save_first(&mut self, then: Then, save: bool) {
        self.open = Open::Nothing;
        if save {
            self.after_saving = Some(then);
            self.run(Command::Save);
        } else {
            self.proceed(then);
        }
    }

    pub(super) fn proceed(&mut self, then: Then) {
        match then {
            Then::New => self.replace(None, Project::default()),
            Then::Quit => self.quit = true,
            Then::OpenProject(path) => self.load(path),
        }
    }

    pub(super) fn load(&mut self, path: PathBuf) {
        let label = format!("Opening {}", file_name(&path));
        let task = Task::spawn(label, self.wake(), move |_| {
            let project = project::load(&path)?;
            Ok((path, project))
        });
        self.trouble = None;
        self.opening = Some(task);
    }

    pub(super) fn replace(&mut self, path: Option<PathBuf>, project: Project) {
        self.screen = match (project.files.is_empty(), project.audiences.is_empty()) {
            (true, _) => Screen::Start,
            (_, false) => Screen::Audiences,
            (false, true) if project.catalog_saved => Screen::Catalog,
            _ => Screen::Data,
        };
        self.saved = project.clone();
        self.project = Undo::new(project);
        self.look = None;
        self.past.clear();
        self.records = Records::default();
        self.overlap_of = None;
        self.refresh = RefreshWork::default();
        self.measure = MeasureWork::default();
        self.overlap = OverlapWork::default();
        self.recommend = RecommendWork::default();
        self.found = Found::default();
        self.questions.clear();
        self.trouble = None;
        if let Some(path) = &path {
            self.remember(path);
        }
        self.path = path;
        self.keep_looking();
    }

    pub(super) fn save_to(&mut self, mut path: PathBuf) {
        if path.extension().is_none() {
            path.set_extension(project::EXTENSION);
        }
        let project = self.project().clone();
        let (before, after) = (self.records.store(self.path.as_deref()), Store::beside(&path));
        let label = format!("Saving {}", file_name(&path));
        self.saving = Some(Task::spawn(label, self.wake(), move |_| {
            project::save(&project, &path).map_err(|error| error.to_string())?;
            before.carry_to(&after).map_err(|error| error.to_string())?;
            Ok((path, project))
        }));
    }

    pub(super) fn remember(&mut self, path: &Path) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64);
        // A small file, once a project: no work for a thread of its own.
        self.recent.add(path, now, self.recent_file.as_deref());
    }

    pub(super) fn open_sample(&mut self) {
        self.trouble = None;
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
        self.picker = Some(Picker::open(asked, &name, self.wake()));
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
            Asked::SaveProject => self.save_to(first),
            Asked::FindFile(index) => self.find_file(index, first),
            Asked::Suppression(id, place) => self.suppress(id, place, &first),
            Asked::SavePlot(look) => self.save_plot(look, first),
            Asked::SavePoints(id) => self.save_points(id, first),
            Asked::ListsFolder(id) => {
                self.project.settle();
                self.project.change("choose folder", |project| {
                    if let Some(saved) = project.audience_mut(id) {
                        saved.lists.folder = Some(first);
                    }
                });
                self.project.settle();
            }
            Asked::SaveSkipped(index) => {
                let skipped = self.opened(index).and_then(|o| o.scan.as_ref());
                let skipped = skipped.map(|s| s.report.skipped.clone()).unwrap_or_default();
                self.skipped = Some(work::save_skipped(first, skipped, self.wake()));
            }
        }
        self.keep_looking();
    }
}
