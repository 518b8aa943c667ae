//! The work of renaming a project's file: what belongs to it follows.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::audience::{MembersError, Store};
use crate::base::file_stamp::FileStamp;
use crate::base::language::t;
use crate::base::words::file_name;
use crate::jobs::Task;
use crate::project::{self, OpenMark, ProjectError};

/// A project whose file gets another name.
#[derive(Debug)]
pub struct Renaming {
    /// The session it belongs to.
    pub session: u64,
    /// The work.
    pub task: Task<Renamed, RenameError>,
}

/// A file that was renamed.
#[derive(Debug, Clone)]
pub struct Renamed {
    /// Where it was.
    pub from: PathBuf,
    /// Where it is.
    pub to: PathBuf,
    /// Says to other windows that it is open here.
    pub mark: OpenMark,
}

/// Why a project keeps its name. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum RenameError {
    /// A file of that name is there.
    #[error("{}", t!("window-name-taken", file = file_name(.0)))]
    Taken(PathBuf),
    /// Someone else has one of the two open, or changed it.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The records of its lists could not follow.
    #[error(transparent)]
    Records(#[from] MembersError),
    /// The system refused.
    #[error("{}", t!("window-rename-failed", file = file_name(.0), why = .1.to_string()))]
    System(PathBuf, io::Error),
}

/// Renames the file at `from` and what belongs to it; all of it or, where the records cannot follow,
/// nothing.
pub fn rename(mark: &OpenMark, from: PathBuf, to: PathBuf) -> Result<Renamed, RenameError> {
    mark.is_current(&from)?;
    // On systems that do not tell cases apart, "spring" and "Spring" are one file.
    let new = match to.exists() {
        true if same_file::is_same_file(&from, &to).unwrap_or(false) => mark.called(&to),
        true => return Err(RenameError::Taken(to)),
        false => OpenMark::set(&to)?,
    };
    let failed = |error| RenameError::System(from.clone(), error);
    fs::rename(&from, &to).map_err(failed)?;
    if let Err(error) = Store::beside(&from).move_to(&Store::beside(&to)) {
        fs::rename(&to, &from).map_err(failed)?;
        return Err(error.into());
    }
    // The last good copy: without it the project is as whole as before its second save.
    let _ = fs::rename(project::copy_of(&from), project::copy_of(&to));
    new.was_read(FileStamp::of(&to));
    Ok(Renamed { from, to, mark: new })
}
