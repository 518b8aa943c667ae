//! A leaf: distinct texts and their codes, an [`Interner`] while reading, a sorted [`Dictionary`]
//! after. Knows nothing of what the texts mean.

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::base::numbers::Numbers;

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
///
/// Finding a text takes two places in memory, its entry in the table and the key of the text that the
/// entry names, and with many texts each is a wait. So both are small (8 bytes of an entry, 16 of a key,
/// beside which short texts are not looked at), and [`Interner::codes`] has many waits under way at a
/// time. A table from elsewhere would do the same in one place a text, but cannot be looked at ahead.
#[derive(Debug, Clone, Default)]
pub struct Interner {
    texts: Dictionary,
    /// By code.
    keys: Vec<Key>,
    table: Table,
    hasher: FixedState,
}

/// The code of no text.
pub const NO_TEXT: u32 = u32::MAX;

/// Texts looked up side by side.
const SIDE_BY_SIDE: usize = 64;

impl Interner {
    /// The code of `text`, a new one when it was not seen before.
    #[inline]
    pub fn code(&mut self, text: &str) -> u32 {
        let key = Key::of(text);
        let hash = self.hash(key, text);
        self.found(key, text, hash).unwrap_or_else(|| self.add(key, text, hash))
    }

    /// The codes of several texts, as [`Interner::code`] gives them one after the other, and
    /// [`NO_TEXT`] where there is none.
    pub fn codes<'a>(
        &mut self,
        mut texts: impl Iterator<Item = Option<&'a str>>,
        codes: &mut Vec<u32>,
    ) {
        let mut some = [(None, Key(0), 0); SIDE_BY_SIDE];
        let mut near = [None; SIDE_BY_SIDE];
        loop {
            let mut length = 0;
            for (place, text) in some.iter_mut().zip(&mut texts) {
                let key = Key::of(text.unwrap_or_default());
                *place = (text, key, self.hash(key, text.unwrap_or_default()));
                length += 1;
            }
            let some = &some[..length];
            // Short loops: the processor runs ahead in them, and waits for the memory of many texts
            // at a time. What one has touched is in the cache for the next.
            let touched = some.iter().fold(0, |sum, (.., hash)| sum ^ self.table.near(*hash));
            std::hint::black_box(touched);
            let mut touched = 0;
            for (near, (.., hash)) in near.iter_mut().zip(some) {
                *near = self.table.find(*hash, |_| true);
                touched ^= near.map_or(0, |code| self.keys[code as usize].0 as u64);
            }
            std::hint::black_box(touched);
            for (&(text, key, hash), near) in some.iter().zip(&near) {
                codes.push(match (text, *near) {
                    (None, _) => NO_TEXT,
                    (_, Some(code)) if key.is_whole() && self.keys[code as usize] == key => code,
                    (Some(text), _) => {
                        self.found(key, text, hash).unwrap_or_else(|| self.add(key, text, hash))
                    }
                });
            }
            if length < SIDE_BY_SIDE {
                return;
            }
        }
    }

    /// The code of `text` where it was seen.
    pub fn find(&self, text: &str) -> Option<u32> {
        let key = Key::of(text);
        self.found(key, text, self.hash(key, text))
    }

    #[inline]
    fn hash(&self, key: Key, text: &str) -> u64 {
        if key.is_whole() {
            self.hasher.hash_one(key.0)
        } else {
            self.hasher.hash_one(text.as_bytes())
        }
    }

    #[inline]
    fn found(&self, key: Key, text: &str, hash: u64) -> Option<u32> {
        self.table.find(hash, |code| {
            self.keys[code as usize] == key
                && (key.is_whole() || self.texts.bytes_of(code) == text.as_bytes())
        })
    }

    #[inline(never)]
    fn add(&mut self, key: Key, text: &str, hash: u64) -> u32 {
        let code = self.texts.len() as u32;
        self.texts.push(text);
        self.keys.push(key);
        self.table.insert(hash, code);
        code
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
        let mut interner = Self { texts, ..Self::default() };
        interner.keys.reserve_exact(interner.texts.len());
        for code in 0..interner.texts.len() as u32 {
            let text = interner.texts.get(code);
            let key = Key::of(text);
            let hash = interner.hash(key, text);
            interner.keys.push(key);
            if interner.found(key, text, hash).is_none() {
                interner.table.insert(hash, code);
            }
        }
        interner
    }
}

/// Codes by hash: each stands at the place that its hash says, or at the first free one after it.
#[derive(Debug, Clone, Default)]
struct Table {
    /// The upper half of the hash and the code; [`FREE`] where there is none. A power of two.
    places: Vec<u64>,
    used: usize,
}

/// A place without a code: no dictionary has so many texts.
const FREE: u64 = u64::MAX;

impl Table {
    /// The first places; as many again whenever seven in eight are taken.
    const FIRST: usize = 16;

    /// Where a hash belongs: the order of places is the order of hashes.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        (((hash >> 32) * self.places.len() as u64) >> 32) as usize
    }

    /// What stands where a hash belongs, which is likely the entry of its text.
    #[inline]
    fn near(&self, hash: u64) -> u64 {
        self.places.get(self.place(hash)).copied().unwrap_or(FREE)
    }

    /// The first code with this hash that is the right one.
    #[inline]
    fn find(&self, hash: u64, is_right: impl Fn(u32) -> bool) -> Option<u32> {
        let mut place = self.place(hash);
        loop {
            let entry = *self.places.get(place)?;
            if entry == FREE {
                return None;
            }
            if entry >> 32 == hash >> 32 && is_right(entry as u32) {
                return Some(entry as u32);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    /// Adds a code that is not there.
    fn insert(&mut self, hash: u64, code: u32) {
        if self.used >= self.places.len() / 8 * 7 {
            let more = (self.places.len() * 2).max(Self::FIRST);
            let before = std::mem::replace(&mut self.places, vec![FREE; more]);
            before.into_iter().filter(|entry| *entry != FREE).for_each(|entry| self.put(entry));
        }
        self.put(hash >> 32 << 32 | u64::from(code));
        self.used += 1;
    }

    fn put(&mut self, entry: u64) {
        let mut place = self.place(entry);
        while self.places[place] != FREE {
            place = (place + 1) & (self.places.len() - 1);
        }
        self.places[place] = entry;
    }
}

/// Texts by code in one buffer, or in a file. [`Dictionary::find`] needs them in text order, as every
/// dictionary of a finished history is.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    text: String,
    ends: Vec<u64>,
    /// Texts that are read where they lie, before those in the buffer.
    kept: Option<Kept>,
}

/// Texts in a file. They are looked at where they lie, so each is checked whenever it is read.
#[derive(Debug, Clone)]
struct Kept {
    text: Numbers<u8>,
    ends: Numbers<u64>,
}

impl Kept {
    fn bytes_of(&self, code: usize) -> &[u8] {
        let start = if code == 0 { 0 } else { self.ends[code - 1] };
        self.text.get(start as usize..self.ends[code] as usize).unwrap_or_default()
    }
}

impl Dictionary {
    /// Texts in a file and where each of them ends; `None` when these do not fit together.
    pub fn kept(text: Numbers<u8>, ends: Numbers<u64>) -> Option<Self> {
        let whole = ends.last().copied().unwrap_or(0) == text.len() as u64;
        let fits = whole && ends.is_sorted();
        fits.then(|| Self { kept: Some(Kept { text, ends }), ..Self::default() })
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.kept_len() + self.ends.len()
    }

    fn kept_len(&self) -> usize {
        self.kept.as_ref().map_or(0, |kept| kept.ends.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of `code`; panics for a code that is not the dictionary's.
    pub fn get(&self, code: u32) -> &str {
        match &self.kept {
            None => {
                let (start, end) = self.place(code as usize);
                &self.text[start..end]
            }
            Some(_) => str::from_utf8(self.bytes_of(code)).unwrap_or_default(),
        }
    }

    /// Where a text of the buffer lies.
    #[inline]
    fn place(&self, code: usize) -> (usize, usize) {
        let start = if code == 0 { 0 } else { self.ends[code - 1] as usize };
        (start, self.ends[code] as usize)
    }

    /// The bytes of the text of `code`: unlike [`Dictionary::get`] this does not look into the text
    /// to see whether it is cut between characters, which while reading is a wait for memory.
    #[inline]
    fn bytes_of(&self, code: u32) -> &[u8] {
        let code = code as usize;
        match &self.kept {
            Some(kept) if code < kept.ends.len() => kept.bytes_of(code),
            _ => {
                let (start, end) = self.place(code - self.kept_len());
                &self.text.as_bytes()[start..end]
            }
        }
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

    /// Bytes held in memory.
    pub fn bytes(&self) -> usize {
        let kept = self.kept.as_ref().map_or(0, |kept| kept.text.memory() + kept.ends.memory());
        self.text.len() + self.ends.len() * 8 + kept
    }

    /// All texts behind one another, and where each of them ends.
    pub fn parts(&self) -> (Cow<'_, str>, Cow<'_, [u64]>) {
        match self.kept {
            None => (Cow::Borrowed(&self.text), Cow::Borrowed(&self.ends)),
            Some(_) => {
                let mut own = Self::default();
                self.iter().for_each(|text| own.push(text));
                (Cow::Owned(own.text), Cow::Owned(own.ends))
            }
        }
    }

    /// A dictionary of what [`Dictionary::parts`] gave; `None` when the ends do not fit the text.
    pub fn from_parts(text: String, ends: Vec<u64>) -> Option<Self> {
        let whole = ends.last().copied().unwrap_or(0) == text.len() as u64;
        let fits = |&end: &u64| usize::try_from(end).is_ok_and(|end| text.is_char_boundary(end));
        let fits = whole && ends.is_sorted() && ends.iter().all(fits);
        fits.then(|| Self { text, ends, kept: None })
    }

    /// Adds texts with the next codes.
    pub fn append(&mut self, other: &Self) {
        let before = self.text.len() as u64;
        let (text, ends) = other.parts();
        self.text.push_str(&text);
        self.ends.extend(ends.iter().map(|end| before + end));
    }

    /// Adds a text with the next code.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        match (&self.kept, &other.kept) {
            (None, None) => self.text == other.text && self.ends == other.ends,
            _ => self.len() == other.len() && self.iter().eq(other.iter()),
        }
    }
}

impl Eq for Dictionary {}

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
        prop::collection::vec("[a-b\0é]{0,18}|customer-0000[0-9]{1,6}", 1..200)
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
            let (mut one, mut all) = (Interner::default(), Interner::default());
            let (mut one_by_one, mut at_once) = (Vec::new(), Vec::new());
            for texts in [&texts[..texts.len() / 3], &texts] {
                // Empty ones stand for none.
                let texts = texts.iter().map(|text| (!text.is_empty()).then_some(text.as_str()));
                let code = |text: Option<&str>| text.map_or(NO_TEXT, |text| one.code(text));
                one_by_one.extend(texts.clone().map(code));
                all.codes(texts, &mut at_once);
            }
            prop_assert_eq!(one_by_one, at_once);
            let again = Interner::from(interner.texts().clone());
            prop_assert!(texts.iter().all(|text| again.find(text) == interner.find(text)));
            prop_assert_eq!(again.find("customer-0000x"), None);
        }
    }
}
