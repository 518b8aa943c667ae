//! Dialogs over the window.

use egui::{Context, Frame, Id, Margin, Modal, ScrollArea, Ui};

use super::layout::follow_focus;
use super::{Button, Text, spread};
use crate::app::theme::{Icon, Theme, radius, space};
use crate::base::language::t;

/// What of a window a dialog leaves to its edges and its title.
const AROUND: f32 = 150.0;

/// A dialog: `Dialog::new("Add a column").show(ctx, |ui| …)`.
#[must_use = "call show"]
pub struct Dialog<'a> {
    title: &'a str,
    width: f32,
}

impl<'a> Dialog<'a> {
    /// A dialog with this title.
    pub fn new(title: &'a str) -> Self {
        Self { title, width: 440.0 }
    }
    /// So many points wide, less where the window is narrower.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }
    /// Shows it. The second part is true when the person wants it closed: by the cross, Escape,
    /// or a click beside it.
    pub fn show<R>(self, ctx: &Context, content: impl FnOnce(&mut Ui) -> R) -> (R, bool) {
        let theme = Theme::of(ctx);
        let frame = Frame::new()
            .fill(theme.panel)
            .stroke(theme.hairline())
            .corner_radius(radius::CARD)
            .inner_margin(Margin::same(space::L as i8));
        let width = self.width.min(ctx.content_rect().width() - 4.0 * space::XL);
        let id = Id::unique(("dialog", self.title));
        let modal = Modal::new(id)
            .area(Modal::default_area(id).accessible_name(self.title))
            .backdrop_color(theme.backdrop)
            .frame(frame)
            .show(ctx, |ui| {
                ui.set_width(width);
                let mut close = false;
                spread(
                    ui,
                    |ui| Text::strong(self.title).heading(1).show(ui),
                    |ui| {
                        close =
                            Button::icon_only(Icon::Close, t!("controls-close")).show(ui).clicked();
                    },
                );
                // What a small window or large text leaves no room for is scrolled to.
                let room = (ctx.content_rect().height() - AROUND).max(120.0);
                let area = ScrollArea::vertical().max_height(room).min_scrolled_height(room);
                let shown = area.auto_shrink([false, true]).show(ui, |ui| {
                    let inner = content(ui);
                    follow_focus(ui);
                    inner
                });
                let inner = shown.inner;
                (inner, close)
            });
        let should_close = modal.should_close();
        let (inner, close) = modal.inner;
        (inner, close || should_close)
    }
}

/// Asks before something that matters; `Some(true)` when the person agrees, `Some(false)` when
/// they would rather not, `None` while they think.
pub fn confirm(ctx: &Context, title: &str, text: &str, action: &str) -> Option<bool> {
    let (answer, closed) = Dialog::new(title).show(ctx, |ui| {
        Text::body(text).wrap().show(ui);
        ui.add_space(space::S);
        spread(
            ui,
            |_| {},
            |ui| {
                let no = Button::secondary(t!("controls-cancel")).show(ui).clicked();
                let yes = Button::danger(action).show(ui).clicked();
                if yes {
                    Some(true)
                } else if no {
                    Some(false)
                } else {
                    None
                }
            },
        )
        .1
    });
    answer.or(closed.then_some(false))
}
