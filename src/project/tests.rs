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
    assert!(matches!(products, FileRole::Products { id } if id == "sku"));
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
    undo.change("change size", |p| size(p, 10));
    undo.change("change size", |p| size(p, 20));
    undo.settle();
    undo.change("change size", |p| size(p, 30));
    assert!(!undo.change("change size", |p| size(p, 30)));
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
