//! Where words that are searched for stand: in short texts, and in the pages of the guide.

use std::sync::LazyLock;

use super::markdown::blocks;
use crate::app::guide::{Guide, Page};
use crate::base::language::Language;

/// A page of the guide that has the words, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The page.
    pub page: &'static Page,
    /// The part of it that has the most of the words.
    pub words: String,
}

/// Letters of a page that are shown where something was found.
const LETTERS: usize = 160;

/// The parts of a page, as written and in small letters.
type Parts = Vec<(String, String)>;

static ENGLISH: LazyLock<Vec<Parts>> = LazyLock::new(|| parts(Language::English));
static GERMAN: LazyLock<Vec<Parts>> = LazyLock::new(|| parts(Language::German));

/// The parts of every page of the guide.
fn parts(language: Language) -> Vec<Parts> {
    let parts = |page: &Page| {
        let all = blocks(page.text).into_iter().map(|block| block.words());
        all.map(|words| (words.clone(), words.to_lowercase())).collect()
    };
    Guide::of(language).pages.iter().map(parts).collect()
}

/// Whether all words that are searched for are in one of the texts or another.
pub(super) fn fits(search: &str, texts: &[&str]) -> bool {
    let all = texts.join(" ").to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

/// Every page of the guide in a language that has all the words; those that have them in the title
/// first.
pub(super) fn pages(search: &str, language: Language) -> Vec<Found> {
    let search = search.to_lowercase();
    let wanted: Vec<&str> = search.split_whitespace().collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(bool, Found)> = Vec::new();
    let all = match language {
        Language::English => &*ENGLISH,
        Language::German => &*GERMAN,
    };
    for (page, parts) in Guide::of(language).pages.iter().zip(all) {
        if !wanted.iter().all(|word| parts.iter().any(|(_, small)| small.contains(word))) {
            continue;
        }
        let has = |small: &str| wanted.iter().filter(|word| small.contains(**word)).count();
        // The first of those that have most; a heading alone says little.
        let best = parts.iter().skip(1).rev().max_by_key(|(_, small)| has(small));
        let words = best.map_or_else(String::new, |(words, _)| cut(words, &wanted));
        let titled = has(&page.title().to_lowercase()) == wanted.len();
        found.push((titled, Found { page, words }));
    }
    found.sort_by_key(|(titled, _)| !titled);
    found.into_iter().map(|(_, found)| found).collect()
}

/// The part of a long text around the first of the words.
fn cut(text: &str, wanted: &[&str]) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= LETTERS {
        return text.to_owned();
    }
    let small = text.to_lowercase();
    let first = wanted.iter().filter_map(|word| small.find(word)).min().unwrap_or(0);
    let first = small[..first].chars().count().min(letters.len());
    let mut begin = first.saturating_sub(LETTERS / 3).min(letters.len() - LETTERS);
    while begin > 0 && !letters[begin - 1].is_whitespace() {
        begin -= 1;
    }
    let end = (begin + LETTERS).min(letters.len());
    let middle: String = letters[begin..end].iter().collect();
    let middle = match end == letters.len() {
        true => middle.as_str(),
        // Not in the middle of a word.
        false => middle.rsplit_once(' ').map_or(middle.as_str(), |(whole, _)| whole),
    };
    let before = if begin > 0 { "… " } else { "" };
    let after = if end < letters.len() { " …" } else { "" };
    format!("{before}{middle}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(search: &str, language: Language) -> Vec<&'static str> {
        pages(search, language).iter().map(|found| found.page.path).collect()
    }

    #[test]
    fn pages_are_found_by_their_titles_first_then_by_what_stands_in_them() {
        for (language, title, inside, often) in [
            (Language::English, "choose the size", "Meta hashing", "platform"),
            (Language::German, "größe wählen", "Meta Kundenwert", "plattform"),
        ] {
            assert_eq!(paths(title, language)[0], "size.md");
            assert!(paths(inside, language).contains(&"destinations/ads.md"));
            assert!(paths("zzz", language).is_empty() && paths("  ", language).is_empty());
            let found = pages(often, language);
            assert!(found.len() > 3);
            for found in found {
                assert!(found.words.chars().count() <= LETTERS + 4, "{}", found.words);
            }
        }
    }

    #[test]
    fn words_are_those_of_the_language() {
        assert!(paths("ÜBERSCHNEIDUNG", Language::German).contains(&"who.md"));
        assert!(paths("Überschneidung", Language::English).is_empty());
        assert!(paths("overlap", Language::German).is_empty());
    }

    #[test]
    fn what_is_found_is_what_stands_around_the_word() {
        let text = format!("{} needle in {}", "hay ".repeat(80), "straw ".repeat(80));
        let words = cut(&text, &["needle"]);
        assert!(words.starts_with("… ") && words.ends_with(" …"), "{words}");
        assert!(words.contains(" needle in straw"), "{words}");
    }
}
