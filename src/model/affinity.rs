//! What else the people who engage touch: for every value of every column, by how much people with
//! it engage more than their own activity says. Learned on other people than it is used for.

use rayon::prelude::*;

use crate::history::{DAY, History};
use crate::progress::{Progress, Stopped};

use super::plan::Plan;
use super::rows::{FOLDS, Rows, fold};

/// How far back a value counts as the person's, in days.
const RECENT: u32 = 180;

/// Engagements expected and found, by value of a column, for each fold of people.
struct Counts {
    expected: Vec<[f32; FOLDS]>,
    found: Vec<[f32; FOLDS]>,
}

/// Log-ratios for items, one table a fold (learned without that fold): `[item * columns + c]`.
///
/// `expected` is what each row's own features predict; rows for which it is `None` are not used.
pub(super) fn learn(
    history: &History,
    plan: &Plan,
    rows: &Rows,
    expected: &[Option<f32>],
    strength: f32,
    progress: &Progress,
) -> Result<Vec<Vec<f32>>, Stopped> {
    let columns = history.columns.len();
    let counts: Result<Vec<Counts>, Stopped> = (0..columns)
        .into_par_iter()
        .map(|column| count(history, plan, rows, expected, column, progress))
        .collect();
    let mut tables = vec![vec![0.0_f32; history.items.len() * columns]; FOLDS];
    for (column, counts) in counts?.iter().enumerate() {
        progress.check()?;
        for (fold, table) in tables.iter_mut().enumerate() {
            let values: Vec<f32> = (0..counts.found.len())
                .map(|v| ratio(&counts.expected[v], &counts.found[v], fold, strength))
                .collect();
            for item in 0..history.items.len() {
                let own = history.items.values(item as u32, column);
                if !own.is_empty() {
                    let sum: f32 = own.iter().map(|&v| values[v as usize]).sum();
                    table[item * columns + column] = sum / own.len() as f32;
                }
            }
        }
    }
    Ok(tables)
}

/// Log of found against expected in all folds but one, pulled towards 0 by `strength` expected
/// engagements.
fn ratio(expected: &[f32; FOLDS], found: &[f32; FOLDS], without: usize, strength: f32) -> f32 {
    let rest = |x: &[f32; FOLDS]| (0..FOLDS).filter(|&f| f != without).map(|f| x[f]).sum::<f32>();
    ((rest(found) + strength) / (rest(expected) + strength)).ln()
}

fn count(
    history: &History,
    plan: &Plan,
    rows: &Rows,
    expected: &[Option<f32>],
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
        let Some(expected) = expected[row] else { continue };
        let (person, cut) = (rows.person[row], plan.cuts[rows.cut[row] as usize]);
        let past = history.past(person).between(cut.saturating_sub(RECENT * DAY), cut);
        let fold = fold(person);
        let found = f32::from(u8::from(rows.engaged[row]));
        for &item in past.item {
            if plan.hits[item as usize] {
                continue;
            }
            for &value in history.items.values(item, column) {
                let v = value as usize;
                if seen[v] != row as u32 {
                    seen[v] = row as u32;
                    counts.expected[v][fold] += expected;
                    counts.found[v][fold] += found;
                }
            }
        }
    }
    Ok(counts)
}
