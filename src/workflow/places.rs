//! Which people an audience lets in, by their places in its ranking, and who of them is held out.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::contacts::{Contacts, comparable};
use super::ready::Ready;
use crate::audience::{Audience, Computed, PeopleSet, control_group};

/// Places in the ranking of the people an audience lets in, best first, without those that an
/// audience before it has taken.
pub fn places(computed: &Computed, audience: &Audience, taken: Option<&PeopleSet>) -> Arc<[u32]> {
    let ranking = &computed.ranking;
    let people = computed.summary(audience).people;
    let free = |&place: &u32| {
        let index = ranking.order[place as usize] as usize;
        taken.is_none_or(|taken| !taken.contains(computed.outcome.people[index]))
    };
    (0..people as u32).filter(free).collect()
}

/// The people an audience lets in, as a set; nobody where it waits for data.
pub fn set(computed: &Computed, audience: &Audience) -> PeopleSet {
    computed.members(audience).people
}

/// Who of the people at these places is held out, in their order: the draw, and with those drawn
/// everyone who shares an address or a number with one of them, however indirectly. Who is held
/// out would be reached by what the other one is sent.
pub(super) fn held_out(
    ready: &Ready,
    computed: &Computed,
    audience: &Audience,
    places: &[u32],
) -> Arc<[bool]> {
    let ids: Vec<&str> = places
        .iter()
        .map(|&place| {
            let index = computed.ranking.order[place as usize] as usize;
            ready.history.people.get(computed.outcome.people[index])
        })
        .collect();
    let draw = |id: &&str| control_group(audience.id, id, audience.control_percent);
    let mut held: Vec<bool> = ids.iter().map(draw).collect();
    if !held.contains(&true) {
        return held.into();
    }
    let known = Contacts::of(ready);
    let contacts: Vec<Vec<String>> = ids
        .par_iter()
        .map(|id| {
            let mut own = Vec::new();
            known.each(ready, id, |contact| own.push(comparable(contact)));
            own.retain(|contact| !contact.is_empty());
            own
        })
        .collect();
    let mut reached: HashSet<&String> = HashSet::new();
    let mut new: Vec<usize> = (0..held.len()).filter(|&i| held[i]).collect();
    while !new.is_empty() {
        reached.extend(new.iter().flat_map(|&i| &contacts[i]));
        let shares = |&i: &usize| !held[i] && contacts[i].iter().any(|c| reached.contains(c));
        new = (0..held.len()).filter(shares).collect();
        new.iter().for_each(|&i| held[i] = true);
    }
    held.into()
}
