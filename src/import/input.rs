//! A file as a stream of unpacked bytes, with progress counted in bytes on disk.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use encoding_rs::{CoderResult, Decoder, Encoding};
use flate2::bufread::GzDecoder;

use super::line_ends::{FeedsForReturns, unify_line_ends};
use super::{Compression, ImportError, Options};
use crate::base::fault_report;
use crate::base::language::t;
use crate::base::progress::Progress;
use crate::base::remote::{self, Local};
use crate::base::whole_file::{self, NotAFile};
use crate::base::words;

/// Compressed bytes are read from disk this many at a time.
const DISK_BYTES: usize = 256 << 10;
/// A buffer begins with so many.
const FIRST_BYTES: usize = 64 << 10;

/// A file to be read.
pub struct Opened {
    pub file: File,
    pub bytes: u64,
    /// Where it is on this machine, as long as this is held.
    pub local: Local,
}

/// Opens a file.
///
/// # Errors
/// Not there, a folder, no permission, empty.
pub fn open_file(path: &Path) -> Result<Opened, ImportError> {
    open_local(path, remote::local(path).map_err(|e| io_error(path, e))?)
}

/// Opens a file that is on this machine for a while.
///
/// # Errors
/// As [`open_file`].
pub fn open_local(path: &Path, local: Local) -> Result<Opened, ImportError> {
    let failed = |e| io_error(path, e);
    let data = match whole_file::is_a_file(local.path()) {
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
            std::fs::read_dir(path).map_err(failed)?;
            return Err(ImportError::Folder(path.into()));
        }
        data => data.map_err(failed)?,
    };
    let file = File::open(local.path()).map_err(failed)?;
    match data.len() {
        0 => Err(ImportError::Empty(path.into())),
        bytes => Ok(Opened { file, bytes, local }),
    }
}

/// What the system says, in the person's words.
pub fn io_error(path: &Path, error: io::Error) -> ImportError {
    if let Some(OverLimit(limit)) = error.get_ref().and_then(|e| e.downcast_ref()) {
        return ImportError::TooLarge { path: path.into(), limit: *limit };
    }
    if error.get_ref().is_some_and(|e| e.is::<NotAFile>()) {
        return ImportError::NotAFile(path.into());
    }
    match error.kind() {
        io::ErrorKind::NotFound => ImportError::NotFound(path.into()),
        io::ErrorKind::PermissionDenied => ImportError::NoPermission(path.into()),
        io::ErrorKind::IsADirectory => ImportError::Folder(path.into()),
        _ => ImportError::Io { path: path.into(), source: error },
    }
}

/// How a file that begins with these bytes is packed.
pub fn compression(head: &[u8]) -> Compression {
    match head {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
        // A skippable frame, which some writers put first.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstd,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Compression::Zip,
        _ => Compression::None,
    }
}

/// Unpacked bytes.
pub type Stream<'a> = Box<dyn Read + 'a>;

/// How many more bytes may be unpacked; shared by all that is unpacked from one file.
#[derive(Debug, Clone)]
pub struct Limit {
    left: Rc<Cell<u64>>,
    all: u64,
}

impl Limit {
    /// For a file of this many bytes on disk.
    pub fn new(options: &Options, bytes: u64) -> Self {
        let all = bytes.saturating_mul(options.max_unpack_ratio).max(options.max_unpack_free_bytes);
        Self { left: Rc::new(Cell::new(all)), all }
    }

    /// What may be unpacked in all.
    pub fn bytes(&self) -> u64 {
        self.all
    }

    /// Takes note of so many bytes more.
    ///
    /// # Errors
    /// Once they are more than may be.
    pub fn spend(&self, bytes: u64) -> io::Result<()> {
        let over = || io::Error::new(io::ErrorKind::FileTooLarge, OverLimit(self.all));
        self.left.set(self.left.get().checked_sub(bytes).ok_or_else(over)?);
        Ok(())
    }
}

/// The unpacked bytes of a file.
///
/// # Errors
/// When the unpacker cannot start.
pub fn unpack<'a>(
    file: File,
    compression: Compression,
    limit: &Limit,
    progress: &Progress,
) -> io::Result<Stream<'a>> {
    unpack_stream(Counted::new(file, progress), compression, Some(limit))
}

/// The unpacked bytes of a stream.
///
/// # Errors
/// When the unpacker cannot start.
pub fn unpack_stream<'a>(
    inner: impl Read + 'a,
    compression: Compression,
    limit: Option<&Limit>,
) -> io::Result<Stream<'a>> {
    let stream: Stream<'a> = match compression {
        // Entries of archives come here as they are, and may be bombs themselves.
        Compression::None | Compression::Zip => Box::new(inner),
        Compression::Gzip => {
            let inner = BufReader::with_capacity(DISK_BYTES, inner);
            Box::new(Gzip(Some(GzDecoder::new(inner))))
        }
        Compression::Zstd => {
            let inner = BufReader::with_capacity(DISK_BYTES, inner);
            Box::new(zstd::stream::read::Decoder::with_buffer(inner)?)
        }
    };
    Ok(match limit {
        Some(limit) => Box::new(Limited { inner: stream, limit: limit.clone() }),
        None => stream,
    })
}

/// The members of a gzip file one after the other. Zero bytes behind one are none: tapes and mainframes fill their
/// blocks up with them.
struct Gzip<R>(Option<GzDecoder<R>>);

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.0 {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(mut rest) = self.0.take().map(GzDecoder::into_inner) else { break };
            let follows = loop {
                let bytes = rest.fill_buf()?;
                let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
                let more = bytes.len();
                rest.consume(zeros);
                if zeros < more || more == 0 {
                    break more > 0;
                }
            };
            self.0 = follows.then(|| GzDecoder::new(rest));
        }
        Ok(0)
    }
}

/// Ends with an error once too much was unpacked.
struct Limited<'a> {
    inner: Stream<'a>,
    limit: Limit,
}

/// The error of [`Limited`].
#[derive(Debug, thiserror::Error)]
#[error("{}", t!("import-over-limit", size = words::bytes(*.0)))]
struct OverLimit(u64);

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.limit.spend(read as u64)?;
        Ok(read)
    }
}

/// Whether reading failed because the packed data is cut off or damaged, rather than because the
/// disk or the network failed.
pub fn is_damage(error: &io::Error, compression: Compression) -> bool {
    compression != Compression::None
        && error.kind() != io::ErrorKind::FileTooLarge
        && (error.raw_os_error().is_none() || error.kind() == io::ErrorKind::UnexpectedEof)
}

/// Counts what is read from disk.
pub struct Counted<R> {
    inner: R,
    progress: Progress,
}

impl<R> Counted<R> {
    /// Counts what is read from `inner`.
    pub fn new(inner: R, progress: &Progress) -> Self {
        Self { inner, progress: progress.clone() }
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.advance(read as u64);
        Ok(read)
    }
}

/// Bytes of some encoding as UTF-8; broken sequences become U+FFFD.
pub struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What of `raw` is still to be decoded.
    from: usize,
    to: usize,
    ended: bool,
    /// Decoded bytes that did not fit into the caller's buffer.
    spare: Vec<u8>,
    given: usize,
}

impl<R: Read> Transcoded<R> {
    /// Decodes `inner` from `encoding`; a byte-order mark is dropped.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 64 << 10],
            from: 0,
            to: 0,
            ended: false,
            spare: Vec::new(),
            given: 0,
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        while self.given == self.spare.len() {
            if self.from == self.to {
                if self.ended {
                    return Ok(());
                }
                self.from = 0;
                self.to = self.inner.read(&mut self.raw)?;
                self.ended = self.to == 0;
            }
            self.given = 0;
            self.spare.resize(self.raw.len() * 3 + 16, 0);
            let (result, read, written, _) = self.decoder.decode_to_utf8(
                &self.raw[self.from..self.to],
                &mut self.spare,
                self.ended,
            );
            self.spare.truncate(written);
            self.from += read;
            if self.ended && result == CoderResult::InputEmpty && written == 0 {
                return Ok(());
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.decode()?;
        let rest = &self.spare[self.given..];
        let size = rest.len().min(buffer.len());
        buffer[..size].copy_from_slice(&rest[..size]);
        self.given += size;
        Ok(size)
    }
}

/// What `read` returns; `None` when it panics, as some decoders do over damaged files.
pub fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    fault_report::expecting(read)
}

/// The beginning of a stream.
pub struct Head {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether that is all, as far as it can be read.
    pub whole: bool,
    /// Whether the packed data is damaged right after.
    pub damaged: bool,
}

/// The first `size` bytes of a stream, which begins again before them. Data that is damaged this
/// early shows the same error again when it is read. Lines that end with a carriage return alone, as
/// Excel's "CSV (Macintosh)" writes them, end with a line feed in what is given.
///
/// # Errors
/// Of the stream, unless it is damage.
pub fn peek(stream: &mut Stream<'_>, size: usize, packed: Compression) -> io::Result<Head> {
    let mut bytes = Vec::new();
    let (whole, damage) = match fill(&mut **stream, &mut bytes, size) {
        Ok(ended) => (ended, None),
        Err(error) if is_damage(&error, packed) => (true, Some(error)),
        Err(error) => return Err(error),
    };
    let damaged = damage.is_some();
    let rest = std::mem::replace(stream, Box::new(io::empty()));
    let rest: Stream<'_> = match damage {
        Some(error) => Box::new(Failing(Some(error))),
        None if whole => Box::new(io::empty()),
        None => rest,
    };
    let rest: Stream<'_> = match unify_line_ends(&mut bytes) {
        true => Box::new(FeedsForReturns(rest)),
        false => rest,
    };
    *stream = Box::new(io::Cursor::new(bytes.clone()).chain(rest));
    Ok(Head { bytes, whole, damaged })
}

/// Gives back an error once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Reads until `buffer` has `size` more bytes or the stream ends; `Ok(true)` at the end. On an
/// error what was read so far stays in `buffer`.
///
/// # Errors
/// Of the stream.
pub fn fill(reader: &mut dyn Read, buffer: &mut Vec<u8>, size: usize) -> io::Result<bool> {
    // Grows as the stream gives: of a small file not the whole `size` is cleared first.
    let read = reader.take(size as u64).read_to_end(buffer)?;
    Ok(read < size)
}

/// The same where `buffer` may be longer than what is `filled` of it, as it is when it is used again:
/// clearing it for every piece of a file would be one more pass over all bytes.
///
/// # Errors
/// Of the stream.
pub fn fill_up(
    reader: &mut dyn Read,
    buffer: &mut Vec<u8>,
    filled: &mut usize,
    size: usize,
) -> io::Result<bool> {
    let full = *filled + size;
    while *filled < full {
        if buffer.len() == *filled {
            // Grows as the stream gives: of a small file not the whole `size` is cleared first.
            buffer.resize((2 * *filled).max(*filled + FIRST_BYTES).min(full), 0);
        }
        let end = buffer.len().min(full);
        match reader.read(&mut buffer[*filled..end]) {
            Ok(0) => return Ok(true),
            Ok(read) => *filled += read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(false)
}
