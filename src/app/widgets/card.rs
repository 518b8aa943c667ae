//! Panels with a one-pixel line, the ground everything stands on.

use egui::{
    CornerRadius, Frame, InnerResponse, Margin, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
};

use super::{Text, spread};
use crate::app::theme::{Theme, radius, space};

/// A card: `Card::new().show(ui, |ui| …)`.
#[must_use = "call show"]
#[derive(Default)]
pub struct Card {
    min_height: f32,
    padding: Option<f32>,
    selected: bool,
}

impl Card {
    /// A card as wide as there is room and as high as its content.
    pub fn new() -> Self {
        Self::default()
    }
    /// At least this high, so that neighbours line up.
    pub fn min_height(mut self, height: f32) -> Self {
        self.min_height = height;
        self
    }
    /// Other than the usual 16 points inside.
    pub fn padding(mut self, padding: f32) -> Self {
        self.padding = Some(padding);
        self
    }
    /// Outlined in the accent.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    fn frame(&self, theme: &Theme, over: bool) -> Frame {
        let line = match (self.selected, over) {
            (true, _) => theme.accent,
            (false, true) => theme.line_strong,
            (false, false) => theme.line,
        };
        Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, line))
            .corner_radius(CornerRadius::same(radius::CARD))
            .inner_margin(Margin::same(self.padding.unwrap_or(space::L) as i8 - 1))
    }

    /// Adds the card.
    pub fn show<R>(self, ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        self.draw(ui, false, content)
    }

    fn draw<R>(
        &self,
        ui: &mut Ui,
        over: bool,
        content: impl FnOnce(&mut Ui) -> R,
    ) -> InnerResponse<R> {
        let frame = self.frame(Theme::of(ui.ctx()), over);
        let margin = frame.total_margin().sum().y;
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.set_min_height((self.min_height - margin).max(0.0));
            content(ui)
        })
    }

    /// Adds the card as one large button called `name`.
    pub fn button<R>(
        self,
        ui: &mut Ui,
        name: &str,
        content: impl FnOnce(&mut Ui) -> R,
    ) -> InnerResponse<R> {
        let selected = self.selected;
        let builder = UiBuilder::new().sense(Sense::click());
        let scope = ui.scope_builder(builder, |ui| {
            let over = ui.response().hovered();
            self.draw(ui, over, content).inner
        });
        let response = scope.response;
        response.widget_info(|| {
            if selected {
                WidgetInfo::selected(Role::Button, true, selected, name)
            } else {
                WidgetInfo::labeled(Role::Button, true, name)
            }
        });
        super::focus_ring(ui, &response, response.rect, radius::CARD);
        InnerResponse::new(scope.inner, response)
    }
}

/// The title of a card, with what belongs to its right.
pub fn card_title<R>(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    spread(ui, |ui| Text::strong(title).heading(2).truncate().show(ui), right).1
}

/// Like [`card_title`], with what the title means on hover.
pub fn explained_title<R>(
    ui: &mut Ui,
    title: &str,
    about: &str,
    right: impl FnOnce(&mut Ui) -> R,
) -> R {
    let words = Text::strong(title).heading(2).truncate();
    let title = |ui: &mut Ui| words.show(ui).on_hover_text(about);
    spread(ui, title, right).1
}
