//! The columns of one destination, and what holds for all of them: name, folder, consent, country.

use std::path::PathBuf;

use egui::Ui;

use super::view::{Shown, View, decide_choice};
use crate::app::tasks::export::choice;
use crate::app::theme::space;
use crate::app::widgets::{
    Button, Card, Column as TableColumn, Select, SelectItem, Table, Text, TextField, checkbox,
    columns, explained, help, spread,
};
use crate::app::{Action, Actions};
use crate::base::language::{message, t};
use crate::base::words::{and, quoted};
use crate::export::destination::column::{Column, Hashing};
use crate::export::normalise::ValueFormat;
use crate::export::{
    Choice, Content, Coverage, DayOrder, Destination, Extras, NotUsable, Unused, ValueChange, own,
};
use crate::workflow::{self, country};

/// Further columns offered where a destination takes them.
pub(super) const FURTHER: [Content; 6] = [
    Content::Propensity,
    Content::Rank,
    Content::Percentile,
    Content::Reasons,
    Content::AudienceName,
    Content::Control,
];

/// From this width on, what holds for all destinations stands on one line; from the other one on, on two.
const WIDE: f32 = 900.0;
const SMALL: f32 = 560.0;

/// The columns of the destination that was pressed last, or the first chosen one.
pub(super) fn columns_card(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let lists = &shown.saved.lists;
    let first = lists.choices.first().map(|c| c.destination.key.as_str());
    let key = view.shown.as_deref().or(first);
    let Some(choice) = key.and_then(|key| choice(lists, shown.own(), key)) else {
        Card::new().show(ui, |ui| {
            Text::dim(t!("sending-choose-left")).wrap().show(ui);
        });
        return;
    };
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        spread(
            ui,
            |ui| Text::strong(choice.destination.name()).show(ui),
            |ui| {
                let key = &choice.destination.key;
                if own::is_own(key) && Button::link(t!("sending-change-columns")).show(ui).clicked()
                {
                    view.editing = Some(key.clone());
                }
            },
        );
        if let Some(Err(why)) = shown.coverage(&choice.destination.key) {
            Text::small(why.to_string()).color(|t| t.warn).wrap().show(ui);
        }
        preview(ui, shown, &choice);
        table(ui, shown, &choice);
        questions(ui, shown.id(), &choice, actions);
        options(ui, shown, &choice, actions);
        facts(ui, &choice.destination);
        let coverage = shown.coverage(&choice.destination.key).and_then(|c| c.as_ref().ok());
        for warning in coverage.map(|c| c.warnings.as_slice()).unwrap_or_default() {
            Text::small(warning).color(|t| t.warn).wrap().show(ui);
        }
    });
}

fn table(ui: &mut Ui, shown: &Shown<'_>, choice: &Choice) {
    let coverage = shown.coverage(&choice.destination.key).and_then(|c| c.as_ref().ok());
    let wanted = |c: &&Column| choice.contents.as_ref().is_none_or(|w| w.contains(&c.content));
    let destination = choice.effective();
    // A second address or number has a column only where the data has it.
    let ready = shown.found.map(|found| &found.past.ready);
    let roles = ready.map(|r| workflow::fields(&r.history, &r.traits).roles).unwrap_or_default();
    let there = |c: &&Column| c.nth == 0 || roles.get(&c.content).is_some_and(|f| f.len() > c.nth);
    let headers = coverage.map(|c| c.headers.as_slice()).unwrap_or_default();
    let hashed =
        |c: &Column| choice.hashed && c.hashing == Hashing::Either || c.hashing == Hashing::Always;
    let header =
        |c: &Column| c.hashed_header.clone().filter(|_| hashed(c)).unwrap_or(c.header.clone());
    let written = |c: &&Column| headers.is_empty() || headers.contains(&header(c));
    let all = destination.columns.iter().filter(wanted).filter(there);
    let (own, unwritten): (Vec<&Column>, Vec<&Column>) = all.partition(written);
    let own = own.into_iter().map(|c| (header(c), &c.content, written_as(c.format, hashed(c))));
    let further = coverage.into_iter().flat_map(|c| &c.further);
    let as_is = || written_as(ValueFormat::Raw, false);
    let mut rows: Vec<(String, &Content, String)> =
        own.chain(further.map(|(header, content)| (header.clone(), content, as_is()))).collect();
    let place = |header: &String| headers.iter().position(|h| h == header);
    rows.sort_by_key(|(header, ..)| place(header));
    let columns = vec![
        TableColumn::text(t!("sending-column")).at_least(80.0).about(t!("sending-column-about")),
        TableColumn::text(t!("sending-from")).at_least(72.0).about(t!("sending-from-about")),
        TableColumn::text(t!("sending-written-as"))
            .at_least(112.0)
            .weight(1.6)
            .about(t!("sending-written-as-about")),
        TableColumn::number(t!("sending-have")).exact(60.0).about(t!("sending-have-about")),
    ];
    let table = Table::new(("columns", &choice.destination.key), columns);
    table.max_height(240.0).named(|i| rows[i].0.clone()).show(ui, rows.len(), |row, i| {
        let (header, content, written_as) = &rows[i];
        row.text(header);
        row.text(content.name());
        row.dim(written_as);
        row.dim(coverage.and_then(|c| c.share(content)).map_or_else(
            || t!("sending-none").to_owned(),
            |share| t!("sending-percent", percent = (100.0 * share).round()),
        ));
    });
    if !unwritten.is_empty() {
        let names = unwritten.into_iter().map(header);
        let names = names.reduce(|all, next| t!("sending-two", first = all, second = next));
        let words = t!("sending-not-in-data", columns = names.unwrap_or_default());
        Text::small(words).wrap().show(ui);
    }
}

/// The first rows exactly as they will be written.
fn preview(ui: &mut Ui, shown: &Shown<'_>, choice: &Choice) {
    let key = &choice.destination.key;
    let Some(Ok(coverage)) = shown.coverage(key) else { return };
    if coverage.first.is_empty() {
        return;
    }
    Text::label(t!("sending-first-rows")).show(ui);
    let across = coverage.first.iter().map(Vec::len).max().unwrap_or(0);
    let header = |place: usize| coverage.headers.get(place).cloned().unwrap_or_default();
    let head = (0..across).map(|place| TableColumn::text(header(place)).at_least(110.0)).collect();
    Table::new(("first-rows", key), head).passing().show(ui, coverage.first.len(), |row, i| {
        for cell in &coverage.first[i] {
            row.cell(|ui| Text::dim(cell).truncate().show(ui));
        }
    });
}

/// How a value is written, in words.
fn written_as(form: ValueFormat, hashed: bool) -> String {
    let words = match form {
        ValueFormat::Email => t!("sending-form-email"),
        ValueFormat::EmailGmail => t!("sending-form-email-gmail"),
        ValueFormat::EmailNoTag => t!("sending-form-email-no-tag"),
        ValueFormat::EmailNoDots => t!("sending-form-email-no-dots"),
        ValueFormat::EmailPlainUser => t!("sending-form-email-plain"),
        ValueFormat::NameAz => t!("sending-form-name-az"),
        ValueFormat::Age => t!("sending-form-age"),
        ValueFormat::PhoneE164 => t!("sending-form-phone-plus"),
        ValueFormat::PhoneDigits => t!("sending-form-phone"),
        ValueFormat::NameLetters | ValueFormat::CityLetters | ValueFormat::StateLetters => {
            t!("sending-form-letters")
        }
        ValueFormat::NameLower => t!("sending-form-name"),
        ValueFormat::PostalShort => t!("sending-form-postal-short"),
        ValueFormat::Postal => t!("sending-form-postal"),
        ValueFormat::CountryUpper | ValueFormat::CountryLower => t!("sending-form-country"),
        ValueFormat::GenderLower | ValueFormat::GenderUpper => t!("sending-form-gender"),
        ValueFormat::Date => "1992-06-21",
        ValueFormat::DateUs => "06/21/1992",
        ValueFormat::Birthday => "06/21",
        ValueFormat::Year => t!("sending-form-year"),
        ValueFormat::Maid => t!("sending-form-lower"),
        ValueFormat::Flag => t!("sending-form-flag"),
        ValueFormat::Raw | ValueFormat::Trimmed => t!("sending-form-as-is"),
        _ => t!("sending-form-number"),
    };
    if hashed { t!("sending-hashed-form", form = words) } else { words.to_owned() }
}

/// What the person may choose because platforms, or their pages, differ.
fn questions(ui: &mut Ui, id: u64, choice: &Choice, actions: &mut Actions) {
    for question in &choice.destination.questions {
        let label = choice.destination.label(question);
        ui.horizontal(|ui| {
            Text::label(label).show(ui);
            help(ui, label, choice.destination.why(question));
        });
        let at = question.place(choice.answers.get(&question.key));
        let answer = Select::new(label).id(&choice.destination.key).show(
            ui,
            Some(at),
            question.answers.len(),
            |i| SelectItem::new(choice.destination.answer(question, &question.answers[i])),
        );
        if let Some(i) = answer.chosen {
            let (asked, told) = (question.key.clone(), question.answers[i].key.clone());
            decide_choice(
                actions,
                id,
                &choice.destination.key,
                message!("sending-step-answer"),
                move |c| {
                    c.answers.insert(asked, told);
                },
            );
        }
    }
}

/// What to know, what is not certain, and where all that is from.
fn facts(ui: &mut Ui, destination: &Destination) {
    if !destination.note().is_empty() {
        Text::small(destination.note()).wrap().show(ui);
    }
    for doubt in destination.doubts() {
        Text::small(t!("sending-doubt", doubt = doubt.as_str())).color(|t| t.warn).wrap().show(ui);
    }
    if !destination.source.is_empty() {
        let words = t!("sending-documented", facts = destination.facts());
        Text::small(words).faint().wrap().show(ui);
    }
}

fn options(ui: &mut Ui, shown: &Shown<'_>, choice: &Choice, actions: &mut Actions) {
    let (id, key) = (shown.id(), choice.destination.key.as_str());
    if choice.destination.hashable() {
        let mut hashed = choice.hashed;
        let words = t!("sending-hash");
        let switch = checkbox(ui, &mut hashed, words);
        if switch.on_hover_text(t!("sending-hash-about")).changed() {
            decide_choice(actions, id, key, message!("sending-step-hash"), move |c| {
                c.hashed = hashed;
            });
        }
    }
    if choice.destination.one_column {
        one_column(ui, id, choice, actions);
    }
    if choice.destination.extras == Extras::None {
        return;
    }
    let own = |content: &Content| choice.destination.columns.iter().any(|c| c.content == *content);
    let traits =
        shown.found.map(|found| workflow::further_traits(&found.past.ready)).unwrap_or_default();
    let offered: Vec<&Content> = FURTHER.iter().chain(&traits).filter(|c| !own(c)).collect();
    if offered.is_empty() {
        return;
    }
    Text::label(t!("sending-further")).show(ui).on_hover_text(t!("sending-further-about"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        for content in offered {
            let mut on = choice.extras.contains(content);
            if checkbox(ui, &mut on, &content.name()).changed() {
                let content = content.clone();
                decide_choice(actions, id, key, message!("sending-step-columns"), move |c| {
                    c.extras.retain(|e| *e != content);
                    if on {
                        c.extras.push(content);
                    }
                });
            }
        }
    });
}

/// The one kind of identifier of a destination that takes one.
fn one_column(ui: &mut Ui, id: u64, choice: &Choice, actions: &mut Actions) {
    let columns = &choice.destination.columns;
    let wanted = choice.contents.as_ref().and_then(|c| c.first());
    let at = wanted.and_then(|w| columns.iter().position(|c| c.content == *w)).unwrap_or(0);
    let answer = explained(ui, t!("sending-identifier"), t!("sending-identifier-about"), |ui| {
        Select::new(t!("sending-identifier")).show(ui, Some(at), columns.len(), |i| {
            SelectItem::new(columns[i].content.name().into_owned())
        })
    });
    if let Some(i) = answer.chosen {
        let content = columns[i].content.clone();
        decide_choice(
            actions,
            id,
            &choice.destination.key,
            message!("sending-step-identifier"),
            move |c| {
                c.contents = Some(vec![content]);
            },
        );
    }
}

/// Name, folder, consent and country.
pub(super) fn settings_card(
    ui: &mut Ui,
    shown: &Shown<'_>,
    view: &mut View,
    actions: &mut Actions,
) {
    Card::new().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        let mut field = |ui: &mut Ui, place: usize| match place {
            0 => name(ui, shown, view, actions),
            1 => consent(ui, shown, actions),
            2 => folder_field(ui, shown, view, actions),
            3 => country_field(ui, shown, view, actions),
            _ => day_order(ui, shown, actions),
        };
        let room = ui.available_width();
        if room >= WIDE {
            columns(ui, &[1.0, 1.2, 1.3, 1.1], space::L, &mut field);
        } else if room >= SMALL {
            columns(ui, &[1.0, 1.2], space::L, &mut field);
            columns(ui, &[1.0, 1.2], space::L, |ui, place| field(ui, 2 + place));
        } else {
            (0..4).for_each(|place| field(ui, place));
        }
        field(ui, 4);
    });
}

/// A text that is taken when the person is done with it.
fn settled(
    ui: &mut Ui,
    label: &str,
    draft: &mut Option<String>,
    now: &str,
    width: f32,
) -> Option<String> {
    let mut text = draft.clone().unwrap_or_else(|| now.to_owned());
    let response = TextField::new(label).width(width).show(ui, &mut text);
    if response.lost_focus() {
        *draft = None;
        let text = text.trim().to_owned();
        return (text != now && !text.is_empty()).then_some(text);
    }
    *draft = response.has_focus().then_some(text);
    None
}

fn name(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let audience = &shown.saved.audience;
    let new = explained(ui, t!("sending-name"), t!("sending-name-about"), |ui| {
        let room = ui.available_width();
        settled(ui, t!("sending-name"), &mut view.name, &audience.name, room)
    });
    if let Some(name) = new {
        actions.decide_audience(shown.id(), message!("sending-step-rename"), |a| a.name = name);
    }
}

fn folder_field(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let now = shown.state.lists_folder(shown.saved).display().to_string();
    let id = shown.id();
    let new = explained(ui, t!("sending-folder"), t!("sending-folder-about"), |ui| {
        ui.horizontal(|ui| {
            let room = ui.available_width() - 78.0;
            let new = settled(ui, t!("sending-folder"), &mut view.folder, &now, room);
            if Button::link(t!("sending-change")).show(ui).clicked() {
                actions.push(Action::ChooseFolder(id));
            }
            new
        })
        .inner
    });
    if let Some(path) = new {
        actions.decide_lists(id, message!("sending-step-folder"), move |l| {
            l.folder = Some(PathBuf::from(path));
        });
    }
}

fn consent(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let Some(past) = shown.state.session.dataset.value() else { return };
    let traits: Vec<&str> = past.ready.traits.names().collect();
    let filter = workflow::consent_filter(&past.ready, &shown.saved.lists);
    let current = filter.consent.as_ref();
    if traits.is_empty() && current.is_none() {
        return;
    }
    let chosen = current.and_then(|c| traits.iter().position(|t| *t == c.column));
    let answer = explained(ui, t!("sending-consent"), t!("sending-consent-about"), |ui| {
        let mut list = Select::new(t!("sending-consent")).none(t!("sending-consent-none"));
        if let (Some(current), None) = (current, chosen) {
            list = list.current(SelectItem::new(&current.column).note(t!("sending-consent-lost")));
        }
        list.show(ui, chosen, traits.len(), |i| SelectItem::new(traits[i]))
    });
    if let Some(i) = answer.chosen {
        let consent = workflow::consent_by(&past.ready, traits[i]);
        actions.decide_lists(shown.id(), message!("sending-step-consent"), move |l| {
            l.consent = Some(consent);
            l.everyone = false;
        });
    } else if answer.cleared {
        actions.decide_lists(shown.id(), message!("sending-step-consent"), |l| {
            (l.consent, l.everyone) = (None, true);
        });
    }
    if let Some(note) = &filter.note {
        Text::small(note).color(|t| t.warn).wrap().show(ui);
        let proposed = workflow::proposed_consent(&past.ready).filter(|_| current.is_none());
        if proposed.is_some() && Button::link(t!("sending-consent-use")).show(ui).clicked() {
            actions.decide_lists(shown.id(), message!("sending-step-consent"), move |lists| {
                lists.consent = proposed;
            });
        }
    } else if let Some(current) = current.filter(|consent| !consent.beside.is_empty()) {
        let beside: Vec<String> = current.beside.iter().map(|name| quoted(name)).collect();
        Text::small(t!("sending-consent-beside", names = and(&beside))).wrap().show(ui);
    }
    let out = shown.counted().and_then(|c| c.unused.get(&Unused::NoConsent));
    if let (Some(out), true) = (out, current.is_some()) {
        Text::small(t!("sending-consent-out", people = *out)).show(ui);
    }
}

fn country_field(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let now = country(&shown.saved.lists);
    let new = explained(ui, t!("sending-country"), t!("sending-country-about"), |ui| {
        settled(ui, t!("sending-country"), &mut view.country, &now, 64.0)
    });
    if let Some(country) = new {
        let country = country.to_uppercase();
        actions.decide_lists(shown.id(), message!("sending-step-country"), move |l| {
            l.country = Some(country);
        });
    }
}

/// Which number of a date of birth is the day, where the dates themselves do not tell.
fn day_order(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let said = shown.saved.lists.day_order;
    let unsure = |coverage: &Coverage| {
        let unsure = ValueChange::NotUsable(NotUsable::DayOrder);
        coverage.changes.iter().any(|(_, what, _)| *what == unsure)
    };
    let counted = shown.coverage.into_iter().flat_map(|all| all.values());
    if said.is_none() && !counted.filter_map(|c| c.as_ref().ok()).any(unsure) {
        return;
    }
    let orders = [
        (DayOrder::DayFirst, t!("sending-dates-day")),
        (DayOrder::MonthFirst, t!("sending-dates-month")),
    ];
    let chosen = said.and_then(|said| orders.iter().position(|(order, _)| *order == said));
    let answer = explained(ui, t!("sending-dates"), t!("sending-dates-about"), |ui| {
        Select::new(t!("sending-dates")).none(t!("sending-dates-none")).show(
            ui,
            chosen,
            orders.len(),
            |i| SelectItem::new(orders[i].1),
        )
    });
    if let Some(i) = answer.chosen {
        let order = orders[i].0;
        actions.decide_lists(shown.id(), message!("sending-step-dates"), move |l| {
            l.day_order = Some(order);
        });
    } else if answer.cleared {
        actions.decide_lists(shown.id(), message!("sending-step-dates"), |l| l.day_order = None);
    }
}
