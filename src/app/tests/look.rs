//! How screens look where there is little room or much to say: what is cut, what is twice, what is out of sight.

use egui::{Rect, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::audiences::{builder, until, window};
use super::harness::{is_live, picture, settle};
use super::{light, open, open_shop, press};
use crate::app::widgets::Toast;
use crate::app::{Action, App, Command, Screen};
use crate::audience::{Audience, Campaign, Size};
use crate::base::language::{Language, Message};
use crate::common;
use crate::project::Project;

/// Height of two lines of text: what is higher is broken where it should not be.
const TWO_LINES: f32 = 40.0;

fn change(harness: &mut Harness<'_, App>, change: impl FnOnce(&mut Project) + 'static) {
    harness.state_mut().state.apply(Action::Change("test".into(), Box::new(change)));
    harness.run_steps(3);
}

/// The destinations of an audience, counted, with a folder of the test's own for its lists.
fn destinations() -> (Harness<'static, App>, tempfile::TempDir) {
    let mut harness = builder(egui::Theme::Light, 400);
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().to_owned();
    change(&mut harness, move |project| project.audiences[0].lists.folder = Some(lists));
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, |app| {
        app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
    });
    (harness, folder)
}

#[test]
fn the_editor_of_a_destination_of_ones_own_fits_narrow_windows() {
    for language in Language::ALL {
        language.within(|| {
            let (mut harness, _folder) = destinations();
            let (begin, needs) = match language {
                Language::English => ("Destination of your own…", "People without it are left out"),
                Language::German => ("Eigene Zielplattform …", "Ausgelassen wird, wem dies fehlt"),
            };
            press(&mut harness, begin);
            for size in [vec2(960.0, 640.0), vec2(640.0, 427.0)] {
                harness.set_size(size);
                harness.run_steps(6);
                picture(&mut harness, &format!("own-{}-{}", language.code(), size.x as u32));
                if size.x > 900.0 {
                    // What is told apart by a number is so for assistive technology alone, and all of a row is in sight.
                    harness.get_by_role_and_label(Role::CheckBox, "SHA-256 1");
                    let out = match language {
                        Language::English => "Leave out column 1",
                        Language::German => "Spalte 1 auslassen",
                    };
                    assert!(harness.get_by_label(out).rect().right() < size.x - 24.0);
                }
                let label = harness.get_by_role_and_label(Role::Label, needs).rect();
                assert!(label.height() < TWO_LINES, "{label:?} at {size:?}");
                let field = harness.get_by_role_and_label(Role::ComboBox, needs).rect();
                assert!(field.width() > 100.0 && field.right() < size.x - 24.0, "{field:?}");
            }
        });
    }
}

#[test]
fn what_is_said_of_a_file_that_was_written_stands_below_a_long_name() {
    let (mut harness, folder) = destinations();
    let long = "Everyone who bought a pair of walking boots in the northern shops";
    change(&mut harness, move |project| project.audiences[0].audience.name = long.into());
    press(&mut harness, "Create audience");
    until(&mut harness, |app| app.state.project().audiences[0].made.is_some());
    harness.set_size(vec2(640.0, 427.0));
    harness.run_steps(6);
    let about = harness.get_by_label("what was written and how good the ranking is").rect();
    assert!(about.right() < 640.0 - 24.0, "{about:?}");
    // Nor does the title stand in a column beside what can be done next.
    let title = harness.get_by_label(&format!("{long} · destinations")).rect();
    assert!(title.height() < 2.0 * TWO_LINES && title.width() > 300.0, "{title:?}");
    assert!(folder.path().read_dir().unwrap().count() > 0);
}

#[test]
fn no_name_of_a_number_is_broken_inside_a_word() {
    Language::German.within(|| {
        let mut harness = light();
        let _folder = open_shop(&mut harness);
        for size in [vec2(1360.0, 850.0), vec2(777.0, 600.0), vec2(640.0, 427.0)] {
            harness.set_size(size);
            harness.run_steps(6);
            picture(&mut harness, &format!("data-de-{}", size.x as u32));
            let kinds = harness.get_by_label("Ereignisarten").rect();
            assert!(kinds.height() < 20.0, "{kinds:?} at {size:?}");
            // Nor is a field cut that has room below the others.
            let role = harness.get_all_by_role_and_label(Role::ComboBox, "Zeilen sind");
            let narrow = role.map(|field| field.rect().width()).fold(f32::INFINITY, f32::min);
            assert!(narrow > 120.0, "{narrow} at {size:?}");
        }
    });
}

/// A table of events of a shape of its own.
fn table(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
    use std::fmt::Write as _;
    let mut text = format!("user_id,timestamp,event,product_id,{name}\n");
    for row in 0..60 {
        let (day, person, product) = (1 + row % 28, row % 17, row % 9);
        writeln!(text, "u{person},2026-01-{day:02}T10:00:00Z,View,p{product},v{}", row % 5)
            .unwrap();
    }
    let path = folder.join(format!("{name}.csv"));
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_file_that_was_added_comes_in_sight() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = light();
    let first: Vec<_> = ["a", "b", "c", "d"].iter().map(|n| table(folder.path(), n)).collect();
    open(&mut harness, first);
    harness.run_steps(20);
    let card = |harness: &Harness<'_, App>, file: &str| -> Option<Rect> {
        harness.query_by_label(&format!("Show rows of {file}")).map(|node| node.rect())
    };
    let screen = Rect::from_min_size(egui::Pos2::ZERO, super::harness::SIZE);
    assert!(card(&harness, "a.csv").is_some_and(|rect| screen.contains_rect(rect)), "the top");
    let added = table(folder.path(), "z");
    open(&mut harness, vec![added]);
    // The way there takes a moment.
    harness.run_steps(60);
    let at = card(&harness, "z.csv");
    assert!(at.is_some_and(|rect| screen.contains_rect(rect)), "{at:?}");
}

#[test]
fn a_project_that_everything_was_taken_out_of_can_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.likely");
    let mut harness = light();
    let _shop = open_shop(&mut harness);
    harness.state_mut().state.apply(Action::Rename("shop".into()));
    harness.state_mut().state.answer(crate::app::Asked::SaveProject(None), vec![path]);
    until(&mut harness, |app| app.state.is_saved());
    change(&mut harness, |project| {
        project.files.clear();
        project.catalog.files.clear();
    });
    let state = &harness.state().state;
    assert!(state.title().starts_with('•'), "{}", state.title());
    assert_eq!(state.why_not(Command::Save), None, "what the title says is not saved can be");
    press(&mut harness, "Save");
    until(&mut harness, |app| app.state.is_saved());
}

#[test]
fn saving_stands_beside_the_project_and_not_among_the_ways_up() {
    let mut harness = builder(egui::Theme::Light, 400);
    harness.run_steps(4);
    let save = harness.get_by_label("Save…").rect();
    let up = harness.get_by_label("Up to audiences").rect();
    assert!(save.right() < up.left(), "{save:?} {up:?}");
}

#[test]
fn what_a_campaign_found_is_said_again_when_the_project_is_opened_again() {
    let mut harness = window(egui::Theme::Light, 400);
    harness.state_mut().state.apply(Action::NewAudience(Some(Campaign::ExcessInventory)));
    until(&mut harness, is_live);
    let reason = "lost the most interest lately";
    harness.get_by_label_contains(reason);
    let saved = harness.state().state.project().audiences[0].audience.clone();
    let mut again = window(egui::Theme::Light, 400);
    let same = saved.clone();
    change(&mut again, move |project| _ = project.add_audience(same));
    again.state_mut().state.apply(Action::Go(Screen::Builder(1)));
    until(&mut again, |app| app.state.session.audiences.suggestions.note(1).is_some());
    again.get_by_label_contains(reason);
    let now = &again.state().state.project().audiences[0].audience;
    assert_eq!(Audience { id: saved.id, ..now.clone() }, saved, "nothing is filled in anew");
    // About something else it says nothing.
    change(&mut again, |project| {
        project.audiences[0].audience.target.conditions[0].values = vec!["Halden".into()];
    });
    assert!(again.query_by_label_contains(reason).is_none());
}

#[test]
fn a_long_message_has_several_lines() {
    let mut harness = light();
    let words = "Some letters of a script cannot be shown: no font on this computer has them. The data are right, \
         and lists are written as they are; installing a font shows them.";
    let toast = Toast::info(Message::from(words));
    harness.state_mut().state.toasts.push(toast);
    harness.run_steps(6);
    let said = harness.get_by_label_contains("Some letters").rect();
    assert!(said.width() <= 481.0 && said.height() > TWO_LINES - 10.0, "{said:?}");
}

#[test]
fn a_list_is_as_wide_as_its_field_and_a_bar_beside_fields() {
    let mut harness = light();
    harness.set_size(vec2(960.0, 640.0));
    harness.state_mut().state.apply(Action::Do(Command::Settings));
    harness.run_steps(6);
    let close = harness.get_by_label("Close").rect();
    let zone = harness.get_by_role_and_label(Role::TextInput, "Time zone").rect();
    assert!(zone.right() + 8.0 <= close.right(), "{zone:?} under the bar, {close:?}");
    let field = harness.get_by_role_and_label(Role::ComboBox, "Language").rect();
    harness.get_by_role_and_label(Role::ComboBox, "Language").click();
    harness.run_steps(6);
    let entry = harness.get_by_label("Deutsch").rect();
    assert!(entry.left() > field.left() && entry.right() < field.right(), "{entry:?} {field:?}");
}

#[test]
fn what_is_saved_is_not_asked_to_be_checked() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    harness.get_by_label_contains("check it and save");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    assert!(harness.query_by_label_contains("check it and save").is_none());
}

#[test]
fn names_of_audiences_can_be_read_in_the_smallest_window() {
    let name = "Smartphones buyers → Phone Accessories";
    let mut harness = window(egui::Theme::Light, 400);
    change(&mut harness, move |project| {
        let size = Size::Percent(10.0);
        project.add_audience(Audience { size, ..common::audience(name, "Halden") });
    });
    until(&mut harness, is_live);
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    for size in [vec2(960.0, 640.0), vec2(1360.0, 850.0)] {
        harness.set_size(size);
        harness.run_steps(6);
        let shown = harness.get_by_role_and_label(Role::Label, name).rect();
        assert!(shown.width() > 240.0, "{shown:?} at {size:?}");
        harness.get_by_label(&format!("More for {name}"));
    }
}

#[test]
fn numbers_without_a_country_are_of_where_the_person_is() {
    let country = |home: Option<&str>| {
        let mut app = App::bare();
        app.state.home = home.map(str::to_owned);
        app.state.apply(Action::NewAudience(None));
        app.state.project().audiences[0].lists.country.clone()
    };
    assert_eq!(country(None), None);
    assert_eq!(country(Some("AT")).as_deref(), Some("AT"));
    let german = Language::German.within(|| (country(None), country(Some("CH"))));
    assert_eq!(german, (Some("DE".to_owned()), Some("CH".to_owned())));
}
