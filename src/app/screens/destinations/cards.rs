//! The destinations to choose from, each with how many of the audience it can take.

use egui::Ui;

use super::view::{Shown, View};
use crate::app::Actions;
use crate::app::theme::{Icon, Theme, space};
use crate::app::widgets::{Button, Card, Text, Tone, badge, columns, format, spread};
use crate::export::{Choice, Coverage, DESTINATIONS, Destination, own};

const HIGH: f32 = 92.0;

/// Cards, two a row.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let add = Button::secondary("Destination of your own…").icon(Icon::Plus);
    let about = "Put the columns, their headers and hashing together yourself; kept in the project";
    let heading = |ui: &mut Ui| Text::label("Choose one or more").show(ui);
    let add = spread(ui, heading, |ui| add.tooltip(about).compact().show(ui).clicked()).1;
    if add {
        let new = own::own(shown.own().iter().map(|d| d.key.as_str()));
        view.editing = Some(new.key.clone());
        let id = shown.id();
        actions.decide("new destination", move |project| {
            if let Some(saved) = project.audience_mut(id) {
                saved.lists.choices.push(Choice::of(&new));
            }
            project.destinations.push(new);
        });
    }
    let all: Vec<&Destination> = DESTINATIONS.iter().chain(shown.own()).collect();
    for pair in all.chunks(2) {
        columns(ui, &[1.0, 1.0], space::M, |ui, place| {
            if let Some(destination) = pair.get(place) {
                card(ui, shown, view, destination, actions);
            }
        });
    }
}

fn card(
    ui: &mut Ui,
    shown: &Shown<'_>,
    view: &mut View,
    destination: &Destination,
    actions: &mut Actions,
) {
    let chosen = shown.is_chosen(&destination.key);
    let coverage = shown.coverage(&destination.key);
    let card = Card::new().padding(space::M).min_height(HIGH).selected(chosen);
    let pressed = card.button(ui, &destination.name, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        spread(
            ui,
            |ui| Text::strong(&destination.name).truncate().show(ui),
            |ui| {
                if chosen {
                    let theme = Theme::of(ui.ctx());
                    ui.add(Icon::Check.image(16.0, theme.accent));
                }
            },
        );
        match coverage {
            None => {
                Text::small("Counting…").show(ui);
            }
            Some(Err(why)) => {
                let why = why.to_string();
                Text::small(&why).truncate().show(ui);
                badge(ui, Tone::Neutral, "Not possible yet").on_hover_text(why);
            }
            Some(Ok(coverage)) => {
                Text::small(identifiers(coverage)).truncate().show(ui);
                usable(ui, coverage);
            }
        }
    });
    if pressed.response.clicked() {
        let key = destination.key.clone();
        view.shown = Some(key.clone());
        let destination = destination.clone();
        let name = if chosen { "leave out destination" } else { "choose destination" };
        actions.decide_lists(shown.id(), name, move |lists| {
            if chosen {
                lists.choices.retain(|c| c.destination.key != key);
            } else {
                lists.choices.push(Choice::of(&destination));
            }
        });
    }
}

/// "E-mail 94%, phone 61%": what the audience has of what the destination takes.
fn identifiers(coverage: &Coverage) -> String {
    let people = coverage.people.saturating_sub(coverage.control).max(1) as f64;
    let parts: Vec<String> = coverage
        .with
        .iter()
        .filter(|(_, with)| *with > 0)
        .take(3)
        .map(|(content, with)| {
            format!("{} {:.0}%", content.name(), (100.0 * *with as f64 / people).min(100.0))
        })
        .collect();
    if parts.is_empty() { "nothing it can match".to_owned() } else { parts.join(", ") }
}

fn usable(ui: &mut Ui, coverage: &Coverage) {
    let words = format!("{} usable", format::count(coverage.usable));
    let (tone, words) = match coverage.warnings.first() {
        None => (Tone::Good, words),
        Some(_) if coverage.usable == 0 => (Tone::Bad, "none usable".to_owned()),
        Some(_) => (Tone::Warn, format!("{words} · see note")),
    };
    let mut about = coverage.warnings.clone();
    about.extend(
        coverage
            .unused
            .iter()
            .map(|(why, n)| format!("{} left out: {}", format::people(*n), why.reason())),
    );
    let response = badge(ui, tone, &words);
    if !about.is_empty() {
        response.on_hover_text(about.join("\n"));
    }
}
