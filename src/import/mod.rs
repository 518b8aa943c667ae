//! Files in, rows of just the wanted fields out, and a report of what was skipped and why.
//!
//! [`open`] looks at a file's first bytes and says what it is: container, compression, format,
//! fields with examples, a preview. [`read`] goes through the whole file and hands out
//! [`Batch`]es of the wanted fields, from several threads at once. This room knows containers,
//! encodings, compression and time formats; it is not for deciding what a field means to the
//! person's business (the catalog does) nor for products, people or models.

mod types;

pub use types::*;
