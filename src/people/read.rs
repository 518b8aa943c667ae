//! People files read into everyone's traits.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::consent::{self, Polarity};
use super::latest::{Latest, Said, When};
use super::{PeopleFile, Traits};
use crate::base::language::{Message, message};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::sync::{into_inner, lock};
use crate::import::{
    self, Batch, Essential, ImportError, Options, ReadAs, Report, Request, Skipped, Wanted,
    cell_text, person_key,
};

/// What was read of people files.
#[derive(Debug)]
pub struct PeopleRead {
    /// Everyone's traits.
    pub traits: Traits,
    /// What became of each file's rows.
    pub reports: Vec<Result<Report, ImportError>>,
    /// What a person should know of rows that were used, a sentence each.
    pub notices: Vec<Message>,
}

/// Reads people files; later files fill in and correct earlier ones. A file that cannot be read
/// stops only itself: its error is in its place.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn read(
    files: &[PeopleFile],
    options: &Options,
    progress: &Progress,
) -> Result<PeopleRead, Stopped> {
    let mut notices = Vec::new();
    let mut traits = Traits::default();
    let latest = Latest::new();
    let mut reports = Vec::new();
    let mut first = 0;
    for file in files {
        progress.stage(
            message!("base-reading", name = file.source.name()),
            file.source.bytes,
            Unit::Bytes,
        );
        let columns = file.traits.iter().map(|(name, _)| name).chain(&file.listed);
        let columns: Vec<(usize, Option<Polarity>)> =
            columns.map(|name| (traits.column(name), consent::polarity(name))).collect();
        let next = AtomicU64::new(first);
        let unread = Mutex::default();
        match read_file(file, &columns, &latest, (first, &next, &unread), options, progress) {
            Err(ImportError::Stopped(stopped)) => return Err(stopped),
            read => reports.push(read),
        }
        // Of event files it stands in the report why a row is no event.
        let time = file.time.as_ref().filter(|_| file.table);
        notices.extend(time.and_then(|time| into_inner(unread).words(file, time)));
        first = next.into_inner();
    }
    let names = traits.names().map(consent::polarity);
    let polarities: Vec<Option<Polarity>> = names.collect();
    latest.finish(&mut traits, &polarities, progress)?;
    traits.join_by_mail();
    Ok(PeopleRead { traits, reports, notices })
}

/// Rows whose time is filled and cannot be read.
#[derive(Debug, Default)]
struct UnreadTimes {
    rows: u64,
    /// The line of the first one.
    first: Option<u64>,
}

impl UnreadTimes {
    fn see(&mut self, line: u64) {
        self.rows += 1;
        self.first = Some(self.first.map_or(line, |first| first.min(line)));
    }

    /// What that means for the file.
    fn words(&self, file: &PeopleFile, time: &str) -> Option<Message> {
        let first = self.first?;
        Some(message!(
            "people-times-unread",
            file = file.source.name(),
            rows = self.rows,
            field = time,
            line = first
        ))
    }
}

fn read_file(
    file: &PeopleFile,
    columns: &[(usize, Option<Polarity>)],
    latest: &Latest,
    (first, next, unread): (u64, &AtomicU64, &Mutex<UnreadTimes>),
    options: &Options,
    progress: &Progress,
) -> Result<Report, ImportError> {
    let (blank, silent) = (AtomicU64::new(0), AtomicU64::new(0));
    let traits = 1 + usize::from(file.time.is_some());
    let sink = |batch: Batch| {
        let place = first + batch.place;
        next.fetch_max(import::next_piece(place), Ordering::Relaxed);
        // Blanks around a value, and blanks alone, say nothing, in whatever format they are kept.
        let value = |at: usize, row: usize| match batch.columns.get(traits + at) {
            Some(column) => column.text(row).map(cell_text).filter(|text| !text.is_empty()),
            // Beyond its fields: that it is listed.
            None => Some("yes"),
        };
        let mut rows = Vec::with_capacity(batch.rows);
        for row in 0..batch.rows {
            let id = person_key(batch.columns[0].text(row).unwrap_or_default());
            if id.is_empty() {
                blank.fetch_add(1, Ordering::Relaxed);
            } else if (0..columns.len()).all(|at| value(at, row).is_none()) {
                silent.fetch_add(1, Ordering::Relaxed);
            } else {
                let when = match &file.time {
                    None => When::Untimed,
                    Some(_) => batch.columns[1].time(row).map_or(When::Unread, When::At),
                };
                if when == When::Unread {
                    lock(unread).see(batch.lines.of(batch.source_row(row) as usize));
                }
                rows.push(Said { id, when, place: place + row as u64, row });
            }
        }
        latest.add(rows, columns, value);
        progress.check()
    };
    let mut report = import::read(&file.source, &request(file), options, &sink, progress)?;
    skip(&mut report, blank.into_inner(), message!("import-no-person"));
    if file.table {
        skip(&mut report, silent.into_inner(), message!("people-says-nothing"));
    }
    Ok(report)
}

fn request(file: &PeopleFile) -> Request {
    let wanted =
        |paths: &[String], read_as, required| Wanted { paths: paths.to_vec(), read_as, required };
    let mut fields = vec![wanted(&file.id, ReadAs::Id, Some(Essential::Person))];
    if let Some(time) = &file.time {
        fields.push(wanted(std::slice::from_ref(time), ReadAs::Time(file.time_format), None));
    }
    let traits = file.traits.iter();
    fields.extend(traits.map(|(_, path)| wanted(std::slice::from_ref(path), ReadAs::Text, None)));
    Request { fields, limit: None }
}

/// Moves so many rows from used to skipped.
fn skip(report: &mut Report, rows: u64, reason: Message) {
    if rows == 0 {
        return;
    }
    report.used = report.used.saturating_sub(rows);
    match report.skipped.iter_mut().find(|skipped| skipped.reason == reason) {
        Some(known) => known.rows += rows,
        None => {
            report.skipped.push(Skipped { reason, rows, examples: Vec::new(), damaged: false });
        }
    }
}
