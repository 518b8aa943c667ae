//! Cities, states, postal codes and countries.

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

/// Lower case, no blanks, up to a dash; in the US five digits.
pub(super) fn postal_short(value: &str, country: Option<&str>) -> String {
    let american = country.and_then(country_code).is_some_and(|code| code == "US");
    let lower: String = value.to_lowercase().split_whitespace().collect();
    let short = lower.split('-').next().unwrap_or_default();
    let five = american && short.len() > 5 && short.is_ascii();
    (if five { &short[..5] } else { short }).to_owned()
}

/// ISO 3166 alpha-2 of a country written as alpha-2, alpha-3 or its English name.
pub(super) fn country_code(value: &str) -> Option<String> {
    let value = value.trim();
    let upper = value.to_uppercase();
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
