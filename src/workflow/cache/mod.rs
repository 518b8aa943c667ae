//! What is kept on this machine for the next time: everyone's past and traits, and what was
//! counted in each file. All of it can be thrown away at any time and is then made anew.

mod answers;
mod disk;
mod recompute;

use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;

pub use answers::Answers;
use disk::{files, remove, touch};
pub use recompute::recompute;

use super::ready::{DamagedSource, PeopleFile, Ready};
use crate::base::atomic_file::make_private_folder;
use crate::base::digest::sha256;
use crate::base::memory;
use crate::base::part_file;
use crate::base::progress::{Progress, Stopped};
use crate::base::remote::{About, remote};
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::base::temp_folder::{self, TempFolder};
use crate::catalog::{Catalog, FileRole, Scan};
use crate::history::{Disk, History};
use crate::import::{Options, Source};
use crate::ingest::BuildReport;
use crate::people::Traits;

/// Raised when the same files give something else than before, or it is written in another way.
const FORMAT: u32 = 11;
/// Bytes at both ends of a file that are part of its fingerprint.
const ENDS: u64 = 1 << 16;
/// The folder holds at most this much; what was used longest ago goes first.
const ROOM: u64 = 20 << 30;
/// Files of fewer bytes are counted anew each time: that takes no longer than to flush what was counted
/// to the disk, and a folder of thousands of files would become as many files here.
const WORTH_KEEPING: u64 = 1 << 20;
/// Memory for events unless the person says otherwise: a hundred million take less.
pub const USUAL_MEMORY: u64 = 4 << 30;

/// Where results are kept for the next time, and how much memory events may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// The folder; `None`: nothing is kept.
    pub folder: Option<PathBuf>,
    /// Bytes of memory for events; what is more is read from the disk where it lies. People,
    /// values and rankings come on top.
    pub memory: u64,
}

impl Default for Storage {
    /// Nothing is kept.
    fn default() -> Self {
        Self { folder: None, memory: USUAL_MEMORY }
    }
}

impl Storage {
    /// Bytes of memory that events take here: what the person says, and never more than a third of what
    /// there is, so that the rest has room too.
    pub fn memory_here(&self) -> u64 {
        memory::available().map_or(self.memory, |there| self.memory.min(there / 3))
    }

    /// This person's cache folder, as the system has it.
    pub fn usual() -> Self {
        let folder = directories::ProjectDirs::from("", "", "Likely")
            .map(|dirs| dirs.cache_dir().join("kept"));
        Self { folder, ..Self::default() }
    }

    /// Bytes that are kept.
    pub fn size(&self) -> u64 {
        self.folder.as_deref().map_or(0, |folder| files(folder).iter().map(|f| f.bytes).sum())
    }

    /// Throws away what is kept and not in use, and what killed programs left beside it and in the system's folder
    /// for temporary files; returns how many bytes were kept.
    pub fn clear(&self) -> u64 {
        temp_folder::sweep_temporary();
        let Some(folder) = self.folder.as_deref() else { return 0 };
        part_file::sweep(folder);
        files(folder).into_iter().filter(remove).map(|f| f.bytes).sum()
    }
}

/// Makes room, and takes away what a killed program was writing.
fn tidy(folder: &Path) {
    part_file::sweep(folder);
    let files = files(folder);
    let mut bytes: u64 = files.iter().map(|f| f.bytes).sum();
    for file in &files {
        if bytes > ROOM && remove(file) {
            bytes -= file.bytes;
        }
    }
}

/// What a file is, without reading all of it: place, size, time of the last change, both ends; of one in an object
/// store what that calls its content.
fn fingerprint(source: &Source) -> io::Result<impl Serialize + use<>> {
    let path = source.path.to_string_lossy().into_owned();
    if let Some((stores, url)) = remote(&source.path) {
        let About { bytes, modified, version } = stores.about(url)?;
        return Ok((path, bytes, modified.to_string(), version.unwrap_or_default()));
    }
    let mut file = fs::File::open(&source.path)?;
    let about = file.metadata()?;
    let changed = about.modified()?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let mut ends = Vec::new();
    (&mut file).take(ENDS).read_to_end(&mut ends)?;
    file.seek(SeekFrom::Start(about.len().saturating_sub(ENDS)))?;
    file.take(ENDS).read_to_end(&mut ends)?;
    Ok((path, about.len(), changed.as_nanos().to_string(), sha256(&ends)))
}

/// What stands for `made_from` files and decisions; `None` when a file cannot be looked at.
fn key(sources: &[&Source], made_from: impl Serialize) -> Option<String> {
    let files = sources.iter().map(|s| fingerprint(s).ok()).collect::<Option<Vec<_>>>()?;
    let all = (env!("CARGO_PKG_VERSION"), FORMAT, files, made_from);
    Some(sha256(&serde_json::to_vec(&all).ok()?))
}

/// What stands for everyone's past of these files and decisions; `None` when a file cannot be looked at.
pub fn past_key(
    sources: &[Option<Source>],
    catalog: &Catalog,
    options: &Options,
) -> Option<String> {
    key(&sources.iter().flatten().collect::<Vec<_>>(), (catalog, options))
}

/// Where everyone's past of some files is kept, or only stays while it is used.
pub struct Kept {
    /// `None`: it does not outlast its use.
    key: Option<String>,
    folder: PathBuf,
    memory: u64,
    scratch: Option<TempFolder>,
}

impl Kept {
    /// Where what these files and decisions give is kept.
    pub fn of(
        storage: &Storage,
        sources: &[Option<Source>],
        catalog: &Catalog,
        options: &Options,
    ) -> io::Result<Self> {
        let key = || past_key(sources, catalog, options);
        let memory = storage.memory_here();
        temp_folder::sweep_once();
        match &storage.folder {
            Some(folder) if make_private_folder(folder).is_ok() => {
                Ok(Self { key: key(), folder: folder.clone(), memory, scratch: None })
            }
            _ => {
                let scratch = TempFolder::new()?;
                let folder = scratch.path().to_owned();
                Ok(Self { key: None, folder, memory, scratch: Some(scratch) })
            }
        }
    }

    fn path(&self, ending: &str) -> PathBuf {
        let name = self.key.as_deref().unwrap_or("once");
        self.folder.join(format!("{name}.{ending}"))
    }

    /// Where events go that have no room in memory.
    pub fn disk(&self) -> Disk {
        let key = self.key.clone().unwrap_or_default();
        Disk { path: self.path("past"), key, memory: self.memory }
    }

    /// What was kept, when it is whole and was made from the same.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn open(&self, progress: &Progress) -> Result<Option<Ready>, Stopped> {
        let Some(key) = &self.key else { return Ok(None) };
        match self.read(key, progress) {
            Ok(ready) => {
                ["past", "people"].iter().for_each(|ending| touch(&self.path(ending)));
                Ok(Some(ready))
            }
            Err(Unusable::Stopped(stopped)) => Err(stopped),
            Err(why) => {
                tracing::debug!("what was kept is not used: {why}");
                Ok(None)
            }
        }
    }

    fn read(&self, key: &str, progress: &Progress) -> Result<Ready, Unusable> {
        let people = Reader::open(&self.path("people"), key, progress)?;
        let report: BuildReport = people.json("report")?;
        let people_files: Vec<PeopleFile> = people.json("people files")?;
        let damaged: Vec<DamagedSource> = people.json("damaged")?;
        let traits = Traits::open(&people)?;
        let history = History::open(&self.path("past"), key, self.memory, progress)?;
        let answers = self.answers();
        Ok(Ready { traits, report, people_files, damaged, answers, ..Ready::from(history) })
    }

    /// Where answers about this past are kept.
    fn answers(&self) -> Option<Answers> {
        self.key.clone().map(|key| Answers::new(self.folder.clone(), key))
    }

    /// Keeps what was made. Where that fails, it is made again the next time.
    pub fn keep(self, mut ready: Ready) -> Ready {
        // What may come out better next time, once a file can be read, is not kept.
        let files = ready.report.files.iter().chain(&ready.report.products);
        let people = ready.people_files.iter().map(|file| &file.failed);
        let whole = files.map(|file| &file.failed).chain(people).all(Option::is_none);
        if let (Some(key), true) = (&self.key, whole) {
            tidy(&self.folder);
            ready.answers = self.answers();
            if let Err(error) = self.write(key, &ready) {
                tracing::warn!("nothing is kept for the next time: {}", error.kind());
            }
        }
        ready.scratch = self.scratch;
        ready
    }

    fn write(&self, key: &str, ready: &Ready) -> io::Result<()> {
        if !ready.history.is_on_disk() {
            ready.history.keep(&self.path("past"), key)?;
        }
        let mut people = Writer::create(&self.path("people"))?;
        people.json("report", &ready.report)?;
        people.json("people files", &ready.people_files)?;
        people.json("damaged", &ready.damaged)?;
        ready.traits.keep(&mut people)?;
        people.finish(key)
    }
}

/// Where what was counted in a file in its role is kept.
pub struct Counted {
    path: PathBuf,
    key: String,
}

impl Counted {
    /// `None`: nothing is kept.
    pub fn of(
        storage: &Storage,
        source: &Source,
        role: &FileRole,
        options: &Options,
    ) -> Option<Self> {
        let folder = storage.folder.as_deref().filter(|_| source.bytes >= WORTH_KEEPING)?;
        let key = key(&[source], (role, options))?;
        make_private_folder(folder).ok()?;
        Some(Self { path: folder.join(format!("{key}.counts")), key })
    }

    /// What was counted, when the file is still the same.
    pub fn open(&self) -> Option<Scan> {
        let reader = Reader::open(&self.path, &self.key, &Progress::none()).ok()?;
        Scan::open(&reader).ok()
    }

    /// Keeps what was counted.
    pub fn keep(&self, scan: &Scan) {
        let kept = Writer::create(&self.path).and_then(|mut writer| {
            scan.keep(&mut writer)?;
            writer.finish(&self.key)
        });
        if let Err(error) = kept {
            tracing::warn!("what was counted is not kept: {}", error.kind());
        }
    }
}
