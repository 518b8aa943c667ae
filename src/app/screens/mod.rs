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
