//! The card of one file.

use egui::Ui;

use super::roles;
use super::view::View;
use crate::app::theme::{Icon, Theme, space};
use crate::app::widgets::{
    Banner, Button, Card, Column, Row, Table, Text, Tone, badge, columns, format, sparkline, spread,
};
use crate::app::{Action, Actions, State};
use crate::base::words::file_name;
use crate::base::words::{day, days};
use crate::catalog::{FileRole, Scan};
use crate::import::{LIST_SEPARATOR, Report, Source};
use crate::workflow::Opened;

/// Fields shown in the preview; a person looks at no more.
const PREVIEW_FIELDS: usize = 60;
/// Milliseconds in a week.
const WEEK: i64 = 7 * 86_400_000;

pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    index: usize,
    actions: &mut Actions,
) {
    let Some(file) = state.project().files.get(index) else { return };
    let role = state.project().catalog.files.get(index);
    let opened = state.opened(index).cloned();
    ui.push_id(&file.path, |ui| {
        Card::new().show(ui, |ui| {
            header(ui, &file.path, role, opened.as_deref(), view, (index, actions));
            let Some(opened) = opened else { return };
            if let Some(error) = &opened.error {
                problem(ui, error, &opened.path, index, actions);
            }
            let Some(source) = &opened.source else { return };
            if let Some(scan) = &opened.scan {
                counted(ui, scan);
                let report = built(state, index, &opened).unwrap_or(&scan.report);
                skipped(ui, report, &opened, view, index, actions);
            } else if !matches!(role, Some(FileRole::Events(_))) {
                joined(ui, state, source, role);
            }
            ui.add_space(space::XS);
            roles::show(ui, source, role, index, actions);
            roles::same_shape(ui, state, index, actions);
            if view.preview.contains(&opened.path) {
                ui.add_space(space::S);
                preview(ui, source);
            }
        });
    });
}

fn header(
    ui: &mut Ui,
    path: &std::path::Path,
    role: Option<&FileRole>,
    opened: Option<&Opened>,
    view: &mut View,
    (index, actions): (usize, &mut Actions),
) {
    let theme = Theme::of(ui.ctx());
    let name = file_name(path);
    let source = opened.and_then(|o| o.source.as_ref());
    spread(
        ui,
        |ui| {
            ui.add(Icon::File.image(16.0, theme.dim));
            Text::strong(&name).show(ui).on_hover_text(path.display().to_string());
            if let Some(source) = source {
                let kind = kind(source, role);
                badge(ui, if kind.1 { Tone::Accent } else { Tone::Neutral }, &kind.0);
                Text::small(format::bytes(source.bytes)).show(ui);
            }
        },
        |ui| {
            let remove = Button::icon_only(Icon::Delete, format!("Take {name} out")).compact();
            if remove.show(ui).clicked() {
                actions.push(Action::RemoveFile(index));
            }
            if source.is_some() {
                let open = view.preview.contains(path);
                let words = if open { "Hide rows" } else { "Show rows" };
                let toggle = Button::ghost(words).compact().named(format!("{words} of {name}"));
                if toggle.show(ui).clicked() && !view.preview.remove(path) {
                    view.preview.insert(path.to_owned());
                }
            }
        },
    );
}

/// What the file is in a few words, and whether a program's format was recognised.
fn kind(source: &Source, role: Option<&FileRole>) -> (String, bool) {
    use crate::import::Format;
    let known = source.format != Format::Plain;
    let words = match role {
        _ if known => source.format.name().to_owned(),
        Some(FileRole::Products { .. }) => "Product table".to_owned(),
        Some(FileRole::People(_)) => "People table".to_owned(),
        Some(FileRole::Events(_)) => "Table of events".to_owned(),
        Some(FileRole::Unused) | None => source.format.name().to_owned(),
    };
    (words, known)
}

fn problem(ui: &mut Ui, error: &str, path: &std::path::Path, index: usize, actions: &mut Actions) {
    let name = file_name(path);
    Banner::error(error).show(ui, |ui| {
        let find = Button::secondary("Find it…").compact().named(format!("Find {name}…"));
        if find.show(ui).clicked() {
            actions.push(Action::FindFile(index));
        }
        let again = Button::secondary("Try again").compact().named(format!("Try {name} again"));
        if again.show(ui).clicked() {
            actions.push(Action::Reload(index));
        }
    });
}

fn figure(ui: &mut Ui, label: &str, value: &str) {
    ui.spacing_mut().item_spacing.y = 2.0;
    Text::label(label).show(ui);
    Text::medium(value).show(ui);
}

fn counted(ui: &mut Ui, scan: &Scan) {
    columns(ui, &[1.0, 1.0, 1.0, 2.0, 3.0], space::L, |ui, column| match column {
        0 => figure(ui, "Rows", &format::count(scan.report.read)),
        1 => figure(ui, "People", &format::count(scan.people.len() as u64)),
        2 => figure(ui, "Kinds of event", &format::count(scan.events.len() as u64)),
        3 => figure(ui, "Time", &scan.span.map_or_else(|| "–".to_owned(), days)),
        _ => weeks(ui, scan),
    });
}

fn weeks(ui: &mut Ui, scan: &Scan) {
    let (Some((first, _)), Some((last, _))) =
        (scan.weeks.first_key_value(), scan.weeks.last_key_value())
    else {
        return;
    };
    let (mut first, last) = (*first, *last);
    // A stray date must not press the year into a corner: the last three years are shown.
    first = first.max(last - 156);
    let counts: Vec<u64> =
        (first..=last).map(|week| scan.weeks.get(&week).copied().unwrap_or(0)).collect();
    let short = |bar: usize| day((first + bar as i64) * WEEK);
    sparkline(ui, &counts, 92.0, |bar| format!("Week of {}", short(bar)), short);
}

fn joined(ui: &mut Ui, state: &State, source: &Source, role: Option<&FileRole>) {
    ui.horizontal(|ui| {
        if let Some(rows) = source.estimated_rows {
            Text::dim(format!("About {}", format::plural(rows, "row"))).show(ui);
        }
        let report = state.current_past().map(|past| &past.ready.report);
        if let (Some(FileRole::Products { .. }), Some(report)) = (role, report)
            && report.with_product > 0
        {
            let share = report.matched as f64 / report.with_product as f64;
            let tone = if share >= 0.9 { Tone::Good } else { Tone::Warn };
            badge(ui, tone, &format!("{} matched", format::percent(share)))
                .on_hover_text("Events whose product is in this file");
        }
    });
}

/// What became of the file's rows when the catalog was saved, which also says what was left out and
/// what was delivered more than once.
fn built<'a>(state: &'a State, index: usize, opened: &Opened) -> Option<&'a Report> {
    let roles = &state.project().catalog.files;
    let place = roles.iter().take(index).filter(|role| role.events().is_some()).count();
    let past = state.current_past()?;
    let file = past.ready.report.files.get(place).filter(|file| file.name == opened.name())?;
    Some(&file.report)
}

fn skipped(
    ui: &mut Ui,
    report: &Report,
    opened: &Opened,
    view: &mut View,
    index: usize,
    actions: &mut Actions,
) {
    let rows = report.read.saturating_sub(report.used);
    if report.skipped.is_empty() {
        return;
    }
    let name = opened.name();
    let share = rows as f64 / report.read.max(1) as f64;
    let reasons: Vec<String> = report
        .skipped
        .iter()
        .take(4)
        .map(|s| format!("{} ({})", s.reason, format::count(s.rows)))
        .collect();
    let open = view.skipped.contains(&opened.path);
    ui.horizontal(|ui| {
        let tone = if share > 0.05 || report.damaged() { Tone::Warn } else { Tone::Neutral };
        let words = match rows {
            0 => "Parts without rows".to_owned(),
            _ => format!("{} not used", format::plural(rows, "row")),
        };
        badge(ui, tone, &words);
        Text::small(reasons.join(" · ")).show(ui);
        let words = if open { "Hide examples" } else { "Show examples" };
        let toggle = Button::link(words).named(format!("{words} of {name}"));
        if toggle.show(ui).clicked() && !view.skipped.remove(&opened.path) {
            view.skipped.insert(opened.path.clone());
        }
        let save = Button::link("Save as a file…").named(format!("Save skipped rows of {name}…"));
        if save.show(ui).clicked() {
            actions.push(Action::SaveSkipped(index));
        }
    });
    if open {
        examples(ui, report);
    }
}

fn examples(ui: &mut Ui, report: &Report) {
    let all: Vec<_> = report
        .skipped
        .iter()
        .flat_map(|s| s.examples.iter().map(move |e| (&s.reason, e)))
        .collect();
    let columns = vec![
        Column::text("Reason").exact(220.0),
        Column::number("Line"),
        Column::text("As written").at_least(240.0),
    ];
    Table::new("skipped", columns).max_height(240.0).show(ui, all.len(), |row, i| {
        let (reason, example) = all[i];
        row.text(reason.as_str());
        row.text(format::count(example.line));
        row.dim(example.text.as_str());
    });
}

fn preview(ui: &mut Ui, source: &Source) {
    let shown = source.fields.iter().take(PREVIEW_FIELDS);
    let columns = shown
        .clone()
        .map(|f| {
            let filled = format!("{} filled", format::percent(f64::from(f.filled)));
            Column::text(&f.path).at_least(130.0).about(format!("{} · {filled}", f.path))
        })
        .collect();
    let rows = source.preview.len().min(100);
    Table::new("preview", columns).passing().max_height(300.0).show(
        ui,
        rows,
        |row: &mut Row<'_, '_, '_>, i| {
            for cell in source.preview[i].iter().take(PREVIEW_FIELDS) {
                row.dim(cell.as_deref().unwrap_or_default().replace(LIST_SEPARATOR, ", "));
            }
        },
    );
    let hidden = source.fields.len().saturating_sub(PREVIEW_FIELDS);
    if hidden > 0 {
        Text::small(format!("{} not shown.", format::plural(hidden as u64, "more field"))).show(ui);
    }
}
