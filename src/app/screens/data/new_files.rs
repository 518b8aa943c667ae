//! Files that came into folders of the project since they were opened.

use egui::Ui;

use crate::app::widgets::{Banner, Button, format};
use crate::app::{Action, Actions, State};
use crate::workflow::names;

/// Offers to add them, or to leave them out for good.
pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let files = &state.session.new_files;
    if files.is_empty() || state.looking() {
        return;
    }
    let title = match files.len() as u64 {
        1 => "1 new file in your folders".to_owned(),
        n => format!("{} new files in your folders", format::count(n)),
    };
    Banner::info(&title).text(format!("{}.", names(files))).show(ui, |ui| {
        if Button::link("Add").show(ui).clicked() {
            actions.push(Action::AddNewFiles);
        }
        if Button::link("Leave out").show(ui).clicked() {
            actions.push(Action::LeaveOutNewFiles);
        }
    });
}
