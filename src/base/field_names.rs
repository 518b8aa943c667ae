//! What the name of a field says: names in, meanings out, by the words of
//! `assets/field_names.toml`.
//!
//! The suggestion of the catalog, the reading of people's traits and the files for destinations all
//! ask what a field is called, and must answer alike: one list, compared by one rule. The words are
//! data, so that a further word or language needs no code. Names are looked up in a table rather
//! than compared by likeness: a wrong guess at who somebody is costs more than a question.

mod cells;
mod consent;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizerBorrowed;
use serde::Deserialize;

pub use cells::{agreed, says_nothing, says_yes, tell_of_refusal, yes_or_no};
pub use consent::{Channel, Polarity, channel, consent, lists_refusals};

const WORDS: &str = include_str!("../../assets/field_names.toml");

/// Languages of the list; where two have a word as surely, the first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Language {
    En,
    De,
    Fr,
    Es,
    It,
    Nl,
    Pt,
    Pl,
    Sv,
    Tr,
    Ja,
    Zh,
}

/// How many there are.
const LANGUAGES: usize = 12;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it, the words stand in the list")]
pub enum Meaning {
    Person,
    AnonymousId,
    Time,
    Event,
    MessageId,
    ProductId,
    ProductName,
    Brand,
    Category,
    Subcategory,
    Variant,
    Price,
    Audience,
    Plan,
    Quantity,
    OrderId,
    CancelledAt,
    OrderStatus,
    Email,
    Phone,
    FirstName,
    LastName,
    FullName,
    City,
    State,
    PostalCode,
    Country,
    BirthDate,
    Gender,
    Age,
    MobileAdId,
    JobTitle,
    Company,
    CustomerValue,
}

impl Meaning {
    /// What says more of a person than who it is; `Billing City` and `Kunden-E-Mail` are such, too.
    pub const OF_PERSON: [Self; 16] = [
        Self::Email,
        Self::Phone,
        Self::FirstName,
        Self::LastName,
        Self::FullName,
        Self::City,
        Self::State,
        Self::PostalCode,
        Self::Country,
        Self::BirthDate,
        Self::Gender,
        Self::Age,
        Self::MobileAdId,
        Self::JobTitle,
        Self::Company,
        Self::CustomerValue,
    ];
}

/// The words of one meaning as they stand in the list.
#[derive(Debug, Default, Deserialize)]
struct Entry {
    /// Pieces of names that hint at it.
    #[serde(default)]
    parts: Vec<String>,
    /// Words beside which it is not meant.
    #[serde(default)]
    without: Vec<String>,
    #[serde(flatten)]
    languages: BTreeMap<Language, Vec<String>>,
}

/// The list as it is written.
#[derive(Debug, Default, Deserialize)]
struct List {
    /// Words that may stand under several meanings.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "what the test allows"))]
    several: Vec<String>,
    consent: Entry,
    refusal: Entry,
    by_mail: Entry,
    by_phone: Entry,
    by_push: Entry,
    yes: Entry,
    no: Entry,
    plainly_yes: Entry,
    plainly_no: Entry,
    undone: Entry,
    undoes: Entry,
    perhaps_event: Entry,
    interest: Entry,
    leads_to_purchase: Entry,
    not_a_column: Entry,
    owner: Entry,
    sums_up: Entry,
    #[serde(flatten)]
    meanings: BTreeMap<Meaning, Entry>,
}

/// The list in normal form.
#[derive(Default)]
struct Names {
    /// The meanings of a word, each with how surely it is meant, the surest 0.
    words: HashMap<String, Vec<(Meaning, usize)>>,
    parts: BTreeMap<Meaning, Vec<String>>,
    consent: Vec<String>,
    refusal: Vec<String>,
    /// Ways to reach people, in the order of [`Channel::ALL`].
    channels: [Vec<String>; 3],
    no_consent_beside: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    plainly_yes: Vec<String>,
    plainly_no: Vec<String>,
    undone: Vec<String>,
    undoes: Vec<String>,
    perhaps_event: Vec<String>,
    interest: Vec<String>,
    leads_to_purchase: Vec<String>,
    not_a_column: Vec<String>,
    owners: Vec<String>,
    sums_up: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| match toml::from_str::<List>(WORDS) {
    Ok(list) => Names::of(&list),
    Err(error) => {
        // It is part of the program, and a test reads it; without it everything is asked by hand.
        tracing::error!("assets/field_names.toml cannot be read: {error}");
        Names::default()
    }
});

impl Names {
    fn of(list: &List) -> Self {
        let mut names = Self {
            consent: list.consent.all(),
            refusal: list.refusal.all(),
            channels: [&list.by_mail, &list.by_phone, &list.by_push].map(Entry::all),
            no_consent_beside: list.consent.without.iter().map(|w| normal(w)).collect(),
            yes: list.yes.all(),
            no: list.no.all(),
            plainly_yes: list.plainly_yes.all(),
            plainly_no: list.plainly_no.all(),
            undone: list.undone.all(),
            undoes: list.undoes.all(),
            perhaps_event: list.perhaps_event.all(),
            interest: list.interest.all(),
            leads_to_purchase: list.leads_to_purchase.all(),
            not_a_column: list.not_a_column.all(),
            owners: list.owner.all(),
            sums_up: list.sums_up.all(),
            ..Self::default()
        };
        for (&meaning, entry) in &list.meanings {
            for (&language, words) in &entry.languages {
                for (place, word) in words.iter().enumerate() {
                    let rank = place * LANGUAGES + language as usize;
                    for form in forms(word) {
                        let known = names.words.entry(form).or_default();
                        match known.iter_mut().find(|(other, _)| *other == meaning) {
                            Some((_, surest)) => *surest = rank.min(*surest),
                            None => known.push((meaning, rank)),
                        }
                    }
                }
            }
            let parts = entry.parts.iter().map(|part| normal(part)).collect();
            names.parts.insert(meaning, parts);
        }
        // `facturation` goes before `client facturation` is cut to a bare `client`.
        names.owners.sort_by_key(|owner| std::cmp::Reverse(owner.len()));
        names
    }

    fn rank(&self, meaning: Meaning, word: &str) -> Option<usize> {
        let known = self.words.get(word)?;
        known.iter().find(|(other, _)| *other == meaning).map(|(_, rank)| *rank)
    }
}

impl Entry {
    /// All words of all languages, in normal form.
    fn all(&self) -> Vec<String> {
        let mut all: Vec<String> =
            self.languages.values().flatten().flat_map(|w| forms(w)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A name as names are compared: letters and digits only, small, without accents. `Straße` is
/// `strasse`, `ＩＤ` is `id`.
pub fn normal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize(name).chars() {
        for c in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
            // Letters that are not a letter with a mark.
            match c {
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'ø' => out.push('o'),
                'ł' => out.push('l'),
                'đ' => out.push('d'),
                'ı' => out.push('i'),
                _ => out.push(c),
            }
        }
    }
    out
}

/// The normal forms of a word of the list: with umlauts also as they are written without them.
fn forms(word: &str) -> Vec<String> {
    let plain = normal(word);
    let spelled = [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('Ä', "ae"), ('Ö', "oe"), ('Ü', "ue")]
        .iter()
        .fold(word.to_owned(), |text, (umlaut, letters)| text.replace(*umlaut, letters));
    let spelled = normal(&spelled);
    if spelled == plain { vec![plain] } else { vec![plain, spelled] }
}

/// The words of a name in normal form: `HasOptedOut`, `has_opted_out` and `Has opted out` are
/// three words.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let letters: Vec<char> = name.chars().collect();
    for (place, &c) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|p| letters[p]);
        let next = letters.get(place + 1);
        let camel = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase() || (b.is_uppercase() && next.is_some_and(|n| n.is_lowercase()))
            });
        if camel || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.iter().map(|word| normal(word)).filter(|word| !word.is_empty()).collect()
}

/// The last part of a path in normal form: `properties.products[].Product-ID` is `productid`.
pub fn leaf(path: &str) -> String {
    normal(path.rsplit(['.', ']']).find(|part| !part.is_empty()).unwrap_or(path))
}

/// The forms of a field's path under which it is looked up, the most telling first: all of it
/// (`Art.-Nr.`, `user.id`), the last part with what it is in (`order.user.id`), the last part, and
/// that without what stands in brackets (`Datum (UTC)`).
fn candidates(path: &str) -> Vec<String> {
    let mut all = vec![normal(path)];
    // `Order #`, `Customer #`.
    if path.contains('#') {
        all.insert(0, normal(&path.replace('#', " number")));
    }
    let mut parts = path.rsplit(['.', ']']).filter(|part| !part.is_empty());
    if let (Some(last), Some(before)) = (parts.next(), parts.next()) {
        let last = normal(last);
        // `user.id` is the user's ID, but `user.name` of an item is no user name.
        if ["id", "code", "email", "mail"].contains(&last.as_str()) {
            all.push(normal(before.trim_end_matches('[')) + &last);
        }
        all.push(last);
    }
    if let Some((before, _)) = path.split_once(['(', '（']).filter(|(before, _)| !before.is_empty())
    {
        all.push(normal(before));
    }
    all
}

/// How surely a field means this by its name, the surest 0; `None`: it does not.
pub fn rank(meaning: Meaning, path: &str) -> Option<usize> {
    let names = &*NAMES;
    let candidates = candidates(path);
    let found = candidates.iter().find_map(|word| names.rank(meaning, word));
    if found.is_some() || !Meaning::OF_PERSON.contains(&meaning) {
        return found;
    }
    // A word that is known as a whole is what it is: `numéro client` is no number of a client's.
    if candidates.iter().any(|word| names.words.contains_key(word)) {
        return None;
    }
    let mut bare = candidates.iter().flat_map(|word| without_owner(names, word));
    bare.find_map(|word| names.rank(meaning, word)).map(|rank| rank + 1)
}

/// What is left of `billingcity` or `emailbilling` without the owner.
fn without_owner<'a>(names: &'a Names, word: &'a str) -> impl Iterator<Item = &'a str> {
    names
        .owners
        .iter()
        .flat_map(|owner| [word.strip_prefix(&**owner), word.strip_suffix(&**owner)])
        .flatten()
}

/// Whether a field of this name holds e-mail addresses, also a further one of a person (`email2`).
pub fn is_address(name: &str) -> bool {
    is(Meaning::Email, uncounted(name))
}

/// The name of a field without what counts further ones of its kind: `email2`, `phone_2`.
pub fn uncounted(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_' || c == ' ')
}

/// Whether a text is known as the name of a field, whatever it means.
pub fn known(name: &str) -> bool {
    candidates(name).iter().any(|word| NAMES.words.contains_key(word))
}

/// Whether a field means this by its name.
pub fn is(meaning: Meaning, path: &str) -> bool {
    rank(meaning, path).is_some()
}

/// Which of these meanings a field's name has most surely.
pub fn among(meanings: &[Meaning], path: &str) -> Option<Meaning> {
    let ranked = meanings.iter().filter_map(|&m| rank(m, path).map(|rank| (rank, m)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, meaning)| meaning)
}

/// Whether a piece of the last part of a name hints at this.
pub fn hints_at(meaning: Meaning, path: &str) -> bool {
    let leaf = leaf(path);
    NAMES.parts.get(&meaning).is_some_and(|parts| parts.iter().any(|part| leaf.contains(&**part)))
}

/// Whether a field tells by a yes or no that a row was undone, by its name: `is_cancelled`, `Storniert`.
pub fn tells_undone(path: &str) -> bool {
    candidates(path).iter().any(|word| NAMES.undone.contains(word))
}

/// Whether an event undoes interest, by its name: `Order Refunded`, `Storno`, `返品`.
pub fn undoes(event: &str) -> bool {
    has_part(&NAMES.undoes, event)
}

/// Whether an event leads to a purchase, or is one, by its name.
pub fn leads_to_purchase(event: &str) -> bool {
    has_part(&NAMES.leads_to_purchase, event)
}

/// Whether a field may hold the names of events, by a name that means other things in most tables: `type`.
pub fn perhaps_event(path: &str) -> bool {
    candidates(path).iter().any(|word| NAMES.perhaps_event.contains(word))
}

/// Whether a value reads like the name of an event: `Product Viewed`, `addtocart`, `Storno`.
pub fn reads_like_event(value: &str) -> bool {
    leads_to_purchase(value) || undoes(value) || has_part(&NAMES.interest, value)
}

/// Whether a row that begins with this cell sums up those above it: `Total`, `Summe:`, `合計`.
pub fn sums_up(cell: &str) -> bool {
    let word = normal(cell);
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    NAMES.sums_up.iter().any(|known| known == word)
}

fn has_part(parts: &[String], event: &str) -> bool {
    /// Shorter parts (`reso`, `iade`) stand in other words by chance.
    const LONG: usize = 5;
    let (words, whole) = (words(event), normal(event));
    parts
        .iter()
        .any(|part| if part.len() >= LONG { whole.contains(&**part) } else { words.contains(part) })
}

/// Whether a field is never worth a model column, by its name.
pub fn not_a_column(path: &str) -> bool {
    const NEVER: [Meaning; 9] = [
        Meaning::Person,
        Meaning::AnonymousId,
        Meaning::Time,
        Meaning::MessageId,
        Meaning::ProductId,
        Meaning::Quantity,
        Meaning::OrderId,
        Meaning::CancelledAt,
        Meaning::OrderStatus,
    ];
    let of_person =
        [Meaning::Email, Meaning::Phone, Meaning::FirstName, Meaning::LastName, Meaning::FullName];
    let place = [Meaning::City, Meaning::State, Meaning::PostalCode, Meaning::Country];
    let leaf = leaf(path);
    NAMES.not_a_column.iter().any(|part| leaf.contains(&**part))
        || among(&NEVER, path).or(among(&of_person, path)).or(among(&place, path)).is_some()
        || consent(path).is_some()
}

#[cfg(test)]
mod tests;
