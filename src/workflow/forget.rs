//! Forgetting people: taking them out of everything that is kept of them here, and saying where they
//! still are.
//!
//! In come texts that name them by any identifier, as suppression files do. They go from what is kept
//! for the next time (all of it goes: it is made again from the files) and from the records of who was
//! in the project's audiences. Lists that were written and the files that the project reads belong to
//! the person who works with them: these are not changed, those that still have somebody are named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use std::time::Duration;

use super::cache::Storage;
use super::contacts::Contacts;
use super::folders::lists_folder;
use super::freshness::open_project;
use super::prepare::prepare;
use super::ready::Ready;
use super::suppression::Named;
use super::turn::{Turn, TurnError};
use crate::audience::{MembersError, Store};
use crate::base::language::{Sentence, message, t};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::words::file_name;
use crate::import::{self, ImportError, Options};
use crate::project::Project;

/// Why people could not be forgotten. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// Nobody is named.
    #[error("{}", t!("workflow-forget-nobody"))]
    Nobody,
    /// The file that names them cannot be read.
    #[error(transparent)]
    Unreadable(ImportError),
    /// A record could not be written anew.
    #[error("{}", t!("workflow-forget-record", error = .0.to_string()))]
    Record(MembersError),
    /// Another program writes the project's lists.
    #[error("{}", t!("workflow-still-busy", minutes = *.0))]
    Busy(u64),
    /// The person cancelled.
    #[error("{}", t!("workflow-forget-cancelled"))]
    Stopped(#[from] Stopped),
}

impl From<TurnError> for ForgetError {
    fn from(error: TurnError) -> Self {
        match error {
            TurnError::StillBusy(minutes) => Self::Busy(minutes),
            TurnError::Stopped(stopped) => Self::Stopped(stopped),
        }
    }
}

impl From<ImportError> for ForgetError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Stopped(stopped) => Self::Stopped(stopped),
            error => Self::Unreadable(error),
        }
    }
}

/// People as they were named, one text for each.
#[derive(Debug, Clone, Default)]
pub struct PeopleToForget(Vec<String>);

impl PeopleToForget {
    /// Those whom lines name, as they are typed.
    pub fn typed(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Self(lines.map(str::to_owned).collect())
    }

    /// Those whom a file names, in any column.
    ///
    /// # Errors
    /// [`ForgetError`] when it cannot be read whole.
    pub fn in_file(
        path: &Path,
        options: &Options,
        progress: &Progress,
    ) -> Result<Self, ForgetError> {
        let mut all = Vec::new();
        let mut take = |texts: &[&str]| {
            all.extend(texts.iter().map(|text| (*text).to_owned()));
            Ok(())
        };
        import::texts(path, options, &mut take, progress)?;
        Ok(Self(all))
    }
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Forgotten {
    /// How many people of the data they are; `None` where the data could not be looked at.
    pub people: Option<usize>,
    /// Records of lists and refreshes that had any of them, and have not any more.
    pub records: usize,
    /// Bytes that were kept for the next time and thrown away …
    pub cleared: u64,
    /// … and those that another program uses.
    pub in_use: u64,
    /// Written lists that still have any of them.
    pub lists: Vec<PathBuf>,
    /// Files that the project reads and that still have any of them.
    pub sources: Vec<PathBuf>,
    /// Files and records that could not be looked into, each with the reason.
    pub unreadable: Vec<Sentence>,
    /// How many of these are records: they may still have the people.
    pub records_unread: usize,
}

impl Forgotten {
    /// Whether all records were looked into, for people as the data knows them. (Files that were written or
    /// are read are not changed anyway.)
    pub fn is_complete(&self) -> bool {
        self.records_unread == 0 && self.people.is_some()
    }

    /// What was done and what is left to do, in sentences.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.push(match self.people {
            Some(people) => t!("workflow-forget-named", people = people),
            None => t!("workflow-forget-only-typed").to_owned(),
        });
        words.push(t!("workflow-forget-records", records = self.records));
        if self.in_use > 0 {
            words.push(t!("workflow-forget-in-use").to_owned());
        }
        let named = |paths: &[PathBuf]| {
            paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("\n  ")
        };
        if !self.sources.is_empty() {
            words.push(t!("workflow-forget-sources", files = named(&self.sources)));
        }
        if !self.lists.is_empty() {
            words.push(t!("workflow-forget-lists", files = named(&self.lists)));
        }
        if !self.unreadable.is_empty() {
            let reasons: Vec<String> = self.unreadable.iter().map(ToString::to_string).collect();
            words.push(t!("workflow-forget-unreadable", reasons = reasons.join("\n  ")));
        }
        words
    }
}

/// Forgets people of the project saved at `path`: waits for the turn to write its lists, at most as
/// long as `limit`, and reads its files, keeping nothing, to know people by their other identifiers.
///
/// # Errors
/// [`ForgetError`].
pub fn forget(
    project: &Project,
    path: &Path,
    given: &PeopleToForget,
    storage: &Storage,
    limit: Option<Duration>,
    progress: &Progress,
) -> Result<Forgotten, ForgetError> {
    let _turn = Turn::wait(Some(&Store::beside(path)), limit, progress)?;
    // Nothing is kept of what is read now.
    let nothing = Storage { folder: None, ..storage.clone() };
    let mut catalog = project.catalog.clone();
    let files = open_project(project, &mut catalog, progress);
    let ready = files.ok().and_then(|opened| {
        prepare(&opened.files, &catalog, &project.options, &nothing, progress).ok()
    });
    progress.check()?;
    forget_known(project, path, given, ready.as_ref(), storage, progress)
}

/// Forgets people: see the module documentation. `ready`: everyone's past, by which people are known by
/// their other identifiers too; nothing of it may be kept. The turn to write the project's lists must be
/// the caller's.
fn forget_known(
    project: &Project,
    path: &Path,
    given: &PeopleToForget,
    ready: Option<&Ready>,
    storage: &Storage,
    progress: &Progress,
) -> Result<Forgotten, ForgetError> {
    if given.0.is_empty() {
        return Err(ForgetError::Nobody);
    }
    let mut forgotten = Forgotten::default();
    // Whoever is not in the data any more is known by just what was typed.
    let mut ids: BTreeSet<String> =
        given.0.iter().map(|text| import::cell_text(text).to_owned()).collect();
    let mut known: BTreeSet<String> = ids.clone();
    if let Some(ready) = ready {
        let people = Named::by(given.0.iter().map(String::as_str)).people(ready, progress)?;
        let contacts = Contacts::of(ready);
        for &code in &people {
            let id = ready.history.people.get(code);
            ids.insert(id.to_owned());
            known.insert(id.to_owned());
            contacts.each(ready, id, |contact| {
                known.insert(contact.to_owned());
            });
        }
        forgotten.people = Some(people.len());
    }
    let ids: Vec<String> = ids.into_iter().collect();
    let store = Store::beside(path);
    let records = store.forget(&ids).map_err(ForgetError::Record)?;
    forgotten.records = records.records;
    forgotten.records_unread = records.unreadable.len();
    forgotten.unreadable.extend(records.unreadable.into_iter().map(Into::into));
    forgotten.cleared = storage.clear();
    forgotten.in_use = storage.size();
    let named = Named::by(known.iter().map(String::as_str));
    let mut look = |paths: BTreeSet<PathBuf>| -> Result<Vec<PathBuf>, ForgetError> {
        let mut having = Vec::new();
        for path in paths {
            progress.stage(
                message!("workflow-forget-looking", name = file_name(&path)),
                0,
                Unit::Bytes,
            );
            match has(&named, &path, &project.options, progress) {
                Ok(true) => having.push(path),
                Ok(false) => {}
                Err(ImportError::Stopped(stopped)) => return Err(stopped.into()),
                // What is empty, or gone, has nobody.
                Err(ImportError::Empty(_) | ImportError::NotFound(_)) => {}
                Err(error) => forgotten.unreadable.push(error.into()),
            }
        }
        Ok(having)
    };
    let sources: BTreeSet<PathBuf> = project.inputs().into_iter().collect();
    let mut lists = lists(project, path);
    lists.extend(records.lists);
    let lists = lists.difference(&sources).cloned().collect();
    let (lists, sources) = (look(lists)?, look(sources)?);
    Ok(Forgotten { lists, sources, ..forgotten })
}

/// The files in the folders that the project's lists go to, or went to last.
fn lists(project: &Project, path: &Path) -> BTreeSet<PathBuf> {
    let now = project.audiences.iter().map(|saved| lists_folder(project, Some(path), saved));
    let made =
        project.audiences.iter().filter_map(|saved| Some(saved.made.as_ref()?.folder.clone()));
    let folders: BTreeSet<PathBuf> = now.chain(made).collect();
    let files = folders.iter().flat_map(|folder| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect::<Vec<_>>()
    });
    files.collect()
}

/// Whether a file has any of the people.
fn has(
    named: &Named,
    path: &Path,
    options: &Options,
    progress: &Progress,
) -> Result<bool, ImportError> {
    let mut found = false;
    let mut take = |texts: &[&str]| {
        found = found || texts.iter().any(|text| named.is_in(text));
        // One is enough; the rest need not be read.
        if found { Err(Stopped) } else { Ok(()) }
    };
    match import::texts(path, options, &mut take, progress) {
        Err(ImportError::Stopped(_)) if found => Ok(true),
        read => read.map(|()| found),
    }
}

#[cfg(test)]
mod tests;
