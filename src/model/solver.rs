//! Logistic regression with row weights, an L2 penalty towards a prior, and a report of how it
//! converged: linfa's `Fit` and `PredictInplace`, solved by Newton's method on all cores.
//!
//! Why not linfa-logistic itself: it has no row weights, no prior, no convergence flag and one
//! thread (docs/model.md has the figures). Tests hold this solver against it.

use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use linfa::{Float, ParamGuard};
use ndarray::{Array1, Array2, ArrayBase, ArrayView2, Data, Ix2};
use rayon::prelude::*;

use crate::base::language::t;

/// Rows a task handles at once. Fixed, so that sums are added in the same order on any number of
/// threads.
const CHUNK: usize = 1024;

/// A step that leaves more than this share of the gradient asks for new second derivatives.
const SLOW: f64 = 0.3;

/// What can be wrong with the input of a fit.
#[derive(Debug, thiserror::Error)]
pub enum SolverError {
    /// Parameters out of range.
    #[error("{}", t!("model-solver-parameters"))]
    Parameters,
    /// Rows, weights, prior or start of different lengths.
    #[error("{}", t!("model-solver-shapes"))]
    Shapes,
    /// Not a number or infinite.
    #[error("{}", t!("model-solver-not-finite"))]
    NotFinite,
    /// One class only.
    #[error("{}", t!("model-solver-one-class"))]
    OneClass,
    /// From linfa.
    #[error(transparent)]
    Linfa(#[from] linfa::error::Error),
}

/// Parameters as given. Minimises the weighted sum of log losses plus
/// `l2 / 2 · Σ (coefficient − prior)²`; the intercept is free.
#[derive(Debug, Clone, PartialEq)]
pub struct Logistic(ValidLogistic);

/// Parameters that were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidLogistic {
    l2: f64,
    prior: Option<Array1<f64>>,
    start: Option<FittedLogistic>,
    tolerance: f64,
    max_iterations: usize,
}

impl Default for Logistic {
    fn default() -> Self {
        Self(ValidLogistic {
            l2: 1.0,
            prior: None,
            start: None,
            tolerance: 1e-5,
            max_iterations: 40,
        })
    }
}

impl Logistic {
    /// Strength of the penalty.
    pub fn l2(mut self, l2: f64) -> Self {
        self.0.l2 = l2;
        self
    }

    /// The coefficients the penalty pulls towards, instead of zeros.
    pub fn prior(mut self, prior: Option<Array1<f64>>) -> Self {
        self.0.prior = prior;
        self
    }

    /// A model of the same columns, on similar rows or with a similar penalty, to start from.
    pub fn start(mut self, from: FittedLogistic) -> Self {
        self.0.start = Some(from);
        self
    }

    /// Largest absolute gradient, relative to the sum of weights, that counts as converged.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.0.tolerance = tolerance;
        self
    }
}

impl ParamGuard for Logistic {
    type Checked = ValidLogistic;
    type Error = SolverError;

    fn check_ref(&self) -> Result<&ValidLogistic, SolverError> {
        let p = &self.0;
        let positive = |x: f64| x.is_finite() && x > 0.0;
        if positive(p.l2) && positive(p.tolerance) && p.max_iterations > 0 {
            Ok(p)
        } else {
            Err(SolverError::Parameters)
        }
    }

    fn check(self) -> Result<ValidLogistic, SolverError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

/// A trained model and how the training went.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedLogistic {
    /// One coefficient a column.
    pub coefficients: Array1<f64>,
    /// The intercept.
    pub intercept: f64,
    /// Whether the gradient fell below the tolerance.
    pub converged: bool,
    /// Newton steps taken.
    pub iterations: usize,
    /// Largest absolute gradient at the end, relative to the sum of weights.
    pub gradient: f64,
    /// Second derivatives of the loss without the penalty, relative to the sum of weights, from
    /// somewhere on the way. Training that starts here need not work them out anew.
    curvature: Array2<f64>,
}

impl FittedLogistic {
    /// The model of rows that all have the same label: nothing tells them apart.
    pub(super) fn constant(columns: usize) -> Self {
        Self {
            coefficients: Array1::zeros(columns),
            intercept: 0.0,
            converged: true,
            iterations: 0,
            gradient: 0.0,
            curvature: Array2::zeros((0, 0)),
        }
    }
}

/// `1 / (1 + e^-z)`.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

struct Problem<'a> {
    x: ArrayView2<'a, f32>,
    y: &'a [bool],
    weights: Option<&'a [f32]>,
    params: &'a ValidLogistic,
}

/// Loss, gradient and (where asked for) Hessian; the intercept is the last coordinate.
struct Local {
    loss: f64,
    gradient: Vec<f64>,
    hessian: Option<Array2<f64>>,
}

impl Problem<'_> {
    fn weight(&self, row: usize) -> f32 {
        self.weights.map_or(1.0, |w| w[row])
    }

    fn total_weight(&self) -> f64 {
        (0..self.x.nrows()).map(|i| f64::from(self.weight(i))).sum()
    }

    /// The sums over one chunk of rows. Rows of weight 0 cost nothing.
    fn chunk(&self, rows: std::ops::Range<usize>, theta: &[f64], curvature: bool) -> Local {
        let d = self.x.ncols();
        let w32: Vec<f32> = theta[..d].iter().map(|&t| t as f32).collect();
        let mut loss = 0.0;
        let mut gradient = vec![0.0_f64; d + 1];
        let mut sums = vec![0.0_f32; d];
        let mut plain = Vec::with_capacity(if curvature { rows.len() * (d + 1) } else { 0 });
        let mut scaled = Vec::with_capacity(plain.capacity());
        let mut used = 0;
        for row in rows {
            let weight = self.weight(row);
            if weight == 0.0 {
                continue;
            }
            let view = self.x.row(row);
            let x = view.as_slice().unwrap_or(&[]);
            let z = f64::from(dot(x, &w32)) + theta[d];
            let y = f64::from(u8::from(self.y[row]));
            let weight = f64::from(weight);
            // log(1 + e^z) - y z, without overflow
            loss += weight * (z.max(0.0) + (-z.abs()).exp().ln_1p() - y * z);
            let p = sigmoid(z);
            let residual = weight * (p - y);
            add_scaled(&mut sums, x, residual as f32);
            gradient[d] += residual;
            if curvature {
                let c = (weight * p * (1.0 - p)).max(1e-12) as f32;
                plain.extend_from_slice(x);
                plain.push(1.0);
                scaled.extend(x.iter().map(|v| v * c));
                scaled.push(c);
                used += 1;
            }
        }
        for (g, s) in gradient.iter_mut().zip(&sums) {
            *g = f64::from(*s);
        }
        let hessian = curvature.then(|| {
            let plain = ArrayView2::from_shape((used, d + 1), &plain);
            let scaled = ArrayView2::from_shape((used, d + 1), &scaled);
            match (plain, scaled) {
                (Ok(p), Ok(s)) => p.t().dot(&s).mapv(f64::from),
                _ => Array2::zeros((d + 1, d + 1)),
            }
        });
        Local { loss, gradient, hessian }
    }

    fn at(&self, theta: &[f64], curvature: bool) -> Local {
        let n = self.x.nrows();
        let d = self.x.ncols();
        // A few chunks at a time bound the memory of their Hessians.
        let chunks: Vec<usize> = (0..n.div_ceil(CHUNK)).collect();
        let mut sum = Local {
            loss: 0.0,
            gradient: vec![0.0; d + 1],
            hessian: curvature.then(|| Array2::zeros((d + 1, d + 1))),
        };
        for group in chunks.chunks(64) {
            let parts: Vec<Local> = group
                .par_iter()
                .map(|&c| self.chunk(c * CHUNK..((c + 1) * CHUNK).min(n), theta, curvature))
                .collect();
            for part in parts {
                sum.loss += part.loss;
                for (a, b) in sum.gradient.iter_mut().zip(&part.gradient) {
                    *a += b;
                }
                if let (Some(a), Some(b)) = (&mut sum.hessian, &part.hessian) {
                    *a += b;
                }
            }
        }
        let l2 = self.params.l2;
        for j in 0..d {
            let off = theta[j] - self.params.prior.as_ref().map_or(0.0, |p| p[j]);
            sum.loss += 0.5 * l2 * off * off;
            sum.gradient[j] += l2 * off;
        }
        sum
    }

    /// Second derivatives of the loss without the penalty, relative to the sum of weights.
    fn curvature(&self, theta: &[f64], total: f64) -> Array2<f64> {
        let hessian = self.at(theta, true).hessian;
        hessian.map_or_else(|| Array2::zeros((0, 0)), |hessian| hessian / total)
    }

    /// The way down by Newton's method with this curvature.
    fn step(&self, curvature: &Array2<f64>, total: f64, gradient: &[f64]) -> Option<Vec<f64>> {
        let mut hessian = curvature * total;
        for j in 0..self.x.ncols() {
            hessian[[j, j]] += self.params.l2;
        }
        newton(&hessian, gradient)
    }

    /// Newton's method that keeps the second derivatives while they serve: they cost as much as
    /// many gradients, and change little from step to step and from one penalty to the next.
    fn solve(&self) -> FittedLogistic {
        let d = self.x.ncols();
        let total = self.total_weight().max(1e-12);
        let mut theta = self.first_guess(total);
        let mut here = self.at(&theta, false);
        let start = self.params.start.as_ref();
        let (mut curvature, mut fresh) = match start {
            Some(start) if !start.curvature.is_empty() => (start.curvature.clone(), false),
            _ => (self.curvature(&theta, total), true),
        };
        let mut iterations = 0;
        let size = |l: &Local| l.gradient.iter().fold(0.0_f64, |m, g| m.max(g.abs())) / total;
        while size(&here) > self.params.tolerance && iterations < self.params.max_iterations {
            iterations += 1;
            let step = self.step(&curvature, total, &here.gradient);
            match step.and_then(|step| self.down(&theta, &here, &step)) {
                Some((moved, there)) => {
                    let slow = size(&there) > SLOW * size(&here);
                    (theta, here) = (moved, there);
                    if slow {
                        (curvature, fresh) = (self.curvature(&theta, total), true);
                    } else {
                        fresh = false;
                    }
                }
                None if fresh => break,
                None => (curvature, fresh) = (self.curvature(&theta, total), true),
            }
        }
        let gradient = size(&here);
        FittedLogistic {
            coefficients: Array1::from_iter(theta[..d].iter().copied()),
            intercept: theta[d],
            converged: gradient <= self.params.tolerance,
            iterations,
            gradient,
            curvature,
        }
    }

    /// As far along `step` as the loss falls enough; `None` when it does not.
    fn down(&self, theta: &[f64], here: &Local, step: &[f64]) -> Option<(Vec<f64>, Local)> {
        let slope: f64 = step.iter().zip(&here.gradient).map(|(s, g)| s * g).sum();
        let mut length = 1.0;
        while length > 1e-4 {
            let moved: Vec<f64> = theta.iter().zip(step).map(|(t, s)| t - length * s).collect();
            let there = self.at(&moved, false);
            // Armijo, with room for rounding in 32 bits.
            let room = 1e-9 * here.loss.abs().max(1.0);
            if there.loss <= here.loss - 1e-4 * length * slope + room {
                return Some((moved, there));
            }
            length *= 0.5;
        }
        None
    }

    fn first_guess(&self, total: f64) -> Vec<f64> {
        let d = self.x.ncols();
        if let Some(start) = &self.params.start {
            return start.coefficients.iter().copied().chain([start.intercept]).collect();
        }
        let hits: f64 =
            (0..self.x.nrows()).filter(|&i| self.y[i]).map(|i| f64::from(self.weight(i))).sum();
        let rate = (hits / total).clamp(1e-9, 1.0 - 1e-9);
        let mut theta = vec![0.0; d + 1];
        if let Some(prior) = &self.params.prior {
            theta[..d].copy_from_slice(&prior.to_vec());
        }
        theta[d] = (rate / (1.0 - rate)).ln();
        theta
    }
}

/// Sum of products in eight lanes: fast, and always in the same order.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    let mut lanes = [0.0_f32; 8];
    let (mut left, mut right) = (a.chunks_exact(8), b.chunks_exact(8));
    for (x, y) in (&mut left).zip(&mut right) {
        for i in 0..8 {
            lanes[i] += x[i] * y[i];
        }
    }
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    lanes.iter().sum::<f32>() + rest
}

fn add_scaled(to: &mut [f32], x: &[f32], scale: f32) {
    for (t, v) in to.iter_mut().zip(x) {
        *t += v * scale;
    }
}

/// Solves `h · step = gradient` by Cholesky's decomposition, with a ridge where `h` needs one.
fn newton(h: &Array2<f64>, gradient: &[f64]) -> Option<Vec<f64>> {
    let n = gradient.len();
    let scale = (0..n).map(|i| h[[i, i]]).fold(0.0_f64, f64::max).max(1e-12);
    [0.0, 1e-8, 1e-5, 1e-2].iter().find_map(|ridge| {
        let mut l: Vec<Vec<f64>> = h.rows().into_iter().map(|row| row.to_vec()).collect();
        for (i, row) in l.iter_mut().enumerate() {
            row[i] += ridge * scale;
        }
        cholesky(&mut l).then(|| substitute(&l, gradient))
    })
}

/// Overwrites the lower triangle of the rows `a` with its Cholesky factor; false when `a` is not
/// positive.
fn cholesky(a: &mut [Vec<f64>]) -> bool {
    for j in 0..a.len() {
        let (above, below) = a.split_at_mut(j + 1);
        let own = &mut above[j];
        let diagonal = own[j] - own[..j].iter().map(|v| v * v).sum::<f64>();
        if !(diagonal > 0.0 && diagonal.is_finite()) {
            return false;
        }
        own[j] = diagonal.sqrt();
        for row in below {
            let known: f64 = row[..j].iter().zip(&own[..j]).map(|(a, b)| a * b).sum();
            row[j] = (row[j] - known) / own[j];
        }
    }
    true
}

fn substitute(l: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut x = b.to_vec();
    for i in 0..n {
        let known: f64 = (0..i).map(|k| l[i][k] * x[k]).sum();
        x[i] = (x[i] - known) / l[i][i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| l[k][i] * x[k]).sum();
        x[i] = (x[i] - known) / l[i][i];
    }
    x
}

impl<D, T> Fit<ArrayBase<D, Ix2>, T, SolverError> for ValidLogistic
where
    D: Data<Elem = f32>,
    T: AsSingleTargets<Elem = bool>,
{
    type Object = FittedLogistic;

    /// Trains on standardised columns; the dataset's weights, where it has any, weigh its rows.
    fn fit(
        &self,
        dataset: &DatasetBase<ArrayBase<D, Ix2>, T>,
    ) -> Result<FittedLogistic, SolverError> {
        let x = dataset.records().view();
        let y = dataset.targets().as_single_targets().to_vec();
        let d = x.ncols();
        let fits = y.len() == x.nrows()
            && self.prior.as_ref().is_none_or(|p| p.len() == d)
            && self.start.as_ref().is_none_or(|start| start.coefficients.len() == d);
        if !fits || !x.is_standard_layout() {
            return Err(SolverError::Shapes);
        }
        let weights = dataset.weights();
        if weights.is_some_and(|w| w.len() != y.len()) {
            return Err(SolverError::Shapes);
        }
        let finite = |row: &[f32]| row.iter().all(|v| v.is_finite());
        if !x.as_slice().unwrap_or(&[]).par_chunks(CHUNK * d.max(1)).all(finite) {
            return Err(SolverError::NotFinite);
        }
        let counts = |i: usize| weights.is_none_or(|w| w[i] > 0.0);
        let has = |class: bool| (0..y.len()).any(|i| y[i] == class && counts(i));
        if !has(true) || !has(false) {
            return Err(SolverError::OneClass);
        }
        Ok(Problem { x, y: &y, weights, params: self }.solve())
    }
}

impl<F: Float, D: Data<Elem = F>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>>
    for FittedLogistic
{
    /// The probability of the positive class, for each row.
    fn predict_inplace(&self, x: &ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        for (row, out) in x.rows().into_iter().zip(y.iter_mut()) {
            let z: f64 = row
                .iter()
                .zip(&self.coefficients)
                .map(|(v, c)| v.to_f64().unwrap_or(0.0) * c)
                .sum();
            *out = sigmoid(z + self.intercept);
        }
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}
