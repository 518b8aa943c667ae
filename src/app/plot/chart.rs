//! The plot itself: a curve over audience size with a handle. Painted, because the handle, the
//! shading and the sentence for assistive technology belong together.

use egui::accesskit::Action as Ask;
use egui::{
    Align2, Color32, CornerRadius, EventFilter, FontId, Key, Pos2, Rect, Response, Role, Sense,
    Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::theme::{Theme, font};
use crate::app::widgets::format;
use crate::audience::{ADVISED_SHARE, Curve, Profit, Ranking, Summary};
use crate::model::Baseline;

/// What is read off the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Expected rate of the audience.
    Rate,
    /// Share of all engagers that it reaches.
    Reached,
    /// Expected profit.
    Profit,
}

/// Room for the numbers at the axes.
const LEFT: f32 = 46.0;
const BELOW: f32 = 24.0;
const HANDLE: f32 = 7.0;

/// What is drawn.
pub(crate) struct Chart<'a> {
    pub ranking: &'a Ranking,
    pub curve: &'a Curve,
    pub reading: Metric,
    pub profit: Profit,
    pub baselines: &'a [Baseline],
    /// The chosen size in people.
    pub size: usize,
    /// What the chart shows, for assistive technology.
    pub sentence: &'a str,
}

/// A painted chart and what was done with it.
pub(crate) struct Answer {
    /// The size that was chosen by dragging, clicking or keys.
    pub chosen: Option<usize>,
}

/// Places on the screen for sizes and values.
struct Axes {
    area: Rect,
    people: f32,
    low: f64,
    high: f64,
}

impl Axes {
    fn x(&self, people: f64) -> f32 {
        self.area.left() + self.area.width() * people as f32 / self.people
    }

    fn y(&self, value: f64) -> f32 {
        let share = (value - self.low) / (self.high - self.low).max(1e-12);
        self.area.bottom() - self.area.height() * share as f32
    }

    fn at(&self, people: f64, value: f64) -> Pos2 {
        pos2(self.x(people), self.y(value))
    }

    fn people_at(&self, x: f32) -> usize {
        let share = ((x - self.area.left()) / self.area.width()).clamp(0.0, 1.0);
        ((share * self.people).round() as usize).clamp(1, self.people as usize)
    }
}

impl Chart<'_> {
    /// What is read at a size.
    pub fn value(&self, at: &Summary) -> f64 {
        match self.reading {
            Metric::Rate => at.rate,
            Metric::Reached => at.caught,
            Metric::Profit => at.expected * self.profit.value - at.people as f64 * self.profit.cost,
        }
    }

    fn range(&self) -> (f64, f64) {
        match self.reading {
            Metric::Reached => (0.0, 1.0),
            Metric::Rate => {
                // The very first people may stand far above: they are cut, not the rest flattened.
                let early = self.ranking.at((self.ranking.len() / 100).max(1)).rate;
                let chosen = self.ranking.at(self.size.max(1)).rate;
                (0.0, (1.15 * early.max(chosen)).clamp(1e-4, 1.03))
            }
            Metric::Profit => {
                let values = self.curve.points.iter().map(|p| self.value(p));
                let (low, high) = values.fold((0.0_f64, 0.0_f64), |(l, h), v| (l.min(v), h.max(v)));
                // A deep loss at the far end must not flatten the part that matters.
                let low = low.max(-1.5 * high.max(1.0));
                (low, (1.1 * high).max(1.0))
            }
        }
    }

    /// Draws the chart `high` points high.
    pub fn show(&self, ui: &mut Ui, high: f32) -> Answer {
        let size = vec2(ui.available_width(), high);
        let (rect, mut response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        let people = self.ranking.len().max(1);
        let (low, high) = self.range();
        let area = Rect::from_min_max(rect.min + vec2(LEFT, 6.0), rect.max - vec2(10.0, BELOW));
        let axes = Axes { area, people: people as f32, low, high };
        let chosen = self.chosen(ui, &response, &axes);
        if chosen.is_some() {
            response.mark_changed();
        }
        self.name(ui, &response, people);
        if ui.is_rect_visible(rect) {
            let theme = Theme::of(ui.ctx());
            self.ground(ui, theme, &axes);
            self.series(ui, theme, &axes);
            advice(ui, theme, &axes);
            self.handle(ui, theme, &axes, &response);
            crate::app::widgets::focus_ring(ui, &response, rect.expand(2.0), 6);
        }
        self.hover(response, &axes);
        Answer { chosen }
    }

    fn name(&self, ui: &Ui, response: &Response, people: usize) {
        let (size, sentence) = (self.size, self.sentence);
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), size as f64, sentence));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Slider);
            node.set_min_numeric_value(1.0);
            node.set_max_numeric_value(people as f64);
            node.add_action(Ask::Increment);
            node.add_action(Ask::Decrement);
        });
    }

    fn chosen(&self, ui: &Ui, response: &Response, axes: &Axes) -> Option<usize> {
        let mut chosen = None;
        if response.dragged() || response.clicked() {
            chosen = response.interact_pointer_pos().map(|p| axes.people_at(p.x));
        }
        let id = response.id;
        let mut steps = ui.input(|i| {
            i.num_accesskit_action_requests(id, Ask::Increment) as f64
                - i.num_accesskit_action_requests(id, Ask::Decrement) as f64
        });
        if response.has_focus() {
            let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
            steps += ui.input(|i| {
                let keys = |key| i.num_presses(key) as f64;
                keys(Key::ArrowRight) - keys(Key::ArrowLeft)
                    + 10.0 * (keys(Key::PageUp) - keys(Key::PageDown))
            });
        }
        if steps != 0.0 {
            let step = (axes.people / 100.0).max(1.0);
            let wanted = (self.size as f64 + steps * f64::from(step)).round();
            chosen = Some(wanted.clamp(1.0, f64::from(axes.people)) as usize);
        }
        chosen.filter(|c| *c != self.size)
    }

    /// Shading, lines and numbers behind the curves.
    fn ground(&self, ui: &Ui, theme: &Theme, axes: &Axes) {
        let painter = ui.painter();
        let area = axes.area;
        let advised = axes.x(ADVISED_SHARE * f64::from(axes.people));
        let beyond = Rect::from_min_max(pos2(advised, area.top()), area.max);
        painter.rect_filled(beyond, CornerRadius::ZERO, theme.beyond);
        let ticks = ticks(axes.low, axes.high);
        let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1.0);
        for value in ticks {
            let y = axes.y(value);
            painter.hline(area.x_range(), y, theme.hairline());
            let words = self.tick(value, step);
            painter.text(
                pos2(area.left() - 8.0, y),
                Align2::RIGHT_CENTER,
                words,
                small(),
                theme.dim,
            );
        }
        let n = f64::from(axes.people);
        for share in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
            let people = format::count((share * n).round() as u64);
            let words = if share == ADVISED_SHARE { format!("{people} · 20%") } else { people };
            let align = match share {
                0.0 => Align2::LEFT_TOP,
                1.0 => Align2::RIGHT_TOP,
                _ => Align2::CENTER_TOP,
            };
            let at = pos2(axes.x(share * n), area.bottom() + 8.0);
            painter.text(at, align, words, small(), theme.dim);
        }
    }

    /// The number at a line, with as many decimals as tell it from the next one.
    fn tick(&self, value: f64, step: f64) -> String {
        match self.reading {
            Metric::Profit => money(value),
            _ => {
                let decimals = (-(100.0 * step).log10().floor()).clamp(0.0, 6.0) as usize;
                format!("{:.decimals$}%", 100.0 * value.max(0.0))
            }
        }
    }

    fn series(&self, ui: &Ui, theme: &Theme, axes: &Axes) {
        let painter = ui.painter().with_clip_rect(axes.area.expand(1.5).intersect(ui.clip_rect()));
        let line = |value: &dyn Fn(&Summary) -> f64| -> Vec<Pos2> {
            self.curve.points.iter().map(|p| axes.at(p.people as f64, value(p))).collect()
        };
        self.other_lists(&painter, theme, axes);
        match self.reading {
            Metric::Rate => {
                self.band(&painter, theme, axes);
                let average = self.curve.points.last().map_or(0.0, |p| p.average);
                dashes(&painter, axes, [(1.0, average), (axes.people.into(), average)], theme.bar);
                let words = format!("average person {}", format::percent(average));
                // Below the line, where the axis and the last person's curve leave room for it.
                let dashed = axes.y(average);
                let (y, side) = match axes.area.bottom() - dashed > 36.0 {
                    true => (dashed + 3.0, Align2::RIGHT_TOP),
                    false => (dashed - 14.0, Align2::RIGHT_BOTTOM),
                };
                let at = pos2(axes.area.right() - 4.0, y);
                painter.text(at, side, words, font::small(), theme.dim);
                let marginal = line(&|p| p.marginal);
                let dotted = Stroke::new(1.75, theme.second);
                painter.extend(Shape::dotted_line(&marginal, dotted.color, 4.5, 1.0));
                painter.line(line(&|p| p.rate), Stroke::new(2.5, theme.accent));
            }
            Metric::Reached => {
                let n = f64::from(axes.people);
                dashes(&painter, axes, [(0.0, 0.0), (n, 1.0)], theme.bar);
                let mut points = vec![axes.at(0.0, 0.0)];
                points.extend(line(&|p| p.caught));
                painter.line(points, Stroke::new(2.5, theme.accent));
            }
            Metric::Profit => {
                painter.hline(
                    axes.area.x_range(),
                    axes.y(0.0),
                    Stroke::new(1.0, theme.line_strong),
                );
                let best = self.ranking.best_size(self.profit);
                if best > 0 {
                    let at = axes.at(best as f64, self.value(&self.ranking.at(best)));
                    painter.vline(at.x, at.y..=axes.area.bottom(), Stroke::new(1.0, theme.good));
                    painter.circle_filled(at, 4.0, theme.good);
                    let words = format!("best: {}", format::people(best as u64));
                    let right = at.x > axes.area.center().x;
                    let align = if right { Align2::RIGHT_BOTTOM } else { Align2::LEFT_BOTTOM };
                    let nudge = vec2(if right { -8.0 } else { 8.0 }, -4.0);
                    let foot = pos2(at.x, axes.area.bottom());
                    painter.text(foot + nudge, align, words, font::small_medium(), theme.good);
                }
                let mut points = vec![axes.at(0.0, 0.0)];
                points.extend(line(&|p| self.value(p)));
                painter.line(points, Stroke::new(2.5, theme.accent));
            }
        }
    }

    /// What simpler lists would have given in the back-test, had as many engaged as are expected.
    fn other_lists(&self, painter: &egui::Painter, theme: &Theme, axes: &Axes) {
        let all = self.ranking.at(self.ranking.len());
        for (baseline, color) in self.baselines.iter().zip(others(theme, self.reading)) {
            let gains = &baseline.figures.gains;
            let last = gains.len().saturating_sub(1).max(1) as f64;
            let points = gains.iter().enumerate().skip(1).map(|(k, &caught)| {
                let (share, caught) = (k as f64 / last, f64::from(caught));
                let people = share * f64::from(axes.people);
                let expected = caught * all.expected;
                let rate = expected / people.max(1.0);
                let at = Summary { people: people.round() as usize, expected, caught, rate, ..all };
                axes.at(people, self.value(&at))
            });
            painter.line(points.collect(), Stroke::new(1.5, color));
        }
    }

    /// The range that the back-test gives, as a strip of quads around the rate.
    fn band(&self, painter: &egui::Painter, theme: &Theme, axes: &Axes) {
        let mut mesh = egui::Mesh::default();
        for point in &self.curve.points {
            let Some((low, high)) = point.between else { return };
            let n = point.people.max(1) as f64;
            for value in [low / n, high / n] {
                let mut at = axes.at(n, value);
                at.y = at.y.clamp(axes.area.top() - 2.0, axes.area.bottom());
                mesh.colored_vertex(at, theme.band);
            }
        }
        for i in 1..self.curve.points.len() as u32 {
            let (a, b) = (2 * (i - 1), 2 * i);
            mesh.add_triangle(a, a + 1, b);
            mesh.add_triangle(a + 1, b, b + 1);
        }
        painter.add(Shape::mesh(mesh));
    }

    fn handle(&self, ui: &Ui, theme: &Theme, axes: &Axes, response: &Response) {
        let now = self.ranking.at(self.size);
        let painter = ui.painter();
        let x = axes.x(now.people as f64);
        let y = axes.y(self.value(&now)).clamp(axes.area.top(), axes.area.bottom());
        painter.vline(x, axes.area.y_range(), Stroke::new(1.5, theme.text));
        let over = response.hovered() || response.dragged();
        let edge = if over { theme.accent_strong } else { theme.accent };
        painter.circle(pos2(x, y), HANDLE, theme.panel, Stroke::new(3.0, edge));
        let (first, second) = self.bubble(&now);
        let first = painter.layout_no_wrap(first, font::small_medium(), theme.text);
        let second = painter.layout_no_wrap(second, small(), theme.dim);
        let size = vec2(first.size().x.max(second.size().x) + 20.0, 40.0);
        let right = x + 14.0 + size.x < axes.area.right();
        let left = if right { x + 14.0 } else { x - 14.0 - size.x };
        let top =
            (y - size.y - 8.0).max(axes.area.top() + 24.0).min(axes.area.bottom() - size.y - 4.0);
        let rect = Rect::from_min_size(pos2(left.max(axes.area.left() + 4.0), top), size);
        painter.rect(
            rect,
            CornerRadius::same(6),
            theme.panel,
            theme.hairline(),
            StrokeKind::Inside,
        );
        painter.galley(rect.min + vec2(10.0, 5.0), first, Color32::PLACEHOLDER);
        painter.galley(rect.min + vec2(10.0, 21.0), second, Color32::PLACEHOLDER);
    }

    fn bubble(&self, at: &Summary) -> (String, String) {
        let people = format::people(at.people as u64);
        let last = format!("last one let in: {}", format::percent(at.marginal));
        match self.reading {
            Metric::Rate => (format!("{people} · {}", format::percent(at.rate)), last),
            Metric::Reached => (
                format!("{people} · reaches {}", format::percent(at.caught)),
                format!("about {} engage", format::count(at.expected.round() as u64)),
            ),
            Metric::Profit => (
                format!("{people} · {}", money(self.value(at))),
                format!("about {} engage", format::count(at.expected.round() as u64)),
            ),
        }
    }

    /// The numbers under the pointer.
    fn hover(&self, response: Response, axes: &Axes) {
        let Some(at) = response.hover_pos().filter(|p| axes.area.contains(*p)) else { return };
        if response.dragged() {
            return;
        }
        let here = self.ranking.at(axes.people_at(at.x));
        let share = 100.0 * here.people as f64 / self.ranking.len().max(1) as f64;
        let mut words = format!(
            "{} ({share:.1}%)\nrate {} · {:.1} × average\nreaches {} of all who engage\nlast one let in {}",
            format::people(here.people as u64),
            format::percent(here.rate),
            here.lift,
            format::percent(here.caught),
            format::percent(here.marginal),
        );
        if self.reading == Metric::Profit {
            words += &format!("\nprofit {}", money(self.value(&here)));
        }
        response.on_hover_text_at_pointer(words);
    }
}

/// Colours of simpler lists: none that the reading uses already.
pub(crate) fn others(theme: &Theme, reading: Metric) -> [Color32; 2] {
    let first = if reading == Metric::Rate { theme.good } else { theme.second };
    [first, theme.dim]
}

/// What the shading means, above the lines.
fn advice(ui: &Ui, theme: &Theme, axes: &Axes) {
    let at = axes.area.left_top() + vec2(axes.area.width() * ADVISED_SHARE as f32 + 8.0, 6.0);
    let words = "beyond the advised 20%";
    ui.painter().text(at, Align2::LEFT_TOP, words, font::small(), theme.warn);
}

fn small() -> FontId {
    font::small()
}

fn dashes(painter: &egui::Painter, axes: &Axes, ends: [(f64, f64); 2], color: Color32) {
    let points = ends.map(|(people, value)| axes.at(people, value));
    painter.extend(Shape::dashed_line(&points, Stroke::new(1.25, color), 6.0, 4.0));
}

/// Round numbers between `low` and `high`, four to six of them.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let rough = (high - low) / 6.0;
    if rough.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) || !rough.is_finite() {
        return Vec::new();
    }
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough);
    let step = step.unwrap_or(rough);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last.min(first + 12)).map(|i| i as f64 * step).collect()
}

/// "1,240" with its sign.
pub(crate) fn money(value: f64) -> String {
    let sign = if value < -0.5 { "−" } else { "" };
    format!("{sign}{}", format::count(value.abs().round() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(0.0, 1.0), [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]);
        assert_eq!(ticks(0.0, 0.0), Vec::<f64>::new());
        for (low, high) in [(0.0, 0.22), (-37.0, 512.0), (0.0, 1e-4), (0.0, 3e7)] {
            let ticks = ticks(low, high);
            assert!((3..=7).contains(&ticks.len()), "{ticks:?}");
            assert!(ticks.iter().all(|t| *t >= low - 1e-9 && *t <= high + 1e-9));
        }
    }
}
