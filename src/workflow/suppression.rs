//! Suppression files: which people of a history are in one.
//!
//! In comes a file of any layout, out comes an [`Exclusion`]. Every identifier in every column
//! counts: a person is left out when their ID, an e-mail address or a telephone number of theirs
//! stands anywhere in it, in capitals or not, plainly or hashed (MD5, SHA-1, SHA-256). The file is
//! read as text without columns ([`import::texts`]); guessing which column is meant was rejected, since files
//! known by address in one column and by ID in another lost half their entries. A word that means
//! nothing here can only leave out somebody whose identifier it is. Addresses and numbers are compared by what all ways
//! of writing them have in common, as platforms may write them, so that nobody stands on a list under the very hash that is
//! suppressed.

mod entries;
mod index;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use entries::{Entries, each_word};
use index::Index;

use super::contacts::{Contacts, reached_with};
use super::ready::Ready;
use crate::audience::{ExcludedBy, Exclusion, PeopleSet, SuppressionFile};
use crate::base::digest::hex;
use crate::base::language::{message, t};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::system_error;
use crate::base::whole_file;
use crate::import::{self, ImportError, Options};

/// Why a suppression file cannot be used. Nobody may be contacted by mistake, so an audience with
/// one is not computed. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum SuppressionError {
    /// It is not where it was.
    #[error("{}", t!("workflow-suppression-gone", path = .0.display().to_string()))]
    Gone(PathBuf),
    /// It cannot be read.
    #[error("{}", t!("workflow-suppression-unusable", why = .0.as_str()))]
    Unreadable(String),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<ImportError> for SuppressionError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Stopped(stopped) => Self::Stopped(stopped),
            error => Self::Unreadable(error.to_string()),
        }
    }
}

/// Finds the people of a suppression file, and says how many of its entries they are. A header
/// alone is an empty list.
///
/// # Errors
/// [`SuppressionError`] when the file is gone or cannot be read whole.
pub fn suppressed(
    ready: &Ready,
    file: &SuppressionFile,
    options: &Options,
    progress: &Progress,
) -> Result<Exclusion, SuppressionError> {
    let name = file.name();
    progress.stage(message!("base-reading", name = name.as_str()), 0, Unit::Bytes);
    if !file.path.exists() {
        return Err(SuppressionError::Gone(file.path.clone()));
    }
    let fingerprint = fingerprint(&file.path, progress)?;
    let named = Named::in_file(&file.path, options, progress)?;
    progress.stage(message!("workflow-suppression-looking", name = name.as_str()), 0, Unit::Steps);
    let codes = named.people(ready, progress)?;
    let changed = !file.fingerprint.is_empty() && file.fingerprint != fingerprint;
    let note = Some(named.0.words(&name));
    let by = ExcludedBy::File { path: file.path.clone(), fingerprint };
    // What is sent to whoever shares an address or a number with them reaches them.
    let everyone: Vec<u32> = (0..ready.history.people.len() as u32).collect();
    let people = reached_with(ready, &PeopleSet::of(codes), &everyone, progress)?;
    let found_by = Vec::new();
    Ok(Exclusion { by, name, people, note, changed, found_by })
}

/// People as somebody names them, by any of their identifiers, plainly or hashed.
pub(super) struct Named(Index);

impl Named {
    /// Those whom these texts name.
    pub(super) fn by<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut entries = Entries::default();
        texts.into_iter().for_each(|text| entries.add(&[text]));
        Self(Index::new(entries))
    }

    /// Those whom any text of a file names.
    pub(super) fn in_file(
        path: &Path,
        options: &Options,
        progress: &Progress,
    ) -> Result<Self, ImportError> {
        let mut entries = Entries::default();
        let mut take = |texts: &[&str]| {
            entries.add(texts);
            Ok(())
        };
        import::texts(path, options, &mut take, progress)?;
        Ok(Self(Index::new(entries)))
    }

    /// Their codes among those whom the data has.
    pub(super) fn people(&self, ready: &Ready, progress: &Progress) -> Result<Vec<u32>, Stopped> {
        let contacts = Contacts::of(ready);
        let people = &ready.history.people;
        let codes = (0..people.len() as u32)
            .into_par_iter()
            .with_min_len(1024)
            .filter(|_| !progress.stopped())
            .filter(|&code| {
                let id = people.get(code);
                // Every identifier is looked for, so that every entry that names one counts as found.
                let mut found = self.0.find_id(id);
                // A value may hold more than one.
                let mut look = |word: &str| found |= self.0.find(word);
                contacts.each(ready, id, |contact| each_word(contact, &mut look));
                found
            })
            .collect();
        progress.check()?;
        Ok(codes)
    }

    /// Whether a text of a file has any of them, plainly or hashed.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let mut found = false;
        each_word(text, |word| found = found || self.0.find(word));
        found
    }
}

/// SHA-256 of a file's bytes, in hexadecimal.
pub(super) fn fingerprint(path: &Path, progress: &Progress) -> Result<String, SuppressionError> {
    let failed = |error: std::io::Error| {
        SuppressionError::Unreadable(format!(
            "{}: {}.",
            path.display(),
            system_error::message(&error)
        ))
    };
    whole_file::is_a_file(path).map_err(failed)?;
    let mut file = File::open(path).map_err(failed)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        progress.check()?;
        match file.read(&mut buffer).map_err(failed)? {
            0 => break,
            n => hash.update(&buffer[..n]),
        }
    }
    Ok(hex(&hash.finalize()))
}

#[cfg(test)]
mod tests;
