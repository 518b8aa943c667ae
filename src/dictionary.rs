//! A leaf: distinct texts and their codes, an [`Interner`] while reading, a sorted [`Dictionary`]
//! after. Knows nothing of what the texts mean.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Gives every distinct text a code, in the order of first sight.
#[derive(Debug, Clone, Default)]
pub struct Interner {
    texts: Dictionary,
    table: HashTable<u32>,
    hasher: FixedState,
}

impl Interner {
    /// The code of `text`, a new one when it was not seen before.
    pub fn code(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text.as_bytes());
        let texts = &self.texts;
        if let Some(&code) = self.table.find(hash, |&c| texts.bytes_of(c) == text.as_bytes()) {
            return code;
        }
        let code = self.texts.len() as u32;
        self.texts.push(text);
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.table.insert_unique(hash, code, |&c| hasher.hash_one(texts.bytes_of(c)));
        code
    }

    /// The code of `text` where it was seen.
    pub fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text.as_bytes());
        self.table.find(hash, |&c| self.texts.bytes_of(c) == text.as_bytes()).copied()
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
        let mut table = HashTable::with_capacity(texts.len());
        let hash = |code: &u32| hasher.hash_one(texts.bytes_of(*code));
        for code in 0..texts.len() as u32 {
            let text = texts.get(code);
            if table.find(hash(&code), |&c| texts.get(c) == text).is_none() {
                table.insert_unique(hash(&code), code, hash);
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
