//! A message that stays until it is dealt with: what happened, and what to do.

use egui::{Color32, CornerRadius, Frame, Margin, Role, Stroke, Ui, UiBuilder};

use super::{Text, Tone};
use crate::app::theme::{Theme, font, height, radius, space};

/// A banner: `Banner::warn("Times are ambiguous").text("…").show(ui, |ui| …buttons…)`.
#[must_use = "call show"]
pub struct Banner {
    tone: Tone,
    title: String,
    text: String,
}

impl Banner {
    fn new(tone: Tone, title: impl Into<String>) -> Self {
        Self { tone, title: title.into(), text: String::new() }
    }
    /// Something to know.
    pub fn info(title: impl Into<String>) -> Self {
        Self::new(Tone::Accent, title)
    }
    /// Something went well.
    pub fn good(title: impl Into<String>) -> Self {
        Self::new(Tone::Good, title)
    }
    /// Something to look at.
    pub fn warn(title: impl Into<String>) -> Self {
        Self::new(Tone::Warn, title)
    }
    /// Something failed.
    pub fn error(title: impl Into<String>) -> Self {
        Self::new(Tone::Bad, title)
    }
    /// More words below the title: what to do.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
    /// Adds it; `actions` adds the buttons below the words.
    pub fn show<R>(self, ui: &mut Ui, actions: impl FnOnce(&mut Ui) -> R) -> R {
        let (color, soft) = self.tone.colors(Theme::of(ui.ctx()));
        let icon = self.tone.icon();
        let frame = Frame::new()
            .fill(soft)
            .stroke(Stroke::new(1.0, soft.lerp_to_gamma(color, 0.25)))
            .corner_radius(CornerRadius::same(radius::CONTROL))
            .inner_margin(Margin::symmetric(space::M as i8, 10));
        let role = if self.tone == Tone::Bad { Role::Alert } else { Role::Status };
        let scope = ui.scope_builder(UiBuilder::new(), |ui| {
            frame
                .show(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    if self.is_short(ui) {
                        let row = |ui: &mut Ui| {
                            ui.set_min_height(height::COMPACT);
                            ui.add(icon.image(16.0, color));
                            self.line(ui, actions)
                        };
                        return ui.horizontal(row).inner;
                    }
                    let stacked = |ui: &mut Ui| {
                        ui.add(icon.image(16.0, color));
                        ui.vertical(|ui| self.words(ui, actions)).inner
                    };
                    ui.horizontal_top(stacked).inner
                })
                .inner
        });
        ui.ctx().accesskit_node_builder(scope.response.id, |node| node.set_role(role));
        scope.inner
    }

    fn words<R>(&self, ui: &mut Ui, actions: impl FnOnce(&mut Ui) -> R) -> R {
        ui.spacing_mut().item_spacing.y = space::XS;
        // Without actions, no empty row is left below the words.
        ui.spacing_mut().interact_size.y = 0.0;
        Text::medium(&self.title).wrap().show(ui);
        if !self.text.is_empty() {
            Text::body(&self.text).wrap().show(ui);
        }
        ui.horizontal_wrapped(actions).inner
    }

    /// A short title with its actions on the same line.
    fn line<R>(&self, ui: &mut Ui, actions: impl FnOnce(&mut Ui) -> R) -> R {
        Text::medium(&self.title).show(ui);
        ui.add_space(space::XS);
        actions(ui)
    }

    fn is_short(&self, ui: &Ui) -> bool {
        let title = super::one_line(ui, &self.title, font::medium(), Color32::PLACEHOLDER, 1e4);
        self.text.is_empty() && title.size().x < 0.5 * ui.available_width()
    }
}
