//! The six campaigns an audience can be started from, each filled in from what is in the data.

mod fill_in;
mod kind;
mod pairs;
mod suggest;
#[cfg(test)]
mod tests;
mod words;

pub use kind::Campaign;
pub use suggest::Suggested;
