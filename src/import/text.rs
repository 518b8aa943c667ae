//! Reads text files: pieces cut on one thread, read on all.

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use encoding_rs::Encoding;

use super::cells::Cells;
use super::delimited::{self, Columns, Dialect};
use super::excel;
use super::filldown::FillDown;
use super::input::{self, Stream, Transcoded, fill, io_error};
use super::json::{Lexer, walk_row};
use super::path::{Tree, steps};
use super::pieces::{Lines, Members, NextPiece, PIECE_BYTES, Piece, Pieces, QuotedLines};
use super::rows::{Plan, Rows, Sink};
use super::sniff;
use super::tally::Tally;
use super::{Compression, Container, Format, ImportError, Kind, Options, Report, Request, Source};
use crate::base::progress::{Progress, Stopped};
use crate::base::sync::{into_inner, lock};

/// How the rows of a piece are read.
enum Layout {
    Delimited(Dialect, Columns),
    /// One order or product on several rows: the pieces must be read in order.
    Orders(Dialect, Columns, Mutex<FillDown>),
    Lines(Tree),
    Members(Tree),
}

/// Reads a text file from its beginning. See [`super::read`].
pub fn read(
    source: &Source,
    stream: Stream<'_>,
    packed: Compression,
    request: &Request,
    options: &Options,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<Report, ImportError> {
    let failed = |e| io_error(&source.path, e);
    let plan = Plan::new(request, options)?;
    let encoding = Encoding::for_label(source.encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let mut stream = decoded(stream, encoding);
    let mut head = Vec::new();
    // A file damaged this early shows the same error again when the pieces are read.
    let ended = match fill(&mut *stream, &mut head, PIECE_BYTES) {
        Ok(ended) => ended,
        Err(e) if input::is_damage(&e, packed) => {
            stream = Box::new(Failing(Some(e)));
            false
        }
        Err(e) => return Err(failed(e)),
    };
    if ended {
        stream = Box::new(io::empty());
    }
    let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    head.drain(..bom);
    let tree = || Tree::new(plan.slots.iter().map(|(path, slot)| (steps(path), slot)));
    let longest = options.max_row_bytes;
    let mut first_line = 1;
    let (layout, mut pieces): (_, Box<dyn NextPiece + '_>) = match source.container {
        Container::Delimited { .. } | Container::Excel => {
            let (delimiter, header) = match source.container {
                Container::Delimited { delimiter, header } => (delimiter, header),
                _ => (excel::DELIMITER, true),
            };
            let dialect =
                Dialect { delimiter, quotes: source.format != Format::Snowplow || header };
            let decoded = ascii_superset(&head, encoding);
            let (names, _) = delimited::names(&decoded, dialect, header);
            let names = sniff::snowplow_names(source, header).unwrap_or(names);
            let begin = if header { header_end(&head, dialect) } else { 0 };
            first_line += memchr::memchr_iter(b'\n', &head[..begin]).count() as u64;
            head.drain(..begin);
            let lists: Vec<&str> = source
                .fields
                .iter()
                .filter(|f| f.kind == Kind::List)
                .map(|f| f.path.as_str())
                .collect();
            let (columns, missing) = Columns::new(&names, &plan.slots, &lists);
            check_fields(source, request, &missing, &names)?;
            let pieces: Box<dyn NextPiece + '_> = if dialect.quotes {
                Box::new(Pieces::new(head, stream, QuotedLines { delimiter }, longest, packed))
            } else {
                Box::new(Pieces::new(head, stream, Lines, longest, packed))
            };
            let fill = match source.format {
                Format::ShopifyOrders | Format::ShopifyProducts => {
                    FillDown::new(&names, |column| columns.slot(column))
                }
                _ => None,
            };
            let layout = match fill {
                Some(fill) => Layout::Orders(dialect, columns, Mutex::new(fill)),
                None => Layout::Delimited(dialect, columns),
            };
            (layout, pieces)
        }
        Container::JsonArray => {
            head.drain(..sniff::list_start(&head));
            let pieces = Pieces::new(head, stream, Members::default(), longest, packed);
            (Layout::Members(tree()), Box::new(pieces))
        }
        _ => (Layout::Lines(tree()), Box::new(Pieces::new(head, stream, Lines, longest, packed))),
    };
    let work = Work {
        plan: &plan,
        layout: &layout,
        encoding,
        sink,
        progress,
        limit: request.limit.unwrap_or(u64::MAX),
        used: AtomicU64::new(0),
        totals: Mutex::new(Totals { tally: Tally::new(options.examples), lines: Vec::new() }),
        failed: Mutex::new(None),
        buffers: Mutex::new(Vec::new()),
    };
    work.run(&mut *pieces).map_err(|e| match e {
        Failure::Io(e) => failed(e),
        Failure::Stopped => Stopped.into(),
    })?;
    let Totals { tally, lines } = into_inner(work.totals);
    let starts: Vec<u64> = lines
        .iter()
        .scan(first_line, |next, lines| Some(std::mem::replace(next, *next + lines)))
        .collect();
    Ok(tally.report(|piece| starts.get(piece).copied().unwrap_or(1)))
}

/// The stream as UTF-8, unless its encoding has ASCII bytes for ASCII and can be decoded later.
fn decoded<'a>(stream: Stream<'a>, encoding: &'static Encoding) -> Stream<'a> {
    if encoding.is_ascii_compatible() {
        stream
    } else {
        Box::new(Transcoded::new(stream, encoding))
    }
}

fn ascii_superset<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, [u8]> {
    if encoding == encoding_rs::UTF_8 || !encoding.is_ascii_compatible() {
        return Cow::Borrowed(bytes);
    }
    match encoding.decode_without_bom_handling(bytes).0 {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

fn header_end(head: &[u8], dialect: Dialect) -> usize {
    delimited::names(head, dialect, true).1
}

/// Each wanted field must be in a delimited file by at least one of its paths.
fn check_fields(
    source: &Source,
    request: &Request,
    missing: &[&str],
    names: &[String],
) -> Result<(), ImportError> {
    let lost = request
        .fields
        .iter()
        .find(|f| f.required.is_some() && f.paths.iter().all(|p| missing.contains(&p.as_str())));
    let Some(field) = lost else { return Ok(()) };
    Err(ImportError::NoSuchField {
        path: source.path.clone(),
        field: field.paths.first().cloned().unwrap_or_default(),
        fields: super::shortened(names.iter().map(String::as_str)),
    })
}

/// Gives back an error once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

struct Totals {
    tally: Tally,
    /// Lines of each piece.
    lines: Vec<u64>,
}

#[derive(Debug)]
enum Failure {
    Io(io::Error),
    Stopped,
}

/// What all threads share.
struct Work<'a> {
    plan: &'a Plan,
    layout: &'a Layout,
    encoding: &'static Encoding,
    sink: Sink<'a>,
    progress: &'a Progress,
    limit: u64,
    used: AtomicU64,
    totals: Mutex<Totals>,
    failed: Mutex<Option<Stopped>>,
    /// Emptied buffers for the next pieces.
    buffers: Mutex<Vec<Vec<u8>>>,
}

impl Work<'_> {
    /// Cuts pieces here and reads them on the pool. With enough of them under way this thread reads
    /// one itself: that bounds memory, and nothing ever waits for a thread of the pool, so calls
    /// from inside the pool cannot lock each other out.
    fn run(&self, pieces: &mut dyn NextPiece) -> Result<(), Failure> {
        let busy = AtomicUsize::new(0);
        let most = match self.layout {
            // Read here, one after another.
            Layout::Orders(..) => 0,
            _ => rayon::current_num_threads() * 2,
        };
        let failed = |m: &Mutex<Option<Stopped>>| lock(m).is_some();
        rayon::in_place_scope(|scope| -> Result<(), io::Error> {
            loop {
                let full = self.used.load(Ordering::Relaxed) >= self.limit;
                if full || self.progress.stopped() || failed(&self.failed) {
                    return Ok(());
                }
                let buffer = lock(&self.buffers).pop();
                let Some(piece) = pieces.next(buffer.unwrap_or_default())? else {
                    return Ok(());
                };
                if busy.load(Ordering::Relaxed) < most {
                    busy.fetch_add(1, Ordering::Relaxed);
                    let busy = &busy;
                    scope.spawn(move |_| {
                        self.piece(piece);
                        busy.fetch_sub(1, Ordering::Relaxed);
                    });
                } else {
                    self.piece(piece);
                }
            }
        })
        .map_err(Failure::Io)?;
        if self.progress.stopped() || failed(&self.failed) {
            return Err(Failure::Stopped);
        }
        Ok(())
    }

    fn piece(&self, piece: Piece) {
        if let Err(stopped) = self.read_piece(piece) {
            *lock(&self.failed) = Some(stopped);
        }
    }

    fn read_piece(&self, mut piece: Piece) -> Result<(), Stopped> {
        self.progress.check()?;
        let mut rows = Rows::new(self.plan, self.sink, piece.index);
        let mut lines = 1;
        if piece.too_long {
            rows.skip("row is too long", 0, &piece.bytes);
        } else if piece.damaged {
            rows.tally.damage("file is cut off", piece.index, 0, &piece.bytes);
        } else {
            if let Cow::Owned(bytes) = ascii_superset(&piece.bytes, self.encoding) {
                // Row ends of JSON lists move with the decoding; such files are UTF-8 by standard.
                piece.bytes = bytes;
            }
            let mut cells = Cells::new(self.plan.slots.len());
            lines = match self.layout {
                Layout::Delimited(dialect, columns) => {
                    delimited::read(&piece, *dialect, columns, None, &mut cells, &mut rows)?
                }
                Layout::Orders(dialect, columns, fill) => {
                    let mut fill = lock(&fill);
                    let fill = Some(&mut *fill);
                    delimited::read(&piece, *dialect, columns, fill, &mut cells, &mut rows)?
                }
                Layout::Lines(tree) => json_lines(&piece, tree, &mut cells, &mut rows)?,
                Layout::Members(tree) => json_members(&piece, tree, &mut cells, &mut rows)?,
            };
            rows.flush()?;
        }
        let tally = rows.tally;
        self.progress.rows(tally.read());
        self.used.fetch_add(tally.used_rows(), Ordering::Relaxed);
        let mut totals = lock(&self.totals);
        if totals.lines.len() <= piece.index {
            totals.lines.resize(piece.index + 1, 0);
        }
        totals.lines[piece.index] = lines;
        totals.tally.add(tally);
        drop(totals);
        lock(&self.buffers).push(piece.bytes);
        Ok(())
    }
}

fn json_lines(
    piece: &Piece,
    tree: &Tree,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
) -> Result<u64, Stopped> {
    let bytes = &piece.bytes;
    let (mut start, mut line) = (0, 0);
    while start < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |n| start + n);
        json_row(bytes, start, end, line, tree, cells, rows)?;
        start = end + 1;
        line += 1;
    }
    Ok(line)
}

fn json_members(
    piece: &Piece,
    tree: &Tree,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
) -> Result<u64, Stopped> {
    let mut start = 0;
    for (line, end) in piece.ends.iter().enumerate() {
        while start < *end
            && (piece.bytes[start] == b',' || piece.bytes[start].is_ascii_whitespace())
        {
            start += 1;
        }
        json_row(&piece.bytes, start, *end, line as u64, tree, cells, rows)?;
        start = *end;
    }
    Ok(piece.ends.len() as u64)
}

fn json_row(
    bytes: &[u8],
    start: usize,
    end: usize,
    line: u64,
    tree: &Tree,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
) -> Result<(), Stopped> {
    let text = &bytes[start..end];
    if text.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    cells.clear();
    let mut lexer = Lexer::new(&bytes[..end]);
    lexer.at = start;
    match walk_row(&mut lexer, tree, cells) {
        Ok(()) if lexer.peek().is_none() => rows.offer(bytes, cells, line, text),
        Ok(()) => {
            rows.skip("JSON cannot be read", line, text);
            Ok(())
        }
        Err(bad) => {
            rows.skip(bad.reason(), line, text);
            Ok(())
        }
    }
}
