//! Which row of a table has the keyboard. A table is one Tab stop, whatever its length: arrows,
//! page keys, Home and End go from row to row, also to those that are not drawn yet.

use egui::{EventFilter, Id, Key, Modifiers, Response, Ui};

/// Where the keyboard is in a table; remembered from frame to frame.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Keyboard {
    /// The row that Tab leads to.
    pub(super) current: usize,
    /// The row that is to get the focus as soon as it is drawn.
    pub(super) wanted: Option<usize>,
}

impl Keyboard {
    pub(super) fn load(ui: &Ui, id: Id, rows: usize) -> Self {
        let mut it: Self = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        it.current = it.current.min(rows.saturating_sub(1));
        it.wanted = it.wanted.filter(|row| *row < rows);
        it
    }

    pub(super) fn store(self, ui: &Ui, id: Id) {
        ui.data_mut(|data| data.insert_temp(id, self));
    }

    /// Takes the keys of the row that has the focus. `page` rows are in sight.
    pub(super) fn take(
        &mut self,
        ui: &Ui,
        response: &Response,
        row: usize,
        rows: usize,
        page: usize,
    ) {
        if self.wanted == Some(row) {
            response.request_focus();
            self.wanted = None;
        }
        if !response.has_focus() {
            return;
        }
        self.current = row;
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let last = rows.saturating_sub(1);
        let to = [
            (Key::ArrowUp, row.saturating_sub(1)),
            (Key::ArrowDown, (row + 1).min(last)),
            (Key::PageUp, row.saturating_sub(page)),
            (Key::PageDown, (row + page).min(last)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        let to = to.into_iter().find(|(key, _)| pressed(*key)).map(|(_, to)| to);
        if let Some(to) = to.filter(|to| *to != row) {
            self.wanted = Some(to);
            ui.ctx().request_repaint();
        }
    }
}
