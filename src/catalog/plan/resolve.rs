//! A catalog and the opened files into a plan, or everything that is missing.

use std::collections::HashSet;

use super::check;
use super::event_file;
use super::types::{Identity, ProductFilePlan, ReadPlan};
use super::wishes::{Wishes, known, splits};
use crate::base::language::{Message, message, t};
use crate::base::mailbox::address;
use crate::catalog::types::{Catalog, FileRole, PRODUCT_ID, PeopleTable, Place, Problem};
use crate::import::{Essential, Source, TimeFormat};

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
            by_address: by_address(catalog, sources),
            known_only: false,
            notices: Vec::new(),
        };
        let anonymous = event_file::anonymous_names(catalog);
        for (place, source) in sources.iter().enumerate() {
            let added = match (catalog.files.get(place), source) {
                (None, _) => Err(t!("catalog-no-role").into()),
                (Some(role), Some(source)) => plan.add(catalog, role, source, &anonymous),
                (Some(FileRole::Unused), None) => Ok(()),
                (Some(_), None) => Err(t!("catalog-file-unopened").into()),
            };
            if let Err(words) = added {
                problems.push(Problem { place: Place::File(place), words });
            }
        }
        if plan.files.is_empty() && problems.is_empty() {
            problems
                .push(Problem { place: Place::Events, words: t!("catalog-no-event-file").into() });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let anonymous = plan.files.iter().any(|file| file.identity != Identity::Known);
        plan.known_only = catalog.leave_out_anonymous && anonymous;
        plan.notices.extend(check::fields_of_no_file(catalog, &plan.events, sources));
        Ok(plan)
    }

    /// Adds what is read of a file in its role.
    fn add(
        &mut self,
        catalog: &Catalog,
        role: &FileRole,
        source: &Source,
        anonymous: &HashSet<String>,
    ) -> Result<(), String> {
        match role {
            FileRole::Events(roles) => {
                let file = (roles, source);
                let notices = &mut self.notices;
                let file = event_file::plan(catalog, &self.events, file, anonymous, notices)?;
                self.files.push(file);
            }
            FileRole::Products { id, .. } => self.products.push(product_file(catalog, id, source)?),
            FileRole::People(people) => check_people(people, source, &mut self.notices)?,
            FileRole::Unused => {}
        }
        Ok(())
    }
}

/// Whether events know some people by an e-mail address and some by another ID, by the first rows of their files.
fn by_address(catalog: &Catalog, sources: &[Option<Source>]) -> bool {
    let files = catalog.files.iter().zip(sources);
    let events = files.filter_map(|(role, source)| Some((role.events()?, source.as_ref()?)));
    let people = events
        .flat_map(|(events, source)| events.person.iter().filter_map(|path| source.field(path)));
    let ids: Vec<&str> = people.flat_map(|field| &field.examples).map(String::as_str).collect();
    let is_address = |id: &&str| address(id).is_ok();
    ids.iter().any(is_address) && !ids.iter().all(is_address)
}

fn product_file(catalog: &Catalog, id: &str, source: &Source) -> Result<ProductFilePlan, String> {
    if !known(source, id) {
        return Err(t!("catalog-no-product-id").into());
    }
    let mut wishes = Wishes::default();
    wishes.required(&[id.to_owned()], Essential::Product);
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
    notices: &mut Vec<Message>,
) -> Result<(), String> {
    if !known(source, &people.id) {
        return Err(t!("catalog-people-id-gone", field = &people.id));
    }
    if let Some(time) = &people.time {
        let gone = || t!("catalog-people-time-gone", field = time);
        let field = source.field(time).ok_or_else(gone)?;
        if field.time_ambiguous && people.time_format == TimeFormat::Auto {
            return Err(t!("catalog-day-or-month", field = time));
        }
    }
    let gone = people.fields.iter().filter(|field| !known(source, field));
    let gone =
        gone.map(|field| message!("catalog-trait-gone", file = source.name(), field = field));
    notices.extend(gone);
    Ok(())
}
