//! Fields to type into, with their labels.

use std::ops::RangeInclusive;

use egui::{Align2, Id, Key, Margin, Response, RichText, TextEdit, Ui, vec2};

use super::Text;
use crate::app::theme::{Icon, Theme, font, height};
use crate::base::language::Language;
use crate::base::words::decimal;

/// A label above whatever `control` adds; its first unnamed input gets the label as its name.
pub fn field<R>(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let label = Text::label(label).show(ui);
        ui.label_inputs_by(label.id, control)
    })
    .inner
}

/// Like [`field()`], with what the label means on hover.
pub fn explained<R>(
    ui: &mut Ui,
    label: &str,
    about: &str,
    control: impl FnOnce(&mut Ui) -> R,
) -> R {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let id = Text::label(label).show(ui).on_hover_text(about).id;
        ui.label_inputs_by(id, control)
    })
    .inner
}

/// Something settled elsewhere, shown like a field: `text` left, what `right` adds on the right.
pub fn read_only<R>(ui: &mut Ui, text: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui.ctx());
    // Sunken and without an edge: it cannot be typed into.
    egui::Frame::new()
        .fill(theme.sunken)
        .corner_radius(crate::app::theme::radius::CONTROL)
        .inner_margin(Margin::symmetric(10, 4))
        .show(ui, |ui| {
            ui.set_min_height(height::CONTROL - 8.0);
            ui.set_min_width(ui.available_width());
            super::spread(ui, |ui| Text::body(text).truncate().show(ui), right).1
        })
        .inner
}

/// Several lines of text, called `name` for assistive technology.
pub fn several_lines(ui: &mut Ui, name: &str, edit: TextEdit<'_>) {
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// A line of text: `TextField::new("Audience name").show(ui, &mut name)`.
#[must_use = "call show"]
pub struct TextField<'a> {
    name: &'a str,
    hint: &'a str,
    width: Option<f32>,
    icon: Option<Icon>,
    id: Option<Id>,
    compact: bool,
}

impl<'a> TextField<'a> {
    /// A field called `name` for assistive technology; put it in [`field`] to show a label.
    pub fn new(name: &'a str) -> Self {
        Self { name, hint: "", width: None, icon: None, id: None, compact: false }
    }
    /// Shown while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }
    /// So many points wide; else as wide as there is room.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }
    /// With an icon in front.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
    /// With an identity of its own, so that it can be given the keyboard from elsewhere.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }
    /// Smaller, for tables.
    pub fn compact(mut self) -> Self {
        self.compact = true;
        self
    }
    /// Adds it for a text that is kept elsewhere, `now`: what is typed stays in the field until it
    /// is left and `valid`, so that no letter is lost on the way to something that can be taken.
    pub fn typed(self, ui: &mut Ui, now: &str, valid: impl Fn(&str) -> bool) -> Typed {
        let id = ui.make_persistent_id(("typed", self.name));
        let kept = ui.ctx().data(|d| d.get_temp::<String>(id));
        let mut text = kept.unwrap_or_else(|| now.to_owned());
        let response = self.show(ui, &mut text);
        let valid = valid(&text);
        let stays = response.has_focus() || !valid;
        ui.ctx().data_mut(|d| {
            if stays {
                d.insert_temp(id, text.clone());
            } else {
                d.remove::<String>(id);
            }
        });
        let done = valid && response.lost_focus() && text != now;
        Typed { changed: response.changed(), done, valid, text }
    }
    /// Adds it; the response says `changed`, and `lost_focus` when the person is done.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let theme = Theme::of(ui.ctx());
        let tall = if self.compact { height::COMPACT } else { height::CONTROL };
        let wide = self.width.unwrap_or_else(|| ui.available_width());
        let mut edit = TextEdit::singleline(text)
            .hint_text(RichText::new(self.hint).font(font::body()).color(theme.faint))
            .font(font::body())
            .margin(Margin::symmetric(10, 0))
            .align(Align2::LEFT_CENTER)
            .desired_width(wide)
            .min_size(vec2(0.0, tall));
        if let Some(icon) = self.icon {
            edit = edit.prefix(icon.image(14.0, theme.faint));
        }
        if let Some(id) = self.id {
            edit = edit.id(id);
        }
        let size = vec2(wide, tall);
        let response = ui.allocate_ui(size, |ui| ui.add_sized(size, edit)).inner;
        response.accessible_name(self.name)
    }
}

/// What was typed into a field of [`TextField::typed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// As it is in the field.
    pub text: String,
    /// Whether that is new in this frame.
    pub changed: bool,
    /// Whether the person has just settled on something else that is valid.
    pub done: bool,
    /// Whether it can be taken.
    pub valid: bool,
}

/// A number that can be typed, with arrow keys to step: `NumberField::new("Size", 1.0..=500.0)`.
#[must_use = "call show"]
pub struct NumberField<'a> {
    name: &'a str,
    range: RangeInclusive<f64>,
    step: f64,
    decimals: usize,
    suffix: &'a str,
    width: f32,
}

impl<'a> NumberField<'a> {
    /// A whole number in `range`, called `name` for assistive technology.
    pub fn new(name: &'a str, range: RangeInclusive<f64>) -> Self {
        Self { name, range, step: 1.0, decimals: 0, suffix: "", width: 76.0 }
    }
    /// How far an arrow key goes.
    pub fn step(mut self, step: f64) -> Self {
        self.step = step;
        self
    }
    /// At most so many decimals.
    pub fn decimals(mut self, decimals: usize) -> Self {
        self.decimals = decimals;
        self
    }
    /// A unit behind the number: "%", " days".
    pub fn suffix(mut self, suffix: &'a str) -> Self {
        self.suffix = suffix;
        self
    }
    /// So many points wide.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    fn written(&self, value: f64) -> String {
        let point = Language::current().decimal();
        let mut text = decimal(value.abs(), self.decimals);
        if text.contains(point) {
            text.truncate(text.trim_end_matches('0').trim_end_matches(point).len());
        }
        let sign = if value < 0.0 { "−" } else { "" };
        format!("{sign}{text}{}", self.suffix)
    }

    /// Adds it. The response says `changed` when the person settled on another number: with
    /// Enter, by leaving the field, or by an arrow key. What is no number is not taken.
    pub fn show(self, ui: &mut Ui, value: &mut f64) -> Response {
        let id = ui.make_persistent_id(("number", self.name));
        let shown = self.written(*value);
        let mut typed: String = ui.ctx().data(|d| d.get_temp(id)).unwrap_or_else(|| shown.clone());
        let mut response =
            TextField::new(self.name).width(self.width).id(id.with("text")).show(ui, &mut typed);
        let step = if response.has_focus() { step_asked(ui) * self.step } else { 0.0 };
        let settled = if step != 0.0 {
            Some(*value + step)
        } else if response.lost_focus() && typed != shown {
            // What is shown is rounded: passing through the field must not take that for the number.
            parse_number(&typed, self.suffix)
        } else {
            None
        };
        let settled = settled.map(|v| v.clamp(*self.range.start(), *self.range.end()));
        let changed = settled.is_some_and(|v| v != *value);
        if let Some(settled) = settled {
            *value = settled;
        }
        let typing = response.has_focus();
        ui.ctx().data_mut(|d| {
            if typing && step == 0.0 {
                d.insert_temp(id, typed);
            } else {
                d.remove::<String>(id);
            }
        });
        response.flags.set(egui::response::Flags::CHANGED, false);
        if changed {
            response.mark_changed();
        }
        response
    }
}

fn step_asked(ui: &Ui) -> f64 {
    ui.input(|i| {
        let steps = i.num_presses(Key::ArrowUp) as f64 - i.num_presses(Key::ArrowDown) as f64;
        let pages = i.num_presses(Key::PageUp) as f64 - i.num_presses(Key::PageDown) as f64;
        steps + 10.0 * pages
    })
}

/// Reads "1,478", "8 %", "1 478.5" as the language writes numbers; what sets thousands apart and does
/// not stand before three digits is taken for the mark of decimals.
fn parse_number(text: &str, suffix: &str) -> Option<f64> {
    let language = Language::current();
    let (between, point) = (language.thousands(), language.decimal());
    let text = text.trim().trim_end_matches(suffix.trim()).trim();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace('−', "-");
    let thousands = text.split(between).skip(1).all(|group| {
        let digits = group.split(point).next().unwrap_or("");
        digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit())
    });
    let plain = if thousands { text.replace(between, "") } else { text.replace(between, ".") };
    plain.replace(point, ".").parse::<f64>().ok().filter(|v| v.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(parse_number("1,478", ""), Some(1478.0));
        assert_eq!(parse_number("8 %", "%"), Some(8.0));
        assert_eq!(parse_number("1 478.5", ""), Some(1478.5));
        assert_eq!(parse_number("2,5", ""), Some(2.5));
        assert_eq!(parse_number("1,234,567", ""), Some(1_234_567.0));
        assert_eq!(parse_number("30 days", " days"), Some(30.0));
        assert_eq!(parse_number("many", ""), None);
        assert_eq!(parse_number("inf", ""), None);
        let german = |text| Language::German.within(|| parse_number(text, " %"));
        let read = ["1.478", "1.478,5", "2,5 %", "2.5", "−3", "0,05"].map(german);
        let meant = [1478.0, 1478.5, 2.5, 2.5, -3.0, 0.05].map(Some);
        assert_eq!(read, meant);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let field = NumberField::new("n", -1e9..=1e9).decimals(3).suffix(" %");
        for language in Language::ALL {
            for value in [0.0, 0.125, 2.5, 10.0, 100.0, 1_478.0, -1_234.5, 1_234_567.25] {
                let text = language.within(|| field.written(value));
                assert_eq!(language.within(|| parse_number(&text, " %")), Some(value), "{text}");
            }
        }
    }

    #[test]
    fn numbers_are_written_with_separators_and_without_empty_decimals() {
        let field = NumberField::new("n", 0.0..=1e9).decimals(2).suffix("%");
        assert_eq!(field.written(1478.0), "1,478%");
        assert_eq!(field.written(2.5), "2.5%");
        assert_eq!(Language::German.within(|| field.written(1478.5)), "1.478,5%");
    }
}
