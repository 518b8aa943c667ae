//! What was kept is used when it is whole and of the same files and decisions, and changes nothing.

mod known_as;
mod refusals;
mod sharded;

use crate::base::progress::Progress;
use crate::catalog::Scan;
use crate::import::Options;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::audience::{Audience, Computed, Size};
use crate::base::section_file::Writer;
use crate::model::{Condition, Method, ScoringResult, Target};

/// Orders and customers of a small shop.
fn shop(folder: &Path, orders: usize) -> Vec<PathBuf> {
    let mut events = "user_id,timestamp,event,product_id,category\n".to_owned();
    for i in 0..orders {
        let (person, day, product) = (i % 17, 1 + i % 27, i % 11);
        let event = ["Product Viewed", "Order Completed"][usize::from(i % 5 == 0)];
        let category = ["Tea", "Coffee", "Cups"][product % 3];
        events += &format!("u{person},2025-03-{day:02}T10:00:00Z,{event},p{product},{category}\n");
    }
    let people: String =
        (0..17).map(|i| format!("u{i},u{i}@example.com,{}\n", ["DE", "FR"][i % 2])).collect();
    let files = [folder.join("events.csv"), folder.join("customers.csv")];
    fs::write(&files[0], events).unwrap();
    fs::write(&files[1], format!("user_id,email,country\n{people}")).unwrap();
    files.to_vec()
}

pub(super) fn prepared(paths: &[PathBuf], storage: &Storage) -> (Vec<Scan>, Ready) {
    let (options, progress) = (Options::default(), Progress::none());
    let (files, suggestion) = look(paths, &options, storage, &progress).unwrap();
    let scans = files.iter().filter_map(|f| f.scan.clone()).collect();
    (scans, prepare(&files, &suggestion.catalog, &options, storage, &progress).unwrap())
}

#[track_caller]
fn assert_same((scans, ready): &(Vec<Scan>, Ready), (scans2, ready2): &(Vec<Scan>, Ready)) {
    assert_eq!(scans, scans2);
    assert_eq!(ready.history, ready2.history);
    assert_eq!(ready.report, ready2.report);
    assert!(ready.traits.names().eq(ready2.traits.names()));
    assert_eq!(ready.traits.get("u3", "email"), Some("u3@example.com"));
    for person in ready.history.people.iter() {
        assert_eq!(ready.traits.of(person), ready2.traits.of(person));
    }
}

/// What is kept: a file that is made anew is another one under its name.
fn kept_files(folder: &Path) -> Vec<(PathBuf, u64)> {
    #[cfg(unix)]
    let number = |path: &Path| std::os::unix::fs::MetadataExt::ino(&path.metadata().unwrap());
    #[cfg(not(unix))]
    let number = |path: &Path| path.metadata().unwrap().len();
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.map(|path| (path.clone(), number(&path))).collect();
    files.sort();
    files
}

#[test]
fn what_was_kept_is_used_and_is_the_same() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths = shop(folder.path(), 500);
    let storage = Storage { folder: Some(kept.path().join("kept")), ..Storage::default() };
    let plain = prepared(&paths, &Storage::default());
    let first = prepared(&paths, &storage);
    let files = kept_files(storage.folder.as_deref().unwrap());
    let second = prepared(&paths, &storage);
    assert_eq!(kept_files(storage.folder.as_deref().unwrap()), files, "made anew");
    assert_same(&plain, &first);
    assert_same(&plain, &second);
    // Of a file that is open nothing is thrown away.
    assert!(storage.size() > 0);
    drop(second);
    storage.clear();
    assert_eq!(storage.size(), 0);
}

#[test]
fn a_changed_file_and_another_decision_are_read_anew() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths = shop(folder.path(), 500);
    let storage = Storage { folder: Some(kept.path().to_owned()), ..Storage::default() };
    prepared(&paths, &storage);
    shop(folder.path(), 600);
    let changed = prepared(&paths, &storage);
    assert!(!changed.1.history.is_on_disk());
    assert_same(&changed, &prepared(&paths, &Storage::default()));
    let (options, progress) = (Options::default(), Progress::none());
    let (files, mut suggestion) = look(&paths, &options, &storage, &progress).unwrap();
    suggestion.catalog.events[1].chosen = false;
    let fewer = prepare(&files, &suggestion.catalog, &options, &storage, &progress).unwrap();
    assert!(!fewer.history.is_on_disk());
    assert!(fewer.history.event_count() < changed.1.history.event_count());
}

#[test]
fn what_is_damaged_is_made_anew() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths = shop(folder.path(), 500);
    let storage = Storage { folder: Some(kept.path().to_owned()), ..Storage::default() };
    let first = prepared(&paths, &storage);
    for entry in fs::read_dir(kept.path()).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        bytes[10] ^= 1;
        fs::write(&path, bytes).unwrap();
    }
    let damaged = kept_files(kept.path());
    let again = prepared(&paths, &storage);
    assert_same(&first, &again);
    let whole = kept_files(kept.path());
    assert_ne!(whole, damaged, "not made anew");
    assert_same(&first, &prepared(&paths, &storage));
    assert_eq!(kept_files(kept.path()), whole, "made anew without need");
}

#[test]
fn short_memory_changes_nothing() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths = shop(folder.path(), 5_000);
    let plain = prepared(&paths, &Storage::default());
    for place in [None, Some(kept.path().to_owned())] {
        let short = prepared(&paths, &Storage { folder: place, memory: 1 });
        assert!(short.1.history.is_on_disk());
        assert_same(&plain, &short);
    }
}

/// The answers that are kept in a folder.
fn kept_answers(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|e| e == "answer")).collect()
}

fn tea_target() -> Target {
    let condition = Condition { column: "Category".into(), values: vec!["Tea".into()] };
    Target { conditions: vec![condition], ..Target::default() }
}

fn tea(ready: &Ready, horizon_days: u32) -> Computed {
    let audience = Audience {
        target: tea_target(),
        horizon_days: Some(horizon_days),
        size: Size::People(5),
        ..Audience::default()
    };
    recompute(ready, &[], &audience, None, None, &Progress::none()).unwrap()
}

#[track_caller]
fn assert_same_answer(ready: &Ready, a: &ScoringResult, b: &ScoringResult) {
    assert_eq!((&a.people, &a.propensity), (&b.people, &b.propensity));
    assert_eq!((a.method, &a.back_test, &a.notes), (b.method, &b.back_test, &b.notes));
    assert_eq!((a.as_of, a.horizon_days), (b.as_of, b.horizon_days));
    for person in 0..a.people.len() {
        assert_eq!(a.reasons(&ready.history, person), b.reasons(&ready.history, person));
    }
}

#[test]
fn an_answer_that_was_kept_is_the_same_and_a_damaged_one_is_found_anew() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths = shop(folder.path(), 60);
    let storage = Storage { folder: Some(kept.path().to_owned()), ..Storage::default() };
    let plain = tea(&prepared(&paths, &Storage::default()).1, 3);
    let first = prepared(&paths, &storage).1;
    assert_same_answer(&first, &plain.scored, &tea(&first, 3).scored);
    let answers = kept_answers(kept.path());
    assert_eq!(answers.len(), 1);
    // The project is opened again.
    let again = prepared(&paths, &storage).1;
    let opened = tea(&again, 3);
    assert_same_answer(&again, &plain.scored, &opened.scored);
    assert_eq!(opened.curve, plain.curve);
    // Another question is another answer.
    assert_ne!(tea(&again, 4).scored.propensity, opened.scored.propensity);
    assert_eq!(kept_answers(kept.path()).len(), 2);
    // It is believed when it is whole …
    let key = answers[0].file_stem().unwrap().to_str().unwrap();
    let mut other = (*plain.scored).clone();
    other.propensity = other.propensity.iter().map(|_| 0.25).collect();
    let mut writer = Writer::create(&answers[0]).unwrap();
    other.write_to(&mut writer).unwrap();
    writer.finish(key).unwrap();
    assert_same_answer(&again, &other, &tea(&again, 3).scored);
    // … and not when a byte of it is another.
    let mut bytes = fs::read(&answers[0]).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&answers[0], bytes).unwrap();
    assert_same_answer(&again, &plain.scored, &tea(&again, 3).scored);
    assert_same_answer(&again, &plain.scored, &tea(&again, 3).scored);
    // A changed file is another past.
    shop(folder.path(), 70);
    let changed = tea(&prepared(&paths, &storage).1, 3);
    assert_ne!(changed.scored.propensity, plain.scored.propensity);
    drop((first, again));
    storage.clear();
    assert!(kept_answers(kept.path()).is_empty());
    assert_eq!(plain.scored.method, Method::Model);
}

#[test]
fn consent_that_an_export_does_not_tell_any_more_lets_nobody_in() {
    let folder = tempfile::tempdir().unwrap();
    let paths = shop(folder.path(), 300);
    let customers = |header: &str, cell: &str| {
        let rows: String = (0..17).map(|i| format!("u{i},u{i}@example.com{cell}\n")).collect();
        fs::write(&paths[1], format!("user_id,email{header}\n{rows}")).unwrap();
    };
    let (options, storage, none) = (Options::default(), Storage::default(), Progress::none());
    customers(",newsletter,do_not_contact", ",yes,");
    let (_, suggestion) = look(&paths, &options, &storage, &none).unwrap();
    let klaviyo = crate::export::find("klaviyo").into_iter().map(crate::export::Choice::of);
    let mailed = crate::project::Lists { choices: klaviyo.collect(), ..Default::default() };
    assert!(!mailed.choices.is_empty());
    let columns = |lists: &crate::project::Lists| {
        let (files, _) = look(&paths, &options, &storage, &none).unwrap();
        let ready = prepare(&files, &suggestion.catalog, &options, &storage, &none).unwrap();
        let filter = consent_filter(&ready, lists);
        let columns = |consent: &crate::export::Consent| {
            let mut columns: Vec<String> = consent.columns().map(str::to_owned).collect();
            columns.sort();
            columns
        };
        filter.consent.as_ref().map(columns).unwrap_or_default()
    };
    assert_eq!(columns(&mailed), ["do_not_contact", "newsletter"]);
    // Both are asked for still; that there is no such trait stops the list.
    customers(",newsletter", ",yes");
    assert_eq!(columns(&mailed), ["do_not_contact", "newsletter"]);
    customers(",status", ",fine");
    assert_eq!(columns(&mailed), ["do_not_contact", "newsletter"]);
    let table = crate::project::Lists::default();
    assert_eq!(columns(&table), Vec::<String>::new(), "a table is for one's own use");
}

#[test]
fn people_under_two_ids_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let paths = shop(folder.path(), 300);
    let said = |more: &str| {
        let orders = folder.path().join("orders.csv");
        fs::write(&orders, format!("email,timestamp,event,product_id\n{more}")).unwrap();
        let ready = prepared(&[paths.clone(), vec![orders]].concat(), &Storage::default()).1;
        let notes = ready.report.notes();
        notes.into_iter().find(|note| note.contains("under another ID"))
    };
    let orders = |addresses: &[&str]| -> String {
        let row = |n: usize| {
            let (address, day) = (addresses[n % addresses.len()], 1 + n % 27);
            format!("{address},2025-03-{day:02}T10:00:00Z,Ordered,p{}\n", n % 11)
        };
        (0..60).map(row).collect()
    };
    let strangers = ["a@ex.org", "b@ex.org", "c@ex.org"];
    assert_eq!(said(&orders(&strangers)), None);
    let one = said(&orders(&["U1@example.com", "ann@ex.org"]));
    assert!(one.is_some_and(|words| words.starts_with("Some people are in your events")));
    // Two people have this address.
    let customers = fs::read_to_string(&paths[1]).unwrap();
    fs::write(&paths[1], customers.replace("u2@example.com", "u1@example.com")).unwrap();
    let shared = said(&orders(&["U1@example.com", "ann@ex.org"]));
    assert!(shared.is_some_and(|words| words.starts_with("1 person is in your events")));
}
