//! Lists made anew without hands: `likely run` of a project, started by the system's own scheduler.
//!
//! A [`Schedule`] says which project and when. It is set, asked for and taken away at the scheduler
//! of this system ([`System`]): systemd's user timers, else cron on Linux; launchd on macOS; the Task
//! Scheduler on Windows. What is written there is made by one small file each (`systemd.rs`,
//! `cron.rs`, `launchd.rs`, `windows.rs`), as text, so that every form is tested on every system.
//! [`LastRun`] is how a project's latest run ended, for the window and `likely schedule`.
//!
//! Nothing here knows what a run does.

mod cron;
mod error;
mod last_run;
mod launchd;
mod quote;
mod system;
mod systemd;
mod when;
mod windows;

pub use error::ScheduleError;
pub use last_run::LastRun;
pub use system::System;
pub use when::{Days, Schedule};

#[cfg(test)]
mod tests;
