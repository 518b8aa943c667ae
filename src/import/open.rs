//! Opens a file: says what it is and what is in its fields, from samples, whatever its size.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::Path;

use encoding_rs::Encoding;

use super::archive::{Archive, Entry};
use super::delimited::{self, Dialect, Reader};
use super::excel::{self, SheetHead, Workbook};
use super::glimpse::{self, FURTHER_BYTES};
use super::header::{self, Header};
use super::input::{self, Limit, Stream, fill, io_error};
use super::json::Lexer;
use super::line_ends;
use super::members::Members;
use super::packed::Packing;
use super::pieces::{Cut, Lines, PIECE_BYTES, QuotedLines};
use super::profile::Profile;
use super::recognise::recognise;
use super::time::TimeReader;
use super::{
    Compression, Container, Format, ImportError, Options, OtherSheet, Source, columnar, partition,
    sniff,
};
use crate::base::language::{Message, message};
use crate::base::progress::Progress;
use crate::base::words;

/// Says what a file is: container, packing, encoding, format, fields, first rows. Takes a fraction
/// of a second whatever the size of the file, since only samples are read.
///
/// # Errors
/// [`ImportError`] with a sentence that helps, when the file holds no rows at all.
pub fn open(path: &Path, options: &Options, progress: &Progress) -> Result<Source, ImportError> {
    let mut source = open_itself(path, options, progress)?;
    partition::add(&mut source, options)?;
    Ok(source)
}

/// Says what a file is by itself.
fn open_itself(path: &Path, options: &Options, progress: &Progress) -> Result<Source, ImportError> {
    progress.check()?;
    let failed = |e| io_error(path, e);
    let glimpse = glimpse::glimpse(path).map_err(|e| io_error(path, e))?;
    let input::Opened { mut file, bytes, local: _held } = input::open_local(path, glimpse)?;
    let mut magic = Vec::new();
    fill(&mut file, &mut magic, 4096).map_err(failed)?;
    file.rewind().map_err(failed)?;
    if magic.is_empty() {
        return Err(ImportError::Empty(path.into()));
    }
    if magic.starts_with(b"PAR1") {
        return columnar::open(path, &file, bytes, options, progress);
    }
    let limit = Limit::new(options, bytes);
    let sample = match input::compression(&magic) {
        Compression::Zip => return zipped(path, file, bytes, limit, options, progress),
        compression => Sample::take(path, file, bytes, compression, &limit)?,
    };
    let source = sample.source(path, bytes, options)?;
    progress.check()?;
    Ok(source)
}

/// Opens a zip archive or an Excel workbook, which is one inside.
fn zipped(
    path: &Path,
    file: File,
    bytes: u64,
    limit: Limit,
    options: &Options,
    progress: &Progress,
) -> Result<Source, ImportError> {
    let mut book = file.try_clone().map_err(|e| io_error(path, e))?;
    let watch = Progress::new();
    let mut archive = Archive::open(path, file, limit, &watch)?;
    if archive.is_workbook() {
        archive.check_workbook(bytes, progress)?;
        drop(archive);
        book.rewind().map_err(|e| io_error(path, e))?;
        return workbook(path, book, bytes, options, progress);
    }
    // The first file with rows says what the fields are.
    let only = archive.len() == 1;
    let mut first_error = None;
    for number in 0..archive.len() {
        progress.check()?;
        let member = archive.entry(number).and_then(|entry| match entry {
            Entry::Text(stream, packed) => {
                member(path, stream, packed, bytes, options, &watch, only)
            }
            Entry::Parquet(file) => {
                let source =
                    columnar::open(path, file.as_file(), bytes, options, &Progress::none())?;
                let estimated_rows = source.estimated_rows.filter(|_| only);
                Ok(Source { compression: Compression::Zip, estimated_rows, ..source })
            }
        });
        match member {
            Err(
                error @ (ImportError::Empty(_)
                | ImportError::NoRows(_)
                | ImportError::NotATable { .. }
                | ImportError::Damaged { .. }),
            ) => first_error = first_error.or(Some(error)),
            member => return member,
        }
    }
    Err(first_error.unwrap_or_else(|| ImportError::Empty(path.into())))
}

/// What a text in an archive shows.
fn member(
    path: &Path,
    mut stream: Stream<'_>,
    packed: Compression,
    bytes: u64,
    options: &Options,
    watch: &Progress,
    only: bool,
) -> Result<Source, ImportError> {
    let packed = if packed == Compression::None { Compression::Zip } else { packed };
    let head = input::peek(&mut stream, PIECE_BYTES, packed).map_err(|e| io_error(path, e))?;
    drop(stream);
    let only = head.whole && only;
    let packed_bytes = watch.snapshot().map_or(bytes, |s| s.done);
    let sample =
        Sample::new(path, Compression::Zip, &head.bytes, head.whole, packed_bytes, Vec::new())?;
    let mut source = sample.source(path, bytes, options)?;
    if !only && head.whole {
        source.estimated_rows = None;
    }
    Ok(source)
}

/// Opens an Excel workbook whose parts were checked.
fn workbook(
    path: &Path,
    file: File,
    bytes: u64,
    options: &Options,
    progress: &Progress,
) -> Result<Source, ImportError> {
    let mut book = Workbook::open(path, file, progress)?;
    let (heads, table) = book.heads()?;
    let name = &heads[table].name;
    let mut stream = book.sheet(name)?;
    let head =
        input::peek(&mut stream, PIECE_BYTES, Compression::Zip).map_err(|e| io_error(path, e))?;
    drop(stream);
    progress.check()?;
    let sample = Sample::new(path, Compression::None, &head.bytes, head.whole, 0, Vec::new())?;
    let delimiter = excel::DIALECT.delimiter;
    let container = Container::Delimited { delimiter, header: true };
    let mut source = sample.source_in(path, head.bytes.len() as u64, container, options)?;
    if !head.whole {
        source.estimated_rows = book.claimed_rows(name);
    }
    let alone = heads.iter().filter(|h| h.same_columns(&heads[table])).count() == 1;
    source.estimated_rows = source.estimated_rows.filter(|_| alone);
    // A sheet of one column holds notes.
    let others = heads.iter().filter(|h| h.filled && h.columns.len() > 1);
    let others = others.filter(|h| !h.same_columns(&heads[table]));
    let other = |h: &SheetHead| OtherSheet { name: h.name.clone(), columns: h.columns.clone() };
    source.other_sheets = others.map(other).collect();
    Ok(Source { container: Container::Excel, bytes, ..source })
}

/// Decoded text from a file.
struct Sample {
    compression: Compression,
    encoding: &'static Encoding,
    /// The beginning.
    head: Vec<u8>,
    /// Whether that is all.
    whole: bool,
    /// Bytes on disk that the beginning took.
    packed_bytes: u64,
    /// Pieces from further on, each beginning after a line end.
    further: Vec<Vec<u8>>,
}

impl Sample {
    fn take(
        path: &Path,
        file: File,
        bytes: u64,
        compression: Compression,
        limit: &Limit,
    ) -> Result<Self, ImportError> {
        let failed = |e| io_error(path, e);
        let mut further = Vec::new();
        if compression == Compression::None {
            let mut file = file.try_clone().map_err(failed)?;
            for at in glimpse::further(bytes) {
                let mut piece = Vec::new();
                file.seek(SeekFrom::Start(at)).map_err(failed)?;
                fill(&mut file, &mut piece, FURTHER_BYTES).map_err(failed)?;
                further.push(piece);
            }
            file.rewind().map_err(failed)?;
        }
        let watch = Progress::new();
        let mut stream = input::unpack(file, compression, limit, &watch).map_err(failed)?;
        let mut head = Vec::new();
        let whole = match fill(&mut *stream, &mut head, PIECE_BYTES) {
            Ok(whole) => whole,
            Err(e) if input::is_damage(&e, compression) && !head.is_empty() => true,
            Err(e) if input::is_damage(&e, compression) => {
                return Err(ImportError::Damaged {
                    path: path.into(),
                    what: message!("import-damage-unpack"),
                });
            }
            Err(e) => return Err(failed(e)),
        };
        let packed_bytes = watch.snapshot().map_or(bytes, |s| s.done);
        Self::new(path, compression, &head, whole, packed_bytes, further)
    }

    fn new(
        path: &Path,
        compression: Compression,
        head: &[u8],
        whole: bool,
        packed_bytes: u64,
        mut further: Vec<Vec<u8>>,
    ) -> Result<Self, ImportError> {
        if head.is_empty() {
            return Err(ImportError::Empty(path.into()));
        }
        let not = |what: Message| ImportError::NotATable { path: path.into(), what };
        if let Some(what) = sniff::not_a_table(head) {
            return Err(not(what));
        }
        let parts: Vec<&[u8]> = further.iter().map(Vec::as_slice).collect();
        let encoding = sniff::encoding(head, &parts);
        if encoding.is_ascii_compatible() && sniff::is_binary(head) {
            return Err(not(message!("import-is-binary")));
        }
        let decode =
            |bytes: &[u8]| encoding.decode_with_bom_removal(bytes).0.into_owned().into_bytes();
        if !encoding.is_ascii_compatible() {
            further.clear();
        }
        // Kept as raw bytes until here: reading must look at the same first bytes as this does.
        let mut text = decode(head);
        if line_ends::unify_line_ends(&mut text) {
            further.iter_mut().for_each(|piece| line_ends::returns_to_feeds(piece));
        }
        for piece in &mut further {
            let begin = memchr::memchr(b'\n', piece).map_or(piece.len(), |n| n + 1);
            *piece = decode(&piece[begin..]);
        }
        if !encoding.is_ascii_compatible() {
            text.truncate(PIECE_BYTES);
        }
        Ok(Self { compression, encoding, head: text, whole, packed_bytes, further })
    }

    fn source(&self, path: &Path, bytes: u64, options: &Options) -> Result<Source, ImportError> {
        let not = |what: Message| ImportError::NotATable { path: path.into(), what };
        if self.head.trim_ascii().is_empty() {
            return Err(ImportError::Empty(path.into()));
        }
        let container = sniff::container(&self.head, self.whole)
            .ok_or_else(|| not(message!("import-is-text")))?;
        self.source_in(path, bytes, container, options)
    }

    fn source_in(
        &self,
        path: &Path,
        bytes: u64,
        container: Container,
        options: &Options,
    ) -> Result<Source, ImportError> {
        let not = |what: Message| ImportError::NotATable { path: path.into(), what };
        let times = TimeReader::new(&options.zone)
            .ok_or_else(|| ImportError::UnknownZone(options.zone.clone()))?;
        let mut profile = Profile::new(times);
        let sampled = match container {
            Container::Delimited { delimiter, header } => {
                self.delimited(delimiter, header, &mut profile)
            }
            Container::JsonLines => {
                let end = self.cut(Lines);
                self.json_lines(&self.head[..end], &mut profile);
                for piece in &self.further {
                    let end = memchr::memrchr(b'\n', piece).unwrap_or(0);
                    self.json_lines(&piece[..end], &mut profile);
                }
                end
            }
            _ => self.json_members(&mut profile),
        };
        let rows = profile.rows;
        if rows == 0 {
            return Err(match container {
                Container::Delimited { .. } => ImportError::NoRows(path.into()),
                _ if self.whole => not(message!("import-is-json")),
                _ => not(message!(
                    "import-is-long-json",
                    size = words::bytes(self.head.len() as u64)
                )),
            });
        }
        let (fields, preview) = profile.finish();
        let (format, confidence) = recognise(container, &fields);
        let sample_bytes = sampled + self.further.iter().map(Vec::len).sum::<usize>();
        let estimated_rows = if self.whole && self.further.is_empty() {
            Some(rows)
        } else {
            let unpacked = bytes as f64 * self.head.len() as f64 / self.packed_bytes.max(1) as f64;
            let unpacked =
                if self.compression == Compression::None { bytes as f64 } else { unpacked };
            Some((rows as f64 * unpacked / sample_bytes.max(1) as f64).round() as u64)
        };
        Ok(Source {
            path: path.into(),
            bytes,
            container,
            compression: self.compression,
            encoding: self.encoding.name().to_owned(),
            format: if rows > 0 { format } else { Format::Plain },
            confidence,
            fields,
            folders: Vec::new(),
            other_sheets: Vec::new(),
            sampled: rows,
            preview,
            estimated_rows,
        })
    }

    /// The end of the last whole row of the beginning.
    fn cut(&self, mut cut: impl Cut) -> usize {
        cut.cut(&self.head, self.whole, &mut Vec::new()).unwrap_or(self.head.len())
    }

    fn delimited(&self, delimiter: u8, header: bool, profile: &mut Profile) -> usize {
        let quoted = Dialect { delimiter, quotes: true };
        let Header { mut names, begin, .. } = header::names(&self.head, quoted, header);
        let snowplow = delimiter == b'\t' && !header && (100..=140).contains(&names.len());
        let dialect = Dialect { delimiter, quotes: !snowplow };
        if snowplow {
            names = super::recognise::SNOWPLOW.iter().map(|n| (*n).to_owned()).collect();
        }
        for name in &names {
            profile.field(name);
        }
        let end = if snowplow { self.cut(Lines) } else { self.cut(QuotedLines { delimiter }) };
        let further = self.further.iter().map(Vec::as_slice);
        for (part, text) in
            std::iter::once(&self.head[begin.min(end)..end]).chain(further).enumerate()
        {
            let mut reader = Reader::new(text, dialect);
            while let Some(row) = reader.texts() {
                // Further pieces may begin and end inside a row.
                if part > 0 && row.len() != names.len() {
                    continue;
                }
                profile.row();
                for (name, cell) in names.iter().zip(&row) {
                    if !delimited::is_null(cell) {
                        let cell = String::from_utf8_lossy(cell);
                        let unpacked = Packing::of(name).and_then(|packing| packing.unpack(&cell));
                        profile.json_text(name, unpacked.as_deref().unwrap_or(&cell));
                    }
                }
            }
        }
        end - begin.min(end)
    }

    fn json_lines(&self, text: &[u8], profile: &mut Profile) {
        for line in text.split(|c| *c == b'\n') {
            json_row(line, profile);
        }
    }

    fn json_members(&self, profile: &mut Profile) -> usize {
        let (begin, around) = sniff::list_start(&self.head);
        let text = &self.head[begin..];
        let mut rows = Vec::new();
        Members::new(around).cut(text, self.whole, &mut rows);
        for row in &rows {
            json_row(&text[row.clone()], profile);
        }
        rows.last().map_or(0, |row| row.end)
    }
}

fn json_row(row: &[u8], profile: &mut Profile) {
    let row = row.trim_ascii();
    let mut check = Lexer::new(row);
    if row.first() != Some(&b'{') || check.skip().is_err() || check.peek().is_some() {
        return;
    }
    profile.row();
    let _ = profile.json(&mut Lexer::new(row), &mut String::new(), 0, true);
}
