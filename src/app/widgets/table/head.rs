//! The line of titles above a table: pressed to sort, dragged at its edges to make columns wider.
//!
//! The edges are our own. Those of egui's table are Tab stops without a name, its columns either
//! follow the window or can be dragged but not both, and a double click on them is never seen where
//! there is a header.

use egui::{CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo};

use super::column::Column;
use super::layouts::{self, Layout, Sort};
use crate::app::theme::{Icon, Theme, radius};
use crate::app::widgets::{Text, focus_ring};
use crate::base::language::t;

/// Height of the line.
pub(super) const HIGH: f32 = 28.0;
/// No column can be dragged narrower.
const LEAST: f32 = 40.0;
/// How far from its edge a column can be taken hold of.
const GRAB: f32 = 4.0;
/// How much wider a key makes a column.
const STEP: f32 = 16.0;

/// What the titles of one table share.
pub(super) struct Head<'a> {
    pub(super) name: &'a str,
    pub(super) passing: bool,
    pub(super) columns: &'a [Column],
    pub(super) widths: &'a [f32],
    pub(super) layout: &'a Layout,
    pub(super) id: Id,
}

impl Head<'_> {
    /// The title of a column in its `cell`.
    pub(super) fn title(&self, ui: &mut Ui, cell: Rect, place: usize) {
        let column = &self.columns[place];
        if column.sortable {
            self.sort_button(ui, cell, column, place);
        }
        let sort = self.layout.sort.as_ref().filter(|s| s.column == column.title);
        if let Some(sort) = sort {
            let theme = Theme::of(ui.ctx());
            let icon = if sort.descending { Icon::ArrowDown } else { Icon::ArrowUp };
            ui.add(icon.image(12.0, theme.accent));
        }
        let title = Text::small(&column.title).truncate();
        let title = if sort.is_some() { title.color(|t| t.accent) } else { title };
        let title = title.show(ui);
        if !column.about.is_empty() {
            title.on_hover_text(&column.about);
        }
    }

    fn sort_button(&self, ui: &mut Ui, cell: Rect, column: &Column, place: usize) {
        let response = ui.interact(cell, self.id.with(("sort", place)), Sense::click());
        let now = self.layout.sort.as_ref().filter(|s| s.column == column.title);
        response.widget_info(|| {
            let title = column.title.as_str();
            let name = match now {
                None => t!("controls-sort", column = title),
                Some(Sort { descending: true, .. }) => {
                    t!("controls-sort-largest", column = title)
                }
                Some(Sort { descending: false, .. }) => {
                    t!("controls-sort-smallest", column = title)
                }
            };
            WidgetInfo::labeled(Role::ColumnHeader, true, name)
        });
        // A cell may reach below what is shown of it.
        let seen = cell.intersect(ui.clip_rect());
        focus_ring(ui, &response, seen.shrink(3.0), radius::SMALL);
        if response.clicked() {
            let (title, right) = (column.title.clone(), column.right);
            // Numbers begin with the largest, words with A; the third press ends it.
            let next = match now.map(|s| s.descending) {
                None => Some(Sort { column: title, descending: right }),
                Some(descending) if descending == right => {
                    Some(Sort { column: title, descending: !right })
                }
                Some(_) => None,
            };
            layouts::change(ui.ctx(), self.name, self.passing, |l| l.sort = next);
        }
        if response.has_focus() {
            self.keys(ui, response.id, place);
        }
        let about = match column.about.as_str() {
            "" => t!("controls-sort-hint").to_owned(),
            about => t!("controls-sort-hint-about", about = about),
        };
        response.on_hover_text(about);
    }

    /// Alt and an arrow make the column wider and narrower.
    fn keys(&self, ui: &Ui, id: Id, place: usize) {
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::ALT, key));
        let step = match (pressed(Key::ArrowLeft), pressed(Key::ArrowRight)) {
            (true, _) => -STEP,
            (_, true) => STEP,
            _ => return,
        };
        self.resize(ui, place, self.widths[place] + step);
    }

    /// The edges of the columns, over `line`.
    pub(super) fn edges(&self, ui: &Ui, line: Rect) {
        let theme = Theme::of(ui.ctx());
        let mut right = line.left();
        for (place, column) in self.columns.iter().enumerate() {
            right += self.widths[place];
            if column.title.is_empty() {
                continue;
            }
            let rect = Rect::from_x_y_ranges(right - GRAB..=right + GRAB, line.y_range());
            // Not focusable: by keyboard a column is made wider from its title.
            let sense = Sense::CLICK | Sense::DRAG;
            let edge = ui.interact(rect, self.id.with(("edge", place)), sense);
            if edge.double_clicked() {
                layouts::change(ui.ctx(), self.name, self.passing, |l| {
                    l.widths.remove(&column.title);
                });
            } else if edge.dragged()
                && let Some(pointer) = edge.interact_pointer_pos()
            {
                self.resize(ui, place, pointer.x - (right - self.widths[place]));
            }
            let held = edge.hovered() || edge.dragged();
            if held {
                ui.set_cursor_icon(CursorIcon::ResizeColumn);
            }
            let stroke = if held { theme.focus_ring() } else { theme.hairline() };
            ui.painter().vline(
                right - 0.5,
                line.shrink(if held { 0.0 } else { 8.0 }).y_range(),
                stroke,
            );
        }
    }

    /// Columns to the left stay as they are, so that the edge stays under the pointer; those to the
    /// right share what is left.
    fn resize(&self, ui: &Ui, place: usize, width: f32) {
        layouts::change(ui.ctx(), self.name, self.passing, |layout| {
            for (column, width) in self.columns[..place].iter().zip(self.widths) {
                if !column.exact {
                    layout.widths.insert(column.title.clone(), *width);
                }
            }
            layout.widths.insert(self.columns[place].title.clone(), width.max(LEAST).round());
        });
    }
}
