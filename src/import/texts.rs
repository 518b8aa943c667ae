//! Every text in a file, whatever its layout: for lists of people who must not be contacted, where
//! losing one entry is worse than reading a header as one.
//!
//! Out come records: a line of text as it stands (no header, no quotes, no columns assumed), the
//! filled cells of a row of any sheet, the strings and numbers of a JSON value. Reading by columns,
//! as [`super::read()`] does it, was rejected here: a ragged row or an unclosed quote is skipped there
//! with a reason, and here it is a person who would be written to. What cannot be read whole is an
//! error.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use calamine::DataRef;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::archive::{Archive, Entry};
use super::excel::Workbook;
use super::input::{self, Counted, Limit, Stream, Transcoded, fill};
use super::{Compression, ImportError, Options, ReadAs, Request, Wanted, sniff};
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped};
use crate::base::sync::lock;
use crate::base::system_error;

/// Bytes looked at to tell encoding and layout.
const HEAD: usize = 64 << 10;
/// A line longer than this is given out in parts, cut where values are separated.
const LONGEST_LINE: usize = 1 << 20;

/// Takes a record's texts; an error stops the reading.
type Sink<'a> = &'a mut (dyn FnMut(&[&str]) -> Result<(), Stopped> + Send);

/// Gives every record of a file to `sink`, in the file's order.
///
/// # Errors
/// [`ImportError`] when the file cannot be read from its first to its last byte, is empty or no
/// text, or when stopped.
pub fn texts(
    path: &Path,
    options: &Options,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<(), ImportError> {
    texts_of(path, options, sink, progress, true)
}

/// As [`texts`]; `outer`: archives inside are read too, those inside of these are not.
fn texts_of(
    path: &Path,
    options: &Options,
    sink: Sink<'_>,
    progress: &Progress,
    outer: bool,
) -> Result<(), ImportError> {
    let input::Opened { mut file, bytes, local: _held } = input::open_file(path)?;
    let mut magic = Vec::new();
    let failed = |e| input::io_error(path, e);
    fill(&mut file, &mut magic, 4).map_err(failed)?;
    io::Seek::rewind(&mut file).map_err(failed)?;
    if magic == b"PAR1" {
        return parquet(path, options, sink, progress);
    }
    let limit = Limit::new(options, bytes);
    let packed = input::compression(&magic);
    if packed != Compression::Zip {
        let stream = input::unpack(file, packed, &limit, progress).map_err(failed)?;
        return text(path, stream, packed, sink, progress);
    }
    let book = file.try_clone().map_err(failed)?;
    let mut archive = Archive::open(path, file, limit, progress)?;
    if archive.is_workbook() {
        archive.check_workbook(bytes, progress)?;
        drop(archive);
        return workbook(path, book, &Limit::new(options, bytes), sink, progress);
    }
    if let Some(other) = archive.others().first() {
        let what = message!("import-is-zip-with", name = other.as_str());
        return Err(ImportError::NotATable { path: path.into(), what });
    }
    for number in 0..archive.len() {
        if let Some(inside) = archive.archive_inside(number)?.filter(|_| outer) {
            texts_of(inside.path(), options, &mut *sink, progress, false)
                .map_err(|error| inner(path, &archive.name(number), error))?;
            continue;
        }
        let name = archive.name(number);
        match archive.entry(number)? {
            Entry::Text(stream, inner) => {
                let packed = if inner == Compression::None { Compression::Zip } else { inner };
                text(path, stream, packed, sink, progress)?;
            }
            Entry::Parquet(inside) => {
                let read = parquet(inside.path(), options, &mut *sink, progress);
                read.map_err(|error| inner(path, &name, error))?;
            }
        }
    }
    Ok(())
}

/// An error of a file inside an archive, by the names of both; it was read from a temporary one.
fn inner(path: &Path, name: &str, error: ImportError) -> ImportError {
    let what = match error {
        ImportError::Stopped(stopped) => return stopped.into(),
        ImportError::TooLarge { limit, .. } => {
            return ImportError::TooLarge { path: path.into(), limit };
        }
        ImportError::Damaged { what, .. } | ImportError::NotATable { what, .. } => what,
        ImportError::Io { source, .. } => system_error::message(&source),
        _ => message!("import-damage-no-rows"),
    };
    let what = message!("import-damage-inside", name = name, what = what);
    ImportError::Damaged { path: path.into(), what }
}

/// Text of any encoding: JSON where it begins like it, else line by line.
fn text(
    path: &Path,
    mut stream: Stream<'_>,
    packed: Compression,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<(), ImportError> {
    let failed = |e: io::Error| broken(path, e, packed);
    let mut head = Vec::new();
    fill(&mut *stream, &mut head, HEAD).map_err(failed)?;
    if let Some(what) = sniff::not_a_table(&head) {
        return Err(ImportError::NotATable { path: path.into(), what });
    }
    let encoding = sniff::encoding(&head, &[]);
    let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    if !wide && sniff::is_binary(&head) {
        return Err(ImportError::NotATable {
            path: path.into(),
            what: message!("import-is-binary"),
        });
    }
    let all = Transcoded::new(Cursor::new(head).chain(stream), encoding);
    let mut all = BufReader::with_capacity(HEAD, all);
    let begin = all.fill_buf().map_err(failed)?;
    if is_json(begin) {
        return json(path, all, packed, sink, progress);
    }
    let (mut line, mut rows) = (Vec::new(), WholeRows::default());
    loop {
        let end = next_line(&mut all, &mut line).map_err(failed)?;
        progress.check()?;
        let text = String::from_utf8_lossy(&line);
        if !text.trim().is_empty() {
            sink(&[text.trim()])?;
            match end {
                LineEnd::There => rows.see(&line),
                LineEnd::OfFile if rows.cuts(&line) => {
                    let what = message!("import-last-row");
                    return Err(ImportError::Damaged { path: path.into(), what });
                }
                LineEnd::OfFile => {}
            }
        }
        if end == LineEnd::OfFile {
            return Ok(());
        }
    }
}

/// What the rows of a table have in common, whatever its columns: a last row that was cut off has fewer separators
/// than each before it, or a quote that is open.
#[derive(Debug, Default)]
struct WholeRows {
    /// How many there are.
    rows: usize,
    /// Of each separator the fewest in a row.
    fewest: Option<[usize; SEPARATORS.len()]>,
    /// Whether some row has a quote that is open.
    odd: bool,
}

/// What stands between the cells of a row; a bar stands in IDs as well.
const SEPARATORS: [u8; 3] = *b",;\t";

impl WholeRows {
    fn counts(line: &[u8]) -> [usize; SEPARATORS.len()] {
        SEPARATORS.map(|separator| memchr::memchr_iter(separator, line).count())
    }

    fn is_odd(line: &[u8]) -> bool {
        !memchr::memchr_iter(b'"', line).count().is_multiple_of(2)
    }

    fn see(&mut self, line: &[u8]) {
        self.rows += 1;
        let counts = Self::counts(line);
        let fewest = self.fewest.get_or_insert(counts);
        fewest.iter_mut().zip(counts).for_each(|(fewest, count)| *fewest = count.min(*fewest));
        self.odd |= Self::is_odd(line);
    }

    /// Whether a row without a line end was cut off.
    fn cuts(&self, line: &[u8]) -> bool {
        let Some(fewest) = self.fewest.filter(|_| self.rows > 1) else { return false };
        let counts = Self::counts(line);
        fewest.iter().zip(counts).any(|(fewest, count)| count < *fewest)
            || (!self.odd && Self::is_odd(line))
    }
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    /// By a line end, or by a separator once it is very long.
    There,
    /// With the file.
    OfFile,
}

/// Reads up to the next line end, or to a separator once the line is very long.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<LineEnd> {
    line.clear();
    loop {
        let ready = reader.fill_buf()?;
        if ready.is_empty() {
            return Ok(LineEnd::OfFile);
        }
        let long = line.len() > LONGEST_LINE;
        let ends = |c: &u8| matches!(c, b'\n' | b'\r') || (long && b",;\t|".contains(c));
        let end = ready.iter().position(ends);
        line.extend_from_slice(&ready[..end.unwrap_or(ready.len())]);
        let used = end.map_or(ready.len(), |at| at + 1);
        reader.consume(used);
        if end.is_some() {
            return Ok(LineEnd::There);
        }
    }
}

/// An object begins with a name or ends at once, which tells it from an ID in braces.
fn is_json(begin: &[u8]) -> bool {
    let text = begin.trim_ascii_start();
    match text.first() {
        Some(b'[') => true,
        Some(b'{') => matches!(text[1..].trim_ascii_start().first(), Some(b'"' | b'}')),
        _ => false,
    }
}

/// What a failed read means: packed data that is cut off is the file's fault.
fn broken(path: &Path, error: io::Error, packed: Compression) -> ImportError {
    if input::is_damage(&error, packed) {
        let what = message!("import-damage-packed");
        return ImportError::Damaged { path: path.into(), what };
    }
    input::io_error(path, error)
}

fn json(
    path: &Path,
    reader: impl Read,
    packed: Compression,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<(), ImportError> {
    let mut records = Records { sink, progress, texts: Vec::new(), lists: 0, stopped: false };
    let mut values = serde_json::Deserializer::from_reader(reader);
    loop {
        // Lines of values are read one after the other; `end` is fine after the last one only.
        if values.end().is_ok() {
            return Ok(());
        }
        let read = Leaves(&mut records).deserialize(&mut values);
        records.flush();
        if records.stopped {
            return Err(Stopped.into());
        }
        if let Err(error) = read {
            let line = error.line();
            if error.is_io() {
                return Err(broken(path, error.into(), packed));
            }
            let what = message!("import-damage-json", line = line);
            return Err(ImportError::Damaged { path: path.into(), what });
        }
    }
}

/// What is gathered of a record until it ends.
struct Records<'a> {
    sink: Sink<'a>,
    progress: &'a Progress,
    texts: Vec<String>,
    /// Lists that are open: a member of the outermost one is a record.
    lists: usize,
    stopped: bool,
}

impl Records<'_> {
    fn flush(&mut self) {
        if !self.texts.is_empty() && !self.stopped {
            let texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
            self.stopped = self.progress.stopped() || (self.sink)(&texts).is_err();
        }
        self.texts.clear();
    }
}

/// Gathers every string, number and name of a JSON value.
struct Leaves<'r, 'a>(&'r mut Records<'a>);

impl<'de> DeserializeSeed<'de> for Leaves<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Leaves<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("value")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.texts.push(text.to_owned());
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.0.texts.push(number.to_string());
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.0.texts.push(number.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.0.texts.push(number.to_string());
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.lists += 1;
        while members.next_element_seed(Leaves(self.0))?.is_some() {
            if self.0.lists == 1 {
                self.0.flush();
            }
            if self.0.stopped {
                return Err(A::Error::custom("stopped"));
            }
        }
        self.0.lists -= 1;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            self.0.texts.push(name);
            members.next_value_seed(Leaves(self.0))?;
        }
        Ok(())
    }
}

/// Every filled row of every sheet; cells are read as they lie in the file, so that one far out
/// takes no memory for the empty ones before it.
fn workbook(
    path: &Path,
    mut file: File,
    limit: &Limit,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<(), ImportError> {
    io::Seek::rewind(&mut file).map_err(|e| input::io_error(path, e))?;
    let mut book = Workbook::open(path, Counted::new(file, progress), progress)?;
    for sheet in book.names() {
        let mut rows = book.rows(&sheet)?;
        loop {
            let row = rows.next_row().map_err(|_| match progress.check() {
                Err(stopped) => stopped.into(),
                Ok(()) => {
                    let what = message!("import-damage-not-whole");
                    ImportError::Damaged { path: path.into(), what }
                }
            })?;
            if row.is_empty() {
                break;
            }
            if row.iter().any(|cell| *cell.get_value() == DataRef::Empty) {
                let what = message!("import-damage-formulas", name = sheet.as_str());
                return Err(ImportError::Damaged { path: path.into(), what });
            }
            let texts: Vec<String> =
                row.iter().filter_map(|cell| written(cell.get_value())).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            // One long text may be in every cell.
            let bytes = texts.iter().map(|text| text.len() as u64).sum();
            limit.spend(bytes).map_err(|e| input::io_error(path, e))?;
            if !texts.is_empty() {
                sink(&texts)?;
            }
        }
    }
    Ok(())
}

/// A cell's text, where it may be part of an identifier: dates and flags are none.
fn written(cell: &DataRef<'_>) -> Option<String> {
    let text = match cell {
        DataRef::Int(number) => number.to_string(),
        // `Display` of f64 is the shortest exact form and writes whole numbers without a fraction.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn parquet(
    path: &Path,
    options: &Options,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<(), ImportError> {
    let source = match super::open(path, options, progress) {
        Err(ImportError::NoRows(_)) => return Ok(()),
        source => source?,
    };
    let fields = source.fields.iter();
    let fields = fields
        .map(|f| Wanted { paths: vec![f.path.clone()], read_as: ReadAs::Text, required: None })
        .collect();
    let sink = std::sync::Mutex::new(sink);
    let each = |batch: super::Batch| {
        let mut sink = lock(&sink);
        for row in 0..batch.rows {
            let texts: Vec<&str> = batch.columns.iter().filter_map(|c| c.text(row)).collect();
            (*sink)(&texts)?;
        }
        progress.check()
    };
    let request = Request { fields, limit: None };
    let report = super::read(&source, &request, options, &each, progress)?;
    match report.skipped.first() {
        Some(skipped) => Err(ImportError::Damaged {
            path: path.into(),
            what: message!(
                "import-damage-rows",
                rows = skipped.rows,
                reason = skipped.reason.clone()
            ),
        }),
        None => Ok(()),
    }
}
