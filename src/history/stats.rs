//! How often each value of a column occurs: what a person searches when choosing a target.

use rayon::prelude::*;

use super::{DAY, History};

/// Counts for every value of one column, by value code, up to the dense end of the history: what is
/// dated after it is a mistake.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueStats {
    /// People with at least one event of the value.
    pub people: Vec<u32>,
    /// Events.
    pub events: Vec<u32>,
    /// Events in the last 30 days …
    pub recent: Vec<u32>,
    /// … and in the 30 days before those.
    pub before: Vec<u32>,
}

impl ValueStats {
    fn new(values: usize) -> Self {
        Self {
            people: vec![0; values],
            events: vec![0; values],
            recent: vec![0; values],
            before: vec![0; values],
        }
    }

    fn add(mut self, other: &Self) -> Self {
        let pairs = [
            (&mut self.people, &other.people),
            (&mut self.events, &other.events),
            (&mut self.recent, &other.recent),
            (&mut self.before, &other.before),
        ];
        for (mine, theirs) in pairs {
            for (a, b) in mine.iter_mut().zip(theirs) {
                *a += b;
            }
        }
        self
    }

    /// Counts of a column's values.
    pub fn of(history: &History, column: usize) -> Self {
        let values = history.columns[column].values.len();
        let Some(last) = history.dense_end().map(|dense| dense.end) else {
            return Self::new(values);
        };
        let recent = last.saturating_sub(30 * DAY);
        let before = last.saturating_sub(60 * DAY);
        let people = history.person_count();
        let piece = people.div_ceil(rayon::current_num_threads()).max(1);
        (0..people.div_ceil(piece))
            .into_par_iter()
            .map(|part| {
                let mut stats = Self::new(values);
                let mut seen_by = vec![u32::MAX; values];
                for person in part * piece..((part + 1) * piece).min(people) {
                    let past = history.past_to_end(person as u32);
                    for (&time, &item) in past.time.iter().zip(past.item) {
                        for &value in history.items.values(item, column) {
                            let v = value as usize;
                            stats.events[v] += 1;
                            stats.recent[v] += u32::from(time > recent);
                            stats.before[v] += u32::from(time > before && time <= recent);
                            if seen_by[v] != person as u32 {
                                seen_by[v] = person as u32;
                                stats.people[v] += 1;
                            }
                        }
                    }
                }
                stats
            })
            .reduce(|| Self::new(values), |a, b| a.add(&b))
    }

    /// Value codes, the value most people touched first.
    pub fn by_people(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.people.len() as u32).collect();
        order.sort_by_key(|&v| (std::cmp::Reverse(self.people[v as usize]), v));
        order
    }
}
