//! Files: what each one is, what is in it, and which of its fields are the person, the time and
//! the event.

mod card;
mod kind;
mod list;
mod new_files;
mod roles;
mod skipped;
mod view;

use egui::{Align, Ui};

use crate::app::theme::{Icon, space};
use crate::app::widgets::{Banner, Button, Card, Text, empty, format, loading, screen};
use crate::app::{Action, Actions, Command, Job, State};
use crate::base::language::t;
use crate::base::words::days;

pub(super) use view::View;

/// Questions shown at a time; those below them come up as these are dealt with.
const MOST_QUESTIONS: usize = 6;

pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    screen(
        ui,
        t!("data-title"),
        &sentence(state),
        actions,
        |ui, actions| {
            if state.project().files.is_empty() {
                return;
            }
            for (command, words) in [
                (Command::TypePath, t!("data-type-path")),
                (Command::OpenFiles, t!("data-add-files")),
            ] {
                if Button::secondary(words).tooltip(command.tooltip()).show(ui).clicked() {
                    actions.run(command);
                }
            }
            let go =
                Button::primary(t!("data-check-catalog")).unless(state.why_not(Command::GoCatalog));
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
            view.notice_added(state);
            for group in groups.iter() {
                let card = ui.scope(|ui| card::show(ui, state, view, group, actions));
                if view.reveals(state, &group.files) {
                    ui.scroll_to_rect(card.response.rect, Some(Align::Min));
                }
            }
            if unknown > 0 && !state.looking() {
                let words = t!("data-not-looked-at", files = unknown);
                Text::dim(words).show(ui);
            }
        },
    );
}

/// "3 files · 20,000 people · 614,022 events · 1 Nov 2025 – 31 Oct 2026".
fn sentence(state: &State) -> String {
    let files = state.project().files.len() as u64;
    if files == 0 {
        return t!("data-nothing-about").to_owned();
    }
    let total = state.total();
    let mut parts = vec![t!("data-files", files = files)];
    if let Some(past) = state.current_past() {
        let history = &past.ready.history;
        parts.push(t!("data-people", people = history.person_count()));
        parts.push(t!("data-events", events = history.event_count()));
    } else if !total.people.is_empty() {
        // Anonymous IDs are not joined yet, and repeated and cancelled rows are still among them.
        parts.push(t!("data-up-to-people", people = total.people.len()));
        let rows: u64 = total.events.iter().map(|e| e.rows).sum();
        parts.push(t!("data-up-to-events", events = rows));
    }
    parts.extend(total.span.map(|span| format::whole_parts(&days(span), " – ")));
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
        words = format!("{words}\n{}", t!("data-more", more = all.len() - MOST_QUESTIONS));
    }
    Banner::warn(t!("data-please-check")).text(words).show(ui, |_| ());
}

fn nothing(ui: &mut Ui, actions: &mut Actions) {
    Card::new().show(ui, |ui| {
        let text = t!("data-nothing");
        empty(ui, Icon::AddFile, t!("data-nothing-title"), text, |ui| {
            if Button::primary(Command::OpenFiles.text()).show(ui).clicked() {
                actions.run(Command::OpenFiles);
            }
            if Button::secondary(t!("data-type-path-short")).show(ui).clicked() {
                actions.run(Command::TypePath);
            }
            if Button::secondary(Command::SampleStore.text()).show(ui).clicked() {
                actions.run(Command::SampleStore);
            }
        });
        ui.vertical_centered(|ui| {
            Text::small(t!("data-nothing-drop")).show(ui);
        });
    });
}
