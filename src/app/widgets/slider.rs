//! A slider: for finding a number by eye. Always beside a field to type the number into.

use std::ops::RangeInclusive;

use egui::accesskit::Action;
use egui::{EventFilter, Key, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::theme::Theme;

const KNOB: f32 = 8.0;

/// A slider: `Slider::new("Maximum size", 1.0..=18_471.0).logarithmic().show(ui, &mut size)`.
#[must_use = "call show"]
pub struct Slider<'a> {
    name: &'a str,
    range: RangeInclusive<f64>,
    logarithmic: bool,
    step: Option<f64>,
    width: Option<f32>,
}

impl<'a> Slider<'a> {
    /// A slider over `range`, called `name` for assistive technology.
    pub fn new(name: &'a str, range: RangeInclusive<f64>) -> Self {
        Self { name, range, logarithmic: false, step: None, width: None }
    }
    /// Equal ways multiply instead of adding: for sizes from few to millions. Needs a positive
    /// range.
    pub fn logarithmic(mut self) -> Self {
        self.logarithmic = *self.range.start() > 0.0;
        self
    }
    /// Rounds to multiples of `step`.
    pub fn step(mut self, step: f64) -> Self {
        self.step = Some(step);
        self
    }
    /// So many points wide; else as wide as there is room.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    fn share(&self, value: f64) -> f64 {
        let (low, high) = (*self.range.start(), *self.range.end());
        if high <= low {
            return 0.0;
        }
        let share = if self.logarithmic {
            (value.max(low) / low).ln() / (high / low).ln()
        } else {
            (value - low) / (high - low)
        };
        share.clamp(0.0, 1.0)
    }

    fn value(&self, share: f64) -> f64 {
        let (low, high) = (*self.range.start(), *self.range.end());
        let share = share.clamp(0.0, 1.0);
        let value = if self.logarithmic {
            low * (high / low).powf(share)
        } else {
            low + share * (high - low)
        };
        let value = self.step.map_or(value, |step| (value / step).round() * step);
        value.clamp(low, high.max(low))
    }

    /// Adds it; the response says `changed`, and `drag_stopped` at the end of a gesture.
    pub fn show(self, ui: &mut Ui, value: &mut f64) -> Response {
        let theme = Theme::of(ui.ctx());
        let wide = self.width.unwrap_or_else(|| ui.available_width());
        let (rect, mut response) =
            ui.allocate_exact_size(vec2(wide, 24.0), Sense::click_and_drag());
        let rail = rect.shrink2(vec2(KNOB, 0.0));
        let before = *value;
        if let Some(at) = response.interact_pointer_pos() {
            *value = self.value(f64::from((at.x - rail.left()) / rail.width().max(1.0)));
        }
        let steps = self.keys(ui, &response);
        if steps != 0.0 {
            let smallest = self.step.unwrap_or(0.0);
            let moved = self.value(self.share(*value) + steps / 100.0);
            *value = if (moved - *value).abs() < smallest {
                self.value(self.share(*value + steps.signum() * smallest))
            } else {
                moved
            };
        }
        if *value != before {
            response.mark_changed();
        }
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), *value, self.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Slider);
            node.set_min_numeric_value(*self.range.start());
            node.set_max_numeric_value(*self.range.end());
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
        });

        let y = rect.center().y;
        let x = rail.left() + rail.width() * self.share(*value) as f32;
        let painter = ui.painter();
        painter.hline(rail.x_range(), y, Stroke::new(4.0, theme.line));
        painter.hline(rail.left()..=x, y, Stroke::new(4.0, theme.accent));
        let over = response.hovered() || response.dragged();
        let edge = if over { theme.accent_strong } else { theme.accent };
        painter.circle(pos2(x, y), KNOB - 1.0, theme.panel, Stroke::new(2.0, edge));
        if response.has_focus() {
            painter.circle_stroke(pos2(x, y), KNOB + 3.0, theme.focus_ring());
        }
        response
    }

    /// Hundredths of the way that keys and assistive technology ask for.
    fn keys(&self, ui: &Ui, response: &Response) -> f64 {
        let id = response.id;
        let mut steps = ui.input(|i| {
            i.num_accesskit_action_requests(id, Action::Increment) as f64
                - i.num_accesskit_action_requests(id, Action::Decrement) as f64
        });
        if response.has_focus() {
            let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
            steps += ui.input(|i| {
                let pressed = |key| i.num_presses(key) as f64;
                pressed(Key::ArrowRight) - pressed(Key::ArrowLeft)
                    + 10.0 * (pressed(Key::PageUp) - pressed(Key::PageDown))
                    + 100.0 * (pressed(Key::End) - pressed(Key::Home))
            });
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_and_value_are_inverse_and_stay_inside() {
        for slider in
            [Slider::new("a", 1.0..=18_471.0).logarithmic(), Slider::new("a", 0.0..=100.0)]
        {
            for share in [0.0, 0.1, 0.5, 0.99, 1.0] {
                assert!((slider.share(slider.value(share)) - share).abs() < 1e-9);
            }
            assert_eq!(slider.share(1e12), 1.0);
            assert_eq!(slider.value(-3.0), *slider.range.start());
        }
        assert_eq!(Slider::new("empty", 5.0..=5.0).share(5.0), 0.0);
    }
}
