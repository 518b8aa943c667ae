//! Part one: which events show interest, and where each says its product.

use egui::{Response, Ui};

use super::view::View;
use crate::app::theme::height;
use crate::app::widgets::{
    Banner, Column, Select, SelectItem, Table, Text, Tone, badge, card_title, checkbox, format,
};
use crate::app::{Actions, State};
use crate::catalog::{self, ADVISED_EVENTS, EventChoice, EventCount, MAX_EVENTS};

/// Rows shown before the list scrolls.
const ROWS: usize = 12;

pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let events = &state.project().catalog.events;
    let chosen = events.iter().filter(|e| e.chosen).count();
    // Where there are fewer to choose from, all of them are as good as it gets.
    let fine = ADVISED_EVENTS.contains(&chosen)
        || (chosen > 0 && chosen < *ADVISED_EVENTS.start() && !more_fit(events));
    card_title(ui, "1 · Events that show interest", |ui| {
        let tone = if fine { Tone::Good } else { Tone::Warn };
        let (low, high) = (ADVISED_EVENTS.start(), ADVISED_EVENTS.end());
        let words = match fine && chosen < *low {
            true => format!("{chosen} of {MAX_EVENTS} · no other fits"),
            false => format!("{chosen} of {MAX_EVENTS} · {low} to {high} are best"),
        };
        badge(ui, tone, &words)
            .on_hover_text("Few events that mean something say more than many that do not");
    });
    if events.is_empty() {
        Text::dim("No events yet: choose person and time on the data screen.").wrap().show(ui);
        return;
    }
    if let Some(name) = view.refused.clone().filter(|_| chosen >= MAX_EVENTS) {
        Banner::warn(format!("At most {MAX_EVENTS} events"))
            .text(format!("Leave another one out before you choose “{name}”."))
            .show(ui, |_| ());
    } else {
        view.refused = None;
    }
    let columns = vec![
        Column::text("Event").at_least(186.0).weight(1.0).sortable(),
        Column::number("Count").exact(88.0).sortable(),
        Column::text("Product ID")
            .at_least(130.0)
            .weight(0.6)
            .about("The field that says which product the event is about"),
        Column::number("Filled").exact(72.0).about("Rows of the event that name a product"),
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
    table.row_height(height::CONTROL_ROW).max_height(ROWS as f32 * height::CONTROL_ROW).show(
        ui,
        events.len(),
        |row, place| {
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
            row.text(counted.map_or_else(|| "–".to_owned(), |c| format::count(c.rows)));
            if event.chosen {
                row.cell(|ui| product(ui, event, i, counted, actions));
                let fill = event.product.as_ref().and_then(|p| Some(counted?.fill(p)));
                row.text(fill.map_or_else(|| "–".to_owned(), |f| format::percent(f64::from(f))));
            } else {
                row.dim(if event.undoes { "undoes interest" } else { "left out" });
                row.skip();
            }
        },
    );
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
    actions.decide(if on { "choose event" } else { "leave event out" }, move |project| {
        if let Some(event) = project.catalog.events.get_mut(index) {
            event.chosen = on;
        }
    });
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
    let name = format!("Product ID of {}", event.name);
    let mut select = Select::new(&name).none("No product").compact();
    if let Some(now) = now {
        select = select.current(SelectItem::new(now.as_str()));
    }
    let answer = select.show(ui, place, fields.len(), |i| {
        let (field, fill) = fields[i];
        SelectItem::new(field.as_str()).note(format::percent(f64::from(fill)))
    });
    let chosen = answer.chosen.map(|i| fields[i].0.clone());
    if chosen.is_some() || answer.cleared {
        actions.decide("choose product ID", move |project| {
            if let Some(event) = project.catalog.events.get_mut(index) {
                event.product = chosen;
            }
        });
    }
}
