//! A file copied without some of its rows: what is left is byte for byte what it was, header and packing included.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use arrow::array::BooleanArray;
use arrow::compute::filter_record_batch;
use flate2::write::GzEncoder;
use memchr::memchr2;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression as ParquetCompression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::input;
use super::line_ends;
use super::pieces::PIECE_BYTES;
use super::types::{Compression, Container, Source};
use crate::base::atomic_file::{Access, AtomicFile, Existing};
use crate::base::progress::Progress;
use crate::base::remote;

/// Which rows of a file stay, by the lines that they begin in (rows of Parquet files by their number).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staying {
    /// By line, a bit each: whether a row begins here, and whether it stays.
    begins: Vec<u64>,
    stays: Vec<u64>,
}

fn set(bits: &mut Vec<u64>, place: u64) {
    let word = (place / 64) as usize;
    if bits.len() <= word {
        bits.resize(word + 1, 0);
    }
    bits[word] |= 1 << (place % 64);
}

fn is_set(bits: &[u64], place: u64) -> bool {
    bits.get((place / 64) as usize).is_some_and(|word| word >> (place % 64) & 1 == 1)
}

impl Staying {
    /// A row begins at a line, counted from 1. What a row is unfolded into stays when one part does.
    pub fn row(&mut self, line: u64, stays: bool) {
        set(&mut self.begins, line);
        if stays {
            set(&mut self.stays, line);
        }
    }

    /// Whether a row begins at a line that stays, does not stay, or `None` where none begins.
    fn at(&self, line: u64) -> Option<bool> {
        is_set(&self.begins, line).then(|| is_set(&self.stays, line))
    }

    /// Rows that stay.
    pub fn count(&self) -> u64 {
        self.stays.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

/// Whether rows of such a file can be copied as they are.
pub fn can_copy_rows(source: &Source) -> bool {
    let lines = source.encoding == "UTF-8" || source.encoding.starts_with("windows-");
    match (&source.container, source.compression) {
        (Container::Parquet, Compression::None) => true,
        (Container::Delimited { .. } | Container::JsonLines, Compression::Zip) => false,
        (Container::Delimited { .. } | Container::JsonLines, _) => lines,
        _ => false,
    }
}

/// Copies a file as it is; the copy appears when it is whole.
///
/// # Errors
/// Those of the system; also where there is such a file already.
pub fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    let local = remote::local(from)?;
    let mut out = AtomicFile::create(to, Access::Owner)?;
    io::copy(&mut File::open(local.path())?, &mut out)?;
    out.finish(Existing::Keep)
}

/// Copies the rows that stay to a file that appears when it is whole. Lines before the first row, such as a header,
/// stay too; lines in which no row begins go with the row before them.
///
/// # Errors
/// Those of the system, or that the file is damaged; also where there is such a file already.
pub fn copy_rows(
    source: &Source,
    staying: &Staying,
    to: &Path,
    progress: &Progress,
) -> io::Result<()> {
    let local = remote::local(&source.path)?;
    let mut out = AtomicFile::create(to, Access::Owner)?;
    let file = File::open(local.path())?;
    if source.container == Container::Parquet {
        let copied = input::guarded(|| copy_parquet(file, staying, &mut out, progress));
        copied.unwrap_or_else(|| Err(io::ErrorKind::InvalidData.into()))?;
        return out.finish(Existing::Keep);
    }
    let file = BufReader::with_capacity(1 << 20, file);
    match source.compression {
        Compression::Gzip => {
            let mut packed = GzEncoder::new(&mut out, flate2::Compression::default());
            let unpacked = input::unpack_stream(file, Compression::Gzip, None)?;
            copy_lines(unpacked, staying, &mut packed, progress)?;
            packed.finish()?;
        }
        Compression::Zstd => {
            let mut packed = zstd::Encoder::new(&mut out, zstd::DEFAULT_COMPRESSION_LEVEL)?;
            copy_lines(zstd::Decoder::with_buffer(file)?, staying, &mut packed, progress)?;
            packed.finish()?;
        }
        _ => copy_lines(file, staying, &mut out, progress)?,
    }
    out.finish(Existing::Keep)
}

fn copy_lines(
    from: impl Read,
    staying: &Staying,
    to: &mut impl Write,
    progress: &Progress,
) -> io::Result<()> {
    let mut from = BufReader::with_capacity(1 << 20, from);
    // As much is looked at as when it was opened to be read.
    let mut head = Vec::new();
    from.by_ref().take(PIECE_BYTES as u64).read_to_end(&mut head)?;
    let by_returns = line_ends::ends_by_returns(&head);
    let mut from = io::Cursor::new(head).chain(from);
    let (mut bytes, mut stays) = (Vec::new(), true);
    for line in 1.. {
        bytes.clear();
        if read_line(&mut from, by_returns, &mut bytes)? == 0 {
            break;
        }
        stays = staying.at(line).unwrap_or(stays);
        if stays {
            to.write_all(&bytes)?;
        }
        progress.check().map_err(io::Error::other)?;
    }
    Ok(())
}

/// Reads a line as rows are numbered by: where lines end with carriage returns, each line feed ends one too.
fn read_line(from: &mut impl BufRead, by_returns: bool, line: &mut Vec<u8>) -> io::Result<usize> {
    if !by_returns {
        return from.read_until(b'\n', line);
    }
    loop {
        let bytes = from.fill_buf()?;
        let end = memchr2(b'\r', b'\n', bytes).map(|at| at + 1);
        let taken = end.unwrap_or(bytes.len());
        line.extend_from_slice(&bytes[..taken]);
        from.consume(taken);
        if end.is_some() || taken == 0 {
            return Ok(line.len());
        }
    }
}

fn copy_parquet(
    from: File,
    staying: &Staying,
    to: &mut AtomicFile,
    progress: &Progress,
) -> io::Result<()> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(from)?;
    let how = ParquetCompression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(how).build();
    let mut writer = ArrowWriter::try_new(to, reader.schema().clone(), Some(properties))?;
    let mut row = 0;
    for batch in reader.build()? {
        let batch = batch.map_err(io::Error::other)?;
        let rows = row + 1..=row + batch.num_rows() as u64;
        row = *rows.end();
        let mask: BooleanArray = rows.map(|row| Some(staying.at(row) == Some(true))).collect();
        writer.write(&filter_record_batch(&batch, &mask).map_err(io::Error::other)?)?;
        progress.check().map_err(io::Error::other)?;
    }
    writer.close()?;
    Ok(())
}
