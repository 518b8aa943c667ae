//! A schedule as a line of the person's crontab.

use super::error::ScheduleError;
use super::quote;
use super::when::Schedule;

/// The crontab with the schedule's line instead of an earlier one.
pub(super) fn with(crontab: &str, schedule: &Schedule) -> Result<String, ScheduleError> {
    let days = schedule.days.weekdays();
    let days = match days {
        [] => "*".to_owned(),
        days => days
            .iter()
            .map(|day| day.to_sunday_zero_offset().to_string())
            .collect::<Vec<_>>()
            .join(","),
    };
    let command = schedule.command()?.map(|word| quote::cron(&word)).join(" ");
    let (hour, minute) = (schedule.hour, schedule.minute);
    let mut lines = without(crontab, &schedule.name());
    // How it went is recorded by the run itself; without this cron would post it.
    lines.push_str(&format!(
        "{minute} {hour} * * {days} {command} >/dev/null 2>&1 # {}\n",
        schedule.name()
    ));
    Ok(lines)
}

/// The crontab without the line of this name. All other lines stay as they are.
pub(super) fn without(crontab: &str, name: &str) -> String {
    crontab.lines().filter(|line| !is_of(line, name)).map(|line| format!("{line}\n")).collect()
}

/// Whether the crontab has a line of this name.
pub(super) fn has(crontab: &str, name: &str) -> bool {
    crontab.lines().any(|line| is_of(line, name))
}

fn is_of(line: &str, name: &str) -> bool {
    line.strip_suffix(name).is_some_and(|rest| rest.ends_with("# "))
}
