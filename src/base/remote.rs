//! Files that lie in an object store, under paths that are URLs (`s3://bucket/orders.csv`). Whoever can reach such
//! stores says so once ([`reach`]). The desktop program never does: to it such a path is that of a file that is not
//! there. What is read is brought to a local file first and what is written is made in one, so that there is one
//! way to read and one to write.

use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, Seek};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::NamedTempFile;

use super::part_file::{self, Access};
use super::temp_folder;

/// What tells whether a remote file is still as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Size in bytes.
    pub bytes: u64,
    /// Last change, milliseconds since 1970.
    pub modified: i64,
    /// What its store calls this content.
    pub version: Option<String>,
}

/// Object stores that can be reached. Errors are sentences for the person; [`io::ErrorKind::NotFound`] where there
/// is no such file.
pub trait Stores: Debug + Send + Sync {
    /// How a file is now.
    ///
    /// # Errors
    /// See [`Stores`].
    fn about(&self, url: &str) -> io::Result<About>;

    /// Writes some of a file's bytes to their places in a local file.
    ///
    /// # Errors
    /// See [`Stores`]; also where the file is no longer as it was.
    fn bring(&self, url: &str, range: Range<u64>, to: &mut File) -> io::Result<()>;

    /// Carries a local file there, to be seen by nobody yet.
    ///
    /// # Errors
    /// See [`Stores`].
    fn upload(&self, file: &File, url: &str) -> io::Result<Box<dyn Upload>>;

    /// Whether files can be written to a folder, as far as that can be told before there are any.
    ///
    /// # Errors
    /// See [`Stores`].
    fn try_writing(&self, folder: &str) -> io::Result<()>;

    /// Takes a file away.
    ///
    /// # Errors
    /// See [`Stores`].
    fn remove(&self, url: &str) -> io::Result<()>;
}

/// A file that is there as a whole and is to be seen once this is finished; dropped before, it goes.
pub trait Upload: Debug + Send {
    /// Gives it its name, in place of a file that has it.
    ///
    /// # Errors
    /// See [`Stores`].
    fn finish(self: Box<Self>) -> io::Result<()>;
}

static STORES: OnceLock<Box<dyn Stores>> = OnceLock::new();

/// From now on paths that are URLs are those of files in these stores.
pub fn reach(stores: Box<dyn Stores>) {
    // The first one stays: a program says it once.
    let _ = STORES.set(stores);
}

/// The stores and the URL of a path that is one.
pub fn remote(path: &Path) -> Option<(&'static dyn Stores, &str)> {
    let stores = STORES.get()?;
    let url = path.to_str().filter(|url| url.contains("://"))?;
    Some((stores.as_ref(), url))
}

/// Whether there is such a file, here or there.
///
/// # Errors
/// That its store does not tell.
pub fn exists(path: &Path) -> io::Result<bool> {
    let Some((stores, url)) = remote(path) else { return Ok(path.exists()) };
    match stores.about(url) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        about => about.map(|_| true),
    }
}

/// Whether files can be written to a folder, as far as its store tells before there are any; folders on this
/// machine are not looked at.
///
/// # Errors
/// See [`Stores`].
pub fn try_writing(folder: &Path) -> io::Result<()> {
    remote(folder).map_or(Ok(()), |(stores, url)| stores.try_writing(url))
}

/// Takes a file away, here or there.
///
/// # Errors
/// [`io::ErrorKind::NotFound`] where it is not there, and others.
pub fn remove_file(path: &Path) -> io::Result<()> {
    let Some((stores, url)) = remote(path) else { return fs::remove_file(path) };
    // Stores are as glad to remove what is not there.
    stores.about(url)?;
    stores.remove(url)
}

/// A file on this machine; the copy of a remote one goes with this.
#[derive(Debug)]
pub struct Local {
    path: PathBuf,
    _copy: Option<NamedTempFile>,
}

impl Local {
    /// Where it is on this machine.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A file to be read on this machine: itself, or a copy.
///
/// # Errors
/// See [`Stores`]; files on this machine are not looked at.
pub fn local(path: &Path) -> io::Result<Local> {
    partly(path, |copy| copy.bring(0..copy.bytes))
}

/// As [`local`]; of a remote file only that is there which `bring` brings.
///
/// # Errors
/// See [`local`].
pub fn partly(path: &Path, bring: impl FnOnce(&mut Copy) -> io::Result<()>) -> io::Result<Local> {
    let Some((stores, url)) = remote(path) else {
        return Ok(Local { path: path.to_owned(), _copy: None });
    };
    let bytes = stores.about(url)?.bytes;
    temp_folder::sweep_once();
    let file = part_file::create(&std::env::temp_dir(), Access::Owner)?;
    file.as_file().set_len(bytes)?;
    let mut copy = Copy { bytes, file, stores, url: url.to_owned() };
    bring(&mut copy)?;
    Ok(Local { path: copy.file.path().to_owned(), _copy: Some(copy.file) })
}

/// A copy of a remote file that is as large as it, and has no bytes but those that are brought.
#[derive(Debug)]
pub struct Copy {
    /// Its size.
    pub bytes: u64,
    file: NamedTempFile,
    stores: &'static dyn Stores,
    url: String,
}

impl Copy {
    /// Brings some bytes, as far as the file goes.
    ///
    /// # Errors
    /// See [`Stores`].
    pub fn bring(&mut self, range: Range<u64>) -> io::Result<()> {
        let range = range.start.min(self.bytes)..range.end.min(self.bytes);
        if range.is_empty() {
            return Ok(());
        }
        self.stores.bring(&self.url, range, self.file.as_file_mut())
    }

    /// What was brought, from its beginning on.
    ///
    /// # Errors
    /// Those of the system.
    pub fn file(&mut self) -> io::Result<&File> {
        self.file.rewind()?;
        Ok(self.file.as_file())
    }
}
