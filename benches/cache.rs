//! What is kept for the next time: a file of checked sections beside Arrow IPC, the same three columns
//! of events. `LIKELY_BENCH_ROWS` sets the number of events (1,000,000 unless said otherwise).

// A benchmark that cannot write its files has nothing to measure.
#![allow(clippy::unwrap_used)]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{AsArray, RecordBatch, UInt8Array, UInt32Array};
use arrow::datatypes::{UInt8Type, UInt32Type};
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::FileWriter;
use divan::Bencher;
use divan::counter::ItemsCount;
use likely::base::progress::Progress;
use likely::base::section_file::{Reader, Writer};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    divan::main();
}

fn rows() -> usize {
    common::number_from("LIKELY_BENCH_ROWS", 1_000_000)
}

/// Times, items and kinds of events.
struct Events {
    time: Vec<u32>,
    item: Vec<u32>,
    kind: Vec<u8>,
}

fn events() -> Events {
    // A multiplicative hash is random enough for what is only copied and checked.
    let random = |row: u64| (row.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32;
    let rows = rows() as u64;
    Events {
        time: (0..rows).map(random).collect(),
        item: (0..rows).map(|row| random(row) % 20_000).collect(),
        kind: (0..rows).map(|row| (random(row) % 5) as u8).collect(),
    }
}

fn write_sections(path: &Path, events: &Events) {
    let mut writer = Writer::create(path).unwrap();
    writer.numbers("time", &events.time).unwrap();
    writer.numbers("item", &events.item).unwrap();
    writer.numbers("kind", &events.kind).unwrap();
    writer.finish("bench").unwrap();
}

/// In batches of a million events, as far as the last one.
fn write_ipc(path: &Path, events: &Events) {
    let part = |from: usize| {
        let to = (from + 1_000_000).min(events.time.len());
        RecordBatch::try_from_iter([
            ("time", Arc::new(UInt32Array::from(events.time[from..to].to_vec())) as _),
            ("item", Arc::new(UInt32Array::from(events.item[from..to].to_vec())) as _),
            ("kind", Arc::new(UInt8Array::from(events.kind[from..to].to_vec())) as _),
        ])
        .unwrap()
    };
    let file = BufWriter::new(File::create(path).unwrap());
    let mut writer = FileWriter::try_new(file, &part(0).schema()).unwrap();
    for from in (0..events.time.len()).step_by(1_000_000) {
        writer.write(&part(from)).unwrap();
    }
    let mut file = writer.into_inner().unwrap();
    file.flush().unwrap();
    file.get_ref().sync_all().unwrap();
}

fn path(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("events")
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn sections_write(bencher: Bencher<'_, '_>) {
    let (folder, events) = (tempfile::tempdir().unwrap(), events());
    let bencher = bencher.counter(ItemsCount::new(rows()));
    bencher.bench_local(|| write_sections(&path(&folder), &events));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn ipc_write(bencher: Bencher<'_, '_>) {
    let (folder, events) = (tempfile::tempdir().unwrap(), events());
    let bencher = bencher.counter(ItemsCount::new(rows()));
    bencher.bench_local(|| write_ipc(&path(&folder), &events));
}

/// Opens, with every byte checked, and looks at each number.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn sections_open_checked(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    write_sections(&path(&folder), &events());
    bencher.counter(ItemsCount::new(rows())).bench_local(|| {
        let reader = Reader::open(&path(&folder), "bench", &Progress::none()).unwrap();
        let (time, item) =
            (reader.numbers::<u32>("time").unwrap(), reader.numbers::<u32>("item").unwrap());
        let kind = reader.numbers::<u8>("kind").unwrap();
        sum(&time) ^ sum(&item) ^ kind.iter().map(|n| u64::from(*n)).sum::<u64>()
    });
}

/// The same: the format has no checksums, so that of the file is taken beside reading it.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn ipc_open_checked(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    write_ipc(&path(&folder), &events());
    bencher.counter(ItemsCount::new(rows())).bench_local(|| {
        let bytes = std::fs::read(path(&folder)).unwrap();
        let check = crc32fast::hash(&bytes);
        u64::from(check) ^ read_ipc(std::io::Cursor::new(bytes))
    });
}

/// Without any check of the bytes.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn ipc_open_unchecked(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    write_ipc(&path(&folder), &events());
    bencher
        .counter(ItemsCount::new(rows()))
        .bench_local(|| read_ipc(File::open(path(&folder)).unwrap()));
}

fn read_ipc(from: impl std::io::Read + std::io::Seek) -> u64 {
    let reader = FileReader::try_new(from, None).unwrap();
    reader.fold(0, |all, batch| {
        let batch = batch.unwrap();
        let numbers =
            |column: usize| sum(batch.column(column).as_primitive::<UInt32Type>().values());
        let kind = batch.column(2).as_primitive::<UInt8Type>().values();
        all ^ numbers(0) ^ numbers(1) ^ kind.iter().map(|n| u64::from(*n)).sum::<u64>()
    })
}

fn sum(numbers: &[u32]) -> u64 {
    numbers.iter().map(|n| u64::from(*n)).sum()
}
