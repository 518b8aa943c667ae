//! One of many: a field that opens a list, searchable, quick with 100,000 entries.

mod keys;

use std::borrow::Cow;
use std::sync::Arc;

use egui::{
    CornerRadius, EventFilter, Id, IdSalt, Key, Popup, PopupCloseBehavior, Response, Role,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{TextField, one_line, telling_line};
use crate::app::theme::{Icon, Theme, font, height, radius, space};
use crate::base::language::t;
use keys::Keys;

const ROW: f32 = 28.0;
const LIST: f32 = 10.0 * ROW;
/// Least width of a list, and of one whose entries have numbers beside them.
const NARROW: f32 = 220.0;
const WIDE: f32 = 340.0;

/// An entry of the list.
#[derive(Debug, Clone, Default)]
pub struct SelectItem<'a> {
    /// What it is called.
    pub text: Cow<'a, str>,
    /// A few words beside it: a count, a share.
    pub note: Cow<'a, str>,
}

impl<'a> SelectItem<'a> {
    /// An entry without a note.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), note: Cow::Borrowed("") }
    }
    /// With a few words beside it.
    pub fn note(mut self, note: impl Into<Cow<'a, str>>) -> Self {
        self.note = note.into();
        self
    }
}

/// What the person did with a [`Select`] in this frame.
#[derive(Debug)]
pub struct SelectAnswer {
    /// The closed field.
    pub response: Response,
    /// The entry that was picked.
    pub chosen: Option<usize>,
    /// The words that were taken as typed, see [`Select::typed`].
    pub typed: Option<String>,
    /// "None of them" was picked, see [`Select::none`].
    pub cleared: bool,
}

/// A field that opens a list: `Select::new("Brand").show(ui, chosen, count, |i| …)`.
#[must_use = "call show"]
pub struct Select<'a> {
    name: &'a str,
    salt: IdSalt,
    hint: &'a str,
    none: Option<&'a str>,
    empty: Option<&'a str>,
    typed: Option<&'a str>,
    current: Option<SelectItem<'a>>,
    width: Option<f32>,
    compact: bool,
    notes: Option<&'a dyn Fn(usize) -> String>,
}

#[derive(Clone, Default)]
struct State {
    query: String,
    /// Entries that match, and what they match: the query and the number of entries.
    hits: Arc<Vec<u32>>,
    searched: Option<(String, usize)>,
    /// Row under the keyboard.
    at: usize,
    offset: f32,
    follow: bool,
    fresh: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum RowKind {
    None,
    Item(usize),
    Typed,
}

impl<'a> Select<'a> {
    /// A list called `name` for assistive technology; put it in [`super::field()`] for a label.
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            salt: IdSalt::new(name),
            hint: t!("controls-choose"),
            none: None,
            empty: None,
            typed: None,
            current: None,
            width: None,
            compact: false,
            notes: None,
        }
    }
    /// A few words beside each entry, asked for only while it is visible: cheap to search.
    pub fn notes(mut self, notes: &'a dyn Fn(usize) -> String) -> Self {
        self.notes = Some(notes);
        self
    }
    /// Told apart from others of the same name.
    pub fn id(mut self, salt: impl std::hash::Hash + std::fmt::Debug) -> Self {
        self.salt = IdSalt::new((IdSalt::new(salt), self.name));
        self
    }
    /// Shown while nothing is chosen.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }
    /// A first row that chooses nothing: "Not in this event".
    pub fn none(mut self, words: &'a str) -> Self {
        self.none = Some(words);
        self
    }
    /// What the closed field shows instead while nothing is chosen: "–".
    pub fn empty(mut self, words: &'a str) -> Self {
        self.empty = Some(words);
        self
    }
    /// Words that are in no entry may be taken as typed; `words` comes before them: "Use exactly".
    pub fn typed(mut self, words: &'a str) -> Self {
        self.typed = Some(words);
        self
    }
    /// What the closed field shows when the choice is not an entry (a value typed before).
    pub fn current(mut self, item: SelectItem<'a>) -> Self {
        self.current = Some(item);
        self
    }
    /// So many points wide; else as wide as there is room.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }
    /// Smaller, for tables.
    pub fn compact(mut self) -> Self {
        self.compact = true;
        self
    }

    /// Only the closed field, showing [`Select::current`], for a list of one's own.
    pub fn closed_only(self, ui: &mut Ui) -> Response {
        let id = ui.make_persistent_id(self.salt);
        self.closed(ui, id, self.current.as_ref(), false)
    }

    /// Adds it. `item` is asked for visible entries, and for all of them while searching.
    pub fn show<'i>(
        self,
        ui: &mut Ui,
        chosen: Option<usize>,
        count: usize,
        item: impl Fn(usize) -> SelectItem<'i>,
    ) -> SelectAnswer {
        let id = ui.make_persistent_id(self.salt);
        let popup = id.with("list");
        let open = Popup::is_id_open(ui.ctx(), popup);
        let keys = if open { Keys::take(ui) } else { Keys::default() };
        let shown = match (&self.current, chosen) {
            (Some(current), _) => Some(current.clone()),
            (None, Some(i)) if i < count => {
                let item = item(i);
                Some(SelectItem {
                    text: item.text.into_owned().into(),
                    note: item.note.into_owned().into(),
                })
            }
            _ => None,
        };
        let response = self.closed(ui, id, shown.as_ref(), open);
        let down = response.has_focus() && ui.input(|i| i.key_pressed(Key::ArrowDown));
        if !open && (response.clicked() || down) {
            let first = usize::from(self.none.is_some());
            let state = State {
                at: chosen.map_or(0, |i| i + first),
                follow: true,
                fresh: true,
                ..State::default()
            };
            ui.ctx().data_mut(|d| d.insert_temp(popup, state));
            Popup::open_id(ui.ctx(), popup);
        } else if open && response.clicked() {
            Popup::close_id(ui.ctx(), popup);
        }
        if response.has_focus() {
            let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        }
        let mut answer = SelectAnswer { response, chosen: None, typed: None, cleared: false };
        let mut state: State = ui.ctx().data(|d| d.get_temp(popup)).unwrap_or_default();
        let picked = Popup::from_response(&answer.response)
            .id(popup)
            .open_memory(None)
            .gap(space::XS)
            .accessible_name(self.name)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| {
                // Values with their numbers need room to be told apart.
                let least = if self.notes.is_some() { WIDE } else { NARROW };
                // With its edges it is as wide as what it belongs to.
                let edges = egui::Frame::popup(ui.style()).total_margin().sum().x;
                ui.set_width(answer.response.rect.width().max(least) - edges);
                self.list(ui, &mut state, &keys, chosen, count, &item)
            })
            .and_then(|shown| shown.inner);
        match picked {
            Some(RowKind::Item(i)) => answer.chosen = Some(i),
            Some(RowKind::Typed) => answer.typed = Some(state.query.trim().to_owned()),
            Some(RowKind::None) => answer.cleared = true,
            None => {}
        }
        if picked.is_some() {
            Popup::close_id(ui.ctx(), popup);
            if keys.enter {
                answer.response.request_focus();
            }
        }
        if Popup::is_id_open(ui.ctx(), popup) {
            ui.ctx().data_mut(|d| d.insert_temp(popup, state));
        } else {
            ui.ctx().data_mut(|d| d.remove::<State>(popup));
        }
        answer
    }

    fn closed(&self, ui: &mut Ui, id: Id, shown: Option<&SelectItem<'_>>, open: bool) -> Response {
        let theme = Theme::of(ui.ctx());
        let tall = if self.compact { height::COMPACT } else { height::CONTROL };
        let wide = self.width.unwrap_or_else(|| ui.available_width());
        let (_, rect) = ui.allocate_space(vec2(wide, tall));
        let response = ui.interact(rect, id, Sense::click());
        let words = shown.map(|s| s.text.as_ref()).or(self.none).unwrap_or(self.hint);
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(words.to_owned()),
            ..WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.name)
        });
        let line = match (open, response.hovered()) {
            (true, _) => theme.accent,
            (false, true) => theme.line_strong,
            (false, false) => theme.line,
        };
        let corner = CornerRadius::same(radius::CONTROL);
        ui.painter().rect(rect, corner, theme.panel, Stroke::new(1.0, line), StrokeKind::Inside);
        let pad = if self.compact { 9.0 } else { 11.0 };
        let chevron = pos2(rect.right() - pad - 6.0, rect.center().y);
        Icon::Down.paint(ui, chevron, 14.0, theme.faint);
        let mut room = wide - 2.0 * pad - 20.0;
        if let Some(note) = shown.map(|s| &s.note).filter(|n| !n.is_empty()) {
            let note = one_line(ui, note, font::body(), theme.faint, room * 0.6);
            let x = chevron.x - 12.0 - note.size().x;
            room -= note.size().x + 8.0;
            ui.painter().galley(pos2(x, rect.center().y - note.size().y / 2.0), note, theme.faint);
        }
        let words = if shown.is_some() { words } else { self.empty.unwrap_or(words) };
        let color = if shown.is_some() { theme.text } else { theme.faint };
        let galley = telling_line(ui, words, font::body(), color, room);
        let cut = galley.elided || galley.text() != words;
        let at = pos2(rect.left() + pad, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color);
        super::focus_ring(ui, &response, rect, radius::CONTROL);
        if cut && !open { response.on_hover_text(words) } else { response }
    }

    fn list<'i>(
        &self,
        ui: &mut Ui,
        state: &mut State,
        keys: &Keys,
        chosen: Option<usize>,
        count: usize,
        item: &impl Fn(usize) -> SelectItem<'i>,
    ) -> Option<RowKind> {
        ui.spacing_mut().item_spacing.y = 0.0;
        if count > 7 || self.typed.is_some() {
            let search = TextField::new(t!("controls-search"))
                .hint(match self.typed {
                    Some(_) => t!("controls-search-or-type"),
                    None => t!("controls-search"),
                })
                .icon(Icon::Search)
                .compact()
                .id(ui.scope_id().with("search"))
                .show(ui, &mut state.query);
            if state.fresh || !search.has_focus() {
                search.request_focus();
            }
            if search.changed() {
                (state.at, state.follow) = (0, true);
            }
            ui.add_space(space::XS);
        }
        state.fresh = false;
        search(state, count, item);
        let rows = self.rows(state, count, item);
        if keys.moved(&mut state.at, rows) {
            state.follow = true;
        }
        state.at = state.at.min(rows.saturating_sub(1));
        if rows == 0 {
            super::Text::small(t!("controls-nothing-matches")).show(ui);
            return None;
        }
        let mut picked = keys.enter.then(|| self.row(state, rows, state.at));
        let view = LIST.min(rows as f32 * ROW);
        let mut area = ScrollArea::vertical().max_height(view).auto_shrink([false, true]);
        if std::mem::take(&mut state.follow) {
            let top = state.at as f32 * ROW;
            let offset = state.offset.clamp((top + ROW - view).max(0.0), top.max(0.0));
            area = area.vertical_scroll_offset(offset);
        }
        let scrolled = area.show_rows(ui, ROW, rows, |ui, range| {
            for row in range {
                let kind = self.row(state, rows, row);
                let entry = match kind {
                    RowKind::None => SelectItem::new(self.none.unwrap_or_default()),
                    RowKind::Item(i) => match self.notes {
                        Some(notes) => item(i).note(notes(i)),
                        None => item(i),
                    },
                    RowKind::Typed => {
                        let words = self.typed.unwrap_or_default();
                        SelectItem::new(t!(
                            "controls-typed",
                            words = words,
                            value = state.query.trim()
                        ))
                    }
                };
                let is_chosen = match kind {
                    RowKind::Item(i) => chosen == Some(i),
                    RowKind::None => chosen.is_none() && self.current.is_none(),
                    RowKind::Typed => false,
                };
                let response = entry_row(ui, &entry, is_chosen, row == state.at, kind);
                if response.clicked() {
                    picked = Some(kind);
                }
                if response.hovered() && ui.input(|i| i.pointer.is_moving()) {
                    state.at = row;
                }
            }
        });
        state.offset = scrolled.state.clamped_offset().y;
        picked
    }

    fn none_rows(&self, state: &State) -> usize {
        usize::from(self.none.is_some() && state.query.trim().is_empty())
    }

    fn rows<'i>(
        &self,
        state: &State,
        count: usize,
        item: &impl Fn(usize) -> SelectItem<'i>,
    ) -> usize {
        let query = state.query.trim();
        let hits = if query.is_empty() { count } else { state.hits.len() };
        let exact = state.hits.first().is_some_and(|i| item(*i as usize).text == query);
        let typed = self.typed.is_some() && !query.is_empty() && !exact;
        self.none_rows(state) + hits + usize::from(typed)
    }

    fn row(&self, state: &State, rows: usize, row: usize) -> RowKind {
        let before = self.none_rows(state);
        if row < before {
            return RowKind::None;
        }
        let hit = row - before;
        if state.query.trim().is_empty() {
            RowKind::Item(hit)
        } else if let Some(i) = state.hits.get(hit) {
            RowKind::Item(*i as usize)
        } else {
            debug_assert!(row + 1 == rows);
            RowKind::Typed
        }
    }
}

/// Finds what matches, best first: exact, then beginning with the query, then containing it, then
/// containing all its words. Typing on looks only at what matched before.
fn search<'i>(state: &mut State, count: usize, item: &impl Fn(usize) -> SelectItem<'i>) {
    let query = state.query.trim().to_lowercase();
    if state.searched.as_ref().is_some_and(|(q, n)| *q == query && *n == count) {
        return;
    }
    let narrower = state
        .searched
        .as_ref()
        .is_some_and(|(q, n)| *n == count && !q.is_empty() && query.starts_with(q.as_str()));
    let mut groups: [Vec<u32>; 4] = Default::default();
    if !query.is_empty() {
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut look = |i: u32| {
            let text = item(i as usize).text.to_lowercase();
            let group = if text == query {
                0
            } else if text.starts_with(&query) {
                1
            } else if text.contains(&query) {
                2
            } else if words.iter().all(|word| text.contains(word)) {
                3
            } else {
                return;
            };
            groups[group].push(i);
        };
        if narrower {
            // In the order of the entries, so that equally good ones keep theirs.
            let mut hits = state.hits.to_vec();
            hits.sort_unstable();
            hits.into_iter().for_each(&mut look);
        } else {
            (0..count as u32).for_each(&mut look);
        }
    }
    state.hits = Arc::new(groups.concat());
    state.searched = Some((query, count));
}

fn entry_row(
    ui: &mut Ui,
    entry: &SelectItem<'_>,
    chosen: bool,
    at: bool,
    kind: RowKind,
) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListBoxOption, true, chosen, entry.text.as_ref())
    });
    let color = match (kind, chosen) {
        (RowKind::None, _) => theme.dim,
        (RowKind::Typed, _) | (_, true) => theme.accent,
        _ => theme.text,
    };
    if at || chosen {
        let fill = if chosen { theme.accent_soft } else { theme.sunken };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::SMALL), fill);
    }
    let mut room = rect.width() - 16.0;
    if !entry.note.is_empty() {
        let note = one_line(ui, &entry.note, font::small(), theme.faint, room * 0.6);
        let x = rect.right() - 8.0 - note.size().x;
        room -= note.size().x + 12.0;
        ui.painter().galley(pos2(x, rect.center().y - note.size().y / 2.0), note, theme.faint);
    }
    let text = telling_line(ui, &entry.text, font::body(), color, room);
    let cut = text.elided || text.text() != entry.text;
    let at = pos2(rect.left() + 8.0, rect.center().y - text.size().y / 2.0);
    ui.painter().galley(at, text, color);
    if cut { response.on_hover_text(entry.text.as_ref()) } else { response }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matches_best_comes_first_and_typing_on_narrows() {
        let texts = ["Blue kettle", "Kettle", "Kettle, blue", "Tea", "kettle drum"];
        let item = |i: usize| SelectItem::new(texts[i]);
        let mut state = State { query: "kettle".into(), ..State::default() };
        search(&mut state, texts.len(), &item);
        assert_eq!(*state.hits, [1, 2, 4, 0]);
        state.query = "kettle b".into();
        search(&mut state, texts.len(), &item);
        assert_eq!(*state.hits, [0, 2], "all words, in any order");
        state.query = "te".into();
        search(&mut state, texts.len(), &item);
        assert_eq!(*state.hits, [3]);
    }
}
