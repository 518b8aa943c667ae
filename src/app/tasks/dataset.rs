//! Everyone's past as the window has it, with what it was read from: a later decision about files,
//! mapping or reading makes it out of date.

use std::path::PathBuf;

use crate::base::file_stamp::FileStamp;
use crate::catalog::Catalog;
use crate::import::Options;
use crate::workflow::Ready;

/// Everyone's past, and what it was built from.
#[derive(Debug)]
pub struct Dataset {
    /// Everyone's past and traits.
    pub ready: Ready,
    /// The files it was read from.
    pub paths: Vec<PathBuf>,
    /// How the files were, in the same order.
    pub stamps: Vec<Option<FileStamp>>,
    /// The catalog it was read by.
    pub catalog: Catalog,
    /// How the files were read: times without a zone depend on it.
    pub options: Options,
}

impl From<Ready> for Dataset {
    /// A past that was read from no file.
    fn from(ready: Ready) -> Self {
        let (catalog, options) = (Catalog::default(), Options::default());
        Self { ready, paths: Vec::new(), stamps: Vec::new(), catalog, options }
    }
}
