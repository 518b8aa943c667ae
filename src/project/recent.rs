//! Projects opened lately, kept in the user's configuration folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::atomic_file::{self, Access};
use crate::base::whole_file;

/// How many are kept.
const MOST: usize = 10;
/// Far more than the paths of so many projects take.
const MOST_BYTES: u64 = 1 << 20;

/// Projects opened lately, the newest first. A damaged file counts as an empty list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    /// Path and time of opening in seconds since 1970.
    pub projects: Vec<(PathBuf, i64)>,
}

impl Recent {
    /// Where the list is kept; `None` where the system has no such folder.
    pub fn default_file() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "Likely").map(|d| d.config_dir().join("recent.json"))
    }

    /// The list in `file`.
    pub fn load(file: &Path) -> Self {
        let text = whole_file::read(file, MOST_BYTES).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Puts a project first and keeps the list. A list that cannot be kept is no reason to stop:
    /// the project itself is safe.
    pub fn add(&mut self, project: &Path, now: i64, file: Option<&Path>) {
        self.projects.retain(|(path, _)| path != project);
        self.projects.insert(0, (project.to_owned(), now));
        self.projects.truncate(MOST);
        let Some(file) = file else { return };
        let written =
            serde_json::to_string_pretty(self).map_err(std::io::Error::other).and_then(|text| {
                file.parent().map_or(Ok(()), fs::create_dir_all)?;
                atomic_file::replace(file, text.as_bytes(), Access::Owner)
            });
        if let Err(error) = written {
            tracing::warn!(%error, "the list of recent projects could not be kept");
        }
    }
}
