//! A history cut into shards of people, for many machines.

use super::{Dictionary, History, Items};

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
        self.of_people(people, items)
    }

    /// The history of some people, with their items and `items`.
    fn of_people(&self, people: &[u32], mut items: Vec<bool>) -> Self {
        for &person in people {
            self.past(person).item.iter().for_each(|&item| items[item as usize] = true);
        }
        let mut place = vec![u32::MAX; items.len()];
        let kept = (0..items.len()).filter(|&item| items[item]);
        (0..).zip(kept).for_each(|(own, item)| place[item] = own);
        let (mut ids, mut starts) = (Dictionary::default(), vec![0_u64]);
        let (mut time, mut item, mut kind) = (Vec::new(), Vec::new(), Vec::new());
        for &person in people {
            let past = self.past(person);
            ids.push(self.people.get(person));
            time.extend_from_slice(past.time);
            item.extend(past.item.iter().map(|&item| place[item as usize]));
            kind.extend_from_slice(past.kind);
            starts.push(time.len() as u64);
        }
        Self {
            people: ids,
            events: self.events.clone(),
            columns: self.columns.clone(),
            items: Items::among(&self.items, &items),
            starts: starts.into(),
            span: super::span::Span::of(&time),
            time: time.into(),
            item: item.into(),
            kind: kind.into(),
            joined: 0,
        }
    }
}

/// The shard of a person with this number, of so many.
pub(super) fn shard_of(draw: u64, shards: usize) -> usize {
    ((u128::from(draw) * shards as u128) >> 64) as usize
}
