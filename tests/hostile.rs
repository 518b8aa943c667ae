//! Files that mean ill, or that were damaged into meaning ill: they are refused, or read in time and
//! memory that their size explains, and nothing is written or followed because of them.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests stop at once")]

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

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
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
            let told = read(&path).map(|report| report.read);
            println!("{depth} levels: {told:?}");
        } else {
            println!("{depth} levels cannot be written");
        }
    }
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
    assert_eq!(files, [at.join("a.csv")]);
    for name in ["self.csv", "zero.csv", "pipe.csv", "circle"] {
        assert!(read(&at.join(name)).is_err(), "{name}");
    }
}
