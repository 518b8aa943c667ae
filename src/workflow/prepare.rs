//! From opened files and a catalog to everyone's past and traits.

use super::cache::{Kept, Storage, past_key};
use super::consent::gone_consent;
use super::damage::damaged_sources;
use super::open::{Opened, sources};
use super::ready::{PeopleFile, Ready};
use crate::base::language::{message, t};
use crate::base::progress::{Progress, Stopped};
use crate::base::system_error;
use crate::catalog::{Catalog, Place, Problem, ReadPlan};
use crate::import::{Options, Report, Source};
use crate::ingest::{BuildError, Built, PeopleJoin};
use crate::people::{self, PeopleRead};

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
    let built = crate::ingest::build(&plan, options, Some(&place.disk()), progress)?;
    let ready = with_people(catalog, &sources, options, built, progress)?;
    Ok(place.keep(ready))
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
    build: impl FnOnce(&ReadPlan, &[Option<Source>], Option<String>) -> Result<Built, E>,
    progress: &Progress,
) -> Result<Ready, E> {
    let sources = sources(files);
    let plan = ReadPlan::resolve(catalog, &sources)
        .map_err(|problems| WorkflowError::Catalog(with_names(files, problems)))?;
    let built = build(&plan, &sources, past_key(&sources, catalog, options))?;
    Ok(with_people(catalog, &sources, options, built, progress).map_err(WorkflowError::from)?)
}

/// Everyone's past with their traits.
fn with_people(
    catalog: &Catalog,
    sources: &[Option<Source>],
    options: &Options,
    built: Built,
    progress: &Progress,
) -> Result<Ready, Stopped> {
    let people = people::people_files(catalog, sources);
    let PeopleRead { traits, reports, notices } = people::read(&people, options, progress)?;
    let read = people.iter().zip(reports).map(|(file, report)| {
        let (report, failed) = match report {
            Ok(report) => (report, None),
            Err(error) => (Report::default(), Some(error.message())),
        };
        PeopleFile { name: file.source.name(), of_events: !file.table, report, failed }
    });
    let people_files: Vec<PeopleFile> = read.collect();
    let damaged = damaged_sources(catalog, sources, &built.report, &people, &people_files);
    let (history, mut report) = (built.history, built.report);
    report.notices.extend(notices);
    let twice = traits.known_twice(&history.people);
    report.notices.extend((twice > 0).then(|| message!("workflow-known-twice", people = twice)));
    report.people = (!traits.is_empty()).then(|| {
        let (people, matched) = (history.person_count() as u64, traits.matched(&history.people));
        let without_events = (traits.len() as u64).saturating_sub(matched as u64);
        PeopleJoin { people, matched: matched as u64, without_events }
    });
    let gone_consent = gone_consent(catalog, sources);
    Ok(Ready { traits, report, people_files, damaged, gone_consent, ..Ready::from(history) })
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
