//! How fast everyone's past is put together, kept in a file and opened again. `LIKELY_BENCH_ROWS`
//! sets the number of events (1,000,000 unless said otherwise), of a twentieth as many people.

// A benchmark that cannot write its files has nothing to measure.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;
use likely::base::progress::Progress;
use likely::history::{Cells, Disk, History, Shard};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    divan::main();
}

fn rows() -> usize {
    common::number_from("LIKELY_BENCH_ROWS", 1_000_000)
}

/// What four reading threads gathered: people in no order, 20,000 products of 500 brands.
fn shards() -> Vec<Shard> {
    let (rows, people) = (rows(), (rows() / 20).max(1));
    let mut shards: Vec<Shard> = (0..4).map(|_| Shard::new(2)).collect();
    let mut cells = Cells::default();
    for row in 0..rows as u64 {
        // A multiplicative hash is random enough for sorting.
        let random = |salt: u64| ((row + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) as usize;
        let shard = &mut shards[row as usize % 4];
        let product = random(1) % 20_000;
        let person = shard.person(&format!("u{}", random(2) % people));
        let kind = shard.kind(["Product Viewed", "Order Completed"][usize::from(row % 9 == 0)]);
        cells.clear();
        cells.push(&[shard.value(0, &format!("sku-{product}"))]);
        cells.push(&[shard.value(1, &format!("brand {}", product % 500))]);
        let item = shard.item(&cells);
        shard.push(person, (random(3) % (365 * 86_400)) as u32, kind, item);
    }
    shards
}

fn merge(shards: Vec<Shard>, disk: Option<&Disk>) -> History {
    let columns = ["Product ID".to_owned(), "Brand".to_owned()];
    Shard::merge_within(shards, None, &columns, &[], 10, disk, &Progress::none()).unwrap()
}

fn disk(folder: &Path, memory: u64) -> Disk {
    Disk { path: folder.join("past"), key: "bench".into(), memory }
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn put_together(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(rows()))
        .with_inputs(shards)
        .bench_values(|shards| merge(shards, None));
}

/// An eighth of the events in memory at a time; all of them were moved to files while reading.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn put_together_short_of_memory(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let inputs = || {
        let mut shards = shards();
        shards.iter_mut().for_each(|shard| shard.spill(folder.path()).unwrap());
        shards
    };
    let disk = disk(folder.path(), rows() as u64 * 9 / 2);
    bencher
        .counter(ItemsCount::new(rows()))
        .with_inputs(inputs)
        .bench_values(|shards| merge(shards, Some(&disk)));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn keep(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let history = merge(shards(), None);
    let path = folder.path().join("past");
    bencher.counter(ItemsCount::new(rows())).bench_local(|| history.keep(&path, "bench").unwrap());
}

/// With every byte checked.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn open(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("past");
    merge(shards(), None).keep(&path, "bench").unwrap();
    bencher
        .counter(ItemsCount::new(rows()))
        .bench_local(|| History::open(&path, "bench", u64::MAX, &Progress::none()).unwrap());
}
