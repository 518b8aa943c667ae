//! Who of the ranked people may be in, and how many are left after each condition.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rayon::prelude::*;

use super::conditions::{Eligibility, PastRule, Rule, TraitRule};
use super::exclusion::Exclusion;
use crate::base::language::t;
use crate::base::progress::{Progress, Stopped};
use crate::history::{DAY, History, Seconds};
use crate::model::{Behaviour, Behaviours, Condition, Met, ModelError, Pasts};
use crate::people::Traits;

/// People looked at between two looks at the clock.
const PIECE: usize = 4096;

/// Who may be in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Eligible {
    /// The places of the ranked people who may be in.
    pub eligibility: FixedBitSet,
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
    /// Those who hold people's pasts did not answer.
    #[error(transparent)]
    Pasts(ModelError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<ModelError> for RuleError {
    fn from(error: ModelError) -> Self {
        match error {
            ModelError::Stopped(stopped) => Self::Stopped(stopped),
            other => Self::Pasts(other),
        }
    }
}

/// What conditions are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// Everyone, and what their pasts have in common.
    pub history: &'a History,
    /// Everyone's pasts, wherever they are.
    pub pasts: &'a dyn Pasts,
    /// Everyone's traits.
    pub traits: &'a Traits,
    /// Those whom [`Eligibility::suppression`] and then [`Eligibility::not_in`] leave out, one for each.
    pub exclusions: &'a [Arc<Exclusion>],
}

/// A rule as it is checked.
enum Check<'a> {
    /// By the place among the behaviours that were asked about.
    Past(usize),
    Trait(&'a TraitRule),
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
    let (checks, met) = checked(basis, who, as_of, progress)?;
    let steps = 1 + checks.len() + basis.exclusions.len();
    let look = |person: u32, left: &mut [usize]| -> bool {
        if met.as_ref().is_some_and(|met| !met.active(person)) {
            return false;
        }
        left[0] += 1;
        let mut holds = !who.any || checks.is_empty();
        for (check, left) in checks.iter().zip(&mut left[1..]) {
            // What is settled already needs no look.
            if holds != who.any {
                holds = match check {
                    Check::Past(place) => met.as_ref().is_some_and(|met| met.meets(*place, person)),
                    Check::Trait(rule) => has(basis, rule, person),
                };
            }
            *left += usize::from(holds);
        }
        for (out, left) in basis.exclusions.iter().zip(&mut left[1 + checks.len()..]) {
            holds = holds && !out.people.contains(person);
            *left += usize::from(holds);
        }
        holds
    };
    let pieces: Vec<(FixedBitSet, Vec<usize>)> = people
        .par_chunks(PIECE)
        .map(|people| {
            let mut left = vec![0; steps];
            if progress.stopped() {
                return (FixedBitSet::new(), left);
            }
            let mut may_be_in = FixedBitSet::with_capacity(people.len());
            for (place, &person) in people.iter().enumerate() {
                may_be_in.set(place, look(person, &mut left));
            }
            (may_be_in, left)
        })
        .collect();
    progress.check()?;
    let mut all =
        Eligible { eligibility: FixedBitSet::with_capacity(people.len()), left: vec![0; steps] };
    for ((may_be_in, left), begin) in pieces.into_iter().zip((0..).step_by(PIECE)) {
        may_be_in.ones().for_each(|place| all.eligibility.insert(begin + place));
        all.left.iter_mut().zip(left).for_each(|(all, left)| *all += left);
    }
    Ok(all)
}

fn back(as_of: Seconds, days: u32) -> Seconds {
    as_of.saturating_sub(days.saturating_mul(DAY))
}

/// The rules as they are checked, and who meets those on pasts; `None` where there are none.
fn checked<'a>(
    basis: Basis<'_>,
    who: &'a Eligibility,
    as_of: Seconds,
    progress: &Progress,
) -> Result<(Vec<Check<'a>>, Option<Met>), RuleError> {
    let (mut checks, mut all) = (Vec::with_capacity(who.rules.len()), Vec::new());
    for rule in &who.rules {
        checks.push(match rule {
            Rule::Past(rule) => {
                all.push(behaviour(basis.history, rule, as_of)?);
                Check::Past(all.len() - 1)
            }
            Rule::Trait(rule) if basis.traits.names().any(|name| name == rule.name) => {
                Check::Trait(rule)
            }
            Rule::Trait(rule) => return Err(RuleError::NoSuchTrait(rule.name.clone())),
        });
    }
    let active_from = who.active_within_days.map(|days| back(as_of, days));
    if all.is_empty() && active_from.is_none() {
        return Ok((checks, None));
    }
    let behaviours = Behaviours { as_of, active_from, all, any: who.any };
    Ok((checks, Some(basis.pasts.met(&behaviours, progress)?)))
}

/// What a rule asks of pasts.
fn behaviour(history: &History, rule: &PastRule, as_of: Seconds) -> Result<Behaviour, RuleError> {
    let mut kinds = (!rule.events.is_empty()).then(|| vec![false; history.events.len()]);
    for event in &rule.events {
        let kind = history.kind(event).ok_or_else(|| RuleError::NoSuchEvent(event.clone()))?;
        kinds.iter_mut().for_each(|kinds| kinds[kind as usize] = true);
    }
    let coded = |condition: &Condition| -> Result<(usize, Vec<u32>), RuleError> {
        let column = history
            .column(&condition.column)
            .ok_or_else(|| RuleError::NoSuchColumn(condition.column.clone()))?;
        let values = &history.columns[column].values;
        Ok((column, condition.values.iter().filter_map(|v| values.find(v)).collect()))
    };
    Ok(Behaviour {
        did: rule.did,
        kinds,
        values: rule.condition.as_ref().map(coded).transpose()?,
        at_least: rule.at_least.max(1),
        from: rule.within_days.map_or(0, |days| back(as_of, days)),
    })
}

/// Whether a person's trait is what a rule says.
fn has(basis: Basis<'_>, rule: &TraitRule, person: u32) -> bool {
    let value = basis.traits.get(basis.history.people.get(person), &rule.name);
    value.is_some_and(|value| rule.values.iter().any(|v| v == value)) == rule.is
}
