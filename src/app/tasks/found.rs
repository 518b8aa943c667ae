//! An audience's people as a worker found them.

use std::sync::Arc;

use super::exclusions::Other;
use crate::app::Dataset;
use crate::audience::Computed;
use crate::history::History;

/// An audience's people, and the past they were found in.
#[derive(Debug, Clone)]
pub struct Found {
    /// The past they were found in.
    pub past: Arc<Dataset>,
    /// The people.
    pub computed: Computed,
    /// When, seconds since 1970.
    pub at: i64,
    /// The audiences that it leaves out, as they were.
    pub others: Vec<Other>,
}

impl Found {
    /// The past they were found in.
    pub fn history(&self) -> &History {
        &self.past.ready.history
    }
}
