//! What then happened to everyone: who was known at each past cut-off and who engaged in the window
//! after it.
//!
//! One pass over all pasts, kept as sixteen bits a person where the pasts are: rows, the back-test and
//! the ranges all read the same labels, so they cannot disagree about who engaged. Whoever asks gets
//! their numbers.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::progress::{Progress, Stopped};
use crate::history::{DAY, Seconds};

use super::everyone::{Everyone, Question, Shard};
use super::plan::{Engaged, Plan};
use super::sampling::person_ranges;
use super::types::ModelError;

/// How many people were known and engaged at every past cut-off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Labels {
    /// People known at each cut.
    pub known: Vec<u64>,
    /// Those of them who engaged in the window after it.
    pub positive: Vec<u64>,
    /// People known at the newest cut who engaged in an older window but not in the newest one.
    pub lapsed: u64,
    /// People who were positive in at least one past window.
    pub ever_positive: u64,
    /// People who were positive in at least one of the windows that a back-test may learn from.
    pub positive_before_test: u64,
    /// People known at the time of the forecast.
    pub people: u64,
    /// When anybody first engaged, of the time that is looked at ([`Plan::looked_from`]).
    pub first: Option<Seconds>,
    /// People who engaged a day or more after their first event, in that time.
    pub returned: u64,
    /// The days in which they could have, of all people together.
    pub days: u64,
}

/// Labels of the people of a shard.
#[derive(Debug)]
pub(super) struct Labelled {
    /// Bit k of a person: known at cut k and positive in the window after it.
    pub bits: Vec<u16>,
    counts: Labels,
}

/// Cut-offs at which a person was known, as bits: those after their first event.
pub(super) fn known(first: Option<&Seconds>, plan: &Plan) -> u16 {
    let Some(&first) = first else { return 0 };
    plan.cuts.iter().enumerate().fold(0, |bits, (k, &cut)| bits | u16::from(first < cut) << k)
}

fn earlier(a: Option<Seconds>, b: Option<Seconds>) -> Option<Seconds> {
    a.into_iter().chain(b).min()
}

impl Labels {
    /// Of everyone.
    pub fn count<E: Everyone>(
        everyone: &E,
        plan: &Plan,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let parts = everyone.ask(&CountLabels { plan: plan.clone() }, progress)?;
        Ok(parts.iter().fold(Self::none(plan), |mut sum, part| {
            sum.add(part);
            sum
        }))
    }

    /// Of nobody.
    fn none(plan: &Plan) -> Self {
        let none = vec![0; plan.cuts.len()];
        Self {
            known: none.clone(),
            positive: none,
            lapsed: 0,
            ever_positive: 0,
            positive_before_test: 0,
            people: 0,
            first: None,
            returned: 0,
            days: 0,
        }
    }

    /// Counts somebody whose first event was at that time.
    fn count_life(&mut self, first: Option<&Seconds>, engaged: Engaged, plan: &Plan) {
        self.first = earlier(self.first, engaged.first);
        let Some(first) = first.filter(|&&first| first < plan.as_of) else { return };
        self.people += 1;
        let day_after = first.saturating_add(DAY);
        self.returned += u64::from(engaged.last.is_some_and(|last| last >= day_after));
        let from = day_after.max(plan.looked_from());
        self.days += u64::from(plan.as_of.saturating_sub(from) / DAY);
    }

    fn count_person(&mut self, known: u16, positive: u16, old: u16) {
        for k in 0..self.known.len() {
            self.known[k] += u64::from(known >> k & 1);
            self.positive[k] += u64::from(positive >> k & 1);
        }
        self.lapsed += u64::from(known & 1 == 1 && positive != 0 && positive & 1 == 0);
        self.ever_positive += u64::from(positive != 0);
        self.positive_before_test += u64::from(positive & old != 0);
    }

    fn add(&mut self, other: &Self) {
        self.lapsed += other.lapsed;
        self.ever_positive += other.ever_positive;
        self.positive_before_test += other.positive_before_test;
        self.first = earlier(self.first, other.first);
        self.people += other.people;
        self.returned += other.returned;
        self.days += other.days;
        self.known.iter_mut().zip(&other.known).for_each(|(a, b)| *a += b);
        self.positive.iter_mut().zip(&other.positive).for_each(|(a, b)| *a += b);
    }

    /// Positives in the newest complete window.
    pub fn newest(&self) -> u64 {
        self.positive.first().copied().unwrap_or(0)
    }
}

/// Asks for the numbers of [`Labels`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CountLabels {
    plan: Plan,
}

impl Question for CountLabels {
    const NAME: &'static str = "labels";
    type Part = Labels;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        Ok(labelled(shard, &self.plan, progress)?.1.counts.clone())
    }
}

/// The labels of everyone in a shard.
pub(super) fn labelled(
    shard: &Shard<'_>,
    plan: &Plan,
    progress: &Progress,
) -> Result<Arc<(Plan, Labelled)>, Stopped> {
    shard.once(plan.clone(), || {
        let (history, items) = (shard.history, shard.items(&plan.target)?);
        let old = (0..plan.cuts.len()).filter(|&k| plan.old(k)).fold(0, |bits, k| bits | 1 << k);
        let parts: Result<Vec<Labelled>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = Labelled { bits: Vec::new(), counts: Labels::none(plan) };
                for person in people {
                    let past = history.past(person);
                    let known = known(past.time.first(), plan);
                    let engaged = plan.engaged(&items.1, past);
                    let positive = engaged.windows & known;
                    part.counts.count_person(known, positive, old);
                    part.counts.count_life(past.time.first(), engaged, plan);
                    part.bits.push(positive);
                }
                Ok(part)
            })
            .collect();
        let mut all = Labelled { bits: Vec::new(), counts: Labels::none(plan) };
        all.bits.reserve(history.person_count());
        for part in parts? {
            all.bits.extend(part.bits);
            all.counts.add(&part.counts);
        }
        Ok(all)
    })
}
