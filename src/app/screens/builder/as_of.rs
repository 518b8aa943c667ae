//! "Now" for the whole project: the end of the data, unless the person says otherwise, for example to
//! see what the program would have said before a campaign that is over.

use egui::Ui;

use super::view::Shown;
use crate::app::Actions;
use crate::app::help::terms::Term;
use crate::app::theme::space;
use crate::app::widgets::{Button, Text, TextField, explained, read_only};
use crate::base::language::{message, t};
use crate::base::words::{day, moment, now, written_day};
use crate::history::{DAY, from_clock};
use crate::ingest::ends_ahead;

/// The line with "now", and the way to change it.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let Some(end) = shown.history.dense_end() else { return };
    let end_day = from_clock(end.end);
    explained(ui, t!("builder-as-of"), Term::AsOf.about(), |ui| match shown.as_of {
        None => {
            let words = t!("builder-as-of-now", day = day(end_day * 1000));
            let change = read_only(ui, &words, |ui| {
                let change = Button::link(t!("builder-change")).named(t!("builder-as-of-change"));
                change.tooltip(t!("builder-as-of-tip")).show(ui)
            });
            if change.clicked() {
                let day = i64::from(DAY);
                // The day after the last event: nothing changes until another one is typed.
                let tomorrow = end_day - end_day.rem_euclid(day) + day;
                actions.decide(message!("builder-undo-day"), move |p| p.as_of = Some(tomorrow));
            }
        }
        Some(as_of) => {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                let date = TextField::new(t!("builder-as-of")).width(120.0).hint("2026-05-31");
                let typed = date.typed(ui, &written_day(as_of), |t| moment(t).is_some());
                if let Some(at) = moment(&typed.text).filter(|_| typed.done) {
                    actions.decide(message!("builder-undo-day"), move |p| p.as_of = Some(at));
                }
                let end = Button::link(t!("builder-as-of-end"));
                if end.tooltip(t!("builder-as-of-end-tip")).show(ui).clicked() {
                    actions.decide(message!("builder-undo-all-data"), |p| p.as_of = None);
                }
            });
            Text::small(t!("builder-as-of-note")).wrap().show(ui);
        }
    });
    if let Some(ahead) = ends_ahead(end_day, now()).filter(|_| shown.as_of.is_none()) {
        Text::small(ahead.to_string()).wrap().show(ui);
    }
    if end.later > 0 && shown.as_of.is_none() {
        let last = day(from_clock(end.last) * 1000);
        Text::small(t!("builder-dated-later", events = end.later, last = last)).wrap().show(ui);
    }
}
