//! Every screen at the smallest window and at 150 %: no two controls lie over each other, none is cut
//! off to the side, and every stop of the Tab key has a name, is in sight, and comes in reading order.

use egui::{Key, Rect, Role, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::audiences::{builder, until};
use super::harness::{app, picture, settle};
use super::{open, press};
use crate::app::{Action, App, Screen};
use crate::base::language::Language;

/// The smallest window that is promised, in points, at the usual size and at 150 %.
const SIZES: [Vec2; 2] = [vec2(960.0, 640.0), vec2(960.0 / 1.5, 640.0 / 1.5)];

/// Controls that a person presses or types into, with their names and places.
pub(super) fn controls(harness: &Harness<'_, App>) -> Vec<(String, Rect)> {
    let pressed = [
        Role::Button,
        Role::CheckBox,
        Role::ComboBox,
        Role::TextInput,
        Role::RadioButton,
        Role::Slider,
        Role::SpinButton,
        Role::Link,
    ];
    let nodes = harness.query_all_by(|node| pressed.contains(&node.role()) && !node.is_hidden());
    let named = |node: egui_kittest::Node<'_>| {
        use egui_kittest::kittest::NodeT as _;
        (node.accesskit_node().label().unwrap_or_default(), node.rect())
    };
    nodes.map(named).filter(|(_, rect)| rect.width() > 1.0 && rect.height() > 1.0).collect()
}

/// What overlaps, in words. A control inside a larger one (a tick in a card) is no overlap.
pub(super) fn overlapping(all: &[(String, Rect)]) -> Vec<String> {
    let mut words = Vec::new();
    for (place, (name, one)) in all.iter().enumerate() {
        for (other_name, other) in &all[place + 1..] {
            let common = one.intersect(*other);
            let inside =
                one.contains_rect(other.shrink(1.0)) || other.contains_rect(one.shrink(1.0));
            if common.width() > 2.0 && common.height() > 2.0 && !inside {
                words.push(format!("“{name}” {one:?} over “{other_name}” {other:?}"));
            }
        }
    }
    words
}

/// The header of a screen stays in sight, and nothing of it is outside of the window.
fn check(harness: &mut Harness<'static, App>, screen: &str) {
    for size in SIZES {
        harness.set_size(size);
        harness.run_steps(6);
        picture(harness, &format!("{screen}-{}", size.x as u32));
        let all = controls(harness);
        let over = overlapping(&all);
        assert!(over.is_empty(), "{screen} at {size:?}:\n{}", over.join("\n"));
        let outside = all.iter().filter(|(_, rect)| rect.left() < -1.0 || rect.left() > size.x);
        let outside: Vec<_> = outside.collect();
        assert!(outside.is_empty(), "{screen} at {size:?}: {outside:?}");
    }
}

#[test]
fn nothing_overlaps_on_the_way_from_files_to_the_catalog() {
    let mut harness = app(egui::Theme::Light);
    check(&mut harness, "start");
    let folder = super::harness::shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    check(&mut harness, "data");
    harness.set_size(super::harness::SIZE);
    harness.run_steps(4);
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    // Short messages lie over the screen on purpose, and go by themselves.
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    check(&mut harness, "catalog");
}

#[test]
fn nothing_overlaps_on_the_way_from_an_audience_to_its_lists() {
    let mut harness = builder(egui::Theme::Light, 400);
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    check(&mut harness, "builder");
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, |app| {
        app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
    });
    check(&mut harness, "destinations");
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    check(&mut harness, "audiences");
}

/// Walks through a screen by Tab: every stop has a name and is in sight.
fn walk(harness: &mut Harness<'static, App>, screen: &str, at_least: usize) {
    let mut stops: Vec<String> = Vec::new();
    let mut nowhere = 0;
    for _ in 0..150 {
        harness.key_press(Key::Tab);
        harness.run_steps(3);
        let size = harness.ctx.content_rect();
        let focused = harness.query_all_by(|node| node.is_focused() && node.role() != Role::Window);
        let stop = focused.last().map(|node| {
            use egui_kittest::kittest::NodeT as _;
            let about = node.accesskit_node();
            let name = about.label().or_else(|| about.value()).unwrap_or_default();
            (name, node.rect())
        });
        let Some((name, rect)) = stop else {
            nowhere += 1;
            assert!(nowhere < 3, "{screen}: the focus is nowhere after {stops:?}");
            continue;
        };
        assert!(!name.is_empty(), "{screen}: a stop without a name after {stops:?}");
        // Reading order: never back to the left on the line of the stop before, as it stands now.
        if let Some(before) = stops.last().filter(|before| **before != name) {
            let mut same = harness.query_all_by_label(before);
            if let (Some(node), None) = (same.next(), same.next()) {
                let before_rect = node.rect();
                let common = rect.y_range().intersection(before_rect.y_range()).span();
                let line = common > 0.6 * rect.height().min(before_rect.height());
                assert!(
                    !(line && rect.right() <= before_rect.left()),
                    "{screen}: from “{before}” {before_rect:?} back to “{name}” {rect:?}"
                );
            }
        }
        assert!(
            size.expand(1.0).intersects(rect),
            "{screen}: “{name}” at {rect:?} is out of sight"
        );
        if stops.first() == Some(&name) && stops.len() > 2 {
            break;
        }
        stops.push(name);
    }
    assert!(stops.len() >= at_least, "{screen}: {stops:?}");
}

/// Walks through every screen, with the window in this language.
fn walk_through_all(language: Language) {
    language.within(|| {
        let mut harness = app(egui::Theme::Light);
        harness.set_size(SIZES[0]);
        harness.run_steps(4);
        walk(&mut harness, "start", 6);
        let folder = super::harness::shop();
        open(&mut harness, vec![folder.path().to_owned()]);
        harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
        walk(&mut harness, "data", 12);
        harness.state_mut().state.apply(Action::Do(crate::app::Command::GoCatalog));
        harness.run_steps(4);
        walk(&mut harness, "catalog", 12);
        let mut harness = builder(egui::Theme::Light, 400);
        harness.set_size(SIZES[0]);
        harness.run_steps(4);
        walk(&mut harness, "builder", 20);
        harness.state_mut().state.apply(Action::Go(Screen::Audiences));
        harness.run_steps(4);
        walk(&mut harness, "audiences", 8);
        harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
        until(&mut harness, |app| {
            app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
        });
        harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
        walk(&mut harness, "destinations", 12);
        harness.state_mut().state.settings.help = true;
        harness.state_mut().state.apply(Action::Go(Screen::Overlap));
        harness.run_steps(4);
        walk(&mut harness, "overlap with help", 8);
        assert_eq!(Language::current(), language, "the window spoke another language");
    });
}

#[test]
fn every_tab_stop_has_a_name_and_is_in_sight() {
    walk_through_all(Language::English);
}

#[test]
fn every_tab_stop_has_a_name_and_is_in_sight_in_german() {
    walk_through_all(Language::German);
}

/// A folder with an export of which rows are not used for many reasons, in a file with a long name.
fn messy() -> tempfile::TempDir {
    use std::fmt::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("user_id,timestamp,event,product_id,status,refunded\n");
    for row in 0..600 {
        let day = 1 + row % 28;
        let (person, time) = (format!("u{}", row % 40), format!("2026-03-{day:02}T10:00:00Z"));
        let (person, time) = match row % 50 {
            0 => (String::new(), time),
            1 => (person, "soon".to_owned()),
            2 => (person, String::new()),
            _ => (person, time),
        };
        let status = ["paid", "cancelled", "shipped"][row % 3];
        let refunded = ["false", "true"][usize::from(row % 7 == 0)];
        let event = if row % 50 == 4 { "" } else { "Order Completed" };
        write!(text, "{person},{time},{event},p{},{status},{refunded}", row % 9).unwrap();
        text += if row % 50 == 3 { ",more,than,there,are\n" } else { "\n" };
    }
    let name = "orders of the shop in the spring of this year.csv";
    std::fs::write(folder.path().join(name), text).unwrap();
    folder
}

/// What stands on the page of a screen reaches beyond its right edge, in words.
fn beyond(harness: &Harness<'static, App>) -> Vec<String> {
    let size = harness.ctx.content_rect();
    let edge = size.right() - crate::app::theme::space::XL + 0.5;
    // The bar and the screen's header end elsewhere.
    let on_page = |rect: &Rect| rect.top() > 100.0 && rect.left() > 1.0;
    let all = controls(harness).into_iter();
    let beyond = all.filter(|(_, rect)| on_page(rect) && rect.right() > edge);
    beyond.map(|(name, rect)| format!("“{name}” {rect:?} beyond {edge}")).collect()
}

#[test]
fn rows_of_words_and_links_wrap_inside_their_page() {
    for language in [Language::English, Language::German] {
        language.within(|| {
            let mut harness = app(egui::Theme::Light);
            let folder = messy();
            open(&mut harness, vec![folder.path().to_owned()]);
            harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
            let card = &harness.state().state.session.found.shapes()[0];
            assert!(card.report.skipped.len() > 3, "{:?}", card.report);
            // The smallest window, and the usual one at 175 %.
            for size in [SIZES[0], super::harness::SIZE / 1.75] {
                harness.set_size(size);
                harness.run_steps(6);
                picture(&mut harness, &format!("data-messy-{language:?}-{}", size.x as u32));
                let over = beyond(&harness);
                assert!(over.is_empty(), "{language:?} {size:?}:\n{}", over.join("\n"));
            }
        });
    }
}

#[test]
fn the_list_of_audiences_keeps_its_menu_in_sight() {
    for language in [Language::English, Language::German] {
        language.within(|| {
            let mut harness = builder(egui::Theme::Light, 400);
            harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
            harness.state_mut().state.apply(Action::Go(Screen::Audiences));
            for size in SIZES {
                harness.set_size(size);
                harness.run_steps(6);
                picture(&mut harness, &format!("audiences-menu-{language:?}-{}", size.x as u32));
                let audience = &harness.state().state.project().audiences[0].audience;
                let more = crate::base::language::t!("list-more", name = &audience.name);
                let shown = controls(&harness).into_iter().any(|(name, _)| name == more);
                assert!(shown, "{language:?} {size:?}: “{more}” is out of sight");
                let over = beyond(&harness);
                assert!(over.is_empty(), "{language:?} {size:?}:\n{}", over.join("\n"));
            }
        });
    }
}
