//! A catalog filled in by name and content, with what is unsure said as questions.
//!
//! Two steps, because the second needs counts: [`suggest`] says what each file is from its first
//! rows; [`merge_scans`] chooses events and maps columns once the files have been gone through.

mod columns;
mod names;
mod roles;

use columns::columns;
use names::{leaf, product_rank, undoes};
pub use roles::suggest_repeats;
use roles::{RoleGuess, suggest_role};
use serde::Serialize;

use super::scan::{EventCount, Scan};
use super::types::{Catalog, EventChoice, FileRole, MAX_EVENTS};
use crate::import::Source;

/// A suggested catalog and what it is unsure about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestion {
    /// The catalog, filled in.
    pub catalog: Catalog,
    /// For each file how sure its role is; zeros for one that could not be opened.
    pub sure: Vec<Confidence>,
    /// Questions for the person, in words.
    pub questions: Vec<String>,
}

/// How sure a file's suggested role is, each from 0 to 1. Below 0.7 it is put as a question.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Confidence {
    /// That its rows are events, products or people.
    pub role: f32,
    /// Which field says who.
    pub person: f32,
    /// Which field says when.
    pub time: f32,
}

impl Confidence {
    fn all(sure: f32) -> Self {
        Self { role: sure, person: sure, time: sure }
    }
}

/// What each file is, from its first rows. Events and columns follow in [`merge_scans`].
pub fn suggest(sources: &[Option<Source>]) -> Suggestion {
    let mut suggestion = Suggestion::default();
    let opened: Vec<&Source> = sources.iter().flatten().collect();
    for source in sources {
        let guess = source.as_ref().map(|source| suggest_role(source, &opened));
        let (role, sure) = match guess {
            Some(RoleGuess { role, sure, questions }) => {
                suggestion.questions.extend(questions);
                (role, sure)
            }
            None => (FileRole::Unused, Confidence::default()),
        };
        suggestion.catalog.files.push(role);
        suggestion.sure.push(sure);
    }
    suggestion.questions.extend(twins(&opened));
    suggestion
}

/// Files that look like copies of one another, as questions.
fn twins(sources: &[&Source]) -> Vec<String> {
    let mut words = Vec::new();
    for (place, source) in sources.iter().enumerate() {
        let same = |other: &&&Source| {
            other.bytes == source.bytes
                && other.sampled == source.sampled
                && other.preview == source.preview
        };
        if let Some(first) = sources[..place].iter().find(same) {
            words.push(format!(
                "{} and {} look like the same file twice. Take one of them out, or everything in \
                 it counts twice.",
                first.name(),
                source.name()
            ));
        }
    }
    words
}

/// Chooses events and maps columns from what the scans found; roles already entered stay.
/// `scans` is in the order of the catalog's files, `None` where a file is no event file.
pub fn merge_scans(catalog: &mut Catalog, sources: &[Option<Source>], scans: &[Option<Scan>]) {
    let mut all = Scan::default();
    for scan in scans.iter().flatten() {
        all.add(scan);
    }
    let mut events: Vec<EventChoice> = all
        .events
        .iter()
        .map(|event| EventChoice {
            name: event.name.clone(),
            chosen: false,
            undoes: undoes(&event.name),
            product: product_field(event),
        })
        .collect();
    choose(&mut events);
    catalog.columns = columns(&all, &events, catalog, sources);
    catalog.events = events;
}

fn product_field(event: &EventCount) -> Option<String> {
    let filled = event.fields.keys().filter(|path| event.fill(path) > 0.05);
    filled
        .filter_map(|path| product_rank(path).map(|rank| (rank, path)))
        .min_by_key(|(rank, path)| (*rank, path.len()))
        .map(|(_, path)| path.clone())
        .or_else(|| {
            let ends = ["id", "code", "sku"];
            let parts = ["product", "item", "article", "movie", "stock", "content"];
            event
                .fields
                .keys()
                .find(|path| {
                    let leaf = leaf(path);
                    event.fill(path) > 0.3
                        && parts.iter().any(|p| leaf.starts_with(p))
                        && ends.iter().any(|e| leaf.ends_with(e))
                })
                .cloned()
        })
}

/// Up to ten events that name a product and do not undo interest; where none names one, the most
/// frequent.
fn choose(events: &mut [EventChoice]) {
    let any_product = events.iter().any(|e| e.product.is_some() && !e.undoes);
    let mut left = MAX_EVENTS;
    for event in events.iter_mut() {
        let fits = !event.undoes && (event.product.is_some() || !any_product);
        event.chosen = fits && left > 0;
        left -= usize::from(event.chosen);
    }
}
