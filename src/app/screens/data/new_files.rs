//! Files that came into folders of the project since they were opened.

use egui::Ui;

use crate::app::widgets::{Banner, Button};
use crate::app::{Action, Actions, State};
use crate::base::language::t;
use crate::workflow::names;

/// Offers to add them, or to leave them out for good.
pub(super) fn show(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let files = &state.session.new_files;
    if files.is_empty() || state.looking() {
        return;
    }
    let title = t!("data-new-files", files = files.len());
    let about = t!("data-new-files-names", files = names(files).to_string());
    Banner::info(&title).text(about).show(ui, |ui| {
        if Button::link(t!("data-new-add")).show(ui).clicked() {
            actions.push(Action::AddNewFiles);
        }
        if Button::link(t!("data-new-leave-out")).show(ui).clicked() {
            actions.push(Action::LeaveOutNewFiles);
        }
    });
}
