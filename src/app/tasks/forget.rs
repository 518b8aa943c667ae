//! The work of forgetting people.

use std::path::PathBuf;

use crate::base::language::message;
use crate::jobs::Task;
use crate::project::Project;
use crate::workflow::{self, ForgetError, Forgotten, PeopleToForget, Storage};

/// Who is to be forgotten.
pub enum ForgetWhom {
    /// Those whom lines name.
    Typed(String),
    /// Those whom a file names.
    InFile(PathBuf),
}

/// Takes them out of what is kept of the project saved at `path`; the work waits for other programs that
/// write its lists until it is cancelled.
pub fn forget(
    whom: ForgetWhom,
    project: Project,
    path: PathBuf,
    storage: Storage,
    wake: impl FnOnce() + Send + 'static,
) -> Task<Forgotten, ForgetError> {
    Task::spawn(message!("tasks-forgetting"), wake, move |progress| {
        let people = match whom {
            ForgetWhom::Typed(lines) => PeopleToForget::typed(&lines),
            ForgetWhom::InFile(file) => PeopleToForget::in_file(&file, &project.options, progress)?,
        };
        workflow::forget(&project, &path, &people, &storage, None, progress)
    })
}
