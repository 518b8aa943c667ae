//! Next best action: the newest article of the section that is read most.

use super::draft::{Draft, Value};
use super::words::{self, Role, column, like_a_category};
use crate::audience::Size;
use crate::base::language::{Message, message, t};

impl Draft<'_> {
    pub(super) fn next_best_action(&mut self) -> Option<Message> {
        let reads = words::reading(self.history);
        let Some(section) = column(self.history, Role::Section)
            .or_else(|| like_a_category(self.history, self.stats))
        else {
            self.questions.push(message!("audience-ask-section"));
            return None;
        };
        if reads.is_empty() && self.history.events.len() > 1 {
            self.questions.push(message!("audience-ask-reading"));
        }
        let (top, readers) = self.most_read(section, &reads)?;
        let newest = self.newest_of(top, &reads)?;
        let article = self.by_title(newest);
        self.aim(article, t!("audience-name-readers", value = self.value(top)));
        self.audience.target.goal_events.clone_from(&reads);
        self.audience.target.relatives = vec![self.condition(top)];
        self.audience.horizon_days = Some(7);
        self.audience.size = Size::Percent(20.0);
        let mut regulars = self.rule(true, &reads, top, Some(90));
        regulars.at_least = 3;
        self.audience.eligibility.rules =
            vec![regulars.into(), self.rule(false, &reads, article, None).into()];
        let (section, newest) = (self.words(top), self.value(article));
        Some(match reads.is_empty() {
            true => {
                message!(
                    "audience-newest-used",
                    section = section,
                    people = readers,
                    newest = newest
                )
            }
            false => {
                message!(
                    "audience-newest-read",
                    section = section,
                    people = readers,
                    newest = newest
                )
            }
        })
    }

    /// The value with the most people among events of some kinds, with their number.
    fn most_read(&self, column: usize, events: &[String]) -> Option<(Value, u32)> {
        let wanted = self.kinds(events);
        let mut people = vec![0_u32; self.history.columns[column].values.len()];
        let mut seen = vec![u32::MAX; people.len()];
        for person in 0..self.history.person_count() as u32 {
            let past = self.history.past_to_end(person);
            for (&kind, &item) in past.kind.iter().zip(past.item) {
                for &v in self.history.items.values(item, column) {
                    let v = v as usize;
                    if wanted[kind as usize] && std::mem::replace(&mut seen[v], person) != person {
                        people[v] += 1;
                    }
                }
            }
        }
        let best = (0..people.len()).max_by_key(|&v| (people[v], std::cmp::Reverse(v)))?;
        (people[best] > 0).then_some(((column, best as u32), people[best]))
    }

    fn kinds(&self, events: &[String]) -> Vec<bool> {
        let all = events.is_empty();
        let kinds = self.history.events.iter();
        kinds.map(|e| all || events.contains(e)).collect()
    }

    /// The product with this value that was first seen last.
    fn newest_of(&self, of: Value, events: &[String]) -> Option<Value> {
        let wanted = self.history.items_with(of.0, &[of.1]);
        let kinds = self.kinds(events);
        let mut first = vec![u32::MAX; self.history.columns[0].values.len()];
        for person in 0..self.history.person_count() as u32 {
            let past = self.history.past_to_end(person);
            for i in 0..past.len() {
                if wanted[past.item[i] as usize] && kinds[past.kind[i] as usize] {
                    for &product in self.history.items.values(past.item[i], 0) {
                        let first = &mut first[product as usize];
                        *first = past.time[i].min(*first);
                    }
                }
            }
        }
        (0..first.len())
            .filter(|&p| first[p] != u32::MAX)
            .max_by_key(|&p| (first[p], p))
            .map(|p| (0, p as u32))
    }

    /// The product by its title, where a column has it and no other product shares it.
    fn by_title(&self, product: Value) -> Value {
        let Some(title) = column(self.history, Role::Title) else {
            return product;
        };
        let items = &self.history.items;
        let own = (0..items.len() as u32).find(|&i| items.values(i, 0).contains(&product.1));
        let Some(&value) = own.and_then(|item| items.values(item, title).first()) else {
            return product;
        };
        let shared = (0..items.len() as u32).any(|i| {
            items.values(i, title).contains(&value) && !items.values(i, 0).contains(&product.1)
        });
        if shared { product } else { (title, value) }
    }
}
