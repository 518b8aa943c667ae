//! Dialogs over the window.

use egui::{Context, Frame, Id, Margin, Modal, PointerState, ScrollArea, Ui};

use super::layout::{RESIZED, follow_focus};
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
        begins(ctx);
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
                // Whether something is, is known from the pass before: the bar has room of its own then.
                let scrolls = id.with("scrolls");
                let before: bool = ui.data(|data| data.get_temp(scrolls)).unwrap_or(false);
                let beside = if before { space::M } else { 0.0 };
                let shown = area.auto_shrink([false, true]).show(ui, |ui| {
                    ui.set_max_width(width - beside);
                    let inner = content(ui);
                    follow_focus(ui);
                    inner
                });
                let now = shown.content_size.y > shown.inner_rect.height() + 0.5;
                if now != before {
                    ui.data_mut(|data| data.insert_temp(scrolls, now));
                    ui.ctx().request_discard(RESIZED);
                }
                (shown.inner, close)
            });
        let should_close = modal.should_close();
        let (inner, close) = modal.inner;
        (inner, close || should_close)
    }
}

/// What a dialog lies over.
#[derive(Debug, Clone, Copy)]
struct Over {
    /// The pass in which it was shown last.
    pass: u64,
    /// What had the keyboard before it, and has it again once it is closed.
    before: Option<Id>,
    /// What had the keyboard at the end of that pass.
    inside: Option<Id>,
}

fn over_id() -> Id {
    Id::unique("below-the-dialog")
}

/// A dialog is shown in this pass.
fn begins(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    let known: Option<Over> = ctx.data(|data| data.get_temp(over_id()));
    let over = known.map_or_else(
        || {
            // A tooltip below stays open as long as the pointer rests where it was, and would cover the dialog:
            // until it moves, it is nowhere.
            ctx.input_mut(|input| input.pointer = PointerState::default());
            let before = ctx.memory(|memory| memory.focused());
            Over { pass, before, inside: None }
        },
        |over| Over { pass, ..over },
    );
    ctx.data_mut(|data| data.insert_temp(over_id(), over));
}

/// Once a dialog is closed, what had the keyboard before has it again, unless something else took it. Call it at
/// the end of every pass. In the pass in which a dialog is closed nothing below it can have the keyboard yet.
pub fn give_keyboard_back(ctx: &Context) {
    let Some(over) = ctx.data(|data| data.get_temp::<Over>(over_id())) else { return };
    let focused = ctx.memory(|memory| memory.focused());
    if over.pass == ctx.cumulative_pass_nr() {
        ctx.data_mut(|data| data.insert_temp(over_id(), Over { inside: focused, ..over }));
        return;
    }
    ctx.data_mut(|data| data.remove::<Over>(over_id()));
    if let Some(before) = over.before
        && (focused.is_none() || focused == over.inside)
    {
        ctx.memory_mut(|memory| memory.request_focus(before));
    }
}

/// Gives the keyboard to `id`: at once, or once the dialog that lies over it is closed.
pub fn give_keyboard_to(ctx: &Context, id: Id) {
    ctx.memory_mut(|memory| memory.request_focus(id));
    if let Some(over) = ctx.data(|data| data.get_temp::<Over>(over_id())) {
        ctx.data_mut(|data| data.insert_temp(over_id(), Over { before: Some(id), ..over }));
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
