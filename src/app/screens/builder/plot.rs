//! The card with the plot: its metrics, what is read off it, what the size means, its legend, and
//! ways to take its points along.

use egui::accesskit::Live;
use egui::{Color32, FontId, Popup, PopupCloseBehavior, Ui};
use egui_plot::LineStyle;

use super::view::{Shown, View};
use crate::app::help::terms::Term;
use crate::app::plot::chart::{CHANCE, Chart, LAST_PERSON, OTHERS, others};
use crate::app::plot::metric::Metric;
use crate::app::plot::points::points;
use crate::app::plot::view::PlotView;
use crate::app::plot::words::{meaning, reading, sentence, title};
use crate::app::tasks::found::Found;
use crate::app::theme::{Icon, Theme, font, space};
use crate::app::widgets::{
    Button, Card, NumberField, Sign, Text, checkbox, explained_title, key, segmented, spread,
};
use crate::app::{Action, Actions, Command, PlotLook};
use crate::audience::{Audience, Earnings, Profit, Size};
use crate::base::language::{message, t};
use crate::base::words::decimal;

/// Height of the plot where there is little room, and where there is most.
const LEAST: f32 = 300.0;
const MOST: f32 = 720.0;
/// What stands above and below it on a screen, the first rows of people among it.
const AROUND: f32 = 560.0;

/// A card narrower than this has what is chosen below its title.
const TIGHT: f32 = 500.0;

/// The card.
pub(super) fn card(
    ui: &mut Ui,
    shown: &Shown<'_>,
    found: &Found,
    view: &mut View,
    actions: &mut Actions,
) {
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let heading = title(view.metric);
        let about = match view.metric {
            Metric::Rate => Term::Propensity,
            Metric::Reached => Term::Caught,
            Metric::Profit => Term::Profit,
        };
        let mut choose = |ui: &mut Ui| {
            let metrics = [
                (Metric::Rate, t!("builder-rate")),
                (Metric::Reached, t!("builder-reached")),
                (Metric::Profit, t!("builder-profit")),
            ];
            segmented(ui, t!("builder-plot-shows"), &mut view.metric, &metrics);
        };
        if ui.available_width() < TIGHT {
            Text::strong(heading).wrap().show(ui).on_hover_text(about.about());
            choose(ui);
        } else {
            explained_title(ui, heading, about.about(), choose);
        }
        if view.metric == Metric::Profit {
            profit(ui, shown, actions);
        }
        read_off(ui, shown, found, view);
        let words = words(found, shown.audience(), shown.earnings, view.metric);
        let chart =
            chart(found, shown.audience(), shown.earnings, view.metric, view.baselines, &words);
        let answer = ui
            .scope(|ui| {
                // The old curve stays while a newer one is computed.
                if !shown.fresh {
                    ui.set_opacity(0.4);
                }
                chart.show(ui, high(ui), &mut view.plot)
            })
            .inner;
        if answer.undo {
            actions.push(Action::Do(Command::Undo));
        }
        if let Some(people) = answer.chosen {
            view.other_size = false;
            let size = move |a: &mut Audience| a.size = Size::People(people as u64);
            match answer.clicked {
                true => actions.decide_audience(shown.id(), message!("builder-undo-size"), size),
                false => {
                    actions.change_audience(shown.id(), message!("builder-undo-change-size"), size);
                }
            }
        }
        if shown.fresh {
            let words = in_people_or_money(found, shown.audience(), shown.earnings, view.metric);
            Text::body(words).wrap().selectable().show(ui);
        }
        legend(ui, shown, found, view, actions);
    });
}

/// As high as the window has room for, and never so high that it stands like a tower.
fn high(ui: &Ui) -> f32 {
    let most = MOST.min(0.75 * ui.available_width()).max(LEAST);
    (ui.ctx().content_rect().height() - AROUND).clamp(LEAST, most)
}

/// Whether a line of text fits into the room that is left.
fn fits(ui: &Ui, words: &str, font: FontId) -> bool {
    let line = ui.painter().layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER);
    line.size().x <= ui.available_width()
}

/// What the crosshair reads off, and the way nearer and back.
fn read_off(ui: &mut Ui, shown: &Shown<'_>, found: &Found, view: &mut View) {
    let at = view.plot.crosshair.map(|c| found.computed.ranking.at(c.people));
    let (earnings, zoom) = (shown.earnings, view.plot.zoom);
    spread(
        ui,
        |ui| {
            let line = match at {
                Some(at) => {
                    let fits = |words: &str| fits(ui, words, font::medium());
                    Text::medium(reading(&at, view.metric, earnings, fits))
                }
                None if fits(ui, t!("builder-point"), font::body()) => {
                    Text::dim(t!("builder-point"))
                }
                None => Text::dim(t!("builder-point-short")),
            };
            let line = line.truncate().show(ui);
            // A screen reader says it when it changes, as eyes see it change.
            ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(Live::Polite));
        },
        |ui| {
            let words = match zoom.is_everyone() {
                true => t!("builder-zoom").to_owned(),
                false => t!("builder-zoomed", percent = zoom.percent()),
            };
            let tip = t!("builder-zoom-tip");
            if Button::link(words).tooltip(tip).show(ui).clicked() {
                view.plot.zoom = zoom.toggled();
            }
        },
    );
}

fn in_people_or_money(
    found: &Found,
    audience: &Audience,
    earnings: Earnings,
    metric: Metric,
) -> String {
    let ranking = &found.computed.ranking;
    let measured = found.computed.back_test().is_some();
    meaning(ranking, audience.size.people(ranking.len()), metric, earnings, measured)
}

fn chart<'a>(
    found: &'a Found,
    audience: &Audience,
    earnings: Earnings,
    metric: Metric,
    baselines: bool,
    sentence: &'a str,
) -> Chart<'a> {
    let ranking = &found.computed.ranking;
    let test = found.computed.back_test();
    Chart {
        ranking,
        metric,
        earnings,
        baselines: test.filter(|_| baselines).map(|t| t.baselines.as_slice()).unwrap_or_default(),
        size: audience.size.people(ranking.len()),
        sentence,
    }
}

/// What the chart shows, in words.
fn words(found: &Found, audience: &Audience, earnings: Earnings, metric: Metric) -> String {
    let ranking = &found.computed.ranking;
    let at = found.computed.summary(audience);
    sentence(&at, metric, earnings, ranking.best_size(earnings))
}

/// The plot by itself, with its title and what it says in words: for a picture.
pub(in crate::app) fn draw(
    ui: &mut Ui,
    found: &Found,
    audience: &Audience,
    earnings: Earnings,
    look: PlotLook,
) {
    let fill = Theme::of(ui.ctx()).panel;
    egui::Frame::new().fill(fill).inner_margin(space::XL).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ui.spacing_mut().item_spacing.y = space::S;
        Text::title(&audience.name).show(ui);
        let days = found.computed.scored.horizon_days;
        let about = t!(
            "builder-picture",
            title = title(look.metric),
            target = audience.target_words(),
            days = days,
            people = found.computed.ranking.len()
        );
        Text::dim(about).wrap().show(ui);
        if look.metric == Metric::Profit {
            Text::dim(value_and_cost(audience.profit)).show(ui);
        }
        let words = words(found, audience, earnings, look.metric);
        let chart = chart(found, audience, earnings, look.metric, look.baselines, &words);
        let room = ui.available_height() - 116.0;
        chart.show(ui, room.max(200.0), &mut PlotView::at(look.zoom));
        ui.horizontal_wrapped(|ui| keys(ui, found, look.metric, look.baselines));
        Text::body(in_people_or_money(found, audience, earnings, look.metric)).wrap().show(ui);
    });
}

/// "An engagement brings 20, a contact costs 0.5".
fn value_and_cost(profit: Profit) -> String {
    // As many decimals as the person gave, up to three.
    let number = |value: f64| {
        let whole = |n: &i32| (value * 10_f64.powi(*n)).fract().abs() < 1e-6;
        decimal(value, (0..3).find(whole).unwrap_or(3) as usize)
    };
    t!("builder-value-and-cost", value = number(profit.value), cost = number(profit.cost))
}

fn profit(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let mut profit = shown.audience().profit;
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(32.0);
        ui.spacing_mut().item_spacing.x = space::S;
        Text::small(t!("builder-value-before")).show(ui);
        let field = NumberField::new(t!("builder-value"), 0.0..=1e9).decimals(2);
        let value = field.width(68.0).show(ui, &mut profit.value).changed();
        Text::small(t!("builder-cost-before")).show(ui);
        let field = NumberField::new(t!("builder-cost"), 0.0..=1e9).decimals(3);
        if field.width(60.0).show(ui, &mut profit.cost).changed() || value {
            actions.decide_audience(shown.id(), message!("builder-undo-profit"), move |a| {
                a.profit = profit;
            });
        }
        let words = match profit == Profit::default() {
            true => t!("builder-currency-examples"),
            false => t!("builder-currency"),
        };
        Text::small(words).show(ui);
    });
}

/// Takes the size with the largest profit, one click.
fn take_best(ui: &mut Ui, shown: &Shown<'_>, found: &Found, actions: &mut Actions) {
    let best = found.computed.ranking.best_size(shown.earnings);
    let size = shown.audience().size.people(found.computed.ranking.len());
    let why = if best == 0 {
        Some(t!("builder-never-pays").to_owned())
    } else if best == size {
        Some(t!("builder-best-taken").to_owned())
    } else {
        None
    };
    let words = t!("builder-take-best", people = best);
    if Button::secondary(words).compact().unless(why).show(ui).clicked() {
        actions.decide_audience(shown.id(), message!("builder-undo-best"), move |a| {
            a.size = Size::People(best as u64);
        });
    }
}

fn legend(ui: &mut Ui, shown: &Shown<'_>, found: &Found, view: &mut View, actions: &mut Actions) {
    let test = found.computed.back_test();
    if !shown.fresh {
        Text::small(t!("builder-anew")).color(|t| t.accent).show(ui);
        return;
    }
    ui.horizontal_wrapped(|ui| keys(ui, found, view.metric, view.baselines));
    let (metric, baselines, zoom) = (view.metric, view.baselines, view.plot.zoom);
    spread(
        ui,
        |ui| {
            if test.is_some_and(|t| !t.baselines.is_empty()) {
                checkbox(ui, &mut view.baselines, t!("builder-compare"))
                    .on_hover_text(t!("builder-compare-tip"));
            }
        },
        |ui| {
            let look = PlotLook {
                audience: shown.id(),
                metric,
                baselines,
                zoom,
                dark: ui.visuals().dark_mode,
            };
            if metric == Metric::Profit {
                take_best(ui, shown, found, actions);
            }
            take_along(ui, shown, found, look, actions);
        },
    );
}

/// Copies or saves the picture or the points.
fn take_along(
    ui: &mut Ui,
    shown: &Shown<'_>,
    found: &Found,
    look: PlotLook,
    actions: &mut Actions,
) {
    let (id, earnings) = (shown.id(), shown.earnings);
    let button =
        Button::link(t!("builder-take-along")).tooltip(t!("builder-take-along-tip")).show(ui);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(210.0);
        let mut item = |icon: Icon, words: &str, action: &dyn Fn() -> Action| {
            if Button::ghost(words).icon(icon).show(ui).clicked() {
                actions.push(action());
            }
        };
        item(Icon::Copy, t!("builder-copy-picture"), &|| Action::CopyPlot(look));
        item(Icon::Picture, t!("builder-save-picture"), &|| Action::SavePlot(look));
        item(Icon::Copy, t!("builder-copy-points"), &|| {
            Action::Copy(points(found, earnings, '\t'))
        });
        item(Icon::Download, t!("builder-save-points"), &|| Action::SavePoints(id));
    });
}

/// What the lines are.
fn keys(ui: &mut Ui, found: &Found, metric: Metric, baselines: bool) {
    let test = found.computed.back_test();
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing = egui::vec2(space::L, space::XS);
    let solid = LineStyle::Solid;
    match metric {
        Metric::Rate => {
            key(ui, Sign::Line(theme.accent, solid), t!("builder-key-rate"));
            key(ui, Sign::Area(theme.band), t!("builder-key-range"));
            key(ui, Sign::Line(theme.second, LAST_PERSON), t!("builder-key-last"));
            key(ui, Sign::Line(theme.bar, CHANCE), t!("builder-key-average"));
        }
        Metric::Reached => {
            key(ui, Sign::Line(theme.accent, solid), t!("builder-key-ranking"));
            key(ui, Sign::Line(theme.bar, CHANCE), t!("builder-key-chance"));
        }
        Metric::Profit => {
            key(ui, Sign::Line(theme.accent, solid), t!("builder-key-profit"));
            key(ui, Sign::Mark(theme.good), t!("builder-key-best"));
        }
    }
    if baselines {
        let styles = others(theme, metric).into_iter().zip(OTHERS);
        let baselines = test.map(|t| t.baselines.as_slice()).unwrap_or_default();
        for (baseline, (color, style)) in baselines.iter().zip(styles) {
            key(ui, Sign::Line(color, style), baseline.name());
        }
    }
    key(ui, Sign::Area(theme.beyond), t!("builder-key-beyond"));
}
