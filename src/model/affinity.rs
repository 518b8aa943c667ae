//! What else the people who engage interact with: for every value of every column, how many times as
//! likely people with it were to engage.
//!
//! Smoothed log-ratios, not one coefficient a value: there may be 100,000 values and 50 positives, and
//! a ratio shrunk towards 0 needs no training of its own. Learned with eight folds of people: nobody is
//! described by a table that saw their own labels, or the features would leak them (affinity alone
//! would then rank the training rows almost perfectly, and everybody else badly).

//!
//! What is expected is added up as whole numbers of 2⁻³² people: a sum that does not depend on the order in
//! which shards of people add to it.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::progress::{Progress, Stopped};
use crate::history::DAY;

use super::everyone::{Everyone, Question, Shard};
use super::rows::{Drawn, Sampling};
use super::sampling::{FOLDS, fold};
use super::types::ModelError;

/// How far back a value counts as the person's, in days; 365 was no better (docs/model.md,
/// "Experiments").
const RECENT: u32 = 180;
/// Strength of the shrinkage towards 0, in expected engagements; 8 and 10 were no better (docs/model.md,
/// "Experiments").
const STRENGTH: f32 = 4.0;
/// A person, where parts of people are added up.
const PERSON: f64 = (1_u64 << 32) as f64;

/// Positives expected (at the window's own rate, see [`PERSON`]) and found, for each fold of people.
type Counts = ([u64; FOLDS], [u32; FOLDS]);

/// Log-ratios for the values of all columns, one table a fold (learned without that fold), as
/// [`super::scan::ScanSpec::affinity`] has them.
///
/// `rates` is the share of the sampled rows that engaged, by cut; rows of cuts without one are not
/// used.
pub(super) fn learn<E: Everyone>(
    everyone: &E,
    rows: &Sampling,
    rates: &[Option<f32>],
    progress: &Progress,
) -> Result<Vec<Vec<f32>>, ModelError> {
    let places = everyone.outline().bases().last().copied().unwrap_or(0);
    let asked = CountValues { rows: rows.clone(), rates: rates.to_vec() };
    let mut counts: Vec<Counts> = vec![Counts::default(); places];
    for part in everyone.ask(&asked, progress)? {
        progress.check()?;
        for (place, (expected, found)) in part {
            let sum = &mut counts[place as usize];
            sum.0.iter_mut().zip(expected).for_each(|(a, b)| *a += b);
            sum.1.iter_mut().zip(found).for_each(|(a, b)| *a += b);
        }
    }
    let table = |fold: usize| counts.iter().map(|counts| log_ratio(counts, fold)).collect();
    Ok((0..FOLDS).into_par_iter().map(table).collect())
}

/// Log of found against expected in all folds but one, pulled towards 0.
fn log_ratio((expected, found): &Counts, without: usize) -> f32 {
    let others = || (0..FOLDS).filter(|&fold| fold != without);
    let expected = others().map(|fold| expected[fold]).sum::<u64>();
    if expected == 0 {
        return 0.0;
    }
    let found = others().map(|fold| found[fold]).sum::<u32>() as f32;
    ((found + STRENGTH) / ((expected as f64 / PERSON) as f32 + STRENGTH)).ln()
}

/// For the values that people of sampled rows interacted with lately, beside the target: how many were
/// expected to engage and how many did.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CountValues {
    rows: Sampling,
    rates: Vec<Option<f32>>,
}

impl Question for CountValues {
    const NAME: &'static str = "values";
    /// By place in a table of all columns' values.
    type Part = Vec<(u32, Counts)>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let bases = shard.history.outline().bases();
        let (drawn, target) =
            (self.rows.drawn(shard, progress)?, shard.items(&self.rows.plan.target)?);
        let parts: Result<Vec<Self::Part>, Stopped> = (0..shard.history.columns.len())
            .into_par_iter()
            .map(|column| {
                let counts = self.count(shard, &drawn.1, &target.1, column, progress)?;
                let places = (bases[column] as u32..).zip(counts);
                Ok(places.filter(|(_, counts)| counts.0 != [0; FOLDS]).collect())
            })
            .collect();
        Ok(parts?.concat())
    }
}

impl CountValues {
    fn count(
        &self,
        shard: &Shard<'_>,
        rows: &Drawn,
        target: &[bool],
        column: usize,
        progress: &Progress,
    ) -> Result<Vec<Counts>, Stopped> {
        let (history, plan) = (shard.history, &self.rows.plan);
        let values = history.columns[column].values.len();
        let mut counts = vec![Counts::default(); values];
        let mut seen = vec![u32::MAX; values];
        for row in 0..rows.person.len() {
            if row % 1024 == 0 {
                progress.check()?;
            }
            let Some(rate) = self.rates[rows.cut[row] as usize] else { continue };
            let expected = (f64::from(rate) * PERSON).round() as u64;
            let (person, cut) = (rows.person[row], plan.cuts[rows.cut[row] as usize]);
            let past = history.past(person).between(cut.saturating_sub(RECENT * DAY), cut);
            let fold = fold(history, person);
            let found = u32::from(rows.positive[row]);
            for &item in past.item {
                if target[item as usize] {
                    continue;
                }
                for &value in history.items.values(item, column) {
                    let v = value as usize;
                    if seen[v] != row as u32 {
                        seen[v] = row as u32;
                        counts[v].0[fold] += expected;
                        counts[v].1[fold] += found;
                    }
                }
            }
        }
        Ok(counts)
    }
}
