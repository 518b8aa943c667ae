//! Rows' values into columns: reads times, checks what is required, counts what is skipped, and
//! hands full batches to the caller.

use std::borrow::Cow;

use arrow::array::builder::NullBufferBuilder;
use arrow::array::{Int64Array, StringArray};
use arrow::buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};

use super::cells::Cells;
use super::error::shortened;
use super::path::Slots;
use super::tally::Tally;
use super::time::{TimeProblem, TimeReader};
use super::{
    Batch, Column, Essential, ImportError, Lines, Options, ReadAs, Request, Source, Wanted,
};
use crate::base::language::{Message, message};
use crate::base::progress::{Progress, Stopped};

/// A batch is handed out once its text is this long, so that unfolding cannot grow it without end.
const BATCH_BYTES: usize = 16 << 20;
/// … even within one row of the file, once it is this long.
const LONGEST_BATCH: usize = 256 << 20;
/// … or once it has this many rows.
const BATCH_ROWS: usize = 128 << 10;

/// Where batches go.
pub type Sink<'a> = &'a (dyn Fn(Batch) -> Result<(), Stopped> + Sync);

/// What a file is read for. Its parts are all read for the same.
#[derive(Clone, Copy)]
pub struct ReadContext<'a> {
    /// The file.
    pub source: &'a Source,
    /// What is wanted from it.
    pub request: &'a Request,
    /// How to read what it does not say itself.
    pub options: &'a Options,
    /// Where batches go.
    pub sink: Sink<'a>,
    /// How far it is, and whether to stop.
    pub progress: &'a Progress,
    /// Whether only a part of the file is read, which must have at least one of the wanted fields.
    pub is_part: bool,
}

impl ReadContext<'_> {
    /// Whether the wanted fields can be found where `is_there` says which paths are. `names` are
    /// those that there are, for the message.
    ///
    /// # Errors
    /// [`ImportError::NoSuchField`] for the first required field of which no path is there.
    pub fn check_fields<'n>(
        &self,
        is_there: impl Fn(&str) -> bool,
        names: impl Iterator<Item = &'n str>,
    ) -> Result<(), ImportError> {
        let fields = &self.request.fields;
        let lacks = |field: &&Wanted| !field.paths.iter().any(|path| is_there(path));
        let none = self.is_part && fields.iter().all(|field| lacks(&field));
        let lost = fields.iter().find(|f| lacks(f) && (f.required.is_some() || none));
        let Some(field) = lost else { return Ok(()) };
        Err(ImportError::NoSuchField {
            path: self.source.path.clone(),
            field: field.paths.first().cloned().unwrap_or_default(),
            fields: shortened(names),
        })
    }
}

/// A request with its paths numbered.
#[derive(Debug)]
pub struct RowPlan {
    /// The different paths.
    pub slots: Slots,
    /// The wanted fields.
    pub fields: Vec<RowField>,
    /// How times are read.
    pub times: TimeReader,
    /// Examples kept a reason.
    pub examples: usize,
}

/// A wanted field of a [`RowPlan`].
#[derive(Debug)]
pub struct RowField {
    /// Slots to try in order.
    pub slots: Vec<usize>,
    /// Text or time.
    pub read_as: ReadAs,
    /// What a row is of no use without.
    pub required: Option<Essential>,
}

impl RowPlan {
    /// Numbers the paths of a request.
    ///
    /// # Errors
    /// [`ImportError::UnknownZone`].
    pub fn new(request: &Request, options: &Options) -> Result<Self, ImportError> {
        let times = TimeReader::new(&options.zone)
            .ok_or_else(|| ImportError::UnknownZone(options.zone.clone()))?;
        let mut slots = Slots::default();
        let fields = request
            .fields
            .iter()
            .map(|wanted| RowField {
                slots: wanted.paths.iter().map(|p| slots.of(p)).collect(),
                read_as: wanted.read_as,
                required: wanted.required,
            })
            .collect();
        Ok(Self { slots, fields, times, examples: options.examples })
    }
}

/// Collects the rows of one piece of a file.
pub struct Rows<'a> {
    plan: &'a RowPlan,
    sink: Sink<'a>,
    piece: usize,
    columns: Vec<Building>,
    rows: usize,
    source_rows: usize,
    /// For each row the row of the file it came from, counted within the batch.
    source_row: Vec<u32>,
    /// The line of the batch's first row, and for each row of the file how many lines after it.
    first_line: u64,
    after: Vec<u32>,
    /// Whether some row of the batch became several.
    unfolded: bool,
    text_bytes: usize,
    /// The place of the next batch.
    place: u64,
    /// What became of the piece's rows.
    pub tally: Tally,
}

impl<'a> Rows<'a> {
    /// For the rows of piece number `piece`.
    pub fn new(plan: &'a RowPlan, sink: Sink<'a>, piece: usize) -> Self {
        Self {
            columns: plan.fields.iter().map(Building::new).collect(),
            rows: 0,
            source_rows: 0,
            source_row: Vec::new(),
            first_line: 0,
            after: Vec::new(),
            unfolded: false,
            text_bytes: 0,
            place: first_place(piece),
            tally: Tally::new(plan.examples),
            plan,
            sink,
            piece,
        }
    }

    /// Takes a row. `row` is the row as written and `line` where it begins in the file, both for the
    /// report; `bytes` is what the cells point into.
    ///
    /// # Errors
    /// [`Stopped`] from the sink.
    pub fn offer(
        &mut self,
        bytes: &[u8],
        cells: &Cells,
        line: u64,
        row: &[u8],
    ) -> Result<(), Stopped> {
        let mut used = 0;
        let mut problem = None;
        for frame in cells.rows() {
            let text_bytes = self.text_bytes;
            match self.push(bytes, cells, frame) {
                Ok(()) => {
                    if used == 0 {
                        self.tally.used(1);
                    }
                    if used == 0 || self.rows == 0 {
                        if self.source_rows == 0 {
                            self.first_line = line;
                        }
                        self.source_rows += 1;
                        self.after.push(line.saturating_sub(self.first_line) as u32);
                    }
                    used += 1;
                    self.rows += 1;
                    self.source_row.push(self.source_rows as u32 - 1);
                    if self.text_bytes > LONGEST_BATCH {
                        self.flush()?;
                    }
                }
                Err(reason) => {
                    self.columns.iter_mut().for_each(|column| column.truncate(self.rows));
                    self.text_bytes = text_bytes;
                    problem = problem.or(Some(reason));
                }
            }
        }
        self.unfolded |= used > 1;
        if let (0, Some(reason)) = (used, problem) {
            self.skip(reason, line, row);
        }
        if self.text_bytes > BATCH_BYTES || self.rows >= BATCH_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    /// Counts a row that cannot be used.
    pub fn skip(&mut self, reason: Message, line: u64, row: &[u8]) {
        self.tally.skip(reason, self.piece, line, row);
    }

    /// Counts a place where the file is damaged or cut off.
    pub fn damage(&mut self, reason: Message, line: u64, row: &[u8]) {
        self.tally.damage(reason, self.piece, line, row);
    }

    /// Adds each field's value to its column; `Err` with the reason when a required one is missing,
    /// which leaves values of a row that is none.
    fn push(&mut self, bytes: &[u8], cells: &Cells, frame: usize) -> Result<(), Message> {
        for (field, column) in self.plan.fields.iter().zip(&mut self.columns) {
            let cell = match field.read_as {
                ReadAs::Id => cells.pick_id(bytes, frame, &field.slots),
                ReadAs::Text | ReadAs::Time(_) => cells.pick(bytes, frame, &field.slots),
            };
            let problem = match (cell, field.read_as) {
                (None, _) => None,
                (Some(text), ReadAs::Text | ReadAs::Id) => {
                    self.text_bytes += text.len();
                    column.push_text(text);
                    continue;
                }
                (Some(text), ReadAs::Time(format)) => match self.plan.times.read(text, format) {
                    Ok(time) => {
                        column.push_time(time);
                        continue;
                    }
                    Err(problem) => Some(problem),
                },
            };
            match &field.required {
                None => column.push_nothing(),
                Some(what) => return Err(what.reason(problem)),
            }
        }
        Ok(())
    }

    /// The place of the next `rows` rows.
    pub fn next_place(&mut self, rows: usize) -> u64 {
        let place = self.place;
        self.place += rows as u64;
        place
    }

    /// Hands out what there is.
    ///
    /// # Errors
    /// [`Stopped`] from the sink.
    pub fn flush(&mut self) -> Result<(), Stopped> {
        if self.rows == 0 {
            return Ok(());
        }
        let batch = Batch {
            place: self.next_place(self.rows),
            rows: self.rows,
            source_rows: self.source_rows,
            source_row: std::mem::take(&mut self.unfolded).then(|| self.source_row.clone()),
            lines: Lines { first: self.first_line, after: Some(std::mem::take(&mut self.after)) },
            columns: self.columns.iter_mut().map(Building::finish).collect(),
        };
        (self.rows, self.source_rows, self.text_bytes) = (0, 0, 0);
        self.source_row.clear();
        (self.sink)(batch)
    }
}

/// A place is the number of the piece above this many bits for the row within the piece.
const ROW_BITS: u32 = 36;

/// The place of the first row of a piece.
pub(super) fn first_place(piece: usize) -> u64 {
    (piece as u64) << ROW_BITS
}

/// The first place behind the piece that `place` is in: where another part of a file may go on.
pub fn next_piece(place: u64) -> u64 {
    ((place >> ROW_BITS) + 1) << ROW_BITS
}

impl Essential {
    /// Why a row without it is skipped; `problem` where there is something that is no time.
    pub(super) fn reason(self, problem: Option<TimeProblem>) -> Message {
        match (problem, self) {
            (Some(TimeProblem::Unreadable), _) => message!("import-time-unreadable"),
            (Some(TimeProblem::OutOfRange), _) => message!("import-time-out-of-range"),
            (None, Self::Person) => message!("import-no-person"),
            (None, Self::Time) => message!("import-no-time"),
            (None, Self::Event) => message!("import-no-event"),
            (None, Self::Product) => message!("import-no-product"),
        }
    }
}

/// A column being built.
#[derive(Debug)]
enum Building {
    Text { bytes: Vec<u8>, ends: Vec<i32>, valid: NullBufferBuilder },
    Time { values: Vec<i64>, valid: NullBufferBuilder },
}

impl Building {
    fn new(field: &RowField) -> Self {
        let valid = NullBufferBuilder::new(0);
        match field.read_as {
            ReadAs::Text | ReadAs::Id => Self::Text { bytes: Vec::new(), ends: vec![0], valid },
            ReadAs::Time(_) => Self::Time { values: Vec::new(), valid },
        }
    }

    fn push_text(&mut self, text: &[u8]) {
        if let Self::Text { bytes, ends, valid } = self {
            bytes.extend_from_slice(text);
            ends.push(bytes.len() as i32);
            valid.append_non_null();
        }
    }

    fn push_time(&mut self, time: i64) {
        if let Self::Time { values, valid } = self {
            values.push(time);
            valid.append_non_null();
        }
    }

    fn push_nothing(&mut self) {
        match self {
            Self::Text { bytes, ends, valid } => {
                ends.push(bytes.len() as i32);
                valid.append_null();
            }
            Self::Time { values, valid } => {
                values.push(0);
                valid.append_null();
            }
        }
    }

    /// Forgets all but the first `rows`.
    fn truncate(&mut self, rows: usize) {
        match self {
            Self::Text { bytes, ends, valid } => {
                ends.truncate(rows + 1);
                bytes.truncate(ends[rows] as usize);
                valid.truncate(rows);
            }
            Self::Time { values, valid } => {
                values.truncate(rows);
                valid.truncate(rows);
            }
        }
    }

    fn finish(&mut self) -> Column {
        match self {
            Self::Text { bytes, ends, valid } => {
                let size = bytes.len();
                let bytes = std::mem::replace(bytes, Vec::with_capacity(size));
                let rows = ends.len();
                let ends = std::mem::replace(ends, Vec::with_capacity(rows));
                let valid = valid.finish();
                let column = text_column(bytes, ends, valid.as_ref());
                if let Self::Text { ends, .. } = self {
                    ends.push(0);
                }
                Column::Text(column)
            }
            Self::Time { values, valid } => {
                let rows = values.len();
                let values = std::mem::replace(values, Vec::with_capacity(rows));
                Column::Time(Int64Array::new(values.into(), valid.finish()))
            }
        }
    }
}

/// A text column of bytes that are nearly always UTF-8; cells that are not are repaired.
fn text_column(bytes: Vec<u8>, ends: Vec<i32>, valid: Option<&NullBuffer>) -> StringArray {
    let offsets = OffsetBuffer::new(ScalarBuffer::from(ends));
    let buffer = Buffer::from_vec(bytes);
    match StringArray::try_new(offsets.clone(), buffer.clone(), valid.cloned()) {
        Ok(array) => array,
        Err(_) => (0..offsets.len() - 1)
            .map(|row| {
                let cell = &buffer[offsets[row] as usize..offsets[row + 1] as usize];
                let present = valid.is_none_or(|v| v.is_valid(row));
                present.then(|| repair(cell))
            })
            .collect(),
    }
}

/// Text of bytes that should have been UTF-8. Where other characters beyond ASCII are well formed
/// only the broken ones are replaced (a text cut in the middle of a character); otherwise the cell
/// was written as Windows-1252.
fn repair(cell: &[u8]) -> Cow<'_, str> {
    let lossy = String::from_utf8_lossy(cell);
    let mixed = lossy.chars().any(|c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER);
    match lossy {
        Cow::Borrowed(_) => lossy,
        Cow::Owned(_) if mixed => lossy,
        Cow::Owned(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0,
    }
}
