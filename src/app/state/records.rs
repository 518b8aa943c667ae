//! Where the window keeps who was in its audiences: beside the project, or, until it is saved, in
//! a temporary folder that goes with the window.

use std::path::Path;

use crate::audience::Store;
use crate::base::temp_folder::TempFolder;

/// See the module documentation.
#[derive(Debug, Default)]
pub struct Records {
    unsaved: Option<TempFolder>,
}

impl Records {
    /// The records of the project kept at `path`.
    pub fn store(&mut self, path: Option<&Path>) -> Store {
        match path {
            Some(path) => Store::beside(path),
            None => {
                if self.unsaved.is_none() {
                    self.unsaved = TempFolder::new().ok();
                }
                let folder = self.unsaved.as_ref().map(|f| f.path().to_owned());
                Store::in_folder(folder.unwrap_or_else(std::env::temp_dir))
            }
        }
    }
}
