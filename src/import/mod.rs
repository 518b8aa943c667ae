//! Files in, rows of just the wanted fields out, and a report of what was skipped and why.
//!
//! [`open()`] looks at a file's first bytes and says what it is: container, compression, format,
//! fields with examples, a preview. [`read()`] goes through the whole file and hands out
//! [`Batch`]es of the wanted fields, from several threads at once. This room knows containers,
//! encodings, compression and time formats; it is not for deciding what a field means to the
//! person's business (the catalog does) nor for products, people or models.
//!
//! How a file is read: `glimpse` says which of its bytes `open` looks at; `read` takes it apart where it is made of
//! several (the files of an archive, the sheets of a workbook), `input` unpacks it, `pieces` and `members` cut it at
//! row ends, `delimited` and `json` find the wanted values of each row (`cells`, by the paths of `path`), `rows`
//! makes columns of them, `tally` counts. Parquet goes its own way (`columnar`), row group by row group.

mod archive;
mod cells;
mod columnar;
mod copy;
mod delimited;
mod error;
mod excel;
mod files;
mod filldown;
mod glimpse;
mod header;
mod input;
mod json;
mod line_ends;
mod marks;
mod members;
mod number;
mod open;
mod packed;
mod partition;
mod path;
mod pieces;
mod profile;
mod read;
mod recognise;
mod rows;
mod sheet_markup;
mod sniff;
mod tally;
mod text;
mod texts;
mod time;
mod types;

pub use crate::base::ids::{cell_text, id_text, person_key, person_text};
pub use copy::{Staying, can_copy_rows, copy_rows, copy_whole};
pub use error::ImportError;
pub use files::{find_files, is_data_name};
pub use json::json_lines;
pub use number::sign;
pub use open::open;
pub use read::read;
pub use recognise::{KnownFormat, known};
pub use rows::next_piece;
pub use texts::texts;
pub use time::{DayOrders, EARLIEST, LATEST, TimeReader, read_date};
pub use types::*;

#[cfg(test)]
mod tests;
