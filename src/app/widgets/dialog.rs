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
        let opener = Opener::of(ctx);
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
        opener.keep(ctx);
        let should_close = modal.should_close();
        let (inner, close) = modal.inner;
        (inner, close || should_close)
    }
}

/// What had the keyboard before a dialog opened.
#[derive(Debug, Clone, Copy)]
struct Opener {
    had: Option<Id>,
    /// What had it in the dialog when that was drawn last …
    inside: Option<Id>,
    /// … and in which frame that was.
    frame: u64,
}

impl Opener {
    fn id() -> Id {
        Id::unique("opener-of-dialog")
    }

    /// That of the dialog that is shown, also where another one has opened it.
    fn of(ctx: &Context) -> Self {
        let (frame, focused) = (ctx.cumulative_frame_nr(), ctx.memory(|m| m.focused()));
        let before = ctx.data(|data| data.get_temp::<Self>(Self::id()));
        let before = before.filter(|before| before.frame + 1 >= frame);
        before.unwrap_or(Self { had: focused, inside: focused, frame })
    }

    fn keep(self, ctx: &Context) {
        let (frame, inside) = (ctx.cumulative_frame_nr(), ctx.memory(|m| m.focused()));
        ctx.data_mut(|data| data.insert_temp(Self::id(), Self { inside, frame, ..self }));
    }
}

/// Gives the keyboard back to what had it before a dialog opened that is closed now, unless something
/// else has taken it. Call it once everything is drawn.
pub fn give_back_focus(ctx: &Context) {
    let opener = ctx.data(|data| data.get_temp::<Opener>(Opener::id()));
    let closed = |opener: &Opener| opener.frame < ctx.cumulative_frame_nr();
    let Some(opener) = opener.filter(closed) else { return };
    forget_opener(ctx);
    let now = ctx.memory(|memory| memory.focused());
    if let Some(had) = opener.had.filter(|_| now.is_none() || now == opener.inside) {
        ctx.memory_mut(|memory| memory.request_focus(had));
    }
}

/// What had the keyboard before a dialog opened does not get it back: the screen is another one.
pub fn forget_opener(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<Opener>(Opener::id()));
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
