//! The project gets another name. One that is in a file keeps its folder: the file is renamed, with the
//! last good copy beside it and the records of its lists. One that is not saved yet is called so
//! from now on, and offered to be saved under that name.

use super::State;
use crate::app::tasks::renaming::{Renamed, Renaming, rename};
use crate::app::widgets::Toast;
use crate::base::file_names::is_file_name;
use crate::base::language::message;
use crate::base::words::file_name;
use crate::jobs::{Failure, Task};
use crate::project;

impl State {
    /// Gives the project another name.
    pub(super) fn rename(&mut self, typed: &str) {
        let name = typed.trim();
        if name.is_empty() || name == self.name() {
            return;
        }
        if !is_file_name(name) {
            return self.toasts.push(Toast::failed(message!("window-name-unusable", name = name)));
        }
        let Some(from) = self.session.path.clone() else {
            self.session.project.settle();
            let name = name.to_owned();
            self.session.project.change(message!("window-step-rename"), |p| p.name = name);
            return self.session.project.settle();
        };
        let busy = self.is_saving() || self.session.lists.running().next().is_some();
        let Some(mark) = self.session.mark.clone().filter(|_| !busy) else {
            return self.toasts.push(Toast::info(message!("window-rename-later")));
        };
        let to = from.with_file_name(format!("{name}.{}", project::EXTENSION));
        let label = message!("tasks-renaming", file = file_name(&from));
        let task = Task::spawn(label, self.wake(), move |_| rename(&mark, from, to));
        self.renamed = Some(Renaming { session: self.session.number, task });
    }

    /// Takes in a project that has another name now.
    pub(super) fn poll_renaming(&mut self) {
        let Some(result) = self.renamed.as_ref().and_then(|renaming| renaming.task.poll()) else {
            return;
        };
        let Some(Renaming { session, .. }) = self.renamed.take() else { return };
        match result {
            Ok(Renamed { from, to, mark }) => {
                self.recent.projects.retain(|(path, _)| *path != from);
                self.remember(&to);
                if session == self.session.number {
                    self.session.path = Some(to);
                    self.session.mark = Some(mark);
                    self.toasts.push(Toast::done(message!("window-renamed", name = self.name())));
                }
            }
            Err(Failure::Cancelled) => {}
            Err(failure) => self.toasts.push(Toast::failed(failure)),
        }
    }
}
