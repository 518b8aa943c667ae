//! What a past campaign changed, in a dialog.

use egui::{Context, Ui};

use crate::app::tasks::measure::Measurement;
use crate::app::theme::space;
use crate::app::widgets::{
    Banner, Button, Column, Dialog, NumberField, Table, Text, TextField, Tone, Work, badge, field,
    format, loading_compact, spread,
};
use crate::app::{Action, Actions, Job, State};
use crate::audience::{Group, Measured, Verdict, Window};
use crate::base::language::t;
use crate::base::words::{moment, when, written_day};

/// What the person types.
#[derive(Debug)]
pub(super) struct View {
    id: u64,
    from: String,
    /// The day on which the lists' data ended.
    usual: String,
    days: Option<f64>,
}

impl View {
    /// For the campaign of an audience.
    pub fn new(id: u64) -> Self {
        Self { id, from: String::new(), usual: String::new(), days: None }
    }

    /// The typed window; `None` where the day is no day.
    fn window(&self) -> Option<Window> {
        let days = self.days.map(|d| d as u32);
        let typed = self.from.trim();
        // That day began before the data ended: what came before is not the campaign's.
        if typed.is_empty() || typed == self.usual {
            return Some(Window { from: None, days });
        }
        Some(Window { from: Some(moment(typed)?), days })
    }
}

/// Draws it; false when the person closed it.
pub(super) fn show(ctx: &Context, state: &State, view: &mut View, actions: &mut Actions) -> bool {
    let Some(saved) = state.project().audience(view.id) else { return false };
    let title = t!("list-campaign-title", name = &saved.audience.name);
    let mut cancelled = false;
    let (_, closed) = Dialog::new(&title).width(600.0).show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let latest = state.session.measure.of(view.id);
        let running = latest.is_some_and(|l| l.running().is_some());
        match latest.map(|l| (l.failure(), l.value())) {
            Some((Some(why), _)) => {
                Banner::info(t!("list-unmeasurable")).text(why).show(ui, |_| {});
            }
            Some((None, Some(Measurement { measured, unreadable }))) => {
                if running {
                    ui.set_opacity(0.4);
                }
                result(ui, measured);
                for why in unreadable {
                    Text::dim(why.to_string()).wrap().selectable().show(ui);
                }
                if view.days.is_none() {
                    view.days = Some(f64::from(measured.days));
                    view.from = written_day(measured.from);
                    view.usual = written_day(measured.about.as_of);
                }
            }
            _ => {
                let work = Work { title: t!("list-measuring").into(), ..Work::default() };
                cancelled = loading_compact(ui, &work);
            }
        }
        ui.separator();
        again(ui, view, running, actions);
    });
    if cancelled {
        actions.push(Action::Cancel(Job::Measure(view.id)));
    }
    !(closed || cancelled)
}

fn result(ui: &mut Ui, measured: &Measured) {
    let (tone, word) = match measured.effect.map(|e| e.verdict) {
        Some(Verdict::More) => (Tone::Good, t!("list-worked")),
        Some(Verdict::Less) => (Tone::Bad, t!("list-harmed")),
        Some(Verdict::Chance) => (Tone::Neutral, t!("list-chance")),
        Some(Verdict::TooFew) => (Tone::Warn, t!("list-too-few")),
        None => (Tone::Warn, t!("list-no-control")),
    };
    spread(
        ui,
        |ui| {
            let (at, days) = (when(measured.about.at), measured.when());
            Text::small(t!("list-written", at = at, days = days)).show(ui)
        },
        |ui| badge(ui, tone, word),
    );
    let groups = [(t!("list-listed"), measured.listed), (t!("list-held"), measured.held)];
    let head = vec![
        Column::text(""),
        Column::number(t!("list-people")).exact(86.0),
        Column::number(t!("list-engaged")).exact(86.0),
        Column::number(t!("list-rate")).exact(76.0),
        Column::number(t!("list-between")).exact(130.0).about(t!("list-between-about")),
    ];
    let shown = if measured.held.people == 0 { 1 } else { 2 };
    Table::new("measured", head).show(ui, shown, |cells, row| {
        let (name, group): (_, Group) = groups[row];
        let (low, high) = group.between();
        cells.text(name);
        cells.text(format::count(group.people as u64));
        cells.text(format::count(group.engaged as u64));
        cells.text(format::percent(group.rate()));
        cells.text(format!("{} – {}", format::percent(low), format::percent(high)));
    });
    for (place, words) in measured.words().into_iter().enumerate() {
        let text = if place == 1 { Text::body(words) } else { Text::dim(words) };
        text.wrap().selectable().show(ui);
    }
}

/// Another window.
fn again(ui: &mut Ui, view: &mut View, running: bool, actions: &mut Actions) {
    let window = view.window();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.vertical(|ui| {
            ui.set_width(150.0);
            field(ui, t!("list-began"), |ui| {
                TextField::new(t!("list-began")).hint("2026-10-01").show(ui, &mut view.from);
            });
        });
        ui.vertical(|ui| {
            ui.set_width(90.0);
            field(ui, t!("list-days"), |ui| {
                let mut days = view.days.unwrap_or(30.0);
                let number = NumberField::new(t!("list-days-about"), 1.0..=3660.0).width(80.0);
                if number.show(ui, &mut days).changed() {
                    view.days = Some(days);
                }
            });
        });
    });
    let why = match window {
        None => Some(t!("list-bad-day").to_owned()),
        Some(_) if running => Some(t!("list-being-measured").to_owned()),
        Some(_) => None,
    };
    if let Some(words) = why.as_ref().filter(|_| !running) {
        Text::small(words).color(|t| t.warn).show(ui);
    }
    spread(
        ui,
        |ui| Text::small(t!("list-everyone-counts")).show(ui),
        |ui| {
            let button = Button::secondary(t!("list-measure-again")).unless(why).show(ui);
            if let (true, Some(window)) = (button.clicked(), window) {
                actions.push(Action::Measure(view.id, window));
            }
        },
    );
}
