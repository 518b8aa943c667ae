//! Small bars: counts over time, shares.

use egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{Text, Tone, format};
use crate::app::theme::Theme;

/// Bars of `values` side by side, `high` points high. `sentence` says what they show, for
/// assistive technology and on hover; `about` says what one bar is.
pub fn bars(
    ui: &mut Ui,
    sentence: &str,
    values: &[u64],
    high: f32,
    about: impl Fn(usize) -> String,
) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, sentence));
    let most = values.iter().copied().max().unwrap_or(0).max(1) as f32;
    let each = (rect.width() / values.len().max(1) as f32).min(16.0);
    let pointed = response
        .hover_pos()
        .map(|at| ((at.x - rect.left()) / each) as usize)
        .filter(|bar| *bar < values.len());
    let gap = if each >= 4.0 { 1.5 } else { 0.0 };
    for (index, value) in values.iter().enumerate() {
        let left = rect.left() + index as f32 * each;
        let tall = if *value == 0 { 0.0 } else { (*value as f32 / most * high).max(1.5) };
        let bar = Rect::from_min_max(
            pos2(left, rect.bottom() - tall),
            pos2(left + each - gap, rect.bottom()),
        );
        let color = if pointed == Some(index) { theme.accent } else { theme.accent_soft };
        let color = if pointed == Some(index) { color } else { blend(color, theme.accent, 0.35) };
        ui.painter().rect_filled(bar, CornerRadius::same(1), color);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() + 0.5, theme.hairline());
    match pointed {
        Some(bar) => response.on_hover_text_at_pointer(about(bar)),
        None => response,
    }
}

/// Bars of events a week, beginning with the week of the first one.
pub fn sparkline(
    ui: &mut Ui,
    weeks: &[u64],
    high: f32,
    name_of_week: impl Fn(usize) -> String,
) -> Response {
    let total: u64 = weeks.iter().sum();
    let sentence = format!(
        "Events per week: {} in {}",
        format::count(total),
        format::plural(weeks.len() as u64, "week"),
    );
    bars(ui, &sentence, weeks, high, |week| {
        format!("{}: {}", name_of_week(week), format::plural(weeks[week], "event"))
    })
}

fn blend(a: Color32, b: Color32, share: f32) -> Color32 {
    a.lerp_to_gamma(b, share)
}

/// A share as a thin bar under its words.
pub fn meter(ui: &mut Ui, text: &str, share: f32, tone: Tone) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        Text::small(text).color(|t| t.text).show(ui);
        let response = thin_bar(ui, share, tone, 6.0);
        let value = format::percent(f64::from(share));
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, format!("{text}: {value}")));
        response.on_hover_text(value)
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
    ui.painter().rect_filled(rect, corner, theme.line);
    let mut filled = rect;
    filled.set_width(rect.width() * share.clamp(0.0, 1.0));
    ui.painter().rect_filled(filled, corner, color);
    response
}

fn moving_bar(ui: &mut Ui) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    let corner = CornerRadius::same(2);
    ui.painter().rect_filled(rect, corner, theme.line);
    let at = (ui.input(|i| i.time) * 0.6).fract() as f32;
    let part = Rect::from_min_size(
        pos2(rect.left() + (at * 1.3 - 0.3) * rect.width(), rect.top()),
        vec2(rect.width() * 0.3, rect.height()),
    );
    ui.painter().rect_filled(part.intersect(rect), corner, theme.accent);
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(33));
    response
}
