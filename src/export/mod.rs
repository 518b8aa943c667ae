//! Ranked people and their traits come in; out go the files that upload platforms take, with a
//! manifest and a readme ([`write()`]), and before that what those files would hold ([`coverage()`]).
//!
//! Destinations are data ([`DESTINATIONS`]); a person's own is the same type, kept in their
//! project. Not for choosing people, and not for reading files.

mod ads;
mod choice;
mod columns;
mod coverage;
pub mod destination;
mod destinations;
mod error;
mod excel;
mod input;
mod manifest;
mod messaging;
pub mod normalise;
pub mod own;
mod parquet;
mod plan;
mod question;
mod rows;
mod settings;
mod sink;
mod write;

pub use crate::base::atomic_file::Existing;
pub use choice::{Choice, Consent, Unused};
pub use coverage::{Coverage, coverage};
pub use destination::{Content, Destination, Extras};
pub use destinations::{DESTINATIONS, find};
pub use error::ExportError;
pub use input::{Field, Fields, People, Person};
pub use question::{Answer, Change, Question};
pub use settings::{Settings, slug};
pub use write::{Holds, Outcome, Written, WrittenFile, write};

#[cfg(test)]
mod tests;
