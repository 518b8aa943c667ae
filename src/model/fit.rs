//! Training on sampled rows: columns are standardised, a penalised logistic regression is fitted, and
//! its intercept is calibrated so that as many people are predicted to engage as did.
//!
//! A linear model and not boosted trees: with the tens to thousands of positives that people have it
//! ranked better on every set (docs/model.md), and its terms are the reasons that are shown.

use linfa::DatasetBase;
use linfa::traits::Fit;
use ndarray::{Array1, Array2, ArrayView2, Axis};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::rows::Rows;
use super::solver::{FittedLogistic, Logistic, SolverError, dot, sigmoid};

/// Penalties tried, on standardised columns, strongest first; the back-test says how much each counts.
pub(super) const PENALTIES: [f64; 6] = [10_000.0, 3000.0, 1000.0, 300.0, 100.0, 30.0];

/// A penalty and what it cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TriedPenalty {
    /// The penalty.
    pub l2: f64,
    /// Log loss over all people of the window that it was tried on.
    pub loss: f64,
}

/// The middle of the penalties tried (of their logarithms), each counting by the likelihood of what happened
/// with it. Where few engaged the best one alone is luck; where many did, hardly another one counts. `None`
/// where none has a loss.
pub(super) fn middle(tried: &[TriedPenalty]) -> Option<f64> {
    let tried = tried.iter().filter(|t| t.loss.is_finite());
    let least = tried.clone().map(|t| t.loss).min_by(f64::total_cmp)?;
    let (sum, of) = tried.fold((0.0, 0.0), |(sum, of), t| {
        let likelihood = (least - t.loss).exp();
        (sum + likelihood * t.l2.ln(), of + likelihood)
    });
    Some((sum / of).exp())
}

/// Largest mean gradient at which training ends: far below what sampling rows leaves uncertain.
const TOLERANCE: f64 = 1e-4;

/// Rows a task handles at once. Fixed, so that sums are added in the same order on any number of
/// threads.
const ROWS_PER_TASK: usize = 4096;

/// Mean and spread of every column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Scale {
    /// Means.
    pub mean: Vec<f32>,
    /// Standard deviations; 1 for a column that never changes.
    pub spread: Vec<f32>,
}

impl Scale {
    /// Of the rows for which `used`.
    pub fn of(x: &Array2<f32>, used: impl Fn(usize) -> bool + Sync) -> Self {
        let d = x.ncols();
        let parts: Vec<(Vec<f64>, Vec<f64>, f64)> = x
            .axis_chunks_iter(Axis(0), ROWS_PER_TASK)
            .into_par_iter()
            .enumerate()
            .map(|(piece, rows)| {
                let (mut sum, mut square, mut n) = (vec![0.0; d], vec![0.0; d], 0.0);
                for (i, row) in rows.rows().into_iter().enumerate() {
                    if used(piece * ROWS_PER_TASK + i) {
                        n += 1.0;
                        for ((s, q), &v) in sum.iter_mut().zip(&mut square).zip(row) {
                            *s += f64::from(v);
                            *q += f64::from(v) * f64::from(v);
                        }
                    }
                }
                (sum, square, n)
            })
            .collect();
        let (mut sum, mut square, mut n) = (vec![0.0_f64; d], vec![0.0_f64; d], 0.0_f64);
        for part in &parts {
            sum.iter_mut().zip(&part.0).for_each(|(a, b)| *a += b);
            square.iter_mut().zip(&part.1).for_each(|(a, b)| *a += b);
            n += part.2;
        }
        let n = n.max(1.0);
        let mean: Vec<f32> = sum.iter().map(|s| (s / n) as f32).collect();
        let spread = sum
            .iter()
            .zip(&square)
            .map(|(s, q)| {
                let variance = q / n - (s / n) * (s / n);
                if variance > 1e-9 { variance.sqrt() as f32 } else { 1.0 }
            })
            .collect();
        Self { mean, spread }
    }

    /// Leaves columns as they are, within [`FAR_OUT`].
    pub fn none(columns: usize) -> Self {
        Self { mean: vec![0.0; columns], spread: vec![1.0; columns] }
    }

    /// Standardises one row: the only place where it is done, for training and for scoring alike.
    pub fn standardise(&self, row: &mut [f32]) {
        for ((v, m), s) in row.iter_mut().zip(&self.mean).zip(&self.spread) {
            *v = ((*v - m) / s).clamp(-FAR_OUT, FAR_OUT);
        }
    }

    /// Standardises all rows.
    pub fn apply(&self, x: &mut Array2<f32>) {
        let d = x.ncols().max(1);
        let rows = x.as_slice_mut().unwrap_or(&mut []);
        rows.par_chunks_mut(ROWS_PER_TASK * d).for_each(|rows| {
            rows.chunks_mut(d).for_each(|row| self.standardise(row));
        });
    }
}

/// Standard deviations up to which a column tells people apart. A brand that few interact with puts
/// everybody who did ten or a hundred deviations out: taken as they are, a handful of people would decide
/// the coefficients. A logarithm beyond the bound ranked worse on real questions; no bound at all was only
/// tried on simulated stores, where it was level (docs/model.md, "What lies far out").
const FAR_OUT: f32 = 10.0;

/// Where a penalty pulls coefficients to, and where the search for them starts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pull<'a> {
    /// The penalty.
    pub l2: f64,
    /// What it pulls to; `None`: to zeros.
    pub towards: Option<&'a [f64]>,
    /// A model to start from.
    pub start: Option<&'a FittedLogistic>,
}

/// Trains on the rows with a weight. `x` is standardised. Where all of these have the same label, the
/// model gives everyone the same propensity.
pub(super) fn train(
    x: ArrayView2<'_, f32>,
    positive: &[bool],
    weights: Vec<f32>,
    pull: Pull<'_>,
) -> Result<FittedLogistic, SolverError> {
    let used = |class: bool| (0..positive.len()).any(|i| positive[i] == class && weights[i] > 0.0);
    if !used(true) || !used(false) {
        // Everyone engaged, or nobody: nothing tells people apart, and all are ranked equal.
        return Ok(FittedLogistic::constant(x.ncols()));
    }
    let data = DatasetBase::new(x, Array1::from_iter(positive.iter().copied()))
        .with_weights(Array1::from(weights));
    let towards = pull.towards.map(|towards| Array1::from_iter(towards.iter().copied()));
    let mut params = Logistic::default().l2(pull.l2).prior(towards).tolerance(TOLERANCE);
    if let Some(start) = pull.start {
        params = params.start(start.clone());
    }
    params.fit(&data)
}

/// Log-odds of each row on the sample.
pub(super) fn log_odds(x: ArrayView2<'_, f32>, model: &FittedLogistic) -> Vec<f64> {
    let w: Vec<f32> = model.coefficients.iter().map(|&c| c as f32).collect();
    x.axis_iter(Axis(0))
        .into_par_iter()
        .map(|row| f64::from(dot(row.as_slice().unwrap_or(&[]), &w)) + model.intercept)
        .collect()
}

/// The shift of the intercept with which the predicted number who engage is `wanted`. Each pair is a
/// row's log-odds and the number of people it stands for.
pub(super) fn calibrate(z: &[(f64, f64)], wanted: f64) -> f64 {
    calibrate_all(&z.iter().copied(), wanted)
}

/// The same of rows that are given one after the other, as often as needed.
pub(super) fn calibrate_all(z: &(impl Iterator<Item = (f64, f64)> + Clone), wanted: f64) -> f64 {
    let people: f64 = z.clone().map(|(_, w)| w).sum();
    if people <= 0.0 {
        return 0.0;
    }
    // Half a person less than everyone: even where all engaged, one more might not.
    let most = (people - 0.5).max(0.5 * people);
    let wanted = wanted.clamp(1e-9 * people, most);
    // Newton's steps, halving the bracket where one would leave it.
    let (mut low, mut high, mut shift) = (-30.0_f64, 30.0_f64, 0.0_f64);
    for _ in 0..60 {
        let (mut predicted, mut slope) = (0.0, 0.0);
        for (z, w) in z.clone() {
            let p = sigmoid(z + shift);
            predicted += w * p;
            slope += w * p * (1.0 - p);
        }
        if predicted < wanted {
            low = shift;
        } else {
            high = shift;
        }
        let step = (wanted - predicted) / slope.max(1e-12);
        let next = shift + step;
        let inside = next > low && next < high;
        shift = if inside { next } else { 0.5 * (low + high) };
        if inside && step.abs() < 1e-7 {
            break;
        }
    }
    shift
}

/// Log-odds and how many people they stand for, of the sampled rows at one cut.
pub(super) fn at_cut(rows: &Rows, z: &[f64], cut: usize) -> Vec<(f64, f64)> {
    (0..rows.len())
        .filter(|&i| rows.cut[i] as usize == cut)
        .map(|i| (z[i], rows.sample_weight(i)))
        .collect()
}

/// Mean log loss at one cut, for everyone the rows stand for.
pub(super) fn loss_at(rows: &Rows, z: &[f64], shift: f64, cut: usize) -> f64 {
    // Pieces of their own sums, so that these have one order.
    let pieces: Vec<usize> = (0..rows.len()).step_by(ROWS_PER_TASK).collect();
    let parts: Vec<(f64, f64)> = pieces
        .into_par_iter()
        .map(|start| {
            let own = start..(start + ROWS_PER_TASK).min(rows.len());
            own.filter(|&i| rows.cut[i] as usize == cut).fold((0.0, 0.0), |(loss, people), i| {
                let z = z[i] + shift;
                let w = rows.sample_weight(i);
                let signed = if rows.positive[i] { -z } else { z };
                (loss + w * (signed.max(0.0) + (-signed.abs()).exp().ln_1p()), people + w)
            })
        })
        .collect();
    let (loss, people) =
        parts.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    loss / f64::max(people, 1e-9)
}

/// A trained model with its calibrated intercept and the scale of its columns: takes raw features.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LinearModel {
    /// What features are standardised by.
    pub scale: Scale,
    /// One a standardised feature.
    pub weights: Vec<f32>,
    /// The calibrated intercept.
    pub constant: f64,
}

impl LinearModel {
    /// A model trained on columns of this scale, its intercept moved by `shift`.
    pub fn new(model: &FittedLogistic, scale: &Scale, shift: f64) -> Self {
        let weights = model.coefficients.iter().map(|&c| c as f32).collect();
        Self { scale: scale.clone(), weights, constant: model.intercept + shift }
    }

    /// Log-odds of a row of raw features, which it standardises in place.
    pub fn at(&self, row: &mut [f32]) -> f64 {
        self.scale.standardise(row);
        f64::from(dot(row, &self.weights)) + self.constant
    }
}

#[cfg(test)]
mod tests {
    use super::super::sampling::hash_draw;
    use super::*;

    const PULL: Pull<'_> = Pull { l2: 30.0, towards: None, start: None };

    /// Columns of a rare value: nearly all zeros, and a few people far out.
    fn rare(rows: usize) -> (Array2<f32>, Vec<bool>) {
        let unit = |i: usize, k: u32| (hash_draw(i as u32, k) >> 40) as f32 / (1 << 24) as f32;
        let x = Array2::from_shape_fn((rows, 3), |(i, j)| match j {
            0 => unit(i, 0),
            _ if unit(i, 1) < 0.002 => 1.0 + 40.0 * unit(i, 2),
            _ => 0.0,
        });
        let rate = |i: usize| if x[[i, 1]] > 0.0 { 0.55 } else { 0.05 };
        let y = (0..rows).map(|i| unit(i, 3) < rate(i)).collect();
        (x, y)
    }

    #[test]
    fn a_row_is_scored_as_it_was_trained_on() {
        let (raw, y) = rare(4000);
        let scale = Scale::of(&raw, |_| true);
        let mut x = raw.clone();
        scale.apply(&mut x);
        assert!(x.iter().any(|v| *v == FAR_OUT), "nobody is far out");
        let model = train(x.view(), &y, vec![1.0; 4000], PULL).unwrap();
        let trained = log_odds(x.view(), &model);
        let linear = LinearModel::new(&model, &scale, 0.25);
        for (row, z) in raw.rows().into_iter().zip(trained) {
            let scored = linear.at(&mut row.to_vec());
            assert!((scored - z - 0.25).abs() < 1e-9, "{scored} {z}");
        }
    }

    #[test]
    fn penalties_count_by_their_likelihood() {
        let of = |losses: &[f64]| {
            let tried = PENALTIES.iter().zip(losses);
            middle(&tried.map(|(&l2, &loss)| TriedPenalty { l2, loss }).collect::<Vec<_>>())
        };
        let near = |a: Option<f64>, b: f64| a.is_some_and(|a| (a / b - 1.0).abs() < 1e-3);
        // Many people: the best one. No difference: the middle of all. Twice as likely counts twice.
        assert!(near(of(&[9000.0, 8900.0, 8850.0, 8800.0, 8820.0, 8840.0]), 300.0));
        assert!(near(of(&[7.0; 3]), 3e10_f64.cbrt()));
        assert!(near(of(&[2.0 + 2.0_f64.ln(), 2.0]), (1e4_f64 * 9e6).cbrt()));
        assert!(near(of(&[f64::NAN, 5.0]), 3000.0));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn one_label_gives_everyone_the_same() {
        let (raw, _) = rare(200);
        for label in [true, false] {
            let model = train(raw.view(), &[label; 200], vec![1.0; 200], PULL).unwrap();
            let z = log_odds(raw.view(), &model);
            assert!(z.iter().all(|&v| v == z[0]));
        }
    }
}
