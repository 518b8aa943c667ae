//! What colours, distances and type sizes are for.

use egui::{Color32, FontFamily, FontId, Stroke};

use super::ease::Ease;
use super::palette::{dark, dark_contrast, light, light_contrast};

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
    /// A table row with two lines of text.
    pub const TWO_LINES: f32 = 44.0;
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

/// A theme of the colours of one module of the palette.
macro_rules! theme {
    ($colors:ident, dark: $dark:literal) => {
        Theme {
            dark: $dark,
            background: $colors::BACKGROUND,
            panel: $colors::PANEL,
            sunken: $colors::SUNKEN,
            line: $colors::LINE,
            line_strong: $colors::LINE_STRONG,
            text: $colors::TEXT,
            dim: $colors::DIM,
            faint: $colors::FAINT,
            accent: $colors::ACCENT,
            accent_strong: $colors::ACCENT_STRONG,
            accent_soft: $colors::ACCENT_SOFT,
            on_accent: $colors::ON_ACCENT,
            good: $colors::GOOD,
            good_soft: $colors::GOOD_SOFT,
            warn: $colors::WARN,
            warn_soft: $colors::WARN_SOFT,
            bad: $colors::BAD,
            bad_strong: $colors::BAD_STRONG,
            bad_soft: $colors::BAD_SOFT,
            second: $colors::SECOND,
            beyond: $colors::BEYOND,
            band: $colors::BAND,
            bar: $colors::BAR,
            backdrop: $colors::BACKDROP,
        }
    };
}

/// Light mode.
pub const LIGHT: Theme = theme!(light, dark: false);
/// Dark mode.
pub const DARK: Theme = theme!(dark, dark: true);
/// Light mode in high contrast.
pub const LIGHT_CONTRAST: Theme = theme!(light_contrast, dark: false);
/// Dark mode in high contrast.
pub const DARK_CONTRAST: Theme = theme!(dark_contrast, dark: true);

impl Theme {
    /// The theme the window shows now.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match (ctx.theme(), Ease::of(ctx).high_contrast) {
            (egui::Theme::Dark, false) => &DARK,
            (egui::Theme::Light, false) => &LIGHT,
            (egui::Theme::Dark, true) => &DARK_CONTRAST,
            (egui::Theme::Light, true) => &LIGHT_CONTRAST,
        }
    }

    /// The one-pixel line around cards and fields.
    pub fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// The ground of what is filled up to a share.
    pub fn track(&self) -> Color32 {
        self.panel
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

    /// Every pair of text and ground that the window uses reads at `least` in this theme.
    fn reads(theme: &Theme, least: f32) {
        let grounds = [theme.background, theme.panel, theme.sunken];
        let on_grounds = [theme.text, theme.dim, theme.faint, theme.accent]
            .map(|text| grounds.map(|ground| (text, ground)));
        let on_cards = [theme.good, theme.warn, theme.bad]
            .map(|text| [theme.background, theme.panel].map(|ground| (text, ground)));
        let soft = [
            (theme.on_accent, theme.accent),
            (theme.on_accent, theme.accent_strong),
            (theme.panel, theme.bad),
            (theme.panel, theme.bad_strong),
            (theme.accent, theme.accent_soft),
            (theme.text, theme.accent_soft),
            (theme.good, theme.good_soft),
            (theme.warn, theme.warn_soft),
            (theme.text, theme.warn_soft),
            (theme.bad, theme.bad_soft),
            (theme.text, theme.bad_soft),
            (theme.warn, theme.panel.blend(theme.beyond)),
            (theme.dim, theme.panel.blend(theme.band)),
        ];
        let pairs = on_grounds.concat().into_iter().chain(on_cards.concat()).chain(soft);
        for (text, ground) in pairs {
            let contrast = contrast(text, ground);
            let dark = theme.dark;
            assert!(contrast >= least, "{text:?} on {ground:?} (dark: {dark}): {contrast}");
        }
        // What is no text: lines of charts, bars, the ring of the focus.
        for mark in [theme.accent, theme.second, theme.good, theme.dim, theme.bar] {
            let contrast = contrast(mark, theme.panel);
            assert!(contrast >= 3.0, "{mark:?} (dark: {}): {contrast}", theme.dark);
        }
        // How far a bar is filled is seen.
        for mark in [theme.bar, theme.accent, theme.good, theme.warn, theme.bad] {
            let contrast = contrast(mark, theme.track());
            assert!(contrast >= 3.0, "{mark:?} on its track: {contrast}");
        }
    }

    #[test]
    fn text_reads_at_aa_in_both_modes_and_at_aaa_in_high_contrast() {
        for theme in [&LIGHT, &DARK] {
            reads(theme, 4.5);
        }
        for theme in [&LIGHT_CONTRAST, &DARK_CONTRAST] {
            reads(theme, 7.0);
            for ground in [theme.background, theme.panel] {
                assert!(contrast(theme.line, ground) >= 3.0, "edges of controls are seen");
            }
        }
    }

    /// How colours look to people without one kind of cones, in linear light: Machado, Oliveira and
    /// Fernandes 2009, at full strength.
    const SIGHTS: [(&str, [[f32; 3]; 3]); 4] = [
        ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protan",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deutan",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritan",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn product(matrix: &[[f32; 3]; 3], v: [f32; 3]) -> [f32; 3] {
        matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
    }

    /// CIE L*a*b* under daylight, of a colour as a kind of eyes sees it.
    fn lab(color: Color32, sight: &[[f32; 3]; 3]) -> [f32; 3] {
        let rgba = egui::Rgba::from(color);
        let seen = product(sight, [rgba.r(), rgba.g(), rgba.b()]).map(|part| part.clamp(0.0, 1.0));
        let to_xyz = [
            [0.412_456, 0.357_576, 0.180_438],
            [0.212_673, 0.715_152, 0.072_175],
            [0.019_334, 0.119_192, 0.950_304],
        ];
        let [x, y, z] = product(&to_xyz, seen);
        let f = |t: f32| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn lines_of_a_plot_are_told_apart_by_colour_blind_eyes() {
        // A difference of 2.3 is just seen; thin lines need several times that.
        const APART: f32 = 15.0;
        for theme in [&LIGHT, &DARK, &LIGHT_CONTRAST, &DARK_CONTRAST] {
            let lines = [theme.accent, theme.second, theme.good, theme.dim, theme.bar];
            for (name, sight) in &SIGHTS {
                for (place, one) in lines.iter().enumerate() {
                    for other in &lines[place + 1..] {
                        let (a, b) = (lab(*one, sight), lab(*other, sight));
                        let square: f32 = (0..3).map(|i| (a[i] - b[i]).powi(2)).sum();
                        let apart = square.sqrt();
                        assert!(apart >= APART, "{one:?} and {other:?}, {name}: {apart}");
                    }
                }
            }
        }
    }
}
