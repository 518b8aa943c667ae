//! The sample store. A seed comes in; out goes a year of an online store with a magazine and a
//! membership: people, products, articles and what people did ([`generate()`]), and the same as the
//! export files of the usual tools ([`write()`]).
//!
//! People have habits that a model can find, with honest noise: brands and categories they stay
//! with, things that go together, seasons, price levels, a rhythm; some are new, some leave. No
//! name, address or telephone number belongs to anyone. Not for reading files, and not a test
//! double: what it writes goes through the same import as everything else.

mod catalogue;
mod generate;
mod habits;
mod life;
mod magazine;
mod names;
mod people;
mod random;
mod store;
mod time;
mod write;

pub use catalogue::Product;
pub use generate::generate;
pub use magazine::Article;
pub use people::SamplePerson;
pub use store::{EventKind, Line, SampleEvent, Spec, Store};
pub use write::{SampleError, SampleFormat, write};
#[cfg(test)]
pub(crate) use write::{ids_in_exports, kind_in_export};

use store::{dollars, iso};

/// So many people and events, about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// People who left an event.
    pub people: u64,
    /// Events, one for each product or article that someone did something with.
    pub events: u64,
}

/// What the usual store comes to once its tables are read, rounded: people who never came back from
/// their first second are none, and an order of three products is three events.
pub const USUAL: Totals = Totals { people: 17_000, events: 700_000 };

#[cfg(test)]
mod tests;
