//! A question on shared storage: plans are small (an engine refuses those of 16 MB), questions carry tables of
//! all values. So a plan names the file and what it must hold.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

use crate::base::atomic_file::{Access, AtomicFile, Existing};
use crate::base::digest::sha256;
use crate::base::sync::lock;

/// A question of a run, as a plan names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Asked {
    /// Which kind of question.
    pub name: String,
    /// The folder with the shards that are asked.
    pub shards: PathBuf,
    /// What the shards were made from.
    pub key: String,
    /// The file with the question.
    file: PathBuf,
    /// What the file holds.
    sha256: String,
}

impl Asked {
    /// Writes a question of this kind to a folder, where it is not there already.
    pub fn write(
        name: &str,
        question: &[u8],
        folder: &Path,
        shards: &Path,
        key: &str,
    ) -> io::Result<Self> {
        let sha256 = sha256(question);
        let file = folder.join(format!("{name}-{}.question", &sha256[..16]));
        let mut writer = AtomicFile::create(&file, Access::Owner)?;
        writer.write_all(question)?;
        writer.finish(Existing::Replace)?;
        Ok(Self {
            name: name.to_owned(),
            shards: shards.to_owned(),
            key: key.to_owned(),
            file,
            sha256,
        })
    }

    /// What is asked. The last one that was read stays in memory: all shards of a process are asked the
    /// same.
    pub fn read(&self) -> io::Result<Arc<Vec<u8>>> {
        static LAST: Mutex<Option<(PathBuf, Arc<Vec<u8>>)>> = Mutex::new(None);
        let mut last = lock(&LAST);
        if let Some((file, bytes)) = last.as_ref()
            && *file == self.file
        {
            return Ok(bytes.clone());
        }
        let bytes = Arc::new(fs::read(&self.file)?);
        if sha256(&bytes) != self.sha256 {
            let name = self.file.display();
            return Err(io::Error::other(format!("{name} is not what was asked: it is damaged.")));
        }
        *last = Some((self.file.clone(), bytes.clone()));
        Ok(bytes)
    }
}
