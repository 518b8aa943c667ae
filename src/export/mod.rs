//! Ranked people and their traits come in; out go the files that upload platforms take, with a
//! manifest and a readme ([`write()`]), and before that what those files would hold ([`coverage()`]).
//!
//! Destinations are data ([`DESTINATIONS`], one file each under `assets/destinations`); a person's
//! own is the same type, kept in their project. Both ways go through the same rows ([`rows`]), so
//! that what coverage tells is what is written. Every value and every person that is not used is
//! counted with the reason: hashed lists cannot be checked by looking at them, and what is silently
//! wrong there matches nobody. Not for choosing people, and not for reading files.

mod changes;
mod consent;
mod coverage;
pub mod destination;
mod error;
mod format;
mod input;
mod manifest;
pub mod normalise;
mod plan;
mod reach;
mod rows;
pub mod scores;
mod settings;
mod table;
mod value_change;
mod write;
mod written;

pub use crate::base::atomic_file::Existing;
pub use crate::base::delivered::DeliveredList;
pub use coverage::{Coverage, coverage};
pub use destination::built_in::{DESTINATIONS, find};
pub use destination::choice::Choice;
pub use destination::content::Content;
pub use destination::declaration::{Destination, Extras, Group};
pub use destination::own;
pub use destination::question::{DestinationAnswer, DestinationChange, DestinationQuestion};
pub use destination::texts::{DestinationTexts, QuestionTexts};
pub use error::ExportError;
pub use input::{Field, Fields, People, Person};
pub use manifest::is_manifest;
pub use normalise::{DayOrder, NotUsable};
pub use reach::{Reach, reach};
pub use settings::{Consent, Settings, USUAL_COUNTRY, slug};
pub use table::write_table;
pub use value_change::ValueChange;
pub use write::{Drafted, draft, write};
pub use written::{Holds, SinceBefore, Unused, Written, WrittenFile, WrittenList};

#[cfg(test)]
mod tests;
