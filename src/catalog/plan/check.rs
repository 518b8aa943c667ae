//! What is wrong in a catalog by itself, and which of its fields no file has.

use std::collections::BTreeMap;

use super::wishes::known;
use crate::base::language::{Message, message, t};
use crate::catalog::types::{Catalog, FileRole, MAX_EVENTS, PRODUCT_ID, Place, Problem, Split};
use crate::import::Source;

/// Whether events are chosen that say something.
pub(super) fn events(catalog: &Catalog, chosen: &[String], problems: &mut Vec<Problem>) {
    if chosen.is_empty() {
        problems.push(Problem { place: Place::Events, words: t!("catalog-no-events").into() });
    }
    if chosen.len() > MAX_EVENTS {
        problems.push(Problem {
            place: Place::Events,
            words: t!("catalog-too-many-events", events = chosen.len(), most = MAX_EVENTS),
        });
    }
    let with_something = |name: &str| {
        catalog.events.iter().any(|e| e.name == name && e.product.is_some())
            || catalog.columns.iter().any(|c| c.fields.contains_key(name))
    };
    if !chosen.is_empty() && !chosen.iter().any(|name| with_something(name)) {
        problems
            .push(Problem { place: Place::Events, words: t!("catalog-events-of-nothing").into() });
    }
}

/// Whether the columns can be told apart.
pub(super) fn columns(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    seen.insert(PRODUCT_ID.to_lowercase(), 1);
    for column in &catalog.columns {
        let name = column.name.trim();
        if name.is_empty() {
            problems.push(Problem {
                place: Place::Column(column.name.clone()),
                words: t!("catalog-column-unnamed").into(),
            });
            continue;
        }
        let count = seen.entry(name.to_lowercase()).or_insert(0);
        *count += 1;
        if *count == 2 {
            problems.push(Problem {
                place: Place::Column(column.name.clone()),
                words: t!("catalog-column-twice", column = name),
            });
        }
        if column.split == Split::On(String::new()) {
            problems.push(Problem {
                place: Place::Column(column.name.clone()),
                words: t!("catalog-split-unknown", column = name),
            });
        }
    }
}

/// Fields that the catalog maps and that no file of the kind has. One file may lack a field
/// that another has: events of several programs are mapped side by side.
pub(super) fn fields_of_no_file(
    catalog: &Catalog,
    chosen: &[String],
    sources: &[Option<Source>],
) -> Vec<Message> {
    let of = |products: bool| -> Vec<&Source> {
        let files = catalog.files.iter().zip(sources);
        let files = files.filter(|(role, _)| match role {
            FileRole::Events(_) => !products,
            FileRole::Products { .. } => products,
            FileRole::People(_) | FileRole::Unused => false,
        });
        files.filter_map(|(_, source)| source.as_ref()).collect()
    };
    let (events, products) = (of(false), of(true));
    let nowhere = |files: &[&Source], path: &str| !files.iter().any(|source| known(source, path));
    let mut words = Vec::new();
    for event in catalog.events.iter().filter(|event| chosen.contains(&event.name)) {
        if let Some(path) = event.product.as_ref().filter(|path| nowhere(&events, path)) {
            words.push(message!("catalog-product-nowhere", field = path, event = &event.name));
        }
    }
    for column in &catalog.columns {
        for (event, path) in &column.fields {
            if chosen.contains(event) && nowhere(&events, path) {
                words.push(message!(
                    "catalog-column-nowhere",
                    field = path,
                    event = event,
                    column = &column.name
                ));
            }
        }
        if let Some(path) = column.product_field.as_ref().filter(|path| nowhere(&products, path)) {
            words.push(match products.as_slice() {
                [] => message!("catalog-no-product-file", field = path, column = &column.name),
                _ => message!("catalog-product-field-nowhere", field = path, column = &column.name),
            });
        }
    }
    words
}
