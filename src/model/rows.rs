//! Which people at which cut-offs to learn from, and the features of just these.
//!
//! Every positive is kept and negatives are sampled: a positive says far more than one of hundreds
//! of negatives, and a fixed number of rows keeps training within a second whatever the number of
//! people. What sampling does to the rate is undone by weights ([`Rows::sample_weight`]) when the
//! intercept is calibrated.

use ndarray::Array2;
use rayon::prelude::*;

use crate::base::progress::{Progress, Stopped};
use crate::history::History;

use super::features::{Feature, FeatureContext, fill};
use super::labels::{Labels, known};
use super::plan::Plan;
use super::sampling::{fold, is_drawn, person_ranges};
use super::scan::{ScanSpec, Summary, scan};

/// People whose rows one task fills, at most: rows have hundreds of numbers each, so tasks are
/// smaller than elsewhere.
const PEOPLE_PER_FILL: u32 = 512;

/// Sampled rows with their features.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// Person of each row; rows stand by person, then cut.
    pub person: Vec<u32>,
    /// Cut of each row.
    pub cut: Vec<u8>,
    /// Whether the person engaged in the window after the cut: the label.
    pub positive: Vec<bool>,
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
        let parts: Result<Vec<_>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = Vec::new();
                for person in people {
                    let bits = labels.by_person[person as usize];
                    let known = known(history.past(person).time.first(), plan);
                    // Oldest first: scans go forward in time.
                    for k in (0..plan.cuts.len()).rev().filter(|k| known >> k & 1 == 1) {
                        let positive = bits >> k & 1 == 1;
                        if is_drawn(person, k as u32, if positive { kept.0 } else { kept.1 }) {
                            part.push((person, k as u8, positive));
                        }
                    }
                }
                Ok(part)
            })
            .collect();
        let mut rows =
            Self { person: vec![], cut: vec![], positive: vec![], x: Array2::zeros((0, 0)), kept };
        for (person, cut, positive) in parts?.into_iter().flatten() {
            rows.person.push(person);
            rows.cut.push(cut);
            rows.positive.push(positive);
        }
        Ok(rows)
    }

    /// Computes the features of all rows.
    pub fn fill(
        &mut self,
        history: &History,
        plan: &Plan,
        spec: &ScanSpec,
        features: &[Feature],
        context: &FeatureContext,
        progress: &Progress,
    ) -> Result<(), Stopped> {
        let d = features.len();
        let mut x = vec![0.0_f32; self.len() * d];
        let (mut left, mut start, mut tasks) = (x.as_mut_slice(), 0, Vec::new());
        for own in self.person.chunk_by(|a, b| a / PEOPLE_PER_FILL == b / PEOPLE_PER_FILL) {
            let (these, rest) = left.split_at_mut(own.len() * d);
            tasks.push((start..start + own.len(), these));
            (left, start) = (rest, start + own.len());
        }
        tasks.into_par_iter().try_for_each(|(rows, x)| {
            progress.check()?;
            let mut out = x.chunks_exact_mut(d.max(1));
            let (mut summary, mut cuts) = (Summary::new(spec), Vec::new());
            let mut row = rows.start;
            for own in self.person[rows].chunk_by(|a, b| a == b) {
                let past = history.past(own[0]);
                cuts.clear();
                cuts.extend(self.cut[row..row + own.len()].iter().map(|&k| plan.cuts[k as usize]));
                scan(
                    past,
                    &history.items,
                    spec,
                    fold(own[0]),
                    &cuts,
                    &mut summary,
                    |_, summary| {
                        if let Some(out) = out.next() {
                            fill(features, summary, context, out);
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

    /// Share of positives among the sampled rows, by cut.
    pub fn rates(&self, cuts: usize) -> Vec<f32> {
        let (mut rows, mut positive) = (vec![0_u32; cuts], vec![0_u32; cuts]);
        for (&cut, &y) in self.cut.iter().zip(&self.positive) {
            rows[cut as usize] += 1;
            positive[cut as usize] += u32::from(y);
        }
        positive.iter().zip(rows).map(|(&e, n)| e as f32 / n.max(1) as f32).collect()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.person.len()
    }

    /// How many people each row stands for.
    pub fn sample_weight(&self, row: usize) -> f64 {
        1.0 / if self.positive[row] { self.kept.0 } else { self.kept.1 }
    }

    /// What to add to log-odds learned on the sample to get everyone's.
    pub fn correction(&self) -> f64 {
        (self.kept.1 / self.kept.0).ln()
    }
}
