//! A leaf: under which ID those count whom some files know by an e-mail address.

use super::dictionary::{Dictionary, Interner};

/// The IDs of people by their e-mail addresses: one ID an address. Who buys as a guest in the shop and is a number in
/// its web log is one person, where a file of people has both.
#[derive(Debug, Clone, Default)]
pub struct KnownAs {
    addresses: Interner,
    /// By the address's code.
    ids: Dictionary,
}

impl KnownAs {
    /// Adds whose an address is, as [`person_text`](super::ids::person_text) writes it; the first ID counts.
    pub fn add(&mut self, address: &str, id: &str) {
        if self.addresses.code(address) as usize == self.ids.len() {
            self.ids.push(id);
        }
    }

    /// The ID of the person whose address this is.
    pub fn id_of(&self, person: &str) -> Option<&str> {
        let code = person.contains('@').then(|| self.addresses.find(person)).flatten()?;
        Some(self.ids.get(code))
    }

    /// Whether no address is anybody's.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Addresses and IDs, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.addresses.texts().iter().zip(self.ids.iter())
    }
}
