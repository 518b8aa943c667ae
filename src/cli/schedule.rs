//! `likely schedule`: a project's lists every day or week, without hands.

use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use jiff::civil::Time;

use super::typed::Failure;
use crate::base::words::{count, when};
use crate::project;
use crate::schedule::{Days, LastRun, Schedule, System};

/// What was typed after `likely schedule`.
#[derive(Debug, Parser)]
pub struct Args {
    /// The project file.
    project: PathBuf,
    /// Time of day by this computer's clock; without it the schedule that there is is shown.
    #[arg(long, value_name = "HH:MM")]
    at: Option<String>,
    /// On which days.
    #[arg(long, value_enum, default_value_t = On::Daily, requires = "at")]
    on: On,
    /// Take the schedule away.
    #[arg(long, conflicts_with = "at")]
    remove: bool,
}

/// Days as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum On {
    Daily,
    Weekdays,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<On> for Days {
    fn from(on: On) -> Self {
        match on {
            On::Daily => Self::Daily,
            On::Weekdays => Self::Weekdays,
            On::Monday => Self::Mondays,
            On::Tuesday => Self::Tuesdays,
            On::Wednesday => Self::Wednesdays,
            On::Thursday => Self::Thursdays,
            On::Friday => Self::Fridays,
            On::Saturday => Self::Saturdays,
            On::Sunday => Self::Sundays,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// A sentence: the project or the scheduler is not there, or refuses.
pub fn run(args: &Args) -> Result<(), Failure> {
    if args.remove {
        match System::remove(&args.project)? {
            true => println!("The schedule was taken away. The project and its lists stay."),
            false => println!("There is no schedule for this project."),
        }
        return Ok(());
    }
    let Some(at) = &args.at else {
        show(&args.project);
        return Ok(());
    };
    let at = at
        .parse::<Time>()
        .map_err(|_| Failure::new(format!("“{at}” is not a time of day. Write it as 06:00.")))?;
    // What cannot be opened now cannot be run at night.
    project::load(&args.project)?;
    let schedule = Schedule::new(&args.project, args.on.into(), at)?;
    let system = System::here()?;
    system.set(&schedule)?;
    println!("Lists are made {} by {}. {}", schedule.words(), system.name(), system.note());
    Ok(())
}

fn show(project: &Path) {
    match System::of(project) {
        Some((system, schedule)) => {
            println!("Lists are made {} by {}.", schedule.words(), system.name());
        }
        None => println!("There is no schedule for this project."),
    }
    let Some(last) = LastRun::of(project) else { return };
    let lists = match last.audiences {
        1 => "lists of 1 audience were made".to_owned(),
        n => format!("lists of {} audiences were made", count(n as u64)),
    };
    println!("Last run: {}; {lists} (exit code {}).", when(last.started), last.exit_code);
    last.failures.iter().for_each(|words| println!("  {words}"));
}
