//! The whole window, driven by label.

mod answers;
mod audiences;
mod builder;
mod campaigns;
mod cancelled;
mod data;
mod destinations;
mod forget;
mod frame;
mod front_ends;
mod guide;
pub mod harness;
mod help;
mod language;
mod layout;
mod look;
mod opened;
mod people;
mod plot;
mod rename;
mod said;
mod screens;
mod session;
mod soak;
mod states;
mod tables;
mod under_way;
mod unsaved;

use std::path::PathBuf;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::tests::harness::{app, picture, settle, shop};
use crate::app::{Action, App, Screen};

fn light() -> Harness<'static, App> {
    app(egui::Theme::Light)
}

fn open(harness: &mut Harness<'_, App>, paths: Vec<PathBuf>) {
    harness.state_mut().state.apply(Action::Open(paths));
    settle(harness);
}

fn open_shop(harness: &mut Harness<'_, App>) -> tempfile::TempDir {
    let folder = shop();
    open(harness, vec![folder.path().join("events.csv"), folder.path().join("products.csv")]);
    folder
}

fn press(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(6);
}

/// Presses the check box, and not the row of its table that has the same name.
fn tick(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_role_and_label(Role::CheckBox, label).click();
    harness.run_steps(6);
}

fn texts(harness: &Harness<'_, App>) -> Vec<String> {
    harness.state().state.toasts.texts().collect()
}

#[test]
fn the_start_offers_every_way_in() {
    let harness = light();
    for label in ["Open files…", "Type a path", "Explore", "Open project…", "Settings", "Help"]
    {
        harness.get_by_label(label);
    }
}

#[test]
fn a_typed_path_opens_a_folder_and_fills_everything_in() {
    let mut harness = light();
    let folder = shop();
    press(&mut harness, "Type a path");
    harness
        .get_by_role_and_label(Role::TextInput, "Path")
        .type_text(&folder.path().display().to_string());
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    settle(&mut harness);
    let state = &harness.state().state;
    assert_eq!((state.session.screen, state.project().files.len()), (Screen::Data, 2));
    assert_eq!(state.total().people.len(), 211);
    let chosen = state.project().catalog.events.iter().filter(|e| e.chosen).count();
    assert_eq!(chosen, 3, "what undoes interest is left out");
    harness.get_by_label("Show rows of events.csv");
}

#[test]
fn the_catalog_is_saved_and_gives_everyones_past() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    let state = &harness.state().state;
    assert_eq!(state.session.dataset.failure(), None);
    assert_eq!(state.current_past().unwrap().ready.history.person_count(), 211);
    assert!(state.project().catalog_saved);
    assert!(texts(&harness).iter().any(|t| t.starts_with("Catalog saved: 211 people")));
}

#[test]
fn opening_a_project_is_not_called_saving_its_catalog() {
    let mut harness = light();
    let folder = open_shop(&mut harness);
    harness.state_mut().state.apply(Action::Do(crate::app::Command::SaveCatalog));
    settle(&mut harness);
    let path = folder.path().join("spring.likely");
    harness.state_mut().state.answer(crate::app::Asked::SaveProject(None), vec![path.clone()]);
    settle(&mut harness);
    let mut harness = light();
    open(&mut harness, vec![path]);
    settle(&mut harness);
    assert!(harness.state().state.current_past().is_some());
    assert!(texts(&harness).iter().any(|t| t.starts_with("Ready: 211 people")));
    assert!(!texts(&harness).iter().any(|t| t.contains("Catalog saved")));
}

#[test]
fn a_choice_is_undone_and_redone_by_keys() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    let chosen = |h: &Harness<'_, App>| {
        h.state().state.project().catalog.events.iter().filter(|e| e.chosen).count()
    };
    let before = chosen(&harness);
    tick(&mut harness, "Product Removed");
    assert_eq!(chosen(&harness), before + 1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(chosen(&harness), before);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run_steps(3);
    assert_eq!(chosen(&harness), before + 1);
}

#[test]
fn an_eleventh_event_is_refused_in_words() {
    let mut harness = light();
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("user_id,time,event,product_id\n");
    for i in 0..240 {
        text += &format!("u{},2026-01-{:02},Event {:02},p{}\n", i % 20, 1 + i % 28, i % 12, i % 9);
    }
    let path = folder.path().join("many.csv");
    std::fs::write(&path, text).unwrap();
    open(&mut harness, vec![path]);
    press(&mut harness, "Check the catalog");
    // Seven are suggested; three more may be chosen.
    for event in ["Event 07", "Event 08", "Event 09", "Event 11"] {
        tick(&mut harness, event);
    }
    harness.get_by_label_contains("Leave another one out before you choose “Event 11”");
    let events = &harness.state().state.project().catalog.events;
    assert_eq!(events.iter().filter(|e| e.chosen).count(), 10);
}

#[test]
fn files_that_are_no_tables_say_so_and_nothing_else_is_lost() {
    let mut harness = light();
    let folder = open_shop(&mut harness);
    let picture = folder.path().join("photo.csv");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01").unwrap();
    let empty = folder.path().join("empty.csv");
    std::fs::write(&empty, "").unwrap();
    open(&mut harness, vec![picture, empty, folder.path().join("gone.csv")]);
    assert_eq!(harness.state().state.project().files.len(), 5);
    assert_eq!(harness.state().state.total().people.len(), 211);
    harness.get_by_label_contains("is empty");
    harness.get_by_label_contains("is not there any more");
    harness.get_by_label_contains("is not a table");
    press(&mut harness, "Take photo.csv out");
    settle(&mut harness);
    assert_eq!(harness.state().state.project().files.len(), 4);
    let undo = harness.get_all_by_label("Undo").last().expect("undo in the message");
    undo.click();
    harness.run_steps(4);
    assert_eq!(harness.state().state.project().files.len(), 5);
}

#[test]
fn choosing_who_and_when_fills_the_catalog_in_at_once_and_ends_the_question() {
    let mut harness = light();
    let folder = tempfile::tempdir().unwrap();
    let mut text = "wer,wann_war_es,tat,sku,brand\n".to_owned();
    for row in 0..200 {
        let act = ["seen", "taken"][row % 2];
        let day = 1 + row % 28;
        text += &format!("u{},2025-01-{day:02},{act},p{},b{}\n", row % 40, row % 30, row % 5);
    }
    let path = folder.path().join("riddle.csv");
    std::fs::write(&path, text).unwrap();
    open(&mut harness, vec![path]);
    harness.get_by_label("Please check");
    for (role, field) in [("Person", "wer"), ("Event", "tat")] {
        harness.get_by_role_and_label(Role::ComboBox, role).click();
        harness.run_steps(6);
        harness.get_by_role_and_label(Role::ListBoxOption, field).click();
        harness.run_steps(6);
        settle(&mut harness);
    }
    assert!(harness.query_by_label("Please check").is_none(), "its reason is gone");
    let catalog = &harness.state().state.project().catalog;
    assert_eq!(catalog.events.iter().filter(|e| e.chosen).count(), 2);
    assert!(catalog.columns.iter().any(|c| c.name == "Brand" && c.fields.len() == 2));
    press(&mut harness, "Check the catalog");
    assert!(harness.query_all_by_label("taken").next().is_some());
}

#[test]
fn a_changed_role_is_counted_anew_and_can_be_taken_back() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    let person = harness.get_all_by_role_and_label(Role::ComboBox, "Person").next().unwrap();
    assert_eq!(person.value().as_deref(), Some("user_id"));
    person.click();
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::ListBoxOption, "product_id").click();
    harness.run_steps(6);
    settle(&mut harness);
    assert_eq!(harness.state().state.total().people.len(), 40);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(harness.state().state.total().people.len(), 211);
}

#[test]
fn a_project_is_saved_and_reopens_as_it_was() {
    let mut harness = light();
    let folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    let path = folder.path().join("spring campaigns.likely");
    let typed = path.display().to_string();
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text(&typed);
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    settle(&mut harness);
    assert!(harness.state().state.is_saved());
    let decided = harness.state().state.project().clone();

    let mut again = light();
    open(&mut again, vec![path]);
    settle(&mut again);
    assert_eq!(again.state().state.project().catalog, decided.catalog);
    assert_eq!(again.state().state.name(), "spring campaigns");
    assert!(again.state().state.current_past().is_some(), "the past is built again by itself");
}

#[test]
fn a_command_is_found_by_its_words() {
    let mut harness = light();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    harness.get_by_label("Search commands").type_text("dark");
    harness.run_steps(3);
    harness.get_by_label("Command: Light or dark as the system");
    harness.get_by_label("Command: Light mode");
    // “Dark mode” begins with what was typed and so comes first; the keys move down and back.
    harness.key_press(Key::ArrowDown);
    harness.run_steps(2);
    harness.key_press(Key::ArrowUp);
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(harness.state().state.settings.mode, crate::app::theme::Preference::Dark);
}

#[test]
fn unsaved_work_is_asked_about_before_it_is_left() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    harness.run_steps(3);
    press(&mut harness, "Cancel");
    assert_eq!(harness.state().state.project().files.len(), 2);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    harness.run_steps(3);
    press(&mut harness, "Do not save");
    assert!(harness.state().state.project().files.is_empty());
    assert_eq!(harness.state().state.session.screen, Screen::Start);
}

#[test]
fn pictures_of_every_screen() {
    for (mode, suffix) in [(egui::Theme::Light, ""), (egui::Theme::Dark, "-dark")] {
        let mut harness = app(mode);
        if picture(&mut harness, &format!("start{suffix}")).is_none() {
            return;
        }
        let folder = open_shop(&mut harness);
        let broken = folder.path().join("photo.csv");
        std::fs::write(&broken, b"\x89PNG\r\n\x1a\n").unwrap();
        open(&mut harness, vec![broken]);
        press(&mut harness, "Show rows of events.csv");
        press(&mut harness, "Show examples of events.csv");
        picture(&mut harness, &format!("data{suffix}"));
        press(&mut harness, "Take photo.csv out");
        press(&mut harness, "Check the catalog");
        press(&mut harness, "Save catalog");
        settle(&mut harness);
        picture(&mut harness, &format!("catalog{suffix}"));
        harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        harness.run_steps(6);
        picture(&mut harness, &format!("palette{suffix}"));
    }
}

#[test]
fn a_time_zone_can_be_typed_letter_by_letter_and_puts_the_catalog_out_of_date() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    assert!(harness.state().state.current_past().is_some());
    harness.state_mut().state.open = crate::app::Open::Settings;
    harness.run_steps(4);
    let zone = |h: &Harness<'_, App>| h.state().state.project().options.zone.clone();
    let field = harness.get_by_role_and_label(Role::TextInput, "Time zone");
    field.focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    for letter in "Europe/Berlin".chars() {
        harness.get_by_role_and_label(Role::TextInput, "Time zone").type_text(&letter.to_string());
        harness.run_steps(2);
    }
    assert_eq!(zone(&harness), "Europe/Berlin");
    assert!(harness.state().state.current_past().is_none(), "times mean something else now");
}

#[test]
fn repeated_rows_are_switched_on_the_data_screen() {
    use crate::catalog::{FileRole, Repeats};
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    let repeats = |h: &Harness<'_, App>| {
        let files = &h.state().state.project().catalog.files;
        files.iter().find_map(FileRole::events).unwrap().repeats.clone()
    };
    assert_eq!(repeats(&harness), Repeats::Keep);
    press(&mut harness, "Count them once: events.csv");
    settle(&mut harness);
    assert_eq!(repeats(&harness), Repeats::ByAllFields);
    press(&mut harness, "Count them all: events.csv");
    assert_eq!(repeats(&harness), Repeats::Keep);
}
