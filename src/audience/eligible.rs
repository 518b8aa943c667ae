//! Who of the ranked people may be in, and how many are left after each condition.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rayon::prelude::*;

use super::conditions::{Eligibility, PastRule, Rule, TraitRule};
use super::exclusion::Exclusion;
use super::nearest::{did_you_mean, nearest};
use crate::base::language::t;
use crate::base::progress::{Progress, Stopped};
use crate::base::words;
use crate::history::{DAY, History, Seconds};
use crate::model::{Behaviour, Behaviours, Condition, Met, ModelError, Pasts};
use crate::people::{MeantValues, Traits};

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
    /// What conditions ask for and nobody has, by the rule's place.
    pub unknown: Vec<UnknownValue>,
}

/// A value that a condition asks for and nobody has: it may be spelled otherwise in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    /// The place of the rule among those of the audience.
    pub rule: usize,
    /// The column or trait.
    column: String,
    value: String,
    /// Whether the rule leaves out whoever has it.
    negated: bool,
    /// The values of the column that are nearest.
    near: Vec<String>,
}

impl UnknownValue {
    /// What the person should know of it, in sentences.
    pub fn words(&self) -> String {
        let (column, value) = (self.column.as_str(), self.value.as_str());
        let words = match self.negated {
            true => t!("audience-rule-nobody-out", value = value, column = column),
            false => t!("audience-rule-nobody", value = value, column = column),
        };
        did_you_mean(&self.near).iter().fold(words, |words, near| words + " " + near)
    }
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
    /// A rule leaves out people with one of these values of a trait, and nobody has any of them: spelled
    /// otherwise now, all of those people would be let in.
    #[error("{}", t!("audience-rule-values-gone", name = .0, values = words::or(.1)))]
    NoSuchValues(String, Vec<String>),
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
    Trait(&'a TraitRule, MeantValues<'a>),
}

/// Checks `people` (codes) as of a time. A value the data does not have is met by nobody, and is told
/// in [`Eligible::unknown`].
///
/// # Errors
/// [`RuleError`] when a condition names what the catalog does not have, or when a rule on a trait would let
/// everyone in because its values are nobody's.
pub fn eligible(
    basis: Basis<'_>,
    who: &Eligibility,
    people: &[u32],
    as_of: Seconds,
    progress: &Progress,
) -> Result<Eligible, RuleError> {
    let mut unknown = Vec::new();
    let (checks, met) = checked(basis, who, as_of, &mut unknown, progress)?;
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
                    Check::Trait(rule, meant) => has(basis, rule, meant, person),
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
    let eligibility = FixedBitSet::with_capacity(people.len());
    let mut all = Eligible { eligibility, left: vec![0; steps], unknown };
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
    basis: Basis<'a>,
    who: &'a Eligibility,
    as_of: Seconds,
    unknown: &mut Vec<UnknownValue>,
    progress: &Progress,
) -> Result<(Vec<Check<'a>>, Option<Met>), RuleError> {
    let (mut checks, mut all) = (Vec::with_capacity(who.rules.len()), Vec::new());
    for (place, rule) in who.rules.iter().enumerate() {
        checks.push(match rule {
            Rule::Past(rule) => {
                all.push(behaviour(basis.history, rule, as_of)?);
                unknown.extend(unknown_in_column(basis.history, place, rule));
                Check::Past(all.len() - 1)
            }
            Rule::Trait(rule) => {
                let meant = basis.traits.meant(&rule.name, &rule.values);
                let meant = meant.ok_or_else(|| RuleError::NoSuchTrait(rule.name.clone()))?;
                if !rule.is && meant.lost {
                    return Err(RuleError::NoSuchValues(rule.name.clone(), rule.values.clone()));
                }
                unknown.extend(meant.unknown.iter().map(|value| UnknownValue {
                    rule: place,
                    column: rule.name.clone(),
                    value: value.clone(),
                    negated: !rule.is,
                    near: Vec::new(),
                }));
                Check::Trait(rule, meant)
            }
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
        let values = &history.columns[column];
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

/// Values of a rule on pasts that its column does not have.
fn unknown_in_column<'a>(
    history: &'a History,
    place: usize,
    rule: &'a PastRule,
) -> impl Iterator<Item = UnknownValue> + 'a {
    let column = rule.condition.as_ref().and_then(|c| Some((c, history.column(&c.column)?)));
    column.into_iter().flat_map(move |(condition, column)| {
        let column = &history.columns[column];
        let missing = condition.values.iter().filter(|value| column.find(value).is_none());
        missing.map(move |value| UnknownValue {
            rule: place,
            column: condition.column.clone(),
            value: value.clone(),
            negated: !rule.did,
            near: nearest(&column.values, value).into_iter().map(str::to_owned).collect(),
        })
    })
}

/// Whether a person's trait is what a rule says.
fn has(basis: Basis<'_>, rule: &TraitRule, meant: &MeantValues<'_>, person: u32) -> bool {
    let value = basis.traits.get(basis.history.people.get(person), &rule.name);
    value.is_some_and(|value| meant.contains(value)) == rule.is
}
