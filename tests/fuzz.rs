//! Every reader over its first files and damaged copies of them, the same ones each time. `fuzz/` looks
//! much longer and further; what it finds is kept among the first files.
//!
//! `LIKELY_FUZZ_RUNS` sets how many damaged copies each target is given.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what was tried"
)]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use likely::fuzz::{TARGETS, Target};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Damaged copies for each target, unless the environment says otherwise.
const RUNS: usize = 120;
/// What damage likes to be made of.
const TELLING: [&[u8]; 12] = [
    b"\0",
    b"\n",
    b"\r\n",
    b"\"",
    b",",
    b"{",
    b"[",
    b"]}",
    b"\xff\xff\xff\xff",
    b"\x80",
    b"-1",
    b"9999999999999999999",
];

fn folder_of(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target)
}

/// The first files of a target, in the order of their names.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder_of(target)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn below(random: &mut ChaCha8Rng, bound: usize) -> usize {
    random.next_u32() as usize % bound.max(1)
}

/// A copy with a few changes.
fn damaged(seed: &[u8], other: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=below(random, 4) {
        let at = below(random, bytes.len());
        let end = (at + 1 + below(random, 16)).min(bytes.len());
        match below(random, 7) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << below(random, 8),
            1 if !bytes.is_empty() => bytes[at] = random.next_u32() as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let from = below(random, other.len());
                let part = &other[from..(from + 64).min(other.len())];
                bytes.splice(at..at, part.iter().copied());
            }
            _ => {
                let telling = TELLING[below(random, TELLING.len())];
                bytes.splice(at..end, telling.iter().copied());
            }
        }
    }
    bytes
}

fn run(name: &str, target: Target) {
    let runs = std::env::var("LIKELY_FUZZ_RUNS").ok().and_then(|runs| runs.parse().ok());
    let runs = runs.unwrap_or(RUNS);
    let seeds = seeds(name);
    assert!(!seeds.is_empty(), "{name} has no first files");
    let began = Instant::now();
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let damaged = (0..runs).map(|_| {
        let (seed, other) = (below(&mut random, seeds.len()), below(&mut random, seeds.len()));
        damaged(&seeds[seed], &seeds[other], &mut random)
    });
    for (number, bytes) in seeds.iter().cloned().chain(damaged).enumerate() {
        if catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err() {
            let kept = std::env::temp_dir().join(format!("likely-fuzz-{name}-{number}"));
            fs::write(&kept, &bytes).unwrap();
            panic!("{name}: see {}", kept.display());
        }
    }
    println!("{name}: {} files in {:.1?}", seeds.len() + runs, began.elapsed());
}

#[test]
fn every_target_has_first_files_and_nothing_else_has() {
    let mut names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let folder = folder_of("");
    let entries = fs::read_dir(folder).unwrap();
    let mut folders: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    folders.sort();
    assert_eq!(folders, names);
}

macro_rules! tests {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            let name = stringify!($name);
            let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
            run(name, *target);
        }
    )*

    #[test]
    fn all_are_tried() {
        assert_eq!([$(stringify!($name)),*].len(), TARGETS.len());
    }};
}

tests!(csv json parquet gz zip xlsx recognition time number project cache destination);
