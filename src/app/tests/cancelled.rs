//! Work that is cancelled leaves things as they were: begun again, it gives what it would have given.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use egui_kittest::Harness;

use super::audiences::until;
use super::harness::{is_live, settle};
use super::screens::change;
use super::{light, open_shop};
use crate::app::widgets::Toasts;
use crate::app::{Action, App, Asked, Command, Job, Screen};
use crate::audience::{Audience, Status, Window};
use crate::model::{Condition, Target};

/// A saved project with an audience whose lists were written, in a folder.
fn project() -> (Harness<'static, App>, tempfile::TempDir) {
    let mut harness = light();
    let folder = open_shop(&mut harness);
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    change(&mut harness, |project| {
        let condition = Condition { column: "Brand".into(), values: vec!["Northwind".into()] };
        let target = Target { conditions: vec![condition], ..Target::default() };
        let audience = Audience { name: "Spring".into(), target, ..Audience::default() };
        project.add_audience(audience);
        project.audiences[0].audience.control_percent = 20.0;
    });
    let path = folder.path().join("shop.likely");
    harness.state_mut().state.answer(Asked::SaveProject(None), vec![path.clone()]);
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, is_live);
    harness.state_mut().state.apply(write());
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Do(Command::Save));
    settle(&mut harness);
    let more = "user_id,timestamp,event,product_id\nu1,2026-02-01T10:00:00Z,Seen,p1\n";
    fs::write(folder.path().join("more.csv"), more).unwrap();
    fs::copy(&path, folder.path().join("other.likely")).unwrap();
    harness.state_mut().state.toasts = Toasts::default();
    (harness, folder)
}

/// Writes its lists, over those that are there.
fn write() -> Action {
    Action::CreateLists { id: 1, replace: true, accept_damaged: false }
}

/// What is in the files of a folder and below, but for those that say when they were written.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            all.extend(files(&path).into_iter().map(|(own, text)| (format!("{name}/{own}"), text)));
        } else {
            let text = if name.ends_with(".csv") { fs::read(&path).unwrap() } else { Vec::new() };
            all.insert(name, text);
        }
    }
    all
}

/// Starts work that ends in something to see: as it is, and when it was cancelled before.
fn check<T: PartialEq + std::fmt::Debug>(
    job: Job,
    start: impl Fn(&Path) -> Action,
    seen: impl Fn(&App) -> T,
) {
    let mut all = Vec::new();
    for cancelled in [false, true] {
        let (mut harness, folder) = project();
        let folder = folder.path();
        if cancelled {
            let (files_before, seen_before) = (files(folder), seen(harness.state()));
            let state = &mut harness.state_mut().state;
            state.apply(start(folder));
            assert!(state.work_on(job).is_some(), "{job:?} is not under way");
            state.apply(Action::Cancel(job));
            assert!(state.work_on(job).is_none(), "{job:?} goes on");
            assert!(state.toasts.texts().any(|words| words.starts_with("Cancelled")), "{job:?}");
            settle(&mut harness);
            assert!(harness.state().state.session.trouble.is_none(), "{job:?}");
            assert_eq!(seen(harness.state()), seen_before, "{job:?}");
            // Parts go when the worker hears of it.
            until(&mut harness, |_| files(folder) == files_before);
        }
        harness.state_mut().state.apply(start(folder));
        settle(&mut harness);
        all.push(seen(harness.state()));
    }
    assert_eq!(all[0], all[1], "{job:?}");
}

fn ranked(app: &App) -> Option<usize> {
    let audience = &app.state.project().audiences[0].audience;
    match app.state.session.audiences.status(audience) {
        Status::Live(people) => Some(people),
        _ => None,
    }
}

#[test]
fn files_that_are_opened() {
    let more = |folder: &Path| Action::Open(vec![folder.join("more.csv")]);
    check(Job::Look, more, |app| app.state.project().files.len());
}

#[test]
fn a_project_that_is_opened() {
    let other = |folder: &Path| Action::Open(vec![folder.join("other.likely")]);
    let name = |app: &App| Some(app.state.session.path.as_ref()?.file_name()?.to_owned());
    check(Job::OpenProject, other, name);
}

#[test]
fn a_catalog_that_is_saved() {
    let save = |_: &Path| Action::Do(Command::SaveCatalog);
    let people = |app: &App| app.state.current_past().map(|past| past.ready.history.person_count());
    check(Job::Build, save, people);
}

#[test]
fn a_campaign_that_is_measured() {
    let measure = |_: &Path| Action::Measure(1, Window::default());
    let measured = |app: &App| {
        let latest = app.state.session.measure.of(1);
        latest.map(|m| (m.value().is_some(), m.failure().map(str::to_owned))).unwrap_or_default()
    };
    check(Job::Measure(1), measure, measured);
}

/// They are written over those that are there; each is the same.
#[test]
fn lists_that_are_written() {
    let words = |app: &App| app.state.project().audiences[0].made.is_some();
    check(Job::Lists(1), |_| write(), words);
}

/// What was found before is not shown as what is true now; it is found when it is asked for again.
#[test]
fn an_audience_that_is_refreshed() {
    let (mut harness, _folder) = project();
    let before = ranked(harness.state());
    assert!(before.is_some());
    let state = &mut harness.state_mut().state;
    state.apply(Action::Refresh(1));
    assert!(state.work_on(Job::Audience(1)).is_some());
    state.apply(Action::Cancel(Job::Audience(1)));
    settle(&mut harness);
    until(&mut harness, |app| !app.state.session.refresh.running());
    assert_eq!(ranked(harness.state()), None);
    harness.state_mut().state.apply(Action::Refresh(1));
    until(&mut harness, is_live);
    assert_eq!(ranked(harness.state()), before);
}
