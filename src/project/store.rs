//! The `.likely` file: JSON with a version, written whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Project, VERSION};
use crate::audience::SuppressionFile;
use crate::base::atomic_file::{Access, AtomicFile, Existing};
use crate::base::file_stamp::FileStamp;
use crate::export::Choice;

/// Ending of project files.
pub const EXTENSION: &str = "likely";

/// Why a project cannot be opened or saved. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// It cannot be read.
    #[error("The project {} cannot be opened: {source}.", .path.display())]
    Read {
        /// The project file.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// It is no project file, or a damaged one.
    #[error("{} is not a Likely project or is damaged (line {line}). Nothing was changed in it.", .path.display())]
    NotAProject {
        /// The file.
        path: PathBuf,
        /// Where reading stopped.
        line: usize,
    },
    /// A newer version wrote it.
    #[error("{} was saved by a newer version of Likely (project version {version}; this one reads up to {VERSION}). Update Likely to open it. Nothing was changed in it.", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// It cannot be written.
    #[error("The project could not be saved to {}: {source}. What you decided is still here; save it somewhere else.", .path.display())]
    Write {
        /// The project file.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
}

#[derive(Deserialize)]
struct Header {
    likely_project: u32,
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

/// Opens a project. Data files are looked for beside the project first, then where they were;
/// those found at neither place keep their last path, for the person to point at.
///
/// # Errors
/// [`ProjectError`] when the file cannot be read or was written by a newer version.
pub fn load(path: &Path) -> Result<Project, ProjectError> {
    let text = fs::read_to_string(path)
        .map_err(|source| ProjectError::Read { path: path.to_owned(), source })?;
    let not = |error: serde_json::Error| ProjectError::NotAProject {
        path: path.to_owned(),
        line: error.line(),
    };
    let header: Header = serde_json::from_str(&text).map_err(not)?;
    if header.likely_project > VERSION {
        let version = header.likely_project;
        return Err(ProjectError::Newer { path: path.to_owned(), version });
    }
    let mut project: Project = serde_json::from_str(&text).map_err(not)?;
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
    Ok(project)
}

/// Saves a project: to a temporary file beside it, flushed and renamed, so that the old one stays
/// until the new one is whole.
///
/// # Errors
/// [`ProjectError::Write`] with the system's words.
pub fn save(project: &Project, path: &Path) -> Result<(), ProjectError> {
    let failed = |source| ProjectError::Write { path: path.to_owned(), source };
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut project = project.clone();
    let absolute = std::path::absolute(folder).map_err(failed)?;
    for file in &mut project.files {
        file.path = std::path::absolute(&file.path).unwrap_or_else(|_| file.path.clone());
        file.relative = file.path.strip_prefix(&absolute).ok().map(Path::to_owned);
        file.seen = FileStamp::of(&file.path);
    }
    for opened in &mut project.folders {
        opened.path = std::path::absolute(&opened.path).unwrap_or_else(|_| opened.path.clone());
        opened.relative = opened.path.strip_prefix(&absolute).ok().map(Path::to_owned);
    }
    for file in suppression(&mut project) {
        file.path = std::path::absolute(&file.path).unwrap_or_else(|_| file.path.clone());
        file.relative = file.path.strip_prefix(&absolute).ok().map(Path::to_owned);
    }
    let written = Written { likely_project: VERSION, project: &project };
    let text = serde_json::to_string_pretty(&written).map_err(|e| failed(e.into()))?;
    let mut file = AtomicFile::create(path, Access::Usual).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.finish(Existing::Replace).map_err(failed)?;
    Ok(())
}
