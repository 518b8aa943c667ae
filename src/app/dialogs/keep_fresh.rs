//! "Keep fresh": the project's lists made anew by the system's own scheduler.

use egui::{Context, Ui};
use jiff::civil::Time;

use crate::app::tasks::keep_fresh::{KeepFresh, Known};
use crate::app::theme::space;
use crate::app::widgets::{Button, Dialog, Select, SelectItem, Text, TextField, field, spread};
use crate::app::{Action, Actions, Open, State};
use crate::base::language::t;
use crate::base::words::when;
use crate::schedule::{Days, LastRun};

/// When, as long as nobody said otherwise: before the working day.
const USUAL: &str = "06:00";

/// Shows it. `days`, `time`: as chosen and typed so far.
pub(super) fn show(
    ctx: &Context,
    state: &mut State,
    actions: &mut Actions,
    mut days: Option<Days>,
    mut time: Option<String>,
) {
    let Some(project) = state.session.path.clone() else {
        state.open = Open::Nothing;
        return;
    };
    let asked = state.keep_fresh.of(&project);
    let known = asked.and_then(|latest| latest.value().cloned());
    let failure = asked.and_then(|latest| latest.failure().map(ToOwned::to_owned));
    let busy = asked.is_none_or(|latest| latest.running().is_some());
    let (done, closed) = Dialog::new(t!("dialogs-fresh-title")).width(520.0).show(ctx, |ui| {
        Text::body(t!("dialogs-fresh-about")).wrap().show(ui);
        ui.add_space(space::XS);
        let set = known.as_ref().and_then(|known| known.schedule.as_ref()).map(|(_, at)| at);
        choose_days(ui, &mut days, set.map_or(Days::Daily, |at| at.days));
        ui.add_space(space::XS);
        let at = choose_time(ui, &mut time, set.map_or_else(|| USUAL.to_owned(), |at| at.time()));
        ui.add_space(space::S);
        if let Some(known) = &known {
            told(ui, known);
        }
        if let Some(words) = &failure {
            Text::small(words).color(|t| t.bad).wrap().show(ui);
        }
        ui.add_space(space::S);
        let chosen = days.unwrap_or_else(|| set.map_or(Days::Daily, |at| at.days));
        let unless = match (busy, at) {
            (true, _) => Some(t!("dialogs-fresh-asking").to_owned()),
            (false, None) => Some(t!("dialogs-fresh-time-wrong").to_owned()),
            (false, Some(_)) => None,
        };
        let buttons = |ui: &mut Ui| {
            let cancel = Button::ghost(t!("controls-close")).show(ui).clicked();
            let remove =
                set.is_some() && Button::secondary(t!("dialogs-fresh-remove")).show(ui).clicked();
            let keep = Button::primary(t!("dialogs-fresh-set")).unless(unless).show(ui).clicked();
            let wanted = match at.filter(|_| keep) {
                Some(at) => Some(KeepFresh::Set(chosen, at)),
                None => remove.then_some(KeepFresh::Remove),
            };
            (wanted, cancel)
        };
        spread(ui, |_| {}, buttons).1
    });
    let (wanted, cancel) = done;
    if let Some(wanted) = wanted {
        actions.push(Action::KeepFresh(wanted));
    }
    state.open = match closed || cancel {
        true => Open::Nothing,
        false => Open::KeepFresh { days, time },
    };
}

fn choose_days(ui: &mut Ui, days: &mut Option<Days>, set: Days) {
    field(ui, t!("dialogs-fresh-days"), |ui| {
        let place = Days::ALL.iter().position(|choice| *choice == days.unwrap_or(set));
        let choices = Select::new(t!("dialogs-fresh-days")).width(220.0);
        let item = |place: usize| SelectItem::new(Days::ALL[place].words());
        if let Some(place) = choices.show(ui, place, Days::ALL.len(), item).chosen {
            *days = Some(Days::ALL[place]);
        }
    });
}

/// The time as typed, where it is one.
fn choose_time(ui: &mut Ui, time: &mut Option<String>, set: String) -> Option<Time> {
    let mut typed = time.clone().unwrap_or(set);
    field(ui, t!("dialogs-fresh-time"), |ui| {
        let edit = TextField::new(t!("dialogs-fresh-time")).hint(USUAL).width(96.0);
        if edit.show(ui, &mut typed).changed() {
            *time = Some(typed.clone());
        }
    });
    typed.trim().parse().ok()
}

/// What is set, and how the last run ended.
fn told(ui: &mut Ui, known: &Known) {
    let words = match &known.schedule {
        Some((system, at)) => {
            t!("dialogs-fresh-is-set", when = at.words(), scheduler = system.name())
        }
        None => t!("dialogs-fresh-none").to_owned(),
    };
    Text::medium(words).wrap().show(ui);
    let system = known.schedule.as_ref().map_or(known.system, |(system, _)| *system);
    Text::small(system.note()).wrap().show(ui);
    if let Some(last) = &known.last {
        last_run(ui, last);
    }
}

fn last_run(ui: &mut Ui, last: &LastRun) {
    ui.add_space(space::XS);
    let at = when(last.started);
    Text::medium(t!("dialogs-fresh-last", when = at, audiences = last.audiences)).wrap().show(ui);
    for words in &last.failures {
        Text::small(words).color(|t| t.bad).wrap().show(ui);
    }
}
