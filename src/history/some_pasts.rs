//! The pasts of some people as they travel, and a history of those that came together.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::cut::Part;
use super::item_order::merge_lists;
use super::keep::Events;
use super::order::merge_texts;
use super::pieces::{Damaged, Texts};
use super::{Dictionary, History, HistoryError, Items, Outline, Seconds};
use crate::base::progress::Progress;

/// Pasts of some people with their items. Values and kinds of event have the codes that they have for everyone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SomePasts {
    people: Texts,
    /// Events of each of them.
    lengths: Vec<u32>,
    time: Vec<Seconds>,
    item: Vec<u32>,
    kind: Vec<u8>,
    items: Items,
}

impl SomePasts {
    /// What these people (codes, rising) did before a time.
    pub fn of(history: &History, people: &[u32], until: Seconds) -> Self {
        let none = vec![false; history.items.len()];
        let Part { people, starts, events, items } =
            history.part(people, |past| past.before(until), none);
        let Events { time, item, kind } = events;
        let lengths = starts.windows(2).map(|pair| (pair[1] - pair[0]) as u32).collect();
        Self { people: Texts::from(&people), lengths, time, item, kind, items }
    }

    /// The history of these people alone.
    fn history(self, outline: Outline<'_>) -> Result<History, Damaged> {
        let people = Dictionary::try_from(self.people)?;
        let ends = self.lengths.iter().scan(0, |end, length| {
            *end += u64::from(*length);
            Some(*end)
        });
        let starts: Vec<u64> = std::iter::once(0).chain(ends).collect();
        let events = self.time.len();
        let values: Vec<usize> = outline.columns.iter().map(|column| column.values.len()).collect();
        let fits = starts.len() == people.len() + 1
            && starts.last() == Some(&(events as u64))
            && [self.item.len(), self.kind.len()] == [events; 2]
            && self.item.iter().all(|&item| (item as usize) < self.items.len())
            && self.kind.iter().all(|&kind| (kind as usize) < outline.events.len())
            && self.items.leads_into(&values);
        if !fits {
            return Err(Damaged);
        }
        let events = Events { time: self.time, item: self.item, kind: self.kind };
        Ok(Part { people, starts, events, items: self.items }.history(outline))
    }

    /// The history of all of these people, who are different ones; `outline`: of everyone.
    ///
    /// # Errors
    /// [`HistoryError::Stopped`]; [`HistoryError::Disk`] where something arrived damaged.
    pub fn together(
        parts: Vec<Self>,
        outline: Outline<'_>,
        progress: &Progress,
    ) -> Result<History, HistoryError> {
        let parts = parts.into_iter().map(|part| part.history(outline));
        let mut parts = parts.collect::<Result<Vec<_>, _>>()?;
        if parts.len() == 1 {
            return Ok(parts.remove(0));
        }
        let people: Vec<&Dictionary> = parts.iter().map(|part| &part.people).collect();
        let (people, codes) = merge_texts(&people, progress)?;
        let items: Vec<&Items> = parts.iter().map(|part| &part.items).collect();
        let items = merge_lists(outline.columns.len(), &items, progress)?;
        let (starts, events) = in_order(&parts, &codes, &items.maps);
        Ok(Part { people, starts, events, items: items.items }.history(outline))
    }
}

/// The events of all people of these shards in the order of their codes, and where each person's begin.
/// `codes` and `items` have, by shard, the codes of its people and items among all.
pub(super) fn in_order(
    shards: &[History],
    codes: &[impl Deref<Target = [u32]>],
    items: &[Vec<u32>],
) -> (Vec<u64>, Events) {
    let mut places = vec![(0, 0); codes.iter().map(|codes| codes.len()).sum()];
    for (shard, codes) in codes.iter().enumerate() {
        (0_u32..).zip(codes.iter()).for_each(|(own, &code)| places[code as usize] = (shard, own));
    }
    let (mut starts, mut events) = (vec![0], Events::default());
    for (shard, own) in places {
        events.add(shards[shard].past(own), |item| items[shard][item as usize]);
        starts.push(events.time.len() as u64);
    }
    (starts, events)
}
