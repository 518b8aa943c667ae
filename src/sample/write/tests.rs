//! What the export files must be: repeatable, in the shape of their tools, all or none.

use std::collections::HashSet;
use std::io::Read as _;

use super::*;
use crate::base::atomic_file::fault;
use crate::sample::{EventKind, Spec, generate};

fn store() -> Store {
    let spec = Spec { people: 300, events: 6_000, seed: 5, ..Spec::default() };
    generate(spec, &Progress::none()).unwrap()
}

fn contents(files: &[PathBuf]) -> Vec<Vec<u8>> {
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_in_every_format() {
    for format in SampleFormat::ALL {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [one, two] = folders
            .each_ref()
            .map(|folder| write(&store(), format, folder.path(), &Progress::none()).unwrap());
        assert!(!one.is_empty());
        assert!(contents(&one) == contents(&two), "{format:?}");
        assert_eq!(SampleFormat::from_key(format.key()), Some(format));
    }
}

#[test]
fn segment_logs_have_the_shape_of_the_spec() {
    let folder = tempfile::tempdir().unwrap();
    let store = store();
    let files = write(&store, SampleFormat::Segment, folder.path(), &Progress::none()).unwrap();
    assert_eq!(files.len(), 12);
    assert!(files[0].to_string_lossy().contains("/1761955200000/"));
    let (mut ids, mut orders, mut names) = (HashSet::new(), 0, HashSet::new());
    for file in &files {
        let mut text = String::new();
        let mut gzip = flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap());
        gzip.read_to_string(&mut text).unwrap();
        for line in text.lines() {
            let call: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(ids.insert(call["messageId"].as_str().unwrap().to_owned()));
            assert!(call["anonymousId"].is_string() && call["timestamp"].is_string());
            if call["type"] == "identify" {
                assert!(call["userId"].is_string() && call["traits"]["createdAt"].is_string());
                continue;
            }
            let (name, properties) = (call["event"].as_str().unwrap(), &call["properties"]);
            names.insert(name.to_owned());
            match name {
                "Order Completed" => {
                    orders += 1;
                    assert!(properties["order_id"].is_string());
                    let products = properties["products"].as_array().unwrap();
                    let total: f64 = products
                        .iter()
                        .map(|p| p["price"].as_f64().unwrap() * p["quantity"].as_f64().unwrap())
                        .sum();
                    assert!((total - properties["revenue"].as_f64().unwrap()).abs() < 0.001);
                }
                "Product Viewed" => assert!(properties["product_id"].is_string()),
                "Products Searched" => assert!(properties["query"].is_string()),
                "Article Read" => assert!(properties["article_id"].is_string()),
                _ => {}
            }
        }
    }
    assert_eq!(ids.len(), store.events.len());
    assert!(orders > 20);
    assert!(names.len() + 1 >= EventKind::ALL.len() - 2, "{names:?}");
}

#[test]
fn csv_and_parquet_hold_the_same_rows() {
    let folder = tempfile::tempdir().unwrap();
    let store = store();
    write(&store, SampleFormat::Csv, folder.path(), &Progress::none()).unwrap();
    write(&store, SampleFormat::Parquet, folder.path(), &Progress::none()).unwrap();
    let interactions: usize = (store.events.iter())
        .filter(|event| event.kind != EventKind::Identify)
        .map(|event| store.lines(event).len().max(1))
        .sum();
    for (name, rows) in [
        ("events", interactions),
        ("products", store.products.len() + store.articles.len() + 2),
        ("people", store.people.iter().filter(|p| p.known).count()),
    ] {
        let mut csv =
            ::csv::Reader::from_path(folder.path().join(name).with_extension("csv")).unwrap();
        let mut ids = HashSet::new();
        for record in csv.records() {
            assert!(ids.insert(record.unwrap()[0].to_owned()), "IDs of {name} differ");
        }
        assert_eq!(ids.len(), rows, "{name}.csv");
        let file = std::fs::File::open(folder.path().join(name).with_extension("parquet")).unwrap();
        let reader = ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file);
        let reader = reader.unwrap().build().unwrap();
        let read: usize = reader.map(|batch| batch.unwrap().num_rows()).sum();
        assert_eq!(read, rows, "{name}.parquet");
    }
}

#[test]
fn a_file_that_is_there_stays_and_nothing_half_is_left() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("people.csv"), "mine").unwrap();
    let failed = write(&store(), SampleFormat::Csv, folder.path(), &Progress::none());
    assert!(matches!(failed, Err(SampleError::File(FileError::Exists(_)))));
    let mine = std::fs::read_to_string(folder.path().join("people.csv")).unwrap();
    assert_eq!((mine.as_str(), folder.path().read_dir().unwrap().count()), ("mine", 1));
}

#[test]
fn a_full_disk_is_said_in_words_in_every_format() {
    // One thread, which is the one that faults are made for.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let store = store();
    for format in SampleFormat::ALL {
        for room in [0, 3000] {
            let folder = tempfile::tempdir().unwrap();
            let failed = pool.install(|| {
                fault::after(Some((room, std::io::ErrorKind::StorageFull)));
                let failed = write(&store, format, folder.path(), &Progress::none());
                fault::after(None);
                failed
            });
            let full = matches!(failed, Err(SampleError::File(FileError::DiskFull(_))));
            assert!(full, "{format:?} after {room} bytes: {failed:?}");
        }
    }
}

#[test]
fn as_many_events_are_counted_while_writing_as_the_table_has() {
    let (store, progress) = (store(), Progress::new());
    let folder = tempfile::tempdir().unwrap();
    let files = write(&store, SampleFormat::Csv, folder.path(), &progress).unwrap();
    let rows = std::fs::read_to_string(&files[0]).unwrap().lines().count() as u64 - 1;
    let counted = progress.snapshot().unwrap();
    assert_eq!((counted.done, counted.total), (rows, rows));
}

#[test]
fn writing_stops_when_asked_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (store, progress) = (store(), Progress::new());
    progress.stop();
    let stopped = write(&store, SampleFormat::Csv, folder.path(), &progress);
    assert!(matches!(stopped, Err(SampleError::Stopped(_))));
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[test]
fn ga4_mixpanel_and_posthog_hold_every_event() {
    let store = store();
    let events = store.events.iter().filter(|e| e.kind != EventKind::Identify).count();
    for (format, id) in [
        (SampleFormat::Ga4, "user_pseudo_id"),
        (SampleFormat::Mixpanel, "event"),
        (SampleFormat::PostHog, "distinct_id"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let files = write(&store, format, folder.path(), &Progress::none()).unwrap();
        let mut lines = 0;
        for file in files {
            let mut text = String::new();
            let mut gzip = flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap());
            gzip.read_to_string(&mut text).unwrap();
            for line in text.lines() {
                let value: serde_json::Value = serde_json::from_str(line).unwrap();
                assert!(value[id].is_string());
                lines += 1;
            }
        }
        assert_eq!(lines, events, "{format:?}");
    }
}

#[test]
fn warehouse_tables_are_one_an_event_with_lists_as_json() {
    let store = store();
    let folder = tempfile::tempdir().unwrap();
    let files = write(&store, SampleFormat::SegmentWarehouse, folder.path(), &Progress::none());
    assert_eq!(files.unwrap().len(), EventKind::ALL.len());
    let path = folder.path().join("order_completed.csv");
    let mut csv = ::csv::Reader::from_path(path).unwrap();
    let at = csv.headers().unwrap().iter().position(|h| h == "products").unwrap();
    let mut rows = 0;
    for record in csv.records() {
        let products: serde_json::Value = serde_json::from_str(&record.unwrap()[at]).unwrap();
        assert!(products[0]["sku"].is_string());
        rows += 1;
    }
    assert_eq!(rows, store.events.iter().filter(|e| e.kind == EventKind::OrderCompleted).count());
}

#[test]
fn shopify_repeats_only_the_order_number() {
    let store = store();
    let folder = tempfile::tempdir().unwrap();
    let files = write(&store, SampleFormat::Shopify, folder.path(), &Progress::none()).unwrap();
    let mut csv = ::csv::Reader::from_path(&files[0]).unwrap();
    let (mut orders, mut names) = (HashSet::new(), HashSet::new());
    for record in csv.records() {
        let record = record.unwrap();
        names.insert(record[0].to_owned());
        if !record[15].is_empty() {
            assert!(orders.insert(record[0].to_owned()));
            assert!(record[15].ends_with(" +0000"));
        }
        assert!(!record[17].is_empty() && !record[25].is_empty());
    }
    assert_eq!(orders, names);
}
