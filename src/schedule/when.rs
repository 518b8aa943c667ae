//! Which project is run, and when.

use std::path::{Path, PathBuf};

use jiff::civil::{Time, Weekday};
use serde::{Deserialize, Serialize};

use super::error::ScheduleError;
use crate::base::digest;
use crate::base::language::t;

/// Minutes that a run from a schedule waits for another program that writes the project's lists.
const WAIT: &str = "60";

/// On which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Days {
    /// All.
    #[default]
    Daily,
    /// Monday to Friday.
    Weekdays,
    /// One day a week.
    Mondays,
    /// One day a week.
    Tuesdays,
    /// One day a week.
    Wednesdays,
    /// One day a week.
    Thursdays,
    /// One day a week.
    Fridays,
    /// One day a week.
    Saturdays,
    /// One day a week.
    Sundays,
}

impl Days {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Daily,
        Self::Weekdays,
        Self::Mondays,
        Self::Tuesdays,
        Self::Wednesdays,
        Self::Thursdays,
        Self::Fridays,
        Self::Saturdays,
        Self::Sundays,
    ];

    /// The days of the week; none for all of them.
    pub(super) fn weekdays(self) -> &'static [Weekday] {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        match self {
            Self::Daily => &[],
            Self::Weekdays => &[Monday, Tuesday, Wednesday, Thursday, Friday],
            Self::Mondays => &[Monday],
            Self::Tuesdays => &[Tuesday],
            Self::Wednesdays => &[Wednesday],
            Self::Thursdays => &[Thursday],
            Self::Fridays => &[Friday],
            Self::Saturdays => &[Saturday],
            Self::Sundays => &[Sunday],
        }
    }

    /// In the person's words: "every day", "every Monday".
    pub fn words(self) -> &'static str {
        match self {
            Self::Daily => t!("schedule-daily"),
            Self::Weekdays => t!("schedule-weekdays"),
            Self::Mondays => t!("schedule-mondays"),
            Self::Tuesdays => t!("schedule-tuesdays"),
            Self::Wednesdays => t!("schedule-wednesdays"),
            Self::Thursdays => t!("schedule-thursdays"),
            Self::Fridays => t!("schedule-fridays"),
            Self::Saturdays => t!("schedule-saturdays"),
            Self::Sundays => t!("schedule-sundays"),
        }
    }
}

/// When which project is run, by which program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The project file, in full.
    pub project: PathBuf,
    /// The program file, in full.
    pub program: PathBuf,
    /// On which days.
    pub days: Days,
    /// Hour of this computer's clock, 0 to 23 …
    pub hour: u8,
    /// … and minute, 0 to 59.
    pub minute: u8,
}

impl Schedule {
    /// Runs of a project by the program that runs now.
    ///
    /// # Errors
    /// The project is not there, or the system does not say where the program is.
    pub fn new(project: &Path, days: Days, at: Time) -> Result<Self, ScheduleError> {
        let project = std::path::absolute(project)
            .ok()
            .filter(|path| path.is_file())
            .ok_or_else(|| ScheduleError::NoProject(project.to_owned()))?;
        let program = program().ok_or(ScheduleError::NoProgram)?;
        let (hour, minute) = (at.hour().unsigned_abs(), at.minute().unsigned_abs());
        Ok(Self { project, program, days, hour, minute })
    }

    /// "every Monday at 06:00".
    pub fn words(&self) -> String {
        t!("schedule-when", days = self.days.words(), time = self.time())
    }

    /// "06:00".
    pub fn time(&self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }

    /// The name that the schedule has with the system: the same for the same project file.
    pub(super) fn name(&self) -> String {
        name(&self.project)
    }

    /// What is run: the program and its arguments.
    pub(super) fn command(&self) -> Result<[String; 6], ScheduleError> {
        let text = |path: &Path| {
            let text = path.to_str().filter(|text| !text.contains(['\n', '\r', '\0']));
            text.map(str::to_owned).ok_or_else(|| ScheduleError::OddPath(path.to_owned()))
        };
        Ok([
            text(&self.program)?,
            "run".into(),
            text(&self.project)?,
            "--overwrite".into(),
            "--wait".into(),
            WAIT.into(),
        ])
    }

    /// "Likely: spring": what the system shows.
    pub(super) fn title(&self) -> String {
        let stem = self.project.file_stem().unwrap_or_default();
        format!("Likely: {}", stem.to_string_lossy())
    }
}

/// Where Likely keeps what it knows of a project's schedule and runs, by ending.
pub(super) fn own_file(project: &Path, ending: &str) -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "Likely")?;
    Some(folders.data_local_dir().join("schedules").join(name(project)).with_extension(ending))
}

/// The name of a project's schedule with the system.
fn name(project: &Path) -> String {
    let digest = digest::sha256(project.as_os_str().as_encoded_bytes());
    format!("likely-{}", &digest[..16])
}

/// The program as it is installed. Of an AppImage the file itself, not where it is mounted now.
fn program() -> Option<PathBuf> {
    let image = std::env::var_os("APPIMAGE").map(PathBuf::from).filter(|path| path.is_file());
    image.or_else(|| std::env::current_exe().ok())
}
