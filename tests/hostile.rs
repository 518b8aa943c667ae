//! Files that mean ill, or that were damaged into meaning ill: they are refused, or read in time and
//! memory that their size explains, and nothing is written or followed because of them.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use likely::base::progress::Progress;
use likely::import::{self, ImportError, Options, ReadAs, Report, Request, Wanted};

/// Far more than any of this takes, also on a busy machine in a build that is not optimised.
const PATIENCE: Duration = Duration::from_secs(120);

fn options() -> Options {
    Options { max_row_bytes: 1 << 20, max_unpack_free_bytes: 8 << 20, ..Options::default() }
}

/// What becomes of a file; that it is done soon, and that its sums are right.
fn read(path: &Path) -> Result<Report, ImportError> {
    let began = Instant::now();
    let options = options();
    let report = import::open(path, &options, &Progress::none()).and_then(|source| {
        let fields = source.fields.iter().take(50).map(|field| Wanted {
            paths: vec![field.path.clone()],
            read_as: ReadAs::Text,
            required: None,
        });
        let request = Request { fields: fields.collect(), limit: None };
        import::read(&source, &request, &options, &|_| Ok(()), &Progress::none())
    });
    if let Ok(report) = &report {
        let skipped: u64 = report.skipped.iter().map(|skipped| skipped.rows).sum();
        assert_eq!(report.read, report.used + skipped, "{}", path.display());
    }
    assert!(began.elapsed() < PATIENCE, "{} takes {:?}", path.display(), began.elapsed());
    report
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn is_too_large(report: Result<Report, ImportError>) -> bool {
    match report {
        Err(ImportError::TooLarge { .. }) => true,
        // Rows came out before: then it is damaged, and so said.
        Ok(report) => report.damaged(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn bombs_of_every_kind_of_packing_are_refused_before_they_go_off() {
    let folder = Folder::new();
    // Twenty-four megabytes in some kilobytes: three times what is free, far beyond the ratio.
    let rows = b"id,n\n".iter().chain(b"1,2\n".iter().cycle().take(24 << 20));
    let rows: Vec<u8> = rows.copied().collect();
    let packed = gzipped(&rows);
    assert!(is_too_large(read(&folder.file("a.csv.gz", &packed))));
    assert!(is_too_large(read(&folder.file("b.csv.gz", [packed.clone(), packed].concat()))));
    let packed = zstd::stream::encode_all(rows.as_slice(), 1).unwrap();
    assert!(is_too_large(read(&folder.file("c.csv.zst", &packed))));
    assert!(is_too_large(read(&folder.file("d.zip", zipped(&[("a.csv", &rows)])))));
    assert!(is_too_large(read(&folder.file("e.zip", zipped(&[("a.csv.zst", &packed)])))));
    // A frame that asks for a window of terabytes.
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 0x01, 0, 0];
    assert!(read(&folder.file("f.zst", frame)).is_err());
    // Many files in one archive, each of them small.
    let many: Vec<String> = (0..3000).map(|n| format!("{n}.csv")).collect();
    let members: Vec<(&str, &[u8])> =
        many.iter().map(|name| (name.as_str(), b"id,n\n1,2\n".as_slice())).collect();
    assert_eq!(read(&folder.file("g.zip", zipped(&members))).unwrap().read, 3000);
}

#[test]
fn an_archive_inside_itself_and_paths_that_climb_lead_nowhere() {
    let folder = Folder::new();
    let inner = folder.0.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let members: [(&str, &[u8]); 3] = [
        ("../../climbed.csv", b"id,n\n1,2\n"),
        ("/tmp/likely-absolute.csv", b"id,n\n3,4\n"),
        ("C:\\windows.csv", b"id,n\n5,6\n"),
    ];
    let path = inner.join("a.zip");
    fs::write(&path, zipped(&members)).unwrap();
    let _ = read(&path);
    assert!(!folder.0.path().join("climbed.csv").exists());
    assert!(!Path::new("/tmp/likely-absolute.csv").exists());
    let mut nested = zipped(&[("a.csv", b"id,n\n1,2\n")]);
    for _ in 0..20 {
        nested = zipped(&[("inside.zip", &nested)]);
    }
    assert!(read(&folder.file("nested.zip", nested)).is_err());
}

#[test]
fn parquet_of_absurd_shapes_is_read_or_refused() {
    use parquet::basic::Repetition;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::types::Type;
    let folder = Folder::new();
    for depth in [50_usize, 500] {
        let leaf = Type::primitive_type_builder("leaf", parquet::basic::Type::INT32);
        let mut inner = Arc::new(leaf.with_repetition(Repetition::OPTIONAL).build().unwrap());
        for level in 0..depth {
            let name = format!("l{level}");
            let group = Type::group_type_builder(&name).with_fields(vec![inner]);
            inner = Arc::new(group.with_repetition(Repetition::OPTIONAL).build().unwrap());
        }
        let schema = Type::group_type_builder("schema").with_fields(vec![inner]);
        let schema = Arc::new(schema.build().unwrap());
        let path = folder.0.path().join(format!("deep-{depth}.parquet"));
        // What writes such a file goes as deep as it is.
        let written = std::thread::Builder::new().stack_size(1 << 30).spawn({
            let path = path.clone();
            move || {
                let file = fs::File::create(path).unwrap();
                let properties = Arc::new(WriterProperties::default());
                let writer = SerializedFileWriter::new(file, schema, properties);
                writer.is_ok_and(|writer| writer.close().is_ok())
            }
        });
        if written.unwrap().join().unwrap_or(false) {
            let read = read(&path);
            let in_words = matches!(read, Err(ImportError::NoRows(_)));
            assert_eq!(in_words, depth <= 100, "{depth} levels: {read:?}");
        } else {
            assert!(depth > 100, "{depth} levels cannot be written");
        }
    }
}

/// A workbook with numbers in these cells and, where they are given, other texts than it has.
fn workbook(cells: impl IntoIterator<Item = (u32, u16)>, texts: Option<&str>) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "id").unwrap();
    for (row, column) in cells {
        sheet.write_number(row, column, 1.0).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let Some(texts) = texts else { return bytes };
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for number in 0..parts.len() {
        let part = parts.by_index_raw(number).unwrap();
        if part.name().unwrap() != "xl/sharedStrings.xml" {
            zip.raw_copy_file(part).unwrap();
        }
    }
    let packed = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/sharedStrings.xml", packed).unwrap();
    zip.write_all(texts.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn workbooks_that_are_nearly_all_blank_or_claim_much_are_bounded() {
    let folder = Folder::new();
    // A cell in the last column of every row: each row becomes sixteen thousand fields.
    let wide = workbook((1..=4000).map(|row| (row, 16_383)), None);
    assert!(is_too_large(read(&folder.file("wide.xlsx", wide))));
    // A row far below, and a list of texts that claims more than there are.
    let corner = [(900_000, 0)];
    let report = read(&folder.file("corner.xlsx", workbook(corner, None))).unwrap();
    assert_eq!(report.used, 1, "what lies between is blank: {report:?}");
    let claims = workbook(corner, Some("<sst uniqueCount=\"4000000000\"><si><t>id</t></si></sst>"));
    let refused = read(&folder.file("claims.xlsx", claims));
    assert!(matches!(refused, Err(ImportError::Damaged { .. })), "{refused:?}");
    // Texts that are all in memory, and entities inside entities.
    let texts = format!("<sst>{}</sst>", "<si><t>aaaaaaaaaaaaaaaa</t></si>".repeat(4 << 20));
    let refused = read(&folder.file("texts.xlsx", workbook(corner, Some(&texts))));
    assert!(refused.is_err(), "{refused:?}");
    let mut lol = String::from("<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\">");
    for (name, before) in ["b", "c", "d", "e", "f", "g"].iter().zip(["a", "b", "c", "d", "e", "f"])
    {
        lol += &format!("<!ENTITY {name} \"{}\">", format!("&{before};").repeat(10));
    }
    let lol = format!("{lol}]><sst><si><t>&g;</t></si></sst>");
    let texts = read(&folder.file("entities.xlsx", workbook(corner, Some(&lol))));
    assert!(texts.is_err() || texts.is_ok_and(|report| report.used == 1));
}

/// A workbook whose parts of these names hold these texts, beside what every workbook has.
fn workbook_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = |kind: &str, to: &str| {
        format!(
            "<Relationships><Relationship Id=\"r\" Type=\"{office}/{kind}\" Target=\"{to}\"/></Relationships>"
        )
    };
    let mut all = vec![
        ("_rels/.rels", related("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", named_sheets(1)),
        ("xl/worksheets/sheet1.xml", sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")),
    ];
    all.retain(|(name, _)| parts.iter().all(|(other, _)| other != name));
    all.extend(parts.iter().map(|(name, text)| (*name, (*text).to_owned())));
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zipped(&all)
}

fn sheet_of(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// So many sheets, all of them in one part.
fn named_sheets(count: usize) -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = |n| format!("<sheet name=\"S{n}\" sheetId=\"{n}\" r:id=\"r\"/>");
    let sheets: String = (1..=count).map(sheet).collect();
    format!("<workbook xmlns:r=\"{office}\"><sheets>{sheets}</sheets></workbook>")
}

#[test]
fn workbooks_of_which_little_becomes_much_are_refused_before_they_are_read() {
    let folder = Folder::new();
    let sheet = "xl/worksheets/sheet1.xml";
    let (cell, shared) = ("<c r=\"A1\"><v>1</v></c>", "<c r=\"A1\" t=\"s\"><v>0</v></c>");
    let row = |cells: String| sheet_of(&format!("<row r=\"1\">{cells}</row>"));
    let runs = format!(
        "<c r=\"A1\" t=\"inlineStr\"><is>{}</is></c>",
        "<r><t>aaaa</t></r>".repeat(1 << 20)
    );
    let text = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(4 << 20));
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1 << 20));
    let attribute = format!("<c r=\"A1\" x=\"{}\"/>", "><c>".repeat(5 << 20));
    let twice = named_sheets(2);
    let cases: [(&str, Vec<(&str, String)>); 8] = [
        ("one tag of many megabytes", vec![(sheet, row(attribute))]),
        ("one cell of a million texts", vec![(sheet, row(runs))]),
        ("one row of a hundred thousand cells", vec![(sheet, row(cell.repeat(100_000)))]),
        (
            "one long text in every cell of a row",
            vec![(sheet, row(shared.repeat(1000))), ("xl/sharedStrings.xml", text)],
        ),
        ("a million styles", vec![("xl/styles.xml", styles)]),
        ("two sheets that are one part", vec![("xl/workbook.xml", twice)]),
        ("elements that never end", vec![(sheet, row("<a>".repeat(100_000)))]),
        (
            "more texts than there are",
            vec![("xl/sharedStrings.xml", "<sst uniqueCount=\"4000000000\"><si/></sst>".into())],
        ),
    ];
    let plain = folder.file("plain.xlsx", workbook_of(&[]));
    assert_eq!(listed(&plain).unwrap(), ["1"], "a workbook of these parts is one");
    for (what, parts) in cases {
        let parts: Vec<(&str, &str)> =
            parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let path = folder.file("made.xlsx", workbook_of(&parts));
        // Also as a list of people, which is read in a way of its own.
        assert!(read(&path).is_err(), "{what}");
        assert!(listed(&path).is_err(), "{what}, as a list");
    }
}

/// The texts of a file, as lists of people who are to be left out are read.
fn listed(path: &Path) -> Result<Vec<String>, ImportError> {
    let began = Instant::now();
    let mut all = Vec::new();
    let mut sink = |texts: &[&str]| {
        all.extend(texts.iter().map(|text| (*text).to_owned()));
        Ok(())
    };
    let read = import::texts(path, &options(), &mut sink, &Progress::none());
    assert!(began.elapsed() < PATIENCE, "{} takes {:?}", path.display(), began.elapsed());
    read.map(|()| all)
}

#[test]
fn deep_nesting_and_giant_fields_take_no_more_than_their_rows_may() {
    let folder = Folder::new();
    let depth = 20_000;
    let good = "{\"id\":1}\n";
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{{\"id\":2,\"d\":{}1{}}}\n", open.repeat(depth), close.repeat(depth));
        let path = folder.file("deep.jsonl", format!("{good}{deep}{good}"));
        let report = read(&path).unwrap();
        assert_eq!((report.read, report.used >= 2), (3, true), "{report:?}");
        let _ = read(&folder.file("deep.json", format!("[{}]", deep.trim())));
    }
    // A cell of four megabytes where a row may have one.
    let giant = "x".repeat(4 << 20);
    let report = read(&folder.file("giant.csv", format!("id,n\n1,a\n2,{giant}\n3,b\n"))).unwrap();
    assert_eq!((report.read, report.used), (3, 2), "{:?}", report.skipped.len());
    let json = format!("{good}{{\"id\":2,\"n\":\"{giant}\"}}\n{good}");
    let report = read(&folder.file("giant.jsonl", json)).unwrap();
    assert_eq!((report.read, report.used), (3, 2));
    // A quote that is never closed, and a hundred thousand columns.
    let _ = read(&folder.file("open.csv", format!("id,n\n1,\"{}", "y,\n".repeat(1 << 20))));
    let wide = format!("{}\n{}\n", "c,".repeat(100_000), "1,".repeat(100_000));
    let _ = read(&folder.file("wide.csv", wide));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_folder_are_not_followed_in_circles() {
    let folder = Folder::new();
    folder.file("a.csv", "id,n\n1,2\n");
    let at = folder.0.path();
    std::os::unix::fs::symlink(at, at.join("circle")).unwrap();
    std::os::unix::fs::symlink(at.join("self.csv"), at.join("self.csv")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", at.join("zero.csv")).unwrap();
    let pipe = at.join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let files = import::find_files(&[at.to_owned()], &Progress::none()).unwrap();
    // A link that leads nowhere is named, and what is wrong with it said when it is opened.
    assert_eq!(files, [at.join("a.csv"), at.join("self.csv")]);
    for name in ["self.csv", "zero.csv", "pipe.csv", "circle"] {
        assert!(read(&at.join(name)).is_err(), "{name}");
    }
}
