//! A legend: what a line, a mark or a shading of a chart stands for. egui_plot's own legend is a box
//! inside the chart, over the curves, and shows every line as a dot of its colour; this one stands
//! below and shows the line as it is drawn.

use egui::{Color32, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_plot::LineStyle;

use crate::app::theme::{Theme, font};

/// How a thing is drawn.
#[derive(Debug, Clone, Copy)]
pub enum Sign {
    /// As a line of this colour and style.
    Line(Color32, LineStyle),
    /// As a shading.
    Area(Color32),
    /// As a mark.
    Mark(Color32),
    /// As a dot, filled or hollow.
    Dot(Color32, bool),
}

/// Width of a sign: enough for two dashes.
const WIDE: f32 = 22.0;

/// One entry, never broken over two lines.
pub fn key(ui: &mut Ui, sign: Sign, words: &str) {
    let theme = Theme::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font::body(), theme.dim);
    let size = vec2(WIDE + 6.0 + galley.size().x, galley.size().y.max(16.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let box_ = Rect::from_min_size(rect.min, vec2(WIDE, rect.height()));
    let (from, to) = (box_.left_center(), box_.right_center());
    let painter = ui.painter();
    match sign {
        Sign::Line(color, style) => line(painter, [from, to], color, style),
        Sign::Area(color) => {
            let area = box_.shrink2(vec2(2.0, 2.0));
            painter.rect_filled(area, 2.0, color);
            painter.rect_stroke(area, 2.0, theme.hairline(), egui::StrokeKind::Inside);
        }
        Sign::Dot(color, filled) => {
            let fill = if filled { color } else { Color32::TRANSPARENT };
            painter.circle(box_.center(), 4.0, fill, Stroke::new(1.25, color));
        }
        Sign::Mark(color) => {
            let (at, r) = (box_.center(), 5.0);
            let corners = [
                pos2(at.x, at.y - r),
                pos2(at.x + r, at.y),
                pos2(at.x, at.y + r),
                pos2(at.x - r, at.y),
            ];
            painter.add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
        }
    }
    let left = rect.left() + WIDE + 6.0;
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, theme.dim);
}

fn line(painter: &egui::Painter, ends: [egui::Pos2; 2], color: Color32, style: LineStyle) {
    match style {
        LineStyle::Solid => {
            painter.line_segment(ends, Stroke::new(2.5, color));
        }
        LineStyle::Dotted { spacing } => {
            painter.extend(Shape::dotted_line(&ends, color, spacing, 1.5));
        }
        LineStyle::Dashed { length } => {
            let stroke = Stroke::new(2.0, color);
            painter.extend(Shape::dashed_line(&ends, stroke, length, 0.618 * length));
        }
    }
}
