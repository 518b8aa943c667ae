//! What a project's people have that can be written: roles of their traits, and the plain table that
//! fits everyone.

use rayon::prelude::*;

use super::ready::Ready;
use crate::export::{Choice, Content, DESTINATIONS, Field, Fields};
use crate::history::History;
use crate::people::Traits;

/// The traits there are and what they are. Where no trait is an e-mail address and any ID is one,
/// IDs count as addresses; where one is, [`super::AudiencePeople`] fills it in from such IDs.
pub fn fields(history: &History, traits: &Traits) -> Fields {
    let mut fields = Fields::suggest(traits.names().map(str::to_owned).collect());
    let known = fields.roles.get(&Content::Email).is_some_and(|roles| !roles.is_empty());
    let people = 0..history.people.len() as u32;
    if !known && people.into_par_iter().any(|code| is_address(history.people.get(code))) {
        fields.roles.entry(Content::Email).or_default().insert(0, Field::PersonId);
    }
    fields
}

/// Whether an ID is written like an e-mail address.
pub(super) fn is_address(id: &str) -> bool {
    id.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

/// The traits that are e-mail addresses: a person without one whose ID is an address has that.
pub(super) fn address_traits(fields: &Fields) -> Vec<usize> {
    let roles = fields.roles.get(&Content::Email).into_iter().flatten();
    let places = roles.filter_map(|field| match field {
        Field::Trait(place) => Some(*place),
        Field::PersonId => None,
    });
    places.take(1).collect()
}

/// Traits that the plain table does not have anyway: age, plan, a second e-mail address …
pub fn further_traits(ready: &Ready) -> Vec<Content> {
    let fields = fields(&ready.history, &ready.traits);
    let table = DESTINATIONS.first().map(|plain| plain.columns.as_slice()).unwrap_or_default();
    let known: Vec<Field> =
        table.iter().filter_map(|c| fields.roles.get(&c.content)?.first().copied()).collect();
    let further = fields.traits.iter().enumerate();
    further
        .filter(|(place, _)| !known.contains(&Field::Trait(*place)))
        .map(|(_, name)| Content::Trait(name.clone()))
        .collect()
}

/// The plain table: what everyone can use, and what to begin with. As with any other destination, what else is
/// known of people is in it only when somebody asks for it.
pub fn plain_table() -> Option<Choice> {
    DESTINATIONS.first().map(Choice::of)
}
