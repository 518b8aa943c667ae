//! Which fields of a file say who, when and what: suggested, and changeable.

use egui::Ui;

use crate::app::theme::space;
use crate::app::widgets::{
    Button, Select, SelectItem, Text, TextField, explained, grid, segmented,
};
use crate::app::{Actions, State};
use crate::base::language::{Message, message, t};
use crate::catalog::{self, EventFile, EventName, FileRole, PeopleTable, Repeats, RowsAre};
use crate::import::{FieldInfo, Source, TimeFormat};

/// Least width of a field that is chosen: its own name and what it is chosen for can be read.
const LEAST: f32 = 128.0;

/// What rows can be.
fn kinds() -> [&'static str; 4] {
    [
        t!("data-holds-events"),
        t!("data-holds-products"),
        t!("data-holds-people"),
        t!("data-holds-nothing"),
    ]
}

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
    grid(ui, 5, LEAST, space::M, |ui, place| match (place, role) {
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
            joined_by(
                ui,
                (t!("data-product-id"), t!("data-product-id-about")),
                source,
                id,
                files,
                make,
                actions,
            );
        }
        (1, FileRole::People(people)) => {
            let table = people.clone();
            let make = move |id| FileRole::People(PeopleTable { id, ..table.clone() });
            joined_by(
                ui,
                (t!("data-person"), t!("data-table-person-about")),
                source,
                &people.id,
                files,
                make,
                actions,
            );
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
    let answer = explained(ui, t!("data-holds"), t!("data-holds-about"), |ui| {
        let kinds = kinds();
        Select::new(t!("data-holds"))
            .show(ui, Some(now), kinds.len(), |i| SelectItem::new(kinds[i]))
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
        set(actions, message!("data-step-holds"), files, move |_, role| *role = new.clone());
    }
}

/// Changes the role of every file of the shape; each keeps what else it has. The first argument of
/// `change` is the file's place among them.
fn set(
    actions: &mut Actions,
    name: Message,
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
    name: Message,
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
    let note = if short.is_empty() { t!("data-field-empty").to_owned() } else { short };
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
        Some(path) => select.current(SelectItem::new(path.to_owned()).note(t!("data-field-lost"))),
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
    /// What that means.
    about: &'a str,
    /// What a change of it is called when it is undone.
    name: Message,
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
    let OneField { label, about, name, select, now, give } = role;
    let (chosen, cleared) = explained(ui, label, about, |ui| pick(ui, select, source, now));
    if chosen.is_some() || cleared {
        let formats = time_formats(state, files, chosen.as_deref().unwrap_or_default());
        set(actions, name, files, move |place, role| {
            give(role, chosen.as_deref(), formats[place]);
        });
    }
}

fn person(events: &EventFile) -> OneField<'_> {
    OneField {
        label: t!("data-person"),
        about: t!("data-person-about"),
        name: message!("data-step-person"),
        select: Select::new(t!("data-person")).hint(t!("data-person-hint")),
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
    let others = fields.iter().skip(1).cloned();
    let others = others.reduce(|all, next| t!("data-else-two", first = all, second = next));
    if let Some(others) = others {
        Text::small(t!("data-else", fields = others)).truncate().show(ui);
    }
}

fn anonymous(events: &EventFile) -> OneField<'_> {
    OneField {
        label: t!("data-anonymous"),
        about: t!("data-anonymous-about"),
        name: message!("data-step-anonymous"),
        select: Select::new(t!("data-anonymous")).none(t!("data-anonymous-none")),
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
        label: t!("data-role-time"),
        about: t!("data-role-time-about"),
        name: message!("data-step-time"),
        select: Select::new(t!("data-role-time")).hint(t!("data-role-time-hint")),
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
        label: t!("data-updated"),
        about: t!("data-updated-about"),
        name: message!("data-step-updated"),
        select: Select::new(t!("data-updated")).none(t!("data-updated-none")),
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
    let label = t!("data-event");
    let fields = events.event.fields();
    let now = fields.first().map(String::as_str);
    let (chosen, cleared) = explained(ui, label, t!("data-event-about"), |ui| {
        pick(ui, Select::new(label).none(t!("data-event-none")), source, now)
    });
    if let Some(path) = chosen {
        set_events(actions, message!("data-step-event"), files, move |_, events| {
            events.event = EventName::Field(path.clone());
        });
    } else if cleared {
        let name = event_name(source, files);
        set_events(actions, message!("data-step-event"), files, move |_, events| {
            events.event = EventName::Fixed(name.clone());
        });
    }
    else_fields(ui, fields);
    let roles = &state.project().catalog.files;
    let own_name = |file: &usize| {
        roles.get(*file).and_then(FileRole::events).is_some_and(|e| e.event != events.event)
    };
    if matches!(events.event, EventName::Fixed(_)) && files.iter().any(own_name) {
        Text::small(t!("data-event-own-names")).truncate().show(ui);
    } else if let EventName::Fixed(name) = &events.event {
        let text = TextField::new(t!("data-event-name")).hint(t!("data-event-name")).compact();
        let typed = text.typed(ui, name, |name| !name.trim().is_empty());
        if typed.done {
            let name = typed.text.trim().to_owned();
            set_events(actions, message!("data-step-name-event"), files, move |_, events| {
                events.event = EventName::Fixed(name.clone());
            });
        }
    }
}

fn joined_by(
    ui: &mut Ui,
    (label, about): (&str, &str),
    source: &Source,
    id: &str,
    files: &[usize],
    make: impl Fn(String) -> FileRole + 'static,
    actions: &mut Actions,
) {
    let (chosen, _) =
        explained(ui, label, about, |ui| pick(ui, Select::new(label), source, Some(id)));
    if let Some(path) = chosen {
        set(actions, message!("data-step-id"), files, move |_, role| *role = make(path.clone()));
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
    let named = t!("data-same-roles-as", files = others.len(), file = source.name());
    let button = Button::link(t!("data-same-roles", files = others.len())).named(named);
    if button.show(ui).clicked() {
        let role = role.clone();
        set(actions, message!("data-step-same-roles"), others, move |_, other| {
            *other = role_for(&role, other);
        });
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
    if name.is_empty() { t!("data-event-of-files").to_owned() } else { name }
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
        Text::body(t!("data-first-is", example = example)).show(ui);
        let mut now = format;
        let options = [
            (TimeFormat::DayFirst, t!("data-day")),
            (TimeFormat::MonthFirst, t!("data-month")),
            (TimeFormat::YearFirst, t!("data-year")),
        ];
        if segmented(ui, t!("data-order"), &mut now, &options) {
            set(actions, message!("data-step-order"), files, move |_, role| match role {
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
        ui.spacing_mut().item_spacing.y = 0.0;
        Text::small(t!("data-left-out")).show(ui).on_hover_text(t!("data-left-out-about"));
        for (place, rule) in events.leave_out.iter().enumerate() {
            let words = rule.reason().to_string();
            Text::small(&words).color(|t| t.text).show(ui);
            let count = Button::link(t!("data-include"))
                .named(t!("data-include-named", rule = words.as_str()));
            if count.show(ui).clicked() {
                set_events(actions, message!("data-step-count-rows"), files, move |_, events| {
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
        ui.spacing_mut().item_spacing.y = 0.0;
        let (words, switch, named, about, then) = match &events.repeats {
            Repeats::ById(field) => (
                t!("data-repeats-by-id", field = field.as_str()),
                t!("data-count-all"),
                t!("data-count-all-named", file = name.as_str()),
                t!("data-repeats-by-id-about"),
                Repeats::Keep,
            ),
            Repeats::ByAllFields => (
                t!("data-repeats-by-all").to_owned(),
                t!("data-count-all"),
                t!("data-count-all-named", file = name.as_str()),
                t!("data-repeats-by-all-about"),
                Repeats::Keep,
            ),
            Repeats::Keep => (
                t!("data-repeats-keep").to_owned(),
                t!("data-count-once"),
                t!("data-count-once-named", file = name.as_str()),
                t!("data-repeats-keep-about"),
                catalog::suggest_repeats(source).unwrap_or(Repeats::ByAllFields),
            ),
        };
        Text::small(words).show(ui);
        let button = Button::link(switch).tooltip(about).named(named);
        if button.show(ui).clicked() {
            set_events(actions, message!("data-step-repeats"), files, move |_, events| {
                events.repeats = then.clone();
            });
        }
    });
}
