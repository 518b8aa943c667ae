//! The card with the plot: its readings, its legend, and ways to take its points along.

use egui::{Popup, PopupCloseBehavior, Ui};

use super::{Shown, View, change, decide};
use crate::app::plot::chart::{Chart, Metric, money, others};
use crate::app::plot::image::points;
use crate::app::tasks::compute::Found;
use crate::app::theme::{Icon, Theme, space};
use crate::app::widgets::{
    Button, Card, NumberField, Text, card_title, checkbox, format, segmented, spread,
};
use crate::app::{Action, Actions, PlotLook};
use crate::audience::{Audience, Profit, Size, Summary};

/// Height of the plot.
const HIGH: f32 = 290.0;

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
        card_title(ui, "Propensity by audience size", |ui| {
            let readings = [
                (Metric::Rate, "Rate"),
                (Metric::Reached, "People reached"),
                (Metric::Profit, "Profit"),
            ];
            segmented(ui, "What the plot shows", &mut view.reading, &readings);
        });
        if view.reading == Metric::Profit {
            profit(ui, shown, actions);
        }
        let words = words(found, shown.audience(), view.reading);
        let chart = chart(found, shown.audience(), view.reading, view.baselines, &words);
        let answer = ui
            .scope(|ui| {
                // The old curve stays while a newer one is computed.
                if !shown.fresh {
                    ui.set_opacity(0.4);
                }
                chart.show(ui, HIGH)
            })
            .inner;
        if let Some(people) = answer.chosen {
            view.other_size = false;
            change(actions, shown.id(), "change size", move |a| {
                a.size = Size::People(people as u64);
            });
        }
        legend(ui, shown, found, view, actions);
    });
}

fn chart<'a>(
    found: &'a Found,
    audience: &Audience,
    reading: Metric,
    baselines: bool,
    sentence: &'a str,
) -> Chart<'a> {
    let ranking = &found.computed.ranking;
    let test = found.computed.outcome.back_test.as_ref();
    Chart {
        ranking,
        curve: &found.computed.curve,
        reading,
        profit: audience.profit,
        baselines: test.filter(|_| baselines).map(|t| t.baselines.as_slice()).unwrap_or_default(),
        size: audience.size.people(ranking.len()),
        sentence,
    }
}

/// What the chart shows, in words.
fn words(found: &Found, audience: &Audience, reading: Metric) -> String {
    let ranking = &found.computed.ranking;
    let at = found.computed.summary(audience);
    sentence(&at, reading, audience.profit, ranking.best_size(audience.profit))
}

/// The plot by itself, with its title and what it says in words: for a picture.
pub(in crate::app) fn draw(
    ui: &mut Ui,
    found: &Found,
    audience: &Audience,
    reading: Metric,
    baselines: bool,
) {
    let fill = Theme::of(ui.ctx()).panel;
    egui::Frame::new().fill(fill).inner_margin(space::XL).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ui.spacing_mut().item_spacing.y = space::S;
        Text::title(&audience.name).show(ui);
        let days = found.computed.outcome.horizon_days;
        let all = format::people(found.computed.ranking.len() as u64);
        let target = audience.target_words();
        Text::dim(format!("{target} within {days} days, among {all}")).wrap().show(ui);
        let words = words(found, audience, reading);
        let chart = chart(found, audience, reading, baselines, &words);
        let room = ui.available_height() - 84.0;
        chart.show(ui, room.max(200.0));
        ui.horizontal(|ui| keys(ui, found, reading, baselines));
        Text::small(words).wrap().show(ui);
    });
}

/// What the chart shows, in words, at one size.
fn sentence(at: &Summary, reading: Metric, profit: Profit, best: usize) -> String {
    let (people, all) = (format::count(at.people as u64), format::people(at.eligible as u64));
    match reading {
        Metric::Rate => format!(
            "Of the best {people} of {all}, {} are expected to engage, {:.1} times the average of {}; \
             of people like the last one let in, {}.",
            format::percent(at.rate),
            at.lift,
            format::percent(at.average),
            format::percent(at.marginal),
        ),
        Metric::Reached => format!(
            "The best {people} of {all} include {} of all who are expected to engage.",
            format::percent(at.caught),
        ),
        Metric::Profit => format!(
            "Contacting the best {people} of {all} is expected to bring {}; the best size is {}.",
            money(at.expected * profit.value - at.people as f64 * profit.cost),
            format::people(best as u64),
        ),
    }
}

fn profit(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let mut profit = shown.audience().profit;
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        ui.spacing_mut().item_spacing.x = space::S;
        Text::small("An engagement brings").show(ui);
        let field = NumberField::new("Value of an engagement", 0.0..=1e9).decimals(2);
        let value = field.width(68.0).show(ui, &mut profit.value).changed();
        Text::small("a contact costs").show(ui);
        let field = NumberField::new("Cost of a contact", 0.0..=1e9).decimals(3);
        if field.width(60.0).show(ui, &mut profit.cost).changed() || value {
            decide(actions, shown.id(), "change value and cost", move |a| a.profit = profit);
        }
    });
}

/// Takes the size with the largest profit, one click.
fn take_best(ui: &mut Ui, shown: &Shown<'_>, found: &Found, profit: Profit, actions: &mut Actions) {
    let best = found.computed.ranking.best_size(profit);
    let size = shown.audience().size.people(found.computed.ranking.len());
    let why = if best == 0 {
        Some("No contact pays for itself at this value and cost".to_owned())
    } else if best == size {
        Some("It is taken".to_owned())
    } else {
        None
    };
    let words = format!("Take the best: {}", format::people(best as u64));
    if Button::secondary(words).compact().unless(why).show(ui).clicked() {
        decide(actions, shown.id(), "take the best size", move |a| {
            a.size = Size::People(best as u64);
        });
    }
}

fn legend(ui: &mut Ui, shown: &Shown<'_>, found: &Found, view: &mut View, actions: &mut Actions) {
    let test = found.computed.outcome.back_test.as_ref();
    if !shown.fresh {
        Text::small("Computing anew; this is the last result").color(|t| t.accent).show(ui);
        return;
    }
    ui.horizontal_wrapped(|ui| keys(ui, found, view.reading, view.baselines));
    let (reading, baselines) = (view.reading, view.baselines);
    spread(
        ui,
        |ui| {
            if test.is_some_and(|t| !t.baselines.is_empty()) {
                checkbox(ui, &mut view.baselines, "Compare with other lists")
                    .on_hover_text("What simpler lists would have given in the back-test");
            }
        },
        |ui| {
            let look =
                PlotLook { audience: shown.id(), reading, baselines, dark: ui.visuals().dark_mode };
            take_along(ui, shown, found, look, actions);
            if reading == Metric::Profit {
                take_best(ui, shown, found, shown.audience().profit, actions);
            }
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
    let (id, profit) = (shown.id(), shown.audience().profit);
    let button = Button::link("Copy or save…").tooltip("The picture, or its points").show(ui);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(210.0);
        let mut item = |icon: Icon, words: &str, action: &dyn Fn() -> Action| {
            if Button::ghost(words).icon(icon).show(ui).clicked() {
                actions.push(action());
            }
        };
        item(Icon::Copy, "Copy picture", &|| Action::CopyPlot(look));
        item(Icon::Picture, "Save picture (PNG)…", &|| Action::SavePlot(look));
        item(Icon::Copy, "Copy points", &|| Action::Copy(points(found, profit, '\t')));
        item(Icon::Download, "Save points (CSV)…", &|| Action::SavePoints(id));
    });
}

/// What the lines are.
fn keys(ui: &mut Ui, found: &Found, reading: Metric, baselines: bool) {
    let test = found.computed.outcome.back_test.as_ref();
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing.x = space::S;
    match reading {
        Metric::Rate => {
            let band = test.is_some_and(|t| !t.band.is_empty());
            let with = if band { ", with its back-test band" } else { "" };
            key(ui, theme.accent, &format!("audience's rate{with}"));
            key(ui, theme.second, "last person let in (dotted)");
        }
        Metric::Reached => {
            key(ui, theme.accent, "this ranking");
            key(ui, theme.bar, "by chance");
        }
        Metric::Profit => {
            key(ui, theme.accent, "expected profit");
            key(ui, theme.good, "best size");
        }
    }
    if baselines {
        let colors = others(theme, reading);
        let baselines = test.map(|t| t.baselines.as_slice()).unwrap_or_default();
        for (baseline, color) in baselines.iter().zip(colors) {
            key(ui, color, &baseline.name);
        }
    }
}

fn key(ui: &mut Ui, color: egui::Color32, words: &str) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(10.0, 12.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, egui::Stroke::new(3.0, color));
    Text::small(words).show(ui);
}
