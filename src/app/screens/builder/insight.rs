//! What the audience means: how many will engage, how good the ranking is, what sets them apart.

use egui::Ui;

use super::view::{Shown, View};
use crate::app::help::terms::Term;
use crate::app::tasks::found::Found;
use crate::app::theme::space;
use crate::app::widgets::{
    Button, Card, Text, Tone, badge, columns, explained_title, format, help, meter, spread,
};
use crate::base::language::t;
use crate::base::words::{day, decimal};
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
        Text::label(t!("builder-expected", days = days)).wrap().show(ui);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            // None at all is another thing than fewer than one.
            let expected = match at.expected {
                e if e > 0.0 && e < 0.5 => t!("builder-expected-fewer").to_owned(),
                e => format::count(e.round() as u64),
            };
            Text::figure(expected).show(ui);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::BOTTOM), |ui| {
                Text::dim(t!("builder-expected-of", people = at.people)).show(ui);
            });
        });
        if at.people > 0 {
            let range = found.computed.ranking.range(at.people);
            let (low, high) = (range.low.round() as u64, range.high.round() as u64);
            Text::small(t!("builder-range", low = low, high = high))
                .show(ui)
                .on_hover_text(t!("builder-range-tip"));
        }
        ui.add_space(space::S);
        columns(ui, &[1.0, 1.0, 1.0], space::S, |ui, part| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let (label, value, about) = match part {
                0 => (t!("builder-rate"), format::percent(at.rate), Term::Rate.about()),
                1 => (t!("builder-average"), times(at.lift), Term::Average.about()),
                _ => (t!("builder-caught"), format::percent(at.reached), Term::Caught.about()),
            };
            Text::label(label).show(ui).on_hover_text(about);
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
            explained_title(ui, t!("builder-quality"), Term::Quality.about(), |ui| {
                badge(ui, Tone::Warn, t!("builder-not-measured"));
            });
            let words = match scored.method {
                Method::Simple => {
                    t!("builder-quality-simple")
                }
                Method::Relatives => {
                    t!("builder-quality-relatives")
                }
                _ => {
                    t!("builder-quality-untested")
                }
            };
            Text::small(words).wrap().show(ui);
            return;
        };
        explained_title(ui, t!("builder-quality"), Term::Quality.about(), |ui| {
            badge(ui, tone(grade), &quality.back_test.grade_words(grade));
        });
        let test = &quality.back_test;
        if let Some(note) = quality.note() {
            Text::small(note).wrap().show(ui);
        }
        let share = found.computed.summary(shown.audience());
        let share = share.people as f64 / share.eligible.max(1) as f64;
        let reached = test.figures.reached(share);
        let days = scored.horizon_days;
        Text::small(t!(
            "builder-would-have-reached",
            days = days,
            share = format::percent(share),
            reached = format::percent(reached)
        ))
        .wrap()
        .show(ui);
        meter(ui, t!("builder-this-ranking"), reached as f32, Tone::Accent);
        for baseline in &test.baselines {
            meter(ui, baseline.name(), baseline.figures.reached(share) as f32, Tone::Neutral);
        }
        meter(ui, t!("builder-chance"), share as f32, Tone::Neutral);
        // At this very size; what holds at any is said above the curve.
        if let Some(best) = test.better_list(share) {
            let words = t!("builder-list-reached-more", list = best.name());
            Text::small(words).color(|t| t.warn).wrap().show(ui);
        }
        if Button::link(t!("builder-how-measured")).show(ui).clicked() {
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
            |ui| Text::strong(t!("builder-apart")).show(ui),
            |ui| help(ui, t!("builder-apart-what"), t!("builder-apart-about")),
        );
        if insight.people < FEW {
            Text::small(t!("builder-apart-few", few = FEW)).wrap().show(ui);
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
fn apart_by(ratio: f32) -> String {
    match ratio {
        t if t > 50.0 => t!("builder-over-fifty").into(),
        t if t >= 9.95 => t!("builder-times", times = decimal(f64::from(t), 0)),
        t => times(f64::from(t)),
    }
}

/// "2.4 ×".
fn times(lift: f64) -> String {
    t!("builder-times", times = decimal(lift, 1))
}

/// Which days the back-test predicted: "1 Oct to 31 Oct 2026".
pub(super) fn window(test: &BackTest) -> String {
    let day = |seconds| day(1000 * crate::history::from_clock(seconds));
    t!("builder-from-to", from = day(test.from), to = day(test.to.saturating_sub(1)))
}
