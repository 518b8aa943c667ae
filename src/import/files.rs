//! Which files a folder offers.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::base::progress::{Progress, Stopped};

/// Endings of files that are never data, however they got into an export folder.
const NOT_DATA: [&str; 27] = [
    "md", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "html", "htm", "css", "js",
    "heic", "mp4", "mov", "xml", "doc", "docx", "ppt", "pptx", "crc", "py", "sql", "sh", "likely",
    "exe",
];

/// The files that `paths` mean: files as they are, folders opened all the way down without hidden
/// files, markers such as `_SUCCESS` and files whose ending says that they are no data. Each once;
/// those of a folder sorted. What is not there, cannot be listed or has nothing in it stands for
/// itself, and says so when it is opened.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn find_files(paths: &[PathBuf], progress: &Progress) -> Result<Vec<PathBuf>, Stopped> {
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let mut found = Vec::new();
        if path.is_dir() {
            walk(path, &mut found, progress)?;
            found.sort();
        }
        if found.is_empty() {
            found.push(path.clone());
        }
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        files.extend(found.into_iter().filter(|file| seen.insert(absolute(file))));
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, progress: &Progress) -> Result<(), Stopped> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        progress.check()?;
        let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let Ok(entries) = entries else {
            files.push(folder);
            continue;
        };
        for entry in entries {
            progress.check()?;
            let path = entry.path();
            // Links to folders are not followed: they may lead around in a circle.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if entry.file_name().to_string_lossy().starts_with(['.', '_', '~', '$']) {
                continue;
            } else if is_folder {
                folders.push(path);
            } else if is_data_name(&path) && !is_something_else(&path) {
                files.push(path);
            }
        }
    }
    Ok(())
}

/// Whether it is a device or a pipe, or a link to a folder. What the system says nothing of (its drive is
/// gone, a link leads nowhere) counts as a file: what is wrong with it is said when it is opened.
fn is_something_else(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| !about.is_file())
}

/// Whether a file's ending allows that it holds data.
pub fn is_data_name(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    !NOT_DATA.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_opened_and_each_file_comes_once() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        for name in ["a/b/1.gz", "a/2.csv", "a/.hidden.csv", "a/_SUCCESS", "read.md"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::write(deep.join("empty.csv"), "").unwrap();
        let find = |paths: &[PathBuf]| find_files(paths, &Progress::none()).unwrap();
        let found = find(&[folder.path().into(), deep.join("1.gz")]);
        // An empty file is not passed over in silence.
        let all = [folder.path().join("a/2.csv"), deep.join("1.gz"), deep.join("empty.csv")];
        assert_eq!(found, all);
        let gone = folder.path().join("gone");
        assert_eq!(find(std::slice::from_ref(&gone)), [gone]);
        let bare = folder.path().join("bare");
        std::fs::create_dir(&bare).unwrap();
        assert_eq!(find(std::slice::from_ref(&bare)), [bare]);
    }
}
