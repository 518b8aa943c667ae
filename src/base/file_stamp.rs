//! What tells whether a file is still as it was, without reading it.

use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::remote::remote;

/// Size of a file, and the time of its last change. A file of the same size that is written within
/// the same millisecond is taken for unchanged; its content would have to be read to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileStamp {
    /// Size in bytes.
    pub bytes: u64,
    /// Last change, milliseconds since 1970; 0 where the system does not say.
    pub modified: i64,
}

impl FileStamp {
    /// How a file is now; `None` where it is gone or cannot be looked at.
    pub fn of(path: &Path) -> Option<Self> {
        if let Some((stores, url)) = remote(path) {
            let about = stores.about(url).ok()?;
            return Some(Self { bytes: about.bytes, modified: about.modified });
        }
        let about = std::fs::metadata(path).ok()?;
        let since = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let modified = since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0);
        Some(Self { bytes: about.len(), modified })
    }
}
