//! The six campaigns an audience can be started from, each filled in from what is in the data.

mod draft;
mod fill_in;
mod inventory;
mod kind;
mod pairs;
mod reading;
mod suggest;
#[cfg(test)]
mod tests;
mod upselling;
mod words;

pub use draft::Suggested;
pub use kind::Campaign;
