//! Random choices that are always the same: a hash of the person's ID and the purpose stands in for a
//! random number.
//!
//! Nothing may depend on the number of threads, on the order in which they finish, on how many machines
//! hold the people, or on a seed that somebody would have to keep: the same files must give the same list.
//! So who is sampled, and which fold a person is in, is computed from the person's ID alone (a code would
//! change with who else is there). Work is cut into ranges of a fixed number of people for the same
//! reason: sums are then added in one order.

use std::ops::Range;

use crate::history::History;

/// People that one task handles: a few milliseconds of work, small enough to keep all cores busy
/// and to stop soon after a cancel.
pub(super) const PEOPLE_PER_TASK: usize = 2048;

/// Folds of people for what must not be learned from the person it is used for. Eight
/// ranked better than four (docs/model.md, "Experiments"); each fold costs a table of all values.
pub(super) const FOLDS: usize = 8;

/// A number that looks random but is always the same for two numbers.
pub(super) fn hash_draw(a: u32, b: u32) -> u64 {
    mixed(u64::from(a) << 32 | u64::from(b))
}

/// The finaliser of SplitMix64.
fn mixed(z: u64) -> u64 {
    let mut z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A person's random numbers, one for each purpose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draws(u64);

impl Draws {
    /// Those of the person with this code.
    pub fn of(history: &History, person: u32) -> Self {
        Self(history.draw(person))
    }

    /// Those of a number that stands for somebody.
    #[cfg(test)]
    pub fn of_nobody(number: u32) -> Self {
        Self(mixed(u64::from(number)))
    }

    /// Whether the person is in a sample that takes each with probability `p`.
    pub fn within(self, purpose: u32, p: f64) -> bool {
        let number = mixed(self.0 ^ mixed(u64::from(purpose)));
        ((number >> 11) as f64) < p * (1_u64 << 53) as f64
    }

    /// The fold of the person, 0 to [`FOLDS`] − 1.
    pub fn fold(self) -> usize {
        (mixed(self.0 ^ mixed(77)) % FOLDS as u64) as usize
    }
}

/// The fold of the person with this code.
pub(super) fn fold(history: &History, person: u32) -> usize {
    Draws::of(history, person).fold()
}

/// Everyone's codes in ranges of at most [`PEOPLE_PER_TASK`].
pub(super) fn person_ranges(people: usize) -> Vec<Range<u32>> {
    (0..people.div_ceil(PEOPLE_PER_TASK))
        .map(|c| (c * PEOPLE_PER_TASK) as u32..((c + 1) * PEOPLE_PER_TASK).min(people) as u32)
        .collect()
}
