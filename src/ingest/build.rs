//! Files read by a plan into a history, on all cores, with what became of every row.

use rayon::prelude::*;

use super::events::{EventReader, Gathered};
use super::products;
use super::report::{BuildReport, FileReport, LaterEvents};
use super::skipped::{FileRows, skip};
use crate::base::known_as::KnownAs;
use crate::base::language::{Message, message, t};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::catalog::{MAX_EVENTS, ReadPlan};
use crate::history::{Disk, History, HistoryError, Shard, from_clock};
use crate::import::Options;

/// A history tells so many kinds of event apart.
const MOST_KINDS: usize = 256;

/// A history and how it came about.
#[derive(Debug)]
pub struct Built {
    /// Everyone's past.
    pub history: History,
    /// What became of the rows.
    pub report: BuildReport,
}

/// Why nothing could be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Every event file failed, or a single one.
    #[error("{0}")]
    NoEvents(String),
    /// More events are asked for than can be told apart.
    #[error("{}", t!("ingest-too-many-events", events = *.0, most = MOST_KINDS))]
    TooManyEvents(usize),
    /// What has to stay in memory while files are read takes more than there may be.
    #[error("{}", t!("ingest-too-much", megabytes = *.0))]
    TooMuchToHold(u64),
    /// Events that do not fit in memory could not be kept on disk.
    #[error(transparent)]
    Disk(HistoryError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<HistoryError> for BuildError {
    fn from(error: HistoryError) -> Self {
        match error {
            HistoryError::Stopped(stopped) => Self::Stopped(stopped),
            disk @ HistoryError::Disk(_) => Self::Disk(disk),
        }
    }
}

/// Reads everything the plan asks for. A file that cannot be read stops only itself. Whose address is in `known_as`
/// counts under that ID. With `disk`, events take no more memory than it says; what is more is read where it lies.
///
/// # Errors
/// [`BuildError`] when no usable event is left, the disk has no room, or the person cancelled.
pub fn build(
    plan: &ReadPlan,
    known_as: &KnownAs,
    options: &Options,
    disk: Option<&Disk>,
    progress: &Progress,
) -> Result<Built, BuildError> {
    if plan.events.len() > MOST_KINDS {
        return Err(BuildError::TooManyEvents(plan.events.len()));
    }
    let (feed, products) = products::read(plan, options, progress)?;
    let total = plan.files.iter().map(|f| f.source.bytes).sum();
    progress.stage(reading(plan), total, Unit::Bytes);
    let reader = EventReader::new(plan, feed.as_ref(), known_as, disk, options);
    let read = |(place, file)| {
        let (rows, read) = reader.read((place, file), options, progress);
        Ok((FileReport::of(&file.source, read)?, rows))
    };
    // On the pool's own threads: this one would be one more, with a shard of its own to merge.
    let read: Vec<Result<(FileReport, FileRows), Stopped>> =
        rayon::scope(|_| plan.files.par_iter().enumerate().map(read).collect());
    let Gathered { mut shards, joined, mut unused, renamed, disk_error, too_much } =
        reader.finish();
    if let Some(bytes) = too_much {
        return Err(BuildError::TooMuchToHold(bytes.div_ceil(1 << 20)));
    }
    if let Some(error) = disk_error {
        return Err(BuildError::Disk(error.into()));
    }
    let read = read.into_iter().collect::<Result<Vec<_>, _>>()?;
    let (mut files, rows): (Vec<FileReport>, Vec<FileRows>) = read.into_iter().unzip();
    if shards.iter().all(Shard::is_empty) {
        return Err(BuildError::NoEvents(no_events(&files)));
    }
    if plan.known_only {
        shards.iter_mut().for_each(Shard::known_only);
    }
    let (columns, mut events) = (&plan.columns, plan.events.clone());
    if events.is_empty() {
        // Counted exactly and over all threads before any is left out.
        let mut counts = Shard::event_counts(&shards);
        unused = counts.split_off(MAX_EVENTS.min(counts.len()));
        events = counts.into_iter().map(|(name, _)| name).collect();
        only_frequent(&mut files, &rows, &unused);
    }
    let history =
        Shard::merge_within(shards, feed.as_ref(), columns, &events, MAX_EVENTS, disk, progress)?;
    if history.event_count() == 0 && history.left_out.people > 0 {
        return Err(BuildError::NoEvents(t!("ingest-nobody-known").to_owned()));
    }
    let report = BuildReport {
        files,
        products,
        with_product: joined.named,
        matched: joined.matched,
        unmatched_product: joined.unmatched,
        unused_events: unused,
        notices: plan.notices.clone(),
        later: LaterEvents::of(&history),
        end: history.dense_end().map(|dense| from_clock(dense.end)),
        people: None,
        joined: history.joined,
        left_out: history.left_out,
        renamed,
    };
    Ok(Built { history, report })
}

/// Moves the rows of events that are not among the most frequent from used to skipped.
fn only_frequent(files: &mut [FileReport], rows: &[FileRows], unused: &[(String, u64)]) {
    for (file, rows) in files.iter_mut().zip(rows) {
        let rows = unused.iter().filter_map(|(name, _)| rows.kept.get(name)).sum();
        let reason = message!("ingest-not-frequent", most = MAX_EVENTS);
        skip(&mut file.report, rows, reason, Vec::new());
    }
}

fn reading(plan: &ReadPlan) -> Message {
    match plan.files.as_slice() {
        [one] => message!("base-reading", name = one.source.name()),
        files => message!("ingest-reading-files", files = files.len()),
    }
}

/// Why there are no events, from what happened to the rows.
pub(super) fn no_events(files: &[FileReport]) -> String {
    if let Some(words) = files.iter().find_map(|f| f.failed.as_ref()) {
        return words.to_string();
    }
    let worst = files.iter().flat_map(|f| &f.report.skipped).max_by_key(|s| s.rows);
    match worst {
        Some(skipped) => t!("ingest-none-used", reason = skipped.reason.to_string()),
        None => t!("ingest-no-rows").to_owned(),
    }
}
