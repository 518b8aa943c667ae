//! Which fields of a file say who, when and what: suggested, and changeable.

use egui::Ui;

use crate::app::theme::space;
use crate::app::widgets::{
    Button, Select, SelectItem, Text, TextField, columns, field, format, segmented,
};
use crate::app::{Actions, State};
use crate::catalog::{self, EventFile, EventName, FileRole, PeopleTable, Repeats, RowsAre};
use crate::import::{FieldInfo, Source, TimeFormat};

const ROLES: [&str; 4] = ["Events", "Products", "People", "Not used"];

/// The roles of files of one shape: shown as the first of them has them, changed for all.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    source: &Source,
    role: Option<&FileRole>,
    files: &[usize],
    actions: &mut Actions,
) {
    let Some(role) = role else { return };
    columns(ui, &[1.0; 5], space::M, |ui, column| match (column, role) {
        (0, _) => holds(ui, source, role, files, actions),
        (1, FileRole::Events(events)) => {
            one_field(ui, state, source, person(events), files, actions);
            else_fields(ui, &events.person);
        }
        (2, FileRole::Events(events)) => {
            one_field(ui, state, source, anonymous(events), files, actions);
        }
        (3, FileRole::Events(events)) => {
            one_field(ui, state, source, time(events), files, actions);
        }
        (4, FileRole::Events(events)) => event(ui, state, source, events, files, actions),
        (1, FileRole::Products { id, unknown }) => {
            let unknown = unknown.clone();
            let make = move |id| FileRole::Products { id, unknown: unknown.clone() };
            joined_by(ui, "Product ID", source, id, files, make, actions);
        }
        (1, FileRole::People(people)) => {
            let table = people.clone();
            let make = move |id| FileRole::People(PeopleTable { id, ..table.clone() });
            joined_by(ui, "Person", source, &people.id, files, make, actions);
        }
        (2, FileRole::People(people)) => {
            one_field(ui, state, source, updated(people), files, actions);
        }
        _ => {}
    });
    match role {
        FileRole::Events(events) => {
            let time = events.time.as_deref();
            ambiguous_time(ui, source, time, events.time_format, files, actions);
            leave_out(ui, events, files, actions);
            repeats(ui, source, events, files, actions);
        }
        FileRole::People(people) => {
            let time = people.time.as_deref();
            ambiguous_time(ui, source, time, people.time_format, files, actions);
        }
        FileRole::Products { .. } | FileRole::Unused => {}
    }
}

fn holds(ui: &mut Ui, source: &Source, role: &FileRole, files: &[usize], actions: &mut Actions) {
    let now = match role {
        FileRole::Events(_) => 0,
        FileRole::Products { .. } => 1,
        FileRole::People(_) => 2,
        FileRole::Unused => 3,
    };
    let answer = field(ui, "Rows are", |ui| {
        Select::new("Rows are").show(ui, Some(now), ROLES.len(), |i| SelectItem::new(ROLES[i]))
    });
    if let Some(chosen) = answer.chosen.filter(|chosen| *chosen != now) {
        // Who, when and which product are suggested anew for what the rows are said to be.
        let new = match chosen {
            0 => match catalog::suggest_as(source, RowsAre::Events) {
                FileRole::Events(events) if events.event.fields().is_empty() => {
                    let event = EventName::Fixed(event_name(source, files));
                    FileRole::Events(EventFile { event, ..events })
                }
                other => other,
            },
            1 => catalog::suggest_as(source, RowsAre::Products),
            2 => catalog::suggest_as(source, RowsAre::People),
            _ => FileRole::Unused,
        };
        set(actions, "change what a file is", files, move |_, role| *role = new.clone());
    }
}

/// Changes the role of every file of the shape; each keeps what else it has. The first argument of
/// `change` is the file's place among them.
fn set(
    actions: &mut Actions,
    name: &'static str,
    files: &[usize],
    change: impl Fn(usize, &mut FileRole) + 'static,
) {
    let files = files.to_vec();
    actions.decide(name, move |project| {
        for (place, file) in files.into_iter().enumerate() {
            if let Some(role) = project.catalog.files.get_mut(file) {
                change(place, role);
            }
        }
    });
}

fn set_events(
    actions: &mut Actions,
    name: &'static str,
    files: &[usize],
    change: impl Fn(usize, &mut EventFile) + 'static,
) {
    set(actions, name, files, move |place, role| {
        if let FileRole::Events(events) = role {
            change(place, events);
        }
    });
}

/// A field of the file as an entry of a list: its path, and what it looks like.
fn entry(field: &FieldInfo) -> SelectItem<'_> {
    let example = field.examples.first().map(String::as_str).unwrap_or_default();
    let short: String = example.chars().take(24).collect();
    let note = if short.is_empty() { "empty".to_owned() } else { short };
    SelectItem::new(field.path.as_str()).note(note)
}

/// A list of the file's fields; the path that was chosen.
fn pick(
    ui: &mut Ui,
    select: Select<'_>,
    source: &Source,
    now: Option<&str>,
) -> (Option<String>, bool) {
    let place = now.and_then(|now| source.fields.iter().position(|f| f.path == now));
    let lost = now.filter(|_| place.is_none());
    let select = match lost {
        Some(path) => select.current(SelectItem::new(path.to_owned()).note("not in the file")),
        // The closed field shows only the path; its example is in the list.
        None => match now {
            Some(path) => select.current(SelectItem::new(path.to_owned())),
            None => select,
        },
    };
    let answer = select.show(ui, place, source.fields.len(), |i| entry(&source.fields[i]));
    let chosen = answer.chosen.map(|i| source.fields[i].path.clone());
    (chosen.filter(|path| Some(path.as_str()) != now), answer.cleared && now.is_some())
}

/// A role that one field of the file has.
struct OneField<'a> {
    label: &'a str,
    /// What a change of it is called when it is undone.
    name: &'static str,
    select: Select<'a>,
    /// The field that has it.
    now: Option<&'a str>,
    /// Gives the role to a field, or to none; a time with how it is written in this file.
    give: fn(&mut FileRole, Option<&str>, TimeFormat),
}

/// Shows which field has a role, and gives it to another in all files of the shape.
fn one_field(
    ui: &mut Ui,
    state: &State,
    source: &Source,
    role: OneField<'_>,
    files: &[usize],
    actions: &mut Actions,
) {
    let OneField { label, name, select, now, give } = role;
    let (chosen, cleared) = field(ui, label, |ui| pick(ui, select, source, now));
    if chosen.is_some() || cleared {
        let formats = time_formats(state, files, chosen.as_deref().unwrap_or_default());
        set(actions, name, files, move |place, role| {
            give(role, chosen.as_deref(), formats[place]);
        });
    }
}

fn person(events: &EventFile) -> OneField<'_> {
    OneField {
        label: "Person",
        name: "choose person",
        select: Select::new("Person").hint("Which field says who?"),
        now: events.person.first().map(String::as_str),
        give: |role, path, _| {
            if let FileRole::Events(events) = role {
                events.person = path.into_iter().map(str::to_owned).collect();
            }
        },
    }
}

/// The fields that are looked at where the one before is empty.
fn else_fields(ui: &mut Ui, fields: &[String]) {
    if fields.len() > 1 {
        Text::small(format!("else {}", fields[1..].join(", else "))).truncate().show(ui);
    }
}

fn anonymous(events: &EventFile) -> OneField<'_> {
    OneField {
        label: "Anonymous ID",
        name: "choose anonymous ID",
        select: Select::new("Anonymous ID").none("No anonymous ID"),
        now: events.anonymous.as_deref(),
        give: |role, path, _| {
            if let FileRole::Events(events) = role {
                events.anonymous = path.map(str::to_owned);
            }
        },
    }
}

fn time(events: &EventFile) -> OneField<'_> {
    OneField {
        label: "Time",
        name: "choose time",
        select: Select::new("Time").hint("Which field says when?"),
        now: events.time.as_deref(),
        give: |role, path, format| {
            if let FileRole::Events(events) = role {
                (events.time, events.time_format) = (path.map(str::to_owned), format);
            }
        },
    }
}

/// When a row of a people file was true: of several rows of one person the latest has the last word.
fn updated(people: &PeopleTable) -> OneField<'_> {
    OneField {
        label: "Row updated at",
        name: "choose when rows were updated",
        select: Select::new("Row updated at").none("The last row counts"),
        now: people.time.as_deref(),
        give: |role, path, format| {
            if let FileRole::People(people) = role {
                (people.time, people.time_format) = (path.map(str::to_owned), format);
            }
        },
    }
}

fn event(
    ui: &mut Ui,
    state: &State,
    source: &Source,
    events: &EventFile,
    files: &[usize],
    actions: &mut Actions,
) {
    let label = "Event";
    let fields = events.event.fields();
    let now = fields.first().map(String::as_str);
    let (chosen, cleared) = field(ui, label, |ui| {
        pick(ui, Select::new(label).none("Every row is the same"), source, now)
    });
    if let Some(path) = chosen {
        set_events(actions, "choose event", files, move |_, events| {
            events.event = EventName::Field(path.clone());
        });
    } else if cleared {
        let name = event_name(source, files);
        set_events(actions, "choose event", files, move |_, events| {
            events.event = EventName::Fixed(name.clone());
        });
    }
    else_fields(ui, fields);
    let roles = &state.project().catalog.files;
    let own_name = |file: &usize| {
        roles.get(*file).and_then(FileRole::events).is_some_and(|e| e.event != events.event)
    };
    if matches!(events.event, EventName::Fixed(_)) && files.iter().any(own_name) {
        Text::small("Each file is named after itself").truncate().show(ui);
    } else if let EventName::Fixed(name) = &events.event {
        let text = TextField::new("Name of the event").hint("Name of the event").compact();
        let typed = text.typed(ui, name, |name| !name.trim().is_empty());
        if typed.done {
            let name = typed.text.trim().to_owned();
            set_events(actions, "name event", files, move |_, events| {
                events.event = EventName::Fixed(name.clone());
            });
        }
    }
}

fn joined_by(
    ui: &mut Ui,
    label: &str,
    source: &Source,
    id: &str,
    files: &[usize],
    make: impl Fn(String) -> FileRole + 'static,
    actions: &mut Actions,
) {
    let (chosen, _) = field(ui, label, |ui| pick(ui, Select::new(label), source, Some(id)));
    if let Some(path) = chosen {
        set(actions, "choose ID", files, move |_, role| *role = make(path.clone()));
    }
}

/// Offers the roles of the first file for those of its shape that have others.
pub(super) fn differing(
    ui: &mut Ui,
    source: &Source,
    role: Option<&FileRole>,
    others: &[usize],
    actions: &mut Actions,
) {
    let Some(role) = role.filter(|_| !others.is_empty()) else { return };
    let files = format::plural(others.len() as u64, "other file");
    let words = format!("Use these roles for {files} with the same fields");
    let button = Button::link(&words).named(format!("{words} as {}", source.name()));
    if button.show(ui).clicked() {
        let role = role.clone();
        set(actions, "same roles", others, move |_, other| *other = role_for(&role, other));
    }
}

/// The event of a file whose rows are all the same: the file's name. Of many files of one shape it is
/// what their names share: days and numbers are no events.
fn event_name(source: &Source, files: &[usize]) -> String {
    let stem = source.stem();
    if files.len() == 1 {
        return stem;
    }
    let words = stem.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1);
    let name = words.collect::<Vec<_>>().join(" ");
    if name.is_empty() { "event".to_owned() } else { name }
}

/// How each file writes the time in the field at `path`.
fn time_formats(state: &State, files: &[usize], path: &str) -> Vec<TimeFormat> {
    let source = |file: &usize| state.opened(*file).and_then(|opened| opened.source.as_ref());
    let format = |file| source(file).and_then(|source| source.field(path)).map(|f| f.time_format);
    files.iter().map(|file| format(file).unwrap_or_default()).collect()
}

/// A role as another file takes it over: an event that is named after its file keeps its name.
pub(super) fn role_for(role: &FileRole, other: &FileRole) -> FileRole {
    match (role, other) {
        (FileRole::Events(role), FileRole::Events(other))
            if role.event.fields().is_empty() && other.event.fields().is_empty() =>
        {
            FileRole::Events(EventFile { event: other.event.clone(), ..role.clone() })
        }
        _ => role.clone(),
    }
}

/// 3/4/2026 is the third of April or the fourth of March: a person must say where the file does
/// not.
fn ambiguous_time(
    ui: &mut Ui,
    source: &Source,
    path: Option<&str>,
    format: TimeFormat,
    files: &[usize],
    actions: &mut Actions,
) {
    let Some(time) = path.and_then(|path| source.field(path)) else { return };
    if !time.time_ambiguous {
        return;
    }
    ui.horizontal(|ui| {
        let example = time.examples.first().map_or("3/4/2026", String::as_str);
        Text::body(format!("{example} has first the")).show(ui);
        let mut now = format;
        let options = [
            (TimeFormat::DayFirst, "Day"),
            (TimeFormat::MonthFirst, "Month"),
            (TimeFormat::YearFirst, "Year"),
        ];
        if segmented(ui, "Day, month or year first", &mut now, &options) {
            set(actions, "choose day order", files, move |_, role| match role {
                FileRole::Events(events) => events.time_format = now,
                FileRole::People(people) => people.time_format = now,
                FileRole::Products { .. } | FileRole::Unused => {}
            });
        }
    });
}

fn leave_out(ui: &mut Ui, events: &EventFile, files: &[usize], actions: &mut Actions) {
    if events.leave_out.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        Text::small("Left out, as no sign of interest:").show(ui);
        for (place, rule) in events.leave_out.iter().enumerate() {
            let words = rule.reason().to_string();
            Text::small(&words).color(|t| t.text).show(ui);
            let count = Button::link("Include").named(format!("Count rows: {words}"));
            if count.show(ui).clicked() {
                set_events(actions, "count rows", files, move |_, events| {
                    if place < events.leave_out.len() {
                        events.leave_out.remove(place);
                    }
                });
            }
        }
    });
}

/// What becomes of rows that were delivered more than once, and the switch for it.
fn repeats(
    ui: &mut Ui,
    source: &Source,
    events: &EventFile,
    files: &[usize],
    actions: &mut Actions,
) {
    let name = source.name();
    ui.horizontal_wrapped(|ui| {
        let (words, switch, about, then) = match &events.repeats {
            Repeats::ById(field) => (
                format!("Rows delivered more than once count once, told by {field}."),
                "Count them all",
                "Rows with the same message ID and the same content are one event that was sent twice",
                Repeats::Keep,
            ),
            Repeats::ByAllFields => (
                "Rows that are the same in every field count once.".to_owned(),
                "Count them all",
                "Two rows that do not differ in any field are taken for one event",
                Repeats::Keep,
            ),
            Repeats::Keep => (
                "Rows that are repeated count each time.".to_owned(),
                "Count them once",
                "Where rows have a message ID it tells which are repeated, else all fields",
                catalog::suggest_repeats(source).unwrap_or(Repeats::ByAllFields),
            ),
        };
        Text::small(words).show(ui);
        let button = Button::link(switch).tooltip(about).named(format!("{switch}: {name}"));
        if button.show(ui).clicked() {
            set_events(actions, "repeated rows", files, move |_, events| {
                events.repeats = then.clone();
            });
        }
    });
}
