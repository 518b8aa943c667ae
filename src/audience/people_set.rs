//! Sets of a history's people, a bit each: small enough to keep for every audience of a project.

/// A set of people by code: 125 kB for a million people, however many are in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleSet {
    words: Vec<u64>,
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
        let (word, bit) = (code as usize / 64, 1_u64 << (code % 64));
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.len += usize::from(self.words[word] & bit == 0);
        self.words[word] |= bit;
    }

    /// Adds everyone of another set.
    pub fn add(&mut self, other: &Self) {
        if other.words.len() > self.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine |= theirs);
        self.len = self.words.iter().map(|w| w.count_ones() as usize).sum();
    }

    /// Whether somebody is in.
    pub fn contains(&self, code: u32) -> bool {
        let word = self.words.get(code as usize / 64).copied().unwrap_or(0);
        word >> (code % 64) & 1 == 1
    }

    /// How many of these people are not in `other`.
    pub fn without(&self, other: &Self) -> usize {
        let theirs = other.words.iter().chain(std::iter::repeat(&0));
        self.words.iter().zip(theirs).map(|(mine, t)| (mine & !t).count_ones() as usize).sum()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Sixty-four people at a time, the first at the lowest bit; 0 beyond the last.
    pub(super) fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    /// How many words there are.
    pub(super) fn words(&self) -> usize {
        self.words.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_count_and_add_up() {
        let mut a = PeopleSet::of([1, 64, 64, 500]);
        let b = PeopleSet::of([64, 2]);
        assert_eq!((a.len(), b.len()), (3, 2));
        assert!(a.contains(500) && !a.contains(499) && !a.contains(1_000_000));
        assert_eq!((a.without(&b), b.without(&a)), (2, 1));
        a.add(&b);
        assert_eq!(a.len(), 4);
        assert!(PeopleSet::default().is_empty());
    }
}
