//! What eases looking: kept in egui's context, where every widget finds it.

use egui::{Context, Id};

/// What eases looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ease {
    /// Colours that are told apart more easily.
    pub high_contrast: bool,
    /// Nothing slides, fades or pulses.
    pub still: bool,
}

impl Ease {
    fn id() -> Id {
        Id::unique("ease")
    }

    /// What eases looking in this window.
    pub fn of(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(Self::id())).unwrap_or_default()
    }

    /// Keeps it for this window.
    pub(super) fn keep(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Self::id(), self));
    }
}
