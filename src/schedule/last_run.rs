//! How a project's latest run from the command line ended.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::when::own_file;
use crate::base::atomic_file::{self, Access, make_private_folder};
use crate::base::whole_file;

/// Far more than the sentences of a run take.
const MOST_BYTES: u64 = 4 << 20;

/// How a run ended. It holds names of audiences and numbers, and nobody's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// The project file.
    pub project: PathBuf,
    /// Seconds since 1970.
    pub started: i64,
    /// Seconds since 1970.
    pub ended: i64,
    /// As the scheduler was given it; 0 where everything was made.
    pub exit_code: u8,
    /// What went wrong, in sentences; empty where nothing did.
    pub failures: Vec<String>,
    /// Audiences whose lists were written.
    pub audiences: usize,
}

impl LastRun {
    /// Keeps how a run ended instead of the run before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(&self) -> std::io::Result<()> {
        let Some(file) = file(&self.project) else { return Ok(()) };
        file.parent().map_or(Ok(()), make_private_folder)?;
        atomic_file::replace(&file, &serde_json::to_vec_pretty(self)?, Access::Owner)
    }

    /// The latest run of a project, where one is known.
    pub fn of(project: &Path) -> Option<Self> {
        let project = std::path::absolute(project).ok()?;
        let text = whole_file::read(&file(&project)?, MOST_BYTES).ok()?;
        serde_json::from_slice::<Self>(&text).ok().filter(|run| run.project == project)
    }

    /// Forgets it, with the schedule.
    pub(super) fn forget(project: &Path) {
        if let Some(file) = file(project) {
            let _ = fs::remove_file(file);
        }
    }
}

fn file(project: &Path) -> Option<PathBuf> {
    own_file(project, "run.json")
}
