//! A history in a file: kept for the next time, and read where it lies when memory is short.

use std::io;
use std::path::{Path, PathBuf};

use super::LeftOut;
use super::span::Span;
use super::{ColumnValues, History, Items, Past, Seconds};
use crate::base::language::t;
use crate::base::progress::{Progress, Stopped};
use rayon::prelude::*;

use crate::base::section_file::{Reader, Section, Unusable, Writer};
use crate::base::system_error;

/// Where a history goes that is larger than the memory it may take.
#[derive(Debug, Clone)]
pub struct Disk {
    /// The file; its folder takes what has no room in memory while files are read.
    pub path: PathBuf,
    /// What the file is made from: another key is another file.
    pub key: String,
    /// Bytes of memory that events may take, while they are read and afterwards. People, values
    /// and what is computed from them come on top.
    pub memory: u64,
}

impl Disk {
    /// The folder of the file.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }
}

/// Why there is no history. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// What does not fit in memory could not be kept on disk.
    #[error("{}", t!("history-disk", why = system_error::message(.0).to_string()))]
    Disk(#[from] io::Error),
}

/// Events of some people, by person and time: three columns of one length.
#[derive(Debug, Default)]
pub(super) struct Events {
    pub time: Vec<Seconds>,
    pub item: Vec<u32>,
    pub kind: Vec<u8>,
}

impl Events {
    /// Adds a person's past; `item`: the code that an item of it has here.
    pub fn add(&mut self, past: Past<'_>, item: impl Fn(u32) -> u32) {
        self.time.extend_from_slice(past.time);
        self.item.extend(past.item.iter().map(|&own| item(own)));
        self.kind.extend_from_slice(past.kind);
    }

    /// Bytes of an event.
    pub const BYTES: u64 = 9;

    pub fn slices(&mut self) -> Slices<'_> {
        Slices { time: &mut self.time, item: &mut self.item, kind: &mut self.kind }
    }
}

/// A part of [`Events`] that one thread fills.
pub(super) struct Slices<'a> {
    pub time: &'a mut [Seconds],
    pub item: &'a mut [u32],
    pub kind: &'a mut [u8],
}

impl Slices<'_> {
    /// The first `n` events and the others.
    pub fn split(self, n: usize) -> (Self, Self) {
        let (time, time2) = self.time.split_at_mut(n);
        let (item, item2) = self.item.split_at_mut(n);
        let (kind, kind2) = self.kind.split_at_mut(n);
        (Self { time, item, kind }, Self { time: time2, item: item2, kind: kind2 })
    }
}

/// Events written between two looks at whether to stop.
pub(super) const AT_ONCE: usize = 1 << 20;

/// A history being written, its events a group of people at a time.
pub(super) struct Keeping {
    writer: Writer,
    time: Section,
    item: Section,
    kind: Section,
}

impl Keeping {
    /// Writes all but the events of `history`.
    pub fn begin(history: &History, path: &Path) -> io::Result<Self> {
        let mut writer = Writer::create(path)?;
        let names: Vec<&str> = history.columns.iter().map(|c| c.name.as_str()).collect();
        writer.json("names", &(&history.events, names))?;
        writer.texts("people", &history.people)?;
        for (place, column) in history.columns.iter().enumerate() {
            writer.texts(&format!("column {place}"), &column.values)?;
        }
        let (_, ends, codes) = history.items.parts();
        writer.numbers("item ends", ends)?;
        writer.numbers("item codes", codes)?;
        writer.numbers("starts", &history.starts)?;
        let events = history.starts.last().copied().unwrap_or(0);
        let time = writer.section("time", events * 4);
        let item = writer.section("item", events * 4);
        let kind = writer.section("kind", events);
        Ok(Self { writer, time, item, kind })
    }

    /// Adds the events of the people that come next.
    pub fn events(&mut self, events: &Events, progress: &Progress) -> Result<(), HistoryError> {
        let (time, item) = (events.time.chunks(AT_ONCE), events.item.chunks(AT_ONCE));
        for ((time, item), kind) in time.zip(item).zip(events.kind.chunks(AT_ONCE)) {
            progress.check()?;
            self.append(time, item, kind)?;
        }
        Ok(())
    }

    fn append(&mut self, time: &[Seconds], item: &[u32], kind: &[u8]) -> io::Result<()> {
        self.writer.append(self.time, time)?;
        self.writer.append(self.item, item)?;
        self.writer.append(self.kind, kind)
    }

    /// The whole history, read where it lies.
    pub fn finish(self, disk: &Disk) -> Result<History, HistoryError> {
        self.writer.finish(&disk.key)?;
        let read = Reader::trust(&disk.path, &disk.key).and_then(|r| History::from_sections(&r));
        read.map_err(|error| HistoryError::Disk(io::Error::other(error)))
    }
}

impl History {
    /// Keeps the history in a file for the next time.
    ///
    /// # Errors
    /// Those of the system; nothing is left then.
    pub fn keep(&self, path: &Path, key: &str) -> io::Result<()> {
        let mut keeping = Keeping::begin(self, path)?;
        keeping.append(&self.time, &self.item, &self.kind)?;
        keeping.writer.finish(key)
    }

    /// Whether its events are read from a file where they lie.
    pub fn is_on_disk(&self) -> bool {
        self.time.memory() == 0 && !self.time.is_empty()
    }

    /// The history that was kept in the file, when it was made from the same and is whole. Its events
    /// are read where they lie when they take more than `memory` bytes.
    ///
    /// # Errors
    /// [`Unusable`]: make it anew.
    pub fn open(
        path: &Path,
        key: &str,
        memory: u64,
        progress: &Progress,
    ) -> Result<Self, Unusable> {
        let reader = Reader::open_within(path, key, memory / 2, progress)?;
        let history = Self::from_sections(&reader)?;
        if history.fits_together() { Ok(history) } else { Err(Unusable::Damaged) }
    }

    /// Whether every code leads to something: checksums say that a file is as it was written, not that
    /// what was written was right.
    fn fits_together(&self) -> bool {
        let items = self.items.len();
        let columns = self.columns.iter().map(|column| column.values.len());
        self.starts.is_sorted()
            && self.items.leads_into(&columns.collect::<Vec<_>>())
            && self.kind.par_iter().all(|kind| usize::from(*kind) < self.events.len())
            && self.item.par_iter().all(|item| (*item as usize) < items)
    }

    fn from_sections(reader: &Reader) -> Result<Self, Unusable> {
        let (events, names): (Vec<String>, Vec<String>) = reader.json("names")?;
        let columns = names.into_iter().enumerate().map(|(place, name)| {
            Ok(ColumnValues { name, values: reader.texts(&format!("column {place}"))? })
        });
        let columns = columns.collect::<Result<Vec<_>, Unusable>>()?;
        let (ends, codes) = (reader.numbers("item ends")?, reader.numbers("item codes")?);
        let items = Items::from_parts(columns.len(), ends.to_vec(), codes.to_vec());
        let mut history = Self {
            span: None,
            people: reader.texts("people")?,
            events,
            columns,
            items: items.ok_or(Unusable::Damaged)?,
            starts: reader.numbers("starts")?,
            time: reader.numbers("time")?,
            item: reader.numbers("item")?,
            kind: reader.numbers("kind")?,
            joined: 0,
            left_out: LeftOut::default(),
        };
        let count = history.time.len();
        let fits = history.starts.len() == history.people.len() + 1
            && history.starts.last().copied() == Some(count as u64)
            && history.item.len() == count
            && history.kind.len() == count;
        if !fits {
            return Err(Unusable::Damaged);
        }
        history.span = Span::of(&history.time, &history.kind);
        Ok(history)
    }
}
