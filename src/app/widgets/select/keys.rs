//! The keyboard in an open list.

use egui::{Key, Modifiers, Ui};

/// Keys that the open list takes for itself.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) steps: isize,
    pub(super) home: bool,
    pub(super) end: bool,
    pub(super) enter: bool,
}

impl Keys {
    pub(super) fn take(ui: &Ui) -> Self {
        ui.input_mut(|i| {
            let mut count = |key| i.count_and_consume_key(Modifiers::NONE, key) as isize;
            let steps = count(Key::ArrowDown) - count(Key::ArrowUp);
            let pages = count(Key::PageDown) - count(Key::PageUp);
            let enter = count(Key::Enter) > 0;
            let home = i.consume_key(Modifiers::CTRL, Key::Home);
            let end = i.consume_key(Modifiers::CTRL, Key::End);
            Self { steps: steps + 9 * pages, home, end, enter }
        })
    }

    pub(super) fn moved(&self, at: &mut usize, rows: usize) -> bool {
        let last = rows.saturating_sub(1);
        let to = if self.home {
            0
        } else if self.end {
            last
        } else {
            at.saturating_add_signed(self.steps).min(last)
        };
        let moved = to != *at;
        *at = to;
        moved
    }
}
