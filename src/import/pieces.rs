//! Cuts a stream of text into pieces of whole rows, so that the pieces can be read side by side.
//!
//! One pass that looks only at what decides where rows end: line ends, and quotes in delimited
//! files. A row longer than the limit is dropped as it comes, without being held.

use std::io;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use super::Compression;
use super::input::{Stream, fill_up, is_damage};

/// A piece has about this many bytes: a few milliseconds of work, and it fits the cache.
pub const PIECE_BYTES: usize = 2 << 20;

/// Where rows end.
pub trait Cut {
    /// Up to where `bytes`, which begin at a row's start, hold whole rows. `end` says that nothing
    /// follows. Where rows are is added to `rows` when the reader cannot tell it itself.
    fn cut(&mut self, bytes: &[u8], end: bool, rows: &mut Vec<Range<usize>>) -> Option<usize>;

    /// How many of `bytes` belong to a row that is too long and whose beginning was dropped; `None`
    /// when all do.
    fn resume(&mut self, bytes: &[u8]) -> Option<usize>;

    /// Whether the file ended where more should have come, after the rows that were cut.
    fn is_unfinished(&self) -> bool {
        false
    }

    /// Rows in places of the file that are not read, by the name of the place.
    fn elsewhere(&self) -> &[(String, u64)] {
        &[]
    }

    /// How many lines a piece that was cut takes.
    fn lines(&self, piece: &Piece) -> u64 {
        memchr_iter(b'\n', &piece.bytes).count() as u64
    }
}

/// Whole rows of a file.
#[derive(Debug, Default)]
pub struct Piece {
    /// Pieces count from 0.
    pub index: usize,
    /// The number of its first line in the file.
    pub line: u64,
    /// The rows.
    pub bytes: Vec<u8>,
    /// Where rows are, for layouts whose rows are not lines.
    pub rows: Vec<Range<usize>>,
    /// The bytes are only the beginning of a row that is too long.
    pub too_long: bool,
    /// The bytes are what is left of a row at a place where the file is damaged or cut off.
    pub damaged: bool,
    /// Nothing follows.
    pub last: bool,
}

/// The pieces of a stream, in order.
pub struct Pieces<'a, C> {
    reader: Stream<'a>,
    cut: C,
    carry: Vec<u8>,
    ended: bool,
    next: usize,
    line: u64,
    max_row_bytes: usize,
    packed: Compression,
    damaged: bool,
    /// Whether it was looked at if the file should have gone on.
    end_told: bool,
}

/// Pieces of any kind of text.
pub trait NextPiece {
    /// The next piece, in `buffer` to save allocating; `None` at the end.
    ///
    /// # Errors
    /// Of the stream.
    fn next(&mut self, buffer: Vec<u8>) -> io::Result<Option<Piece>>;

    /// The line after the pieces so far.
    fn line(&self) -> u64;

    /// Rows in places of the file that are not read, by the name of the place; known at the end.
    fn elsewhere(&self) -> &[(String, u64)];
}

impl<'a, C: Cut> Pieces<'a, C> {
    /// Cuts what is in `head` and then comes from `reader`, beginning at the start of a row, which is
    /// in this line of the file.
    pub fn new(
        (head, line): (Vec<u8>, u64),
        reader: Stream<'a>,
        cut: C,
        max_row_bytes: usize,
        packed: Compression,
    ) -> Self {
        Self {
            reader,
            cut,
            carry: head,
            ended: false,
            next: 0,
            line,
            max_row_bytes,
            packed,
            damaged: false,
            end_told: false,
        }
    }

    /// Reads on behind what is `filled` of the buffer.
    fn more(&mut self, buffer: &mut Vec<u8>, filled: &mut usize, wanted: usize) -> io::Result<()> {
        match fill_up(&mut *self.reader, buffer, filled, wanted) {
            Ok(ended) => self.ended = ended,
            Err(e) if is_damage(&e, self.packed) => (self.ended, self.damaged) = (true, true),
            Err(e) => return Err(e),
        }
        Ok(())
    }

    /// Steps over the rest of the row that `buffer` begins with, keeping the beginning as example.
    fn drop_row(&mut self, buffer: &mut Vec<u8>) -> io::Result<()> {
        let mut rest = buffer.split_off(1024.min(buffer.len()));
        loop {
            if let Some(end) = self.cut.resume(&rest) {
                self.carry.extend_from_slice(&rest[end..]);
                return Ok(());
            }
            if self.ended {
                return Ok(());
            }
            let mut filled = 0;
            self.more(&mut rest, &mut filled, PIECE_BYTES)?;
            rest.truncate(filled);
        }
    }
}

impl<C: Cut> NextPiece for Pieces<'_, C> {
    fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Piece>> {
        let mut filled = self.carry.len();
        if buffer.len() < filled {
            buffer.resize(filled, 0);
        }
        buffer[..filled].copy_from_slice(&self.carry);
        self.carry.clear();
        let mut piece = Piece { index: self.next, line: self.line, ..Piece::default() };
        let mut wanted = PIECE_BYTES.saturating_sub(filled).max(PIECE_BYTES / 4);
        loop {
            if !self.ended {
                self.more(&mut buffer, &mut filled, wanted)?;
            }
            piece.rows.clear();
            let (text, end) = (&buffer[..filled], self.ended && !self.damaged);
            if let Some(end) = self.cut.cut(text, end, &mut piece.rows) {
                self.carry.extend_from_slice(&text[end..]);
                filled = end;
                break;
            }
            if self.ended {
                // What follows the last whole row of a damaged file, or white space.
                let unfinished = !std::mem::replace(&mut self.end_told, true);
                piece.damaged =
                    std::mem::take(&mut self.damaged) || unfinished && self.cut.is_unfinished();
                if filled == 0 && !piece.damaged {
                    return Ok(None);
                }
                break;
            }
            if filled > self.max_row_bytes {
                piece.too_long = true;
                buffer.truncate(filled);
                self.drop_row(&mut buffer)?;
                filled = buffer.len();
                break;
            }
            wanted = filled;
        }
        buffer.truncate(filled);
        self.next += 1;
        piece.last = self.ended && !self.damaged && self.carry.is_empty();
        piece.bytes = buffer;
        // Of a row that is too long only the beginning is here.
        self.line += if piece.too_long { 1 } else { self.cut.lines(&piece) };
        Ok(Some(piece))
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn elsewhere(&self) -> &[(String, u64)] {
        self.cut.elsewhere()
    }
}

/// Rows are lines.
#[derive(Debug, Default)]
pub struct Lines;

impl Cut for Lines {
    fn cut(&mut self, bytes: &[u8], end: bool, _: &mut Vec<Range<usize>>) -> Option<usize> {
        if end {
            return (!bytes.is_empty()).then_some(bytes.len());
        }
        memrchr(b'\n', bytes).map(|at| at + 1)
    }

    fn resume(&mut self, bytes: &[u8]) -> Option<usize> {
        memchr(b'\n', bytes).map(|at| at + 1)
    }
}

/// Rows are lines whose line ends may be inside quotes.
#[derive(Debug)]
pub struct QuotedLines {
    /// The byte between fields.
    pub delimiter: u8,
}

impl Cut for QuotedLines {
    fn cut(&mut self, bytes: &[u8], end: bool, _: &mut Vec<Range<usize>>) -> Option<usize> {
        if end {
            return (!bytes.is_empty()).then_some(bytes.len());
        }
        let mut quotes = Quotes::default();
        let (mut at, mut last) = (0, None);
        let mut closed = None;
        while let Some(quote) = memchr(b'"', &bytes[at..]) {
            let quote = at + quote;
            let gap = &bytes[at..quote];
            last = memrchr(b'\n', gap).map(|n| at + n + 1).or(last);
            at = quote + 1;
            // A carriage return alone ends a row only behind a quoted field.
            let opens = match quote.checked_sub(1).map(|before| bytes[before]) {
                None | Some(b'\n') => true,
                Some(b'\r') => quote >= 2 && closed == Some(quote - 2),
                Some(before) => before == self.delimiter,
            };
            if !opens {
                continue;
            }
            match quotes.close(bytes, quote, self.delimiter, false) {
                Close::At(close) => (at, closed) = (close + 1, Some(close)),
                // The reader skips from here to the end of the line.
                Close::Never => {
                    at = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                }
                Close::Unknown => return last,
            }
        }
        memrchr(b'\n', &bytes[at..]).map(|n| at + n + 1).or(last)
    }

    fn resume(&mut self, bytes: &[u8]) -> Option<usize> {
        Lines.resume(bytes)
    }
}

/// Where a quoted field ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// At this quote.
    At(usize),
    /// Nowhere: the quote was opened by mistake.
    Never,
    /// Beyond the bytes at hand.
    Unknown,
}

/// Finds the ends of quoted fields. Both the cutting and the reading of rows use it, so that they
/// always agree.
#[derive(Debug, Default)]
pub struct Quotes {
    /// Up to here no quote ends a field, as an earlier search found.
    none_before: usize,
}

impl Quotes {
    /// A quoted field may be this long; beyond, its quote counts as opened by mistake.
    pub const LONGEST: usize = 1 << 20;

    /// The end of the field that opens at `open`: the last of an odd run of quotes that is followed
    /// by a delimiter or a line end. Quotes elsewhere inside belong to the text, as careless
    /// exports write them. `end` says that nothing follows `bytes`.
    pub fn close(&mut self, bytes: &[u8], open: usize, delimiter: u8, end: bool) -> Close {
        let limit = bytes.len().min(open + Self::LONGEST);
        let mut at = open + 1;
        while let Some(quote) = bytes.get(at..limit).and_then(|rest| memchr(b'"', rest)) {
            let start = at + quote;
            let mut after = start + 1;
            while bytes.get(after) == Some(&b'"') {
                after += 1;
            }
            let odd = (after - start) % 2 == 1;
            match &bytes[after..] {
                [] if !end => return Close::Unknown,
                [] | [b'\n' | b'\r', ..] if odd => return Close::At(after - 1),
                [next, ..] if odd && *next == delimiter => return Close::At(after - 1),
                _ => {}
            }
            at = after.max(self.none_before);
        }
        if limit == bytes.len() && !end {
            return Close::Unknown;
        }
        self.none_before = self.none_before.max(limit);
        Close::Never
    }
}
