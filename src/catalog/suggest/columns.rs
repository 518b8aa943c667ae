//! Which fields become model columns, once the files have been gone through.
//!
//! A column is suggested where a chosen event or a product file has it, so that none is suggested that
//! nothing is mapped to; the fields of the other events are mapped too, for when one is chosen later. The order is from broad to narrow by the number of values, for the
//! model falls back on the broader column where the narrower one has little data.

use std::collections::{BTreeMap, HashSet};

use super::names::{COLUMNS, is_of_names, list_of, product_rank, standard, titled, titles};
use super::separators::Separators;
use crate::base::field_names::{self, leaf};
use crate::catalog::scan::Scan;
use crate::catalog::types::{Catalog, ColumnMap, EventChoice, FileRole, Split};
use crate::import::{FieldInfo, Format, Kind, Source};

/// Model columns: the standard ones by the names they go by, then every other field whose values
/// repeat enough to say something about more than one product.
pub(super) fn columns(
    all: &Scan,
    events: &[EventChoice],
    catalog: &Catalog,
    sources: &[Option<Source>],
    lists: &Separators<'_>,
) -> Vec<ColumnMap> {
    let mut columns: BTreeMap<(usize, String), ColumnMap> = BTreeMap::new();
    let mut distinct: BTreeMap<String, usize> = BTreeMap::new();
    let roles = role_fields(catalog);
    let kinds = Kinds::of(sources);
    for (event, choice) in all.events.iter().zip(events) {
        let mut taken = Vec::new();
        let mut paths: Vec<&String> =
            event.fields.keys().filter(|p| event.fill(p) > 0.02).collect();
        // Where an event lists products, their own fields say more than the list's.
        let list = choice.product.as_deref().and_then(list_of);
        paths.sort_by_cached_key(|path| {
            let beside = list_of(path) == list;
            let alias = standard(path).map_or(usize::MAX, |(_, alias)| alias);
            (!beside, alias, path.len())
        });
        for path in paths {
            if Some(path) == choice.product.as_ref()
                || roles.contains(path)
                || kinds.say_nothing(path, &event.fields[path].examples)
                // Shopify calls the order's number so, beside the name of what was bought.
                || (path == "Name" && event.fields.contains_key("Lineitem name"))
            {
                continue;
            }
            let stats = &event.fields[path];
            let repeats = stats.distinct >= 2
                && (stats.distinct as f64) < 0.5 * stats.filled as f64
                && stats.distinct < 5_000;
            let Some(name) = column_name(path, repeats, &taken) else {
                continue;
            };
            taken.push(name.1.clone());
            let column = columns.entry(name.clone()).or_default();
            column.name = name.1;
            column.fields.insert(event.name.clone(), path.clone());
            if choice.chosen {
                let values = distinct.entry(column.name.clone()).or_default();
                *values = stats.distinct.max(*values);
            }
            column.split = match kinds.lists.contains(path.as_str()) {
                true => Split::Json,
                false => split_of(path, &stats.examples, column, lists),
            };
        }
    }
    for (role, source) in catalog.files.iter().zip(sources) {
        let (FileRole::Products { id, .. }, Some(source)) = (role, source) else {
            continue;
        };
        let mut taken = Vec::new();
        let mut fields: Vec<&FieldInfo> =
            source.fields.iter().filter(|f| f.filled > 0.02 && f.path != *id).collect();
        fields.sort_by_cached_key(|f| standard(&f.path).map_or(usize::MAX, |(_, alias)| alias));
        for field in fields {
            let rows = source.sampled as f32 * field.filled;
            let repeats = field.distinct >= 2 && (field.distinct as f32) < 0.9 * rows;
            if field.kind == Kind::Time {
                continue;
            }
            let shopify = source.format == Format::ShopifyProducts && field.path == "Type";
            let called = if shopify { "category" } else { field.path.as_str() };
            let Some(name) = column_name(called, repeats, &taken) else {
                continue;
            };
            taken.push(name.1.clone());
            let column = columns.entry(name.clone()).or_default();
            column.name = name.1;
            column.product_field = Some(field.path.clone());
            let values = distinct.entry(column.name.clone()).or_default();
            *values = field.distinct.max(*values);
            column.split = split_of(&field.path, &field.examples, column, lists);
        }
    }
    let chosen = |column: &ColumnMap| {
        events.iter().any(|event| event.chosen && column.fields.contains_key(&event.name))
    };
    let used = columns.into_values().filter(|c| c.product_field.is_some() || chosen(c));
    let mut columns: Vec<ColumnMap> = used.take(MOST).collect();
    columns.sort_by_key(|column| breadth(&column.name, &distinct));
    columns
}

/// Columns suggested at most; more than the model can tell apart would only cost time.
const MOST: usize = 24;

/// The place of a column among the others, the broad ones first: fewer values say something about
/// more products. What has a single value says nothing, and names are hardly ever shared.
fn breadth(name: &str, distinct: &BTreeMap<String, usize>) -> (bool, bool, usize) {
    let values = distinct.get(name).copied().unwrap_or(0);
    (is_of_names(name), values < 2, values)
}

/// What fields hold in all files together, looked up once: there may be thousands of files.
struct Kinds<'a> {
    /// Fields that hold times wherever they are.
    times: HashSet<&'a str>,
    /// Fields that hold lists of their own somewhere; they are split in any case, and this says so.
    lists: HashSet<&'a str>,
}

impl<'a> Kinds<'a> {
    fn of(sources: &'a [Option<Source>]) -> Self {
        let (mut times, mut others, mut lists) = (HashSet::new(), HashSet::new(), HashSet::new());
        for field in sources.iter().flatten().flat_map(|source| &source.fields) {
            let path = field.path.as_str();
            match field.kind {
                Kind::Time => drop(times.insert(path)),
                Kind::List => {
                    lists.insert(path);
                    others.insert(path);
                }
                _ => drop(others.insert(path)),
            }
        }
        times.retain(|path| !others.contains(path));
        Self { times, lists }
    }

    /// Whether a field holds times, or JSON whose members are fields of their own.
    fn say_nothing(&self, path: &str, examples: &[String]) -> bool {
        let nested = |text: &String| text.starts_with('{') || text.starts_with("[{");
        self.times.contains(path) || examples.iter().any(nested)
    }
}

fn role_fields(catalog: &Catalog) -> HashSet<&String> {
    let events = catalog.files.iter().filter_map(FileRole::events);
    events
        .flat_map(|file| {
            let fields = file.person.iter().chain(&file.anonymous).chain(&file.time);
            fields.chain(file.event.fields())
        })
        .collect()
}

/// The place and the name of the column that a field goes to; `None`: not worth one.
fn column_name(path: &str, repeats: bool, taken: &[String]) -> Option<(usize, String)> {
    let technical = ["context.", "integrations", "traits.", "_"];
    if technical.iter().any(|start| path.starts_with(start)) {
        return None;
    }
    if let Some((order, _)) = standard(path) {
        let name = titles()[order].to_owned();
        if !taken.contains(&name) {
            return Some((order, name));
        }
    }
    let never =
        field_names::not_a_column(path) || product_rank(path).is_some() || technical_leaf(path);
    if never || !repeats {
        return None;
    }
    let last = path.rsplit(['.', ']']).find(|p| !p.is_empty()).unwrap_or(path);
    // A second `category` beside the one that already is the Category column says nothing new.
    let used = |name: &str| name.eq_ignore_ascii_case(last);
    let free = !taken.iter().any(|name| used(name)) && titled(last).is_none();
    free.then(|| (COLUMNS.len(), last.to_owned()))
}

/// Whether a field's name is one of a shop's bookkeeping rather than a property of products.
fn technical_leaf(path: &str) -> bool {
    const NAMES: [&str; 12] = [
        "type",
        "channel",
        "currency",
        "id",
        "userpseudo",
        "discount",
        "disc",
        "storeid",
        "matchdisc",
        "version",
        "platform",
        "value",
    ];
    let leaf = leaf(path);
    NAMES.contains(&leaf.as_str()) || leaf.ends_with("disc") || leaf.ends_with("value")
}

/// Text that holds a JSON list, or several values with something between them. Names are one value.
fn split_of(path: &str, examples: &[String], column: &ColumnMap, lists: &Separators<'_>) -> Split {
    let already = &column.split;
    if !already.is_none() || examples.is_empty() {
        return already.clone();
    }
    let share = |test: &dyn Fn(&String) -> bool| {
        examples.iter().filter(|e| test(e)).count() * 2 > examples.len()
    };
    if share(&|e| e.starts_with('[')) {
        Split::Json
    } else if share(&|e| e.contains('|') && !e.contains(" | ")) {
        Split::On("|".into())
    } else if !is_of_names(&column.name) {
        lists.of(path)
    } else {
        Split::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_inside_text_are_recognised() {
        let of = |examples: &[String]| {
            split_of("x", examples, &ColumnMap::default(), &Separators::new(&[]))
        };
        let examples = ["Action|Drama".to_owned(), "Comedy|Family".to_owned()];
        assert_eq!(of(&examples), Split::On("|".into()));
        assert_eq!(of(&["[\"a\"]".to_owned()]), Split::Json);
        assert_eq!(of(&["Food".to_owned()]), Split::None);
    }
}
