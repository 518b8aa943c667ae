//! The people of an audience in another order than best first: by ID, or by a trait. Ordered on a
//! worker, once a ranking and order; the last answer stays while the next is under way.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::app::tasks::found::Found;
use crate::audience::Computed;
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped};
use crate::jobs::{Latest, Task};

/// What people are ordered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderBy {
    /// Their IDs.
    Id,
    /// A trait; numbers as numbers, who has none comes last.
    Trait(String),
}

/// An order that the person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleOrder {
    /// What they are ordered by.
    pub by: OrderBy,
    /// The largest, or Z, first.
    pub descending: bool,
}

/// Rows of the ranking in an order.
#[derive(Debug, Clone)]
struct Ordered {
    order: PeopleOrder,
    rows: Arc<Vec<usize>>,
    of: Computed,
}

/// The order of one audience's people.
#[derive(Debug, Default)]
pub struct Orders {
    wanted: Option<PeopleOrder>,
    asked: Option<(PeopleOrder, usize, usize)>,
    latest: Latest<Ordered, Stopped>,
}

impl Orders {
    /// The best `people` in this order, where that is known.
    pub fn of(
        &self,
        found: &Found,
        people: usize,
        order: &PeopleOrder,
    ) -> Option<&Arc<Vec<usize>>> {
        let known = self.latest.value()?;
        let same = known.order == *order
            && known.rows.len() == people
            && Arc::ptr_eq(&known.of.ranking, &found.computed.ranking);
        same.then_some(&known.rows)
    }

    /// Asks for an order.
    pub fn ask(&mut self, order: PeopleOrder) {
        self.wanted = Some(order);
    }

    /// Whether one is being worked out.
    #[cfg(test)]
    pub fn is_under_way(&self) -> bool {
        self.latest.running().is_some()
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.latest.poll();
    }

    /// Starts to order the best `people`, where that is asked for and not known.
    pub fn start<W>(&mut self, found: &Found, people: usize, wake: &W)
    where
        W: Fn() + Clone + Send + 'static,
    {
        let Some(order) = self.wanted.clone() else { return };
        let ranking = Arc::as_ptr(&found.computed.ranking).addr();
        let asked = (order.clone(), ranking, people);
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        self.asked = Some(asked);
        let found = found.clone();
        self.latest.start(Task::spawn(message!("tasks-ordering"), wake.clone(), move |progress| {
            let mut rows: Vec<usize> = (0..people).collect();
            sort(&found, &order, &mut rows, progress)?;
            Ok(Ordered { order, rows: Arc::new(rows), of: found.computed })
        }));
    }
}

/// Puts rows of a ranking in an order; who is alike stays in the order of the ranking.
///
/// # Errors
/// [`Stopped`] when it is not wanted any more.
pub fn sort(
    found: &Found,
    order: &PeopleOrder,
    rows: &mut [usize],
    progress: &Progress,
) -> Result<(), Stopped> {
    let computed = &found.computed;
    let person = |row: usize| computed.scored.people[computed.ranking.order[row] as usize];
    let turn = |ordering: Ordering| if order.descending { ordering.reverse() } else { ordering };
    match &order.by {
        // IDs stand in the order of their text.
        OrderBy::Id => rows.sort_by(|a, b| turn(person(*a).cmp(&person(*b)))),
        OrderBy::Trait(name) => {
            let (history, traits) = (found.history(), &found.past.ready.traits);
            let mut keyed = Vec::with_capacity(rows.len());
            for (place, row) in rows.iter().enumerate() {
                if place % 65_536 == 0 {
                    progress.check()?;
                }
                let text = traits.get(history.people.get(person(*row)), name);
                keyed.push((text.filter(|text| !text.trim().is_empty()), *row));
            }
            keyed.sort_by(|(a, _), (b, _)| match (a, b) {
                (Some(a), Some(b)) => turn(natural(a, b)),
                (a, b) => b.is_some().cmp(&a.is_some()),
            });
            rows.iter_mut().zip(keyed).for_each(|(to, (_, row))| *to = row);
        }
    }
    Ok(())
}

/// Numbers by size and before words, words by letters in any case.
fn natural(a: &str, b: &str) -> Ordering {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => {
            let lower =
                |text: &'_ str| text.chars().flat_map(char::to_lowercase).collect::<String>();
            lower(a).cmp(&lower(b)).then_with(|| a.cmp(b))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_as_numbers_and_words_in_any_case() {
        let mut all = ["10", "9", "b", "A", "a", "2.5", "Ä"];
        all.sort_by(|a, b| natural(a, b));
        assert_eq!(all, ["2.5", "9", "10", "A", "a", "b", "Ä"]);
    }
}
