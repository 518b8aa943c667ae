//! Part one: which events show interest, and where each says its product.

use egui::{Response, Ui};

use super::split;
use super::view::View;
use crate::app::theme::{height, space};
use crate::app::widgets::{
    Banner, Column, Select, SelectItem, Table, Text, Tone, badge, checkbox, explained,
    explained_title, format,
};
use crate::app::{Actions, State};
use crate::base::language::{message, t};
use crate::catalog::{self, ADVISED_EVENTS, EventChoice, EventCount, MAX_EVENTS};

/// Rows shown before the list scrolls.
const ROWS: usize = 12;
/// Width of the choice how product IDs are split.
const SPLIT_WIDTH: f32 = 220.0;

pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let events = &state.project().catalog.events;
    let chosen = events.iter().filter(|e| e.chosen).count();
    // Where there are fewer to choose from, all of them are as good as it gets.
    let fine = ADVISED_EVENTS.contains(&chosen)
        || (chosen > 0 && chosen < *ADVISED_EVENTS.start() && !more_fit(events));
    explained_title(ui, t!("mapping-events"), t!("mapping-events-about"), |ui| {
        let tone = if fine { Tone::Good } else { Tone::Warn };
        let (low, high, most) = (*ADVISED_EVENTS.start(), *ADVISED_EVENTS.end(), MAX_EVENTS);
        let words = match fine && chosen < low {
            true => t!("mapping-events-chosen-all", chosen = chosen, most = most),
            false => {
                t!("mapping-events-chosen", chosen = chosen, most = most, low = low, high = high)
            }
        };
        badge(ui, tone, &words).on_hover_text(t!("mapping-events-best"));
    });
    if events.is_empty() {
        Text::dim(t!("mapping-events-none")).wrap().show(ui);
        return;
    }
    if let Some(name) = view.refused.clone().filter(|_| chosen >= MAX_EVENTS) {
        Banner::warn(t!("mapping-events-most", most = MAX_EVENTS))
            .text(t!("mapping-events-most-about", event = name))
            .show(ui, |_| ());
    } else {
        view.refused = None;
    }
    let columns = vec![
        Column::text(t!("mapping-event")).at_least(186.0).weight(1.0).sortable(),
        Column::number(t!("mapping-count")).exact(88.0).sortable().about(t!("mapping-count-about")),
        Column::text(t!("mapping-product"))
            .at_least(130.0)
            .weight(0.6)
            .about(t!("mapping-product-about")),
        Column::number(t!("mapping-filled")).exact(72.0).about(t!("mapping-filled-about")),
    ];
    let table = Table::new("events", columns);
    let counted_of = |name: &str| state.total().events.iter().find(|e| e.name == name);
    let mut order: Vec<usize> = (0..events.len()).collect();
    match table.sorted_by(ui.ctx()) {
        Some((0, down)) => {
            order.sort_by_cached_key(|i| events[*i].name.to_lowercase());
            if down {
                order.reverse();
            }
        }
        Some((_, down)) => order.sort_by_cached_key(|i| {
            let rows = counted_of(&events[*i].name).map_or(0, |c| c.rows) as i64;
            if down { -rows } else { rows }
        }),
        None => {}
    }
    let table = table
        .row_height(height::CONTROL_ROW)
        .max_height(ROWS as f32 * height::CONTROL_ROW)
        .named(|place| events[order[place]].name.clone());
    table.show(ui, events.len(), |row, place| {
        let i = order[place];
        let event = &events[i];
        let counted = counted_of(&event.name);
        row.dimmed(!event.chosen);
        row.cell(|ui| {
            choose(ui, event, i, chosen, view, actions).on_hover_ui(|ui| {
                let why = catalog::explain_event(event, events, state.total());
                Text::body(why).wrap().show(ui);
            });
        });
        row.text(counted.map_or_else(|| t!("mapping-none").to_owned(), |c| format::count(c.rows)));
        if event.chosen {
            row.cell(|ui| product(ui, event, i, counted, actions));
            let fill = event.product.as_ref().and_then(|p| Some(counted?.fill(p)));
            row.text(
                fill.map_or_else(
                    || t!("mapping-none").to_owned(),
                    |f| format::percent(f64::from(f)),
                ),
            );
        } else {
            row.cell(|ui| {
                let words =
                    if event.undoes { t!("mapping-undoes") } else { t!("mapping-left-out") };
                let shown = Text::dim(words).truncate().show(ui);
                if event.undoes {
                    shown.on_hover_text(t!("mapping-undoes-about"));
                }
            });
            row.skip();
        }
    });
    product_split(ui, events, actions);
}

/// How cells with the IDs of several products are split: the same in all events.
fn product_split(ui: &mut Ui, events: &[EventChoice], actions: &mut Actions) {
    let named = || events.iter().filter(|event| event.chosen && event.product.is_some());
    let now = named().map(|event| &event.product_split).find(|split| !split.is_none());
    let Some(now) = now.or_else(|| named().next().map(|event| &event.product_split)) else {
        return;
    };
    ui.add_space(space::XS);
    let (label, about) = (t!("mapping-product-split"), t!("mapping-product-split-about"));
    let chosen = explained(ui, label, about, |ui| {
        ui.set_max_width(SPLIT_WIDTH.min(ui.available_width()));
        split::select(ui, label, now)
    });
    if let Some(chosen) = chosen {
        actions.decide(message!("mapping-step-product-split"), move |project| {
            for event in &mut project.catalog.events {
                event.product_split = chosen.clone();
            }
        });
    }
}

fn choose(
    ui: &mut Ui,
    event: &EventChoice,
    index: usize,
    chosen: usize,
    view: &mut View,
    actions: &mut Actions,
) -> Response {
    let mut on = event.chosen;
    let response = checkbox(ui, &mut on, &event.name);
    if !response.changed() {
        return response;
    }
    if on && chosen >= MAX_EVENTS {
        view.refused = Some(event.name.clone());
        return response;
    }
    actions.decide(
        if on {
            message!("mapping-step-choose-event")
        } else {
            message!("mapping-step-leave-event")
        },
        move |project| {
            if let Some(event) = project.catalog.events.get_mut(index) {
                event.chosen = on;
            }
        },
    );
    response
}

/// Whether there is an event that shows interest and was not chosen.
fn more_fit(events: &[EventChoice]) -> bool {
    let product = events.iter().any(|e| e.product.is_some());
    events.iter().any(|e| !e.chosen && !e.undoes && (e.product.is_some() || !product))
}

fn product(
    ui: &mut Ui,
    event: &EventChoice,
    index: usize,
    counted: Option<&EventCount>,
    actions: &mut Actions,
) {
    let fields: Vec<(&String, f32)> =
        counted.map(|c| c.fields.keys().map(|f| (f, c.fill(f))).collect()).unwrap_or_default();
    let now = event.product.as_ref();
    let place = now.and_then(|now| fields.iter().position(|(f, _)| *f == now));
    let name = t!("mapping-product-of", event = event.name.as_str());
    let mut select = Select::new(&name).none(t!("mapping-product-none")).compact();
    if let Some(now) = now {
        select = select.current(SelectItem::new(now.as_str()));
    }
    let answer = select.show(ui, place, fields.len(), |i| {
        let (field, fill) = fields[i];
        SelectItem::new(field.as_str()).note(format::percent(f64::from(fill)))
    });
    let chosen = answer.chosen.map(|i| fields[i].0.clone());
    if chosen.is_some() || answer.cleared {
        actions.decide(message!("mapping-step-product"), move |project| {
            if let Some(event) = project.catalog.events.get_mut(index) {
                event.product = chosen;
            }
        });
    }
}
