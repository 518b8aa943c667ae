//! Rows of a card's files that are not used: how many, why, and examples of them.

use std::borrow::Cow;

use egui::Ui;

use super::view::View;
use crate::app::widgets::{Button, Column, Table, Text, Tone, badge, format};
use crate::app::{Action, Actions, State};
use crate::base::language::t;
use crate::import::{Report, Skipped, SkippedExample};
use crate::workflow::{Opened, Shape};

/// Examples shown for each reason, of all files together.
const EXAMPLES: usize = 20;

/// A row that is not used: why, its file, and what it says.
type Example<'a> = (&'a Skipped, &'a Opened, &'a SkippedExample);

/// The line that says what is not used, with the way to see it.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    shape: &Shape,
    files: &[usize],
    first: &Opened,
    view: &mut View,
    actions: &mut Actions,
) {
    let report = match (files, state.current_past()) {
        (_, None) => Cow::Borrowed(&shape.report),
        ([_], Some(_)) => {
            let only = reports(state, files).next();
            Cow::Borrowed(only.map_or(&shape.report, |(_, report)| report))
        }
        (_, Some(_)) => Cow::Owned(together(reports(state, files))),
    };
    if report.skipped.is_empty() {
        return;
    }
    let single = (files.len() == 1).then(|| files[0]);
    line(ui, &report, first, view, single, actions);
    if view.skipped.contains(&first.path) {
        examples(ui, &of_all(reports(state, files)), files.len() > 1);
    }
}

/// What became of each file's rows: when the catalog was saved, which also says what was left out and what was
/// delivered more than once; else at the first look.
fn reports<'a>(
    state: &'a State,
    files: &'a [usize],
) -> impl Iterator<Item = (&'a Opened, &'a Report)> {
    // The reports of the saved catalog are those of the event files, in their order.
    let mut next = 0;
    let places: Vec<Option<usize>> = (state.project().catalog.files.iter())
        .map(|role| {
            next += usize::from(role.events().is_some());
            role.events().map(|_| next - 1)
        })
        .collect();
    files.iter().filter_map(move |index| {
        let opened = state.opened(*index)?.as_ref();
        let place = places.get(*index).copied().flatten();
        let built = state.current_past().zip(place);
        let built = built.and_then(|(past, place)| past.ready.report.files.get(place));
        let built = built.filter(|file| file.name == opened.name()).map(|file| &file.report);
        let counted = || opened.scan.as_ref().map(|scan| &scan.report);
        Some((opened, built.or_else(counted)?))
    })
}

/// The rows of all files, by reason and without examples.
fn together<'a>(reports: impl Iterator<Item = (&'a Opened, &'a Report)>) -> Report {
    let mut all = Report::default();
    for (_, report) in reports {
        all.read += report.read;
        all.used += report.used;
        for new in &report.skipped {
            match all.skipped.iter_mut().find(|old| old.reason == new.reason) {
                Some(old) => {
                    old.rows += new.rows;
                    old.damaged |= new.damaged;
                }
                None => all.skipped.push(Skipped {
                    reason: new.reason.clone(),
                    rows: new.rows,
                    examples: Vec::new(),
                    damaged: new.damaged,
                }),
            }
        }
    }
    all.skipped.sort_by_key(|skipped| std::cmp::Reverse(skipped.rows));
    all
}

fn line(
    ui: &mut Ui,
    report: &Report,
    first: &Opened,
    view: &mut View,
    single: Option<usize>,
    actions: &mut Actions,
) {
    let rows = report.read.saturating_sub(report.used);
    let name = first.name();
    let share = rows as f64 / report.read.max(1) as f64;
    let reasons: Vec<String> = report
        .skipped
        .iter()
        .take(4)
        .map(|s| t!("data-reason", reason = s.reason.to_string(), rows = s.rows))
        .collect();
    let open = view.skipped.contains(&first.path);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let tone = if share > 0.05 || report.damaged() { Tone::Warn } else { Tone::Neutral };
        let words = match rows {
            0 => t!("data-no-rows").to_owned(),
            _ => t!("data-not-used", rows = rows),
        };
        badge(ui, tone, &words);
        Text::small(reasons.join(" · ")).show(ui);
        let (words, named) = if open {
            (t!("data-hide-examples"), t!("data-hide-examples-of", file = name.as_str()))
        } else {
            (t!("data-show-examples"), t!("data-show-examples-of", file = name.as_str()))
        };
        let toggle = Button::link(words).named(named);
        if toggle.show(ui).clicked() && !view.skipped.remove(&first.path) {
            view.skipped.insert(first.path.clone());
        }
        let Some(index) = single else { return };
        let save = Button::link(t!("data-save-as-file"))
            .named(t!("data-save-skipped-of", file = name.as_str()));
        if save.show(ui).clicked() {
            actions.push(Action::SaveSkipped(index));
        }
    });
}

/// The first examples for each reason, of whichever files.
fn of_all<'a>(reports: impl Iterator<Item = (&'a Opened, &'a Report)>) -> Vec<Example<'a>> {
    let mut all: Vec<Example<'a>> = Vec::new();
    for (opened, report) in reports {
        for skipped in &report.skipped {
            let known = all.iter().filter(|(of, ..)| of.reason == skipped.reason).count();
            let examples = skipped.examples.iter().take(EXAMPLES.saturating_sub(known));
            all.extend(examples.map(|example| (skipped, opened, example)));
        }
    }
    all.sort_by(|a, b| a.0.reason.cmp(&b.0.reason));
    all
}

fn examples(ui: &mut Ui, all: &[Example<'_>], several: bool) {
    let mut columns = vec![Column::text(t!("data-column-reason")).exact(220.0)];
    if several {
        columns.push(Column::text(t!("data-column-file")).at_least(130.0));
    }
    columns.extend([
        Column::number(t!("data-column-line")),
        Column::text(t!("data-column-text")).at_least(240.0).about(t!("data-column-text-about")),
    ]);
    Table::new("skipped", columns).max_height(240.0).show(ui, all.len(), |row, i| {
        let (skipped, opened, example) = all[i];
        row.text(skipped.reason.to_string());
        if several {
            row.text(opened.name());
        }
        row.text(format::count(example.line));
        row.dim(example.text.as_str());
    });
}
