//! Zip archives: every data file inside is read as part of one file. Nothing is written to disk,
//! so the names inside cannot lead anywhere.

use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use zip::ZipArchive;
use zip::result::ZipError;

use super::input::{self, Counted, Limit, Stream, fill};
use super::sheet_markup::SheetMarkup;
use super::{Compression, ImportError, files};
use crate::base::language::{message, t};
use crate::base::part_file::{self, Access};
use crate::base::progress::Progress;

/// What every Excel workbook has inside.
const WORKBOOK: &[u8] = b"xl/workbook.xml";

/// What of a workbook is held in memory while it is read (the texts of its cells, its styles, what belongs to
/// what: all but the sheets themselves) may be this many times the size of the file …
const MAX_HELD_RATIO: u64 = 40;
/// … once it is beyond this many bytes.
const MAX_HELD_FREE_BYTES: u64 = 64 << 20;
/// Bytes that a tag takes in memory beside its text; a style, of which Excel takes 65,490, has many properties.
const HELD_PER_TAG: u64 = 8;
const HELD_PER_STYLE: u64 = 160;

/// A zip archive whose entries are read one after another.
pub struct Archive<'p> {
    path: &'p Path,
    zip: ZipArchive<Counted<File>>,
    entries: Vec<usize>,
    /// Files that are neither data nor of the system.
    others: Vec<String>,
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
        // The index would give one of them: the rows of the other were nobody's.
        if zip.has_duplicate_names() {
            return Err(ImportError::Damaged {
                path: path.into(),
                what: message!("import-damage-same-name"),
            });
        }
        let (mut entries, mut others) = (Vec::new(), Vec::new());
        for index in 0..zip.len() {
            let name = match zip.name_for_index(index) {
                Some(Ok(name)) => name,
                _ => t!("import-nameless").into(),
            };
            if name.ends_with('/') || is_of_the_system(&name) {
                continue;
            }
            match files::is_data_name(Path::new(&*name)) {
                true => entries.push(index),
                false => others.push(name.into_owned()),
            }
        }
        let workbook = zip.file_names_raw().any(|n| n == WORKBOOK);
        if entries.is_empty() && !workbook {
            return Err(ImportError::NotATable {
                path: path.into(),
                what: message!("import-is-zip"),
            });
        }
        let progress = progress.clone();
        let mut archive = Self { path, zip, entries, others, limit, workbook, progress };
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

    /// Names of the files inside that are not read: neither data nor of the system.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// The name of a data file, without its folders.
    pub fn name(&self, number: usize) -> String {
        let name = self.zip.name_for_index(self.entries[number]);
        let name = name.and_then(Result::ok).unwrap_or_default();
        name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
    }

    /// Goes through everything in a workbook once to see that it unpacks to a reasonable size, before
    /// a reader that sets no limits takes memory for it.
    ///
    /// # Errors
    /// [`ImportError::TooLarge`], [`ImportError::Damaged`] or [`ImportError::Stopped`].
    pub fn check_workbook(&mut self, bytes: u64, progress: &Progress) -> Result<(), ImportError> {
        let path = self.path;
        let failed = |e: std::io::Error| input::io_error(path, e);
        let most = bytes.saturating_mul(MAX_HELD_RATIO).max(MAX_HELD_FREE_BYTES);
        let mut held = 0_u64;
        let mut buffer = vec![0; 1 << 20];
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index(index).map_err(|e| damaged(path, &e))?;
            let name = entry.name_raw().to_ascii_lowercase();
            let is_texts = name.ends_with(b"sharedstrings.xml");
            let is_styles = name.ends_with(b"styles.xml");
            let mut sheet = is_sheet(&name).then(SheetMarkup::default);
            let mut unpacked = input::unpack_stream(entry, Compression::None, Some(&self.limit))
                .map_err(failed)?;
            let mut texts = SharedTexts::default();
            loop {
                progress.check()?;
                let read = match unpacked.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(read) => read,
                    Err(e) if input::is_damage(&e, Compression::Zip) => {
                        let what = message!("import-damage-workbook-part");
                        return Err(ImportError::Damaged { path: path.into(), what });
                    }
                    Err(e) => return Err(failed(e)),
                };
                let part = &buffer[..read];
                if let Some(sheet) = &mut sheet {
                    let cells = message!("import-damage-cells");
                    let damaged = |_| ImportError::Damaged { path: path.into(), what: cells };
                    sheet.look(part).map_err(damaged)?;
                    continue;
                }
                if is_texts {
                    texts.look(part);
                }
                let tags = memchr::memchr_iter(b'<', part).count() as u64;
                let each = if is_styles { HELD_PER_STYLE } else { HELD_PER_TAG };
                held = held.saturating_add(read as u64 + tags * each);
                if held > most {
                    return Err(ImportError::TooLarge { path: path.into(), limit: most });
                }
            }
            if texts.claimed > texts.bytes {
                let what = message!("import-damage-workbook-texts");
                return Err(ImportError::Damaged { path: path.into(), what });
            }
        }
        Ok(())
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
            let what = message!("import-is-nested-zip");
            return Err(ImportError::NotATable { path: path.into(), what });
        }
        let parquet = magic == b"PAR1";
        let stream = Cursor::new(magic).chain(entry);
        let stream = input::unpack_stream(stream, packed, Some(&self.limit)).map_err(failed)?;
        if !parquet {
            return Ok(Entry::Text(stream, packed));
        }
        Ok(Entry::Parquet(own_file(path, stream, &self.progress)?))
    }

    /// A data file that is an archive itself, as workbooks are, in a file of its own for the time;
    /// `None` for any other.
    ///
    /// # Errors
    /// [`ImportError::Damaged`], [`ImportError::TooLarge`] or that there is no room for it.
    pub fn archive_inside(&mut self, number: usize) -> Result<Option<NamedTempFile>, ImportError> {
        let path = self.path;
        let failed = |e: std::io::Error| input::io_error(path, e);
        let mut entry = self.zip.by_index(self.entries[number]).map_err(|e| damaged(path, &e))?;
        let mut magic = Vec::new();
        fill(&mut entry, &mut magic, 4).map_err(failed)?;
        if input::compression(&magic) != Compression::Zip {
            return Ok(None);
        }
        let stream = Cursor::new(magic).chain(entry);
        let stream = input::unpack_stream(stream, Compression::None, Some(&self.limit));
        own_file(path, stream.map_err(failed)?, &self.progress).map(Some)
    }
}

/// Whether a file in an archive is one that systems and programs put there of their own accord, and that never
/// has rows. Others that are hidden, or begin with `_` or `~`, may have: they are read.
fn is_of_the_system(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut parts = name.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default();
    matches!(file, ".ds_store" | "thumbs.db" | "desktop.ini")
        || file.starts_with("._")
        || file.starts_with("~$")
        // Checksums of Hadoop, and what belongs to what in office documents.
        || (file.starts_with('.') && file.ends_with(".crc"))
        || file.ends_with(".rels")
        || parts.any(|folder| folder == "__macosx")
}

/// Whether a part of a workbook, by its name in small letters, is a sheet: what is read row by row, and not held.
fn is_sheet(name: &[u8]) -> bool {
    let mut parts = name.rsplit(|c| matches!(c, b'/' | b'\\'));
    let file = parts.next().unwrap_or_default();
    let folder = parts.next().unwrap_or_default();
    folder == b"worksheets" && file.starts_with(b"sheet") && file.ends_with(b".xml")
}

/// What a stream gives, in a temporary file.
fn own_file(
    path: &Path,
    mut stream: Stream<'_>,
    progress: &Progress,
) -> Result<NamedTempFile, ImportError> {
    let failed = |e: std::io::Error| match input::is_damage(&e, Compression::Zip) {
        true => ImportError::Damaged { path: path.into(), what: message!("import-damage-packed") },
        false => input::io_error(path, e),
    };
    let folder = std::env::temp_dir();
    let file = part_file::create(&folder, Access::Owner);
    let mut file = file.map_err(|e| input::io_error(path, e))?;
    let mut part = vec![0; 1 << 20];
    loop {
        progress.check()?;
        match stream.read(&mut part).map_err(failed)? {
            0 => return Ok(file),
            read => file.write_all(&part[..read]).map_err(|e| input::io_error(path, e))?,
        }
    }
}

fn damaged(path: &Path, error: &ZipError) -> ImportError {
    let what = match error {
        ZipError::UnsupportedArchive(what) => message!("import-damage-archive", what = *what),
        _ => message!("import-damage-index"),
    };
    ImportError::Damaged { path: path.into(), what }
}

/// What the list of a workbook's texts says of itself: the reader takes memory for as many texts as
/// the list claims to have.
#[derive(Default)]
struct SharedTexts {
    bytes: u64,
    /// The largest number of texts claimed anywhere.
    claimed: u64,
    /// The end of what was looked at before, where a claim may begin.
    tail: Vec<u8>,
}

impl SharedTexts {
    const CLAIM: &'static [u8] = b"uniqueCount";
    /// A claim is not longer than this.
    const LONGEST: usize = 64;

    fn look(&mut self, part: &[u8]) {
        self.bytes += part.len() as u64;
        let begin = &part[..part.len().min(Self::LONGEST)];
        self.tail.extend_from_slice(begin);
        for text in [self.tail.as_slice(), part] {
            for at in memchr::memmem::find_iter(text, Self::CLAIM) {
                let after = text[at + Self::CLAIM.len()..].iter();
                let digits = after
                    .skip_while(|c| c.is_ascii_whitespace() || b"='\"+".contains(c))
                    .take_while(|c| c.is_ascii_digit());
                let claimed = digits
                    .fold(0_u64, |n, c| n.saturating_mul(10).saturating_add(u64::from(c - b'0')));
                self.claimed = self.claimed.max(claimed);
            }
        }
        self.tail = part[part.len().saturating_sub(Self::LONGEST)..].to_vec();
    }
}
