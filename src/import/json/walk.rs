//! Matches a JSON row against the tree of wanted paths.

use super::lexer::{BadJson, Lexer, Token, unescape};
use crate::import::LIST_SEPARATOR;
use crate::import::cells::{Cell, Cells};
use crate::import::path::Tree;

/// Fills `cells` with the wanted values of the object that `lexer` is at, stepping over it.
///
/// # Errors
/// [`BadJson`], also when it is not an object.
pub fn walk_row(lexer: &mut Lexer<'_>, tree: &Tree, cells: &mut Cells) -> Result<(), BadJson> {
    if lexer.peek().ok_or(BadJson::CutOff)? != b'{' {
        return Err(BadJson::Broken);
    }
    Walk { lexer, tree, cells, copy: false }.value(0, 0)
}

/// Fills `cells` from JSON that is the text of a cell: `node` says what is wanted of it. The values
/// are copied, as the text itself does not outlive the row.
///
/// # Errors
/// [`BadJson`]; the cell is then left as it is.
pub fn walk_text(text: &[u8], tree: &Tree, node: usize, cells: &mut Cells) -> Result<(), BadJson> {
    let mut lexer = Lexer::new(text);
    Walk { lexer: &mut lexer, tree, cells, copy: true }.value(node, 0)
}

/// GA4 writes beside a user property's value when it was set.
pub const SET_AT: &[u8] = b"set_timestamp_micros";

/// What the object ahead calls itself: `product` where its `schema` is
/// `iglu:vendor/product/jsonschema/1-0-0` (slashes may be escaped).
pub fn name_of<'a>(lexer: &Lexer<'a>) -> Option<&'a [u8]> {
    let mut lexer = lexer.clone();
    if !lexer.eat(b'{') {
        return None;
    }
    let mut first = true;
    while let Some((start, end, _)) = lexer.key(&mut first).ok()? {
        if &lexer.bytes()[start..end] == b"schema" {
            let Token::String { start, end, .. } = lexer.value().ok()? else { return None };
            let address = lexer.bytes()[start..end].strip_prefix(b"iglu:")?;
            let name = address.split(|c| *c == b'/').nth(1)?;
            return Some(name.strip_suffix(b"\\").unwrap_or(name));
        }
        lexer.skip().ok()?;
    }
    None
}

struct Walk<'w, 'a> {
    lexer: &'w mut Lexer<'a>,
    tree: &'w Tree,
    cells: &'w mut Cells,
    /// Whether values must be copied because cells cannot point into the text.
    copy: bool,
}

impl Walk<'_, '_> {
    /// Steps over the value ahead, keeping what `node` wants of it. Recursion goes as deep as the
    /// tree of wanted paths, not as the data.
    fn value(&mut self, node: usize, frame: usize) -> Result<(), BadJson> {
        self.lexer.peek();
        let start = self.lexer.at;
        let tree = self.tree;
        let here = tree.node(node);
        match self.lexer.value()? {
            Token::Null => return Ok(()),
            Token::Plain { start, end } => self.keep(here.slot, frame, start, end),
            Token::String { start, end, escaped } => {
                self.string(node, frame, (start, end), escaped);
            }
            Token::Object if here.is_leaf() => {
                if here.slot.is_some() {
                    self.lexer.not_plain();
                }
                self.lexer.at = start;
                self.lexer.skip()?;
                self.keep(here.slot, frame, start, self.lexer.at);
            }
            Token::Object => {
                if here.has_named() || here.each.is_some() || here.slot.is_some() {
                    self.lexer.not_plain();
                }
                if here.has_named() {
                    let inside = self.lexer.at;
                    self.lexer.at = start;
                    if let Some(below) = name_of(self.lexer).and_then(|n| here.named(n)) {
                        self.value(below, frame)?;
                    }
                    self.lexer.at = inside;
                }
                // A single object where a list is expected is a list of one.
                match here.each {
                    Some(each) if !here.has_keys() => {
                        let below = self.cells.unfold(frame);
                        self.members(each, below)?;
                    }
                    _ => self.members(node, frame)?,
                }
                self.keep(here.slot, frame, start, self.lexer.at);
            }
            Token::List => {
                if here.slot.is_some() || !here.is_leaf() {
                    self.lexer.not_plain();
                }
                if here.has_named() {
                    self.named(node, frame)?;
                } else if let Some(each) = here.each {
                    self.each(each, frame)?;
                } else if here.has_keys() {
                    self.look_up(node, frame)?;
                } else if let Some(slot) = here.slot {
                    return self.joined(slot, frame, start);
                } else {
                    self.lexer.at = start;
                    self.lexer.skip()?;
                }
                self.keep(here.slot, frame, start, self.lexer.at);
            }
        }
        Ok(())
    }

    fn keep(&mut self, slot: Option<usize>, frame: usize, start: usize, end: usize) {
        let Some(slot) = slot else { return };
        if self.copy {
            let text = &self.lexer.bytes()[start..end];
            self.cells.write(frame, slot, |out| out.extend_from_slice(text));
        } else {
            self.cells.set(frame, slot, Cell::span(start, end));
        }
    }

    fn string(&mut self, node: usize, frame: usize, span: (usize, usize), escaped: bool) {
        let here = self.tree.node(node);
        if escaped || !here.is_leaf() {
            self.lexer.not_plain();
        }
        let inside = &self.lexer.bytes()[span.0..span.1];
        if !here.is_leaf() && matches!(inside.trim_ascii_start().first(), Some(b'{' | b'[')) {
            let mut text = Vec::with_capacity(inside.len());
            unescape(inside, &mut text);
            // A text that only looks like JSON has none of the wanted members.
            let _ = walk_text(&text, self.tree, node, self.cells);
        }
        match here.slot {
            Some(slot) if escaped => self.cells.write(frame, slot, |out| unescape(inside, out)),
            slot => self.keep(slot, frame, span.0, span.1),
        }
    }

    /// The members of the object that was entered.
    fn members(&mut self, node: usize, frame: usize) -> Result<(), BadJson> {
        let tree = self.tree;
        let here = tree.node(node);
        let mut first = true;
        while let Some((start, end, escaped)) = self.lexer.key(&mut first)? {
            let written = &self.lexer.bytes()[start..end];
            let below = if escaped {
                let mut key = Vec::new();
                unescape(written, &mut key);
                here.key(&key)
            } else {
                here.key(written)
            };
            match below {
                Some(below) => self.value(below, frame)?,
                None => self.lexer.skip()?,
            }
        }
        Ok(())
    }

    /// The members of the list that was entered, each a frame of its own.
    fn each(&mut self, node: usize, frame: usize) -> Result<(), BadJson> {
        let mut first = true;
        while self.lexer.next(&mut first, b']')? {
            match self.lexer.peek() {
                // What is not an object has none of the wanted members.
                Some(b'{' | b'[') => {
                    let below = self.cells.unfold(frame);
                    self.value(node, below)?;
                }
                _ => self.lexer.skip()?,
            }
        }
        Ok(())
    }

    /// The self-describing members of the list that was entered, by name: the only one of its name
    /// stays in the row, several unfold it.
    fn named(&mut self, node: usize, frame: usize) -> Result<(), BadJson> {
        let mut members = Vec::new();
        let mut first = true;
        while self.lexer.next(&mut first, b']')? {
            self.lexer.peek();
            let at = self.lexer.at;
            if let Some(below) = name_of(self.lexer).and_then(|n| self.tree.node(node).named(n)) {
                members.push((below, at));
            }
            self.lexer.at = at;
            self.lexer.skip()?;
        }
        let end = self.lexer.at;
        // What stays in the row comes first, so that the unfolded rows see it.
        for (below, at) in &members {
            let one = members.iter().filter(|(other, _)| other == below).count() == 1;
            let frame = if one { frame } else { self.cells.unfold(frame) };
            self.lexer.at = *at;
            self.value(*below, frame)?;
        }
        self.lexer.at = end;
        Ok(())
    }

    /// The members of a list of `{"key": …, "value": …}`, by their keys.
    fn look_up(&mut self, node: usize, frame: usize) -> Result<(), BadJson> {
        let mut first = true;
        while self.lexer.next(&mut first, b']')? {
            if !self.lexer.eat(b'{') {
                self.lexer.skip()?;
                continue;
            }
            let (mut below, mut value) = (None, None);
            let mut first = true;
            while let Some((start, end, _)) = self.lexer.key(&mut first)? {
                self.lexer.peek();
                let at = self.lexer.at;
                match &self.lexer.bytes()[start..end] {
                    b"key" | b"name" => {
                        if let Token::String { start, end, .. } = self.lexer.value()? {
                            below = self.tree.node(node).key(&self.lexer.bytes()[start..end]);
                        } else {
                            self.lexer.at = at;
                            self.lexer.skip()?;
                        }
                    }
                    b"value" => {
                        value = Some(at);
                        self.lexer.skip()?;
                    }
                    _ => self.lexer.skip()?,
                }
            }
            if let (Some(below), Some(value)) = (below, value) {
                let end = std::mem::replace(&mut self.lexer.at, value);
                self.variant(below, frame)?;
                self.lexer.at = end;
            }
        }
        Ok(())
    }

    /// A value, or the one filled member of `{"string_value": null, "int_value": "1", …}`.
    fn variant(&mut self, node: usize, frame: usize) -> Result<(), BadJson> {
        if self.lexer.peek() != Some(b'{') || !self.tree.node(node).is_leaf() {
            return self.value(node, frame);
        }
        self.lexer.at += 1;
        let mut first = true;
        while let Some((start, end, _)) = self.lexer.key(&mut first)? {
            match self.lexer.peek() {
                Some(b'n') => self.lexer.skip()?,
                _ if &self.lexer.bytes()[start..end] == SET_AT => self.lexer.skip()?,
                _ => self.value(node, frame)?,
            }
        }
        Ok(())
    }

    /// A list of plain values as one cell; the text as written when there are others in it.
    fn joined(&mut self, slot: usize, frame: usize, start: usize) -> Result<(), BadJson> {
        let inside = self.lexer.at;
        let (mut first, mut plain) = (true, true);
        while self.lexer.next(&mut first, b']')? {
            plain &= !matches!(self.lexer.peek(), Some(b'{' | b'['));
            self.lexer.skip()?;
        }
        let end = self.lexer.at;
        if !plain {
            self.keep(Some(slot), frame, start, end);
            return Ok(());
        }
        let bytes = self.lexer.bytes();
        self.cells.write(frame, slot, |out| {
            let mut lexer = Lexer::new(&bytes[..end]);
            lexer.at = inside;
            let (mut first, mut some) = (true, false);
            // The list was stepped over once, so it is well formed.
            while let Ok(true) = lexer.next(&mut first, b']') {
                let mut member = |text: &[u8]| {
                    if std::mem::replace(&mut some, true) {
                        out.extend_from_slice(LIST_SEPARATOR.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                    unescape(text, out);
                };
                match lexer.value() {
                    Ok(Token::String { start, end, .. } | Token::Plain { start, end }) => {
                        member(&bytes[start..end]);
                    }
                    Ok(Token::Null) => {}
                    _ => break,
                }
            }
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::path::{Slots, steps};

    /// Rows of the wanted paths' values, `-` where absent.
    fn rows(text: &str, paths: &[&str]) -> Result<Vec<String>, BadJson> {
        let mut slots = Slots::default();
        let wanted: Vec<usize> = paths.iter().map(|p| slots.of(p)).collect();
        let tree = Tree::new(slots.iter().map(|(p, s)| (steps(p), s)));
        let mut cells = Cells::new(slots.len());
        let bytes = text.as_bytes();
        walk_row(&mut Lexer::new(bytes), &tree, &mut cells)?;
        let cell = |frame, slot| match cells.pick(bytes, frame, &[slot]) {
            Some(text) => String::from_utf8_lossy(text).into_owned(),
            None => "-".into(),
        };
        Ok(cells
            .rows()
            .map(|frame| wanted.iter().map(|s| cell(frame, *s)).collect::<Vec<_>>().join(" "))
            .collect())
    }

    #[test]
    fn values_come_out_as_written() {
        let text = r#"{"id":"0017850.0","n":12345678901234567890123,"f":1.10,"b":true,"x":null,"o":{"k":" y"},"e":"a\u0041"}"#;
        assert_eq!(
            rows(text, &["id", "n", "f", "b", "x", "o.k", "e", "o"]).unwrap(),
            [r#"0017850.0 12345678901234567890123 1.10 true -  y aA {"k":" y"}"#]
        );
    }

    #[test]
    fn lists_of_objects_unfold_and_plain_lists_join() {
        let text = r#"{"p":[{"sku":"a","q":[{"n":1},{"n":2}]},{"sku":"b"}],"id":7,"g":["x","y\n"],"m":[1,[2]]}"#;
        assert_eq!(rows(text, &["id", "p[].sku"]).unwrap(), ["7 a", "7 b"]);
        assert_eq!(rows(text, &["p[].sku", "p[].q[].n"]).unwrap(), ["a 1", "a 2", "b -"]);
        assert_eq!(rows(text, &["g"]).unwrap(), ["x\u{1f}y\n"]);
        assert_eq!(rows(text, &["m"]).unwrap(), ["[1,[2]]"]);
        assert_eq!(rows(r#"{"id":1,"p":[]}"#, &["id", "p[].sku"]).unwrap(), ["1 -"]);
        assert_eq!(rows(r#"{"id":1}"#, &["id", "p[].sku"]).unwrap(), ["1 -"]);
        assert_eq!(rows(r#"{"id":1,"p":{"sku":"one"}}"#, &["id", "p[].sku"]).unwrap(), ["1 one"]);
    }

    #[test]
    fn key_value_lists_and_json_in_text_are_looked_into() {
        let text = r#"{"event_params":[{"key":"page_title","value":{"string_value":null,"int_value":"5"}},{"key":"b","value":"z"}]}"#;
        assert_eq!(rows(text, &["event_params.page_title", "event_params.b"]).unwrap(), ["5 z"]);
        let text = r#"{"products":"[{\"sku\":\"a\"},{\"sku\":\"b\"}]"}"#;
        assert_eq!(rows(text, &["products[].sku"]).unwrap(), ["a", "b"]);
    }

    #[test]
    fn self_describing_members_are_found_by_name() {
        let product = |id: &str| {
            format!(r#"{{"schema":"iglu:v/product/jsonschema/1-0-0","data":{{"id":"{id}"}}}}"#)
        };
        let other = r#"{"data":{"id":"page"},"schema":"iglu:v\/web_page\/jsonschema\/1-0-0"}"#;
        let order = r#"{"schema":"iglu:v/transaction/jsonschema/1-0-0","data":{"id":"T"}}"#;
        let wanted = ["c[transaction].data.id", "c[product].data.id"];
        let of = |members: &[&str]| rows(&format!(r#"{{"c":[{}]}}"#, members.join(",")), &wanted);
        let (a, b) = (product("a"), product("b"));
        assert_eq!(of(&[&a, other, &b, order]).unwrap(), ["T a", "T b"]);
        assert_eq!(of(&[order, &a]).unwrap(), ["T a"]);
        assert_eq!(of(&[other]).unwrap(), ["- -"]);
        assert_eq!(rows(&format!(r#"{{"c":{a}}}"#), &wanted).unwrap(), ["- a"]);
        assert_eq!(rows(r#"{"c":[1,{"schema":5}]}"#, &wanted).unwrap(), ["- -"]);
    }

    #[test]
    fn broken_rows_are_refused() {
        assert_eq!(rows("[1]", &["a"]), Err(BadJson::Broken));
        assert_eq!(rows("{\"a\":1", &["a"]), Err(BadJson::CutOff));
        let deep = format!("{{\"a\":{}}}", "[".repeat(10_000));
        assert_eq!(rows(&deep, &["a"]), Err(BadJson::TooDeep));
        assert_eq!(rows(&deep, &["b"]), Err(BadJson::TooDeep));
    }
}
