//! Names of people.

use super::place::is_mark;

/// Letters, digits and combining marks, in lower case.
pub(super) fn letters(value: &str) -> String {
    let keep = |c: &char| c.is_alphanumeric() || is_mark(*c);
    value.to_lowercase().chars().filter(keep).collect()
}

/// The letters a to z, in lower case.
pub(super) fn letters_az(value: &str) -> String {
    value.to_lowercase().chars().filter(char::is_ascii_lowercase).collect()
}

/// Lower case without titles and suffixes; of a name that is nothing else (`Dr`, `Iv`) the last of them,
/// which is somebody's name.
pub(super) fn lower(value: &str) -> String {
    const TITLES: [&str; 12] =
        ["mr", "mrs", "ms", "miss", "dr", "prof", "jr", "sr", "ii", "iii", "iv", "phd"];
    let lower = value.to_lowercase();
    let words: Vec<&str> = lower
        .split_whitespace()
        .filter(|word| !TITLES.contains(&word.trim_matches(['.', ','])))
        .map(|word| word.trim_matches(','))
        .filter(|word| !word.is_empty())
        .collect();
    if !words.is_empty() {
        return words.join(" ");
    }
    let mut titles = lower.split_whitespace().map(|word| word.trim_matches(['.', ',']));
    titles.rfind(|word| !word.is_empty()).unwrap_or_default().to_owned()
}
