//! Shortcuts through the window for who works by keyboard: the first stop of the Tab key leads past
//! the bar and the rail, and a screen that was asked for by keyboard has the keyboard. What is
//! focused then is the screen as a whole; the next press of Tab goes to the first control on it.

use egui::{Context, Id, LayerId, Order, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::theme::{Theme, font, height, radius, space};
use super::widgets::{give_keyboard_to, one_line};
use super::{Screen, State};
use crate::base::language::t;

fn screen_id() -> Id {
    Id::unique("the-screen")
}

/// Gives the screen the keyboard.
pub(super) fn to_screen(ctx: &Context) {
    give_keyboard_to(ctx, screen_id());
}

/// The first stop of the window, seen only while it has the keyboard. Call it before the bar is drawn.
pub(super) fn link(ui: &Ui) {
    let id = Id::unique("skip-link");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let theme = Theme::of(ui.ctx());
    let words = one_line(ui, t!("window-skip"), font::medium(), theme.accent, f32::INFINITY);
    let size = vec2(words.size().x + 2.0 * space::M, height::CONTROL);
    let corner = ui.max_rect().left_top() + vec2(0.0, space::XS);
    let rect = Rect::from_min_size(corner, if focused { size } else { vec2(1.0, 1.0) });
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, t!("window-skip")));
    if response.clicked() {
        to_screen(ui.ctx());
    }
    if focused {
        // Over what stands in the bar.
        let over = ui.ctx().layer_painter(LayerId::new(Order::Foreground, id));
        over.rect_filled(rect, radius::CONTROL, theme.panel);
        ring(&over, rect, theme);
        over.galley(rect.center() - words.size() / 2.0, words, theme.accent);
    }
}

/// The screen as a whole, while it has the keyboard. Call it before the screen is drawn.
pub(super) fn screen(ui: &Ui, state: &State) {
    let id = screen_id();
    if ui.memory(|memory| memory.focused()) != Some(id) {
        return;
    }
    if ui.input(|i| i.pointer.any_pressed()) {
        // Who goes on with the mouse does not need it.
        ui.memory_mut(|memory| memory.surrender_focus(id));
        return;
    }
    let all = ui.max_rect();
    let response = ui.interact(all, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Main, true, name(state)));
    ring(ui.painter(), all, Theme::of(ui.ctx()));
}

fn ring(painter: &egui::Painter, rect: Rect, theme: &Theme) {
    let inside = egui::StrokeKind::Inside;
    painter.rect_stroke(rect, radius::CONTROL, theme.focus_ring(), inside);
}

/// What the screen that is shown is called.
fn name(state: &State) -> String {
    match state.session.screen {
        Screen::Start => t!("start-title").to_owned(),
        Screen::Data => t!("window-data").to_owned(),
        Screen::Catalog => t!("window-catalog").to_owned(),
        Screen::Audiences => t!("window-audiences").to_owned(),
        Screen::Overlap => t!("commands-go-overlap").to_owned(),
        Screen::Destinations(_) => t!("window-destinations").to_owned(),
        Screen::Builder(id) => {
            let saved = state.project().audience(id);
            saved.map(|saved| saved.audience.name.clone()).unwrap_or_default()
        }
    }
}
