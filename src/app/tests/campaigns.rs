//! Audiences over time and beside each other, through the whole window by label: tags, refresh,
//! overlap and priority, a campaign measured, values recommended.

use std::sync::Arc;

use egui::{Role, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::tests::audiences::{is_live, until, window};
use crate::app::tests::harness as testing;
use crate::app::theme::Preference;
use crate::app::{Action, App, Command, Dataset, Screen};
use crate::audience::{Audience, Size, Status};
use crate::common::{self, shop};
use crate::export::{Choice, Content, find};
use crate::jobs::Task;
use crate::model::{Recommend, RecommendExclusion};
use crate::project::Project;
use crate::workflow::Ready;

fn change(harness: &mut Harness<'_, App>, change: impl FnOnce(&mut Project) + 'static) {
    harness.state_mut().state.apply(Action::Change("test".into(), Box::new(change)));
    harness.run_steps(3);
}

fn press(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

/// What is shown, in light and in dark, for people to look at.
fn pictures(harness: &mut Harness<'_, App>, name: &str) {
    for (mode, word) in [(Preference::Dark, "dark"), (Preference::Light, "light")] {
        harness.state_mut().state.settings.mode = mode;
        harness.run_steps(4);
        testing::picture(harness, &format!("{name}-{word}"));
    }
}

fn typed(harness: &mut Harness<'_, App>, role: Role, label: &str, text: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run_steps(3);
    harness.get_by_role_and_label(role, label).type_text(text);
    harness.run_steps(3);
}

fn choose(harness: &mut Harness<'_, App>, audience: &str, entry: &str) {
    press(harness, &format!("More for {audience}"));
    press(harness, entry);
}

fn audience(name: &str, brand: &str, size: f64) -> Audience {
    let (horizon_days, size) = (Some(30), Size::Percent(size));
    Audience { horizon_days, size, ..common::audience(name, brand) }
}

/// The list of audiences, with these computed.
fn list(people: u32, audiences: Vec<Audience>) -> Harness<'static, App> {
    let mut harness = window(Theme::Light, people);
    change(&mut harness, move |project| {
        for audience in audiences {
            project.add_audience(audience);
        }
    });
    until(&mut harness, is_live);
    harness
}

/// Puts another past in the place of the one there is.
fn load(harness: &mut Harness<'_, App>, people: u32, days: u32) {
    let past = Arc::new(Dataset::from(Ready::from(shop(people, days))));
    let same = past.clone();
    harness.state_mut().state.session.dataset.start(Task::spawn(
        "past".into(),
        || {},
        move |_| Ok(past),
    ));
    until(harness, |app| app.state.session.dataset.value().is_some_and(|p| Arc::ptr_eq(p, &same)));
    until(harness, is_live);
}

fn write_lists(harness: &mut Harness<'_, App>, id: u64, folder: &std::path::Path) {
    let folder = folder.to_owned();
    change(harness, move |project| {
        project.audience_mut(id).unwrap().lists.folder = Some(folder);
    });
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(id)));
    until(harness, |app| app.state.session.lists.coverage(id).is_some());
    harness.state_mut().state.apply(Action::CreateLists {
        id,
        replace: true,
        accept_damaged: false,
    });
    until(harness, |app| {
        app.state.session.lists.writing(id).is_some_and(|w| w.running().is_none())
    });
    let failure = harness.state().state.session.lists.writing(id).and_then(|w| w.failure());
    assert_eq!(failure, None);
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.run_steps(4);
}

/// Rows of the plain list and of the control group.
fn rows(folder: &std::path::Path) -> (Vec<String>, Vec<String>) {
    let read = |control: bool| {
        let files = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        let mut files = files.filter(|p| {
            let name = p.file_name().unwrap().to_string_lossy().into_owned();
            name.ends_with(".csv") && name.contains("control") == control
        });
        let text = files.next().map(|p| std::fs::read_to_string(p).unwrap()).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    };
    (read(false), read(true))
}

#[test]
fn tags_and_notes_are_kept_found_and_filtered_by() {
    let mut harness = list(
        300,
        vec![audience("Halden fans", "Halden", 10.0), audience("Ilex fans", "Ilex", 10.0)],
    );
    choose(&mut harness, "Halden fans", "Tags and note…");
    typed(&mut harness, Role::TextInput, "Tags", "spring, kitchen");
    typed(&mut harness, Role::MultilineTextInput, "Note", "for Anna");
    press(&mut harness, "Keep");
    let saved = harness.state().state.project().audiences[0].audience.clone();
    assert_eq!(
        (saved.tags.as_slice(), saved.note.as_str()),
        (&["spring".to_owned(), "kitchen".to_owned()][..], "for Anna")
    );
    harness.get_by_label("Open Ilex fans");
    pictures(&mut harness, "tags");
    harness.get_all_by_label("spring").next().unwrap().click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Open Ilex fans").is_none());
    press(&mut harness, "All");
    typed(&mut harness, Role::TextInput, "Search audiences", "anna");
    harness.get_by_label("Open Halden fans");
    assert!(harness.query_by_label("Open Ilex fans").is_none());
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    assert!(harness.state().state.project().audiences[0].audience.tags.is_empty());
}

#[test]
fn a_refresh_says_who_came_and_left() {
    let mut harness = list(400, vec![audience("Halden fans", "Halden", 20.0)]);
    load(&mut harness, 400, 330);
    choose(&mut harness, "Halden fans", "Refresh");
    until(&mut harness, |app| !app.state.session.refresh.running());
    harness.get_by_label_contains("From now on a refresh shows");
    press(&mut harness, "Close");
    load(&mut harness, 400, 365);
    choose(&mut harness, "Halden fans", "Refresh");
    until(&mut harness, |app| !app.state.session.refresh.running());
    harness.get_by_label_contains("stayed.");
    harness.get_by_label("Times the average");
    pictures(&mut harness, "refresh");
    press(&mut harness, "Close");
    choose(&mut harness, "Halden fans", "Refresh");
    until(&mut harness, |app| !app.state.session.refresh.running());
    harness.get_by_label_contains("nothing changed");
}

#[test]
fn a_campaign_is_measured_against_its_control_group() {
    let folder = tempfile::tempdir().unwrap();
    let held = Audience { control_percent: 20.0, ..audience("Halden fans", "Halden", 60.0) };
    let mut harness = list(900, vec![held]);
    choose(&mut harness, "Halden fans", "Measure campaign…");
    until(&mut harness, |app| app.state.session.measure.running().is_none());
    harness.get_by_label_contains("no lists of this audience were written");
    press(&mut harness, "Close");
    load(&mut harness, 900, 320);
    write_lists(&mut harness, 1, folder.path());
    choose(&mut harness, "Halden fans", "Measure campaign…");
    until(&mut harness, |app| app.state.session.measure.running().is_none());
    harness.get_by_label_contains("nothing to measure yet");
    press(&mut harness, "Close");
    load(&mut harness, 900, 365);
    choose(&mut harness, "Halden fans", "Measure campaign…");
    until(&mut harness, |app| app.state.session.measure.running().is_none());
    harness.get_by_label("On the list");
    harness.get_by_label("Held out");
    let measured = harness
        .state()
        .state
        .session
        .measure
        .of(1)
        .and_then(|l| Some(l.value()?.measured.clone()))
        .unwrap();
    let (list, control) = rows(folder.path());
    assert_eq!(measured.listed.people, list.len() - 1, "all but the header");
    assert_eq!(measured.held.people, control.len() - 1);
    assert!(measured.listed.engaged > 50 && measured.covered == 30, "{measured:?}");
    pictures(&mut harness, "campaign");
    typed(&mut harness, Role::TextInput, "Campaign began", "x");
    harness.get_by_label_contains("Write the day as");
}

#[test]
fn in_an_order_of_priority_everyone_is_on_one_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = list(
        500,
        vec![audience("Halden fans", "Halden", 30.0), audience("Ilex fans", "Ilex", 60.0)],
    );
    press(&mut harness, "Overlap and priority");
    until(&mut harness, |app| app.state.session.overlap.value().is_some_and(|o| o.ids.len() == 2));
    assert!(harness.query_all_by_label_contains("are in more than one").count() > 0);
    press(&mut harness, "Table");
    harness.get_by_role_and_label(Role::Row, "Halden fans and Ilex fans");
    press(&mut harness, "Picture");
    press(&mut harness, "Write everyone on the list of one audience only");
    assert_eq!(harness.state().state.project().priority, [1, 2]);
    until(&mut harness, |app| {
        app.state.session.overlap.value().is_some_and(|o| o.priority.len() == 2)
    });
    pictures(&mut harness, "overlap");
    let shared = harness.state().state.session.overlap.value().unwrap().overlap.shared();
    assert!(shared > 10, "{shared}");
    write_lists(&mut harness, 1, &folder.path().join("a"));
    write_lists(&mut harness, 2, &folder.path().join("b"));
    let ids = |name: &str| -> Vec<String> {
        let (list, _) = rows(&folder.path().join(name));
        list[1..].iter().map(|l| l.split(',').next().unwrap().to_owned()).collect()
    };
    let (a, b) = (ids("a"), ids("b"));
    assert_eq!((a.len(), b.len()), (150, 300 - shared));
    assert!(a.iter().all(|id| !b.contains(id)));
    // The other way round, and with one deleted: nothing breaks, and undo brings it back.
    harness.state_mut().state.apply(Action::Go(Screen::Overlap));
    harness.run_steps(3);
    press(&mut harness, "Halden fans down");
    assert_eq!(harness.state().state.project().priority, [2, 1]);
    harness.state_mut().state.apply(Action::DeleteAudience(2));
    harness.run_steps(4);
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    harness.run_steps(4);
    assert_eq!(harness.state().state.kept_out(1), 0);
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    until(&mut harness, is_live);
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    until(&mut harness, |app| app.state.kept_out(1) == shared);
}

#[test]
fn a_hundred_audiences_keep_only_a_few_rankings() {
    let brands = ["Northwind", "Contoso", "Fabrikam", "Halden", "Ilex", "Panova"];
    let audiences =
        (0..100).map(|i| audience(&format!("Audience {i}"), brands[i % 6], 1.0 + (i / 6) as f64));
    let mut harness = list(200, audiences.collect());
    for id in [5, 50, 51, 52, 53] {
        harness.state_mut().state.apply(Action::Go(Screen::Builder(id)));
        until(&mut harness, |app| {
            let audience = &app.state.project().audience(id).unwrap().audience;
            app.state.session.audiences.current(audience).is_some()
        });
    }
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.run_steps(4);
    assert!(is_live(harness.state()));
    let work = &harness.state().state.session.audiences;
    let whole = (1..=100).filter(|id| work.entry(*id).is_some_and(|e| e.found.value().is_some()));
    assert!(whole.count() <= 3);
    // A size changed from afar is found anew.
    change(&mut harness, |p| p.audience_mut(1).unwrap().audience.size = Size::People(7));
    until(&mut harness, is_live);
    let work = &harness.state().state.session.audiences;
    let first = &harness.state().state.project().audiences[0].audience;
    assert_eq!(work.meaning(first).unwrap().0.people, 7);
    assert!(matches!(work.status(first), Status::Live(7)));
}

#[test]
fn recommended_values_are_columns_of_the_list_and_shown_with_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = Recommend {
        column: "Brand".into(),
        count: 2,
        leave_out: RecommendExclusion::Nothing,
        ..Default::default()
    };
    let with = Audience { recommend: Some(wanted), ..audience("Halden fans", "Halden", 20.0) };
    let mut harness = list(500, vec![with]);
    harness.state_mut().state.apply(Action::Go(Screen::Builder(1)));
    until(&mut harness, |app| {
        let audience = &app.state.project().audiences[0].audience;
        let found = app.state.session.audiences.current(audience);
        found.is_some_and(|f| app.state.session.recommend.of(audience, f).is_some())
    });
    harness.get_by_label_contains("First suggestion right for");
    pictures(&mut harness, "recommend");
    change(&mut harness, |project| {
        let choice = Choice::of(find("csv").unwrap());
        let choice = Choice { extras: vec![Content::Reasons], ..choice };
        project.audience_mut(1).unwrap().lists.choices = vec![choice];
    });
    write_lists(&mut harness, 1, folder.path());
    let (list, _) = rows(folder.path());
    assert!(list[0].ends_with("reasons,recommended_1,recommended_2"), "{}", list[0]);
    // What is shown before is what is written.
    let session = &harness.state().state.session;
    let told = session.lists.coverage(1).unwrap()["csv"].clone().unwrap();
    assert_eq!(list[0].trim_start_matches('\u{feff}'), told.headers.join(","));
    for (row, told) in list[1..].iter().zip(&told.first) {
        assert!(told.iter().all(|cell| row.contains(cell.as_str())), "{row} and {told:?}");
        assert!(told.iter().rev().take(3).all(|cell| !cell.is_empty()), "{told:?}");
    }
    let brands = ["Northwind", "Contoso", "Fabrikam", "Halden", "Ilex", "Panova"];
    assert!(list[1..].iter().all(|l| brands.contains(&l.rsplit(',').next().unwrap())));
}
