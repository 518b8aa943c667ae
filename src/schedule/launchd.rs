//! A schedule as an agent of launchd (`launchd.plist(5)`). A time at which the computer slept is made
//! up for when it wakes.

use super::error::ScheduleError;
use super::quote;
use super::when::Schedule;

/// What launchd calls the agent.
pub(super) fn label(name: &str) -> String {
    format!("app.{}", name.replace("likely-", "likely."))
}

/// The text of the agent's file.
pub(super) fn agent(schedule: &Schedule) -> Result<String, ScheduleError> {
    let words: String = schedule
        .command()?
        .iter()
        .map(|word| format!("    <string>{}</string>\n", quote::xml(word)))
        .collect();
    let (hour, minute) = (schedule.hour, schedule.minute);
    let time = format!(
        "<key>Hour</key><integer>{hour}</integer><key>Minute</key><integer>{minute}</integer>"
    );
    let times: String = match schedule.days.weekdays() {
        [] => format!("    <dict>{time}</dict>\n"),
        days => days
            .iter()
            .map(|day| {
                let day = day.to_sunday_zero_offset();
                format!("    <dict><key>Weekday</key><integer>{day}</integer>{time}</dict>\n")
            })
            .collect(),
    };
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
         \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{}</string>\n  \
         <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n  \
         <key>StartCalendarInterval</key>\n  <array>\n{times}  </array>\n  \
         <key>ProcessType</key>\n  <string>Background</string>\n</dict>\n</plist>\n",
        label(&schedule.name())
    ))
}
