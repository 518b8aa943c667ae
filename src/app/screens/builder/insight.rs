//! What the audience means: how many will engage, how good the ranking is, what sets them apart.

use egui::Ui;

use super::view::{Shown, View};
use crate::app::help::terms::Term;
use crate::app::tasks::found::Found;
use crate::app::theme::space;
use crate::app::widgets::{
    Button, Card, Text, Tone, badge, card_title, columns, format, help, meter, spread,
};
use crate::model::{BackTest, Grade, Method};

/// Fewer people than these have too much in common by chance.
const FEW: usize = 10;

/// Expected people who engage, with the range, rate, times average and share reached.
pub(super) fn expected(ui: &mut Ui, shown: &Shown<'_>, found: &Found) {
    let at = found.computed.summary(shown.audience());
    let days = found.computed.scored.horizon_days;
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if !shown.fresh {
            ui.set_opacity(0.4);
        }
        Text::label(format!("Expected to engage within {days} days")).show(ui);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            Text::figure(format::count(at.expected.round() as u64)).show(ui);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::BOTTOM), |ui| {
                Text::dim(format!("of {}", format::count(at.people as u64))).show(ui);
            });
        });
        if at.people > 0 {
            let range = found.computed.ranking.range(at.people);
            let (low, high) = (range.low.round() as u64, range.high.round() as u64);
            let words = format!("between {} and {}", format::count(low), format::count(high));
            Text::small(words)
                .show(ui)
                .on_hover_text("From the back-test: nine times in ten it should be in this range");
        }
        ui.add_space(space::S);
        columns(ui, &[1.0, 1.0, 1.0], space::S, |ui, part| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let (term, value) = match part {
                0 => (Term::Rate, format::percent(at.rate)),
                1 => (Term::Average, format!("{:.1} ×", at.lift)),
                _ => (Term::Caught, format::percent(at.reached)),
            };
            Text::label(term.name()).show(ui).on_hover_text(term.about());
            Text::strong(value).show(ui);
        });
    });
}

/// The grade, how it was measured, and bars against other lists.
pub(super) fn quality(ui: &mut Ui, shown: &Shown<'_>, found: &Found, view: &mut View) {
    let scored = &found.computed.scored;
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        if !shown.fresh {
            ui.set_opacity(0.4);
        }
        let computed = &found.computed;
        let graded = computed.quality.as_deref().zip(computed.grade(shown.audience()));
        let Some((quality, grade)) = graded else {
            card_title(ui, "Quality", |ui| {
                badge(ui, Tone::Warn, "Not measured");
            });
            let words = match scored.method {
                Method::Simple => {
                    "There is too little past to train and to test: what is missing stands above \
                     the curve. People are in a simple order: who had to do with it, how often and \
                     how lately, then who is most active."
                }
                Method::Relatives => {
                    "It has too little past of its own. People are ranked by its relatives, which \
                     could not be tested: what is missing stands above the curve."
                }
                _ => {
                    "There is too little past to hold a window back and test on it: what is \
                     missing stands above the curve."
                }
            };
            Text::small(words).wrap().show(ui);
            return;
        };
        card_title(ui, "Quality", |ui| {
            badge(ui, tone(grade), &quality.back_test.grade_words(grade));
        });
        let test = &quality.back_test;
        if let Some(note) = quality.note() {
            Text::small(note).wrap().show(ui);
        }
        let share = found.computed.summary(shown.audience());
        let share = share.people as f64 / share.eligible.max(1) as f64;
        let reached = gain(&test.figures.gains, share);
        let days = scored.horizon_days;
        Text::small(format!(
            "In the last complete {days} days the top {} would have reached {} of those who engaged.",
            format::percent(share),
            format::percent(reached),
        ))
        .wrap()
        .show(ui);
        meter(ui, "This ranking", reached as f32, Tone::Accent);
        for baseline in &test.baselines {
            meter(ui, &baseline.name, gain(&baseline.figures.gains, share) as f32, Tone::Neutral);
        }
        meter(ui, "By chance", share as f32, Tone::Neutral);
        if Button::link("How it was measured…").show(ui).clicked() {
            view.quality = true;
        }
    });
}

/// How a grade feels.
pub(super) fn tone(grade: Grade) -> Tone {
    match grade {
        Grade::Excellent | Grade::Good => Tone::Good,
        Grade::Fair => Tone::Accent,
        Grade::Poor => Tone::Warn,
        Grade::Chance => Tone::Bad,
    }
}

/// Share of those who engaged within the top `share`, from a gains curve.
pub(super) fn gain(gains: &[f32], share: f64) -> f64 {
    let last = gains.len().saturating_sub(1);
    let at = share.clamp(0.0, 1.0) * last as f64;
    let (a, t) = (at.floor() as usize, at.fract());
    let value = |i: usize| gains.get(i.min(last)).copied().map_or(0.0, f64::from);
    value(a) + (value(a + 1) - value(a)) * t
}

/// What sets the people apart.
pub(super) fn apart(ui: &mut Ui, shown: &Shown<'_>) {
    let Some(insight) = shown.work.entry(shown.id()).and_then(|e| e.insights.apart()) else {
        return;
    };
    if insight.reasons.is_empty() {
        return;
    }
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if !shown.fresh {
            ui.set_opacity(0.4);
        }
        spread(
            ui,
            |ui| Text::strong("What sets them apart").show(ui),
            |ui| {
                help(
                    ui,
                    "setting apart",
                    "How many times as common something is in the audience as among everyone",
                )
            },
        );
        if insight.people < FEW {
            Text::small(format!("Fewer than {FEW} people are too few to say.")).wrap().show(ui);
            return;
        }
        for reason in insight.reasons.iter().take(6) {
            ui.horizontal_top(|ui| {
                let room = ui.available_width() - 56.0;
                ui.allocate_ui(egui::vec2(room, 16.0), |ui| {
                    ui.set_width(room);
                    Text::small(&reason.words).color(|t| t.text).wrap().show(ui);
                });
                ui.with_layout(egui::Layout::right_to_left(egui::Align::TOP), |ui| {
                    Text::label(apart_by(reason.weight)).color(|t| t.text).show(ui);
                });
            });
        }
    });
}

/// How many times as common; from few people a large number is not known so well.
fn apart_by(times: f32) -> String {
    match times {
        t if t > 50.0 => "over 50 ×".into(),
        t if t >= 9.95 => format!("{t:.0} ×"),
        t => format!("{t:.1} ×"),
    }
}

/// Which days the back-test predicted: "1 Oct to 31 Oct 2026".
pub(super) fn window(test: &BackTest) -> String {
    let day = |seconds| {
        jiff::Timestamp::from_second(crate::history::from_clock(seconds))
            .map_or_else(|_| String::new(), |t| t.strftime("%-d %b %Y").to_string())
    };
    format!("{} to {}", day(test.from), day(test.to.saturating_sub(1)))
}
