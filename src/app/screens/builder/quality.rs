//! The panel that says how the quality was measured: gains, tenths predicted and actual, figures.

use egui::{Sense, Stroke, Ui, WidgetInfo};
use egui_plot::{
    Bar, BarChart, GridMark, HoverPosition, Line, LineStyle, Plot, PlotResponse, PlotUi,
};

use super::insight::{tone, window};
use super::view::{Shown, View};
use crate::app::help::terms::Term;
use crate::app::plot::chart::{CHANCE, OTHERS};
use crate::app::theme::{Theme, space};
use crate::app::widgets::{Column, Dialog, Sign, Table, Text, axes, badge, columns, format, key};
use crate::audience::Quality;
use crate::base::language::t;
use crate::base::words::decimal;
use crate::model::{BackTest, Figures, Grade};

/// Height of the charts.
const HIGH: f32 = 220.0;

/// The panel, while it is open.
pub(super) fn dialog(ui: &mut Ui, shown: &Shown<'_>, view: &mut View) {
    let (Some(found), true) = (shown.found, view.quality) else {
        view.quality = false;
        return;
    };
    let (quality, grade) =
        (found.computed.quality.as_deref(), found.computed.grade(shown.audience()));
    let (Some(quality), Some(grade)) = (quality, grade) else {
        view.quality = false;
        return;
    };
    let days = found.computed.scored.horizon_days;
    let dialog = Dialog::new(t!("builder-measured-title")).width(760.0);
    let ((), close) = dialog.show(ui.ctx(), |ui| content(ui, quality, grade, days));
    if close {
        view.quality = false;
    }
}

fn content(ui: &mut Ui, quality: &Quality, grade: Grade, days: u32) {
    let test = &quality.back_test;
    ui.spacing_mut().item_spacing.y = space::M;
    ui.horizontal(|ui| {
        badge(ui, tone(grade), &test.grade_words(grade));
        let (auc, loss) = (decimal(test.figures.auc, 3), decimal(test.log_loss, 4));
        Text::small(t!("builder-auc-and-loss", auc = auc, loss = loss))
            .show(ui)
            .on_hover_text(format!("{}\n{}", Term::Auc.about(), Term::LogLoss.about()));
    });
    Text::body(t!(
        "builder-rehearsal",
        days = days,
        people = test.people,
        window = window(test),
        engaged = test.positives
    ))
    .wrap()
    .show(ui);
    if let Some(note) = quality.note() {
        Text::body(note).wrap().show(ui);
    }
    columns(ui, &[1.0, 1.0], space::L, |ui, part| {
        ui.spacing_mut().item_spacing.y = space::M;
        if part == 0 {
            Text::strong(t!("builder-gains-title")).show(ui).on_hover_text(Term::Gains.about());
            gains(ui, test);
        } else {
            Text::strong(t!("builder-calibration-title"))
                .show(ui)
                .on_hover_text(Term::Calibration.about());
            calibration(ui, test);
        }
    });
    tenths(ui, test);
    lists(ui, test);
}

/// A chart that is only looked at, with what it shows in words.
fn chart<'a>(
    ui: &mut Ui,
    plot: Plot<'a>,
    sentence: &str,
    hover: impl Fn(f64) -> Option<String> + 'a,
    draw: impl FnOnce(&mut PlotUi<'a>) + 'a,
) -> PlotResponse<()> {
    let shown = plot
        .sense(Sense::hover())
        .width((ui.available_width() - axes::RIGHT).max(120.0))
        .height(HIGH)
        .show_x(true)
        .show_y(true)
        .cursor_color(Theme::of(ui.ctx()).dim)
        .label_formatter(move |at| match at {
            HoverPosition::Elsewhere { position }
            | HoverPosition::NearDataPoint { position, .. } => hover(position.x),
        })
        .show(ui, draw);
    shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, sentence));
    shown
}

fn gains(ui: &mut Ui, test: &BackTest) {
    let theme = Theme::of(ui.ctx());
    let at = |figures: &Figures, share: f64| format::percent(figures.reached(share));
    let sentence = t!(
        "builder-gains",
        five = at(&test.figures, 0.05),
        ten = at(&test.figures, 0.1),
        twenty = at(&test.figures, 0.2)
    );
    let plot = axes::still(theme, "gains")
        .custom_x_axes(vec![axes::titled(
            axes::below(theme, |value, step| match value > 0.0 {
                true => axes::percent(value, step),
                false => String::new(),
            }),
            theme,
            t!("builder-gains-axis"),
        )])
        .custom_y_axes(vec![axes::left(theme, axes::percent)]);
    let hover = move |share: f64| {
        let share = Some(share).filter(|share| (0.0..=1.0).contains(share))?;
        let mut lines = vec![t!("builder-gains-top", share = format::percent(share))];
        lines.push(format!("{}: {}", t!("builder-key-ranking"), at(&test.figures, share)));
        for baseline in &test.baselines {
            lines.push(format!("{}: {}", baseline.name(), at(&baseline.figures, share)));
        }
        lines.push(format!("{}: {}", t!("builder-key-chance"), format::percent(share)));
        Some(lines.join("\n"))
    };
    chart(ui, plot, &sentence, hover, move |plot| {
        plot.set_plot_bounds_x(0.0..=1.0);
        plot.set_plot_bounds_y(0.0..=1.0);
        let mut line = |name: &str, points: Vec<[f64; 2]>, stroke: Stroke, style: LineStyle| {
            plot.line(Line::new(name, points).stroke(stroke).style(style).allow_hover(false));
        };
        let chance = vec![[0.0, 0.0], [1.0, 1.0]];
        line(t!("builder-key-chance"), chance, Stroke::new(1.25, theme.bar), CHANCE);
        let styles = [theme.second, theme.dim].into_iter().zip(OTHERS);
        for (baseline, (color, style)) in test.baselines.iter().zip(styles) {
            line(baseline.name(), curve(&baseline.figures), Stroke::new(1.5, color), style);
        }
        let mine = Stroke::new(2.5, theme.accent);
        line(t!("builder-key-ranking"), curve(&test.figures), mine, LineStyle::Solid);
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::L, space::XS);
        key(ui, Sign::Line(theme.accent, LineStyle::Solid), t!("builder-key-ranking"));
        let styles = [theme.second, theme.dim].into_iter().zip(OTHERS);
        for (baseline, (color, style)) in test.baselines.iter().zip(styles) {
            key(ui, Sign::Line(color, style), baseline.name());
        }
        key(ui, Sign::Line(theme.bar, CHANCE), t!("builder-key-chance"));
    });
}

fn curve(figures: &Figures) -> Vec<[f64; 2]> {
    let last = figures.gains.len().saturating_sub(1).max(1) as f64;
    let points = figures.gains.iter().enumerate();
    points.map(|(k, gain)| [k as f64 / last, f64::from(*gain)]).collect()
}

fn calibration(ui: &mut Ui, test: &BackTest) {
    let theme = Theme::of(ui.ctx());
    let most = test.deciles.iter().map(|d| d.predicted.max(d.actual)).fold(1e-6, f64::max);
    let (best, last) = (test.deciles.first(), test.deciles.last());
    let sentence = t!(
        "builder-calibration",
        bestpredicted = format::percent(best.map_or(0.0, |d| d.predicted)),
        bestactual = format::percent(best.map_or(0.0, |d| d.actual)),
        lastpredicted = format::percent(last.map_or(0.0, |d| d.predicted)),
        lastactual = format::percent(last.map_or(0.0, |d| d.actual))
    );
    let count = test.deciles.len();
    let plot = axes::still(theme, "calibration")
        .show_crosshair(false)
        .x_grid_spacer(move |_| {
            let mark = |tenth: usize| GridMark { value: tenth as f64, step_size: 1.0 };
            (1..=count).map(mark).collect()
        })
        .custom_x_axes(vec![axes::titled(
            axes::below(theme, |tenth, _| format!("{tenth:.0}")),
            theme,
            t!("builder-tenth-axis"),
        )])
        .custom_y_axes(vec![axes::left(theme, axes::percent)]);
    let hover = |at: f64| {
        let tenth = at.round() as usize;
        let decile = test.deciles.get(tenth.checked_sub(1)?)?;
        let (predicted, actual) = (decile.predicted, decile.actual);
        let (predicted, actual) = (format::percent(predicted), format::percent(actual));
        Some(t!("builder-tenth-read", tenth = tenth, predicted = predicted, actual = actual))
    };
    chart(ui, plot, &sentence, hover, move |plot| {
        plot.set_plot_bounds_x(0.4..=test.deciles.len().max(1) as f64 + 0.6);
        plot.set_plot_bounds_y(0.0..=1.08 * most);
        let places = || test.deciles.iter().enumerate().map(|(i, d)| (i as f64 + 1.0, d));
        let bar = |at: f64, value: f64| Bar::new(at, value).width(0.36);
        // Hollow against filled: told apart without their colours.
        let hollow = Stroke::new(1.5, theme.dim);
        let predicted = places()
            .map(|(at, d)| bar(at - 0.2, d.predicted).fill(theme.sunken).stroke(hollow))
            .collect();
        let actual = places().map(|(at, d)| bar(at + 0.2, d.actual).fill(theme.accent)).collect();
        plot.bar_chart(BarChart::new("predicted", predicted).allow_hover(false));
        plot.bar_chart(BarChart::new("actual", actual).allow_hover(false));
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::L, space::XS);
        key(ui, Sign::Area(theme.sunken), t!("builder-key-predicted"));
        key(ui, Sign::Area(theme.accent), t!("builder-key-actual"));
    });
}

/// The numbers of the bars.
fn tenths(ui: &mut Ui, test: &BackTest) {
    let mut table = vec![Column::text(t!("builder-tenth")).at_least(70.0)];
    table.extend((1..=test.deciles.len()).map(|i| Column::number(i.to_string()).exact(64.0)));
    Table::new("deciles", table).row_height(23.0).show(ui, 2, |row, line| {
        row.dim(if line == 0 { t!("builder-predicted") } else { t!("builder-actual") });
        for decile in &test.deciles {
            let share = if line == 0 { decile.predicted } else { decile.actual };
            row.text(format::percent_narrow(share));
        }
    });
}

fn lists(ui: &mut Ui, test: &BackTest) {
    let mut rows = vec![(t!("builder-this-ranking"), &test.figures)];
    rows.extend(test.baselines.iter().map(|b| (b.name(), &b.figures)));
    let lift = |title: &str| Column::number(title).exact(78.0).about(Term::Lift.about());
    let precision = Column::number(t!("builder-precision")).exact(126.0);
    let table = vec![
        Column::text(t!("builder-list")),
        Column::number(t!("builder-auc")).exact(78.0).about(Term::Auc.about()),
        precision.about(Term::AveragePrecision.about()),
        lift(t!("builder-lift-1")),
        lift(t!("builder-lift-5")),
        lift(t!("builder-lift-10")),
        lift(t!("builder-lift-20")),
    ];
    Table::new("lists", table).show(ui, rows.len(), |row, i| {
        let (name, figures) = rows[i];
        row.text(name);
        row.text(decimal(figures.auc, 3));
        row.text(decimal(figures.average_precision, 3));
        for lift in figures.lift {
            row.text(t!("builder-times", times = decimal(lift, 1)));
        }
    });
}
