//! Samples against the rows of the people drawn; nothing is ever written where it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;

use super::*;
use crate::sample::{SampleFormat, Spec, generate, write};

fn sampled(
    files: &[PathBuf],
    folder: &Path,
    share: f64,
    to: &Path,
) -> Result<Sampled, SampleError> {
    let folders = [folder.to_owned()];
    let of = SampleOf { files, folders: &folders, person: &[], share };
    sample_people(of, to, &Options::default(), &Progress::none())
}

fn found(folder: &Path) -> Vec<PathBuf> {
    import::find_files(&[folder.to_owned()], &Progress::none()).unwrap()
}

/// Every file below a folder with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_owned();
    found(folder).iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

/// The rows of all files as they are read: the file, whom it is about, and all cells of its plain fields. What they mean
/// is told by the files of the same names below `like`.
fn rows(folder: &Path, like: &Path, files: &[PathBuf]) -> Vec<(String, String, Vec<String>)> {
    let none = Progress::none();
    let mut opened = open_all(files, &Options::default(), &none).unwrap();
    // Others have no rows.
    opened.retain(|file| file.source.is_some());
    let roles = catalog::suggest(&sources(&opened)).catalog.files;
    let mut all = Vec::new();
    for (file, role) in opened.iter().zip(&roles) {
        let source = file.source.as_ref().unwrap();
        let Some(Some(ids)) = Ids::of(source, role, &[]) else { continue };
        let ids: Vec<String> = ids.known.into_iter().chain(ids.anonymous).collect();
        let name = below(&file.path, like).display().to_string();
        let single = source.fields.iter().map(|f| f.path.clone()).filter(|p| !p.contains('['));
        let paths = std::iter::once(ids).chain(single.map(|path| vec![path]));
        let wanted = paths.map(|paths| Wanted { paths, read_as: ReadAs::Text, required: None });
        let request = Request { fields: wanted.collect(), limit: None };
        let own = Mutex::new(Vec::new());
        let sink = |batch: Batch| {
            let cell =
                |column: usize, row| batch.columns[column].text(row).unwrap_or_default().to_owned();
            let row = |row| {
                let cells = (1..batch.columns.len()).map(|column| cell(column, row)).collect();
                (name.clone(), cell(0, row), cells)
            };
            lock(&own).extend((0..batch.rows).map(row));
            Ok(())
        };
        let source = Source { path: folder.join(&name), ..source.clone() };
        if !source.path.exists() {
            continue;
        }
        let read = import::read(&source, &request, &Options::default(), &sink, &none);
        read.unwrap_or_else(|error| panic!("{name}: {}", error.message()));
        all.extend(into_inner(own));
    }
    all.sort();
    all
}

/// A sample has exactly the rows of the people drawn, in files that read as the source's do; everyone is the source
/// itself; drawn twice it is the same; the source stays as it is.
#[test]
fn some_people_come_with_all_their_rows_whatever_wrote_the_files() {
    let none = Progress::none();
    let store = generate(Spec { people: 100, events: 1_200, ..Spec::default() }, &none).unwrap();
    let mut tried = 0;
    for format in SampleFormat::ALL {
        let folder = tempfile::tempdir().unwrap();
        let own = |name: &str| folder.path().join(name);
        write(&store, format, &own("all"), &none).unwrap();
        let (files, before) = (found(&own("all")), bytes(&own("all")));
        match sampled(&files, &own("all"), 0.3, &own("some")) {
            Err(SampleError::Unusable(_)) => continue,
            other => _ = other.unwrap(),
        }
        tried += 1;
        let again = sampled(&files, &own("all"), 0.3, &own("again")).unwrap();
        assert!(bytes(&own("some")) == bytes(&own("again")), "{}", format.key());
        assert!(again.files.iter().any(|file| file.rows.is_some_and(|(own, all)| own < all)));
        let everyone = sampled(&files, &own("all"), 1.0, &own("everyone")).unwrap();
        let (whole, named) = (bytes(&own("everyone")), bytes(&own("all")));
        let copied = files.iter().filter(|file| !everyone.left_out.contains(file));
        let files: Vec<PathBuf> = copied.cloned().collect();
        let above = common_folder(files.iter().map(PathBuf::as_path));
        let kept = everyone.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
        for name in &kept {
            let original = above.join(name);
            let original = original.strip_prefix(own("all")).unwrap();
            assert!(whole[name] == named[original], "{}", name.display());
        }
        assert!(before == bytes(&own("all")), "{}: the source changed", format.key());
        let (all, some) = (rows(&above, &above, &files), rows(&own("some"), &above, &files));
        let drawn: BTreeSet<&str> = some.iter().map(|row| row.1.as_str()).collect();
        let expected: Vec<_> = all.iter().filter(|row| drawn.contains(row.1.as_str())).collect();
        assert!(expected == some.iter().collect::<Vec<_>>(), "{}", format.key());
        assert!(!some.is_empty() && some.len() < all.len(), "{}", format.key());
    }
    assert!(tried > 3, "{tried} formats");
}

fn table(person: impl Fn(usize) -> String) -> String {
    let mut text = "user_id,time,event,product_id,note\r\n".to_owned();
    for row in 0..600 {
        let (id, day) = (person(row), 1 + row % 9);
        text +=
            &format!("{id},2026-01-0{day} 10:00:00,order,p{},\"two\nlines, {row}\"\r\n", row % 7);
    }
    text
}

#[test]
fn a_row_keeps_its_lines_its_packing_and_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let text = table(|row| format!("u{}", row % 60));
    for day in ["day=1", "day=2"] {
        fs::create_dir_all(own("lake").join(day)).unwrap();
        let file = fs::File::create(own("lake").join(day).join("part.csv.gz")).unwrap();
        let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap();
    }
    let files = found(&own("lake"));
    // Also where all files are of one day, it stays a field.
    for (files, to) in [(&files[..], "some"), (&files[..1], "one")] {
        let sampled = sampled(files, &own("lake"), 0.5, &own(to)).unwrap();
        assert_eq!(sampled.files.len(), files.len());
        let name = Path::new("day=1/part.csv.gz");
        assert_eq!(sampled.files[0].name, name);
        let packed = fs::read(own(to).join(name)).unwrap();
        let mut copy = String::new();
        let mut unpacked = flate2::read::GzDecoder::new(packed.as_slice());
        io::Read::read_to_string(&mut unpacked, &mut copy).unwrap();
        assert!(copy.starts_with("user_id,time,event,product_id,note\r\n"));
        let rows = copy.matches("two\nlines").count() as u64;
        assert_eq!(sampled.files[0].rows, Some((rows, 600)));
        for person in 0..60 {
            let own = copy.matches(&format!("\nu{person},")).count();
            assert!(own == 0 || own == 10, "u{person}: {own}");
        }
    }
}

/// As Excel's "CSV (Macintosh)" writes them.
#[test]
fn rows_that_end_with_carriage_returns_alone_are_copied_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    fs::create_dir(own("lake")).unwrap();
    let text = table(|row| format!("u{}", row % 60)).replace("\r\n", "\r").replace('\n', " ");
    fs::write(own("lake/1.csv"), &text).unwrap();
    let sampled = sampled(&found(&own("lake")), &own("lake"), 0.5, &own("some")).unwrap();
    let copy = fs::read_to_string(own("some/1.csv")).unwrap();
    let (mut lines, mut copied) = (text.split_inclusive('\r'), copy.split_inclusive('\r'));
    assert_eq!(lines.next(), copied.next());
    let person = |line: &str| line.split(',').next().unwrap().to_owned();
    let drawn: BTreeSet<String> = copied.clone().map(person).collect();
    assert!((10..50).contains(&drawn.len()), "{drawn:?}");
    assert!(lines.filter(|line| drawn.contains(&person(line))).eq(copied.clone()));
    assert_eq!(sampled.files[0].rows, Some((copied.count() as u64, 600)));
}

/// An anonymous ID goes with the known one that it stands beside in any file.
#[test]
fn what_somebody_did_before_they_were_known_comes_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    fs::create_dir_all(own("logs")).unwrap();
    let mut text = String::new();
    for row in 0..900 {
        let (person, day) = (row % 90, 1 + row % 9);
        let known = if row % 3 == 0 { "null".to_owned() } else { format!("\"u{person}\"") };
        let person =
            if person % 2 == 0 { format!("a{person}") } else { format!("b{}", person / 10) };
        text += &format!(
            "{{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":{known},\"anonymousId\":\"{person}\",\
             \"timestamp\":\"2026-01-0{day}T10:00:00Z\",\"messageId\":\"m{row}\",\"properties\":{{\"product_id\":\"p1\"}}}}\n"
        );
    }
    fs::write(own("logs/1.jsonl"), &text).unwrap();
    sampled(&found(&own("logs")), &own("logs"), 0.5, &own("some")).unwrap();
    let copy = fs::read_to_string(own("some/1.jsonl")).unwrap();
    let drawn: BTreeSet<&str> = copy
        .lines()
        .filter_map(|line| line.split("\"userId\":\"").nth(1)?.split('"').next())
        .collect();
    assert!((10..80).contains(&drawn.len()), "{}", drawn.len());
    let beside: BTreeMap<&str, BTreeSet<&str>> = {
        let mut beside: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for line in text.lines() {
            let of = |name: &str| line.split(&format!("\"{name}\":\"")).nth(1)?.split('"').next();
            if let (Some(known), Some(anonymous)) = (of("userId"), of("anonymousId")) {
                beside.entry(anonymous).or_default().insert(known);
            }
        }
        beside
    };
    for line in text.lines() {
        let of = |name: &str| line.split(&format!("\"{name}\":\"")).nth(1)?.split('"').next();
        let stays = match (of("userId"), of("anonymousId").and_then(|id| beside.get(id))) {
            (Some(known), _) => drawn.contains(known),
            (None, Some(known)) => known.iter().any(|known| drawn.contains(known)),
            (None, None) => continue,
        };
        assert_eq!(copy.contains(line), stays, "{line}");
    }
}

#[test]
fn nothing_is_written_where_something_is() {
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    fs::create_dir_all(own("lake/events")).unwrap();
    fs::write(own("lake/events/1.csv"), table(|row| format!("u{}", row % 60))).unwrap();
    fs::create_dir_all(own("empty")).unwrap();
    let before = bytes(&own("lake"));
    let files = found(&own("lake/events"));
    let mut wrong = vec![
        own("lake/events"),
        own("lake"),
        own("lake/events/new"),
        own("lake/events/a/../../events/new"),
        own("lake/events/1.csv"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(own("lake/events"), own("link")).unwrap();
        wrong.extend([own("link"), own("link/new")]);
    }
    for to in wrong {
        let error = sampled(&files, &own("lake/events"), 0.5, &to).unwrap_err();
        assert!(matches!(error, SampleError::NotNew(_) | SampleError::InSource(..)), "{error}");
        assert!(before == bytes(&own("lake")), "{}", to.display());
        assert!(!own("lake/events/new").exists());
    }
    // A relative way is as good as another.
    let near = PathBuf::from("target/no-such-folder/..").join(own("lake/events"));
    assert!(sampled(&files, &own("lake/events"), 0.5, &near).is_err());
    sampled(&files, &own("lake/events"), 0.5, &own("empty")).unwrap();
    sampled(&files, &own("lake/events"), 0.5, &own("a/b/c")).unwrap();
    assert!(bytes(&own("empty")) == bytes(&own("a/b/c")));
    assert!(before == bytes(&own("lake")));
}

/// Who is a number on the website and an address in the shop comes with the events of both, or not at all.
#[test]
fn people_known_by_an_address_come_with_what_they_did_under_their_id() {
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let table = |who: &dyn Fn(usize) -> String, event: &str| -> String {
        let row = |row: usize| {
            let day = 1 + row % 27;
            format!("{},2026-01-{day:02}T10:00:00Z,{event},p{}\n", who(row % 60), row % 5)
        };
        let rows: String = (0..300).map(row).collect();
        format!("customer_id,time,event,product_id\n{rows}")
    };
    fs::create_dir(own("all")).unwrap();
    fs::write(own("all/web.csv"), table(&|person| format!("u{person}"), "View")).unwrap();
    let address = |person: usize| format!("{}{person}@ex.org", ["p", "P"][person % 2]);
    fs::write(own("all/shop.csv"), table(&address, "Order")).unwrap();
    let people: String = (0..60).map(|p| format!("u{p},p{p}@ex.org\n")).collect();
    fs::write(own("all/people.csv"), format!("user_id,email\n{people}")).unwrap();
    sampled(&found(&own("all")), &own("all"), 0.3, &own("some")).unwrap();
    let who = |name: &str| -> BTreeSet<String> {
        let text = fs::read_to_string(own("some").join(name)).unwrap();
        let ids = text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_lowercase());
        ids.map(|id| id.trim_start_matches(['u', 'p']).replace("@ex.org", "")).collect()
    };
    let people = who("people.csv");
    assert!((5..40).contains(&people.len()), "{people:?}");
    assert_eq!((who("web.csv"), who("shop.csv")), (people.clone(), people));
}
