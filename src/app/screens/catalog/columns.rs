//! Part two: what the model looks at beside the product ID, and where each event says it.

use std::collections::BTreeMap;

use egui::{Response, Ui};

use super::split;
use super::view::{Adding, View};
use crate::app::theme::{Icon, height, space};
use crate::app::widgets::{
    Button, Column, Dialog, Select, SelectItem, Table, Text, TextField, explained_title, field,
    format, spread,
};
use crate::app::{Actions, State};
use crate::base::language::{Message, message, t};
use crate::catalog::{self, ColumnMap, EventChoice, FieldStats, FileRole};
use crate::import::FieldInfo;

pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    explained_title(ui, t!("mapping-columns"), t!("mapping-columns-about"), |ui| {
        if Button::link(t!("mapping-add")).show(ui).clicked() {
            view.adding = Some(Adding::default());
        }
    });
    Text::small(t!("mapping-columns-order")).wrap().show(ui);
    let catalog = &state.project().catalog;
    let events: Vec<&EventChoice> = catalog.events.iter().filter(|e| e.chosen).collect();
    let feed = product_fields(state);
    if catalog.columns.is_empty() {
        let text = t!("mapping-columns-none");
        Text::dim(text).wrap().show(ui);
    } else {
        table(ui, state, &events, &feed, actions);
    }
    if let Some(mut adding) = view.adding.take()
        && add(ui, state, &mut adding, &feed, actions)
    {
        view.adding = Some(adding);
    }
}

/// Fields of the product file, where there is one.
fn product_fields(state: &State) -> Vec<FieldInfo> {
    let project = state.project();
    let is_feed = |role: &FileRole| matches!(role, FileRole::Products { .. });
    let place = project.catalog.files.iter().position(is_feed);
    let source = place.and_then(|i| state.opened(i)?.source.clone());
    source.map(|s| s.fields).unwrap_or_default()
}

fn table(
    ui: &mut Ui,
    state: &State,
    events: &[&EventChoice],
    feed: &[FieldInfo],
    actions: &mut Actions,
) {
    let all = &state.project().catalog.columns;
    // The order stands first: with many events, what is last is scrolled to.
    let mut head = vec![
        Column::text("").exact(68.0),
        Column::text(t!("mapping-column")).exact(150.0).about(t!("mapping-column-about")),
    ];
    head.extend(events.iter().map(|e| Column::text(&e.name).at_least(124.0).about(&e.name)));
    if !feed.is_empty() {
        head.push(
            Column::text(t!("mapping-product-file"))
                .at_least(124.0)
                .about(t!("mapping-product-file-about")),
        );
    }
    head.push(Column::text(t!("mapping-list")).exact(120.0).about(t!("mapping-list-about")));
    head.push(
        Column::text(t!("mapping-values"))
            .at_least(200.0)
            .weight(2.5)
            .about(t!("mapping-values-about")),
    );
    head.push(Column::text("").exact(44.0));
    Table::new("columns", head).row_height(height::CONTROL_ROW).show(ui, all.len(), |row, i| {
        let column = &all[i];
        row.cell(|ui| order(ui, column, i, all.len(), actions));
        row.cell(|ui| {
            name(ui, column, i, actions).on_hover_ui(|ui| {
                let distinct = values(state, column, events, feed).1;
                Text::body(catalog::explain_column(column, distinct)).wrap().show(ui);
            });
        });
        for event in events {
            row.cell(|ui| cell(ui, state, column, i, event, actions));
        }
        if !feed.is_empty() {
            row.cell(|ui| feed_cell(ui, column, i, feed, actions));
        }
        row.cell(|ui| {
            let label = t!("mapping-split-of", column = column.name.as_str());
            if let Some(chosen) = split::select(ui, &label, &column.split) {
                set(actions, message!("mapping-step-split"), i, move |column| {
                    column.split = chosen;
                });
            }
        });
        row.cell(|ui| Text::small(values(state, column, events, feed).0).truncate().show(ui));
        row.cell(|ui| remove(ui, column, i, actions));
    });
}

fn set(
    actions: &mut Actions,
    name: Message,
    index: usize,
    change: impl FnOnce(&mut ColumnMap) + 'static,
) {
    actions.decide(name, move |project| {
        if let Some(column) = project.catalog.columns.get_mut(index) {
            change(column);
        }
    });
}

/// The column's name, renamed in place.
fn name(ui: &mut Ui, column: &ColumnMap, index: usize, actions: &mut Actions) -> Response {
    let id = ui.scope_id().with("name");
    let mut typed =
        ui.ctx().data(|d| d.get_temp::<String>(id)).unwrap_or_else(|| column.name.clone());
    let label = t!("mapping-name-of", column = column.name.as_str());
    let response = TextField::new(&label).compact().show(ui, &mut typed);
    if response.has_focus() {
        ui.ctx().data_mut(|d| d.insert_temp(id, typed));
    } else if response.lost_focus() {
        ui.ctx().data_mut(|d| d.remove::<String>(id));
        let typed = typed.trim().to_owned();
        if !typed.is_empty() && typed != column.name {
            set(actions, message!("mapping-step-rename"), index, move |column| column.name = typed);
        }
    }
    response
}

fn cell(
    ui: &mut Ui,
    state: &State,
    column: &ColumnMap,
    index: usize,
    event: &EventChoice,
    actions: &mut Actions,
) {
    let counted = state.total().events.iter().find(|e| e.name == event.name);
    let fields: Vec<(&String, f32)> =
        counted.map(|c| c.fields.keys().map(|f| (f, c.fill(f))).collect()).unwrap_or_default();
    let now = column.fields.get(&event.name);
    let place = now.and_then(|now| fields.iter().position(|(f, _)| *f == now));
    let label = t!("mapping-cell", column = column.name.as_str(), event = event.name.as_str());
    let mut select =
        Select::new(&label).none(t!("mapping-cell-none")).empty(t!("mapping-none")).compact();
    if let Some(now) = now {
        select = select.current(SelectItem::new(now.as_str()));
    }
    let answer = select.show(ui, place, fields.len(), |i| {
        let (field, fill) = fields[i];
        SelectItem::new(field.as_str()).note(format::percent(f64::from(fill)))
    });
    let event = event.name.clone();
    if let Some(field) = answer.chosen.map(|i| fields[i].0.clone()) {
        set(actions, message!("mapping-step-field"), index, move |column| {
            column.fields.insert(event, field);
        });
    } else if answer.cleared {
        set(actions, message!("mapping-step-field"), index, move |column| {
            column.fields.remove(&event);
        });
    }
}

fn feed_cell(
    ui: &mut Ui,
    column: &ColumnMap,
    index: usize,
    feed: &[FieldInfo],
    actions: &mut Actions,
) {
    let now = column.product_field.as_ref();
    let place = now.and_then(|now| feed.iter().position(|f| f.path == *now));
    let label = t!("mapping-feed", column = column.name.as_str());
    let mut select =
        Select::new(&label).none(t!("mapping-feed-none")).empty(t!("mapping-none")).compact();
    if let Some(now) = now {
        select = select.current(SelectItem::new(now.as_str()));
    }
    let answer = select.show(ui, place, feed.len(), |i| {
        SelectItem::new(feed[i].path.as_str()).note(format::percent(f64::from(feed[i].filled)))
    });
    let chosen = answer.chosen.map(|i| feed[i].path.clone());
    if chosen.is_some() || answer.cleared {
        set(actions, message!("mapping-step-field"), index, move |column| {
            column.product_field = chosen;
        });
    }
}

/// "24 values · 100% filled · Northwind, Contoso, …", and the number of values.
fn values(
    state: &State,
    column: &ColumnMap,
    events: &[&EventChoice],
    feed: &[FieldInfo],
) -> (String, usize) {
    let mut partly = false;
    let found: Vec<(&FieldStats, u64, u64)> = events
        .iter()
        .filter_map(|event| {
            let counted = state.total().events.iter().find(|e| e.name == event.name)?;
            let stats = counted.fields.get(column.fields.get(&event.name)?)?;
            partly |= counted.sampled < counted.rows;
            Some((stats, stats.filled, counted.sampled))
        })
        .collect();
    let from_feed = column.product_field.as_ref();
    let from_feed = from_feed.and_then(|path| feed.iter().find(|f| f.path == *path));
    let (examples, distinct, fill) = match (found.first(), from_feed) {
        (Some((stats, ..)), _) => {
            let filled: u64 = found.iter().map(|f| f.1).sum();
            let seen: u64 = found.iter().map(|f| f.2).sum();
            let distinct = found.iter().map(|f| f.0.distinct).max().unwrap_or(0);
            (&stats.examples, distinct, filled as f64 / seen.max(1) as f64)
        }
        (None, Some(field)) => (&field.examples, field.distinct, f64::from(field.filled)),
        (None, None) => return (t!("mapping-from-nowhere").to_owned(), 0),
    };
    let mut words: Vec<String> = examples.iter().take(2).cloned().collect();
    if distinct > words.len() {
        words.push("…".to_owned());
    }
    let (share, examples) = (format::percent(fill), words.join(", "));
    // Of what was saved it is known how many there are, and not only how many the first rows have.
    let history = state.current_past().map(|past| &past.ready.history);
    let saved = history.and_then(|h| Some(h.columns[h.column(&column.name)?].values.len()));
    let distinct = saved.unwrap_or(distinct);
    let words = match saved.is_none() && (partly || found.is_empty()) {
        true => {
            t!("mapping-values-at-least", values = distinct, share = share, examples = examples)
        }
        false => t!("mapping-values-of", values = distinct, share = share, examples = examples),
    };
    (words, distinct)
}

fn order(ui: &mut Ui, column: &ColumnMap, index: usize, count: usize, actions: &mut Actions) {
    ui.spacing_mut().item_spacing.x = 0.0;
    let name = column.name.as_str();
    let up = Button::icon_only(Icon::ArrowUp, t!("mapping-up", column = name)).compact();
    if up.enabled(index > 0).show(ui).clicked() {
        actions.decide(message!("mapping-step-order"), move |p| {
            p.catalog.columns.swap(index - 1, index);
        });
    }
    let down = Button::icon_only(Icon::ArrowDown, t!("mapping-down", column = name)).compact();
    if down.enabled(index + 1 < count).show(ui).clicked() {
        actions.decide(message!("mapping-step-order"), move |p| {
            p.catalog.columns.swap(index, index + 1);
        });
    }
}

fn remove(ui: &mut Ui, column: &ColumnMap, index: usize, actions: &mut Actions) {
    let name = t!("mapping-remove", column = column.name.as_str());
    if Button::icon_only(Icon::Close, name).compact().show(ui).clicked() {
        actions.decide(message!("mapping-step-remove"), move |project| {
            if index < project.catalog.columns.len() {
                project.catalog.columns.remove(index);
            }
        });
    }
}

/// A property of the events or the product file: its path, and an example.
type Property = (String, String);

fn properties(state: &State, feed: &[FieldInfo]) -> Vec<Property> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for event in state.total().events.iter() {
        for (path, stats) in &event.fields {
            let example = stats.examples.first().cloned().unwrap_or_default();
            all.entry(path.clone()).or_insert(example);
        }
    }
    for field in feed {
        let example = field.examples.first().cloned().unwrap_or_default();
        all.entry(field.path.clone()).or_insert(example);
    }
    all.into_iter().collect()
}

/// The dialog that adds a column; false when it is done or given up.
fn add(
    ui: &Ui,
    state: &State,
    adding: &mut Adding,
    feed: &[FieldInfo],
    actions: &mut Actions,
) -> bool {
    let all = properties(state, feed);
    let (done, closed) = Dialog::new(t!("mapping-new")).show(ui.ctx(), |ui| {
        let answer = field(ui, t!("mapping-new-property"), |ui| {
            let place = adding.field.as_ref().and_then(|f| all.iter().position(|(p, _)| p == f));
            Select::new(t!("mapping-new-property")).hint(t!("mapping-new-property-hint")).show(
                ui,
                place,
                all.len(),
                |i| SelectItem::new(all[i].0.as_str()).note(all[i].1.as_str()),
            )
        });
        if let Some(i) = answer.chosen {
            let path = &all[i].0;
            if adding.name.is_empty() || adding.field.is_some() {
                let leaf = path.rsplit(['.', ']']).find(|p| !p.is_empty()).unwrap_or(path);
                adding.name = leaf.replace('_', " ");
            }
            adding.field = Some(path.clone());
        }
        field(ui, t!("mapping-new-name"), |ui| {
            TextField::new(t!("mapping-new-name"))
                .hint(t!("mapping-new-name-hint"))
                .show(ui, &mut adding.name);
        });
        ui.add_space(space::S);
        let taken = |c: &ColumnMap| c.name == adding.name.trim();
        let why_not = if adding.field.is_none() {
            Some(t!("mapping-new-property-first").to_owned())
        } else if adding.name.trim().is_empty() {
            Some(t!("mapping-new-name-first").to_owned())
        } else {
            let taken = state.project().catalog.columns.iter().any(taken);
            taken.then(|| t!("mapping-new-taken").to_owned())
        };
        spread(
            ui,
            |_| {},
            |ui| {
                let cancel = Button::secondary(t!("mapping-new-cancel")).show(ui).clicked();
                let add = Button::primary(t!("mapping-new-add")).unless(why_not).show(ui).clicked();
                (add, cancel)
            },
        )
        .1
    });
    if done.0
        && let Some(path) = adding.field.take()
    {
        let column = new_column(state, adding.name.trim(), &path, feed);
        actions.decide(message!("mapping-step-add"), move |project| {
            project.catalog.columns.push(column);
        });
        return false;
    }
    !(done.1 || closed || done.0)
}

/// A column from this field wherever an event or the product file has it.
fn new_column(state: &State, name: &str, path: &str, feed: &[FieldInfo]) -> ColumnMap {
    let events = state.total().events.iter().filter(|e| e.fields.contains_key(path));
    ColumnMap {
        name: name.to_owned(),
        fields: events.map(|e| (e.name.clone(), path.to_owned())).collect(),
        product_field: feed.iter().find(|f| f.path == path).map(|f| f.path.clone()),
        ..ColumnMap::default()
    }
}
