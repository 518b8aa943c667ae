//! Checkbox and radio button.

use egui::{
    Color32, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::theme::{Icon, Theme, font, radius};

const BOX: f32 = 16.0;

/// A checkbox with its words; the response says `changed`.
pub fn checkbox(ui: &mut Ui, on: &mut bool, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let room = ui.available_width() - BOX - 8.0;
    let galley = super::one_line(ui, text, font::body(), Color32::PLACEHOLDER, room);
    let wide = BOX + if text.is_empty() { 0.0 } else { 8.0 + galley.size().x };
    let (rect, mut response) = ui.allocate_exact_size(vec2(wide, 24.0), Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), *on, text));
    let square =
        egui::Rect::from_min_size(pos2(rect.left(), rect.center().y - BOX / 2.0), vec2(BOX, BOX));
    let (fill, line) = match (*on, response.hovered()) {
        (true, false) => (theme.accent, theme.accent),
        (true, true) => (theme.accent_strong, theme.accent_strong),
        (false, true) => (theme.panel, theme.dim),
        (false, false) => (theme.panel, theme.line_strong),
    };
    let corner = CornerRadius::same(radius::SMALL);
    ui.painter().rect(square, corner, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    if *on {
        Icon::Check.paint(ui, square.center(), 12.0, theme.on_accent);
    }
    let at = pos2(square.right() + 8.0, rect.center().y - galley.size().y / 2.0);
    let color = if *on { theme.text } else { theme.dim };
    ui.painter().galley(at, galley, color);
    super::focus_ring(ui, &response, square, radius::SMALL);
    response
}

/// A radio button with its words; `clicked` says it was chosen.
pub fn radio(ui: &mut Ui, chosen: bool, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font::body(), theme.text);
    let size = vec2(BOX + 8.0 + galley.size().x, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, text));
    let center = pos2(rect.left() + BOX / 2.0, rect.center().y);
    let line = match (chosen, response.hovered()) {
        (true, _) => Stroke::new(1.5, theme.accent),
        (false, true) => Stroke::new(1.0, theme.dim),
        (false, false) => Stroke::new(1.0, theme.line_strong),
    };
    ui.painter().circle(center, BOX / 2.0 - 1.0, theme.panel, line);
    if chosen {
        ui.painter().circle_filled(center, 4.0, theme.accent);
    }
    let at = pos2(rect.left() + BOX + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.text);
    let circle = egui::Rect::from_center_size(center, vec2(BOX, BOX));
    super::focus_ring(ui, &response, circle, 8);
    response
}
