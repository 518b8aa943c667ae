//! A table: header, lines between rows, numbers to the right, only visible rows drawn.

use egui::{
    Align, CornerRadius, IdSalt, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::Text;
use crate::app::theme::{Theme, height, space};

/// Space between a cell's edge and its content.
const PAD: f32 = space::S;

/// A column of a [`Table`].
#[derive(Debug, Clone)]
pub struct Column {
    title: String,
    exact: bool,
    width: f32,
    weight: f32,
    right: bool,
    about: String,
}

impl Column {
    /// Text, to the left, taking its part of the room.
    pub fn text(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            exact: false,
            width: 80.0,
            weight: 1.0,
            right: false,
            about: String::new(),
        }
    }
    /// Numbers, to the right, 90 points wide.
    pub fn number(title: impl Into<String>) -> Self {
        Self { exact: true, width: 90.0, right: true, ..Self::text(title) }
    }
    /// Exactly so many points wide.
    pub fn exact(mut self, width: f32) -> Self {
        (self.exact, self.width) = (true, width);
        self
    }
    /// At least so many points wide, and more by its weight.
    pub fn at_least(mut self, width: f32) -> Self {
        (self.exact, self.width) = (false, width);
        self
    }
    /// Share of the free room compared with other columns.
    pub fn weight(mut self, weight: f32) -> Self {
        self.weight = weight;
        self
    }
    /// Explains the title on hover.
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }
}

/// A table: `Table::new("people", columns).show(ui, rows, |row, i| …)`.
#[must_use = "call show"]
pub struct Table<'a> {
    id: IdSalt,
    columns: Vec<Column>,
    row_height: f32,
    max_height: Option<f32>,
    name_of_row: Option<Box<dyn Fn(usize) -> String + 'a>>,
    selected: Option<usize>,
}

/// A row being filled, cell by cell from the left.
pub struct Row<'r> {
    ui: &'r mut Ui,
    rect: Rect,
    widths: &'r [f32],
    columns: &'r [Column],
    next: usize,
    left: f32,
    dimmed: bool,
}

impl<'a> Table<'a> {
    /// A table told apart by `salt`.
    pub fn new(salt: impl std::hash::Hash + std::fmt::Debug, columns: Vec<Column>) -> Self {
        Self {
            id: IdSalt::new(salt),
            columns,
            row_height: height::ROW,
            max_height: None,
            name_of_row: None,
            selected: None,
        }
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
    /// Rows can be pressed; `name` names them for assistive technology.
    pub fn clickable(mut self, name: impl Fn(usize) -> String + 'a) -> Self {
        self.name_of_row = Some(Box::new(name));
        self
    }
    /// The row shown as chosen.
    pub fn selected(mut self, row: Option<usize>) -> Self {
        self.selected = row;
        self
    }

    /// Adds it, `fill`ing each visible row; gives the row that was pressed.
    pub fn show(
        self,
        ui: &mut Ui,
        rows: usize,
        mut fill: impl FnMut(&mut Row<'_>, usize),
    ) -> Option<usize> {
        let widths = self.widths(ui.available_width());
        let total: f32 = widths.iter().sum();
        let too_wide = total > ui.available_width() + 0.5;
        let mut draw = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            ui.set_min_width(total);
            self.header(ui, &widths);
            self.body(ui, rows, &widths, &mut fill)
        };
        ui.push_id(self.id, |ui| {
            if too_wide {
                ScrollArea::horizontal().auto_shrink([false, true]).show(ui, draw).inner
            } else {
                ui.vertical(&mut draw).inner
            }
        })
        .inner
    }

    fn widths(&self, room: f32) -> Vec<f32> {
        let least: f32 = self.columns.iter().map(|c| c.width).sum();
        let flexible = |c: &&Column| !c.exact;
        let weights: f32 = self.columns.iter().filter(flexible).map(|c| c.weight).sum();
        let free = (room - least).max(0.0);
        self.columns
            .iter()
            .map(|c| if c.exact { c.width } else { c.width + free * c.weight / weights.max(0.01) })
            .collect()
    }

    fn header(&self, ui: &mut Ui, widths: &[f32]) {
        let total: f32 = widths.iter().sum();
        let (rect, _) = ui.allocate_exact_size(vec2(total, 28.0), Sense::hover());
        let mut row = Row::new(ui, rect, widths, &self.columns);
        for column in &self.columns {
            row.cell(|ui| {
                let title = Text::small(&column.title).truncate().show(ui);
                if !column.about.is_empty() {
                    title.on_hover_text(&column.about);
                }
            });
        }
        let line = Theme::of(ui.ctx()).hairline();
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
    }

    fn body(
        &self,
        ui: &mut Ui,
        rows: usize,
        widths: &[f32],
        fill: &mut impl FnMut(&mut Row<'_>, usize),
    ) -> Option<usize> {
        let mut pressed = None;
        let mut draw = |ui: &mut Ui, index: usize| {
            if self.draw_row(ui, index, index + 1 == rows, widths, fill) {
                pressed = Some(index);
            }
        };
        match self.max_height {
            Some(max) if rows as f32 * self.row_height > max => {
                ScrollArea::vertical().max_height(max).auto_shrink([false, true]).show_rows(
                    ui,
                    self.row_height,
                    rows,
                    |ui, range| {
                        range.for_each(|index| draw(ui, index));
                    },
                );
            }
            _ => (0..rows).for_each(|index| draw(ui, index)),
        }
        pressed
    }

    fn draw_row(
        &self,
        ui: &mut Ui,
        index: usize,
        last: bool,
        widths: &[f32],
        fill: &mut impl FnMut(&mut Row<'_>, usize),
    ) -> bool {
        let total: f32 = widths.iter().sum();
        let size = vec2(total, self.row_height);
        let sense = if self.name_of_row.is_some() { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        if !ui.is_rect_visible(rect) {
            return false;
        }
        let theme = Theme::of(ui.ctx());
        if let Some(name) = &self.name_of_row {
            response.widget_info(|| {
                WidgetInfo::selected(Role::Row, true, self.selected == Some(index), name(index))
            });
            let fill = match (self.selected == Some(index), response.hovered()) {
                (true, _) => theme.accent_soft,
                (false, true) => theme.sunken,
                (false, false) => egui::Color32::TRANSPARENT,
            };
            ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
            super::focus_ring(ui, &response, rect.shrink(2.0), 2);
        }
        if !last {
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
        }
        let id = ui.scope_id().with(("row", index));
        let mut child =
            ui.new_child(UiBuilder::new().id_salt(id).max_rect(rect).layout(*ui.layout()));
        let mut row = Row::new(&mut child, rect, widths, &self.columns);
        fill(&mut row, index);
        response.clicked()
    }
}

impl<'r> Row<'r> {
    fn new(ui: &'r mut Ui, rect: Rect, widths: &'r [f32], columns: &'r [Column]) -> Self {
        Self { ui, rect, widths, columns, next: 0, left: rect.left(), dimmed: false }
    }

    /// Shows the rest of the row as switched off.
    pub fn dimmed(&mut self, dimmed: bool) {
        self.dimmed = dimmed;
    }

    /// The next cell, with anything in it; nothing is drawn where it is scrolled out of sight.
    pub fn cell<R>(&mut self, content: impl FnOnce(&mut Ui) -> R) -> Option<R> {
        let (width, column) = (*self.widths.get(self.next)?, self.columns.get(self.next)?);
        let rect = Rect::from_min_max(
            pos2(self.left + PAD, self.rect.top()),
            pos2(self.left + width - PAD, self.rect.bottom()),
        );
        self.left += width;
        self.next += 1;
        if !self.ui.is_rect_visible(rect) {
            return None;
        }
        let layout = if column.right {
            Layout::right_to_left(Align::Center)
        } else {
            Layout::left_to_right(Align::Center)
        };
        let builder = UiBuilder::new().max_rect(rect).layout(layout).id_salt(self.next);
        let mut cell = self.ui.new_child(builder);
        cell.spacing_mut().item_spacing.x = space::S;
        cell.shrink_clip_rect(rect.expand2(vec2(PAD / 2.0, 0.0)));
        Some(content(&mut cell))
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
