//! Short messages that leave by themselves: done, copied, deleted with undo. They are said aloud by
//! assistive technology, and can be read again.

use std::collections::VecDeque;

use egui::accesskit::Live;
use egui::{Align2, Area, Color32, Context, Frame, Id, Margin, Order, Ui, vec2};

use super::{Button, Text, Tone};
use crate::app::theme::{Icon, Theme, font, radius, space};
use crate::base::language::{Sentence, t};
use crate::base::words::now as now_of_day;

/// So many messages can be read again.
const KEPT: usize = 50;

/// One message. `action` is what its button says, `key` what comes back when it is pressed.
#[derive(Debug, Clone)]
pub struct Toast<K> {
    /// How it feels.
    pub tone: Tone,
    /// The message.
    pub text: Sentence,
    /// A button: its words and its key.
    pub action: Option<(Sentence, K)>,
}

impl<K> Toast<K> {
    /// Something was done.
    pub fn done(text: impl Into<Sentence>) -> Self {
        Self { tone: Tone::Good, text: text.into(), action: None }
    }
    /// Something to know.
    pub fn info(text: impl Into<Sentence>) -> Self {
        Self { tone: Tone::Accent, text: text.into(), action: None }
    }
    /// Something failed that needs no decision.
    pub fn failed(text: impl Into<Sentence>) -> Self {
        Self { tone: Tone::Bad, text: text.into(), action: None }
    }
    /// With a button.
    pub fn with(mut self, text: impl Into<Sentence>, key: K) -> Self {
        self.action = Some((text.into(), key));
        self
    }
}

/// The messages shown now, newest lowest.
#[derive(Debug)]
pub struct Toasts<K> {
    shown: Vec<(Toast<K>, Option<f64>, u64)>,
    /// Every message with its time in seconds since 1970, the newest first.
    past: VecDeque<(Toast<K>, i64)>,
    /// How many of them nobody has read again.
    unread: usize,
    next: u64,
    /// The message of the moment: the next one takes its place.
    passing: Option<u64>,
}

impl<K> Default for Toasts<K> {
    fn default() -> Self {
        Self { shown: Vec::new(), past: VecDeque::new(), unread: 0, next: 0, passing: None }
    }
}

impl<K: Clone> Toasts<K> {
    /// Shows another message for some seconds; longer where something can be pressed.
    pub fn push(&mut self, toast: Toast<K>) {
        self.past.push_front((toast.clone(), now_of_day()));
        self.past.truncate(KEPT);
        self.unread += 1;
        self.show_next(toast);
    }

    /// Shows what matters at this moment alone, in place of what was last said in this way; it is not kept to be
    /// read again.
    pub fn pass(&mut self, toast: Toast<K>) {
        let before = self.passing.replace(self.next);
        self.shown.retain(|(_, _, number)| Some(*number) != before);
        self.show_next(toast);
    }

    fn show_next(&mut self, toast: Toast<K>) {
        self.shown.push((toast, None, self.next));
        self.next += 1;
        if self.shown.len() > 4 {
            self.shown.remove(0);
        }
    }

    /// The number that the next message gets.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Takes a button away from messages before this number.
    pub fn withdraw(&mut self, before: u64, is: impl Fn(&K) -> bool) {
        for (toast, _, _) in self.shown.iter_mut().filter(|(_, _, number)| *number < before) {
            toast.action.take_if(|(_, key)| is(key));
        }
    }

    /// The texts shown now, oldest first.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        self.shown.iter().map(|(toast, ..)| toast.text.to_string())
    }

    /// Every message so far with its time, the newest first.
    pub fn past(&self) -> impl Iterator<Item = (&Toast<K>, i64)> {
        self.past.iter().map(|(toast, at)| (toast, *at))
    }

    /// How many messages came since they were read again.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Puts away what is shown now; it can be read again.
    #[cfg(test)]
    pub fn dismiss(&mut self) {
        self.shown.clear();
    }

    /// They are being read again.
    pub fn read(&mut self) {
        self.unread = 0;
    }

    /// Draws them in the corner; the key of a button that was pressed.
    pub fn show(&mut self, ctx: &Context) -> Option<K> {
        let (now, in_front) = ctx.input(|i| (i.time, i.focused));
        for (toast, until, _) in &mut self.shown {
            let seconds = if toast.action.is_some() || toast.tone == Tone::Bad { 9.0 } else { 4.5 };
            // What was said while the window was in the background is still there when it comes back.
            if !in_front || until.is_none() {
                *until = Some(now + seconds);
            }
        }
        self.shown.retain(|(_, until, _)| until.is_none_or(|until| until > now));
        let next = self.shown.iter().filter_map(|(_, until, _)| *until).reduce(f64::min);
        if let Some(next) = next {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64((next - now).max(0.02)));
        }
        if self.shown.is_empty() {
            return None;
        }
        let mut pressed = None;
        let mut closed = None;
        Area::new(Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-space::XL, -space::XL))
            .show(ctx, |ui| {
                // Below one another along the right edge, however long they are.
                let widths: Vec<f32> = self.shown.iter().map(|(t, ..)| width(ui, t)).collect();
                let widest = widths.iter().copied().fold(0.0, f32::max);
                for ((toast, _, serial), wide) in self.shown.iter().zip(widths) {
                    let row = |ui: &mut Ui| {
                        ui.spacing_mut().item_spacing.x = 0.0;
                        ui.add_space(widest - wide);
                        draw(ui, toast, wide)
                    };
                    let (key, close) = ui.horizontal(row).inner;
                    if key.is_some() || close {
                        closed = Some(*serial);
                    }
                    pressed = pressed.take().or(key);
                }
            });
        self.shown.retain(|(.., serial)| Some(*serial) != closed);
        pressed
    }
}

/// Width of a line of a message at most: a longer one has more lines, and lies over less of the screen.
const WIDEST: f32 = 480.0;
/// What of a message's width is not text: its edges, its sign and its cross.
const AROUND: f32 = 2.0 * space::M + 16.0 + 28.0 + 2.0 * space::S + 2.0;

/// How wide the words of a message are, and those of its button; of words that are too long for a
/// line, as wide as it is.
fn words<K>(ui: &Ui, toast: &Toast<K>) -> (f32, f32) {
    let wide = |text: &str| {
        ui.painter().layout_no_wrap(text.to_owned(), font::body(), Color32::PLACEHOLDER).size().x
    };
    let action =
        toast.action.as_ref().map_or(0.0, |(words, _)| wide(&words.to_string()) + space::S);
    let most = ui.ctx().content_rect().width() - 2.0 * space::XL - AROUND - action;
    (wide(&toast.text.to_string()).ceil().min(most.clamp(80.0, WIDEST)), action)
}

/// How high the words of a message are on lines of this width.
fn high<K>(ui: &Ui, toast: &Toast<K>, width: f32) -> f32 {
    let text = toast.text.to_string();
    ui.painter().layout(text, font::body(), Color32::PLACEHOLDER, width).size().y
}

fn width<K>(ui: &Ui, toast: &Toast<K>) -> f32 {
    let (text, action) = words(ui, toast);
    text + action + AROUND
}

fn draw<K: Clone>(ui: &mut Ui, toast: &Toast<K>, wide: f32) -> (Option<K>, bool) {
    let theme = Theme::of(ui.ctx());
    let (color, _) = toast.tone.colors(theme);
    let icon = toast.tone.icon();
    let (text, _) = words(ui, toast);
    let (mut key, mut close) = (None, false);
    let frame = Frame::new()
        .fill(theme.panel)
        .stroke(egui::Stroke::new(1.0, theme.line_strong))
        .corner_radius(radius::CARD)
        .inner_margin(Margin::symmetric(space::M as i8, 6));
    frame.show(ui, |ui| {
        ui.set_width(wide - 2.0 * space::M - 2.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            ui.set_min_height(28.0);
            ui.add(icon.image(16.0, color));
            // As high as its words are: in the middle of the line, where the sign and the button are.
            let said = ui.allocate_ui(vec2(text, high(ui, toast, text)), |ui| {
                ui.set_width(text);
                Text::body(toast.text.to_string()).wrap().show(ui)
            });
            ui.ctx().accesskit_node_builder(said.inner.id, |node| {
                node.set_live(match toast.tone {
                    Tone::Bad => Live::Assertive,
                    _ => Live::Polite,
                });
            });
            if let Some((words, action)) = &toast.action
                && Button::link(words.to_string()).show(ui).clicked()
            {
                key = Some(action.clone());
            }
            close =
                Button::icon_only(Icon::Close, t!("controls-dismiss")).compact().show(ui).clicked();
        });
    });
    (key, close)
}
