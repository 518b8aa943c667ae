//! How people can be reached: their e-mail addresses and telephone numbers among their traits.
//! For all that must hold for a person by whatever they are known: opt-outs and control groups.

use super::fields::fields;
use super::ready::Ready;
use crate::export::{Content, Field};

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
        let roles = [Content::Email, Content::Phone];
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
}

/// The digits of what is written like a telephone number, without the zeros that stand for a
/// country or a city code; `None` for anything else.
pub fn digits(text: &str) -> Option<String> {
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
    let bare = bare.trim_start_matches('0');
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// An address or a number as it is compared with others: one mailbox, one telephone.
pub fn comparable(contact: &str) -> String {
    let number = digits(contact).filter(|digits| digits.len() >= 7);
    number.unwrap_or_else(|| contact.trim().to_lowercase())
}
