//! What else the people who engage interact with: for every value of every column, how many times as
//! likely people with it were to engage.
//!
//! Smoothed log-ratios, not one coefficient a value: there may be 100,000 values and 50 positives, and
//! a ratio shrunk towards 0 needs no training of its own. Learned with eight folds of people: nobody is
//! described by a table that saw their own labels, or the features would leak them (affinity alone
//! would then rank the training rows almost perfectly, and everybody else badly).

use rayon::prelude::*;

use crate::base::progress::{Progress, Stopped};
use crate::history::{DAY, History};

use super::plan::Plan;
use super::rows::Rows;
use super::sampling::{FOLDS, fold};
use super::scan::ScanSpec;

/// How far back a value counts as the person's, in days; 365 was no better (docs/model.md,
/// "Experiments").
const RECENT: u32 = 180;
/// Strength of the shrinkage towards 0, in expected engagements; 8 and 10 were no better (docs/model.md,
/// "Experiments").
const STRENGTH: f32 = 4.0;

/// Positives expected (at the window's own rate) and found, by value of a column, for each fold of people.
struct Counts {
    expected: Vec<[f32; FOLDS]>,
    found: Vec<[f32; FOLDS]>,
}

/// Log-ratios for the values of all columns, one table a fold (learned without that fold), as
/// [`ScanSpec::affinity`] has them.
///
/// `rates` is the share of the sampled rows that engaged, by cut; rows of cuts without one are not
/// used.
pub(super) fn learn(
    history: &History,
    plan: &Plan,
    spec: &ScanSpec,
    rows: &Rows,
    rates: &[Option<f32>],
    progress: &Progress,
) -> Result<Vec<Vec<f32>>, Stopped> {
    let counts: Result<Vec<Counts>, Stopped> = (0..history.columns.len())
        .into_par_iter()
        .map(|column| count(history, plan, rows, rates, column, progress))
        .collect();
    let mut tables = vec![vec![0.0_f32; spec.bases.last().copied().unwrap_or(0)]; FOLDS];
    for (counts, base) in counts?.iter().zip(&spec.bases) {
        progress.check()?;
        for (fold, table) in tables.iter_mut().enumerate() {
            let own = table[*base..].iter_mut();
            for ((ratio, expected), found) in own.zip(&counts.expected).zip(&counts.found) {
                *ratio = log_ratio(expected, found, fold);
            }
        }
    }
    Ok(tables)
}

/// Log of found against expected in all folds but one, pulled towards 0.
fn log_ratio(expected: &[f32; FOLDS], found: &[f32; FOLDS], without: usize) -> f32 {
    let rest = |x: &[f32; FOLDS]| (0..FOLDS).filter(|&f| f != without).map(|f| x[f]).sum::<f32>();
    ((rest(found) + STRENGTH) / (rest(expected) + STRENGTH)).ln()
}

fn count(
    history: &History,
    plan: &Plan,
    rows: &Rows,
    rates: &[Option<f32>],
    column: usize,
    progress: &Progress,
) -> Result<Counts, Stopped> {
    let values = history.columns[column].values.len();
    let mut counts =
        Counts { expected: vec![[0.0; FOLDS]; values], found: vec![[0.0; FOLDS]; values] };
    let mut seen = vec![u32::MAX; values];
    for row in 0..rows.len() {
        if row % 1024 == 0 {
            progress.check()?;
        }
        let Some(rate) = rates[rows.cut[row] as usize] else { continue };
        let (person, cut) = (rows.person[row], plan.cuts[rows.cut[row] as usize]);
        let past = history.past(person).between(cut.saturating_sub(RECENT * DAY), cut);
        let fold = fold(person);
        let found = f32::from(u8::from(rows.positive[row]));
        for &item in past.item {
            if plan.target_items[item as usize] {
                continue;
            }
            for &value in history.items.values(item, column) {
                let v = value as usize;
                if seen[v] != row as u32 {
                    seen[v] = row as u32;
                    counts.expected[v][fold] += rate;
                    counts.found[v][fold] += found;
                }
            }
        }
    }
    Ok(counts)
}
