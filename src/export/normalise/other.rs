//! Gender, advertising IDs, yes and no, numbers.

use crate::base::field_names::normal;

/// Words for a gender in the languages that headers are read in, in normal form. Single letters only
/// where no language means the other by them: `M` is a man in most, `mujer` in some Spanish tables.
#[rustfmt::skip]
const GENDERS: [(&str, &[&str]); 5] = [
    ("M", &["m", "male", "man", "mannlich", "maennlich", "mann", "herr", "homme", "masculin", "hombre", "masculino", "varon", "uomo", "maschio",
        "maschile", "mannelijk", "homem", "mezczyzna", "erkek", "男性", "男"]),
    ("F", &["f", "w", "female", "woman", "weiblich", "frau", "femme", "feminin", "mujer", "femenino", "donna", "femmina", "femminile", "vrouw",
        "vrouwelijk", "mulher", "feminino", "kobieta", "kvinna", "kadin", "女性", "女"]),
    ("O", &["o", "other", "divers"]),
    ("N", &["n", "notapplicable"]),
    ("P", &["p", "prefernottosay"]),
];

pub(super) fn gender(value: &str) -> Option<&'static str> {
    let word = normal(value);
    GENDERS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(gender, _)| *gender)
}

/// A mobile advertising ID: lower case, 8-4-4-4-12; `None` for what is none.
pub fn maid(value: &str) -> Option<String> {
    let lower = value.to_lowercase();
    let digits: String = lower.chars().filter(|c| *c != '-').collect();
    let whole = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    // All zeros is what a device says when its owner does not want to be followed.
    let shown = whole && digits.bytes().any(|b| b != b'0');
    shown.then(|| {
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        parts.join("-")
    })
}

/// Yes or no, in the ways exports write it.
pub fn flag(value: &str) -> Option<bool> {
    match value.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "t" | "on" | "opted in" | "subscribed" | "granted" => {
            Some(true)
        }
        "false" | "no" | "n" | "0" | "f" | "off" | "opted out" | "unsubscribed" | "denied" => {
            Some(false)
        }
        _ => None,
    }
}
