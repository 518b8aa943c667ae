//! Reading real and damaged files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

mod columns;
mod laws;
mod partitions;
mod parts;
mod shops;

use super::*;
use crate::base::progress::Progress;
use crate::common::data;

/// Everything read: rows of texts (times as milliseconds), sorted, and the report.
pub(super) fn load(
    path: &Path,
    wanted: &[Wanted],
    options: &Options,
) -> Result<(Vec<Vec<String>>, Report), ImportError> {
    let source = open(path, options, &Progress::none())?;
    let rows = Mutex::new(Vec::new());
    let request = Request { fields: wanted.to_vec(), limit: None };
    let sink = |batch: Batch| {
        let mut rows = rows.lock().unwrap();
        for row in 0..batch.rows {
            let cell = |c: &Column| match c {
                Column::Time(_) => c.time(row).map(|t| t.to_string()),
                _ => c.text(row).map(str::to_owned),
            };
            rows.push(batch.columns.iter().map(|c| cell(c).unwrap_or_default()).collect());
        }
        Ok(())
    };
    let report = read(&source, &request, options, &sink, &Progress::none())?;
    let skipped: u64 = report.skipped.iter().map(|s| s.rows).sum();
    assert_eq!(report.read, report.used + skipped, "{report:?}");
    let mut rows = rows.into_inner().unwrap();
    rows.sort();
    Ok((rows, report))
}

pub(super) fn text(path: &str) -> Wanted {
    Wanted { paths: vec![path.into()], read_as: ReadAs::Text, required: None }
}

pub(super) fn time(path: &str) -> Wanted {
    Wanted {
        paths: vec![path.into()],
        read_as: ReadAs::Time(TimeFormat::Auto),
        required: Some(Essential::Time),
    }
}

pub(super) struct Folder(tempfile::TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

fn strings(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect()
}

fn skipped(report: &Report) -> BTreeMap<&'static str, u64> {
    report.skipped.iter().map(|s| (&*s.reason.to_string().leak(), s.rows)).collect()
}

#[test]
fn lines_end_as_any_system_ends_them() {
    let folder = Folder::new();
    let rows = (0..30_000).map(|i| format!("\"u{i}\",item {},2025-01-31T12:30:05Z\n", i % 7));
    let table = format!("id,note,at\n{}", rows.collect::<String>());
    let wanted = [text("id"), text("note"), time("at")];
    let read = |name: &str, content: &[u8]| {
        let path = folder.file(name, content);
        let (rows, report) = load(&path, &wanted, &Options::default()).unwrap();
        assert_eq!((report.read, report.used), (30_000, 30_000), "{name}");
        rows
    };
    let usual = read("feed.csv", table.as_bytes());
    for (name, end) in [("both.csv", "\r\n"), ("return.csv", "\r")] {
        assert!(usual == read(name, table.replace('\n', end).as_bytes()), "{name}");
    }
    let packed = zstd::encode_all(table.replace('\n', "\r").as_bytes(), 1).unwrap();
    assert!(usual == read("return.csv.zst", &packed));
    let two_bytes = table.replace('\n', "\r");
    let two_bytes: Vec<u8> = two_bytes.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(usual == read("return 16.csv", &[b"\xff\xfe", &*two_bytes].concat()));
}

#[test]
fn csv_cells_stay_as_written() {
    let folder = Folder::new();
    let path = folder.file(
        "a.csv",
        "\u{feff}id,id,,note,at\r\n\
         007,17850.0,x,\"a \"\"b\"\", c\nd\",2025-01-31T12:30:05Z\r\n\
         12345678901234567,NULL,\\N,plain \"quote\",2025-01-31T12:30:05Z\r\n\
         \r\n\
         short,1\r\n\
         1,2,3,4,5,6\r\n\
         ,,,,\r\n\
         9,,,,soon\r\n",
    );
    let wanted = [text("id"), text("id 2"), text("column 3"), text("note"), time("at")];
    let (rows, report) = load(&path, &wanted, &Options::default()).unwrap();
    assert_eq!(
        rows,
        strings(&[
            &["007", "17850.0", "x", "a \"b\", c\nd", "1738326605000"],
            &["12345678901234567", "", "", "plain \"quote\"", "1738326605000"],
        ])
    );
    assert_eq!(report.read, 6);
    assert_eq!(
        skipped(&report),
        BTreeMap::from([
            ("empty row", 1),
            ("more fields than the header", 1),
            ("no time", 1),
            ("time cannot be read", 1)
        ])
    );
    let line = |reason: &str| {
        report.skipped.iter().find(|s| s.reason.to_string() == reason).unwrap().examples[0].line
    };
    assert_eq!(
        (line("no time"), line("more fields than the header"), line("time cannot be read")),
        (6, 7, 9)
    );
}

#[test]
fn json_lines_give_rows_and_reasons() {
    let folder = Folder::new();
    let path = folder.file(
        "a.txt",
        "{\"u\":\"1\",\"p\":{\"items\":[{\"sku\":1.50},{\"sku\":\"b\"}],\"g\":[\"x\",\"y\"]}}\n\
         {\"u\":\"2\",\"p\":{}}\n{\"u\":\"3\"\n\n{\"u\":}\nnonsense\n",
    );
    let wanted = [text("u"), text("p.items[].sku"), text("p.g")];
    let (rows, report) = load(&path, &wanted, &Options::default()).unwrap();
    assert_eq!(
        rows,
        strings(&[&["1", "1.50", "x\u{1f}y"], &["1", "b", "x\u{1f}y"], &["2", "", ""]])
    );
    assert_eq!((report.read, report.used), (5, 2));
    assert_eq!(
        skipped(&report),
        BTreeMap::from([("JSON cannot be read", 2), ("JSON is cut off", 1)])
    );
}

#[test]
fn real_sets_are_read_whole() {
    let plain =
        |path: &str, names: &[&str], at: &str| -> Option<(Source, Vec<Vec<String>>, Report)> {
            let path = data(path)?;
            let source = open(&path, &Options::default(), &Progress::none()).unwrap();
            let wanted: Vec<Wanted> = names.iter().map(|n| text(n)).chain([time(at)]).collect();
            let (rows, report) = load(&path, &wanted, &Options::default()).unwrap();
            Some((source, rows, report))
        };
    if let Some((source, rows, report)) = plain(
        "complete-journey/transactions.csv.gz",
        &["household_id", "product_id"],
        "transaction_timestamp",
    ) {
        assert_eq!((rows.len(), report.used, report.read), (75_000, 75_000, 75_000));
        assert_eq!(source.field("transaction_timestamp").unwrap().kind, Kind::Time);
        assert_eq!(source.field("quantity").unwrap().kind, Kind::Decimal);
    }
    if let Some((_, rows, report)) =
        plain("online-retail/2010-12.csv.gz", &["CustomerID", "Description"], "InvoiceDate")
    {
        assert_eq!((rows.len(), report.read), (42_481, 42_481));
        assert!(rows.iter().any(|r| r[0] == "17850.0"));
    }
    if let Some((source, rows, report)) =
        plain("movietweetings/ratings.ndjson.gz", &["userId", "properties.genres"], "timestamp")
    {
        assert_eq!((rows.len(), report.read), (141_695, 141_695));
        assert_eq!(source.format, Format::SegmentLogs);
        assert_eq!(source.field("properties.genres").unwrap().kind, Kind::List);
    }
}

#[test]
fn samples_are_recognised() {
    for (file, format) in [
        ("samples/segment/segment_track_examples.jsonl", Format::SegmentLogs),
        ("samples/segment/segment_spec_examples.jsonl", Format::SegmentLogs),
        ("samples/amplitude/amplitude_event_data.csv", Format::Amplitude),
        ("samples/amplitude/amplitude_event_type_data.csv", Format::Plain),
        ("samples/ga4/velir_ga4_bigquery_rows.jsonl", Format::Ga4),
        ("samples/ga4/ga4_purchase_items_excerpt.json", Format::Ga4),
        ("samples/mixpanel/mixpanel_export_docs_examples.jsonl", Format::Mixpanel),
        ("samples/snowplow/enriched_event.tsv", Format::Snowplow),
        ("complete-journey/people.csv", Format::Plain),
        ("complete-journey/products.csv.gz", Format::Plain),
    ] {
        let Some(path) = data(file) else { return };
        let source = open(&path, &Options::default(), &Progress::none()).unwrap();
        assert_eq!(
            source.format,
            format,
            "{file}: {:?}",
            source.fields.iter().map(|f| &f.path).collect::<Vec<_>>()
        );
        println!(
            "{file}: {} {:.2} {:?} {} fields, {:?} rows",
            source.format.name(),
            source.confidence,
            source.container,
            source.fields.len(),
            source.estimated_rows
        );
    }
}

#[test]
fn wholly_wrong_files_get_a_sentence() {
    let folder = Folder::new();
    let fails =
        |path: &Path| open(path, &Options::default(), &Progress::none()).unwrap_err().to_string();
    assert!(
        fails(&folder.file("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")).contains("a PNG picture")
    );
    assert!(fails(&folder.file("b.csv", "")).contains("is empty"));
    assert!(fails(&folder.file("c.csv", "user,time\n")).contains("no rows"));
    let twice = |bytes: &[u8]| zstd::encode_all(bytes, 1).unwrap();
    let packed = twice(&twice(b"user,time\nu1,2026-01-01\n"));
    assert!(fails(&folder.file("c.csv.zst", &packed)).contains("packed twice"));
    let long = format!("{{\"user\":\"{}\"}}\n", "u".repeat(3 << 20));
    assert!(fails(&folder.file("long.jsonl", &long)).contains("first row is not at its end"));
    assert!(fails(&folder.file("d.parquet", b"PAR1\x15\x04\x15")).contains("damaged or cut off"));
    assert!(fails(folder.0.path()).contains("is a folder"));
    #[cfg(unix)]
    {
        let circle = folder.0.path().join("circle.csv");
        std::os::unix::fs::symlink(&circle, &circle).unwrap();
        assert!(fails(&circle).contains("leads back to itself"));
    }
    assert!(fails(&folder.0.path().join("gone.csv")).contains("not there any more"));
    assert!(fails(&folder.file("e.gz", b"\x1f\x8b\x08\0\0")).contains("damaged"));
    assert!(
        fails(&folder.file("f.csv", [0_u8, 159, 146, 150, 0, 1, 2, 3].repeat(50)))
            .contains("binary")
    );
    assert!(fails(&folder.file("g.html", "<html><body>a,b</body></html>")).contains("web page"));
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        let packed = zip::CompressionMethod::Deflated;
        let options = zip::write::SimpleFileOptions::default().compression_method(packed);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

#[test]
fn archives_are_read_entry_by_entry_and_bombs_refused() {
    let folder = Folder::new();
    let one = gzipped(b"{\"user_id\":\"a\"}\n{\"user_id\":\"b\"}\n");
    let two = gzipped(b"{\"user_id\":\"c\"}\nbroken\n");
    let zip = zipped(&[
        ("218028/a.json.gz", &one),
        ("../../climbs/b.json.gz", &two),
        ("__MACOSX/x", b"no"),
    ]);
    let (rows, report) =
        load(&folder.file("a.zip", zip), &[text("user_id")], &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["a"], &["b"], &["c"]]));
    assert_eq!((report.read, report.used), (4, 3));

    let options =
        Options { max_unpack_free_bytes: 2 << 20, max_unpack_ratio: 20, ..Options::default() };
    let line =
        b"user_id,x\n".iter().copied().chain(b"aaaaaaa,1\n".repeat(1 << 20)).collect::<Vec<u8>>();
    for path in [
        folder.file("bomb.zip", zipped(&[("a.csv", &line)])),
        folder.file("bomb.csv.gz", gzipped(&line)),
        folder.file("twice.zip", zipped(&[("a.csv.gz", &gzipped(&line))])),
    ] {
        let failed = load(&path, &[text("user_id")], &options).err();
        assert!(matches!(failed, Some(ImportError::TooLarge { .. })), "{path:?}: {failed:?}");
        let most = Options { max_unpack_ratio: 100_000, ..options.clone() };
        assert_eq!(load(&path, &[text("user_id")], &most).unwrap().0.len(), 1 << 20);
    }
}

#[test]
fn zeros_behind_a_gzip_file_are_no_damage() {
    let folder = Folder::new();
    let table =
        |from: usize| (from..from + 20_000).map(|i| format!("u{i},n{i}\n")).collect::<String>();
    let parts =
        [gzipped(format!("id,note\n{}", table(0)).as_bytes()), gzipped(table(20_000).as_bytes())];
    let whole = [parts.concat(), vec![0; 600_000]].concat();
    let (rows, report) =
        load(&folder.file("a.csv.gz", &whole), &[text("id")], &Options::default()).unwrap();
    assert_eq!((rows.len(), report.read, report.damaged()), (40_000, 40_000, false));
    // What is none of these is.
    for more in [&b"more"[..], &[0, 0, 7], &parts[1][..parts[1].len() - 9]] {
        let file = folder.file("b.csv.gz", [&parts.concat(), more].concat());
        let (_, report) = load(&file, &[text("id")], &Options::default()).unwrap();
        assert!(report.damaged() && report.used >= 40_000, "{report:?}");
    }
}

#[test]
fn a_cut_archive_gives_the_rows_before_the_cut() {
    let folder = Folder::new();
    let mut text_of = String::from("user_id,x\n");
    for row in 0..200_000 {
        text_of.push_str(&format!("u{row},{}\n", row * 7919 % 1000));
    }
    let packed = gzipped(text_of.as_bytes());
    let path = folder.file("cut.csv.gz", &packed[..packed.len() / 2]);
    let (rows, report) = load(&path, &[text("user_id")], &Options::default()).unwrap();
    assert!(rows.len() > 50_000 && rows.len() < 150_000);
    assert_eq!(skipped(&report), BTreeMap::from([("file is cut off", 1)]));
    let line = report.skipped[0].examples[0].line;
    assert_eq!(line, rows.len() as u64 + 2);
}

#[test]
fn encodings_and_long_rows() {
    let folder = Folder::new();
    let content = "name;city\r\nJosé;Zürich\r\nZoë;Łódź\r\n";
    let utf16: Vec<u8> =
        [0xfeff].into_iter().chain(content.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin = encoding_rs::WINDOWS_1252.encode("name;city\r\nJosé;Zürich\r\n").0.into_owned();
    let wanted = [text("name"), text("city")];
    let (rows, _) = load(&folder.file("a.csv", utf16), &wanted, &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["José", "Zürich"], &["Zoë", "Łódź"]]));
    let (rows, _) = load(&folder.file("b.csv", latin), &wanted, &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["José", "Zürich"]]));

    let options = Options { max_row_bytes: 4 << 20, ..Options::default() };
    let mut long = b"name,city\na,b\nc,".to_vec();
    long.resize(20 << 20, b'x');
    long.extend_from_slice(b"\nd,e\n");
    let (rows, report) = load(&folder.file("c.csv", &long), &wanted, &options).unwrap();
    assert_eq!(rows, strings(&[&["a", "b"], &["d", "e"]]));
    assert_eq!(skipped(&report), BTreeMap::from([("row is too long", 1)]));
    assert_eq!(report.skipped[0].examples[0].line, 3);
}

#[test]
fn json_lists_are_streamed_and_lists_in_cells_unfold() {
    let folder = Folder::new();
    let list = "{\"meta\":{\"n\":2},\n\"data\": [\n {\"u\": \"1\", \"s\": \"},[\"},\n {\"u\": \"2\"} ,{\"u\":3}\n]}\n";
    let (rows, report) =
        load(&folder.file("a.json", list), &[text("u"), text("s")], &Options::default()).unwrap();
    assert_eq!((rows, report.read), (strings(&[&["1", "},["], &["2", ""], &["3", ""]]), 3));
    let csv = "id,products,genres\n1,\"[{\"\"sku\"\":\"\"a\"\"},{\"\"sku\"\":\"\"b\"\"}]\",\"[\"\"x\"\",\"\"y\"\"]\"\n2,[],[]\n";
    let path = folder.file("b.csv", csv);
    let source = open(&path, &Options::default(), &Progress::none()).unwrap();
    assert_eq!(source.field("genres").unwrap().kind, Kind::List);
    assert!(source.field("products[].sku").is_some());
    let (rows, _) =
        load(&path, &[text("id"), text("products[].sku"), text("genres")], &Options::default())
            .unwrap();
    assert_eq!(rows, strings(&[&["1", "a", "x\u{1f}y"], &["1", "b", "x\u{1f}y"], &["2", "", ""]]));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn damage_never_breaks_the_sums(bytes in proptest::collection::vec(proptest::num::u8::ANY, 1..8), at in proptest::collection::vec(0..400_usize, 1..8), json in proptest::bool::ANY) {
        let mut content = if json {
            "{\"user_id\":\"a\",\"p\":[{\"x\":1},{\"x\":\"2\"}]}\n".repeat(10).into_bytes()
        } else {
            format!("user_id,p\n{}", "a,\"b\nc\"\nd,e\n".repeat(30)).into_bytes()
        };
        for (byte, at) in bytes.iter().zip(&at) {
            let at = at % content.len();
            content[at] = *byte;
        }
        let folder = Folder::new();
        // `load` checks that the sums add up; some damage makes it no table at all.
        let _ = load(&folder.file("a", content), &[Wanted { required: Some(Essential::Person), ..text("user_id") }, text("p")], &Options::default());
    }
}

/// Three rows of nested and decimal columns.
fn nested_parquet() -> Vec<u8> {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Decimal128Array, RecordBatch, StringArray, StructArray};
    use arrow::datatypes::{DataType, Field};
    let ids: ArrayRef = Arc::new(StringArray::from(vec!["u1", "u2", "u3"]));
    let user = StructArray::from(vec![(Arc::new(Field::new("id", DataType::Utf8, true)), ids)]);
    let total = Decimal128Array::from(vec![Some(125), None, Some(-50)]);
    let total = total.with_precision_and_scale(12, 2).unwrap();
    let columns: [(&str, ArrayRef); 2] = [("user", Arc::new(user)), ("total", Arc::new(total))];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut file = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    file
}

#[test]
fn nested_and_decimal_parquet_is_read_also_inside_an_archive() {
    let folder = Folder::new();
    let file = nested_parquet();
    let wanted = [text("user.id"), text("total")];
    let all = strings(&[&["u1", "1.25"], &["u2", ""], &["u3", "-0.50"]]);
    let plain = folder.file("a.parquet", &file);
    assert_eq!(load(&plain, &wanted, &Options::default()).unwrap().0, all);
    let zip = folder.file("a.zip", zipped(&[("day/a.parquet", &file), ("day/b.parquet", &file)]));
    let (rows, report) = load(&zip, &wanted, &Options::default()).unwrap();
    assert_eq!((rows.len(), report.read, report.used), (6, 6, 6));
    let mixed = folder.file("m.zip", zipped(&[("a.parquet", &file), ("b.csv", b"id,x\n1,2\n")]));
    let (rows, report) = load(&mixed, &wanted, &Options::default()).unwrap();
    assert_eq!(rows, all);
    assert_eq!(skipped(&report), BTreeMap::from([("the file “b.csv” has no field “user.id”", 1)]));
    let inside = folder.file("z.zip", zipped(&[("a.zip", &zipped(&[("a.csv", b"a,b\n1,2\n")]))]));
    let failed = open(&inside, &Options::default(), &Progress::none()).unwrap_err().to_string();
    assert!(failed.contains("unpack it first"), "{failed}");
    let half = folder.file("half.parquet", &file[..file.len() / 2]);
    let failed = open(&half, &Options::default(), &Progress::none()).unwrap_err().to_string();
    assert!(failed.contains("damaged or cut off"), "{failed}");
}

#[test]
fn hostile_rows_stop_only_themselves() {
    let folder = Folder::new();
    let years = "user_id,at\na,0000-01-01\nb,9999-12-31T23:59:59Z\nc,2026-01-01\nd,253402300799\n";
    let required = |name: &str, what| Wanted { required: Some(what), ..time(name) };
    let path = folder.file("years.csv", years);
    let wanted = [text("user_id"), required("at", Essential::Time)];
    let (rows, report) = load(&path, &wanted, &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["c", "1767225600000"]]));
    assert_eq!(skipped(&report), BTreeMap::from([("time out of range", 3)]));

    let deep = format!("{{\"u\":{}1{}}}\n", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    let path = folder.file("deep.json", format!("{{\"u\":\"1\"}}\n{deep}{{\"u\":\"2\"}}\n"));
    let (rows, report) = load(&path, &[text("u")], &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["1"], &["2"]]));
    assert_eq!(skipped(&report), BTreeMap::from([("JSON is nested too deeply", 1)]));

    let kinds = ["1", "1.5", "true", "null", "\"x\"", "[1,2]", "{\"a\":1}", "[{\"b\":2}]", "\"\""];
    let lines: String = kinds.iter().map(|k| format!("{{\"u\":\"1\",\"v\":{k}}}\n")).collect();
    let (rows, report) =
        load(&folder.file("mixed.json", lines), &[text("u"), text("v")], &Options::default())
            .unwrap();
    assert_eq!((rows.len(), report.used), (kinds.len(), kinds.len() as u64));

    let header: String = (0..5_000).map(|i| format!(",c{i}")).collect();
    let cells = ",7".repeat(5_000);
    let path = folder.file("wide.csv", format!("user_id{header}\nu1{cells}\nu2{cells}\n"));
    let source = open(&path, &Options::default(), &Progress::none()).unwrap();
    assert_eq!(source.fields.len(), 5_001);
    let (rows, _) = load(&path, &[text("user_id"), text("c4999")], &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["u1", "7"], &["u2", "7"]]));
}
