//! Sets of a history's people, a bit each ([`FixedBitSet`]): small enough to keep for every audience
//! of a project, and counted once, so that how many there are can be asked in every frame.

use fixedbitset::{Block, FixedBitSet};

/// A set of people by code: 125 kB for a million people, however many are in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleSet {
    bits: FixedBitSet,
    len: usize,
}

impl PeopleSet {
    /// The people with these codes.
    pub fn of(codes: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::default();
        codes.into_iter().for_each(|code| set.insert(code));
        set
    }

    /// Adds somebody.
    pub fn insert(&mut self, code: u32) {
        self.len += usize::from(!self.contains(code));
        self.bits.grow_and_insert(code as usize);
    }

    /// Adds everyone of another set.
    pub fn add(&mut self, other: &Self) {
        self.bits.union_with(&other.bits);
        self.len = self.bits.count_ones(..);
    }

    /// Whether somebody is in.
    pub fn contains(&self, code: u32) -> bool {
        self.bits.contains(code as usize)
    }

    /// How many of these people are not in `other`.
    pub fn without(&self, other: &Self) -> usize {
        // `difference_count` of fixedbitset 0.5.7 leaves out what lies beyond the end of `other`.
        self.len - self.bits.intersection_count(&other.bits)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A block of people, the first at the lowest bit; 0 beyond the last.
    pub(super) fn block(&self, at: usize) -> Block {
        self.bits.as_slice().get(at).copied().unwrap_or(0)
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> usize {
        self.bits.as_slice().len()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_set_is_what_an_obvious_one_is(
            a in prop::collection::vec(0_u32..700, 0..60),
            b in prop::collection::vec(0_u32..700, 0..60),
        ) {
            let (mut mine, other) =
                (PeopleSet::of(a.iter().copied()), PeopleSet::of(b.iter().copied()));
            let mut slow: BTreeSet<u32> = a.into_iter().collect();
            let theirs: BTreeSet<u32> = b.into_iter().collect();
            prop_assert_eq!(mine.len(), slow.len());
            prop_assert_eq!(mine.without(&other), slow.difference(&theirs).count());
            prop_assert_eq!(other.without(&mine), theirs.difference(&slow).count());
            mine.add(&other);
            slow.extend(&theirs);
            prop_assert_eq!(mine.len(), slow.len());
            prop_assert_eq!(mine.is_empty(), slow.is_empty());
            prop_assert!((0..800).all(|code| mine.contains(code) == slow.contains(&code)));
        }
    }
}
