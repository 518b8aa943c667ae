//! Help beside the screen: what this screen is for, the user guide with its pictures, the field's
//! words, the keys; all of it searchable. Comes in: the screen that is shown and what is typed. Goes
//! out: words.

mod markdown;
mod page;
mod search;
pub mod terms;
mod topics;

use egui::{Id, Key, Modal, Rect, ScrollArea, Ui};

use super::guide::{Guide, Page, Picture};
use super::theme::{Icon, font, space};
use super::widgets::{Button, Text, TextField, follow_focus, spread};
use super::{Actions, Command, State};
use crate::base::language::{Language, t};
use markdown::Block;
use page::Pressed;
use search::fits;
use terms::Term;
use topics::{Place, Topic, topics};

/// What only help cares about.
#[derive(Debug, Default)]
pub(super) struct View {
    search: String,
    /// Pages of the guide on the way to the one that is shown, which is the last.
    pages: Vec<Open>,
    /// A picture that is shown larger.
    picture: Option<&'static Picture>,
    /// The language of the pages and the picture.
    language: Language,
    /// The frame in which help was drawn last.
    drawn: u64,
    /// Whether what has the keyboard was in help; `None` where nothing had it.
    focus: Option<bool>,
}

/// A page of the guide that is open.
#[derive(Debug)]
struct Open {
    page: &'static Page,
    blocks: Vec<Block>,
}

impl View {
    /// The page that is shown.
    fn page(&self) -> Option<&'static Page> {
        self.pages.last().map(|open| open.page)
    }

    fn open(&mut self, page: &'static Page) {
        self.pages.push(Open { page, blocks: markdown::blocks(page.text) });
    }

    /// What is open is shown in the language of the window, which may have changed since.
    fn speak(&mut self, language: Language) {
        if std::mem::replace(&mut self.language, language) == language {
            return;
        }
        let guide = Guide::of(language);
        for before in std::mem::take(&mut self.pages) {
            guide.page(before.page.path).into_iter().for_each(|page| self.open(page));
        }
        self.picture = self.picture.and_then(|before| guide.picture(before.path));
    }
}

/// How wide it is in a window of this width; a page of the guide has more.
pub(super) fn width(window: f32, view: &View) -> f32 {
    match view.page() {
        None => (0.3 * window).clamp(200.0, 360.0),
        Some(_) => (0.36 * window).clamp(280.0, 560.0),
    }
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, state: &State, view: &mut View, actions: &mut Actions) {
    let frame = ui.ctx().cumulative_frame_nr();
    // Opened by a key, it has the keyboard; where the window begins with it, not.
    let opened = frame > 2 && frame - view.drawn > 1;
    view.drawn = frame;
    view.speak(Language::current());
    if wants_to_close(ui, view) {
        actions.run(Command::Help);
    }
    spread(
        ui,
        |ui| Text::strong(t!("help-title")).show(ui),
        |ui| {
            if Button::icon_only(Icon::Close, t!("help-close")).show(ui).clicked() {
                actions.run(Command::Help);
            }
        },
    );
    let field = TextField::new(t!("help-search")).hint(t!("help-search")).icon(Icon::Search);
    let field = field.show(ui, &mut view.search);
    if opened {
        field.request_focus();
    }
    if field.changed() {
        view.pages.clear();
    }
    ui.add_space(space::S);
    let pressed = match view.pages.last() {
        Some(open) => read(ui, open),
        None => answers(ui, state, view).map(|page| Some(Pressed::Page(page))),
    };
    match pressed {
        Some(Some(Pressed::Page(page))) => view.open(page),
        Some(Some(Pressed::Picture(picture))) => view.picture = Some(picture),
        Some(None) => drop(view.pages.pop()),
        None => {}
    }
    larger(ui, view);
    view.focus = focus_in(ui, ui.max_rect());
}

/// Whether what has the keyboard is in this place; `None` where nothing has it.
fn focus_in(ui: &Ui, place: Rect) -> Option<bool> {
    let focused = ui.memory(|memory| memory.focused())?;
    Some(ui.ctx().read_response(focused).is_some_and(|at| place.contains(at.rect.center())))
}

/// Whether Escape is for help: it has the keyboard, or nothing has, and nothing is open above.
fn wants_to_close(ui: &Ui, view: &View) -> bool {
    let above = ui.memory(|memory| memory.top_modal_layer().is_some())
        || egui::Popup::is_any_open(ui.ctx());
    !above
        && view.focus != Some(false)
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape))
}

/// The page of the guide that is open. `Some(None)`: back to where it was opened.
fn read(ui: &mut Ui, open: &Open) -> Option<Option<Pressed>> {
    let mut pressed = None;
    let back = Button::link(t!("help-back")).icon(Icon::Back).named(t!("help-back-named"));
    if back.show(ui).clicked() {
        pressed = Some(None);
    }
    let area = ScrollArea::vertical().auto_shrink(false).id_salt(open.page.path);
    let inner = area.show(ui, |ui| {
        let pressed = page::show(ui, open.page, &open.blocks);
        ui.add_space(space::M);
        // To the next one of the guide, for who reads it through.
        let pages = Guide::current().pages.iter();
        let next = pages.skip_while(|page| page.path != open.page.path).nth(1);
        let next = next.filter(|page| link(ui, page));
        follow_focus(ui);
        pressed.or(next.map(Pressed::Page))
    });
    inner.inner.map(Some).or(pressed)
}

/// The picture that was pressed, as large as there is room.
fn larger(ui: &Ui, view: &mut View) {
    let Some(picture) = view.picture else { return };
    let room = ui.ctx().content_rect().size() * 0.9;
    let modal = Modal::new(Id::unique("picture of the guide")).show(ui.ctx(), |ui| {
        let image = page::of(picture).max_size(room).sense(egui::Sense::click());
        ui.add(image).clicked()
    });
    if modal.inner || modal.should_close() {
        view.picture = None;
    }
}

/// What the screen asks for, or what was searched for; the page of the guide that was pressed.
fn answers(ui: &mut Ui, state: &State, view: &View) -> Option<&'static Page> {
    let area = ScrollArea::vertical().auto_shrink(false);
    let inner = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let pressed = match view.search.trim() {
            "" => of_screen(ui, Place::of(state.session.screen)),
            search => found(ui, search),
        };
        follow_focus(ui);
        pressed
    });
    inner.inner
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

/// A page of the guide to be opened; whether it was pressed.
fn link(ui: &mut Ui, page: &Page) -> bool {
    page::link(ui, page.title(), font::body()).clicked()
}

/// Pages of the guide under their heading; the one that was pressed.
fn links<'a>(
    ui: &mut Ui,
    pages: impl Iterator<Item = &'static Page>,
    words: impl Fn(&Page) -> Option<&'a str>,
) -> Option<&'static Page> {
    let mut pressed = None;
    heading(ui, t!("help-guide"));
    for page in pages {
        if link(ui, page) {
            pressed = Some(page);
        }
        if let Some(words) = words(page) {
            Text::small(words).wrap().show(ui);
            ui.add_space(space::XS);
        }
    }
    ui.add_space(space::S);
    pressed
}

/// What belongs to a screen, then the guide, the words and the keys.
fn of_screen(ui: &mut Ui, place: Place) -> Option<&'static Page> {
    heading(ui, place.name());
    for topic in topics().iter().filter(|topic| topic.of == place) {
        entry(ui, topic.title, topic.text);
    }
    // Those of the screen first, then all the others.
    let guide = Guide::current();
    let own = place.pages().iter().filter_map(|path| guide.page(path));
    let others = guide.pages.iter().filter(|page| !place.pages().contains(&page.path));
    let pressed = links(ui, own.chain(others), |_| None);
    heading(ui, t!("help-words"));
    for term in Term::sorted() {
        entry(ui, term.name(), term.about());
    }
    heading(ui, t!("help-keys"));
    for command in Command::ALL.iter().filter(|command| command.shortcut().is_some()) {
        let keys = command.keys(ui.ctx());
        spread(
            ui,
            |ui| Text::body(command.text()).truncate().show(ui),
            |ui| Text::small(keys).show(ui),
        );
    }
    ui.add_space(space::S);
    Text::small(t!("help-version", version = env!("CARGO_PKG_VERSION"))).show(ui);
    pressed
}

/// All that has the words that are searched for.
fn found(ui: &mut Ui, search: &str) -> Option<&'static Page> {
    let (mut none, mut last) = (true, None);
    for topic in topics().iter().filter(|topic| is_about(topic, search)) {
        none = false;
        if last != Some(topic.of) {
            heading(ui, topic.of.name());
            last = Some(topic.of);
        }
        entry(ui, topic.title, topic.text);
    }
    let terms = Term::sorted().into_iter();
    for (place, term) in terms.filter(|term| fits(search, &[term.name(), term.about()])).enumerate()
    {
        none = false;
        if place == 0 {
            heading(ui, t!("help-words"));
        }
        entry(ui, term.name(), term.about());
    }
    let pages = search::pages(search, Language::current());
    if !pages.is_empty() {
        let words = |page: &Page| {
            let found = pages.iter().find(|found| found.page == page);
            found.map(|found| found.words.as_str())
        };
        return links(ui, pages.iter().map(|found| found.page), words);
    }
    if none {
        Text::dim(t!("help-nothing")).wrap().show(ui);
    }
    None
}

fn is_about(topic: &Topic, search: &str) -> bool {
    fits(search, &[topic.title, topic.text, topic.of.name()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_has_help_and_words_are_found_wherever_they_stand() {
        for place in Place::ALL {
            assert!(topics().iter().any(|topic| topic.of == place), "{place:?}");
            assert!(!place.pages().is_empty(), "{place:?}");
            for path in place.pages() {
                for language in Language::ALL {
                    assert!(Guide::of(language).page(path).is_some(), "{place:?}: {path}");
                }
            }
        }
        let titles = |search: &str| {
            let found = topics().into_iter().filter(|topic| is_about(topic, search));
            found.map(|topic| topic.title).collect::<Vec<_>>()
        };
        assert_eq!(titles("JSON split"), ["Several values in one cell"]);
        assert!(titles("control group").contains(&"Consent and control group"));
        assert!(titles("zzz").is_empty());
        let german = || titles("Kontrollgruppe").contains(&"Einwilligung und Kontrollgruppe");
        assert!(Language::German.within(german));
    }
}
