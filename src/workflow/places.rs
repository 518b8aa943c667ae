//! Which people an audience lets in, by their places in its ranking.

use std::sync::Arc;

use crate::audience::{Audience, Computed, PeopleSet};

/// Places in the ranking of the people an audience lets in, best first, without those that an
/// audience before it has taken.
pub fn places(computed: &Computed, audience: &Audience, taken: Option<&PeopleSet>) -> Arc<[u32]> {
    let ranking = &computed.ranking;
    let people = computed.summary(audience).people;
    let free = |&place: &u32| {
        let index = ranking.order[place as usize] as usize;
        taken.is_none_or(|taken| !taken.contains(computed.scored.people[index]))
    };
    (0..people as u32).filter(free).collect()
}

/// The people an audience lets in, as a set; nobody where it waits for data.
pub fn set(computed: &Computed, audience: &Audience) -> PeopleSet {
    computed.members(audience).people
}
