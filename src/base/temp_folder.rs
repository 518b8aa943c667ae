//! Folders for a program's life: taken away with it, and, where it is killed, by the next that makes
//! one. Only their owner may look into them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use std::sync::Once;

use tempfile::{Builder, TempDir};

use super::lock_file::LockFile;
use super::part_file;

/// Beginning of their names.
const BEGIN: &str = "likely-folder-";
/// What says that its program lives.
const LOCK: &str = ".lock";
/// A new folder may be taken for an abandoned one between its making and its locking; so often another
/// is made.
const TRIES: usize = 8;

/// A folder that goes when this is dropped.
#[derive(Debug)]
pub struct TempFolder {
    folder: TempDir,
    lock: Option<LockFile>,
}

impl TempFolder {
    /// A new one in the system's folder for such. The first time, what killed programs left there is
    /// taken away.
    ///
    /// # Errors
    /// Those of the system.
    pub fn new() -> io::Result<Self> {
        sweep_once();
        Self::new_in(&std::env::temp_dir())
    }

    /// A new one in `place`.
    ///
    /// # Errors
    /// Those of the system.
    pub fn new_in(place: &Path) -> io::Result<Self> {
        for _ in 0..TRIES {
            let mut builder = Builder::new();
            builder.prefix(BEGIN);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                builder.permissions(fs::Permissions::from_mode(0o700));
            }
            let folder = builder.tempdir_in(place)?;
            match LockFile::hold(&folder.path().join(LOCK)) {
                Ok(Some(lock)) => return Ok(Self { folder, lock: Some(lock) }),
                // Another program is taking it away as we speak.
                Ok(None) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                // Without locks nobody can tell that it is abandoned, so nobody takes it away either.
                Err(_) => return Ok(Self { folder, lock: None }),
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        // Windows does not take away what is open; the folder itself goes after this.
        self.lock = None;
    }
}

/// Takes away what killed programs left in the system's folder for temporary files: folders, and parts of
/// files.
pub fn sweep_temporary() {
    let place = std::env::temp_dir();
    sweep(&place);
    part_file::sweep(&place);
}

/// The same, the first time that this program asks.
pub fn sweep_once() {
    static SWEPT: Once = Once::new();
    SWEPT.call_once(sweep_temporary);
}

/// Takes away the folders in `place` whose programs were killed; returns how many.
pub fn sweep(place: &Path) -> usize {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| {
        // A link of such a name is not ours.
        entry.file_name().as_encoded_bytes().starts_with(BEGIN.as_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
    });
    ours.filter(|entry| remove(&entry.path())).count()
}

fn remove(folder: &PathBuf) -> bool {
    match LockFile::hold(&folder.join(LOCK)) {
        Ok(Some(held)) => {
            #[cfg(not(unix))]
            drop(held);
            let removed = fs::remove_dir_all(folder).is_ok();
            #[cfg(unix)]
            drop(held);
            removed
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_goes_and_what_a_living_one_holds_stays() {
        let place = tempfile::tempdir().unwrap();
        let living = TempFolder::new_in(place.path()).unwrap();
        fs::write(living.path().join("people"), "a").unwrap();
        let killed = place.path().join("likely-folder-abandoned");
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join("people"), "a").unwrap();
        fs::write(killed.join(LOCK), "").unwrap();
        let others = place.path().join("likely-folder");
        fs::create_dir(&others).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&others, place.path().join("likely-folder-link")).unwrap();
        assert_eq!(sweep(place.path()), 1);
        assert!(!killed.exists() && others.exists());
        assert!(living.path().join("people").exists());
        let (path, _second) = (living.path().to_owned(), TempFolder::new_in(place.path()).unwrap());
        assert!(path.exists());
        drop(living);
        assert!(!path.exists());
    }

    #[test]
    fn many_that_come_and_go_at_once_lose_nothing() {
        let place = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let folder = TempFolder::new_in(place.path()).unwrap();
                        fs::write(folder.path().join("a"), "a").unwrap();
                        assert!(folder.path().join("a").exists());
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_looks_into_it() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let folder = TempFolder::new_in(place.path()).unwrap();
        assert_eq!(fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
