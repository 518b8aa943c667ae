//! `likely run`: a project's audiences made anew, for schedules.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use super::bar::Bar;
use super::engine::{Engine, Here};
use super::outcome::{OfAudience, Outcome, WrittenLists};
use super::sources::{about_the_day, all_heard, all_there};
use super::typed::{Exit, Failure};
use super::words::counted;
use crate::audience::{
    Audience, Compared, Computed, ExcludedBy, Exclusion, PeopleSet, Status, Store, UnknownValue,
};
use crate::base::progress::Progress;
use crate::base::remote;
use crate::base::words;
use crate::export::Existing;
use crate::history::{History, from_clock, to_clock};
use crate::project::{self, Project, Saved};
use crate::workflow::{
    self, Audiences, ListsError, ListsMade, Making, OpenedProject, Ready, Storage, Turn, TurnError,
};

/// What was typed after `likely run`.
#[derive(Debug, Clone, Parser)]
pub struct Args {
    /// The project file.
    pub(super) project: PathBuf,
    /// Only the audience of this name; several times for several. Default: all.
    #[arg(long = "audience", value_name = "NAME")]
    audiences: Vec<String>,
    /// Use only what happened before this time (ISO 8601); a day alone begins at midnight UTC. Default: just after the last event.
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Folder to write to, one folder in it for each audience; default: the audience's own folder,
    /// else one named after it beside the project.
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Read the files anew, and keep nothing for the next time.
    #[arg(long)]
    pub(super) fresh: bool,
    /// Gigabytes of memory that events may take; what is more is read from the disk.
    #[arg(long, value_name = "GB", default_value_t = 4.0)]
    memory: f64,
    /// Replace lists that are there already.
    #[arg(long)]
    overwrite: bool,
    /// Minutes to wait while another program writes this project's lists.
    #[arg(long, value_name = "MINUTES", default_value_t = 10)]
    wait: u64,
    /// Write lists although a file is damaged or cut off: people and opt-outs may be missing.
    #[arg(long)]
    accept_damaged: bool,
    /// Print what was done as JSON; what is meant for people goes to the error stream.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person: the project cannot be used, or one of its audiences failed.
pub fn run(args: &Args) -> Result<(), Failure> {
    run_by(args, &Here)
}

/// Runs the command with files read and people ranked by an engine.
pub(super) fn run_by(args: &Args, engine: &dyn Engine) -> Result<(), Failure> {
    let mut outcome = Outcome::of(&args.project);
    let result = make(args, &mut outcome, engine);
    outcome.ended(&result);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&outcome)?);
    }
    result
}

fn make(args: &Args, outcome: &mut Outcome, engine: &dyn Engine) -> Result<(), Failure> {
    let as_of = args.as_of.as_deref().map(super::typed::parse_time).transpose()?;
    let mut project = project::load(&args.project)?;
    engine.choose_files(&mut project)?;
    let saved = project.as_of.filter(|_| as_of.is_none());
    let as_of = as_of.or(saved.map(to_clock));
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
    let store = Store::beside(&args.project);
    all_there(&project, &store)?;
    if let Some(output) = &args.output {
        remote::try_writing(output).map_err(|why| {
            Failure::new(format!("{} cannot be written: {why}.", output.display()))
        })?;
    }
    let storage = Storage {
        folder: Storage::usual().folder.filter(|_| !args.fresh),
        memory: super::typed::gigabytes(args.memory)?,
    };
    let bar = Bar::start();
    let mut catalog = project.catalog.clone();
    let OpenedProject { files, words: news, unheard } =
        workflow::open_project(&project, &mut catalog, bar.progress())?;
    let ready = engine.prepare(&project, &files, &catalog, &storage, bar.progress())?;
    let notes = ready.report.notes();
    let end = ready.history.dense_end().map(|end| from_clock(end.end));
    let day = match (args.as_of.is_some(), end) {
        (false, Some(end)) => about_the_day(saved, end, words::now()),
        _ => None,
    };
    let news = news.into_iter().chain(day);
    outcome.notes = news.chain(workflow::unread(&ready)).chain(notes).collect();
    outcome.notes.iter().for_each(|words| eprintln!("{words}"));
    let limit = Some(Duration::from_secs(60 * args.wait));
    let turn = Turn::wait(Some(&store), limit, bar.progress());
    let turn = turn.map_err(|error| match error {
        TurnError::StillBusy(_) => Failure::from(error).with(Exit::Busy),
        TurnError::Stopped(_) => error.into(),
    })?;
    if let Err(error) = workflow::remember_adopted(&project, &store, &files) {
        eprintln!("{error}");
        outcome.notes.push(error.to_string());
    }
    let all = project.audiences.iter().map(|a| &a.audience).collect();
    let audiences = Audiences::new(&ready, all, &project.options, as_of);
    let mut run = Run {
        args,
        project: &project,
        ready: &ready,
        audiences,
        store,
        turn,
        known: BTreeMap::new(),
        before: Vec::new(),
        held_out: Vec::new(),
        failed: Vec::new(),
        outcome,
    };
    let wanted = |saved: &Saved| chosen.iter().any(|c| c.audience.id == saved.audience.id);
    let comes_before =
        |saved: &Saved| chosen.iter().any(|c| project.is_before(saved.audience.id, c.audience.id));
    let order: Vec<&Saved> =
        project.by_priority().filter(|saved| wanted(saved) || comes_before(saved)).collect();
    run.draw(&order, &wanted, bar.progress());
    for saved in order {
        run.one(saved, wanted(saved), bar.progress());
    }
    drop(bar);
    let failed = run.failed.len();
    if failed == 0 {
        return all_heard(&unheard);
    }
    let all = run.outcome.audiences.iter().all(|audience| audience.result == "failed");
    let exit = if all { Exit::Failed } else { Exit::Partial };
    Err(Failure::new(format!("{failed} of the audiences could not be made.")).with(exit))
}

/// A run under way.
struct Run<'a> {
    args: &'a Args,
    project: &'a Project,
    ready: &'a Ready,
    audiences: Audiences<'a>,
    store: Store,
    /// No other program writes lists of the project until this run ends.
    turn: Turn,
    /// Audiences that were computed before their turn.
    known: BTreeMap<u64, Computed>,
    /// The audiences with a priority so far, with their people.
    before: Vec<Exclusion>,
    /// Whom audiences of this run hold out, by their numbers.
    held_out: Vec<(u64, PeopleSet)>,
    /// Numbers and names of audiences that could not be computed or written.
    failed: Vec<(u64, String)>,
    /// What is told of the run.
    outcome: &'a mut Outcome,
}

impl Run<'_> {
    /// Draws the control groups of audiences whose turn comes after that of others which may have
    /// the same people: those are not to contact whom these hold out.
    fn draw(&mut self, order: &[&Saved], wanted: &dyn Fn(&Saved) -> bool, progress: &Progress) {
        for (place, saved) in order.iter().enumerate() {
            let id = saved.audience.id;
            let shared =
                |other: &&&Saved| wanted(other) && !self.project.is_before(other.audience.id, id);
            let shared = order[..place].iter().any(|other| shared(&other));
            if !wanted(saved) || saved.audience.control_percent <= 0.0 || !shared {
                continue;
            }
            // What fails here fails again in its turn, and is told then.
            if let Ok(held) = self.control_group(saved, progress) {
                self.held_out.push((id, held));
            }
        }
    }

    fn control_group(&mut self, saved: &Saved, progress: &Progress) -> Result<PeopleSet, Failure> {
        let mut before = Vec::new();
        for Saved { audience, .. } in self.project.before(saved.audience.id) {
            before.push(match audience.has_target() {
                true => self.computed_early(audience, progress)?.members(audience),
                false => Exclusion::nobody(audience.id, Some(&audience.name)),
            });
        }
        let computed = self.computed_early(&saved.audience, progress)?;
        let making = Making { before, ..self.making(saved) };
        Ok(workflow::control_group_of(self.ready, &computed, saved, &making, progress)?)
    }

    fn computed_early(
        &mut self,
        audience: &Audience,
        progress: &Progress,
    ) -> Result<Computed, Failure> {
        if let Some(known) = self.known.get(&audience.id) {
            return Ok(known.clone());
        }
        let computed = self.audiences.compute(audience, progress)?;
        self.known.insert(audience.id, computed.clone());
        Ok(computed)
    }

    /// Computes an audience, writes its lists where they are wanted, and says how it went.
    fn one(&mut self, saved: &Saved, wanted: bool, progress: &Progress) {
        let audience = &saved.audience;
        let mut told = OfAudience { name: audience.name.clone(), ..OfAudience::default() };
        if let Err(failure) = self.try_one(saved, wanted, &mut told, progress) {
            eprintln!("{}: {}", audience.name, failure.words);
            self.failed.push((audience.id, audience.name.clone()));
            told.result = "failed";
            told.why = Some(failure.words);
        }
        // One that was only computed for those after it is told of where it failed.
        if !told.result.is_empty() {
            self.outcome.audiences.push(told);
        }
    }

    fn try_one(
        &mut self,
        saved: &Saved,
        wanted: bool,
        told: &mut OfAudience,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let audience = &saved.audience;
        let prior = self.project.priority.contains(&audience.id);
        let nobody = Exclusion::nobody(audience.id, Some(&audience.name));
        if !wanted && !audience.has_target() {
            self.before.extend(prior.then_some(nobody));
            return Ok(());
        }
        let unknown = |id: u64| !self.before.iter().any(|of| of.by == ExcludedBy::Audience(id));
        let before = self
            .failed
            .iter()
            .find(|(id, _)| self.project.is_before(*id, audience.id) && unknown(*id));
        if let Some((_, name)) = before {
            return Err(Failure::new(format!(
                "It comes after “{name}”, which could not be made, so who is kept out of it for \
                 that one is not known. Nothing was written, so that nobody is on two lists."
            )));
        }
        // Told before the audience is computed, not after.
        let damaged = workflow::damaged_for(self.ready, self.project, saved);
        if !damaged.is_empty() && !self.args.accept_damaged {
            return Err(Failure::new(format!(
                "{} To use what could be read, run with --accept-damaged.",
                ListsError::Damaged(damaged)
            )));
        }
        let computed = match self.known.remove(&audience.id) {
            Some(computed) => computed,
            None => self.audiences.compute(audience, progress)?,
        };
        told.notes = said_of(self.audiences.history(), audience, &computed);
        told.notes.iter().for_each(|words| eprintln!("{}: {words}", audience.name));
        let computed = match waiting_or_live(audience, computed) {
            Ok(Standing::Live(computed)) => *computed,
            Ok(Standing::Waits(words)) => {
                self.print(&format!("{}: nobody yet. {words}", audience.name));
                (told.result, told.why) = ("waiting", Some(words));
                self.before.extend(prior.then_some(nobody));
                return Ok(());
            }
            // Nobody is in it now, which keeps those of its last lists out of others.
            Err(_) if !wanted => {
                self.before.extend(prior.then_some(nobody));
                return Ok(());
            }
            Err(failure) => return Err(failure),
        };
        let mut members = computed.members(audience);
        if wanted {
            let making = self.making(saved);
            let made =
                workflow::make_lists(self.ready, &computed, saved, &making, &self.turn, progress);
            if prior && let Err(ListsError::AllTaken | ListsError::AllHeldElsewhere) = made {
                // Who is in it is known, though none of them is free: that stops no other.
                self.before.push(members.clone());
            }
            let made = made.map_err(|error| match error.is_there_already() {
                true => Failure::new(format!("{error} To replace it, run with --overwrite.")),
                false => error.into(),
            })?;
            let (lines, notes) = words_of(saved, &computed, &made);
            lines.iter().for_each(|line| self.print(line));
            notes.iter().for_each(|line| eprintln!("{line}"));
            told.notes.extend(notes);
            (told.result, told.written) = ("written", Some(WrittenLists::of(&made)));
            // They are on its lists by now, whatever its suppression files hold later.
            members = Exclusion { found_by: Vec::new(), ..made.computed.members(audience) };
        }
        if prior {
            self.before.push(members);
        }
        Ok(())
    }

    /// A line of the result; it makes room for JSON.
    fn print(&self, line: &str) {
        if self.args.json { eprintln!("{line}") } else { println!("{line}") }
    }

    fn making(&self, saved: &Saved) -> Making {
        let id = saved.audience.id;
        let mut held_out = PeopleSet::default();
        let others = self.held_out.iter().filter(|(other, _)| *other != id);
        others.for_each(|(_, held)| held_out.add(held));
        Making {
            project: self.project.clone(),
            folder: match &self.args.output {
                Some(output) => workflow::lists_folder_in(self.project, output, saved),
                None => workflow::lists_folder(self.project, Some(&self.args.project), saved),
            },
            existing: if self.args.overwrite { Existing::Replace } else { Existing::Keep },
            replace_own: false,
            before: match self.project.priority.contains(&id) {
                true => self.before.clone(),
                false => Vec::new(),
            },
            held_out,
            store: Some(self.store.clone()),
            options: self.project.options.clone(),
            accept_damaged: self.args.accept_damaged,
        }
    }
}

/// The sentence for an audience that is not in the project.
pub(super) fn no_such(name: &str) -> Failure {
    Failure::new(format!("The project has no audience called “{name}”."))
}

/// What there is to know about an audience that was computed.
fn said_of(history: &History, audience: &Audience, computed: &Computed) -> Vec<String> {
    let unknown = workflow::unknown_values(history, &audience.target);
    let own = computed.notes().into_iter().filter(|_| !computed.waits());
    unknown.into_iter().chain(notes(computed)).chain(own).collect()
}

/// What is said about an audience's conditions, and about those whom it leaves out.
fn notes(computed: &Computed) -> impl Iterator<Item = String> {
    let conditions = computed.eligible.unknown.iter().map(UnknownValue::words);
    conditions.chain(computed.exclusions.iter().filter_map(|out| out.words()))
}

/// How a computed audience stands.
enum Standing {
    /// Its people are known.
    Live(Box<Computed>),
    /// It waits for data, which is no failure: it fills when the data is there.
    Waits(String),
}

fn waiting_or_live(audience: &Audience, computed: Computed) -> Result<Standing, Failure> {
    match computed.status(audience) {
        Status::Live(_) => Ok(Standing::Live(Box::new(computed))),
        Status::NeedsData(words) if computed.waits() => Ok(Standing::Waits(words.to_string())),
        Status::NeedsData(words) => Err(Failure::new(words.to_string())),
        Status::Failed(words) => Err(Failure::new(words)),
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
    let computed = audiences.compute(audience, progress)?;
    let said = said_of(audiences.history(), audience, &computed);
    said.iter().for_each(|words| eprintln!("{}: {words}", audience.name));
    match waiting_or_live(audience, computed)? {
        Standing::Live(computed) => Ok(*computed),
        Standing::Waits(words) => Err(Failure::new(format!("It waits for data. {words}"))),
    }
}

/// Says what became of an audience's lists. `computed`: as it was before they were written.
pub(super) fn say(saved: &Saved, computed: &Computed, made: &ListsMade) {
    let (lines, notes) = words_of(saved, computed, made);
    lines.iter().for_each(|line| println!("{line}"));
    notes.iter().for_each(|line| eprintln!("{line}"));
}

/// What became of an audience's lists, and what else there is to know. `computed`: as it was before
/// they were written.
fn words_of(saved: &Saved, computed: &Computed, made: &ListsMade) -> (Vec<String>, Vec<String>) {
    let name = &saved.audience.name;
    let mut lines = vec![format!(
        "{name}: {}, {:.1}% expected to engage, {:.1} times the average: {}",
        counted(made.made.people, "person", "people"),
        made.about.rate * 100.0,
        made.about.lift,
        made.made.folder.display()
    )];
    for list in &made.written.lists {
        let unused = list.unused.iter().map(|(why, people)| format!(", {people} {}", why.reason()));
        let control = match list.control {
            0 => String::new(),
            held => format!(", {held} held out"),
        };
        let unused: String = unused.collect();
        lines.push(format!("  {}: {} written{control}{unused}.", list.name, list.used));
        let since = list.since_before.words();
        lines.extend(since.iter().map(|words| format!("  {}: {words}", list.name)));
    }
    if made.kept_out > 0 {
        lines.push(format!(
            "  {} in an audience that comes before it, and only there.",
            counted(made.kept_out, "more is", "more are")
        ));
    }
    if made.held_elsewhere > 0 {
        lines.push(format!(
            "  {} held out of another audience's campaign, and on no list until it is measured.",
            counted(made.held_elsewhere, "more is", "more are")
        ));
    }
    if let Some((at, changed)) = &made.since {
        lines.push(format!("  {}", changes(*at, changed)));
    }
    // The files are read again when lists are written.
    let said: Vec<String> = notes(computed).collect();
    let new = notes(&made.computed).filter(|note| !said.contains(note));
    let mut others: Vec<String> = new.map(|note| format!("{name}: {note}")).collect();
    others.extend(made.before_notes.iter().map(|note| format!("{name}: {note}")));
    others.extend(made.consent_note.clone());
    others.extend(made.control_note.iter().map(ToString::to_string));
    let records = made.unreadable.iter().chain(&made.not_recorded);
    others.extend(records.map(ToString::to_string));
    (lines, others)
}

/// "Since 1 Nov 2026: 12 people came, 9 left, 402 stayed."
fn changes(before: i64, changed: &Compared) -> String {
    let day = jiff::Timestamp::from_second(before).unwrap_or_default();
    let gone = match changed.gone {
        0 => String::new(),
        gone => format!(", {} no longer in the data", counted(gone, "is", "are")),
    };
    let (came, left) = (changed.came.len(), changed.left.len());
    format!(
        "Since {}: {came} came, {left} left, {} stayed{gone}.",
        day.strftime("%-d %b %Y"),
        changed.stayed
    )
}
