//! Cities, states, postal codes and countries.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::base::field_names::normal;
use crate::base::ids::id_text;

/// Letters of any script with their marks, in lower case: a city or a name for hashing.
pub(super) fn city(value: &str) -> String {
    let keep = |c: &char| c.is_alphabetic() || is_mark(*c);
    value.to_lowercase().chars().filter(keep).collect()
}

/// As [`city`]; US states, where the person's country is the US or not known, as two letters.
pub(super) fn state(value: &str, country: Option<&str>) -> String {
    let letters = city(value);
    let american = country.and_then(country_code).is_none_or(|code| code == "US");
    let state = US_STATES.iter().find(|(name, _)| american && name.replace(' ', "") == letters);
    state.map_or(letters, |(_, code)| (*code).to_owned())
}

/// Countries whose postal codes are five digits and may begin with a zero. A table that takes them for
/// numbers drops it: `02134` comes back as `2134` or `2134.0`, and with four digits it is certain which.
const FIVE_DIGITS: [&str; 11] = ["DE", "ES", "FI", "FR", "IT", "KR", "MX", "MY", "TR", "UA", "US"];
/// Those of them where two zeros may have stood before it: `00501` New York, `00118` Rome, `00100` Helsinki.
const TWO_ZEROS: [&str; 3] = ["FI", "IT", "US"];

/// A postal code as a country writes it, with the zeros that a number lost. `None`: it is none of that
/// country.
fn five_digits(code: &str, country: Option<&str>) -> Option<String> {
    let country = country.unwrap_or_default();
    let digits = !code.is_empty() && code.bytes().all(|c| c.is_ascii_digit());
    match code.len() {
        _ if !FIVE_DIGITS.contains(&country) || (!digits && country != "US") => {
            Some(code.to_owned())
        }
        5 if digits => Some(code.to_owned()),
        4 if digits => Some(format!("0{code}")),
        3 if digits && TWO_ZEROS.contains(&country) => Some(format!("00{code}")),
        _ => None,
    }
}

/// Without the apostrophe that keeps a cell text in a spreadsheet: Shopify writes `'01067`.
fn bare(code: &str) -> &str {
    code.trim_start_matches(['\'', '’', '‘', '`']).trim_start()
}

/// Lower case, no blanks, up to a dash; in the US five digits.
pub(super) fn postal_short(value: &str, country: Option<&str>) -> Option<String> {
    let value = bare(value);
    let country = country.and_then(country_code);
    let country = country.as_deref();
    let lower: String = value.to_lowercase().split_whitespace().collect();
    let short = id_text(lower.split('-').next().unwrap_or_default());
    // Nine digits without the dash.
    let whole =
        country == Some("US") && short.len() == 9 && short.bytes().all(|c| c.is_ascii_digit());
    let short = if whole { &short[..5] } else { short };
    five_digits(short, country).filter(|code| !code.is_empty())
}

/// Upper case, and otherwise as it is written; in the US five digits, or five and four.
pub(super) fn postal(value: &str, country: Option<&str>) -> Option<String> {
    let country = country.and_then(country_code);
    let upper = id_text(bare(value)).to_uppercase();
    if country.as_deref() != Some("US") {
        return five_digits(&upper, country.as_deref()).filter(|code| !code.is_empty());
    }
    let digits: String = upper.chars().filter(char::is_ascii_digit).collect();
    let (code, more) = match upper.split_once(['-', ' ']) {
        Some((code, more)) => (code.trim_end(), Some(more.trim_start())),
        None if digits.len() == 9 && digits == upper => (&digits[..5], Some(&digits[5..])),
        None => (upper.as_str(), None),
    };
    let code = five_digits(code, Some("US"))?;
    match more {
        None => Some(code),
        Some(more) if more.len() == 4 && more.bytes().all(|c| c.is_ascii_digit()) => {
            Some(format!("{code}-{more}"))
        }
        Some(_) => None,
    }
}

const COUNTRIES: &str = include_str!("../../../assets/country_names.toml");

/// ISO 3166 alpha-2 by the names of `assets/country_names.toml`, in normal form.
static COUNTRY_NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let countries = toml::from_str::<BTreeMap<String, Vec<String>>>(COUNTRIES);
    // It is part of the program, and a test reads it; without it English names are known.
    let countries = countries.inspect_err(|error| {
        tracing::error!("assets/country_names.toml cannot be read: {error}");
    });
    let countries = countries.unwrap_or_default().into_iter();
    countries
        .flat_map(|(code, names)| names.into_iter().map(move |n| (normal(&n), code.clone())))
        .collect()
});

/// ISO 3166 alpha-2 of a country written as alpha-2, alpha-3, or its name in English or, of the larger
/// ones, in another language that headers are read in.
pub(super) fn country_code(value: &str) -> Option<String> {
    if let Some(code) = COUNTRY_NAMES.get(&normal(value)) {
        return Some(code.clone());
    }
    // `U.S.` and `U.K.` are codes with points.
    let upper: String = value.trim().to_uppercase().replace('.', "");
    let found = match upper.as_str() {
        "UK" => return Some("GB".into()),
        "USA" | "UNITED STATES" => return Some("US".into()),
        code if code.len() == 2 => celes::Country::from_alpha2(code),
        code if code.len() == 3 => celes::Country::from_alpha3(code),
        _ => {
            // The library's names are written without blanks: `UnitedKingdom`.
            let name: String = value.chars().filter(|c| c.is_alphanumeric()).collect();
            celes::Country::from_name(&name).or_else(|_| celes::Country::from_alias(&name))
        }
    };
    found.ok().map(|country| country.alpha2.to_owned())
}

/// Marks that sit on letters: dropping them would change the word in many scripts.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
        | '\u{64b}'..='\u{65f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

#[rustfmt::skip]
const US_STATES: [(&str, &str); 51] = [
    ("alabama", "al"), ("alaska", "ak"), ("arizona", "az"), ("arkansas", "ar"), ("california", "ca"), ("colorado", "co"), ("connecticut", "ct"),
    ("delaware", "de"), ("district of columbia", "dc"), ("florida", "fl"), ("georgia", "ga"), ("hawaii", "hi"), ("idaho", "id"), ("illinois", "il"),
    ("indiana", "in"), ("iowa", "ia"), ("kansas", "ks"), ("kentucky", "ky"), ("louisiana", "la"), ("maine", "me"), ("maryland", "md"),
    ("massachusetts", "ma"), ("michigan", "mi"), ("minnesota", "mn"), ("mississippi", "ms"), ("missouri", "mo"), ("montana", "mt"),
    ("nebraska", "ne"), ("nevada", "nv"), ("new hampshire", "nh"), ("new jersey", "nj"), ("new mexico", "nm"), ("new york", "ny"),
    ("north carolina", "nc"), ("north dakota", "nd"), ("ohio", "oh"), ("oklahoma", "ok"), ("oregon", "or"), ("pennsylvania", "pa"),
    ("rhode island", "ri"), ("south carolina", "sc"), ("south dakota", "sd"), ("tennessee", "tn"), ("texas", "tx"), ("utah", "ut"),
    ("vermont", "vt"), ("virginia", "va"), ("washington", "wa"), ("west virginia", "wv"), ("wisconsin", "wi"), ("wyoming", "wy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_country_is_of_one_country_that_there_is() {
        let countries: BTreeMap<String, Vec<String>> = toml::from_str(COUNTRIES).unwrap();
        for (code, names) in countries {
            assert!(celes::Country::from_alpha2(&code).is_ok(), "{code}");
            for name in names {
                assert_eq!(country_code(&name), Some(code.clone()), "{name}");
            }
        }
    }
}
