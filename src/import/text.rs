//! Reads text files: pieces cut on one thread, read on all.

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use encoding_rs::Encoding;

use super::cells::Cells;
use super::delimited::{self, Columns, Dialect};
use super::filldown::FillDown;
use super::header::{self, Header};
use super::input::{self, Stream, Transcoded, io_error};
use super::json::{BadJson, JsonRows};
use super::line_ends;
use super::members::Members;
use super::path::{Tree, steps};
use super::pieces::{Cut, Lines, NextPiece, PIECE_BYTES, Piece, Pieces, QuotedLines};
use super::rows::{ReadContext, RowPlan, Rows, Sink};
use super::sniff;
use super::tally::Tally;
use super::{Compression, Container, FieldInfo, Format, ImportError, Kind, Report};
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped};
use crate::base::sync::{into_inner, lock};

/// Pieces read side by side where only some rows are wanted.
const AT_ONCE: usize = 8;

/// How the rows of a piece are read.
enum Layout {
    Delimited(Dialect, Columns),
    /// One order or product on several rows: the pieces must be read in order.
    Orders(Dialect, Columns, Mutex<FillDown>),
    Lines(Tree),
    Members(Tree),
}

/// Bytes at the beginning of a text from which its layout and its columns are learned.
pub const HEAD_BYTES: usize = PIECE_BYTES;

/// Text that is to be read: a file, a file of an archive, or a sheet.
pub struct TextPart<'a> {
    /// From its beginning, unpacked.
    pub stream: Stream<'a>,
    /// What it was unpacked from, where damage may show.
    pub packed: Compression,
    /// How it is laid out.
    pub container: Container,
    /// How it is encoded.
    pub encoding: &'static Encoding,
}

/// Reads a text. See [`super::read()`].
///
/// # Errors
/// Of the stream; [`ImportError::NoSuchField`]; [`ImportError::Stopped`].
pub fn read(context: &ReadContext<'_>, part: TextPart<'_>) -> Result<Report, ImportError> {
    let failed = |e| io_error(&context.source.path, e);
    let plan = RowPlan::new(context.request, context.options)?;
    let mut start = Start::new(part, context.options.max_row_bytes).map_err(failed)?;
    let tree = || Tree::new(plan.slots.iter().map(|(path, slot)| (steps(path), slot)));
    let (layout, mut pieces) = match start.container {
        Container::Delimited { delimiter, header } => {
            start.delimited(context, &plan, delimiter, header)?
        }
        Container::JsonArray => {
            let (begin, list) = sniff::list_start(&start.head);
            start.head.drain(..begin);
            (Layout::Members(tree()), start.pieces(Members::new(list)))
        }
        _ => (Layout::Lines(tree()), start.pieces(Lines)),
    };
    let work = Work {
        plan: &plan,
        layout: &layout,
        encoding: start.encoding,
        sink: context.sink,
        progress: context.progress,
        limit: context.request.limit.unwrap_or(u64::MAX),
        used: AtomicU64::new(0),
        tally: Mutex::new(Tally::new(context.options.examples)),
        failed: Mutex::new(None),
        buffers: Mutex::new(Vec::new()),
    };
    let end = work.run(&mut *pieces);
    let mut tally = into_inner(work.tally);
    match end {
        Ok(()) => {}
        Err(Failure::Stopped) => return Err(Stopped.into()),
        Err(Failure::Io(error)) if tally.read() == 0 => return Err(failed(error)),
        // Rows were handed out already, and stay: what is missing is said.
        Err(Failure::Io(error)) => tally.unread(&error, pieces.line()),
    }
    tally.skip_rows(message!("import-titles"), start.titles);
    for (name, rows) in pieces.elsewhere() {
        tally.skip_rows(message!("import-other-list", name = name.as_str()), *rows);
    }
    Ok(tally.report())
}

/// The beginning of a text, and what follows it.
struct Start<'a> {
    head: Vec<u8>,
    stream: Stream<'a>,
    packed: Compression,
    container: Container,
    /// How the pieces are encoded.
    encoding: &'static Encoding,
    max_row_bytes: usize,
    /// The 1-based number of the line at which the rows begin.
    first_line: u64,
    /// Rows above the one that names the columns.
    titles: u64,
}

impl<'a> Start<'a> {
    fn new(part: TextPart<'a>, max_row_bytes: usize) -> io::Result<Self> {
        let TextPart { stream, packed, container, encoding } = part;
        // Where rows end by positions that are noted when pieces are cut, the text must be decoded
        // before it is cut. Otherwise an encoding that has ASCII bytes for ASCII is decoded piece by
        // piece, on all threads.
        let late = encoding == encoding_rs::UTF_8
            || encoding.is_ascii_compatible() && container != Container::JsonArray;
        let (mut stream, encoding): (Stream<'a>, _) = if late {
            (stream, encoding)
        } else {
            (Box::new(Transcoded::new(stream, encoding)), encoding_rs::UTF_8)
        };
        let mut head = input::peek(&mut stream, HEAD_BYTES, packed)?.bytes;
        // What `peek` gave is in the stream still.
        io::copy(&mut (&mut stream).take(head.len() as u64), &mut io::sink())?;
        let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        head.drain(..bom);
        Ok(Self {
            head,
            stream,
            packed,
            container,
            encoding,
            max_row_bytes,
            first_line: 1,
            titles: 0,
        })
    }

    /// The pieces of what has not been taken from the beginning yet.
    fn pieces(&mut self, cut: impl Cut + 'a) -> Box<dyn NextPiece + 'a> {
        let head = std::mem::take(&mut self.head);
        let stream = std::mem::replace(&mut self.stream, Box::new(io::empty()));
        Box::new(Pieces::new((head, self.first_line), stream, cut, self.max_row_bytes, self.packed))
    }

    /// The columns of delimited text, and its rows in pieces.
    fn delimited(
        &mut self,
        context: &ReadContext<'_>,
        plan: &RowPlan,
        delimiter: u8,
        header: bool,
    ) -> Result<(Layout, Box<dyn NextPiece + 'a>), ImportError> {
        let source = context.source;
        let quotes = source.format != Format::Snowplow || header;
        let dialect = Dialect { delimiter, quotes };
        let decoded = ascii_superset(&self.head, self.encoding);
        let Header { names, titles, .. } = header::names(&decoded, dialect, header);
        let names = sniff::snowplow_names(source, header).unwrap_or(names);
        let begin = if header { header::after_names(&self.head, dialect, titles) } else { 0 };
        self.titles = titles as u64;
        self.first_line += memchr::memchr_iter(b'\n', &self.head[..begin]).count() as u64;
        self.head.drain(..begin);
        let is_list = |field: &&FieldInfo| field.kind == Kind::List;
        let lists = source.fields.iter().filter(is_list).map(|f| f.path.as_str());
        let (columns, missing) = Columns::new(&names, &plan.slots, &lists.collect::<Vec<_>>());
        context.check_fields(|path| !missing.contains(&path), names.iter().map(String::as_str))?;
        let pieces =
            if quotes { self.pieces(QuotedLines { delimiter }) } else { self.pieces(Lines) };
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
        Ok((layout, pieces))
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

#[derive(Debug)]
enum Failure {
    Io(io::Error),
    Stopped,
}

/// What all threads share.
struct Work<'a> {
    plan: &'a RowPlan,
    layout: &'a Layout,
    encoding: &'static Encoding,
    sink: Sink<'a>,
    progress: &'a Progress,
    limit: u64,
    used: AtomicU64,
    tally: Mutex<Tally>,
    failed: Mutex<Option<Stopped>>,
    /// Emptied buffers for the next pieces.
    buffers: Mutex<Vec<Vec<u8>>>,
}

impl Work<'_> {
    /// Cuts pieces here and reads them on the pool. With enough of them under way this thread reads
    /// one itself: that bounds memory, and nothing ever waits for a thread of the pool, so calls
    /// from inside the pool cannot lock each other out.
    fn run(&self, pieces: &mut dyn NextPiece) -> Result<(), Failure> {
        if self.limit < u64::MAX {
            return self.run_some(pieces);
        }
        let busy = AtomicUsize::new(0);
        let most = match self.layout {
            // Read here, one after another.
            Layout::Orders(..) => 0,
            _ => rayon::current_num_threads() * 2,
        };
        let failed = |m: &Mutex<Option<Stopped>>| lock(m).is_some();
        rayon::in_place_scope(|scope| -> Result<(), io::Error> {
            loop {
                if self.progress.stopped() || failed(&self.failed) {
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

    /// Reads some pieces at a time until there are rows enough: which rows are read must not depend on
    /// how many threads there are.
    fn run_some(&self, pieces: &mut dyn NextPiece) -> Result<(), Failure> {
        let mut more = true;
        while more && self.used.load(Ordering::Relaxed) < self.limit {
            rayon::in_place_scope(|scope| -> Result<(), io::Error> {
                for _ in 0..AT_ONCE {
                    let Some(piece) = pieces.next(Vec::new())? else {
                        more = false;
                        break;
                    };
                    match self.layout {
                        Layout::Orders(..) => self.piece(piece),
                        _ => scope.spawn(move |_| self.piece(piece)),
                    }
                }
                Ok(())
            })
            .map_err(Failure::Io)?;
            if self.progress.stopped() || lock(&self.failed).is_some() {
                return Err(Failure::Stopped);
            }
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
        if piece.too_long {
            rows.skip(message!("import-long-row"), piece.line, &piece.bytes);
        } else if piece.damaged {
            rows.damage(message!("import-cut-off"), piece.line, &piece.bytes);
        } else {
            if let Cow::Owned(bytes) = ascii_superset(&piece.bytes, self.encoding) {
                // Only of layouts whose rows are found in the decoded bytes: see `Start::new`.
                piece.bytes = bytes;
            }
            let mut cells = Cells::new(self.plan.slots.len());
            match self.layout {
                Layout::Delimited(dialect, columns) => {
                    delimited::read(&piece, *dialect, columns, None, &mut cells, &mut rows)?;
                }
                Layout::Orders(dialect, columns, fill) => {
                    let mut fill = lock(fill);
                    let fill = Some(&mut *fill);
                    delimited::read(&piece, *dialect, columns, fill, &mut cells, &mut rows)?;
                }
                Layout::Lines(tree) => json_lines(&piece, tree, &mut cells, &mut rows)?,
                Layout::Members(tree) => json_members(&piece, tree, &mut cells, &mut rows)?,
            }
            rows.flush()?;
        }
        let tally = rows.tally;
        self.progress.rows(tally.read());
        self.used.fetch_add(tally.used_rows(), Ordering::Relaxed);
        lock(&self.tally).add(tally);
        lock(&self.buffers).push(piece.bytes);
        Ok(())
    }
}

fn json_lines(
    piece: &Piece,
    tree: &Tree,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
) -> Result<(), Stopped> {
    let bytes = &piece.bytes;
    let mut reader = JsonRows::new(bytes, tree);
    let holes = line_ends::has_hole(bytes);
    let (mut start, mut line) = (0, piece.line);
    while start < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |n| start + n);
        let last = piece.last && end == bytes.len();
        if holes && line_ends::has_hole(&bytes[start..end]) {
            let begin = line_ends::before_hole(&bytes[start..end]);
            rows.damage(message!("import-hole"), line, begin);
        } else {
            let row = JsonRow { bytes, start, end, line, last, is_line: true };
            json_row(row, &mut reader, cells, rows)?;
        }
        start = end + 1;
        line += 1;
    }
    Ok(())
}

fn json_members(
    piece: &Piece,
    tree: &Tree,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
) -> Result<(), Stopped> {
    let bytes = &piece.bytes;
    let mut reader = JsonRows::new(bytes, tree);
    for (line, row) in (piece.line..).zip(&piece.rows) {
        let (start, end) = (row.start, row.end);
        let row = JsonRow { bytes, start, end, line, last: false, is_line: false };
        json_row(row, &mut reader, cells, rows)?;
    }
    // It may lie between two rows, and what was lost in it nobody can tell.
    if line_ends::has_hole(bytes) {
        rows.damage(message!("import-hole"), piece.line, line_ends::before_hole(bytes));
    }
    Ok(())
}

/// Where a row is in a piece.
#[derive(Clone, Copy)]
struct JsonRow<'a> {
    bytes: &'a [u8],
    start: usize,
    end: usize,
    line: u64,
    /// Whether the file ends with it, without a line end: it may have been cut off.
    last: bool,
    /// Whether it is a line: some of its own may end with carriage returns in it.
    is_line: bool,
}

fn json_row(
    row: JsonRow<'_>,
    reader: &mut JsonRows<'_>,
    cells: &mut Cells,
    rows: &mut Rows<'_>,
) -> Result<(), Stopped> {
    let JsonRow { bytes, start, end, line, last, is_line } = row;
    let text = &bytes[start..end];
    if text.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    match reader.read(start, end, cells) {
        Ok(()) => return rows.offer(bytes, cells, line, text),
        // No string of JSON has one in it.
        Err(_) if is_line && line_ends::has_return(text) => {
            let mut begin = start;
            for part in text.split(|c| *c == b'\r') {
                let end = begin + part.len();
                let row = JsonRow {
                    start: begin,
                    end,
                    last: last && end == row.end,
                    is_line: false,
                    ..row
                };
                json_row(row, reader, cells, rows)?;
                begin = end + 1;
            }
        }
        Err(BadJson::CutOff) if last => rows.damage(message!("import-last-row"), line, text),
        Err(bad) => rows.skip(bad.reason(), line, text),
    }
    Ok(())
}
