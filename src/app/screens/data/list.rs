//! The files of one shape: a line for each, drawn only where it is in sight, and what to do with
//! single ones or all of them.

use egui::Ui;

use super::kind::kind;
use super::roles::role_for;
use super::view::View;
use crate::app::theme::{Icon, Theme};
use crate::app::widgets::{Button, Column, Table, Text, Toast, Tone, badge, format, spread};
use crate::app::{Action, Actions, Command, State};
use crate::base::language::{message, t};
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
    let name = first.name();
    spread(
        ui,
        |ui| {
            ui.add(Icon::File.image(16.0, theme.dim));
            if shape.unusable {
                Text::strong(t!("data-not-opened", files = files.len())).heading(2).show(ui);
                return;
            }
            let words = t!("data-and-more", file = name.as_str(), more = files.len() - 1);
            let title = Text::strong(words).heading(2).truncate();
            title.show(ui).on_hover_text(first.path.display().to_string());
            if let Some(source) = &first.source {
                let kind = kind(source, role);
                badge(ui, if kind.1 { Tone::Accent } else { Tone::Neutral }, &kind.0);
            }
            let size = format::bytes(shape.bytes);
            let size = t!("data-files-size", files = files.len(), size = size);
            Text::small(size).show(ui);
        },
        |ui| {
            if !shape.unusable {
                view.rows_toggle(ui, &first.path);
                let open = view.listed.contains(&first.path);
                let (words, named) = if open {
                    (t!("data-hide-files"), t!("data-hide-files-like", file = name.as_str()))
                } else {
                    (t!("data-show-files"), t!("data-show-files-like", file = name.as_str()))
                };
                let toggle = Button::ghost(words).compact().named(named);
                if toggle.show(ui).clicked() && !view.listed.remove(&first.path) {
                    view.listed.insert(first.path.clone());
                }
            }
            let remove =
                Button::icon_only(Icon::Delete, t!("data-take-all-out", files = files.len()))
                    .compact();
            if remove.show(ui).clicked() {
                take_out(files.to_vec(), actions);
            }
        },
    );
}

fn take_out(files: Vec<usize>, actions: &mut Actions) {
    let words = message!("data-taken-out", files = files.len());
    actions.decide(message!("data-step-remove-files"), move |project| {
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
    actions.push(Action::Tell(Toast::done(words).with(message!("commands-undo"), Command::Undo)));
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
        Column::text(t!("data-column-file")).at_least(150.0).weight(1.4),
        Column::number(t!("data-rows")).exact(86.0),
        Column::number(t!("data-column-not-used"))
            .exact(86.0)
            .about(t!("data-column-not-used-about")),
        Column::text(t!("data-time")).at_least(120.0),
        Column::text("").at_least(220.0).weight(1.4),
    ];
    let project = state.project();
    let name = |place: usize| {
        state.opened(files[place]).map_or_else(String::new, |opened| file_name(&opened.path))
    };
    let table = Table::new("files", columns).max_height(HIGH).named(name);
    table.show(ui, files.len(), |row, place| {
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
                row.dim(if out == 0 { t!("data-none").to_owned() } else { format::count(out) });
                row.dim(scan.span.map_or_else(|| t!("data-none").to_owned(), days));
            }
            None => {
                let rows = opened.source.as_ref().and_then(|source| source.estimated_rows);
                row.dim(rows.map_or_else(
                    || t!("data-none").to_owned(),
                    |n| format!("~{}", format::count(n)),
                ));
                row.dim(t!("data-none"));
                row.dim(t!("data-none"));
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
    let name = name.as_str();
    let words = |ui: &mut Ui| {
        if let Some(error) = &opened.error {
            Text::small(error.to_string()).truncate().show(ui);
        } else if differs {
            badge(ui, Tone::Warn, t!("data-other-roles"))
                .on_hover_text(t!("data-other-roles-about"));
        }
    };
    let buttons = |ui: &mut Ui| {
        let skipped = opened.scan.as_ref().is_some_and(|scan| !scan.report.skipped.is_empty());
        if opened.error.is_some() {
            let find = Button::link(t!("data-find")).named(t!("data-find-named", file = name));
            if find.show(ui).clicked() {
                actions.push(Action::FindFile(index));
            }
            let again = Button::link(t!("data-try-again"));
            if again.named(t!("data-try-again-named", file = name)).show(ui).clicked() {
                actions.push(Action::Reload(index));
            }
        } else if skipped {
            let save = Button::link(t!("data-save-skipped"));
            if save.named(t!("data-save-skipped-of", file = name)).show(ui).clicked() {
                actions.push(Action::SaveSkipped(index));
            }
        }
        let remove = Button::icon_only(Icon::Close, t!("data-take-out", file = name)).compact();
        if remove.show(ui).clicked() {
            actions.push(Action::RemoveFile(index));
        }
    };
    spread(ui, words, buttons);
}
