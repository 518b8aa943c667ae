//! Where tables are scrolled sideways: words may go on there beyond what is seen.

use egui::{Context, Id, Rect, Ui, vec2};

fn id() -> Id {
    Id::unique("scrolled sideways")
}

/// A table of this height is about to be drawn.
pub(super) fn note(ui: &Ui, high: f32) {
    let frame = ui.ctx().cumulative_frame_nr();
    let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), high));
    let mut all: (u64, Vec<Rect>) = ui.data(|data| data.get_temp(id())).unwrap_or_default();
    if all.0 != frame {
        all = (frame, Vec::new());
    }
    all.1.push(rect);
    ui.data_mut(|data| data.insert_temp(id(), all));
}

/// Those of the last frame.
pub(crate) fn scrolled_sideways(ctx: &Context) -> Vec<Rect> {
    let all: (u64, Vec<Rect>) = ctx.data(|data| data.get_temp(id())).unwrap_or_default();
    if all.0 + 1 >= ctx.cumulative_frame_nr() { all.1 } else { Vec::new() }
}
