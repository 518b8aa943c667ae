//! What screens read.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Job, Screen, State};
use crate::app::Dataset;
use crate::app::widgets::Work;
use crate::app::{Command, tasks::work};
use crate::audience::Status;
use crate::base::file_stamp::FileStamp;
use crate::base::language::t;
use crate::catalog::Scan;
use crate::project::Project;
use crate::workflow::Opened;

impl State {
    /// What was decided.
    pub fn project(&self) -> &Project {
        self.session.project.get()
    }

    /// What is known of a data file of the project.
    pub fn opened(&self, index: usize) -> Option<&Arc<Opened>> {
        self.session.found.file(&self.project().files.get(index)?.path)
    }

    /// Everything counted in the data files together.
    pub fn total(&self) -> &Scan {
        self.session.found.total()
    }

    /// The project's name, as the bar shows it.
    pub fn name(&self) -> String {
        match &self.session.path {
            Some(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            None if self.project().name.is_empty() => t!("window-untitled").to_owned(),
            None => self.project().name.clone(),
        }
    }

    /// The window's title: the project, and a dot where something is not saved.
    pub fn title(&self) -> String {
        if !self.is_anything() {
            return "Likely".to_owned();
        }
        match self.is_dirty() {
            true => t!("window-title-unsaved", project = self.name()),
            false => t!("window-title", project = self.name()),
        }
    }

    /// Whether everything decided is in the project's file.
    pub fn is_saved(&self) -> bool {
        let told = &self.session.told_missing;
        self.session.path.is_some() && !self.is_dirty() && told.is_empty()
    }

    /// Whether there is a project to speak of: one with a file of its own, also when everything was taken out of it.
    fn is_anything(&self) -> bool {
        let project = self.project();
        self.session.path.is_some() || !(project.files.is_empty() && project.audiences.is_empty())
    }

    /// Whether what would be lost is worth a question.
    pub(super) fn is_unsaved(&self) -> bool {
        self.is_dirty() && (self.session.path.is_some() || !self.project().files.is_empty())
    }

    /// Whether there is something that would be lost.
    pub fn is_dirty(&self) -> bool {
        !self.session.saved.is(&self.session.project)
    }

    /// Whether the project, a report or a picture is being written.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
            || self.renamed.is_some()
            || self.session.skipped.is_some()
            || self.session.drawing.is_some()
    }

    /// Whether it is being looked for unsaved work of programs that did not come to their end.
    #[cfg(test)]
    pub fn is_looking_for_left(&self) -> bool {
        self.looking_for_left.is_some()
    }

    /// Whether files are being looked at.
    pub fn looking(&self) -> bool {
        self.session.look.is_some()
    }

    /// Whether it may turn out shortly that everyone's past is another one.
    pub fn is_reading(&self) -> bool {
        let checking = self.session.freshness.is_some() || self.session.look.is_some();
        checking || self.session.dataset.running().is_some()
    }

    /// Everyone's past, where it belongs to the catalog as it is now.
    pub fn current_past(&self) -> Option<&Arc<Dataset>> {
        let past = self.session.dataset.value()?;
        let about = (self.session.project.version(), self.session.found.number());
        self.session
            .current
            .get(
                |(version, found, known)| {
                    (*version, *found) == about && known.as_ptr() == Arc::as_ptr(past)
                },
                // Held weakly, its address is nobody else's.
                || (about.0, about.1, Arc::downgrade(past)),
                || self.is_current(past),
            )
            .then_some(past)
    }

    fn is_current(&self, past: &Dataset) -> bool {
        let project = self.project();
        let as_it_was = |(path, stamp): (&PathBuf, &Option<FileStamp>)| {
            self.session.found.file(path).is_none_or(|opened| opened.stamp == *stamp)
        };
        past.catalog == project.catalog
            && past.paths.iter().eq(project.files.iter().map(|file| &file.path))
            && past.options == project.options
            && past.paths.iter().zip(&past.stamps).all(as_it_was)
    }

    /// What is under way and may be cancelled, with what it says about itself.
    pub fn work(&self) -> Vec<(Job, Work)> {
        let mut all = Vec::new();
        if let Some(opening) = &self.opening {
            all.push((Job::OpenProject, work::of(&opening.task)));
        }
        if let Some(task) = &self.sample {
            all.push((Job::Sample, work::of(task)));
        }
        if let Some(task) = &self.session.look {
            all.push((Job::Look, work::of(task)));
        }
        if let Some(task) = self.session.dataset.running() {
            all.push((Job::Build, work::of(task)));
        }
        all.extend(
            self.session.audiences.running().map(|(id, task)| (Job::Audience(id), work::of(task))),
        );
        let lists = self.session.lists.running();
        all.extend(lists.map(|(id, task)| (Job::Lists(id), work::of(task))));
        let measure = self.session.measure.running();
        all.extend(measure.map(|(id, task)| (Job::Measure(id), work::of(task))));
        let forgetting = self.session.forgetting.running();
        all.extend(forgetting.map(|task| (Job::Forget, work::of(task))));
        let refresh = self.session.refresh.comparing();
        all.extend(refresh.map(|(id, task)| (Job::Refresh(id), work::of(task))));
        if let Some(task) = self.session.overlap.running() {
            all.push((Job::Overlap, work::of(task)));
        }
        let recommend = self.session.recommend.running();
        all.extend(recommend.map(|(id, task)| (Job::Recommend(id), work::of(task))));
        all
    }

    /// One kind of work that is under way.
    pub fn work_on(&self, job: Job) -> Option<Work> {
        self.work().into_iter().find(|(j, _)| *j == job).map(|(_, work)| work)
    }

    /// Whether there is a screen to go back to, and one to go forward to.
    fn ways(&self) -> (bool, bool) {
        let exist = |screen: Screen| {
            screen.audience().is_none_or(|id| self.project().audience(id).is_some())
        };
        self.session.places.ways(self.session.screen, exist)
    }

    /// Why a command cannot be used now; `None` when it can.
    pub fn why_not(&self, command: Command) -> Option<String> {
        let project = self.project();
        let none = |condition: bool, words: &str| condition.then(|| words.to_owned());
        match command {
            Command::Undo => {
                none(self.session.project.undo_name().is_none(), t!("commands-nothing-to-undo"))
            }
            Command::Redo => {
                none(self.session.project.redo_name().is_none(), t!("commands-nothing-to-redo"))
            }
            Command::CheckFiles => none(project.files.is_empty(), t!("commands-no-files")),
            Command::KeepFresh => {
                none(self.session.path.is_none(), t!("commands-keep-fresh-unsaved"))
            }
            Command::ForgetPeople => {
                none(self.session.path.is_none(), t!("commands-forget-unsaved"))
            }
            Command::Cancel => none(self.work().is_empty(), t!("commands-nothing-runs")),
            Command::GoCatalog | Command::SaveCatalog | Command::StartOver => {
                none(project.files.is_empty(), t!("commands-no-files"))
                    .or_else(|| none(self.looking(), t!("commands-files-looked-at")))
            }
            Command::GoOverlap => none(project.audiences.len() < 2, t!("commands-two-audiences")),
            Command::GoDestinations => {
                none(self.session.screen.audience().is_none(), t!("commands-no-audience"))
            }
            Command::CreateLists => self.why_no_lists(),
            Command::GoBack => none(!self.ways().0, t!("commands-no-way-back")),
            Command::GoForward => none(!self.ways().1, t!("commands-no-way-forward")),
            Command::NewAudience => {
                none(self.session.dataset.value().is_none(), t!("commands-no-catalog"))
            }
            Command::Save | Command::SaveAs => {
                none(!self.is_anything(), t!("commands-nothing-to-save"))
            }
            _ => None,
        }
    }

    /// Why the lists of the audience whose destinations are on the screen cannot be written now.
    fn why_no_lists(&self) -> Option<String> {
        let saved = match self.session.screen {
            Screen::Destinations(id) => self.project().audience(id),
            _ => None,
        };
        let Some(saved) = saved else { return Some(t!("commands-no-destinations").to_owned()) };
        let id = saved.audience.id;
        let status = self.session.audiences.status(&saved.audience);
        if !matches!(status, Status::Live(_)) {
            return Some(t!("sending-nobody").to_owned());
        }
        self.why_not_written(id)
    }

    /// Why lists of an audience whose people are known cannot be written now.
    pub fn why_not_written(&self, id: u64) -> Option<String> {
        if self.project().audience(id).is_none_or(|saved| saved.lists.choices.is_empty()) {
            return Some(t!("sending-choose-first").to_owned());
        }
        let writing = self.session.lists.writing(id).is_some_and(|w| w.running().is_some());
        writing.then(|| t!("sending-being-written").to_owned())
    }

    /// A command's words; for undo and redo with what they are about.
    pub fn text_of(&self, command: Command) -> String {
        let about = match command {
            Command::Undo => self.session.project.undo_name(),
            Command::Redo => self.session.project.redo_name(),
            _ => None,
        };
        about.map_or_else(
            || command.text().to_owned(),
            |step| t!("commands-about-step", text = command.text(), step = step.to_string()),
        )
    }
}
