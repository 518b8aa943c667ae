//! The project gets another name. One that is in a file keeps its folder: the file is renamed, with the
//! last good copy beside it and the records of its lists. One that is not saved yet is called so
//! from now on, and offered to be saved under that name.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::State;
use crate::app::widgets::Toast;
use crate::audience::{MembersError, Store};
use crate::base::file_names::is_file_name;
use crate::base::file_stamp::FileStamp;
use crate::base::language::t;
use crate::base::words::file_name;
use crate::jobs::{Failure, Task};
use crate::project::{self, OpenMark, ProjectError};

/// A project whose file gets another name.
#[derive(Debug)]
pub(super) struct Renaming {
    /// The session it belongs to.
    session: u64,
    task: Task<Renamed, RenameError>,
}

#[derive(Debug, Clone)]
struct Renamed {
    from: PathBuf,
    to: PathBuf,
    mark: OpenMark,
}

/// Why a project keeps its name. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
enum RenameError {
    /// A file of that name is there.
    #[error("{}", t!("window-name-taken", file = file_name(.0)))]
    Taken(PathBuf),
    /// Someone else has one of the two open, or changed it.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The records of its lists could not follow.
    #[error(transparent)]
    Records(#[from] MembersError),
    /// The system refused.
    #[error("{}", t!("window-rename-failed", file = file_name(.0), why = .1.to_string()))]
    System(PathBuf, io::Error),
}

impl State {
    /// Gives the project another name.
    pub(super) fn rename(&mut self, typed: &str) {
        let name = typed.trim();
        if name.is_empty() || name == self.name() {
            return;
        }
        if !is_file_name(name) {
            return self.toasts.push(Toast::failed(t!("window-name-unusable", name = name)));
        }
        let Some(from) = self.session.path.clone() else {
            self.session.project.settle();
            let name = name.to_owned();
            self.session.project.change(t!("window-step-rename"), |p| p.name = name);
            return self.session.project.settle();
        };
        let busy = self.is_saving() || self.session.lists.running().next().is_some();
        let Some(mark) = self.session.mark.clone().filter(|_| !busy) else {
            return self.toasts.push(Toast::info(t!("window-rename-later")));
        };
        let to = from.with_file_name(format!("{name}.{}", project::EXTENSION));
        let label = t!("tasks-renaming", file = file_name(&from));
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
                    self.toasts.push(Toast::done(t!("window-renamed", name = self.name())));
                }
            }
            Err(Failure::Cancelled) => {}
            Err(failure) => self.toasts.push(Toast::failed(failure.to_string())),
        }
    }
}

/// Renames the file at `from` and what belongs to it; all of it or, where the records cannot follow,
/// nothing.
fn rename(mark: &OpenMark, from: PathBuf, to: PathBuf) -> Result<Renamed, RenameError> {
    mark.is_current(&from)?;
    // On systems that do not tell cases apart, "spring" and "Spring" are one file.
    let new = match to.exists() {
        true if same_file::is_same_file(&from, &to).unwrap_or(false) => mark.called(&to),
        true => return Err(RenameError::Taken(to)),
        false => OpenMark::set(&to)?,
    };
    let failed = |error| RenameError::System(from.clone(), error);
    fs::rename(&from, &to).map_err(failed)?;
    if let Err(error) = Store::beside(&from).move_to(&Store::beside(&to)) {
        fs::rename(&to, &from).map_err(failed)?;
        return Err(error.into());
    }
    // The last good copy: without it the project is as whole as before its second save.
    let _ = fs::rename(project::copy_of(&from), project::copy_of(&to));
    new.was_read(FileStamp::of(&to));
    Ok(Renamed { from, to, mark: new })
}
