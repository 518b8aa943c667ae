//! Files read by a plan into a history, on all cores, with what became of every row.

use std::sync::Mutex;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::repeats::Rows;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::sync::{into_inner, lock};
use crate::catalog::{EventAt, FilePlan, Plan, ProductPlan};
use crate::catalog::{MAX_EVENTS, Repeats, RowFilter, Split};
use crate::history::{
    Cells, Disk, Feed, History, HistoryError, Interner, Seconds, Shard, to_clock,
};
use crate::import::{self, Batch, Column, ImportError, LIST_SEPARATOR, Options, Report, Skipped};

/// A history and how it came about.
#[derive(Debug)]
pub struct Built {
    /// Everyone's past.
    pub history: History,
    /// What became of the rows.
    pub report: BuildReport,
}

/// What became of the rows of all files, in the plan's order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BuildReport {
    /// Event files.
    pub files: Vec<FileReport>,
    /// Product files.
    pub products: Vec<FileReport>,
    /// Events that name a product.
    pub with_product: u64,
    /// Events whose product is in a product file.
    pub matched: u64,
}

/// What became of one file's rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file's name.
    pub name: String,
    /// Rows read, used and skipped.
    pub report: Report,
    /// Set when the file as a whole could not be used; the others still are.
    pub failed: Option<String>,
}

/// Why nothing could be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Every event file failed, or a single one.
    #[error("{0}")]
    NoEvents(String),
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

/// Reads everything the plan asks for. A file that cannot be read stops only itself. With `disk`,
/// events take no more memory than it says; what is more is read where it lies.
///
/// # Errors
/// [`BuildError`] when no usable event is left, the disk has no room, or the person cancelled.
pub fn build(
    plan: &Plan,
    options: &Options,
    disk: Option<&Disk>,
    progress: &Progress,
) -> Result<Built, BuildError> {
    let (feed, products) = read_products(plan, options, progress)?;
    let reader = Reader {
        columns: plan.columns.len(),
        events: &plan.events,
        feed: feed.as_ref(),
        seen: Rows::new(),
        shards: Mutex::default(),
        joined: Mutex::default(),
        disk,
        disk_error: Mutex::default(),
    };
    let total = plan.files.iter().map(|f| f.source.bytes).sum();
    progress.stage(reading(plan), total, Unit::Bytes);
    let files: Vec<Result<FileReport, Stopped>> = plan
        .files
        .par_iter()
        .map(|file| report_of(&file.source, reader.read(file, options, progress)))
        .collect();
    if let Some(error) = lock(&reader.disk_error).take() {
        return Err(BuildError::Disk(error.into()));
    }
    let files = files.into_iter().collect::<Result<Vec<_>, _>>()?;
    let shards = into_inner(reader.shards);
    let (with_product, matched) = into_inner(reader.joined);
    if shards.iter().all(Shard::is_empty) {
        return Err(BuildError::NoEvents(no_events(&files)));
    }
    let (columns, events) = (&plan.columns, &plan.events);
    let history =
        Shard::merge_within(shards, feed.as_ref(), columns, events, MAX_EVENTS, disk, progress)?;
    let report = BuildReport { files, products, with_product, matched };
    Ok(Built { history, report })
}

fn reading(plan: &Plan) -> String {
    match plan.files.as_slice() {
        [one] => format!("Reading {}", one.source.name()),
        files => format!("Reading {} files", files.len()),
    }
}

fn report_of(
    source: &import::Source,
    result: Result<Report, ImportError>,
) -> Result<FileReport, Stopped> {
    let name = source.name();
    match result {
        Ok(report) => Ok(FileReport { name, report, failed: None }),
        Err(ImportError::Stopped(stopped)) => Err(stopped),
        Err(error) => {
            let failed = Some(error.to_string());
            Ok(FileReport { name, report: Report::default(), failed })
        }
    }
}

/// Why there are no events, from what happened to the rows.
fn no_events(files: &[FileReport]) -> String {
    if let Some(words) = files.iter().find_map(|f| f.failed.clone()) {
        return words;
    }
    let worst = files.iter().flat_map(|f| &f.report.skipped).max_by_key(|s| s.rows);
    match worst {
        Some(skipped) => format!(
            "No row could be used. Most were skipped because of: {}. Check the person, time and \
             event fields on the data screen.",
            skipped.reason
        ),
        None => "No row could be used: the files have no rows.".into(),
    }
}

struct Reader<'a> {
    columns: usize,
    events: &'a [String],
    feed: Option<&'a Feed>,
    /// Rows seen so far, where repeated ones count once.
    seen: Rows,
    /// Shards nobody is filling at the moment; there are never more than reading threads.
    shards: Mutex<Vec<Shard>>,
    /// Events with a product, and those whose product the feed has.
    joined: Mutex<(u64, u64)>,
    disk: Option<&'a Disk>,
    /// Why events could not be moved to the disk: reading stops then.
    disk_error: Mutex<Option<std::io::Error>>,
}

impl Reader<'_> {
    fn read(
        &self,
        file: &FilePlan,
        options: &Options,
        progress: &Progress,
    ) -> Result<Report, ImportError> {
        let left_out: Mutex<SkippedRows> = Mutex::default();
        let sink = |batch: Batch| {
            let mut shard = lock(&self.shards).pop().unwrap_or_else(|| Shard::new(self.columns));
            let mut out = SkippedRows::new(file.leave_out.len());
            self.add(file, &batch, &mut shard, &mut out);
            self.spill(&mut shard)?;
            lock(&self.shards).push(shard);
            lock(&left_out).add(&out);
            progress.check()
        };
        let mut report = import::read(&file.source, &file.request, options, &sink, progress)?;
        into_inner(left_out).report(file, &mut report);
        Ok(report)
    }

    /// Moves a shard's events to the disk when they take more memory than they may.
    fn spill(&self, shard: &mut Shard) -> Result<(), Stopped> {
        let Some(disk) = self.disk else { return Ok(()) };
        let share = disk.memory / 2 / rayon::current_num_threads() as u64;
        if shard.bytes() <= share {
            return Ok(());
        }
        shard.spill(disk.folder()).map_err(|error| {
            *lock(&self.disk_error) = Some(error);
            Stopped
        })
    }

    /// The shard's code of an event in the low byte, the place of its cells above; [`NONE`] for an
    /// event that was not chosen.
    fn event(&self, file: &FilePlan, shard: &mut Shard, name: &str) -> u32 {
        let chosen = match self.events {
            [] => Some(0),
            events => events.iter().position(|e| e == name),
        };
        chosen.map_or(NONE, |place| {
            let mapping = place.min(file.cells.len() - 1) as u32;
            mapping << 8 | u32::from(shard.kind(name))
        })
    }

    /// Takes a batch's rows into a shard.
    fn add(&self, file: &FilePlan, batch: &Batch, shard: &mut Shard, out: &mut SkippedRows) {
        let counting = self.counting(file, batch, shard, out);
        // All people before anything else: looking them up waits for memory, several at a time
        // when nothing is done in between.
        let (column, mut lookup) = (&batch.columns[file.person], Lookup::default());
        let people: Vec<u32> = counting
            .iter()
            .map(|event| lookup.code(column, event.row, |id| shard.person(id)).unwrap_or(NONE))
            .collect();
        let mut lookups = Lookups::new(self.columns, batch);
        let mut joined = (0, 0);
        for (event, person) in counting.into_iter().zip(people) {
            let row = event.row;
            if let Some(anonymous) = file.anonymous.and_then(|a| batch.columns[a].text(row)) {
                let anonymous = shard.person(anonymous);
                shard.same_person(anonymous, person);
            }
            let mapping = &file.cells[event.mapping];
            if let Some(product) = mapping[0].and_then(|place| batch.columns[place].text(row)) {
                joined.0 += 1;
                joined.1 += u64::from(self.feed.is_some_and(|feed| feed.has(product)));
            }
            lookups.cells(file, mapping, batch, row, shard);
            let item = shard.item(&lookups.cells);
            shard.push(person, event.time, event.kind, item);
        }
        let mut total = lock(&self.joined);
        total.0 += joined.0;
        total.1 += joined.1;
    }

    /// The rows of a batch that count; the others go to `out`.
    fn counting(
        &self,
        file: &FilePlan,
        batch: &Batch,
        shard: &mut Shard,
        out: &mut SkippedRows,
    ) -> Vec<Counting> {
        let mut names = Lookup::default();
        let mut seen = Names::default();
        let repeated = match file.repeats {
            Repeats::Keep => Vec::new(),
            _ => self.seen.repeated(batch, file.message),
        };
        let mut counting = Vec::with_capacity(batch.rows);
        for row in 0..batch.rows {
            let source_row = batch.source_row.as_ref().map_or(row as u32, |rows| rows[row]);
            if repeated.get(row) == Some(&true) {
                out.leave(source_row, file.leave_out.len() + 1);
                continue;
            }
            let mut event = |name: &str| seen.code(name, |name| self.event(file, shard, name));
            let event = match &file.event {
                EventAt::Fixed(name) => Some(event(name)),
                EventAt::Field(field) => names.code(&batch.columns[*field], row, event),
            };
            let Some(event) = event.filter(|&event| event != NONE) else {
                out.leave(source_row, file.leave_out.len());
                continue;
            };
            let left_out = file
                .leave_out
                .iter()
                .position(|(field, rule)| rule.matches(batch.columns[*field].text(row)));
            if let Some(rule) = left_out {
                out.leave(source_row, rule);
                continue;
            }
            let Some(time) = batch.columns[file.time].time(row) else { continue };
            if batch.columns[file.person].text(row).is_none() {
                continue;
            }
            out.keep(source_row);
            let (mapping, kind) = ((event >> 8) as usize, event as u8);
            counting.push(Counting { row, time: to_clock(time.div_euclid(1000)), mapping, kind });
        }
        out.settle();
        counting
    }
}

/// A row of a batch that is an event which counts.
struct Counting {
    row: usize,
    time: Seconds,
    /// The place of its cells in [`FilePlan::cells`].
    mapping: usize,
    kind: u8,
}

/// What was found for names that come again and again.
#[derive(Default)]
struct Names {
    names: Interner,
    codes: Vec<u32>,
}

impl Names {
    fn code(&mut self, name: &str, find: impl FnOnce(&str) -> u32) -> u32 {
        let place = self.names.code(name) as usize;
        if place == self.codes.len() {
            self.codes.push(find(name));
        }
        self.codes[place]
    }
}

/// Codes found earlier in the batch, and buffers used again for every row.
struct Lookups {
    /// By model column and place: one field may feed several columns, each with its own codes.
    values: Vec<Lookup>,
    /// By place whether a cell may hold a list.
    lists: Vec<bool>,
    cells: Cells,
    codes: Vec<u32>,
}

impl Lookups {
    fn new(columns: usize, batch: &Batch) -> Self {
        Self {
            values: vec![Lookup::default(); columns * batch.columns.len()],
            lists: batch.columns.iter().map(|c| c.may_contain(LIST_SEPARATOR)).collect(),
            cells: Cells::default(),
            codes: Vec::new(),
        }
    }

    /// Fills `cells` with the row's values.
    fn cells(
        &mut self,
        file: &FilePlan,
        mapping: &[Option<usize>],
        batch: &Batch,
        row: usize,
        shard: &mut Shard,
    ) {
        self.cells.clear();
        for (column, place) in mapping.iter().enumerate() {
            self.codes.clear();
            if let Some(place) = *place {
                let lookup = &mut self.values[column * self.lists.len() + place];
                let mut intern = |value: &str| shard.value(column, value);
                let (data, split) = (&batch.columns[place], &file.splits[column]);
                if *split == Split::None && !self.lists[place] {
                    self.codes.extend(lookup.code(data, row, intern));
                } else if let Some(text) = data.text(row) {
                    split_cell(text, split, &mut self.codes, &mut intern);
                }
            }
            self.cells.push(&self.codes);
        }
    }
}

const NONE: u32 = u32::MAX;

/// Codes of a dictionary column's values, looked up once a batch instead of once a row.
#[derive(Clone, Default)]
struct Lookup(Vec<u32>);

impl Lookup {
    #[inline]
    fn code(
        &mut self,
        column: &Column,
        row: usize,
        mut intern: impl FnMut(&str) -> u32,
    ) -> Option<u32> {
        let Column::Dictionary(array) = column else {
            return column.text(row).map(intern);
        };
        let key = array.key(row)?;
        if self.0.len() <= key {
            self.0.resize(array.values().len().max(key + 1), NONE - 1);
        }
        if self.0[key] == NONE - 1 {
            self.0[key] = intern(column.text(row)?);
        }
        Some(self.0[key])
    }
}

/// The codes of all values of one cell.
fn split_cell(
    text: &str,
    split: &Split,
    codes: &mut Vec<u32>,
    intern: &mut impl FnMut(&str) -> u32,
) {
    let mut each = |part: &str| {
        let part = part.trim();
        if !part.is_empty() {
            codes.push(intern(part));
        }
    };
    if text.contains(LIST_SEPARATOR) {
        text.split(LIST_SEPARATOR).for_each(each);
        return;
    }
    match split {
        Split::On(separator) => text.split(separator.as_str()).for_each(each),
        Split::Json => match serde_json::from_str::<Vec<serde_json::Value>>(text) {
            Ok(values) => values.iter().for_each(|value| match value {
                serde_json::Value::String(text) => each(text),
                serde_json::Value::Null => {}
                other => each(&other.to_string()),
            }),
            Err(_) => each(text),
        },
        Split::None => codes.push(intern(text)),
    }
}

/// Rows that could be read but do not count, by rule; the last two entries are for events that were
/// not chosen and for repeated rows. A row that lists several products is left out only when all of them are.
#[derive(Debug, Clone, Default)]
struct SkippedRows {
    by_rule: Vec<u64>,
    /// The row of the file that is under way, the first rule that left a part of it out, and
    /// whether another part counts.
    current: Option<(u32, Option<usize>, bool)>,
}

impl SkippedRows {
    fn new(rules: usize) -> Self {
        Self { by_rule: vec![0; rules + 2], current: None }
    }

    fn leave(&mut self, source_row: u32, rule: usize) {
        let current = self.at(source_row);
        current.1 = current.1.or(Some(rule));
    }

    fn keep(&mut self, source_row: u32) {
        self.at(source_row).2 = true;
    }

    fn at(&mut self, source_row: u32) -> &mut (u32, Option<usize>, bool) {
        if self.current.is_some_and(|current| current.0 != source_row) {
            self.settle();
        }
        self.current.get_or_insert((source_row, None, false))
    }

    fn settle(&mut self) {
        if let Some((_, Some(rule), false)) = self.current.take() {
            self.by_rule[rule] += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        self.by_rule.resize(other.by_rule.len(), 0);
        for (mine, theirs) in self.by_rule.iter_mut().zip(&other.by_rule) {
            *mine += theirs;
        }
    }

    /// Moves these rows from used to skipped.
    fn report(self, file: &FilePlan, report: &mut Report) {
        let rules = file.leave_out.iter().map(|(_, rule)| RowFilter::reason(rule));
        let not_chosen = std::iter::once("event not chosen in the catalog".to_owned());
        let reasons = rules.chain(not_chosen).chain([file.repeats.reason()]);
        for (rows, reason) in self.by_rule.iter().copied().zip(reasons) {
            if rows > 0 {
                report.used = report.used.saturating_sub(rows);
                report.skipped.push(Skipped { reason, rows, ..Skipped::default() });
            }
        }
        report.skipped.sort_by_key(|s| std::cmp::Reverse(s.rows));
    }
}

/// A poisoned lock is taken all the same: a panic elsewhere ends the whole job anyway.
/// The product files as one feed.
fn read_products(
    plan: &Plan,
    options: &Options,
    progress: &Progress,
) -> Result<(Option<Feed>, Vec<FileReport>), Stopped> {
    if plan.products.is_empty() {
        return Ok((None, Vec::new()));
    }
    let mut feed = Feed::new(plan.columns.len());
    let mut reports = Vec::new();
    for file in &plan.products {
        progress.stage(format!("Reading {}", file.source.name()), file.source.bytes, Unit::Bytes);
        // Rows arrive in no fixed order; the first row of a product counts, so they are put in
        // order of their values first.
        let rows: Mutex<Vec<Vec<Option<String>>>> = Mutex::default();
        let sink = |batch: Batch| {
            let mut part = Vec::with_capacity(batch.rows);
            for row in 0..batch.rows {
                let cells = batch.columns.iter().map(|c| c.text(row).map(str::to_owned));
                part.push(cells.collect());
            }
            lock(&rows).append(&mut part);
            progress.check()
        };
        let result = import::read(&file.source, &file.request, options, &sink, progress);
        reports.push(report_of(&file.source, result)?);
        let mut rows = into_inner(rows);
        rows.par_sort_unstable();
        add_products(file, &rows, &mut feed);
    }
    Ok((Some(feed), reports))
}

fn add_products(file: &ProductPlan, rows: &[Vec<Option<String>>], feed: &mut Feed) {
    let (mut cells, mut codes) = (Cells::default(), Vec::new());
    for row in rows {
        let Some(id) = row.first().and_then(Option::as_deref) else {
            continue;
        };
        cells.clear();
        for (column, place) in file.cells.iter().enumerate() {
            codes.clear();
            let text = place.and_then(|place| row[place].as_deref());
            if let Some(text) = text {
                let mut intern = |value: &str| feed.value(column, value);
                split_cell(text, &file.splits[column], &mut codes, &mut intern);
            }
            cells.push(&codes);
        }
        feed.product(id.trim(), &cells);
    }
}
