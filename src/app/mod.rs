//! The window: a person's gestures become commands, results become pixels.
//!
//! Screens read [`State`] and return [`Actions`]; `State::apply` carries them out, `State::poll`
//! takes in what workers have finished. Nothing here reads files, trains, or waits: that is work
//! for `jobs`. Not for file formats or models.

mod bar;
mod command;
mod dialogs;
pub mod guide;
mod help;
mod hints;
mod plot;
pub mod screens;
mod shell;
mod skip;
mod state;
mod tasks;
pub mod theme;
pub mod widgets;
mod window;

#[cfg(test)]
mod tests;

pub use command::{Action, Actions, Change, Command};
pub use plot::look::PlotLook;
pub use shell::App;
pub use state::{Asked, Hint, Job, Open, Screen, Settings, State, Then};
pub use tasks::dataset::Dataset;
pub use window::{AppError, run};
