//! What is read of an event file to count it.

use std::collections::HashSet;

use crate::catalog::types::{EventFile, EventName};
use crate::import::{Batch, Essential, FieldInfo, ReadAs, Request, Source, Wanted};

/// Fields beyond this many are not looked into (the person can still choose them).
const MAX_FIELDS: usize = 200;

/// What is wanted of a file, and where it is in a batch.
pub(super) struct Wishes {
    pub request: Request,
    pub time: usize,
    pub event: Option<usize>,
    /// Paths of the other fields; field `i` is at place `first + i`.
    pub paths: Vec<String>,
    pub first: usize,
    /// The events whose fields are looked into; `None` for all.
    pub only: Option<HashSet<String>>,
}

/// What is wanted: who, when and what, and with them the other fields.
pub(super) fn request(source: &Source, roles: &EventFile, with_fields: bool) -> Wishes {
    let mut fields = Vec::new();
    let mut people = roles.person.clone();
    people.extend(roles.anonymous.clone());
    fields.push(Wanted { paths: people, read_as: ReadAs::Id, required: Some(Essential::Person) });
    let time = fields.len();
    fields.push(Wanted {
        paths: roles.time.iter().cloned().collect(),
        read_as: ReadAs::Time(roles.time_format),
        required: Some(Essential::Time),
    });
    let event = match &roles.event {
        EventName::Fixed(_) => None,
        named => {
            fields.push(Wanted {
                paths: named.fields().to_vec(),
                read_as: ReadAs::Text,
                required: Some(Essential::Event),
            });
            Some(fields.len() - 1)
        }
    };
    let first = fields.len();
    // What a tracking library says of itself and of the browser is hardly ever a product's property,
    // so it comes last.
    let technical = ["context.", "integrations.", "traits.", "_metadata."];
    let is_technical = |path: &str| technical.iter().any(|start| path.starts_with(start));
    // Its lists would make several rows of one.
    let several = |f: &&FieldInfo| is_technical(&f.path) && f.path.contains('[');
    let single = source.fields.iter().filter(|f| !several(f));
    let mut paths: Vec<&String> = single.map(|f| &f.path).collect();
    paths.sort_by_key(|path| is_technical(path));
    let most = if with_fields { MAX_FIELDS } else { 0 };
    let paths: Vec<String> = paths.into_iter().take(most).cloned().collect();
    fields.extend(paths.iter().map(|path| Wanted {
        paths: vec![path.clone()],
        read_as: ReadAs::Text,
        required: None,
    }));
    Wishes { request: Request { fields, limit: None }, time, event, paths, first, only: None }
}

/// Where the fields of a batch's rows are, and what the rows are.
pub(super) fn event_name<'a>(
    batch: &'a Batch,
    roles: &'a EventFile,
    wishes: &Wishes,
    row: usize,
) -> Option<&'a str> {
    match (&roles.event, wishes.event) {
        (EventName::Fixed(name), _) => Some(name.as_str()),
        (_, Some(place)) => batch.columns[place].text(row),
        _ => None,
    }
}
