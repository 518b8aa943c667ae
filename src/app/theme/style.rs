//! Puts the theme into egui: fonts, icons, and a style for each mode.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals};
use egui::{
    Context, CornerRadius, FontData, FontDefinitions, FontFamily, Margin, Stroke, Style, TextStyle,
    ThemePreference, Visuals, vec2,
};
use serde::{Deserialize, Serialize};

use super::ease::Ease;
use super::tokens::{
    DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, font, height, radius, space,
};

/// Inter, variable from regular to semibold, with tabular digits as its usual ones (SIL Open Font
/// License, beside the file).
const INTER: &[u8] = include_bytes!("../../../assets/fonts/Inter.ttf");

/// Which mode the person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// As the operating system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Follows what eases looking from the next frame on.
pub fn set_ease(ctx: &Context, ease: Ease) {
    if Ease::of(ctx) != ease {
        ease.keep(ctx);
        set_styles(ctx, ease);
    }
}

/// Installs fonts, icons and both styles into `ctx`, which then follows the system's mode until
/// [`set_preference`] says otherwise.
pub fn install(ctx: &Context) {
    egui_extras::install_image_loaders(ctx);
    ctx.set_fonts(fonts());
    set_styles(ctx, Ease::of(ctx));
    ctx.options_mut(|options| {
        // Where the system says nothing, as in the drawings.
        options.fallback_theme = egui::Theme::Light;
        // Zoom is a setting of the window; its keys are commands.
        options.zoom_with_keyboard = false;
    });
    set_preference(ctx, Preference::System);
}

fn set_styles(ctx: &Context, ease: Ease) {
    let (light, dark) = match ease.high_contrast {
        true => (&LIGHT_CONTRAST, &DARK_CONTRAST),
        false => (&LIGHT, &DARK),
    };
    ctx.set_style_of(egui::Theme::Light, style(light, ease.still));
    ctx.set_style_of(egui::Theme::Dark, style(dark, ease.still));
}

/// Follows the system or stays with one mode.
pub fn set_preference(ctx: &Context, preference: Preference) {
    ctx.set_theme(match preference {
        Preference::System => ThemePreference::System,
        Preference::Light => ThemePreference::Light,
        Preference::Dark => ThemePreference::Dark,
    });
}

/// Inter in three weights before egui's own fonts; what these lack (Chinese, Arabic, …) comes
/// from the system by eframe's font provider.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let weights = [
        ("Inter", FontFamily::Proportional, 400.0),
        (font::MEDIUM, FontFamily::Name(font::MEDIUM.into()), 500.0),
        (font::SEMIBOLD, FontFamily::Name(font::SEMIBOLD.into()), 600.0),
    ];
    for (name, family, weight) in weights {
        let mut data = FontData::from_static(INTER);
        data.tweak.coords = egui::epaint::text::VariationCoords::new([(b"wght", weight)]);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        let mut chain = vec![name.to_owned()];
        chain.extend(fallback.iter().cloned());
        fonts.families.insert(family, chain);
    }
    fonts
}

fn style(theme: &Theme, still: bool) -> Style {
    let mut style = Style {
        text_styles: BTreeMap::from([
            (TextStyle::Small, font::small()),
            (TextStyle::Body, font::body()),
            (TextStyle::Button, font::medium()),
            (TextStyle::Heading, font::title()),
            (TextStyle::Monospace, egui::FontId::monospace(12.0)),
        ]),
        visuals: visuals(theme),
        animation_time: if still { 0.0 } else { 0.1 },
        scroll_animation: if still { ScrollAnimation::none() } else { ScrollAnimation::default() },
        ..Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(space::M, 6.0);
    spacing.interact_size = vec2(24.0, 24.0);
    spacing.window_margin = Margin::same(space::L as i8);
    spacing.menu_margin = Margin::same(space::XS as i8);
    spacing.combo_height = 320.0;
    spacing.tooltip_width = 320.0;
    spacing.slider_rail_height = 4.0;
    spacing.text_edit_width = 240.0;
    spacing.icon_width = 16.0;
    spacing.scroll =
        ScrollStyle { bar_width: 8.0, handle_min_length: 32.0, ..ScrollStyle::floating() };
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    style.interaction.interact_radius = height::CONTROL / 8.0;
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let mut visuals = if theme.dark { Visuals::dark() } else { Visuals::light() };
    let widget = |fill, line, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(radius::CONTROL),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let widgets = &mut visuals.widgets;
    widgets.noninteractive = widget(theme.panel, theme.line, theme.text);
    widgets.inactive = widget(theme.panel, theme.line, theme.text);
    widgets.hovered = widget(theme.sunken, theme.line_strong, theme.text);
    widgets.active = widget(theme.sunken, theme.accent, theme.text);
    widgets.open = widget(theme.panel, theme.accent, theme.text);
    visuals.selection =
        Selection { bg_fill: theme.accent_soft, stroke: Stroke::new(1.0, theme.accent) };
    visuals.weak_text_color = Some(theme.dim);
    visuals.hyperlink_color = theme.accent;
    visuals.faint_bg_color = theme.sunken;
    visuals.extreme_bg_color = theme.sunken;
    visuals.text_edit_bg_color = Some(theme.panel);
    visuals.code_bg_color = theme.sunken;
    visuals.warn_fg_color = theme.warn;
    visuals.error_fg_color = theme.bad;
    visuals.window_corner_radius = CornerRadius::same(radius::CARD);
    visuals.window_fill = theme.panel;
    visuals.window_stroke = theme.hairline();
    visuals.window_shadow = egui::Shadow::NONE;
    visuals.popup_shadow = egui::Shadow::NONE;
    visuals.menu_corner_radius = CornerRadius::same(radius::CONTROL);
    visuals.panel_fill = theme.background;
    visuals.slider_trailing_fill = true;
    visuals.indent_has_left_vline = false;
    visuals.text_cursor.stroke = Stroke::new(1.5, theme.accent);
    visuals.disabled_alpha = 0.45;
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    visuals
}
