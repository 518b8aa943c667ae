//! The language that the window speaks: chosen in the settings, followed at once.

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::audiences::builder;
use super::harness::{app, settle, shop, until};
use super::open;
use super::screens::change;
use crate::app::{Action, App, Command, Open, Screen, Settings};
use crate::base::language::Language;
use crate::export::{DESTINATIONS, Destination};

/// Chooses an entry of a select.
fn choose(harness: &mut Harness<'_, App>, select: &str, entry: &str) {
    harness.get_by_role_and_label(Role::ComboBox, select).click();
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::ListBoxOption, entry).click();
    harness.run_steps(6);
}

#[test]
fn a_language_that_is_chosen_is_spoken_at_once() {
    // As the window found the thread; what it speaks does not reach the tests beside this one.
    Language::English.within(|| {
        let mut harness = app(egui::Theme::Light);
        harness.state_mut().state.open = Open::Settings;
        harness.run_steps(4);
        harness.get_by_label("High contrast");
        choose(&mut harness, "Language", "Deutsch");
        harness.get_by_label("Hoher Kontrast");
        assert!(harness.query_by_label("High contrast").is_none());
        assert_eq!(harness.state().state.settings.language, Some(Language::German));
        choose(&mut harness, "Sprache", "English");
        harness.get_by_label("High contrast");
        choose(&mut harness, "Language", "As the system");
        assert_eq!(harness.state().state.settings.language, None);
        harness.get_by_label("High contrast");
    });
}

#[test]
fn what_was_read_is_said_in_the_language_that_is_chosen_later() {
    Language::English.within(|| {
        let mut harness = app(egui::Theme::Light);
        let folder = shop();
        std::fs::write(folder.path().join("broken.csv"), b"\x89PNG\r\n\x1a\n").unwrap();
        let (mut events, mut people) =
            (String::new(), "user_id,email,updated_at,plan\n".to_owned());
        for person in 0..40 {
            events += &format!("u{person},{}/{}/2026,Visit\n", 1 + person % 9, 1 + person % 7);
            let seen =
                if person == 7 { "soon".into() } else { format!("2026-03-{:02}", 1 + person % 28) };
            people += &format!("u{person},p{person}@example.org,{seen},basic\n");
        }
        std::fs::write(folder.path().join("people.csv"), people).unwrap();
        std::fs::write(folder.path().join("visits.csv"), format!("user_id,when,event\n{events}"))
            .unwrap();
        open(&mut harness, vec![folder.path().to_owned()]);
        let speak = |harness: &mut Harness<'_, App>, language| {
            harness.state_mut().state.settings.language = Some(language);
            harness.run_steps(4);
        };
        // What could not be opened, and what is asked.
        harness.get_by_label_contains("is not a table");
        harness.get_by_label_contains("the day or the month first");
        speak(&mut harness, Language::German);
        harness.get_by_label_contains("ist weder eine Tabelle");
        harness.get_by_label_contains("der Tag oder der Monat vorn");
        assert!(harness.query_by_label_contains("is not a table").is_none());
        assert!(harness.query_by_label_contains("the day or the month first").is_none());
        speak(&mut harness, Language::English);
        // What was noticed while the catalog was saved.
        for name in ["broken.csv", "visits.csv"] {
            let paths = harness.state().state.project().paths();
            let place = paths.iter().position(|path| path.ends_with(name)).unwrap();
            harness.state_mut().state.apply(Action::RemoveFile(place));
            settle(&mut harness);
        }
        harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
        settle(&mut harness);
        harness.state_mut().state.apply(Action::Go(Screen::Catalog));
        harness.run_steps(4);
        harness.get_by_label_contains("1 row has no updated_at that can be read");
        speak(&mut harness, Language::German);
        harness.get_by_label_contains("In 1 Zeile ist „updated_at“ nicht lesbar");
        assert!(harness.query_by_label_contains("that can be read").is_none());
    });
}

#[test]
fn what_was_said_and_can_still_be_read_is_said_in_the_language_that_is_chosen_later() {
    Language::English.within(|| {
        let mut harness = builder(egui::Theme::Light, 300);
        let speak = |harness: &mut Harness<'_, App>, language| {
            harness.state_mut().state.settings.language = Some(language);
            harness.run_steps(4);
        };
        // What is to be known of a destination that wants more people.
        change(&mut harness, |project| {
            let table = DESTINATIONS.iter().find(|destination| destination.key == "csv");
            let mut own = Destination { key: "own-1".into(), ..table.unwrap().clone() };
            own.limits.least_people = Some(100_000);
            project.destinations.push(own);
        });
        harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
        let counted = |app: &App| {
            app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
        };
        let warned = |app: &App, words: &str| {
            let all = app.state.session.lists.coverage(1).unwrap().values();
            let mut all = all.flatten().flat_map(|coverage| &coverage.warnings);
            all.any(|warning| warning.contains(words))
        };
        until(&mut harness, counted);
        assert!(warned(harness.state(), "at least"));
        speak(&mut harness, Language::German);
        until(&mut harness, counted);
        assert!(warned(harness.state(), "mindestens") && !warned(harness.state(), "at least"));
        speak(&mut harness, Language::English);
        // A failure that stays, a short message with its button, and what would be undone.
        let state = &mut harness.state_mut().state;
        state.apply(Action::Open(vec!["/nowhere/spring.likely".into()]));
        until(&mut harness, |app| app.state.session.trouble.is_some());
        harness.state_mut().state.apply(Action::DeleteAudience(1));
        harness.state_mut().state.apply(Action::Go(Screen::Audiences));
        harness.run_steps(4);
        harness.get_by_label_contains("cannot be opened");
        let messages = |app: &App| app.state.toasts.texts().collect::<Vec<_>>().join("\n");
        let undo = |app: &App| app.state.text_of(Command::Undo);
        assert!(messages(harness.state()).contains("deleted"), "{}", messages(harness.state()));
        assert_eq!(undo(harness.state()), "Undo: delete audience");
        speak(&mut harness, Language::German);
        assert!(harness.query_by_label_contains("cannot be opened").is_none());
        harness.get_by_label_contains("lässt sich nicht öffnen");
        assert!(messages(harness.state()).contains("gelöscht"), "{}", messages(harness.state()));
        assert_eq!(undo(harness.state()), "Rückgängig: Zielgruppe löschen");
    });
}

#[test]
fn a_window_can_be_opened_in_german() {
    Language::German.within(|| {
        let mut harness = app(egui::Theme::Light);
        harness.state_mut().state.open = Open::Settings;
        harness.run_steps(4);
        harness.get_by_label("Hoher Kontrast");
    });
    assert_eq!(Language::current(), Language::English);
}

#[test]
fn settings_of_before_there_were_languages_follow_the_system() {
    let mut kept = serde_json::to_value(Settings::default()).unwrap();
    kept.as_object_mut().unwrap().remove("language");
    let settings: Settings = serde_json::from_value(kept).unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(settings.language, None);
}
