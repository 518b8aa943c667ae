//! The use cases that both front ends run, each once: look at files, build everyone's past, compute
//! audiences and whom they leave out, write lists, measure, recommend.
//!
//! The window runs each as a job, the command line one after the other; defaults, checks, words and
//! results are the same. A use case takes what was decided (a project's parts) and everyone's past
//! ([`Ready`]) and gives a result or an error with the sentence that the person reads. `cache` keeps
//! on this machine what takes long.

mod cache;
mod compute;
mod consent;
mod contacts;
mod exclusions;
mod folders;
mod inspect;
mod lists;
mod make;
mod measure;
mod members;
mod recommended;
mod suppression;
mod unread;

use std::path::PathBuf;

pub use cache::{Answers, Storage, USUAL_MEMORY, recompute};
use cache::{Counted, Kept};
pub use compute::{AudienceError, Audiences, exclusion_cycle_words, unknown_values};
pub use consent::{ConsentFilter, consent_filter, consent_trait};
pub use exclusions::{SuppressionFiles, suppressed_anew};
pub use folders::{lists_folder, lists_folder_in};
pub use inspect::{Found, Look, Looked, look};
pub use lists::{
    AudiencePeople, ListsError, count, fields, further_traits, plain_table, quality, write_lists,
};
pub use make::{ListsMade, Making, USUAL_COUNTRY, country, list_settings, make_lists};
pub use measure::{CampaignError, measure_campaign};
pub use members::{places, set};
use rayon::prelude::*;
pub use recommended::recommender;
pub use suppression::{SuppressionError, suppressed};
use tempfile::TempDir;
pub use unread::{PeopleFile, damaged, unread};

use crate::base::progress::{Progress, Stopped, Unit};
use crate::catalog::{self, Catalog, FileRole, Place, Problem, ReadPlan, Scan};
use crate::history::History;
use crate::import::{self, ImportError, Options, Source};
use crate::ingest::{BuildError, BuildReport, PeopleJoin};
use crate::people::{self, Traits};

/// A file that was opened, or why it could not be.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Where it is, or was.
    pub path: PathBuf,
    /// What it is.
    pub source: Option<Source>,
    /// What it holds, once it was gone through.
    pub scan: Option<Scan>,
    /// Why it cannot be used, in the person's words.
    pub error: Option<String>,
}

impl Opened {
    /// Its name without folder.
    pub fn name(&self) -> String {
        self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// Opens files; one that cannot be opened carries its error.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn open_all(
    paths: &[PathBuf],
    options: &Options,
    progress: &Progress,
) -> Result<Vec<Opened>, Stopped> {
    progress.stage("Looking at the files", paths.len() as u64, Unit::Files);
    let opened: Vec<Opened> = paths
        .par_iter()
        .map(|path| {
            // A progress of its own: opening many files at once must not set the stage back.
            let result = import::open(path, options, &Progress::none());
            progress.advance(1);
            let (source, error) = match result {
                Ok(source) => (Some(source), None),
                Err(error) => (None, Some(error.to_string())),
            };
            Opened { path: path.clone(), source, scan: None, error }
        })
        .collect();
    progress.check()?;
    Ok(opened)
}

/// Sources in the order of the files, as the catalog takes them.
pub fn sources(files: &[Opened]) -> Vec<Option<Source>> {
    files.iter().map(|f| f.source.clone()).collect()
}

/// Goes through every event file whose person and time are known, with the catalog's roles.
/// A file that cannot be read carries its error.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn scan_all(
    files: &mut [Opened],
    catalog: &Catalog,
    options: &Options,
    storage: &Storage,
    progress: &Progress,
) -> Result<(), Stopped> {
    let wanted = |file: &Opened, role: &FileRole| {
        file.source.is_some()
            && role.events().is_some_and(|e| !e.person.is_empty() && e.time.is_some())
    };
    let bytes = files
        .iter()
        .zip(&catalog.files)
        .filter(|(file, role)| wanted(file, role))
        .filter_map(|(file, _)| file.source.as_ref().map(|s| s.bytes))
        .sum();
    progress.stage("Counting events and people", bytes, Unit::Bytes);
    files.par_iter_mut().zip(&catalog.files).for_each(|(file, role)| {
        file.scan = None;
        if !wanted(file, role) {
            return;
        }
        let (Some(source), Some(roles)) = (&file.source, role.events()) else { return };
        let counted = Counted::of(storage, source, role, options);
        if let Some(scan) = counted.as_ref().and_then(Counted::open) {
            progress.advance(source.bytes);
            file.scan = Some(scan);
            return;
        }
        match catalog::scan(source, roles, options, progress) {
            Ok(scan) => {
                if let Some(counted) = counted {
                    counted.keep(&scan);
                }
                file.scan = Some(scan);
            }
            Err(ImportError::Stopped(_)) => {}
            Err(error) => file.error = Some(error.to_string()),
        }
    });
    progress.check()
}

/// Everyone's past and traits, ready for questions.
#[derive(Debug)]
pub struct Ready {
    /// Everyone's past.
    pub history: History,
    /// Everyone's traits.
    pub traits: Traits,
    /// What became of the rows.
    pub report: BuildReport,
    /// What became of the rows of the people files that could be read.
    pub people_files: Vec<PeopleFile>,
    /// People files that could not be read, in words.
    pub people_errors: Vec<String>,
    /// Where answers of the model about this past are kept, where they are.
    pub answers: Option<Answers>,
    /// Holds what has no room in memory and is not kept; goes after the history.
    pub scratch: Option<TempDir>,
}

/// Why everyone's past cannot be built. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    /// The catalog is not complete.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Catalog(Vec<Problem>),
    /// There is no folder for what has no room in memory.
    #[error("No temporary folder could be made: {0}. Is the disk full?")]
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
        return Ok(ready);
    }
    let built = crate::ingest::build(&plan, options, Some(&place.disk()), progress)?;
    let sources = people::people_files(catalog, &sources);
    let (mut read, mut people_errors) = (Vec::new(), Vec::new());
    let traits = match people::read(&sources, options, progress) {
        Ok((traits, reports)) => {
            for (file, report) in sources.iter().zip(reports) {
                match report {
                    Ok(report) => read.push(PeopleFile { name: file.source.name(), report }),
                    Err(error) => people_errors.push(error.to_string()),
                }
            }
            traits
        }
        Err(ImportError::Stopped(stopped)) => return Err(stopped.into()),
        Err(error) => {
            people_errors.push(error.to_string());
            Traits::default()
        }
    };
    let people_files = read;
    let (history, mut report) = (built.history, built.report);
    report.people = (!traits.is_empty()).then(|| {
        let (people, matched) = (history.person_count() as u64, traits.matched(&history.people));
        let without_events = (traits.len() as u64).saturating_sub(matched as u64);
        PeopleJoin { people, matched: matched as u64, without_events }
    });
    Ok(place.keep(Ready {
        history,
        traits,
        report,
        people_files,
        people_errors,
        answers: None,
        scratch: None,
    }))
}

/// What is wrong with the catalog, with the names of the files, and why one could not be opened.
fn with_names(files: &[Opened], mut problems: Vec<Problem>) -> Vec<Problem> {
    for problem in &mut problems {
        if let Place::File(place) = problem.place
            && let Some(file) = files.get(place)
        {
            problem.words = match &file.error {
                Some(why) if file.source.is_none() => why.clone(),
                _ => format!("{}: {}", file.name(), problem.words),
            };
        }
    }
    problems
}

#[cfg(test)]
mod tests;
