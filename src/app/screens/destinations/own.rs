//! A destination of one's own, put together: its name, the kind of file, and column by column what
//! is in it, under which header, in which form.

use egui::Ui;

use super::form::FURTHER;
use super::view::{Shown, View};
use crate::app::Actions;
use crate::app::theme::{Icon, height, space};
use crate::app::widgets::{
    Banner, Button, Card, Column as TableColumn, Select, SelectItem, Table, Text, TextField,
    checkbox, explained, field, grid, spread,
};
use crate::base::language::{Message, message, t};
use crate::export::destination::column::{Column, Hashing};
use crate::export::destination::limits::{Delimiter, FileKind};
use crate::export::{Content, Destination, own};
use crate::workflow;

const KINDS: [(FileKind, &str); 3] =
    [(FileKind::Csv, "CSV"), (FileKind::Parquet, "Parquet"), (FileKind::Excel, "Excel")];

fn delimiters() -> [(Delimiter, &'static str); 3] {
    [
        (Delimiter::Comma, t!("sending-own-comma")),
        (Delimiter::Semicolon, t!("sending-own-semicolon")),
        (Delimiter::Tab, t!("sending-own-tab")),
    ]
}

const KNOWN: [Content; 16] = [
    Content::PersonId,
    Content::Email,
    Content::Phone,
    Content::FirstName,
    Content::LastName,
    Content::City,
    Content::State,
    Content::PostalCode,
    Content::Country,
    Content::BirthDate,
    Content::Age,
    Content::Gender,
    Content::MobileAdId,
    Content::JobTitle,
    Content::Company,
    Content::CustomerValue,
];

/// Draws the editor where one is open; whether it is.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) -> bool {
    let editing = view.editing.as_ref();
    let Some(mine) = editing.and_then(|key| shown.own().iter().find(|d| d.key == *key)) else {
        view.editing = None;
        return false;
    };
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        head(ui, mine, view, actions);
        file(ui, mine, view, actions);
        columns(ui, shown, mine, view, actions);
        add(ui, shown, mine, actions);
        let problems = own::problems(mine);
        if !problems.is_empty() {
            Banner::warn(t!("sending-own-incomplete")).text(problems.join(" ")).show(ui, |_| {});
        }
        Text::small(t!("sending-own-kept")).show(ui);
    });
    true
}

fn change(
    actions: &mut Actions,
    mine: &Destination,
    name: Message,
    change: impl FnOnce(&mut Destination) + 'static,
) {
    let key = mine.key.clone();
    actions.decide(name, move |project| project.change_destination(&key, change));
}

fn head(ui: &mut Ui, mine: &Destination, view: &mut View, actions: &mut Actions) {
    let (mut done, mut delete) = (false, false);
    spread(
        ui,
        |ui| Text::strong(t!("sending-own")).show(ui),
        |ui| {
            delete = Button::ghost(t!("sending-own-delete")).icon(Icon::Delete).show(ui).clicked();
            done = Button::primary(t!("sending-own-done")).show(ui).clicked();
        },
    );
    if done {
        view.shown = view.editing.take();
    } else if delete {
        view.editing = None;
        view.shown = None;
        let key = mine.key.clone();
        actions.decide(message!("sending-step-delete"), move |project| {
            project.remove_destination(&key);
        });
    }
}

/// A text that is taken when the person is done with it, empty or not.
fn text(ui: &mut Ui, view: &mut View, label: &str, now: &str, width: f32) -> Option<String> {
    let typed = view.typed.as_ref().filter(|(at, _)| at == label).map(|(_, text)| text.clone());
    let mut text = typed.unwrap_or_else(|| now.to_owned());
    let response = TextField::new(label).compact().width(width).show(ui, &mut text);
    if response.has_focus() {
        view.typed = Some((label.to_owned(), text));
        return None;
    }
    if response.lost_focus() {
        view.typed = None;
        return (text != now).then_some(text);
    }
    None
}

fn choose<T: PartialEq + Copy>(ui: &mut Ui, label: &str, all: &[(T, &str)], now: T) -> Option<T> {
    let at = all.iter().position(|(value, _)| *value == now);
    let select = Select::new(label).compact();
    let answer = select.show(ui, at, all.len(), |i| SelectItem::new(all[i].1));
    answer.chosen.map(|i| all[i].0)
}

fn file(ui: &mut Ui, mine: &Destination, view: &mut View, actions: &mut Actions) {
    let csv = mine.file == FileKind::Csv;
    let parts: &[FilePart] = match csv {
        true => &[FilePart::Name, FilePart::Kind, FilePart::Between, FilePart::Needs],
        false => &[FilePart::Name, FilePart::Kind, FilePart::Needs],
    };
    grid(ui, parts.len(), LEAST, space::L, |ui, place| match parts[place] {
        FilePart::Name => name(ui, mine, view, actions),
        FilePart::Kind => kind(ui, mine, actions),
        FilePart::Between => between(ui, mine, actions),
        FilePart::Needs => rows(ui, mine, actions),
    });
    if csv {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            switches(ui, mine, actions);
        });
    }
}

/// What is said of the file as a whole.
#[derive(Clone, Copy)]
enum FilePart {
    Name,
    Kind,
    Between,
    Needs,
}

/// Least width of a field that is about the file as a whole.
const LEAST: f32 = 168.0;

fn name(ui: &mut Ui, mine: &Destination, view: &mut View, actions: &mut Actions) {
    let name = field(ui, t!("sending-own-name"), |ui| {
        let room = ui.available_width();
        text(ui, view, t!("sending-own-name-field"), &mine.name, room)
    });
    if let Some(name) = name {
        change(actions, mine, message!("sending-step-name"), move |d| {
            d.name = name.trim().to_owned();
        });
    }
}

fn kind(ui: &mut Ui, mine: &Destination, actions: &mut Actions) {
    let kind = explained(ui, t!("sending-own-file"), t!("sending-own-file-about"), |ui| {
        choose(ui, t!("sending-own-file"), &KINDS, mine.file)
    });
    if let Some(kind) = kind {
        change(actions, mine, message!("sending-step-file"), move |d| d.file = kind);
    }
}

fn between(ui: &mut Ui, mine: &Destination, actions: &mut Actions) {
    let now = mine.delimiter;
    let between = explained(ui, t!("sending-own-between"), t!("sending-own-between-about"), |ui| {
        choose(ui, t!("sending-own-between"), &delimiters(), now)
    });
    if let Some(delimiter) = between {
        change(actions, mine, message!("sending-step-between"), move |d| d.delimiter = delimiter);
    }
}

/// What of a text file is ticked or not.
fn switches(ui: &mut Ui, mine: &Destination, actions: &mut Actions) {
    let mut header = !mine.no_header;
    if checkbox(ui, &mut header, t!("sending-own-header")).changed() {
        change(actions, mine, message!("sending-step-header"), move |d| d.no_header = !header);
    }
    let mut mark = mine.mark_utf8;
    let switch = checkbox(ui, &mut mark, t!("sending-own-mark"));
    if switch.on_hover_text(t!("sending-own-mark-about")).changed() {
        change(actions, mine, message!("sending-step-mark"), move |d| d.mark_utf8 = mark);
    }
    let mut escape_formulas = mine.escape_formulas;
    let switch = checkbox(ui, &mut escape_formulas, t!("sending-own-formulas"));
    if switch.on_hover_text(t!("sending-own-formulas-about")).changed() {
        change(actions, mine, message!("sending-step-formulas"), move |d| {
            d.escape_formulas = escape_formulas;
        });
    }
}

/// Who is in the file at all.
fn rows(ui: &mut Ui, mine: &Destination, actions: &mut Actions) {
    let mut identifiers: Vec<Content> = Vec::new();
    for column in mine.columns.iter().filter(|c| c.content.is_identifier()) {
        if !identifiers.contains(&column.content) {
            identifiers.push(column.content.clone());
        }
    }
    let now = mine.needs.first().and_then(|group| group.first());
    let at = now.and_then(|now| identifiers.iter().position(|c| c == now));
    let answer = explained(ui, t!("sending-own-needs"), t!("sending-own-needs-about"), |ui| {
        let mut select =
            Select::new(t!("sending-own-needs")).compact().none(t!("sending-own-needs-none"));
        if let (Some(now), None) = (now, at) {
            select = select.current(
                SelectItem::new(now.name().into_owned()).note(t!("sending-own-no-column")),
            );
        }
        select.show(ui, at, identifiers.len(), |i| {
            SelectItem::new(identifiers[i].name().into_owned())
        })
    });
    let needs = match answer.chosen {
        Some(i) => vec![vec![identifiers[i].clone()]],
        None if answer.cleared => Vec::new(),
        None => return,
    };
    change(actions, mine, message!("sending-step-needs"), move |d| {
        // Whom the file is matched by stands in it once.
        d.unique = !needs.is_empty();
        d.needs = needs;
    });
}

fn columns(
    ui: &mut Ui,
    shown: &Shown<'_>,
    mine: &Destination,
    view: &mut View,
    actions: &mut Actions,
) {
    let head = vec![
        TableColumn::text(t!("sending-own-column-header"))
            .at_least(130.0)
            .about(t!("sending-own-column-header-about")),
        TableColumn::text(t!("sending-own-column-holds"))
            .at_least(130.0)
            .about(t!("sending-own-column-holds-about")),
        TableColumn::text(t!("sending-own-column-written"))
            .at_least(180.0)
            .weight(1.6)
            .about(t!("sending-own-column-written-about")),
        TableColumn::text(t!("sending-own-column-hashed"))
            .exact(104.0)
            .about(t!("sending-own-column-hashed-about")),
        TableColumn::text("").exact(112.0),
    ];
    let contents = contents(shown);
    Table::new(("own", &mine.key), head).row_height(height::CONTROL_ROW).show(
        ui,
        mine.columns.len(),
        |cells, i| {
            let column = &mine.columns[i];
            cells.cell(|ui| header(ui, mine, i, column, view, actions));
            cells.cell(|ui| holds(ui, mine, i, column, &contents, actions));
            cells.cell(|ui| written(ui, mine, i, column, view, actions));
            cells.cell(|ui| {
                let mut hashed = column.hashing == Hashing::Always;
                if column.content.is_made() {
                    return;
                }
                let named = t!("sending-own-hash", number = i + 1);
                if checkbox(ui, &mut hashed, "SHA-256").accessible_name(named).changed() {
                    set(actions, mine, i, message!("sending-step-hash-column"), move |c| {
                        c.hashing = if hashed { Hashing::Always } else { Hashing::Never };
                    });
                }
            });
            cells.cell(|ui| order(ui, mine, i, actions));
        },
    );
}

fn set(
    actions: &mut Actions,
    mine: &Destination,
    index: usize,
    name: Message,
    change_column: impl FnOnce(&mut Column) + 'static,
) {
    change(actions, mine, name, move |d| {
        if let Some(column) = d.columns.get_mut(index) {
            change_column(column);
        }
    });
}

fn header(
    ui: &mut Ui,
    mine: &Destination,
    i: usize,
    column: &Column,
    view: &mut View,
    actions: &mut Actions,
) {
    let room = ui.available_width();
    let new = text(ui, view, &t!("sending-own-header-of", number = i + 1), &column.header, room);
    if let Some(new) = new {
        set(actions, mine, i, message!("sending-step-name-column"), move |c| c.header = new);
    }
}

/// What can be in a column: which value of what, and what it is called.
fn contents(shown: &Shown<'_>) -> Vec<(Content, usize, String)> {
    let named = |content: Content| {
        let name = content.name().into_owned();
        (content, 0, name)
    };
    let mut all: Vec<(Content, usize, String)> = Vec::new();
    for content in KNOWN {
        let several = matches!(content, Content::Email | Content::Phone);
        all.push(named(content.clone()));
        for nth in (1..3).filter(|_| several) {
            all.push((
                content.clone(),
                nth,
                t!("sending-own-nth", content = content.name().into_owned(), number = nth + 1),
            ));
        }
    }
    all.extend(FURTHER.into_iter().map(named));
    all.extend((1..=5).map(|place| named(Content::Recommended(place))));
    if let Some(found) = shown.found {
        let traits = workflow::further_traits(&found.past.ready);
        let new = traits.into_iter().map(named).filter(|(_, _, name)| {
            KNOWN.iter().all(|known| !known.header().eq_ignore_ascii_case(name))
        });
        all.extend(new.collect::<Vec<_>>());
    }
    all.push((Content::Constant(String::new()), 0, t!("sending-own-constant").to_owned()));
    all
}

fn same(column: &Column, content: &Content, nth: usize) -> bool {
    match (&column.content, content) {
        (Content::Constant(_), Content::Constant(_)) => true,
        (now, other) => now == other && column.nth == nth,
    }
}

fn holds(
    ui: &mut Ui,
    mine: &Destination,
    i: usize,
    column: &Column,
    contents: &[(Content, usize, String)],
    actions: &mut Actions,
) {
    let at = contents.iter().position(|(content, nth, _)| same(column, content, *nth));
    let label = t!("sending-own-holds-of", number = i + 1);
    let mut select = Select::new(&label).id(i).compact();
    if at.is_none() {
        let name = column.content.name().into_owned();
        select = select.current(SelectItem::new(name).note(t!("sending-own-not-in-data")));
    }
    let answer = select.show(ui, at, contents.len(), |i| SelectItem::new(contents[i].2.as_str()));
    if let Some(chosen) = answer.chosen {
        let (content, nth, _) = contents[chosen].clone();
        set(actions, mine, i, message!("sending-step-holds"), move |c| {
            let usual = own::column(content, &[]);
            (c.format, c.content, c.nth) = (usual.format, usual.content, nth);
            if c.content.is_made() {
                c.hashing = Hashing::Never;
            }
        });
    }
}

/// The form of a value; for a text that is the same for everyone, that text.
fn written(
    ui: &mut Ui,
    mine: &Destination,
    i: usize,
    column: &Column,
    view: &mut View,
    actions: &mut Actions,
) {
    let room = ui.available_width();
    if let Content::Constant(now) = &column.content {
        let new = text(ui, view, &t!("sending-own-text-of", number = i + 1), now, room);
        if let Some(new) = new {
            set(actions, mine, i, message!("sending-step-text"), move |c| {
                c.content = Content::Constant(new);
            });
        }
    } else if column.content.is_made() {
        Text::dim(t!("sending-form-as-is")).show(ui);
    } else {
        let label = t!("sending-own-form-of", number = i + 1);
        let chosen = choose(ui, &label, &own::formats(), column.format);
        if let Some(form) = chosen {
            set(actions, mine, i, message!("sending-step-form"), move |c| c.format = form);
        }
    }
}

fn order(ui: &mut Ui, mine: &Destination, i: usize, actions: &mut Actions) {
    let number = i + 1;
    let button = |icon, name: String| Button::icon_only(icon, name).compact();
    if button(Icon::Up, t!("sending-own-up", number = number)).enabled(i > 0).show(ui).clicked() {
        change(actions, mine, message!("sending-step-move"), move |d| d.columns.swap(i, i - 1));
    }
    let last = number == mine.columns.len();
    if button(Icon::Down, t!("sending-own-down", number = number)).enabled(!last).show(ui).clicked()
    {
        change(actions, mine, message!("sending-step-move"), move |d| d.columns.swap(i, i + 1));
    }
    if button(Icon::Close, t!("sending-own-out", number = number)).show(ui).clicked() {
        change(actions, mine, message!("sending-step-column-out"), move |d| {
            d.columns.remove(i);
        });
    }
}

fn add(ui: &mut Ui, shown: &Shown<'_>, mine: &Destination, actions: &mut Actions) {
    let contents = contents(shown);
    let select = Select::new(t!("sending-own-add")).hint(t!("sending-own-add-hint")).width(240.0);
    let answer = select.show(ui, None, contents.len(), |i| SelectItem::new(contents[i].2.as_str()));
    if let Some(chosen) = answer.chosen {
        let (content, nth, _) = contents[chosen].clone();
        change(actions, mine, message!("sending-step-add"), move |d| {
            let column = own::column(content, &d.columns);
            d.columns.push(Column { nth, ..column });
        });
    }
}
