//! Reusable parts of the window. Comes in: what to show and what is chosen. Goes out: pixels,
//! egui responses, and a name for every control for assistive technology. Knows egui and the theme
//! only; not for anything that speaks of people, events or files.

pub mod axes;
mod badge;
mod banner;
mod bidi;
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
pub use card::{Card, card_title, explained_title};
pub use chart::{bars, meter, progress_bar, sparkline};
pub use check::{checkbox, radio};
pub use dialog::{Dialog, confirm, give_keyboard_back, give_keyboard_to};
pub use field::{NumberField, TextField, explained, field, read_only, several_lines};
pub use layout::{
    columns, equal_height, follow_focus, grid, heading, in_sight, page, row, screen, spread,
};
pub use legend::{Sign, key};
pub use segmented::{segmented, segmented_wrapped};
pub use select::{Select, SelectAnswer, SelectItem};
pub use slider::Slider;
pub(crate) use states::centered_row;
pub use states::{Work, empty, loading, loading_compact, under_way};
#[cfg(test)]
pub(crate) use table::scrolled::scrolled_sideways;
pub use table::{Column, Row, Sort, Table, TableLayouts};
pub use text::{Text, as_heading, help};
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
    let lay_out = |text: &str, font: egui::FontId| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
        ui.painter().layout_job(job)
    };
    let seen = bidi::visual_within(text, |text| !lay_out(text, font.clone()).elided);
    lay_out(&seen, font)
}

/// Like [`one_line`]; the path of a field is cut at its beginning, where all of them are the same:
/// "…product.category" says more than "properties.pro…".
pub(crate) fn telling_line(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    color: egui::Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let whole = one_line(ui, text, font.clone(), color, width);
    let is_path = text.contains(['.', '[']) && !text.contains(char::is_whitespace);
    // What is cut may have been cut before it was laid out.
    let fits = !whole.elided && (whole.text().ends_with('…') == text.ends_with('…'));
    if fits || !is_path {
        return whole;
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let end = |skipped: usize, font: egui::FontId| {
        let words = format!("…{}", &text[starts[skipped]..]);
        ui.painter().layout_no_wrap(words, font, color)
    };
    let (mut fits, mut too_long) = (starts.len() - 1, 0);
    while fits > too_long + 1 {
        let middle = fits.midpoint(too_long);
        if end(middle, font.clone()).size().x <= width {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    end(fits, font)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_does_not_fit_shows_its_end_and_words_their_beginning() {
        let ctx = egui::Context::default();
        crate::app::theme::install(&ctx);
        let mut drawn = ctx.run_ui(egui::RawInput::default(), |ui| {
            let line = |text: &str, width: f32| {
                let font = crate::app::theme::font::body();
                telling_line(ui, text, font, egui::Color32::PLACEHOLDER, width).text().to_owned()
            };
            let path = "properties.products[].product_id";
            assert_eq!(line(path, 400.0), path);
            let cut = line(path, 100.0);
            assert!(cut.starts_with('…') && cut.ends_with("product_id"), "{cut}");
            let cut = line("Coffee makers and grinders", 100.0);
            assert!(cut.starts_with("Coffee") && cut.ends_with('…'), "{cut}");
        });
        drawn.textures_delta.clear();
    }
}

#[cfg(test)]
mod gallery;
