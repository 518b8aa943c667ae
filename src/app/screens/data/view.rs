//! What only the data screen remembers from frame to frame: what is unfolded, and the files by shape,
//! put together anew only when files or roles have changed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Ui;

use super::roles::role_for;
use crate::app::State;
use crate::app::widgets::Button;
use crate::base::language::t;
use crate::base::words::file_name;
use crate::workflow::Shape;

/// What only this screen cares about: files whose rows or skipped rows are unfolded, shapes whose
/// files are.
#[derive(Debug, Default)]
pub struct View {
    pub(super) preview: HashSet<PathBuf>,
    pub(super) skipped: HashSet<PathBuf>,
    /// By the first file of the shape.
    pub(super) listed: HashSet<PathBuf>,
    groups: Groups,
    /// The files of the project as they were drawn last, with the project's number and its version.
    drawn: Option<((u64, u64), HashSet<PathBuf>)>,
    /// A file that was added since, until its card was scrolled to.
    added: Option<PathBuf>,
}

/// Files of one shape by their places in the project.
#[derive(Debug)]
pub(super) struct Group {
    /// Its place among the shapes that were found.
    pub(super) shape: usize,
    pub(super) files: Vec<usize>,
    /// Those of them whose roles are not those of the first.
    pub(super) differing: Vec<usize>,
}

/// Everything on the screen, by shape.
#[derive(Debug, Default)]
pub(super) struct Groups {
    of: Option<(u64, Arc<Vec<Shape>>)>,
    all: Arc<Vec<Group>>,
    /// Files that are still being looked at.
    pub(super) unknown: usize,
}

impl View {
    /// The button that unfolds the rows of a file, or folds them.
    pub(super) fn rows_toggle(&mut self, ui: &mut Ui, path: &Path) {
        let file = file_name(path);
        let (words, named) = if self.preview.contains(path) {
            (t!("data-hide-rows"), t!("data-hide-rows-of", file = file))
        } else {
            (t!("data-show-rows"), t!("data-show-rows-of", file = file))
        };
        let toggle = Button::ghost(words).compact().named(named);
        if toggle.show(ui).clicked() && !self.preview.remove(path) {
            self.preview.insert(path.to_owned());
        }
    }

    /// Keeps which file was added to those of a project that were on the screen already: its card may be out of sight.
    pub(super) fn notice_added(&mut self, state: &State) {
        let now = (state.session.number(), state.session.project.version());
        if self.drawn.as_ref().is_some_and(|(then, _)| *then == now) {
            return;
        }
        let paths = || state.project().files.iter().map(|file| &file.path);
        self.added = match &self.drawn {
            Some((then, files)) if then.0 == now.0 && !files.is_empty() => {
                let waiting = self.added.take().filter(|path| paths().any(|p| p == path));
                waiting.or_else(|| paths().find(|path| !files.contains(*path)).cloned())
            }
            _ => None,
        };
        self.drawn = Some((now, paths().cloned().collect()));
    }

    /// Whether the card of these files is to be shown now; only once.
    pub(super) fn reveals(&mut self, state: &State, files: &[usize]) -> bool {
        let Some(added) = self.added.as_ref().filter(|_| !state.looking()) else { return false };
        let all = &state.project().files;
        let here = files.iter().any(|file| all.get(*file).is_some_and(|f| f.path == *added));
        if here {
            self.added = None;
        }
        here
    }

    /// The files by shape as they are now.
    pub(super) fn groups(&mut self, state: &State) -> (Arc<Vec<Group>>, usize) {
        let version = state.session.project.version();
        let shapes = state.session.found.shapes();
        let same = |(v, s): &(u64, Arc<Vec<Shape>>)| *v == version && Arc::ptr_eq(s, shapes);
        if !self.groups.of.as_ref().is_some_and(same) {
            self.groups = Groups::new(state, shapes);
            self.groups.of = Some((version, shapes.clone()));
        }
        (self.groups.all.clone(), self.groups.unknown)
    }
}

impl Groups {
    fn new(state: &State, shapes: &[Shape]) -> Self {
        let project = state.project();
        let paths = project.files.iter().enumerate().map(|(i, file)| (file.path.as_path(), i));
        let places: HashMap<&Path, usize> = paths.collect();
        let roles = &project.catalog.files;
        let mut all = Vec::new();
        let mut known = 0;
        for (shape, found) in shapes.iter().enumerate() {
            let place = |path: &PathBuf| places.get(path.as_path()).copied();
            let files: Vec<usize> = found.files.iter().filter_map(place).collect();
            let Some(first) = files.first().and_then(|first| roles.get(*first)) else { continue };
            let differs = |file: &&usize| {
                roles.get(**file).is_some_and(|role| role_for(first, role) != *role)
            };
            known += files.len();
            let differing = files.iter().skip(1).filter(differs).copied().collect();
            all.push(Group { shape, files, differing });
        }
        let unknown = project.files.len().saturating_sub(known);
        Self { of: None, all: Arc::new(all), unknown }
    }
}
