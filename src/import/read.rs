//! Reads whole files, and those that are made of several: the files of an archive and the sheets of
//! a workbook are each read as what they are, and each that cannot be is counted with its name.

use std::fs::File;
use std::io::Seek;
use std::sync::atomic::{AtomicU64, Ordering};

use super::archive::{Archive, Entry};
use super::excel::{self, Workbook};
use super::input::{self, Limit};
use super::partition::Partition;
use super::rows::{ReadContext, Sink, next_piece};
use super::text::{self, TextPart};
use super::{
    Batch, Compression, Container, ImportError, Options, Report, Request, Skipped, SkippedExample,
    Source, columnar, sniff,
};
use crate::base::language::{Message, message, t};
use crate::base::progress::Progress;

/// Reads a whole file and hands its wanted fields to `sink`, which is called from several threads
/// at once and in no fixed order. Rows that cannot be used are counted in the report, never fatal.
///
/// Progress advances by the file's bytes on disk and its rows; the stage is the caller's, who may
/// be reading several files at once.
///
/// A file that cannot be read any further after rows were handed out is damaged, which the report
/// says; so an error means that no row of the file was handed out, unless the work was stopped.
///
/// # Errors
/// [`ImportError`] when the file as a whole cannot be read, or when the work was stopped by
/// `progress` or by the sink.
pub fn read(
    source: &Source,
    request: &Request,
    options: &Options,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<Report, ImportError> {
    match Partition::of(source, request, options) {
        None => read_itself(source, request, options, sink, progress),
        Some(own) => {
            let sink = |batch| own.fill(batch, sink);
            read_itself(source, &own.request, options, &sink, progress)
        }
    }
}

/// Reads what a file has by itself.
fn read_itself(
    source: &Source,
    request: &Request,
    options: &Options,
    sink: Sink<'_>,
    progress: &Progress,
) -> Result<Report, ImportError> {
    let input::Opened { file, bytes, local } = input::open_file(&source.path)?;
    progress.check()?;
    let context = ReadContext { source, request, options, sink, progress, is_part: false };
    let limit = Limit::new(options, bytes);
    match (source.container, source.compression) {
        (Container::Parquet, packed) if packed != Compression::Zip => {
            columnar::read(&context, local.path(), &file)
        }
        (Container::Excel, _) => workbook(&context, file, bytes, limit),
        (_, Compression::Zip) => archive(&context, file, limit),
        (container, packed) => {
            let stream = input::unpack(file, packed, &limit, progress)
                .map_err(|e| input::io_error(&source.path, e))?;
            let encoding = sniff::labelled(&source.encoding);
            text::read(&context, TextPart { stream, packed, container, encoding })
        }
    }
}

/// The data files of an archive, one after another.
fn archive(context: &ReadContext<'_>, file: File, limit: Limit) -> Result<Report, ImportError> {
    let mut archive = Archive::open(&context.source.path, file, limit, context.progress)?;
    let places = Places::default();
    let sink = |batch| (context.sink)(places.after_earlier_parts(batch));
    let part = ReadContext { is_part: true, sink: &sink, ..*context };
    let mut parts = Parts::new(context.options);
    for number in 0..archive.len() {
        let name = archive.name(number);
        let result = archive.entry(number).and_then(|entry| member(&part, entry));
        let rows = match &result {
            Err(ImportError::NoSuchField { .. }) => {
                let nothing = Request::default();
                let count =
                    ReadContext { request: &nothing, sink: &|_| Ok(()), is_part: false, ..part };
                counted(archive.entry(number).and_then(|entry| member(&count, entry)))?
            }
            _ => 0,
        };
        places.next_part();
        parts.add(Part::File, &name, result, rows)?;
        if parts.is_enough(context.request) {
            break;
        }
    }
    parts.finish()
}

/// The rows of a part whose columns are others, as far as they can be counted.
fn counted(result: Result<Report, ImportError>) -> Result<u64, ImportError> {
    match result {
        Ok(report) => Ok(report.read),
        Err(ImportError::Stopped(stopped)) => Err(stopped.into()),
        Err(_) => Ok(0),
    }
}

/// One file of an archive, as what it is itself: the others may be of another kind.
fn member(context: &ReadContext<'_>, entry: Entry<'_>) -> Result<Report, ImportError> {
    let path = &context.source.path;
    let (mut stream, packed) = match entry {
        Entry::Parquet(file) => return columnar::read(context, file.path(), file.as_file()),
        Entry::Text(stream, Compression::None) => (stream, Compression::Zip),
        Entry::Text(stream, packed) => (stream, packed),
    };
    let head =
        input::peek(&mut stream, text::HEAD_BYTES, packed).map_err(|e| input::io_error(path, e))?;
    if head.bytes.trim_ascii().is_empty() && !head.damaged {
        return Err(ImportError::Empty(path.clone()));
    }
    let (encoding, container) = sniff::text(&head.bytes, head.whole)
        .map_err(|what| ImportError::NotATable { path: path.clone(), what })?;
    text::read(context, TextPart { stream, packed, container, encoding })
}

/// The sheets of a workbook that have the same columns as its table, one after another.
fn workbook(
    context: &ReadContext<'_>,
    mut file: File,
    bytes: u64,
    limit: Limit,
) -> Result<Report, ImportError> {
    let places = Places::default();
    let sink = |batch| (context.sink)(places.after_earlier_parts(batch));
    let context = &ReadContext { sink: &sink, ..*context };
    let ReadContext { source, progress, .. } = *context;
    let path = &source.path;
    let failed = |e| input::io_error(path, e);
    let unwatched = Progress::none();
    let copy = file.try_clone().map_err(failed)?;
    Archive::open(path, copy, limit, &unwatched)?.check_workbook(bytes, progress)?;
    file.rewind().map_err(failed)?;
    let mut book = Workbook::open(path, input::Counted::new(file, progress), progress)?;
    let (heads, table) = book.heads()?;
    let mut parts = Parts::new(context.options);
    let nothing = Request::default();
    // A cell in the last column makes a line of sixteen thousand fields out of a few bytes.
    let most = Limit::new(context.options, bytes);
    for (place, head) in heads.iter().enumerate() {
        let same = place == table || head.same_columns(&heads[table]);
        let container = Container::Delimited { delimiter: excel::DIALECT.delimiter, header: true };
        let (packed, encoding) = (Compression::Zip, encoding_rs::UTF_8);
        let sheet = book.sheet(&head.name).and_then(|stream| {
            input::unpack_stream(stream, Compression::None, Some(&most)).map_err(failed)
        });
        let text = sheet.map(|stream| TextPart { stream, packed, container, encoding });
        if same {
            let read = text.and_then(|text| text::read(context, text));
            parts.add(Part::Sheet, &head.name, read, 0)?;
            places.next_part();
        } else if head.filled {
            let count = ReadContext { request: &nothing, sink: &|_| Ok(()), ..*context };
            let rows = counted(text.and_then(|text| text::read(&count, text)))?;
            let other = ImportError::NoSuchField {
                path: path.clone(),
                field: String::new(),
                fields: super::error::shortened(head.columns.iter().map(String::as_str)),
            };
            parts.add(Part::Sheet, &head.name, Err(other), rows)?;
        }
        if parts.is_enough(context.request) {
            break;
        }
    }
    parts.finish()
}

/// Where the batches of a file's parts begin in the whole: every part counts from 0, and goes on
/// where the one before it ended.
#[derive(Debug, Default)]
struct Places {
    first: AtomicU64,
    next: AtomicU64,
}

impl Places {
    fn after_earlier_parts(&self, mut batch: Batch) -> Batch {
        batch.place += self.first.load(Ordering::Relaxed);
        self.next.fetch_max(next_piece(batch.place), Ordering::Relaxed);
        batch
    }

    /// The parts after this call come after those before it.
    fn next_part(&self) {
        self.first.store(self.next.load(Ordering::Relaxed), Ordering::Relaxed);
    }
}

/// What a file is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A file of an archive.
    File,
    /// A sheet of a workbook.
    Sheet,
}

impl Part {
    /// How the texts tell them apart.
    fn kind(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Sheet => "sheet",
        }
    }

    /// Why the part of this name is not used, and whether it is damaged; `None` where the other
    /// parts cannot be read either. `any`: whether one could be before.
    fn reason(self, name: &str, error: &ImportError, any: bool) -> Option<(Message, bool)> {
        let kind = self.kind();
        Some(match error {
            ImportError::Empty(_) => {
                (message!("import-part-empty", kind = kind, name = name), false)
            }
            ImportError::NoRows(_) => {
                (message!("import-part-no-rows", kind = kind, name = name), false)
            }
            ImportError::NotATable { what, .. } => {
                let what = what.clone();
                (message!("import-part-no-table", kind = kind, name = name, what = what), false)
            }
            ImportError::NoSuchField { field, .. } if field.is_empty() => {
                (message!("import-part-other", kind = kind, name = name), false)
            }
            ImportError::NoSuchField { field, .. } => {
                let field = field.as_str();
                (message!("import-part-no-field", kind = kind, name = name, field = field), false)
            }
            ImportError::Damaged { what, .. } => {
                let what = what.clone();
                (message!("import-part-damaged", kind = kind, name = name, what = what), true)
            }
            ImportError::TooLarge { .. } | ImportError::Io { .. } if any => {
                (message!("import-part-unreadable", kind = kind, name = name), true)
            }
            _ => return None,
        })
    }
}

/// Parts listed by name; further ones are counted together.
const LISTED: usize = 50;

/// Puts the reports of a file's parts together.
struct Parts {
    report: Report,
    examples: usize,
    listed: usize,
    /// Whether any part could be read.
    any: bool,
    first_error: Option<ImportError>,
}

impl Parts {
    fn new(options: &Options) -> Self {
        let (report, examples) = (Report::default(), options.examples);
        Self { report, examples, listed: 0, any: false, first_error: None }
    }

    fn is_enough(&self, request: &Request) -> bool {
        request.limit.is_some_and(|limit| self.report.used >= limit)
    }

    /// Takes what became of a part. One that cannot be used is noted with its name, and with its
    /// `rows` where they could be counted.
    ///
    /// # Errors
    /// What keeps the other parts from being read as well.
    fn add(
        &mut self,
        part: Part,
        name: &str,
        result: Result<Report, ImportError>,
        rows: u64,
    ) -> Result<(), ImportError> {
        let error = match result {
            Ok(report) => {
                self.any = true;
                self.merge(report);
                return Ok(());
            }
            Err(error) => error,
        };
        let Some((reason, damaged)) = part.reason(name, &error, self.any) else {
            return Err(error);
        };
        let text = match &error {
            ImportError::NoSuchField { fields, .. } => {
                t!("import-part-columns", columns = fields.as_str())
            }
            ImportError::TooLarge { .. } | ImportError::Io { .. } => error.to_string(),
            _ => name.to_owned(),
        };
        self.listed += 1;
        let reason = match self.listed {
            ..=LISTED => reason,
            _ => message!("import-parts-further", kind = part.kind()),
        };
        // A damaged part stands for at least one row, so that nobody reads "none missing".
        let rows = if damaged { rows.max(1) } else { rows };
        let examples = vec![SkippedExample { line: 1, text }];
        let skipped = vec![Skipped { reason, rows, examples, damaged }];
        self.merge(Report { read: rows, used: 0, skipped });
        self.first_error.get_or_insert(error);
        Ok(())
    }

    fn merge(&mut self, part: Report) {
        let total = &mut self.report;
        total.read = total.read.saturating_add(part.read);
        total.used += part.used;
        for skipped in part.skipped {
            match total.skipped.iter_mut().find(|s| s.reason == skipped.reason) {
                Some(known) => {
                    known.rows = known.rows.saturating_add(skipped.rows);
                    known.damaged |= skipped.damaged;
                    known.examples.extend(skipped.examples);
                    known.examples.truncate(self.examples);
                }
                None => total.skipped.push(skipped),
            }
        }
    }

    /// The report of the whole file; the first part's error when no part could be used.
    fn finish(mut self) -> Result<Report, ImportError> {
        if let (false, Some(error)) = (self.any, self.first_error) {
            return Err(error);
        }
        let by_rows =
            |a: &Skipped, b: &Skipped| b.rows.cmp(&a.rows).then_with(|| a.reason.cmp(&b.reason));
        self.report.skipped.sort_by(by_rows);
        Ok(self.report)
    }
}
