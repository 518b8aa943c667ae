//! The people, best first, with their reasons.

use std::sync::Arc;

use egui::Ui;

use super::view::{Shown, View};
use crate::app::tasks::found::Found;
use crate::app::theme::{Icon, space};
use crate::app::widgets::{Card, Column, Table, Text, TextField, card_title, format};
use crate::model::Reason;

/// Rows of the table: far beyond what anyone reads, and as far as the screen's numbers tell rows
/// apart.
const ROWS: usize = 1_000_000;

/// The table of people.
pub(super) fn card(ui: &mut Ui, shown: &Shown<'_>, found: &Found, view: &mut View) {
    let computed = &found.computed;
    let summary = computed.summary(shown.audience());
    let people = summary.people;
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        card_title(ui, "People, best first", |ui| {
            TextField::new("Search people by ID")
                .hint("Search by ID")
                .icon(Icon::Search)
                .width(180.0)
                .compact()
                .show(ui, &mut view.search.query);
            Text::small(format::people(people as u64)).show(ui);
        });
        if !shown.fresh {
            ui.set_opacity(0.4);
        }
        let columns = vec![
            Column::text("Person").exact(128.0),
            Column::number("Propensity")
                .exact(100.0)
                .about("How likely this person is to engage within the horizon"),
            Column::number("× average")
                .exact(82.0)
                .about("Propensity against the average person's"),
            Column::text("Why").about("What raises it most; press a row to read all of it"),
        ];
        let history = found.history();
        let name = |row: usize| {
            let person = computed.scored.people[computed.ranking.order[row] as usize];
            history.people.get(person).to_owned()
        };
        let open = view.open_person.filter(|p| *p < people);
        let searching = view.search.look(Arc::as_ptr(&computed.ranking).addr(), people, |row| {
            history.people.get(computed.scored.people[computed.ranking.order[row] as usize])
        });
        if searching {
            ui.ctx().request_repaint();
        }
        let hits = view.search.is_on().then(|| view.search.hits.clone());
        let row_of = |line: usize| hits.as_ref().map_or(line, |hits| hits[line]);
        let lines = hits.as_ref().map_or(people.min(ROWS), |hits| hits.len());
        if let (0, false) = (lines, searching) {
            Text::dim(format!("Nobody in this audience has “{}” in their ID.", view.search.query))
                .wrap()
                .show(ui);
        }
        let pressed = Table::new("people", columns)
            .max_height(300.0)
            .clickable(|line| format!("{}, rank {}", name(row_of(line)), row_of(line) + 1))
            .selected(open.and_then(|open| match &hits {
                Some(hits) => hits.binary_search(&open).ok(),
                None => Some(open),
            }))
            .show(ui, lines, |cells, line| {
                let row = row_of(line);
                let place = computed.ranking.order[row];
                let propensity = f64::from(computed.ranking.propensity[row]);
                cells.text(name(row));
                cells.text(format::percent(propensity));
                cells.text(times(propensity, summary.average));
                let reasons = view.reasons.get(found, place);
                cells.cell(|ui| {
                    let words = if reasons.is_empty() {
                        "–".to_owned()
                    } else {
                        sentence(&reasons, " · ")
                    };
                    let line = Text::dim(words).truncate().show(ui);
                    if !reasons.is_empty() {
                        line.on_hover_text(sentence(&reasons, "\n"));
                    }
                });
            });
        if let Some(row) = pressed.map(row_of) {
            view.open_person = (open != Some(row)).then_some(row);
        }
        if let Some(row) = view.open_person.filter(|p| *p < people) {
            let reasons = view.reasons.get(found, computed.ranking.order[row]);
            person(ui, &name(row), row, &reasons);
            recommended(ui, shown, found, computed.ranking.order[row]);
        }
    });
}

/// One person's reasons in full.
fn person(ui: &mut Ui, name: &str, row: usize, reasons: &[Reason]) {
    ui.separator();
    Text::medium(format!("Why {name} is number {}", format::count(row as u64 + 1))).show(ui);
    if reasons.is_empty() {
        Text::dim("Nothing in this person's past stands out.").show(ui);
    }
    for reason in reasons {
        Text::body(format!("· {}", reason.words)).wrap().selectable().show(ui);
    }
}

/// What is recommended to this person.
fn recommended(ui: &mut Ui, shown: &Shown<'_>, found: &Found, place: u32) {
    let Some(recommender) = shown.recommend.of(shown.audience(), found) else { return };
    let history = found.history();
    let Some(wanted) = &shown.audience().recommend else { return };
    let Some(column) = history.column(&wanted.column) else { return };
    let person = found.computed.scored.people[place as usize];
    let values = recommender.of(history, person).into_iter();
    let values: Vec<&str> = values.map(|v| history.columns[column].values.get(v)).collect();
    let words = if values.is_empty() { "nothing is left".to_owned() } else { values.join(" · ") };
    let name = &wanted.column;
    Text::body(format!("Recommended {name}: {words}")).wrap().selectable().show(ui);
}

fn sentence(reasons: &[Reason], between: &str) -> String {
    let words: Vec<&str> = reasons.iter().map(|r| r.words.as_str()).collect();
    words.join(between)
}

/// "19" or "2.4": how many times the average.
pub(super) fn times(rate: f64, average: f64) -> String {
    if average <= 0.0 {
        return "–".into();
    }
    let times = rate / average;
    if times >= 9.95 { format!("{times:.0}") } else { format!("{times:.1}") }
}
