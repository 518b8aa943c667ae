//! What colours, distances and type sizes are for.

use egui::{Color32, FontFamily, FontId, Stroke};

use super::palette::{dark, light};

/// Distances in points. Everything is laid out on these steps.
pub mod space {
    /// Between an icon and its word.
    pub const XS: f32 = 4.0;
    /// Between things that belong together.
    pub const S: f32 = 8.0;
    /// Between cards.
    pub const M: f32 = 12.0;
    /// Inside cards and between columns.
    pub const L: f32 = 16.0;
    /// Around a screen.
    pub const XL: f32 = 24.0;
}

/// Corner radii in points.
pub mod radius {
    /// Badges.
    pub const SMALL: u8 = 4;
    /// Buttons, fields, popups.
    pub const CONTROL: u8 = 6;
    /// Cards and dialogs.
    pub const CARD: u8 = 8;
}

/// Heights of controls in points.
pub mod height {
    /// Buttons and fields.
    pub const CONTROL: f32 = 32.0;
    /// Controls inside tables.
    pub const COMPACT: f32 = 26.0;
    /// A table row of text.
    pub const ROW: f32 = 30.0;
    /// A table row with controls in it.
    pub const CONTROL_ROW: f32 = 37.0;
}

/// Type sizes and weights, all in Inter with digits of equal width.
pub mod font {
    use super::{FontFamily, FontId};

    /// Name of the medium weight's font family.
    pub const MEDIUM: &str = "Inter Medium";
    /// Name of the semibold weight's font family.
    pub const SEMIBOLD: &str = "Inter SemiBold";

    fn named(name: &'static str, size: f32) -> FontId {
        FontId::new(size, FontFamily::Name(name.into()))
    }
    /// 13 points: the text of the window.
    pub fn body() -> FontId {
        FontId::proportional(13.0)
    }
    /// 13 points, medium: buttons and the chosen item.
    pub fn medium() -> FontId {
        named(MEDIUM, 13.0)
    }
    /// 13 points, semibold: titles of cards.
    pub fn strong() -> FontId {
        named(SEMIBOLD, 13.0)
    }
    /// 12 points: labels, notes, table headers.
    pub fn small() -> FontId {
        FontId::proportional(12.0)
    }
    /// 12 points, medium: badges and field labels.
    pub fn small_medium() -> FontId {
        named(MEDIUM, 12.0)
    }
    /// 18 points, semibold: the title of a screen.
    pub fn title() -> FontId {
        named(SEMIBOLD, 18.0)
    }
    /// 24 points, semibold: the one figure that matters.
    pub fn figure() -> FontId {
        named(SEMIBOLD, 24.0)
    }
}

/// The colours of one mode, by what they are for. Get the current one with [`Theme::of`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theme {
    /// Whether this is the dark mode.
    pub dark: bool,
    /// Behind everything.
    pub background: Color32,
    /// Cards, bars, fields, popups.
    pub panel: Color32,
    /// The hovered row or button; the empty part of a meter.
    pub sunken: Color32,
    /// One-pixel lines around and between things.
    pub line: Color32,
    /// The line around a hovered control.
    pub line_strong: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text.
    pub dim: Color32,
    /// Text that may be overlooked: placeholders, what is off.
    pub faint: Color32,
    /// What can be done, what is chosen, the first series of a chart.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_strong: Color32,
    /// Behind what is chosen.
    pub accent_soft: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Good news.
    pub good: Color32,
    /// Behind good news.
    pub good_soft: Color32,
    /// Something to look at.
    pub warn: Color32,
    /// Behind something to look at.
    pub warn_soft: Color32,
    /// Something failed, or cannot be taken back.
    pub bad: Color32,
    /// A dangerous button under the pointer.
    pub bad_strong: Color32,
    /// Behind something that failed.
    pub bad_soft: Color32,
    /// The second series of a chart.
    pub second: Color32,
    /// Shading of the part of a chart that is advised against; the grid shows through.
    pub beyond: Color32,
    /// The uncertainty around a curve; the grid shows through.
    pub band: Color32,
    /// Bars that are there for comparison.
    pub bar: Color32,
    /// Over the window, behind a dialog.
    pub backdrop: Color32,
}

/// Light mode.
pub const LIGHT: Theme = Theme {
    dark: false,
    background: light::BACKGROUND,
    panel: light::PANEL,
    sunken: light::SUNKEN,
    line: light::LINE,
    line_strong: light::LINE_STRONG,
    text: light::TEXT,
    dim: light::DIM,
    faint: light::FAINT,
    accent: light::ACCENT,
    accent_strong: light::ACCENT_STRONG,
    accent_soft: light::ACCENT_SOFT,
    on_accent: light::ON_ACCENT,
    good: light::GOOD,
    good_soft: light::GOOD_SOFT,
    warn: light::WARN,
    warn_soft: light::WARN_SOFT,
    bad: light::BAD,
    bad_strong: light::BAD_STRONG,
    bad_soft: light::BAD_SOFT,
    second: light::SECOND,
    beyond: light::BEYOND,
    band: light::BAND,
    bar: light::BAR,
    backdrop: light::BACKDROP,
};

/// Dark mode.
pub const DARK: Theme = Theme {
    dark: true,
    background: dark::BACKGROUND,
    panel: dark::PANEL,
    sunken: dark::SUNKEN,
    line: dark::LINE,
    line_strong: dark::LINE_STRONG,
    text: dark::TEXT,
    dim: dark::DIM,
    faint: dark::FAINT,
    accent: dark::ACCENT,
    accent_strong: dark::ACCENT_STRONG,
    accent_soft: dark::ACCENT_SOFT,
    on_accent: dark::ON_ACCENT,
    good: dark::GOOD,
    good_soft: dark::GOOD_SOFT,
    warn: dark::WARN,
    warn_soft: dark::WARN_SOFT,
    bad: dark::BAD,
    bad_strong: dark::BAD_STRONG,
    bad_soft: dark::BAD_SOFT,
    second: dark::SECOND,
    beyond: dark::BEYOND,
    band: dark::BAND,
    bar: dark::BAR,
    backdrop: dark::BACKDROP,
};

impl Theme {
    /// The theme the window shows now.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Dark => &DARK,
            egui::Theme::Light => &LIGHT,
        }
    }

    /// The one-pixel line around cards and fields.
    pub fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// The ring around the control that has the keyboard.
    pub fn focus_ring(&self) -> Stroke {
        Stroke::new(2.0, self.accent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast as WCAG 2 defines it, 1 to 21.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |color: Color32| {
            let rgba = egui::Rgba::from(color);
            0.2126 * rgba.r() + 0.7152 * rgba.g() + 0.0722 * rgba.b() + 0.05
        };
        let (a, b) = (luminance(a), luminance(b));
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_can_be_read_on_what_it_stands_on() {
        for theme in [&LIGHT, &DARK] {
            for behind in [theme.background, theme.panel] {
                assert!(contrast(theme.text, behind) >= 7.0);
                assert!(contrast(theme.dim, behind) >= 4.5, "dim, dark: {}", theme.dark);
                assert!(contrast(theme.faint, behind) >= 2.9, "faint, dark: {}", theme.dark);
                assert!(contrast(theme.accent, behind) >= 4.5);
            }
            for (text, behind) in [
                (theme.on_accent, theme.accent),
                (theme.accent, theme.accent_soft),
                (theme.good, theme.good_soft),
                (theme.warn, theme.warn_soft),
                (theme.bad, theme.bad_soft),
                (theme.dim, theme.sunken),
                (theme.warn, theme.panel.blend(theme.beyond)),
            ] {
                let contrast = contrast(text, behind);
                assert!(contrast >= 4.5, "{text:?} on {behind:?}: {contrast}");
            }
        }
    }
}
