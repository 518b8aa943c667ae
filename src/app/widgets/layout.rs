//! Rows, columns and the frame of a screen.

use egui::{Align, Id, IdSalt, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, Vec2, pos2, vec2};

use super::Text;
use crate::app::theme::{height, space};

/// A line as it was in the pass before: how wide its right part was, how high it was, and in how much
/// room.
#[derive(Debug, Clone, Copy)]
struct Measured {
    right: f32,
    high: f32,
    all: f32,
}

/// Why a frame is drawn anew: what its layout went by is not so any more.
pub(super) const RESIZED: &str = "a part has another size";
/// A screen narrower than this has its actions below its title.
const SMALL: f32 = 560.0;

/// `left` at the left edge, `right` at the right one, on one line; the left gives way. Both are laid
/// out in reading order, which is the order of the Tab key too: egui's own `Sides` goes from the
/// right to the left. How wide the right part is, is known from the pass before.
pub fn spread<L, R>(
    ui: &mut Ui,
    left: impl FnOnce(&mut Ui) -> L,
    right: impl FnOnce(&mut Ui) -> R,
) -> (L, R) {
    let id = ui.next_auto_id().with("spread");
    let (top, all) = (ui.cursor().min, ui.available_width());
    let (gap, least) = (ui.spacing().item_spacing.x, ui.spacing().interact_size.y);
    // In a window of another width, words may need another number of lines.
    let before: Option<Measured> = ui.data(|data| data.get_temp(id));
    let fits = before.filter(|before| (before.all - all).abs() < 0.5);
    let (known, high) = (before.map_or(0.0, |b| b.right), fits.map_or(least, |b| b.high));
    let layout = Layout::left_to_right(Align::Center);
    let part = |ui: &mut Ui, from: Vec2, wide: f32, salt: &str| {
        let rect = Rect::from_min_size(top + from, vec2(wide.max(0.0), high));
        let builder = UiBuilder::new().max_rect(rect).layout(layout);
        ui.new_child(builder.id_salt((id, salt)))
    };
    let beside = if known > 0.0 { known + gap } else { 0.0 };
    let mut left_ui = part(ui, Vec2::ZERO, all - beside, "left");
    let left = left(&mut left_ui);
    // Where the left cannot give way any more, the right stands below it.
    let below = known > 0.0 && left_ui.min_rect().width() > all - beside + 1.0;
    let down = if below { left_ui.min_rect().height() + space::XS } else { 0.0 };
    let from = if below { 0.0_f32.max(all - known) } else { all - known };
    let mut right_ui = part(ui, vec2(from, down), known, "right");
    let right = right(&mut right_ui);
    let used = right_ui.min_rect().width();
    let bottom = left_ui.min_rect().bottom().max(right_ui.min_rect().bottom());
    // Both are centred in the height of the taller one.
    let tall = if below { high } else { high.max(bottom - top.y) };
    if (used - known).abs() > 0.5 || tall - high > 0.5 || fits.is_none() {
        ui.data_mut(|data| data.insert_temp(id, Measured { right: used, high: tall, all }));
        ui.ctx().request_discard(RESIZED);
    }
    let line = Rect::from_min_max(top, pos2(top.x + all, bottom));
    ui.skip_ahead_auto_ids(1);
    ui.advance_cursor_after_rect(line);
    (left, right)
}

/// Controls side by side, each in the middle of the row's height.
pub fn row<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height::CONTROL);
    let layout = if ui.layout().prefer_right_to_left() {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    ui.allocate_ui_with_layout(size, layout, content).inner
}

/// Columns of the given weights side by side, `gap` points apart; `draw` is called for each.
pub fn columns(ui: &mut Ui, weights: &[f32], gap: f32, mut draw: impl FnMut(&mut Ui, usize)) {
    let all = ui.available_width();
    let total: f32 = weights.iter().sum::<f32>().max(f32::EPSILON);
    let gaps = gap * weights.len().saturating_sub(1) as f32;
    let top = ui.cursor().min;
    let (mut left, mut bottom) = (top.x, top.y);
    for (index, weight) in weights.iter().enumerate() {
        // The last one ends where the row ends.
        let rest = top.x + all - left;
        let share = ((all - gaps).max(0.0) * weight / total).floor();
        let wide = if index + 1 == weights.len() { rest.max(0.0) } else { share };
        let rect = Rect::from_min_size(pos2(left, top.y), vec2(wide, ui.available_height()));
        let builder = UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::top_down(Align::Min))
            .id_salt(("column", index));
        let mut column = ui.new_child(builder);
        column.set_width(wide);
        draw(&mut column, index);
        bottom = bottom.max(column.min_rect().bottom());
        left += wide + gap;
    }
    ui.allocate_rect(Rect::from_min_max(top, pos2(top.x + all, bottom)), egui::Sense::hover());
}

/// `count` parts in columns of the same width, none narrower than `least` where there is room for one: what does
/// not fit beside the others stands below them. `draw` is called for each.
pub fn grid(ui: &mut Ui, count: usize, least: f32, gap: f32, mut draw: impl FnMut(&mut Ui, usize)) {
    let fit = ((ui.available_width() + gap) / (least + gap)) as usize;
    // Rows as full as each other: three and two, not four and one.
    let rows = count.div_ceil(fit.clamp(1, count.max(1)));
    let beside = count.div_ceil(rows.max(1));
    for row in 0..rows {
        ui.push_id(row, |ui| {
            columns(ui, &vec![1.0; beside], gap, |ui, column| {
                let place = row * beside + column;
                if place < count {
                    draw(ui, place);
                }
            });
        });
    }
}

/// Lets cards of one row be equally high: gives the height they should have at least, and takes
/// the height each one would like. Settles in the frame after a change.
pub fn equal_height(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    draw: impl FnOnce(&mut Ui, f32) -> f32,
) {
    let id = ui.scope_id().with(IdSalt::new(salt));
    // In a window of another width they may need less.
    let wide = ui.available_width();
    let before: Option<(f32, f32)> = ui.data(|data| data.get_temp(id));
    let known = before.filter(|(of, _)| (of - wide).abs() < 0.5).map_or(0.0, |(_, high)| high);
    let wanted = draw(ui, known);
    if (wanted - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, (wide, wanted)));
        ui.ctx().request_repaint();
    }
}

/// A page: its header stays in sight, what is below it scrolls, and scrolls to what gets the focus.
/// `to_top`: what is below shows its beginning.
pub fn page<S>(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    to_top: bool,
    state: &mut S,
    header: impl FnOnce(&mut Ui, &mut S),
    content: impl FnOnce(&mut Ui, &mut S),
) {
    let (side, salt) = (space::XL as i8, IdSalt::new(salt));
    let above = Margin { left: side, right: side, top: side, bottom: 0 };
    egui::Frame::new().inner_margin(above).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        // What is remembered of one screen's header is nothing to the next one's.
        ui.push_id(salt, |ui| header(ui, state));
    });
    let mut area = ScrollArea::vertical().id_salt(salt).auto_shrink(false);
    if to_top {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        let below = Margin { left: side, right: side, top: space::S as i8, bottom: side };
        egui::Frame::new().inner_margin(below).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            // Nor is what is remembered of its content: how far a table in it was scrolled, say.
            ui.push_id(salt, |ui| {
                content(ui, state);
                follow_focus(ui);
            });
        });
    });
}

/// The least height that something beside a taller neighbour has where it scrolls by itself.
const LEAST_BESIDE: f32 = 160.0;

/// What belongs to a taller neighbour that scrolls by: it stays in sight, ends where the neighbour
/// ends (`bottom`), and scrolls by itself where it is higher than the view. `salt`: what it shows;
/// something else is shown from its beginning.
pub fn in_sight<R>(
    ui: &mut Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    bottom: f32,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let id = ui.scope_id().with("in_sight");
    // How high it is, is known from the pass before.
    let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
    let (view, top) = (ui.clip_rect(), ui.cursor().top());
    let past = (bottom - top - known).max(0.0);
    ui.add_space((view.top() + space::L - top).clamp(0.0, past));
    let most = (view.height() - 2.0 * space::L).max(LEAST_BESIDE);
    let salt = IdSalt::new(salt);
    let area = ScrollArea::vertical().id_salt(salt).auto_shrink([false, true]);
    let shown = area.max_height(most).min_scrolled_height(most).show(ui, |ui| {
        let all = ui.push_id(salt, |ui| {
            let inner = content(ui);
            follow_focus(ui);
            inner
        });
        all.inner
    });
    let high = shown.inner_rect.height();
    if (high - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, high));
        ui.ctx().request_discard(RESIZED);
    }
    shown.inner
}

/// Scrolls to the widget that has just got the focus, so that who works by keyboard sees where they
/// are. Call it last inside what scrolls.
pub fn follow_focus(ui: &Ui) {
    let key = ui.scope_id().with("focus before");
    let now = ui.memory(|memory| memory.focused());
    let before: Option<Id> = ui.data(|data| data.get_temp(key)).flatten();
    if now == before {
        return;
    }
    ui.data_mut(|data| data.insert_temp(key, now));
    let Some(response) = now.and_then(|id| ui.ctx().read_response(id)) else { return };
    let inside =
        response.layer_id == ui.layer_id() && ui.min_rect().contains(response.rect.center());
    if inside && !ui.clip_rect().contains_rect(response.rect) {
        ui.scroll_to_rect(response.rect.expand(space::L), None);
    }
}

/// The words of a screen's header with what can be done beside them, or below where there is no room.
pub fn heading(ui: &mut Ui, words: impl FnOnce(&mut Ui), actions: impl FnOnce(&mut Ui)) {
    if ui.available_width() < SMALL {
        words(ui);
        ui.horizontal_wrapped(actions);
    } else {
        spread(ui, words, actions);
    }
}

/// A screen: title, a sentence below it, actions to the right, and content that scrolls; both
/// work on `state`.
pub fn screen<S>(
    ui: &mut Ui,
    title: &str,
    sentence: &str,
    state: &mut S,
    actions: impl FnOnce(&mut Ui, &mut S),
    content: impl FnOnce(&mut Ui, &mut S),
) {
    let header = |ui: &mut Ui, state: &mut S| {
        let words = |ui: &mut Ui| {
            if sentence.is_empty() {
                // Alone, the title stands in the middle of the line, as the actions do.
                Text::title(title).show(ui);
                return;
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                Text::title(title).show(ui);
                Text::dim(sentence).show(ui);
            });
        };
        heading(ui, words, |ui| actions(ui, state));
    };
    page(ui, title, false, state, header, content);
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::app::tests::harness;

    #[test]
    fn the_header_of_one_screen_is_no_higher_for_the_one_before() {
        let draw = |ui: &mut Ui, shown: &mut &'static str| {
            let long = "a sentence of many words ".repeat(12);
            let sentence = if *shown == "Long" { long.as_str() } else { "short" };
            let (title, state) = (*shown, &mut ());
            let actions = |ui: &mut Ui, (): &mut ()| _ = Text::body("right").show(ui);
            screen(ui, title, sentence, state, actions, |ui, ()| _ = Text::body("below").show(ui));
        };
        let mut shown = harness::builder(egui::Theme::Light)
            .with_size(vec2(700.0, 400.0))
            .build_ui_state(draw, "Short");
        let below =
            |shown: &egui_kittest::Harness<'_, &str>| shown.get_by_label("below").rect().top();
        shown.run_steps(4);
        let before = below(&shown);
        *shown.state_mut() = "Long";
        shown.run_steps(4);
        assert!(below(&shown) > before + 10.0);
        *shown.state_mut() = "Other";
        shown.run_steps(4);
        assert!((below(&shown) - before).abs() < 1.0, "{before} {}", below(&shown));
    }

    #[test]
    fn how_far_something_was_scrolled_is_nothing_to_the_next_screen() {
        let draw = |ui: &mut Ui, (shown, offset): &mut (u64, f32)| {
            page(
                ui,
                ("list", *shown),
                false,
                offset,
                |_, _| {},
                |ui, offset| {
                    let area = ScrollArea::vertical().id_salt("rows").max_height(100.0);
                    let rows = |ui: &mut Ui| (0..50).for_each(|_| _ = Text::body("a row").show(ui));
                    let area =
                        if *offset < 0.0 { area.vertical_scroll_offset(200.0) } else { area };
                    *offset = area.show(ui, rows).state.clamped_offset().y;
                },
            );
        };
        let mut shown = harness::builder(egui::Theme::Light)
            .with_size(vec2(700.0, 400.0))
            .build_ui_state(draw, (1, -1.0));
        shown.run_steps(3);
        assert!(shown.state().1 > 100.0, "{}", shown.state().1);
        shown.state_mut().0 = 2;
        shown.run_steps(3);
        assert!(shown.state().1 < 1.0, "{}", shown.state().1);
    }

    #[test]
    fn what_does_not_fit_beside_the_others_stands_below_them() {
        let ctx = egui::Context::default();
        for (room, wanted) in [(640.0, 5), (510.0, 3), (280.0, 2), (100.0, 1)] {
            let mut parts: Vec<Rect> = Vec::new();
            let mut drawn = ctx.run_ui(egui::RawInput::default(), |ui| {
                parts.clear();
                ui.set_width(room);
                grid(ui, 5, 116.0, 12.0, |ui, _| {
                    parts.push(ui.max_rect());
                    ui.allocate_space(vec2(20.0, 20.0));
                });
            });
            drawn.textures_delta.clear();
            let first = parts.iter().filter(|part| part.top() == parts[0].top()).count();
            assert_eq!((parts.len(), first), (5, wanted), "{room}");
            assert!(parts.iter().all(|part| part.width() >= 99.0), "{parts:?}");
        }
    }

    #[test]
    fn the_last_column_ends_where_the_row_ends() {
        let ctx = egui::Context::default();
        let mut ends = Vec::new();
        let mut drawn = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.set_width(1136.0);
            let right = ui.max_rect().left() + ui.available_width();
            columns(ui, &[1.0, 1.0, 1.0], 12.0, |ui, _| ends.push(ui.max_rect().right() - right));
        });
        drawn.textures_delta.clear();
        assert!(ends.last().is_some_and(|end| end.abs() < 0.5), "{ends:?}");
    }
}
