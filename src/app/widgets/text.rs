//! Text in the styles of the theme.

use egui::text::LayoutJob;
use egui::{
    Color32, FontId, Label, Response, RichText, Role, Sense, Ui, WidgetInfo, WidgetText, vec2,
};

use super::bidi::{has_right_to_left, visual, visual_within};
use crate::app::theme::{Icon, Theme, font};
use crate::base::language::t;

/// A piece of text: `Text::dim("12 values").show(ui)`.
#[must_use = "call show"]
pub struct Text {
    text: String,
    font: FontId,
    color: fn(&Theme) -> Color32,
    truncate: bool,
    wrap: bool,
    lines: usize,
    selectable: bool,
    silent: bool,
    heading: Option<usize>,
}

impl Text {
    fn new(text: impl Into<String>, font: FontId, color: fn(&Theme) -> Color32) -> Self {
        let text = text.into();
        Self {
            text,
            font,
            color,
            truncate: false,
            wrap: false,
            lines: 1,
            selectable: false,
            silent: false,
            heading: None,
        }
    }
    /// 13 points.
    pub fn body(text: impl Into<String>) -> Self {
        Self::new(text, font::body(), |t| t.text)
    }
    /// 13 points, medium weight.
    pub fn medium(text: impl Into<String>) -> Self {
        Self::new(text, font::medium(), |t| t.text)
    }
    /// 13 points, semibold: the title of a card.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::new(text, font::strong(), |t| t.text)
    }
    /// 13 points, secondary.
    pub fn dim(text: impl Into<String>) -> Self {
        Self::new(text, font::body(), |t| t.dim)
    }
    /// 12 points, secondary: notes and table headers.
    pub fn small(text: impl Into<String>) -> Self {
        Self::new(text, font::small(), |t| t.dim)
    }
    /// 12 points, medium, secondary: the label above a field.
    pub fn label(text: impl Into<String>) -> Self {
        Self::new(text, font::small_medium(), |t| t.dim)
    }
    /// 18 points, semibold: the title of a screen.
    pub fn title(text: impl Into<String>) -> Self {
        Self::new(text, font::title(), |t| t.text).heading(1)
    }
    /// 24 points, semibold: the one figure that matters.
    pub fn figure(text: impl Into<String>) -> Self {
        Self::new(text, font::figure(), |t| t.text)
    }
    /// Fainter: what is off or may be overlooked.
    pub fn faint(mut self) -> Self {
        self.color = |t| t.faint;
        self
    }
    /// In another colour of the theme.
    pub fn color(mut self, color: fn(&Theme) -> Color32) -> Self {
        self.color = color;
        self
    }
    /// On one line, cut with … at the edge (the whole text on hover).
    pub fn truncate(mut self) -> Self {
        self.truncate = true;
        self
    }
    /// Cut only after so many lines.
    pub fn lines(mut self, lines: usize) -> Self {
        self.lines = lines;
        self
    }
    /// Without the whole text on hover, where something of one's own is shown instead.
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }
    /// Broken over as many lines as it needs, also inside a row.
    pub fn wrap(mut self) -> Self {
        self.wrap = true;
        self
    }
    /// Can be selected and copied.
    pub fn selectable(mut self) -> Self {
        self.selectable = true;
        self
    }
    /// What stands below belongs to it: screen readers go from one heading to the next. A screen's or
    /// a page's title is of level 1.
    pub fn heading(mut self, level: usize) -> Self {
        self.heading = Some(level);
        self
    }
    /// Adds it to `ui`.
    pub fn show(self, ui: &mut Ui) -> Response {
        let heading = self.heading.map(|level| (level, self.text.clone()));
        let response = self.draw(ui);
        if let Some((level, words)) = heading {
            as_heading(&response, level, &words);
        }
        response
    }

    fn draw(self, ui: &mut Ui) -> Response {
        let color = (self.color)(Theme::of(ui.ctx()));
        let turned = has_right_to_left(&self.text);
        let seen = match (turned, self.truncate) {
            (false, _) => self.text.clone(),
            (true, false) => visual(&self.text).into_owned(),
            (true, true) => {
                let room = ui.available_width();
                let fits = |text: &str| {
                    let galley = ui.painter().layout_no_wrap(text.into(), self.font.clone(), color);
                    galley.size().x <= room
                };
                visual_within(&self.text, fits).into_owned()
            }
        };
        let cut = turned && seen.contains('…') && !self.text.contains('…');
        // What is read from the right stays on one line: lines of it would be in the wrong order.
        let several = self.truncate && self.lines > 1 && !turned;
        let text: WidgetText = if several {
            let mut job = LayoutJob::simple(seen, self.font, color, f32::INFINITY);
            job.wrap.max_rows = self.lines;
            job.into()
        } else {
            RichText::new(seen).font(self.font).color(color).into()
        };
        let mut label =
            Label::new(text).selectable(self.selectable).show_tooltip_when_elided(!self.silent);
        if several {
            label = label.wrap();
        } else if self.truncate {
            label = label.truncate();
        } else if self.wrap {
            label = label.wrap();
        }
        let response = ui.add(label);
        if !turned {
            return response;
        }
        // Assistive technology reads it as it is stored.
        let words = visual(&self.text).into_owned();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.text));
        if cut && !self.silent { response.on_hover_text(words) } else { response }
    }
}

/// Tells assistive technology that these words head what stands below them; egui knows labels only.
pub fn as_heading(words: &Response, level: usize, text: &str) {
    words.ctx.accesskit_node_builder(words.id, |node| {
        node.set_role(Role::Heading);
        node.set_level(level);
        // The words of a label are its value, those of a heading its name.
        node.clear_value();
        node.set_label(text);
    });
}

/// A small question mark that explains `what` in a tooltip, by pointer and by keyboard.
pub fn help(ui: &mut Ui, what: &str, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, t!("controls-what-is", what = what, text = text))
    });
    let color = if response.hovered() || response.has_focus() { theme.accent } else { theme.faint };
    Icon::Help.paint(ui, rect.center(), 14.0, color);
    super::focus_ring(ui, &response, rect, 8);
    if response.has_focus() || response.clicked() {
        response.show_tooltip_text(text);
    }
    response.on_hover_text(text)
}
