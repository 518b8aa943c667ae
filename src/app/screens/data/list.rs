//! The files of one shape: a line for each, drawn only where it is in sight, and what to do with
//! single ones or all of them.

use egui::Ui;

use super::kind::kind;
use super::roles::role_for;
use super::view::View;
use crate::app::theme::{Icon, Theme};
use crate::app::widgets::{Button, Column, Table, Text, Toast, Tone, badge, format, spread};
use crate::app::{Action, Actions, Command, State};
use crate::base::words::{days, file_name};
use crate::catalog::FileRole;
use crate::workflow::{Opened, Shape};

/// Height of the list; more files scroll.
const HIGH: f32 = 240.0;

/// "m01.csv and 11 more": what they are, unfold, take all of them out.
pub(super) fn header(
    ui: &mut Ui,
    shape: &Shape,
    files: &[usize],
    role: Option<&FileRole>,
    first: &Opened,
    view: &mut View,
    actions: &mut Actions,
) {
    let theme = Theme::of(ui.ctx());
    let many = format::plural(files.len() as u64, "file");
    let name = first.name();
    spread(
        ui,
        |ui| {
            ui.add(Icon::File.image(16.0, theme.dim));
            if shape.unusable {
                Text::strong(format!("{many} could not be opened")).show(ui);
                return;
            }
            let words = format!("{name} and {} more", format::count(files.len() as u64 - 1));
            Text::strong(words).truncate().show(ui).on_hover_text(first.path.display().to_string());
            if let Some(source) = &first.source {
                let kind = kind(source, role);
                badge(ui, if kind.1 { Tone::Accent } else { Tone::Neutral }, &kind.0);
            }
            Text::small(format!("{many} · {}", format::bytes(shape.bytes))).show(ui);
        },
        |ui| {
            if !shape.unusable {
                let open = view.preview.contains(&first.path);
                let words = if open { "Hide rows" } else { "Show rows" };
                let toggle = Button::ghost(words).compact().named(format!("{words} of {name}"));
                if toggle.show(ui).clicked() && !view.preview.remove(&first.path) {
                    view.preview.insert(first.path.clone());
                }
                let open = view.listed.contains(&first.path);
                let words = if open { "Hide the files" } else { "Show the files" };
                let toggle = Button::ghost(words).compact().named(format!("{words} like {name}"));
                if toggle.show(ui).clicked() && !view.listed.remove(&first.path) {
                    view.listed.insert(first.path.clone());
                }
            }
            let remove = Button::icon_only(Icon::Delete, format!("Take all {many} out")).compact();
            if remove.show(ui).clicked() {
                take_out(files.to_vec(), &many, actions);
            }
        },
    );
}

fn take_out(files: Vec<usize>, many: &str, actions: &mut Actions) {
    actions.decide("remove files", move |project| {
        let out: std::collections::HashSet<usize> = files.into_iter().collect();
        let mut place = 0;
        let mut stays = || {
            place += 1;
            !out.contains(&(place - 1))
        };
        project.files.retain(|_| stays());
        let mut place = 0;
        project.catalog.files.retain(|_| {
            place += 1;
            !out.contains(&(place - 1))
        });
    });
    let words = format!("{many} were taken out; the files themselves stay");
    actions.push(Action::Tell(Toast::done(words).with("Undo", Command::Undo)));
}

/// A line for each file.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    files: &[usize],
    role: Option<&FileRole>,
    actions: &mut Actions,
) {
    let columns = vec![
        Column::text("File").at_least(150.0).weight(1.4),
        Column::number("Rows").exact(86.0),
        Column::number("Not used").exact(86.0).about("Rows that could not be used"),
        Column::text("Time").at_least(120.0),
        Column::text("").at_least(220.0).weight(1.4),
    ];
    let project = state.project();
    Table::new("files", columns).max_height(HIGH).show(ui, files.len(), |row, place| {
        let index = files[place];
        let Some(opened) = state.opened(index) else { return };
        let name = file_name(&opened.path);
        row.cell(|ui| {
            let path = opened.path.display().to_string();
            Text::body(&name).truncate().show(ui).on_hover_text(path);
        });
        match &opened.scan {
            Some(scan) => {
                row.text(format::count(scan.report.read));
                let out = scan.report.read.saturating_sub(scan.report.used);
                row.dim(if out == 0 { "–".to_owned() } else { format::count(out) });
                row.dim(scan.span.map_or_else(|| "–".to_owned(), days));
            }
            None => {
                let rows = opened.source.as_ref().and_then(|source| source.estimated_rows);
                row.dim(rows.map_or_else(|| "–".to_owned(), |n| format!("~{}", format::count(n))));
                row.dim("–");
                row.dim("–");
            }
        }
        row.cell(|ui| {
            let other = project.catalog.files.get(index);
            let differs = role.zip(other).is_some_and(|(role, other)| {
                opened.source.is_some() && role_for(role, other) != *other
            });
            line(ui, opened, differs, (index, actions));
        });
    });
}

/// What stands at the end of a file's line.
fn line(ui: &mut Ui, opened: &Opened, differs: bool, (index, actions): (usize, &mut Actions)) {
    let name = opened.name();
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let remove = Button::icon_only(Icon::Close, format!("Take {name} out")).compact();
        if remove.show(ui).clicked() {
            actions.push(Action::RemoveFile(index));
        }
        if let Some(error) = &opened.error {
            let find = Button::link("Find it…").named(format!("Find {name}…"));
            if find.show(ui).clicked() {
                actions.push(Action::FindFile(index));
            }
            let again = Button::link("Try again").named(format!("Try {name} again"));
            if again.show(ui).clicked() {
                actions.push(Action::Reload(index));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                Text::small(error).truncate().show(ui);
            });
            return;
        }
        let skipped = opened.scan.as_ref().is_some_and(|scan| !scan.report.skipped.is_empty());
        if skipped {
            let save = Button::link("Save skipped rows…");
            if save.named(format!("Save skipped rows of {name}…")).show(ui).clicked() {
                actions.push(Action::SaveSkipped(index));
            }
        }
        if differs {
            badge(ui, Tone::Warn, "Other roles")
                .on_hover_text("Its fields have other roles than those shown on this card");
        }
    });
}
