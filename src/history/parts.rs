//! Everyone in shards that lie elsewhere: what each shard tells of itself, what holds for all of them, and a
//! shard in the codes of all.
//!
//! A shard is made without the others, so it has dictionaries of its own. Put together they are the
//! dictionaries of everyone; since all are in text order, a shard's items keep their order in the codes of all.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::order::merge_texts;
use super::pieces::{Damaged, Texts};
use super::span::{Hours, Span};
use super::{ColumnValues, Dictionary, Feed, History, HistoryError, Items, Seconds, Shard};
use crate::base::language::message;
use crate::base::merge::merge;
use crate::base::numbers::{Growing, Numbers};
use crate::base::progress::{Progress, Unit};
use crate::base::section_file::{Reader, Section, Unusable, Writer};

/// What a shard tells of itself. Who its people are stands in its own file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    values: Vec<Texts>,
    /// How many events its people have.
    pub events: u64,
    /// The time of its first event; `None` without any.
    pub first: Option<Seconds>,
}

/// Who there is, and who of them is in which shard: as many numbers as people, so both are read where they lie when they
/// take more memory than they may.
#[derive(Debug, Clone)]
pub struct Who {
    /// Everyone's ID, in text order.
    pub people: Dictionary,
    /// By shard, the codes that its people have among everyone.
    pub codes: Vec<Numbers<u32>>,
}

/// Codes of a shard that are written at a time.
const CODES: usize = 1024;

impl Who {
    /// Keeps who is in these shards in a file. The IDs of each are in text order, and nobody is in two.
    ///
    /// # Errors
    /// [`HistoryError::Stopped`]; [`HistoryError::Disk`] where there is no room, or something arrived damaged.
    pub fn keep<E: Into<HistoryError>>(
        shards: impl Iterator<Item = Result<Dictionary, E>>,
        path: &Path,
        key: &str,
        progress: &Progress,
    ) -> Result<(), HistoryError> {
        // One behind the other: as many files at a time as shards are more than a process may open.
        let (mut text, mut ends, mut counts) = (Growing::default(), Growing::default(), Vec::new());
        for people in shards {
            let people = people.map_err(Into::into)?;
            counts.push(people.len());
            for id in people.iter() {
                text.extend(id.as_bytes());
                ends.push(text.len() as u64);
            }
            progress.check()?;
        }
        let (bytes, count) = (text.len() as u64, ends.len());
        let all = Dictionary::kept(text.finish()?, ends.finish()?).ok_or(Damaged)?;
        progress.stage(message!("history-merging"), count as u64, Unit::People);
        let mut writer = Writer::create(path)?;
        let (text, ends) =
            (writer.section("people.text", bytes), writer.section("people.ends", 8 * count as u64));
        let codes = counts.iter().enumerate();
        let codes = codes.map(|(shard, count)| writer.section(&codes_of(shard), 4 * *count as u64));
        let codes: Vec<Section> = codes.collect();
        let firsts = counts.iter().scan(0, |next, count| {
            let first = *next;
            *next += *count as u32;
            Some(first..*next)
        });
        let mut waiting: Vec<Vec<u32>> = vec![Vec::new(); counts.len()];
        let mut some = Dictionary::default();
        let (mut code, mut written) = (0_u32, 0_u64);
        let flush = |writer: &mut Writer, some: &mut Dictionary, written: &mut u64| {
            let (own, own_ends) = some.parts();
            writer.append(text, own.as_bytes())?;
            let ended: Vec<u64> = own_ends.iter().map(|end| *written + end).collect();
            writer.append(ends, &ended)?;
            *written += own.len() as u64;
            *some = Dictionary::default();
            std::io::Result::Ok(())
        };
        let ids = |own: std::ops::Range<u32>| own.map(|code| all.get(code));
        for (id, shard) in merge(firsts.map(ids).collect()) {
            some.push(id);
            waiting[shard].push(code);
            code += 1;
            if waiting[shard].len() == CODES {
                writer.append(codes[shard], &waiting[shard])?;
                waiting[shard].clear();
            }
            if some.len() == CODES {
                progress.check()?;
                progress.advance(CODES as u64);
                flush(&mut writer, &mut some, &mut written)?;
            }
        }
        flush(&mut writer, &mut some, &mut written)?;
        for (section, rest) in codes.into_iter().zip(waiting) {
            writer.append(section, &rest)?;
        }
        Ok(writer.finish(key)?)
    }

    /// Who was kept, read where it lies when it takes more than `memory` bytes.
    ///
    /// # Errors
    /// [`Unusable`]: make it anew.
    pub fn open(
        path: &Path,
        key: &str,
        shards: usize,
        memory: u64,
        progress: &Progress,
    ) -> Result<Self, Unusable> {
        let reader = Reader::open_within(path, key, memory, progress)?;
        let codes = (0..shards).map(|shard| reader.numbers(&codes_of(shard)));
        Ok(Self { people: reader.kept_texts("people")?, codes: codes.collect::<Result<_, _>>()? })
    }
}

fn codes_of(shard: usize) -> String {
    format!("codes {shard}")
}

/// What holds for everyone, and who is where.
#[derive(Debug)]
pub struct Common {
    /// The dictionaries of everyone and the items that nobody interacted with yet; without people.
    pub shared: History,
    /// Who there is; their IDs until [`Common::outline`] gives them away.
    pub who: Who,
}

impl Common {
    /// From what all shards told and who is in them. `columns`, `events`, `feed`: as the shards were made.
    ///
    /// # Errors
    /// [`HistoryError::Stopped`]; [`HistoryError::Disk`] where something arrived damaged.
    pub fn of(
        told: Vec<Told>,
        who: Who,
        feed: Option<&Feed>,
        columns: &[String],
        events: &[String],
        progress: &Progress,
    ) -> Result<Self, HistoryError> {
        let mut values: Vec<Vec<Dictionary>> = vec![Vec::new(); columns.len()];
        for shard in told {
            for (all, own) in values.iter_mut().zip(shard.values) {
                all.push(Dictionary::try_from(own)?);
            }
        }
        let mut shared = Shard::merge(Vec::new(), feed, columns, events, events.len(), progress)?;
        let mut maps = Vec::with_capacity(columns.len());
        // Of the first column, the products: which values somebody interacted with.
        let mut met: Option<Vec<bool>> = None;
        for (column, own) in shared.columns.iter_mut().zip(&values) {
            let mut all: Vec<&Dictionary> = own.iter().collect();
            all.push(&column.values);
            let (merged, mut codes) = merge_texts(&all, progress)?;
            maps.push(codes.pop().unwrap_or_default());
            met.get_or_insert_with(|| {
                let mut met = vec![false; merged.len()];
                codes.iter().flatten().for_each(|&code| met[code as usize] = true);
                met
            });
            column.values = merged;
        }
        let fed = shared.items.recoded(&maps);
        let met = met.unwrap_or_default();
        let touched = |item| fed.values(item, 0).iter().any(|&code| met[code as usize]);
        let untouched: Vec<bool> = (0..fed.len() as u32).map(|item| !touched(item)).collect();
        shared.items = fed.among(&untouched);
        Ok(Self { shared, who })
    }

    /// Everyone without their pasts: who they are, and what is known of all pasts. `hours`: of all shards.
    /// It is given away who they are.
    pub fn outline(&mut self, first: Option<Seconds>, hours: &Hours) -> History {
        let people = std::mem::take(&mut self.who.people);
        History {
            // Zeros that nobody looks at take no memory.
            starts: vec![0; people.len() + 1].into(),
            people,
            span: first.and_then(|first| Span::of_hours(first, hours)),
            ..self.shared.clone()
        }
    }
}

#[cfg(test)]
impl Common {
    /// Everyone with their pasts, from all shards in the codes of everyone: what one machine makes of the
    /// same files.
    pub fn whole(&self, shards: &[History], outline: &History) -> Result<History, HistoryError> {
        use super::keep::Events;
        use super::some_pasts::in_order;
        let mut lists: Vec<&Items> = shards.iter().map(|shard| &shard.items).collect();
        lists.push(&self.shared.items);
        let items =
            super::item_order::merge_lists(self.shared.columns.len(), &lists, &Progress::none())?;
        let (starts, Events { time, item, kind }) = in_order(shards, &self.who.codes, &items.maps);
        let (starts, time, item) = (starts.into(), time.into(), item.into());
        Ok(History { items: items.items, starts, time, item, kind: kind.into(), ..outline.clone() })
    }
}

impl History {
    /// The same with no more items than its people interacted with, and no more values than these have.
    #[must_use]
    pub fn without_others(self) -> Self {
        let everyone: Vec<u32> = (0..self.person_count() as u32).collect();
        let mut own = self.shard(false, &everyone);
        let mut maps = Vec::with_capacity(own.columns.len());
        for (place, column) in own.columns.iter_mut().enumerate() {
            let mut used = vec![false; column.values.len()];
            for item in 0..own.items.len() as u32 {
                own.items.values(item, place).iter().for_each(|&v| used[v as usize] = true);
            }
            let (mut map, mut kept) = (vec![u32::MAX; used.len()], Dictionary::default());
            for code in (0..used.len() as u32).filter(|&code| used[code as usize]) {
                map[code as usize] = kept.len() as u32;
                kept.push(column.values.get(code));
            }
            column.values = kept;
            maps.push(map);
        }
        own.items = own.items.recoded(&maps);
        own
    }

    /// What it tells of itself as a shard.
    pub fn told(&self) -> Told {
        Told {
            values: self.columns.iter().map(|column| Texts::from(&column.values)).collect(),
            events: self.event_count() as u64,
            first: self.span().map(|span| span.0),
        }
    }

    /// The IDs of those whose history was kept in a file, read where they lie.
    ///
    /// # Errors
    /// [`Unusable`]: make it anew.
    pub fn people_in(path: &Path, key: &str, progress: &Progress) -> Result<Dictionary, Unusable> {
        Reader::texts_of(path, key, "people", progress)
    }

    /// A shard in the codes of everyone; the `first` one also has the items that nobody interacted with yet.
    /// `None`: it is no shard of these.
    pub fn among_all(self, first: bool, shared: &Self) -> Option<Self> {
        if self.columns.len() != shared.columns.len() {
            return None;
        }
        let mut maps = Vec::with_capacity(self.columns.len());
        for (own, all) in self.columns.iter().zip(&shared.columns) {
            maps.push(own.values.iter().map(|v| all.values.find(v)).collect::<Option<Vec<_>>>()?);
        }
        let mut items = self.items.recoded(&maps);
        if first {
            items = Items::one_after_the_other(&items, &shared.items);
        }
        let columns: Vec<ColumnValues> = shared.columns.clone();
        Some(Self { items, columns, ..self })
    }

    /// How many events of each kind there were in each hour since `first`.
    pub fn hours(&self, first: Seconds) -> Hours {
        Hours::of(&self.time, &self.kind, first)
    }
}
