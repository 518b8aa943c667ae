//! Which people at which cut-offs to learn from, and the features of just these.
//!
//! Every positive is kept and negatives are sampled: a positive says far more than one of hundreds
//! of negatives, and a fixed number of rows keeps training within a second whatever the number of
//! people. What sampling does to the rate is undone by weights ([`Rows::sample_weight`]) when the
//! intercept is calibrated.

use std::sync::Arc;

use ndarray::Array2;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::progress::{Progress, Stopped};

use super::describe::Description;
use super::everyone::{Everyone, Question, Shard, in_order, put_together};
use super::features::fill;
use super::labels::{Labels, known, labelled};
use super::plan::Plan;
use super::sampling::{Draws, fold, person_ranges};
use super::scan::{Summary, scan};
use super::types::ModelError;

/// People whose rows one task fills, at most: rows have hundreds of numbers each, so tasks are
/// smaller than elsewhere.
const PEOPLE_PER_FILL: u32 = 512;

/// Which rows are learned from: a share of all positives and of all negatives at a plan's cut-offs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Sampling {
    /// The cut-offs, and what a positive is.
    pub plan: Plan,
    /// Shares of positives and negatives that are kept.
    kept: (f64, f64),
}

/// The rows of a shard, without features; by person, then from the oldest cut to the newest.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Person of each row.
    pub person: Vec<u32>,
    /// Cut of each row.
    pub cut: Vec<u8>,
    /// Whether the person engaged in the window after the cut: the label.
    pub positive: Vec<bool>,
}

impl Sampling {
    /// At all past cut-offs: every positive, as many negatives as fit `budget` rows, of which positives
    /// are at most half.
    pub fn of(plan: &Plan, labels: &Labels, budget: f64) -> Self {
        let positives: u64 = labels.positive.iter().sum();
        let negatives: u64 = labels.known.iter().sum::<u64>() - positives;
        let kept_positive = (budget / 2.0 / positives.max(1) as f64).min(1.0);
        let room = budget - kept_positive * positives as f64;
        let kept = (kept_positive, (room / negatives.max(1) as f64).min(1.0));
        Self { plan: plan.clone(), kept }
    }

    /// The rows of a shard.
    pub fn drawn(
        &self,
        shard: &Shard<'_>,
        progress: &Progress,
    ) -> Result<Arc<(Self, Drawn)>, Stopped> {
        shard.once(self.clone(), || {
            let (history, plan) = (shard.history, &self.plan);
            let labels = labelled(shard, plan, progress)?;
            let parts: Result<Vec<_>, Stopped> = person_ranges(history.person_count())
                .into_par_iter()
                .map(|people| {
                    progress.check()?;
                    let mut part = Vec::new();
                    for person in people {
                        let draws = Draws::of(history, person);
                        let bits = labels.1.bits[person as usize];
                        let known = known(history.past(person).time.first(), plan);
                        // Oldest first: scans go forward in time.
                        for k in (0..plan.cuts.len()).rev().filter(|k| known >> k & 1 == 1) {
                            let positive = bits >> k & 1 == 1;
                            let kept = if positive { self.kept.0 } else { self.kept.1 };
                            if draws.within(k as u32, kept) {
                                part.push((person, k as u8, positive));
                            }
                        }
                    }
                    Ok(part)
                })
                .collect();
            let mut rows = Drawn::default();
            for (person, cut, positive) in parts?.into_iter().flatten() {
                rows.person.push(person);
                rows.cut.push(cut);
                rows.positive.push(positive);
            }
            Ok(rows)
        })
    }

    /// Share of positives among everyone's sampled rows, by cut.
    pub fn rates<E: Everyone>(
        &self,
        everyone: &E,
        progress: &Progress,
    ) -> Result<Vec<f32>, ModelError> {
        let mut all = vec![(0_u64, 0_u64); self.plan.cuts.len()];
        for part in everyone.ask(&CountRows { rows: self.clone() }, progress)? {
            for (all, part) in all.iter_mut().zip(part) {
                *all = (all.0 + part.0, all.1 + part.1);
            }
        }
        Ok(all.iter().map(|&(rows, positive)| positive as f32 / rows.max(1) as f32).collect())
    }
}

/// How many rows there are by cut, and how many of them are positive.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CountRows {
    rows: Sampling,
}

impl Question for CountRows {
    const NAME: &'static str = "count-rows";
    type Part = Vec<(u64, u64)>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let drawn = self.rows.drawn(shard, progress)?;
        let mut counts = vec![(0, 0); self.rows.plan.cuts.len()];
        for (&cut, &positive) in drawn.1.cut.iter().zip(&drawn.1.positive) {
            counts[cut as usize].0 += 1;
            counts[cut as usize].1 += u64::from(positive);
        }
        Ok(counts)
    }
}

/// The features of the sampled rows.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FillRows {
    rows: Sampling,
    by: Description,
}

/// Rows of a shard.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Filled {
    /// Whose each row is, where rows of other shards come beside it.
    ids: Vec<String>,
    cut: Vec<u8>,
    positive: Vec<bool>,
    /// A row after the other.
    x: Vec<f32>,
}

impl Question for FillRows {
    const NAME: &'static str = "rows";
    type Part = Filled;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let (history, plan) = (shard.history, &self.rows.plan);
        let drawn = self.rows.drawn(shard, progress)?;
        let (drawn, by) = (&drawn.1, self.by.on(shard)?);
        let d = by.features.len();
        let mut x = vec![0.0_f32; drawn.person.len() * d];
        let (mut left, mut start, mut tasks) = (x.as_mut_slice(), 0, Vec::new());
        for own in drawn.person.chunk_by(|a, b| a / PEOPLE_PER_FILL == b / PEOPLE_PER_FILL) {
            let (these, rest) = left.split_at_mut(own.len() * d);
            tasks.push((start..start + own.len(), these));
            (left, start) = (rest, start + own.len());
        }
        tasks.into_par_iter().try_for_each(|(rows, x)| {
            progress.check()?;
            let mut out = x.chunks_exact_mut(d.max(1));
            let (mut summary, mut cuts) = (Summary::new(&by.spec), Vec::new());
            let mut row = rows.start;
            for own in drawn.person[rows].chunk_by(|a, b| a == b) {
                let past = history.past(own[0]);
                cuts.clear();
                let asked = &drawn.cut[row..row + own.len()];
                cuts.extend(asked.iter().map(|&k| plan.cuts[k as usize]));
                let fold = fold(history, own[0]);
                scan(past, &history.items, &by.spec, fold, &cuts, &mut summary, |_, summary| {
                    if let Some(out) = out.next() {
                        fill(&by.features, summary, &by.context, out);
                    }
                });
                row += own.len();
            }
            Ok(())
        })?;
        let (cut, positive) = (drawn.cut.clone(), drawn.positive.clone());
        Ok(Filled { ids: shard.ids(&drawn.person), cut, positive, x })
    }
}

/// Everyone's sampled rows with their features.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// Cut of each row; rows stand by person in the order of IDs, then from the oldest cut to the newest.
    pub cut: Vec<u8>,
    /// Whether the person engaged in the window after the cut: the label.
    pub positive: Vec<bool>,
    /// Features.
    pub x: Array2<f32>,
    /// Shares of positives and negatives that were kept.
    kept: (f64, f64),
}

impl Rows {
    /// The rows of a sampling, described.
    pub fn fill<E: Everyone>(
        everyone: &E,
        rows: &Sampling,
        by: &Description,
        progress: &Progress,
    ) -> Result<Self, ModelError> {
        let asked = FillRows { rows: rows.clone(), by: by.clone() };
        let mut parts = everyone.ask(&asked, progress)?;
        let ids: Vec<&[String]> = parts.iter().map(|part| part.ids.as_slice()).collect();
        let order = in_order(&ids);
        let order = order.as_deref();
        let d = by.features().len();
        let x = match order {
            None => parts.first_mut().map(|part| std::mem::take(&mut part.x)).unwrap_or_default(),
            Some(order) => {
                let row = |&(part, row): &(usize, usize)| &parts[part].x[row * d..(row + 1) * d];
                order.iter().flat_map(row).copied().collect()
            }
        };
        let cut = put_together(parts.iter_mut().map(|part| std::mem::take(&mut part.cut)), order);
        let positive =
            put_together(parts.iter_mut().map(|part| std::mem::take(&mut part.positive)), order);
        let n = cut.len();
        let x = Array2::from_shape_vec((n, d), x).unwrap_or_else(|_| Array2::zeros((n, d)));
        Ok(Self { cut, positive, x, kept: rows.kept })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.cut.len()
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
