//! Sets laid over each other, as an UpSet picture: a bar for every combination that occurs, and
//! below it dots that say of which sets (Lex and others, IEEE TVCG 20, 2014).

use egui::{
    Color32, CornerRadius, Rect, Response, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use super::{format, one_line};
use crate::app::theme::{Theme, font, space};
use crate::base::language::t;
use crate::base::words::{and, decimal};

/// Room for the bars of the combinations, with the number on top.
const BARS: f32 = 150.0;
/// Height of a set's row.
const ROW: f32 = 30.0;
/// Width of a combination.
const PART: f32 = 46.0;
/// Room for the names of the sets, at least and at most, and for the bars of their sizes.
const NAMES: (f32, f32) = (170.0, 420.0);
const SIZES: f32 = 110.0;

/// Room for names of which the longest is `longest` wide, where the combinations leave `free`: they take what nothing
/// else needs.
fn names_room(longest: f32, free: f32) -> f32 {
    longest.min(free).clamp(NAMES.0, NAMES.1)
}

/// What is drawn.
pub struct UpSet<'a> {
    /// Names of the sets, and how many are in each.
    pub sets: &'a [(String, usize)],
    /// Combinations: a bit for each set, and how many are in exactly these.
    pub parts: &'a [(u32, usize)],
    /// What it shows, for assistive technology.
    pub sentence: &'a str,
}

impl UpSet<'_> {
    /// Draws it; scrolls sideways where there are many combinations.
    pub fn show(self, ui: &mut Ui) -> Response {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let high = BARS + self.sets.len() as f32 * ROW;
            let wide = self.parts.len() as f32 * PART;
            let longest = self.sets.iter().map(|(name, _)| {
                one_line(ui, name, font::body(), Color32::PLACEHOLDER, NAMES.1).size().x
            });
            let longest = longest.fold(0.0, f32::max) + space::L;
            let names = names_room(longest, ui.available_width() - SIZES - wide - space::S);
            let (left, _) = ui.allocate_exact_size(vec2(names + SIZES, high), Sense::hover());
            self.sets(ui, left, names);
            ScrollArea::horizontal()
                .id_salt("upset")
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    let size = vec2(wide.max(ui.available_width()), high);
                    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, self.sentence));
                    self.parts(ui, rect, response)
                })
                .inner
        })
        .inner
    }

    /// The names and sizes of the sets, at the left.
    fn sets(&self, ui: &Ui, rect: Rect, names: f32) {
        let theme = Theme::of(ui.ctx());
        let most = self.sets.iter().map(|s| s.1).max().unwrap_or(0).max(1) as f32;
        for (place, (name, size)) in self.sets.iter().enumerate() {
            let middle = rect.top() + BARS + (place as f32 + 0.5) * ROW;
            let words = one_line(ui, name, font::body(), theme.text, names - space::S);
            let top = middle - words.size().y / 2.0;
            ui.painter().galley(pos2(rect.left(), top), words, theme.text);
            let number = format::count(*size as u64);
            let number = one_line(ui, &number, font::small(), theme.dim, SIZES);
            let room = SIZES - 52.0;
            let right = rect.right();
            let bar = Rect::from_min_max(
                pos2(right - (*size as f32 / most * room).max(1.0), middle - 5.0),
                pos2(right, middle + 5.0),
            );
            ui.painter().rect_filled(bar, CornerRadius::same(1), theme.bar);
            let at = pos2(bar.left() - number.size().x - 6.0, middle - number.size().y / 2.0);
            ui.painter().galley(at, number, theme.dim);
        }
    }

    /// The combinations.
    fn parts(&self, ui: &Ui, rect: Rect, response: Response) -> Response {
        let theme = Theme::of(ui.ctx());
        let bottom = rect.top() + BARS - space::S;
        let most = self.parts.iter().map(|p| p.1).max().unwrap_or(0).max(1) as f32;
        let pointed = response
            .hover_pos()
            .map(|at| ((at.x - rect.left()) / PART) as usize)
            .filter(|part| *part < self.parts.len());
        for row in (0..self.sets.len()).step_by(2) {
            let top = rect.top() + BARS + row as f32 * ROW;
            let band = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW));
            ui.painter().rect_filled(band, CornerRadius::ZERO, theme.sunken);
        }
        ui.painter().hline(rect.x_range(), bottom + 0.5, theme.hairline());
        for (place, &(of, people)) in self.parts.iter().enumerate() {
            let middle = rect.left() + (place as f32 + 0.5) * PART;
            let shared = of.count_ones() > 1;
            let color = match (pointed == Some(place), shared) {
                (true, _) => theme.accent_strong,
                (false, true) => theme.accent,
                (false, false) => theme.bar,
            };
            let high = (people as f32 / most * (BARS - 34.0)).max(1.0);
            let bar =
                Rect::from_min_max(pos2(middle - 11.0, bottom - high), pos2(middle + 11.0, bottom));
            ui.painter().rect_filled(bar, CornerRadius::same(2), color);
            let number = one_line(ui, &short(people), font::small(), theme.dim, PART + 10.0);
            let at = pos2(middle - number.size().x / 2.0, bar.top() - number.size().y - 2.0);
            ui.painter().galley(at, number, theme.dim);
            self.dots(ui, theme, of, pos2(middle, rect.top() + BARS), color);
        }
        match pointed {
            Some(part) => response.on_hover_text_at_pointer(self.words(part)),
            None => response,
        }
    }

    fn dots(&self, ui: &Ui, theme: &Theme, of: u32, top: egui::Pos2, color: Color32) {
        let at = |row: usize| pos2(top.x, top.y + (row as f32 + 0.5) * ROW);
        let rows: Vec<usize> = (0..self.sets.len()).filter(|row| of >> row & 1 == 1).collect();
        if let (Some(&first), Some(&last)) = (rows.first(), rows.last())
            && first != last
        {
            ui.painter().line_segment([at(first), at(last)], Stroke::new(2.0, color));
        }
        for row in 0..self.sets.len() {
            let fill = if of >> row & 1 == 1 { color } else { theme.line_strong };
            let size = if of >> row & 1 == 1 { 5.5 } else { 3.0 };
            ui.painter().circle_filled(at(row), size, fill);
        }
    }

    /// "204 people in Tea and Coffee".
    fn words(&self, part: usize) -> String {
        let (of, people) = self.parts[part];
        let names = self.sets.iter().enumerate().filter(|(row, _)| of >> row & 1 == 1);
        let names: Vec<&str> = names.map(|(_, (name, _))| name.as_str()).collect();
        match names.as_slice() {
            [one] => t!("controls-upset-one", people = people, name = *one),
            names => t!("controls-upset", people = people, names = and(names)),
        }
    }
}

/// A number that fits above a bar: "12,304", "1.2M".
fn short(n: usize) -> String {
    match n {
        1_000_000.. => t!("controls-millions", number = decimal(n as f64 / 1e6, 1)),
        100_000.. => t!("controls-thousands", number = decimal(n as f64 / 1e3, 0)),
        _ => format::count(n as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_room_that_combinations_leave() {
        assert_eq!(names_room(260.0, 800.0), 260.0);
        assert_eq!(names_room(260.0, 200.0), 200.0);
        assert_eq!((names_room(260.0, 20.0), names_room(90.0, 800.0)), (NAMES.0, NAMES.0));
    }
}
