//! The people, best first, with their reasons.

use std::sync::Arc;

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::timeline;
use super::view::{Shown, View};
use crate::app::help::terms::Term;
use crate::app::tasks::found::Found;
use crate::app::tasks::people_order::{OrderBy, PeopleOrder, sort};
use crate::app::theme::{Icon, height, space};
use crate::app::widgets::{
    Button, Card, Column, Row, Table, Text, TextField, card_title, checkbox, format,
};
use crate::app::{Action, Actions};
use crate::base::language::{message, t};
use crate::base::progress::Progress;
use crate::base::words::decimal;
use crate::model::Reason;

/// Rows of the table: far beyond what anyone reads, and as far as the screen's numbers tell rows
/// apart.
const ROWS: usize = 1_000_000;

/// A card narrower than this has its search below its title.
const TIGHT: f32 = 480.0;
/// In a card narrower than this, reasons have two lines.
const ROOMY: f32 = 900.0;

/// Height of the table where there is little room, and where there is most.
const LEAST: f32 = 300.0;
const MOST: f32 = 760.0;

/// What the table shows in one frame.
struct People<'a> {
    shown: &'a Shown<'a>,
    found: &'a Found,
    people: usize,
    average: f64,
    /// Traits that have a column.
    traits: Vec<&'a str>,
    /// Rows of the ranking in the order of the lines; `None`: best first, or worst first.
    rows: Option<Rows>,
    worst_first: bool,
}

/// Rows of the ranking, line by line.
enum Rows {
    Ordered(Arc<Vec<usize>>),
    Found(Vec<usize>),
}

impl People<'_> {
    fn lines(&self) -> usize {
        match &self.rows {
            Some(Rows::Ordered(rows)) => rows.len().min(ROWS),
            Some(Rows::Found(rows)) => rows.len(),
            None => self.people.min(ROWS),
        }
    }

    /// The row of the ranking in a line of the table.
    fn row(&self, line: usize) -> usize {
        match &self.rows {
            Some(Rows::Ordered(rows)) => rows[line],
            Some(Rows::Found(rows)) => rows[line],
            None if self.worst_first => self.people - 1 - line,
            None => line,
        }
    }

    /// The person in a row of the ranking, as the history knows them.
    fn person(&self, row: usize) -> u32 {
        let computed = &self.found.computed;
        computed.scored.people[computed.ranking.order[row] as usize]
    }

    fn name(&self, row: usize) -> &str {
        self.found.history().people.get(self.person(row))
    }
}

/// The table of people.
pub(super) fn card(
    ui: &mut Ui,
    shown: &Shown<'_>,
    found: &Found,
    view: &mut View,
    actions: &mut Actions,
) {
    let summary = found.computed.summary(shown.audience());
    let people = summary.people;
    let known = &found.past.ready.traits;
    let wanted = shown.people_columns.iter().map(String::as_str);
    let traits: Vec<&str> = wanted.filter(|name| known.names().any(|n| n == *name)).collect();
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        head(ui, found, people, &traits, view, actions);
        if !shown.fresh {
            ui.set_opacity(0.4);
        }
        let tight = ui.available_width() < ROOMY;
        let table = Table::new("people", columns(&traits))
            .row_height(if tight { height::TWO_LINES } else { height::ROW })
            .max_height((0.5 * ui.ctx().content_rect().height()).clamp(LEAST, MOST));
        let sorted = table.sorted_by(ui.ctx());
        let mut all = People {
            shown,
            found,
            people,
            average: summary.average,
            traits,
            rows: None,
            worst_first: sorted == Some((1, false)),
        };
        let order = sorted.and_then(|(place, down)| order(place, down, &all.traits));
        arrange(ui, &mut all, order, view, actions);
        let shown_now = match &all.rows {
            Some(Rows::Ordered(rows)) => Arc::as_ptr(rows).addr(),
            Some(Rows::Found(_)) => 1,
            None => 2 + usize::from(all.worst_first),
        };
        let open = view.open_person.filter(|row| *row < people);
        let line_of = view.open_line.filter(|(of, line)| *of == shown_now && *line < all.lines());
        let line_of = line_of.map(|(_, line)| line).filter(|line| Some(all.row(*line)) == open);
        let pressed = table
            .clickable(|line| {
                let row = all.row(line);
                t!("builder-person-rank", person = all.name(row), rank = row + 1)
            })
            .selected(line_of)
            .show(ui, all.lines(), |cells, line| fill(cells, &all, (all.row(line), tight), view));
        if let Some(line) = pressed {
            let row = all.row(line);
            view.open_person = (open != Some(row)).then_some(row);
            view.open_line = Some((shown_now, line));
            view.reveal_person = view.open_person.is_some();
        }
        if let Some(row) = view.open_person.filter(|row| *row < people) {
            let about = ui.scope(|ui| person(ui, &all, row, view, actions));
            // It stands below a table that may fill the window: whoever asked for it shall see it, and
            // all of it as soon as the past is there.
            if view.reveal_person {
                ui.scroll_to_rect(about.response.rect.expand(space::M), None);
                view.reveal_person = !about.inner;
            }
        }
    });
}

/// Title, search and the choice of columns.
fn head(
    ui: &mut Ui,
    found: &Found,
    people: usize,
    traits: &[&str],
    view: &mut View,
    actions: &mut Actions,
) {
    let mut right = |ui: &mut Ui| {
        Text::small(format::people(people as u64)).show(ui);
        choose_columns(ui, found, traits, actions);
        TextField::new(t!("builder-search"))
            .hint(t!("builder-search-hint"))
            .icon(Icon::Search)
            .width(160.0)
            .compact()
            .show(ui, &mut view.search.query);
    };
    if ui.available_width() > TIGHT {
        card_title(ui, t!("builder-people"), right);
        return;
    }
    Text::strong(t!("builder-people")).show(ui);
    ui.horizontal(|ui| right(ui));
}

/// Which traits have a column.
fn choose_columns(ui: &mut Ui, found: &Found, traits: &[&str], actions: &mut Actions) {
    let known: Vec<&str> = found.past.ready.traits.names().collect();
    let none = known.is_empty().then(|| t!("builder-no-traits").to_owned());
    let button =
        Button::link(t!("builder-columns")).unless(none).tooltip(t!("builder-columns-tip"));
    let button = button.show(ui);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(200.0);
        ScrollArea::vertical().max_height(320.0).min_scrolled_height(320.0).show(ui, |ui| {
            for name in &known {
                let mut on = traits.contains(name);
                if checkbox(ui, &mut on, name).changed() {
                    let name = (*name).to_owned();
                    actions.decide(message!("builder-undo-columns"), move |project| {
                        project.people_columns.retain(|column| *column != name);
                        if on {
                            project.people_columns.push(name);
                        }
                    });
                }
            }
        });
    });
}

/// Person, numbers, traits, reasons.
fn columns(traits: &[&str]) -> Vec<Column> {
    let fixed = [
        t!("builder-person"),
        t!("builder-propensity"),
        t!("builder-times-average"),
        t!("builder-why"),
    ];
    let mut columns = vec![
        Column::text(fixed[0]).exact(110.0).sortable(),
        Column::number(fixed[1]).exact(92.0).sortable().about(Term::Propensity.about()),
        Column::number(fixed[2]).exact(96.0).about(t!("builder-times-average-about")),
    ];
    columns.extend(traits.iter().map(|name| {
        // Columns are told apart by their titles.
        let title = match fixed.contains(name) {
            true => t!("builder-trait-column", name = *name),
            false => (*name).to_owned(),
        };
        Column::text(title).exact(112.0).sortable()
    }));
    let why = Column::text(fixed[3]).at_least(100.0);
    columns.push(why.about(t!("builder-why-about")));
    columns
}

/// The order that a sorted column asks for and that a worker makes.
fn order(place: usize, descending: bool, traits: &[&str]) -> Option<PeopleOrder> {
    let by = match place {
        0 => OrderBy::Id,
        place => OrderBy::Trait((*traits.get(place.checked_sub(3)?)?).to_owned()),
    };
    Some(PeopleOrder { by, descending })
}

/// Finds who is searched for, and puts the lines in the order that is asked for.
fn arrange(
    ui: &mut Ui,
    all: &mut People<'_>,
    order: Option<PeopleOrder>,
    view: &mut View,
    actions: &mut Actions,
) {
    let (found, people) = (all.found, all.people);
    let ranking = Arc::as_ptr(&found.computed.ranking).addr();
    let searching = view.search.look(ranking, people, |row| all.name(row));
    if searching {
        ui.ctx().request_repaint();
    }
    if view.search.is_on() {
        let mut hits = view.search.hits.clone();
        match order {
            // So few are ordered at once.
            Some(order) => {
                // Nothing stops it: an unfinished order is never shown.
                let _ = sort(found, &order, &mut hits, &Progress::default());
            }
            None if all.worst_first => hits.reverse(),
            None => {}
        }
        if let (true, false) = (hits.is_empty(), searching) {
            let words = t!("builder-nobody-found", query = &view.search.query);
            Text::dim(words).wrap().show(ui);
        }
        all.rows = Some(Rows::Found(hits));
    } else if let Some(order) = order {
        let orders = all.shown.work.entry(all.shown.id()).map(|entry| &entry.insights.orders);
        match orders.and_then(|orders| orders.of(found, people, &order)) {
            Some(rows) => all.rows = Some(Rows::Ordered(rows.clone())),
            None => {
                Text::small(t!("builder-ordering")).show(ui);
                actions.push(Action::OrderPeople(all.shown.id(), order));
            }
        }
    }
}

/// One line of the table.
fn fill(
    cells: &mut Row<'_, '_, '_>,
    all: &People<'_>,
    (row, tight): (usize, bool),
    view: &mut View,
) {
    let computed = &all.found.computed;
    let propensity = f64::from(computed.ranking.propensity[row]);
    let name = all.name(row);
    cells.text(name);
    cells.text(format::percent(propensity));
    cells.text(times(propensity, all.average));
    for known in &all.traits {
        cells.dim(all.found.past.ready.traits.get(name, known).unwrap_or("–"));
    }
    let reasons = view.reasons.get(all.found, computed.ranking.order[row]);
    cells.cell(|ui| {
        if reasons.is_empty() {
            Text::dim("–").show(ui);
        } else {
            let line = Text::dim(sentence(&reasons, " · ")).truncate().silent();
            let line = line.lines(if tight { 2 } else { 1 }).show(ui);
            line.on_hover_text(sentence(&reasons, "\n"));
        }
    });
}

/// One person's reasons in full, and their past; whether the past is there already.
fn person(
    ui: &mut Ui,
    all: &People<'_>,
    row: usize,
    view: &mut View,
    actions: &mut Actions,
) -> bool {
    let (shown, found, code) = (all.shown, all.found, all.person(row));
    let place = found.computed.ranking.order[row];
    let reasons = view.reasons.get(found, place);
    let name = all.name(row);
    ui.separator();
    Text::medium(t!("builder-why-person", person = name, rank = row + 1)).wrap().show(ui);
    if reasons.is_empty() {
        Text::dim(t!("builder-nothing-stands-out")).show(ui);
    }
    for reason in reasons.iter() {
        Text::body(format!("· {}", reason.words)).wrap().selectable().show(ui);
    }
    recommended(ui, shown, found, place);
    Text::label(t!("builder-what-they-did")).show(ui);
    let pasts = shown.work.entry(shown.id()).map(|entry| &entry.insights.pasts);
    let past = pasts.and_then(|pasts| pasts.of(found, code));
    match past {
        Some(past) => timeline::show(ui, past, &shown.audience().target_words()),
        None => {
            Text::small(t!("builder-reading-past")).show(ui);
            actions.push(Action::Recall(shown.id(), code));
        }
    }
    past.is_some()
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
    let words = match values.is_empty() {
        true => t!("builder-nothing-left").to_owned(),
        false => values.join(" · "),
    };
    let words = t!("builder-recommended", column = &wanted.column, values = words);
    Text::body(words).wrap().selectable().show(ui);
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
    decimal(times, usize::from(times < 9.95))
}
