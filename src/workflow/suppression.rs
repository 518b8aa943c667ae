//! Suppression files: which people of a history are in one.
//!
//! In comes a file of any layout, out comes an [`Exclusion`]. Every identifier in every column
//! counts: a person is left out when their ID, an e-mail address or a telephone number of theirs
//! stands anywhere in it, in capitals or not, plainly or as SHA-256. The file is read as text
//! without columns ([`import::texts`]); guessing which column is meant was rejected, since files
//! known by address in one column and by ID in another lost half their entries. A word that means
//! nothing here can only leave out somebody whose identifier it is.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::contacts::{Contacts, digits};
use super::ready::Ready;
use crate::audience::{ExcludedBy, Exclusion, PeopleSet, SuppressionFile};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::import::{self, ImportError, Options};
use crate::model::count;

/// Digits that a telephone number has at least; shorter ones are compared as IDs only.
const SHORTEST_NUMBER: usize = 7;
/// Digits of the longest country code: so many more may stand before the same number.
const COUNTRY_CODE: usize = 3;

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
    progress.stage(format!("Reading {name}"), 0, Unit::Bytes);
    if !file.path.exists() {
        return Err(SuppressionError::Gone(file.path.clone()));
    }
    let fingerprint = fingerprint(&file.path, progress)?;
    let mut entries = Entries::default();
    let mut take = |texts: &[&str]| {
        entries.add(texts);
        Ok(())
    };
    import::texts(&file.path, options, &mut take, progress)?;
    let entries = entries.index();
    progress.stage(format!("Looking for the people of {name}"), 0, Unit::Steps);
    let contacts = Contacts::of(ready);
    let history_people = &ready.history.people;
    let codes: Vec<u32> = (0..history_people.len() as u32)
        .into_par_iter()
        .with_min_len(1024)
        .filter(|_| !progress.stopped())
        .filter(|&code| {
            let id = history_people.get(code);
            // Every identifier is looked for, so that every entry that names one counts as found.
            let mut out = entries.find(id);
            contacts.each(ready, id, |contact| out |= entries.find(contact));
            out
        })
        .collect();
    progress.check()?;
    let changed = !file.fingerprint.is_empty() && file.fingerprint != fingerprint;
    let note = entries.words(&name, changed);
    let by = ExcludedBy::File { path: file.path.clone(), fingerprint };
    Ok(Exclusion { by, name, people: PeopleSet::of(codes), note: Some(note) })
}

/// SHA-256 of a file's bytes, in hexadecimal.
fn fingerprint(path: &Path, progress: &Progress) -> Result<String, SuppressionError> {
    let failed = |error: std::io::Error| {
        SuppressionError::Unreadable(format!("{}: {}.", path.display(), error))
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
    Ok(super::cache::hex(&hash.finalize()))
}

/// What stands in a file: its words, each once, and which of them every entry has.
#[derive(Debug, Default)]
struct Entries {
    /// Words as they are compared, with their numbers.
    words: HashMap<String, u32>,
    /// The numbers of the words of all entries, one entry after the other …
    of: Vec<u32>,
    /// … and where each entry's end.
    ends: Vec<usize>,
    /// Whether the first entry may be a header.
    header: bool,
}

/// A word of a file as it is compared: without blanks and quotes around it, in small letters, and as IDs
/// are looked up.
fn normal(word: &str) -> String {
    let around = |c: char| c.is_whitespace() || "\"'`\u{feff}\u{200b}[]{}<>()".contains(c);
    import::id_text(word.trim_matches(around)).to_lowercase()
}

/// Every word of a text: the whole of it, what stands between quotes and between each of the
/// separators that files know, and addresses among other words. An ID may hold a separator
/// (`auth0|5f7c8e`), so each is tried by itself and all together.
fn each_word(text: &str, mut found: impl FnMut(&str)) {
    const SEPARATORS: [char; 6] = [',', ';', '\t', '|', ':', import::LIST_SEPARATOR];
    found(text);
    for quoted in text.split('"') {
        found(quoted);
        for separator in SEPARATORS.into_iter().filter(|s| quoted.contains(*s)) {
            quoted.split(separator).for_each(&mut found);
        }
        for part in quoted.split(SEPARATORS) {
            found(part);
            let several = part.trim().contains(char::is_whitespace) || part.contains('<');
            for word in part.split(|c: char| c.is_whitespace() || "<>()".contains(c)) {
                if several && (word.contains('@') || word.len() == 64) {
                    found(word.trim_end_matches(['.', '!', '?']));
                }
            }
        }
    }
}

impl Entries {
    /// Adds an entry: a line, a row, a value.
    fn add(&mut self, texts: &[&str]) {
        let begin = self.of.len();
        for text in texts {
            each_word(text, |word| {
                let word = normal(word);
                if !word.is_empty() {
                    let next = self.words.len() as u32;
                    self.of.push(*self.words.entry(word).or_insert(next));
                }
            });
        }
        let mut own = self.of.split_off(begin);
        own.sort_unstable();
        own.dedup();
        if own.is_empty() {
            return;
        }
        self.of.extend(own);
        if self.ends.is_empty() {
            let identifies = |c: char| c.is_ascii_digit() || c == '@';
            self.header = !texts.iter().any(|text| text.contains(identifies));
        }
        self.ends.push(self.of.len());
    }

    fn index(self) -> Index {
        let mut index = Index {
            found: self.words.iter().map(|_| AtomicBool::new(false)).collect(),
            hashes: HashMap::new(),
            hashed_words: HashMap::new(),
            numbers: HashMap::new(),
            tails: HashMap::new(),
            entries: self,
        };
        for (word, &number) in &index.entries.words {
            match from_hex(word) {
                Some(hash) => {
                    index.hashes.entry(hash).or_default().push(number);
                }
                None => {
                    index.hashed_words.entry(sha256(word)).or_default().push(number);
                }
            }
            if let Some(digits) = digits(word).filter(|d| d.len() >= SHORTEST_NUMBER) {
                for tail in tails(&digits) {
                    index.tails.entry(tail.to_owned()).or_default().push(number);
                }
                index.numbers.entry(digits).or_default().push(number);
            }
        }
        index
    }
}

/// The same number without a country code of one to three digits.
fn tails(digits: &str) -> impl Iterator<Item = &str> {
    (1..=COUNTRY_CODE)
        .filter_map(|code| digits.get(code..))
        .map(|tail| tail.trim_start_matches('0'))
        .filter(|tail| tail.len() >= SHORTEST_NUMBER)
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
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

/// Entries made ready to look people's identifiers up in.
struct Index {
    entries: Entries,
    /// Which words were found to be somebody's.
    found: Vec<AtomicBool>,
    /// Words that are hashes.
    hashes: HashMap<[u8; 32], Vec<u32>>,
    /// Hashes of the words that are none: people's own identifiers may be hashed.
    hashed_words: HashMap<[u8; 32], Vec<u32>>,
    /// Telephone numbers by their digits, and the same without a country code.
    numbers: HashMap<String, Vec<u32>>,
    tails: HashMap<String, Vec<u32>>,
}

impl Index {
    /// Whether an identifier of somebody stands in the file; marks the words it is.
    fn find(&self, identifier: &str) -> bool {
        let word = normal(identifier);
        if word.is_empty() {
            return false;
        }
        let mut found = self.mark(self.entries.words.get(&word).map(std::slice::from_ref));
        if let Some(hash) = from_hex(&word) {
            found |= self.mark(self.hashes.get(&hash).map(Vec::as_slice));
            found |= self.mark(self.hashed_words.get(&hash).map(Vec::as_slice));
        }
        let number = digits(&word).filter(|d| d.len() >= SHORTEST_NUMBER);
        if !self.hashes.is_empty() {
            let plain = number.as_deref().map(|d| [d.to_owned(), format!("+{d}")]);
            let plain = plain.iter().flatten().map(String::as_str);
            let capitals = word.to_uppercase();
            let spelled = [identifier, identifier.trim(), &word, &capitals];
            for text in spelled.into_iter().chain(plain) {
                found |= self.mark(self.hashes.get(&sha256(text)).map(Vec::as_slice));
            }
        }
        if let Some(number) = number {
            found |= self.mark(self.numbers.get(&number).map(Vec::as_slice));
            found |= self.mark(self.tails.get(&number).map(Vec::as_slice));
            for tail in tails(&number) {
                found |= self.mark(self.numbers.get(tail).map(Vec::as_slice));
            }
        }
        found
    }

    fn mark(&self, words: Option<&[u32]>) -> bool {
        let words = words.unwrap_or_default();
        words.iter().for_each(|&word| self.found[word as usize].store(true, Ordering::Relaxed));
        !words.is_empty()
    }

    /// How many entries are somebody's, and how many nobody's.
    fn counts(&self) -> (usize, usize) {
        let found = |word: &u32| self.found[*word as usize].load(Ordering::Relaxed);
        let (mut known, mut unknown, mut begin) = (0, 0, 0);
        for (place, &end) in self.entries.ends.iter().enumerate() {
            let is_known = self.entries.of[begin..end].iter().any(found);
            begin = end;
            match is_known {
                true => known += 1,
                // A header names columns and nobody.
                false if place == 0 && self.entries.header => {}
                false => unknown += 1,
            }
        }
        (known, unknown)
    }

    fn words(&self, name: &str, changed: bool) -> String {
        let entries =
            |n: usize| format!("{} {}", count(n), if n == 1 { "entry" } else { "entries" });
        let mut words = match self.counts() {
            (0, 0) => format!("{name} is an empty list and leaves nobody out."),
            (0, unknown) => format!(
                "{name} leaves nobody out: none of its {} is the ID, the e-mail address or the \
                 telephone number of anyone in the data, neither plain nor as SHA-256.",
                entries(unknown)
            ),
            (1, 0) => format!("{name}: its 1 entry was found in the data."),
            (known, 0) => format!("{name}: all {} were found in the data.", entries(known)),
            (known, unknown) => format!(
                "{name}: {} of {} were found in the data, {} {} not.",
                count(known),
                entries(known + unknown),
                count(unknown),
                if unknown == 1 { "was" } else { "were" }
            ),
        };
        if changed {
            words += " It has changed since it was chosen; what it holds now counts.";
        }
        words
    }
}

#[cfg(test)]
mod tests;
