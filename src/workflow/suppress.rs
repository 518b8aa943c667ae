//! Suppression files: which people of a history are in one, by ID or e-mail address, written
//! plainly or as SHA-256.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Ready, fields};
use crate::audience::{ExcludedBy, Exclusion, PeopleSet, SuppressionFile};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::sync::{into_inner, lock};
use crate::export::{Content, Field, Fields};
use crate::import::{self, Batch, ImportError, Options, ReadAs, Request, Wanted};

/// Columns of a suppression file that are looked at.
const COLUMNS: usize = 40;

/// Why a suppression file cannot be used. Nobody may be contacted by mistake, so an audience with
/// one is not computed. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum SuppressionError {
    /// It is not where it was.
    #[error("The suppression file {} is not where it was. Put it back, or choose it again under “Who may be in”.", .0.display())]
    Gone(PathBuf),
    /// It cannot be read.
    #[error(
        "The suppression file cannot be used: {0} Nobody is ranked, so that nobody is contacted by mistake."
    )]
    Unreadable(String),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// What stands in one column of a file.
#[derive(Debug, Default, Clone)]
struct Entries {
    plain: HashSet<String>,
    hashes: HashSet<[u8; 32]>,
}

impl Entries {
    fn add(&mut self, value: &str) {
        let value = value.trim().trim_matches('"');
        if let Some(hash) = from_hex(value) {
            self.hashes.insert(hash);
        } else if value.contains('@') {
            self.plain.insert(value.to_lowercase());
        } else if !value.is_empty() {
            self.plain.insert(value.to_owned());
        }
    }

    fn len(&self) -> usize {
        self.plain.len() + self.hashes.len()
    }

    /// Whether an ID or an e-mail address is among them, plain or hashed.
    fn has(&self, value: &str) -> bool {
        let value = value.trim();
        let lower = value.contains('@').then(|| value.to_lowercase());
        let lower = lower.as_deref().unwrap_or(value);
        self.plain.contains(lower)
            || (!self.hashes.is_empty()
                && (self.hashes.contains(&sha256(lower.as_bytes()))
                    || self.hashes.contains(&sha256(value.as_bytes()))
                    || from_hex(value).is_some_and(|hash| self.hashes.contains(&hash))))
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// Finds the people of a suppression file. Of several columns the one counts that knows most
/// people; a first row that is no header counts as an entry.
///
/// # Errors
/// [`SuppressionError`] when the file is gone or is no table.
pub fn suppressed(
    ready: &Ready,
    file: &SuppressionFile,
    options: &Options,
    progress: &Progress,
) -> Result<Exclusion, SuppressionError> {
    let name = file.name();
    progress.stage(format!("Reading {name}"), 0, Unit::Steps);
    if !file.path.exists() {
        return Err(SuppressionError::Gone(file.path.clone()));
    }
    let fingerprint = fingerprint(&file.path, progress)?;
    let columns = read(&file.path, options, progress)?;
    let addresses = addresses(&fields(&ready.history, &ready.traits));
    let found: Vec<Vec<u32>> = columns
        .iter()
        .map(|entries| {
            progress.check()?;
            Ok(people(ready, entries, &addresses))
        })
        .collect::<Result<_, Stopped>>()?;
    let best = (0..found.len()).max_by_key(|&c| (found[c].len(), std::cmp::Reverse(c)));
    let codes = best.map(|c| found[c].clone()).unwrap_or_default();
    let entries = best.map_or(0, |c| columns[c].len());
    let changed = !file.fingerprint.is_empty() && file.fingerprint != fingerprint;
    let by = ExcludedBy::File { path: file.path.clone(), fingerprint };
    let people = PeopleSet::of(codes);
    let note = if people.is_empty() {
        Some(format!(
            "{name} leaves nobody out: none of its {entries} entries is the ID or the e-mail \
             address of anyone in the data, neither plain nor as SHA-256."
        ))
    } else if changed {
        Some(format!("{name} has changed since it was chosen. What it holds now counts."))
    } else {
        None
    };
    Ok(Exclusion { by, name, people, note })
}

/// SHA-256 of a file's bytes, in hexadecimal.
fn fingerprint(path: &Path, progress: &Progress) -> Result<String, SuppressionError> {
    let failed = |error: std::io::Error| {
        SuppressionError::Unreadable(format!("{}: {}", path.display(), error))
    };
    let mut file = File::open(path).map_err(failed)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        progress.check()?;
        match file.read(&mut buffer).map_err(failed)? {
            0 => break,
            n => hash.update(&buffer[..n]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What stands in each column.
fn read(
    path: &Path,
    options: &Options,
    progress: &Progress,
) -> Result<Vec<Entries>, SuppressionError> {
    let unusable = |error: ImportError| match error {
        ImportError::Stopped(stopped) => SuppressionError::Stopped(stopped),
        error => SuppressionError::Unreadable(error.to_string()),
    };
    let source = import::open(path, options, progress).map_err(unusable)?;
    let fields: Vec<Wanted> = source
        .fields
        .iter()
        .take(COLUMNS)
        .map(|f| Wanted { paths: vec![f.path.clone()], read_as: ReadAs::Text, required: None })
        .collect();
    let columns: Mutex<Vec<Entries>> = Mutex::new(vec![Entries::default(); fields.len()]);
    {
        // What looks like a header may be the first entry of a file without one.
        let mut columns = lock(&columns);
        columns.iter_mut().zip(&fields).for_each(|(column, f)| column.add(&f.paths[0]));
    }
    let sink = |batch: Batch| {
        let mut columns = lock(&columns);
        for (entries, column) in columns.iter_mut().zip(&batch.columns) {
            (0..batch.rows).filter_map(|row| column.text(row)).for_each(|text| entries.add(text));
        }
        progress.check()
    };
    let request = Request { fields, limit: None };
    import::read(&source, &request, options, &sink, progress).map_err(unusable)?;
    Ok(into_inner(columns))
}

/// Names of the traits that are e-mail addresses.
fn addresses(fields: &Fields) -> Vec<String> {
    let roles = fields.roles.get(&Content::Email).map(Vec::as_slice).unwrap_or_default();
    roles
        .iter()
        .filter_map(|field| match field {
            Field::Trait(place) => fields.traits.get(*place).cloned(),
            _ => None,
        })
        .collect()
}

fn people(ready: &Ready, entries: &Entries, addresses: &[String]) -> Vec<u32> {
    let people = &ready.history.people;
    (0..people.len() as u32)
        .into_par_iter()
        .filter(|&code| {
            let id = people.get(code);
            entries.has(id)
                || addresses.iter().any(|name| {
                    ready.traits.get(id, name).is_some_and(|address| entries.has(address))
                })
        })
        .collect()
}
