//! A catalog that is complete and fits its files: what actually runs.
//!
//! A catalog and the opened files come in; what to read from each file goes out, or everything that
//! is missing, each with the place to point at. Fields are resolved to places in the request here,
//! once, so that reading looks nothing up by name.
//!
//! A field that the catalog names and the file lacks is an error where nothing can be read without
//! it, and else a notice: exports of several months differ in rare fields, and refusing all of them
//! for one would be worse than reading on, but nobody may have to guess why a column is empty.

mod check;
mod event_file;
mod fields;
mod wishes;

use super::types::{
    Catalog, FileRole, PRODUCT_ID, PeopleTable, Place, Problem, Repeats, RowFilter, Split,
};
use crate::import::{Request, Source, TimeFormat};
pub use fields::Fields;
use wishes::Wishes;

/// A validated catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPlan {
    /// Model columns, the product ID first.
    pub columns: Vec<String>,
    /// Chosen events, in the catalog's order; none means the ten most frequent ones.
    pub events: Vec<String>,
    /// How each event file is read.
    pub files: Vec<EventFilePlan>,
    /// How each product file is read.
    pub products: Vec<ProductFilePlan>,
    /// What the catalog asks for and the files do not have, in words, naming file and field.
    pub notices: Vec<String>,
}

/// How an event file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct EventFilePlan {
    /// The file.
    pub source: Source,
    /// What is wanted from it; the places below are places in its fields.
    pub request: Request,
    pub(crate) person: usize,
    pub(crate) identity: Identity,
    pub(crate) time: usize,
    pub(crate) event: EventAt,
    /// For each chosen event and each model column: where its cells are. Where all events have
    /// the same, once.
    pub(crate) cells: Vec<Vec<Option<usize>>>,
    pub(crate) splits: Vec<Split>,
    pub(crate) leave_out: Vec<(usize, RowFilter)>,
    pub(crate) repeats: Repeats,
    /// The place of the message ID, where repeated rows are told by one.
    pub(crate) message: Option<usize>,
}

/// What the IDs of an event file say of who is who.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// The file knows its people: an ID in it is never another person's anonymous one.
    Known,
    /// The file has known and anonymous IDs side by side: who is who is learned from its rows.
    Both {
        /// The place of the known ID; [`EventFilePlan::person`] falls back to the anonymous one.
        known: usize,
        /// The place of the anonymous ID.
        anonymous: usize,
    },
    /// The file's only ID is what another file calls anonymous.
    Anonymous,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum EventAt {
    /// Every row is this event.
    Fixed(String),
    /// The name is in this field.
    Field(usize),
}

/// How a product file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductFilePlan {
    /// The file.
    pub source: Source,
    /// What is wanted from it: the product ID first, then the columns in `columns`.
    pub request: Request,
    /// For each model column its place in the request.
    pub(crate) cells: Vec<Option<usize>>,
    pub(crate) splits: Vec<Split>,
}

impl ReadPlan {
    /// Checks a catalog against the opened files, in the catalog's order (`None`: a file that
    /// could not be opened).
    ///
    /// # Errors
    /// Everything that is missing or wrong, in words, with the place to point at.
    pub fn resolve(catalog: &Catalog, sources: &[Option<Source>]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let chosen = catalog.events.iter().filter(|e| e.chosen);
        let events: Vec<String> = chosen.map(|e| e.name.clone()).collect();
        check::events(catalog, &events, &mut problems);
        check::columns(catalog, &mut problems);
        let columns = std::iter::once(PRODUCT_ID.to_owned())
            .chain(catalog.columns.iter().map(|c| c.name.trim().to_owned()));
        let mut plan = Self {
            columns: columns.collect(),
            events,
            files: Vec::new(),
            products: Vec::new(),
            notices: Vec::new(),
        };
        for (place, (role, source)) in catalog.files.iter().zip(sources).enumerate() {
            let added = match source {
                Some(source) => plan.add(catalog, role, source),
                None if *role == FileRole::Unused => Ok(()),
                None => Err("This file could not be opened. Open it again or remove it.".into()),
            };
            if let Err(words) = added {
                problems.push(Problem { place: Place::File(place), words });
            }
        }
        if plan.files.is_empty() && problems.is_empty() {
            problems.push(Problem {
                place: Place::Events,
                words: "Open at least one file with events: rows that say who did what, when."
                    .into(),
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        plan.notices.extend(check::fields_of_no_file(catalog, &plan.events, sources));
        Ok(plan)
    }

    /// Adds what is read of a file in its role.
    fn add(&mut self, catalog: &Catalog, role: &FileRole, source: &Source) -> Result<(), String> {
        match role {
            FileRole::Events(roles) => {
                let file =
                    event_file::plan(catalog, &self.events, roles, source, &mut self.notices)?;
                self.files.push(file);
            }
            FileRole::Products { id } => self.products.push(product_file(catalog, id, source)?),
            FileRole::People(people) => check_people(people, source, &mut self.notices)?,
            FileRole::Unused => {}
        }
        Ok(())
    }
}

/// Whether a path can be read from the source: named among its fields, or (deeper than the sample
/// shows) inside one of them.
fn known(source: &Source, path: &str) -> bool {
    source.field(path).is_some()
        || path.split_once("[]").is_some_and(|(list, _)| {
            source.fields.iter().any(|f| f.path == list || f.path.starts_with(&format!("{list}[]")))
        })
}

fn splits(catalog: &Catalog) -> Vec<Split> {
    std::iter::once(Split::None).chain(catalog.columns.iter().map(|c| c.split.clone())).collect()
}

fn product_file(catalog: &Catalog, id: &str, source: &Source) -> Result<ProductFilePlan, String> {
    if !known(source, id) {
        return Err("Choose the field with the product ID in this file.".into());
    }
    let mut wishes = Wishes::default();
    wishes.required(&[id.to_owned()], "product ID");
    let mut cells = vec![None];
    for column in &catalog.columns {
        let field = column.product_field.as_ref().filter(|f| known(source, f));
        cells.push(field.map(|f| wishes.text(f)));
    }
    Ok(ProductFilePlan {
        source: source.clone(),
        request: wishes.request(),
        cells,
        splits: splits(catalog),
    })
}

fn check_people(
    people: &PeopleTable,
    source: &Source,
    notices: &mut Vec<String>,
) -> Result<(), String> {
    if !known(source, &people.id) {
        return Err(format!(
            "This file has no field “{}” for the person any more. Choose the field that says who \
             the person is.",
            people.id
        ));
    }
    if let Some(time) = &people.time {
        let field = source.field(time).ok_or_else(|| {
            format!(
                "This file has no field “{time}” any more, which said when a row was updated. \
                 Choose another, or that the last row counts."
            )
        })?;
        if field.time_ambiguous && people.time_format == TimeFormat::Auto {
            return Err(format!("Choose whether {time} puts the day or the month first."));
        }
    }
    let gone = people.fields.iter().filter(|field| !known(source, field));
    notices.extend(gone.map(|field| {
        format!("{} has no field “{field}” any more, which it had before.", source.name())
    }));
    Ok(())
}
