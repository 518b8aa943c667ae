//! How good an order is: AUC, average precision, lift, gains, deciles, log loss, the band and the
//! grade. Ties stand in no order: their positives count as spread evenly over them.

use rayon::prelude::*;

use super::rows::lot;
use super::types::{BandPoint, Decile, Figures, Grade};

/// Sizes at which lift is reported.
const LIFT_AT: [f64; 4] = [0.01, 0.05, 0.10, 0.20];
/// Shares at which the band is reported.
const BAND_AT: [f32; 16] =
    [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0];
/// Resamples for the band.
const RESAMPLES: u32 = 300;

/// People with the same score.
#[derive(Debug, Clone, Copy)]
struct Ties {
    people: f64,
    positive: f64,
}

/// Places of `scores`, highest first; equal ones in the order of the people.
pub(super) fn best_first(scores: &[f32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..scores.len() as u32).collect();
    order.par_sort_unstable_by(|&a, &b| {
        scores[b as usize].total_cmp(&scores[a as usize]).then(a.cmp(&b))
    });
    order
}

fn ties(scores: &[f32], engaged: &[bool], order: &[u32]) -> Vec<Ties> {
    order
        .chunk_by(|&a, &b| scores[a as usize] == scores[b as usize])
        .map(|group| Ties {
            people: group.len() as f64,
            positive: group.iter().filter(|&&i| engaged[i as usize]).count() as f64,
        })
        .collect()
}

/// Figures of ranking by `scores`. With nobody or everybody engaged there is nothing to tell
/// apart: AUC 0.5, lift 1.
pub(super) fn figures(scores: &[f32], engaged: &[bool]) -> Figures {
    let order = best_first(scores);
    let groups = ties(scores, engaged, &order);
    let people = scores.len() as f64;
    let positive: f64 = groups.iter().map(|g| g.positive).sum();
    let negative = people - positive;
    if positive == 0.0 || people == 0.0 {
        return Figures { auc: 0.5, lift: [1.0; 4], gains: vec![0.0; 101], ..Figures::default() };
    }
    let (mut above, mut pairs, mut precision) = (Ties { people: 0.0, positive: 0.0 }, 0.0, 0.0);
    for g in &groups {
        let worse = negative - (above.people - above.positive) - (g.people - g.positive);
        pairs += g.positive * (worse + 0.5 * (g.people - g.positive));
        if g.positive > 0.0 {
            precision += group_precision(above, *g);
        }
        above.people += g.people;
        above.positive += g.positive;
    }
    let rate = positive / people;
    Figures {
        auc: if negative > 0.0 { pairs / (positive * negative) } else { 0.5 },
        average_precision: precision / positive,
        lift: LIFT_AT.map(|share| {
            let top = (share * people).round().max(1.0);
            caught(&groups, top) / top / rate
        }),
        gains: (0..=100)
            .map(|k| (caught(&groups, people * f64::from(k) / 100.0) / positive) as f32)
            .collect(),
    }
}

/// Sum of the precision at each positive of a group whose positives are spread evenly.
fn group_precision(above: Ties, g: Ties) -> f64 {
    let step = g.people / g.positive;
    // Exact for groups of one; the positives of large groups are summed at a thousand places.
    let n = g.positive.min(1000.0) as u32;
    let each = g.positive / f64::from(n);
    (0..n)
        .map(|k| {
            let inside = (f64::from(k) + 0.5) * each;
            let found = above.positive + inside + 0.5;
            let place = above.people + inside * step + 0.5;
            each * (found / place).min(1.0)
        })
        .sum()
}

/// Positives among the first `top` people.
fn caught(groups: &[Ties], top: f64) -> f64 {
    let (mut left, mut found) = (top, 0.0);
    for g in groups {
        if left <= 0.0 {
            break;
        }
        let part = (left / g.people).min(1.0);
        found += g.positive * part;
        left -= g.people;
    }
    found
}

/// Tenths by predicted propensity, best first.
pub(super) fn deciles(propensity: &[f32], engaged: &[bool], order: &[u32]) -> Vec<Decile> {
    let n = order.len();
    (0..10)
        .map(|tenth| {
            let own = &order[n * tenth / 10..n * (tenth + 1) / 10];
            let people = own.len().max(1) as f64;
            let predicted: f64 = own.iter().map(|&i| f64::from(propensity[i as usize])).sum();
            let actual = own.iter().filter(|&&i| engaged[i as usize]).count() as f64;
            Decile {
                people: own.len() as u32,
                predicted: predicted / people,
                actual: actual / people,
            }
        })
        .collect()
}

/// Mean negative log-likelihood, in nats.
pub(super) fn log_loss(propensity: &[f32], engaged: &[bool]) -> f64 {
    let sum: f64 = propensity
        .iter()
        .zip(engaged)
        .map(|(&p, &y)| {
            let p = f64::from(p).clamp(1e-7, 1.0 - 1e-7);
            -(if y { p } else { 1.0 - p }).ln()
        })
        .sum();
    sum / propensity.len().max(1) as f64
}

/// The band: people of each slice between two shares are resampled with replacement (as a Poisson
/// number of those who engaged). It always holds the predicted rate itself, so it is as wide as
/// the prediction was off.
pub(super) fn band(propensity: &[f32], engaged: &[bool], order: &[u32]) -> Vec<BandPoint> {
    let n = order.len();
    let ends = BAND_AT.map(|share| ((share * n as f32).ceil() as usize).clamp(1, n.max(1)).min(n));
    let mut predicted = [0.0_f64; BAND_AT.len()];
    let mut actual = [0.0_f64; BAND_AT.len()];
    let mut from = 0;
    for (slice, &end) in ends.iter().enumerate() {
        for &i in &order[from.min(end)..end] {
            predicted[slice] += f64::from(propensity[i as usize]);
            actual[slice] += f64::from(u8::from(engaged[i as usize]));
        }
        from = end;
    }
    let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); BAND_AT.len()];
    for round in 0..RESAMPLES {
        let (mut p, mut a) = (0.0, 0.0);
        for slice in 0..BAND_AT.len() {
            p += predicted[slice];
            a += poisson(actual[slice], round, slice as u32);
            // One engagement more on both sides keeps tiny audiences from ratios of 0.
            ratios[slice].push((a + 1.0) / (p + 1.0));
        }
    }
    BAND_AT
        .iter()
        .zip(&mut ratios)
        .map(|(&share, ratios)| {
            ratios.sort_by(f64::total_cmp);
            let at = |q: f64| ratios[(q * (ratios.len() - 1) as f64).round() as usize] as f32;
            BandPoint { share, low: at(0.05).min(1.0), high: at(0.95).max(1.0) }
        })
        .collect()
}

/// A Poisson number with this mean; the same for the same round and slice.
fn poisson(mean: f64, round: u32, slice: u32) -> f64 {
    let unit = |k: u32| {
        let bits = lot(round * 64 + slice, 1000 + k) >> 11;
        (bits as f64 + 0.5) / (1_u64 << 53) as f64
    };
    if mean <= 0.0 {
        return 0.0;
    }
    if mean > 50.0 {
        // Box and Muller's normal: close enough for a band.
        let z = (-2.0 * unit(0).ln()).sqrt() * (std::f64::consts::TAU * unit(1)).cos();
        return (mean + z * mean.sqrt()).round().max(0.0);
    }
    let (mut k, mut p, mut sum) = (0.0, (-mean).exp(), (-mean).exp());
    let u = unit(2);
    while u > sum && k < 500.0 {
        k += 1.0;
        p *= mean / k;
        sum += p;
    }
    k
}

/// Standard error of an AUC (Hanley and McNeil, 1982).
pub(super) fn auc_error(auc: f64, positive: f64, negative: f64) -> f64 {
    if positive < 1.0 || negative < 1.0 {
        return 0.5;
    }
    let (q1, q2) = (auc / (2.0 - auc), 2.0 * auc * auc / (1.0 + auc));
    let own = auc * (1.0 - auc);
    let sum = own + (positive - 1.0) * (q1 - auc * auc) + (negative - 1.0) * (q2 - auc * auc);
    (sum / (positive * negative)).max(0.0).sqrt()
}

/// The grade. No better than chance: an AUC whose lower end (two and a half standard errors) does
/// not clear 0.5, or below 0.53. Then by AUC: poor below 0.62, fair below 0.72, good below 0.82.
pub(super) fn grade(figures: &Figures, people: f64, engaged: f64) -> Grade {
    let error = auc_error(figures.auc, engaged, people - engaged);
    match figures.auc {
        a if a < 0.53 || a - 2.5 * error <= 0.5 => Grade::Chance,
        a if a < 0.62 => Grade::Poor,
        a if a < 0.72 => Grade::Fair,
        a if a < 0.82 => Grade::Good,
        _ => Grade::Excellent,
    }
}
