//! A file on shared storage as a plan names it: plans are small (an engine refuses those of 16 MB), questions carry
//! tables of all values and what is to be read may be thousands of files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::atomic_file::{Access, replace};
use crate::base::digest::sha256;

/// A file, and what it must hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Stored {
    file: PathBuf,
    sha256: String,
}

impl Stored {
    /// Writes bytes to a folder, in a file that is called after them.
    pub fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Self> {
        let sha256 = sha256(bytes);
        let file = folder.join(format!("{name}-{}", &sha256[..16]));
        replace(&file, bytes, Access::Owner)?;
        Ok(Self { file, sha256 })
    }

    /// What it holds.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let bytes = fs::read(&self.file)?;
        if sha256(&bytes) != self.sha256 {
            let name = self.file.display();
            return Err(io::Error::other(format!("{name} is damaged.")));
        }
        Ok(bytes)
    }

    /// What stands for its content.
    pub fn hash(&self) -> &str {
        &self.sha256
    }
}
