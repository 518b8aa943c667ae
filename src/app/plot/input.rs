//! What a person does with the plot, by pointer, by keyboard and by assistive technology: choose a
//! size, read the curve off, look closer. A click chooses at once; the second one of a double click
//! takes that back and zooms, because waiting for it would make every choice late.

use egui::accesskit::{Action as Ask, ActionData};
use egui::{Event, EventFilter, Id, InputState, Key, Modifiers, Pos2, Response, Ui};
use egui_plot::{PlotTransform, PlotUi};

use super::view::{Crosshair, PlotView};

/// A pinch or turn of the wheel by this factor is one level of the zoom.
const LEVEL: f32 = 1.25;
/// Arrow keys go by a hundredth of what is shown, page keys by ten of them.
const STEPS: f64 = 100.0;

/// The sizes that there are, and the one that is chosen, in people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// People who may be in; at least one.
    pub people: usize,
    /// The chosen size.
    pub size: usize,
}

/// What was done.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Answer {
    /// The size that was chosen by dragging, clicking or keys.
    pub chosen: Option<usize>,
    /// Whether that was a click: a decision of its own, and not a part of a movement.
    pub clicked: bool,
    /// The last choice is to be taken back: it was the first half of a double click.
    pub undo: bool,
    /// Whether Escape still has something to put away here.
    pub keeps_escape: bool,
}

/// Takes everything in, before the frame is drawn.
pub(super) fn take(chart: Sizes, plot: &PlotUi<'_>, view: &mut PlotView) -> Answer {
    let (ctx, response) = (plot.ctx(), plot.response());
    let all = chart.people;
    let at = |x: f32| people_at(plot.transform(), x, all);
    let mut answer = Answer::default();
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    if response.double_clicked() {
        answer.undo = view.clicked.take().is_some_and(|clicked| clicked == chart.size);
        view.zoom = view.zoom.toggled();
    } else if response.dragged() || response.clicked() {
        let by_pointer = response.interact_pointer_pos().map(|p| at(p.x));
        // Enter on the focused plot is a click without a place: it takes what the crosshair reads.
        let by_key = || view.crosshair.map(|c| c.people);
        answer.chosen = by_pointer.or_else(by_key).filter(|people| *people != chart.size);
        if response.clicked() {
            view.clicked = answer.chosen;
            answer.clicked = true;
        }
    }
    point(response, view, at);
    pinch(plot, view);
    let chosen = ctx.input(|i| asked(i, response.id, chart, view));
    let pressed = response.has_focus().then(|| ctx.input(|i| keys(i, chart, view))).flatten();
    if let Some(people) = chosen.or(pressed) {
        view.zoom = view.zoom.to_see(people, all);
        answer.chosen = Some(people).filter(|people| *people != chart.size);
    }
    answer.keeps_escape = view.crosshair.is_some() || !view.zoom.is_everyone();
    answer
}

/// Keeps the keys that mean something here from moving the focus.
pub(super) fn keep_keys(ui: &Ui, id: Id, escape: bool) {
    let filter = EventFilter { horizontal_arrows: true, escape, ..EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
}

/// The size at a place of the screen.
fn people_at(transform: &PlotTransform, x: f32, all: usize) -> usize {
    let people = transform.value_from_position(Pos2::new(x, 0.0)).x;
    let shown = transform.bounds().max()[0].min(all as f64).max(1.0);
    people.round().clamp(1.0, shown) as usize
}

/// The crosshair follows the pointer while that moves, and goes when it leaves.
fn point(response: &Response, view: &mut PlotView, at: impl Fn(f32) -> usize) {
    let pointer = response.hover_pos().filter(|_| !response.dragged());
    if pointer != view.pointer {
        view.pointer = pointer;
        let by_pointer = view.crosshair.is_some_and(|c| c.by_pointer);
        match pointer {
            Some(pointer) => {
                view.crosshair = Some(Crosshair { people: at(pointer.x), by_pointer: true });
            }
            None if by_pointer => view.crosshair = None,
            None => {}
        }
    }
}

fn pinch(plot: &PlotUi<'_>, view: &mut PlotView) {
    if !plot.response().hovered() {
        view.pinch = 0.0;
        return;
    }
    view.pinch += plot.ctx().input(InputState::zoom_delta).max(f32::EPSILON).ln();
    let levels = (view.pinch / LEVEL.ln()).trunc();
    if levels != 0.0 {
        view.pinch -= levels * LEVEL.ln();
        view.zoom = view.zoom.nearer(levels as i32);
    }
}

/// A size that assistive technology asks for.
fn asked(input: &InputState, id: Id, chart: Sizes, view: &PlotView) -> Option<usize> {
    let count = |ask| input.num_accesskit_action_requests(id, ask) as f64;
    let steps = count(Ask::Increment) - count(Ask::Decrement);
    let values = input.accesskit_action_requests(id, Ask::SetValue);
    let value = values.filter_map(|request| match request.data {
        Some(ActionData::NumericValue(value)) => Some(value),
        _ => None,
    });
    let step = steps * step(view.zoom.people(chart.people));
    let wanted = value.last().or((steps != 0.0).then_some(chart.size as f64 + step))?;
    Some(within(wanted, chart.people))
}

fn step(visible: usize) -> f64 {
    (visible as f64 / STEPS).max(1.0)
}

fn within(people: f64, all: usize) -> usize {
    people.round().clamp(1.0, all as f64) as usize
}

/// Keys of the focused plot: bare ones move the handle, with Shift they move the crosshair.
fn keys(input: &InputState, chart: Sizes, view: &mut PlotView) -> Option<usize> {
    let all = chart.people;
    let mut size = chart.size;
    for event in &input.events {
        let Event::Key { key, pressed: true, modifiers, .. } = event else { continue };
        if modifiers.any() && !modifiers.shift_only() {
            continue;
        }
        let visible = view.zoom.people(all);
        let moved = |from: usize| go(*key, from, visible, all);
        if *modifiers == Modifiers::NONE {
            size = moved(size).unwrap_or(size);
        } else {
            let from = view.crosshair.map_or(chart.size, |c| c.people);
            // It is never out of sight, as the pointer's is not.
            if let Some(people) = moved(from.min(visible)).map(|people| people.min(visible)) {
                view.crosshair = Some(Crosshair { people, by_pointer: false });
            }
        }
        look(*key, view);
    }
    (size != chart.size).then_some(size)
}

/// Where a key leads from a size.
fn go(key: Key, from: usize, visible: usize, all: usize) -> Option<usize> {
    let by = |steps: f64| Some(within(from as f64 + steps * step(visible), all));
    match key {
        Key::ArrowRight => by(1.0),
        Key::ArrowLeft => by(-1.0),
        Key::PageUp => by(10.0),
        Key::PageDown => by(-10.0),
        Key::Home => Some(1),
        Key::End => Some(all),
        _ => None,
    }
}

/// Keys that change what is seen, and nothing else.
fn look(key: Key, view: &mut PlotView) {
    match key {
        Key::Z => view.zoom = view.zoom.toggled(),
        Key::Plus | Key::Equals => view.zoom = view.zoom.nearer(1),
        Key::Minus => view.zoom = view.zoom.nearer(-1),
        // One thing at a time, the last one first.
        Key::Escape if view.crosshair.take().is_none() => view.zoom = super::view::Zoom::EVERYONE,
        _ => {}
    }
}
