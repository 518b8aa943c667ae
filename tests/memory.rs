//! What the client of many machines does with a number for each person takes no more memory for more people. In a process of
//! its own, because it is the memory of the whole process that is measured.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at once and says what it found"
)]

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use likely::audience::Ranking;
use likely::base::numbers::{Growing, limit_memory};
use likely::base::progress::Progress;
use likely::history::{Dictionary, HistoryError, Who};
use likely::model::{Explainer, Method, ScoringResult, Uncertainty};

const SHARDS: u32 = 16;

/// Bytes of memory of this process that are of no file.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon")).unwrap();
    1024 * line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
}

/// The most memory that something takes on top of what is taken already.
fn most(mut does: impl FnMut()) -> u64 {
    let (most, ended, before) = (AtomicU64::new(0), AtomicBool::new(false), memory());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                most.fetch_max(memory(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        does();
        ended.store(true, Ordering::Relaxed);
    });
    most.into_inner().saturating_sub(before)
}

/// The people of a shard, of so many in all.
fn shard(number: u32, people: u32) -> Dictionary {
    let ids: Vec<String> = (0..people)
        .skip(number as usize)
        .step_by(SHARDS as usize)
        .map(|id| format!("customer-{id:09}"))
        .collect();
    ids.iter().map(String::as_str).collect()
}

/// Everyone's ID in order, and everyone ranked.
fn rank(people: u32, limit: usize) -> u64 {
    limit_memory(limit);
    let folder = tempfile::tempdir().unwrap();
    let (file, none) = (folder.path().join("everyone"), Progress::none());
    let mut propensity = Growing::default();
    (0..people)
        .for_each(|person| propensity.push((u64::from(person) * 7919 % 1_000_003) as f32 / 2e6));
    let mut everyone = Growing::default();
    (0..people).for_each(|person| everyone.push(person));
    let scored = ScoringResult {
        as_of: 0,
        horizon_days: 30,
        horizon_note: None,
        people: everyone.finish().unwrap(),
        propensity: propensity.finish().unwrap(),
        method: Method::Model,
        back_test: None,
        tested: None,
        uncertainty: Uncertainty::default(),
        notes: Vec::new(),
        longest_horizon: None,
        explainer: Explainer::default(),
    };
    most(|| {
        let shards = (0..SHARDS).map(|number| Ok::<_, HistoryError>(shard(number, people)));
        Who::keep(shards, &file, "key", &none).unwrap();
        let who = Who::open(&file, "key", SHARDS as usize, limit as u64, &none).unwrap();
        assert_eq!(who.people.get(people / 2), format!("customer-{:09}", people / 2));
        let ranking = Ranking::new(&scored, |_| true, |person| u64::from(!person) << 32).unwrap();
        assert!(ranking.len() == people as usize && ranking.propensity.is_sorted_by(|a, b| a >= b));
    })
}

#[test]
fn more_people_take_no_more_memory() {
    // The IDs of one shard are made here.
    let (some, many) = (rank(200_000, 1 << 20), rank(2_000_000, 1 << 20));
    let all = rank(2_000_000, usize::MAX);
    let per_person = |bytes: u64| bytes as f64 / 2e6;
    println!("{some} bytes for 200,000; {many} for 2,000,000, where all is in memory {all}");
    assert!(per_person(all) > 25.0, "{all} bytes: is it measured?");
    // 125,000 IDs of a shard of the test's own are 44 bytes each and more while they grow.
    assert!(many < some + (24 << 20), "{some}, then {many}");
}
