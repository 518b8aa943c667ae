//! The window: a person's gestures become commands, results become pixels.
//!
//! Screens read [`State`] and return [`Actions`]; `State::apply` carries them out, `State::poll`
//! takes in what workers have finished. Nothing here reads files, trains, or waits: that is work
//! for `jobs`. Not for file formats or models.

mod action;
mod audience_work;
mod briefs;
mod commands;
mod dialogs;
mod left_out;
mod list_work;
mod look;
mod measure_work;
mod pick;
mod plot_file;
mod recommend_work;
mod records;
mod refresh_work;
pub mod screens;
mod shell;
mod state;
pub mod theme;
pub mod widgets;
mod window;
mod work;

#[cfg(test)]
mod answer_tests;
#[cfg(test)]
mod audience_tests;
#[cfg(test)]
mod builder_tests;
#[cfg(test)]
mod campaign_tests;
#[cfg(test)]
mod destination_tests;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;

pub use action::{Action, Actions, Change};
pub use commands::Command;
pub use pick::Asked;
pub use plot_file::PlotLook;
pub use shell::App;
pub use state::{Job, Open, Past, Screen, Settings, State, Then, file_name};
pub use window::{AppError, run};
