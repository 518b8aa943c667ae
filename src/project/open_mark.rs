//! One window at a time has a project open, and never writes over what someone else saved.
//!
//! A window that opens a project holds a lock beside its file; the system lets go of it when the
//! program ends in whatever way. Where no lock can be had (a folder that cannot be written, a network
//! drive without locks) the second guard stands alone: before the file is replaced, it must still be as
//! this window read or wrote it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::Project;
use super::store::{ProjectError, save};
use crate::base::file_stamp::FileStamp;
use crate::base::lock_file::LockFile;
use crate::base::sync::lock;

/// See the module documentation.
#[derive(Debug, Clone)]
pub struct OpenMark {
    path: PathBuf,
    /// The project file as it was read or written last; none where there was none.
    known: Arc<Mutex<Option<FileStamp>>>,
    _lock: Arc<Option<LockFile>>,
}

impl OpenMark {
    /// Marks the project of this path as open, before it is read.
    ///
    /// # Errors
    /// [`ProjectError::OpenElsewhere`] where another window has it open.
    pub fn set(path: &Path) -> Result<Self, ProjectError> {
        let whole = whole(path);
        let lock = match LockFile::hold(&lock_of(&whole)) {
            Ok(Some(lock)) => Some(lock),
            Ok(None) => return Err(ProjectError::OpenElsewhere(path.to_owned())),
            // Nothing can be locked there: what is saved is compared all the same.
            Err(_) => None,
        };
        let known = Arc::new(Mutex::new(FileStamp::of(&whole)));
        Ok(Self { path: whole, known, _lock: Arc::new(lock) })
    }

    /// The mark of the same file under another name, where the system takes both names for one.
    pub fn called(&self, path: &Path) -> Self {
        Self { path: whole(path), ..self.clone() }
    }

    /// Whether it is the mark of this project.
    pub fn is_of(&self, path: &Path) -> bool {
        self.path == whole(path)
    }

    /// The project file was read; `as_it_was` before that.
    pub fn was_read(&self, as_it_was: Option<FileStamp>) {
        *lock(&self.known) = as_it_was;
    }

    /// Saves the project.
    ///
    /// # Errors
    /// [`ProjectError::ChangedElsewhere`] where its file is not the one that was read or written last,
    /// and those of [`save`].
    pub fn save(&self, project: &Project, path: &Path) -> Result<(), ProjectError> {
        self.is_current(path)?;
        save(project, path)?;
        *lock(&self.known) = FileStamp::of(path);
        Ok(())
    }

    /// Whether the project's file is the one that was read or written last, or not there at all.
    ///
    /// # Errors
    /// [`ProjectError::ChangedElsewhere`] where it is another one.
    pub fn is_current(&self, path: &Path) -> Result<(), ProjectError> {
        let there = FileStamp::of(path);
        if there.is_some() && there != *lock(&self.known) {
            return Err(ProjectError::ChangedElsewhere(path.to_owned()));
        }
        Ok(())
    }
}

/// The lock beside a project, out of sight: `.spring.likely.lock`.
fn lock_of(project: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(project.file_name().unwrap_or_default());
    name.push(".lock");
    project.with_file_name(name)
}

/// The same for every way to write a path. The file need not be there.
fn whole(path: &Path) -> PathBuf {
    if let Ok(whole) = fs::canonicalize(path) {
        return whole;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().and_then(|folder| fs::canonicalize(folder).ok());
    match (folder, absolute.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => absolute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::load;

    #[test]
    fn a_second_window_is_told_and_the_first_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("spring.likely");
        let first = OpenMark::set(&path).unwrap();
        first.save(&Project::default(), &path).unwrap();
        let again = folder.path().join(".").join("spring.likely");
        let second = OpenMark::set(&again).unwrap_err();
        assert!(matches!(second, ProjectError::OpenElsewhere(_)), "{second}");
        assert!(first.is_of(&again));
        first.save(&Project::default(), &path).unwrap();
        drop(first);
        OpenMark::set(&path).unwrap();
    }

    #[test]
    fn what_another_saved_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("spring.likely");
        save(&Project::default(), &path).unwrap();
        let mark = OpenMark::set(&path).unwrap();
        mark.save(&Project { name: "ours".into(), ..Project::default() }, &path).unwrap();
        let theirs = Project { next_audience: 77, ..Project::default() };
        save(&theirs, &path).unwrap();
        let error = mark.save(&Project::default(), &path).unwrap_err();
        assert!(matches!(error, ProjectError::ChangedElsewhere(_)), "{error}");
        assert_eq!(load(&path).unwrap().next_audience, 77);
        // What was deleted meanwhile can be saved anew.
        fs::remove_file(&path).unwrap();
        mark.save(&Project::default(), &path).unwrap();
        mark.save(&Project::default(), &path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn where_nothing_can_be_locked_it_opens_all_the_same() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("spring.likely");
        save(&Project::default(), &path).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let (first, second) = (OpenMark::set(&path), OpenMark::set(&path));
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        // The system's administrator may write everywhere, and is told.
        assert!(first.is_ok());
        assert!(second.is_ok() || matches!(second, Err(ProjectError::OpenElsewhere(_))));
    }
}
