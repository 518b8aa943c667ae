//! A file on its way to the disk: for its owner alone, with its SHA-256 and size, and without its
//! name until every file of the export is whole.

use std::io::{self, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::base::atomic_file::{Access, AtomicFile, Existing, FileError};
use crate::base::digest::hex;
use crate::base::remote;
use crate::export::error::ExportError;

/// A file that counts and hashes what goes into it.
pub(in crate::export) struct HashedFile {
    pub(in crate::export) path: PathBuf,
    file: AtomicFile,
    digest: Sha256,
    pub(in crate::export) bytes: u64,
}

/// A file that is complete but has not got its name yet.
pub(in crate::export) struct CompleteFile {
    pub(in crate::export) path: PathBuf,
    pub(in crate::export) file: AtomicFile,
    pub(in crate::export) bytes: u64,
    pub(in crate::export) sha256: String,
    pub(in crate::export) rows: u64,
}

impl HashedFile {
    pub(in crate::export) fn create(
        path: PathBuf,
        existing: Existing,
    ) -> Result<Self, ExportError> {
        let failed = |error| ExportError::io(&path, error);
        if existing == Existing::Keep && remote::exists(&path).map_err(failed)? {
            return Err(FileError::Exists(path).into());
        }
        let file = AtomicFile::create(&path, Access::Owner);
        Ok(Self {
            file: file.map_err(|error| ExportError::io(&path, error))?,
            path,
            digest: Sha256::new(),
            bytes: 0,
        })
    }

    pub(in crate::export) fn complete(self, rows: u64) -> CompleteFile {
        CompleteFile {
            path: self.path,
            file: self.file,
            bytes: self.bytes,
            sha256: hex(&self.digest.finalize()),
            rows,
        }
    }
}

impl Write for HashedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
