//! Where an audience's lists go: which platforms, with which columns, into which folder. Comes in:
//! the audience and what its people have. Goes out: choices, and the wish to write the files.

mod cards;
mod form;
mod own;
mod view;
mod written;

use egui::{Margin, ScrollArea, Ui};

use crate::app::theme::{Icon, space};
use crate::app::widgets::{Button, Card, Text, columns, empty, format, spread};
use crate::app::{Action, Actions, Screen, State};
use crate::audience::Status;

use view::Shown;
pub use view::View;

/// Draws the destinations of an audience.
pub fn show(ui: &mut Ui, state: &State, id: u64, view: &mut View, actions: &mut Actions) {
    let Some(saved) = state.project().audience(id) else {
        actions.go(Screen::Audiences);
        return;
    };
    let shown = Shown {
        saved,
        found: state.session.audiences.current(&saved.audience),
        coverage: state.session.lists.coverage(id),
        state,
    };
    let writing = shown.writing();
    let mut area = ScrollArea::vertical().id_salt(("destinations", id)).auto_shrink(false);
    if view.writing && !writing {
        // What was written, or why not, stands at the top.
        area = area.vertical_scroll_offset(0.0);
    }
    view.writing = writing;
    area.show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin::same(space::XL as i8)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::M;
            let status = state.session.audiences.status(&saved.audience);
            let live = matches!(status, Status::Live(_));
            // At the top, where the buttons are seen whatever is chosen below.
            spread(
                ui,
                |ui| title(ui, &shown),
                |ui| {
                    if live && view.editing.is_none() {
                        buttons(ui, &shown, actions);
                    }
                },
            );
            if !live {
                waiting(ui, &status, id, actions);
                return;
            }
            if own::show(ui, &shown, view, actions) {
                return;
            }
            written::show(ui, &shown, actions);
            columns(ui, &[1.38, 1.0], space::L, |ui, part| {
                ui.spacing_mut().item_spacing.y = space::M;
                if part == 0 {
                    cards::show(ui, &shown, view, actions);
                } else {
                    form::columns_card(ui, &shown, view, actions);
                    form::settings_card(ui, &shown, view, actions);
                }
            });
        });
    });
}

fn title(ui: &mut Ui, shown: &Shown<'_>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        Text::title(format!("{} · destinations", shown.saved.audience.name)).show(ui);
        let audience = &shown.saved.audience;
        let people = shown.found.map_or(0, |f| f.computed.summary(audience).people) as u64;
        let held = shown.coverage.and_then(|c| c.values().find_map(|c| c.as_ref().ok()));
        let control = match held {
            Some(coverage) if coverage.control > 0 => format!(
                ", {} of them kept out as control group, in a file of their own",
                format::count(coverage.control)
            ),
            _ => String::new(),
        };
        let elsewhere = shown.state.kept_out(audience.id) as u64;
        let prior = match elsewhere {
            0 => String::new(),
            n => format!(
                " {} more are only on the list of an audience that comes before.",
                format::count(n)
            ),
        };
        let words = format!(
            "Files are written here; you upload them. {}{control}.{prior}",
            format::people(people.saturating_sub(elsewhere))
        );
        Text::dim(words).wrap().show(ui);
    });
}

fn waiting(ui: &mut Ui, status: &Status, id: u64, actions: &mut Actions) {
    let words = match status {
        Status::NeedsData(why) | Status::Failed(why) => why.clone(),
        Status::Computing(_) => "Its people are being found. This takes a moment.".to_owned(),
        _ => "Choose what people should engage with first.".to_owned(),
    };
    Card::new().show(ui, |ui| {
        empty(ui, Icon::People, "There is nobody to write yet", &words, |ui| {
            if Button::primary("Back to the audience").show(ui).clicked() {
                actions.go(Screen::Builder(id));
            }
        });
    });
}

fn buttons(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let id = shown.id();
    let why = if shown.saved.lists.choices.is_empty() {
        Some("Choose at least one destination".to_owned())
    } else {
        shown.writing().then(|| "The files are being written".to_owned())
    };
    if Button::primary("Create audience").unless(why).show(ui).clicked() {
        actions.push(Action::CreateLists { id, replace: false });
    }
    if Button::secondary("Back").show(ui).clicked() {
        actions.go(Screen::Builder(id));
    }
}
