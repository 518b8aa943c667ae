//! Rows that are laid out like an earlier one.
//!
//! An exporter writes the same members in the same order row after row. What lies between the values of
//! a row is therefore kept as it stands, and where the next row has just the same, its values are where
//! they were: that is one comparison and one search a value instead of a walk through names, colons and
//! commas. Anything else is walked, and gives the same result or the same error.

use super::lexer::{BadJson, Lexer, Noted, Token};
use super::walk::walk_row;
use crate::import::cells::{Cell, Cells};
use crate::import::path::Tree;

/// Layouts that are kept at a time: kinds of events often differ in their members.
const MOST: usize = 4;
/// So many layouts are learned in any case …
const FREE: usize = 16;
/// … and further ones once so many rows a layout were like an earlier one.
const WORTH: usize = 8;

/// Reads rows of a text one after the other.
pub struct JsonRows<'a> {
    lexer: Lexer<'a>,
    tree: &'a Tree,
    /// The one that fitted last comes first.
    known: Vec<Template>,
    learned: usize,
    fitted: usize,
    room: Vec<Noted>,
}

/// How a row is laid out.
#[derive(Debug)]
struct Template {
    /// What lies between the values, all in one.
    between: Vec<u8>,
    values: Vec<Value>,
}

/// A value of a [`Template`].
#[derive(Debug, Clone, Copy)]
struct Value {
    /// Where what comes before it ends in `between`.
    before: usize,
    /// Whether it is a string; its quotes are not of it.
    string: bool,
    slot: Option<usize>,
}

impl<'a> JsonRows<'a> {
    /// For rows in `bytes`, of which the paths of `tree` are wanted.
    pub fn new(bytes: &'a [u8], tree: &'a Tree) -> Self {
        let (known, room) = (Vec::with_capacity(MOST), Vec::new());
        Self { lexer: Lexer::new(bytes), tree, known, learned: 0, fitted: 0, room }
    }

    /// Fills `cells` with the wanted values of the row that is there.
    ///
    /// # Errors
    /// [`BadJson`], also when it is not one object and nothing else.
    pub fn read(&mut self, start: usize, end: usize, cells: &mut Cells) -> Result<(), BadJson> {
        for place in 0..self.known.len() {
            cells.clear();
            self.lexer.go_to(start, end);
            if self.known[place].read(&mut self.lexer, cells).is_some() {
                self.known.swap(place, place / 2);
                self.fitted += 1;
                return Ok(());
            }
        }
        cells.clear();
        self.lexer.go_to(start, end);
        if self.learned < FREE || self.fitted / WORTH > self.learned {
            self.lexer.note(std::mem::take(&mut self.room));
        }
        let walked = walk_row(&mut self.lexer, self.tree, cells);
        let noted = self.lexer.take_noted();
        walked?;
        if self.lexer.peek().is_some() {
            return Err(BadJson::Broken);
        }
        if let Some(noted) = noted {
            self.learn(start, end, &noted, cells);
            self.room = noted;
        }
        Ok(())
    }

    fn learn(&mut self, start: usize, end: usize, noted: &[Noted], cells: &Cells) {
        self.learned += 1;
        let text = &self.lexer.bytes()[..end];
        if let Some(template) = Template::of(text, start, noted, cells) {
            self.known.truncate(MOST - 1);
            self.known.push(template);
        }
    }
}

impl Template {
    /// Of a row that was walked; `None` where a wanted value is not one of those noted.
    fn of(text: &[u8], start: usize, noted: &[Noted], cells: &Cells) -> Option<Self> {
        let mut template = Self { between: Vec::new(), values: Vec::with_capacity(noted.len()) };
        let mut at = start;
        for value in noted {
            template.between.extend_from_slice(text.get(at..value.start)?);
            let before = template.between.len();
            template.values.push(Value { before, string: value.string, slot: None });
            at = value.end;
        }
        template.between.extend_from_slice(text.get(at..)?);
        for (slot, (start, end)) in cells.spans()?.enumerate().filter(|(_, span)| *span != (0, 0)) {
            let place = noted.iter().position(|value| (value.start, value.end) == (start, end))?;
            template.values[place].slot = Some(slot);
        }
        Some(template)
    }

    /// Steps over the text ahead of `lexer`, filling `cells`; `None` where it is laid out otherwise.
    #[inline]
    fn read(&self, lexer: &mut Lexer<'_>, cells: &mut Cells) -> Option<()> {
        let text = lexer.bytes();
        let mut begin = 0;
        for value in &self.values {
            let between = &self.between[begin..value.before];
            begin = value.before;
            let start = lexer.at + between.len();
            if text.get(lexer.at..start)? != between {
                return None;
            }
            lexer.at = start;
            if value.string {
                lexer.at = lexer.plain_string()?;
            } else if !matches!(lexer.value(), Ok(Token::Plain { start: at, .. }) if at == start) {
                return None;
            }
            if let Some(slot) = value.slot {
                cells.set(0, slot, Cell::span(start, lexer.at));
            }
        }
        (text.get(lexer.at..)? == &self.between[begin..]).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::path::{Slots, steps};

    /// A value as it may stand in a row.
    fn value() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "\"[a-z{\\[0é,: ]{0,6}\"",
            1 => r#""[a-z]{0,2}\\["nu\\]{1,2}[a-z0-9]{0,4}""#,
            3 => "-?[0-9]{1,4}(\\.[0-9]{1,2})?",
            1 => Just("null".to_owned()),
            1 => Just("true".to_owned()),
            1 => Just(r#"{"b":"x","c":[1,"y"]}"#.to_owned()),
            1 => Just(r#"[{"b":"x"},{"b":2}]"#.to_owned()),
            1 => Just(r#""{\"b\":\"in\"}""#.to_owned()),
            1 => Just(r#"["p","q"]"#.to_owned()),
            1 => Just(r#"{"schema":"iglu:v/n/j/1","b":"z"}"#.to_owned()),
        ]
    }

    fn layout() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(prop::sample::select(vec!["a", "d", "e", "f", "a b"]), 0..4)
            .prop_map(|names| names.into_iter().map(str::to_owned).collect())
    }

    fn walked(row: &[u8], tree: &Tree, cells: &mut Cells) -> Result<(), BadJson> {
        let mut lexer = Lexer::new(row);
        walk_row(&mut lexer, tree, cells)?;
        if lexer.peek().is_some() { Err(BadJson::Broken) } else { Ok(()) }
    }

    proptest! {
        #[test]
        fn rows_read_like_earlier_ones_are_as_if_they_were_walked(
            layouts in prop::collection::vec(layout(), 1..6),
            rows in prop::collection::vec(
                (0_usize..6, prop::collection::vec(value(), 4), 0_usize..40), 1..40),
            paths in prop::sample::subsequence(
                vec!["a", "a.b", "a[].b", "d", "d[n].b", "e.b", "e", "f", "f.c", "nested.a", "x"],
                1..6,
            ),
        ) {
            let mut slots = Slots::default();
            paths.iter().for_each(|path| { slots.of(path); });
            let tree = Tree::new(slots.iter().map(|(path, slot)| (steps(path), slot)));
            let mut text = String::new();
            let mut ends = Vec::new();
            for (layout, values, damage) in &rows {
                let begin = text.len();
                let names = &layouts[layout % layouts.len()];
                let members = |values: &[String]| {
                    let pairs = names.iter().zip(values);
                    pairs.map(|(n, v)| format!("\"{n}\":{v}")).collect::<Vec<_>>().join(",")
                };
                let inner = format!("{{{}}}", members(&values[2..]));
                let comma = if names.is_empty() { "" } else { "," };
                text += &format!("{{{}{comma}\"nested\":{inner}}}", members(values));
                // Now and then a row is cut off, or goes on.
                match damage {
                    0 => {
                        let half = begin + (text.len() - begin) / 2;
                        text.truncate((begin..=half).rfind(|at| text.is_char_boundary(*at)).unwrap());
                    }
                    1 => text += "}",
                    2 => text += " ",
                    _ => {}
                }
                ends.push((begin, text.len()));
                text.push('\n');
            }
            let mut reader = JsonRows::new(text.as_bytes(), &tree);
            let (mut cells, mut expected) = (Cells::new(slots.len()), Cells::new(slots.len()));
            for (start, end) in ends {
                expected.clear();
                let row = &text.as_bytes()[start..end];
                let read = reader.read(start, end, &mut cells);
                prop_assert_eq!(read, walked(row, &tree, &mut expected), "{}", &text[start..end]);
                if read.is_err() {
                    continue;
                }
                let frames: Vec<usize> = cells.rows().collect();
                prop_assert_eq!(&frames, &expected.rows().collect::<Vec<_>>());
                for (frame, slot) in frames.iter().flat_map(|f| (0..slots.len()).map(move |s| (*f, s))) {
                    let found = cells.pick(text.as_bytes(), frame, &[slot]);
                    prop_assert_eq!(found, expected.pick(row, frame, &[slot]), "{}", &text[start..end]);
                }
            }
        }
    }

    #[test]
    fn rows_of_some_layouts_in_turn_are_not_walked() {
        let rows: Vec<String> = (0..100)
            .map(|i| match i % 3 {
                0 => format!(r#"{{"a":"{i}","x":[{i},true]}}"#),
                1 => format!(r#"{{"a":{i},"more":{{"y":"z"}}}}"#),
                _ => format!(r#"{{"x":"", "a":"{i}"}} "#),
            })
            .collect();
        let text = rows.join("\n");
        let tree = Tree::new([(steps("a"), 0)]);
        let mut reader = JsonRows::new(text.as_bytes(), &tree);
        let mut cells = Cells::new(1);
        let mut start = 0;
        for (i, row) in rows.iter().enumerate() {
            reader.read(start, start + row.len(), &mut cells).unwrap();
            let expected = i.to_string();
            assert_eq!(cells.pick(text.as_bytes(), 0, &[0]), Some(expected.as_bytes()));
            start += row.len() + 1;
        }
        assert_eq!((reader.learned, reader.fitted), (3, 97));
    }
}
