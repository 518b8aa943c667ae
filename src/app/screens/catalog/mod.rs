//! What people do, and what they do it with: events, product IDs, model columns.

mod columns;
mod events;
mod view;

use egui::Ui;

use crate::app::hints::{self, Hint};
use crate::app::theme::{Icon, space};
use crate::app::widgets::{
    Banner, Button, Card, Text, Tone, badge, card_title, columns as side_by_side, empty,
    equal_height, field, format, loading, read_only, screen,
};
use crate::app::{Action, Actions, Command, Job, State};
use crate::base::words::days;
use crate::base::words::file_name;
use crate::catalog::{FileRole, Place, Problem};

pub(super) use view::View;

/// Narrower than this, the cards stand below each other.
const SMALL: f32 = 960.0;

pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    view.check(state);
    let building = state.session.dataset.running().is_some();
    let first = view.problems().first().map(|p| p.words.clone());
    let title = "Catalog";
    let sentence = "What people do, and what they do it with. Filled in from your files: check it \
        and save.";
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
            let save = Button::primary(Command::SaveCatalog.text())
                .tooltip(Command::SaveCatalog.tooltip())
                .unless(why_not);
            // Not switched off meanwhile: who pressed it by keyboard keeps their place.
            if save.show(ui).clicked() && !building {
                actions.run(Command::SaveCatalog);
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
        let text = "The catalog is filled in from your files. Open them first.";
        empty(ui, Icon::Catalog, "Nothing to map yet", text, |ui| {
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
        Banner::error("The catalog could not be saved").text(words).show(ui, |ui| {
            if Button::secondary("Go to data").compact().show(ui).clicked() {
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
    let words: Vec<String> = problems
        .iter()
        .take(6)
        .map(|problem| match &problem.place {
            Place::File(i) => match state.project().files.get(*i) {
                Some(file) => format!("{}: {}", file_name(&file.path), problem.words),
                None => problem.words.clone(),
            },
            Place::Event(name) | Place::Column(name) => format!("{name}: {}", problem.words),
            Place::Events => problem.words.clone(),
        })
        .collect();
    let in_files = problems.iter().any(|p| matches!(p.place, Place::File(_)));
    Banner::warn("Before it can be saved").text(words.join("\n")).show(ui, |ui| {
        if in_files && Button::secondary("Go to data").compact().show(ui).clicked() {
            actions.run(Command::GoData);
        }
    });
}

fn saved(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let Some(past) = state.session.dataset.value() else { return };
    let history = &past.ready.history;
    let people = format::people(history.person_count() as u64);
    let events = format::plural(history.event_count() as u64, "event");
    let banner = if state.current_past().is_some() {
        let ids = state.total().people.len() as u64;
        let why = past.ready.report.differences(ids, history);
        Banner::good(format!("Saved: {people}, {events}")).text(why.join("\n"))
    } else {
        Banner::info("Changed since it was saved")
            .text("Audiences use the catalog as it was saved until you save it again.")
    };
    banner.show(ui, |ui| {
        if Button::secondary("Go to audiences").compact().show(ui).clicked() {
            actions.run(Command::GoAudiences);
        }
    });
}

fn people_and_time(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let project = state.project();
    let total = state.total();
    card_title(ui, "People and time", |ui| {
        if Button::link("Change on the data screen").show(ui).clicked() {
            actions.run(Command::GoData);
        }
    });
    let events = || project.catalog.files.iter().filter_map(FileRole::events);
    let list = |mut all: Vec<String>| {
        all.dedup();
        match all.as_slice() {
            [] => "Not chosen yet".to_owned(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first}, and {} more", rest.len()),
        }
    };
    let person =
        list(events().map(|e| e.person.join(", else ")).filter(|p| !p.is_empty()).collect());
    field(ui, "Person", |ui| {
        read_only(ui, &person, |ui| {
            if !total.people.is_empty() {
                let people = format::people(total.people.len() as u64);
                Text::body(people).faint().show(ui);
            }
        });
    });
    let time = list(events().filter_map(|e| e.time.clone()).collect());
    field(ui, "Time", |ui| {
        read_only(ui, &time, |ui| {
            if let Some(span) = total.span {
                let zone = &project.options.zone;
                Text::body(format!("{}, {zone}", days(span))).faint().show(ui);
            }
        });
    });
    other_files(ui, state);
    if events().any(|e| e.anonymous.is_some()) {
        let mut out = project.catalog.leave_out_anonymous;
        let words = "Leave out people known only by an anonymous ID";
        if crate::app::widgets::checkbox(ui, &mut out, words).changed() {
            actions.decide("anonymous people", move |p| p.catalog.leave_out_anonymous = out);
        }
    }
}

/// Product and people files, and the field they are joined by.
fn other_files(ui: &mut Ui, state: &State) {
    let project = state.project();
    let report = state.current_past().map(|past| &past.ready.report);
    for (file, role) in project.files.iter().zip(&project.catalog.files) {
        let (label, id) = match role {
            FileRole::Products { id, .. } => ("Products from another file", id),
            FileRole::People(people) => ("People from another file", &people.id),
            FileRole::Events(_) | FileRole::Unused => continue,
        };
        let products = matches!(role, FileRole::Products { .. });
        field(ui, label, |ui| {
            read_only(ui, &format!("{} by {id}", file_name(&file.path)), |ui| {
                if let Some(report) = report.filter(|r| products && r.with_product > 0) {
                    let share = report.matched as f64 / report.with_product as f64;
                    let tone = if share >= 0.9 { Tone::Good } else { Tone::Warn };
                    badge(ui, tone, &format!("{} matched", format::percent(share)));
                }
            });
        });
    }
}
