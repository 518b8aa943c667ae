//! The `.likely` file: JSON with a version, written whole or not at all; the last good one is kept
//! beside it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::contradiction::contradiction;
use super::{Project, VERSION};
use crate::audience::SuppressionFile;
use crate::base::atomic_file::{Access, AtomicFile, Existing};
use crate::base::file_stamp::FileStamp;
use crate::base::language::{Message, message, t};
use crate::base::system_error;
use crate::base::whole_file;
use crate::base::words::file_name;
use crate::export::Choice;

/// Bytes of a project file at most: some hundred for each of a million files.
pub(super) const MOST: u64 = 256 << 20;

/// Ending of project files.
pub const EXTENSION: &str = "likely";

/// Why a project cannot be opened or saved. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// It cannot be read.
    #[error("{}", t!("project-unreadable", path = shown(.path), error = system_error::message(.source).to_string()))]
    Read {
        /// The project file.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// It is no project file, or a damaged one.
    #[error("{}", t!("project-not-one", path = shown(.path), line = *.line))]
    NotAProject {
        /// The file.
        path: PathBuf,
        /// Where reading stopped.
        line: usize,
    },
    /// It is damaged, and its last good copy is there.
    #[error("{}", t!("project-damaged", path = shown(.path), line = *.line, copy = shown(.copy)))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where reading stopped.
        line: usize,
        /// The copy.
        copy: PathBuf,
    },
    /// Something else is where the project should be saved.
    #[error("{}", t!("project-in-the-way", path = shown(.0)))]
    InTheWay(PathBuf),
    /// Another window has it open.
    #[error("{}", t!("project-open-elsewhere", path = shown(.0)))]
    OpenElsewhere(PathBuf),
    /// It is not the file that was opened or saved last.
    #[error("{}", t!("project-changed-elsewhere", path = shown(.0)))]
    ChangedElsewhere(PathBuf),
    /// What it says cannot all be.
    #[error("{}", t!("project-contradicts", path = shown(.path), what = .what.to_string()))]
    Contradicts {
        /// The file.
        path: PathBuf,
        /// What stands against one another.
        what: Message,
    },
    /// A newer version wrote it.
    #[error("{}", t!("project-newer", path = shown(.path), version = *.version, own = VERSION))]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
    /// It cannot be written.
    #[error("{}", t!("project-unsaved", path = shown(.path), error = system_error::message(.source).to_string()))]
    Write {
        /// The project file.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[derive(Deserialize)]
struct Header {
    likely_project: u64,
}

#[derive(Serialize)]
struct Written<'a> {
    likely_project: u32,
    #[serde(flatten)]
    project: &'a Project,
}

/// Every suppression file that an audience of the project names.
fn suppression(project: &mut Project) -> impl Iterator<Item = &mut SuppressionFile> {
    project.audiences.iter_mut().flat_map(|saved| &mut saved.audience.eligibility.suppression)
}

/// A project as it was opened.
#[derive(Debug)]
pub struct Opened {
    /// What was decided.
    pub project: Project,
    /// What the person must know where it is not the project file's content: it is damaged, and
    /// this is its last good copy.
    pub copy: Option<Message>,
}

/// Where the last good copy of a project file is kept: `spring.likely.bak` beside `spring.likely`.
pub fn copy_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".bak");
    name.into()
}

/// Opens a project. Data files are looked for beside the project first, then where they were;
/// those found at neither place keep their last path, for the person to point at.
///
/// # Errors
/// [`ProjectError`] when the file cannot be read, is damaged or was written by a newer version.
pub fn load(path: &Path) -> Result<Project, ProjectError> {
    let error = match read(path) {
        Ok(project) => return Ok(found_beside(project, path)),
        Err(error) => error,
    };
    let copy = copy_of(path);
    match error {
        ProjectError::NotAProject { path, line } if read(&copy).is_ok() => {
            Err(ProjectError::Damaged { path, line, copy })
        }
        error => Err(error),
    }
}

/// Like [`load`]; where the project file is damaged, its last good copy is opened instead, and the
/// damaged file is left as it is.
///
/// # Errors
/// [`ProjectError`] when there is no good copy either.
pub fn load_or_copy(path: &Path) -> Result<Opened, ProjectError> {
    let (line, copy) = match load(path) {
        Ok(project) => return Ok(Opened { project, copy: None }),
        Err(ProjectError::Damaged { line, copy, .. }) => (line, copy),
        Err(error) => return Err(error),
    };
    let project = found_beside(read(&copy)?, path);
    let words = message!("project-copy", path = file_name(path), line = line);
    Ok(Opened { project, copy: Some(words) })
}

/// The project in a file, as it stands there.
fn read(path: &Path) -> Result<Project, ProjectError> {
    let bytes = whole_file::read(path, MOST)
        .map_err(|source| ProjectError::Read { path: path.to_owned(), source })?;
    let project = parse(&bytes, path)?;
    match contradiction(&project) {
        Some(what) => Err(ProjectError::Contradicts { path: path.to_owned(), what }),
        None => Ok(project),
    }
}

/// The version first: what a newer one means by the rest cannot be known.
fn parse(bytes: &[u8], path: &Path) -> Result<Project, ProjectError> {
    let not = |error: serde_json::Error| ProjectError::NotAProject {
        path: path.to_owned(),
        line: error.line(),
    };
    // Editors put a mark in front of what they save as UTF-8.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let header: Header = serde_json::from_slice(bytes).map_err(not)?;
    if header.likely_project > u64::from(VERSION) {
        let version = header.likely_project;
        return Err(ProjectError::Newer { path: path.to_owned(), version });
    }
    let mut project: Project = serde_json::from_slice(bytes).map_err(not)?;
    // It stands in the header, and is written anew.
    project.unknown.remove("likely_project");
    Ok(project)
}

/// The project that was saved to `path`, with its name and with files that moved along with it.
fn found_beside(mut project: Project, path: &Path) -> Project {
    if let Some(stem) = path.file_stem() {
        project.name = stem.to_string_lossy().into_owned();
    }
    // What platforms want may have changed since.
    project.audiences.iter_mut().flat_map(|a| &mut a.lists.choices).for_each(Choice::renew);
    let folder = path.parent().unwrap_or(Path::new(""));
    for file in &mut project.files {
        let beside = file.relative.as_ref().map(|relative| folder.join(relative));
        if let Some(beside) = beside.filter(|b| b.exists()) {
            file.path = beside;
        }
    }
    for opened in &mut project.folders {
        let beside = opened.relative.as_ref().map(|relative| folder.join(relative));
        if let Some(beside) = beside.filter(|b| b.exists()) {
            opened.path = beside;
        }
    }
    for file in suppression(&mut project) {
        let beside = file.relative.as_ref().map(|relative| folder.join(relative));
        if let Some(beside) = beside.filter(|b| b.exists()) {
            file.path = beside;
        }
    }
    project
}

/// With full paths: they mean the same wherever the program is started.
pub(super) fn with_full_paths(project: &Project) -> Project {
    let mut project = project.clone();
    let full = |path: &mut PathBuf| {
        if let Ok(absolute) = std::path::absolute(&*path) {
            *path = absolute;
        }
    };
    project.files.iter_mut().for_each(|file| full(&mut file.path));
    project.folders.iter_mut().for_each(|opened| full(&mut opened.path));
    suppression(&mut project).for_each(|file| full(&mut file.path));
    project
}

/// Saves a project: to a temporary file beside it, flushed and renamed, so that the old one stays
/// until the new one is whole. The one that was there before is kept as [`copy_of`] it.
///
/// # Errors
/// [`ProjectError::Write`] with the system's words; [`ProjectError::Newer`] and
/// [`ProjectError::InTheWay`] where something else is there, which is then left as it is.
pub fn save(project: &Project, path: &Path) -> Result<(), ProjectError> {
    let failed = |source| ProjectError::Write { path: path.to_owned(), source };
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut project = with_full_paths(project);
    let absolute = std::path::absolute(folder).map_err(failed)?;
    let beside = |path: &Path| path.strip_prefix(&absolute).ok().map(Path::to_owned);
    for file in &mut project.files {
        file.relative = beside(&file.path);
        file.seen = FileStamp::of(&file.path);
    }
    project.folders.iter_mut().for_each(|opened| opened.relative = beside(&opened.path));
    suppression(&mut project).for_each(|file| file.relative = beside(&file.path));
    let written = Written { likely_project: VERSION, project: &project };
    let text = serde_json::to_vec_pretty(&written).map_err(|e| failed(e.into()))?;
    keep_copy(path, &text)?;
    replace(path, &text, path).map_err(failed)
}

/// Keeps what is at `path` before `text` takes its place. A damaged project is not worth it: the
/// copy that is there is better.
fn keep_copy(path: &Path, text: &[u8]) -> Result<(), ProjectError> {
    let failed = |source| ProjectError::Write { path: path.to_owned(), source };
    let old = match whole_file::read(path, MOST) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    match parse(&old, path) {
        Ok(_) if old == text => Ok(()),
        Ok(_) => replace(&copy_of(path), &old, path).map_err(failed),
        Err(ProjectError::NotAProject { .. }) if path.extension() == Some(EXTENSION.as_ref()) => {
            Ok(())
        }
        Err(ProjectError::NotAProject { .. }) => Err(ProjectError::InTheWay(path.to_owned())),
        Err(error) => Err(error),
    }
}

/// Writes a file anew, for those who may read the one at `like`.
fn replace(path: &Path, text: &[u8], like: &Path) -> io::Result<()> {
    let mut file = AtomicFile::create(path, Access::Usual)?;
    file.same_access_as(like);
    file.write_all(text)?;
    file.finish(Existing::Replace)
}
