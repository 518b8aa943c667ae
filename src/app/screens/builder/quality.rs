//! The panel that says how the quality was measured: gains, tenths predicted and actual, figures.

use egui::{Color32, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::insight::{gain, tone, window};
use super::{Shown, View};
use crate::app::theme::{Theme, font, space};
use crate::app::widgets::{Column, Dialog, Table, Text, badge, columns, format};
use crate::model::{BackTest, Figures};

/// The panel, while it is open.
pub(super) fn dialog(ui: &mut Ui, shown: &Shown<'_>, view: &mut View) {
    let test = shown.found.and_then(|f| f.computed.outcome.back_test.as_ref());
    let (Some(test), true) = (test, view.quality) else {
        view.quality = false;
        return;
    };
    let ((), close) = Dialog::new("How it was measured").width(720.0).show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        ui.horizontal(|ui| {
            badge(ui, tone(test.grade), test.grade.word());
            Text::small(format!("AUC {:.3} · log loss {:.4}", test.figures.auc, test.log_loss))
                .show(ui)
                .on_hover_text(
                    "AUC: how often someone who engaged stands before someone who did not; 0.5 is \
                     chance. Log loss: how far predictions were off, in nats a person",
                );
        });
        Text::body(format!(
            "As if it were {} days earlier: {} were ranked without knowing what came next. From {}, \
             {} of them engaged.",
            shown.found.map_or(0, |f| f.computed.outcome.horizon_days),
            format::people(u64::from(test.people)),
            window(test),
            format::count(u64::from(test.engaged)),
        ))
        .wrap()
        .show(ui);
        columns(ui, &[1.0, 1.0], space::L, |ui, part| {
            if part == 0 {
                Text::strong("Share of engagers caught by the top …").show(ui);
                gains(ui, test);
            } else {
                Text::strong("Tenths of people, best first").show(ui);
                deciles(ui, test);
            }
        });
        lists(ui, test);
    });
    if close {
        view.quality = false;
    }
}

fn gains(ui: &mut Ui, test: &BackTest) {
    let theme = Theme::of(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 230.0), Sense::hover());
    let words = format!(
        "Gains: the top 5% caught {}, the top 10% {}, the top 20% {} of those who engaged",
        format::percent(gain(&test.figures.gains, 0.05)),
        format::percent(gain(&test.figures.gains, 0.1)),
        format::percent(gain(&test.figures.gains, 0.2)),
    );
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &words));
    let area = Rect::from_min_max(rect.min + vec2(36.0, 4.0), rect.max - vec2(4.0, 22.0));
    let at = |x: f64, y: f64| {
        pos2(area.left() + area.width() * x as f32, area.bottom() - area.height() * y as f32)
    };
    let painter = ui.painter();
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        painter.hline(area.x_range(), at(0.0, share).y, theme.hairline());
        let words = format!("{:.0}%", 100.0 * share);
        let left = at(0.0, share) - vec2(6.0, 0.0);
        painter.text(left, egui::Align2::RIGHT_CENTER, &words, font::small(), theme.dim);
        let below = at(share, 0.0) + vec2(0.0, 6.0);
        painter.text(below, egui::Align2::CENTER_TOP, &words, font::small(), theme.dim);
    }
    let line = |figures: &Figures, stroke: Stroke| {
        let last = figures.gains.len().saturating_sub(1).max(1) as f64;
        let points = figures.gains.iter().enumerate();
        painter.line(points.map(|(k, g)| at(k as f64 / last, f64::from(*g))).collect(), stroke);
    };
    let chance = [at(0.0, 0.0), at(1.0, 1.0)];
    painter.extend(Shape::dashed_line(&chance, Stroke::new(1.25, theme.bar), 6.0, 4.0));
    for (baseline, color) in test.baselines.iter().zip([theme.second, theme.dim]) {
        line(&baseline.figures, Stroke::new(1.5, color));
    }
    line(&test.figures, Stroke::new(2.5, theme.accent));
    response.on_hover_text(words);
}

fn deciles(ui: &mut Ui, test: &BackTest) {
    let most = test.deciles.iter().map(|d| d.predicted.max(d.actual)).fold(1e-9, f64::max);
    let table = vec![
        Column::text("Tenth").exact(52.0),
        Column::number("Predicted").exact(76.0),
        Column::number("Actual").exact(70.0),
        Column::text(""),
    ];
    Table::new("deciles", table).row_height(23.0).show(ui, test.deciles.len(), |row, i| {
        let decile = test.deciles[i];
        row.dim(format!("{}", i + 1));
        row.text(format::percent(decile.predicted));
        row.text(format::percent(decile.actual));
        row.cell(|ui| {
            let theme = Theme::of(ui.ctx());
            let size = vec2(ui.available_width(), 14.0);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let bar = |share: f64, top: f32, color: Color32| {
                let wide = rect.width() * (share / most) as f32;
                let bar = Rect::from_min_size(rect.min + vec2(0.0, top), vec2(wide, 6.0));
                ui.painter().rect_filled(bar, 1.0, color);
            };
            bar(decile.predicted, 0.0, theme.bar);
            bar(decile.actual, 8.0, theme.accent);
        });
    });
}

fn lists(ui: &mut Ui, test: &BackTest) {
    let mut rows = vec![("This ranking", &test.figures)];
    rows.extend(test.baselines.iter().map(|b| (b.name.as_ref(), &b.figures)));
    let number = |title: &str| Column::number(title).exact(78.0);
    let table = vec![
        Column::text("List"),
        number("AUC"),
        Column::number("Average precision").exact(126.0),
        number("Lift 1%"),
        number("Lift 5%"),
        number("Lift 10%"),
        number("Lift 20%"),
    ];
    Table::new("lists", table).show(ui, rows.len(), |row, i| {
        let (name, figures) = rows[i];
        row.text(name);
        row.text(format!("{:.3}", figures.auc));
        row.text(format!("{:.3}", figures.average_precision));
        for lift in figures.lift {
            row.text(format!("{lift:.1} ×"));
        }
    });
}
