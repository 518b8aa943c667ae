//! Which of a file's fields means what, by the list of names of fields.

use std::sync::LazyLock;

use crate::base::field_names::{self, Meaning, leaf};
use crate::base::language::{Language, t};
use crate::import::{FieldInfo, Source};

/// What fields mean that go to standard columns.
pub(super) const COLUMNS: [Meaning; 8] = [
    Meaning::ProductName,
    Meaning::Brand,
    Meaning::Category,
    Meaning::Subcategory,
    Meaning::Variant,
    Meaning::Price,
    Meaning::Audience,
    Meaning::Plan,
];

/// What the standard columns are called, in the language of the window. A project keeps the names that its columns
/// were given.
pub(super) fn titles() -> [&'static str; 8] {
    [
        t!("catalog-column-name"),
        t!("catalog-column-brand"),
        t!("catalog-column-category"),
        t!("catalog-column-subcategory"),
        t!("catalog-column-variant"),
        t!("catalog-column-price"),
        t!("catalog-column-audience"),
        t!("catalog-column-plan"),
    ]
}

/// The place of the standard column that is called so in any language, whatever the case of its letters.
pub(super) fn titled(name: &str) -> Option<usize> {
    // Asked for every field of every event: looked up once.
    static EVERYWHERE: LazyLock<Vec<[&str; 8]>> =
        LazyLock::new(|| Language::ALL.map(|language| language.within(titles)).to_vec());
    let place =
        |titles: &[&str; 8]| titles.iter().position(|title| title.eq_ignore_ascii_case(name));
    EVERYWHERE.iter().find_map(place)
}

/// Whether a column is the one of products' names.
pub(super) fn is_of_names(name: &str) -> bool {
    titled(name) == Some(0)
}

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
    COLUMNS
        .iter()
        .enumerate()
        .find_map(|(order, meaning)| field_names::rank(*meaning, path).map(|rank| (order, rank)))
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
    fn a_standard_column_is_known_by_its_name_in_any_language() {
        for language in Language::ALL {
            for (place, title) in language.within(titles).iter().enumerate() {
                assert_eq!(titled(title), Some(place), "{title}");
                // A file that was written with these names is understood as it was meant.
                assert_eq!(standard(title).map(|(order, _)| order), Some(place), "{title}");
            }
        }
        assert_eq!(titled("colour"), None);
    }

    #[test]
    fn a_known_id_says_who_it_is_before_an_address_does() {
        assert!(person_rank("Kundennummer") < person_rank("E-Mail"));
        assert!(person_rank("billing_email").is_some());
        assert_eq!(person_rank("brand"), None);
    }
}
