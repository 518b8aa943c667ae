//! The language that the window speaks: chosen in the settings, followed at once.

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::harness::app;
use crate::app::{App, Open, Settings};
use crate::base::language::Language;

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
