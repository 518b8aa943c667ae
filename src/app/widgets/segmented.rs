//! One of a few: chips in a row.

use egui::{Color32, CornerRadius, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::app::theme::{Theme, font, height};

/// Chips called `label` of which `value` is one; true when the person chose another.
pub fn segmented<T: PartialEq + Copy>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    options: &[(T, &str)],
) -> bool {
    ui.horizontal(|ui| chips(ui, label, value, options)).inner
}

/// The same in a narrow column: what has no room goes on in the next line, for words of other
/// languages are longer.
pub fn segmented_wrapped<T: PartialEq + Copy>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    options: &[(T, &str)],
) -> bool {
    ui.horizontal_wrapped(|ui| chips(ui, label, value, options)).inner
}

fn chips<T: PartialEq + Copy>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    options: &[(T, &str)],
) -> bool {
    let before = *value;
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    // In a bar that is laid out from the right, the last comes first.
    let mut order: Vec<_> = options.iter().collect();
    if ui.layout().prefer_right_to_left() {
        order.reverse();
    }
    for (option, text) in order {
        if chip(ui, label, text, *option == before) {
            *value = *option;
        }
    }
    *value != before
}

fn chip(ui: &mut Ui, label: &str, text: &str, chosen: bool) -> bool {
    let theme = Theme::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font::medium(), Color32::PLACEHOLDER);
    let size = vec2(galley.size().x + 18.0, height::COMPACT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, text));
    let (fill, line, color) = match (chosen, response.hovered()) {
        (true, _) => (theme.accent_soft, theme.accent, theme.accent),
        (false, true) => (theme.sunken, theme.line_strong, theme.text),
        (false, false) => (theme.panel, theme.line, theme.text),
    };
    let corner = CornerRadius::same(13);
    ui.painter().rect(rect, corner, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
    super::focus_ring(ui, &response, rect, 13);
    response.on_hover_text(label).clicked()
}
