//! How the model answers through the whole window, by label: too little data, values not there yet,
//! and what is never computed twice.

use std::fmt::Write as _;
use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::app::tests::builder::{audience, builder, change, choose, live, press, until};
use crate::app::tests::harness::settle;
use crate::app::{Action, App, Command, Screen};
use crate::audience::{Computed, Rule, Size, TraitRule};
use crate::model::Method;

#[test]
fn a_value_that_nobody_knows_yet_goes_by_its_relatives_or_waits_and_fills() {
    let (mut harness, folder) = builder();
    let method = |app: &App| {
        let found = app.state.session.audiences.current(audience(app, 0));
        found.map(|f| f.computed.scored.method)
    };
    choose(&mut harness, "Column", "Product ID");
    press(&mut harness, "Value");
    harness.get_by_label("Search").type_text("p99");
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    until(&mut harness, "what it waits for", |app| method(app) == Some(Method::Waiting));
    harness.get_by_label_contains("“p99” is not in the data yet");
    harness.get_by_label("Waiting for data");
    harness.get_by_label_contains("The audience fills as soon as data with it is loaded");
    // Akin to others, as the person says.
    choose(&mut harness, "Related column", "Category");
    press(&mut harness, "Related value");
    harness.get_by_label("Search").type_text("Kitchen");
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    until(&mut harness, "people by relatives", |app| method(app) == Some(Method::Relatives));
    assert!(live(harness.state()));
    harness.get_by_label_contains(
        "ranked by how likely they are to engage with its relatives: Kitchen",
    );
    // Without them it waits, and fills with the data.
    press(&mut harness, "Remove Kitchen");
    until(&mut harness, "what it waits for", |app| method(app) == Some(Method::Waiting));
    let mut events = String::from("user_id,timestamp,event,product_id\n");
    for i in 0..800_u32 {
        let (person, month, day) = (i * 3 % 90, 1 + i % 9, 1 + i % 28);
        writeln!(events, "u{person},2026-0{month}-{day:02}T12:00:00Z,Product Viewed,p99").unwrap();
    }
    let more = folder.path().join("more.csv");
    std::fs::write(&more, events).unwrap();
    harness.state_mut().state.apply(Action::Open(vec![more]));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Go(Screen::Builder(1)));
    until(&mut harness, "its people", |app| method(app) == Some(Method::Model));
    assert!(live(harness.state()));
    assert_eq!(harness.query_all_by_label_contains("is not in the data yet").count(), 0);
}

#[test]
fn a_horizon_too_long_says_what_is_missing_and_offers_one_that_fits() {
    let (mut harness, _folder) = builder();
    change(&mut harness, |a| a.horizon_days = Some(240));
    until(&mut harness, "its people", live);
    harness.get_by_label_contains("A horizon of 240 days needs 360 days of data to learn from");
    press(&mut harness, "Use 90 days");
    until(&mut harness, "its people", live);
    assert_eq!(audience(harness.state(), 0).horizon_days, Some(90));
    assert_eq!(harness.query_all_by_label_contains("to learn from").count(), 0);
}

#[test]
fn conditions_sizes_and_copies_never_train_again() {
    let (mut harness, _folder) = builder();
    let found = |app: &App, place: usize| -> Computed {
        app.state.session.audiences.current(audience(app, place)).unwrap().computed.clone()
    };
    let first = found(harness.state(), 0);
    change(&mut harness, |a| {
        let (name, values) = ("country".into(), vec!["DE".into()]);
        a.eligibility.rules.push(Rule::Trait(TraitRule { name, values, ..TraitRule::default() }));
    });
    until(&mut harness, "its people", live);
    let fewer = found(harness.state(), 0);
    assert!(Arc::ptr_eq(&first.scored, &fewer.scored));
    assert!(fewer.ranking.len() < first.ranking.len());
    // Another size is a look at the same order.
    change(&mut harness, |a| a.size = Size::People(7));
    assert!(Arc::ptr_eq(&fewer.ranking, &found(harness.state(), 0).ranking));
    // A copy asks what was asked.
    harness.state_mut().state.apply(Action::Duplicate(1));
    until(&mut harness, "the copy", live);
    assert!(Arc::ptr_eq(&first.scored, &found(harness.state(), 1).scored));
}
