//! `likely run`: a project's audiences made anew, for schedules.

use std::path::PathBuf;

use clap::Parser;

use super::bar::Bar;
use super::typed::Failure;
use crate::audience::{Audience, Compared, Computed, PeopleSet, Status, Store};
use crate::base::progress::Progress;
use crate::export::Existing;
use crate::history::to_clock;
use crate::project::{self, Project, Saved};
use crate::workflow::{self, Audiences, ListsMade, Making, Ready, Storage};

/// What was typed after `likely run`.
#[derive(Debug, Parser)]
pub struct Args {
    /// The project file.
    project: PathBuf,
    /// Only the audience of this name; several times for several. Default: all.
    #[arg(long = "audience", value_name = "NAME")]
    audiences: Vec<String>,
    /// Use only what happened before this time (ISO 8601); default: just after the last event.
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Folder to write to, one folder in it for each audience; default: the audience's own folder,
    /// else one named after it beside the project.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Read the files anew, and keep nothing for the next time.
    #[arg(long)]
    fresh: bool,
    /// Gigabytes of memory that events may take; what is more is read from the disk.
    #[arg(long, value_name = "GB", default_value_t = 4.0)]
    memory: f64,
    /// Replace lists that are there already.
    #[arg(long)]
    overwrite: bool,
    /// Write lists although a file is damaged or cut off: people and opt-outs may be missing.
    #[arg(long)]
    accept_damaged: bool,
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person: the project cannot be used, or one of its audiences failed.
pub fn run(args: &Args) -> Result<(), Failure> {
    let as_of = args.as_of.as_deref().map(super::typed::parse_time).transpose()?;
    let project = project::load(&args.project)?;
    let as_of = as_of.or(project.as_of.map(to_clock));
    for name in &args.audiences {
        if project.audiences.iter().all(|a| a.audience.name != *name) {
            return Err(no_such(name));
        }
    }
    let chosen: Vec<&Saved> = project
        .audiences
        .iter()
        .filter(|a| args.audiences.is_empty() || args.audiences.contains(&a.audience.name))
        .collect();
    if chosen.is_empty() {
        return Err(Failure::new(
            "The project has no audience yet. Open it in the window and make one.",
        ));
    }
    all_there(&project)?;
    let storage = Storage {
        folder: Storage::usual().folder.filter(|_| !args.fresh),
        memory: super::typed::gigabytes(args.memory)?,
    };
    let bar = Bar::start();
    let files = workflow::open_all(&project.paths(), &project.options, bar.progress())?;
    let ready =
        workflow::prepare(&files, &project.catalog, &project.options, &storage, bar.progress())?;
    let notes = ready.report.notes();
    workflow::unread(&ready).iter().chain(&notes).for_each(|words| eprintln!("{words}"));
    let damaged = workflow::damaged(&ready);
    if !damaged.is_empty() && !args.accept_damaged {
        return Err(Failure::new(format!(
            "{} Nothing was written, because people and opt-outs may be missing. Export it again, \
             or run with --accept-damaged to use what could be read.",
            damaged.join(" ")
        )));
    }
    let store = Store::beside(&args.project);
    let all = project.audiences.iter().map(|a| &a.audience).collect();
    let audiences = Audiences::new(&ready, all, &project.options, as_of);
    let mut run = Run {
        args,
        project: &project,
        ready: &ready,
        audiences,
        store,
        taken: PeopleSet::default(),
        failed: Vec::new(),
    };
    for saved in project.by_priority() {
        let wanted = chosen.iter().any(|c| c.audience.id == saved.audience.id);
        let comes_before =
            chosen.iter().any(|c| project.is_before(saved.audience.id, c.audience.id));
        if wanted || comes_before {
            run.one(saved, wanted, bar.progress());
        }
    }
    drop(bar);
    match run.failed.len() {
        0 => Ok(()),
        failed => Err(Failure::new(format!("{failed} of the audiences could not be made."))),
    }
}

/// A run under way.
struct Run<'a> {
    args: &'a Args,
    project: &'a Project,
    ready: &'a Ready,
    audiences: Audiences<'a>,
    store: Store,
    /// People of the audiences with a priority so far.
    taken: PeopleSet,
    /// Numbers and names of audiences that could not be computed or written.
    failed: Vec<(u64, String)>,
}

impl Run<'_> {
    /// Computes an audience, writes its lists where they are wanted, and says how it went.
    fn one(&mut self, saved: &Saved, wanted: bool, progress: &Progress) {
        let audience = &saved.audience;
        if let Err(Failure(words)) = self.try_one(saved, wanted, progress) {
            eprintln!("{}: {words}", audience.name);
            self.failed.push((audience.id, audience.name.clone()));
        }
    }

    fn try_one(&mut self, saved: &Saved, wanted: bool, progress: &Progress) -> Result<(), Failure> {
        let audience = &saved.audience;
        if !wanted && !audience.has_target() {
            // A draft has nobody to keep out of other lists.
            return Ok(());
        }
        let before = self.failed.iter().find(|(id, _)| self.project.is_before(*id, audience.id));
        if let Some((_, name)) = before {
            return Err(Failure::new(format!(
                "It comes after “{name}”, which could not be made, so who is kept out of it for \
                 that one is not known. Nothing was written, so that nobody is on two lists."
            )));
        }
        let prior = self.project.priority.contains(&audience.id);
        let computed = computed(&mut self.audiences, audience, progress)?;
        let computed = match waiting_or_live(audience, computed) {
            Ok(Some(computed)) => computed,
            Ok(None) => return Ok(()),
            // Nobody is in it, which keeps nobody out of others.
            Err(_) if !wanted => return Ok(()),
            Err(failure) => return Err(failure),
        };
        let mut members = workflow::set(&computed, audience);
        if wanted {
            let making = Making {
                folder: match &self.args.output {
                    Some(output) => workflow::lists_folder_in(self.project, output, saved),
                    None => workflow::lists_folder(self.project, Some(&self.args.project), saved),
                },
                existing: if self.args.overwrite { Existing::Replace } else { Existing::Keep },
                taken: prior.then(|| self.taken.clone()),
                store: Some(self.store.clone()),
                inputs: self.project.inputs(),
                options: self.project.options.clone(),
                accept_damaged: self.args.accept_damaged,
            };
            let made = workflow::make_lists(self.ready, &computed, saved, &making, progress)?;
            say(saved, &made);
            members = workflow::set(&made.computed, audience);
        }
        if prior {
            self.taken.add(&members);
        }
        Ok(())
    }
}

/// The sentence for an audience that is not in the project.
pub(super) fn no_such(name: &str) -> Failure {
    Failure::new(format!("The project has no audience called “{name}”."))
}

/// Fails with their names where data files are not where they were.
pub(super) fn all_there(project: &Project) -> Result<(), Failure> {
    let missing: Vec<String> = project
        .files
        .iter()
        .filter(|f| !f.path.exists())
        .map(|f| f.path.display().to_string())
        .collect();
    if !missing.is_empty() {
        return Err(Failure::new(format!(
            "Data files of the project are not where they were: {}. Open the project in the \
             window to say where they are now.",
            missing.join(", ")
        )));
    }
    Ok(())
}

/// Computes an audience and says what there is to know about it.
fn computed(
    audiences: &mut Audiences<'_>,
    audience: &Audience,
    progress: &Progress,
) -> Result<Computed, Failure> {
    let computed = audiences.compute(audience, progress)?;
    workflow::unknown_values(audiences.history(), &audience.target)
        .iter()
        .for_each(|words| eprintln!("{}: {words}", audience.name));
    let notes = computed.exclusions.iter().filter_map(|out| out.note.as_ref());
    let own = computed.outcome.notes.iter().filter(|_| !computed.waits());
    notes.chain(own).for_each(|note| eprintln!("{}: {note}", audience.name));
    Ok(computed)
}

/// An audience whose people are known; `None`, once it is said, for one that waits for data: that
/// is no failure, it fills when the data is there.
fn waiting_or_live(audience: &Audience, computed: Computed) -> Result<Option<Computed>, Failure> {
    match computed.status(audience) {
        Status::Live(_) => Ok(Some(computed)),
        Status::NeedsData(words) if computed.waits() => {
            println!("{}: nobody yet. {words}", audience.name);
            Ok(None)
        }
        Status::NeedsData(words) | Status::Failed(words) => Err(Failure::new(words)),
        Status::Draft | Status::Computing(_) => {
            Err(Failure::new("Its definition is not complete."))
        }
    }
}

/// Computes an audience whose people are known.
pub(super) fn live(
    audiences: &mut Audiences<'_>,
    audience: &Audience,
    progress: &Progress,
) -> Result<Computed, Failure> {
    waiting_or_live(audience, computed(audiences, audience, progress)?)?
        .ok_or_else(|| Failure::new("It waits for data."))
}

/// Says what became of an audience's lists.
pub(super) fn say(saved: &Saved, made: &ListsMade) {
    println!(
        "{}: {} people, {:.1}% expected to engage, {:.1} times the average: {}",
        saved.audience.name,
        made.made.people,
        made.about.rate * 100.0,
        made.about.lift,
        made.made.folder.display()
    );
    if made.kept_out > 0 {
        println!(
            "  {} more are in an audience that comes before it, and only there.",
            made.kept_out
        );
    }
    if made.held_elsewhere > 0 {
        println!(
            "  {} more are held out of another audience's campaign, and on no list until it is \
             measured.",
            made.held_elsewhere
        );
    }
    let notes = made.consent_note.iter().chain(&made.unreadable).chain(&made.not_recorded);
    notes.for_each(|words| eprintln!("{words}"));
    if let Some((at, changed)) = &made.since {
        println!("  {}", changes(*at, changed));
    }
}

/// "Since 1 Nov 2026: 12 people came, 9 left, 402 stayed."
fn changes(before: i64, changed: &Compared) -> String {
    let day = jiff::Timestamp::from_second(before).unwrap_or_default();
    let gone = match changed.gone {
        0 => String::new(),
        gone => format!(", {gone} are no longer in the data"),
    };
    let (came, left) = (changed.came.len(), changed.left.len());
    format!(
        "Since {}: {came} came, {left} left, {} stayed{gone}.",
        day.strftime("%-d %b %Y"),
        changed.stayed
    )
}
