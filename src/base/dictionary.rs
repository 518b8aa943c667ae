//! A leaf: distinct texts and their codes, an [`Interner`] while reading, a sorted [`Dictionary`]
//! after. Knows nothing of what the texts mean.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// A text's first bytes and its length as one number, whose order is the order of texts: keys that
/// differ say which text comes first, keys of texts of at most [`Key::WHOLE`] bytes say all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(u128);

impl Key {
    /// Texts up to this many bytes are in their key as a whole.
    const WHOLE: usize = 15;

    /// The key of a text.
    #[inline]
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Two numbers that overlap in the middle take a text in without a loop over its bytes.
        let first = match bytes {
            [] => 0,
            _ if bytes.len() > Self::WHOLE => number::<16>(bytes) & !0xff,
            _ if bytes.len() >= 8 => {
                let last = number::<8>(&bytes[bytes.len() - 8..]);
                number::<8>(bytes) << 64 | last << (128 - 8 * bytes.len())
            }
            _ if bytes.len() >= 4 => {
                let last = number::<4>(&bytes[bytes.len() - 4..]);
                number::<4>(bytes) << 96 | last << (128 - 8 * bytes.len())
            }
            [first, rest @ ..] => {
                let second = rest.first().copied().unwrap_or(0);
                let third = rest.get(1).copied().unwrap_or(0);
                u128::from(u32::from_be_bytes([*first, second, third, 0])) << 96
            }
        };
        Self(first | bytes.len().min(Self::WHOLE + 1) as u128)
    }

    /// Whether texts with this key are one text.
    #[inline]
    pub fn is_whole(self) -> bool {
        self.0 as u8 <= Self::WHOLE as u8
    }
}

/// The first `N` bytes, of which there are at least as many, as a number.
#[inline]
fn number<const N: usize>(bytes: &[u8]) -> u128 {
    bytes[..N].iter().fold(0, |number, &byte| number << 8 | u128::from(byte))
}

/// Gives every distinct text a code, in the order of first sight.
#[derive(Debug, Clone, Default)]
pub struct Interner {
    texts: Dictionary,
    table: HashTable<Known>,
    hasher: FixedState,
}

/// A text that was seen. Most are decided by their key, beside which the text is not looked at: it
/// lies elsewhere, and reaching for it is a wait for memory.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// A [`Key`] in bytes, which need no alignment: an entry takes 20 bytes instead of 32.
    key: [u8; 16],
    code: u32,
}

impl Known {
    fn new(key: Key, code: u32) -> Self {
        Self { key: key.0.to_ne_bytes(), code }
    }

    /// Whether this is the text with this key.
    #[inline]
    fn is(&self, key: Key, text: &str, texts: &Dictionary) -> bool {
        self.key == key.0.to_ne_bytes()
            && (key.is_whole() || texts.bytes_of(self.code) == text.as_bytes())
    }

    /// The same hash as [`hash`] of its text.
    fn hash(&self, hasher: &FixedState, texts: &Dictionary) -> u64 {
        let key = Key(u128::from_ne_bytes(self.key));
        if key.is_whole() {
            hasher.hash_one(key.0)
        } else {
            hasher.hash_one(texts.bytes_of(self.code))
        }
    }
}

#[inline]
fn hash(hasher: &FixedState, key: Key, text: &str) -> u64 {
    if key.is_whole() { hasher.hash_one(key.0) } else { hasher.hash_one(text.as_bytes()) }
}

impl Interner {
    /// The code of `text`, a new one when it was not seen before.
    #[inline]
    pub fn code(&mut self, text: &str) -> u32 {
        let key = Key::of(text);
        let hash = hash(&self.hasher, key, text);
        match self.table.find(hash, |known| known.is(key, text, &self.texts)) {
            Some(known) => known.code,
            None => self.add(hash, key, text),
        }
    }

    #[inline(never)]
    fn add(&mut self, hash: u64, key: Key, text: &str) -> u32 {
        let code = self.texts.len() as u32;
        self.texts.push(text);
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.table.insert_unique(hash, Known::new(key, code), |known| known.hash(hasher, texts));
        code
    }

    /// The code of `text` where it was seen.
    pub fn find(&self, text: &str) -> Option<u32> {
        let key = Key::of(text);
        let hash = hash(&self.hasher, key, text);
        let known = self.table.find(hash, |known| known.is(key, text, &self.texts));
        known.map(|known| known.code)
    }

    /// The texts in the order of their codes.
    pub fn texts(&self) -> &Dictionary {
        &self.texts
    }

    /// Gives up the lookup table and keeps the texts.
    pub fn into_texts(self) -> Dictionary {
        self.texts
    }
}

impl From<Dictionary> for Interner {
    /// Every text keeps its code; of texts that stand several times, the first counts.
    fn from(texts: Dictionary) -> Self {
        let hasher = FixedState::default();
        let mut table: HashTable<Known> = HashTable::with_capacity(texts.len());
        for code in 0..texts.len() as u32 {
            let text = texts.get(code);
            let key = Key::of(text);
            let hash = hash(&hasher, key, text);
            if table.find(hash, |known| known.is(key, text, &texts)).is_none() {
                let again = |known: &Known| known.hash(&hasher, &texts);
                table.insert_unique(hash, Known::new(key, code), again);
            }
        }
        Self { texts, table, hasher }
    }
}

/// Texts by code in one buffer. [`Dictionary::find`] needs them in text order, as every
/// dictionary of a finished history is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dictionary {
    text: String,
    ends: Vec<u64>,
}

impl Dictionary {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of `code`; panics for a code that is not the dictionary's.
    pub fn get(&self, code: u32) -> &str {
        let code = code as usize;
        let start = if code == 0 { 0 } else { self.ends[code - 1] as usize };
        &self.text[start..self.ends[code] as usize]
    }

    /// The bytes of the text of `code`: unlike [`Dictionary::get`] this does not look into the text
    /// to see whether it is cut between characters, which while reading is a wait for memory.
    #[inline]
    fn bytes_of(&self, code: u32) -> &[u8] {
        let code = code as usize;
        let start = if code == 0 { 0 } else { self.ends[code - 1] as usize };
        &self.text.as_bytes()[start..self.ends[code] as usize]
    }

    /// The code of `text` in a dictionary in text order.
    pub fn find(&self, text: &str) -> Option<u32> {
        let (mut low, mut high) = (0_u32, self.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(middle).cmp(text) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Texts in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.get(code))
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * 8
    }

    /// All texts behind one another, and where each of them ends.
    pub fn parts(&self) -> (&str, &[u64]) {
        (&self.text, &self.ends)
    }

    /// A dictionary of what [`Dictionary::parts`] gave; `None` when the ends do not fit the text.
    pub fn from_parts(text: String, ends: Vec<u64>) -> Option<Self> {
        let whole = ends.last().copied().unwrap_or(0) == text.len() as u64;
        let fits = |&end: &u64| usize::try_from(end).is_ok_and(|end| text.is_char_boundary(end));
        (whole && ends.is_sorted() && ends.iter().all(fits)).then_some(Self { text, ends })
    }

    /// Adds texts with the next codes.
    pub fn append(&mut self, other: &Self) {
        let before = self.text.len() as u64;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// Adds a text with the next code.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
    }
}

impl<'a> FromIterator<&'a str> for Dictionary {
    fn from_iter<T: IntoIterator<Item = &'a str>>(texts: T) -> Self {
        let mut dictionary = Self::default();
        for text in texts {
            dictionary.push(text);
        }
        dictionary
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts() -> impl Strategy<Value = Vec<String>> {
        // Short and long ones, with what they begin with in common, and with zero bytes.
        prop::collection::vec("[a-b\0é]{0,18}|customer-0000[0-9]{1,6}", 1..60)
    }

    proptest! {
        #[test]
        fn keys_are_in_the_order_of_texts(texts in texts()) {
            for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
                let (key_a, key_b) = (Key::of(a), Key::of(b));
                match key_a.cmp(&key_b) {
                    std::cmp::Ordering::Equal => prop_assert!(a == b || !key_a.is_whole()),
                    order => prop_assert_eq!(order, a.cmp(b)),
                }
                prop_assert_eq!(key_a.is_whole(), a.len() <= Key::WHOLE);
            }
        }

        #[test]
        fn every_text_has_one_code(texts in texts()) {
            let mut interner = Interner::default();
            let codes: Vec<u32> = texts.iter().map(|text| interner.code(text)).collect();
            for (text, code) in texts.iter().zip(codes) {
                prop_assert_eq!(interner.texts().get(code), text);
                prop_assert_eq!(interner.find(text), Some(code));
            }
            let distinct: std::collections::BTreeSet<&String> = texts.iter().collect();
            prop_assert_eq!(distinct.len(), interner.texts().len());
            let again = Interner::from(interner.texts().clone());
            prop_assert!(texts.iter().all(|text| again.find(text) == interner.find(text)));
            prop_assert_eq!(again.find("customer-0000x"), None);
        }
    }
}
