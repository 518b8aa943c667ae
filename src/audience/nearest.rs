//! The values of a column that are nearest to one that was typed and is not there.

use crate::base::language::t;
use crate::base::words::or;
use crate::history::Dictionary;

/// Most values that are proposed.
const PROPOSED: usize = 3;
/// Jaro–Winkler similarity from which two spellings count as near, 0 to 1: above it are slips of
/// one or two letters, below it are other words with the same beginning.
const ALIKE: f64 = 0.88;

/// The nearest values, the best first: the same in other letters, those that hold what was typed or
/// are held by it as whole words, then like spellings.
pub fn nearest<'a>(values: &'a Dictionary, typed: &str) -> Vec<&'a str> {
    let wanted = normal(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut near: Vec<(f64, &str)> = (0..values.len() as u32)
        .map(|code| values.get(code))
        .filter_map(|value| Some((closeness(&wanted, &normal(value))?, value)))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.truncate(PROPOSED);
    near.into_iter().map(|(_, value)| value).collect()
}

/// "Did you mean Giant Bicycles or Giant Foods?"; `None` where nothing is near.
pub fn nearest_words(values: &Dictionary, typed: &str) -> Option<String> {
    did_you_mean(&nearest(values, typed))
}

/// The same of values that are known.
pub(super) fn did_you_mean(near: &[impl AsRef<str>]) -> Option<String> {
    let quoted = near.iter().map(|value| t!("audience-quoted", value = value.as_ref()));
    let near: Vec<String> = quoted.collect();
    (!near.is_empty()).then(|| t!("audience-did-you-mean", values = or(&near)))
}

/// Words in small letters with single blanks between them.
fn normal(value: &str) -> String {
    let lower = value.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn closeness(wanted: &str, value: &str) -> Option<f64> {
    let within = |inner: &str, outer: &str| format!(" {outer} ").contains(&format!(" {inner} "));
    if value.is_empty() {
        return None;
    }
    if wanted == value {
        return Some(3.0);
    }
    let share = wanted.len().min(value.len()) as f64 / wanted.len().max(value.len()) as f64;
    if within(wanted, value) || within(value, wanted) {
        return Some(2.0 + share);
    }
    if wanted.len() >= 3 && value.starts_with(wanted) {
        return Some(1.0 + share);
    }
    let alike = strsim::jaro_winkler(wanted, value);
    (alike >= ALIKE).then_some(alike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_not_there_proposes_the_nearest_that_are() {
        let mut values = Dictionary::default();
        for value in ["Giant Bicycles", "Trek", "Specialized", "NORTHWIND", "Giantess", "Bianchi"] {
            values.push(value);
        }
        assert_eq!(nearest(&values, "Giant"), ["Giant Bicycles", "Giantess"]);
        assert_eq!(nearest(&values, "northwind"), ["NORTHWIND"]);
        assert_eq!(nearest(&values, "Specialised"), ["Specialized"]);
        assert_eq!(nearest(&values, "Giant Bicycles Ltd"), ["Giant Bicycles"]);
        assert_eq!(nearest(&values, "Zebra"), Vec::<&str>::new());
        let words = nearest_words(&values, "Giant").unwrap();
        assert_eq!(words, "Did you mean “Giant Bicycles” or “Giantess”?");
    }
}
