//! What must be gone from the disk once people are forgotten, and what is named.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::audience::{About, Audience, Made, Member, Members, Was};
use crate::base::delivered::DeliveredList;
use crate::history::Dictionary;
use crate::project::{DataFile, Saved};
use crate::workflow::{Opened, look, prepare};

/// A project of two files in a folder, with a cache, a record and lists.
struct Scene {
    folder: tempfile::TempDir,
    project: Project,
    storage: Storage,
    files: Vec<Opened>,
}

fn rows() -> String {
    let row = |n: u32| format!("u{},2026-01-{:02},p{}\n", n % 40, n % 28 + 1, n % 3);
    "user_id,time,product_id\n".to_owned() + &(0..400).map(row).collect::<String>()
}

fn people() -> String {
    let row = |n: u32| format!("u{n},kim{n}@shop.example,+49 30 9018{n:02}\n");
    "user_id,email,phone\n".to_owned() + &(0..40).map(row).collect::<String>()
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["orders.csv", "people.csv"].map(|name| folder.path().join(name));
        fs::write(&paths[0], rows()).unwrap();
        fs::write(&paths[1], people()).unwrap();
        let storage = Storage { folder: Some(folder.path().join("kept")), ..Storage::default() };
        let file = |path: &PathBuf| DataFile { path: path.clone(), ..DataFile::default() };
        let mut project = Project { files: paths.iter().map(file).collect(), ..Project::default() };
        let (files, suggestion) =
            look(&paths, &project.options, &storage, &Progress::none()).unwrap();
        project.catalog = suggestion.catalog;
        project.audiences.push(Saved {
            audience: Audience { id: 1, name: "Tea".into(), ..Audience::default() },
            ..Saved::default()
        });
        Self { folder, project, storage, files }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("spring.likely")
    }

    fn ready(&self) -> Ready {
        let project = &self.project;
        prepare(&self.files, &project.catalog, &project.options, &self.storage, &Progress::none())
            .unwrap()
    }

    fn record(&self, at: i64, files: Vec<PathBuf>) -> Members {
        let all: Dictionary = (0..40)
            .map(|n| format!("u{n}"))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect();
        let members: Vec<Member> =
            (0..40).map(|person| Member { person, was: Was::Listed }).collect();
        let mut given = DeliveredList::new("klaviyo", at);
        given.files = files;
        given.add(&["email\0kim7@shop.example".into()], "row");
        given.settle();
        let about = About { audience: 1, made: Made::Lists, at, ..About::default() };
        let members = Members::record(about, &all, &members).with_delivered(vec![given]);
        Store::beside(&self.path()).keep(&members).unwrap();
        members
    }

    fn forget(&self, typed: &str, ready: Option<&Ready>) -> Forgotten {
        let people = PeopleToForget::typed(typed);
        forget_known(&self.project, &self.path(), &people, ready, &self.storage, &Progress::none())
            .unwrap()
    }
}

/// Every file below a folder.
fn below(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => below(&entry.path(), out),
            false => out.push(entry.path()),
        }
    }
}

/// Names of the files that hold a text anywhere.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut files = Vec::new();
    below(folder, &mut files);
    let holds =
        |path: &&PathBuf| memchr::memmem::find(&fs::read(path).unwrap(), text.as_bytes()).is_some();
    let names = files.iter().filter(holds).map(|path| file_name(path));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn people_are_known_by_any_identifier_and_what_still_has_them_is_named() {
    let scene = Scene::new();
    let ready = scene.ready();
    let lists = scene.folder.path().join("Tea");
    fs::create_dir(&lists).unwrap();
    let hashed = crate::export::normalise::hash("kim7@shop.example");
    fs::write(lists.join("hashed.csv"), format!("email\n{hashed}\n")).unwrap();
    fs::write(lists.join("others.csv"), "email\nkim8@shop.example\n").unwrap();
    let elsewhere = scene.folder.path().join("elsewhere.csv");
    fs::write(&elsewhere, "email\nkim7@shop.example\n").unwrap();
    let (old, new) =
        (scene.record(1_000, vec![elsewhere.clone()]), scene.record(2_000, Vec::new()));
    assert!(old.was("u7").is_some() && !new.delivered().is_empty());
    assert!(holding(&scene.folder.path().join("kept"), "u7").len() >= 2);
    drop(ready);
    // By an address in capitals, whoever else has it.
    let ready = prepare(
        &scene.files,
        &scene.project.catalog,
        &scene.project.options,
        &Storage::default(),
        &Progress::none(),
    );
    let forgotten = scene.forget("KIM7@shop.example\n", ready.as_ref().ok());
    assert_eq!((forgotten.people, forgotten.records, forgotten.in_use), (Some(1), 2, 0));
    assert_eq!(holding(&scene.folder.path().join("kept"), ""), Vec::<String>::new());
    assert_eq!(forgotten.lists, [lists.join("hashed.csv"), elsewhere.clone()]);
    assert_eq!(forgotten.sources, scene.project.paths());
    let words = forgotten.words().join("\n");
    assert!(words.contains("hashed.csv") && words.contains("people.csv"), "{words}");
    assert!(!words.contains("kim7") && !words.contains("KIM7"), "{words}");
    let store = Store::beside(&scene.path());
    for at in store.times(1) {
        let members = store.newest(1, None, |about| about.at == at).members.unwrap();
        assert_eq!((members.was("u7"), members.len()), (None, 39));
        assert!(members.was("u8").is_some());
        assert!(members.delivered().is_empty(), "what was given can name nobody any more");
    }
    // Once more: nothing is left to be forgotten, and what still has them is named again; so is what has others.
    let ready = ready.as_ref().ok();
    let again = scene.forget("u7", ready);
    assert_eq!((again.records, again.lists), (0, forgotten.lists));
    fs::write(&elsewhere, "email\nkim7@shop.example\nkim9@shop.example\n").unwrap();
    assert_eq!(scene.forget("u9", ready).lists, std::slice::from_ref(&elsewhere));
    assert_eq!(scene.forget("u9", ready).lists, [elsewhere]);
}

#[test]
fn after_the_files_are_mended_nothing_on_the_disk_has_them() {
    let scene = Scene::new();
    scene.record(1_000, Vec::new());
    drop(scene.ready());
    for name in ["orders.csv", "people.csv"] {
        let path = scene.folder.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        let kept = text.lines().filter(|line| !line.starts_with("u7,"));
        fs::write(&path, kept.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    }
    // The data has them no more: they are known by the ID alone, as it was.
    let forgotten = scene.forget("u7\nkim7@shop.example", None);
    assert_eq!((forgotten.people, forgotten.records), (None, 1));
    assert!(forgotten.sources.is_empty() && forgotten.lists.is_empty(), "{forgotten:?}");
    for text in ["kim7@", "901807", "u7,"] {
        assert_eq!(holding(scene.folder.path(), text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_record_that_cannot_be_read_is_named_and_nobody_is_not_everybody() {
    let scene = Scene::new();
    scene.record(1_000, Vec::new());
    let damaged = scene.path().with_extension("members").join("1-500-lists.members");
    fs::write(&damaged, "half").unwrap();
    let forgotten = scene.forget("u3", None);
    assert_eq!((forgotten.records, forgotten.unreadable.len()), (1, 1));
    assert!(forgotten.unreadable[0].to_string().contains("1-500-lists"), "{forgotten:?}");
    let whole = scene.ready();
    assert!(!scene.forget("u4", Some(&whole)).is_complete());
    fs::remove_file(&damaged).unwrap();
    assert!(scene.forget("u5", Some(&whole)).is_complete());
    assert!(!scene.forget("u6", None).is_complete(), "known by what was typed alone");
    // The records themselves cannot be listed.
    let records = scene.path().with_extension("members");
    fs::remove_dir_all(&records).unwrap();
    assert!(scene.forget("u5", Some(&whole)).is_complete(), "there are none");
    fs::write(&records, "no folder").unwrap();
    assert!(!scene.forget("u5", Some(&whole)).is_complete());
    let nobody = PeopleToForget::typed(" \n\n");
    let refused = forget_known(
        &scene.project,
        &scene.path(),
        &nobody,
        None,
        &scene.storage,
        &Progress::none(),
    );
    assert!(matches!(refused, Err(ForgetError::Nobody)));
}
