//! Files that are either whole or not there: written under a temporary name in the same folder,
//! flushed to the disk, then renamed; then the folder is flushed, so that the name lasts too.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::base::language::t;
use crate::base::part_file;
use crate::base::remote::{self, Upload, remote};
use crate::base::system_error;

pub use crate::base::part_file::Access;

/// A file being written. Dropped without [`AtomicFile::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
    /// What was carried to where it is to be, where that is not on this machine.
    upload: Option<Box<dyn Upload>>,
}

/// What to do when a file of that name is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Existing {
    /// Leave it and fail with [`io::ErrorKind::AlreadyExists`].
    #[default]
    Keep,
    /// Put the new file in its place.
    Replace,
}

/// Why a file could not be written, in the words that the person reads: what happened, to which
/// file, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// A file of that name is there, and may be the person's own.
    #[error("{}", t!("base-file-exists", path = shown(.0)))]
    Exists(PathBuf),
    /// The folder is gone.
    #[error("{}", t!("base-file-no-folder", path = shown(.0)))]
    NoFolder(PathBuf),
    /// What should be the folder is a file.
    #[error("{}", t!("base-file-not-a-folder", path = shown(.0)))]
    NotAFolder(PathBuf),
    /// The system does not let us write there.
    #[error("{}", t!("base-file-no-permission", path = shown(.0)))]
    NoPermission(PathBuf),
    /// The disk is full.
    #[error("{}", t!("base-file-disk-full", path = shown(.0)))]
    DiskFull(PathBuf),
    /// The path has characters or a length that the system does not take.
    #[error("{}", t!("base-file-bad-name", path = shown(.0)))]
    BadName(PathBuf),
    /// Any other failure of the system.
    #[error("{}", t!("base-file-io", path = shown(.path), error = system_error::message(.source).to_string()))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

impl FileError {
    /// What the system's error means for the file or folder at `path`.
    pub fn new(path: &Path, source: io::Error) -> Self {
        use io::ErrorKind;
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::AlreadyExists => Self::Exists(path),
            ErrorKind::NotFound => Self::NoFolder(path),
            ErrorKind::NotADirectory => Self::NotAFolder(path),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NoPermission(path),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(path),
            ErrorKind::InvalidFilename | ErrorKind::InvalidInput => Self::BadName(path),
            _ => Self::Io { path, source },
        }
    }
}

/// Makes a folder with those above it, where it is not there.
///
/// # Errors
/// [`FileError`] in the person's words.
pub fn make_folder(folder: &Path) -> Result<(), FileError> {
    if remote(folder).is_some() {
        // Object stores have none: they come with their files.
        return Ok(());
    }
    // Where a file has that name the system only says that something exists.
    let made = match folder.is_file() {
        true => Err(io::ErrorKind::NotADirectory.into()),
        false => make_shared_folder(folder),
    };
    made.map_err(|error| FileError::new(folder, error))
}

/// Makes a folder, with those above it, that nobody but the owner may put anything into, whatever the system would
/// allow others.
///
/// # Errors
/// Those of the system.
pub fn make_shared_folder(folder: &Path) -> io::Result<()> {
    folder_of_mode(folder, 0o755)
}

/// Makes a folder, with those above it, that only the owner may look into.
///
/// # Errors
/// Those of the system.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    folder_of_mode(folder, 0o700)
}

/// Makes a folder, with those above it, that others may use as far as `mode` says, where the system knows modes.
fn folder_of_mode(folder: &Path, mode: u32) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, mode);
    #[cfg(not(unix))]
    let _ = mode;
    builder.create(folder)
}

/// The folder that a file is in; of a mere name, the current one.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes a file of these bytes in place of the one that may be there: afterwards it is the new one, or
/// still the old one.
///
/// # Errors
/// Those of the system.
pub fn replace(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let mut file = AtomicFile::create(path, access)?;
    file.write_all(bytes)?;
    file.finish(Existing::Replace)
}

impl AtomicFile {
    /// Begins a file that will appear at `path`, whose folder must be there.
    ///
    /// # Errors
    /// Those of the system, for example when the folder does not allow it.
    pub fn create(path: &Path, access: Access) -> io::Result<Self> {
        let part = match remote(path) {
            Some(_) => part_file::create(&std::env::temp_dir(), Access::Owner)?,
            None => part_file::create(folder_of(path), access)?,
        };
        let file = BufWriter::with_capacity(1 << 16, part);
        Ok(Self { path: path.to_owned(), file, upload: None })
    }

    /// Lets those read the new file who may read the one at `other`, where there is one and the
    /// system can tell.
    pub fn same_access_as(&self, other: &Path) {
        #[cfg(unix)]
        if let Ok(about) = other.metadata() {
            // Where that is not allowed, the file has what new files usually get.
            let _ = self.file.get_ref().as_file().set_permissions(about.permissions());
        }
        #[cfg(not(unix))]
        let _ = other;
    }

    /// Flushes to the disk what was written so far, or carries it to its store: what is left to be done is to
    /// give it its name.
    ///
    /// # Errors
    /// Those of the system, for example when the disk is full.
    pub fn settle(&mut self) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_ref().as_file();
        match remote(&self.path) {
            Some((stores, url)) => self.upload = Some(stores.upload(file, url)?),
            None => file.sync_all()?,
        }
        Ok(())
    }

    /// Flushes the file to the disk and gives it its name.
    ///
    /// # Errors
    /// Those of the system; [`io::ErrorKind::AlreadyExists`] when there is such a file and it is to
    /// be kept. Either way nothing is left of the new file.
    pub fn finish(mut self, existing: Existing) -> io::Result<()> {
        if remote(&self.path).is_some() {
            return self.finish_there(existing);
        }
        let file = self.file.into_inner().map_err(|error| error.into_error())?;
        #[cfg(test)]
        fault::strike(1)?;
        file.as_file().sync_all()?;
        match existing {
            Existing::Keep => file.persist_noclobber(&self.path)?,
            Existing::Replace => file.persist(&self.path)?,
        };
        // The name itself lasts once the folder is on the disk; where folders cannot be opened
        // (Windows) the system sees to it.
        if let Ok(folder) = File::open(folder_of(&self.path)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    fn finish_there(&mut self, existing: Existing) -> io::Result<()> {
        if self.upload.is_none() {
            self.settle()?;
        }
        if existing == Existing::Keep && remote::exists(&self.path)? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.upload.take().map_or(Ok(()), Upload::finish)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[cfg(test)]
        fault::strike(bytes.len() as u64)?;
        // What was carried before is not all of it.
        self.upload = None;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Faults on purpose, for the tests of whoever writes files: this thread's writing fails once so
/// many bytes went through.
#[cfg(test)]
pub mod fault {
    use std::cell::Cell;
    use std::io;

    thread_local! {
        static LEFT: Cell<Option<(u64, io::ErrorKind)>> = const { Cell::new(None) };
    }

    /// Fails after `bytes`; `None` ends the faults.
    pub fn after(fault: Option<(u64, io::ErrorKind)>) {
        LEFT.set(fault);
    }

    pub(super) fn strike(bytes: u64) -> io::Result<()> {
        let Some((left, kind)) = LEFT.get() else { return Ok(()) };
        match left.checked_sub(bytes) {
            Some(left) => {
                LEFT.set(Some((left, kind)));
                Ok(())
            }
            None => Err(kind.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_and_an_old_one_stays_unless_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        let write = |text: &str, existing| {
            let mut file = AtomicFile::create(&path, Access::Owner).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file.finish(existing)
        };
        write("first", Existing::Keep).unwrap();
        let refused = write("second", Existing::Keep).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "first");
        write("third", Existing::Replace).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "third");
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }

    #[test]
    fn a_dropped_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = AtomicFile::create(&folder.path().join("a"), Access::Usual).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_a_private_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let file = AtomicFile::create(&path, Access::Owner).unwrap();
        file.finish(Existing::Keep).unwrap();
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
