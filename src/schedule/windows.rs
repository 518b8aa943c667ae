//! A schedule as a task of Windows' Task Scheduler (its XML, version 1.2). A time at which the
//! computer was off is made up for.

use super::error::ScheduleError;
use super::quote;
use super::when::Schedule;

/// What the Task Scheduler calls the task.
pub(super) fn task_name(name: &str) -> String {
    format!(r"Likely\{name}")
}

/// The task as `schtasks /Create /XML` reads it, to be written as UTF-16 with a mark.
pub(super) fn task(schedule: &Schedule) -> Result<String, ScheduleError> {
    let [program, arguments @ ..] = schedule.command()?;
    let arguments = arguments.map(|word| quote::windows(&word)).join(" ");
    let days = match schedule.days.weekdays() {
        [] => "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>".to_owned(),
        days => {
            let days: String = days.iter().map(|day| format!("<{day:?} />")).collect();
            format!(
                "<ScheduleByWeek><WeeksInterval>1</WeeksInterval><DaysOfWeek>{days}</DaysOfWeek>\
                 </ScheduleByWeek>"
            )
        }
    };
    // A day in the past: the trigger holds from now on, at the computer's own time.
    let start = format!("2020-01-01T{}:00", schedule.time());
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n  \
         <RegistrationInfo><Description>{}</Description></RegistrationInfo>\n  \
         <Triggers><CalendarTrigger><StartBoundary>{start}</StartBoundary>\
         <Enabled>true</Enabled>{days}</CalendarTrigger></Triggers>\n  \
         <Settings><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\
         <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\
         <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\
         <StartWhenAvailable>true</StartWhenAvailable>\
         <ExecutionTimeLimit>PT12H</ExecutionTimeLimit><Priority>7</Priority></Settings>\n  \
         <Actions><Exec><Command>{}</Command><Arguments>{}</Arguments></Exec></Actions>\n\
         </Task>\n",
        quote::xml(&schedule.title()),
        quote::xml(&program),
        quote::xml(&arguments)
    ))
}
