//! The plot: what is read off audience size, with a handle that chooses the size. egui_plot draws
//! axes, grid, curves, band, shading and crosshair. The handle, its bubble and the few words inside
//! are painted over it (`handle`), because the library has nothing that is dragged and places its
//! labels where curves may run through them.

use egui::accesskit::Action as Ask;
use egui::{Color32, Response, Role, Stroke, Ui, WidgetInfo};
use egui_plot::{
    AxisHints, FilledArea, HLine, Line, LineStyle, MarkerShape, Plot, PlotPoints, PlotTransform,
    PlotUi, Points, Span, VLine,
};

use super::input::{self, Answer, Sizes};
use super::metric::{Metric, money};
use super::view::{Crosshair, PlotView};
use crate::app::theme::Theme;
use crate::app::widgets::{axes, format};
use crate::audience::{ADVISED_SHARE, Earnings, Ranking, Summary};
use crate::base::language::t;
use crate::model::Baseline;

/// Points of the screen between two points of a curve; with fewer, lines look angular.
const FINE: f32 = 2.0;

/// What is drawn.
pub(crate) struct Chart<'a> {
    pub ranking: &'a Ranking,
    pub metric: Metric,
    pub earnings: Earnings,
    pub baselines: &'a [Baseline],
    /// The chosen size in people.
    pub size: usize,
    /// What the chart shows, for assistive technology.
    pub sentence: &'a str,
}

/// A curve of the chart.
pub(super) struct Curve {
    pub points: Vec<[f64; 2]>,
    stroke: Stroke,
    style: LineStyle,
}

impl Curve {
    fn new(points: Vec<[f64; 2]>, width: f32, color: Color32, style: LineStyle) -> Self {
        Self { points, stroke: Stroke::new(width, color), style }
    }
}

/// What one frame drew, for what is painted over it.
pub(super) struct Drawn {
    pub answer: Answer,
    pub curves: Vec<Curve>,
    /// How many people are shown.
    pub visible: usize,
    pub crosshair: Option<Crosshair>,
}

/// How the lines are drawn: never told apart by colour alone.
pub(crate) const LAST_PERSON: LineStyle = LineStyle::Dotted { spacing: 5.0 };
/// The average person, and chance.
pub(crate) const CHANCE: LineStyle = LineStyle::Dashed { length: 6.0 };
/// Two simpler lists.
pub(crate) const OTHERS: [LineStyle; 2] =
    [LineStyle::Dashed { length: 12.0 }, LineStyle::Dotted { spacing: 8.0 }];

impl Chart<'_> {
    /// What is read at a size.
    pub fn value(&self, at: &Summary) -> f64 {
        match self.metric {
            Metric::Rate => at.rate,
            Metric::Reached => at.reached,
            Metric::Profit => self.earnings.profit(at),
        }
    }

    /// Draws the chart `high` points high.
    pub fn show(&self, ui: &mut Ui, high: f32, view: &mut PlotView) -> Answer {
        ui.push_id("propensity-plot", |ui| {
            let theme = Theme::of(ui.ctx());
            let wide = (ui.available_width() - axes::RIGHT).max(160.0);
            let plot = axes::still(theme, "plot")
                .width(wide)
                .height(high)
                .x_grid_spacer(axes::ticks(axes::COUNTS, self.people() as f64))
                .custom_x_axes(self.below(theme))
                .custom_y_axes(vec![self.left(theme)]);
            let (drawn, response, transform) = self.plot(ui, plot, view, theme);
            let mut answer = drawn.answer;
            self.describe(ui, &response, &mut answer);
            self.over(ui, theme, &drawn, &transform, &response);
            // On the edge of what is drawn: the numbers of the axes stand close to it.
            crate::app::widgets::focus_ring(ui, &response, response.rect.shrink(2.0), 4);
            answer
        })
        .inner
    }

    fn plot<'p>(
        &'p self,
        ui: &mut Ui,
        plot: Plot<'p>,
        view: &'p mut PlotView,
        theme: &'p Theme,
    ) -> (Drawn, Response, PlotTransform) {
        let shown = plot.show(ui, move |plot| {
            let answer = input::take(self.sizes(), plot, view);
            let visible = view.zoom.people(self.people());
            let points = self.sample(visible, plot.response().rect.width());
            let (low, high) = self.range(&points, visible);
            plot.set_plot_bounds_x(0.0..=visible as f64);
            plot.set_plot_bounds_y(low..=high);
            self.ground(plot, theme, &points);
            let curves = self.curves(theme, &points, visible);
            for (place, curve) in curves.iter().enumerate() {
                let line = Line::new(format!("curve {place}"), curve.points.clone());
                plot.line(line.stroke(curve.stroke).style(curve.style));
            }
            if let Some(crosshair) = view.crosshair {
                self.crosshair(plot, theme, crosshair);
            }
            Drawn { answer, curves, visible, crosshair: view.crosshair }
        });
        (shown.inner, shown.response, shown.transform)
    }

    fn sizes(&self) -> Sizes {
        Sizes { people: self.people(), size: self.size }
    }

    /// People who may be in; one where there is nobody, so that the axis has a length.
    pub(super) fn people(&self) -> usize {
        self.ranking.len().max(1)
    }

    /// Sizes as many as the screen shows, denser where the audience is small: a curve of ten
    /// million people costs no more than one of a thousand.
    fn sample(&self, visible: usize, wide: f32) -> Vec<Summary> {
        if self.ranking.is_empty() {
            return Vec::new();
        }
        let count = (wide / FINE).clamp(60.0, 1200.0) as usize;
        let at = |i: usize| {
            let t = i as f64 / count as f64;
            ((visible as f64 * t * t).round() as usize).clamp(1, visible)
        };
        let mut sizes: Vec<usize> = (1..=count).map(at).collect();
        sizes.dedup();
        sizes.into_iter().map(|size| self.ranking.at(size)).collect()
    }

    /// The values from bottom to top.
    fn range(&self, points: &[Summary], visible: usize) -> (f64, f64) {
        match self.metric {
            Metric::Reached if visible == self.people() => (0.0, 1.0),
            Metric::Reached => (0.0, (1.15 * self.ranking.at(visible).reached).clamp(1e-6, 1.0)),
            Metric::Rate => {
                // The very first people may stand far above: they are cut, not the rest flattened.
                let early = self.ranking.at((visible / 100).max(1)).rate;
                let chosen = match self.size <= visible {
                    true => self.ranking.at(self.size.max(1)).rate,
                    false => 0.0,
                };
                (0.0, (1.15 * early.max(chosen)).clamp(1e-6, 1.03))
            }
            Metric::Profit => {
                let values = points.iter().map(|p| self.value(p));
                let (low, high) = values.fold((0.0_f64, 0.0_f64), |(l, h), v| (l.min(v), h.max(v)));
                // A deep loss at the far end must not flatten the part that matters.
                let low = low.max(-1.5 * high.max(1.0));
                (1.05 * low, (1.15 * high).max(1.0))
            }
        }
    }

    /// Below: the share of all people, and under it how many these are.
    fn below<'p>(&self, theme: &Theme) -> Vec<AxisHints<'p>> {
        let all = self.people() as f64;
        let people = axes::below(theme, move |value, _| format::count(value.round() as u64));
        // Nothing at the left end, where the lowest number of the other axis stands.
        let share = move |value: f64, step: f64| match value > 0.0 {
            true => axes::percent(value / all, step / all),
            false => String::new(),
        };
        vec![axes::below(theme, share), axes::titled(people, theme, t!("plot-axis-people"))]
    }

    fn left<'p>(&self, theme: &Theme) -> AxisHints<'p> {
        match self.metric {
            Metric::Profit => axes::left(theme, |value, _| money(value)),
            Metric::Rate | Metric::Reached => axes::left(theme, axes::percent),
        }
    }

    /// What stands behind the curves: the part that is advised against, the back-test's band, the
    /// average or the line of no profit.
    fn ground(&self, plot: &mut PlotUi<'_>, theme: &Theme, points: &[Summary]) {
        let all = self.people() as f64;
        let quiet = Stroke::new(1.25, theme.bar);
        plot.span(Span::new("", ADVISED_SHARE * all..=all).fill(theme.beyond).border(Stroke::NONE));
        match self.metric {
            Metric::Rate => {
                let (mut sizes, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
                for people in points.iter().map(|p| p.people) {
                    let range = self.ranking.range(people);
                    sizes.push(people as f64);
                    low.push(range.low / people as f64);
                    high.push(range.high / people as f64);
                }
                plot.add(FilledArea::new("band", &sizes, &low, &high).fill_color(theme.band));
                let average = self.average();
                plot.hline(HLine::new("average", average).stroke(quiet).style(CHANCE));
            }
            Metric::Reached => {
                let chance = Line::new("chance", vec![[0.0, 0.0], [all, 1.0]]);
                plot.line(chance.stroke(quiet).style(CHANCE));
            }
            Metric::Profit => {
                plot.hline(HLine::new("zero", 0.0).stroke(Stroke::new(1.0, theme.line_strong)));
                if let Some([x, y]) = self.best() {
                    let foot = Line::new("best", vec![[x, 0.0], [x, y]]);
                    plot.line(foot.stroke(Stroke::new(1.0, theme.good)));
                    let mark = Points::new("best-size", [x, y]).shape(MarkerShape::Diamond);
                    plot.points(mark.radius(5.5).color(theme.good));
                }
            }
        }
    }

    /// Expected share of everyone who may be in.
    pub(super) fn average(&self) -> f64 {
        self.ranking.at(self.ranking.len()).average
    }

    /// The size with the largest profit, where there is one, and that profit.
    pub(super) fn best(&self) -> Option<[f64; 2]> {
        let best = Some(self.ranking.best_size(self.earnings)).filter(|best| *best > 0)?;
        Some([best as f64, self.value(&self.ranking.at(best))])
    }

    /// The lines, other lists first: what matters is on top.
    fn curves(&self, theme: &Theme, points: &[Summary], visible: usize) -> Vec<Curve> {
        let line = |value: &dyn Fn(&Summary) -> f64| -> Vec<[f64; 2]> {
            points.iter().map(|p| [p.people as f64, value(p)]).collect()
        };
        let mut curves = self.other_lists(theme, visible);
        if self.metric == Metric::Rate {
            let marginal = line(&|p| p.marginal);
            curves.push(Curve::new(marginal, 1.25, theme.second, LAST_PERSON));
        }
        let mut main = line(&|p| self.value(p));
        if self.metric != Metric::Rate {
            main.insert(0, [0.0, 0.0]);
        }
        curves.push(Curve::new(main, 2.5, theme.accent, LineStyle::Solid));
        curves
    }

    /// What simpler lists would have given in the back-test, had as many engaged as are expected.
    fn other_lists(&self, theme: &Theme, visible: usize) -> Vec<Curve> {
        let all = self.ranking.at(self.ranking.len());
        let styles = others(theme, self.metric).into_iter().zip(OTHERS);
        let lists = self.baselines.iter().zip(styles);
        lists
            .map(|(baseline, (color, style))| {
                let gains = &baseline.figures.gains;
                let last = gains.len().saturating_sub(1).max(1) as f64;
                let points = gains.iter().enumerate().skip(1).map(|(k, &reached)| {
                    let (share, reached) = (k as f64 / last, f64::from(reached));
                    let people = share * self.people() as f64;
                    let expected = reached * all.expected;
                    let rate = expected / people.max(1.0);
                    let size = people.round() as usize;
                    let at = Summary { people: size, expected, reached, rate, ..all };
                    [people, self.value(&at)]
                });
                // One point beyond what is shown, so that the line leaves at the edge.
                let beyond = points.clone().position(|[x, _]| x > visible as f64);
                let points = points.take(beyond.map_or(usize::MAX, |place| place + 1));
                Curve::new(points.collect(), 1.5, color, style)
            })
            .collect()
    }

    fn crosshair(&self, plot: &mut PlotUi<'_>, theme: &Theme, crosshair: Crosshair) {
        let at = self.ranking.at(crosshair.people);
        let (x, y) = (at.people as f64, self.value(&at));
        let stroke = Stroke::new(1.0, theme.dim);
        plot.vline(VLine::new("crosshair", x).stroke(stroke));
        plot.line(Line::new("crosshair-value", vec![[0.0, y], [x, y]]).stroke(stroke));
        let mut marks = vec![[x, y]];
        if self.metric == Metric::Rate {
            marks.push([x, at.marginal]);
        }
        let marks = PlotPoints::new(marks);
        plot.points(Points::new("crosshair-point", marks).radius(4.0).color(theme.text));
    }

    /// The slider that it is for assistive technology.
    fn describe(&self, ui: &Ui, response: &Response, answer: &mut Answer) {
        let id = response.id;
        if ui.ctx().memory(|m| m.has_focus(id)) {
            input::keep_keys(ui, id, answer.keeps_escape);
        }
        // By Tab it may be out of sight; where the pointer is, it is not.
        let pointer = ui.input(|i| i.pointer.any_down() || i.pointer.any_released());
        if response.gained_focus() && !pointer {
            response.scroll_to_me(None);
        }
        let (size, sentence, all) = (self.size, self.sentence, self.people());
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), size as f64, sentence));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Slider);
            node.set_min_numeric_value(1.0);
            node.set_max_numeric_value(all as f64);
            node.set_numeric_value_step(1.0);
            for ask in [Ask::Increment, Ask::Decrement, Ask::SetValue] {
                node.add_action(ask);
            }
        });
    }
}

/// Colours of simpler lists: none that the metric uses already.
pub(crate) fn others(theme: &Theme, metric: Metric) -> [Color32; 2] {
    let first = if metric == Metric::Rate { theme.good } else { theme.second };
    [first, theme.dim]
}
