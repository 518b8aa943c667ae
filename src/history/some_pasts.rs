//! The pasts of some people as they travel, and a history of those that came together.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::item_order::merge_lists;
use super::keep::Events;
use super::order::merge_texts;
use super::pieces::Texts;
use super::span::Span;
use super::{Dictionary, History, HistoryError, Items, Outline, Past, Seconds};
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
        let mut ids = Dictionary::default();
        let mut met = vec![false; history.items.len()];
        let (mut lengths, mut pasts) = (Vec::new(), Events::default());
        for &person in people {
            let past = history.past(person).before(until);
            past.item.iter().for_each(|&item| met[item as usize] = true);
            ids.push(history.people.get(person));
            lengths.push(past.len() as u32);
            add(&mut pasts, past, |item| item);
        }
        let mut place = vec![u32::MAX; met.len()];
        let kept = (0..met.len()).filter(|&item| met[item]);
        (0..).zip(kept).for_each(|(own, item)| place[item] = own);
        pasts.item.iter_mut().for_each(|item| *item = place[*item as usize]);
        let Events { time, item, kind } = pasts;
        Self {
            people: Texts::from(&ids),
            lengths,
            time,
            item,
            kind,
            items: history.items.among(&met),
        }
    }

    /// The history of these people alone.
    fn history(self, outline: Outline<'_>) -> Result<History, HistoryError> {
        let people = Dictionary::try_from(self.people).map_err(|_| damaged())?;
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
            return Err(damaged());
        }
        Ok(History {
            people,
            events: outline.events.to_vec(),
            columns: outline.columns.to_vec(),
            items: self.items,
            starts: starts.into(),
            span: Span::of(&self.time),
            time: self.time.into(),
            item: self.item.into(),
            kind: self.kind.into(),
            joined: 0,
        })
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
            return parts.pop().ok_or_else(damaged);
        }
        let people: Vec<&Dictionary> = parts.iter().map(|part| &part.people).collect();
        let (people, codes) = merge_texts(&people, progress)?;
        let items: Vec<&Items> = parts.iter().map(|part| &part.items).collect();
        let items = merge_lists(outline.columns.len(), &items, progress)?;
        let (starts, pasts) = in_order(&parts, &codes, &items.maps);
        Ok(History {
            people,
            events: outline.events.to_vec(),
            columns: outline.columns.to_vec(),
            items: items.items,
            starts: starts.into(),
            span: Span::of(&pasts.time),
            time: pasts.time.into(),
            item: pasts.item.into(),
            kind: pasts.kind.into(),
            joined: 0,
        })
    }
}

fn damaged() -> HistoryError {
    HistoryError::Disk(std::io::ErrorKind::InvalidData.into())
}

fn add(to: &mut Events, past: Past<'_>, item: impl Fn(u32) -> u32) {
    to.time.extend_from_slice(past.time);
    to.item.extend(past.item.iter().map(|&own| item(own)));
    to.kind.extend_from_slice(past.kind);
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
    let (mut starts, mut pasts) = (vec![0], Events::default());
    for (shard, own) in places {
        add(&mut pasts, shards[shard].past(own), |item| items[shard][item as usize]);
        starts.push(pasts.time.len() as u64);
    }
    (starts, pasts)
}
