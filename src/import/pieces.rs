//! Cuts a stream of text into pieces of whole rows, so that the pieces can be read side by side.
//!
//! One pass that looks only at what decides where rows end: line ends, and quotes in delimited
//! files. A row longer than the limit is dropped as it comes, without being held.

use std::io;

use memchr::{memchr, memchr2, memrchr};

use super::Compression;
use super::input::{Stream, fill, is_damage};

/// A piece has about this many bytes: a few milliseconds of work, and it fits the cache.
pub const PIECE_BYTES: usize = 2 << 20;

/// Where rows end.
pub trait Cut {
    /// The end of the last whole row in `bytes`, which begin at a row's start. `end` says that
    /// nothing follows. Row ends are added to `ends` where the reader cannot tell them itself.
    fn cut(&mut self, bytes: &[u8], end: bool, ends: &mut Vec<usize>) -> Option<usize>;

    /// How many of `bytes` belong to a row that is too long and whose beginning was dropped; `None`
    /// when all do.
    fn resume(&mut self, bytes: &[u8]) -> Option<usize>;

    /// Whether the file ended where more should have come, after the rows that were cut.
    fn is_unfinished(&self) -> bool {
        false
    }
}

/// Whole rows of a file.
#[derive(Debug, Default)]
pub struct Piece {
    /// Pieces count from 0.
    pub index: usize,
    /// The rows.
    pub bytes: Vec<u8>,
    /// Where rows end, for layouts whose rows are not lines.
    pub ends: Vec<usize>,
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
}

impl<'a, C: Cut> Pieces<'a, C> {
    /// Cuts what is in `head` and then comes from `reader`, beginning at the start of a row.
    pub fn new(
        head: Vec<u8>,
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
            max_row_bytes,
            packed,
            damaged: false,
            end_told: false,
        }
    }

    fn more(&mut self, buffer: &mut Vec<u8>, wanted: usize) -> io::Result<()> {
        match fill(&mut *self.reader, buffer, wanted) {
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
            rest.clear();
            if self.ended {
                return Ok(());
            }
            self.more(&mut rest, PIECE_BYTES)?;
        }
    }
}

impl<C: Cut> NextPiece for Pieces<'_, C> {
    fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Piece>> {
        buffer.clear();
        buffer.append(&mut self.carry);
        let mut piece = Piece { index: self.next, ..Piece::default() };
        let mut wanted = PIECE_BYTES.saturating_sub(buffer.len()).max(PIECE_BYTES / 4);
        loop {
            if !self.ended {
                self.more(&mut buffer, wanted)?;
            }
            piece.ends.clear();
            if let Some(end) = self.cut.cut(&buffer, self.ended && !self.damaged, &mut piece.ends) {
                self.carry.extend_from_slice(&buffer[end..]);
                buffer.truncate(end);
                break;
            }
            if self.ended {
                // What follows the last whole row of a damaged file, or white space.
                let unfinished = !std::mem::replace(&mut self.end_told, true);
                piece.damaged =
                    std::mem::take(&mut self.damaged) || unfinished && self.cut.is_unfinished();
                if buffer.is_empty() && !piece.damaged {
                    return Ok(None);
                }
                break;
            }
            if buffer.len() > self.max_row_bytes {
                piece.too_long = true;
                self.drop_row(&mut buffer)?;
                break;
            }
            wanted = buffer.len();
        }
        self.next += 1;
        piece.last = self.ended && !self.damaged && self.carry.is_empty();
        piece.bytes = buffer;
        Ok(Some(piece))
    }
}

/// Rows are lines.
#[derive(Debug, Default)]
pub struct Lines;

impl Cut for Lines {
    fn cut(&mut self, bytes: &[u8], end: bool, _: &mut Vec<usize>) -> Option<usize> {
        if end {
            return (!bytes.is_empty()).then_some(bytes.len());
        }
        memrchr(b'\n', bytes).map(|at| at + 1)
    }

    fn resume(&mut self, bytes: &[u8]) -> Option<usize> {
        memchr(b'\n', bytes).map(|at| at + 1)
    }
}

/// What the rows of a JSON file stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// Nothing: objects one after another.
    Nothing,
    /// A list.
    List,
    /// A list inside an object, of which nothing else is wanted.
    Object,
}

/// Rows are the members of a JSON list, or objects one after another.
#[derive(Debug)]
pub struct Members {
    around: Around,
    /// The list has ended; another may follow.
    closed: bool,
    /// What follows is of no interest.
    ignored: bool,
    /// A member was begun and not ended when the file did.
    cut_off: bool,
}

/// What is found from a place on.
enum Member {
    /// A member that ends here.
    Ends(usize),
    /// The end of the list, after which this is.
    ListEnds(usize),
    /// Nothing whole.
    Unfinished,
}

impl Members {
    /// From the place on that [`super::sniff::list_start`] found.
    pub fn new(around: Around) -> Self {
        Self { around, closed: false, ignored: false, cut_off: false }
    }

    /// The member that begins at or after `at`.
    fn member(bytes: &[u8], mut at: usize) -> Member {
        let mut depth = 0_usize;
        let mut inside = false;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'"' => {
                    let Some(end) = string_end(bytes, at) else { return Member::Unfinished };
                    at = end;
                    inside = true;
                }
                b'{' | b'[' => (depth, inside) = (depth + 1, true),
                b'}' | b']' if depth == 0 && inside => return Member::Ends(at - 1),
                b'}' | b']' if depth == 0 => return Member::ListEnds(at),
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return Member::Ends(at);
                    }
                }
                b',' if depth == 0 && inside => return Member::Ends(at - 1),
                b',' | b' ' | b'\n' | b'\r' | b'\t' => {}
                _ => inside = true,
            }
        }
        Member::Unfinished
    }

    /// Where the next list begins after one has ended. Files that were put behind one another have
    /// several; anything else becomes one row that cannot be read.
    fn reopen(&mut self, bytes: &[u8], at: usize, ends: &mut Vec<usize>) -> Option<usize> {
        let blank = bytes[at..].iter().take_while(|c| c.is_ascii_whitespace()).count();
        match bytes.get(at + blank) {
            Some(b'[') => {
                self.closed = false;
                return Some(at + blank + 1);
            }
            Some(_) => {
                ends.push(bytes.len());
                self.ignored = true;
            }
            None => {}
        }
        None
    }
}

/// Where the member begins that ends at `end`, after the commas, or the end of one list and the
/// beginning of another, that are between it and `start`.
pub fn member_start(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut between = false;
    let gap = bytes[start..end].iter().take_while(|c| {
        between |= **c == b']';
        matches!(c, b',' | b']') || c.is_ascii_whitespace() || between && **c == b'['
    });
    start + gap.count()
}

fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

impl Cut for Members {
    fn cut(&mut self, bytes: &[u8], end: bool, ends: &mut Vec<usize>) -> Option<usize> {
        let mut at = 0;
        while !self.ignored {
            if self.closed {
                match self.reopen(bytes, at, ends) {
                    Some(begin) => at = begin,
                    None => break,
                }
            }
            match Self::member(bytes, at) {
                Member::Ends(member) => {
                    ends.push(member);
                    at = member;
                }
                // A bracket too many between objects is a row that cannot be read.
                Member::ListEnds(after) if self.around == Around::Nothing => {
                    ends.push(after);
                    at = after;
                }
                Member::ListEnds(after) => {
                    at = after;
                    self.closed = true;
                    self.ignored = self.around != Around::List;
                }
                Member::Unfinished => break,
            }
        }
        let all = (!bytes.is_empty()).then_some(bytes.len());
        if self.ignored || self.closed {
            return all;
        }
        if !end {
            return ends.last().copied();
        }
        let rest = bytes[at..].iter().find(|c| !c.is_ascii_whitespace() && **c != b',');
        if self.around == Around::Nothing && !matches!(rest, Some(b'{' | b'[')) {
            ends.extend(rest.map(|_| bytes.len()));
            return all;
        }
        self.cut_off = true;
        ends.last().copied()
    }

    fn is_unfinished(&self) -> bool {
        self.cut_off
    }

    fn resume(&mut self, bytes: &[u8]) -> Option<usize> {
        // Where the member ends is not known without its beginning: the next line that begins a
        // member is a good guess.
        bytes.windows(2).position(|w| w == b"\n{").map(|at| at + 1)
    }
}

/// Rows are lines whose line ends may be inside quotes.
#[derive(Debug)]
pub struct QuotedLines {
    /// The byte between fields.
    pub delimiter: u8,
}

impl Cut for QuotedLines {
    fn cut(&mut self, bytes: &[u8], end: bool, _: &mut Vec<usize>) -> Option<usize> {
        if end {
            return (!bytes.is_empty()).then_some(bytes.len());
        }
        let mut quotes = Quotes::default();
        let (mut at, mut last) = (0, None);
        while let Some(quote) = memchr(b'"', &bytes[at..]) {
            let quote = at + quote;
            let gap = &bytes[at..quote];
            last = memrchr(b'\n', gap).map(|n| at + n + 1).or(last);
            at = quote + 1;
            if quote > 0 && bytes[quote - 1] != self.delimiter && bytes[quote - 1] != b'\n' {
                continue;
            }
            match quotes.close(bytes, quote, self.delimiter, false) {
                Close::At(close) => at = close + 1,
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
                [] | [b'\n', ..] | [b'\r'] | [b'\r', b'\n', ..] if odd => {
                    return Close::At(after - 1);
                }
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
