//! The leaf under the cache: a file of named sections that is checked before it is believed.
//!
//! Sections are arrays of numbers, texts or JSON, each at a place of its own, so that several can
//! grow side by side. A table at the end says what is where, with a checksum for every four
//! megabytes; the file's last bytes lead to it, so half a file is never taken for a whole one. Such
//! files belong to this machine and this version; they are thrown away and made anew, never
//! converted.
//!
//! A finished file is read into memory, where nobody can change it any more: whoever cuts a mapped file
//! short kills the program that looks at it. Only what would take more memory than it may is mapped;
//! then nothing is copied, and the system keeps in memory what fits.

use std::fmt;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytemuck::Pod;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::base::dictionary::Dictionary;
use crate::base::language::message;
use crate::base::numbers::{Content, Numbers};
use crate::base::part_file::{self, Access};
use crate::base::progress::{Progress, Stopped, Unit};

/// Numbers are kept as this machine has them; the last byte tells the order of their bytes.
const MAGIC: [u8; 8] = [b'L', b'I', b'K', b'E', b'L', b'Y', 1, cfg!(target_endian = "big") as u8];
/// Bytes under one checksum.
const BLOCK: usize = 4 << 20;
/// Sections begin at multiples of this, so that numbers can be used where they lie.
const ALIGN: u64 = 64;
/// Bytes of a file that are read into memory unless more is said; larger ones are mapped.
const USUALLY_READ: u64 = 1 << 30;
/// Place of the table, its length, its checksum, [`MAGIC`].
const TRAILER: usize = 8 + 8 + 4 + 8;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    name: String,
    at: u64,
    bytes: u64,
    checksums: Vec<u32>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Table {
    /// What the file was made from; another key is another file.
    key: String,
    sections: Vec<Entry>,
}

/// A section that is being written.
#[derive(Debug, Clone, Copy)]
pub struct Section(usize);

struct Growing {
    entry: Entry,
    written: u64,
    /// The checksum of the block that is under way.
    checksum: crc32fast::Hasher,
}

/// A file of sections being written. Dropped without [`Writer::finish`], it leaves nothing behind.
pub struct Writer {
    path: PathBuf,
    file: NamedTempFile,
    next: u64,
    sections: Vec<Growing>,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("sections", &self.sections.len()).finish_non_exhaustive()
    }
}

impl Writer {
    /// Begins a file that will appear at `path`, whose folder must be there. Only the owner may
    /// read it.
    ///
    /// # Errors
    /// Those of the system.
    pub fn create(path: &Path) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let file = part_file::create(folder, Access::Owner)?;
        Ok(Self { path: path.to_owned(), file, next: 0, sections: Vec::new() })
    }

    /// Sets `bytes` aside for a section; exactly that many must be appended.
    pub fn section(&mut self, name: &str, bytes: u64) -> Section {
        let entry = Entry { name: name.to_owned(), at: self.next, bytes, checksums: Vec::new() };
        self.next = (self.next + bytes).next_multiple_of(ALIGN);
        self.sections.push(Growing { entry, written: 0, checksum: crc32fast::Hasher::new() });
        Section(self.sections.len() - 1)
    }

    /// Adds to a section.
    ///
    /// # Errors
    /// Those of the system.
    pub fn append<T: Pod>(&mut self, section: Section, numbers: &[T]) -> io::Result<()> {
        let mut bytes: &[u8] = bytemuck::cast_slice(numbers);
        let growing = &mut self.sections[section.0];
        self.file.as_file_mut().seek(SeekFrom::Start(growing.entry.at + growing.written))?;
        self.file.as_file_mut().write_all(bytes)?;
        while !bytes.is_empty() {
            let room = BLOCK - (growing.written % BLOCK as u64) as usize;
            let (now, rest) = bytes.split_at(room.min(bytes.len()));
            growing.checksum.update(now);
            growing.written += now.len() as u64;
            let whole = growing.written.is_multiple_of(BLOCK as u64);
            if whole || growing.written == growing.entry.bytes {
                let checksum = std::mem::take(&mut growing.checksum);
                growing.entry.checksums.push(checksum.finalize());
            }
            bytes = rest;
        }
        Ok(())
    }

    /// A whole section of numbers.
    ///
    /// # Errors
    /// Those of the system.
    pub fn numbers<T: Pod>(&mut self, name: &str, numbers: &[T]) -> io::Result<()> {
        let section = self.section(name, size_of_val(numbers) as u64);
        self.append(section, numbers)
    }

    /// A whole section of texts by code.
    ///
    /// # Errors
    /// Those of the system.
    pub fn texts(&mut self, name: &str, texts: &Dictionary) -> io::Result<()> {
        let (text, ends) = texts.parts();
        self.numbers(&format!("{name}.text"), text.as_bytes())?;
        self.numbers(&format!("{name}.ends"), &ends)
    }

    /// A whole section of anything that serde can write.
    ///
    /// # Errors
    /// Those of the system.
    pub fn json<T: Serialize>(&mut self, name: &str, value: &T) -> io::Result<()> {
        self.numbers(name, &serde_json::to_vec(value)?)
    }

    /// Gives the file its name. It is not flushed to the disk: what a power cut leaves of it fails
    /// its checks and is made anew.
    ///
    /// # Errors
    /// Those of the system.
    pub fn finish(mut self, key: &str) -> io::Result<()> {
        debug_assert!(self.sections.iter().all(|s| s.written == s.entry.bytes));
        let sections = self.sections.into_iter().map(|s| s.entry).collect();
        let table = serde_json::to_vec(&Table { key: key.to_owned(), sections })?;
        let file = self.file.as_file_mut();
        file.seek(SeekFrom::Start(self.next))?;
        file.write_all(&table)?;
        file.write_all(&self.next.to_le_bytes())?;
        file.write_all(&(table.len() as u64).to_le_bytes())?;
        file.write_all(&crc32fast::hash(&table).to_le_bytes())?;
        file.write_all(&MAGIC)?;
        self.file.persist(&self.path)?;
        Ok(())
    }
}

/// Why a file of sections cannot be used; it is then made anew.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// There is none, or the system does not let it be read.
    #[error("there is none")]
    Missing(#[from] io::Error),
    /// It was made from something else.
    #[error("it is out of date")]
    Other,
    /// It is not whole or was changed.
    #[error("it is damaged")]
    Damaged,
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// A finished file of sections.
#[derive(Clone)]
pub struct Reader {
    file: Arc<Content>,
    sections: Arc<Vec<Entry>>,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("sections", &self.sections.len()).finish_non_exhaustive()
    }
}

impl Reader {
    /// Opens a file that was made from what `key` stands for, and checks all of it.
    ///
    /// # Errors
    /// [`Unusable`]: make it anew.
    pub fn open(path: &Path, key: &str, progress: &Progress) -> Result<Self, Unusable> {
        Self::open_within(path, key, USUALLY_READ, progress)
    }

    /// The same of a file that is read into memory where it takes no more than `memory` bytes.
    ///
    /// # Errors
    /// [`Unusable`]: make it anew.
    pub fn open_within(
        path: &Path,
        key: &str,
        memory: u64,
        progress: &Progress,
    ) -> Result<Self, Unusable> {
        let reader = Self::of(path, key, memory)?;
        reader.check(|_| true, progress)?;
        Ok(reader)
    }

    /// Opens a file where it lies for its texts of this name, and checks only these.
    ///
    /// # Errors
    /// [`Unusable`]: make it anew.
    pub fn texts_of(
        path: &Path,
        key: &str,
        name: &str,
        progress: &Progress,
    ) -> Result<Dictionary, Unusable> {
        let reader = Self::of(path, key, 0)?;
        let own = |section: &Entry| section.name.strip_prefix(name) == Some(".text");
        let ends = |section: &Entry| section.name.strip_prefix(name) == Some(".ends");
        reader.check(|section| own(section) || ends(section), progress)?;
        reader.kept_texts(name)
    }

    /// Opens a file where it lies without reading through it: it was written a moment ago because it
    /// has no room in memory.
    ///
    /// # Errors
    /// [`Unusable`]: make it anew.
    pub fn trust(path: &Path, key: &str) -> Result<Self, Unusable> {
        Self::of(path, key, 0)
    }

    fn of(path: &Path, key: &str, memory: u64) -> Result<Self, Unusable> {
        let bytes = Content::of(File::open(path)?, memory)?;
        let table = table(&bytes).ok_or(Unusable::Damaged)?;
        if table.key != key {
            return Err(Unusable::Other);
        }
        let end = bytes.len() as u64;
        let inside = |s: &Entry| {
            s.at.checked_add(s.bytes).is_some_and(|to| to <= end)
                && s.checksums.len() == (s.bytes as usize).div_ceil(BLOCK)
        };
        if !table.sections.iter().all(inside) {
            return Err(Unusable::Damaged);
        }
        Ok(Self { file: Arc::new(bytes), sections: Arc::new(table.sections) })
    }

    fn check(&self, which: impl Fn(&Entry) -> bool, progress: &Progress) -> Result<(), Unusable> {
        let blocks: Vec<(&[u8], u32)> = self
            .sections
            .iter()
            .filter(|section| which(section))
            .flat_map(|s| self.slice(&range(s)).chunks(BLOCK).zip(s.checksums.iter().copied()))
            .collect();
        progress.stage(message!("base-opening-kept"), blocks.len() as u64, Unit::Steps);
        blocks.into_par_iter().try_for_each(|(bytes, checksum)| {
            progress.check()?;
            progress.advance(1);
            if crc32fast::hash(bytes) == checksum { Ok(()) } else { Err(Unusable::Damaged) }
        })
    }

    fn slice(&self, range: &Range<usize>) -> &[u8] {
        &self.file[range.clone()]
    }

    fn find(&self, name: &str) -> Result<Range<usize>, Unusable> {
        self.sections.iter().find(|s| s.name == name).map(range).ok_or(Unusable::Damaged)
    }

    /// A section's numbers, where they lie.
    ///
    /// # Errors
    /// [`Unusable::Damaged`] when there is no such section of whole numbers.
    pub fn numbers<T: Pod>(&self, name: &str) -> Result<Numbers<T>, Unusable> {
        let range = self.find(name)?;
        Numbers::kept(&self.file, range).ok_or(Unusable::Damaged)
    }

    /// A section's texts.
    ///
    /// # Errors
    /// [`Unusable::Damaged`] when there is no such section.
    pub fn texts(&self, name: &str) -> Result<Dictionary, Unusable> {
        let text = self.slice(&self.find(&format!("{name}.text"))?);
        let text = str::from_utf8(text).map_err(|_| Unusable::Damaged)?;
        let ends = self.numbers::<u64>(&format!("{name}.ends"))?;
        Dictionary::from_parts(text.to_owned(), ends.to_vec()).ok_or(Unusable::Damaged)
    }

    /// The same, read where they lie.
    ///
    /// # Errors
    /// As [`Reader::texts`].
    pub fn kept_texts(&self, name: &str) -> Result<Dictionary, Unusable> {
        let (text, ends) =
            (self.numbers(&format!("{name}.text"))?, self.numbers(&format!("{name}.ends"))?);
        Dictionary::kept(text, ends).ok_or(Unusable::Damaged)
    }

    /// What [`Writer::json`] wrote.
    ///
    /// # Errors
    /// [`Unusable::Damaged`] when there is no such section, or it is something else.
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Unusable> {
        let range = self.find(name)?;
        serde_json::from_slice(self.slice(&range)).map_err(|_| Unusable::Damaged)
    }
}

fn range(entry: &Entry) -> Range<usize> {
    entry.at as usize..(entry.at + entry.bytes) as usize
}

/// The table that the file's last bytes lead to.
fn table(bytes: &[u8]) -> Option<Table> {
    let trailer = &bytes[bytes.len().checked_sub(TRAILER)?..];
    let number = |at: usize| Some(u64::from_le_bytes(trailer[at..at + 8].try_into().ok()?));
    let (at, length) = (number(0)? as usize, number(8)? as usize);
    let checksum = u32::from_le_bytes(trailer[16..20].try_into().ok()?);
    let table = bytes.get(at..at.checked_add(length)?)?;
    let whole = trailer[20..] == MAGIC && at + length + TRAILER == bytes.len();
    (whole && crc32fast::hash(table) == checksum).then(|| serde_json::from_slice(table).ok())?
}

#[cfg(test)]
mod tests;
