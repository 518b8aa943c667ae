//! People's pasts on shared storage: one file a shard, as the desktop keeps a past for the next time, and a table
//! of the shards' numbers that the engine hands out.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use arrow::array::{RecordBatch, UInt32Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;

use crate::base::atomic_file::make_private_folder;
use crate::base::progress::Progress;
use crate::base::section_file::Unusable;
use crate::base::sync::lock;
use crate::history::History;

/// Name of the column of shards' numbers.
pub(super) const SHARD: &str = "shard";
/// Bytes of events of one shard that an executor reads into memory; of what is larger, the system keeps in
/// memory what fits.
const MEMORY: u64 = 1 << 30;
/// Bytes of shards that an executor keeps open between two questions.
const OPEN: usize = 512 << 20;

/// What the table of shards' numbers looks like.
pub(super) fn numbers_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![Field::new(SHARD, DataType::UInt32, false)]))
}

/// The table of shards' numbers in a folder of shards: a file each, so that the engine gives them to tasks one
/// by one.
pub(super) fn numbers(folder: &Path) -> PathBuf {
    folder.join("numbers")
}

fn file(folder: &Path, shard: u32) -> PathBuf {
    folder.join(format!("shard-{shard:05}.people"))
}

/// Writes everyone in so many shards, unless they are there, and gives the codes that the people of each have
/// in the history.
pub(super) fn write(
    history: &History,
    shards: usize,
    folder: &Path,
    key: &str,
    progress: &Progress,
) -> Result<Vec<Vec<u32>>, io::Error> {
    make_private_folder(&numbers(folder))?;
    let whole = folder.join("complete");
    let there = fs::read_to_string(&whole).is_ok_and(|made_from| made_from == key);
    let mut codes = Vec::new();
    for (shard, people) in (0..).zip(history.people_of_shards(shards)) {
        progress.check().map_err(io::Error::other)?;
        if !there {
            history.shard(shard == 0, &people).keep(&file(folder, shard), key)?;
            write_number(folder, shard)?;
        }
        codes.push(people);
    }
    if !there {
        fs::write(&whole, key)?;
    }
    Ok(codes)
}

fn write_number(folder: &Path, shard: u32) -> io::Result<()> {
    let path = numbers(folder).join(format!("{shard:05}.parquet"));
    let batch =
        RecordBatch::try_new(numbers_schema(), vec![Arc::new(UInt32Array::from(vec![shard]))]);
    let mut writer = ArrowWriter::try_new(File::create(path)?, numbers_schema(), None)?;
    writer.write(&batch.map_err(io::Error::other)?)?;
    writer.close()?;
    Ok(())
}

/// A shard that is open, by its file and what it was made from.
type Open = ((PathBuf, String), Arc<History>);

/// The people of a shard. Those that were asked last stay open: a run asks a dozen questions.
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
    let history = Arc::new(History::open(&name.0, key, MEMORY, progress)?);
    let mut last = lock(&LAST);
    last.push_back((name, history.clone()));
    let bytes = |last: &VecDeque<Open>| last.iter().map(|open| open.1.bytes()).sum::<usize>();
    while last.len() > 1 && bytes(&last) > OPEN {
        last.pop_front();
    }
    Ok(history)
}
