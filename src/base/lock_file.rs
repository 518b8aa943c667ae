//! Locks between programs: a file that one program at a time holds. The system lets go of it when the
//! program ends in whatever way, so that a crash locks nobody out.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

/// A lock that is held. Dropped, it is let go of and its file goes.
#[derive(Debug)]
pub struct LockFile {
    path: PathBuf,
    _file: File,
}

impl LockFile {
    /// Holds the lock of this path; `None` where someone else does, in this program or another.
    ///
    /// # Errors
    /// Those of the system: the file cannot be made, or the file system knows no locks.
    pub fn hold(path: &Path) -> io::Result<Option<Self>> {
        loop {
            let mut options = OpenOptions::new();
            options.create(true).truncate(false).write(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Whoever held it may have taken the file away between opening and locking, and a third
            // may hold a new one of this name: the lock of a file that is not there guards nothing.
            let ours = Handle::from_file(file.try_clone()?)?;
            if Handle::from_path(path).is_ok_and(|there| there == ours) {
                return Ok(Some(Self { path: path.to_owned(), _file: file }));
            }
        }
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // While it is still held: see `hold`. One that stays locks nobody out.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn one_at_a_time_holds_it_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let first = LockFile::hold(&path).unwrap().unwrap();
        assert!(LockFile::hold(&path).unwrap().is_none());
        drop(first);
        assert!(!path.exists());
        drop(LockFile::hold(&path).unwrap().unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    /// What was left by a program that was killed is no lock.
    #[test]
    fn a_file_that_nobody_holds_is_held_by_who_comes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        fs::write(&path, "").unwrap();
        assert!(LockFile::hold(&path).unwrap().is_some());
    }

    #[test]
    fn never_two_at_once_however_they_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let (inside, times) = (AtomicU32::new(0), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        let Some(held) = LockFile::hold(&path).unwrap() else { continue };
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        times.fetch_add(1, Ordering::SeqCst);
                        drop(held);
                    }
                });
            }
        });
        assert!(times.into_inner() > 0);
    }
}
