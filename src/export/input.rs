//! What is written: people best first, with traits by name, as whoever knows them hands them over
//! ([`People`]), and which trait is what ([`Fields`]). Nothing here is normalised yet.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::destination::content::Content;
use crate::base::field_names::{self, Meaning};

/// A person of the audience.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person<'a> {
    /// The ID that the events carry.
    pub id: Cow<'a, str>,
    /// Place in the audience, 1 is best.
    pub rank: u64,
    /// Probability of engaging, 0 to 1.
    pub propensity: f64,
    /// Share of everyone scored who are less likely, 0 to 100.
    pub percentile: f64,
    /// Whether the person is held out of the campaign, for comparison.
    pub control: bool,
    /// Whether what is written to the person would reach somebody who is held out: they share an
    /// address or a number.
    pub beside_control: bool,
    /// The person's top reasons in words, in one text.
    pub reasons: Cow<'a, str>,
    /// Values recommended for the person, best first.
    pub recommended: Vec<Cow<'a, str>>,
    /// The traits, in the order of [`Fields::traits`]; missing ones at the end may be left out.
    pub traits: Vec<Option<Cow<'a, str>>>,
}

/// The people to write, best first. Made one at a time, so that millions need not be in memory as
/// text; a slice of [`Person`] is one too.
pub trait People: Sync {
    /// How many there are, the control group among them.
    fn count(&self) -> usize;

    /// The one at this position, from 0.
    fn person(&self, position: usize) -> Person<'_>;

    /// Those who were in the audience when a list was written before and are not now: removals name
    /// them by what is known about them. `None` where nothing is compared.
    fn left(&self) -> Option<&dyn People> {
        None
    }

    /// The rows of a list that was written before as Parquet or Excel, the headers first; `None`
    /// where it cannot be read any more.
    fn earlier_list(&self, path: &Path) -> Option<Vec<Vec<String>>> {
        let _ = path;
        None
    }
}

impl People for [Person<'_>] {
    fn count(&self) -> usize {
        self.len()
    }

    fn person(&self, position: usize) -> Person<'_> {
        self[position].clone()
    }
}

impl People for Vec<Person<'_>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn person(&self, position: usize) -> Person<'_> {
        self[position].clone()
    }
}

/// Where a kind of content is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// It is the person's ID (an export that identifies people by e-mail address).
    PersonId,
    /// The trait at this position of [`Fields::traits`].
    Trait(usize),
}

/// The traits there are, and which of them is what.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fields {
    /// Names of the traits.
    pub traits: Vec<String>,
    /// Where each kind of content is; several for a second e-mail address.
    pub roles: BTreeMap<Content, Vec<Field>>,
}

/// Which meaning of a trait's name fills which content.
const MEANINGS: [(Meaning, Content); 15] = [
    (Meaning::Email, Content::Email),
    (Meaning::Phone, Content::Phone),
    (Meaning::FirstName, Content::FirstName),
    (Meaning::LastName, Content::LastName),
    (Meaning::City, Content::City),
    (Meaning::State, Content::State),
    (Meaning::PostalCode, Content::PostalCode),
    (Meaning::Country, Content::Country),
    (Meaning::BirthDate, Content::BirthDate),
    (Meaning::Gender, Content::Gender),
    (Meaning::MobileAdId, Content::MobileAdId),
    (Meaning::JobTitle, Content::JobTitle),
    (Meaning::Company, Content::Company),
    (Meaning::CustomerValue, Content::CustomerValue),
    (Meaning::Age, Content::Age),
];

impl Fields {
    /// Tells by their names what traits are; a dotted path counts by its last part
    /// (`traits.address.city`). What cannot be told stays a trait without a role.
    pub fn suggest(traits: Vec<String>) -> Self {
        let mut roles: BTreeMap<Content, Vec<Field>> = BTreeMap::new();
        for (position, name) in traits.iter().enumerate() {
            let meaning = field_names::among(&Meaning::OF_PERSON, field_names::uncounted(name));
            let known = MEANINGS.iter().find(|(known, _)| Some(*known) == meaning);
            if let Some((_, content)) = known {
                let entry = roles.entry(content.clone()).or_default();
                entry.push(Field::Trait(position));
            }
        }
        Self { traits, roles }
    }

    /// Where the `nth` value of a content is; `None` when nobody has it.
    pub(super) fn field(&self, content: &Content, nth: usize) -> Option<Field> {
        match content {
            Content::PersonId if nth == 0 => Some(Field::PersonId),
            Content::Trait(name) => {
                let position = self.traits.iter().position(|t| t == name)?;
                Some(Field::Trait(position))
            }
            // Whose age is not known may have a date of birth.
            Content::Age if !self.roles.contains_key(content) => {
                self.field(&Content::BirthDate, nth)
            }
            _ => self.roles.get(content)?.get(nth).copied(),
        }
    }
}

impl Person<'_> {
    /// The text of a field; `None` when the person has none.
    pub(super) fn text(&self, field: Field) -> Option<&str> {
        match field {
            Field::PersonId => Some(&*self.id),
            Field::Trait(position) => self.traits.get(position)?.as_deref(),
        }
        .filter(|text| !text.trim().is_empty())
    }
}
