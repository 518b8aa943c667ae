//! One file a screen. A screen reads the state, draws, and adds what the person asks for to the
//! actions; what only it cares about (a search, what is unfolded) is in its view.

mod catalog;
mod data;
mod start;

use egui::Ui;

use super::theme::Icon;
use super::widgets::{Button, Card, empty, screen};
use super::{Actions, Command, Screen, State};

/// What only the screens care about.
#[derive(Debug, Default)]
pub struct Views {
    /// Of the data screen.
    data: data::View,
    /// Of the catalog screen.
    catalog: catalog::View,
}

/// Draws the screen that is shown.
pub fn show(ui: &mut Ui, state: &State, views: &mut Views, actions: &mut Actions) {
    match state.screen {
        Screen::Start => start::show(ui, state, actions),
        Screen::Data => data::show(ui, state, &mut views.data, actions),
        Screen::Catalog => catalog::show(ui, state, &mut views.catalog, actions),
        Screen::Audiences => audiences(ui, state, actions),
    }
}

fn audiences(ui: &mut Ui, state: &State, actions: &mut Actions) {
    screen(
        ui,
        "Audiences",
        "",
        actions,
        |_, _| {},
        |ui, actions| {
            Card::new().show(ui, |ui| match state.past.value() {
                None => empty(
                    ui,
                    Icon::People,
                    "No audiences yet",
                    "Open your exports and save the catalog; then pick what people should want.",
                    |ui| {
                        let command = if state.project().files.is_empty() {
                            Command::GoData
                        } else {
                            Command::GoCatalog
                        };
                        if Button::primary(command.text()).show(ui).clicked() {
                            actions.run(command);
                        }
                    },
                ),
                Some(_) => empty(
                    ui,
                    Icon::People,
                    "No audiences yet",
                    "Everyone's past is ready. Pick what people should want.",
                    |_| {},
                ),
            });
        },
    );
}

/// First and last day of a span in milliseconds: "1 Nov 2025 – 31 Oct 2026".
pub(super) fn days(span: (i64, i64)) -> String {
    let (first, last) = (day(span.0), day(span.1));
    if first == last { first } else { format!("{first} – {last}") }
}

/// The day of a time in milliseconds since 1970, in UTC.
pub(super) fn day(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds)
        .map_or_else(|_| "–".to_owned(), |t| t.strftime("%-d %b %Y").to_string())
}
