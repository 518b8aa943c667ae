//! The destinations to choose from, each with how many of the audience it can take.

use egui::Ui;

use super::view::{Shown, View};
use crate::app::Actions;
use crate::app::theme::{Icon, Theme, space};
use crate::app::widgets::{
    Button, Card, Text, TextField, Tone, badge, checkbox, columns, format, spread,
};
use crate::export::{Choice, Coverage, DESTINATIONS, Destination, Group, own};

const HIGH: f32 = 92.0;
/// The least width of a card.
const WIDE: f32 = 230.0;
/// The person's own destinations.
const OWN: &str = "Your own";

/// Cards, by what they are for.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let add = Button::secondary("Destination of your own…").icon(Icon::Plus);
    let about = "Put the columns, their headers and hashing together yourself; kept in the project";
    let heading = |ui: &mut Ui| Text::label("Choose one or more").truncate().show(ui);
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
    let room = ui.available_width();
    TextField::new("Search destinations")
        .hint("Search destinations")
        .icon(Icon::Search)
        .width(room)
        .show(ui, &mut view.search);
    let used = view.used.get_or_insert_with(|| shown.used());
    let sections = sections(shown, used, &view.search);
    if sections.is_empty() {
        Text::dim("No destination has that name. Put one of your own together.").wrap().show(ui);
    }
    // As many side by side as can still be read.
    let across = ((room / WIDE) as usize).clamp(1, 4);
    for (name, all) in sections {
        Text::label(name).show(ui);
        for row in all.chunks(across) {
            columns(ui, &vec![1.0; across], space::M, |ui, place| {
                if let Some(destination) = row.get(place) {
                    card(ui, shown, view, destination, actions);
                }
            });
        }
    }
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
        let group = if own { OWN } else { destination.group.name() };
        destination.name.to_lowercase().contains(&search) || group.to_lowercase().contains(&search)
    };
    let place = |destination: &&Destination| used.iter().position(|key| *key == destination.key);
    let all = || DESTINATIONS.iter().chain(shown.own()).filter(fits);
    let mut recent: Vec<&Destination> = all().filter(|d| place(d).is_some()).collect();
    recent.sort_by_key(place);
    let mut sections = vec![("Used in this project", recent)];
    let others = || all().filter(|d| place(d).is_none());
    for group in Group::ALL {
        let of = others().filter(|d| !own::is_own(&d.key) && d.group == group);
        sections.push((group.name(), of.collect()));
    }
    sections.push((OWN, others().filter(|d| own::is_own(&d.key)).collect()));
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
    let looked_at = view.shown.as_deref() == Some(destination.key.as_str());
    let pressed = card.button(ui, &format!("Look at {}", destination.name), |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let mut on = chosen;
        let ticked = spread(
            ui,
            |ui| checkbox(ui, &mut on, &destination.name).changed(),
            |ui| {
                if looked_at {
                    let theme = Theme::of(ui.ctx());
                    ui.add(Icon::Right.image(16.0, theme.accent));
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
        ticked.0
    });
    if pressed.response.clicked() || pressed.inner {
        view.shown = Some(destination.key.clone());
    }
    if pressed.inner {
        let key = destination.key.clone();
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
