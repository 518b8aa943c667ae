//! The files of the cache: which there are, when they were used, and keys for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file of the cache.
pub(super) struct KeptFile {
    pub path: PathBuf,
    pub bytes: u64,
    pub used: SystemTime,
}

/// The files of a folder, the one used longest ago first.
pub(super) fn files(folder: &Path) -> Vec<KeptFile> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<KeptFile> = entries
        .filter_map(|entry| {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let used = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            Some(KeptFile { path: entry.path(), bytes: about.len(), used })
        })
        .collect();
    files.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
    files
}

/// Takes a file away unless somebody reads it.
pub(super) fn remove(file: &KeptFile) -> bool {
    let free = fs::File::open(&file.path).is_ok_and(|file| file.try_lock().is_ok());
    free && fs::remove_file(&file.path).is_ok()
}

/// Says that a file was used just now.
pub(super) fn touch(path: &Path) {
    let file = fs::File::options().append(true).open(path);
    let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
}
