//! A page of the guide beside the screen: its text with pictures, and links that lead to others.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    CornerRadius, FontId, Frame, Image, Label, Link, Margin, Response, RichText, Sense, Ui, vec2,
};

use super::markdown::{Block, Span};
use crate::app::guide::{Guide, Page, Picture};
use crate::app::theme::{Theme, font, radius, space};
use crate::app::widgets::{as_heading, focus_ring};
use crate::base::language::t;

/// What was pressed in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressed {
    /// A link to another page.
    Page(&'static Page),
    /// A picture, to be seen larger.
    Picture(&'static Picture),
}

/// Draws a page; what of it was pressed.
pub(super) fn show(ui: &mut Ui, page: &Page, blocks: &[Block]) -> Option<Pressed> {
    let mut pressed = None;
    ui.spacing_mut().item_spacing.y = space::S;
    for block in blocks {
        match block {
            Block::Heading(1, spans) => heading(ui, 1, spans, &font::title()),
            Block::Heading(level, spans) => {
                ui.add_space(space::S);
                heading(ui, usize::from(*level), spans, &font::strong());
            }
            Block::Paragraph(spans) => {
                pressed = text(ui, page, spans, &font::body()).or(pressed);
            }
            Block::Item(depth, mark, spans) => {
                let inner = ui.horizontal_top(|ui| {
                    ui.add_space(space::L * *depth as f32);
                    // As wide as the longest mark, so that entries stand below one another.
                    let mark = Label::new(RichText::new(mark).font(font::body())).extend();
                    ui.allocate_ui(vec2(18.0, 0.0), |ui| {
                        ui.set_min_width(18.0);
                        ui.add(mark);
                    });
                    ui.vertical(|ui| text(ui, page, spans, &font::body())).inner
                });
                pressed = inner.inner.or(pressed);
            }
            Block::Code(lines) => code(ui, lines),
            Block::Picture(about, path) => {
                pressed = picture(ui, page, about, path).or(pressed);
            }
            Block::Row(first, others) => {
                text(ui, page, first, &font::medium());
                for cell in others {
                    pressed = text(ui, page, cell, &font::body()).or(pressed);
                }
                ui.add_space(space::XS);
            }
        }
    }
    pressed
}

fn heading(ui: &mut Ui, level: usize, spans: &[Span], base: &FontId) {
    let words: String = spans.iter().map(|span| span.text.as_str()).collect();
    let label = Label::new(job(Theme::of(ui.ctx()), spans, base)).wrap().selectable(true);
    as_heading(&ui.add(label), level, &words);
}

/// Words that wrap, with links among them.
fn text(ui: &mut Ui, page: &Page, spans: &[Span], base: &FontId) -> Option<Pressed> {
    let theme = Theme::of(ui.ctx());
    if spans.iter().all(|span| span.link.is_none()) {
        ui.add(Label::new(job(theme, spans, base)).wrap().selectable(true));
        return None;
    }
    let mut pressed = None;
    // Lines are as high as their words: in higher ones, links would stand above what is beside them.
    let usual = std::mem::replace(&mut ui.spacing_mut().interact_size.y, 0.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for part in spans.chunk_by(|a, b| a.link.is_none() && b.link.is_none()) {
            let Some(to) = part.first().and_then(|span| span.link.as_deref()) else {
                ui.add(Label::new(job(theme, part, base)).selectable(true));
                continue;
            };
            if link(ui, &part[0].text, base.clone()).clicked() {
                match Guide::current().page(&page.target(to)) {
                    Some(page) => pressed = Some(Pressed::Page(page)),
                    None => ui.ctx().open_url(egui::OpenUrl::new_tab(to)),
                }
            }
        }
    });
    ui.spacing_mut().interact_size.y = usual;
    pressed
}

/// Words that lead somewhere.
pub(super) fn link(ui: &mut Ui, words: &str, font: FontId) -> Response {
    let color = Theme::of(ui.ctx()).accent;
    let response = ui.add(Link::new(RichText::new(words).font(font).color(color)));
    focus_ring(ui, &response, response.rect.expand(2.0), radius::SMALL);
    response
}

fn job(theme: &Theme, spans: &[Span], base: &FontId) -> LayoutJob {
    let mut job = LayoutJob::default();
    for span in spans {
        let mut format = TextFormat::simple(base.clone(), theme.text);
        if span.bold {
            format.font_id = FontId::new(base.size, font::medium().family);
        }
        if span.code {
            format.font_id = FontId::monospace(base.size - 1.0);
            format.background = theme.sunken;
        }
        job.append(&span.text, 0.0, format);
    }
    job
}

fn code(ui: &mut Ui, lines: &str) {
    let theme = Theme::of(ui.ctx());
    Frame::new()
        .fill(theme.sunken)
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::same(8))
        .show(ui, |ui| {
            let words = RichText::new(lines).font(FontId::monospace(12.0)).color(theme.text);
            ui.add(Label::new(words).wrap().selectable(true));
        });
}

fn picture(ui: &mut Ui, page: &Page, about: &str, path: &str) -> Option<Pressed> {
    let picture = Guide::current().picture(&page.target(path))?;
    let image = of(picture)
        .max_width(ui.available_width())
        .corner_radius(radius::CONTROL)
        .sense(Sense::click())
        .alt_text(t!("help-show-picture", what = about));
    let response = ui.add(image).on_hover_text(about).on_hover_cursor(egui::CursorIcon::ZoomIn);
    focus_ring(ui, &response, response.rect, radius::CONTROL);
    response.clicked().then_some(Pressed::Picture(picture))
}

/// The picture, to be drawn; decoded elsewhere than on this thread.
pub(super) fn of(picture: &'static Picture) -> Image<'static> {
    Image::from_bytes(picture.uri, picture.bytes)
}
