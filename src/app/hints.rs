//! Hints where people hesitate when they come there for the first time. Each is shown until it is put
//! away, and then never again.

use egui::Ui;

use super::widgets::{Banner, Button};
use super::{Action, Actions, Settings};

use crate::base::language::t;

/// A hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// On the catalog: what there is to do.
    Catalog,
    /// On the builder, once there is a curve.
    Curve,
    /// On the destinations.
    Destinations,
}

impl Hint {
    /// Every hint.
    #[cfg(test)]
    pub const ALL: [Self; 3] = [Self::Catalog, Self::Curve, Self::Destinations];

    /// Its name where it is kept that it was seen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Curve => "curve",
            Self::Destinations => "destinations",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Catalog => {
                t!("hints-catalog")
            }
            Self::Curve => {
                t!("hints-curve")
            }
            Self::Destinations => {
                t!("hints-destinations")
            }
        }
    }
}

/// Shows a hint that was not put away yet.
pub fn show(ui: &mut Ui, settings: &Settings, hint: Hint, actions: &mut Actions) {
    if settings.hints_seen.iter().any(|seen| seen == hint.name()) {
        return;
    }
    Banner::info(hint.words()).show(ui, |ui| {
        let done =
            Button::link(t!("hints-got-it")).named(t!("hints-got-it-named", hint = hint.name()));
        if done.show(ui).clicked() {
            actions.push(Action::HintSeen(hint.name()));
        }
    });
}
