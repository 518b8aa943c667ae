//! Which of a file's fields means what, by the list of names of fields.

use crate::base::field_names::{self, Meaning, leaf};
use crate::import::{FieldInfo, Source};

/// Standard columns, and what a field means that goes there.
pub(super) const COLUMNS: [(&str, Meaning); 8] = [
    ("Name", Meaning::ProductName),
    ("Brand", Meaning::Brand),
    ("Category", Meaning::Category),
    ("Subcategory", Meaning::Subcategory),
    ("Variant", Meaning::Variant),
    ("Price", Meaning::Price),
    ("Audience", Meaning::Audience),
    ("Plan", Meaning::Plan),
];

/// The list that a field is in: `properties.products[]` of `properties.products[].sku`.
pub(super) fn list_of(path: &str) -> Option<&str> {
    path.rfind(']').map(|end| &path[..=end])
}

/// How surely a field is a product's ID, the surest 0.
pub(super) fn product_rank(path: &str) -> Option<usize> {
    // Snowplow's product entity calls it just `id`, and so do lists of items.
    let entity = path.ends_with("[product].data.id").then_some(0);
    let of_list = || {
        let list = path.strip_suffix("[].id").map(leaf)?;
        let lists = ["items", "products", "lineitems", "orderitems", "articles", "cartitems"];
        // Any ID of its own name says more.
        lists.contains(&list.as_str()).then_some(usize::MAX)
    };
    entity.or_else(|| field_names::rank(Meaning::ProductId, path)).or_else(of_list)
}

/// The field that most surely means this.
pub(super) fn best(source: &Source, meaning: Meaning) -> Option<&FieldInfo> {
    best_by(source, |path| field_names::rank(meaning, path))
}

/// The field that says most surely what `rank` looks for.
pub(super) fn best_by(source: &Source, rank: impl Fn(&str) -> Option<usize>) -> Option<&FieldInfo> {
    let filled = source.fields.iter().filter(|f| f.filled > 0.0);
    filled
        .filter_map(|f| rank(&f.path).map(|rank| (rank, f)))
        // A field nested less deeply wins where two have the same name.
        .min_by_key(|(rank, f)| (*rank, f.path.matches(['.', '[']).count()))
        .map(|(_, f)| f)
}

/// The first of these fields that the file has, by its exact name.
pub(super) fn named<'a>(source: &'a Source, names: &[&str]) -> Option<&'a FieldInfo> {
    best_by(source, |path| names.iter().position(|name| leaf(path) == *name))
}

/// How surely a field says who somebody is: a known ID, else an e-mail address.
pub(super) fn person_rank(path: &str) -> Option<usize> {
    let known = field_names::rank(Meaning::Person, path);
    known.or_else(|| field_names::rank(Meaning::Email, path).map(|rank| rank + 1_000_000))
}

/// The standard column that a field goes to, and how surely.
pub(super) fn standard(path: &str) -> Option<(usize, usize)> {
    COLUMNS.iter().enumerate().find_map(|(order, (_, meaning))| {
        field_names::rank(*meaning, path).map(|rank| (order, rank))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_products_id_is_found_by_name_and_in_lists() {
        assert_eq!(product_rank("contexts.data[product].data.id"), Some(0));
        assert!(product_rank("items[].id").is_some());
        assert!(product_rank("items[].sku") < product_rank("items[].id"));
        assert_eq!(product_rank("order.id"), None);
    }

    #[test]
    fn a_known_id_says_who_it_is_before_an_address_does() {
        assert!(person_rank("Kundennummer") < person_rank("E-Mail"));
        assert!(person_rank("billing_email").is_some());
        assert_eq!(person_rank("brand"), None);
    }
}
