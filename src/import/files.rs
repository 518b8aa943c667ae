//! Which files a folder offers.

use std::path::{Path, PathBuf};

use super::ImportError;
use super::input::io_error;

/// Endings of files that are never data, however they got into an export folder.
const NOT_DATA: [&str; 24] = [
    "md", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "html", "htm", "css", "js",
    "xml", "doc", "docx", "ppt", "pptx", "crc", "py", "sql", "sh", "likely", "exe",
];

/// The data files among `paths`: files as they are, folders opened all the way down without hidden
/// files, markers such as `_SUCCESS` and files whose ending says that they are no data. Sorted,
/// each once.
///
/// # Errors
/// A path that does not exist or a folder that cannot be listed.
pub fn find_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, ImportError> {
    let mut files = Vec::new();
    for path in paths {
        let data = std::fs::metadata(path).map_err(|e| io_error(path, e))?;
        if data.is_dir() {
            walk(path, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), ImportError> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| io_error(&folder, e))? {
            let entry = entry.map_err(|e| io_error(&folder, e))?;
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(['.', '_', '~', '$']) {
                continue;
            }
            // Links to folders are not followed: they may lead around in a circle.
            let kind = entry.file_type().map_err(|e| io_error(&path, e))?;
            if kind.is_dir() {
                folders.push(path);
            } else if is_data(&path) {
                files.push(path);
            }
        }
    }
    Ok(())
}

fn is_data(path: &Path) -> bool {
    is_data_name(path) && std::fs::metadata(path).is_ok_and(|d| d.is_file() && d.len() > 0)
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
        let found = find_files(&[folder.path().into(), deep.join("1.gz")]).unwrap();
        assert_eq!(found, [folder.path().join("a/2.csv"), deep.join("1.gz")]);
        assert!(find_files(&[folder.path().join("gone")]).is_err());
    }
}
