//! Markdown as blocks to draw one below the other: what the pages of the guide use of it. Comes in:
//! a page's text. Goes out: blocks of text with their bold words, code and links.
//!
//! `pulldown-cmark` reads it. A widget that draws Markdown (`egui_commonmark`) was rejected: its
//! tables do not wrap, and beside a screen there is no room for columns.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A part of a page, as wide as there is room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; a page's title is 1.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// An entry of a list, so deep, after its mark: "•", "2.".
    Item(usize, String, Vec<Span>),
    /// Lines to be copied as they are.
    Code(String),
    /// A picture: what it shows, and its path from the page.
    Picture(String, String),
    /// A row of a table: its first cell and the others.
    Row(Vec<Span>, Vec<Vec<Span>>),
}

/// A piece of text of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are a label of the window, or stressed.
    pub bold: bool,
    /// Whether they are typed or read as they are.
    pub code: bool,
    /// Where they lead.
    pub link: Option<String>,
}

impl Block {
    /// Its words without their looks.
    pub fn words(&self) -> String {
        let all = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
        match self {
            Self::Heading(_, spans) | Self::Paragraph(spans) | Self::Item(_, _, spans) => {
                all(spans)
            }
            Self::Code(text) => text.clone(),
            Self::Picture(about, _) => about.clone(),
            Self::Row(first, others) => {
                let others = others.iter().map(|spans| all(spans));
                std::iter::once(all(first)).chain(others).collect::<Vec<_>>().join(": ")
            }
        }
    }
}

/// The blocks of a page.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut reading = Reading::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reading.take(event);
    }
    reading.blocks
}

/// A page while it is read.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    bold: bool,
    link: Option<String>,
    /// The lists that are open, with the number of the next entry where they count.
    lists: Vec<Option<u64>>,
    /// The mark of the entry that is open, until its text ends.
    mark: Option<String>,
    code: Option<String>,
    picture: Option<(String, String)>,
    row: Vec<Vec<Span>>,
    head: bool,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(&text, false),
            Event::Code(text) => self.text(&text, true),
            Event::SoftBreak | Event::HardBreak => self.text(" ", false),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong | Tag::Emphasis => self.bold = true,
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.into_string()),
            Tag::Image { dest_url, .. } => {
                self.picture = Some((String::new(), dest_url.into_string()));
            }
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::List(first) => {
                // An entry may have text before the list inside it.
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                });
            }
            Tag::TableHead => self.head = true,
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Strong | TagEnd::Emphasis => self.bold = false,
            TagEnd::Link => self.link = None,
            TagEnd::Image => {
                let picture = self.picture.take();
                self.blocks.extend(picture.map(|(about, path)| Block::Picture(about, path)));
            }
            TagEnd::Heading(level) => {
                let spans = std::mem::take(&mut self.spans);
                let level = match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    _ => 3,
                };
                self.blocks.push(Block::Heading(level, spans));
            }
            TagEnd::Paragraph | TagEnd::Item => self.close(),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::CodeBlock => {
                let code = self.code.take().map(|text| Block::Code(text.trim_end().to_owned()));
                self.blocks.extend(code);
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.spans)),
            TagEnd::TableHead => {
                // In rows below one another the titles of columns say nothing.
                self.head = false;
                self.row.clear();
            }
            TagEnd::TableRow => {
                let mut cells = std::mem::take(&mut self.row).into_iter();
                if let Some(first) = cells.next() {
                    self.blocks.push(Block::Row(first, cells.collect()));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, code: bool) {
        if let Some(block) = &mut self.code {
            block.push_str(text);
        } else if let Some((about, _)) = &mut self.picture {
            about.push_str(text);
        } else {
            let span = Span { text: text.into(), bold: self.bold, code, link: self.link.clone() };
            match self.spans.last_mut() {
                Some(last) if Span { text: String::new(), ..last.clone() } == span.without() => {
                    last.text.push_str(text);
                }
                _ => self.spans.push(span),
            }
        }
    }

    /// The text so far is a paragraph, or an entry of a list.
    fn close(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if spans.is_empty() {
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        self.blocks.push(match self.mark.take() {
            Some(mark) => Block::Item(depth, mark, spans),
            None if self.lists.is_empty() => Block::Paragraph(spans),
            // A further paragraph of an entry.
            None => Block::Item(depth, String::new(), spans),
        });
    }
}

impl Span {
    fn without(&self) -> Self {
        Self { text: String::new(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::guide::Guide;
    use crate::base::language::Language;

    fn plain(text: &str) -> Span {
        Span { text: text.into(), ..Span::default() }
    }

    #[test]
    fn what_the_guide_is_written_in_becomes_blocks() {
        let text = "# A\n\nSee **B** and\n[c](d/e.md).\n\n![P](p.png)\n\n1. one\n   - in `it`\n2. two\n\n\
                    | x | y |\n|---|---|\n| q | r |\n\n```sh\nlikely run\n```\n";
        let bold = Span { bold: true, ..plain("B") };
        let link = Span { link: Some("d/e.md".into()), ..plain("c") };
        let code = Span { code: true, ..plain("it") };
        assert_eq!(
            blocks(text),
            [
                Block::Heading(1, vec![plain("A")]),
                Block::Paragraph(vec![plain("See "), bold, plain(" and "), link, plain(".")]),
                Block::Picture("P".into(), "p.png".into()),
                Block::Item(0, "1.".into(), vec![plain("one")]),
                Block::Item(1, "•".into(), vec![plain("in "), code]),
                Block::Item(0, "2.".into(), vec![plain("two")]),
                Block::Row(vec![plain("q")], vec![vec![plain("r")]]),
                Block::Code("likely run".into()),
            ]
        );
    }

    #[test]
    fn no_word_of_the_guide_is_lost() {
        for page in Language::ALL.iter().flat_map(|language| Guide::of(*language).pages) {
            let letters =
                |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let shown: String = blocks(page.text).iter().map(|b| letters(&b.words())).collect();
            // Paths of links, titles of columns and the language of a block of code are not shown.
            let at = |part: &str| shown.contains(&letters(part));
            for line in page.text.lines().filter(|line| !line.starts_with("```")) {
                let bare = line.split('|').next().unwrap_or_default();
                let bare = bare.split("](").next().unwrap_or_default();
                let table = line.starts_with('|') || line.contains("![");
                assert!(table || at(bare), "{}: {line}", page.path);
            }
            assert!(shown.len() * 10 > page.text.len() * 6, "{}", page.path);
        }
    }
}
