//! What only the data screen remembers from frame to frame.

use std::collections::HashSet;
use std::path::PathBuf;

/// What only this screen cares about: files whose rows or skipped rows are unfolded.
#[derive(Debug, Default)]
pub struct View {
    pub(super) preview: HashSet<PathBuf>,
    pub(super) skipped: HashSet<PathBuf>,
}
