//! The entries of a suppression file, as words without columns.

use std::collections::HashMap;

use crate::base::composed::composed;
use crate::base::digest::HashKind;
use crate::import;

/// What stands in a file: its words, each once, and which of them every entry has.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Words as they are compared, with their numbers.
    pub(super) words: HashMap<String, u32>,
    /// The numbers of the words of all entries, one entry after the other …
    pub(super) of: Vec<u32>,
    /// … and where each entry's end.
    pub(super) ends: Vec<usize>,
    /// Whether the first entry may be a header.
    pub(super) header: bool,
}

/// A word of a file as it is compared: without blanks and quotes around it, in small letters, and as IDs
/// are looked up.
pub(super) fn normal(word: &str) -> String {
    let around = |c: char| c.is_whitespace() || "\"'`\u{feff}\u{200b}[]{}<>()".contains(c);
    composed(import::id_text(word.trim_matches(around))).to_lowercase()
}

/// Every word of a text: the whole of it, what stands between quotes and between each of the
/// separators that files know, and addresses among other words. An ID may hold a separator
/// (`auth0|5f7c8e`), so each is tried by itself and all together.
pub(super) fn each_word(text: &str, mut found: impl FnMut(&str)) {
    const SEPARATORS: [char; 6] = [',', ';', '\t', '|', ':', import::LIST_SEPARATOR];
    found(text);
    for quoted in text.split('"') {
        found(quoted);
        for separator in SEPARATORS.into_iter().filter(|s| quoted.contains(*s)) {
            quoted.split(separator).for_each(&mut found);
        }
        for part in quoted.split(SEPARATORS) {
            found(part);
            let several = part.trim().contains(char::is_whitespace) || part.contains('<');
            for word in part.split(|c: char| c.is_whitespace() || "<>()".contains(c)) {
                if several && (word.contains('@') || HashKind::of(word).is_some()) {
                    found(word.trim_end_matches(['.', '!', '?']));
                }
            }
        }
    }
}

impl Entries {
    /// Adds an entry: a line, a row, a value.
    pub(super) fn add(&mut self, texts: &[&str]) {
        let begin = self.of.len();
        for text in texts {
            each_word(text, |word| {
                let word = normal(word);
                if !word.is_empty() {
                    let next = self.words.len() as u32;
                    self.of.push(*self.words.entry(word).or_insert(next));
                }
            });
        }
        let mut own = self.of.split_off(begin);
        own.sort_unstable();
        own.dedup();
        if own.is_empty() {
            return;
        }
        self.of.extend(own);
        if self.ends.is_empty() {
            let identifies = |c: char| c.is_ascii_digit() || c == '@';
            self.header = !texts.iter().any(|text| text.contains(identifies));
        }
        self.ends.push(self.of.len());
    }
}
