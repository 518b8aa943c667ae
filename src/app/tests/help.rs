//! Help beside the screen: by keyboard, by search, and the guide that is read in it.

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::harness::picture;
use super::{light, press};
use crate::app::guide::PAGES;
use crate::app::{Action, App, Screen};
use crate::base::language::Language;

fn help() -> Harness<'static, App> {
    let mut harness = light();
    harness.key_press(Key::F1);
    harness.run_steps(6);
    assert!(harness.state().state.settings.help);
    harness
}

fn search(harness: &Harness<'_, App>) -> bool {
    harness.get_by_role_and_label(Role::TextInput, "Search help").is_focused()
}

/// Follows a link, wherever on the page it stands.
fn follow(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_all_by_label(label).last().unwrap().click_accesskit();
    harness.run_steps(6);
}

#[test]
fn the_keyboard_opens_it_is_in_it_and_closes_it() {
    let mut harness = help();
    assert!(search(&harness), "what is typed is searched for");
    harness.key_press(Key::Escape);
    harness.run_steps(6);
    assert!(!harness.state().state.settings.help);
    // What stands above is closed first.
    harness.key_press(Key::F1);
    harness.run_steps(6);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(6);
    let open = |harness: &Harness<'_, App>| {
        matches!(harness.state().state.open, crate::app::Open::Palette { .. })
    };
    assert!(open(&harness));
    harness.key_press(Key::Escape);
    harness.run_steps(6);
    assert!(harness.state().state.settings.help && !open(&harness));
}

#[test]
fn a_screen_leads_to_its_page_whose_links_lead_on_and_back() {
    let mut harness = help();
    harness.state_mut().state.apply(Action::Go(Screen::Data));
    harness.run_steps(4);
    follow(&mut harness, "Open your files");
    let title = |harness: &Harness<'_, App>, page: &str| {
        harness.query_by_role_and_label(Role::Label, page).is_some()
    };
    assert!(title(&harness, "Open your files"));
    follow(&mut harness, "the catalog");
    assert!(title(&harness, "The catalog") && !title(&harness, "Open your files"));
    press(&mut harness, "Back in help");
    assert!(title(&harness, "Open your files"));
    press(&mut harness, "Back in help");
    assert!(!title(&harness, "Open your files"));
}

#[test]
fn the_guide_is_searched_and_its_pictures_are_shown() {
    let mut harness = help();
    harness
        .get_by_role_and_label(Role::TextInput, "Search help")
        .type_text("needs no file of yours");
    harness.run_steps(6);
    follow(&mut harness, "What Likely does");
    let shown = harness.query_all_by(|node| node.role() == Role::Image).count();
    assert!(shown > 0);
    // They are decoded on another thread.
    for _ in 0..200 {
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    picture(&mut harness, "help-guide");
    let large = "Show The start: open files, the sample store, recent projects larger";
    follow(&mut harness, large);
    harness.key_press(Key::Escape);
    harness.run_steps(6);
    assert!(harness.state().state.settings.help, "the picture went, help stays");
}

#[test]
fn every_page_of_the_guide_can_be_read_in_it() {
    let mut harness = help();
    follow(&mut harness, PAGES[0].title);
    for page in &PAGES[1..] {
        // The link to the next page stands at the end.
        follow(&mut harness, page.title);
        let title = harness.query_all_by_label(page.title).next();
        assert!(title.is_some(), "{}", page.path);
    }
}

#[test]
fn in_german_it_says_that_the_guide_is_english() {
    let mut harness = Language::German.within(light);
    harness.state_mut().state.settings.help = true;
    Language::German.within(|| harness.run_steps(4));
    assert!(harness.query_by_label("Der Leitfaden ist auf Englisch.").is_some());
    assert!(harness.query_by_label("Ohne eigene Daten ausprobieren").is_some());
}
