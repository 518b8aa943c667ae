//! People's pasts on shared storage: one file a shard, as the desktop keeps a past for the next time, with the
//! dictionaries of its own people; one file with what holds for everyone, one with who they are; beside each shard what it tells of itself;
//! and tables of numbers that the engine hands out.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use arrow::array::{RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use serde::{Deserialize, Serialize};

use super::codec::Postcard;
use super::parcel::{self, SHARD};
use crate::base::atomic_file::{Access, make_private_folder, replace};
use crate::base::numbers::memory_limit;
use crate::base::progress::Progress;
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::base::sync::lock;
use crate::history::{History, HistoryError, Told, Who};
use crate::ingest::{FilesRead, Sifted};
use crate::model::Codec;

/// What shards and the files beside them look like: those of another version are not used again.
pub const LAYOUT: u32 = 3;
/// Bytes of events of one shard that an executor reads into memory; of what is larger, the system keeps in
/// memory what fits.
const MEMORY: u64 = 1 << 30;
/// Bytes of shards that an executor keeps open between two questions.
const OPEN: usize = 512 << 20;

/// Tables of numbers, each with a file for every number, so that the engine gives them to tasks one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Of shards of people.
    Shards,
    /// Of groups of files.
    Groups,
}

impl Numbers {
    /// The name of the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shards => "shards",
            Self::Groups => "groups",
        }
    }

    /// Where it is.
    pub fn folder(self, folder: &Path) -> PathBuf {
        folder.join(self.name())
    }

    /// Writes the table of these numbers in place of another.
    pub fn write(self, folder: &Path, numbers: &[u32]) -> io::Result<()> {
        let own = self.folder(folder);
        match fs::remove_dir_all(&own) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => make_private_folder(&own)?,
        }
        let schema = Arc::new(Schema::new(vec![Field::new(SHARD, DataType::UInt32, false)]));
        for &number in numbers {
            let column = Arc::new(UInt32Array::from(vec![number]));
            let batch = RecordBatch::try_new(schema.clone(), vec![column]);
            let file = File::create(own.join(format!("{number:05}.parquet")))?;
            let mut writer = ArrowWriter::try_new(file, schema.clone(), None)?;
            writer.write(&batch.map_err(io::Error::other)?)?;
            writer.close()?;
        }
        Ok(())
    }
}

fn file(folder: &Path, shard: u32) -> PathBuf {
    folder.join(format!("shard-{shard:05}.people"))
}

fn told_file(folder: &Path, shard: u32) -> PathBuf {
    folder.join(format!("shard-{shard:05}.told"))
}

fn everyone(folder: &Path) -> PathBuf {
    folder.join("everyone.shared")
}

fn identified_file(folder: &Path, shard: u32) -> PathBuf {
    folder.join(format!("ids-{shard:05}.told"))
}

fn read_file(folder: &Path, group: u32) -> PathBuf {
    folder.join(format!("files-{group:05}.json"))
}

/// Keeps a shard, and then what it tells of itself: where that is there, the shard is too.
pub(super) fn keep(
    folder: &Path,
    shard: u32,
    key: &str,
    history: &History,
    sifted: &Sifted,
) -> io::Result<()> {
    history.keep(&file(folder, shard), key)?;
    write(&told_file(folder, shard), &(history.told(), sifted))
}

fn write<T: Serialize>(path: &Path, value: &T) -> io::Result<()> {
    replace(path, &Postcard.encode(value).map_err(io::Error::other)?, Access::Owner)
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> io::Result<T> {
    Postcard.decode(&fs::read(path)?).map_err(io::Error::other)
}

/// Keeps what turned out about some IDs.
pub(super) fn keep_identified(folder: &Path, shard: u32, sifted: &Sifted) -> io::Result<()> {
    write(&identified_file(folder, shard), sifted)
}

/// What turned out about some IDs.
pub(super) fn identified(folder: &Path, shard: u32) -> io::Result<Sifted> {
    read(&identified_file(folder, shard))
}

/// Keeps what became of the rows of a group of files.
pub(super) fn keep_read(folder: &Path, group: u32, files: &FilesRead) -> io::Result<()> {
    replace(&read_file(folder, group), &serde_json::to_vec(files)?, Access::Owner)
}

/// What became of the rows of a group of files.
pub(super) fn files_read(folder: &Path, group: u32) -> io::Result<FilesRead> {
    Ok(serde_json::from_slice(&fs::read(read_file(folder, group))?)?)
}

/// Whether a shard is there.
pub(super) fn is_there(folder: &Path, shard: u32) -> bool {
    told_file(folder, shard).is_file() && file(folder, shard).is_file()
}

/// What a shard tells of itself.
pub(super) fn told(folder: &Path, shard: u32) -> io::Result<(Told, Sifted)> {
    read(&told_file(folder, shard))
}

/// Keeps what holds for everyone.
pub(super) fn keep_shared(folder: &Path, key: &str, shared: &History) -> io::Result<()> {
    shared.keep(&everyone(folder), key)
}

/// Who there is, from the shards' own files. That is kept too; `anew`: nothing that was kept before is believed.
pub(super) fn who(
    folder: &Path,
    shards: u32,
    key: &str,
    anew: bool,
    progress: &Progress,
) -> Result<Who, HistoryError> {
    let path = folder.join("everyone.people");
    let unusable = |error| match error {
        Unusable::Stopped(stopped) => HistoryError::Stopped(stopped),
        other => HistoryError::Disk(io::Error::other(other)),
    };
    let open = || Who::open(&path, key, shards as usize, memory_limit() as u64, progress);
    if !anew && let Ok(who) = open() {
        return Ok(who);
    }
    let people = |shard| History::people_in(&file(folder, shard), key, progress);
    Who::keep((0..shards).map(|shard| people(shard).map_err(unusable)), &path, key, progress)?;
    open().map_err(unusable)
}

/// Says that something moves: whoever waits looks at the times of these files.
pub(super) fn moves(folder: &Path, what: &str, number: u32) {
    let file = folder.join("moving").join(format!("{what}-{number:05}"));
    // Nobody needs it but who waits, and they would ask once more.
    let _ = fs::write(file, b".");
}

/// How often work that takes long says that it goes on.
const MOVES_EVERY: Duration = Duration::from_secs(2);

/// Says again and again that something moves, as long as it is held: for work that takes long between two pieces.
pub(super) struct Moving(#[allow(dead_code, reason = "held, not looked at")] Sender<()>);

impl Moving {
    /// From now on.
    pub fn begin(folder: &Path, what: &'static str, number: u32) -> Self {
        let (held, let_go) = mpsc::channel();
        let folder = folder.to_owned();
        thread::spawn(move || {
            while let_go.recv_timeout(MOVES_EVERY) == Err(RecvTimeoutError::Timeout) {
                moves(&folder, what, number);
            }
        });
        Self(held)
    }
}

/// Says that nobody waits for an attempt any more. Executors that ask for tasks cannot be told to stop one.
pub(super) fn give_up(folder: &Path, attempt: &str) -> io::Result<()> {
    fs::write(folder.join("moving").join(attempt), b"given up")
}

/// Whether somebody still waits for an attempt.
pub(super) fn is_wanted(folder: &Path, attempt: &str) -> bool {
    !folder.join("moving").join(attempt).exists()
}

/// What changes as long as something moves.
pub(super) fn movement(folder: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let entries = fs::read_dir(folder.join("moving")).into_iter().flatten().flatten();
    let mut all: Vec<_> = entries
        .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.modified().ok()?)))
        .collect();
    all.sort();
    all
}

/// What an answer is kept under: its file is called after the question.
const ANSWER: &str = "answer";

/// The parts of all shards to a question while they come, for this run and for one that asks it again. Some are as large
/// as their shard, so they go to the disk.
pub(super) struct Answering {
    writer: Writer,
    pieces: Vec<(u32, u32)>,
}

impl Answering {
    /// Begins an answer.
    pub fn begin(path: &Path) -> io::Result<Self> {
        Ok(Self { writer: Writer::create(path)?, pieces: Vec::new() })
    }

    /// Adds pieces of parts.
    pub fn add(&mut self, batch: &RecordBatch) -> io::Result<()> {
        for (shard, piece, bytes) in parcel::rows(batch) {
            self.writer.numbers(&piece_of(shard, piece), bytes)?;
            self.pieces.push((shard, piece));
        }
        Ok(())
    }

    /// Keeps it, when all of so many shards answered.
    pub fn finish(self, shards: usize) -> io::Result<Result<(), String>> {
        let whole = parcel::all_there(self.pieces, shards);
        if whole.is_ok() {
            self.writer.finish(ANSWER)?;
        }
        Ok(whole)
    }
}

fn piece_of(shard: u32, piece: u32) -> String {
    format!("{shard} {piece}")
}

/// The parts of all shards to a question, on the disk.
#[derive(Debug)]
pub(super) struct Answer(Reader);

impl Answer {
    /// What was kept, when it is whole.
    pub fn open(path: &Path, progress: &Progress) -> Result<Self, Unusable> {
        let memory = memory_limit() as u64;
        Ok(Self(Reader::open_within(path, ANSWER, memory, progress)?))
    }

    /// The part of a shard.
    pub fn part(&self, shard: u32) -> Vec<u8> {
        let pieces = (0..).map_while(|piece| self.0.numbers::<u8>(&piece_of(shard, piece)).ok());
        pieces.flat_map(|piece| piece.to_vec()).collect()
    }
}

/// Makes the folder for shards.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    make_private_folder(folder)?;
    make_private_folder(&folder.join("moving"))?;
    make_private_folder(&folder.join("answers"))
}

/// Something that is open, by its file and what it was made from.
type Open = ((PathBuf, String), Arc<History>);

/// What holds for everyone. The last one stays open.
fn shared(folder: &Path, key: &str) -> Result<Arc<History>, Unusable> {
    static LAST: Mutex<Option<Open>> = Mutex::new(None);
    let name = (everyone(folder), key.to_owned());
    let mut last = lock(&LAST);
    if let Some((_, shared)) = last.as_ref().filter(|open| open.0 == name) {
        return Ok(shared.clone());
    }
    let shared = Arc::new(History::open(&name.0, key, MEMORY, &Progress::none())?);
    *last = Some((name, shared.clone()));
    Ok(shared)
}

/// The people of a shard, in the codes of everyone. Those that were asked last stay open: a run asks a dozen
/// questions.
pub(super) fn open(
    folder: &Path,
    shard: u32,
    key: &str,
    progress: &Progress,
) -> Result<Arc<History>, Unusable> {
    static LAST: Mutex<VecDeque<Open>> = Mutex::new(VecDeque::new());
    let name = (file(folder, shard), key.to_owned());
    if let Some((_, history)) = lock(&LAST).iter().find(|open| open.0 == name) {
        return Ok(history.clone());
    }
    let history = History::open(&name.0, key, MEMORY, progress)?;
    let shared = shared(folder, key)?;
    let history = history.among_all(shard == 0, &shared).ok_or(Unusable::Damaged)?;
    let history = Arc::new(history);
    let mut last = lock(&LAST);
    last.push_back((name, history.clone()));
    let bytes = |last: &VecDeque<Open>| last.iter().map(|open| open.1.bytes()).sum::<usize>();
    while last.len() > 1 && bytes(&last) > OPEN {
        last.pop_front();
    }
    Ok(history)
}
