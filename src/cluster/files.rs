//! Which files a place means: a file, a folder all the way down, or a pattern, on this machine or in an object store.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::engine::ClusterError;
use super::objects::{Object, base_of, is_url, objects};
use crate::base::progress::Progress;
use crate::base::remote;
use crate::import;

/// What a pattern is told by.
const WILD: [char; 3] = ['*', '?', '['];

/// From now on the files of object stores are read and written like those of this machine.
pub fn reach_object_stores() {
    remote::reach(Box::new(objects()));
}

/// A place as it was typed, without the scheme that means this machine.
pub fn place(url: &str) -> PathBuf {
    PathBuf::from(url.strip_prefix("file://").unwrap_or(url))
}

/// The files that a path, a URL or a pattern with `*`, `?` or `[…]` means.
///
/// # Errors
/// [`ClusterError::Silent`] with a sentence, where there are none.
pub fn files_at(url: &str) -> Result<Vec<PathBuf>, ClusterError> {
    let unreadable = |why: String| ClusterError::Silent(format!("{url} cannot be read: {why}"));
    let files = match is_url(url) {
        true => objects_at(url).map_err(unreadable)?,
        false => {
            let files = files_here(&place(url)).map_err(unreadable)?;
            import::find_files(&files, &Progress::none())?
        }
    };
    let is_one = |file: &PathBuf| is_url(url) || file.is_file();
    match files.iter().any(is_one) {
        true => Ok(files),
        false => Err(unreadable("there is no file".into())),
    }
}

/// The folder that a place is read from all the way down, so that nothing is to be written into it: itself, or of a
/// pattern what stands before its first sign. A file alone is no folder.
pub fn folder_read(url: &str) -> PathBuf {
    let place = place(url);
    let text = place.to_string_lossy();
    match text.find(WILD) {
        Some(at) => text[..at].rsplit_once('/').map_or(".", |(above, _)| above).into(),
        None => place,
    }
}

fn files_here(path: &Path) -> Result<Vec<PathBuf>, String> {
    let text = path.to_string_lossy();
    if !text.contains(WILD) {
        return Ok(vec![path.to_owned()]);
    }
    let found = glob::glob(&text).map_err(|error| error.to_string())?;
    found.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

/// Objects as files: those of a folder without hidden ones and those that are no data, as on a disk.
fn objects_at(url: &str) -> Result<Vec<PathBuf>, String> {
    let url = url.trim_end_matches('/');
    let base = base_of(url);
    let wild = url.find(WILD).filter(|at| *at > base.len());
    let above = wild.map_or(url, |at| url[..at].rsplit_once('/').map_or(url, |(above, _)| above));
    let found = objects().list(above).map_err(|error| error.to_string())?;
    let pattern = wild.map(|_| Pattern::new(url)).transpose().map_err(|error| error.to_string())?;
    let wanted = |object: &&Object| {
        match &pattern {
            Some(pattern) => folder_of_match(pattern, &object.url),
            None => Some(url.len()),
        }
        .is_some_and(|folder| object.url.len() == folder || is_data(&object.url[folder..], object))
    };
    Ok(found.iter().filter(wanted).map(|object| object.url.clone().into()).collect())
}

/// Where in a URL that ends which a pattern means: all of it, or a folder above it.
fn folder_of_match(pattern: &Pattern, url: &str) -> Option<usize> {
    let options = MatchOptions {
        case_sensitive: true,
        require_literal_separator: true,
        require_literal_leading_dot: false,
    };
    let ends = url.match_indices('/').map(|(at, _)| at).chain([url.len()]);
    ends.into_iter().find(|end| pattern.matches_with(&url[..*end], options))
}

/// Whether what lies so below a folder is data. An empty object may stand for a folder.
fn is_data(below: &str, object: &Object) -> bool {
    let hidden = |part: &str| part.starts_with(['.', '_', '~', '$']);
    !below.split('/').any(hidden) && object.bytes() > 0 && import::is_data_name(Path::new(below))
}
