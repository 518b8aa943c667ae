//! What can go wrong while writing: every file of an export is there and whole, or none is, and
//! the person reads why.

use std::io::ErrorKind;

use super::*;
use crate::base::atomic_file::{FileError, fault};

fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn export(choices: &[Choice], settings: &Settings) -> Result<Written, ExportError> {
    let (fields, people) = people();
    write(&people, &fields, choices, settings, &Progress::none())
}

#[test]
fn nothing_is_replaced_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let choices = [plain("csv"), plain("meta"), plain("excel"), plain("parquet")];
    let written = export(&choices, &settings).unwrap();
    assert_eq!(names(folder.path()).len(), written.files.len());
    std::fs::write(&written.files[0].path, "mine").unwrap();
    let again = export(&choices, &settings).unwrap_err();
    assert!(matches!(again, ExportError::File(FileError::Exists(_))), "{again}");
    assert_eq!(read(&written.files[0].path), "mine");
    let replace = Settings { existing: Existing::Replace, ..settings };
    export(&choices, &replace).unwrap();
    assert_ne!(read(&written.files[0].path), "mine");
    assert_eq!(names(folder.path()).len(), written.files.len());
}

#[test]
fn what_was_written_here_before_is_replaced_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let mut split = plain("csv");
    split.destination.limits.most_rows = Some(2);
    let own = export(&[split], &settings).unwrap().files.into_iter().map(|f| f.path).collect();
    let settings = Settings { own, ..settings };
    let again = export(&[plain("csv")], &settings).unwrap();
    assert!(!names(folder.path()).contains(&"sports-readers-csv-2.csv".to_owned()));
    assert_eq!(names(folder.path()).len(), again.files.len());
    // Somebody else's file of such a name stops all of it, and what is there stays.
    let mine = folder.path().join("sports-readers-meta.csv");
    std::fs::write(&mine, "mine").unwrap();
    let before = names(folder.path());
    let refused = export(&[plain("csv"), plain("meta")], &settings).unwrap_err();
    assert!(matches!(refused, ExportError::File(FileError::Exists(_))), "{refused}");
    assert_eq!((names(folder.path()), read(&mine)), (before, "mine".to_owned()));
}

#[test]
fn a_folder_never_holds_parts_of_two_exports() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { existing: Existing::Replace, ..settings(folder.path()) };
    let mut split = plain("csv");
    split.destination.limits.most_rows = Some(2);
    export(&[split], &settings).unwrap();
    std::fs::write(folder.path().join("mine-csv-2.csv"), "mine").unwrap();
    std::fs::write(folder.path().join("sports-readers-csv-added.csv"), "old").unwrap();
    assert!(names(folder.path()).contains(&"sports-readers-csv-2.csv".to_owned()));
    export(&[plain("csv")], &settings).unwrap();
    assert_eq!(
        names(folder.path()),
        [
            "mine-csv-2.csv",
            "sports-readers-control-group.csv",
            "sports-readers-csv.csv",
            "sports-readers-manifest.json",
            "sports-readers-readme.txt"
        ]
    );
}

/// Wherever the disk fills up, nothing is left behind and what was there stays.
#[test]
fn a_full_disk_leaves_no_half_export() {
    let choices = [plain("csv"), plain("meta"), plain("excel"), plain("parquet")];
    let mut failed = 0;
    for room in (0..40_000).step_by(97) {
        let folder = tempfile::tempdir().unwrap();
        fault::after(Some((room, ErrorKind::StorageFull)));
        let result = export(&choices, &settings(folder.path()));
        fault::after(None);
        match result {
            Ok(written) => {
                assert_eq!(names(folder.path()).len(), written.files.len());
                break;
            }
            Err(error) => {
                failed += 1;
                assert!(error.to_string().contains("the disk is full"), "{error}");
                assert_eq!(names(folder.path()), Vec::<String>::new(), "{room} bytes");
            }
        }
    }
    assert!(failed > 50, "{failed}");
}

#[test]
fn a_folder_that_cannot_be_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "mine").unwrap();
    for path in [file.clone(), file.join("below")] {
        let error = export(&[plain("csv")], &settings(path)).unwrap_err().to_string();
        assert!(error.contains("a folder is needed"), "{error}");
    }
    assert_eq!(read(&file), "mine");
    let long = folder.path().join("x".repeat(300));
    let error = export(&[plain("csv")], &settings(long)).unwrap_err().to_string();
    assert!(error.contains("Choose a shorter one"), "{error}");
}

/// The system's own folders refuse files even to an administrator.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_without_permission_is_said_in_words() {
    let settings = settings("/sys/likely");
    let error = export(&[plain("csv")], &settings).unwrap_err();
    assert!(matches!(error, ExportError::File(FileError::NoPermission(_))), "{error}");
    assert!(error.to_string().contains("no permission. Choose a folder of yours."));
}

/// A drive is pulled out while people are being written.
#[test]
fn a_folder_that_vanishes_is_said_in_words() {
    struct Pulling<'a> {
        people: Vec<Person<'static>>,
        folder: &'a Path,
    }
    impl People for Pulling<'_> {
        fn count(&self) -> usize {
            self.people.len()
        }
        fn person(&self, position: usize) -> Person<'_> {
            if position == 2 {
                let _ = std::fs::remove_dir_all(self.folder);
            }
            self.people[position].clone()
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let (fields, people) = people();
    let pulling = Pulling { people, folder: folder.path() };
    for key in ["csv", "parquet", "excel"] {
        let settings = settings(folder.path().join("drive"));
        let error = write(&pulling, &fields, &[plain(key)], &settings, &Progress::none());
        let error = error.unwrap_err().to_string();
        assert!(error.contains("is not there. Was the drive removed?"), "{error}");
    }
}

#[test]
fn what_is_missing_or_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let choices = [plain("csv"), plain("meta")];
    let (_, people) = people();
    let bare = Fields::suggest(vec!["colour".into()]);
    let missing = write(&people, &bare, &choices, &settings, &Progress::none()).unwrap_err();
    assert!(missing.to_string().starts_with("Meta customer list needs"));
    assert_eq!(names(folder.path()), Vec::<String>::new());
    let stop = Progress::new();
    stop.stop();
    let stopped = write(&people, &bare, &choices[..1], &settings, &stop);
    assert!(matches!(stopped, Err(ExportError::Stopped(_))));
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn errors_name_files_and_never_people() {
    let folder = tempfile::tempdir().unwrap();
    let (fields, mut people) = people();
    people.truncate(1);
    people[0].traits[13] = Some("no".into());
    let consent = Some(Consent::by("email_opt_in"));
    let settings = Settings { consent, ..settings(folder.path()) };
    let error = write(&people, &fields, &[plain("meta")], &settings, &Progress::none());
    let error = error.unwrap_err().to_string();
    assert_eq!(error, "Nobody of the audience can be matched by Meta customer list: no consent.");
}
