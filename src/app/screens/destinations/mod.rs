//! Where an audience's lists go: which platforms, with which columns, into which folder. Comes in:
//! the audience and what its people have. Goes out: choices, and the wish to write the files.

mod cards;
mod form;
mod own;
mod view;
mod written;

use egui::{Align, Ui};

use crate::app::theme::{Icon, space};
use crate::app::widgets::{Banner, Button, Card, Text, columns, empty, heading, in_sight, page};
use crate::app::{Action, Actions, Hint, Screen, State, hints};
use crate::audience::Status;
use crate::base::language::t;
use crate::export::Coverage;
use crate::workflow;

use view::Shown;
pub use view::View;

/// Narrower than this, what is chosen stands below what there is to choose from.
const SMALL: f32 = 620.0;
/// Below this width both columns are as wide: the table on the right needs the room.
const WIDE: f32 = 1100.0;

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
    // What was written, or why not, stands at the top.
    let to_top = view.writing && !writing;
    view.writing = writing;
    let status = state.session.audiences.status(&saved.audience);
    let live = matches!(status, Status::Live(_));
    let header = |ui: &mut Ui, (view, actions): &mut (&mut View, &mut Actions)| {
        if live && view.editing.is_none() {
            heading(ui, |ui| title(ui, &shown), |ui| buttons(ui, &shown, actions));
        } else {
            title(ui, &shown);
        }
    };
    page(ui, ("destinations", id), to_top, &mut (view, actions), header, |ui, (view, actions)| {
        ui.spacing_mut().item_spacing.y = space::M;
        if !live {
            waiting(ui, &status, id, actions);
            return;
        }
        if own::show(ui, &shown, view, actions) {
            return;
        }
        hints::show(ui, &state.settings, Hint::Destinations, actions);
        written::show(ui, &shown, actions);
        unread(ui, &shown);
        form::settings_card(ui, &shown, view, actions);
        if ui.available_width() < SMALL {
            let pressed = cards::show(ui, &shown, view, actions);
            let about = ui.scope(|ui| form::columns_card(ui, &shown, view, actions));
            if pressed || view.reveal {
                ui.scroll_to_rect(about.response.rect, Some(Align::Min));
                // In the frame after, it is as high as it stays.
                view.reveal = pressed;
            }
            return;
        }
        let left = if ui.available_width() < WIDE { 1.0 } else { 1.38 };
        let mut bottom = 0.0;
        columns(ui, &[left, 1.0], space::L, |ui, part| {
            ui.spacing_mut().item_spacing.y = space::M;
            if part == 0 {
                cards::show(ui, &shown, view, actions);
                bottom = ui.min_rect().bottom();
            } else {
                // Whichever card is pressed, also far below: what it is about stands beside it.
                let salt = view.shown.clone();
                in_sight(ui, salt, bottom, |ui| form::columns_card(ui, &shown, view, actions));
            }
        });
    });
}

fn title(ui: &mut Ui, shown: &Shown<'_>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        Text::title(t!("sending-title", audience = shown.saved.audience.name.as_str())).show(ui);
        let audience = &shown.saved.audience;
        let people = shown.found.map_or(0, |f| f.computed.summary(audience).people) as u64;
        let counted = shown.counted();
        let elsewhere = shown.state.kept_out(audience.id) as u64;
        let here = people.saturating_sub(elsewhere);
        let control = counted.map(|coverage| coverage.control).filter(|n| *n > 0);
        let mut words = match (counted.and_then(Coverage::consenting), control) {
            (Some(consenting), Some(control)) => t!(
                "sending-people-consent-control",
                people = here,
                consenting = consenting,
                control = control
            ),
            (Some(consenting), None) => {
                t!("sending-people-consent", people = here, consenting = consenting)
            }
            (None, Some(control)) => {
                t!("sending-people-control", people = here, control = control)
            }
            (None, None) => t!("sending-people", people = here),
        };
        if elsewhere > 0 {
            let before = t!("sending-elsewhere", people = elsewhere);
            words = t!("sending-both", first = words, second = before);
        }
        Text::dim(words).wrap().show(ui);
    });
}

/// What could not be read of the files that the people come from.
fn unread(ui: &mut Ui, shown: &Shown<'_>) {
    const MOST: usize = 5;
    let Some(found) = shown.found else { return };
    let all = workflow::lost(&found.past.ready);
    if all.is_empty() {
        return;
    }
    let mut words = vec![t!("sending-unread-about").to_owned()];
    words.extend(all.iter().take(MOST).cloned());
    if all.len() > MOST {
        words.push(t!("sending-unread-more", more = all.len() - MOST));
    }
    Banner::info(t!("sending-unread")).text(words.join("\n")).show(ui, |_| {});
}

fn waiting(ui: &mut Ui, status: &Status, id: u64, actions: &mut Actions) {
    let words = match status {
        Status::NeedsData(waits) => waits.to_string(),
        Status::Failed(why) => why.clone(),
        Status::Computing(_) => t!("sending-finding").to_owned(),
        _ => t!("sending-no-target").to_owned(),
    };
    Card::new().show(ui, |ui| {
        empty(ui, Icon::People, t!("sending-nobody"), &words, |ui| {
            if Button::primary(t!("sending-to-audience")).show(ui).clicked() {
                actions.go(Screen::Builder(id));
            }
        });
    });
}

fn buttons(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let id = shown.id();
    let why = shown.state.why_not_written(id);
    if Button::secondary(t!("sending-back")).show(ui).clicked() {
        actions.go(Screen::Builder(id));
    }
    // Once the files are there, what follows is to upload them.
    let written = shown.written();
    let create = match written {
        Some(_) => Button::secondary(t!("sending-create-again")).named(t!("sending-create")),
        None => Button::primary(t!("sending-create")),
    };
    if create.unless(why).show(ui).clicked() {
        actions.push(Action::CreateLists { id, replace: false, accept_damaged: false });
    }
    if let Some(folder) = written
        && Button::primary(t!("sending-open-folder")).show(ui).clicked()
    {
        actions.push(Action::OpenFolder(folder.to_owned()));
    }
}
