//! Each use case through both front ends, the window and the command line, on the same small shop:
//! the files and the figures are the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;
use egui::Theme;
use egui_kittest::Harness;

use crate::app::tests::audiences::{is_live, until};
use crate::app::tests::harness::{app, settle};
use crate::app::{Action, App, Command, Screen, Then};
use crate::audience::{Audience, Size, Store, SuppressionFile, Window};
use crate::cli;
use crate::common;
use crate::model::Recommend;
use crate::project::{self, Project};
use crate::workflow::{Storage, look};

/// Events of a hundred and fifty people over half a year, and who they are.
fn shop(folder: &Path) -> Vec<PathBuf> {
    let mut events = "user_id,timestamp,event,product_id,brand\n".to_owned();
    for person in 0..150 {
        for week in 0..26 {
            if (person * 7 + week * 3) % 5 > 2 {
                continue;
            }
            let brand = ["Tea House", "Bean & Co", "Cup Works"][(person + week / 9) % 3];
            let day = jiff::civil::date(2025, 1, 1)
                + jiff::Span::new().days((week * 7 + person % 7) as i64);
            let event = ["Product Viewed", "Order Completed"][(person + week) % 2];
            let product = (person + week) % 8;
            events += &format!("u{person:03},{day}T10:00:00Z,{event},p{product},{brand}\n");
        }
    }
    let mut people = "user_id,email,country,newsletter\n".to_owned();
    for person in 0..150 {
        let agreed = ["yes", "no", "yes"][person % 3];
        people += &format!("u{person:03},u{person}@example.com,DE,{agreed}\n");
    }
    let files = [folder.join("events.csv"), folder.join("customers.csv")];
    fs::write(&files[0], events).unwrap();
    fs::write(&files[1], people).unwrap();
    fs::write(folder.join("opt-outs.csv"), "email,id\nu3@example.com,\n,u006\n").unwrap();
    files.to_vec()
}

fn audience(name: &str, brand: &str, size: u64) -> Audience {
    let (horizon_days, size) = (Some(14), Size::People(size));
    Audience { horizon_days, size, ..common::audience(name, brand) }
}

/// The window on the shop with its catalog saved, and the project beside it, saved.
fn window(folder: &Path, audiences: Vec<Audience>) -> Harness<'static, App> {
    let files = shop(folder);
    let mut harness = app(Theme::Light);
    apply(&mut harness, Action::Open(files));
    settle(&mut harness);
    apply(&mut harness, Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    change(&mut harness, move |project| {
        for audience in audiences {
            project.add_audience(audience);
        }
    });
    save(&mut harness, &folder.join("window").join("spring.likely"));
    until(&mut harness, is_live);
    harness
}

fn apply(harness: &mut Harness<'_, App>, action: Action) {
    harness.state_mut().state.apply(action);
    harness.run_steps(3);
}

pub(super) fn change(harness: &mut Harness<'_, App>, change: impl FnOnce(&mut Project) + 'static) {
    apply(harness, Action::Change("test".into(), Box::new(change)));
}

/// Saves the project, and the same one for the command line in a folder beside it.
fn save(harness: &mut Harness<'_, App>, path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    harness.state_mut().state.session.path = Some(path.to_owned());
    apply(harness, Action::Do(Command::Save));
    settle(harness);
    let beside = path.parent().unwrap().parent().unwrap().join("line");
    fs::create_dir_all(&beside).unwrap();
    let project = project::load(path).unwrap();
    project::save(&project, &beside.join("spring.likely")).unwrap();
}

/// Goes to an audience's destinations and waits for its people: of an audience that is not on the
/// screen only a summary is kept.
fn show(harness: &mut Harness<'_, App>, id: u64) {
    apply(harness, Action::Go(Screen::Destinations(id)));
    until(harness, |app| {
        let audience = &app.state.project().audience(id).unwrap().audience;
        app.state.session.audiences.current(audience).is_some()
    });
}

/// Why an audience's lists could not be written, as the window says it.
fn why_not(harness: &Harness<'_, App>, id: u64) -> Option<String> {
    let writing = harness.state().state.session.lists.writing(id);
    writing.and_then(|writing| writing.failure().map(str::to_owned))
}

/// Writes an audience's lists in the window; gives why they could not be.
fn write(harness: &mut Harness<'_, App>, id: u64) -> Option<String> {
    until(harness, is_live);
    show(harness, id);
    apply(harness, Action::CreateLists { id, replace: false, accept_damaged: false });
    let ended = |app: &App| {
        app.state.session.lists.writing(id).is_some_and(|writing| writing.running().is_none())
    };
    until(harness, ended);
    why_not(harness, id)
}

/// Runs the command line's own code.
fn likely(words: &[&str]) -> bool {
    let args = cli::Args::try_parse_from([&["likely"], words].concat()).unwrap();
    cli::run(args.command.unwrap()) == ExitCode::SUCCESS
}

fn run(folder: &Path) -> bool {
    let project = folder.join("line/spring.likely");
    likely(&["run", project.to_str().unwrap(), "--fresh"])
}

/// Every file below a folder but the project, its last good copy and its records; what says when it was written is
/// taken out of the manifests.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                open.push(path);
            } else if ![".likely", ".likely.bak", ".likely.lock", ".members"]
                .iter()
                .any(|e| name.ends_with(e))
            {
                let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                let lines = text.lines().filter(|l| !l.contains("\"created\""));
                all.insert(name, lines.collect::<Vec<_>>().join("\n"));
            }
        }
    }
    all
}

#[track_caller]
fn assert_same(folder: &Path) -> BTreeMap<String, String> {
    let (window, line) = (files(&folder.join("window")), files(&folder.join("line")));
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&window), names(&line));
    for (name, text) in &window {
        assert_eq!(text, &line[name], "{name}");
    }
    window
}

/// IDs of a written list, by a part of its file's name.
fn ids(files: &BTreeMap<String, String>, part: &str) -> Vec<String> {
    let list = files.iter().find(|(name, _)| name.contains(part));
    let (_, text) = list.unwrap_or_else(|| panic!("no {part} in {:?}", files.keys()));
    text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

#[test]
fn files_are_looked_at_and_filled_in_alike() {
    let folder = tempfile::tempdir().unwrap();
    let harness = window(folder.path(), vec![audience("Tea", "Tea House", 10)]);
    let paths = harness.state().state.project().paths();
    let (progress, storage) = (crate::base::progress::Progress::none(), Storage::default());
    let (found, suggestion) = look(&paths, &Default::default(), &storage, &progress).unwrap();
    assert_eq!(harness.state().state.project().catalog, suggestion.catalog);
    let total = harness.state().state.total();
    let people: usize = found.iter().filter_map(|f| f.scan.as_ref()).map(|s| s.people.len()).sum();
    assert_eq!((total.people.len(), people), (150, 150));
}

#[test]
fn lists_with_priority_opt_outs_controls_and_recommendations_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let suppression =
        SuppressionFile { path: folder.path().join("opt-outs.csv"), ..SuppressionFile::default() };
    let mut tea = audience("Tea", "Tea House", 40);
    tea.control_percent = 20.0;
    tea.eligibility.suppression = vec![suppression];
    let beans = audience("Beans / cups", "Bean & Co", 60);
    let mut rest = audience("Not tea", "Cup Works", 150);
    rest.eligibility.not_in = vec![1];
    rest.recommend = Some(Recommend { column: "Brand".into(), ..Recommend::default() });
    let mut harness = window(folder.path(), vec![tea, beans, rest]);
    change(&mut harness, |project| project.priority = vec![1, 2]);
    save(&mut harness, &folder.path().join("window/spring.likely"));
    for id in 1..=3 {
        assert_eq!(write(&mut harness, id), None);
    }
    assert!(run(folder.path()));
    let written = assert_same(folder.path());
    let mut tea = ids(&written, "Tea/tea-csv");
    tea.extend(ids(&written, "Tea/tea-control"));
    assert_eq!(tea.len(), 40);
    assert!(!tea.contains(&"u003".to_owned()) && !tea.contains(&"u006".to_owned()));
    let beans = ids(&written, "beans-cups-csv");
    assert!(beans.len() > 10 && beans.iter().all(|id| !tea.contains(id)));
    assert!(ids(&written, "not-tea-csv").iter().all(|id| !tea.contains(id)));
    // The window writes over its own lists; neither does over what somebody has changed since.
    assert_eq!(write(&mut harness, 1), None);
    let list = written.keys().find(|name| name.contains("Tea/tea-csv")).unwrap();
    fs::write(folder.path().join("window").join(list), "mine").unwrap();
    assert!(write(&mut harness, 1).unwrap().contains("is there already"));
    assert!(!run(folder.path()));
}

#[test]
fn opt_outs_that_came_after_the_audience_was_computed_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("opt-outs.csv");
    let mut tea = audience("Tea", "Tea House", 40);
    tea.eligibility.suppression =
        vec![SuppressionFile { path: path.clone(), ..SuppressionFile::default() }];
    let mut harness = window(folder.path(), vec![tea]);
    show(&mut harness, 1);
    let people = {
        let state = &harness.state().state;
        let found = state.session.audiences.current(&state.project().audiences[0].audience);
        let found = found.unwrap();
        let codes = &found.computed.scored.people;
        let best = found.computed.ranking.order[..3].iter().map(|&i| codes[i as usize]);
        best.map(|code| found.history().people.get(code).to_owned()).collect::<Vec<_>>()
    };
    fs::write(&path, people.join("\n")).unwrap();
    assert_eq!(write(&mut harness, 1), None);
    assert!(run(folder.path()));
    let written = ids(&assert_same(folder.path()), "tea-csv");
    assert_eq!(written.len(), 40, "the next ones take their places");
    assert!(people.iter().all(|id| !written.contains(id)));
    // A file that is gone stops both.
    fs::remove_file(&path).unwrap();
    let why = write(&mut harness, 1).unwrap();
    assert!(why.contains("opt-outs.csv is not where it was"), "{why}");
    assert!(!run(folder.path()));
}

#[test]
fn what_comes_after_an_audience_that_fails_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = audience("First", "Tea House", 40);
    first.eligibility.suppression =
        vec![SuppressionFile { path: folder.path().join("gone.csv"), ..Default::default() }];
    fs::write(folder.path().join("gone.csv"), "u001\n").unwrap();
    let second = audience("Second", "Tea House", 60);
    let mut harness = window(folder.path(), vec![first, second]);
    change(&mut harness, |project| project.priority = vec![1, 2]);
    save(&mut harness, &folder.path().join("window/spring.likely"));
    fs::remove_file(folder.path().join("gone.csv")).unwrap();
    apply(&mut harness, Action::Refresh(1));
    until(&mut harness, |app| {
        let first = &app.state.project().audiences[0].audience;
        matches!(app.state.session.audiences.status(first), crate::audience::Status::Failed(_))
    });
    assert!(harness.state().state.taken(2).unwrap_err().to_string().contains("“First”"));
    apply(&mut harness, Action::Go(Screen::Destinations(2)));
    apply(&mut harness, Action::CreateLists { id: 2, replace: false, accept_damaged: false });
    settle(&mut harness);
    assert!(!run(folder.path()));
    assert!(assert_same(folder.path()).is_empty());
    let project = folder.path().join("line/spring.likely");
    let only = ["run", project.to_str().unwrap(), "--fresh", "--audience", "Second"];
    assert!(!likely(&only));
    assert!(files(&folder.path().join("line")).is_empty());
}

#[test]
fn an_opt_out_that_changes_who_comes_before_is_noticed_when_lists_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("opt-outs.csv");
    let mut first = audience("First", "Tea House", 40);
    first.eligibility.suppression =
        vec![SuppressionFile { path: path.clone(), ..SuppressionFile::default() }];
    let second = audience("Second", "Tea House", 60);
    let mut third = audience("Third", "Tea House", 150);
    third.eligibility.not_in = vec![1];
    let mut harness = window(folder.path(), vec![first, second, third]);
    change(&mut harness, |project| project.priority = vec![1, 2]);
    save(&mut harness, &folder.path().join("window/spring.likely"));
    for id in [1, 2, 3] {
        until(&mut harness, is_live);
        show(&mut harness, id);
    }
    // The people of First change: others take the places of those who opted out.
    let out: String = (0..150).step_by(3).map(|person| format!("u{person:03}\n")).collect();
    for (id, name) in [(2, "Second"), (3, "Third")] {
        fs::write(&path, format!("{out}{name}\n")).unwrap();
        let why = write(&mut harness, id).unwrap();
        assert!(why.contains("opt-outs.csv has changed") && why.contains("“First”"), "{why}");
        assert!(files(&folder.path().join("window")).keys().all(|file| !file.contains(name)));
        // First is computed anew without being asked for; that nothing was written is still said then.
        until(&mut harness, is_live);
        show(&mut harness, id);
        assert_eq!(why_not(&harness, id), Some(why));
        assert_eq!(write(&mut harness, id), None);
    }
    assert_eq!(write(&mut harness, 1), None);
    assert!(run(folder.path()));
    let written = assert_same(folder.path());
    let first = ids(&written, "first-csv");
    for other in ["second-csv", "third-csv"] {
        assert!(ids(&written, other).iter().all(|id| !first.contains(id)), "{other}");
    }
}

#[test]
fn a_copy_keeps_consent_and_destinations_and_writes_into_its_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), vec![audience("Tea", "Tea House", 30)]);
    let shared = folder.path().join("window/lists");
    change(&mut harness, move |project| {
        let lists = &mut project.audiences[0].lists;
        let consent = crate::export::Consent::by("newsletter");
        lists.consent = Some(crate::export::Consent { yes: vec!["yes".into()], ..consent });
        lists.choices =
            crate::export::DESTINATIONS.iter().take(2).map(crate::export::Choice::of).collect();
        lists.folder = Some(shared);
    });
    apply(&mut harness, Action::Duplicate(1));
    apply(&mut harness, Action::Duplicate(1));
    let all = harness.state().state.project().audiences.clone();
    let names: Vec<&str> = all.iter().map(|s| s.audience.name.as_str()).collect();
    assert_eq!(names, ["Tea", "Tea (copy)", "Tea (copy 2)"]);
    assert!(all.iter().all(|s| s.lists.consent == all[0].lists.consent));
    assert!(all.iter().all(|s| s.lists.choices == all[0].lists.choices));
    let folders: Vec<PathBuf> = all.iter().map(|s| harness.state().state.lists_folder(s)).collect();
    assert!(folders[0] != folders[1] && folders[1] != folders[2] && folders[0] != folders[2]);
    apply(&mut harness, Action::Do(Command::Undo));
    apply(&mut harness, Action::Do(Command::Redo));
    assert_eq!(harness.state().state.project().audiences[2].lists, all[2].lists);
}

#[test]
fn lists_go_on_being_written_whatever_is_looked_at_and_closing_asks() {
    let folder = tempfile::tempdir().unwrap();
    let audiences = vec![audience("Tea", "Tea House", 40), audience("Beans", "Bean & Co", 40)];
    let mut harness = window(folder.path(), audiences);
    show(&mut harness, 1);
    let state = &mut harness.state_mut().state;
    state.apply(Action::CreateLists { id: 1, replace: false, accept_damaged: false });
    state.apply(Action::Go(Screen::Destinations(2)));
    assert!(state.work().iter().any(|(job, _)| *job == crate::app::Job::Lists(1)));
    state.apply(Action::Do(Command::Quit));
    assert!(!state.quit && state.open == crate::app::Open::ListsFirst(Then::Quit));
    state.open = crate::app::Open::Nothing;
    settle(&mut harness);
    assert!(harness.state().state.project().audiences[0].made.is_some());
    assert!(!files(&folder.path().join("window")).is_empty());
}

#[test]
fn a_campaign_measures_the_same_by_what_its_lists_were_made_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut tea = audience("Tea", "Tea House", 120);
    tea.control_percent = 25.0;
    let mut harness = window(folder.path(), vec![tea]);
    assert_eq!(write(&mut harness, 1), None);
    assert!(run(folder.path()));
    assert_same(folder.path());
    // The weeks after; and the audience asks for something else by now.
    let events = folder.path().join("events.csv");
    let mut text = fs::read_to_string(&events).unwrap();
    for person in (0..150).step_by(2) {
        text += &format!("u{person:03},2025-07-10T10:00:00Z,Order Completed,p1,Tea House\n");
    }
    fs::write(&events, text).unwrap();
    change(&mut harness, |project| {
        project.audiences[0].audience.target.conditions[0].values = vec!["Cup Works".into()];
    });
    save(&mut harness, &folder.path().join("window/spring.likely"));
    apply(&mut harness, Action::Reload(0));
    settle(&mut harness);
    apply(&mut harness, Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    apply(&mut harness, Action::Measure(1, Window::default()));
    until(&mut harness, |app| app.state.session.measure.running().is_none());
    let latest = harness.state().state.session.measure.of(1).unwrap();
    assert_eq!(latest.failure(), None);
    let window = latest.value().unwrap().measured.clone();
    assert_eq!(window.target_words(), "Brand = Tea House");
    assert!(window.listed.engaged > 20 && window.held.engaged > 3, "{window:?}");
    assert!(window.words().iter().any(|w| w.contains("asks for Brand = Cup Works now")));
    // The command line: the same code on its own project and records.
    let project = folder.path().join("line/spring.likely");
    assert!(likely(&["measure", project.to_str().unwrap(), "--audience", "Tea", "--fresh"]));
    let dataset = harness.state().state.session.dataset.value().unwrap().clone();
    let audience = harness.state().state.project().audiences[0].audience.clone();
    let progress = crate::base::progress::Progress::none();
    let (line, _) = crate::workflow::measure_campaign(
        &dataset.ready,
        &audience,
        &Store::beside(&project),
        None,
        Window::default(),
        &progress,
    )
    .unwrap();
    assert_eq!(
        (line.listed, line.held, &line.target),
        (window.listed, window.held, &window.target)
    );
    // A beginning before the lists' own data is refused in words by both.
    let early = Window { from: Some(1_735_689_600), days: None };
    apply(&mut harness, Action::Measure(1, early));
    until(&mut harness, |app| app.state.session.measure.running().is_none());
    let why = harness.state().state.session.measure.of(1).unwrap().failure().unwrap().to_owned();
    assert!(why.contains("cannot have begun on 1 Jan 2025"), "{why}");
    let words = [
        "measure",
        project.to_str().unwrap(),
        "--audience",
        "Tea",
        "--fresh",
        "--from",
        "2025-01-01",
    ];
    assert!(!likely(&words));
}

#[test]
fn the_day_that_is_now_is_set_by_hand_and_kept_in_the_project() {
    use egui_kittest::kittest::Queryable;
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path(), vec![audience("Tea", "Tea House", 40)]);
    apply(&mut harness, Action::Go(Screen::Builder(1)));
    until(&mut harness, is_live);
    harness.get_by_label("Change the day that counts as now").click();
    harness.run_steps(3);
    until(&mut harness, is_live);
    // The last events are of 1 July: "now" is the day after, and everything counts as before.
    assert_eq!(harness.state().state.project().as_of, crate::base::words::moment("2025-07-02"));
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "As of").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "As of")
        .type_text("2025-05-01");
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
    until(&mut harness, is_live);
    save(&mut harness, &folder.path().join("window/spring.likely"));
    assert_eq!(write(&mut harness, 1), None);
    assert!(run(folder.path()));
    let written = assert_same(folder.path());
    let (_, manifest) = written.iter().find(|(name, _)| name.ends_with("manifest.json")).unwrap();
    assert!(manifest.contains("\"as_of\": \"2025-05-01T00:00:00Z\""), "{manifest}");
    // One step back, and the end of the data is "now" again.
    apply(&mut harness, Action::Change("all".into(), Box::new(|project| project.as_of = None)));
    apply(&mut harness, Action::Do(Command::Undo));
    assert_eq!(harness.state().state.project().as_of, crate::base::words::moment("2025-05-01"));
}
