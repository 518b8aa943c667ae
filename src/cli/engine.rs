//! Who does the work of `run`: this process, unless another engine takes a step over.

use super::typed::Failure;
use crate::base::progress::Progress;
use crate::catalog::Catalog;
use crate::project::Project;
use crate::workflow::{self, Opened, Ready, Storage};

/// Who reads a project's files and ranks everyone. What an engine does not say is done by this process.
pub(super) trait Engine {
    /// Changes which files are read.
    fn choose_files(&self, _project: &mut Project) -> Result<(), Failure> {
        Ok(())
    }

    /// Everyone's past and traits.
    fn prepare(
        &self,
        project: &Project,
        files: &[Opened],
        catalog: &Catalog,
        storage: &Storage,
        progress: &Progress,
    ) -> Result<Ready, Failure> {
        Ok(workflow::prepare(files, catalog, &project.options, storage, progress)?)
    }
}

/// This process does all of it.
pub(super) struct Here;

impl Engine for Here {}
