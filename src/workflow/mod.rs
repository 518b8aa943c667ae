//! The steps that both doors take, in their order: open files, look at them, build everyone's past.
//!
//! The window runs each step as a job, the command line one after the other; the words and results
//! are the same. Only puts rooms together; knows nothing of its own.

mod answers;
mod compute;
mod kept;
mod lists;
mod members;
mod recommended;
mod suppress;

use std::path::PathBuf;

pub use answers::{Answers, recompute};
pub use compute::{AudienceError, Audiences, circle_words};
use kept::{Counted, Place};
pub use kept::{Storage, USUAL_MEMORY};
pub use lists::{
    AudiencePeople, ListsError, count, fields, further_traits, plain_table, quality, write_lists,
};
pub use members::{places, set};
use rayon::prelude::*;
pub use recommended::recommender;
pub use suppress::{SuppressionError, suppressed};
use tempfile::TempDir;

use crate::base::progress::{Progress, Stopped, Unit};
use crate::catalog::{self, Catalog, FileRole, Problem, ReadPlan, Scan, Suggestion};
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

/// Opens files, says what they are, counts what is in them and fills the catalog in.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn look(
    paths: &[PathBuf],
    options: &Options,
    storage: &Storage,
    progress: &Progress,
) -> Result<(Vec<Opened>, Suggestion), Stopped> {
    let mut files = open_all(paths, options, progress)?;
    let sources = sources(&files);
    let mut suggestion = catalog::suggest(&sources);
    scan_all(&mut files, &suggestion.catalog, options, storage, progress)?;
    let scans: Vec<Option<Scan>> = files.iter().map(|f| f.scan.clone()).collect();
    catalog::merge_scans(&mut suggestion.catalog, &sources, &scans);
    Ok((files, suggestion))
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
    /// People files that could not be read, in words.
    pub people_errors: Vec<String>,
    /// Where answers of the model about this past are kept, where they are.
    pub answers: Option<Answers>,
    /// Holds what has no room in memory and is not kept; goes after the history.
    pub scratch: Option<TempDir>,
}

/// Why everyone's past cannot be built. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
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
/// [`FlowError`] in the person's words.
pub fn prepare(
    files: &[Opened],
    catalog: &Catalog,
    options: &Options,
    storage: &Storage,
    progress: &Progress,
) -> Result<Ready, FlowError> {
    let sources = sources(files);
    let plan = ReadPlan::resolve(catalog, &sources).map_err(FlowError::Catalog)?;
    let place = Place::of(storage, &sources, catalog, options).map_err(FlowError::Scratch)?;
    if let Some(ready) = place.open(progress)? {
        return Ok(ready);
    }
    let built = crate::ingest::build(&plan, options, Some(&place.disk()), progress)?;
    let people_files = people::people_files(catalog, &sources);
    let (traits, people_errors) = match people::read(&people_files, options, progress) {
        Ok((traits, reports)) => {
            let errors = reports.into_iter().filter_map(Result::err);
            (traits, errors.map(|error| error.to_string()).collect())
        }
        Err(ImportError::Stopped(stopped)) => return Err(stopped.into()),
        Err(error) => (Traits::default(), vec![error.to_string()]),
    };
    let (history, mut report) = (built.history, built.report);
    report.people = (!traits.is_empty()).then(|| {
        let (people, matched) = (history.person_count() as u64, traits.matched(&history.people));
        let without_events = (traits.len() as u64).saturating_sub(matched as u64);
        PeopleJoin { people, matched: matched as u64, without_events }
    });
    Ok(place.keep(Ready { history, traits, report, people_errors, answers: None, scratch: None }))
}

#[cfg(test)]
mod tests;
