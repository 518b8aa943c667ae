//! Rows, columns and the frame of a screen.

use egui::{Align, IdSalt, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::Text;
use crate::app::theme::{height, space};

/// `left` from the left, `right` from the right (its first widget outermost), on one line.
pub fn spread<L, R>(
    ui: &mut Ui,
    left: impl FnOnce(&mut Ui) -> L,
    right: impl FnOnce(&mut Ui) -> R,
) -> (L, R) {
    egui::Sides::new().shrink_left().show(ui, left, right)
}

/// Controls side by side, each in the middle of the row's height.
pub fn row<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height::CONTROL);
    let layout = if ui.layout().prefer_right_to_left() {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    ui.allocate_ui_with_layout(size, layout, content).inner
}

/// Columns of the given weights side by side, `gap` points apart; `draw` is called for each.
pub fn columns(ui: &mut Ui, weights: &[f32], gap: f32, mut draw: impl FnMut(&mut Ui, usize)) {
    let all = ui.available_width();
    let total: f32 = weights.iter().sum::<f32>().max(f32::EPSILON);
    let gaps = gap * weights.len().saturating_sub(1) as f32;
    let top = ui.cursor().min;
    let (mut left, mut bottom) = (top.x, top.y);
    for (index, weight) in weights.iter().enumerate() {
        let wide = ((all - gaps).max(0.0) * weight / total).floor();
        let rect = Rect::from_min_size(pos2(left, top.y), vec2(wide, ui.available_height()));
        let builder = UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::top_down(Align::Min))
            .id_salt(("column", index));
        let mut column = ui.new_child(builder);
        column.set_width(wide);
        draw(&mut column, index);
        bottom = bottom.max(column.min_rect().bottom());
        left += wide + gap;
    }
    ui.allocate_rect(Rect::from_min_max(top, pos2(top.x + all, bottom)), egui::Sense::hover());
}

/// Lets cards of one row be equally high: gives the height they should have at least, and takes
/// the height each one would like. Settles in the frame after a change.
pub fn equal_height(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    draw: impl FnOnce(&mut Ui, f32) -> f32,
) {
    let id = ui.scope_id().with(IdSalt::new(salt));
    let known: f32 = ui.ctx().data(|d| d.get_temp(id)).unwrap_or(0.0);
    let wanted = draw(ui, known);
    if (wanted - known).abs() > 0.5 {
        ui.ctx().data_mut(|d| d.insert_temp(id, wanted));
        ui.ctx().request_repaint();
    }
}

/// A screen: title, a sentence below it, actions to the right, and content that scrolls; both
/// work on `state`.
pub fn screen<S>(
    ui: &mut Ui,
    title: &str,
    sentence: &str,
    state: &mut S,
    actions: impl FnOnce(&mut Ui, &mut S),
    content: impl FnOnce(&mut Ui, &mut S),
) {
    ScrollArea::vertical().id_salt(title).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin::same(space::XL as i8)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            spread(
                ui,
                |ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = space::XS;
                        Text::title(title).show(ui);
                        if !sentence.is_empty() {
                            Text::dim(sentence).show(ui);
                        }
                    });
                },
                |ui| actions(ui, state),
            );
            ui.add_space(space::S);
            content(ui, state);
        });
    });
}
