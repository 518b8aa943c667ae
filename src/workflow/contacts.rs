//! How people can be reached: their e-mail addresses, telephone numbers and advertising IDs among
//! their traits. For all that must hold for a person by whatever they are known: opt-outs and
//! control groups.

use std::collections::HashSet;

use rayon::prelude::*;

use super::fields::fields;
use super::ready::Ready;
use crate::audience::PeopleSet;
use crate::base::mailbox::{self, visible};
use crate::base::progress::{Progress, Stopped};
use crate::export::normalise::{calling_code, calling_codes, maid};
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
                && mailbox::may_reach(value)
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
            own.push(comparable(person));
        }
        self.each(ready, person, |contact| own.push(comparable(contact)));
        own.retain(|contact| !contact.is_empty() && !mailbox::is_filler(contact));
        own.sort_unstable();
        own.dedup();
        own
    }
}

/// Those people of `among`, and of `people` themselves, whom a message to one of `people` reaches.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub(super) fn reached_with(
    ready: &Ready,
    people: &PeopleSet,
    among: &[u32],
    progress: &Progress,
) -> Result<PeopleSet, Stopped> {
    if people.is_empty() {
        return Ok(PeopleSet::default());
    }
    let contacts = Contacts::of(ready);
    let comparable = |code: u32| contacts.comparable(ready, ready.history.people.get(code));
    let everyone = 0..ready.history.people.len() as u32;
    let reached: HashSet<String> = everyone
        .into_par_iter()
        .filter(|&code| !progress.stopped() && people.contains(code))
        .flat_map_iter(comparable)
        .collect();
    let shares = |code: u32| comparable(code).iter().any(|contact| reached.contains(contact));
    let codes: Vec<u32> = among
        .par_iter()
        .copied()
        .filter(|&code| !progress.stopped() && (people.contains(code) || shares(code)))
        .collect();
    progress.check()?;
    let mut all = PeopleSet::of(codes);
    all.add(people);
    Ok(all)
}

/// An address or a number as it is compared with others: the same for all that any platform may take for one. A number
/// counts without its country code, because not every trait says it; two people whose numbers differ in nothing
/// else are taken for one household, which keeps one person too many out of a list and none too few.
fn comparable(contact: &str) -> String {
    let number = || Number::of(contact).map(|number| number.national().to_owned());
    alike(contact).or_else(number).unwrap_or_else(|| contact.trim().to_lowercase())
}

/// What all writings of an e-mail address or a device have in common; `None` for what is neither.
pub fn alike(contact: &str) -> Option<String> {
    mailbox::perhaps_same(contact).or_else(|| maid(visible(contact).as_ref()))
}

/// Every way in which programs write a contact before they hash it.
pub fn writings(contact: &str) -> Vec<String> {
    let mut all = mailbox::writings(contact);
    if let Some(device) = maid(visible(contact).as_ref()) {
        let bare = device.replace('-', "");
        all.extend([device.to_uppercase(), bare.to_uppercase(), bare, device]);
    }
    all.extend(Number::of(contact).iter().flat_map(Number::spellings));
    all
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
        let shown = visible(text).to_ascii_lowercase();
        let text = shown.trim_matches(['"', '\'', ' ', ';', ',']);
        let text = without_extension(without_label(text));
        // A number that went through a table of floating-point numbers.
        let text = text.strip_suffix(".0").unwrap_or(text);
        let written = |c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || "+-./()[]\u{2010}\u{2011}\u{2012}–—−".contains(c)
        };
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

/// "tel:+49…" of a link, "p:+49…" of a lead form, "Mobil 0170 …" without what kind of number it is.
fn without_label(text: &str) -> &str {
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
    let (label, number) = text.split_at(letters);
    let known = ["tel", "telefon", "fon", "phone", "mobile", "mobil", "mob", "cell", "whatsapp"];
    let bare = number.trim_start_matches(['.', ':', ' ']);
    let is_label = known.contains(&label) && bare.len() < number.len();
    if is_label || (label == "p" && number.starts_with(':')) { bare } else { text }
}

/// "+49 170 5550003 ext. 5" without what is dialled after the number.
fn without_extension(text: &str) -> &str {
    let number = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let (said, extension) = (number.trim_end(), text.len() > number.len());
    let said = said.strip_suffix('.').unwrap_or(said);
    let marks = ["extension", "ext", "x", "#"];
    let before = marks.into_iter().find_map(|mark| said.strip_suffix(mark));
    // Set off by a blank: letters and digits without one are an ID.
    let number = before.filter(|before| extension && before.ends_with(char::is_whitespace));
    number.map_or(text, str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_however_it_is_written() {
        let ways = [
            "+49 170 5550003",
            "0049170/5550003",
            "491705550003.0",
            "(0170) 555-0003",
            "+49 170–5550003",
            "\u{202a}+49\u{202f}170\u{2011}5550003\u{202c}",
            "p:+491705550003",
            "[+49] 170 5550003",
            "+49 170 5550003 ext. 5",
            "+491705550003 x12",
            "Tel.: 0170 5550003",
            "Mobil 0170/5550003",
        ];
        for way in ways {
            assert_eq!(comparable(way), "1705550003", "{way}");
            let spelled = Number::of(way).unwrap().spellings();
            for written in ["+491705550003", "491705550003", "1705550003", "01705550003"] {
                assert!(spelled.iter().any(|s| s == written), "{way} as {written}");
            }
        }
        for id in ["555000", "12345678a", "12345678x5", "a 12345678 x5"] {
            assert_eq!(Number::of(id), None, "{id}");
        }
        assert_eq!(Number::of("2024-01-01 10:00"), None);
        assert_eq!(comparable(" A@B.de"), "a@b.de");
    }
}
