//! What a person does while work is under way: its result is about things as they were, and must not
//! undo, misplace or lose what was decided meanwhile.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::harness::settle;
use super::screens::change;
use super::{light, open_shop};
use crate::app::{Action, App, Asked, Command, Job, Open, Screen, Then};
use crate::catalog::FileRole;

/// The project's files, each with what it is; the suggestion is right about all of them.
fn roles(app: &App) -> BTreeMap<String, &'static str> {
    let project = app.state.project();
    assert_eq!(project.files.len(), project.catalog.files.len(), "a role for each file");
    let named = project.files.iter().zip(&project.catalog.files).map(|(file, role)| {
        let kind = match role {
            FileRole::Events(_) => "events",
            FileRole::Products { .. } => "products",
            FileRole::People(_) => "people",
            FileRole::Unused => "unused",
        };
        (file.path.file_name().unwrap().to_string_lossy().into_owned(), kind)
    });
    let all: BTreeMap<_, _> = named.collect();
    assert_eq!(all.len(), project.files.len(), "each file once");
    all
}

fn shop_with_more() -> (Harness<'static, App>, tempfile::TempDir) {
    let mut harness = light();
    let folder = open_shop(&mut harness);
    let mut more = "user_id,timestamp,event,product_id\n".to_owned();
    for n in 0..40 {
        more += &format!("u{n},2026-02-01T10:00:00Z,Seen,p{}\n", n % 7);
    }
    fs::write(folder.path().join("more.csv"), more).unwrap();
    let mut people = "user_id,email,country\n".to_owned();
    for n in 0..200 {
        people += &format!("u{n},kim{n}@shop.example,DE\n");
    }
    fs::write(folder.path().join("people.csv"), people).unwrap();
    (harness, folder)
}

fn apply(harness: &mut Harness<'_, App>, action: Action) {
    harness.state_mut().state.apply(action);
}

fn opened(folder: &Path, name: &str) -> Action {
    Action::Open(vec![folder.join(name)])
}

#[test]
fn files_keep_their_roles_whatever_is_done_while_others_are_looked_at() {
    type Do = fn(&Path) -> Action;
    let (shop, more) = ([("events.csv", "events"), ("products.csv", "products")], "more.csv");
    let cases: [(&str, Option<Do>, Do, &[&str]); 8] = [
        ("a step back", None, |_| Action::Do(Command::Undo), &[more]),
        (
            "forward again",
            Some(|_| Action::Do(Command::Undo)),
            |_| Action::Do(Command::Redo),
            &["events.csv", "products.csv", more],
        ),
        ("the first is taken out", None, |_| Action::RemoveFile(0), &["products.csv", more]),
        ("the second is taken out", None, |_| Action::RemoveFile(1), &["events.csv", more]),
        (
            "another is opened",
            None,
            |folder| opened(folder, "people.csv"),
            &["events.csv", "products.csv", more, "people.csv"],
        ),
        (
            "the same is opened",
            None,
            |folder| opened(folder, "more.csv"),
            &["events.csv", "products.csv", more],
        ),
        (
            "the catalog is saved",
            None,
            |_| Action::Do(Command::SaveCatalog),
            &["events.csv", "products.csv", more],
        ),
        (
            "the catalog is filled in anew",
            None,
            |_| Action::Do(Command::StartOver),
            &["events.csv", "products.csv", more],
        ),
    ];
    for (what, first, meanwhile, expected) in cases {
        let (mut harness, folder) = shop_with_more();
        if let Some(first) = first {
            apply(&mut harness, first(folder.path()));
            settle(&mut harness);
        }
        apply(&mut harness, opened(folder.path(), more));
        assert!(harness.state().state.work_on(Job::Look).is_some(), "{what}");
        apply(&mut harness, meanwhile(folder.path()));
        settle(&mut harness);
        let known = |name: &str| {
            let others = [(more, "events"), ("people.csv", "people")];
            let role = shop.iter().chain(&others).find(|(known, _)| *known == name).unwrap().1;
            (name.to_owned(), role)
        };
        let expected: BTreeMap<_, _> = expected.iter().map(|name| known(name)).collect();
        assert_eq!(roles(harness.state()), expected, "{what}");
        // What the files say is in the catalog.
        let events = &harness.state().state.project().catalog.events;
        assert!(events.iter().any(|event| event.name == "Seen"), "{what}: {events:?}");
        let bought = events.iter().any(|event| event.name == "Order Completed");
        assert_eq!(bought, expected.contains_key("events.csv"), "{what}: {events:?}");
    }
}

#[test]
fn a_file_of_a_project_that_has_no_role_gets_one() {
    let (mut harness, _folder) = shop_with_more();
    change(&mut harness, |project| project.catalog.files.truncate(1));
    settle(&mut harness);
    let all: Vec<_> = roles(harness.state()).into_values().collect();
    assert_eq!(all, ["events", "products"]);
}

#[test]
fn a_folder_is_watched_as_long_as_its_files_are_in_the_project() {
    let (mut harness, folder) = shop_with_more();
    let within = folder.path().join("within");
    fs::create_dir(&within).unwrap();
    fs::copy(folder.path().join("more.csv"), within.join("more.csv")).unwrap();
    let watched = |harness: &Harness<'_, App>| {
        let project = harness.state().state.project();
        (project.files.len(), project.folders.iter().map(|f| f.path.clone()).collect::<Vec<_>>())
    };
    apply(&mut harness, opened(folder.path(), "within"));
    apply(&mut harness, Action::Cancel(Job::Look));
    settle(&mut harness);
    assert_eq!(watched(&harness), (2, vec![]));
    apply(&mut harness, opened(folder.path(), "within"));
    settle(&mut harness);
    assert_eq!(watched(&harness), (3, vec![within.clone()]));
    apply(&mut harness, Action::Do(Command::Undo));
    settle(&mut harness);
    assert_eq!(watched(&harness), (2, vec![]));
    apply(&mut harness, Action::Do(Command::Redo));
    settle(&mut harness);
    assert_eq!(watched(&harness), (3, vec![within]));
}

#[test]
fn counting_that_is_cancelled_is_not_begun_again_by_itself() {
    let (mut harness, _folder) = shop_with_more();
    let other = |project: &mut crate::project::Project| {
        if let FileRole::Events(events) = &mut project.catalog.files[0] {
            events.person = vec!["product_id".into()];
        }
    };
    apply(&mut harness, Action::Change("who".into(), Box::new(other)));
    assert!(harness.state().state.work_on(Job::Look).is_some());
    apply(&mut harness, Action::Cancel(Job::Look));
    harness.run_steps(3);
    assert!(harness.state().state.work_on(Job::Look).is_none());
    let counted = |harness: &Harness<'_, App>| {
        let state = &harness.state().state;
        state.opened(0).and_then(|opened| Some(opened.scan.as_ref()?.people.len()))
    };
    assert_eq!(counted(&harness), None, "counts of other people would be shown");
    apply(&mut harness, Action::Do(Command::Undo));
    settle(&mut harness);
    assert_eq!(counted(&harness), Some(211), "as it was");
    apply(&mut harness, Action::Do(Command::Redo));
    apply(&mut harness, Action::Cancel(Job::Look));
    apply(&mut harness, Action::Go(Screen::Data));
    harness.run_steps(3);
    harness.get_by_label("Count events.csv").click();
    harness.run_steps(1);
    settle(&mut harness);
    assert!(harness.query_by_label("Count events.csv").is_none());
    assert_eq!(counted(&harness), Some(40), "products stand for people now");
}

#[test]
fn files_that_are_opened_meanwhile_are_not_mixed_with_the_sample_store() {
    let (mut harness, folder) = shop_with_more();
    apply(&mut harness, Action::Do(Command::NewProject));
    harness.state_mut().state.save_first(Then::New, false);
    apply(&mut harness, Action::Do(Command::SampleStore));
    assert!(harness.state().state.work_on(Job::Sample).is_some());
    apply(&mut harness, opened(folder.path(), "more.csv"));
    assert!(harness.state().state.work_on(Job::Sample).is_none(), "it would come on top");
    settle(&mut harness);
    assert_eq!(roles(harness.state()).len(), 1);
}

#[test]
fn what_is_decided_while_a_project_is_saved_or_opened_is_asked_about() {
    let (mut harness, folder) = shop_with_more();
    let other = folder.path().join("other.likely");
    harness.state_mut().state.answer(Asked::SaveProject(None), vec![other.clone()]);
    settle(&mut harness);
    let path = folder.path().join("shop.likely");
    harness.state_mut().state.answer(Asked::SaveProject(None), vec![path.clone()]);
    settle(&mut harness);
    let then = Then::OpenProject(other.clone());
    let rename = |event: &'static str| {
        let choose = move |project: &mut crate::project::Project| {
            let found = project.catalog.events.iter_mut().find(|choice| choice.name == event);
            let found = found.expect("an event of the shop");
            found.chosen = !found.chosen;
        };
        Action::Change("choose".into(), Box::new(choose))
    };
    for saving in [true, false] {
        let before = harness.state().state.project().clone();
        if saving {
            apply(&mut harness, rename("Product Viewed"));
            harness.state_mut().state.save_first(then.clone(), true);
        } else {
            apply(&mut harness, Action::Open(vec![other.clone()]));
            assert!(harness.state().state.work_on(Job::OpenProject).is_some());
        }
        apply(&mut harness, rename("Product Added"));
        settle(&mut harness);
        assert_eq!(harness.state().state.open, Open::SaveFirst(then.clone()), "saving: {saving}");
        assert_eq!(harness.state().state.session.path.as_ref(), Some(&path));
        assert_ne!(*harness.state().state.project(), before, "saving: {saving}");
        harness.state_mut().state.open = Open::Nothing;
        apply(&mut harness, Action::Do(Command::Save));
        settle(&mut harness);
    }
    // Nothing was decided meanwhile: nobody is asked.
    apply(&mut harness, Action::Open(vec![other.clone()]));
    settle(&mut harness);
    assert_eq!(harness.state().state.session.path.as_ref(), Some(&other));
}

#[test]
fn a_message_offers_to_undo_only_what_it_tells_of() {
    let (mut harness, _folder) = shop_with_more();
    // One stands in the bar.
    let offers = |harness: &Harness<'_, App>| harness.get_all_by_label("Undo").count() - 1;
    apply(&mut harness, Action::RemoveFile(1));
    settle(&mut harness);
    assert_eq!(offers(&harness), 1);
    let other = |project: &mut crate::project::Project| project.catalog.events[0].chosen = false;
    apply(&mut harness, Action::Change("choose".into(), Box::new(other)));
    harness.run_steps(2);
    assert_eq!(offers(&harness), 0, "it would undo the choice");
    apply(&mut harness, Action::Do(Command::Undo));
    apply(&mut harness, Action::RemoveFile(0));
    settle(&mut harness);
    assert_eq!(offers(&harness), 1);
    harness.get_all_by_label("Undo").last().expect("the message's").click();
    settle(&mut harness);
    assert_eq!(roles(harness.state()).len(), 1, "the file is back");
    assert_eq!(offers(&harness), 0);
}
