//! Who of the ranked people may be in, and how many are left after each condition.

use std::sync::Arc;

use rayon::prelude::*;

use super::conditions::{Eligibility, PastRule, Rule, TraitRule};
use super::exclusion::Exclusion;
use crate::base::language::t;
use crate::base::progress::{Progress, Stopped};
use crate::history::{DAY, History, Past, Seconds};
use crate::people::Traits;

/// People looked at between two looks at the clock.
const PIECE: usize = 4096;

/// Who may be in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Eligible {
    /// For each ranked person whether they may be in.
    pub eligibility: Vec<bool>,
    /// How many are left after activity (the first), each rule in turn, and all who are left out
    /// in turn. With "any", a rule's number is how many meet one of the rules so far.
    pub left: Vec<usize>,
}

/// Why a condition cannot be checked. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The catalog has no such event any more.
    #[error("{}", t!("audience-rule-event-gone", event = .0))]
    NoSuchEvent(String),
    /// The catalog has no such column any more.
    #[error("{}", t!("audience-rule-column-gone", column = .0))]
    NoSuchColumn(String),
    /// No file of people has such a trait any more.
    #[error("{}", t!("audience-rule-trait-gone", name = .0))]
    NoSuchTrait(String),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// What conditions are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// Everyone's past.
    pub history: &'a History,
    /// Everyone's traits.
    pub traits: &'a Traits,
    /// Those whom [`Eligibility::suppression`] and then [`Eligibility::not_in`] leave out, one for each.
    pub exclusions: &'a [Arc<Exclusion>],
}

/// A rule in the codes of a history.
enum Check<'a> {
    Past(PastCheck),
    Trait { traits: &'a Traits, rule: &'a TraitRule },
}

struct PastCheck {
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
    basis: Basis<'_>,
    who: &Eligibility,
    people: &[u32],
    as_of: Seconds,
    progress: &Progress,
) -> Result<Eligible, RuleError> {
    let history = basis.history;
    let checks: Vec<Check<'_>> =
        who.rules.iter().map(|rule| check(basis, rule, as_of)).collect::<Result<_, _>>()?;
    let active_from = who.active_within_days.map(|days| back(as_of, days));
    let steps = 1 + checks.len() + basis.exclusions.len();
    let look = |person: u32, left: &mut [usize]| -> bool {
        let past = history.past(person).before(as_of);
        let active =
            active_from.is_none_or(|from| past.time.last().is_some_and(|&last| last >= from));
        if !active {
            return false;
        }
        left[0] += 1;
        let mut holds = !who.any || checks.is_empty();
        for (check, left) in checks.iter().zip(&mut left[1..]) {
            // What is settled already needs no look at the past.
            if holds != who.any {
                holds = check.met(history, person, past);
            }
            *left += usize::from(holds);
        }
        for (out, left) in basis.exclusions.iter().zip(&mut left[1 + checks.len()..]) {
            holds = holds && !out.people.contains(person);
            *left += usize::from(holds);
        }
        holds
    };
    let pieces: Vec<(Vec<bool>, Vec<usize>)> = people
        .par_chunks(PIECE)
        .map(|people| {
            let mut left = vec![0; steps];
            if progress.stopped() {
                return (Vec::new(), left);
            }
            let verdicts = people.iter().map(|&person| look(person, &mut left)).collect();
            (verdicts, left)
        })
        .collect();
    progress.check()?;
    let mut all = Eligible { eligibility: Vec::with_capacity(people.len()), left: vec![0; steps] };
    for (verdicts, left) in pieces {
        all.eligibility.extend(verdicts);
        all.left.iter_mut().zip(left).for_each(|(all, left)| *all += left);
    }
    Ok(all)
}

fn back(as_of: Seconds, days: u32) -> Seconds {
    as_of.saturating_sub(days.saturating_mul(DAY))
}

fn check<'a>(basis: Basis<'a>, rule: &'a Rule, as_of: Seconds) -> Result<Check<'a>, RuleError> {
    match rule {
        Rule::Past(rule) => Ok(Check::Past(past_check(basis.history, rule, as_of)?)),
        Rule::Trait(rule) if basis.traits.names().any(|name| name == rule.name) => {
            Ok(Check::Trait { traits: basis.traits, rule })
        }
        Rule::Trait(rule) => Err(RuleError::NoSuchTrait(rule.name.clone())),
    }
}

fn past_check(history: &History, rule: &PastRule, as_of: Seconds) -> Result<PastCheck, RuleError> {
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
    Ok(PastCheck { did: rule.did, kinds, items, at_least: rule.at_least.max(1), from })
}

impl Check<'_> {
    fn met(&self, history: &History, person: u32, past: Past<'_>) -> bool {
        match self {
            Self::Past(check) => check.met(past),
            Self::Trait { traits, rule } => {
                let value = traits.get(history.people.get(person), &rule.name);
                value.is_some_and(|value| rule.values.iter().any(|v| v == value)) == rule.is
            }
        }
    }
}

impl PastCheck {
    fn met(&self, past: Past<'_>) -> bool {
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
