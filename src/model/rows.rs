//! Which people at which cut-offs to learn from, and the features of just these.

use ndarray::Array2;
use rayon::prelude::*;

use crate::base::progress::{Progress, Stopped};
use crate::history::{History, Seconds};

use super::features::{Feature, FeatureContext, fill};
use super::plan::Plan;
use super::scan::{ScanSpec, Summary, scan};

/// People a task handles at once: a few milliseconds of work. Fixed, so that nothing depends on
/// the number of threads.
pub(super) const PEOPLE: usize = 2048;

/// People whose rows are filled by one task, at most.
const ROWS_OF: u32 = 512;

/// Folds of people for what must not be learned from oneself.
pub(super) const FOLDS: usize = 8;

/// What then happened to everyone: who was known and who engaged, cut-off by cut-off.
#[derive(Debug, Clone)]
pub(super) struct Labels {
    /// Bit k of a person: engaged in the window after cut k.
    pub engaged: Vec<u16>,
    /// By cut: people known at it, and those of them who engaged.
    pub known: Vec<u64>,
    /// See `known`.
    pub positive: Vec<u64>,
    /// People known at the newest cut who did not engage after it, but after an older one.
    pub lapsed: u64,
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
                let mut lapsed = 0_u64;
                let bits: Vec<u16> = people
                    .map(|person| {
                        let past = history.past(person);
                        let known = known(past.time.first(), plan);
                        let engaged = plan.labels(past) & known;
                        for k in 0..n {
                            all[k] += u64::from(known >> k & 1);
                            positive[k] += u64::from(engaged >> k & 1);
                        }
                        lapsed += u64::from(known & 1 == 1 && engaged != 0 && engaged & 1 == 0);
                        engaged
                    })
                    .collect();
                Ok((bits, all, positive, lapsed))
            })
            .collect();
        let n = plan.cuts.len();
        let mut sum = Self {
            engaged: Vec::with_capacity(history.person_count()),
            known: vec![0; n],
            positive: vec![0; n],
            lapsed: 0,
        };
        for (bits, known, positive, lapsed) in parts? {
            sum.engaged.extend(bits);
            sum.lapsed += lapsed;
            for k in 0..n {
                sum.known[k] += known[k];
                sum.positive[k] += positive[k];
            }
        }
        Ok(sum)
    }
}

/// People a back-test looks at, at most: of those who did not engage in any window, those who did
/// in an older one only, and those who did in the newest. Who engaged before stands at the top of
/// the ranking, where the figures are made: of them more.
const PANEL: [f64; 3] = [60_000.0, 100_000.0, 60_000.0];

/// Whom a back-test looks at: of many people a sample, of few all.
#[derive(Debug, Clone, Copy)]
pub(super) struct EvaluationSample<'a> {
    labels: &'a Labels,
    /// People of each kind, as [`PANEL`] has them.
    all: [u64; 3],
}

impl<'a> EvaluationSample<'a> {
    pub fn new(labels: &'a Labels) -> Self {
        let newest = |counts: &[u64]| counts.first().copied().unwrap_or(0);
        let (known, engaged) = (newest(&labels.known), newest(&labels.positive));
        Self { labels, all: [known - engaged - labels.lapsed, labels.lapsed, engaged] }
    }

    fn kind(&self, person: u32) -> usize {
        match self.labels.engaged[person as usize] {
            0 => 0,
            bits if bits & 1 == 0 => 1,
            _ => 2,
        }
    }

    /// Whether the person, known at the newest past cut-off, is looked at.
    pub fn has(&self, person: u32) -> bool {
        let kind = self.kind(person);
        drawn(person, 99, PANEL[kind] / self.all[kind].max(1) as f64)
    }

    /// Whether a person engaged after the newest past cut-off.
    pub fn engaged(&self, person: u32) -> bool {
        self.kind(person) == 2
    }

    /// How many people each of those looked at stands for.
    pub fn sample_weight(&self, people: &[u32]) -> Vec<f32> {
        let mut found = [0_u64; 3];
        people.iter().for_each(|&person| found[self.kind(person)] += 1);
        let each = |kind: usize| self.all[kind] as f64 / found[kind].max(1) as f64;
        people.iter().map(|&person| each(self.kind(person)) as f32).collect()
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
    /// Draws rows at all past cut-offs: every positive, as many negatives as fit
    /// `budget` rows, of which positives are at most half. Without features: see [`Rows::fill`].
    pub fn draw(
        history: &History,
        plan: &Plan,
        labels: &Labels,
        budget: f64,
        progress: &Progress,
    ) -> Result<Self, Stopped> {
        let positives: u64 = labels.positive.iter().sum();
        let negatives: u64 = labels.known.iter().sum::<u64>() - positives;
        let kept_positive = (budget / 2.0 / positives.max(1) as f64).min(1.0);
        let room = budget - kept_positive * positives as f64;
        let kept = (kept_positive, (room / negatives.max(1) as f64).min(1.0));
        let parts: Result<Vec<_>, Stopped> = chunks(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = Vec::new();
                for person in people {
                    let engaged = labels.engaged[person as usize];
                    let known = known(history.past(person).time.first(), plan);
                    // Oldest first: scans go forward in time.
                    for k in (0..plan.cuts.len()).rev().filter(|k| known >> k & 1 == 1) {
                        let positive = engaged >> k & 1 == 1;
                        if drawn(person, k as u32, if positive { kept.0 } else { kept.1 }) {
                            part.push((person, k as u8, positive));
                        }
                    }
                }
                Ok(part)
            })
            .collect();
        let mut rows =
            Self { person: vec![], cut: vec![], engaged: vec![], x: Array2::zeros((0, 0)), kept };
        for (person, cut, engaged) in parts?.into_iter().flatten() {
            rows.person.push(person);
            rows.cut.push(cut);
            rows.engaged.push(engaged);
        }
        Ok(rows)
    }

    /// Computes the features of all rows.
    pub fn fill(
        &mut self,
        history: &History,
        plan: &Plan,
        lens: &ScanSpec,
        features: &[Feature],
        frame: &FeatureContext,
        progress: &Progress,
    ) -> Result<(), Stopped> {
        let d = features.len();
        let mut x = vec![0.0_f32; self.len() * d];
        let (mut left, mut start, mut tasks) = (x.as_mut_slice(), 0, Vec::new());
        for own in self.person.chunk_by(|a, b| a / ROWS_OF == b / ROWS_OF) {
            let (these, rest) = left.split_at_mut(own.len() * d);
            tasks.push((start..start + own.len(), these));
            (left, start) = (rest, start + own.len());
        }
        tasks.into_par_iter().try_for_each(|(rows, x)| {
            progress.check()?;
            let mut out = x.chunks_exact_mut(d.max(1));
            let (mut summary, mut cuts) = (Summary::new(lens), Vec::new());
            let mut row = rows.start;
            for own in self.person[rows].chunk_by(|a, b| a == b) {
                let past = history.past(own[0]);
                cuts.clear();
                cuts.extend(self.cut[row..row + own.len()].iter().map(|&k| plan.cuts[k as usize]));
                scan(
                    past,
                    &history.items,
                    lens,
                    fold(own[0]),
                    &cuts,
                    &mut summary,
                    |_, summary| {
                        if let Some(out) = out.next() {
                            fill(features, summary, frame, out);
                        }
                    },
                );
                row += own.len();
            }
            Ok(())
        })?;
        self.x = Array2::from_shape_vec((self.len(), d), x)
            .unwrap_or_else(|_| Array2::zeros((self.len(), d)));
        Ok(())
    }

    /// Share of the drawn rows that engaged, by cut.
    pub fn rates(&self, cuts: usize) -> Vec<f32> {
        let (mut rows, mut engaged) = (vec![0_u32; cuts], vec![0_u32; cuts]);
        for (&cut, &y) in self.cut.iter().zip(&self.engaged) {
            rows[cut as usize] += 1;
            engaged[cut as usize] += u32::from(y);
        }
        engaged.iter().zip(rows).map(|(&e, n)| e as f32 / n.max(1) as f32).collect()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.person.len()
    }

    /// How many people each row stands for.
    pub fn sample_weight(&self, row: usize) -> f64 {
        1.0 / if self.engaged[row] { self.kept.0 } else { self.kept.1 }
    }

    /// What to add to log-odds learned on the sample to get everyone's.
    pub fn correction(&self) -> f64 {
        (self.kept.1 / self.kept.0).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_stands_for_everyone() {
        // A tenth engaged in the newest window, two tenths in an older one only.
        let engaged: Vec<u16> = (0..900_000_u32)
            .map(|p| match lot(p, 1) % 10 {
                0 => 0b101,
                1 | 2 => 0b010,
                _ => 0,
            })
            .collect();
        let count = |kind: fn(u16) -> bool| engaged.iter().filter(|&&b| kind(b)).count() as u64;
        let (positive, lapsed) = (count(|b| b & 1 == 1), count(|b| b == 0b010));
        let labels = Labels {
            known: vec![900_000; 3],
            positive: vec![positive, lapsed, positive],
            lapsed,
            engaged,
        };
        let panel = EvaluationSample::new(&labels);
        let people: Vec<u32> = (0..900_000).filter(|&p| panel.has(p)).collect();
        assert!(people.len() < 225_000, "{}", people.len());
        let sample_weight = panel.sample_weight(&people);
        let all: f64 = sample_weight.iter().map(|&w| f64::from(w)).sum();
        assert!((all / 900_000.0 - 1.0).abs() < 1e-3, "{all}");
        let of = people.iter().zip(&sample_weight).filter(|(p, _)| panel.engaged(**p));
        let engaged: f64 = of.map(|(_, &w)| f64::from(w)).sum();
        assert!((engaged / positive as f64 - 1.0).abs() < 1e-3, "{engaged}");

        // Of few people everyone is looked at, and stands for themselves.
        let few =
            Labels { known: vec![3], positive: vec![1], lapsed: 1, engaged: vec![0b001, 0b010, 0] };
        let panel = EvaluationSample::new(&few);
        assert!((0..3).all(|p| panel.has(p)));
        assert_eq!(panel.sample_weight(&[0, 1, 2]), [1.0; 3]);
    }
}
