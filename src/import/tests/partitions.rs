//! Folders that say fields, and files of which only that is brought which is looked at.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;

use super::*;
use crate::base::file_stamp::FileStamp;
use crate::base::remote::{self, About, Stores, Upload};

/// A table as a file of each kind.
fn written(kind: &str, names: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    match kind {
        "csv" => {
            let line = |cells: &[String]| format!("{}\n", cells.join(","));
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            (line(&names) + &rows.iter().map(|row| line(row)).collect::<String>()).into_bytes()
        }
        "jsonl" => {
            let object = |row: &Vec<String>| {
                let members = names.iter().zip(row).map(|(n, v)| format!("{n:?}: {v:?}"));
                format!("{{{}}}\n", members.collect::<Vec<_>>().join(", "))
            };
            rows.iter().map(object).collect::<String>().into_bytes()
        }
        _ => parquet(names, rows, 1 << 20),
    }
}

fn parquet(names: &[&str], rows: &[Vec<String>], group: usize) -> Vec<u8> {
    let column = |at: usize| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(row[at].as_str())).collect::<StringArray>())
    };
    let columns = names.iter().enumerate().map(|(at, name)| (*name, column(at)));
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(group))
        .set_dictionary_enabled(false)
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A partitioned folder reads as the table with the columns inside.
    #[test]
    fn a_partitioned_folder_is_the_table(
        rows in proptest::collection::vec((0..5_u8, 1..4_u8, 0..3_u8), 1..40),
        kind in proptest::sample::select(vec!["csv", "jsonl", "parquet"]),
    ) {
        let cells = |(person, day, shop): &(u8, u8, u8)| {
            vec![format!("u{person}"), format!("2026-01-0{day}"), format!("shop: {shop}")]
        };
        let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
        let folder = Folder::new();
        let whole = folder.file(&format!("whole.{kind}"), written(kind, &["person", "day", "shop"], &rows));
        let mut parts: BTreeMap<(&str, &str), Vec<Vec<String>>> = BTreeMap::new();
        for row in &rows {
            parts.entry((&row[1], &row[2])).or_default().push(row[..1].to_vec());
        }
        let either = Wanted { paths: vec!["none".into(), "shop".into()], ..text("shop") };
        let wanted = [time("day"), text("person"), either, text("shop")];
        let mut read = Vec::new();
        for ((day, shop), rows) in parts {
            let shop = shop.replace(':', "%3A");
            let place = folder.0.path().join(format!("lake/shop={shop}/day={day}"));
            fs::create_dir_all(&place).unwrap();
            let part = place.join(format!("part-0.{kind}"));
            fs::write(&part, written(kind, &["person"], &rows)).unwrap();
            read.extend(load(&part, &wanted, &Options::default()).unwrap().0);
            // Where nothing is wanted of the file itself, it still has its rows.
            let only = load(&part, &[text("day")], &Options::default()).unwrap().0;
            prop_assert_eq!(only, vec![vec![day.to_owned()]; rows.len()]);
        }
        read.sort();
        prop_assert_eq!(read, load(&whole, &wanted, &Options::default()).unwrap().0);
    }
}

#[test]
fn what_a_file_says_itself_counts() {
    let folder = Folder::new();
    let place = folder.0.path().join("day=2026-01-01/shop=a");
    fs::create_dir_all(&place).unwrap();
    let file = place.join("part.csv");
    fs::write(&file, "person,day\nu1,2025-05-05\nu2,\n").unwrap();
    let (rows, _) = load(&file, &["person", "day", "shop"].map(text), &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["u1", "2025-05-05", "a"], &["u2", "", "a"]]));
    let source = open(&file, &Options::default(), &Progress::none()).unwrap();
    let names: Vec<&str> = source.fields.iter().map(|field| field.path.as_str()).collect();
    assert_eq!(names, ["person", "day", "shop"]);
    assert!(source.preview.iter().all(|row| row.len() == 3), "{:?}", source.preview);
}

/// Files of this machine as if they were far away.
#[derive(Debug)]
struct Far(&'static AtomicU64);

fn near(url: &str) -> &Path {
    Path::new(url.strip_prefix("far://").unwrap())
}

impl Stores for Far {
    fn about(&self, url: &str) -> io::Result<About> {
        let FileStamp { bytes, modified } =
            FileStamp::of(near(url)).ok_or(io::ErrorKind::NotFound)?;
        Ok(About { bytes, modified, version: None })
    }

    fn bring(&self, url: &str, range: Range<u64>, to: &mut File) -> io::Result<()> {
        let mut bytes = vec![0; (range.end - range.start) as usize];
        let mut file = File::open(near(url))?;
        file.seek(SeekFrom::Start(range.start))?;
        file.read_exact(&mut bytes)?;
        to.seek(SeekFrom::Start(range.start))?;
        self.0.fetch_add(range.end - range.start, Ordering::Relaxed);
        to.write_all(&bytes)
    }

    fn upload(&self, _: &File, _: &str) -> io::Result<Box<dyn Upload>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn try_writing(&self, _: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove(&self, _: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Of a file that is far away only a part is brought to say what it is, and it says the same; reading brings all.
#[test]
fn a_glimpse_says_what_the_whole_file_says() {
    static BROUGHT: AtomicU64 = AtomicU64::new(0);
    remote::reach(Box::new(Far(&BROUGHT)));
    let folder = Folder::new();
    let row = |n: usize| {
        // Noise, so that packing leaves something.
        let noise = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        vec![format!("u{}", n % 997), format!("2026-01-{:02}", 1 + n / 9_000), format!("{noise:x}")]
    };
    let names = ["person", "day", "note"];
    let rows: Vec<Vec<String>> = (0..150_000).map(row).collect();
    let csv = written("csv", &names, &rows);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&csv).unwrap();
    let zstd = zstd::encode_all(csv.as_slice(), 1).unwrap();
    let array = format!("[{}]", "{\"a\": \"1\", \"b\": \"x\"},\n".repeat(120_000));
    let files = [
        ("plain.csv", csv.clone()),
        ("packed.csv.gz", gzip.finish().unwrap()),
        ("packed.csv.zst", zstd),
        ("lines.jsonl", written("jsonl", &names, &rows)),
        ("list.json", array.into_bytes()),
        ("groups.parquet", parquet(&names, &rows, 15_000)),
        ("small.csv", csv[..300_000].to_vec()),
        ("small.parquet", parquet(&names, &rows[..50], 20)),
        ("archive.zip", zipped(&[("a.csv", &csv[..3_000_000])])),
    ];
    for (name, bytes) in files {
        let path = folder.file(name, &bytes);
        let far = PathBuf::from(format!("far://{}", path.display()));
        let (options, none) = (Options::default(), Progress::none());
        let whole = open(&path, &options, &none).unwrap();
        let before = BROUGHT.load(Ordering::Relaxed);
        let glimpse = open(&far, &options, &none).unwrap();
        let brought = BROUGHT.load(Ordering::Relaxed) - before;
        assert_eq!(Source { path: path.clone(), ..glimpse }, whole, "{name}");
        let all = bytes.len() as u64;
        let small = all < 4_500_000 && !name.ends_with("parquet") || name.starts_with("small");
        assert!(small || brought < all * 3 / 4, "{name}: {brought} of {all}");
        if !["packed.csv.gz", "groups.parquet", "archive.zip"].contains(&name) {
            continue;
        }
        let wanted: Vec<Wanted> = whole.fields.iter().map(|field| text(&field.path)).collect();
        let (here, there) = (load(&path, &wanted, &options), load(&far, &wanted, &options));
        assert!(here.unwrap() == there.unwrap(), "{name}");
    }
}
