//! Zip archives: every data file inside is read as part of one file. Nothing is written to disk,
//! so the names inside cannot lead anywhere.

use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use zip::ZipArchive;
use zip::result::ZipError;

use super::input::{self, Counted, Limit, Stream, fill};
use super::{Compression, ImportError, Report, files};
use crate::base::progress::Progress;

/// What every Excel workbook has inside.
const WORKBOOK: &[u8] = b"xl/workbook.xml";

/// A zip archive whose entries are read one after another.
pub struct Archive<'p> {
    path: &'p Path,
    zip: ZipArchive<Counted<File>>,
    entries: Vec<usize>,
    limit: Limit,
    workbook: bool,
    progress: Progress,
}

/// A data file in an archive.
pub enum Entry<'a> {
    /// Text, and how it was packed beside the archive.
    Text(Stream<'a>, Compression),
    /// A Parquet file, until this is dropped.
    Parquet(NamedTempFile),
}

impl<'p> Archive<'p> {
    /// Opens an archive and finds the data files in it.
    ///
    /// # Errors
    /// [`ImportError::Damaged`]; [`ImportError::NotATable`] when there is no data file in it.
    pub fn open(
        path: &'p Path,
        file: File,
        limit: Limit,
        progress: &Progress,
    ) -> Result<Self, ImportError> {
        let zip = ZipArchive::new(Counted::new(file, progress)).map_err(|e| damaged(path, &e))?;
        let is_data = |index: &usize| match zip.name_for_index(*index) {
            Some(Ok(name)) => {
                let hidden = |part: &str| part != ".." && part.starts_with(['.', '_', '~']);
                !name.ends_with('/')
                    && !name.split(['/', '\\']).any(hidden)
                    && files::is_data_name(Path::new(&*name))
            }
            _ => false,
        };
        let entries: Vec<usize> = (0..zip.len()).filter(is_data).collect();
        let workbook = zip.file_names_raw().any(|n| n == WORKBOOK);
        if entries.is_empty() && !workbook {
            return Err(ImportError::NotATable {
                path: path.into(),
                what: "a zip archive without data files".into(),
            });
        }
        let progress = progress.clone();
        let mut archive = Self { path, zip, entries, limit, workbook, progress };
        // What the index admits need not be unpacked to be refused.
        if archive.declared_bytes() > archive.limit.bytes() {
            return Err(ImportError::TooLarge { path: path.into(), limit: archive.limit.bytes() });
        }
        Ok(archive)
    }

    /// Whether this is an Excel workbook.
    pub fn is_workbook(&self) -> bool {
        self.workbook
    }

    /// What the archive's index says that everything in it unpacks to, in bytes.
    fn declared_bytes(&mut self) -> u64 {
        (0..self.zip.len())
            .filter_map(|index| Some(self.zip.by_index_raw(index).ok()?.size()))
            .fold(0, u64::saturating_add)
    }

    /// How many data files there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// A data file: its unpacked bytes, also unpacked from .gz or .zst, or a Parquet file, which is
    /// read from its end and so is put into a file of its own for the time.
    ///
    /// # Errors
    /// [`ImportError::Damaged`], or that an archive is inside.
    pub fn entry(&mut self, number: usize) -> Result<Entry<'_>, ImportError> {
        let path = self.path;
        let failed = |e: std::io::Error| input::io_error(path, e);
        let mut entry = self.zip.by_index(self.entries[number]).map_err(|e| damaged(path, &e))?;
        let mut magic = Vec::new();
        fill(&mut entry, &mut magic, 4).map_err(failed)?;
        let packed = input::compression(&magic);
        if packed == Compression::Zip {
            let what = "a zip archive with other archives or workbooks inside; unpack it first";
            return Err(ImportError::NotATable { path: path.into(), what: what.into() });
        }
        let parquet = magic == b"PAR1";
        let stream = Cursor::new(magic).chain(entry);
        let mut stream = input::unpack_stream(stream, packed, Some(&self.limit)).map_err(failed)?;
        if !parquet {
            return Ok(Entry::Text(stream, packed));
        }
        let mut file = NamedTempFile::new().map_err(failed)?;
        let mut part = vec![0; 1 << 20];
        loop {
            self.progress.check()?;
            match stream.read(&mut part).map_err(failed)? {
                0 => break,
                read => file.write_all(&part[..read]).map_err(failed)?,
            }
        }
        Ok(Entry::Parquet(file))
    }
}

fn damaged(path: &Path, error: &ZipError) -> ImportError {
    let what = match error {
        ZipError::UnsupportedArchive(what) => format!("the archive cannot be unpacked ({what})"),
        _ => "the archive's index cannot be read".into(),
    };
    ImportError::Damaged { path: path.into(), what }
}

/// Adds the report of another part of the same file.
pub fn add(total: &mut Report, part: Report, examples: usize) {
    total.read = total.read.saturating_add(part.read);
    total.used += part.used;
    for skipped in part.skipped {
        match total.skipped.iter_mut().find(|s| s.reason == skipped.reason) {
            Some(known) => {
                known.rows = known.rows.saturating_add(skipped.rows);
                known.damaged |= skipped.damaged;
                known.examples.extend(skipped.examples);
                known.examples.truncate(examples);
            }
            None => total.skipped.push(skipped),
        }
    }
    total.skipped.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.reason.cmp(&b.reason)));
}
