//! Buttons: one primary on a screen, secondary beside it, ghost in bars, link in text.

use egui::{
    Color32, CornerRadius, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::app::theme::{Icon, Theme, font, height, radius, space};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Danger,
    Secondary,
    Ghost,
    Link,
}

/// A button: `Button::primary("Save catalog").show(ui).clicked()`.
#[must_use = "call show"]
pub struct Button {
    text: String,
    name: Option<String>,
    icon: Option<Icon>,
    kind: Kind,
    enabled: bool,
    compact: bool,
    full_width: bool,
    quiet: bool,
    lit: bool,
    cut: bool,
    trailing: Option<Icon>,
    tooltip: Option<String>,
    why_not: Option<String>,
}

impl Button {
    fn new(text: impl Into<String>, kind: Kind) -> Self {
        Self {
            text: text.into(),
            name: None,
            icon: None,
            kind,
            enabled: true,
            compact: false,
            full_width: false,
            quiet: false,
            lit: false,
            cut: false,
            trailing: None,
            tooltip: None,
            why_not: None,
        }
    }
    /// The one thing to do next.
    pub fn primary(text: impl Into<String>) -> Self {
        Self::new(text, Kind::Primary)
    }
    /// Deletes or stops something.
    pub fn danger(text: impl Into<String>) -> Self {
        Self::new(text, Kind::Danger)
    }
    /// Another thing to do.
    pub fn secondary(text: impl Into<String>) -> Self {
        Self::new(text, Kind::Secondary)
    }
    /// Without a frame until pointed at: for bars and lists.
    pub fn ghost(text: impl Into<String>) -> Self {
        Self::new(text, Kind::Ghost)
    }
    /// Looks like a link: for small additions ("+ Add column").
    pub fn link(text: impl Into<String>) -> Self {
        Self::new(text, Kind::Link)
    }
    /// Only an icon; `name` is its tooltip and its name for assistive technology.
    pub fn icon_only(icon: Icon, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { tooltip: Some(name.clone()), name: Some(name), ..Self::ghost("") }.icon(icon)
    }
    /// With an icon before the text.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
    /// With a small icon behind the text: an arrow that opens a list.
    pub fn trailing(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }
    /// Its text is cut where there is too little room; give it the whole as a tooltip.
    pub fn cut(mut self) -> Self {
        self.cut = true;
        self
    }
    /// With a dot: there is something new behind it.
    pub fn lit(mut self, lit: bool) -> Self {
        self.lit = lit;
        self
    }
    /// Named differently for assistive technology: "Remove orders.csv" where "Remove" is seen.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
    /// Whether it can be pressed.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
    /// Disabled when `why_not` is `Some`, which the tooltip then explains.
    pub fn unless(mut self, why_not: Option<String>) -> Self {
        self.enabled &= why_not.is_none();
        self.why_not = why_not;
        self
    }
    /// Smaller, for tables and banners.
    pub fn compact(mut self) -> Self {
        self.compact = true;
        self
    }
    /// Dimmer than others beside it.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }
    /// As wide as there is room.
    pub fn full_width(mut self) -> Self {
        self.full_width = true;
        self
    }
    /// Explained on hover.
    pub fn tooltip(mut self, text: impl Into<String>) -> Self {
        self.tooltip = Some(text.into());
        self
    }

    fn font(&self) -> FontId {
        match self.kind {
            Kind::Link | Kind::Ghost => font::body(),
            _ => font::medium(),
        }
    }

    /// Adds it to `ui`.
    pub fn show(self, ui: &mut Ui) -> Response {
        let enabled = self.enabled;
        // Not in a part of its own: a row that wraps would not know how wide it is, and never break before it.
        let response = ui.add_enabled(enabled, |ui: &mut Ui| self.draw(ui));
        match (enabled, &self.tooltip, &self.why_not) {
            (false, _, Some(why)) => response.on_disabled_hover_text(why),
            (_, Some(tooltip), _) => {
                response.on_hover_text(tooltip).on_disabled_hover_text(tooltip)
            }
            _ => response,
        }
    }

    fn draw(&self, ui: &mut Ui) -> Response {
        let icon_size = if self.compact { 14.0 } else { 16.0 };
        let most = if self.cut { ui.available_width() - 2.0 * space::S } else { f32::INFINITY };
        let galley = super::one_line(ui, &self.text, self.font(), Color32::PLACEHOLDER, most);
        let icon_width = match (self.icon, self.text.is_empty()) {
            (None, _) => 0.0,
            (Some(_), true) => icon_size,
            (Some(_), false) => icon_size + 6.0,
        };
        let behind = if self.trailing.is_some() { 18.0 } else { 0.0 };
        let content = icon_width + galley.size().x + behind;
        let padding = match self.kind {
            Kind::Link => 0.0,
            _ if self.text.is_empty() => 6.0,
            Kind::Ghost => space::S,
            _ if self.compact => 10.0,
            _ => space::M + 1.0,
        };
        let tall = match self.kind {
            Kind::Link => 20.0,
            Kind::Ghost if self.text.is_empty() => 28.0,
            _ if self.compact => height::COMPACT,
            _ => height::CONTROL,
        };
        let wide = if self.full_width { ui.available_width() } else { content + 2.0 * padding };
        let (rect, response) = ui.allocate_exact_size(vec2(wide, tall), Sense::click());
        let name = self.name.as_deref().unwrap_or(&self.text);
        let role = if self.kind == Kind::Link { Role::Link } else { Role::Button };
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), name));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let theme = Theme::of(ui.ctx());
        let mut look = Look::of(self.kind, &response, theme);
        if self.quiet && !response.hovered() {
            look.text = theme.dim;
        }
        let corner = CornerRadius::same(radius::CONTROL);
        ui.painter().rect(rect, corner, look.fill, look.line, StrokeKind::Inside);
        let mut x = rect.center().x - content / 2.0;
        if let Some(icon) = self.icon {
            let at = Rect::from_center_size(
                pos2(x + icon_size / 2.0, rect.center().y),
                vec2(icon_size, icon_size),
            );
            icon.paint(ui, at.center(), icon_size, look.icon);
            x += icon_width;
        }
        let y = rect.center().y - galley.size().y / 2.0;
        if self.kind == Kind::Link && response.hovered() {
            let below = rect.center().y + galley.size().y / 2.0;
            ui.painter().hline(x..=x + galley.size().x, below, Stroke::new(1.0, look.text));
        }
        if let Some(icon) = self.trailing {
            let at = pos2(x + galley.size().x + behind - 6.0, rect.center().y);
            icon.paint(ui, at, 12.0, look.icon);
        }
        ui.painter().galley(pos2(x, y), galley, look.text);
        if self.lit {
            let at = rect.right_top() + vec2(-7.0, 7.0);
            ui.painter().circle(at, 4.0, theme.accent, Stroke::new(1.5, theme.panel));
        }
        super::focus_ring(ui, &response, rect, radius::CONTROL);
        response
    }
}

struct Look {
    fill: Color32,
    line: Stroke,
    text: Color32,
    icon: Color32,
}

impl Look {
    fn of(kind: Kind, response: &Response, theme: &Theme) -> Self {
        let over = response.hovered() || response.is_pointer_button_down_on();
        let (fill, line, text) = match (kind, over) {
            (Kind::Primary, false) => (theme.accent, Color32::TRANSPARENT, theme.on_accent),
            (Kind::Primary, true) => (theme.accent_strong, Color32::TRANSPARENT, theme.on_accent),
            (Kind::Danger, false) => (theme.bad, Color32::TRANSPARENT, theme.panel),
            (Kind::Danger, true) => (theme.bad_strong, Color32::TRANSPARENT, theme.panel),
            (Kind::Secondary, false) => (theme.panel, theme.line, theme.text),
            (Kind::Secondary, true) => (theme.sunken, theme.line_strong, theme.text),
            (Kind::Ghost, false) => (Color32::TRANSPARENT, Color32::TRANSPARENT, theme.text),
            (Kind::Ghost, true) => (theme.sunken, Color32::TRANSPARENT, theme.text),
            (Kind::Link, false) => (Color32::TRANSPARENT, Color32::TRANSPARENT, theme.accent),
            (Kind::Link, true) => (Color32::TRANSPARENT, Color32::TRANSPARENT, theme.accent_strong),
        };
        let icon = match kind {
            Kind::Secondary | Kind::Ghost if !over => theme.dim,
            _ => text,
        };
        Self { fill, line: Stroke::new(1.0, line), text, icon }
    }
}
