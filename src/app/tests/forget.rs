//! People who are to be forgotten, named in the window.

use egui::{Key, Role};
use egui_kittest::kittest::Queryable as _;

use super::harness::settle;
use super::{light, open_shop, press};
use crate::app::{Action, Asked, Command, Open};

#[test]
fn people_are_forgotten_and_it_is_said_where_they_still_are() {
    let mut harness = light();
    let shop = open_shop(&mut harness);
    let state = &harness.state().state;
    assert!(state.why_not(Command::ForgetPeople).is_some(), "nothing is kept beside no file");
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    let path = shop.path().join("shop.likely");
    harness.state_mut().state.answer(Asked::SaveProject(None), vec![path]);
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Do(Command::ForgetPeople));
    harness.run_steps(3);
    let past = harness.state().state.current_past().unwrap();
    let person = past.ready.history.people.get(7).to_owned();
    // Nobody is named yet.
    press(&mut harness, "Forget these people");
    assert!(harness.state().state.session.forgetting.running().is_none());
    let field = harness.get_by_role_and_label(Role::MultilineTextInput, "People to forget");
    field.focus();
    harness.run_steps(2);
    harness.event(egui::Event::Paste(format!("{person}\nnobody@shop.example\n")));
    harness.run_steps(3);
    press(&mut harness, "Forget these people");
    settle(&mut harness);
    harness.get_by_label("1 person of the data was named.");
    harness.get_by_label_contains("These files still have them");
    harness.get_by_label_contains("events.csv");
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(harness.state().state.open, Open::Nothing);
    // Whoever comes again begins anew.
    harness.state_mut().state.apply(Action::Do(Command::ForgetPeople));
    harness.run_steps(3);
    assert!(harness.query_by_label("1 person of the data was named.").is_none());
    let file = shop.path().join("leave.csv");
    std::fs::write(&file, format!("email\n{person}\n")).unwrap();
    harness.state_mut().state.answer(Asked::PeopleToForget, vec![file]);
    settle(&mut harness);
    harness.get_by_label("1 person of the data was named.");
}
