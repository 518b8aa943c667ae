//! `likely run`: a project's audiences made anew, for schedules.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::Failure;
use super::bar::Bar;
use crate::audience::{
    Audience, Compared, Computed, Made, Members, Part, PeopleSet, Status, Store,
};
use crate::base::progress::Progress;
use crate::export::{Existing, People as _, Settings};
use crate::project::{self, Lists, Project, Saved};
use crate::workflow::{self, AudiencePeople, Audiences, Storage};

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
    /// Folder to write to, one folder in it for each audience; default: the audience's own folder.
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
}

/// Runs the command.
///
/// # Errors
/// A sentence for the person: the project cannot be used, or one of its audiences failed.
pub fn run(args: &Args) -> Result<(), Failure> {
    let as_of = args.as_of.as_deref().map(super::score::parse_time).transpose()?;
    let project = project::load(&args.project)?;
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
        memory: super::gigabytes(args.memory)?,
    };
    let bar = Bar::start();
    let files = workflow::open_all(&project.paths(), &project.options, bar.progress())?;
    let ready =
        workflow::prepare(&files, &project.catalog, &project.options, &storage, bar.progress())?;
    let store = Store::beside(&args.project);
    let all = project.audiences.iter().map(|a| &a.audience).collect();
    let mut audiences = Audiences::new(&ready, all, &project.options, as_of);
    let mut taken = PeopleSet::default();
    let mut failed = 0;
    for saved in project.by_priority() {
        let audience = &saved.audience;
        let prior = project.priority.contains(&audience.id);
        let wanted = chosen.iter().any(|c| c.audience.id == audience.id);
        let comes_before =
            prior && chosen.iter().any(|c| project.is_before(audience.id, c.audience.id));
        if !wanted && !comes_before {
            continue;
        }
        let computed = match computed(&mut audiences, audience, bar.progress())
            .and_then(|computed| waiting_or_live(audience, computed))
        {
            Ok(Some(computed)) => computed,
            Ok(None) => continue,
            Err(Failure(words)) if wanted => {
                failed += 1;
                eprintln!("{}: {words}", audience.name);
                continue;
            }
            Err(Failure(words)) => {
                eprintln!(
                    "{}: {words} Nobody is kept out of other audiences for it.",
                    audience.name
                );
                continue;
            }
        };
        let people = AudiencePeople::new(&ready, &computed, audience, prior.then_some(&taken));
        if wanted {
            let making = Making {
                folder: &folder_of(args, saved),
                existing: if args.overwrite { Existing::Replace } else { Existing::Keep },
                store: Some(&store),
            };
            if let Err(Failure(words)) = make(&people, &saved.lists, &making, bar.progress()) {
                failed += 1;
                eprintln!("{}: {words}", audience.name);
            }
        }
        if prior {
            taken.add(&workflow::set(&computed, audience));
        }
    }
    drop(bar);
    if failed > 0 {
        return Err(Failure::new(format!("{failed} of the audiences could not be made.")));
    }
    Ok(())
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

fn folder_of(args: &Args, saved: &Saved) -> PathBuf {
    match (&args.output, &saved.lists.folder) {
        (Some(output), _) => output.join(folder_name(&saved.audience)),
        (None, Some(folder)) => folder.clone(),
        (None, None) => {
            args.project.parent().unwrap_or(Path::new(".")).join(folder_name(&saved.audience))
        }
    }
}

/// A folder name of an audience's name, on any system.
pub(super) fn folder_name(audience: &Audience) -> String {
    let safe = |c: char| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' };
    let name: String = audience.name.chars().map(safe).take(80).collect();
    let name = name.trim().to_owned();
    if name.is_empty() { format!("audience {}", audience.id) } else { name }
}

/// Computes an audience and says what there is to know about it.
fn computed(
    audiences: &mut Audiences<'_>,
    audience: &Audience,
    progress: &Progress,
) -> Result<Computed, Failure> {
    let computed = audiences.compute(audience, progress)?;
    let notes = computed.left_out.iter().filter_map(|out| out.note.as_ref());
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

/// Where and how lists are written.
pub(super) struct Making<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// What to do with lists that are there.
    pub existing: Existing,
    /// Where who is in is recorded.
    pub store: Option<&'a Store>,
}

/// Writes an audience's lists, says so, and records who is in.
pub(super) fn make(
    people: &AudiencePeople<'_>,
    lists: &Lists,
    making: &Making<'_>,
    progress: &Progress,
) -> Result<(), Failure> {
    let audience = people.audience();
    if people.count() == 0 {
        return Err(Failure::new("Everyone in it is already in an audience that comes before it."));
    }
    let choices = match lists.choices.as_slice() {
        [] => workflow::plain_table(people.ready()).into_iter().collect(),
        choices => choices.to_vec(),
    };
    let settings = Settings {
        existing: making.existing,
        country: lists.country.clone().unwrap_or_else(|| "US".into()),
        consent: lists.consent.clone(),
        definition: people.computed().sentence(audience),
        quality: workflow::quality(people.computed()),
        ..Settings::new(making.folder, &audience.name)
    };
    let before = making.store.map(|store| store.latest(audience.id, Some(Made::Lists)));
    let record = before.as_ref().and_then(|before| before.members.as_ref());
    let compared = match record {
        Some(record) => people.clone().compared_with(record, progress)?,
        None => people.clone(),
    };
    let written = workflow::write_lists(&compared, &choices, &settings, progress)?;
    let now = people.about(Made::Lists, now());
    println!(
        "{}: {} people, {:.1}% expected to engage, {:.1} times the average: {}",
        audience.name,
        people.count(),
        now.rate * 100.0,
        now.lift,
        making.folder.display()
    );
    let kept_out = people.computed().summary(audience).people - people.count();
    if kept_out > 0 {
        println!("  {kept_out} more are in an audience that comes before it, and only there.");
    }
    let Some(store) = making.store else { return Ok(()) };
    before.iter().flat_map(|b| &b.left_out).for_each(|words| eprintln!("{words}"));
    if let Some(before) = record {
        let changed = people.since(before, Part::Everyone, progress)?;
        println!("  {}", changes(before, &changed));
    }
    if let Err(error) = store.keep(&compared.record_lists(&written, now.at)) {
        eprintln!("{error}");
    }
    Ok(())
}

/// "Since 1 Nov 2026: 12 people came, 9 left, 402 stayed."
fn changes(before: &Members, changed: &Compared) -> String {
    let day = jiff::Timestamp::from_second(before.about.at).unwrap_or_default();
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

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
