//! The entries of a suppression file, ready to look people's identifiers up in.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::entries::{Entries, normal};
use crate::base::digest::HashKind;
use crate::base::ids::id_text;
use crate::base::language::{Message, message};
use crate::workflow::contacts::{Number, alike, writings};

/// Words by their hashes.
type Hashes = HashMap<String, Vec<u32>>;

/// Entries made ready to look people's identifiers up in.
pub(super) struct Index {
    entries: Entries,
    /// Which words were found to be somebody's.
    found: Vec<AtomicBool>,
    /// The kinds of hashes that words are.
    kinds: Vec<HashKind>,
    /// For each of [`HashKind::ALL`] the hashes of the words, once an identifier is such a hash.
    hashed: [OnceLock<Hashes>; HashKind::ALL.len()],
    /// Addresses and devices by what all their writings have in common.
    alike: Hashes,
    /// Telephone numbers by their digits, and the same without a country code.
    numbers: HashMap<String, Vec<u32>>,
    tails: HashMap<String, Vec<u32>>,
    /// Words of nothing but digits: customer numbers look like it, too.
    digits: HashSet<u32>,
}

/// Whether a text is a whole number as customers have it.
fn is_digits(text: &str) -> bool {
    let text = id_text(text);
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Index {
    pub(super) fn new(entries: Entries) -> Self {
        let mut index = Self {
            found: entries.words.iter().map(|_| AtomicBool::new(false)).collect(),
            kinds: Vec::new(),
            hashed: Default::default(),
            alike: HashMap::new(),
            numbers: HashMap::new(),
            tails: HashMap::new(),
            digits: HashSet::new(),
            entries,
        };
        for (word, &place) in &index.entries.words {
            if let Some(kind) = HashKind::of(word).filter(|kind| !index.kinds.contains(kind)) {
                index.kinds.push(kind);
            }
            if let Some(alike) = alike(word) {
                index.alike.entry(alike).or_default().push(place);
            }
            if is_digits(word) {
                index.digits.insert(place);
            }
            if let Some(number) = Number::of(word) {
                for tail in number.tails() {
                    index.tails.entry(tail.to_owned()).or_default().push(place);
                }
                index.numbers.entry(number.digits).or_default().push(place);
            }
        }
        index
    }

    /// Whether an identifier of somebody stands in the file, plainly or hashed; marks the words it
    /// is.
    pub(super) fn find(&self, identifier: &str) -> bool {
        self.look(identifier, |_| true)
    }

    /// The same for the ID of somebody: 3254257 is not the customer 13254257. It is a telephone number where the
    /// file has one that is written as such.
    pub(super) fn find_id(&self, id: &str) -> bool {
        let number = is_digits(id);
        self.look(id, |place| !number || !self.digits.contains(place))
    }

    /// `is_number`: whether the word at a place may be the same telephone number.
    fn look(&self, identifier: &str, is_number: impl Fn(&u32) -> bool) -> bool {
        let word = normal(identifier);
        if word.is_empty() {
            return false;
        }
        let mut found = self.mark_word(&word);
        if let Some(alike) = alike(identifier) {
            found |= self.mark(self.alike.get(&alike));
        }
        if let Some(kind) = HashKind::of(&word) {
            found |= self.mark(self.hashes_of_words(kind).get(&word));
        }
        if !self.kinds.is_empty() {
            let capitals = word.to_uppercase();
            let writings = writings(identifier);
            let mut spelled = vec![identifier, identifier.trim(), &word, &capitals];
            spelled.extend(writings.iter().map(String::as_str));
            spelled.sort_unstable();
            spelled.dedup();
            for text in spelled {
                for kind in &self.kinds {
                    found |= self.mark_word(&kind.hex(text));
                }
            }
        }
        if let Some(number) = Number::of(identifier) {
            let same = [self.numbers.get(&number.digits), self.tails.get(&number.digits)];
            let tails = number.tails().map(|tail| self.numbers.get(tail));
            let places = same.into_iter().chain(tails).flatten().flatten();
            for &place in places.filter(|place| is_number(place)) {
                self.mark_place(place);
                found = true;
            }
        }
        found
    }

    /// The hashes of all words, and of every way in which those that are contacts are written: people's
    /// own identifiers may be hashed.
    fn hashes_of_words(&self, kind: HashKind) -> &Hashes {
        self.hashed[kind as usize].get_or_init(|| {
            let mut hashes = Hashes::new();
            for (word, &place) in &self.entries.words {
                hashes.entry(kind.hex(word)).or_default().push(place);
                for text in writings(word) {
                    hashes.entry(kind.hex(&text)).or_default().push(place);
                }
            }
            hashes
        })
    }

    fn mark_word(&self, word: &str) -> bool {
        let place = self.entries.words.get(word);
        place.into_iter().for_each(|&place| self.mark_place(place));
        place.is_some()
    }

    fn mark(&self, words: Option<&Vec<u32>>) -> bool {
        words.into_iter().flatten().for_each(|&place| self.mark_place(place));
        words.is_some()
    }

    fn mark_place(&self, place: u32) {
        self.found[place as usize].store(true, Ordering::Relaxed);
    }

    /// How many entries are somebody's, and how many nobody's.
    fn counts(&self) -> (usize, usize) {
        let found = |word: &u32| self.found[*word as usize].load(Ordering::Relaxed);
        let (mut known, mut unknown, mut begin) = (0, 0, 0);
        for (place, &end) in self.entries.ends.iter().enumerate() {
            let is_known = self.entries.of[begin..end].iter().any(found);
            begin = end;
            match is_known {
                true => known += 1,
                // A header names columns and nobody.
                false if place == 0 && self.entries.header => {}
                false => unknown += 1,
            }
        }
        (known, unknown)
    }

    /// What is said about the file.
    pub(super) fn words(&self, name: &str) -> Message {
        match self.counts() {
            (0, 0) => message!("workflow-suppression-empty", name = name),
            (0, unknown) => message!("workflow-suppression-nobody", name = name, entries = unknown),
            (known, 0) => message!("workflow-suppression-all", name = name, entries = known),
            (known, unknown) => message!(
                "workflow-suppression-some",
                name = name,
                known = known,
                entries = known + unknown,
                unknown = unknown
            ),
        }
    }
}
