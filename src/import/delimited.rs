//! Reads pieces of delimited text.

use memchr::{memchr, memchr_iter};
use std::borrow::Cow;

use super::cells::{Cell, Cells};
use super::filldown::FillDown;
use super::json::walk_text;
use super::line_ends;
use super::marks::Marks;
use super::packed::Packing;
use super::path::{Slots, Step, Tree, steps};
use super::pieces::{Close, Piece, Quotes};
use super::rows::Rows;
use crate::base::field_names;
use crate::base::language::message;
use crate::base::progress::Stopped;

/// What stands in the text of a workbook's sheet for a formula whose value was not saved, as programs leave them
/// that do not calculate: it is not blank, and nobody knows what it is. No cell can hold it.
pub const UNSAVED: &[u8] = "=\u{ffff}".as_bytes();

/// How a delimited file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between fields.
    pub delimiter: u8,
    /// Whether quotes hold fields together; not so in Snowplow's files.
    pub quotes: bool,
}

/// What is wanted of each column.
#[derive(Debug)]
pub struct Columns {
    /// By column: the slot of its text, and the node of what is wanted inside it.
    wanted: Vec<Option<Inside>>,
    tree: Tree,
    width: usize,
}

#[derive(Debug, Clone, Copy)]
struct Inside {
    slot: Option<usize>,
    node: Option<usize>,
    packing: Option<Packing>,
}

impl Inside {
    fn of(column: &str) -> Self {
        Self { slot: None, node: None, packing: Packing::of(column) }
    }
}

impl Columns {
    /// Finds the wanted paths among the header's names; `Err` with the first that is not there.
    /// `lists` are the names of columns that hold JSON lists of plain values.
    ///
    /// # Errors
    /// A path that no column begins.
    pub fn new<'a>(names: &[String], slots: &'a Slots, lists: &[&str]) -> (Self, Vec<&'a str>) {
        let mut paths = Vec::new();
        let mut wanted = vec![None; names.len()];
        let mut missing = Vec::new();
        for (path, slot) in slots.iter() {
            if let Some(at) = names.iter().position(|n| n == path) {
                let inside = wanted[at].get_or_insert_with(|| Inside::of(path));
                if lists.contains(&path) {
                    paths.push((vec![Step::Key(at.to_string())], slot));
                } else {
                    inside.slot = Some(slot);
                }
                continue;
            }
            let begins = |n: &String| {
                path.strip_prefix(n.as_str()).is_some_and(|r| r.starts_with(['.', '[']))
            };
            let column =
                (0..names.len()).filter(|i| begins(&names[*i])).max_by_key(|i| names[*i].len());
            let Some(at) = column else {
                missing.push(path);
                continue;
            };
            wanted[at].get_or_insert_with(|| Inside::of(&names[at]));
            // `x` stands for the column, whose name may hold dots itself.
            let mut steps = steps(&format!("x{}", &path[names[at].len()..]));
            steps[0] = Step::Key(at.to_string());
            paths.push((steps, slot));
        }
        let tree = Tree::new(paths);
        for (at, inside) in wanted.iter_mut().enumerate() {
            if let Some(inside) = inside {
                inside.node = tree.node(0).key(at.to_string().as_bytes());
            }
        }
        (Self { wanted, tree, width: names.len() }, missing)
    }
}

impl Columns {
    /// Whether anything of a column is wanted.
    fn wants(&self, column: usize) -> bool {
        self.wanted.get(column).is_some_and(Option::is_some)
    }

    /// Where the text of a column goes.
    pub fn slot(&self, column: usize) -> Option<usize> {
        self.wanted.get(column).copied().flatten()?.slot
    }
}

/// Reads the rows of a piece; with `fill`, pieces must come in file order.
///
/// # Errors
/// [`Stopped`] from the sink.
pub fn read(
    piece: &Piece,
    dialect: Dialect,
    columns: &Columns,
    fill: Option<&mut FillDown>,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
) -> Result<(), Stopped> {
    read_rows(piece, dialect, columns, fill, cells, rows, false)
}

/// The same. `split`: the piece is what one row was that had several in it.
fn read_rows(
    piece: &Piece,
    dialect: Dialect,
    columns: &Columns,
    mut fill: Option<&mut FillDown>,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
    split: bool,
) -> Result<(), Stopped> {
    let mut reader = Reader::new(&piece.bytes, dialect);
    let mut line = piece.line;
    let mut ragged = false;
    let mut begins = Begins::default();
    let holes = line_ends::has_hole(&piece.bytes);
    while reader.at < reader.bytes.len() {
        let start = reader.at;
        cells.clear();
        let name_column = fill.as_ref().map(|f| f.name_column());
        let mut name = Field { start, end: start, doubled: false };
        let mut first = name;
        let mut unsaved = false;
        let row = reader.row(|column, field| {
            if column == 0 {
                first = field;
            }
            unsaved |= piece.bytes[field.start..field.end] == *UNSAVED && columns.wants(column);
            keep(column, field, &piece.bytes, columns, cells);
            if Some(column) == name_column {
                name = field;
            }
        });
        let text = &piece.bytes[start..reader.at];
        let short = row.as_ref().is_ok_and(|row| row.fields < columns.width);
        // A full row may have one in a text; several rows have more fields, or fewer where each is short.
        let full =
            row.is_ok_and(|row| row.fields >= columns.width && row.last_filled < columns.width);
        if !split
            && (!full || columns.width == 1)
            && let Some(bytes) = rows_in(text, dialect)
        {
            let last = piece.last && reader.at == reader.bytes.len();
            let inside = Piece { index: piece.index, line, bytes, last, ..Piece::default() };
            read_rows(&inside, dialect, columns, fill.as_deref_mut(), cells, rows, true)?;
            line += memchr_iter(b'\n', text).count() as u64;
            continue;
        }
        let first = &piece.bytes[first.start..first.end];
        match row {
            _ if is_line_end(text) => {}
            _ if holes && line_ends::has_hole(text) => {
                rows.damage(message!("import-hole"), line, line_ends::before_hole(text));
            }
            // The only row with too few fields that begins like the others, or with an open quote,
            // and no line end after it.
            _ if (row.is_err() || short && !ragged && begins.fits(first))
                && piece.last
                && reader.at == reader.bytes.len()
                && !text.ends_with(b"\n")
                && !text.ends_with(b"\r") =>
            {
                rows.damage(message!("import-last-row"), line, text);
            }
            Err(UnclosedQuote) => rows.skip(message!("import-open-quote"), line, text),
            Ok(DelimitedRow { last_filled, .. }) if last_filled >= columns.width => {
                rows.skip(message!("import-too-many-fields"), line, text);
            }
            Ok(DelimitedRow { last_filled: 0, .. }) if is_empty_row(text, dialect.delimiter) => {
                rows.skip(message!("import-empty-row"), line, text);
            }
            Ok(_) if unsaved => rows.skip(message!("import-unsaved-formula"), line, text),
            Ok(_) => {
                if let Some(fill) = &mut fill {
                    fill.row(&piece.bytes[name.start..name.end], &piece.bytes, cells);
                }
                rows.offer(&piece.bytes, cells, line, text)?;
            }
        }
        ragged |= short && !is_line_end(text);
        if !short {
            begins.see(first);
        }
        line += match row {
            Ok(DelimitedRow { quoted: false, .. }) => 1,
            // Line ends may be inside quotes.
            _ => memchr_iter(b'\n', text).count() as u64 + u64::from(!text.ends_with(b"\n")),
        };
    }
    Ok(())
}

/// A row of delimited text in which rows end with carriage returns, with line feeds in their place; `None` where
/// it is one row. Carriage returns inside quotes stay.
fn rows_in(row: &[u8], dialect: Dialect) -> Option<Vec<u8>> {
    if !line_ends::has_return(row) {
        return None;
    }
    let mut fed = row.to_vec();
    let lone = memchr_iter(b'\r', row).filter(|at| row.get(at + 1).is_some_and(|c| *c != b'\n'));
    lone.for_each(|at| fed[at] = b'\n');
    let mut reader = Reader::new(&fed, dialect);
    let mut rows: Option<Vec<u8>> = None;
    while reader.at < fed.len() {
        // Where a quote is not closed it has stepped over the line.
        let _ = reader.row(|_, _| {});
        let end = reader.at - 1;
        if row[end] != fed[end] {
            rows.get_or_insert_with(|| row.to_vec())[end] = b'\n';
        }
    }
    rows
}

/// How the rows of a piece begin: a footer below the rows ("Total: 500") hardly ever begins as they do,
/// a row that was cut off always does.
#[derive(Debug, Default)]
struct Begins {
    rows: usize,
    /// Whether some row begins with a letter, a digit, something else, nothing.
    kinds: [bool; 4],
    /// Whether some first field has blanks in it.
    blanks: bool,
}

impl Begins {
    /// So many rows tell how rows begin.
    const ENOUGH: usize = 20;

    fn kind(first: &[u8]) -> usize {
        match first.first() {
            Some(c) if c.is_ascii_alphabetic() || !c.is_ascii() => 0,
            Some(c) if c.is_ascii_digit() => 1,
            Some(_) => 2,
            None => 3,
        }
    }

    fn see(&mut self, first: &[u8]) {
        self.rows += 1;
        self.kinds[Self::kind(first)] = true;
        // Once one has, the others need no look.
        self.blanks = self.blanks || first.contains(&b' ');
    }

    fn fits(&self, first: &[u8]) -> bool {
        let kind = self.rows < Self::ENOUGH || self.kinds[Self::kind(first)];
        let name = String::from_utf8_lossy(first);
        kind && (self.blanks || !first.contains(&b' ')) && !field_names::sums_up(&name)
    }
}

fn is_line_end(text: &[u8]) -> bool {
    matches!(text, b"\n" | b"\r\n" | b"\r")
}

fn is_empty_row(text: &[u8], delimiter: u8) -> bool {
    text.iter().all(|c| *c == delimiter || c.is_ascii_whitespace() || *c == b'"')
}

/// A quoted field without an end.
#[derive(Debug, Clone, Copy)]
pub struct UnclosedQuote;

/// What [`Reader::row`] saw.
#[derive(Debug, Clone, Copy)]
pub struct DelimitedRow {
    /// Index of the last field that is not blank.
    pub last_filled: usize,
    /// Number of fields.
    pub fields: usize,
    /// Whether a field is in quotes.
    pub quoted: bool,
}

/// A field's inside, and whether it has doubled quotes.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether quotes in it are doubled.
    pub doubled: bool,
}

impl Field {
    /// The text, as it was before it was written into the file.
    pub fn text(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        let inside = &bytes[self.start..self.end];
        if !self.doubled {
            return Cow::Borrowed(inside);
        }
        let mut text = Vec::with_capacity(inside.len());
        undouble(inside, &mut text);
        Cow::Owned(text)
    }
}

fn undouble(inside: &[u8], out: &mut Vec<u8>) {
    let mut rest = inside;
    while let Some(at) = memchr(b'"', rest) {
        out.extend_from_slice(&rest[..=at]);
        let after = &rest[at + 1..];
        rest = after.strip_prefix(b"\"").unwrap_or(after);
    }
    out.extend_from_slice(rest);
}

/// Steps through delimited text row by row.
pub struct Reader<'a> {
    /// The text.
    pub bytes: &'a [u8],
    /// Where the next row begins.
    pub at: usize,
    /// How it is written.
    pub dialect: Dialect,
    /// Finds the ends of quoted fields.
    pub quotes: Quotes,
    /// Finds the ends of the others.
    ends: Marks,
}

impl<'a> Reader<'a> {
    /// At the beginning of `bytes`.
    pub fn new(bytes: &'a [u8], dialect: Dialect) -> Self {
        let ends = Marks::new([dialect.delimiter, b'\n']);
        Self { bytes, at: 0, dialect, quotes: Quotes::default(), ends }
    }

    /// The texts of the next row; `None` at the end. Lines with an unclosed quote are left out.
    pub fn texts(&mut self) -> Option<Vec<Cow<'a, [u8]>>> {
        while self.at < self.bytes.len() {
            let (bytes, start) = (self.bytes, self.at);
            let mut texts = Vec::new();
            let row = self.row(|_, field| texts.push(field.text(bytes)));
            if row.is_ok() && !is_line_end(&bytes[start..self.at]) {
                return Some(texts);
            }
        }
        None
    }

    /// Steps over a row, giving each field to `field`.
    ///
    /// # Errors
    /// [`UnclosedQuote`], having stepped over the line.
    pub fn row(
        &mut self,
        mut field: impl FnMut(usize, Field),
    ) -> Result<DelimitedRow, UnclosedQuote> {
        let bytes = self.bytes;
        let Dialect { delimiter, quotes } = self.dialect;
        let mut row = DelimitedRow { last_filled: 0, fields: 0, quoted: false };
        loop {
            let at = self.at;
            let (inside, end) = if quotes && bytes.get(at) == Some(&b'"') {
                let Close::At(close) = self.quotes.close(bytes, at, delimiter, true) else {
                    self.at = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n + 1);
                    return Err(UnclosedQuote);
                };
                row.quoted = true;
                let doubled = memchr(b'"', &bytes[at + 1..close]).is_some();
                let mut end = close + 1;
                // A carriage return alone ends the row by itself.
                if bytes.get(end) == Some(&b'\r')
                    && matches!(bytes.get(end + 1), None | Some(b'\n'))
                {
                    end += 1;
                }
                (Field { start: at + 1, end: close, doubled }, end)
            } else {
                let end = self.ends.find(bytes, at).unwrap_or(bytes.len());
                let mut text = end;
                if bytes.get(end) != Some(&delimiter) && end > at && bytes[end - 1] == b'\r' {
                    text -= 1;
                }
                (Field { start: at, end: text, doubled: false }, end)
            };
            if inside.end > inside.start {
                row.last_filled = row.fields;
            }
            field(row.fields, inside);
            row.fields += 1;
            self.at = end + 1;
            if bytes.get(end) != Some(&delimiter) {
                self.at = self.at.min(bytes.len());
                return Ok(row);
            }
        }
    }
}

#[inline]
fn keep(column: usize, field: Field, bytes: &[u8], columns: &Columns, cells: &mut Cells) {
    let Some(Some(inside)) = columns.wanted.get(column) else {
        return;
    };
    let text = &bytes[field.start..field.end];
    if is_null(text) {
        return;
    }
    if let Some(packing) = inside.packing
        && let Some(text) = packing.unpack(&String::from_utf8_lossy(&field.text(bytes)))
    {
        if let Some(node) = inside.node {
            let _ = walk_text(text.as_bytes(), &columns.tree, node, cells);
        }
        if let Some(slot) = inside.slot {
            cells.write(0, slot, |out| out.extend_from_slice(text.as_bytes()));
        }
        return;
    }
    if let Some(node) = inside.node {
        let text = field.text(bytes);
        // A cell that is not JSON has none of the wanted members.
        let _ = walk_text(&text, &columns.tree, node, cells);
    }
    match inside.slot {
        Some(slot) if field.doubled => cells.write(0, slot, |out| undouble(text, out)),
        Some(slot) => cells.set(0, slot, Cell::span(field.start, field.end)),
        None => {}
    }
}

/// What databases write for a missing value.
pub fn is_null(text: &[u8]) -> bool {
    matches!(text, b"" | b"NULL" | b"\\N")
}
