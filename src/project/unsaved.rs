//! What was decided and is in no project file yet, kept in the user's data folder for the case of a
//! crash.
//!
//! Each running window has a [`Place`] there: a file with the decisions, and a lock that the system
//! lets go of when the program ends in whatever way. [`waiting`] gives what programs left that did
//! not come to their end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::store::{MOST, with_full_paths};
use super::{Project, VERSION};
use crate::base::atomic_file::{self, Access, make_private_folder};
use crate::base::file_stamp::FileStamp;
use crate::base::lock_file::LockFile;
use crate::base::part_file::sweep;
use crate::base::progress::Progress;
use crate::base::whole_file;
use crate::base::words::now;

/// Ending of the files with decisions …
const KEPT: &str = "unsaved";
/// … and of those that are locked by the program whose they are.
const LOCK: &str = "lock";

/// A program that was killed is taken apart by the system in this time, also on a busy computer …
const ENDING: Duration = Duration::from_secs(5);
/// … in which it is looked this often whether it let go of what it held.
const BETWEEN: Duration = Duration::from_millis(200);

/// A place for what one running program has not saved. Only the owner may read what is there.
#[derive(Debug)]
pub struct Place {
    file: PathBuf,
    lock: LockFile,
}

/// Decisions of a program that did not come to its end. Held, so that no other program offers them
/// too.
#[derive(Debug)]
pub struct Unsaved {
    /// When they were kept, seconds since 1970.
    pub at: i64,
    /// The project file they belong to; `None` where they never had one, or where that was changed
    /// since by someone else.
    pub path: Option<PathBuf>,
    /// What was decided.
    pub project: Project,
    place: Place,
}

#[derive(Serialize)]
struct Written<'a> {
    likely_unsaved: u32,
    at: i64,
    path: Option<&'a Path>,
    stamp: Option<FileStamp>,
    project: &'a Project,
}

#[derive(Deserialize)]
struct Header {
    likely_unsaved: u64,
}

#[derive(Deserialize)]
struct Read {
    at: i64,
    path: Option<PathBuf>,
    stamp: Option<FileStamp>,
    project: Project,
}

impl Place {
    /// The folder with all of them; `None` where the system has no such folder.
    pub fn usual_folder() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "Likely").map(|d| d.data_local_dir().join("unsaved"))
    }

    /// A new place in `folder`.
    ///
    /// # Errors
    /// Those of the system.
    pub fn new(folder: &Path) -> io::Result<Self> {
        make_private_folder(folder)?;
        let (process, mut number) = (std::process::id(), now());
        loop {
            let file = folder.join(format!("{number}-{process}.{KEPT}"));
            // Taken by another window of this program, or tidied away before it was locked.
            if !file.exists()
                && let Some(place) = Self::hold(file)?
            {
                return Ok(place);
            }
            number += 1;
        }
    }

    /// Holds the place of this file; `None` where another program does.
    fn hold(file: PathBuf) -> io::Result<Option<Self>> {
        let lock = LockFile::hold(&file.with_extension(LOCK))?;
        Ok(lock.map(|lock| Self { file, lock }))
    }

    /// Keeps decisions in the place of those that were kept before. `path`: where the project is
    /// saved.
    ///
    /// # Errors
    /// Those of the system.
    pub fn keep(&self, project: &Project, path: Option<&Path>) -> io::Result<()> {
        let project = with_full_paths(project);
        let path = path.map(std::path::absolute).transpose()?;
        let stamp = path.as_deref().and_then(FileStamp::of);
        let (path, at) = (path.as_deref(), now());
        let written = Written { likely_unsaved: VERSION, at, path, stamp, project: &project };
        atomic_file::replace(&self.file, &serde_json::to_vec(&written)?, Access::Owner)
    }

    /// Takes away what is kept: it is saved, or not wanted any more.
    ///
    /// # Errors
    /// Those of the system.
    pub fn clear(&self) -> io::Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Takes away what is kept and the place itself.
    ///
    /// # Errors
    /// Those of the system.
    pub fn leave(self) -> io::Result<()> {
        self.clear()?;
        drop(self.lock);
        Ok(())
    }
}

impl Unsaved {
    fn of(place: Place) -> Option<Self> {
        let bytes = whole_file::read(&place.file, MOST).ok()?;
        // What a newer version kept is for that version.
        let header: Header = serde_json::from_slice(&bytes).ok()?;
        if header.likely_unsaved > u64::from(VERSION) {
            return None;
        }
        let Read { at, path, stamp, project } = serde_json::from_slice(&bytes).ok()?;
        let path = path.filter(|path| FileStamp::of(path) == stamp);
        Some(Self { at, path, project, place })
    }

    /// Throws it away.
    ///
    /// # Errors
    /// Those of the system.
    pub fn discard(self) -> io::Result<()> {
        self.place.leave()
    }
}

/// What programs left in `folder` that did not come to their end, the newest first. What a living
/// program keeps there is its own.
pub fn waiting(folder: &Path) -> Vec<Unsaved> {
    look(folder).0
}

/// As [`waiting`]; where all that is there belongs to other programs it is looked again for a while. One that
/// was killed just now holds its own until the system has taken it apart, and who starts Likely again right
/// away is to be offered it all the same.
pub fn waiting_soon(folder: &Path, progress: &Progress) -> Vec<Unsaved> {
    let began = Instant::now();
    loop {
        let (left, held) = look(folder);
        if !left.is_empty() || !held || began.elapsed() > ENDING || progress.stopped() {
            return left;
        }
        std::thread::sleep(BETWEEN);
    }
}

/// What was left, and whether other programs hold any.
fn look(folder: &Path) -> (Vec<Unsaved>, bool) {
    sweep(folder);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    let with = |ending: &'static str| {
        paths.iter().filter(move |path| path.extension() == Some(ending.as_ref()))
    };
    // A program that ended well, or before it kept anything, may leave its lock.
    for lock in with(LOCK).filter(|lock| !lock.with_extension(KEPT).exists()) {
        if let Ok(Some(place)) = Place::hold(lock.with_extension(KEPT)) {
            let _ = place.leave();
        }
    }
    let mut held = false;
    let places = with(KEPT).filter_map(|file| {
        let place = Place::hold(file.clone()).ok()?;
        held |= place.is_none();
        place
    });
    let mut left: Vec<Unsaved> = places.filter_map(Unsaved::of).collect();
    left.sort_by_key(|unsaved| std::cmp::Reverse(unsaved.at));
    (left, held)
}
