//! Which people at which cut-offs to learn from, and the features of just these.

use ndarray::Array2;
use rayon::prelude::*;

use crate::history::{History, Seconds};
use crate::progress::{Progress, Stopped};

use super::features::{Feature, Frame, fill};
use super::plan::Plan;
use super::scan::{Lens, Summary, scan};

/// People a task handles at once: a few milliseconds of work. Fixed, so that nothing depends on
/// the number of threads.
pub(super) const PEOPLE: usize = 2048;

/// Rows to learn from at most; positives at most half of it.
const BUDGET: f64 = 110_000.0;

/// Folds of people for what must not be learned from oneself.
pub(super) const FOLDS: usize = 4;

/// What then happened to everyone: who was known and who engaged, cut-off by cut-off.
#[derive(Debug, Clone)]
pub(super) struct Labels {
    /// Bit k of a person: engaged in the window after cut k.
    pub engaged: Vec<u16>,
    /// By cut: people known at it, and those of them who engaged.
    pub known: Vec<u64>,
    /// See `known`.
    pub positive: Vec<u64>,
}

/// A number that looks random but is always the same for a person and a purpose.
pub(super) fn lot(person: u32, purpose: u32) -> u64 {
    let mut z = (u64::from(person) << 32 | u64::from(purpose)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The fold of a person.
pub(super) fn fold(person: u32) -> usize {
    (lot(person, 77) % FOLDS as u64) as usize
}

/// Whether a lot is drawn that wins with probability `p`.
fn drawn(person: u32, purpose: u32, p: f64) -> bool {
    ((lot(person, purpose) >> 11) as f64) < p * (1_u64 << 53) as f64
}

/// Ranges of at most [`PEOPLE`] people.
pub(super) fn chunks(people: usize) -> Vec<std::ops::Range<u32>> {
    (0..people.div_ceil(PEOPLE))
        .map(|c| (c * PEOPLE) as u32..((c + 1) * PEOPLE).min(people) as u32)
        .collect()
}

/// Cut-offs a person was known at: bit k.
fn known(first: Option<&Seconds>, plan: &Plan) -> u16 {
    let Some(&first) = first else { return 0 };
    plan.cuts.iter().enumerate().fold(0, |bits, (k, &cut)| bits | u16::from(first < cut) << k)
}

impl Labels {
    /// One pass over everyone.
    pub fn new(history: &History, plan: &Plan, progress: &Progress) -> Result<Self, Stopped> {
        let parts: Result<Vec<_>, Stopped> = chunks(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let n = plan.cuts.len();
                let (mut all, mut positive) = (vec![0_u64; n], vec![0_u64; n]);
                let bits: Vec<u16> = people
                    .map(|person| {
                        let past = history.past(person);
                        let known = known(past.time.first(), plan);
                        let engaged = plan.labels(past) & known;
                        for k in 0..n {
                            all[k] += u64::from(known >> k & 1);
                            positive[k] += u64::from(engaged >> k & 1);
                        }
                        engaged
                    })
                    .collect();
                Ok((bits, all, positive))
            })
            .collect();
        let n = plan.cuts.len();
        let mut sum = Self {
            engaged: Vec::with_capacity(history.person_count()),
            known: vec![0; n],
            positive: vec![0; n],
        };
        for (bits, known, positive) in parts? {
            sum.engaged.extend(bits);
            for k in 0..n {
                sum.known[k] += known[k];
                sum.positive[k] += positive[k];
            }
        }
        Ok(sum)
    }
}

/// Sampled rows with their features.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// Person of each row; rows stand by person, then cut.
    pub person: Vec<u32>,
    /// Cut of each row.
    pub cut: Vec<u8>,
    /// Whether the person engaged after the cut.
    pub engaged: Vec<bool>,
    /// Features.
    pub x: Array2<f32>,
    /// Shares of positives and negatives that were kept.
    pub kept: (f64, f64),
}

impl Rows {
    /// Draws rows at all past cut-offs: every positive, as many negatives as fit the budget.
    pub fn sample(
        history: &History,
        plan: &Plan,
        labels: &Labels,
        lens: &Lens,
        features: &[Feature],
        frame: &Frame,
        progress: &Progress,
    ) -> Result<Self, Stopped> {
        let positives: u64 = labels.positive.iter().sum();
        let negatives: u64 = labels.known.iter().sum::<u64>() - positives;
        let kept_positive = (BUDGET / 2.0 / positives.max(1) as f64).min(1.0);
        let room = BUDGET - kept_positive * positives as f64;
        let kept = (kept_positive, (room / negatives.max(1) as f64).min(1.0));
        let d = features.len();
        let parts: Result<Vec<_>, Stopped> = chunks(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = (Vec::new(), Vec::new(), Vec::new(), Vec::<f32>::new());
                let mut summary = Summary::new(lens);
                let (mut cuts, mut places) = (Vec::new(), Vec::new());
                for person in people {
                    let past = history.past(person);
                    let engaged = labels.engaged[person as usize];
                    let known = known(past.time.first(), plan);
                    cuts.clear();
                    places.clear();
                    // Oldest first: scans go forward in time.
                    for k in (0..plan.cuts.len()).rev() {
                        let p = if engaged >> k & 1 == 1 { kept.0 } else { kept.1 };
                        if known >> k & 1 == 1 && drawn(person, k as u32, p) {
                            cuts.push(plan.cuts[k]);
                            places.push(k);
                        }
                    }
                    scan(past, lens, fold(person), &cuts, &mut summary, |place, summary| {
                        let k = places[place];
                        part.0.push(person);
                        part.1.push(k as u8);
                        part.2.push(engaged >> k & 1 == 1);
                        let start = part.3.len();
                        part.3.resize(start + d, 0.0);
                        fill(features, summary, frame, &mut part.3[start..]);
                    });
                }
                Ok(part)
            })
            .collect();
        let (mut person, mut cut, mut engaged, mut x) = (vec![], vec![], vec![], vec![]);
        for part in parts? {
            person.extend(part.0);
            cut.extend(part.1);
            engaged.extend(part.2);
            x.extend(part.3);
        }
        let x = Array2::from_shape_vec((person.len(), d), x)
            .unwrap_or_else(|_| Array2::zeros((person.len(), d)));
        Ok(Self { person, cut, engaged, x, kept })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.person.len()
    }

    /// How many people each row stands for.
    pub fn stands_for(&self, row: usize) -> f64 {
        1.0 / if self.engaged[row] { self.kept.0 } else { self.kept.1 }
    }

    /// What to add to log-odds learned on the sample to get everyone's.
    pub fn correction(&self) -> f64 {
        (self.kept.1 / self.kept.0).ln()
    }
}
