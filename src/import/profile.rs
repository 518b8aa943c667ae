//! What is in the fields of a sample: how often filled, what kind, examples, day order of times.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use super::json::{Lexer, SET_AT, Token, name_of, unescape};
use super::number::sign;
use super::path::escape;
use super::time::{DayOrders, TimeReader, is_serial};
use super::{FieldInfo, Kind, LIST_SEPARATOR, TimeFormat};
use crate::base::field_names::{self, Meaning};

/// Rows shown as a preview.
const PREVIEW_ROWS: usize = 50;
/// Different values kept as examples.
const EXAMPLES: usize = 5;
/// An example or preview cell is cut to this many characters.
const CELL_CHARS: usize = 300;
/// More fields than this are not told apart.
const MOST_FIELDS: usize = 20_000;
/// Objects inside one another that are opened up.
const DEEPEST: usize = 24;

/// Gathers what a sample of rows shows.
pub struct Profile {
    fields: Vec<Seen>,
    index: HashMap<String, usize>,
    /// Rows seen.
    pub rows: u64,
    preview: Vec<Vec<(usize, String)>>,
    times: TimeReader,
    hasher: foldhash::fast::FixedState,
}

#[derive(Default)]
struct Seen {
    path: String,
    rows: u64,
    last_row: u64,
    values: u64,
    examples: Vec<String>,
    distinct: HashSet<u64>,
    integers: u64,
    decimals: u64,
    booleans: u64,
    times: u64,
    serials: u64,
    lists: u64,
    orders: DayOrders,
}

impl Profile {
    /// Nothing seen yet. `times` must read zoneless times somehow; the zone does not matter.
    pub fn new(times: TimeReader) -> Self {
        Self {
            fields: Vec::new(),
            index: HashMap::new(),
            rows: 0,
            preview: Vec::new(),
            times,
            hasher: foldhash::fast::FixedState::default(),
        }
    }

    /// Begins the next row.
    pub fn row(&mut self) {
        self.rows += 1;
        if self.preview.len() < PREVIEW_ROWS {
            self.preview.push(Vec::new());
        }
    }

    /// Makes sure a field is known, also when it has no value.
    pub fn field(&mut self, path: &str) -> Option<usize> {
        if let Some(at) = self.index.get(path) {
            return Some(*at);
        }
        let at = self.fields.len();
        if at >= MOST_FIELDS {
            return None;
        }
        self.index.insert(path.to_owned(), at);
        self.fields.push(Seen { path: path.to_owned(), ..Seen::default() });
        Some(at)
    }

    /// A value of the row. `list`: it is a list of plain values, joined.
    pub fn value(&mut self, path: &str, text: &str, list: bool) {
        let Some(at) = self.field(path) else { return };
        if text.trim().is_empty() {
            return;
        }
        let seen = &mut self.fields[at];
        seen.rows += u64::from(seen.last_row != self.rows);
        seen.last_row = self.rows;
        seen.values += 1;
        let new = seen.distinct.insert(self.hasher.hash_one(text));
        if new && seen.examples.len() < EXAMPLES {
            seen.examples.push(cut(text));
        }
        if list {
            seen.lists += 1;
        } else {
            seen.look(text.trim(), &self.times);
        }
        let shown = self.rows as usize <= PREVIEW_ROWS;
        let Some(row) = self.preview.last_mut().filter(|_| shown) else { return };
        match row.iter_mut().find(|(field, _)| *field == at) {
            Some((_, cell)) if cell.len() < CELL_CHARS => {
                cell.push(LIST_SEPARATOR);
                cell.push_str(&cut(text));
            }
            Some(_) => {}
            None => row.push((at, cut(text))),
        }
    }

    /// A text of the row that may hold JSON: notes what is inside as fields of their own.
    pub fn json_text(&mut self, path: &str, text: &str) {
        let inside = text.trim_start();
        let list = inside.starts_with('[');
        let mut lexer = Lexer::new(inside.as_bytes());
        if !(list || inside.starts_with('{')) || lexer.skip().is_err() || lexer.peek().is_some() {
            self.value(path, text, false);
            return;
        }
        if let (true, Some(joined)) = (list, joined(inside.as_bytes())) {
            self.value(path, &joined, true);
            return;
        }
        self.value(path, text, false);
        let mut below = path.to_owned();
        let _ = self.json(&mut Lexer::new(inside.as_bytes()), &mut below, 0, false);
    }

    /// The value at the lexer and all inside it. `None` when it is not JSON.
    pub fn json(
        &mut self,
        lexer: &mut Lexer<'_>,
        path: &mut String,
        depth: usize,
        own: bool,
    ) -> Option<()> {
        lexer.peek();
        let start = lexer.at;
        let bytes = lexer.bytes();
        match lexer.value().ok()? {
            Token::Null => {
                self.field(path);
            }
            Token::Plain { start, end } => self.value(path, &lossy(&bytes[start..end]), false),
            Token::String { start, end, .. } => {
                let mut text = Vec::new();
                unescape(&bytes[start..end], &mut text);
                self.json_text(path, &lossy(&text));
            }
            Token::Object | Token::List if depth >= DEEPEST => {
                lexer.at = start;
                lexer.skip().ok()?;
                self.value(path, &lossy(&bytes[start..lexer.at]), false);
            }
            Token::Object => {
                let length = path.len();
                if let Some(name) = describes_itself(&bytes[start..]) {
                    path.push('[');
                    path.push_str(&name);
                    path.push(']');
                }
                let inside = path.len();
                let mut first = true;
                while let Some((start, end, _)) = lexer.key(&mut first).ok()? {
                    let mut key = Vec::new();
                    unescape(&bytes[start..end], &mut key);
                    if inside > 0 {
                        path.push('.');
                    }
                    path.push_str(&escape(&lossy(&key)));
                    self.json(lexer, path, depth + 1, true)?;
                    path.truncate(inside);
                }
                path.truncate(length);
            }
            Token::List => {
                lexer.at = start;
                lexer.skip().ok()?;
                let text = &bytes[start..lexer.at];
                match joined(text) {
                    Some(joined) => {
                        if own {
                            self.value(path, &joined, true);
                        }
                    }
                    None => self.list(text, path, depth)?,
                }
            }
        }
        Some(())
    }

    /// A list with objects in it.
    fn list(&mut self, text: &[u8], path: &mut String, depth: usize) -> Option<()> {
        let mut lexer = Lexer::new(text);
        lexer.value().ok()?;
        let length = path.len();
        let mut first = true;
        while lexer.next(&mut first, b']').ok()? {
            lexer.peek();
            let start = lexer.at;
            lexer.skip().ok()?;
            let member = &text[start..lexer.at];
            if let Some((key, value)) = key_value(member) {
                path.push('.');
                path.push_str(&escape(&key));
                self.variant(value, path, depth + 1)?;
            } else if describes_itself(member).is_some() {
                self.json(&mut Lexer::new(member), path, depth + 1, true)?;
            } else if member.first() == Some(&b'{') {
                path.push_str("[]");
                self.json(&mut Lexer::new(member), path, depth + 1, true)?;
            }
            path.truncate(length);
        }
        Some(())
    }

    fn variant(&mut self, value: &[u8], path: &mut String, depth: usize) -> Option<()> {
        let mut lexer = Lexer::new(value);
        if !lexer.eat(b'{') {
            return self.json(&mut lexer, path, depth, true);
        }
        let mut first = true;
        while let Some((start, end, _)) = lexer.key(&mut first).ok()? {
            if lexer.peek() == Some(b'n') || &value[start..end] == SET_AT {
                lexer.skip().ok()?;
            } else {
                self.json(&mut lexer, path, depth, true)?;
            }
        }
        Some(())
    }

    /// The fields and the preview.
    pub fn finish(self) -> (Vec<FieldInfo>, Vec<Vec<Option<String>>>) {
        let rows = self.rows.max(1) as f32;
        let width = self.fields.len();
        let fields = self.fields.into_iter().map(|seen| seen.finish(rows)).collect();
        let preview = self
            .preview
            .into_iter()
            .map(|cells| {
                let mut row = vec![None; width];
                for (at, text) in cells {
                    row[at] = Some(text);
                }
                row
            })
            .collect();
        (fields, preview)
    }
}

impl Seen {
    fn look(&mut self, text: &str, times: &TimeReader) {
        let bytes = text.as_bytes();
        if bytes.iter().all(|c| c.is_ascii_digit() || matches!(c, b'-' | b'.' | b',' | b'+')) {
            let marks = bytes.iter().filter(|c| matches!(c, b'.' | b',')).count();
            let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
            let plain =
                !digits.contains(['-', '+']) && digits.starts_with(|c: char| c.is_ascii_digit());
            self.integers += u64::from(plain && marks == 0);
            // Further marks group thousands: `1.234,56`.
            let decimal = marks == 1 || marks > 1 && sign(text).is_some();
            self.decimals += u64::from(plain && decimal);
        }
        let word = ["true", "false", "yes", "no", "t", "f", "y", "n"];
        self.booleans +=
            u64::from(bytes.len() <= 5 && word.iter().any(|w| text.eq_ignore_ascii_case(w)));
        // Day orders only show in short texts with digits.
        if bytes.len() <= 64 && bytes.iter().any(u8::is_ascii_digit) {
            self.orders.see(text);
            let read = times.reads(bytes);
            // A number of five digits is a day only where the name says so.
            let serial = is_serial(bytes);
            self.serials += u64::from(read && serial);
            self.times += u64::from(read && !serial);
        }
    }

    fn finish(self, rows: f32) -> FieldInfo {
        let most = |count: u64| self.values > 0 && count * 20 >= self.values * 19;
        let numbers = self.integers + self.decimals;
        let kind = if self.lists * 2 > self.values {
            Kind::List
        } else if most(self.booleans) {
            Kind::Boolean
        } else if most(self.times) && (!most(numbers) || names_a_time(&self.path))
            || most(self.serials) && field_names::is(Meaning::Time, &self.path)
        {
            Kind::Time
        } else if most(self.integers) {
            Kind::Integer
        } else if most(numbers) {
            Kind::Decimal
        } else {
            Kind::Text
        };
        // Also of dates that are no times of events, such as birthdays.
        let is_date = kind == Kind::Time || most(self.orders.dates());
        let (time_format, time_ambiguous) =
            if is_date { self.orders.finish() } else { (TimeFormat::Auto, false) };
        FieldInfo {
            filled: self.rows as f32 / rows,
            kind,
            time_format,
            time_ambiguous,
            examples: self.examples,
            distinct: self.distinct.len(),
            path: self.path,
        }
    }
}

/// Whether a name suggests that its numbers are times.
fn names_a_time(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    field_names::is(Meaning::Time, path)
        || field_names::hints_at(Meaning::Time, path)
        || lower.ends_with("_at")
        || lower.ends_with(" at")
        || lower.ends_with("_ts")
        || name.ends_with("At")
}

fn cut(text: &str) -> String {
    text.chars().take(CELL_CHARS).collect()
}

fn lossy(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// A JSON list of plain values as one text; `None` when there is anything else in it.
fn joined(list: &[u8]) -> Option<String> {
    let mut lexer = Lexer::new(list);
    if lexer.value().ok()? != Token::List {
        return None;
    }
    let mut out = Vec::new();
    let (mut first, mut some) = (true, false);
    while lexer.next(&mut first, b']').ok()? {
        match lexer.value().ok()? {
            Token::String { start, end, .. } | Token::Plain { start, end } => {
                if std::mem::replace(&mut some, true) {
                    out.push(LIST_SEPARATOR as u8);
                }
                unescape(&list[start..end], &mut out);
            }
            Token::Null => {}
            _ => return None,
        }
    }
    Some(lossy(&out).into_owned())
}

/// What Snowplow's self-describing JSON ahead is about, where it is more than a wrapper:
/// `{"schema": "iglu:vendor/product/jsonschema/1-0-0", "data": {…}}` is `product`.
fn describes_itself(object: &[u8]) -> Option<String> {
    let name = lossy(name_of(&Lexer::new(object))?).into_owned();
    let plain = name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
    let wrapper = ["contexts", "unstruct_event"].contains(&name.as_str());
    (plain && !wrapper).then_some(name)
}

/// The key and the value of `{"key": …, "value": …}`, when it is nothing else.
fn key_value(member: &[u8]) -> Option<(String, &[u8])> {
    let mut lexer = Lexer::new(member);
    if !lexer.eat(b'{') {
        return None;
    }
    let (mut key, mut value, mut first) = (None, None, true);
    while let Some((start, end, _)) = lexer.key(&mut first).ok()? {
        lexer.peek();
        let at = lexer.at;
        lexer.skip().ok()?;
        match &member[start..end] {
            b"key" | b"name" if key.is_none() && member[at] == b'"' => {
                key = Some(lossy(&member[at + 1..lexer.at - 1]).into_owned());
            }
            b"value" if value.is_none() => value = Some(&member[at..lexer.at]),
            _ => return None,
        }
    }
    Some((key?, value?))
}
