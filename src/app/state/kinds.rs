//! What the window can show, ask and wait for.

use std::path::PathBuf;

use crate::app::dialogs::file_dialog::Asked;
use crate::app::theme::Preference;
use crate::workflow::USUAL_MEMORY;

/// What is shown in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// Nothing opened yet.
    #[default]
    Start,
    /// Files.
    Data,
    /// What is in them.
    Catalog,
    /// The list of audiences.
    Audiences,
    /// The builder, for one audience.
    Builder(u64),
    /// Who is in several audiences, and which comes first.
    Overlap,
    /// Where an audience's lists go.
    Destinations(u64),
}

/// Work that can be cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Looking at data files.
    Look,
    /// Building everyone's past.
    Build,
    /// Making the sample store.
    Sample,
    /// Opening a project.
    OpenProject,
    /// Computing an audience.
    Audience(u64),
    /// Writing an audience's lists.
    Lists(u64),
}

/// A dialog of the window.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Open {
    /// None.
    #[default]
    Nothing,
    /// A path to be typed; whether because the system's dialog did not open.
    Path {
        /// What for.
        asked: Asked,
        /// What was typed so far.
        typed: String,
        /// Whether the system's dialog did not open.
        instead: bool,
    },
    /// Find a command.
    Palette {
        /// What was typed so far.
        query: String,
        /// The row under the keyboard.
        at: usize,
    },
    /// Settings.
    Settings,
    /// Help.
    Help,
    /// Whether to save before closing or opening something else.
    SaveFirst(Then),
    /// Whether to wait for lists that are being written before closing or opening something else.
    ListsFirst(Then),
}

/// What follows once the person decided about unsaved work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// An empty project.
    New,
    /// The window closes.
    Quit,
    /// Another project.
    OpenProject(PathBuf),
}

/// How the window behaves for this person; kept between runs.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system.
    pub mode: Preference,
    /// Size of everything, 1 is usual.
    pub zoom: f32,
    /// Whether what was read is kept on this computer for the next time.
    pub keep: bool,
    /// Gigabytes of memory that events may take; what is more is read from the disk.
    pub memory: u32,
}

impl Default for Settings {
    fn default() -> Self {
        let memory = (USUAL_MEMORY >> 30) as u32;
        Self { mode: Preference::System, zoom: 1.0, keep: true, memory }
    }
}
