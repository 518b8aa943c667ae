//! Hints where people hesitate when they come there for the first time. Each is shown until it is put
//! away or what it says was done, and then never again.

use egui::Ui;

use super::widgets::{Banner, Button};
use super::{Action, Actions, Hint, Settings};
use crate::base::language::t;

fn words(hint: Hint) -> &'static str {
    match hint {
        Hint::Catalog => t!("hints-catalog"),
        Hint::Curve => t!("hints-curve"),
        Hint::Destinations => t!("hints-destinations"),
    }
}

/// Shows a hint that is still needed.
pub fn show(ui: &mut Ui, settings: &Settings, hint: Hint, actions: &mut Actions) {
    if settings.knows(hint) {
        return;
    }
    Banner::info(words(hint)).show(ui, |ui| {
        let done =
            Button::link(t!("hints-got-it")).named(t!("hints-got-it-named", hint = hint.name()));
        if done.show(ui).clicked() {
            actions.push(Action::HintSeen(hint));
        }
    });
}
