//! Help beside the screen: by keyboard, by search, and the guide that is read in it.

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::harness::picture;
use super::{light, press};
use crate::app::guide::{Guide, Page};
use crate::app::{Action, App, Screen};
use crate::base::language::{Language, t};

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

fn titled(harness: &Harness<'_, App>, page: &str) -> bool {
    harness.query_by_role_and_label(Role::Heading, page).is_some()
}

#[test]
fn a_screen_leads_to_its_page_whose_links_lead_on_and_back() {
    let mut harness = help();
    harness.state_mut().state.apply(Action::Go(Screen::Data));
    harness.run_steps(4);
    follow(&mut harness, "Open your files");
    assert!(titled(&harness, "Open your files"));
    follow(&mut harness, "the catalog");
    assert!(titled(&harness, "The catalog") && !titled(&harness, "Open your files"));
    press(&mut harness, "Back in help");
    assert!(titled(&harness, "Open your files"));
    press(&mut harness, "Back in help");
    assert!(!titled(&harness, "Open your files"));
}

#[test]
fn an_open_page_is_read_on_in_the_language_that_is_chosen() {
    // As the window found the thread; what it speaks does not reach the tests beside this one.
    Language::English.within(|| {
        let mut harness = help();
        harness.state_mut().state.apply(Action::Go(Screen::Data));
        harness.run_steps(4);
        follow(&mut harness, "Open your files");
        follow(&mut harness, "the catalog");
        harness.state_mut().state.settings.language = Some(Language::German);
        harness.run_steps(6);
        assert!(titled(&harness, "Der Katalog") && !titled(&harness, "The catalog"));
        // The way to it, and the list of all pages, are in German too.
        press(&mut harness, "Zurück in der Hilfe");
        assert!(titled(&harness, "Ihre Dateien öffnen"));
        press(&mut harness, "Zurück in der Hilfe");
        for page in Guide::of(Language::German).pages {
            assert!(harness.query_all_by_label(page.title()).next().is_some(), "{}", page.path);
        }
        assert!(harness.query_by_label("When something goes wrong").is_none());
        harness.state_mut().state.settings.language = Some(Language::English);
        harness.run_steps(6);
        assert!(harness.query_by_label("When something goes wrong").is_some());
    });
}

/// Searches for words that stand on the first page, and looks at its picture.
fn search_and_see(searched: &str, picture_named: &str, drawn: &str) {
    let mut harness = help();
    let field = harness.get_by_role_and_label(Role::TextInput, t!("help-search"));
    field.type_text(searched);
    harness.run_steps(6);
    follow(&mut harness, Guide::current().pages[0].title());
    let shown = harness.query_all_by(|node| node.role() == Role::Image).count();
    assert!(shown > 0);
    // They are decoded on another thread.
    for _ in 0..200 {
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    picture(&mut harness, drawn);
    follow(&mut harness, picture_named);
    harness.key_press(Key::Escape);
    harness.run_steps(6);
    assert!(harness.state().state.settings.help, "the picture went, help stays");
}

#[test]
fn the_guide_is_searched_and_its_pictures_are_shown() {
    let large = "Show The start: open files, the sample store, recent projects larger";
    search_and_see("needs no file of yours", large, "help-guide");
}

#[test]
fn the_german_guide_is_searched_and_its_pictures_are_shown() {
    let large = "Die Startansicht: Dateien öffnen, der Beispielshop, zuletzt geöffnete Projekte \
                 größer zeigen";
    let see = || search_and_see("Ein Datenteam brauchen Sie", large, "help-guide-german");
    Language::German.within(see);
}

#[test]
fn every_page_of_the_guide_can_be_read_in_it() {
    for language in Language::ALL {
        language.within(|| {
            let pages: Vec<&Page> = Guide::current().pages.iter().collect();
            let mut harness = help();
            follow(&mut harness, pages[0].title());
            for page in &pages[1..] {
                // The link to the next page stands at the end.
                follow(&mut harness, page.title());
                let title = harness.query_all_by_label(page.title()).next();
                assert!(title.is_some(), "{}", page.path);
            }
        });
    }
}
