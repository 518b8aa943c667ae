//! "Now" for the whole project: the end of the data, unless the person says otherwise, for example to
//! see what the program would have said before a campaign that is over.

use egui::Ui;

use super::view::Shown;
use crate::app::Actions;
use crate::app::theme::space;
use crate::app::widgets::{Button, Text, TextField, field, format, read_only};
use crate::base::words::{day, moment, written_day};
use crate::history::{DAY, from_clock};

/// The line with "now", and the way to change it.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let Some(end) = shown.history.dense_end() else { return };
    let end_day = from_clock(end.end);
    field(ui, "As of", |ui| match shown.as_of {
        None => {
            let words = format!("{}, the end of the data", day(end_day * 1000));
            let change = read_only(ui, &words, |ui| {
                let change = Button::link("Change");
                change.tooltip("Rank as if it were another day, for all audiences").show(ui)
            });
            if change.clicked() {
                let day = i64::from(DAY);
                // The day after the last event: nothing changes until another one is typed.
                let tomorrow = end_day - end_day.rem_euclid(day) + day;
                actions.decide("choose another day", move |p| p.as_of = Some(tomorrow));
            }
        }
        Some(as_of) => {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                let date = TextField::new("As of").width(120.0).hint("2026-05-31");
                let typed = date.typed(ui, &written_day(as_of), |t| moment(t).is_some());
                if let Some(at) = moment(&typed.text).filter(|_| typed.done) {
                    actions.decide("choose another day", move |p| p.as_of = Some(at));
                }
                let end = Button::link("End of the data");
                if end.tooltip("Use everything in the data again").show(ui).clicked() {
                    actions.decide("use all of the data", |p| p.as_of = None);
                }
            });
            Text::small("Only what happened before this day counts, for all audiences.")
                .wrap()
                .show(ui);
        }
    });
    if end.later > 0 && shown.as_of.is_none() {
        let events = format::plural(end.later, "event");
        let are = if end.later == 1 { "is" } else { "are" };
        Text::small(format!(
            "{events} {are} dated later, up to {}: taken for mistakes.",
            day(from_clock(end.last) * 1000)
        ))
        .wrap()
        .show(ui);
    }
}
