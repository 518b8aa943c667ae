//! From opened files and a catalog to everyone's past and traits.

use super::cache::{Kept, Storage, past_key};
use super::consent::gone_consent;
use super::damage::damaged_sources;
use super::open::{Opened, sources};
use super::ready::{PeopleFile, Ready};
use crate::base::known_as::KnownAs;
use crate::base::language::{Message, message, t};
use crate::base::progress::{Progress, Stopped};
use crate::base::system_error;
use crate::catalog::{Catalog, Place, Problem, ReadPlan};
use crate::import::{Options, Report, Source};
use crate::ingest::{BuildError, Built, PeopleJoin};
use crate::people::{self, PeopleRead, Traits};

/// Why everyone's past cannot be built. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    /// The catalog is not complete.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Catalog(Vec<Problem>),
    /// There is no folder for what has no room in memory.
    #[error("{}", t!("workflow-no-scratch", error = system_error::message(.0).to_string()))]
    Scratch(std::io::Error),
    /// Nothing could be built.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Builds everyone's past and traits from opened files by the catalog, or opens what was kept of
/// them.
///
/// # Errors
/// [`WorkflowError`] in the person's words.
pub fn prepare(
    files: &[Opened],
    catalog: &Catalog,
    options: &Options,
    storage: &Storage,
    progress: &Progress,
) -> Result<Ready, WorkflowError> {
    let sources = sources(files);
    let plan = ReadPlan::resolve(catalog, &sources)
        .map_err(|problems| WorkflowError::Catalog(with_names(files, problems)))?;
    let place = Kept::of(storage, &sources, catalog, options).map_err(WorkflowError::Scratch)?;
    if let Some(ready) = place.open(progress)? {
        return Ok(Ready { gone_consent: gone_consent(catalog, &sources), ..ready });
    }
    let people = People::read(catalog, &sources, options, progress)?;
    let known_as = people.known_as(&plan);
    let built = crate::ingest::build(&plan, &known_as, options, Some(&place.disk()), progress)?;
    Ok(place.keep(people.with(built, catalog, &sources)))
}

/// As [`prepare`], with everyone's past built by another, who is told what stands for it. Nothing is kept on this
/// machine.
///
/// # Errors
/// [`WorkflowError`] in the person's words, or why the other has no past.
pub fn prepare_by<E: From<WorkflowError>>(
    files: &[Opened],
    catalog: &Catalog,
    options: &Options,
    build: impl FnOnce(&ReadPlan, &KnownAs, &[Option<Source>], Option<String>) -> Result<Built, E>,
    progress: &Progress,
) -> Result<Ready, E> {
    let sources = sources(files);
    let plan = ReadPlan::resolve(catalog, &sources)
        .map_err(|problems| WorkflowError::Catalog(with_names(files, problems)))?;
    let people = People::read(catalog, &sources, options, progress).map_err(WorkflowError::from)?;
    let known_as = people.known_as(&plan);
    let built = build(&plan, &known_as, &sources, past_key(&sources, catalog, options))?;
    Ok(people.with(built, catalog, &sources))
}

/// What files say of people. It is read before their events are: by it people are known in all of them.
struct People {
    files: Vec<people::PeopleFile>,
    read: Vec<PeopleFile>,
    traits: Traits,
    notices: Vec<Message>,
}

impl People {
    fn read(
        catalog: &Catalog,
        sources: &[Option<Source>],
        options: &Options,
        progress: &Progress,
    ) -> Result<Self, Stopped> {
        let files = people::people_files(catalog, sources);
        let PeopleRead { traits, reports, notices } = people::read(&files, options, progress)?;
        let read = files.iter().zip(reports).map(|(file, report)| {
            let (report, failed) = match report {
                Ok(report) => (report, None),
                Err(error) => (Report::default(), Some(error.message())),
            };
            PeopleFile { name: file.source.name(), of_events: !file.table, report, failed }
        });
        Ok(Self { read: read.collect(), files, traits, notices })
    }

    /// Under which IDs those count whom some events know by an address.
    fn known_as(&self, plan: &ReadPlan) -> KnownAs {
        if plan.by_address { self.traits.known_as() } else { KnownAs::default() }
    }

    /// Everyone's past with their traits.
    fn with(self, built: Built, catalog: &Catalog, sources: &[Option<Source>]) -> Ready {
        let Self { files, read: people_files, traits, notices } = self;
        let damaged = damaged_sources(catalog, sources, &built.report, &files, &people_files);
        let (history, mut report) = (built.history, built.report);
        report.notices.extend(notices);
        report.notices.extend(report.renamed.then(|| message!("workflow-known-as")));
        let twice = traits.known_twice(&history.people);
        report
            .notices
            .extend((twice > 0).then(|| message!("workflow-known-twice", people = twice)));
        report.people = (!traits.is_empty()).then(|| {
            let (people, matched) =
                (history.person_count() as u64, traits.matched(&history.people));
            let without_events = (traits.len() as u64).saturating_sub(matched as u64);
            PeopleJoin { people, matched: matched as u64, without_events }
        });
        let gone_consent = gone_consent(catalog, sources);
        Ready { traits, report, people_files, damaged, gone_consent, ..Ready::from(history) }
    }
}

/// What is wrong with the catalog, with the names of the files, and why one could not be opened.
fn with_names(files: &[Opened], mut problems: Vec<Problem>) -> Vec<Problem> {
    for problem in &mut problems {
        if let Place::File(place) = problem.place
            && let Some(file) = files.get(place)
        {
            problem.words = match &file.error {
                Some(why) if file.source.is_none() => why.to_string(),
                _ => format!("{}: {}", file.name(), problem.words),
            };
        }
    }
    problems
}
