//! The project's name, typed anew where it stands in the bar.

use std::path::{Path, PathBuf};

use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::harness::settle;
use super::{light, open_shop, press, texts};
use crate::app::{Action, App, Asked, Command};
use crate::audience::Store;
use crate::project;

/// Types a name over the one in the bar.
fn call(harness: &mut Harness<'_, App>, name: &str) {
    let now = harness.state().state.name();
    press(harness, &format!("Rename {now}"));
    // All of it is selected: what is typed takes its place.
    let field = harness.get_by_role_and_label(Role::TextInput, "Project name");
    assert!(field.is_focused());
    harness.event(egui::Event::Text(name.to_owned()));
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    settle(harness);
}

fn saved_at(harness: &mut Harness<'_, App>, path: &Path) {
    harness.state_mut().state.answer(Asked::SaveProject(None), vec![path.to_owned()]);
    settle(harness);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_saved_projects_file_follows_its_name() {
    let mut harness = light();
    let _shop = open_shop(&mut harness);
    let folder = tempfile::tempdir().unwrap();
    let (old, new) =
        (folder.path().join("spring.likely"), folder.path().join("Easter sale.likely"));
    saved_at(&mut harness, &old);
    harness.state_mut().state.apply(Action::NewAudience(None));
    saved_at(&mut harness, &old);
    let records = Store::beside(&old).folder().to_owned();
    std::fs::create_dir_all(&records).unwrap();
    std::fs::write(records.join("1-1760000000-lists.members"), "a record").unwrap();
    harness.state_mut().state.apply(Action::NewAudience(None));
    let before = harness.state().state.project().clone();
    call(&mut harness, "Easter sale");
    let state = &harness.state().state;
    assert_eq!((state.session.path.as_deref(), state.name()), (Some(&*new), "Easter sale".into()));
    assert!(state.is_dirty(), "what was not saved is still not saved");
    assert_eq!(*state.project(), before, "nothing that was decided is another");
    let recent: Vec<&PathBuf> = state.recent.projects.iter().map(|(path, _)| path).collect();
    assert_eq!(recent, [&new]);
    let lock = ".Easter sale.likely.lock";
    assert_eq!(
        names(folder.path()),
        [lock, "Easter sale.likely", "Easter sale.likely.bak", "Easter sale.members"]
    );
    assert!(Store::beside(&new).folder().join("1-1760000000-lists.members").exists());
    assert!(texts(&harness).iter().any(|t| t == "The project is called Easter sale now"));
    // It is saved where it is now, and is the project that it was.
    harness.state_mut().state.apply(Action::Do(Command::Save));
    settle(&mut harness);
    assert!(harness.state().state.is_saved() && !old.exists());
    assert_eq!(project::load(&new).unwrap().audiences.len(), 2);
}

#[test]
fn a_name_that_is_taken_or_no_file_name_changes_nothing() {
    let mut harness = light();
    let _shop = open_shop(&mut harness);
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("spring.likely");
    saved_at(&mut harness, &old);
    std::fs::write(folder.path().join("taken.likely"), "somebody's").unwrap();
    let there = names(folder.path());
    for (name, words) in [
        ("taken", "There is a file taken.likely in this folder already"),
        ("a/b", "A project cannot be called a/b"),
        ("CON", "A project cannot be called CON"),
    ] {
        call(&mut harness, name);
        assert!(texts(&harness).iter().any(|t| t.starts_with(words)), "{:?}", texts(&harness));
        assert_eq!(harness.state().state.name(), "spring");
        assert_eq!(names(folder.path()), there);
    }
    let theirs = std::fs::read_to_string(folder.path().join("taken.likely")).unwrap();
    assert_eq!(theirs, "somebody's");
}

#[test]
fn a_project_without_a_file_is_called_as_was_typed_and_that_is_undone() {
    let mut harness = light();
    let _shop = open_shop(&mut harness);
    press(&mut harness, "Rename Untitled");
    harness.event(egui::Event::Text("Never".into()));
    harness.run_steps(2);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(harness.state().state.name(), "Untitled", "Escape keeps the name");
    call(&mut harness, "Spring");
    assert_eq!(harness.state().state.name(), "Spring");
    harness.get_by_label("Project: Spring");
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    harness.run_steps(3);
    assert_eq!(harness.state().state.name(), "Untitled");
    harness.state_mut().state.apply(Action::Do(Command::RenameProject));
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::TextInput, "Project name");
}
