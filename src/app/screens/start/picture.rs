//! What the program does, in one picture without words: what people did over time (left) becomes how
//! likely each is to engage (middle), and the likeliest become a list (right).

use egui::epaint::{Mesh, PathShape};
use egui::{Color32, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::theme::{Icon, Theme, radius, space};
use crate::base::language::t;

/// Height of the picture.
const HIGH: f32 = 116.0;
/// What each person did, at which parts of the time; the last number of a person is how likely they
/// are drawn to be.
const PEOPLE: [(&[f32], f32); 6] = [
    (&[0.08, 0.31, 0.46, 0.62, 0.74, 0.83, 0.94], 0.95),
    (&[0.15, 0.52], 0.30),
    (&[0.22, 0.40, 0.58, 0.71, 0.90], 0.80),
    (&[0.05, 0.12, 0.27], 0.15),
    (&[0.35, 0.66, 0.79, 0.88], 0.65),
    (&[0.48], 0.22),
];
/// Who is likelier than that is on the list.
const CUT: f32 = 0.5;
/// Where the curve is cut, as a part of its width.
const SIZE: f32 = 0.34;

/// Draws it over the width there is.
pub(super) fn show(ui: &mut Ui) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, t!("start-picture")));
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter_at(rect);
    let part = |from: f32, to: f32| {
        let x = |share: f32| rect.left() + share * rect.width();
        Rect::from_x_y_ranges(x(from)..=x(to), rect.y_range())
    };
    people(&painter, theme, part(0.0, 0.34));
    arrow(ui, theme, part(0.34, 0.42).center());
    curve(&painter, theme, part(0.42, 0.68));
    arrow(ui, theme, part(0.68, 0.76).center());
    list(&painter, theme, part(0.76, 1.0));
}

fn arrow(ui: &Ui, theme: &Theme, at: Pos2) {
    Icon::Right.paint(ui, at, 18.0, theme.faint);
}

/// A line for each person, with a dot for each thing they did.
fn people(painter: &Painter, theme: &Theme, rect: Rect) {
    let row = rect.height() / PEOPLE.len() as f32;
    for (place, (events, likely)) in PEOPLE.iter().enumerate() {
        let y = rect.top() + (place as f32 + 0.5) * row;
        person(painter, pos2(rect.left() + 8.0, y), theme.faint);
        let (left, right) = (rect.left() + 26.0, rect.right());
        painter.hline(left..=right, y, Stroke::new(1.0, theme.line_strong));
        let color = if *likely > CUT { theme.accent } else { theme.faint };
        for event in *events {
            painter.circle_filled(pos2(left + event * (right - left), y), 3.5, color);
        }
    }
}

/// A head and shoulders.
fn person(painter: &Painter, at: Pos2, color: Color32) {
    painter.circle_filled(at - vec2(0.0, 3.0), 3.0, color);
    let shoulders = Rect::from_center_size(at + vec2(0.0, 4.0), vec2(11.0, 5.0));
    let corner = egui::CornerRadius { nw: 5, ne: 5, sw: 1, se: 1 };
    painter.rect_filled(shoulders, corner, color);
}

/// How likely people are, the likeliest first: falls, and is cut where the list ends.
fn curve(painter: &Painter, theme: &Theme, rect: Rect) {
    let area = rect.shrink2(vec2(0.0, space::S));
    let at = |x: f32| {
        let likely = 0.1 + 0.9 * (-3.4 * x).exp();
        pos2(area.left() + x * area.width(), area.bottom() - likely * area.height())
    };
    let points = |to: f32| (0..=48).map(move |i| at(to * i as f32 / 48.0));
    // What is under a curve that falls ever more slowly is no convex polygon: strips of it are.
    let mut under = Mesh::default();
    for (place, point) in points(SIZE).enumerate() {
        under.colored_vertex(point, theme.accent_soft);
        under.colored_vertex(pos2(point.x, area.bottom()), theme.accent_soft);
        let next = 2 * place as u32;
        if place > 0 {
            under.add_triangle(next - 2, next - 1, next);
            under.add_triangle(next - 1, next, next + 1);
        }
    }
    painter.add(Shape::mesh(under));
    painter.hline(area.x_range(), area.bottom(), Stroke::new(1.0, theme.line_strong));
    painter.add(PathShape::line(points(1.0).collect(), Stroke::new(2.0, theme.accent)));
    let cut = at(SIZE);
    painter.vline(cut.x, area.y_range(), Stroke::new(1.5, theme.accent));
    painter.circle(cut, 5.0, theme.panel, Stroke::new(2.0, theme.accent));
}

/// The likeliest of the people, best first, ticked.
fn list(painter: &Painter, theme: &Theme, rect: Rect) {
    painter.rect(
        rect.shrink(0.5),
        radius::CARD,
        theme.panel,
        Stroke::new(1.0, theme.line_strong),
        egui::StrokeKind::Inside,
    );
    let mut best: Vec<f32> = PEOPLE.iter().map(|(_, likely)| *likely).collect();
    best.retain(|likely| *likely > CUT);
    best.sort_by(|one, other| other.total_cmp(one));
    let inner = rect.shrink(space::M);
    let row = inner.height() / best.len().max(1) as f32;
    for (place, likely) in best.into_iter().enumerate() {
        let y = inner.top() + (place as f32 + 0.5) * row;
        person(painter, pos2(inner.left() + 6.0, y), theme.accent);
        let (left, right) = (inner.left() + 20.0, inner.right() - 18.0);
        let bar = Rect::from_x_y_ranges(left..=left + likely * (right - left), y - 3.0..=y + 3.0);
        painter.rect_filled(bar, 3.0, theme.accent_soft);
        let tick = [
            pos2(inner.right() - 10.0, y),
            pos2(inner.right() - 6.0, y + 4.0),
            pos2(inner.right(), y - 4.0),
        ];
        painter.add(PathShape::line(tick.to_vec(), Stroke::new(2.0, theme.good)));
    }
}
