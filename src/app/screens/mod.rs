//! One file a screen. A screen reads the state, draws, and adds what the person asks for to the
//! actions; what only it cares about (a search, what is unfolded) is in its view.

mod audiences;
mod builder;
mod catalog;
mod data;
mod destinations;
mod overlap;
mod start;

pub use builder::Metric;
pub(in crate::app) use builder::draw_plot;
use egui::Ui;

use super::{Actions, Screen, State};

/// What only the screens care about.
#[derive(Debug, Default)]
pub struct Views {
    /// Of the data screen.
    data: data::View,
    /// Of the catalog screen.
    catalog: catalog::View,
    /// Of the list of audiences.
    audiences: audiences::View,
    /// Of the overlap of audiences.
    overlap: overlap::View,
    /// Of the builder.
    builder: builder::View,
    /// Of the destinations.
    destinations: destinations::View,
}

/// Draws the screen that is shown.
pub fn show(ui: &mut Ui, state: &State, views: &mut Views, actions: &mut Actions) {
    match state.session.screen {
        Screen::Start => start::show(ui, state, actions),
        Screen::Data => data::show(ui, state, &mut views.data, actions),
        Screen::Catalog => catalog::show(ui, state, &mut views.catalog, actions),
        Screen::Audiences => audiences::show(ui, state, &mut views.audiences, actions),
        Screen::Overlap => overlap::show(ui, state, &mut views.overlap, actions),
        Screen::Builder(id) => builder::show(ui, state, id, views.builder.of(id), actions),
        Screen::Destinations(id) => {
            destinations::show(ui, state, id, views.destinations.of(id), actions);
        }
    }
}

/// "today 14:02", "3 Oct 2026": when something was done, in this computer's time.
pub(super) fn days_ago(at: i64) -> String {
    let zone = jiff::tz::TimeZone::system();
    let Ok(at) = jiff::Timestamp::from_second(at) else { return "–".to_owned() };
    let (at, now) = (at.to_zoned(zone.clone()), jiff::Timestamp::now().to_zoned(zone));
    let today = at.date() == now.date();
    at.strftime(if today { "today %H:%M" } else { "%-d %b %Y" }).to_string()
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
