//! What was kept is used when it is whole and of the same files and decisions, and changes nothing.

use std::fs;
use std::path::Path;

use super::*;

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

fn prepared(paths: &[PathBuf], storage: &Storage) -> (Vec<Scan>, Ready) {
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

#[test]
fn what_was_kept_is_used_and_is_the_same() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths = shop(folder.path(), 500);
    let storage = Storage { folder: Some(kept.path().join("kept")), ..Storage::default() };
    let plain = prepared(&paths, &Storage::default());
    let first = prepared(&paths, &storage);
    let second = prepared(&paths, &storage);
    assert!(!first.1.history.is_on_disk() && second.1.history.is_on_disk());
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
    let again = prepared(&paths, &storage);
    assert!(!again.1.history.is_on_disk());
    assert_same(&first, &again);
    assert!(prepared(&paths, &storage).1.history.is_on_disk());
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
