//! A catalog filled in by name and content, with what is unsure said as questions.
//!
//! Two steps, because the second needs counts: [`suggest`] says what each file is from its first
//! rows; [`merge_scans`] chooses events and maps columns once the files have been gone through.

mod columns;
mod confidence;
mod explain;
mod merge;
mod names;
mod roles;
mod separators;

use std::collections::{HashMap, HashSet};

use columns::columns;
pub use confidence::Confidence;
pub use explain::{explain_column, explain_event};
pub use merge::follow;
use names::product_rank;
use roles::{Others, RoleGuess, questions_of, suggest_role};
pub use roles::{RowsAre, suggest_as, suggest_repeats};
use separators::Separators;

use super::scan::{EventCount, Scan};
use super::types::{ADVISED_EVENTS, Catalog, EventChoice, FileRole};
use crate::base::field_names::{Meaning, hints_at, leads_to_purchase, leaf, undoes};
use crate::base::language::t;
use crate::import::{self, Source};

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

/// What each file is, from its first rows. Events and columns follow in [`merge_scans`].
pub fn suggest(sources: &[Option<Source>]) -> Suggestion {
    let mut suggestion = Suggestion::default();
    let opened: Vec<&Source> = sources.iter().flatten().collect();
    let others = Others::of(&opened);
    for source in sources {
        let guess = source.as_ref().map(|source| suggest_role(source, &others));
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

/// What is still to be asked about files in the roles that they have now: what the person has settled
/// is not asked again.
pub fn questions(catalog: &Catalog, sources: &[Option<Source>]) -> Vec<String> {
    let opened: Vec<&Source> = sources.iter().flatten().collect();
    let files = sources.iter().zip(&catalog.files);
    let each = files.filter_map(|(source, role)| Some((source.as_ref()?, role)));
    let others = Others::of(&opened);
    let mut questions = asked_once(each.flat_map(|(source, role)| {
        let name = source.name();
        questions_of(source, &others, role).into_iter().map(move |words| (name.clone(), words))
    }));
    questions.extend(twins(&opened));
    questions
}

/// A question about many files is put once: it names the first of them and counts the others.
fn asked_once(all: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut asked: Vec<(String, String, usize)> = Vec::new();
    for (name, words) in all {
        let about = words.strip_prefix(&format!("{name}: ")).unwrap_or(&words).to_owned();
        match places.get(&about) {
            Some(place) => asked[*place].2 += 1,
            None => {
                places.insert(about.clone(), asked.len());
                asked.push((name, about, 0));
            }
        }
    }
    let put = |(name, about, more)| match more {
        0 => format!("{name}: {about}"),
        more => t!("catalog-and-more", name = name, more = more, about = about),
    };
    asked.into_iter().map(put).collect()
}

/// Files that look like copies of one another, as questions.
fn twins(sources: &[&Source]) -> Vec<String> {
    let mut words = Vec::new();
    let mut before: HashMap<_, Vec<&Source>> = HashMap::new();
    for source in sources {
        // Of an export cut into thousands of parts many have one size.
        let alike = before.entry((source.bytes, source.sampled, &source.preview)).or_default();
        let first = alike.first().copied();
        alike.push(source);
        if let Some(first) = first {
            words.push(t!("catalog-file-twice", first = first.name(), second = source.name()));
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
    let no_products = no_products(sources);
    let lists = Separators::new(sources);
    let mut events: Vec<EventChoice> = all
        .events
        .iter()
        .map(|event| {
            let product = product_field(event, &no_products);
            EventChoice {
                name: event.name.clone(),
                chosen: false,
                undoes: undoes(&event.name),
                product_split: product.as_deref().map(|p| lists.of(p)).unwrap_or_default(),
                product,
                ..EventChoice::default()
            }
        })
        .collect();
    choose(&mut events);
    catalog.columns = columns(&all, &events, catalog, sources, &lists);
    catalog.events = events;
}

/// Fields that some program calls like a product's ID without meaning one, as Magento does the number
/// of a line in an order.
fn no_products(sources: &[Option<Source>]) -> HashSet<&String> {
    let known = sources.iter().flatten().filter_map(|s| import::known(s.format, &s.fields));
    known.flat_map(|known| &known.not_product).collect()
}

fn product_field(event: &EventCount, no_products: &HashSet<&String>) -> Option<String> {
    let is_one = |path: &&String| !no_products.contains(*path);
    let filled = event.fields.keys().filter(|path| event.fill(path) > 0.05).filter(is_one);
    filled
        .filter_map(|path| product_rank(path).map(|rank| (rank, path)))
        .min_by_key(|(rank, path)| (*rank, path.len()))
        .map(|(_, path)| path.clone())
        .or_else(|| {
            let ends = ["id", "code", "sku"];
            // What is another one in every row numbers rows or orders.
            let recurs = |path: &&String| {
                event
                    .fields
                    .get(*path)
                    .is_some_and(|f| (f.distinct as u64) < f.filled || f.filled < 50)
            };
            let product = |path: &&String| {
                event.fill(path) > 0.3
                    && recurs(path)
                    && hints_at(Meaning::ProductId, path)
                    && ends.iter().any(|end| leaf(path).ends_with(end))
            };
            event.fields.keys().filter(is_one).find(product).cloned()
        })
}

/// Chooses the few events that say most, of those that name a product and do not undo interest (where
/// none names one, of all that do not): the commonest, which says something of most people; the
/// commonest that names its product in another field, such as an article that is read; what leads to
/// a purchase; then the next most frequent. More than seven say little more.
fn choose(events: &mut [EventChoice]) {
    let any_product = events.iter().any(|e| e.product.is_some() && !e.undoes);
    let fits = |e: &EventChoice| !e.undoes && (e.product.is_some() || !any_product);
    // They stand in the order of their frequency.
    let mut order: Vec<usize> = (0..events.len()).filter(|&i| fits(&events[i])).collect();
    let commonest = order.first().copied();
    let first_of_its_field = |i: usize| {
        let mut before = events[..i].iter().filter(|e| fits(e));
        before.all(|e| e.product != events[i].product)
    };
    order.sort_by_key(|&i| match Some(i) == commonest {
        true => 0,
        false if first_of_its_field(i) => 1,
        false if leads_to_purchase(&events[i].name) => 2,
        false => 3,
    });
    for i in order.into_iter().take(*ADVISED_EVENTS.end()) {
        events[i].chosen = true;
    }
}

#[cfg(test)]
mod tests;
