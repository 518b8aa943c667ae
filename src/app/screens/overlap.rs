//! Who is in several audiences, and which audience they belong to when each person shall be in one
//! campaign only. Comes in: audiences whose people are known. Goes out: which are shown, and the
//! order of priority.

use egui::Ui;

use crate::app::tasks::measure::Overlapped;
use crate::app::theme::{Icon, space};
use crate::app::widgets::{
    Button, Card, Column, Table, Text, UpSet, Work, card_title, checkbox, columns, empty, format,
    screen, segmented, under_way,
};
use crate::app::{Action, Actions, Screen, State};
use crate::audience::{MOST_OVERLAPPED, OverlapPart};
use crate::base::language::{message, t};
use crate::base::words;
use crate::project::Saved;

/// What only this screen cares about.
#[derive(Debug, Default)]
pub struct View {
    table: bool,
}

/// Draws it.
pub fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let mut parts = (view, actions);
    screen(
        ui,
        t!("overlap-title"),
        t!("overlap-about"),
        &mut parts,
        |ui, (_, actions)| {
            if Button::secondary(t!("overlap-back")).show(ui).clicked() {
                actions.go(Screen::Audiences);
            }
        },
        |ui, (view, actions)| {
            ui.spacing_mut().item_spacing.y = space::M;
            if state.project().audiences.len() < 2 {
                Card::new().show(ui, |ui| {
                    let words = t!("overlap-one-about");
                    empty(ui, Icon::People, t!("overlap-one"), words, |_| {});
                });
                return;
            }
            picture(ui, state, view);
            columns(ui, &[1.0, 1.35], space::L, |ui, part| match part {
                0 => choose(ui, state, actions),
                _ => priority(ui, state, actions),
            });
        },
    );
}

fn name_of(state: &State, id: u64) -> String {
    state.project().audience(id).map(|s| s.audience.name.clone()).unwrap_or_default()
}

fn picture(ui: &mut Ui, state: &State, view: &mut View) {
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let Some(overlapped) = state.session.overlap.value().filter(|o| o.ids.len() > 1) else {
            return nothing_yet(ui, state);
        };
        let overlap = &overlapped.overlap;
        let sentence = sentence(state, overlapped);
        card_title(ui, t!("overlap-several"), |ui| {
            let forms = [(false, t!("overlap-picture")), (true, t!("overlap-table"))];
            segmented(ui, t!("overlap-shown-as"), &mut view.table, &forms);
        });
        Text::dim(&sentence).wrap().show(ui);
        if view.table {
            return table(ui, state, overlapped);
        }
        let sets: Vec<(String, usize)> = overlapped
            .ids
            .iter()
            .zip(&overlap.sizes)
            .map(|(id, size)| (name_of(state, *id), *size))
            .collect();
        let parts: Vec<(u32, usize)> = overlap.parts.iter().map(|p| (p.of, p.people)).collect();
        UpSet { sets: &sets, parts: &parts, sentence: &sentence }.show(ui);
    });
}

fn nothing_yet(ui: &mut Ui, state: &State) {
    let shown = state.overlapped();
    let computing = |id: &u64| {
        let saved = state.project().audience(*id);
        saved.is_some_and(|s| state.session.audiences.is_computing(&s.audience))
    };
    if state.project().audiences.iter().any(|s| computing(&s.audience.id)) {
        let work = Work { title: t!("overlap-finding").into(), ..Work::default() };
        under_way(ui, &work);
        return;
    }
    let words = if shown.len() < 2 { t!("overlap-tick") } else { t!("overlap-no-people") };
    empty(ui, Icon::People, t!("overlap-nothing"), words, |_| {});
}

/// "Of 2,310 people in 3 audiences 204 are in more than one. Largest overlap: …".
fn sentence(state: &State, overlapped: &Overlapped) -> String {
    let overlap = &overlapped.overlap;
    let (people, shared) = (overlap.people() as u64, overlap.shared() as u64);
    let audiences = overlapped.ids.len();
    if shared == 0 {
        return t!("overlap-nobody-shared", people = people, audiences = audiences);
    }
    let words = t!(
        "overlap-shared",
        people = people,
        audiences = audiences,
        shared = shared,
        share = format::percent(shared as f64 / people.max(1) as f64)
    );
    let Some(part) = overlap.parts.iter().find(|part| part.audiences() > 1) else { return words };
    let names = names_of(state, overlapped, part);
    match part.people as u64 {
        most if most == shared => t!("overlap-all-in", sentence = words, audiences = names),
        most => t!("overlap-most-in", sentence = words, people = most, audiences = names),
    }
}

/// The audiences that a part is in: "Tea, Coffee and Milk".
fn names_of(state: &State, overlapped: &Overlapped, part: &OverlapPart) -> String {
    let places = (0..overlapped.ids.len()).filter(|place| part.has(*place));
    let names: Vec<String> = places.map(|place| name_of(state, overlapped.ids[place])).collect();
    words::and(&names)
}

fn table(ui: &mut Ui, state: &State, overlapped: &Overlapped) {
    let parts = &overlapped.overlap.parts;
    let all = overlapped.overlap.people().max(1) as f64;
    let head = vec![
        Column::text(t!("overlap-exactly")),
        Column::number(t!("overlap-audiences")),
        Column::number(t!("overlap-people")),
        Column::number(t!("overlap-share")),
    ];
    let table = Table::new("overlap", head).max_height(320.0);
    let table = table.named(|row| names_of(state, overlapped, &parts[row]));
    table.show(ui, parts.len(), |cells, row| {
        let part = parts[row];
        cells.text(names_of(state, overlapped, &part));
        cells.text(format::count(u64::from(part.audiences())));
        cells.text(format::count(part.people as u64));
        cells.text(format::percent(part.people as f64 / all));
    });
}

/// Which audiences are laid over each other.
fn choose(ui: &mut Ui, state: &State, actions: &mut Actions) {
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        card_title(ui, t!("overlap-audiences"), |_| {});
        let shown = state.overlapped();
        let full = shown.len() >= MOST_OVERLAPPED;
        let tall = 360.0;
        egui::ScrollArea::vertical().max_height(tall).auto_shrink([false, true]).show(ui, |ui| {
            for Saved { audience, .. } in state.project().by_priority() {
                let before = shown.contains(&audience.id);
                let mut on = before;
                let known = state.session.audiences.people(audience);
                ui.add_enabled_ui(before || (known.is_some() && !full), |ui| {
                    let people = known.map_or(t!("overlap-none-yet").to_owned(), |p| {
                        format::people(p.len() as u64)
                    });
                    checkbox(ui, &mut on, &format!("{} · {people}", audience.name));
                });
                if on != before {
                    let mut ids = shown.clone();
                    ids.retain(|id| *id != audience.id);
                    ids.extend(on.then_some(audience.id));
                    actions.push(Action::Overlap(ids));
                }
            }
        });
        if full {
            Text::small(t!("overlap-most", most = MOST_OVERLAPPED)).show(ui);
        }
    });
}

/// The order in which audiences get their people.
fn priority(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let project = state.project();
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        card_title(ui, t!("overlap-one-each"), |_| {});
        let mut on = !project.priority.is_empty();
        let words = t!("overlap-only-one");
        if checkbox(ui, &mut on, words).changed() {
            let ids = if on { state.overlapped() } else { Vec::new() };
            actions.decide(message!("overlap-undo"), move |p| p.priority = ids);
        }
        if project.priority.is_empty() {
            Text::dim(t!("overlap-no-order")).wrap().show(ui);
            return;
        }
        Text::dim(t!("overlap-order")).wrap().show(ui);
        let audiences: Vec<&Saved> =
            project.priority.iter().filter_map(|id| project.audience(*id)).collect();
        let head = vec![
            Column::number("").exact(28.0),
            Column::text(t!("overlap-audience")).at_least(120.0),
            Column::number(t!("overlap-people")).exact(76.0),
            Column::number(t!("overlap-on-list")).exact(86.0).about(t!("overlap-on-list-about")),
            Column::text("").exact(112.0),
        ];
        let rows = audiences.len();
        let counts =
            state.session.overlap.value().map(|o| o.priority.as_slice()).unwrap_or_default();
        Table::new("priority", head).row_height(36.0).show(ui, rows, |cells, row| {
            let audience = &audiences[row].audience;
            cells.text((row + 1).to_string());
            cells.text(&audience.name);
            match counts.iter().find(|c| c.0 == audience.id) {
                Some((_, before, after)) => {
                    cells.text(format::count(*before as u64));
                    cells.text(format::count(*after as u64));
                }
                None => (0..2).for_each(|_| cells.dim("–")),
            }
            cells.cell(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let (id, name) = (audience.id, &audience.name);
                let up = Button::icon_only(Icon::ArrowUp, t!("overlap-up", name = name));
                if up.enabled(row > 0).show(ui).clicked() {
                    moved(actions, id, -1);
                }
                let down = Button::icon_only(Icon::ArrowDown, t!("overlap-down", name = name));
                if down.enabled(row + 1 < rows).show(ui).clicked() {
                    moved(actions, id, 1);
                }
                let out = Button::icon_only(Icon::Close, t!("overlap-take-out", name = name));
                if out.show(ui).clicked() {
                    actions
                        .decide(message!("overlap-undo"), move |p| p.priority.retain(|i| *i != id));
                }
            });
        });
        let missing: Vec<u64> =
            state.overlapped().into_iter().filter(|id| !project.priority.contains(id)).collect();
        if !missing.is_empty() {
            let words = t!("overlap-add", audiences = missing.len());
            if Button::link(words).show(ui).clicked() {
                actions.decide(message!("overlap-undo"), move |p| p.priority.extend(missing));
            }
        }
    });
}

/// Moves an audience up or down among those that are there; numbers of deleted ones go.
fn moved(actions: &mut Actions, id: u64, by: isize) {
    actions.decide(message!("overlap-undo"), move |project| {
        let mut order = std::mem::take(&mut project.priority);
        order.retain(|id| project.audience(*id).is_some());
        if let Some(from) = order.iter().position(|i| *i == id)
            && let Some(to) = from.checked_add_signed(by).filter(|to| *to < order.len())
        {
            order.swap(from, to);
        }
        project.priority = order;
    });
}
