//! What a person can ask for: [`Command`]s, which need nothing filled in and stand in the palette,
//! and [`Action`]s, which say what they act on. Screens collect them in [`Actions`]; only the state
//! carries them out.

mod actions;
mod commands;

pub use actions::{Action, Actions, Change};
pub use commands::Command;
