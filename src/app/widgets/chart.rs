//! Bars: counts over time, with axes; shares and progress, without.

use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{Bar, BarChart, GridMark};

use super::{Text, Tone, axes, format, spread};
use crate::app::theme::{Ease, Theme};
use crate::base::language::t;

/// Bars of `values` side by side over axes, `high` points high. `sentence` says what they show, for
/// assistive technology; `about` says what one bar is, on hover; `short` names it at the axis.
pub fn bars(
    ui: &mut Ui,
    sentence: &str,
    values: &[u64],
    high: f32,
    about: impl Fn(usize) -> String,
    short: impl Fn(usize) -> String,
) -> Response {
    let theme = Theme::of(ui.ctx());
    let named = |place: f64, _: f64| match (place - 0.5).round() as usize {
        bar if place >= 0.0 && bar < values.len() => short(bar),
        _ => String::new(),
    };
    let most = values.iter().copied().max().unwrap_or(0).max(1) as f64;
    let plot = axes::still(theme, "bars")
        // Several of one shape may be on a screen.
        .id(ui.next_auto_id().with("bars"))
        .sense(Sense::hover())
        .width((ui.available_width() - axes::RIGHT).max(80.0))
        .height(high)
        .x_grid_spacer(|input| {
            // Half of the last name must fit between the middle of its bar and the edge of the card.
            let (end, point) = (input.bounds.1, input.base_step_size);
            let fits = |mark: &GridMark| {
                (end - mark.value) / point + f64::from(axes::RIGHT) >= axes::COUNTS / 2.0
            };
            let marks = axes::ticks(axes::COUNTS, 1.0)(input).into_iter();
            // A name stands below the middle of its bar.
            let middle = |mark: GridMark| GridMark { value: mark.value.round() + 0.5, ..mark };
            marks.filter(|mark| mark.step_size >= 1.0).map(middle).filter(fits).collect()
        })
        .custom_x_axes(vec![axes::below(theme, named)])
        // The bars stand on nothing; a 0 there would meet the first name below.
        .custom_y_axes(vec![axes::left(theme, |value, step| match value > 0.0 {
            true => axes::count(value, step),
            false => String::new(),
        })]);
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(0.0..=values.len().max(1) as f64);
        plot.set_plot_bounds_y(0.0..=1.08 * most);
        let pointer = plot.response().hover_pos().map(|at| plot.plot_from_screen(at).x);
        let pointed = pointer.filter(|x| *x >= 0.0).map(|x| x as usize);
        let pointed = pointed.filter(|bar| *bar < values.len());
        let quiet = theme.accent_soft.lerp_to_gamma(theme.accent, 0.35);
        let bars = values.iter().enumerate().map(|(place, value)| {
            let color = if pointed == Some(place) { theme.accent } else { quiet };
            Bar::new(place as f64 + 0.5, *value as f64).width(0.86).fill(color)
        });
        plot.bar_chart(BarChart::new("bars", bars.collect()).allow_hover(false));
        pointed
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, sentence));
    match shown.inner {
        Some(bar) => shown.response.on_hover_text_at_pointer(about(bar)),
        None => shown.response,
    }
}

/// Bars of events a week, beginning with the week of the first one. `name` says which week it is,
/// `short` the same at the axis.
pub fn sparkline(
    ui: &mut Ui,
    weeks: &[u64],
    high: f32,
    name: impl Fn(usize) -> String,
    short: impl Fn(usize) -> String,
) -> Response {
    let total: u64 = weeks.iter().sum();
    let sentence = t!("controls-events-per-week", events = total, weeks = weeks.len());
    let about = |week| t!("controls-week", week = name(week), events = weeks[week]);
    bars(ui, &sentence, weeks, high, about, short)
}

/// A share as a thin bar under its words and its number.
pub fn meter(ui: &mut Ui, text: &str, share: f32, tone: Tone) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let value = format::percent(f64::from(share));
        spread(
            ui,
            |ui| Text::small(text).color(|t| t.text).truncate().show(ui),
            |ui| Text::label(&value).color(|t| t.text).show(ui),
        );
        let response = thin_bar(ui, share, tone, 6.0);
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, format!("{text}: {value}")));
        response
    })
    .inner
}

/// How far something is; a moving part of the bar when that is not known.
pub fn progress_bar(ui: &mut Ui, name: &str, share: Option<f32>) -> Response {
    let response = match share {
        Some(share) => thin_bar(ui, share, Tone::Accent, 4.0),
        None => moving_bar(ui),
    };
    response.widget_info(|| WidgetInfo {
        value: share.map(f64::from),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, name)
    });
    response
}

fn thin_bar(ui: &mut Ui, share: f32, tone: Tone, high: f32) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
    let corner = CornerRadius::same(2);
    let color = match tone {
        Tone::Neutral => theme.bar,
        other => other.colors(theme).0,
    };
    track(ui, rect);
    let mut filled = rect;
    filled.set_width(rect.width() * share.clamp(0.0, 1.0));
    ui.painter().rect_filled(filled, corner, color);
    response
}

/// What a bar is filled on. Its edge may be strong: the ground beside the filling is not.
fn track(ui: &Ui, rect: Rect) {
    let theme = Theme::of(ui.ctx());
    let (corner, inside) = (CornerRadius::same(2), egui::StrokeKind::Inside);
    ui.painter().rect(rect, corner, theme.track(), theme.hairline(), inside);
}

fn moving_bar(ui: &mut Ui) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    let corner = CornerRadius::same(2);
    track(ui, rect);
    if Ease::of(ui.ctx()).still {
        let middle = rect.shrink2(vec2(0.35 * rect.width(), 0.0));
        ui.painter().rect_filled(middle, corner, theme.accent);
        return response;
    }
    let at = (ui.input(|i| i.time) * 0.6).fract() as f32;
    let part = Rect::from_min_size(
        pos2(rect.left() + (at * 1.3 - 0.3) * rect.width(), rect.top()),
        vec2(rect.width() * 0.3, rect.height()),
    );
    ui.painter().rect_filled(part.intersect(rect), corner, theme.accent);
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(33));
    response
}
