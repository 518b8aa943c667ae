//! What became of the files: progress, a failure with what to do, or where they are and what next.

use egui::Ui;

use super::view::Shown;
use crate::app::theme::{Icon, space};
use crate::app::widgets::{Banner, Button, Card, Text, loading, spread};
use crate::app::{Action, Actions, Job, tasks::work};
use crate::base::language::t;
use crate::export::{DESTINATIONS, Holds};
use crate::workflow::{ListsError, ListsMade};

/// The card on top of the screen, where there is something to say.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let Some(writing) = shown.state.session.lists.writing(shown.id()) else { return };
    if let Some(task) = writing.running() {
        Card::new().show(ui, |ui| {
            if loading(ui, &work::of(task)) {
                actions.push(Action::Cancel(Job::Lists(shown.id())));
            }
        });
        return;
    }
    if let Some(why) = writing.failure() {
        failed(ui, why, writing.error(), shown.id(), actions);
    }
    // What was written before is still there.
    if let Some(done) = writing.value() {
        finished(ui, done, shown.written().is_some(), actions);
    }
}

fn failed(ui: &mut Ui, why: &str, error: Option<&ListsError>, id: u64, actions: &mut Actions) {
    Banner::error(t!("sending-failed")).text(why).show(ui, |ui| {
        let write = |replace, accept_damaged| Action::CreateLists { id, replace, accept_damaged };
        match error {
            Some(error)
                if error.is_there_already()
                    && Button::link(t!("sending-replace")).show(ui).clicked() =>
            {
                actions.push(write(true, true));
            }
            Some(ListsError::Damaged(_))
                if Button::link(t!("sending-write-damaged")).show(ui).clicked() =>
            {
                actions.push(write(false, true));
            }
            _ => {}
        }
    });
}

/// What was written. `on_top`: the screen's own buttons open its folder.
fn finished(ui: &mut Ui, done: &ListsMade, on_top: bool, actions: &mut Actions) {
    let folder = &done.made.folder;
    let lists: Vec<_> = done.written.files.iter().filter(|f| f.holds == Holds::People).collect();
    let rows: u64 = done.written.lists.iter().map(|o| o.used).sum();
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        spread(
            ui,
            |ui| {
                let theme = crate::app::theme::Theme::of(ui.ctx());
                ui.add(Icon::Done.image(16.0, theme.good));
                Text::strong(t!("sending-written", lists = lists.len(), rows = rows)).show(ui);
            },
            |ui| {
                if Button::secondary(t!("sending-copy-path"))
                    .icon(Icon::Copy)
                    .compact()
                    .show(ui)
                    .clicked()
                {
                    actions.push(Action::Copy(folder.display().to_string()));
                }
                // Where lists are as they were chosen, that is what comes next, and the screen's own button.
                if on_top {
                    return;
                }
                if Button::secondary(t!("sending-open-folder"))
                    .icon(Icon::Folder)
                    .compact()
                    .show(ui)
                    .clicked()
                {
                    actions.push(Action::OpenFolder(folder.clone()));
                }
            },
        );
        Text::small(folder.display().to_string()).selectable().wrap().show(ui);
        if done.held_elsewhere > 0 {
            let words = t!("sending-held-elsewhere", people = done.held_elsewhere);
            Text::small(words).wrap().show(ui);
        }
        for file in &done.written.files {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy();
            let words = match file.holds {
                Holds::People => t!("sending-file-people", rows = file.rows),
                Holds::Added => t!("sending-file-added", rows = file.rows),
                Holds::Removed => t!("sending-file-removed", rows = file.rows),
                Holds::Unused => t!("sending-file-unused", rows = file.rows),
                Holds::Control => t!("sending-file-control", rows = file.rows),
                Holds::Manifest => t!("sending-file-manifest").to_owned(),
                Holds::Readme => t!("sending-file-readme").to_owned(),
            };
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                Text::body(name).show(ui);
                Text::small(words).show(ui);
            });
        }
        for words in done.computed.exclusions.iter().filter_map(|out| out.words()) {
            Text::small(words).wrap().show(ui);
        }
        for list in &done.written.lists {
            if let Some(words) = list.since_before.words() {
                Text::small(t!("sending-since", list = list.name.as_str(), words = words))
                    .wrap()
                    .show(ui);
            }
            let destination = DESTINATIONS.iter().find(|d| d.key == list.destination);
            let Some(destination) = destination.filter(|d| !d.steps.is_empty()) else { continue };
            Text::label(t!("sending-next", name = destination.name())).show(ui);
            for (number, step) in destination.steps().iter().enumerate() {
                Text::body(t!("sending-step", number = number + 1, step = step.as_str()))
                    .wrap()
                    .show(ui);
            }
        }
    });
}
