//! Who did, or did not do, something before a time: what conditions on people's pasts ask of everyone.

use fixedbitset::FixedBitSet;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::progress::{Progress, Stopped};
use crate::history::{Past, Seconds};

use super::everyone::{Everyone, Question, Shard};
use super::sampling::person_ranges;
use super::types::ModelError;

/// Something that people did or did not do, in codes that hold for everyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behaviour {
    /// Did, or did not.
    pub did: bool,
    /// For every kind of event whether it counts; `None`: all do.
    pub kinds: Option<Vec<bool>>,
    /// A column and those of its values of which any counts; `None`: whatever it was with.
    pub values: Option<(usize, Vec<u32>)>,
    /// At least so many times.
    pub at_least: u32,
    /// Since this time.
    pub from: Seconds,
}

/// What people's pasts have to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behaviours {
    /// Only events before this time are looked at.
    pub as_of: Seconds,
    /// An event since this time; who has none meets nothing.
    pub active_from: Option<Seconds>,
    /// The behaviours.
    pub all: Vec<Behaviour>,
    /// Whether any one is enough; otherwise all must hold. What is settled already is not looked at.
    pub any: bool,
}

/// Who meets what, by codes among everyone.
#[derive(Debug, Clone, Default)]
pub struct Met {
    active: FixedBitSet,
    all: Vec<FixedBitSet>,
}

impl Met {
    /// Whether somebody was active.
    pub fn active(&self, person: u32) -> bool {
        self.active.contains(person as usize)
    }

    /// Whether somebody meets the behaviour at a place; false where the ones before it settled it.
    pub fn meets(&self, behaviour: usize, person: u32) -> bool {
        self.all.get(behaviour).is_some_and(|all| all.contains(person as usize))
    }
}

impl Behaviours {
    /// Asks everyone.
    pub(super) fn met<E: Everyone>(
        &self,
        everyone: &E,
        progress: &Progress,
    ) -> Result<Met, ModelError> {
        let people = everyone.outline().people;
        let mut sets = vec![FixedBitSet::with_capacity(people); self.all.len() + 1];
        for (shard, part) in everyone.ask(self, progress)?.into_iter().enumerate() {
            for (set, bits) in sets.iter_mut().zip(part) {
                for (byte, &bits) in (0_u32..).zip(&bits).filter(|(_, bits)| **bits != 0) {
                    let own = (0..8).filter(|bit| bits >> bit & 1 == 1);
                    own.for_each(|bit| set.insert(everyone.code(shard, 8 * byte + bit) as usize));
                }
            }
        }
        let all = sets.split_off(1);
        Ok(Met { active: sets.pop().unwrap_or_default(), all })
    }
}

/// A behaviour ready for the pasts of a shard.
struct Check<'a> {
    behaviour: &'a Behaviour,
    items: Option<Vec<bool>>,
}

impl Check<'_> {
    fn met(&self, past: Past<'_>) -> bool {
        let Behaviour { did, kinds, at_least, from, .. } = self.behaviour;
        let past = past.between(*from, Seconds::MAX);
        let mut times = 0;
        for (&kind, &item) in past.kind.iter().zip(past.item).rev() {
            let kind_fits = kinds.as_ref().is_none_or(|kinds| kinds[kind as usize]);
            let item_fits = self.items.as_ref().is_none_or(|items| items[item as usize]);
            times += u32::from(kind_fits && item_fits);
            if times >= *at_least {
                break;
            }
        }
        (times >= *at_least) == *did
    }
}

impl Question for Behaviours {
    const NAME: &'static str = "behaviours";
    /// Who was active, and who meets each behaviour: a bit a person, eight to a byte, the first at the lowest.
    type Part = Vec<Vec<u8>>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let history = shard.history;
        let items = |behaviour: &Behaviour| {
            let values = behaviour.values.as_ref();
            values.map(|(column, values)| history.items_with(*column, values))
        };
        let check = self.all.iter().map(|behaviour| Check { behaviour, items: items(behaviour) });
        let checks: Vec<Check<'_>> = check.collect();
        let parts: Result<Vec<Self::Part>, Stopped> = person_ranges(history.person_count())
            .into_par_iter()
            .map(|people| {
                progress.check()?;
                let mut part = vec![vec![0_u8; people.len().div_ceil(8)]; checks.len() + 1];
                for (place, person) in people.enumerate() {
                    let past = history.past(person).before(self.as_of);
                    let mut set = |which: usize| part[which][place / 8] |= 1 << (place % 8);
                    let last = past.time.last();
                    if self.active_from.is_some_and(|from| last.is_none_or(|&last| last < from)) {
                        continue;
                    }
                    set(0);
                    for (which, check) in checks.iter().enumerate() {
                        let met = check.met(past);
                        if met {
                            set(which + 1);
                        }
                        if met == self.any {
                            break;
                        }
                    }
                }
                Ok(part)
            })
            .collect();
        // Ranges are of whole bytes but for the last.
        let mut all = vec![Vec::new(); checks.len() + 1];
        for part in parts? {
            all.iter_mut().zip(part).for_each(|(all, part)| all.extend(part));
        }
        Ok(all)
    }
}
