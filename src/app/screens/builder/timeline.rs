//! One person's past, drawn: a lane for each kind of event, a mark for each day, and where the days
//! begin that are predicted.

use egui::{CornerRadius, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::tasks::timeline::{Lane, Mark, Timeline};
use crate::app::theme::{Theme, font, space};
use crate::app::widgets::{Sign, Text, format, key, one_line};
use crate::base::language::t;
use crate::base::words::day;

/// Height of a lane, and of the line of days below.
const LANE: f32 = 26.0;
const DAYS: f32 = 20.0;
/// Lanes drawn; kinds of event beyond are named below.
const MOST: usize = 8;
/// Width of a day's name and the air beside it.
const DAY_ROOM: f32 = 96.0;
/// How near to a mark the pointer has to be.
const NEAR: f32 = 9.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, past: &Timeline, wants: &str) {
    if past.lanes.is_empty() {
        Text::dim(t!("builder-past-empty")).wrap().show(ui);
        return;
    }
    let theme = Theme::of(ui.ctx());
    let lanes = &past.lanes[..past.lanes.len().min(MOST)];
    let high = lanes.len() as f32 * LANE + DAYS;
    let size = vec2(ui.available_width(), high);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, sentence(past)));
    let names = (0.28 * rect.width()).clamp(90.0, 220.0);
    let track = Rect::from_min_max(rect.min + vec2(names, 0.0), rect.max - vec2(8.0, DAYS));
    let x = |at: i64| {
        let share = (at - past.from) as f32 / (past.to - past.from).max(1) as f32;
        track.left() + share * track.width()
    };
    // The days that are predicted.
    let ahead = Rect::from_x_y_ranges(x(past.now)..=x(past.until), track.y_range());
    ui.painter().rect_filled(ahead, CornerRadius::ZERO, theme.beyond);
    ui.painter().vline(x(past.now), track.y_range(), Stroke::new(1.5, theme.text));
    let pointer = response.hover_pos();
    let mut pointed: Option<(f32, &Lane, &Mark)> = None;
    for (place, lane) in lanes.iter().enumerate() {
        let y = track.top() + (place as f32 + 0.5) * LANE;
        let words = format!("{} · {}", lane.event, format::count(lane.events as u64));
        let name = one_line(ui, &words, font::small(), theme.text, names - space::S);
        ui.painter().galley(pos2(rect.left(), y - name.size().y / 2.0), name, theme.text);
        ui.painter().hline(track.x_range(), y, theme.hairline());
        for mark in &lane.marks {
            let at = pos2(x(mark.at), y);
            draw(ui, at, mark, theme);
            let far = pointer.map_or(f32::INFINITY, |pointer| pointer.distance(at));
            if far < NEAR && pointed.is_none_or(|(nearest, ..)| far < nearest) {
                pointed = Some((far, lane, mark));
            }
        }
    }
    days(ui, past, track, x);
    if let Some((_, lane, mark)) = pointed {
        response.on_hover_text_at_pointer(about(lane, mark));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, space::XS);
        key(ui, Sign::Dot(theme.accent, true), wants);
        key(ui, Sign::Dot(theme.dim, false), t!("builder-past-other"));
        key(ui, Sign::Area(theme.beyond), t!("builder-past-ahead"));
    });
    if past.lanes.len() > MOST {
        let others = past.lanes[MOST..].iter();
        let others: Vec<String> =
            others.map(|lane| format!("{} {}", lane.event, times(lane.events))).collect();
        Text::small(t!("builder-past-also", events = others.join(", "))).wrap().show(ui);
    }
}

/// A mark: filled where it was about what is wanted, hollow where not, larger for more events.
fn draw(ui: &Ui, at: Pos2, mark: &Mark, theme: &Theme) {
    let radius = 2.5 + (mark.events as f32).ln().min(4.0);
    if mark.wanted > 0 {
        ui.painter().circle(at, radius, theme.accent, Stroke::new(1.0, theme.panel));
    } else {
        ui.painter().circle(at, radius, theme.panel, Stroke::new(1.25, theme.dim));
    }
}

/// The days below: the first, where the prediction begins, and between them as many as fit.
fn days(ui: &Ui, past: &Timeline, track: Rect, x: impl Fn(i64) -> f32) {
    let theme = Theme::of(ui.ctx());
    let y = track.bottom() + 4.0;
    let mut taken: Vec<Rect> = Vec::new();
    let mut name = |at: i64, words: String| {
        let galley = ui.painter().layout_no_wrap(words, font::small(), theme.dim);
        let middle = x(at) - galley.size().x / 2.0;
        let left = middle.clamp(track.left(), track.right() - galley.size().x);
        let place = Rect::from_min_size(pos2(left, y), galley.size());
        if taken.iter().all(|other| !other.expand2(Vec2::splat(6.0)).intersects(place)) {
            ui.painter().galley(place.min, galley, theme.dim);
            taken.push(place);
        }
    };
    name(past.now, t!("builder-past-now", day = day(1000 * past.now)));
    name(past.from, day(1000 * past.from));
    let fit = ((track.width() / DAY_ROOM) as i64).max(1);
    for step in 1..fit {
        let at = past.from + (past.to - past.from) * step / fit;
        name(at, day(1000 * at));
    }
}

fn times(events: usize) -> String {
    t!("builder-often", times = events)
}

/// "12 Mar 2026: Product Viewed 3 times: Thing 4, Thing 5".
fn about(lane: &Lane, mark: &Mark) -> String {
    let mut words = format!("{}: {} {}", day(1000 * mark.at), lane.event, times(mark.events));
    if !mark.what.is_empty() {
        let more = if mark.events > mark.what.len() { ", …" } else { "" };
        words += &format!(": {}{more}", mark.what.join(", "));
    }
    words
}

/// The drawing in words, for assistive technology.
fn sentence(past: &Timeline) -> String {
    let of = |lane: &Lane| {
        let last = lane.marks.last().map_or(past.from, |mark| mark.at);
        let (event, often, last) = (&lane.event, times(lane.events), day(1000 * last));
        match lane.wanted {
            0 => t!("builder-past-lane", event = event, often = often, last = last),
            n => {
                t!(
                    "builder-past-lane-wanted",
                    event = event,
                    often = often,
                    wanted = n,
                    last = last
                )
            }
        }
    };
    let lanes: Vec<String> = past.lanes.iter().map(of).collect();
    t!("builder-past-sentence", events = lanes.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_when_what_and_of_which_products() {
        let mark = Mark { at: 0, events: 3, wanted: 1, what: vec!["Kettle".into(), "Tea".into()] };
        let lane = Lane { event: "Viewed".into(), events: 3, wanted: 1, marks: vec![mark.clone()] };
        assert_eq!(about(&lane, &mark), "1 Jan 1970: Viewed 3 times: Kettle, Tea, …");
        assert_eq!([times(1), times(2), times(1200)], ["once", "twice", "1,200 times"]);
    }
}
