//! What people do, and what they do it with: events, product IDs, model columns.

mod columns;
mod events;
mod split;
mod view;

use egui::Ui;

use crate::app::theme::{Icon, space};
use crate::app::widgets::{
    Banner, Button, Card, Text, Tone, badge, card_title, columns as side_by_side, empty,
    equal_height, explained, format, loading, read_only, screen,
};
use crate::app::{Action, Actions, Command, Hint, Job, State, hints};
use crate::base::language::{message, t};
use crate::base::words::days;
use crate::base::words::file_name;
use crate::catalog::{FileRole, Place, Problem};
use crate::ingest::BuildReport;

pub(super) use view::View;

/// Narrower than this, the cards stand below each other.
const SMALL: f32 = 960.0;

pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    view.check(state);
    let building = state.session.dataset.running().is_some();
    let first = view.problems().first().map(|p| p.words.clone());
    let title = t!("mapping-title");
    // What is saved as it stands need not be checked any more.
    let saved = state.current_past().is_some();
    let sentence = if saved { t!("mapping-about-saved") } else { t!("mapping-about") };
    screen(
        ui,
        title,
        sentence,
        &mut (view, actions),
        |ui, (_, actions)| {
            if state.project().files.is_empty() {
                return;
            }
            let why_not = state.why_not(Command::SaveCatalog).or(first);
            let over = Button::secondary(Command::StartOver.text())
                .tooltip(Command::StartOver.tooltip())
                .unless(state.why_not(Command::StartOver));
            if over.show(ui).clicked() {
                actions.run(Command::StartOver);
            }
            // What is saved as it stands needs no other saving: the way on is what comes next.
            let save = match saved {
                true => Button::secondary(Command::SaveCatalog.text()),
                false => Button::primary(Command::SaveCatalog.text()),
            };
            let save = save.tooltip(Command::SaveCatalog.tooltip()).unless(why_not);
            // Not switched off meanwhile: who pressed it by keyboard keeps their place.
            if save.show(ui).clicked() && !building {
                actions.run(Command::SaveCatalog);
            }
            if saved && Button::primary(Command::GoAudiences.text()).show(ui).clicked() {
                actions.run(Command::GoAudiences);
            }
        },
        |ui, (view, actions)| {
            ui.spacing_mut().item_spacing.y = space::M;
            if state.project().files.is_empty() {
                return nothing(ui, actions);
            }
            hints::show(ui, &state.settings, Hint::Catalog, actions);
            standing(ui, state, view, actions);
            if ui.available_width() < SMALL {
                Card::new().show(ui, |ui| events::show(ui, state, view, actions));
                Card::new().show(ui, |ui| people_and_time(ui, state, actions));
            } else {
                beside(ui, state, view, actions);
            }
            Card::new().show(ui, |ui| columns::show(ui, state, view, actions));
        },
    );
}

/// Events on the left, people and time on the right.
fn beside(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    equal_height(ui, "top", |ui, high| {
        let mut wanted = 0.0_f32;
        side_by_side(ui, &[1.0, 1.0], space::L, |ui, column| {
            let card = Card::new().min_height(high);
            let tall = card.show(ui, |ui| {
                if column == 0 {
                    events::show(ui, state, view, actions);
                } else {
                    people_and_time(ui, state, actions);
                }
                ui.min_rect().height() + 2.0 * space::L
            });
            wanted = wanted.max(tall.inner);
        });
        wanted
    });
}

fn nothing(ui: &mut Ui, actions: &mut Actions) {
    Card::new().show(ui, |ui| {
        let text = t!("mapping-nothing");
        empty(ui, Icon::Catalog, t!("mapping-nothing-title"), text, |ui| {
            if Button::primary(Command::OpenFiles.text()).show(ui).clicked() {
                actions.run(Command::OpenFiles);
            }
            if Button::secondary(Command::GoData.text()).show(ui).clicked() {
                actions.run(Command::GoData);
            }
        });
    });
}

/// Where things stand: what is missing, being saved, failed, saved, or changed since.
fn standing(ui: &mut Ui, state: &State, view: &View, actions: &mut Actions) {
    for job in [Job::Look, Job::Build] {
        if let Some(work) = state.work_on(job) {
            Card::new().show(ui, |ui| {
                if loading(ui, &work) {
                    actions.push(Action::Cancel(job));
                }
            });
        }
    }
    if let Some(words) = state.session.dataset.failure() {
        Banner::error(t!("mapping-failed")).text(words).show(ui, |ui| {
            if Button::secondary(Command::GoData.text()).compact().show(ui).clicked() {
                actions.run(Command::GoData);
            }
        });
    }
    if !view.problems().is_empty() && !state.looking() {
        missing(ui, state, view.problems(), actions);
    } else if state.session.dataset.running().is_none() {
        saved(ui, state, actions);
    }
}

fn missing(ui: &mut Ui, state: &State, problems: &[Problem], actions: &mut Actions) {
    let of = |name: String, problem: &Problem| {
        t!("mapping-missing-of", name = name, problem = problem.words.as_str())
    };
    let words: Vec<String> = problems
        .iter()
        .take(6)
        .map(|problem| match &problem.place {
            Place::File(i) => match state.project().files.get(*i) {
                Some(file) => of(file_name(&file.path), problem),
                None => problem.words.clone(),
            },
            Place::Event(name) | Place::Column(name) => of(name.clone(), problem),
            Place::Events => problem.words.clone(),
        })
        .collect();
    let in_files = problems.iter().any(|p| matches!(p.place, Place::File(_)));
    Banner::warn(t!("mapping-missing")).text(words.join("\n")).show(ui, |ui| {
        if in_files && Button::secondary(Command::GoData.text()).compact().show(ui).clicked() {
            actions.run(Command::GoData);
        }
    });
}

fn saved(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(past) = state.session.dataset.value() else { return };
    let history = &past.ready.history;
    let (people, events) = (history.person_count(), history.event_count());
    if state.current_past().is_some() {
        let ids = state.total().people.len() as u64;
        let why = past.ready.report.differences(ids, history);
        let saved = t!("mapping-saved", people = people, events = events);
        Banner::good(saved).text(why.join("\n")).show(ui, |_| ());
    } else {
        let changed = Banner::info(t!("mapping-changed")).text(t!("mapping-changed-about"));
        changed.show(ui, |ui| {
            if Button::secondary(Command::GoAudiences.text()).compact().show(ui).clicked() {
                actions.run(Command::GoAudiences);
            }
        });
    }
    let noticed = state.current_past().map(|past| past.ready.report.notes()).unwrap_or_default();
    if !noticed.is_empty() {
        Banner::info(t!("mapping-noticed")).text(noticed.join("\n")).show(ui, |_| ());
    }
}

fn people_and_time(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let project = state.project();
    let total = state.total();
    card_title(ui, t!("mapping-people"), |ui| {
        if Button::link(t!("mapping-people-change")).show(ui).clicked() {
            actions.run(Command::GoData);
        }
    });
    let events = || project.catalog.files.iter().filter_map(FileRole::events);
    let list = |mut all: Vec<String>| {
        all.dedup();
        match all.as_slice() {
            [] => t!("mapping-not-chosen").to_owned(),
            [one] => one.clone(),
            [first, rest @ ..] => {
                t!("mapping-and-more", first = first.as_str(), more = rest.len())
            }
        }
    };
    let either = |fields: &[String]| {
        let fields = fields.iter().cloned();
        fields.reduce(|all, next| t!("mapping-else", first = all, second = next))
    };
    let person = list(events().filter_map(|e| either(&e.person)).collect());
    explained(ui, t!("mapping-person"), t!("mapping-person-about"), |ui| {
        read_only(ui, &person, |ui| {
            if !total.people.is_empty() {
                let people = t!("mapping-person-count", people = total.people.len());
                Text::body(people).faint().show(ui);
            }
        });
    });
    let time = list(events().filter_map(|e| e.time.clone()).collect());
    explained(ui, t!("mapping-time"), t!("mapping-time-about"), |ui| {
        read_only(ui, &time, |ui| {
            if let Some(span) = total.span {
                let zone = project.options.zone.as_str();
                let span = t!("mapping-time-span", days = days(span), zone = zone);
                Text::body(span).faint().show(ui);
            }
        });
    });
    other_files(ui, state);
    if events().any(|e| e.anonymous.is_some()) {
        let mut out = project.catalog.leave_out_anonymous;
        let words = t!("mapping-anonymous-out");
        let switch = crate::app::widgets::checkbox(ui, &mut out, words);
        if switch.on_hover_text(t!("mapping-anonymous-out-about")).changed() {
            actions.decide(message!("mapping-step-anonymous"), move |p| {
                p.catalog.leave_out_anonymous = out;
            });
        }
    }
}

/// Product and people files, and the field they are joined by.
fn other_files(ui: &mut Ui, state: &State) {
    let project = state.project();
    let report = state.current_past().map(|past| &past.ready.report);
    for (file, role) in project.files.iter().zip(&project.catalog.files) {
        let (label, about, id) = match role {
            FileRole::Products { id, .. } => {
                (t!("mapping-other-products"), t!("mapping-other-products-about"), id)
            }
            FileRole::People(people) => {
                (t!("mapping-other-people"), t!("mapping-other-people-about"), &people.id)
            }
            FileRole::Events(_) | FileRole::Unused => continue,
        };
        let products = matches!(role, FileRole::Products { .. });
        explained(ui, label, about, |ui| {
            let by = t!("mapping-by", file = file_name(&file.path), field = id.as_str());
            read_only(ui, &by, |ui| {
                let (of, about) = match products {
                    true => {
                        (report.and_then(BuildReport::known_products), t!("mapping-matched-about"))
                    }
                    false => {
                        (report.and_then(BuildReport::known_people), t!("mapping-known-about"))
                    }
                };
                if let Some(share) = of {
                    let tone = if share >= 0.9 { Tone::Good } else { Tone::Warn };
                    let words = t!("mapping-matched", share = format::percent(share));
                    badge(ui, tone, &words).on_hover_text(about);
                }
            });
        });
    }
}
