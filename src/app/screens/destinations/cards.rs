//! The destinations to choose from, each with how many of the audience it can take.

use egui::Ui;

use super::view::{Shown, View};
use crate::app::Actions;
use crate::app::theme::{Icon, Theme, space};
use crate::app::widgets::{Button, Card, Text, TextField, Tone, badge, checkbox, columns, spread};
use crate::base::language::{message, t};
use crate::export::{Choice, Coverage, DESTINATIONS, Destination, ExportError, Group, own};

const HIGH: f32 = 92.0;
/// The least width of a card.
const WIDE: f32 = 230.0;

/// Cards, by what they are for; whether one was pressed to be looked at.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) -> bool {
    let add = Button::secondary(t!("sending-own-new")).icon(Icon::Plus);
    let about = t!("sending-own-new-about");
    let heading = |ui: &mut Ui| Text::label(t!("sending-choose")).truncate().show(ui);
    let add = spread(ui, heading, |ui| add.tooltip(about).compact().show(ui).clicked()).1;
    if add {
        let new = own::own(shown.own().iter().map(|d| d.key.as_str()));
        view.editing = Some(new.key.clone());
        let id = shown.id();
        actions.decide(message!("sending-step-new"), move |project| {
            if let Some(saved) = project.audience_mut(id) {
                saved.lists.choices.push(Choice::of(&new));
            }
            project.destinations.push(new);
        });
    }
    let room = ui.available_width();
    TextField::new(t!("sending-search"))
        .hint(t!("sending-search"))
        .icon(Icon::Search)
        .width(room)
        .show(ui, &mut view.search);
    let used = view.used.get_or_insert_with(|| shown.used());
    let sections = sections(shown, used, &view.search);
    if sections.is_empty() {
        Text::dim(t!("sending-search-none")).wrap().show(ui);
    }
    // As many side by side as can still be read.
    let across = ((room / WIDE) as usize).clamp(1, 4);
    let mut pressed = false;
    for (name, all) in sections {
        Text::label(name).show(ui);
        for row in all.chunks(across) {
            columns(ui, &vec![1.0; across], space::M, |ui, place| {
                if let Some(destination) = row.get(place) {
                    pressed |= card(ui, shown, view, destination, actions);
                }
            });
        }
    }
    pressed
}

/// The destinations that fit what was searched for, in sections: those in use first, then by what
/// they are for. What is possible stands above what is not.
fn sections<'a>(
    shown: &'a Shown<'_>,
    used: &[String],
    search: &str,
) -> Vec<(&'static str, Vec<&'a Destination>)> {
    let search = search.trim().to_lowercase();
    let fits = |destination: &&Destination| {
        let own = own::is_own(&destination.key);
        let group = if own { t!("sending-own-group") } else { destination.group.name() };
        destination.name().to_lowercase().contains(&search)
            || group.to_lowercase().contains(&search)
    };
    let place = |destination: &&Destination| used.iter().position(|key| *key == destination.key);
    let all = || DESTINATIONS.iter().chain(shown.own()).filter(fits);
    let mut recent: Vec<&Destination> = all().filter(|d| place(d).is_some()).collect();
    recent.sort_by_key(place);
    let mut sections = vec![(t!("sending-used"), recent)];
    let others = || all().filter(|d| place(d).is_none());
    for group in Group::ALL {
        let of = others().filter(|d| !own::is_own(&d.key) && d.group == group);
        sections.push((group.name(), of.collect()));
    }
    sections.push((t!("sending-own-group"), others().filter(|d| own::is_own(&d.key)).collect()));
    for (_, section) in &mut sections[1..] {
        section.sort_by_key(|d| match shown.coverage(&d.key) {
            Some(Err(_)) => 2,
            Some(Ok(coverage)) if coverage.usable == 0 => 1,
            _ => 0,
        });
    }
    sections.retain(|(_, section)| !section.is_empty());
    sections
}

/// One card; whether it was pressed, and not only ticked.
fn card(
    ui: &mut Ui,
    shown: &Shown<'_>,
    view: &mut View,
    destination: &Destination,
    actions: &mut Actions,
) -> bool {
    let chosen = shown.is_chosen(&destination.key);
    let coverage = shown.coverage(&destination.key);
    let card = Card::new().padding(space::M).min_height(HIGH).selected(chosen);
    let looked_at = view.shown.as_deref() == Some(destination.key.as_str());
    let pressed = card.button(ui, &t!("sending-look-at", name = destination.name()), |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let mut on = chosen;
        let ticked = spread(
            ui,
            |ui| checkbox(ui, &mut on, destination.name()).changed(),
            |ui| {
                if looked_at {
                    let theme = Theme::of(ui.ctx());
                    ui.add(Icon::Right.image(16.0, theme.accent));
                }
            },
        );
        match coverage {
            None => {
                Text::small(t!("sending-counting")).show(ui);
            }
            Some(Err(why)) => {
                let words = match &**why {
                    // Whose card it is stands above.
                    ExportError::MissingIdentifier { needs, .. } => {
                        t!("sending-needs", needs = needs.as_str())
                    }
                    why => why.to_string(),
                };
                Text::small(words).truncate().silent().show(ui).on_hover_text(why.to_string());
                badge(ui, Tone::Neutral, t!("sending-not-possible")).on_hover_text(why.to_string());
            }
            Some(Ok(coverage)) => {
                Text::small(identifiers(coverage)).truncate().show(ui);
                usable(ui, coverage);
            }
        }
        ticked.0
    });
    if pressed.response.clicked() || pressed.inner {
        view.shown = Some(destination.key.clone());
    }
    if pressed.inner {
        let key = destination.key.clone();
        let destination = destination.clone();
        let name = if chosen {
            message!("sending-step-leave-out")
        } else {
            message!("sending-step-choose")
        };
        actions.decide_lists(shown.id(), name, move |lists| {
            if chosen {
                lists.choices.retain(|c| c.destination.key != key);
            } else {
                lists.choices.push(Choice::of(&destination));
            }
        });
    }
    pressed.response.clicked()
}

/// "E-mail 94%, phone 61%": what the audience has of what the destination takes.
fn identifiers(coverage: &Coverage) -> String {
    let parts = coverage
        .with
        .iter()
        .filter(|(_, with)| *with > 0)
        .take(3)
        .map(|(content, _)| {
            let percent = (100.0 * coverage.share(content).unwrap_or(0.0)).round();
            t!("sending-share-of", content = content.name().into_owned(), percent = percent)
        })
        .reduce(|all, next| t!("sending-two", first = all, second = next));
    parts.unwrap_or_else(|| t!("sending-nothing-to-match").to_owned())
}

fn usable(ui: &mut Ui, coverage: &Coverage) {
    let people = coverage.usable;
    let (tone, words) = match coverage.warnings.first() {
        None => (Tone::Good, t!("sending-usable", people = people)),
        Some(_) if people == 0 => (Tone::Bad, t!("sending-none-usable").to_owned()),
        Some(_) => (Tone::Warn, t!("sending-usable-note", people = people)),
    };
    badge(ui, tone, &words).on_hover_ui(|ui| {
        Text::body(t!("sending-usable-about")).wrap().show(ui);
        for warning in &coverage.warnings {
            Text::body(warning).wrap().show(ui);
        }
        for (why, people) in &coverage.unused {
            let words = t!("sending-unused", people = *people, why = why.reason());
            Text::body(words).wrap().show(ui);
        }
    });
}
