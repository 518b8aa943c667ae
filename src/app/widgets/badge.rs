//! A few words on a soft background: states and shares.

use egui::{Color32, CornerRadius, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::app::theme::{Icon, Theme, font, radius};

/// How a badge, banner or meter feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to think about.
    #[default]
    Neutral,
    /// Going on or chosen.
    Accent,
    /// Good.
    Good,
    /// To be looked at.
    Warn,
    /// Failed.
    Bad,
}

impl Tone {
    /// Its colour for text, and the soft one behind.
    pub fn colors(self, theme: &Theme) -> (Color32, Color32) {
        match self {
            Self::Neutral => (theme.dim, theme.sunken),
            Self::Accent => (theme.accent, theme.accent_soft),
            Self::Good => (theme.good, theme.good_soft),
            Self::Warn => (theme.warn, theme.warn_soft),
            Self::Bad => (theme.bad, theme.bad_soft),
        }
    }

    /// Its sign, so that nothing is told by colour alone.
    pub fn icon(self) -> Icon {
        match self {
            Self::Good => Icon::Done,
            Self::Warn => Icon::Warning,
            Self::Bad => Icon::Error,
            Self::Neutral | Self::Accent => Icon::Info,
        }
    }
}

/// How much room a badge with `text` takes.
pub fn badge_size(ui: &Ui, text: &str) -> Vec2 {
    let galley =
        ui.painter().layout_no_wrap(text.to_owned(), font::small_medium(), Color32::PLACEHOLDER);
    vec2(galley.size().x + 14.0, 20.0)
}

/// Adds a badge; give it a tooltip through its response.
pub fn badge(ui: &mut Ui, tone: Tone, text: &str) -> Response {
    let (color, soft) = tone.colors(Theme::of(ui.ctx()));
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font::small_medium(), color);
    let size = vec2(galley.size().x + 14.0, 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, CornerRadius::same(radius::SMALL), soft);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
    response
}
