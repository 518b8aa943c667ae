//! Files: what each one is, what is in it, and which of its fields are the person, the time and
//! the event.

mod card;
mod kind;
mod list;
mod new_files;
mod roles;
mod view;

use egui::Ui;

use crate::app::theme::{Icon, space};
use crate::app::widgets::{Banner, Button, Card, Text, empty, format, loading, screen};
use crate::app::{Action, Actions, Command, Job, State};
use crate::base::words::days;

pub(super) use view::View;

/// Questions shown at a time; those below them come up as these are dealt with.
const MOST_QUESTIONS: usize = 6;

pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    screen(
        ui,
        "Data",
        &sentence(state),
        actions,
        |ui, actions| {
            if state.project().files.is_empty() {
                return;
            }
            for (command, words) in
                [(Command::TypePath, "Type a path…"), (Command::OpenFiles, "Add files…")]
            {
                if Button::secondary(words).tooltip(command.tooltip()).show(ui).clicked() {
                    actions.run(command);
                }
            }
            let go = Button::primary("Check the catalog").unless(state.why_not(Command::GoCatalog));
            if go.show(ui).clicked() {
                actions.run(Command::GoCatalog);
            }
        },
        |ui, actions| {
            ui.spacing_mut().item_spacing.y = space::M;
            progress(ui, state, actions);
            new_files::show(ui, state, actions);
            questions(ui, state);
            if state.project().files.is_empty() && state.work().is_empty() {
                nothing(ui, actions);
            }
            let (groups, unknown) = view.groups(state);
            for group in groups.iter() {
                card::show(ui, state, view, group, actions);
            }
            if unknown > 0 && !state.looking() {
                let words = format!("{} not looked at yet", format::plural(unknown as u64, "file"));
                Text::dim(words).show(ui);
            }
        },
    );
}

/// "3 files · 20,000 people · 614,022 events · 1 Nov 2025 – 31 Oct 2026".
fn sentence(state: &State) -> String {
    let files = state.project().files.len() as u64;
    if files == 0 {
        return "The exports you have: what they are, and what is in them.".to_owned();
    }
    let total = state.total();
    let mut parts = vec![format::plural(files, "file")];
    if let Some(past) = state.current_past() {
        let history = &past.ready.history;
        parts.push(format::people(history.person_count() as u64));
        parts.push(format::plural(history.event_count() as u64, "event"));
    } else if !total.people.is_empty() {
        // Anonymous IDs are not joined yet, and repeated and cancelled rows are still among them.
        parts.push(format!("up to {}", format::people(total.people.len() as u64)));
        let rows = total.events.iter().map(|e| e.rows).sum();
        parts.push(format!("up to {}", format::plural(rows, "event")));
    }
    parts.extend(total.span.map(days));
    parts.join(" · ")
}

fn progress(ui: &mut Ui, state: &State, actions: &mut Actions) {
    for job in [Job::OpenProject, Job::Sample, Job::Look] {
        if let Some(work) = state.work_on(job) {
            Card::new().show(ui, |ui| {
                if loading(ui, &work) {
                    actions.push(Action::Cancel(job));
                }
            });
        }
    }
}

fn questions(ui: &mut Ui, state: &State) {
    if state.session.questions.is_empty() || state.looking() {
        return;
    }
    let all = &state.session.questions;
    let mut words = all[..all.len().min(MOST_QUESTIONS)].join("\n");
    if all.len() > MOST_QUESTIONS {
        words += &format!("\n{} more.", format::count((all.len() - MOST_QUESTIONS) as u64));
    }
    Banner::warn("Please check").text(words).show(ui, |_| ());
}

fn nothing(ui: &mut Ui, actions: &mut Actions) {
    Card::new().show(ui, |ui| {
        let text = "Open the event exports you have: orders, clicks, reads. One file or many, \
            from Segment, GA4, Shopify and others, or any table.";
        empty(ui, Icon::AddFile, "No files yet", text, |ui| {
            if Button::primary(Command::OpenFiles.text()).show(ui).clicked() {
                actions.run(Command::OpenFiles);
            }
            if Button::secondary("Type a path").show(ui).clicked() {
                actions.run(Command::TypePath);
            }
            if Button::secondary(Command::SampleStore.text()).show(ui).clicked() {
                actions.run(Command::SampleStore);
            }
        });
        ui.vertical_centered(|ui| {
            Text::small("Files can also be dropped anywhere on this window.").show(ui);
        });
    });
}
