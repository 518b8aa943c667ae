//! How people can be reached: their e-mail addresses, telephone numbers and advertising IDs among
//! their traits. For all that must hold for a person by whatever they are known: opt-outs and
//! control groups.

use super::fields::fields;
use super::ready::Ready;
use crate::export::normalise::{calling_code, calling_codes};
use crate::export::{Content, Field};

/// Digits that a telephone number has at least; shorter ones are compared as IDs only.
const SHORTEST: usize = 7;
/// Digits of the longest country code.
const LONGEST_CODE: usize = 3;
/// Digits from which on a number without `+` may begin with a country code.
const WITH_CODE: usize = 11;

/// The traits that hold addresses and numbers.
#[derive(Debug, Clone, Default)]
pub struct Contacts {
    /// Places among the traits, of those named like it.
    places: Vec<usize>,
}

impl Contacts {
    /// Those of a history's people.
    pub fn of(ready: &Ready) -> Self {
        let fields = fields(&ready.history, &ready.traits);
        let roles = [Content::Email, Content::Phone, Content::MobileAdId];
        let named = roles.iter().filter_map(|role| fields.roles.get(role)).flatten();
        let places = named.filter_map(|field| match field {
            Field::Trait(place) => Some(*place),
            Field::PersonId => None,
        });
        Self { places: places.collect() }
    }

    /// Gives every address and number of a person; a value with an @ is an address whatever its
    /// trait is called.
    pub fn each(&self, ready: &Ready, person: &str, mut found: impl FnMut(&str)) {
        for (place, value) in ready.traits.of(person).into_iter().enumerate() {
            if let Some(value) = value
                && (self.places.contains(&place) || value.contains('@'))
            {
                found(value);
            }
        }
    }

    /// Everything by which a person is reached, as it is compared with that of others: one mailbox,
    /// one telephone. An ID that is an address is one of them.
    pub fn comparable(&self, ready: &Ready, person: &str) -> Vec<String> {
        let mut own = Vec::new();
        if person.contains('@') {
            own.push(person.trim().to_lowercase());
        }
        self.each(ready, person, |contact| own.push(comparable(contact)));
        own.retain(|contact| !contact.is_empty());
        own.sort_unstable();
        own.dedup();
        own
    }
}

/// An address or a number as it is compared with others. A number counts without its country code,
/// because not every trait says it; two people whose numbers differ in nothing else are taken for one
/// household, which keeps one person too many out of a list and none too few.
fn comparable(contact: &str) -> String {
    let number = Number::of(contact).map(|number| number.national().to_owned());
    number.unwrap_or_else(|| contact.trim().to_lowercase())
}

/// What is written like a telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The digits, without the zeros that stand for a country or a city code.
    pub digits: String,
    /// Whether they begin with a country code for sure.
    international: bool,
}

impl Number {
    /// The number that a text is; `None` for anything else, and where it is too short to be one.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("tel:").unwrap_or(text);
        // A number that went through a table of floating-point numbers.
        let text = text.strip_suffix(".0").unwrap_or(text);
        let written = |c: char| c.is_ascii_digit() || " +-./()\u{a0}".contains(c);
        if text.is_empty() || !text.chars().all(written) {
            return None;
        }
        // "+44 (0)20 …": the zero in brackets is not dialled from abroad.
        let bare: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
        let international = text.contains('+') || bare.starts_with("00");
        let digits = bare.trim_start_matches('0').to_owned();
        (digits.len() >= SHORTEST).then_some(Self { digits, international })
    }

    /// The country code at the beginning, where one is or may be.
    fn code(&self) -> Option<&str> {
        let may = self.international || self.digits.len() >= WITH_CODE;
        calling_code(&self.digits).filter(|_| may)
    }

    /// The number without its country code.
    fn national(&self) -> &str {
        let code = self.code().map_or(0, str::len);
        self.digits[code..].trim_start_matches('0')
    }

    /// The same digits without a country code of one to three digits, whatever country it may be.
    pub fn tails(&self) -> impl Iterator<Item = &str> {
        (1..=LONGEST_CODE)
            .filter_map(|code| self.digits.get(code..))
            .map(|tail| tail.trim_start_matches('0'))
            .filter(|tail| tail.len() >= SHORTEST)
    }

    /// Every way in which programs write the number before they hash it: with and without `+`, with
    /// 00, with and without the country code. Where the number does not say its country, that of
    /// every country: a hash that fits is the number's.
    pub fn spellings(&self) -> Vec<String> {
        let Self { digits, international } = self;
        let mut spelled: Vec<String> =
            ["", "+", "00", "0"].iter().map(|before| format!("{before}{digits}")).collect();
        if self.code().is_some() {
            let national = self.national();
            spelled.extend([national.to_owned(), format!("0{national}")]);
        }
        if !international {
            for code in calling_codes() {
                spelled.extend([format!("+{code}{digits}"), format!("{code}{digits}")]);
            }
        }
        spelled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_however_it_is_written() {
        let ways = ["+49 170 5550003", "0049170/5550003", "491705550003.0", "(0170) 555-0003"];
        for way in ways {
            assert_eq!(comparable(way), "1705550003", "{way}");
            let spelled = Number::of(way).unwrap().spellings();
            for written in ["+491705550003", "491705550003", "1705550003", "01705550003"] {
                assert!(spelled.iter().any(|s| s == written), "{way} as {written}");
            }
        }
        assert_eq!(Number::of("555000"), None);
        assert_eq!(Number::of("2024-01-01 10:00"), None);
        assert_eq!(comparable(" A@B.de"), "a@b.de");
    }
}
