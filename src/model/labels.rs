//! What then happened to everyone: who was known at each past cut-off and who engaged in the window
//! after it.
//!
//! One pass over all pasts, kept as sixteen bits a person: rows, calibration, the back-test and the
//! ranges all read the same labels, so they cannot disagree about who engaged.

use rayon::prelude::*;

use crate::base::progress::{Progress, Stopped};
use crate::history::{History, Seconds};

use super::plan::Plan;
use super::sampling::person_ranges;

/// Labels of everyone at every past cut-off.
#[derive(Debug, Clone)]
pub(super) struct Labels {
    /// Bit k of a person: known at cut k and positive in the window after it.
    pub by_person: Vec<u16>,
    /// People known at each cut.
    pub known: Vec<u64>,
    /// Those of them who engaged in the window after it.
    pub positive: Vec<u64>,
    /// People known at the newest cut who engaged in an older window but not in the newest one.
    pub lapsed: u64,
}

/// Cut-offs at which a person was known, as bits: those after their first event.
pub(super) fn known(first: Option<&Seconds>, plan: &Plan) -> u16 {
    let Some(&first) = first else { return 0 };
    plan.cuts.iter().enumerate().fold(0, |bits, (k, &cut)| bits | u16::from(first < cut) << k)
}

impl Labels {
    /// One pass over everyone.
    pub fn new(history: &History, plan: &Plan, progress: &Progress) -> Result<Self, Stopped> {
        let n = plan.cuts.len();
        let parts: Result<Vec<Self>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = Self::empty(n);
                for person in people {
                    let past = history.past(person);
                    let known = known(past.time.first(), plan);
                    part.push(known, plan.labels(past) & known);
                }
                Ok(part)
            })
            .collect();
        let mut sum = Self::empty(n);
        sum.by_person.reserve(history.person_count());
        for part in parts? {
            sum.append(part);
        }
        Ok(sum)
    }

    fn empty(cuts: usize) -> Self {
        Self { by_person: Vec::new(), known: vec![0; cuts], positive: vec![0; cuts], lapsed: 0 }
    }

    fn push(&mut self, known: u16, positive: u16) {
        for k in 0..self.known.len() {
            self.known[k] += u64::from(known >> k & 1);
            self.positive[k] += u64::from(positive >> k & 1);
        }
        self.lapsed += u64::from(known & 1 == 1 && positive != 0 && positive & 1 == 0);
        self.by_person.push(positive);
    }

    fn append(&mut self, other: Self) {
        self.by_person.extend(other.by_person);
        self.lapsed += other.lapsed;
        self.known.iter_mut().zip(other.known).for_each(|(a, b)| *a += b);
        self.positive.iter_mut().zip(other.positive).for_each(|(a, b)| *a += b);
    }

    /// People who were positive in at least one past window.
    pub fn ever_positive(&self) -> usize {
        self.by_person.iter().filter(|&&bits| bits != 0).count()
    }

    /// People who were positive in at least one of the windows that a back-test may learn from.
    pub fn positive_before_test(&self, plan: &Plan) -> usize {
        let old = (0..plan.cuts.len()).filter(|&k| plan.old(k)).fold(0, |bits, k| bits | 1 << k);
        self.by_person.iter().filter(|&&bits| bits & old != 0).count()
    }

    /// Positives in the newest complete window.
    pub fn newest(&self) -> u64 {
        self.positive.first().copied().unwrap_or(0)
    }
}
