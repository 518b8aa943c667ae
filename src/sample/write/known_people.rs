//! Tables of the people who are known, as programs that hold contacts export them.

use std::path::PathBuf;

use super::csv::plain;
use super::job::Job;
use crate::sample::{SamplePerson, Store};

/// A column's name and what it says of a person.
pub(super) type Column = (&'static str, fn(&SamplePerson) -> String);

/// The file at `path`: the program's own ID of each, by their place in the store, then these columns.
pub(super) fn file<'a>(
    store: &'a Store,
    path: PathBuf,
    (id_name, id): (&'static str, fn(u32) -> String),
    columns: &'static [Column],
) -> Job<'a> {
    Job {
        path,
        fill: Box::new(move |file, progress| {
            progress.check()?;
            let mut csv = csv::Writer::from_writer(&mut *file);
            let names = columns.iter().map(|(name, _)| *name);
            csv.write_record(std::iter::once(id_name).chain(names)).map_err(plain)?;
            for (place, person) in store.people.iter().enumerate().filter(|(_, p)| p.known) {
                let cells = columns.iter().map(|(_, cell)| cell(person));
                csv.write_record(std::iter::once(id(place as u32)).chain(cells)).map_err(plain)?;
            }
            Ok(csv.flush()?)
        }),
    }
}
