//! The card of files of one shape; most often of one file.

use egui::{Role, Ui, UiBuilder};

use super::kind::kind;
use super::list;
use super::roles;
use super::skipped;
use super::view::{Group, View};
use crate::app::theme::{Icon, Theme, space};
use crate::app::widgets::{
    Banner, Button, Card, Column, Row, Table, Text, Tone, badge, columns, format, grid, sparkline,
    spread,
};
use crate::app::{Action, Actions, Job, State};
use crate::base::language::t;
use crate::base::words::file_name;
use crate::base::words::{day, days};
use crate::catalog::{FileRole, Scan};
use crate::import::{LIST_SEPARATOR, Source};
use crate::ingest::BuildReport;
use crate::workflow::{Opened, Shape};

/// Fields shown in the preview; a person looks at no more.
const PREVIEW_FIELDS: usize = 60;
/// A card narrower than this has the weeks below what was counted, not beside it.
const BESIDE: f32 = 760.0;
/// Least width of a number with its name, in any language on one line.
const LEAST: f32 = 104.0;
/// Milliseconds in a week.
const WEEK: i64 = 7 * 86_400_000;

/// The card of files of one shape.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    group: &Group,
    actions: &mut Actions,
) {
    let files = group.files.as_slice();
    let Some(&index) = files.first() else { return };
    let Some(opened) = state.opened(index).cloned() else { return };
    let Some(shape) = state.session.found.shapes().get(group.shape) else { return };
    let role = state.project().catalog.files.get(index);
    // Lists of several cards have the same names: assistive technology tells whose card it is in.
    let whole = UiBuilder::new().id_salt(&opened.path).accessibility_role(Role::Group);
    let whole = whole.accessibility_label(file_name(&opened.path));
    ui.scope_builder(whole, |ui| {
        Card::new().show(ui, |ui| {
            if files.len() == 1 {
                header(ui, role, &opened, view, (index, actions));
            } else {
                list::header(ui, shape, files, role, &opened, view, actions);
            }
            if shape.unusable {
                if files.len() == 1 {
                    let error = opened.error.as_ref().map(ToString::to_string);
                    let error = error.unwrap_or_else(|| t!("data-unknown-failure").to_owned());
                    problem(ui, &error, &opened.path, index, actions);
                } else {
                    list::show(ui, state, files, role, actions);
                }
                return;
            }
            if let (Some(error), 1) = (&opened.error, files.len()) {
                problem(ui, &error.to_string(), &opened.path, index, actions);
            }
            let Some(source) = &opened.source else { return };
            if shape.counted > 0 {
                counted(ui, shape);
                skipped::show(ui, state, shape, files, &opened, view, actions);
            } else if !matches!(role, Some(FileRole::Events(_))) {
                joined(ui, state, shape, files, role);
            } else if role.is_some_and(FileRole::is_countable) && state.work_on(Job::Look).is_none()
            {
                not_counted(ui, &file_name(&opened.path), index, actions);
            }
            if files.len() > 1 && view.listed.contains(&opened.path) {
                list::show(ui, state, files, role, actions);
            }
            ui.add_space(space::XS);
            roles::show(ui, state, source, role, files, actions);
            roles::differing(ui, source, role, &group.differing, actions);
            if view.preview.contains(&opened.path) {
                ui.add_space(space::S);
                preview(ui, source);
            }
        });
    });
}

fn header(
    ui: &mut Ui,
    role: Option<&FileRole>,
    opened: &Opened,
    view: &mut View,
    (index, actions): (usize, &mut Actions),
) {
    let theme = Theme::of(ui.ctx());
    let path = opened.path.as_path();
    let name = file_name(path);
    let source = opened.source.as_ref();
    spread(
        ui,
        |ui| {
            ui.add(Icon::File.image(16.0, theme.dim));
            // Beside nothing else it may be cut; the whole path stands on hover.
            let title = Text::strong(&name).heading(2);
            let title = if source.is_none() { title.truncate().silent() } else { title };
            title.show(ui).on_hover_text(path.display().to_string());
            if let Some(source) = source {
                let kind = kind(source, role);
                badge(ui, if kind.1 { Tone::Accent } else { Tone::Neutral }, &kind.0);
                Text::small(format::bytes(source.bytes)).show(ui);
            }
        },
        |ui| {
            if source.is_some() {
                view.rows_toggle(ui, path);
            }
            let remove = Button::icon_only(Icon::Delete, t!("data-take-out", file = name.as_str()))
                .compact();
            if remove.show(ui).clicked() {
                actions.push(Action::RemoveFile(index));
            }
        },
    );
}

fn problem(ui: &mut Ui, error: &str, path: &std::path::Path, index: usize, actions: &mut Actions) {
    let name = file_name(path);
    Banner::error(error).show(ui, |ui| {
        let find = Button::secondary(t!("data-find"))
            .compact()
            .named(t!("data-find-named", file = name.as_str()));
        if find.show(ui).clicked() {
            actions.push(Action::FindFile(index));
        }
        let again = Button::secondary(t!("data-try-again"))
            .compact()
            .named(t!("data-try-again-named", file = name.as_str()));
        if again.show(ui).clicked() {
            actions.push(Action::Reload(index));
        }
    });
}

fn figure(ui: &mut Ui, label: &str, about: &str, value: &str) {
    ui.spacing_mut().item_spacing.y = 2.0;
    Text::label(label).show(ui).on_hover_text(about);
    Text::medium(value).show(ui);
}

/// Counting was cancelled.
fn not_counted(ui: &mut Ui, name: &str, index: usize, actions: &mut Actions) {
    ui.horizontal(|ui| {
        Text::dim(t!("data-not-counted")).show(ui);
        let count = Button::link(t!("data-count")).named(t!("data-count-named", file = name));
        if count.show(ui).clicked() {
            actions.push(Action::Reload(index));
        }
    });
}

fn counted(ui: &mut Ui, shape: &Shape) {
    let scan = &shape.scan;
    if ui.available_width() < BESIDE {
        grid(ui, 4, LEAST, space::L, |ui, place| number(ui, shape, place));
        return weeks(ui, scan);
    }
    columns(ui, &[1.0, 1.0, 1.0, 2.0, 3.0], space::L, |ui, column| match column {
        4 => weeks(ui, scan),
        place => number(ui, shape, place),
    });
}

/// One of the four numbers of what was counted.
fn number(ui: &mut Ui, shape: &Shape, place: usize) {
    let scan = &shape.scan;
    match place {
        0 => {
            let rows = format::count(shape.report.read);
            figure(ui, t!("data-rows"), t!("data-rows-about"), &rows);
        }
        1 => {
            let people = format::count(scan.people.len() as u64);
            figure(ui, t!("data-people-title"), t!("data-people-about"), &people);
        }
        2 => {
            let kinds = format::count(scan.events.len() as u64);
            figure(ui, t!("data-kinds"), t!("data-kinds-about"), &kinds);
        }
        _ => {
            let time = scan.span.map_or_else(|| t!("data-none").to_owned(), days);
            figure(ui, t!("data-time"), t!("data-time-about"), &format::whole_parts(&time, " – "));
        }
    }
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
    // One bar alone is a block that says nothing beside the days.
    if first == last {
        return;
    }
    let counts: Vec<u64> =
        (first..=last).map(|week| scan.weeks.get(&week).copied().unwrap_or(0)).collect();
    let short = |bar: usize| day(begins(first + bar as i64, scan.span));
    sparkline(ui, &counts, 92.0, |bar| t!("data-week-of", day = short(bar)), short);
}

/// When a week begins, in milliseconds since 1970: not before the data do.
fn begins(week: i64, span: Option<(i64, i64)>) -> i64 {
    let from = week * WEEK;
    span.map_or(from, |(first, _)| from.max(first.min(from + WEEK - 1)))
}

fn joined(ui: &mut Ui, state: &State, shape: &Shape, files: &[usize], role: Option<&FileRole>) {
    ui.horizontal(|ui| {
        if let Some(rows) = rows_read(state, files) {
            Text::dim(t!("data-rows-read", rows = rows)).show(ui);
        } else if shape.estimated_rows > 0 {
            Text::dim(t!("data-about-rows", rows = shape.estimated_rows))
                .show(ui)
                .on_hover_text(t!("data-about-rows-why"));
        }
        let report = state.current_past().map(|past| &past.ready.report);
        let (of, about) = match role {
            Some(FileRole::Products { .. }) => {
                (report.and_then(BuildReport::known_products), t!("data-matched-why"))
            }
            Some(FileRole::People(_)) => {
                (report.and_then(BuildReport::known_people), t!("data-known-why"))
            }
            _ => (None, ""),
        };
        if let Some(share) = of {
            let tone = if share >= 0.9 { Tone::Good } else { Tone::Warn };
            badge(ui, tone, &t!("data-matched", share = format::percent(share)))
                .on_hover_text(about);
        }
    });
}

/// How many rows these files of products or people have, once they were read for the catalog.
fn rows_read(state: &State, files: &[usize]) -> Option<u64> {
    let (past, roles) = (state.current_past()?, &state.project().catalog.files);
    let products = |role: &FileRole| matches!(role, FileRole::Products { .. });
    let people = |role: &FileRole| matches!(role, FileRole::People(_));
    let of = |index: usize| {
        let role = roles.get(index)?;
        let (name, report) = if products(role) {
            let place = roles.iter().take(index).filter(|role| products(role)).count();
            let file = past.ready.report.products.get(place)?;
            (&file.name, &file.report)
        } else {
            let place = roles.iter().take(index).filter(|role| people(role)).count();
            let mut tables = past.ready.people_files.iter().filter(|file| !file.of_events);
            let file = people(role).then(|| tables.nth(place))??;
            (&file.name, &file.report)
        };
        (state.opened(index)?.name() == *name).then_some(report.read)
    };
    files.iter().map(|index| of(*index)).sum()
}

fn preview(ui: &mut Ui, source: &Source) {
    let shown = source.fields.iter().take(PREVIEW_FIELDS);
    let columns = shown
        .clone()
        .map(|f| {
            let share = format::percent(f64::from(f.filled));
            let about = t!("data-filled", path = f.path.as_str(), share = share);
            Column::text(&f.path).at_least(130.0).about(about)
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
        Text::small(t!("data-fields-not-shown", fields = hidden)).show(ui);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_week_begins_before_the_data() {
        let day = WEEK / 7;
        let span = Some((3 * WEEK + 2 * day, 9 * WEEK));
        assert_eq!(begins(3, span), 3 * WEEK + 2 * day);
        assert_eq!(begins(4, span), 4 * WEEK);
        assert_eq!(begins(3, None), 3 * WEEK);
    }
}
