//! How fast files are read: generated events in CSV, JSON lines and
//! Parquet. `LIKELY_BENCH_ROWS` sets the number of events (1,000,000 unless said otherwise).

// A benchmark that cannot write its files has nothing to measure.
#![allow(clippy::unwrap_used)]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use likely::base::progress::Progress;
use likely::import::{Essential, Options, ReadAs, Request, TimeFormat, Wanted, open, read};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    divan::main();
}

fn rows() -> usize {
    common::number_from("LIKELY_BENCH_ROWS", 1_000_000)
}

/// An event: person, time, event, product, brand, category, price.
fn event(row: u64) -> (String, i64, &'static str, String, String, String, f64) {
    // A multiplicative hash is random enough for reading.
    let random = |salt: u64| (row + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    let item = random(1) % 20_000;
    let name =
        ["Product Viewed", "Product Viewed", "Product Viewed", "Product Added", "Order Completed"];
    (
        format!("u{}", random(2) % 500_000),
        1_672_531_200_000 + (random(3) % (365 * 86_400)) as i64 * 1000,
        name[(random(4) % 5) as usize],
        format!("sku-{item}"),
        format!("brand {}", item % 500),
        format!("cat {}", item % 60),
        5.0 + (item % 300) as f64 * 0.7,
    )
}

/// A file of the generated events, written once a machine.
fn file(ending: &str, write: impl Fn(&mut BufWriter<File>, usize)) -> PathBuf {
    let rows = rows();
    let path = std::env::temp_dir().join(format!("likely-bench-{rows}.{ending}"));
    if !path.exists() {
        let part = path.with_extension("part");
        let mut out = BufWriter::new(File::create(&part).unwrap());
        write(&mut out, rows);
        out.flush().unwrap();
        drop(out);
        std::fs::rename(part, &path).unwrap();
    }
    path
}

fn iso(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap().to_string()
}

fn csv() -> PathBuf {
    file("csv", |out, rows| {
        writeln!(out, "user_id,timestamp,event,product_id,brand,category,price").unwrap();
        for row in 0..rows as u64 {
            let (user, time, name, product, brand, category, price) = event(row);
            let time = iso(time);
            writeln!(out, "{user},{time},{name},{product},{brand},{category},{price:.2}").unwrap();
        }
    })
}

fn quoted_csv() -> PathBuf {
    file("quoted.csv", |out, rows| {
        writeln!(out, "user_id,timestamp,event,product_id,brand,category,price").unwrap();
        for row in 0..rows as u64 {
            let (user, time, name, product, brand, category, price) = event(row);
            let time = iso(time);
            writeln!(out, "\"{user}\",\"{time}\",\"{name}\",\"{product}\",\"{brand}\",\"{category}\",\"{price:.2}\"").unwrap();
        }
    })
}

fn json_lines() -> PathBuf {
    file("jsonl", |out, rows| {
        for row in 0..rows as u64 {
            let (user, time, name, product, brand, category, price) = event(row);
            let time = iso(time);
            writeln!(
                out,
                r#"{{"type":"track","event":"{name}","userId":"{user}","timestamp":"{time}","properties":{{"product_id":"{product}","brand":"{brand}","category":"{category}","price":{price:.2}}}}}"#
            )
            .unwrap();
        }
    })
}

fn gzip() -> PathBuf {
    let plain = csv();
    file("csv.gz", |out, _| {
        let mut packer = flate2::write::GzEncoder::new(out, flate2::Compression::default());
        std::io::copy(&mut File::open(&plain).unwrap(), &mut packer).unwrap();
        packer.finish().unwrap();
    })
}

fn parquet() -> PathBuf {
    file("parquet", |out, rows| {
        let mut writer: Option<ArrowWriter<&mut BufWriter<File>>> = None;
        let mut out = Some(out);
        for start in (0..rows).step_by(1 << 20) {
            let events: Vec<_> =
                (start..rows.min(start + (1 << 20))).map(|r| event(r as u64)).collect();
            let text = |f: &dyn Fn(usize) -> String| -> ArrayRef {
                Arc::new((0..events.len()).map(|i| Some(f(i))).collect::<StringArray>())
            };
            let times: TimestampMillisecondArray = events.iter().map(|e| Some(e.1)).collect();
            let prices: Float64Array = events.iter().map(|e| Some(e.6)).collect();
            let batch = RecordBatch::try_from_iter([
                ("user_id", text(&|i| events[i].0.clone())),
                ("timestamp", Arc::new(times) as ArrayRef),
                ("event", text(&|i| events[i].2.into())),
                ("product_id", text(&|i| events[i].3.clone())),
                ("brand", text(&|i| events[i].4.clone())),
                ("category", text(&|i| events[i].5.clone())),
                ("price", Arc::new(prices) as ArrayRef),
            ])
            .unwrap();
            let writer = match &mut writer {
                Some(writer) => writer,
                None => {
                    let zstd = Compression::ZSTD(Default::default());
                    let properties = WriterProperties::builder().set_compression(zstd).build();
                    let new =
                        ArrowWriter::try_new(out.take().unwrap(), batch.schema(), Some(properties));
                    writer.insert(new.unwrap())
                }
            };
            writer.write(&batch).unwrap();
        }
        writer.unwrap().close().unwrap();
    })
}

/// Reads the seven fields of every event.
fn whole(bencher: Bencher<'_, '_>, path: &Path, prefix: &str, person: &str) {
    let options = Options::default();
    let source = open(path, &options, &Progress::none()).unwrap();
    let field = |path: String| Wanted { paths: vec![path], read_as: ReadAs::Text, required: None };
    let mut fields = vec![
        Wanted { required: Some(Essential::Person), ..field(person.into()) },
        Wanted {
            read_as: ReadAs::Time(TimeFormat::Auto),
            required: Some(Essential::Time),
            ..field("timestamp".into())
        },
        field("event".into()),
    ];
    for name in ["product_id", "brand", "category", "price"] {
        fields.push(field(format!("{prefix}{name}")));
    }
    let request = Request { fields, limit: None };
    bencher.counter(ItemsCount::new(rows())).counter(BytesCount::new(source.bytes)).bench(|| {
        let seen = AtomicUsize::new(0);
        let sink = |batch: likely::import::Batch| {
            seen.fetch_add(batch.rows, Ordering::Relaxed);
            Ok(())
        };
        let report = read(&source, &request, &options, &sink, &Progress::none()).unwrap();
        assert_eq!((report.used as usize, seen.into_inner()), (rows(), rows()));
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_csv(bencher: Bencher<'_, '_>) {
    whole(bencher, &csv(), "", "user_id");
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_csv_quoted(bencher: Bencher<'_, '_>) {
    whole(bencher, &quoted_csv(), "", "user_id");
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_csv_gzip(bencher: Bencher<'_, '_>) {
    whole(bencher, &gzip(), "", "user_id");
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_json_lines(bencher: Bencher<'_, '_>) {
    whole(bencher, &json_lines(), "properties.", "userId");
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_parquet(bencher: Bencher<'_, '_>) {
    whole(bencher, &parquet(), "", "user_id");
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn open_csv(bencher: Bencher<'_, '_>) {
    let path = csv();
    bencher.bench(|| open(&path, &Options::default(), &Progress::none()).unwrap());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn open_json_lines(bencher: Bencher<'_, '_>) {
    let path = json_lines();
    bencher.bench(|| open(&path, &Options::default(), &Progress::none()).unwrap());
}
