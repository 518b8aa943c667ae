//! Axes, grid and ticks of every chart that has them: egui_plot in the look of this window. What
//! the library would do by itself on a pointer (pan, zoom, reset) is off: a chart shows what its
//! caller says, so that mouse, keyboard and assistive technology share one way. Ticks are round
//! numbers of 1, 2 or 5 (the library's own grid knows powers of ten only, which leaves an axis up
//! to 22% with three labels).

use std::ops::RangeInclusive;

use egui::AsIdSalt;
use egui_plot::{AxisHints, GridInput, GridMark, HPlacement, Plot, VPlacement};

use super::format;
use crate::app::theme::{Theme, font};
use crate::base::words;

/// Least points between two ticks: the widest count ("10,000,000") and some air, a percentage or
/// date and some air, two lines of text.
pub const COUNTS: f64 = 92.0;
/// See [`COUNTS`].
pub const SHARES: f64 = 52.0;
const UPWARDS: f64 = 38.0;
/// Least room for the numbers at the left, so that charts below one another line up.
const LEFT: f32 = 48.0;
/// Height of a line of numbers below.
const BELOW: f32 = 18.0;
/// Height of a title below them.
const TITLE: f32 = 20.0;
/// Room at the right for the half of the last number below that stands beyond the axis.
pub const RIGHT: f32 = 26.0;

/// A plot with axes, where nothing moves by itself.
pub fn still<'a>(theme: &Theme, salt: impl AsIdSalt) -> Plot<'a> {
    Plot::new(salt)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(egui::Vec2::ZERO)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_grid([false, true])
        .grid_spacing(1.0..=2.0)
        .grid_color(theme.line)
        .x_grid_spacer(ticks(SHARES, 1.0))
        .y_grid_spacer(ticks(UPWARDS, 1.0))
}

/// The axis to the left, with labels by `words` from a value and the distance of two labels.
pub fn left<'a>(theme: &Theme, words: impl Fn(f64, f64) -> String + 'a) -> AxisHints<'a> {
    axis(theme, AxisHints::new_y(), words).min_thickness(LEFT).placement(HPlacement::Left)
}

/// An axis below, likewise.
pub fn below<'a>(theme: &Theme, words: impl Fn(f64, f64) -> String + 'a) -> AxisHints<'a> {
    axis(theme, AxisHints::new_x(), words).min_thickness(BELOW).placement(VPlacement::Bottom)
}

fn axis<'a>(
    theme: &Theme,
    hints: AxisHints<'a>,
    words: impl Fn(f64, f64) -> String + 'a,
) -> AxisHints<'a> {
    hints
        .label_spacing(1.0..=2.0)
        .tick_label_color(theme.dim)
        .tick_label_font(font::body())
        .formatter(move |mark: GridMark, _: &RangeInclusive<f64>| words(mark.value, mark.step_size))
}

/// Ticks at least `gap` points apart, at round multiples of `unit`.
pub fn ticks(gap: f64, unit: f64) -> impl Fn(GridInput) -> Vec<GridMark> {
    move |input| {
        // The grid's least spacing is one point, so this is what a point stands for.
        let Some(step) = round_step(input.base_step_size * gap / unit).map(|step| step * unit)
        else {
            return Vec::new();
        };
        let (low, high) = input.bounds;
        // Ends belong to it: 100% stands at the end of its axis.
        let first = (low / step - 1e-9).ceil() as i64;
        let last = (high / step + 1e-9).floor() as i64;
        let mark = |i: i64| GridMark { value: i as f64 * step, step_size: step };
        (first..=last.min(first + 100)).map(mark).collect()
    }
}

/// The smallest of 1, 2 and 5 times a power of ten that is not below `least`.
fn round_step(least: f64) -> Option<f64> {
    if !least.is_finite() || least <= 0.0 {
        return None;
    }
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= least)
}

/// An axis below that has a title too.
pub fn titled<'a>(axis: AxisHints<'a>, theme: &Theme, words: &str) -> AxisHints<'a> {
    let title = egui::RichText::new(words).font(font::small()).color(theme.dim);
    // Room for both from the first frame on: the library makes it only in the frame after.
    axis.label(title).min_thickness(BELOW + TITLE)
}

/// A share at an axis, with as many decimals as tell it from the next one.
pub fn percent(share: f64, step: f64) -> String {
    let decimals = (-(100.0 * step).log10() - 1e-9).ceil().clamp(0.0, 6.0) as usize;
    words::percent(100.0 * share.max(0.0), decimals)
}

/// A count at an axis; nothing between whole ones.
pub fn count(value: f64, step: f64) -> String {
    if step < 1.0 && (value - value.round()).abs() > 1e-6 {
        return String::new();
    }
    format::count(value.round().max(0.0) as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ticks_are_round_inside_and_far_enough_apart(
            low in -1e7_f64..1e7, length in 1e-5_f64..1e8, points in 120.0_f64..4000.0,
        ) {
            let bounds = (low, low + length);
            let input = GridInput { bounds, base_step_size: length / points };
            let marks = ticks(COUNTS, 1.0)(input);
            for pair in marks.windows(2) {
                let apart = (pair[1].value - pair[0].value) * points / length;
                prop_assert!(apart >= COUNTS - 0.01, "{apart}");
                prop_assert!(apart <= 2.5 * COUNTS + 0.01, "{apart}");
            }
            prop_assert!(marks.iter().all(|m| m.value >= low - 1e-6 && m.value <= low + length + 1e-6));
            let step = marks.first().map_or(1.0, |m| m.step_size);
            let digit = step / 10_f64.powf(step.log10().floor() + 1e-9);
            prop_assert!([1.0, 2.0, 5.0, 10.0].iter().any(|d| (digit - d).abs() < 1e-3), "{step}");
        }
    }

    #[test]
    fn an_axis_ends_with_its_last_round_number() {
        let marks = ticks(COUNTS, 1.0)(GridInput { bounds: (0.0, 1.0), base_step_size: 0.002 });
        let values: Vec<f64> = marks.iter().map(|m| m.value).collect();
        assert_eq!(values, [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]);
        let none = ticks(COUNTS, 1.0)(GridInput { bounds: (0.0, 0.0), base_step_size: 0.0 });
        assert!(none.is_empty());
    }

    #[test]
    fn a_chart_stands_as_it_stays_from_its_first_frame_on() {
        let ctx = egui::Context::default();
        crate::app::theme::install(&ctx);
        let mut heights = Vec::new();
        for _ in 0..3 {
            let mut drawn = ctx.run_ui(egui::RawInput::default(), |ui| {
                let theme = Theme::of(ui.ctx());
                let people = below(theme, count);
                let shares = below(theme, percent);
                let axes = vec![shares, titled(people, theme, "People")];
                let plot = still(theme, "plot").width(400.0).height(300.0).custom_x_axes(axes);
                let shown = plot.show(ui, |plot| {
                    plot.set_plot_bounds_x(0.0..=237.0);
                    plot.set_plot_bounds_y(0.0..=1.0);
                });
                heights.push(shown.transform.frame().height());
            });
            drawn.textures_delta.clear();
        }
        assert_eq!(heights[0], heights[2], "{heights:?}");
    }

    #[test]
    fn numbers_at_an_axis_tell_themselves_apart() {
        assert_eq!(percent(0.2, 0.2), "20%");
        assert_eq!(percent(0.005, 0.005), "0.5%");
        assert_eq!(percent(0.0125, 0.0005), "1.25%");
        assert_eq!(count(1500.0, 500.0), "1,500");
        assert_eq!(count(0.5, 0.5), "");
    }
}
