//! The card with the plot: its readings, its legend, and ways to take its points along.

use egui::Ui;

use super::chart::{Chart, Reading, money};
use super::{Shown, View, change, decide};
use crate::app::audience_work::Found;
use crate::app::theme::{Theme, space};
use crate::app::widgets::{
    Button, Card, NumberField, Text, card_title, checkbox, format, segmented, spread,
};
use crate::app::{Action, Actions};
use crate::audience::{Profit, Size, Summary};

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
                (Reading::Rate, "Rate"),
                (Reading::Reached, "People reached"),
                (Reading::Profit, "Profit"),
            ];
            segmented(ui, "What the plot shows", &mut view.reading, &readings);
        });
        if view.reading == Reading::Profit {
            profit(ui, view);
        }
        let ranking = &found.computed.ranking;
        let size = shown.audience().size.people(ranking.len());
        let summary = ranking.at(size);
        let test = found.computed.outcome.back_test.as_ref();
        let baselines = test.map(|t| t.baselines.as_slice()).filter(|_| view.baselines);
        let words = sentence(&summary, view.reading, view.profit, ranking.best_size(view.profit));
        let chart = Chart {
            ranking,
            curve: &found.computed.curve,
            reading: view.reading,
            profit: view.profit,
            baselines: baselines.unwrap_or_default(),
            size,
            sentence: &words,
        };
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

/// What the chart shows, in words.
fn sentence(at: &Summary, reading: Reading, profit: Profit, best: usize) -> String {
    let (people, all) = (format::count(at.people as u64), format::people(at.eligible as u64));
    match reading {
        Reading::Rate => format!(
            "Of the best {people} of {all}, {} are expected to engage, {:.1} times the average of {}; \
             of people like the last one let in, {}.",
            format::percent(at.rate),
            at.times_average,
            format::percent(at.average),
            format::percent(at.marginal),
        ),
        Reading::Reached => format!(
            "The best {people} of {all} include {} of all who are expected to engage.",
            format::percent(at.caught),
        ),
        Reading::Profit => format!(
            "Contacting the best {people} of {all} is expected to bring {}; the best size is {}.",
            money(at.expected * profit.value - at.people as f64 * profit.cost),
            format::people(best as u64),
        ),
    }
}

fn profit(ui: &mut Ui, view: &mut View) {
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        ui.spacing_mut().item_spacing.x = space::S;
        Text::small("An engagement brings").show(ui);
        let field = NumberField::new("Value of an engagement", 0.0..=1e9).decimals(2);
        field.width(68.0).show(ui, &mut view.profit.value);
        Text::small("a contact costs").show(ui);
        let field = NumberField::new("Cost of a contact", 0.0..=1e9).decimals(3);
        field.width(60.0).show(ui, &mut view.profit.cost);
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
    let (reading, profit) = (view.reading, view.profit);
    spread(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            if !shown.fresh {
                Text::small("Computing anew; this is the last result").color(|t| t.accent).show(ui);
                return;
            }
            match view.reading {
                Reading::Rate => {
                    let band = test.is_some_and(|t| !t.band.is_empty());
                    let words = if band {
                        "audience's rate, with its back-test band"
                    } else {
                        "audience's rate"
                    };
                    key(ui, |t| t.accent, words);
                    key(ui, |t| t.second, "last person let in");
                }
                Reading::Reached => {
                    key(ui, |t| t.accent, "this ranking");
                    key(ui, |t| t.bar, "by chance");
                    if view.baselines {
                        let colors: [fn(&Theme) -> egui::Color32; 2] = [|t| t.second, |t| t.dim];
                        let baselines = test.map(|t| t.baselines.as_slice()).unwrap_or_default();
                        for (baseline, color) in baselines.iter().zip(colors) {
                            key(ui, color, baseline.name);
                        }
                    }
                    if test.is_some_and(|t| !t.baselines.is_empty()) {
                        checkbox(ui, &mut view.baselines, "Other lists")
                            .on_hover_text("What simpler lists would have caught in the back-test");
                    }
                }
                Reading::Profit => {
                    key(ui, |t| t.accent, "expected profit");
                    key(ui, |t| t.good, "best size");
                }
            }
        },
        |ui| {
            if reading == Reading::Profit {
                take_best(ui, shown, found, profit, actions);
            }
            if Button::link("Copy points").tooltip("For a spreadsheet").show(ui).clicked() {
                actions.push(Action::Copy(points(found, profit, '\t')));
            }
        },
    );
}

fn key(ui: &mut Ui, color: fn(&Theme) -> egui::Color32, words: &str) {
    let theme = Theme::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(egui::vec2(10.0, 12.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, egui::Stroke::new(3.0, color(theme)));
    Text::small(words).show(ui);
}

/// The points of the curve as a table with a header.
pub(super) fn points(found: &Found, profit: Profit, between: char) -> String {
    let mut text = [
        "people",
        "share",
        "rate",
        "rate_low",
        "rate_high",
        "last_person",
        "times_average",
        "expected",
        "reached",
        "profit",
    ]
    .join(&between.to_string());
    text.push('\n');
    for p in &found.computed.curve.points {
        let n = p.people.max(1) as f64;
        let (low, high) = p.between.unwrap_or((p.expected, p.expected));
        let cells = [
            p.people.to_string(),
            format!("{:.6}", n / p.eligible.max(1) as f64),
            format!("{:.6}", p.rate),
            format!("{:.6}", low / n),
            format!("{:.6}", high / n),
            format!("{:.6}", p.marginal),
            format!("{:.3}", p.times_average),
            format!("{:.1}", p.expected),
            format!("{:.6}", p.caught),
            format!("{:.2}", p.expected * profit.value - n * profit.cost),
        ];
        text += &cells.join(&between.to_string());
        text.push('\n');
    }
    text
}
