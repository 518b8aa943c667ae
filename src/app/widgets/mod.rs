//! Reusable parts of the window. Comes in: what to show and what is chosen. Goes out: pixels,
//! egui responses, and a name for every control for assistive technology. Knows egui and the theme
//! only; not for anything that speaks of people, events or files.

pub mod axes;
mod badge;
mod banner;
mod button;
mod card;
mod chart;
mod check;
mod dialog;
mod field;
pub mod format;
mod layout;
mod legend;
mod segmented;
mod select;
mod slider;
mod states;
mod table;
mod text;
mod toast;
mod upset;

pub use badge::{Tone, badge, badge_size};
pub use banner::Banner;
pub use button::Button;
pub use card::{Card, card_title};
pub use chart::{bars, meter, progress_bar, sparkline};
pub use check::{checkbox, radio};
pub use dialog::{Dialog, confirm};
pub use field::{NumberField, TextField, field, read_only};
pub use layout::{columns, equal_height, page, row, screen, spread};
pub use legend::{Sign, key};
pub use segmented::segmented;
pub use select::{Select, SelectAnswer, SelectItem};
pub use slider::Slider;
pub(crate) use states::centered_row;
pub use states::{Work, empty, loading, loading_compact};
pub use table::{Column, Row, Sort, Table, TableLayouts};
pub use text::{Text, help};
pub use toast::{Toast, Toasts};
pub use upset::UpSet;

use egui::{Rect, Response, StrokeKind, Ui};

use super::theme::{Theme, radius};

/// Paints the ring around a control that has the keyboard.
pub(crate) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, corner: u8) {
    if response.has_focus() {
        let theme = Theme::of(ui.ctx());
        ui.painter().rect_stroke(
            rect.expand(1.0),
            egui::CornerRadius::same(corner.saturating_add(1).max(radius::SMALL)),
            theme.focus_ring(),
            StrokeKind::Outside,
        );
    }
}

/// A single line of text laid out in at most `width` points, with … where it is cut.
pub(crate) fn one_line(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    color: egui::Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

#[cfg(test)]
mod gallery;
