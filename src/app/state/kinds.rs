//! What the window can show, ask and wait for.

use std::path::PathBuf;

use crate::app::plot::look::PlotLook;
use crate::app::theme::Preference;
use crate::app::widgets::TableLayouts;
use crate::base::language::Language;
use crate::base::language::t;
use crate::schedule::Days;
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

impl Screen {
    /// The audience that it is about.
    pub fn audience(self) -> Option<u64> {
        match self {
            Self::Builder(id) | Self::Destinations(id) => Some(id),
            _ => None,
        }
    }
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
    /// Measuring a campaign of an audience.
    Measure(u64),
    /// Forgetting people.
    Forget,
    /// Comparing an audience with what it was.
    Refresh(u64),
    /// Laying audiences over each other.
    Overlap,
    /// Learning what to recommend to the people of an audience.
    Recommend(u64),
}

/// What a path is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Export files to open.
    Files,
    /// Anything: files, a folder, a project.
    Anything,
    /// A project to open.
    Project,
    /// Where to save the project, and what follows once it is saved: given up with the dialog.
    SaveProject(Option<Then>),
    /// Where this data file has moved to.
    FindFile(PathBuf),
    /// Where to save the skipped rows of this data file.
    SaveSkipped(PathBuf),
    /// The folder of an audience's lists.
    ListsFolder(u64),
    /// A file of people whom an audience leaves out; the one it replaces.
    Suppression(u64, Option<PathBuf>),
    /// A file of people to forget.
    PeopleToForget,
    /// Where to save the plot of an audience as a picture.
    SavePlot(PlotLook),
    /// Where to save the points of its curve.
    SavePoints(u64),
}

impl Asked {
    /// The title of the dialog.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Files => t!("dialogs-open-files"),
            Self::Anything => t!("dialogs-open-path"),
            Self::Project => t!("dialogs-open-project"),
            Self::SaveProject(_) => t!("dialogs-save-project"),
            Self::FindFile(_) => t!("dialogs-find-file"),
            Self::SaveSkipped(_) => t!("dialogs-save-skipped"),
            Self::ListsFolder(_) => t!("dialogs-lists-folder"),
            Self::Suppression(..) => t!("dialogs-suppression"),
            Self::PeopleToForget => t!("dialogs-forget-file"),
            Self::SavePlot(_) => t!("dialogs-save-plot"),
            Self::SavePoints(_) => t!("dialogs-save-points"),
        }
    }

    /// What the button of the typed path says.
    pub fn action(&self) -> &'static str {
        match self {
            Self::SaveProject(_)
            | Self::SaveSkipped(_)
            | Self::SavePlot(_)
            | Self::SavePoints(_) => t!("dialogs-save"),
            Self::ListsFolder(_) | Self::Suppression(..) | Self::PeopleToForget => {
                t!("dialogs-choose")
            }
            _ => t!("dialogs-open"),
        }
    }

    /// Whether it asks for something that must be there already.
    pub fn is_there_already(&self) -> bool {
        match self {
            Self::Files
            | Self::Anything
            | Self::Project
            | Self::FindFile(_)
            | Self::Suppression(..)
            | Self::PeopleToForget => true,
            Self::SaveProject(_)
            | Self::SaveSkipped(_)
            | Self::ListsFolder(_)
            | Self::SavePlot(_)
            | Self::SavePoints(_) => false,
        }
    }

    /// What may be typed.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Files | Self::Anything | Self::FindFile(_) => t!("dialogs-hint-files"),
            Self::Project | Self::SaveProject(_) => t!("dialogs-hint-project"),
            Self::SaveSkipped(_) => t!("dialogs-hint-skipped"),
            Self::ListsFolder(_) => t!("dialogs-hint-lists"),
            Self::Suppression(..) | Self::PeopleToForget => t!("dialogs-hint-suppression"),
            Self::SavePlot(_) => t!("dialogs-hint-plot"),
            Self::SavePoints(_) => t!("dialogs-hint-points"),
        }
    }
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
    /// Lists made anew by the system's scheduler.
    KeepFresh {
        /// The days that were chosen.
        days: Option<Days>,
        /// The time as typed so far.
        time: Option<String>,
    },
    /// People to be forgotten.
    Forget {
        /// Those named so far, one a line.
        typed: String,
    },
    /// Whether to save before closing or opening something else.
    SaveFirst(Then),
    /// Whether to wait for lists that are being written before closing or opening something else.
    ListsFirst(Then),
    /// Whether to wait for other work before the window closes.
    WorkFirst(Then),
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
    /// What the window speaks; none is the system's language.
    pub language: Option<Language>,
    /// Light, dark, or as the system.
    pub mode: Preference,
    /// Colours that are told apart more easily.
    pub high_contrast: bool,
    /// Nothing slides, fades or pulses.
    pub still: bool,
    /// Size of everything, 1 is usual.
    pub zoom: f32,
    /// Whether help stands beside the screen.
    pub help: bool,
    /// Hints that were put away, by their names.
    pub hints_seen: Vec<String>,
    /// Whether what was read is kept on this computer for the next time.
    pub keep: bool,
    /// Gigabytes of memory that events may take; what is more is read from the disk.
    pub memory: u32,
    /// Columns of tables that were dragged wider, and what tables are sorted by.
    pub tables: TableLayouts,
}

impl Default for Settings {
    fn default() -> Self {
        let memory = (USUAL_MEMORY >> 30) as u32;
        Self {
            language: None,
            mode: Preference::System,
            high_contrast: false,
            still: false,
            zoom: 1.0,
            help: false,
            hints_seen: Vec::new(),
            keep: true,
            memory,
            tables: TableLayouts::default(),
        }
    }
}

/// Sizes of everything, in percent, that the keys step through.
pub const ZOOMS: [u32; 8] = [75, 90, 100, 110, 125, 150, 175, 200];

/// A hint where people hesitate when they come there for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// On the catalog: what there is to do.
    Catalog,
    /// On the builder, once there is a curve.
    Curve,
    /// On the destinations.
    Destinations,
}

impl Hint {
    /// Every hint.
    #[cfg(test)]
    pub const ALL: [Self; 3] = [Self::Catalog, Self::Curve, Self::Destinations];

    /// Its name where it is kept that it was seen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Curve => "curve",
            Self::Destinations => "destinations",
        }
    }
}

impl Settings {
    /// Whether a hint was put away, or what it says was done.
    pub fn knows(&self, hint: Hint) -> bool {
        self.hints_seen.iter().any(|seen| seen == hint.name())
    }

    /// What a hint says was done, or the hint was put away: it is not needed any more.
    pub fn learned(&mut self, hint: Hint) {
        if !self.knows(hint) {
            self.hints_seen.push(hint.name().to_owned());
        }
    }

    /// Size of everything in percent.
    pub fn percent(&self) -> u32 {
        (100.0 * self.zoom).round() as u32
    }

    /// The next larger or smaller size.
    pub(super) fn zoom_by(&mut self, steps: isize) {
        let now = self.percent();
        let next = if steps > 0 {
            ZOOMS.iter().find(|zoom| **zoom > now)
        } else {
            ZOOMS.iter().rev().find(|zoom| **zoom < now)
        };
        self.zoom = next.map_or(self.zoom, |percent| *percent as f32 / 100.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_goes_step_by_step_from_75_to_200_percent() {
        let mut settings = Settings::default();
        let mut seen = Vec::new();
        for _ in 0..10 {
            settings.zoom_by(1);
            seen.push(settings.percent());
        }
        assert_eq!(seen[..6], [110, 125, 150, 175, 200, 200]);
        (0..10).for_each(|_| settings.zoom_by(-1));
        assert_eq!(settings.percent(), 75);
        // A size that an earlier version kept is no step; the next one is taken.
        settings.zoom = 0.8;
        settings.zoom_by(1);
        assert_eq!(settings.percent(), 90);
    }
}
