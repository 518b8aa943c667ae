//! Doors for fuzzers: bytes that nobody vouches for go into every reader of the program, and what must
//! hold of anything that is read is checked.
//!
//! Each target takes any bytes. It panics where a law is broken, and must neither hang nor take much
//! more memory than what it is given. `fuzz/` holds the fuzzers and their first files, `tests/fuzz.rs`
//! goes through the same targets shortly with damaged copies of these files.

use std::cell::OnceCell;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use crate::audience::Store;
use crate::base::known_as::KnownAs;
use crate::base::progress::Progress;
use crate::base::section_file::Reader;
use crate::catalog::{self, FileRole, ReadPlan, Scan};
use crate::export::{self, Choice, Destination, Fields, Person, Settings};
use crate::history::History;
use crate::import::{
    self, Essential, Options, ReadAs, Report, Request, Source, TimeFormat, Wanted,
};
use crate::ingest;
use crate::people::Traits;
use crate::project;

/// A target.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its fuzzer and of the folder with its first files.
pub const TARGETS: [(&str, Target); 12] = [
    ("csv", file),
    ("json", file),
    ("parquet", file),
    ("gz", file),
    ("zip", file),
    ("xlsx", workbook),
    ("recognition", recognition),
    ("time", time),
    ("number", number),
    ("project", project_file),
    ("cache", cache),
    ("destination", destination),
];

/// Fields that are asked for at most.
const MOST_FIELDS: usize = 24;
/// The zones that times are read in.
const ZONES: [&str; 3] = ["UTC", "Europe/Berlin", "America/St_Johns"];

thread_local! {
    static FOLDER: OnceCell<tempfile::TempDir> = const { OnceCell::new() };
}

/// A path in a folder of this thread, in memory where the system has such a place.
fn path_of(name: &str) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let folder = || match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    FOLDER.with(|kept| {
        if let (None, Ok(folder)) = (kept.get(), folder()) {
            let _ = kept.set(folder);
        }
        kept.get().map_or_else(std::env::temp_dir, |folder| folder.path().to_owned()).join(name)
    })
}

fn put(name: &str, bytes: &[u8]) -> Option<PathBuf> {
    let path = path_of(name);
    fs::write(&path, bytes).ok()?;
    Some(path)
}

/// A file is read to its end, and every row is used or counted as skipped.
fn file(bytes: &[u8]) {
    let Some(path) = put("input", bytes) else { return };
    let options = options();
    if let Ok(source) = import::open(&path, &options, &Progress::none()) {
        rows(&source, &options);
    }
}

/// Little is unpacked freely, so that what is refused does not take long.
fn options() -> Options {
    Options { max_row_bytes: 1 << 16, max_unpack_free_bytes: 1 << 20, ..Options::default() }
}

fn rows(source: &Source, options: &Options) {
    let few = source.fields.iter().take(MOST_FIELDS);
    let texts = few.clone().map(|field| (field.path.clone(), ReadAs::Text));
    let times = few.map(|field| (field.path.clone(), ReadAs::Time(field.time_format)));
    let wanted = texts.chain(times.take(2)).enumerate().map(|(place, (path, read_as))| {
        let required = (place == 0).then_some(Essential::Person);
        Wanted { paths: vec![path], read_as, required }
    });
    let request = Request { fields: wanted.collect(), limit: None };
    let used = AtomicU64::new(0);
    let sink = |batch: import::Batch| {
        used.fetch_add(batch.source_rows as u64, Ordering::Relaxed);
        for column in &batch.columns {
            (0..batch.rows).for_each(|row| {
                let _ = (column.text(row), column.time(row));
            });
        }
        Ok(())
    };
    if let Ok(report) = import::read(source, &request, options, &sink, &Progress::none()) {
        adds_up(&report);
        assert_eq!(report.used, used.into_inner(), "rows that were handed out");
    }
}

fn adds_up(report: &Report) {
    let skipped: u64 = report.skipped.iter().map(|skipped| skipped.rows).sum();
    assert_eq!(report.read, report.used + skipped, "rows read are those used and those skipped");
}

/// A workbook as it is, or put together of its parts, which stand one after the other with a zero
/// between them: the first sheet, the shared texts, the list of sheets, the styles. So damage is done
/// to what is inside and not only to the archive around it.
fn workbook(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return file(bytes);
    }
    const NAMES: [&str; 4] =
        ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"];
    const WORKBOOK: &str = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/\
         2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    const RELATIONS: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.\
         openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let parts = bytes.splitn(NAMES.len(), |byte| *byte == 0);
    let mut parts: Vec<(&str, &[u8])> = NAMES.into_iter().zip(parts).collect();
    if parts.len() < 3 {
        parts.push((NAMES[2], WORKBOOK.as_bytes()));
    }
    parts.push(("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in parts {
        if zip.start_file(name, stored).and_then(|()| Ok(zip.write_all(part)?)).is_err() {
            return;
        }
    }
    if let Ok(whole) = zip.finish() {
        file(&whole.into_inner());
    }
}

/// What a file is, what its fields mean, and everyone's past by that: nothing is lost on the way.
fn recognition(bytes: &[u8]) {
    let Some(path) = put("input", bytes) else { return };
    let options = options();
    let Ok(source) = import::open(&path, &options, &Progress::none()) else { return };
    let sources = [Some(source.clone())];
    let mut catalog = catalog::suggest(&sources).catalog;
    let scan = match catalog.files.first() {
        Some(FileRole::Events(roles)) => {
            catalog::scan(&source, roles, &options, &Progress::none()).ok()
        }
        _ => None,
    };
    scan.iter().for_each(|scan: &Scan| adds_up(&scan.report));
    catalog::merge_scans(&mut catalog, &sources, &[scan]);
    let Ok(plan) = ReadPlan::resolve(&catalog, &sources) else { return };
    let Ok(built) = ingest::build(&plan, &KnownAs::default(), &options, None, &Progress::none())
    else {
        return;
    };
    built.report.files.iter().for_each(|file| adds_up(&file.report));
}

/// A written time: read in every order and zone, it is one that the program takes for real.
fn time(bytes: &[u8]) {
    for format in
        [TimeFormat::Auto, TimeFormat::DayFirst, TimeFormat::MonthFirst, TimeFormat::YearFirst]
    {
        for zone in ZONES {
            let Some(reader) = import::TimeReader::new(zone) else { continue };
            if let Ok(time) = reader.read(bytes, format) {
                let real = import::EARLIEST..import::LATEST;
                assert!(real.contains(&time), "a time out of range");
                assert!(reader.reads(bytes) || format != TimeFormat::Auto);
            }
        }
        if let Ok(text) = str::from_utf8(bytes) {
            let _ = import::read_date(text, format);
        }
    }
    if let Ok(text) = str::from_utf8(bytes) {
        let mut orders = import::DayOrders::default();
        text.lines().for_each(|line| orders.see(line));
        let _ = orders.finish();
    }
}

/// A written number: a minus before one without a sign turns it round.
fn number(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let sign = import::sign(text);
    let bare = text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'.' | b','));
    if bare {
        let turned = import::sign(&format!("-{text}"));
        assert_eq!(turned, sign.map(std::cmp::Ordering::reverse), "{text}");
    }
}

/// A project file: what is opened and saved opens as the same.
fn project_file(bytes: &[u8]) {
    let Some(path) = put("input.likely", bytes) else { return };
    let Ok(opened) = project::load(&path) else { return };
    let again = path_of("again.likely");
    let _ = fs::remove_file(&again);
    let saved = |opened: &project::Project| {
        project::save(opened, &again).ok()?;
        let text = fs::read(&again).ok()?;
        Some((project::load(&again).ok()?, text))
    };
    let Some((first, _)) = saved(&opened) else { panic!("what was opened can be saved") };
    assert_eq!(first.catalog, opened.catalog);
    assert_eq!(first.unknown, opened.unknown);
    assert_eq!(first.destinations, opened.destinations);
    assert_eq!(first.audiences.len(), opened.audiences.len());
    // The name is now the file's.
    let (Some((second, text)), Some((_, anew))) = (saved(&first), saved(&first)) else {
        panic!("what was saved can be saved")
    };
    assert_eq!(second, first);
    assert!(anew == text, "nothing changes by opening and saving");
}

/// A file of the cache, with checksums that fit: a table of sections in JSON, a zero, their content.
/// What does not fit together is refused, and what is not can be gone through.
fn cache(bytes: &[u8]) {
    if let Some(path) = put("1-1-lists.members", bytes) {
        let store = Store::in_folder(path.parent().unwrap_or(Path::new(".")));
        let _ = store.latest(1, None);
        let _ = fs::remove_file(path);
    }
    let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    let Ok(mut table) = serde_json::from_slice::<Value>(&bytes[..end]) else { return };
    let content = &bytes[(end + 1).min(bytes.len())..];
    let Some(file) = sealed(&mut table, content) else { return };
    let Some(path) = put("input.past", &file) else { return };
    let Ok(reader) = Reader::open(&path, "key", &Progress::none()) else { return };
    let _ = (Traits::open(&reader), Scan::open(&reader));
    if let Ok(history) = History::open(&path, "key", u64::MAX, &Progress::none()) {
        for person in 0..history.person_count() as u32 {
            let past = history.past_to_end(person);
            for (item, kind) in past.item.iter().zip(past.kind) {
                let _ = history.events.get(usize::from(*kind));
                (0..history.columns.len()).for_each(|column| {
                    let _ = history.items.values(*item, column);
                });
            }
        }
    }
    // The next file is a new one: one that is mapped is never written over.
    let _ = fs::remove_file(path);
}

/// The file of this table and content, as a writer would have ended it.
fn sealed(table: &mut Value, content: &[u8]) -> Option<Vec<u8>> {
    const BLOCK: usize = 4 << 20;
    table.as_object_mut()?.insert("key".into(), "key".into());
    for section in table.get_mut("sections")?.as_array_mut()? {
        let place = |name: &str| section.get(name)?.as_u64();
        let (at, bytes) = (place("at")? as usize, place("bytes")? as usize);
        let Some(part) = content.get(at..at.checked_add(bytes)?) else { continue };
        let checksums: Vec<Value> =
            part.chunks(BLOCK).map(|block| crc32fast::hash(block).into()).collect();
        section.as_object_mut()?.insert("checksums".into(), checksums.into());
    }
    let table = serde_json::to_vec(table).ok()?;
    let mut file = content.to_vec();
    file.extend_from_slice(&table);
    file.extend_from_slice(&(content.len() as u64).to_le_bytes());
    file.extend_from_slice(&(table.len() as u64).to_le_bytes());
    file.extend_from_slice(&crc32fast::hash(&table).to_le_bytes());
    file.extend_from_slice(b"LIKELY\x01\x00");
    Some(file)
}

/// A declared destination: kept in a project it stays what it is, and lists are written for it or
/// refused in words; everyone is in them or counted.
fn destination(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(declared) = toml::from_str::<Destination>(text) else { return };
    let kept = serde_json::to_string(&declared).ok();
    let kept = kept.and_then(|kept| serde_json::from_str::<Destination>(&kept).ok());
    assert_eq!(kept.as_ref(), Some(&declared), "what is kept in a project is what was declared");
    let folder = path_of("lists");
    let _ = fs::remove_dir_all(&folder);
    let people = people();
    let fields = Fields::suggest(
        ["email", "phone", "first_name", "birth_date", "=f"].map(String::from).into(),
    );
    let mut settings = Settings::new(&folder, "a");
    settings.existing = export::Existing::Replace;
    for hashed in [false, true] {
        let choice = Choice { hashed, ..Choice::of(&declared) };
        let written = export::write(&people, &fields, &[choice], &settings, &Progress::none());
        if let Ok(written) = written {
            for list in &written.lists {
                let unused: u64 = list.unused.values().sum();
                assert_eq!(list.used + unused + list.control, people.len() as u64, "{list:?}");
            }
        }
    }
}

fn people() -> Vec<Person<'static>> {
    let traits: [&[Option<&'static str>]; 3] = [
        &[
            Some("kim@shop.example"),
            Some("+49 30 901820"),
            Some("Kim"),
            Some("1990-12-31"),
            Some("=1"),
        ],
        &[Some("not an address"), None, Some("a,\"b\"\n"), Some("31.12.90")],
        &[],
    ];
    let person = |(rank, traits): (u64, &[Option<&'static str>])| Person {
        id: format!("u{rank}").into(),
        rank,
        propensity: 0.5,
        percentile: 50.0,
        control: rank == 3,
        traits: traits.iter().map(|text| text.map(Into::into)).collect(),
        ..Person::default()
    };
    (1..).zip(traits).map(person).collect()
}
