//! Who is in several audiences, and what is left of each when everyone lands in one only.

use super::people_set::PeopleSet;

/// At most so many audiences are laid over each other: more parts than anyone can read.
pub const MOST_OVERLAPPED: usize = 10;

/// People who are in exactly these audiences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverlapPart {
    /// A bit for each audience, the first at the lowest.
    pub of: u32,
    /// How many people.
    pub people: usize,
}

/// How audiences lie over each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlap {
    /// People in each audience.
    pub sizes: Vec<usize>,
    /// Every combination that somebody is in, the largest first.
    pub parts: Vec<OverlapPart>,
}

impl OverlapPart {
    /// Whether the audience at this place is one of them.
    pub fn has(self, place: usize) -> bool {
        self.of >> place & 1 == 1
    }

    /// How many audiences these people are in.
    pub fn audiences(self) -> u32 {
        self.of.count_ones()
    }
}

impl Overlap {
    /// How the first [`MOST_OVERLAPPED`] of these audiences lie over each other.
    pub fn of(sets: &[&PeopleSet]) -> Self {
        let sets = &sets[..sets.len().min(MOST_OVERLAPPED)];
        let mut counts = vec![0_usize; 1 << sets.len()];
        let blocks = sets.iter().map(|s| s.blocks()).max().unwrap_or(0);
        let mut here = vec![0; sets.len()];
        for block in 0..blocks {
            let mut any = 0;
            for (mine, set) in here.iter_mut().zip(sets) {
                *mine = set.block(block);
                any |= *mine;
            }
            while any != 0 {
                let bit = any.trailing_zeros();
                any &= any - 1;
                let of = here.iter().rev().fold(0, |of, w| of << 1 | (w >> bit & 1));
                counts[of] += 1;
            }
        }
        let mut parts: Vec<OverlapPart> = (1..counts.len())
            .filter(|&of| counts[of] > 0)
            .map(|of| OverlapPart { of: of as u32, people: counts[of] })
            .collect();
        parts.sort_by_key(|p| (std::cmp::Reverse(p.people), p.audiences(), p.of));
        Self { sizes: sets.iter().map(|s| s.len()).collect(), parts }
    }

    /// People in at least one audience.
    pub fn people(&self) -> usize {
        self.parts.iter().map(|p| p.people).sum()
    }

    /// People in two audiences or more.
    pub fn shared(&self) -> usize {
        self.parts.iter().filter(|p| p.audiences() > 1).map(|p| p.people).sum()
    }

    /// People left in each audience when everyone stays only in the first one they are in.
    pub fn in_first_only(&self) -> Vec<usize> {
        let mut left = vec![0; self.sizes.len()];
        for part in &self.parts {
            left[part.of.trailing_zeros() as usize] += part.people;
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_sizes_and_what_is_left() {
        let a = PeopleSet::of(0..100);
        let b = PeopleSet::of(80..130);
        let c = PeopleSet::of(95..97);
        let overlap = Overlap::of(&[&a, &b, &c]);
        assert_eq!(overlap.sizes, [100, 50, 2]);
        let parts: Vec<(u32, usize)> = overlap.parts.iter().map(|p| (p.of, p.people)).collect();
        assert_eq!(parts, [(0b001, 80), (0b010, 30), (0b011, 18), (0b111, 2)]);
        assert_eq!((overlap.people(), overlap.shared()), (130, 20));
        assert_eq!(overlap.in_first_only(), [100, 30, 0]);
    }

    #[test]
    fn nobody_overlaps_with_nobody() {
        assert_eq!(Overlap::of(&[]), Overlap::default());
        let empty = PeopleSet::default();
        let overlap = Overlap::of(&[&empty, &PeopleSet::of([3])]);
        assert_eq!((overlap.people(), overlap.shared()), (1, 0));
        assert_eq!(Overlap::of(&[&empty, &empty]).parts, []);
    }

    proptest! {
        #[test]
        fn everyone_is_counted_once(
            sets in prop::collection::vec(prop::collection::btree_set(0_u32..300, 0..80), 1..6),
        ) {
            let sets: Vec<PeopleSet> = sets.into_iter().map(PeopleSet::of).collect();
            let overlap = Overlap::of(&sets.iter().collect::<Vec<_>>());
            let mut all = PeopleSet::default();
            for (place, set) in sets.iter().enumerate() {
                prop_assert_eq!(overlap.in_first_only()[place], set.without(&all));
                all.add(set);
                let parts: usize =
                    overlap.parts.iter().filter(|p| p.has(place)).map(|p| p.people).sum();
                prop_assert_eq!(parts, set.len());
            }
            prop_assert_eq!(overlap.people(), all.len());
        }
    }
}
