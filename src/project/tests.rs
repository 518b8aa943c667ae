//! What a project file and undo promise.

use std::fs;
use std::path::Path;

use super::*;
use crate::audience::Size;
use crate::catalog::{FileRole, Repeats, RowFilter};

fn project() -> Project {
    let mut project = Project { name: "spring".into(), ..Project::default() };
    let audience = Audience { name: "Northwind".into(), ..Audience::default() };
    project.add_audience(audience);
    project
}

#[test]
fn a_project_reopens_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    let project = project();
    save(&project, &path).unwrap();
    assert_eq!(load(&path).unwrap(), project);
}

#[test]
fn data_that_moves_with_the_project_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("before");
    fs::create_dir_all(before.join("data")).unwrap();
    fs::write(before.join("data/events.csv"), "a\n1\n").unwrap();
    let mut project = project();
    let path = before.join("data/events.csv");
    project.files.push(DataFile { path, ..DataFile::default() });
    save(&project, &before.join("spring.likely")).unwrap();
    let after = folder.path().join("after");
    fs::rename(&before, &after).unwrap();
    let found = load(&after.join("spring.likely")).unwrap();
    assert_eq!(found.files[0].path, after.join("data/events.csv"));
}

#[test]
fn a_newer_or_damaged_project_is_refused_in_words_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.likely");
    fs::write(&path, "{\"likely_project\": 99, \"name\": \"x\"}").unwrap();
    assert!(load(&path).unwrap_err().to_string().contains("newer version"));
    fs::write(&path, "{\"likely_project\": 1, \"name\": ").unwrap();
    assert!(load(&path).unwrap_err().to_string().contains("damaged"));
    assert!(fs::read_to_string(&path).unwrap().contains("\"name\""));
}

#[test]
fn a_project_that_an_editor_put_a_mark_in_front_of_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.likely");
    save(&project(), &path).unwrap();
    let plain = load(&path).unwrap();
    fs::write(&path, [b"\xef\xbb\xbf", &*fs::read(&path).unwrap()].concat()).unwrap();
    assert_eq!(load(&path).unwrap(), plain);
    save(&plain, &path).unwrap();
    assert!(fs::read(&path).unwrap().starts_with(b"{"));
}

#[test]
fn a_project_of_the_first_version_opens_with_everything_in_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/first-version.likely");
    let project = load(&path).unwrap();
    let [events, people, products, unused] = project.catalog.files.as_slice() else {
        panic!("{} files", project.catalog.files.len());
    };
    let roles = events.events().unwrap();
    assert_eq!(roles.person, ["customer_id"]);
    assert_eq!(roles.leave_out, [RowFilter::Negative("quantity".into())]);
    assert_eq!(roles.repeats, Repeats::ById("message_id".into()));
    assert!(matches!(people, FileRole::People(table) if table.id == "customer_id"));
    assert!(matches!(products, FileRole::Products { id, .. } if id == "sku"));
    assert!(matches!(unused, FileRole::Unused));
    let saved = project.audience(3).unwrap();
    let eligibility = &saved.audience.eligibility;
    assert_eq!((eligibility.rules.len(), eligibility.active_within_days), (2, Some(180)));
    assert_eq!((eligibility.suppression.len(), &*eligibility.not_in), (1, &[2][..]));
    assert_eq!(saved.audience.size, Size::People(500));
    assert_eq!(saved.audience.recommend.as_ref().map(|r| r.count), Some(2));
    let choice = &saved.lists.choices[0];
    assert!(choice.destination.escape_formulas && choice.destination.key == "own-1");
    assert!(saved.lists.consent.is_some());
    assert!((saved.made.as_ref().unwrap().lift - 3.5).abs() < 1e-9);
    assert_eq!(project.clone().add_audience(Audience::default()), 4);
}

#[test]
fn one_gesture_is_one_undo() {
    let mut undo = Undo::new(project());
    let size = |p: &mut Project, n| p.audiences[0].audience.size = Size::People(n);
    undo.change("change size".into(), |p| size(p, 10));
    undo.change("change size".into(), |p| size(p, 20));
    undo.settle();
    undo.change("change size".into(), |p| size(p, 30));
    assert!(!undo.change("change size".into(), |p| size(p, 30)));
    assert!(undo.undo());
    assert_eq!(undo.get().audiences[0].audience.size, Size::People(20));
    assert!(undo.undo());
    assert_eq!(undo.get(), &project());
    assert!(undo.redo() && undo.redo() && !undo.redo());
    assert_eq!(undo.get().audiences[0].audience.size, Size::People(30));
}

#[test]
fn recent_projects_are_kept_newest_first_without_repeats() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sub/recent.json");
    let mut recent = Recent::load(&file);
    for (name, at) in [("a.likely", 1), ("b.likely", 2), ("a.likely", 3)] {
        recent.add(Path::new(name), at, Some(&file));
    }
    let names: Vec<_> = Recent::load(&file).projects.into_iter().map(|p| p.0).collect();
    assert_eq!(names, [PathBuf::from("a.likely"), PathBuf::from("b.likely")]);
}

#[test]
fn an_older_project_opens_with_the_usual_for_what_it_does_not_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.likely");
    let old = r#"{"likely_project": 1, "audiences": [{"audience": {"id": 1, "name": "Tea"}}]}"#;
    fs::write(&path, old).unwrap();
    let project = load(&path).unwrap();
    assert!(project.priority.is_empty());
    let audience = &project.audiences[0].audience;
    assert_eq!(audience, &Audience { id: 1, name: "Tea".into(), ..Audience::default() });
}

#[test]
fn priority_bears_audiences_that_are_gone_or_named_twice() {
    let mut project = Project::default();
    for _ in 0..4 {
        project.add_audience(Audience::default());
    }
    project.priority = vec![3, 99, 1, 3];
    let order: Vec<u64> = project.by_priority().map(|s| s.audience.id).collect();
    assert_eq!(order, [3, 1, 2, 4]);
    assert!(project.is_before(3, 1) && !project.is_before(1, 3) && !project.is_before(3, 2));
    let before = |id| project.before(id).map(|s| s.audience.id).collect::<Vec<_>>();
    assert_eq!((before(1), before(3), before(2)), (vec![3], vec![], vec![]));
}

#[test]
fn a_destination_of_ones_own_is_the_same_wherever_it_is_chosen() {
    use crate::export::own;
    let mut project = Project::default();
    let mine = own::own([]);
    project.destinations.push(mine.clone());
    let id = project.add_audience(Audience::default());
    let lists = &mut project.audience_mut(id).unwrap().lists;
    lists.choices.push(Choice { hashed: true, ..Choice::of(&mine) });
    project.change_destination("own-1", |d| d.name = "Our shop".into());
    let choice = &project.audience(id).unwrap().lists.choices[0];
    assert_eq!((choice.destination.name.as_str(), choice.hashed), ("Our shop", true));
    let json = serde_json::to_string(&project).unwrap();
    assert_eq!(serde_json::from_str::<Project>(&json).unwrap(), project);
    project.remove_destination("own-1");
    assert!(project.destinations.is_empty());
    assert!(project.audience(id).unwrap().lists.choices.is_empty());
}

#[test]
fn what_later_versions_wrote_is_carried_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.likely");
    let text = r#"{"likely_project": 1, "colour": "red", "next_audience": 1,
        "catalog": {"later": [1.5, null]},
        "files": [{"path": "/a.csv", "sheet": 2}],
        "folders": [{"path": "/a", "depth": 1}],
        "audiences": [{"pinned": true,
            "audience": {"id": 1, "owner": {"name": "Kim"}, "may_be_in": {"at_most": 3}},
            "lists": {"weekly": true}, "made": {"at": 5, "by": "schedule"}}]}"#;
    fs::write(&path, text).unwrap();
    let opened = load(&path).unwrap();
    save(&opened, &path).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let audience = &json["audiences"][0];
    for (value, want) in [
        (&json["colour"], "\"red\""),
        (&json["catalog"]["later"], "[1.5,null]"),
        (&json["files"][0]["sheet"], "2"),
        (&json["folders"][0]["depth"], "1"),
        (&audience["pinned"], "true"),
        (&audience["audience"]["owner"]["name"], "\"Kim\""),
        (&audience["audience"]["eligibility"]["at_most"], "3"),
        (&audience["lists"]["weekly"], "true"),
        (&audience["made"]["by"], "\"schedule\""),
    ] {
        assert_eq!(value.to_string(), want);
    }
    assert_eq!(json["likely_project"], 1);
    assert!(!opened.unknown.contains_key("likely_project"));
    assert_eq!(load(&path).unwrap().audiences, opened.audiences);
}

#[test]
fn the_last_good_copy_is_opened_where_the_project_file_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    let first = project();
    save(&first, &path).unwrap();
    assert!(!copy_of(&path).exists(), "there was nothing before");
    let mut second = first.clone();
    second.add_audience(Audience { name: "Tea".into(), ..Audience::default() });
    save(&second, &path).unwrap();
    // Saved again without a change, the copy is still the one before.
    save(&second, &path).unwrap();
    let whole = fs::read(&path).unwrap();
    for damaged in [&whole[..whole.len() / 2], b"", b"\xff\xfe\0"] {
        fs::write(&path, damaged).unwrap();
        let refused = load(&path).unwrap_err().to_string();
        assert!(refused.contains("spring.likely.bak"), "{refused}");
        let opened = load_or_copy(&path).unwrap();
        assert_eq!(opened.project, first);
        assert!(opened.copy.unwrap().to_string().contains("spring.likely is damaged"));
        assert_eq!(fs::read(&path).unwrap(), damaged, "nothing is changed by opening");
    }
    // Saving over the damaged file keeps the good copy.
    save(&second, &path).unwrap();
    assert_eq!(load_or_copy(&path).unwrap().project, second);
    assert_eq!(found_in(&copy_of(&path)), found_in_project(&first));
}

/// Names of the audiences in a file.
fn found_in(path: &Path) -> Vec<String> {
    found_in_project(&serde_json::from_slice(&fs::read(path).unwrap()).unwrap())
}

fn found_in_project(project: &Project) -> Vec<String> {
    project.audiences.iter().map(|saved| saved.audience.name.clone()).collect()
}

#[test]
fn saving_does_not_touch_a_newer_project_or_what_is_no_project() {
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("newer.likely");
    let text = "{\"likely_project\": 4294967297, \"audiences\": \"other\"}";
    fs::write(&newer, text).unwrap();
    assert!(load(&newer).unwrap_err().to_string().contains("newer version"));
    assert!(save(&project(), &newer).unwrap_err().to_string().contains("newer version"));
    assert_eq!(fs::read_to_string(&newer).unwrap(), text);
    let export = folder.path().join("events.csv");
    fs::write(&export, "user,time\n").unwrap();
    assert!(save(&project(), &export).unwrap_err().to_string().contains("not touched"));
    assert_eq!(fs::read_to_string(&export).unwrap(), "user,time\n");
    assert_eq!(folder.path().read_dir().unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn who_may_read_a_project_may_read_what_is_saved_over_it_and_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    save(&project(), &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    save(&Project::default(), &path).unwrap();
    for path in [&path, &copy_of(&path)] {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn unsaved_work_is_offered_once_its_program_has_ended_and_only_to_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("unsaved");
    let saved_as = folder.join("spring.likely");
    let place = Place::new(&folder).unwrap();
    save(&Project::default(), &saved_as).unwrap();
    place.keep(&project(), Some(&saved_as)).unwrap();
    let other = Place::new(&folder).unwrap();
    assert!(waiting(&folder).is_empty(), "it belongs to a living program");
    #[cfg(unix)]
    for entry in folder.read_dir().unwrap().map(Result::unwrap) {
        use std::os::unix::fs::PermissionsExt;
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert!(mode == 0o600 || entry.path() == saved_as, "{entry:?}");
    }
    drop((place, other));
    let mut left = waiting(&folder);
    assert!(waiting(&folder).is_empty(), "it is offered by one program only");
    assert_eq!((left.len(), &left[0].project), (1, &project()));
    assert_eq!(left[0].path.as_ref(), Some(&saved_as));
    left.clear();
    // The project file was changed meanwhile: it is not to be overwritten by this.
    save(&project(), &saved_as).unwrap();
    let mut left = waiting(&folder);
    assert_eq!(left[0].path, None);
    left.remove(0).discard().unwrap();
    assert!(waiting(&folder).is_empty());
    let names = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    assert!(
        names.map(|path| path.extension().unwrap().to_owned()).all(|e| e == "likely" || e == "bak")
    );
}

#[test]
fn a_save_that_is_killed_at_any_moment_leaves_the_old_or_the_new_project() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    const FILE: &str = "LIKELY_TEST_SAVES_TO";
    /// How often it is killed.
    const KILLS: u64 = 24;
    let of = |audiences: usize| {
        let mut project = Project::default();
        for number in 0..audiences {
            let name = format!("audience {number}");
            project.add_audience(Audience { name, ..Audience::default() });
        }
        project
    };
    let sizes = [20, 400];
    if let Some(path) = std::env::var_os(FILE) {
        let began = Instant::now();
        // It ends by itself where nobody is left to kill it.
        while began.elapsed() < Duration::from_secs(60) {
            sizes.iter().for_each(|size| save(&of(*size), Path::new(&path)).unwrap());
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    save(&of(sizes[0]), &path).unwrap();
    let name = std::thread::current().name().unwrap().to_owned();
    let mut in_the_middle = 0;
    for kill in 0..KILLS {
        let before = fs::read(&path).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &name])
            .env(FILE, &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        while fs::read(&path).unwrap() == before {
            assert!(began.elapsed() < Duration::from_secs(60), "nothing was saved");
            std::thread::sleep(Duration::from_millis(1));
        }
        // Anywhere between two saves or in one, each time at another moment.
        std::thread::sleep(Duration::from_micros(kill * 1_237 % 20_000));
        child.kill().unwrap();
        child.wait().unwrap();
        in_the_middle += usize::from(folder.path().read_dir().unwrap().count() > 2);
        for file in [&path, &copy_of(&path)] {
            assert!(sizes.contains(&found_in(file).len()), "kill {kill}");
        }
        assert!(sizes.contains(&load(&path).unwrap().audiences.len()));
    }
    println!("{in_the_middle} of {KILLS} kills left a part of a file");
    // As the next program does that writes there.
    crate::base::part_file::sweep(folder.path());
    assert_eq!(folder.path().read_dir().unwrap().count(), 2, "parts are swept");
}
