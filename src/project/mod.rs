//! What the person decided, kept in a versioned `.likely` file; recent projects; undo and redo.
//!
//! A [`Project`] holds decisions only: which files, what their fields mean, the audiences. No
//! rows, no people. [`load`] and [`save`] turn it into JSON and back; a file that has moved is
//! found again beside the project or asked for, never a failure. [`Undo`] steps through what was
//! decided. Not for results: they are computed from the project.

mod contradiction;
mod open_mark;
mod recent;
mod store;
mod undo;
mod unsaved;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::audience::Audience;
use crate::base::file_stamp::FileStamp;
use crate::base::unknown::Unknown;
use crate::catalog::Catalog;
use crate::export::{Choice, Consent, DayOrder, Destination};
use crate::import;

pub use open_mark::OpenMark;
pub use recent::Recent;
pub use store::{EXTENSION, Opened, ProjectError, copy_of, load, load_or_copy, save};
pub use undo::Undo;
pub use unsaved::{Place, Unsaved, waiting, waiting_soon};

/// The version of the project file that this program writes; it reads this one and older ones.
pub const VERSION: u32 = 1;

/// What the person decided.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Its name; the file's name without ending once it is saved.
    pub name: String,
    /// Data files, in the order they were opened.
    pub files: Vec<DataFile>,
    /// Folders that were opened as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<DataFolder>,
    /// How files are read.
    pub options: import::Options,
    /// Only what happened before this moment is used, in seconds since 1970; `None`: everything up to
    /// the end of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<i64>,
    /// What is in the files.
    pub catalog: Catalog,
    /// Whether the catalog was saved, that is, whether the history is wanted.
    pub catalog_saved: bool,
    /// Audiences.
    pub audiences: Vec<Saved>,
    /// Destinations of the person's own, to choose for any audience.
    pub destinations: Vec<Destination>,
    /// Audiences in the order of their priority: who is in several of these is only on the lists
    /// of the first. Numbers of audiences that were deleted mean nothing and do no harm.
    pub priority: Vec<u64>,
    /// Traits shown beside people, in this order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people_columns: Vec<String>,
    /// The next audience's number.
    pub next_audience: u64,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A data file of a project.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DataFile {
    /// Where it was when it was last seen, in full.
    pub path: PathBuf,
    /// The same seen from the project file's folder, so that both can move together.
    pub relative: Option<PathBuf>,
    /// How it was when the project was saved last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<FileStamp>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A folder that was opened as a whole: files that come into it later are noticed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DataFolder {
    /// Where it was when it was last seen, in full.
    pub path: PathBuf,
    /// The same seen from the project file's folder.
    pub relative: Option<PathBuf>,
    /// Files in it that are not wanted, seen from the folder.
    pub left_out: Vec<PathBuf>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// An audience of the project: its definition, where its lists go, and when they were last made.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The definition.
    pub audience: Audience,
    /// Where its lists go.
    pub lists: Lists,
    /// The last time its lists were made.
    pub made: Option<Made>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Where an audience's lists go.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Lists {
    /// The destinations, with what was chosen for each.
    pub choices: Vec<Choice>,
    /// The folder they are written to.
    pub folder: Option<PathBuf>,
    /// Two-letter country for phone numbers written without one.
    pub country: Option<String>,
    /// Whether only people who agreed are written.
    pub consent: Option<Consent>,
    /// Whether the person decided that everyone is written, also where a trait looks like consent.
    pub everyone: bool,
    /// Which of two numbers of a date of birth is the day; `None` to tell by each column's values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_order: Option<DayOrder>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The last time an audience's lists were made.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    /// When, seconds since 1970.
    pub at: i64,
    /// People in it.
    pub people: u64,
    /// Expected rate.
    pub rate: f64,
    /// Rate against the average.
    #[serde(alias = "times_average")]
    pub lift: f64,
    /// The folder with the files.
    pub folder: PathBuf,
    /// What tells whether the audience asks for something else now, as [`Audience::fingerprint`]; `None`
    /// in records of older versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// The files, with those of earlier times that are still as they were written: they may be
    /// replaced without a question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<MadeFile>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A file that was written for an audience.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MadeFile {
    /// Where.
    pub path: PathBuf,
    /// How it was when it was written.
    pub stamp: Option<FileStamp>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl MadeFile {
    /// A file that was written just now.
    pub fn of(path: PathBuf) -> Self {
        Self { stamp: FileStamp::of(&path), path, unknown: Unknown::default() }
    }

    /// Whether it is there and nobody has changed it since.
    pub fn is_as_written(&self) -> bool {
        self.stamp.is_some() && FileStamp::of(&self.path) == self.stamp
    }
}

impl Saved {
    /// The last time that lists were made, where the audience asks for something else since.
    pub fn made_of_another(&self) -> Option<&Made> {
        let other = |made: &&Made| {
            made.fingerprint.as_ref().is_some_and(|then| *then != self.audience.fingerprint())
        };
        self.made.as_ref().filter(other)
    }
}

impl Project {
    /// Adds an audience with a number of its own; returns the number.
    pub fn add_audience(&mut self, mut audience: Audience) -> u64 {
        self.next_audience += 1;
        let id = self.next_audience;
        audience.id = id;
        self.audiences.push(Saved { audience, ..Saved::default() });
        id
    }

    /// The audience with this number.
    pub fn audience(&self, id: u64) -> Option<&Saved> {
        self.audiences.iter().find(|a| a.audience.id == id)
    }

    /// The audience with this number, to change.
    pub fn audience_mut(&mut self, id: u64) -> Option<&mut Saved> {
        self.audiences.iter_mut().find(|a| a.audience.id == id)
    }

    /// The audiences, those with a priority first and in its order.
    pub fn by_priority(&self) -> impl Iterator<Item = &Saved> {
        let first = |&(place, id): &(usize, &u64)| !self.priority[..place].contains(id);
        let prior = self.priority.iter().enumerate().filter(first);
        let prior = prior.filter_map(|(_, id)| self.audience(*id));
        let others = self.audiences.iter().filter(|s| !self.priority.contains(&s.audience.id));
        prior.chain(others)
    }

    /// Whether people in `first` are kept out of the lists of `second`.
    pub fn is_before(&self, first: u64, second: u64) -> bool {
        let place = |id| self.priority.iter().position(|p| *p == id);
        matches!((place(first), place(second)), (Some(a), Some(b)) if a < b)
    }

    /// Audiences that come before this one: people in them are kept out of its lists.
    pub fn before(&self, id: u64) -> impl Iterator<Item = &Saved> {
        self.by_priority().filter(move |s| self.is_before(s.audience.id, id))
    }

    /// Changes a destination of the person's own, also where it is chosen.
    pub fn change_destination(&mut self, key: &str, change: impl FnOnce(&mut Destination)) {
        let Some(own) = self.destinations.iter_mut().find(|d| d.key == key) else { return };
        change(own);
        let choices = self.audiences.iter_mut().flat_map(|a| &mut a.lists.choices);
        for choice in choices.filter(|c| c.destination.key == key) {
            choice.destination.clone_from(own);
        }
    }

    /// Takes a destination of the person's own away, also where it is chosen.
    pub fn remove_destination(&mut self, key: &str) {
        self.destinations.retain(|d| d.key != key);
        for saved in &mut self.audiences {
            saved.lists.choices.retain(|c| c.destination.key != key);
        }
    }

    /// Every file that the project reads: data files, and files of people to leave out.
    pub fn inputs(&self) -> Vec<PathBuf> {
        let suppression = self.audiences.iter().flat_map(|s| &s.audience.eligibility.suppression);
        self.paths().into_iter().chain(suppression.map(|file| file.path.clone())).collect()
    }

    /// Paths of the data files.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|f| f.path.clone()).collect()
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
