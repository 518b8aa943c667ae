//! Why there is no schedule.

use std::fmt;
use std::path::PathBuf;

use crate::base::language::t;
use crate::base::system_error;

/// Why a schedule could not be set, asked for or taken away.
#[derive(Debug)]
pub enum ScheduleError {
    /// The project file is not there.
    NoProject(PathBuf),
    /// The system does not say where the program is.
    NoProgram,
    /// A path that the scheduler's files cannot hold.
    OddPath(PathBuf),
    /// Neither of the schedulers that Likely knows is there.
    NoScheduler,
    /// The scheduler refused: which command, and what it said.
    Refused(String, String),
    /// A file of the schedule could not be written or taken away.
    File(PathBuf, std::io::Error),
}

impl std::error::Error for ScheduleError {}

impl fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::NoProject(path) => t!("schedule-no-project", path = path.display().to_string()),
            Self::NoProgram => t!("schedule-no-program").to_owned(),
            Self::OddPath(path) => t!("schedule-odd-path", path = path.display().to_string()),
            Self::NoScheduler => t!("schedule-no-scheduler").to_owned(),
            Self::Refused(command, said) => {
                t!("schedule-refused", command = command, said = said.trim())
            }
            Self::File(path, error) => {
                t!(
                    "schedule-file",
                    path = path.display().to_string(),
                    error = system_error::message(error).to_string()
                )
            }
        };
        f.write_str(&words)
    }
}
