//! Some people of a history: shards of people, for many machines, and what travels of them.

use super::LeftOut;
use super::keep::Events;
use super::span::Span;
use super::{Dictionary, History, Items, Outline, Past};

/// Some people, what they did and the items that they did it with.
#[derive(Debug)]
pub(super) struct Part {
    /// Their IDs.
    pub people: Dictionary,
    /// Where each one's events begin, and where the last one's end.
    pub starts: Vec<u64>,
    /// What they did.
    pub events: Events,
    /// The items of these events.
    pub items: Items,
}

impl Part {
    /// The history of these people alone.
    pub fn history(self, outline: Outline<'_>) -> History {
        let Events { time, item, kind } = self.events;
        History {
            people: self.people,
            events: outline.events.to_vec(),
            columns: outline.columns.to_vec(),
            items: self.items,
            starts: self.starts.into(),
            span: Span::of(&time, &kind),
            time: time.into(),
            item: item.into(),
            kind: kind.into(),
            joined: 0,
            left_out: LeftOut::default(),
        }
    }
}

impl History {
    /// The codes of the people of each of `shards` shards. Who goes where depends on the person's ID alone.
    pub fn people_of_shards(&self, shards: usize) -> Vec<Vec<u32>> {
        let mut people = vec![Vec::new(); shards.max(1)];
        for person in 0..self.person_count() as u32 {
            people[shard_of(self.draw(person), shards.max(1))].push(person);
        }
        people
    }

    /// A shard: the history of some people. Values and kinds of event keep their codes; it has the items of
    /// its people, and the `first` shard also those that nobody interacted with yet.
    #[must_use]
    pub fn shard(&self, first: bool, people: &[u32]) -> Self {
        let mut items = vec![first; self.items.len()];
        if first {
            self.item.iter().for_each(|&item| items[item as usize] = false);
        }
        self.part(people, |past| past, items).history(self.outline())
    }

    /// What is `kept` of the pasts of these people, with the items of that and `items`.
    pub(super) fn part<'a>(
        &'a self,
        people: &[u32],
        kept: impl Fn(Past<'a>) -> Past<'a>,
        mut items: Vec<bool>,
    ) -> Part {
        let (mut ids, mut starts) = (Dictionary::default(), vec![0]);
        let mut events = Events::default();
        for &person in people {
            let past = kept(self.past(person));
            past.item.iter().for_each(|&item| items[item as usize] = true);
            ids.push(self.people.get(person));
            events.add(past, |item| item);
            starts.push(events.time.len() as u64);
        }
        let mut place = vec![u32::MAX; items.len()];
        let own = (0..items.len()).filter(|&item| items[item]);
        (0..).zip(own).for_each(|(own, item)| place[item] = own);
        events.item.iter_mut().for_each(|item| *item = place[*item as usize]);
        Part { people: ids, starts, events, items: self.items.among(&items) }
    }
}

/// The shard of a person with this number, of so many.
pub(super) fn shard_of(draw: u64, shards: usize) -> usize {
    ((u128::from(draw) * shards as u128) >> 64) as usize
}
