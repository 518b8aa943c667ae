//! The way from a campaign to an audience through the whole window, driven by labels.

use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::tests::harness as testing;
pub(crate) use crate::app::tests::harness::{is_live, until};
use crate::app::{Action, App, Dataset, Screen};
use crate::audience::{Audience, Size, Status};
use crate::common::shop;
use crate::jobs::Task;
use crate::model::{Condition, Target};
use crate::workflow::Ready;

/// The window on a shop, at the list of audiences.
pub(crate) fn window(mode: egui::Theme, people: u32) -> Harness<'static, App> {
    let mut harness = testing::app(mode);
    let past = Dataset::from(Ready::from(shop(people, 365)));
    let state = &mut harness.state_mut().state;
    state.session.dataset.start(Task::spawn("past".into(), || {}, move |_| Ok(Arc::new(past))));
    state.session.screen = Screen::Audiences;
    until(&mut harness, |app| app.state.session.dataset.value().is_some());
    harness.run_steps(4);
    harness
}

fn first(app: &App) -> &Audience {
    &app.state.project().audiences[0].audience
}

/// An audience for a brand, on the screen.
pub(crate) fn builder(mode: egui::Theme, people: u32) -> Harness<'static, App> {
    let mut harness = window(mode, people);
    let state = &mut harness.state_mut().state;
    state.apply(Action::NewAudience(None));
    state.apply(Action::Change(
        "target".into(),
        Box::new(|project| {
            project.audiences[0].audience.target = Target {
                conditions: vec![Condition {
                    column: "Brand".into(),
                    values: vec!["Halden".into()],
                }],
                ..Target::default()
            };
        }),
    ));
    until(&mut harness, is_live);
    harness
}

#[test]
fn a_campaign_fills_everything_in_and_the_audience_goes_live() {
    let mut harness = window(egui::Theme::Light, 400);
    harness.get_by_label("Moving excess inventory").click();
    until(&mut harness, is_live);
    let audience = first(harness.state());
    assert_eq!(audience.target.conditions[0].column, "Brand");
    assert_eq!(audience.target.goal_events, ["Order Completed"]);
    assert_eq!(audience.size, Size::Percent(5.0));
    harness.get_by_label_contains("lost the most interest lately");
    harness.get_by_label("Propensity by audience size");
}

#[test]
fn the_advised_size_itself_is_not_warned_of() {
    // A fifth of them is no whole number.
    let mut harness = builder(egui::Theme::Light, 403);
    for (percent, warns) in [(20.0, false), (21.0, true)] {
        harness.state_mut().state.apply(Action::Change(
            "size".into(),
            Box::new(move |project| project.audiences[0].audience.size = Size::Percent(percent)),
        ));
        harness.run_steps(4);
        let warning = harness.query_by_label_contains("Beyond the first 20%");
        assert_eq!(warning.is_some(), warns, "{percent}");
    }
}

#[test]
fn an_audience_that_is_too_small_for_platforms_says_so() {
    let mut harness = builder(egui::Theme::Light, 400);
    for (people, few) in [(99, true), (100, false), (13, true)] {
        harness.state_mut().state.apply(Action::Change(
            "size".into(),
            Box::new(move |project| project.audiences[0].audience.size = Size::People(people)),
        ));
        harness.run_steps(4);
        let warning = harness.query_by_label_contains("ask for lists of at least 100 people");
        assert_eq!(warning.is_some(), few, "{people}");
    }
}

#[test]
fn presets_and_typed_numbers_move_the_size_without_a_worker() {
    let mut harness = builder(egui::Theme::Light, 400);
    harness.get_by_label("20%").click();
    harness.run_steps(3);
    assert_eq!(first(harness.state()).size, Size::Percent(20.0));
    let state = &harness.state().state;
    assert!(state.session.audiences.entry(1).is_some_and(|e| e.found.running().is_none()));
    assert!(is_live(harness.state()));
    harness.get_by_label("Undo").click();
    harness.run_steps(3);
    assert_eq!(first(harness.state()).size, Size::Percent(10.0));
}

#[test]
fn a_value_that_is_not_in_the_data_is_kept_and_explained() {
    let mut harness = builder(egui::Theme::Light, 300);
    harness.get_by_label("Value").click();
    harness.run_steps(3);
    harness.get_by_label("Search").type_text("Adatum");
    harness.run_steps(3);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
    let kept = &first(harness.state()).target.conditions[0].values;
    assert_eq!(kept, &["Adatum".to_owned()]);
    harness.get_by_label_contains("“Adatum” is not in the data yet");
}

#[test]
fn conditions_are_made_in_a_dialog_and_counted() {
    let mut harness = builder(egui::Theme::Light, 400);
    harness.get_by_label("+ Not lately").click();
    until(&mut harness, is_live);
    assert_eq!(first(harness.state()).eligibility.rules.len(), 1);
    harness.get_by_label("+ Condition").click();
    harness.run_steps(3);
    harness.get_by_label("Did, or did not, do something…").click();
    harness.run_steps(3);
    harness.get_by_label("Did not").click();
    harness.run_steps(2);
    harness.get_by_label("Add").click();
    harness.run_steps(3);
    assert_eq!(first(harness.state()).eligibility.rules.len(), 2);
    // Everyone did something: nobody is left, and the audience is not called live.
    until(&mut harness, |app| {
        matches!(app.state.session.audiences.status(first(app)), Status::NeedsData(_))
    });
    assert!(harness.query_all_by_label_contains("Nobody meets the conditions").count() > 0);
}

#[test]
fn an_audience_is_listed_renamed_duplicated_and_deleted_with_undo() {
    let mut harness = builder(egui::Theme::Light, 300);
    harness.get_by_label("Back to all audiences").click();
    harness.run_steps(3);
    assert_eq!(harness.state().state.session.screen, Screen::Audiences);
    harness.get_by_label("Ready");
    harness.get_by_label("More for New audience").click();
    harness.run_steps(3);
    harness.get_by_label("Delete").click();
    harness.run_steps(3);
    assert!(harness.state().state.project().audiences.is_empty());
    harness.state_mut().state.apply(Action::Do(crate::app::Command::Undo));
    harness.state_mut().state.apply(Action::Duplicate(1));
    harness.run_steps(3);
    assert_eq!(harness.state().state.project().audiences.len(), 2);
    until(&mut harness, is_live);
}

#[test]
fn lists_are_written_where_they_should_be_and_never_over_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().join("lists");
    let mut harness = builder(egui::Theme::Light, 400);
    harness.get_by_label("Destinations…").click();
    harness.run_steps(3);
    assert_eq!(harness.state().state.session.screen, Screen::Destinations(1));
    let chosen = lists.clone();
    harness.state_mut().state.apply(Action::Change(
        "folder".into(),
        Box::new(move |project| {
            project.audiences[0].lists.folder = Some(chosen);
            project.audiences[0].audience.control_percent = 20.0;
        }),
    ));
    until(&mut harness, |app| app.state.session.lists.coverage(1).is_some());
    harness.get_by_label("Create audience").click();
    until(&mut harness, |app| app.state.project().audiences[0].made.is_some());
    harness.get_by_label_contains("1 list written");
    harness.get_by_label("Open folder");
    let names: Vec<String> = std::fs::read_dir(&lists)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().any(|n| n.ends_with(".csv")), "{names:?}");
    // Once more: what somebody has put there is not touched until the person says so.
    let mine = names.iter().find(|name| name.ends_with(".csv")).unwrap();
    std::fs::write(lists.join(mine), "mine").unwrap();
    let again = Action::CreateLists { id: 1, replace: false, accept_damaged: false };
    harness.state_mut().state.apply(again);
    until(&mut harness, |app| {
        app.state.session.lists.writing(1).is_some_and(|w| w.failure().is_some())
    });
    harness.get_by_label("Replace them").click();
    until(&mut harness, |app| {
        app.state
            .session
            .lists
            .writing(1)
            .is_some_and(|w| w.failure().is_none() && w.running().is_none())
    });
    harness.get_by_label_contains("1 list written");
    // The list of audiences says when.
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.run_steps(4);
    harness.get_by_label("Lists written");
    harness.get_by_label_contains("today");
}

#[test]
fn the_screens_have_their_look() {
    for (mode, word) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut harness = builder(mode, 6_000);
        harness.state_mut().state.apply(Action::Change(
            "more".into(),
            Box::new(|project| {
                let audience = &mut project.audiences[0].audience;
                audience.name = "Halden overstock".into();
                audience.size = Size::Percent(8.0);
                audience.control_percent = 10.0;
                audience.eligibility.active_within_days = Some(180);
            }),
        ));
        until(&mut harness, is_live);
        until(&mut harness, |app| {
            app.state.session.audiences.entry(1).is_some_and(|e| e.insights.apart().is_some())
        });
        if testing::picture(&mut harness, &format!("builder-{word}")).is_none() {
            return;
        }
        harness.get_by_label("People reached").click();
        harness.run_steps(3);
        testing::picture(&mut harness, &format!("builder-reached-{word}"));
        harness.get_by_label("Profit").click();
        harness.run_steps(3);
        testing::picture(&mut harness, &format!("builder-profit-{word}"));
        harness.get_by_label("How it was measured…").click();
        harness.run_steps(4);
        testing::picture(&mut harness, &format!("builder-quality-{word}"));
        harness.get_by_label("Close").click();
        harness.run_steps(3);
        harness.state_mut().state.apply(Action::Go(Screen::Audiences));
        harness.run_steps(4);
        testing::picture(&mut harness, &format!("audiences-{word}"));
        harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
        until(&mut harness, |app| app.state.session.lists.coverage(1).is_some());
        testing::picture(&mut harness, &format!("destinations-{word}"));
    }
}
