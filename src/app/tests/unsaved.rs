//! What was not saved when the program crashed is offered the next time; a damaged project file does
//! not lose the project.

use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{light, open, open_shop};
use crate::app::tests::harness::{settle, until};
use crate::app::{Action, App, Command, Screen, Then};
use crate::project;

const FOLDER: &str = "LIKELY_TEST_DECIDES_INTO";

fn kept(folder: &Path) -> usize {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().extension() == Some("unsaved".as_ref())).count()
}

fn decide(app: &mut App, folder: &Path) {
    app.state.keep_unsaved_in(folder.to_owned());
    app.state.apply(Action::NewAudience(None));
    app.state.apply(Action::NewAudience(None));
}

/// A window over a folder with what was not saved.
fn window(folder: &Path) -> Harness<'static, App> {
    let mut harness = light();
    harness.state_mut().state.keep_unsaved_in(folder.to_owned());
    until(&mut harness, |app| !app.state.is_looking_for_left());
    harness
}

/// The next window after one crashed, which the system may still be taking apart.
fn next_window(folder: &Path) -> Harness<'static, App> {
    let mut harness = window(folder);
    assert!(!harness.state().state.left.is_empty(), "nothing was left");
    harness.run_steps(4);
    harness
}

fn killed(mut child: Child, folder: &Path) {
    let began = Instant::now();
    while kept(folder) == 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing was kept");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn work_of_a_killed_program_is_offered_and_opened_or_thrown_away() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let mut app = App::bare();
        decide(&mut app, Path::new(&folder));
        // It ends by itself where nobody is left to kill it.
        for _ in 0..6_000 {
            app.state.poll();
            std::thread::sleep(Duration::from_millis(10));
        }
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let name = std::thread::current().name().unwrap().to_owned();
    let start = || {
        Process::new(std::env::current_exe().unwrap())
            .args(["--exact", &name])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    killed(start(), folder.path());
    let mut harness = next_window(folder.path());
    harness.get_by_label_contains(": 0 files, 2 audiences");
    harness.get_by_label_contains("Open unsaved work of today").click();
    harness.run_steps(4);
    assert_eq!(harness.state().state.project().audiences.len(), 2);
    assert!(harness.state().state.is_dirty() && harness.state().state.left.is_empty());
    // Now it is this window's, which crashes too.
    until(&mut harness, |_| kept(folder.path()) == 1);
    drop(harness);
    let mut harness = next_window(folder.path());
    harness.get_by_label_contains("Throw away unsaved work of today").click();
    harness.run_steps(4);
    until(&mut harness, |_| kept(folder.path()) == 0);
    assert!(harness.query_by_label_contains("unsaved work").is_none());
}

#[test]
fn work_of_a_program_that_is_still_being_taken_apart_is_offered_too() {
    let folder = tempfile::tempdir().unwrap();
    let place = project::Place::new(folder.path()).unwrap();
    place.keep(&project::Project::default(), None).unwrap();
    let mut harness = light();
    harness.state_mut().state.keep_unsaved_in(folder.path().to_owned());
    // What held it lets go of it only now, as a program does that was killed while the next one starts.
    std::thread::sleep(Duration::from_millis(300));
    harness.run_steps(2);
    drop(place);
    until(&mut harness, |app| !app.state.is_looking_for_left());
    assert_eq!(harness.state().state.left.len(), 1);
}

#[test]
fn what_is_saved_or_left_on_purpose_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path());
    let shop = open_shop(&mut harness);
    until(&mut harness, |_| kept(folder.path()) == 1);
    // A second window does not offer what belongs to the first.
    assert!(window(folder.path()).state().state.left.is_empty());
    let path = shop.path().join("spring.likely");
    harness.state_mut().state.answer(crate::app::Asked::SaveProject(None), vec![path.clone()]);
    settle(&mut harness);
    until(&mut harness, |_| kept(folder.path()) == 0);
    // A decision after it is kept again, and knows whose it is.
    harness.state_mut().state.apply(Action::NewAudience(None));
    until(&mut harness, |_| kept(folder.path()) == 1);
    drop(harness);
    let mut harness = next_window(folder.path());
    harness.get_by_label_contains(": 2 files, 1 audience");
    harness.get_by_label_contains("Of the project spring.likely");
    harness.get_by_label_contains("Open unsaved work of today").click();
    harness.run_steps(4);
    settle(&mut harness);
    assert_eq!(harness.state().state.session.path.as_ref(), Some(&path));
    harness.state_mut().state.apply(Action::Do(Command::Quit));
    harness.state_mut().state.save_first(Then::Quit, false);
    assert!(harness.state().state.quit);
    assert_eq!(folder.path().read_dir().unwrap().count(), 0, "nothing is left");
}

#[test]
fn where_nothing_can_be_kept_the_person_is_told_once_and_works_on() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let mut harness = window(&blocked);
    let told = |app: &App| app.state.toasts.texts().filter(|t| t.contains("crash")).count();
    harness.state_mut().state.apply(Action::NewAudience(None));
    until(&mut harness, |app| told(app) == 1);
    harness.state_mut().state.apply(Action::NewAudience(None));
    harness.run_steps(4);
    assert_eq!(harness.state().state.project().audiences.len(), 2);
}

#[test]
fn a_damaged_project_opens_from_its_last_good_copy_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    let mut project = project::Project::default();
    project.add_audience(crate::audience::Audience::default());
    project::save(&project, &path).unwrap();
    project.add_audience(crate::audience::Audience::default());
    project::save(&project, &path).unwrap();
    std::fs::write(&path, "{\"likely_project\": 1, ").unwrap();
    let mut harness = light();
    open(&mut harness, vec![path.clone()]);
    harness.get_by_label_contains("spring.likely is damaged");
    assert_eq!(harness.state().state.project().audiences.len(), 1);
    assert!(harness.state().state.is_dirty(), "it can be saved");
    assert_ne!(harness.state().state.session.screen, Screen::Builder(1));
    harness.state_mut().state.apply(Action::Do(Command::Save));
    settle(&mut harness);
    assert_eq!(project::load(&path).unwrap().audiences.len(), 1);
}
