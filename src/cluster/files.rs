//! Which files a place means: a file, a folder all the way down, or a pattern.

use std::path::PathBuf;

use super::engine::ClusterError;
use crate::base::progress::Progress;
use crate::import;

/// The files that a path, a `file://` URL or a pattern with `*`, `?` or `[…]` means.
///
/// # Errors
/// [`ClusterError::Silent`] with a sentence, where there are none.
pub fn files_at(url: &str) -> Result<Vec<PathBuf>, ClusterError> {
    let path = url.strip_prefix("file://").unwrap_or(url);
    if let Some((scheme, _)) = path.split_once("://") {
        let words =
            format!("{scheme}:// cannot be read; mount it as a folder that all machines see.");
        return Err(ClusterError::Silent(words));
    }
    let unreadable = |why: String| ClusterError::Silent(format!("{url} cannot be read: {why}"));
    let mut places = vec![PathBuf::from(path)];
    if path.contains(['*', '?', '[']) {
        let found = glob::glob(path).map_err(|error| unreadable(error.to_string()))?;
        places = found.collect::<Result<_, _>>().map_err(|error| unreadable(error.to_string()))?;
    }
    let files = import::find_files(&places, &Progress::none())?;
    match files.iter().any(|file| file.is_file()) {
        true => Ok(files),
        false => Err(unreadable("there is no file".into())),
    }
}
