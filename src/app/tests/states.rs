//! Screens and dialogs while something is under way, after it failed, and with what the system says:
//! at every size, in every theme and in both languages (see `screens`).

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::audiences::builder;
use super::harness::{SIZE, app, settle, shop, until};
use super::open;
use super::screens::{SIZES, at_every_size, at_sizes, change, go, in_german, look};
use crate::app::tasks::keep_fresh::{KeepFreshWork, Known};
use crate::app::tasks::people_order::{OrderBy, PeopleOrder};
use crate::app::tasks::refresh::Refreshed;
use crate::app::{Action, App, Asked, Job, Open, Screen, State};
use crate::audience::{Audience, BreakdownBy, Campaign};
use crate::base::language::{Language, Message};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::jobs::Task;
use crate::model::Recommend;
use crate::schedule::{Days, LastRun, Schedule, System};
use crate::workflow::WorkflowError;

#[test]
fn keep_fresh_says_what_is_set_what_went_wrong_and_fits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spring.likely");
    std::fs::write(&path, "{}").unwrap();
    let mut harness = app(egui::Theme::Light);
    harness.state_mut().state.session.path = Some(path.clone());
    let at = jiff::civil::time(6, 30, 0, 0);
    let schedule = Schedule::new(&path, Days::Weekdays, at).unwrap();
    let last = LastRun {
        project: path.clone(),
        started: 1_790_000_000,
        ended: 1_790_000_060,
        exit_code: 1,
        failures: vec!["orders.csv is not there any more. Was it moved or renamed?".into()],
        audiences: 3,
    };
    let none = Known { schedule: None, system: System::Systemd, last: None };
    let set = Known {
        schedule: Some((System::Systemd, schedule)),
        system: System::Systemd,
        last: Some(last),
    };
    for (name, known) in [("keep-fresh-none", none), ("keep-fresh-set", set)] {
        let is_set = known.schedule.is_some();
        harness.state_mut().state.keep_fresh = KeepFreshWork::told(&path, Ok(known));
        harness.state_mut().state.open = Open::KeepFresh { days: None, time: None };
        until(&mut harness, |app| {
            app.state.keep_fresh.of(&path).is_some_and(|latest| latest.value().is_some())
        });
        at_every_size(&mut harness, name, true);
        in_german(&mut harness, name, true, &SIZES[..2]);
        look(&mut harness, name, SIZE, true);
        assert_eq!(harness.query_by_label("Remove schedule").is_some(), is_set);
        if is_set {
            harness.get_by_label_contains("Monday to Friday at 06:30");
            harness.get_by_label_contains("orders.csv is not there any more");
        }
    }
    // What is no time cannot be set.
    harness.state_mut().state.open = Open::KeepFresh { days: None, time: Some("late".into()) };
    harness.run_steps(4);
    let keep = harness.get_by_role_and_label(Role::Button, "Keep fresh");
    assert!(keep.accesskit_node().is_disabled());
}

#[test]
fn what_is_under_way_or_failed_fits() {
    let mut harness = app(egui::Theme::Light);
    let folder = shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    change(&mut harness, |project| {
        project.add_audience(Audience { name: "Frühjahr".into(), ..Audience::default() });
    });
    let forever = |progress: &Progress| {
        progress.stage("Reading a file of a rather long name.csv.gz".into(), 1_000, Unit::Bytes);
        progress.advance(400);
        while !progress.stopped() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        Err(WorkflowError::from(Stopped))
    };
    let wide = [SIZES[0], SIZES[1], SIZES[3], SIZES[4]];
    let task = Task::spawn("Saving the catalog".into(), || {}, forever);
    harness.state_mut().state.session.dataset.start(task);
    for (name, screen) in [
        ("catalog", Screen::Catalog),
        ("audiences", Screen::Audiences),
        ("builder", Screen::Builder(1)),
    ] {
        go(&mut harness, screen);
        at_sizes(&mut harness, &format!("{name}-loading"), false, &wide);
        in_german(&mut harness, &format!("{name}-loading"), false, &SIZES[..2]);
        look(&mut harness, name, SIZE, false);
        assert!(harness.query_all_by_label_contains("Cancel").next().is_some(), "{name}");
    }
    let full = || std::io::Error::from(std::io::ErrorKind::StorageFull);
    let failing = move |_: &Progress| Err(WorkflowError::Scratch(full()));
    harness.state_mut().state.session.dataset.start(Task::spawn("Saving".into(), || {}, failing));
    until(&mut harness, |app| app.state.session.dataset.failure().is_some());
    go(&mut harness, Screen::Catalog);
    at_sizes(&mut harness, "catalog-failed", false, &wide);
    in_german(&mut harness, "catalog-failed", false, &SIZES[..2]);
    // What went wrong elsewhere stays above every screen until it is dealt with.
    let trouble = "/home/me/spring and summer.likely is damaged (line 3). Nothing was changed.";
    harness.state_mut().state.session.trouble = Some(Message::from(trouble).into());
    go(&mut harness, Screen::Audiences);
    at_sizes(&mut harness, "trouble", false, &wide);
    in_german(&mut harness, "trouble", false, &SIZES[..2]);
}

#[test]
fn what_is_learned_and_compared_stands_among_the_jobs_and_can_be_cancelled() {
    let mut harness = builder(egui::Theme::Light, 300);
    let state = &mut harness.state_mut().state;
    // What was started is under way until the next poll takes its result.
    let under_way = |state: &mut State, job: Job| {
        (0..5).any(|_| {
            let found = state.work().iter().any(|(known, _)| *known == job);
            state.poll();
            found
        })
    };
    let recommend = Recommend { column: "Brand".into(), ..Recommend::default() };
    state.apply(Action::Change(
        "change".into(),
        Box::new(move |project| project.audiences[0].audience.recommend = Some(recommend)),
    ));
    assert!(under_way(state, Job::Recommend(1)));
    state.apply(Action::Cancel(Job::Recommend(1)));
    assert_eq!(state.project().audiences[0].audience.recommend, None);
    assert!(!under_way(state, Job::Recommend(1)));

    state.apply(Action::NewAudience(None));
    state.apply(Action::Go(Screen::Overlap));
    assert!(under_way(state, Job::Overlap));
    state.apply(Action::Cancel(Job::Overlap));
    assert_eq!(state.session.screen, Screen::Audiences);
    assert!(!under_way(state, Job::Overlap));
}

#[test]
fn what_was_begun_on_one_screen_ends_on_every_other() {
    let mut harness = builder(egui::Theme::Light, 300);
    let learned = Recommend { column: "Brand".into(), ..Recommend::default() };
    let state = &mut harness.state_mut().state;
    state.apply(Action::Change(
        "change".into(),
        Box::new(move |project| project.audiences[0].audience.recommend = Some(learned)),
    ));
    // The next poll only starts it: the screen is left while it is under way.
    state.poll();
    state.apply(Action::Go(Screen::Overlap));
    settle(&mut harness);

    let state = &mut harness.state_mut().state;
    state.apply(Action::NewAudience(None));
    state.apply(Action::Go(Screen::Overlap));
    state.poll();
    state.apply(Action::Go(Screen::Data));
    settle(&mut harness);
    // Small work that is no job of its own.
    let is_under_way = |app: &App| {
        let work = &app.state.session.audiences;
        work.entry(1).is_some_and(|entry| entry.insights.is_under_way())
            || work.suggestions.is_under_way(2)
            || app.state.session.lists.counting()
    };
    let folder = tempfile::tempdir().unwrap();
    let leave = |harness: &mut Harness<'static, App>| {
        // It was started just now, and no poll has taken its result.
        assert!(is_under_way(harness.state()));
        harness.state_mut().state.apply(Action::Go(Screen::Data));
        until(harness, |app| !is_under_way(app));
    };
    let state = &mut harness.state_mut().state;
    state.apply(Action::Go(Screen::Builder(1)));
    state.apply(Action::Recall(1, 0));
    state.apply(Action::BreakdownBy(1, BreakdownBy::Column("Brand".into())));
    // The last one is under way for sure: the others may have ended by then.
    state.apply(Action::OrderPeople(1, PeopleOrder { by: OrderBy::Id, descending: false }));
    leave(&mut harness);
    harness.state_mut().state.apply(Action::Suggest(2, Campaign::Ranking));
    leave(&mut harness);
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    leave(&mut harness);
    // Files that are written.
    harness.state_mut().state.apply(Action::Go(Screen::Builder(1)));
    harness.run_steps(2);
    let events = folder.path().join("events.csv");
    for (name, asked) in [("a.csv", Asked::SavePoints(1)), ("b.csv", Asked::SaveSkipped(events))] {
        let path = folder.path().join(name);
        let state = &mut harness.state_mut().state;
        state.answer(asked, vec![path.clone()]);
        state.apply(Action::Go(Screen::Data));
        until(&mut harness, |app| app.state.toasts.texts().any(|words| words.contains(name)));
        assert!(path.is_file());
    }
}

#[test]
fn a_refresh_stands_among_the_jobs_and_can_be_cancelled() {
    let mut harness = builder(egui::Theme::Light, 300);
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.state_mut().state.apply(Action::Refresh(1));
    // First its people are found anew, then they are compared; each is a job.
    let began = |app: &App, job: Job| app.state.work().iter().any(|(known, _)| *known == job);
    assert!(began(harness.state(), Job::Audience(1)));
    until(&mut harness, |app| began(app, Job::Refresh(1)));
    harness.state_mut().state.apply(Action::Cancel(Job::Refresh(1)));
    settle(&mut harness);
    let refresh = &harness.state().state.session.refresh;
    assert!(matches!(refresh.of(1), Some(Refreshed::Failed(why)) if why == Stopped.to_string()));
    assert!(!refresh.running());
}

/// Work that says what it does, and does it until it is stopped.
fn reading_for_ever(
    progress: &Progress,
) -> Result<std::sync::Arc<crate::app::Dataset>, WorkflowError> {
    progress.stage(crate::base::language::message!("base-reading", name = "a.csv"), 9, Unit::Bytes);
    progress.advance(4);
    while !progress.stopped() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    Err(WorkflowError::from(Stopped))
}

#[test]
fn what_is_under_way_is_said_in_the_language_that_is_chosen_meanwhile() {
    Language::English.within(|| {
        let mut harness = app(egui::Theme::Light);
        let label = crate::base::language::message!("tasks-catalog");
        let task = Task::spawn(label, || {}, reading_for_ever);
        harness.state_mut().state.session.dataset.start(task);
        let said = |harness: &Harness<'_, App>| harness.state().state.work()[0].1.title.clone();
        until(&mut harness, |app| app.state.work()[0].1.share.is_some());
        assert_eq!(said(&harness), "Reading a.csv");
        harness.state_mut().state.settings.language = Some(Language::German);
        harness.run_steps(4);
        assert_eq!(said(&harness), "a.csv wird gelesen");
        harness.state_mut().state.settings.language = Some(Language::English);
        harness.run_steps(4);
        assert_eq!(said(&harness), "Reading a.csv");
    });
}

#[test]
fn what_is_under_way_is_cancelled_wherever_it_is_shown() {
    let mut harness = app(egui::Theme::Light);
    let folder = shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    // Below the bar, which offers the same on every screen and behind the bell.
    let on_screen = |node: &egui_kittest::Node<'_>| node.rect().top() > 60.0;
    let mut cancel = |prepare: &dyn Fn(&mut Harness<'static, App>), screen: bool, name: &str| {
        let label = crate::base::language::message!("tasks-catalog");
        let task = Task::spawn(label, || {}, reading_for_ever);
        harness.state_mut().state.session.dataset.start(task);
        until(&mut harness, |app| app.state.work()[0].1.share.is_some());
        prepare(&mut harness);
        harness.run_steps(4);
        let all = harness.query_all_by_label("Cancel reading a.csv").collect::<Vec<_>>();
        let button = all.into_iter().find(|node| on_screen(node) == screen);
        button.unwrap_or_else(|| panic!("{name} offers no cancel")).click();
        harness.run_steps(4);
        assert!(harness.state().state.work().is_empty(), "{name}");
        assert!(
            harness.state().state.toasts.texts().any(|words| words.starts_with("Cancelled")),
            "{name}"
        );
        harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    };
    let to = |screen: Screen| move |harness: &mut Harness<'static, App>| go(harness, screen);
    cancel(&to(Screen::Audiences), true, "the list of audiences");
    cancel(&to(Screen::Catalog), true, "the catalog");
    cancel(&to(Screen::Data), false, "the bar");
    let bell = |harness: &mut Harness<'static, App>| {
        harness.get_by_label("Jobs and messages").click();
        harness.run_steps(4);
    };
    cancel(&bell, true, "the list of jobs");
    let builder = |harness: &mut Harness<'static, App>| {
        change(harness, |project| _ = project.add_audience(Audience::default()));
        go(harness, Screen::Builder(1));
    };
    cancel(&builder, true, "the builder");
}

#[test]
fn the_list_of_audiences_waits_for_the_catalog_that_is_being_saved() {
    let mut harness = app(egui::Theme::Light);
    let folder = shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    go(&mut harness, Screen::Audiences);
    harness.get_by_role_and_label(Role::Button, "Go to catalog");
    let label = crate::base::language::message!("tasks-catalog");
    let task = Task::spawn(label, || {}, reading_for_ever);
    harness.state_mut().state.session.dataset.start(task);
    harness.run_steps(4);
    harness.get_by_label("Audiences can be made as soon as this is done.");
    assert!(harness.query_by_label("Go to catalog").is_none(), "there is nothing to do there");
    at_sizes(&mut harness, "audiences-waiting", false, &SIZES[..2]);
    in_german(&mut harness, "audiences-waiting", false, &SIZES[..2]);
}

#[test]
fn lists_that_are_older_than_the_files_say_so() {
    let mut harness = app(egui::Theme::Light);
    let folder = shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    harness.state_mut().state.apply(Action::Do(crate::app::Command::SaveCatalog));
    settle(&mut harness);
    let brand =
        crate::model::Condition { column: "Brand".into(), values: vec!["Northwind".into()] };
    change(&mut harness, move |project| {
        let target = crate::model::Target { conditions: vec![brand], ..Default::default() };
        project.add_audience(Audience { name: "Spring".into(), target, ..Audience::default() });
    });
    until(&mut harness, super::harness::is_live);
    go(&mut harness, Screen::Audiences);
    harness.get_by_label("Ready");
    let now = crate::base::words::now();
    // Lists of the audience as it was are not those of what it is.
    change(&mut harness, move |project| {
        let fingerprint = Some(project.audiences[0].audience.fingerprint());
        let made =
            crate::project::Made { at: now + 60, people: 9, fingerprint, ..Default::default() };
        project.audiences[0].made = Some(made);
    });
    until(&mut harness, super::harness::is_live);
    harness.get_by_label("Ready");
    change(&mut harness, |project| {
        project.audiences[0].audience.size = crate::audience::Size::Percent(30.0);
    });
    until(&mut harness, super::harness::is_live);
    harness.run_steps(4);
    harness.get_by_label("Changed");
    assert!(harness.query_by_label("Ready").is_none());
    at_sizes(&mut harness, "audiences-changed", false, &SIZES[..2]);
    in_german(&mut harness, "audiences-changed", false, &SIZES[..2]);
    for (at, status, other) in
        [(now - 3_600, "Data newer", "Ready"), (now + 60, "Ready", "Data newer")]
    {
        change(&mut harness, move |project| {
            let folder = std::path::PathBuf::from("lists");
            project.audiences[0].made = Some(crate::project::Made {
                at,
                people: 10,
                rate: 0.5,
                lift: 2.0,
                folder,
                ..Default::default()
            });
        });
        harness.run_steps(4);
        harness.get_by_label(status);
        assert!(harness.query_by_label(other).is_none());
        if status == "Data newer" {
            at_sizes(&mut harness, "audiences-newer", false, &SIZES[..2]);
            in_german(&mut harness, "audiences-newer", false, &SIZES[..2]);
        }
    }
}
