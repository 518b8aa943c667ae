//! A table on egui's table builder: columns that are dragged wider and sorted by, and remembered;
//! only visible rows drawn; a row is one thing with a name, and the whole table one Tab stop.

mod column;
mod head;
mod layouts;
mod row;
mod rows;
#[cfg(test)]
pub(crate) mod scrolled;

use crate::base::language::t;
use egui::{
    Color32, CornerRadius, Id, IdSalt, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};
use egui_extras::{Column as Width, TableBody, TableBuilder};

use super::focus_ring;
use crate::app::theme::{Theme, height};

pub use column::Column;
use head::Head;
pub use layouts::{Sort, TableLayouts};
pub use row::Row;
use rows::Keyboard;

/// A table: `Table::new("people", columns).show(ui, rows, |row, i| …)`.
#[must_use = "call show"]
pub struct Table<'a> {
    name: String,
    passing: bool,
    columns: Vec<Column>,
    row_height: f32,
    max_height: Option<f32>,
    name_of_row: Option<Box<dyn Fn(usize) -> String + 'a>>,
    pressable: bool,
    selected: Option<usize>,
}

/// What rows need while they are drawn.
struct Drawing<'t, 'a> {
    table: &'t Table<'a>,
    id: Id,
    rows: usize,
    total: f32,
    /// Rows in sight.
    page: usize,
    keyboard: Keyboard,
    pressed: Option<usize>,
}

impl<'a> Table<'a> {
    /// A table told apart, and remembered, by `salt`.
    pub fn new(salt: impl std::hash::Hash + std::fmt::Debug, columns: Vec<Column>) -> Self {
        Self {
            name: format!("{salt:?}").trim_matches('"').to_owned(),
            passing: false,
            columns,
            row_height: height::ROW,
            max_height: None,
            name_of_row: None,
            pressable: false,
            selected: None,
        }
    }
    /// The titles come from a file: what is changed about it is not kept beyond this run.
    pub fn passing(mut self) -> Self {
        self.passing = true;
        self
    }
    /// Rows of this height; [`height::CONTROL_ROW`] where cells hold controls.
    pub fn row_height(mut self, height: f32) -> Self {
        self.row_height = height;
        self
    }
    /// Scrolls beyond this height, header excluded.
    pub fn max_height(mut self, height: f32) -> Self {
        self.max_height = Some(height);
        self
    }
    /// Names rows for assistive technology, which else counts them.
    pub fn named(mut self, name: impl Fn(usize) -> String + 'a) -> Self {
        self.name_of_row = Some(Box::new(name));
        self
    }
    /// Rows can be pressed; `name` names them for assistive technology.
    pub fn clickable(mut self, name: impl Fn(usize) -> String + 'a) -> Self {
        self.pressable = true;
        self.named(name)
    }
    /// The row shown as chosen.
    pub fn selected(mut self, row: Option<usize>) -> Self {
        self.selected = row;
        self
    }

    /// The column that the person sorted by, as its place, and whether the largest come first. The
    /// rows are in the caller's hands.
    pub fn sorted_by(&self, ctx: &egui::Context) -> Option<(usize, bool)> {
        let sort = layouts::layout(ctx, &self.name).sort?;
        let place = self.columns.iter().position(|c| c.sortable && c.title == sort.column)?;
        Some((place, sort.descending))
    }

    /// Adds it, `fill`ing each visible row; gives the row that was pressed.
    pub fn show(
        self,
        ui: &mut Ui,
        rows: usize,
        mut fill: impl FnMut(&mut Row<'_, '_, '_>, usize),
    ) -> Option<usize> {
        let layout = layouts::layout(ui.ctx(), &self.name);
        let dragged = |column: &Column| layout.widths.get(&column.title).copied();
        let widths = column::widths(&self.columns, ui.available_width(), dragged);
        let total: f32 = widths.iter().sum();
        let too_wide = total > ui.available_width() + 0.5;
        let draw = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            ui.set_min_width(total);
            let id = ui.scope_id().with("table");
            let head = Head {
                name: &self.name,
                passing: self.passing,
                columns: &self.columns,
                widths: &widths,
                layout: &layout,
                id,
            };
            self.build(ui, rows, &head, &mut fill)
        };
        ui.push_id(IdSalt::new(&self.name), |ui| {
            if too_wide {
                #[cfg(test)]
                scrolled::note(ui, self.high(rows));
                ScrollArea::horizontal().auto_shrink([false, true]).show(ui, draw).inner
            } else {
                ui.vertical(draw).inner
            }
        })
        .inner
    }

    /// How high it is with so many rows.
    #[cfg(test)]
    fn high(&self, rows: usize) -> f32 {
        head::HIGH + (rows as f32 * self.row_height).min(self.max_height.unwrap_or(f32::INFINITY))
    }

    fn build(
        &self,
        ui: &mut Ui,
        rows: usize,
        head: &Head<'_>,
        fill: &mut impl FnMut(&mut Row<'_, '_, '_>, usize),
    ) -> Option<usize> {
        let style = ui.style().clone();
        let line =
            Rect::from_min_size(ui.cursor().min, vec2(head.widths.iter().sum::<f32>(), head::HIGH));
        let keys = head.id.with("keyboard");
        let keyboard = Keyboard::load(ui, keys, rows);
        let max = self.max_height.filter(|max| rows as f32 * self.row_height > *max);
        let in_sight = max.unwrap_or_else(|| ui.clip_rect().height());
        let mut drawing = Drawing {
            table: self,
            id: head.id,
            rows,
            total: line.width(),
            page: ((in_sight / self.row_height) as usize).saturating_sub(1).max(1),
            keyboard,
            pressed: None,
        };
        let widths = head.widths.iter().map(|width| Width::exact(*width).clip(false));
        let mut builder = TableBuilder::new(ui)
            .auto_shrink([false, true])
            .animate_scrolling(false)
            .striped(false)
            .sense(Sense::hover())
            // The row itself, before its cells: what is drawn later lies above it.
            .column(Width::exact(0.0).clip(false));
        for width in widths {
            builder = builder.column(width);
        }
        builder = match max {
            Some(max) => builder.max_scroll_height(max).min_scrolled_height(max.min(200.0)),
            None => builder.vscroll(false),
        };
        if let (Some(row), Some(_)) = (keyboard.wanted, max) {
            builder = builder.scroll_to_row(row, None);
        }
        let mut table = builder.header(head::HIGH, |header| {
            let mut row =
                Row { inner: header, columns: &self.columns, style: &style, dimmed: false };
            row.inner.col(|_| {});
            let mut left = line.left();
            for (place, width) in head.widths.iter().enumerate() {
                let cell =
                    Rect::from_min_size(egui::pos2(left, line.top()), vec2(*width, head::HIGH));
                left += width;
                row.cell(|ui| head.title(ui, cell, place));
            }
        });
        let theme = Theme::of(table.ui_mut().ctx());
        table.ui_mut().painter().hline(line.x_range(), line.bottom() - 0.5, theme.hairline());
        head.edges(table.ui_mut(), line);
        table.body(|mut body| {
            drawing.wanted_below(&mut body);
            body.rows(self.row_height, rows, |inner| {
                let mut row = Row { inner, columns: &self.columns, style: &style, dimmed: false };
                let index = row.inner.index();
                drawing.row(&mut row, index);
                fill(&mut row, index);
            });
        });
        drawing.keyboard.store(ui, keys);
        drawing.pressed
    }
}

impl Drawing<'_, '_> {
    /// Where the page around the table scrolls and not the table itself, the page is asked to show
    /// the row that is to get the focus.
    fn wanted_below(&self, body: &mut TableBody<'_>) {
        let Some(row) = self.keyboard.wanted else { return };
        let ui = body.ui_mut();
        let top = ui.max_rect().top() + row as f32 * self.table.row_height;
        let x = ui.clip_rect().x_range();
        let rect = Rect::from_x_y_ranges(x, top..=top + self.table.row_height);
        if !ui.clip_rect().contains_rect(rect) {
            ui.scroll_to_rect(rect, None);
        }
    }

    /// The row as one thing, under its cells.
    fn row(&mut self, row: &mut Row<'_, '_, '_>, index: usize) {
        let (total, height) = (self.total, self.table.row_height);
        row.inner.col(|ui| {
            let rect = Rect::from_min_size(ui.max_rect().min, vec2(total, height));
            if ui.is_rect_visible(rect) {
                self.base(ui, rect, index);
            }
        });
    }

    fn base(&mut self, ui: &Ui, rect: Rect, index: usize) {
        let theme = Theme::of(ui.ctx());
        let named = self.table.name_of_row.as_ref();
        let (pressable, scrolls) = (self.table.pressable, self.table.max_height.is_some());
        let chosen = self.table.selected == Some(index);
        if pressable || scrolls {
            let mut sense = if pressable { Sense::CLICK } else { Sense::empty() };
            if index == self.keyboard.current || self.keyboard.wanted == Some(index) {
                sense |= Sense::FOCUSABLE;
            }
            let response = ui.interact(rect, self.id.with(("row", index)), sense);
            response.widget_info(|| {
                let name =
                    named.map_or_else(|| t!("controls-row", row = index + 1), |name| name(index));
                WidgetInfo::selected(Role::Row, true, chosen, name)
            });
            self.keyboard.take(ui, &response, index, self.rows, self.page);
            if response.clicked() {
                self.pressed = Some(index);
                self.keyboard.current = index;
            }
            let fill = match (chosen, pressable && response.hovered()) {
                (true, _) => theme.accent_soft,
                (false, true) => theme.sunken,
                (false, false) => Color32::TRANSPARENT,
            };
            ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
            focus_ring(ui, &response, rect.shrink(2.0), 2);
        }
        if index + 1 < self.rows {
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
        }
    }
}
