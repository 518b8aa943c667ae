//! The files of the cache: which there are, when they were used, and keys for them.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file of the cache.
pub(super) struct KeptFile {
    pub path: PathBuf,
    pub bytes: u64,
    pub used: SystemTime,
}

/// What the names of files end with that are kept here.
const ENDINGS: [&str; 4] = ["past", "people", "answer", "counts"];

/// Whether a file that is called so is one of these: after a key of hexadecimal digits. Whatever else lies here,
/// because the folder is a link to one of the person's own, is theirs.
fn is_kept(name: &OsStr) -> bool {
    let parts = name.to_str().and_then(|name| name.split_once('.'));
    let key = |key: &str| key.len() == 64 && key.bytes().all(|c| c.is_ascii_hexdigit());
    parts.is_some_and(|(name, ending)| key(name) && ENDINGS.contains(&ending))
}

/// The files that are kept in a folder, the one used longest ago first.
pub(super) fn files(folder: &Path) -> Vec<KeptFile> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<KeptFile> = entries
        .filter_map(|entry| {
            if !is_kept(&entry.file_name()) {
                return None;
            }
            // Of the entry itself: what a link leads to is not looked at.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::Storage;

    #[test]
    fn only_what_was_kept_is_thrown_away() {
        let folder = tempfile::tempdir().unwrap();
        let key = "0123456789abcdef".repeat(4);
        let ours = ENDINGS.map(|ending| format!("{key}.{ending}"));
        let theirs = ["thesis.odt", "my.past", "x.answer", "notes", &key, &format!("{key}.odt")];
        for name in ours.iter().map(String::as_str).chain(theirs) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        // What a killed program was writing goes too.
        fs::write(folder.path().join(".likely-Ab12cd.part"), "x").unwrap();
        let storage = Storage { folder: Some(folder.path().to_owned()), ..Storage::default() };
        assert_eq!(storage.size(), 4);
        assert_eq!(storage.clear(), 4);
        for name in theirs {
            assert!(folder.path().join(name).exists(), "{name}");
        }
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, theirs.len());
    }
}
