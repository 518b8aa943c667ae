//! A schedule as a user timer of systemd: a unit that runs and a timer that starts it.
//!
//! `Persistent=true` makes up for a time at which the computer was off. Exit code 75 of a run says
//! that another program was at the project; it is tried again ten minutes later.

use super::error::ScheduleError;
use super::quote;
use super::when::Schedule;

/// The unit that runs: the text of `NAME.service`.
pub(super) fn service(schedule: &Schedule) -> Result<String, ScheduleError> {
    let command = schedule.command()?.map(|word| quote::systemd(&word)).join(" ");
    Ok(format!(
        "[Unit]\nDescription={}\n\n[Service]\nType=exec\nExecStart={command}\nNice=10\n\
         RestartForceExitStatus=75\nRestartSec=10min\n",
        plain(&schedule.title())
    ))
}

/// When it runs: the text of `NAME.timer`.
pub(super) fn timer(schedule: &Schedule) -> String {
    let days: Vec<String> =
        schedule.days.weekdays().iter().map(|day| format!("{day:?}")[..3].to_owned()).collect();
    let days = if days.is_empty() { String::new() } else { format!("{} ", days.join(",")) };
    format!(
        "[Unit]\nDescription={}\n\n[Timer]\nOnCalendar={days}*-*-* {}:00\nPersistent=true\n\n\
         [Install]\nWantedBy=timers.target\n",
        plain(&schedule.title()),
        schedule.time()
    )
}

/// A text that is no command: `%` stands for itself.
fn plain(text: &str) -> String {
    text.replace('%', "%%")
}
