//! What is opened from a screen, and screens that few come to: at every size, in every theme and in
//! both languages (see `screens`).

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::audiences::builder;
use super::harness::{SIZE, settle};
use super::screens::{SIZES, at_sizes, go, in_german, look};
use crate::app::widgets::Toasts;
use crate::app::{Action, App, Open, Screen, Then};

/// Presses what may have to be scrolled to.
fn press(harness: &mut Harness<'static, App>, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run_steps(8);
    harness.get_by_label(label).click();
    harness.run_steps(6);
}

/// Checks what is open, over the screen where `over`, and leaves it as it was found.
fn fits(harness: &mut Harness<'static, App>, name: &str, over: bool) {
    harness.state_mut().state.toasts = Toasts::default();
    at_sizes(harness, name, over, &[SIZES[0], SIZES[1], SIZES[4]]);
    in_german(harness, name, over, &SIZES[..2]);
    look(harness, name, SIZE, over);
}

#[test]
fn what_is_opened_from_an_audience_fits() {
    let mut harness = builder(egui::Theme::Light, 300);
    press(&mut harness, "How it was measured…");
    fits(&mut harness, "opened-quality", true);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    for (name, kind) in [
        ("opened-past", "Did, or did not, do something…"),
        ("opened-day", "Change the day that counts as now"),
    ] {
        if name == "opened-past" {
            press(&mut harness, "+ Condition");
        }
        press(&mut harness, kind);
        fits(&mut harness, name, name == "opened-past");
        if name == "opened-past" {
            press(&mut harness, "Cancel");
        }
    }
    go(&mut harness, Screen::Audiences);
    for (name, entry) in
        [("opened-details", "Tags and note…"), ("opened-measure", "Measure campaign…")]
    {
        press(&mut harness, "More for New audience");
        press(&mut harness, entry);
        fits(&mut harness, name, true);
        harness.key_press(egui::Key::Escape);
        harness.run_steps(4);
    }
    for (name, open) in [
        ("opened-forget", Open::Forget { typed: "u1\nu2".into() }),
        ("opened-lists-first", Open::ListsFirst(Then::Quit)),
    ] {
        harness.state_mut().state.open = open;
        fits(&mut harness, name, true);
        harness.state_mut().state.open = Open::Nothing;
    }
}

#[test]
fn the_overlap_and_a_destination_of_ones_own_fit() {
    let mut harness = builder(egui::Theme::Light, 300);
    harness.state_mut().state.apply(Action::Duplicate(1));
    settle(&mut harness);
    go(&mut harness, Screen::Overlap);
    settle(&mut harness);
    harness.run_steps(4);
    fits(&mut harness, "opened-overlap", false);
    go(&mut harness, Screen::Destinations(1));
    settle(&mut harness);
    press(&mut harness, "Destination of your own…");
    fits(&mut harness, "opened-own", false);
}
