//! Files that are being written, under a name that says so, and what a program that was killed left
//! of them.
//!
//! Such a part holds what the finished file would: often people's data. Dropped, it goes; killed,
//! the program cannot see to that. So a part is locked as long as it is written, the system lets go
//! of the lock when the program ends in whatever way, and the next program that writes into the same
//! folder takes away the parts that nobody holds. Those of living programs stay.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::{Builder, NamedTempFile};

use super::sync::lock;

/// Beginning of the names of files that are being written …
const BEGIN: &str = ".likely-";
/// … and their ending.
const END: &str = ".part";
/// A new part may be taken for an abandoned one between its making and its locking; so often
/// another is made.
const TRIES: usize = 16;

/// The folders that this program has swept: looking through one takes time where it holds thousands of
/// files.
static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Who may read the finished file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only the owner.
    Owner,
    /// Whoever the system's settings let read new files.
    Usual,
}

/// Begins a part in `folder`. The first time that this program writes there, what killed programs left
/// is taken away.
///
/// # Errors
/// Those of the system.
pub fn create(folder: &Path, access: Access) -> io::Result<NamedTempFile> {
    if lock(&SWEPT).insert(folder.to_owned()) {
        sweep(folder);
    }
    let mut builder = Builder::new();
    builder.prefix(BEGIN).suffix(END);
    #[cfg(unix)]
    if access == Access::Usual {
        use std::os::unix::fs::PermissionsExt;
        // What a new file usually gets; the system takes away what the umask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = access;
    for _ in 0..TRIES {
        let part = builder.tempfile_in(folder)?;
        if hold(&part) {
            return Ok(part);
        }
    }
    builder.tempfile_in(folder)
}

/// Locks a new part; false where another program has just taken it for an abandoned one.
#[cfg(unix)]
fn hold(part: &NamedTempFile) -> bool {
    match part.as_file().try_lock() {
        Ok(()) => part.path().exists(),
        Err(fs::TryLockError::WouldBlock) => false,
        // File systems without locks: there nobody can lock it, so nobody takes it away either.
        Err(fs::TryLockError::Error(_)) => true,
    }
}

/// On Windows a file that is open is held by being open, see [`abandoned`].
#[cfg(not(unix))]
fn hold(_: &NamedTempFile) -> bool {
    true
}

/// Takes away the parts in `folder` that no living program holds; returns how many. Where the
/// system does not allow it they stay.
pub fn sweep(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let parts = entries.flatten().filter(|entry| {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        name.starts_with(BEGIN.as_bytes()) && name.ends_with(END.as_bytes())
    });
    // Links, pipes and folders of such a name are not ours.
    let files = parts.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files.filter(|entry| remove(&entry.path())).count()
}

/// Takes a part away where nobody holds it. It stays locked meanwhile, so that it cannot become
/// anybody's.
fn remove(path: &Path) -> bool {
    let Some(held) = abandoned(path) else { return false };
    // Windows does not take away what is open.
    #[cfg(not(unix))]
    drop(held);
    let removed = fs::remove_file(path).is_ok();
    #[cfg(unix)]
    drop(held);
    removed
}

#[cfg(unix)]
fn abandoned(path: &Path) -> Option<File> {
    let file = OpenOptions::new().read(true).open(path).ok()?;
    file.try_lock().is_ok().then_some(file)
}

/// Opened for nobody else beside: refused while any program has it open.
#[cfg(windows)]
fn abandoned(path: &Path) -> Option<File> {
    use std::os::windows::fs::OpenOptionsExt;
    OpenOptions::new().read(true).share_mode(0).open(path).ok()
}

#[cfg(not(any(unix, windows)))]
fn abandoned(_: &Path) -> Option<File> {
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::path::PathBuf;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;
    use crate::base::atomic_file::{AtomicFile, Existing};
    use crate::base::section_file::Writer;

    const FOLDER: &str = "LIKELY_TEST_WRITES_INTO";

    fn parts(folder: &Path) -> Vec<PathBuf> {
        let names = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.to_string_lossy().ends_with(END)).collect()
    }

    fn write(folder: &Path, name: &str) {
        let mut file = AtomicFile::create(&folder.join(name), Access::Owner).unwrap();
        file.write_all(b"whole").unwrap();
        file.finish(Existing::Replace).unwrap();
    }

    /// Writes a list and a file of the cache, and is never done.
    fn write_until_killed(folder: &Path) {
        let mut list = AtomicFile::create(&folder.join("list.csv"), Access::Owner).unwrap();
        let mut cache = Writer::create(&folder.join("kept")).unwrap();
        let section = cache.section("people", u64::MAX / 2);
        // It ends by itself where nobody is left to kill it.
        for step in 0..60_000 {
            if step < 100 {
                list.write_all(&[b'a'; 1 << 17]).unwrap();
                cache.append(section, &[1_u32; 1 << 12]).unwrap();
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn what_a_killed_program_left_is_swept_and_what_a_living_one_writes_stays() {
        if let Some(folder) = std::env::var_os(FOLDER) {
            return write_until_killed(Path::new(&folder));
        }
        let folder = tempfile::tempdir().unwrap();
        let name = std::thread::current().name().unwrap().to_owned();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &name])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        let written = |path: &PathBuf| path.metadata().is_ok_and(|about| about.len() > 1 << 16);
        while parts(folder.path()).iter().filter(|path| written(path)).count() < 2 {
            assert!(began.elapsed() < Duration::from_secs(60), "nothing was written");
            std::thread::sleep(Duration::from_millis(2));
        }
        sweep(folder.path());
        write(folder.path(), "beside.csv");
        assert_eq!(parts(folder.path()).len(), 2, "what a living program writes stays");
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(parts(folder.path()).len(), 2, "a killed program leaves its parts");
        // What the next program does when it begins its first file there.
        lock(&SWEPT).remove(folder.path());
        write(folder.path(), "next.csv");
        assert_eq!(parts(folder.path()), Vec::<PathBuf>::new());
        assert!(folder.path().join("beside.csv").is_file());
        assert!(!folder.path().join("list.csv").exists());
    }

    #[test]
    fn what_this_program_is_writing_stays_and_so_does_what_is_not_ours() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = AtomicFile::create(&folder.path().join("a"), Access::Usual).unwrap();
        first.write_all(b"half").unwrap();
        fs::write(folder.path().join("likely.part"), "of someone else").unwrap();
        fs::create_dir(folder.path().join(".likely-folder.part")).unwrap();
        fs::write(folder.path().join(".likely-abandoned.part"), "of nobody").unwrap();
        assert_eq!(sweep(folder.path()), 1);
        first.finish(Existing::Keep).unwrap();
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"half");
        assert_eq!(parts(folder.path()).len(), 2);
    }

    #[test]
    fn many_that_write_and_sweep_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let folder = folder.path();
                scope.spawn(move || {
                    (0..50).for_each(|file| write(folder, &format!("{thread} {file}")));
                });
            }
        });
        assert_eq!(folder.path().read_dir().unwrap().count(), 400);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_with_the_name_of_a_part_leads_to_nothing_being_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let precious = folder.path().join("precious.csv");
        fs::write(&precious, "a").unwrap();
        std::os::unix::fs::symlink(&precious, folder.path().join(".likely-x.part")).unwrap();
        assert_eq!(sweep(folder.path()), 0);
        assert!(precious.exists());
    }
}
