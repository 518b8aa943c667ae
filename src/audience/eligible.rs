//! Who of the ranked people may be in, and how many are left after each condition.

use rayon::prelude::*;

use super::definition::{MayBeIn, Rule};
use crate::history::{DAY, History, Seconds};
use crate::progress::{Progress, Stopped};

/// Who may be in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Eligible {
    /// For each ranked person whether they may be in.
    pub may_be_in: Vec<bool>,
    /// How many are left after activity (the first) and each condition in turn. With "any", how
    /// many meet one of the conditions so far.
    pub left: Vec<usize>,
}

/// Why a condition cannot be checked. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The catalog has no such event any more.
    #[error(
        "The condition names the event “{0}”, which is not in the catalog. Change the condition or choose the event in the catalog."
    )]
    NoSuchEvent(String),
    /// The catalog has no such column any more.
    #[error(
        "The condition names the column “{0}”, which is not in the catalog. Change the condition or add the column in the catalog."
    )]
    NoSuchColumn(String),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// A rule in the codes of a history.
struct Check {
    did: bool,
    kinds: Option<Vec<bool>>,
    items: Option<Vec<bool>>,
    at_least: u32,
    from: Seconds,
}

/// Checks `people` (codes) as of a time. A value the data does not have is met by nobody.
///
/// # Errors
/// [`RuleError`] when a condition names what the catalog does not have.
pub fn eligible(
    history: &History,
    who: &MayBeIn,
    people: &[u32],
    as_of: Seconds,
    progress: &Progress,
) -> Result<Eligible, RuleError> {
    let checks: Vec<Check> =
        who.rules.iter().map(|rule| check(history, rule, as_of)).collect::<Result<_, _>>()?;
    let active_from = who.active_within_days.map(|days| back(as_of, days));
    // Each person's verdict after activity and after every condition, as bits.
    let verdicts: Vec<u64> = people
        .par_iter()
        .with_min_len(1024)
        .map(|&person| {
            if progress.stopped() {
                return 0;
            }
            let past = history.past(person).before(as_of);
            let active =
                active_from.is_none_or(|from| past.time.last().is_some_and(|&last| last >= from));
            let mut verdict = u64::from(active);
            let mut holds = !who.any || checks.is_empty();
            for (i, check) in checks.iter().enumerate() {
                let met = check.met(past);
                holds = if who.any { holds || met } else { holds && met };
                verdict |= u64::from(active && holds) << (i + 1).min(63);
            }
            verdict
        })
        .collect();
    progress.check()?;
    let last = checks.len().min(63);
    let left =
        (0..=last).map(|bit| verdicts.par_iter().filter(|&&v| v >> bit & 1 == 1).count()).collect();
    let may_be_in = verdicts.into_iter().map(|v| v >> last & 1 == 1).collect();
    Ok(Eligible { may_be_in, left })
}

fn back(as_of: Seconds, days: u32) -> Seconds {
    as_of.saturating_sub(days.saturating_mul(DAY))
}

fn check(history: &History, rule: &Rule, as_of: Seconds) -> Result<Check, RuleError> {
    let kinds = if rule.events.is_empty() {
        None
    } else {
        let mut kinds = vec![false; history.events.len()];
        for event in &rule.events {
            let kind = history.kind(event).ok_or_else(|| RuleError::NoSuchEvent(event.clone()))?;
            kinds[kind as usize] = true;
        }
        Some(kinds)
    };
    let items = match &rule.condition {
        None => None,
        Some(condition) => {
            let column = history
                .column(&condition.column)
                .ok_or_else(|| RuleError::NoSuchColumn(condition.column.clone()))?;
            let values = &history.columns[column].values;
            let codes: Vec<u32> = condition.values.iter().filter_map(|v| values.find(v)).collect();
            Some(history.items_with(column, &codes))
        }
    };
    let from = rule.within_days.map_or(0, |days| back(as_of, days));
    Ok(Check { did: rule.did, kinds, items, at_least: rule.at_least.max(1), from })
}

impl Check {
    fn met(&self, past: crate::history::Past<'_>) -> bool {
        let past = past.between(self.from, Seconds::MAX);
        let mut times = 0;
        for (&kind, &item) in past.kind.iter().zip(past.item).rev() {
            let kind_fits = self.kinds.as_ref().is_none_or(|kinds| kinds[kind as usize]);
            let item_fits = self.items.as_ref().is_none_or(|items| items[item as usize]);
            times += u32::from(kind_fits && item_fits);
            if times >= self.at_least {
                break;
            }
        }
        (times >= self.at_least) == self.did
    }
}
