//! What belongs to a project stays with it, and what was to follow a dialog goes with it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::tests::audiences::window;
use crate::app::tests::harness::{self as testing, settle, shop};
use crate::app::tests::{light, open, open_shop, press};
use crate::app::{Action, App, Asked, Command, Open, Screen, Then};
use crate::base::language::Message;
use crate::model::Condition;
use crate::project;

fn wait(app: &mut App, until: impl Fn(&App) -> bool) {
    let began = Instant::now();
    while !until(app) {
        assert!(began.elapsed() < Duration::from_secs(60), "waited too long");
        std::thread::sleep(Duration::from_millis(5));
        app.state.poll();
    }
}

/// A project that is worth saving.
fn with_an_audience() -> App {
    let mut app = App::bare();
    app.state.apply(Action::NewAudience(None));
    app
}

#[test]
fn a_number_that_was_given_is_not_given_again() {
    let mut app = with_an_audience();
    let first = app.state.project().audiences[0].audience.id;
    app.state.apply(Action::Do(Command::Undo));
    assert!(app.state.project().audiences.is_empty());
    app.state.apply(Action::NewAudience(None));
    let second = app.state.project().audiences[0].audience.id;
    assert_ne!(first, second, "lists of the first may have been written and recorded");
    app.state.apply(Action::Do(Command::Undo));
    app.state.apply(Action::Do(Command::Redo));
    assert_eq!(app.state.project().audiences[0].audience.id, second);
    app.state.apply(Action::NewAudience(None));
    let third = app.state.project().audiences[1].audience.id;
    assert!(third != first && third != second);
}

#[test]
fn another_project_begins_with_nothing_of_the_one_before() {
    let mut app = with_an_audience();
    let id = app.state.project().audiences[0].audience.id;
    app.state.apply(Action::Overlap(vec![id]));
    app.state.session.trouble = Some(Message::from("a failure").into());
    app.state.session.questions.push("a question".into());
    app.state.apply(Action::Do(Command::NewProject));
    let session = &app.state.session;
    assert_eq!(session.screen, Screen::Start);
    assert!(session.project.get().audiences.is_empty() && session.path.is_none());
    assert!(session.overlap_of.is_none() && session.trouble.is_none());
    assert!(session.questions.is_empty() && session.project.undo_name().is_none());
    assert!(session.lists.writing(id).is_none() && session.dataset.value().is_none());
}

#[test]
fn a_dialog_that_is_dismissed_takes_what_was_to_follow_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = with_an_audience();
    app.state.save_first(Then::Quit, true);
    let Open::Path { asked, .. } = app.state.open.clone() else { panic!("{:?}", app.state.open) };
    assert_eq!(asked, Asked::SaveProject(Some(Then::Quit)));
    // The person thinks better of it, works on, and saves later.
    app.state.open = Open::Nothing;
    app.state.apply(Action::Do(Command::Save));
    let Open::Path { asked, .. } = app.state.open.clone() else { panic!("{:?}", app.state.open) };
    app.state.answer(asked, vec![folder.path().join("spring.likely")]);
    wait(&mut app, |app| app.state.is_saved());
    assert!(!app.state.quit);
    app.state.save_first(Then::Quit, true);
    wait(&mut app, |app| app.state.quit);
}

#[test]
fn a_project_that_is_saved_late_does_not_name_the_one_that_is_open_by_then() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("old.likely");
    let mut app = with_an_audience();
    app.state.answer(Asked::SaveProject(None), vec![path.clone()]);
    app.state.apply(Action::Do(Command::NewProject));
    wait(&mut app, |app| !app.state.is_saving());
    assert!(path.is_file());
    assert_eq!(app.state.session.path, None);
}

#[test]
fn what_was_read_from_a_file_that_changed_is_read_again_where_nothing_else_is_to_be_decided() {
    let folder = shop();
    let events = folder.path().join("events.csv");
    let mut harness = testing::app(egui::Theme::Light);
    harness.state_mut().state.apply(Action::Open(vec![events.clone()]));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    let before = harness.state().state.current_past().unwrap().clone();
    let text = std::fs::read_to_string(&events).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let first = rows.lines().next().unwrap();
    std::fs::write(&events, format!("{header}\n{rows}{first}\n")).unwrap();
    harness.state_mut().state.apply(Action::Reload(0));
    settle(&mut harness);
    // Nothing is to be asked, so it is built again at once.
    let now = harness.state().state.current_past().unwrap();
    assert!(!std::sync::Arc::ptr_eq(&before, now), "it is of the file as it was");
    assert_eq!(now.ready.report.files[0].report.read, before.ready.report.files[0].report.read + 1);
    // With a catalog that is still being changed the person decides when.
    harness.state_mut().state.apply(Action::Change(
        "take a column out".into(),
        Box::new(|project| drop(project.catalog.columns.pop())),
    ));
    std::fs::write(&events, format!("{header}\n{rows}")).unwrap();
    harness.state_mut().state.apply(Action::Do(Command::CheckFiles));
    settle(&mut harness);
    assert!(harness.state().state.current_past().is_none());
}

#[test]
fn the_keyboard_never_leads_out_of_sight_and_the_way_on_stays_in_it() {
    let mut harness = window(egui::Theme::Light, 700);
    harness.set_size(egui::vec2(1000.0, 600.0));
    harness.state_mut().state.apply(Action::NewAudience(None));
    let id = harness.state().state.project().audiences[0].audience.id;
    harness.state_mut().state.apply(Action::Change(
        "choose value".into(),
        Box::new(move |project| {
            if let Some(saved) = project.audience_mut(id) {
                let brand = Condition { column: "Brand".into(), values: vec!["Northwind".into()] };
                saved.audience.target.conditions = vec![brand];
            }
        }),
    ));
    settle(&mut harness);
    let mut seen = 0;
    for _ in 0..70 {
        harness.key_press(egui::Key::Tab);
        harness.run_steps(4);
        let ctx = harness.ctx.clone();
        let Some(focused) = ctx.memory(|m| m.focused()) else { continue };
        let Some(response) = ctx.read_response(focused) else { continue };
        seen += 1;
        let screen = ctx.content_rect();
        let place = response.rect;
        assert!(screen.intersects(place) && place.top() < screen.bottom() - 2.0, "{place:?}");
    }
    assert!(seen > 30, "{seen} stops");
    // However far it scrolled, the way on is where it was.
    let way_on = harness.get_by_label("Destinations…").rect();
    assert!(way_on.top() > 0.0 && way_on.bottom() < 120.0, "{way_on:?}");
}

/// Lets the window go behind others and come to the front again, and waits for what follows.
fn come_back(harness: &mut Harness<'_, App>) {
    harness.state_mut().state.in_front(false);
    harness.state_mut().state.in_front(true);
    testing::until(harness, |app| !app.state.is_reading());
    settle(harness);
}

#[test]
fn what_happened_to_the_files_meanwhile_is_noticed_when_the_window_comes_to_the_front() {
    let folder = shop();
    let events = folder.path().join("events.csv");
    let text = std::fs::read_to_string(&events).unwrap();
    let mut harness = testing::app(egui::Theme::Light);
    harness.state_mut().state.apply(Action::Open(vec![folder.path().to_owned()]));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    let count = |app: &App| app.state.current_past().map(|p| p.ready.history.event_count());
    let before = count(harness.state()).unwrap();
    // Nothing happened: nothing is said or read.
    come_back(&mut harness);
    assert_eq!(count(harness.state()), Some(before));
    // The export grew: it is read again, and everyone's past with it.
    let (header, rows) = text.split_once('\n').unwrap();
    let more = "u1,2026-09-30T10:00:00Z,Product Viewed,p1,1.50\n";
    std::fs::write(&events, format!("{header}\n{rows}{more}")).unwrap();
    come_back(&mut harness);
    assert_eq!(count(harness.state()), Some(before + 1));
    // A file came into the folder: it is offered, and added like the others.
    std::fs::write(folder.path().join("october.csv"), format!("{header}\n{more}{more}")).unwrap();
    std::fs::write(folder.path().join("notes.csv"), "a\nb\n").unwrap();
    come_back(&mut harness);
    assert_eq!(harness.state().state.session.new_files.len(), 2);
    harness.state_mut().state.session.screen = Screen::Data;
    harness.run_steps(4);
    harness.get_by_label("Leave out").click();
    harness.run_steps(4);
    come_back(&mut harness);
    assert!(harness.state().state.session.new_files.is_empty(), "they are not offered again");
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    come_back(&mut harness);
    harness.state_mut().state.session.screen = Screen::Data;
    harness.run_steps(4);
    harness.get_by_label("Add").click();
    harness.run_steps(4);
    settle(&mut harness);
    assert_eq!(harness.state().state.project().files.len(), 4);
    assert!(harness.state().state.session.new_files.is_empty());
    // One is gone: the project stays, and says so where the file stood.
    std::fs::remove_file(&events).unwrap();
    come_back(&mut harness);
    assert_eq!(harness.state().state.project().files.len(), 4);
    let gone = harness.state().state.session.found.file(&events).unwrap().error.clone();
    assert!(gone.is_some(), "the missing file is not said");
}

/// Saves the project under a name, as after the system's dialog.
fn save_as(harness: &mut Harness<'_, App>, path: &Path) {
    let asked = Asked::SaveProject(None);
    harness.state_mut().state.answer(asked, vec![path.to_owned()]);
    settle(harness);
}

#[test]
fn a_project_that_is_open_in_another_window_opens_as_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    let mut first = light();
    first.state_mut().state.apply(Action::NewAudience(None));
    save_as(&mut first, &path);
    let mut second = light();
    open(&mut second, vec![path.clone()]);
    second.get_by_label_contains("spring.likely is open in another window");
    assert_eq!(second.state().state.project().audiences.len(), 1);
    assert_eq!(second.state().state.session.path, None);
    // Nor can it be saved over the other's.
    second.state_mut().state.apply(Action::NewAudience(None));
    save_as(&mut second, &path);
    second.get_by_label_contains("Close it there, or save under another name");
    assert_eq!(project::load(&path).unwrap().audiences.len(), 1);
    save_as(&mut second, &folder.path().join("copy.likely"));
    // The first window goes on, also after it opened its own project again.
    open(&mut first, vec![path.clone()]);
    assert_eq!(first.state().state.session.path.as_ref(), Some(&path));
    first.state_mut().state.apply(Action::NewAudience(None));
    save_as(&mut first, &path);
    assert_eq!(project::load(&path).unwrap().audiences.len(), 2);
    drop(first);
    open(&mut second, vec![path.clone()]);
    assert_eq!(second.state().state.session.path.as_ref(), Some(&path));
}

#[test]
fn a_project_that_someone_else_saved_meanwhile_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    let mut harness = light();
    harness.state_mut().state.apply(Action::NewAudience(None));
    save_as(&mut harness, &path);
    // On another computer, by a program that synchronises folders.
    let theirs = project::Project { next_audience: 77, ..project::Project::default() };
    project::save(&theirs, &path).unwrap();
    harness.state_mut().state.apply(Action::NewAudience(None));
    harness.state_mut().state.apply(Action::Do(Command::Save));
    settle(&mut harness);
    harness.get_by_label_contains("was changed by someone else since it was opened here");
    assert_eq!(project::load(&path).unwrap().next_audience, 77);
    assert!(harness.state().state.is_dirty());
}

#[test]
fn lists_stay_where_they_were_written_when_the_project_is_saved_elsewhere() {
    use crate::project::Made;
    let mut harness = light();
    let folder = open_shop(&mut harness);
    for _ in 0..2 {
        harness.state_mut().state.apply(Action::NewAudience(None));
    }
    let of = |harness: &Harness<'_, App>, place: usize| {
        let state = &harness.state().state;
        state.lists_folder(&state.project().audiences[place])
    };
    // The lists of the first were written while the project had no file.
    let before = of(&harness, 0);
    let made = Made { folder: before.clone(), ..Made::default() };
    harness.state_mut().state.apply(Action::Change(
        "made".into(),
        Box::new(move |project| project.audiences[0].made = Some(made)),
    ));
    let saved = |harness: &mut Harness<'_, App>, name: &str| {
        let path = folder.path().join(name).join("spring.likely");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        harness.state_mut().state.answer(Asked::SaveProject(None), vec![path]);
        settle(harness);
        assert!(harness.state().state.is_saved());
    };
    for place in ["one", "two"] {
        saved(&mut harness, place);
        assert_eq!(of(&harness, 0), before);
        // Of the second none was: they go beside the project.
        assert!(of(&harness, 1).starts_with(folder.path().join(place)), "{:?}", of(&harness, 1));
    }
}

#[test]
fn what_is_undone_is_said() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    harness.state_mut().state.toasts.dismiss();
    super::tick(&mut harness, "Product Removed");
    super::tick(&mut harness, "Order Completed");
    let do_ = |harness: &mut Harness<'_, App>, command| {
        harness.state_mut().state.apply(Action::Do(command));
        harness.run_steps(3);
        let texts = harness.state().state.toasts.texts();
        texts.filter(|t| t.contains("ndone") || t.contains("again")).collect::<Vec<_>>()
    };
    // One message, however often; it is not kept to be read again.
    assert_eq!(do_(&mut harness, Command::Undo), ["Undone: leave event out"]);
    assert_eq!(do_(&mut harness, Command::Undo), ["Undone: choose event"]);
    assert_eq!(do_(&mut harness, Command::Redo), ["Done again: choose event"]);
    let kept =
        harness.state().state.toasts.past().any(|(t, _)| t.text.to_string().contains("again"));
    assert!(!kept);
}

#[test]
fn a_past_of_files_that_are_gone_is_not_called_ready() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.run_steps(4);
    harness.get_by_label_contains("Everyone's past is ready");
    while harness.state().state.why_not(Command::Undo).is_none() {
        harness.state_mut().state.apply(Action::Do(Command::Undo));
        settle(&mut harness);
    }
    assert!(harness.state().state.project().files.is_empty());
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Everyone's past is ready").is_none());
}

#[test]
fn a_file_that_only_runs_had_read_and_that_is_gone_is_told_and_forgotten_once_the_project_is_saved()
{
    use crate::audience::Store;
    use crate::base::progress::Progress;
    use crate::workflow::{missing_adopted, open_all, remember_adopted};
    let mut harness = light();
    let folder = shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    let path = folder.path().join("spring.likely");
    save_as(&mut harness, &path);
    let (project, store) = (project::load(&path).unwrap(), Store::beside(&path));
    assert!(!project.folders.is_empty());
    let new = folder.path().join("opt-outs.csv");
    std::fs::write(&new, "user_id,email_opt_in\nu1,no\n").unwrap();
    let read = open_all(std::slice::from_ref(&new), &project.options, &Progress::none()).unwrap();
    remember_adopted(&project, &store, &read).unwrap();
    std::fs::remove_file(&new).unwrap();
    let missing = || missing_adopted(&project, &store).unwrap();
    assert_eq!(missing().len(), 1);
    // Who saves without having been told does not do without it.
    harness.state_mut().state.apply(Action::Do(Command::Save));
    settle(&mut harness);
    assert_eq!(missing(), [new]);
    open(&mut harness, vec![path]);
    // It is told: then there is something to save.
    testing::until(&mut harness, |app| !app.state.is_saved());
    let told = "opt-outs.csv cannot be found any more";
    assert!(harness.state().state.toasts.past().any(|(t, _)| t.text.to_string().contains(told)));
    harness.state_mut().state.apply(Action::Do(Command::Save));
    settle(&mut harness);
    assert!(missing().is_empty());
}
