//! Why somebody stands where they stand: the terms of the model in words, with the person's own
//! numbers; and what sets an audience apart.
//!
//! Reasons are computed when they are looked at, from the same scan and the same coefficients that
//! ranked people. Keeping the terms of everyone would take a hundred numbers a person.

mod audience;
mod explain;
mod person;
mod terms;

use std::sync::Arc;

use crate::history::{History, Seconds};

use super::types::Reason;

pub(super) use explain::{Explain, explain};
pub(super) use terms::{Grounds, Terms};

/// Explains people and audiences by the terms of the trained model.
#[derive(Debug, Clone, Default)]
pub struct Explainer {
    pub(super) learned: Option<Arc<Terms>>,
}

/// People looked at to describe an audience, and everyone: shares are then right to about a hundredth.
const SAMPLE: usize = 4000;

impl Explainer {
    /// Reasons for one person, none where nothing was learned.
    pub(super) fn person(&self, history: &History, person: u32, as_of: Seconds) -> Vec<Reason> {
        let terms = self.learned.as_ref();
        terms.map_or_else(Vec::new, |terms| {
            terms.of_person(terms.describer(history), history, person, as_of)
        })
    }

    /// What sets those of `people` at the places `top` apart from all of them.
    pub(super) fn audience(
        &self,
        history: &History,
        people: &[u32],
        top: &[u32],
        as_of: Seconds,
    ) -> Vec<Reason> {
        match &self.learned {
            Some(terms) if !top.is_empty() => {
                let top: Vec<u32> = thin(top).map(|&i| people[i as usize]).collect();
                let all: Vec<u32> = thin(people).copied().collect();
                let whole = people.len();
                let people = audience::People { top: &top, all: &all, whole };
                terms.of_audience(history, &people, as_of)
            }
            _ => Vec::new(),
        }
    }
}

fn thin<T>(list: &[T]) -> impl Iterator<Item = &T> {
    list.iter().step_by(list.len().div_ceil(SAMPLE).max(1))
}
