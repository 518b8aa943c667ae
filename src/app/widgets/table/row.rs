//! A row of a table, filled cell by cell.

use std::sync::Arc;

use egui::{Align, Layout, Rect, Style, Ui, UiBuilder, vec2};
use egui_extras::TableRow;

use super::column::Column;
use crate::app::theme::space;
use crate::app::widgets::Text;

/// Space between a cell's edge and its content.
const PAD: f32 = space::S;

/// A row being filled, cell by cell from the left.
pub struct Row<'r, 'a, 'b> {
    pub(super) inner: TableRow<'a, 'b>,
    pub(super) columns: &'r [Column],
    pub(super) style: &'r Arc<Style>,
    pub(super) dimmed: bool,
}

impl Row<'_, '_, '_> {
    /// Shows the rest of the row as switched off.
    pub fn dimmed(&mut self, dimmed: bool) {
        self.dimmed = dimmed;
    }

    /// The next cell, with anything in it; nothing is drawn where it is scrolled out of sight.
    pub fn cell<R>(&mut self, content: impl FnOnce(&mut Ui) -> R) -> Option<R> {
        // The first column of the library's table is the row itself.
        let column = self.columns.get(self.inner.col_index().checked_sub(1)?)?;
        let mut answer = None;
        self.inner.col(|ui| {
            let rect = ui.max_rect();
            let inside = Rect::from_x_y_ranges(
                rect.left() + PAD..=(rect.right() - PAD).max(rect.left() + PAD),
                rect.y_range(),
            );
            if ui.is_rect_visible(inside) {
                answer = Some(fill(ui, inside, column.right, self.style, content));
            }
        });
        answer
    }

    /// The next cell, with text cut to its width.
    pub fn text(&mut self, text: impl Into<String>) {
        let text = Text::body(text).truncate();
        let text = if self.dimmed { text.faint() } else { text };
        self.cell(|ui| text.show(ui));
    }

    /// The next cell, with secondary text cut to its width.
    pub fn dim(&mut self, text: impl Into<String>) {
        let text = Text::dim(text).truncate();
        let text = if self.dimmed { text.faint() } else { text };
        self.cell(|ui| text.show(ui));
    }

    /// The next cell, left empty.
    pub fn skip(&mut self) {
        self.cell(|_| ());
    }
}

/// Content inside a cell. It is a child that takes no room of its own: a cell that is too full is
/// cut and does not push its neighbours aside.
fn fill<R>(
    ui: &mut Ui,
    inside: Rect,
    right: bool,
    style: &Arc<Style>,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let layout = if right {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    let builder = UiBuilder::new().max_rect(inside).layout(layout);
    let mut cell = ui.new_child(builder);
    cell.set_style(style.clone());
    cell.spacing_mut().item_spacing.x = space::S;
    cell.shrink_clip_rect(inside.expand2(vec2(PAD / 2.0, 0.0)));
    content(&mut cell)
}
