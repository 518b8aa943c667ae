//! The walk over JSON lines beside other readers of JSON: the same seven fields of the same generated
//! Segment calls, some 70 MB of them, on one thread. Each hands out texts; only ours and `jiter` give
//! numbers as they are written.

// A benchmark that cannot read what it wrote has nothing to measure.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use jiter::Jiter;
use simd_json::prelude::*;
use sonic_rs::{JsonValueTrait, PointerTree, pointer};

fn main() {
    divan::main();
}

/// As many calls take some 70 MB.
const LINES: u64 = 90_000;

const PATHS: [&str; 7] = [
    "userId",
    "event",
    "timestamp",
    "properties.product_id",
    "properties.brand",
    "properties.category",
    "properties.price",
];

static CALLS: LazyLock<String> = LazyLock::new(|| {
    let mut out = String::new();
    for row in 0..LINES {
        // A multiplicative hash is random enough for reading.
        let random = |salt: u64| (row + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let item = random(1) % 20_000;
        writeln!(
            out,
            r#"{{"type":"track","messageId":"ajs-next-{:016x}{:016x}","anonymousId":"{:016x}","userId":"u{}","event":"Product Viewed","properties":{{"product_id":"sku-{item}","sku":"S{item}","name":"Cup \"No. {item}\"","brand":"brand {}","category":"cat {}","price":{}.{:02},"quantity":1,"currency":"EUR","url":"https://shop.example/p/{item}?from=list"}},"context":{{"library":{{"name":"analytics.js","version":"2.11.1"}},"page":{{"path":"/p/{item}","title":"Cup No. {item} – the shop","url":"https://shop.example/p/{item}"}},"locale":"de-DE","userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"}},"timestamp":"2026-01-{:02}T10:{:02}:00.123Z","sentAt":"2026-01-31T10:00:00.240Z","receivedAt":"2026-01-31T10:00:00.431Z","channel":"client","version":2}}"#,
            random(2),
            random(3),
            random(4),
            random(5) % 50_000,
            item % 500,
            item % 60,
            5 + item % 90,
            item % 100,
            1 + row % 28,
            row % 60
        )
        .unwrap();
    }
    out
});

/// Calls a reader of lines and holds what it found against what there is: bytes of the six texts.
fn measure(bencher: Bencher<'_, '_>, read: impl Fn(&str) -> usize + Sync) {
    let calls = CALLS.as_str();
    let mut expected = 0;
    for line in calls.lines() {
        let call: serde_json::Value = serde_json::from_str(line).unwrap();
        for path in &PATHS[..6] {
            let pointer = format!("/{}", path.replace('.', "/"));
            expected += call.pointer(&pointer).unwrap().as_str().unwrap().len();
        }
    }
    bencher.counter(BytesCount::of_str(calls)).bench(|| assert_eq!(read(calls), expected));
}

#[divan::bench(sample_count = 7, sample_size = 1)]
fn ours(bencher: Bencher<'_, '_>) {
    measure(bencher, |calls| {
        let mut bytes = 0;
        let bad = likely::import::json_lines(calls.as_bytes(), &PATHS, |texts| {
            bytes += texts[..6].iter().flatten().map(|text| text.len()).sum::<usize>();
            assert!(texts[6].is_some());
        });
        assert_eq!(bad, 0);
        bytes
    });
}

#[divan::bench(name = "jiter", sample_count = 7, sample_size = 1)]
fn by_jiter(bencher: Bencher<'_, '_>) {
    #[derive(Clone, Copy)]
    enum Key {
        Text,
        Number,
        Properties,
        Other,
    }
    let outer = |key: &str| match key {
        "userId" | "event" | "timestamp" => Key::Text,
        "properties" => Key::Properties,
        _ => Key::Other,
    };
    let inner = |key: &str| match key {
        "product_id" | "brand" | "category" => Key::Text,
        "price" => Key::Number,
        _ => Key::Other,
    };
    measure(bencher, |calls| {
        let mut bytes = 0;
        for line in calls.lines() {
            let mut json = Jiter::new(line.as_bytes());
            let mut key = json.next_object().unwrap().map(outer);
            while let Some(now) = key {
                match now {
                    Key::Text => bytes += json.next_str().unwrap().len(),
                    Key::Properties => {
                        let mut key = json.next_object().unwrap().map(inner);
                        while let Some(now) = key {
                            match now {
                                Key::Text => bytes += json.next_str().unwrap().len(),
                                Key::Number => {
                                    assert!(!json.next_number_bytes().unwrap().is_empty());
                                }
                                _ => json.next_skip().unwrap(),
                            }
                            key = json.next_key().unwrap().map(inner);
                        }
                    }
                    _ => json.next_skip().unwrap(),
                }
                key = json.next_key().unwrap().map(outer);
            }
        }
        bytes
    });
}

/// Parses in place, so that the line has to be copied first.
#[divan::bench(name = "simd-json", sample_count = 7, sample_size = 1)]
fn by_simd_json(bencher: Bencher<'_, '_>) {
    measure(bencher, |calls| {
        let (mut bytes, mut buffer) = (0, Vec::new());
        for line in calls.lines() {
            buffer.clear();
            buffer.extend_from_slice(line.as_bytes());
            let call = simd_json::to_borrowed_value(&mut buffer).unwrap();
            let mut add = |value: Option<&simd_json::BorrowedValue<'_>>| {
                bytes += value.and_then(|value| value.as_str()).unwrap().len();
            };
            ["userId", "event", "timestamp"].into_iter().for_each(|key| add(call.get(key)));
            let properties = call.get("properties").unwrap();
            ["product_id", "brand", "category"]
                .into_iter()
                .for_each(|key| add(properties.get(key)));
            assert!(properties.get("price").and_then(|price| price.as_f64()).is_some());
        }
        bytes
    });
}

#[divan::bench(name = "sonic-rs", sample_count = 7, sample_size = 1)]
fn by_sonic_rs(bencher: Bencher<'_, '_>) {
    let mut tree = PointerTree::new();
    for key in ["userId", "event", "timestamp"] {
        tree.add_path(&pointer![key]);
    }
    for key in ["product_id", "brand", "category", "price"] {
        tree.add_path(&pointer!["properties", key]);
    }
    measure(bencher, |calls| {
        let mut bytes = 0;
        for line in calls.lines() {
            let found = sonic_rs::get_many(line, &tree).unwrap();
            for value in &found[..6] {
                bytes += value.as_ref().and_then(|value| value.as_str()).unwrap().len();
            }
            assert!(!found[6].as_ref().unwrap().as_raw_str().is_empty());
        }
        bytes
    });
}
