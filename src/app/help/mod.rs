//! Help beside the screen: what this screen is for, the field's words, the keys; all of it
//! searchable. Comes in: the screen that is shown and what is typed. Goes out: words.

pub mod terms;
mod topics;

use egui::{ScrollArea, Ui};

use super::theme::{Icon, space};
use super::widgets::{Button, Text, TextField, spread};
use super::{Actions, Command, State};
use terms::TERMS;
use topics::{Place, TOPICS, Topic};

/// What only help cares about.
#[derive(Debug, Default)]
pub(super) struct View {
    search: String,
}

/// How wide it is in a window of this width.
pub(super) fn width(window: f32) -> f32 {
    (0.3 * window).clamp(240.0, 360.0)
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    spread(
        ui,
        |ui| Text::strong("Help").show(ui),
        |ui| {
            if Button::icon_only(Icon::Close, "Close help").show(ui).clicked() {
                actions.run(Command::Help);
            }
        },
    );
    TextField::new("Search help").hint("Search help").icon(Icon::Search).show(ui, &mut view.search);
    ui.add_space(space::S);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if view.search.trim().is_empty() {
            of_screen(ui, Place::of(state.session.screen));
        } else {
            found(ui, &view.search);
        }
    });
}

fn entry(ui: &mut Ui, title: &str, text: &str) {
    Text::medium(title).wrap().show(ui);
    Text::dim(text).wrap().show(ui);
    ui.add_space(space::S);
}

fn heading(ui: &mut Ui, words: &str) {
    ui.add_space(space::XS);
    Text::label(words).show(ui);
}

/// What belongs to a screen, then the words and the keys.
fn of_screen(ui: &mut Ui, place: Place) {
    heading(ui, place.name());
    for topic in TOPICS.iter().filter(|topic| topic.of == place) {
        entry(ui, topic.title, topic.text);
    }
    heading(ui, "Words");
    for (word, text) in TERMS {
        entry(ui, word, text);
    }
    heading(ui, "Keys");
    for command in Command::ALL.iter().filter(|command| command.shortcut().is_some()) {
        let keys = command.keys(ui.ctx());
        spread(
            ui,
            |ui| Text::body(command.text()).truncate().show(ui),
            |ui| Text::small(keys).show(ui),
        );
    }
    ui.add_space(space::S);
    Text::small(format!("Likely {}", env!("CARGO_PKG_VERSION"))).show(ui);
}

fn found(ui: &mut Ui, search: &str) {
    let topics = search_topics(search);
    let terms = TERMS.iter().filter(|(word, text)| fits(search, &[word, text]));
    let (mut none, mut last) = (true, None);
    for topic in topics {
        none = false;
        if last != Some(topic.of) {
            heading(ui, topic.of.name());
            last = Some(topic.of);
        }
        entry(ui, topic.title, topic.text);
    }
    for (place, (word, text)) in terms.enumerate() {
        none = false;
        if place == 0 {
            heading(ui, "Words");
        }
        entry(ui, word, text);
    }
    if none {
        Text::dim("Nothing in help has these words. Try a single one.").wrap().show(ui);
    }
}

fn search_topics(search: &str) -> impl Iterator<Item = &'static Topic> {
    TOPICS.iter().filter(move |topic| fits(search, &[topic.title, topic.text, topic.of.name()]))
}

/// Whether all words that are searched for are in one of the texts or another.
fn fits(search: &str, texts: &[&str]) -> bool {
    let all = texts.join(" ").to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_has_help_and_words_are_found_wherever_they_stand() {
        for place in [
            Place::Start,
            Place::Data,
            Place::Catalog,
            Place::Audiences,
            Place::Builder,
            Place::Overlap,
            Place::Destinations,
        ] {
            assert!(TOPICS.iter().any(|topic| topic.of == place), "{place:?}");
        }
        let titles = |search: &str| search_topics(search).map(|t| t.title).collect::<Vec<_>>();
        assert_eq!(titles("JSON split"), ["Several values in one cell"]);
        assert!(titles("control group").contains(&"Consent and control group"));
        assert!(titles("zzz").is_empty());
    }
}
