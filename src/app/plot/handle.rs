//! What is painted over the plot: the handle with its bubble, and words for what is drawn, where
//! there is room for them. The legend names everything, so words that find no room are left out.

use egui::{
    Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui,
    Vec2, pos2, vec2,
};
use egui_plot::{PlotPoint, PlotTransform};

use super::chart::{Chart, Drawn};
use super::labels::Room;
use super::metric::{Metric, money};
use crate::app::theme::{Theme, font};
use crate::app::widgets::format;
use crate::audience::{ADVISED_SHARE, Summary};
use crate::base::language::t;

/// Radius of the handle.
const HANDLE: f32 = 7.0;
/// Distance of the bubble from the handle.
const AWAY: f32 = 14.0;

/// Words laid out.
type Words = std::sync::Arc<Galley>;

/// What everything here is painted with and on.
struct Over<'a> {
    painter: Painter,
    theme: &'a Theme,
    transform: &'a PlotTransform,
    area: Rect,
    /// Where the part begins that is advised against.
    advised: f32,
}

impl Over<'_> {
    fn at(&self, x: f64, y: f64) -> Pos2 {
        self.transform.position_from_point(&PlotPoint::new(x, y))
    }

    fn words(&self, words: String, font: FontId, color: Color32) -> Words {
        self.painter.layout_no_wrap(words, font, color)
    }

    /// Words on a ground of the panel's colour, so that no line of the grid runs through them.
    fn label(&self, room: &mut Room, words: Words, corners: impl IntoIterator<Item = Pos2>) {
        let Some(place) = room.find(self.area.shrink(2.0), words.size(), corners) else { return };
        let shaded = place.left() >= self.advised;
        let panel = self.theme.panel;
        let ground = if shaded { panel.blend(self.theme.beyond) } else { panel };
        self.painter.rect_filled(place.expand2(vec2(3.0, 0.0)), 3.0, ground);
        self.painter.galley(place.min, words, Color32::PLACEHOLDER);
    }
}

impl Chart<'_> {
    /// Paints it over what egui_plot drew.
    pub(super) fn over(
        &self,
        ui: &Ui,
        theme: &Theme,
        drawn: &Drawn,
        transform: &PlotTransform,
        response: &Response,
    ) {
        let area = *transform.frame();
        if !ui.is_rect_visible(area) {
            return;
        }
        // The handle may stand on the very edge.
        let painter =
            ui.painter().with_clip_rect(area.expand(HANDLE + 2.0).intersect(ui.clip_rect()));
        let advised = transform.position_from_point_x(ADVISED_SHARE * self.people() as f64);
        let over = Over { painter, theme, transform, area, advised };
        let mut room = Room::default();
        for curve in &drawn.curves {
            room.line(curve.points.iter().map(|[x, y]| over.at(*x, *y)).collect());
        }
        self.marks(&over, &mut room);
        self.handle(&over, &mut room, drawn.visible, response);
        // After the bubble, which covers it: it must not jump about as the crosshair moves.
        if let Some(crosshair) = drawn.crosshair {
            let at = self.ranking.at(crosshair.people);
            let at = over.at(at.people as f64, self.value(&at));
            room.line(upright(&over, at.x));
            room.line(vec![pos2(area.left(), at.y), at]);
        }
        self.labels(&over, &mut room);
    }

    /// Lines and marks that words must keep clear of, besides the curves.
    fn marks(&self, over: &Over<'_>, room: &mut Room) {
        let (left, right) = (over.area.left(), over.area.right());
        let level = |y: f64| {
            let y = over.at(0.0, y).y;
            vec![pos2(left, y), pos2(right, y)]
        };
        match self.metric {
            Metric::Rate => room.line(level(self.average())),
            Metric::Reached => {
                room.line(vec![over.at(0.0, 0.0), over.at(self.people() as f64, 1.0)]);
            }
            Metric::Profit => {
                room.line(level(0.0));
                if let Some([x, y]) = self.best() {
                    room.line(vec![over.at(x, 0.0), over.at(x, y)]);
                    room.take(Rect::from_center_size(over.at(x, y), Vec2::splat(12.0)));
                }
            }
        }
        room.line(upright(over, over.advised));
    }

    fn handle(&self, over: &Over<'_>, room: &mut Room, visible: usize, response: &Response) {
        let (area, theme) = (over.area, over.theme);
        let now = self.ranking.at(self.size);
        let seen = now.people <= visible;
        let at = over.at(now.people.min(visible) as f64, self.value(&now));
        let at = pos2(at.x, at.y.clamp(area.top(), area.bottom()));
        if seen {
            over.painter.vline(at.x, area.y_range(), Stroke::new(1.5, theme.text));
            room.line(upright(over, at.x));
            room.take(Rect::from_center_size(at, Vec2::splat(2.0 * HANDLE)));
        }
        self.bubble(over, room, &now, at, seen);
        if seen {
            let busy = response.hovered() || response.dragged();
            let edge = if busy { theme.accent_strong } else { theme.accent };
            over.painter.circle(at, HANDLE, theme.panel, Stroke::new(3.0, edge));
        }
    }

    fn bubble(&self, over: &Over<'_>, room: &mut Room, now: &Summary, at: Pos2, seen: bool) {
        let (theme, pad) = (over.theme, vec2(10.0, 6.0));
        let (first, second) = self.about(now);
        let first = if seen { first } else { format!("{first} ›") };
        let large = FontId { size: 15.0, ..font::strong() };
        let first = over.words(first, large, theme.text);
        let second = over.words(second, font::body(), theme.dim);
        let wide = first.size().x.max(second.size().x);
        let size = vec2(wide, first.size().y + second.size().y) + 2.0 * pad;
        let area = over.area.shrink(4.0);
        let sides = [at.x + AWAY, at.x - AWAY - size.x];
        // Beside the handle where that hides least: above the curve first, for it falls.
        let heights = [-AWAY - size.y, AWAY, -size.y / 2.0].map(|away| at.y + away);
        let more = (0..12).map(|i| area.top() + i as f32 / 11.0 * (area.height() - size.y));
        let heights: Vec<f32> = heights.into_iter().chain(more).collect();
        let fits = |x: &f32| *x >= area.left() && x + size.x <= area.right();
        let sides: Vec<f32> = match sides.iter().copied().filter(fits).collect::<Vec<_>>() {
            fitting if fitting.is_empty() => sides.to_vec(),
            fitting => fitting,
        };
        let corners = heights.iter().flat_map(|y| sides.iter().map(move |x| pos2(*x, *y)));
        let Some(place) = room.best(area, size, corners) else { return };
        let (corner, line) = (CornerRadius::same(6), Stroke::new(1.0, theme.line_strong));
        over.painter.rect(place, corner, theme.panel, line, StrokeKind::Inside);
        let below = vec2(0.0, first.size().y);
        over.painter.galley(place.min + pad, first, Color32::PLACEHOLDER);
        over.painter.galley(place.min + pad + below, second, Color32::PLACEHOLDER);
    }

    /// Two lines about the chosen size.
    fn about(&self, at: &Summary) -> (String, String) {
        let people = format::people(at.people as u64);
        let engage = |expected: f64| match expected {
            e if e < 0.5 => t!("plot-hardly-any-engage").to_owned(),
            e => t!("plot-about-engage", people = e.round() as u64),
        };
        match self.metric {
            Metric::Rate => (
                format!("{people} · {}", format::percent(at.rate)),
                t!("plot-last-person", rate = format::percent(at.marginal)),
            ),
            Metric::Reached => {
                let reaches = t!("plot-read-reached", share = format::percent(at.reached));
                (format!("{people} · {reaches}"), engage(at.expected))
            }
            Metric::Profit => {
                let profit = money(self.earnings.profit(at));
                (format!("{people} · {profit}"), engage(self.earnings.engaged(at)))
            }
        }
    }

    fn labels(&self, over: &Over<'_>, room: &mut Room) {
        let (theme, area) = (over.theme, over.area);
        match self.metric {
            Metric::Rate => {
                let words = t!("plot-average-person", rate = format::percent(self.average()));
                let words = over.words(words, font::body(), theme.dim);
                let y = over.at(0.0, self.average()).y;
                let (wide, high) = (words.size().x, words.size().y);
                // Along its line, from the far end on, over or under it.
                let xs = along(area.right() - 6.0 - wide, area.left());
                let corners = xs.flat_map(|x| [pos2(x, y - high - 4.0), pos2(x, y + 4.0)]);
                over.label(room, words, corners);
            }
            Metric::Profit => {
                if let Some([x, y]) = self.best() {
                    let words = t!("plot-best", people = x as u64);
                    let words = over.words(words, font::medium(), theme.good);
                    over.label(room, words.clone(), around(over.at(x, y), words.size()));
                }
            }
            Metric::Reached => {}
        }
        let from = over.advised;
        let words = t!("plot-beyond-advised", share = format::percent(ADVISED_SHARE));
        let words = over.words(words, font::body(), theme.warn);
        let ys = (0..=(area.height() / 10.0) as u32).map(|i| area.top() + 5.0 + 10.0 * i as f32);
        // High up, where the curve has already fallen; any place in its part is as true.
        let size = words.size();
        let corners = ys.flat_map(|y| {
            along(area.right() - 6.0 - size.x, from + 8.0)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .map(move |x| pos2(x, y))
        });
        over.label(room, words, corners);
    }
}

/// A line from top to bottom.
fn upright(over: &Over<'_>, x: f32) -> Vec<Pos2> {
    vec![pos2(x, over.area.top()), pos2(x, over.area.bottom())]
}

/// From the right to the left in steps.
fn along(right: f32, left: f32) -> impl Iterator<Item = f32> {
    let steps = ((right - left) / 12.0).floor();
    let steps = if steps < 0.0 { 0 } else { steps as u32 + 1 };
    (0..steps).map(move |i| right - 12.0 * i as f32)
}

/// Corners of words around a mark, near ones first.
fn around(at: Pos2, size: Vec2) -> Vec<Pos2> {
    let near = [14.0, 28.0, 48.0, 72.0];
    let corners = near.into_iter().flat_map(|away| {
        [
            pos2(at.x + away, at.y - size.y - away / 2.0),
            pos2(at.x - away - size.x, at.y - size.y - away / 2.0),
            pos2(at.x - size.x / 2.0, at.y - size.y - away),
            pos2(at.x + away, at.y + away),
            pos2(at.x - away - size.x, at.y + away),
        ]
    });
    corners.collect()
}
