//! The schedule of the open project: asked for, set and taken away on a worker, because the system's
//! scheduler may take its time.

use std::path::{Path, PathBuf};

use jiff::civil::Time;

use crate::base::language::message;
use crate::jobs::{Latest, Task};
use crate::schedule::{Days, LastRun, Schedule, ScheduleError, System};

/// What is wanted of the scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepFresh {
    /// To know what is set.
    Look,
    /// Lists on these days at this time.
    Set(Days, Time),
    /// No more lists.
    Remove,
}

/// What the scheduler knows of a project.
#[derive(Debug, Clone)]
pub struct Known {
    /// What is set, and where.
    pub schedule: Option<(System, Schedule)>,
    /// The scheduler of this computer.
    pub system: System,
    /// How the project's last run ended.
    pub last: Option<LastRun>,
}

/// What is known of the open project's schedule.
#[derive(Debug, Default)]
pub struct KeepFreshWork {
    project: PathBuf,
    latest: Latest<Known, ScheduleError>,
}

impl KeepFreshWork {
    /// What is known of a project's schedule; `None` where nobody asked yet.
    pub fn of(&self, project: &Path) -> Option<&Latest<Known, ScheduleError>> {
        (self.project == project).then_some(&self.latest)
    }

    /// As if the scheduler had told this of a project: tests do not ask the system's.
    #[cfg(test)]
    pub fn told(project: &Path, known: Result<Known, ScheduleError>) -> Self {
        let mut latest = Latest::default();
        latest.start(Task::spawn("told".into(), || {}, move |_| known));
        Self { project: project.to_owned(), latest }
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.latest.poll();
    }

    /// Asks the scheduler, after having it do what is wanted.
    pub fn start(
        &mut self,
        project: &Path,
        wanted: KeepFresh,
        wake: impl FnOnce() + Send + 'static,
    ) {
        if self.project != project {
            *self = Self { project: project.to_owned(), ..Self::default() };
        }
        let project = project.to_owned();
        self.latest.start(Task::spawn(message!("tasks-scheduler"), wake, move |_| {
            let system = System::here()?;
            match wanted {
                KeepFresh::Look => {}
                KeepFresh::Set(days, at) => system.set(&Schedule::new(&project, days, at)?)?,
                KeepFresh::Remove => drop(System::remove(&project)?),
            }
            Ok(Known { schedule: System::of(&project), system, last: LastRun::of(&project) })
        }));
    }
}
