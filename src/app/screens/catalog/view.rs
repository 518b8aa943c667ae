//! What only the catalog screen remembers from frame to frame.

use crate::app::State;
use crate::catalog::{Catalog, Problem, ReadPlan};

/// What only this screen cares about.
#[derive(Debug, Default)]
pub struct View {
    /// An event that was refused because ten are chosen.
    pub(super) refused: Option<String>,
    /// The column being added: its name and its field.
    pub(super) adding: Option<Adding>,
    /// What is missing, and the catalog and number of opened files it was checked for.
    pub(super) checked: Option<(Catalog, usize, Vec<Problem>)>,
}

/// A column being added.
#[derive(Debug, Default)]
pub struct Adding {
    pub name: String,
    pub field: Option<String>,
}

impl View {
    /// Finds what is missing, when something has changed since.
    pub fn check(&mut self, state: &State) {
        let project = state.project();
        let files = project.files.len();
        let opened = (0..files).filter(|i| state.opened(*i).is_some()).count();
        let same =
            |(catalog, n, _): &(Catalog, usize, _)| *catalog == project.catalog && *n == opened;
        if self.checked.as_ref().is_some_and(same) {
            return;
        }
        let sources: Vec<_> =
            (0..files).map(|i| state.opened(i).and_then(|o| o.source.clone())).collect();
        let problems = match ReadPlan::resolve(&project.catalog, &sources) {
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        };
        self.checked = Some((project.catalog.clone(), opened, problems));
    }

    pub fn problems(&self) -> &[Problem] {
        self.checked.as_ref().map_or(&[], |(.., problems)| problems)
    }
}
