//! The scheduler of this system: setting, asking for and taking away a schedule.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::error::ScheduleError;
use super::last_run::LastRun;
use super::when::{Schedule, own_file};
use super::{cron, launchd, systemd, windows};
use crate::base::atomic_file::{self, Access, make_private_folder};
use crate::base::language::t;
use crate::base::whole_file;

/// A scheduler that Likely knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// The user's own manager of systemd.
    Systemd,
    /// The person's crontab.
    Cron,
    /// macOS.
    Launchd,
    /// Windows.
    TaskScheduler,
}

/// A schedule that was set, and where.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    system: System,
    schedule: Schedule,
}

/// Ending of the file that says which schedule was set.
const KEPT: &str = "json";
/// Far more than a schedule takes.
const MOST_BYTES: u64 = 1 << 20;

impl System {
    /// The scheduler of this computer that answers.
    ///
    /// # Errors
    /// None does.
    pub fn here() -> Result<Self, ScheduleError> {
        if cfg!(windows) {
            return Ok(Self::TaskScheduler);
        }
        if cfg!(target_os = "macos") {
            return Ok(Self::Launchd);
        }
        if say(&["systemctl", "--user", "show-environment"]).is_ok() {
            return Ok(Self::Systemd);
        }
        crontab().map(|_| Self::Cron).map_err(|_| ScheduleError::NoScheduler)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Systemd => "systemd",
            Self::Cron => "cron",
            Self::Launchd => "launchd",
            Self::TaskScheduler => t!("schedule-task-scheduler"),
        }
    }

    /// What the person should know of it.
    pub fn note(self) -> &'static str {
        match self {
            Self::Systemd => t!("schedule-note-systemd"),
            Self::Cron => t!("schedule-note-cron"),
            Self::Launchd | Self::TaskScheduler => t!("schedule-note-signed-in"),
        }
    }

    /// Sets a schedule instead of the project's earlier one.
    ///
    /// # Errors
    /// The scheduler refuses, or a file cannot be written. Nothing half-set is left.
    pub fn set(self, schedule: &Schedule) -> Result<(), ScheduleError> {
        // Where the earlier one stands with another scheduler both would run.
        if let Some(kept) = kept(&schedule.project).filter(|kept| kept.system != self) {
            kept.system.take_away(&kept.schedule.name())?;
        }
        let set = self.put(schedule).and_then(|()| keep(self, schedule));
        if set.is_err() {
            let _ = self.take_away(&schedule.name());
        }
        set
    }

    /// The schedule of a project and where it stands; `None` where there is none, or none any more.
    pub fn of(project: &Path) -> Option<(Self, Schedule)> {
        let project = std::path::absolute(project).ok()?;
        let Kept { system, schedule } = kept(&project)?;
        system.has(&schedule.name()).then_some((system, schedule))
    }

    /// Takes a project's schedule away. Whether there was one.
    ///
    /// # Errors
    /// The scheduler refuses, or a file cannot be taken away.
    pub fn remove(project: &Path) -> Result<bool, ScheduleError> {
        let project = std::path::absolute(project)
            .map_err(|error| ScheduleError::File(project.to_owned(), error))?;
        let Some(kept) = kept(&project) else { return Ok(false) };
        kept.system.take_away(&kept.schedule.name())?;
        if let Some(file) = own_file(&project, KEPT) {
            remove_file(&file)?;
        }
        LastRun::forget(&project);
        Ok(true)
    }

    fn put(self, schedule: &Schedule) -> Result<(), ScheduleError> {
        let name = schedule.name();
        match self {
            Self::Systemd => {
                let [service, timer] = units(&name)?;
                write(&service, systemd::service(schedule)?.as_bytes())?;
                write(&timer, systemd::timer(schedule).as_bytes())?;
                say(&["systemctl", "--user", "daemon-reload"])?;
                say(&["systemctl", "--user", "enable", "--now", &format!("{name}.timer")])?;
                // A timer that was there already takes its new time.
                say(&["systemctl", "--user", "restart", &format!("{name}.timer")])
            }
            Self::Cron => set_crontab(&cron::with(&crontab()?, schedule)?),
            Self::Launchd => {
                let agent = agent_file(&name)?;
                write(&agent, launchd::agent(schedule)?.as_bytes())?;
                let _ = say(&["launchctl", "bootout", &domain(Some(&name))?]);
                say(&["launchctl", "bootstrap", &domain(None)?, &agent.to_string_lossy()])
            }
            Self::TaskScheduler => {
                let file = own_file(&schedule.project, "xml").ok_or(ScheduleError::NoScheduler)?;
                let text: Vec<u8> = std::iter::once(0xfeff_u16)
                    .chain(windows::task(schedule)?.encode_utf16())
                    .flat_map(u16::to_le_bytes)
                    .collect();
                write(&file, &text)?;
                let (task, xml) = (windows::task_name(&name), file.to_string_lossy().into_owned());
                let made = say(&["schtasks", "/Create", "/TN", &task, "/XML", &xml, "/F"]);
                remove_file(&file)?;
                made
            }
        }
    }

    fn has(self, name: &str) -> bool {
        match self {
            Self::Systemd => {
                say(&["systemctl", "--user", "is-enabled", &format!("{name}.timer")]).is_ok()
            }
            Self::Cron => crontab().is_ok_and(|crontab| cron::has(&crontab, name)),
            Self::Launchd => {
                domain(Some(name)).is_ok_and(|agent| say(&["launchctl", "print", &agent]).is_ok())
            }
            Self::TaskScheduler => {
                say(&["schtasks", "/Query", "/TN", &windows::task_name(name)]).is_ok()
            }
        }
    }

    fn take_away(self, name: &str) -> Result<(), ScheduleError> {
        match self {
            Self::Systemd => {
                // Fails where the person has taken it away already; then there is nothing to do.
                let _ = say(&["systemctl", "--user", "disable", "--now", &format!("{name}.timer")]);
                for unit in units(name)? {
                    remove_file(&unit)?;
                }
                say(&["systemctl", "--user", "daemon-reload"])
            }
            Self::Cron => {
                let crontab = crontab()?;
                match cron::has(&crontab, name) {
                    true => set_crontab(&cron::without(&crontab, name)),
                    false => Ok(()),
                }
            }
            Self::Launchd => {
                let _ = say(&["launchctl", "bootout", &domain(Some(name))?]);
                remove_file(&agent_file(name)?)
            }
            Self::TaskScheduler => match self.has(name) {
                true => say(&["schtasks", "/Delete", "/TN", &windows::task_name(name), "/F"]),
                false => Ok(()),
            },
        }
    }
}

fn kept(project: &Path) -> Option<Kept> {
    let text = whole_file::read(&own_file(project, KEPT)?, MOST_BYTES).ok()?;
    serde_json::from_slice::<Kept>(&text).ok().filter(|kept| kept.schedule.project == project)
}

fn keep(system: System, schedule: &Schedule) -> Result<(), ScheduleError> {
    let file = own_file(&schedule.project, KEPT).ok_or(ScheduleError::NoScheduler)?;
    let kept = Kept { system, schedule: schedule.clone() };
    let text = serde_json::to_vec_pretty(&kept)
        .map_err(|error| ScheduleError::File(file.clone(), error.into()))?;
    write(&file, &text)
}

/// The files of a schedule with systemd: what runs, and when.
fn units(name: &str) -> Result<[PathBuf; 2], ScheduleError> {
    let folder = directories::BaseDirs::new().ok_or(ScheduleError::NoScheduler)?;
    let folder = folder.config_dir().join("systemd/user");
    Ok(["service", "timer"].map(|kind| folder.join(format!("{name}.{kind}"))))
}

fn agent_file(name: &str) -> Result<PathBuf, ScheduleError> {
    let folder = directories::BaseDirs::new().ok_or(ScheduleError::NoScheduler)?;
    let label = launchd::label(name);
    Ok(folder.home_dir().join("Library/LaunchAgents").join(format!("{label}.plist")))
}

/// What launchctl calls the agents of whoever is signed in, or one of them.
fn domain(name: Option<&str>) -> Result<String, ScheduleError> {
    let user = output(&["id", "-u"])?;
    let agent = name.map(|name| format!("/{}", launchd::label(name))).unwrap_or_default();
    Ok(format!("gui/{}{agent}", user.trim()))
}

fn write(file: &Path, text: &[u8]) -> Result<(), ScheduleError> {
    let failed = |error| ScheduleError::File(file.to_owned(), error);
    file.parent().map_or(Ok(()), make_private_folder).map_err(failed)?;
    atomic_file::replace(file, text, Access::Owner).map_err(failed)
}

fn remove_file(file: &Path) -> Result<(), ScheduleError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ScheduleError::File(file.to_owned(), error))
        }
        _ => Ok(()),
    }
}

/// The person's crontab; empty where there is none yet.
fn crontab() -> Result<String, ScheduleError> {
    // Told in English that there is none.
    let run = Command::new("crontab").arg("-l").env("LC_ALL", "C").stdin(Stdio::null()).output();
    let run = run.map_err(|error| ScheduleError::Refused("crontab".into(), error.to_string()))?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    match run.status.success() {
        // What is not UTF-8 could not be given back as it was.
        true => String::from_utf8(run.stdout)
            .map_err(|error| ScheduleError::Refused("crontab".into(), error.to_string())),
        false if said.contains("no crontab") => Ok(String::new()),
        false => Err(ScheduleError::Refused("crontab".into(), said)),
    }
}

fn set_crontab(text: &str) -> Result<(), ScheduleError> {
    let refused = |said: String| ScheduleError::Refused("crontab".into(), said);
    let child = Command::new("crontab")
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| refused(error.to_string()))?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).map_err(|error| refused(error.to_string()))?;
    }
    let run = child.wait_with_output().map_err(|error| refused(error.to_string()))?;
    match run.status.success() {
        true => Ok(()),
        false => Err(refused(String::from_utf8_lossy(&run.stderr).into_owned())),
    }
}

/// Runs a command of the system for what it does.
fn say(words: &[&str]) -> Result<(), ScheduleError> {
    output(words).map(drop)
}

/// What a command of the system prints.
fn output(words: &[&str]) -> Result<String, ScheduleError> {
    let [program, arguments @ ..] = words else { return Ok(String::new()) };
    let refused = |said: String| ScheduleError::Refused((*program).to_owned(), said);
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    let run = command.output().map_err(|error| refused(error.to_string()))?;
    match run.status.success() {
        true => Ok(String::from_utf8_lossy(&run.stdout).into_owned()),
        false => Err(refused(String::from_utf8_lossy(&run.stderr).into_owned())),
    }
}
