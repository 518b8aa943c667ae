//! Short messages that leave by themselves: done, copied, deleted with undo.

use egui::{Align2, Area, Context, Frame, Id, Margin, Order, vec2};

use super::{Button, Text, Tone};
use crate::app::theme::{Icon, Theme, radius, space};

/// One message. `action` is what its button says, `key` what comes back when it is pressed.
#[derive(Debug, Clone)]
pub struct Toast<K> {
    /// How it feels.
    pub tone: Tone,
    /// The message.
    pub text: String,
    /// A button: its words and its key.
    pub action: Option<(String, K)>,
}

impl<K> Toast<K> {
    /// Something was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, text: text.into(), action: None }
    }
    /// Something to know.
    pub fn info(text: impl Into<String>) -> Self {
        Self { tone: Tone::Accent, text: text.into(), action: None }
    }
    /// Something failed that needs no decision.
    pub fn failed(text: impl Into<String>) -> Self {
        Self { tone: Tone::Bad, text: text.into(), action: None }
    }
    /// With a button.
    pub fn with(mut self, text: impl Into<String>, key: K) -> Self {
        self.action = Some((text.into(), key));
        self
    }
}

/// The messages shown now, newest lowest.
#[derive(Debug)]
pub struct Toasts<K> {
    shown: Vec<(Toast<K>, Option<f64>, u64)>,
    next: u64,
}

impl<K> Default for Toasts<K> {
    fn default() -> Self {
        Self { shown: Vec::new(), next: 0 }
    }
}

impl<K: Clone> Toasts<K> {
    /// Shows another message for some seconds; longer where something can be pressed.
    pub fn push(&mut self, toast: Toast<K>) {
        self.shown.push((toast, None, self.next));
        self.next += 1;
        if self.shown.len() > 4 {
            self.shown.remove(0);
        }
    }

    /// The texts shown now, oldest first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().map(|(toast, ..)| toast.text.as_str())
    }

    /// Draws them in the corner; the key of a button that was pressed.
    pub fn show(&mut self, ctx: &Context) -> Option<K> {
        let now = ctx.input(|i| i.time);
        for (toast, until, _) in &mut self.shown {
            let seconds = if toast.action.is_some() || toast.tone == Tone::Bad { 9.0 } else { 4.5 };
            until.get_or_insert(now + seconds);
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
                for (toast, _, serial) in &self.shown {
                    let (key, close) = draw(ui, toast);
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

fn draw<K: Clone>(ui: &mut egui::Ui, toast: &Toast<K>) -> (Option<K>, bool) {
    let theme = Theme::of(ui.ctx());
    let (color, _) = toast.tone.colors(theme);
    let icon = match toast.tone {
        Tone::Good => Icon::Done,
        Tone::Warn => Icon::Warning,
        Tone::Bad => Icon::Error,
        Tone::Neutral | Tone::Accent => Icon::Info,
    };
    let (mut key, mut close) = (None, false);
    Frame::new()
        .fill(theme.panel)
        .stroke(egui::Stroke::new(1.0, theme.line_strong))
        .corner_radius(radius::CARD)
        .inner_margin(Margin::symmetric(space::M as i8, 6))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_height(28.0);
                ui.add(icon.image(16.0, color));
                Text::body(&toast.text).show(ui);
                if let Some((words, action)) = &toast.action
                    && Button::link(words).show(ui).clicked()
                {
                    key = Some(action.clone());
                }
                close = Button::icon_only(Icon::Close, "Dismiss").compact().show(ui).clicked();
            });
        });
    (key, close)
}
