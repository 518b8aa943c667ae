//! The proxy target of a target with too little past: the relatives that the person names, else items
//! that share its most telling value in another column (a new shoe has the past of its brand).
//!
//! The parent is found in the data instead of being asked for, because a marketer who types a new
//! article expects a list, not a question. It is a guess, so it is named in the notes.

use crate::base::words::or;
use crate::history::History;

use super::plan::{items_of, with_column};
use super::types::{Condition, ModelError};
use super::words::value;

/// What stands in for a target.
#[derive(Debug, Clone)]
pub(super) struct ProxyTarget {
    /// For every item whether it belongs; some may be the target's own.
    pub items: Vec<bool>,
    /// "Sport (section)".
    pub words: String,
}

impl ProxyTarget {
    /// What is `named`, any of it, else the parent of the target's items; `None` where there is
    /// neither.
    pub fn of(
        history: &History,
        named: &[Condition],
        target_items: &[bool],
    ) -> Result<Option<Self>, ModelError> {
        if named.is_empty() {
            let parent = parent(history, target_items);
            let of = |p: Parent| Self { items: p.items(history), words: p.words(history) };
            return Ok(parent.map(of));
        }
        let mut items = vec![false; history.items.len()];
        for condition in named {
            let more = items_of(history, std::slice::from_ref(condition))?;
            items.iter_mut().zip(more).for_each(|(a, b)| *a |= b);
        }
        let words: Vec<String> = named.iter().map(with_column).collect();
        Ok(Some(Self { items, words: words.join(", ") }))
    }

    /// The target and this together, and that in words.
    pub fn with(&self, target_items: &[bool], target: &str) -> (Vec<bool>, String) {
        let all = target_items.iter().zip(&self.items).map(|(a, b)| a | b).collect();
        // The target is usually part of its proxy.
        let beyond =
            target_items.iter().zip(&self.items).any(|(is_target, inside)| *is_target && !inside);
        let words = match beyond {
            true => or(&[target, self.words.as_str()]),
            false => self.words.clone(),
        };
        (all, words)
    }
}

/// The value that most of the target's items share and fewest others have: its category, its
/// brand, its line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parent {
    /// Column of the value.
    column: usize,
    /// Code of the value.
    value: u32,
}

impl Parent {
    /// "Shoes (category)".
    fn words(&self, history: &History) -> String {
        let column = &history.columns[self.column];
        value(&column.name, column.values.get(self.value))
    }

    /// For every item whether it has the value.
    fn items(&self, history: &History) -> Vec<bool> {
        history.items_with(self.column, &[self.value])
    }
}

/// Share of the target's items that must have a value for it to be their parent: most, with room for
/// gaps in the feed.
const SHARED: f64 = 0.6;
/// Times the target's own number of items that must have the value: a smaller group adds too little
/// past.
const WIDER: usize = 2;

/// The parent of a target, where it has one.
fn parent(history: &History, target_items: &[bool]) -> Option<Parent> {
    let own = target_items.iter().filter(|&&is_target| is_target).count();
    if own == 0 {
        return None;
    }
    // The product itself (column 0) is never a parent.
    let candidates = (1..history.columns.len()).flat_map(|column| {
        let values = history.columns[column].values.len();
        let (mut with, mut inside) = (vec![0_usize; values], vec![0_usize; values]);
        for (item, &is_target) in target_items.iter().enumerate() {
            for &v in history.items.values(item as u32, column) {
                with[v as usize] += 1;
                inside[v as usize] += usize::from(is_target);
            }
        }
        (0..values)
            .filter(|&v| inside[v] as f64 >= SHARED * own as f64 && with[v] >= WIDER * own + 2)
            .map(|v| (with[v], column, v as u32))
            .collect::<Vec<_>>()
    });
    candidates.min().map(|(_, column, value)| Parent { column, value })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::common::HistoryBuilder;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// The parent against a count over everything in sale; some feeds have gaps.
        #[test]
        fn the_parent_is_the_smallest_group_that_most_of_the_target_is_in(
            sale in prop::collection::btree_set((0_u8..30, 0_u8..4, 0_u8..5, 0_u8..3), 1..60),
            brand in 0_u8..4,
        ) {
            let text = |name: &str, n: u8| match n {
                0 => String::new(),
                n => format!("{name} {n}"),
            };
            let items: BTreeSet<[String; 4]> = sale
                .iter()
                .map(|&(sku, brand, line, season)| {
                    let of = [text("line", line), text("season", season)];
                    let [line, season] = of;
                    [format!("sku {sku}"), format!("brand {brand}"), line, season]
                })
                .collect();
            let mut history = HistoryBuilder::new(&["Product ID", "Brand", "Line", "Season"], &["order"]);
            for item in &items {
                history.event("p", 1000, "order", &item.each_ref().map(String::as_str));
            }
            let history = history.build();
            let is_target = |item: &[String; 4]| item[1] == format!("brand {brand}");
            let own = items.iter().filter(|item| is_target(item)).count();
            let mut groups = Vec::new();
            for column in 1..4 {
                let values: BTreeSet<&String> = items.iter().map(|item| &item[column]).collect();
                for value in values.into_iter().filter(|value| !value.is_empty()) {
                    let group: Vec<_> = items.iter().filter(|item| item[column] == *value).collect();
                    let inside = group.iter().filter(|item| is_target(item)).count();
                    // Six of ten, and twice as many items and two.
                    if own > 0 && 10 * inside >= 6 * own && group.len() >= 2 * own + 2 {
                        groups.push((group.len(), column, value));
                    }
                }
            }
            let wanted = vec![format!("brand {brand}")];
            let condition = Condition { column: "Brand".into(), values: wanted };
            let target_items = items_of(&history, &[condition]).unwrap();
            let found = ProxyTarget::of(&history, &[], &target_items).unwrap();
            let Some((_, column, value)) = groups.into_iter().min() else {
                prop_assert!(found.is_none());
                return Ok(());
            };
            let found = found.unwrap();
            prop_assert!(found.words.contains(value.as_str()), "{} {}", found.words, value);
            let code = history.columns[column].values.find(value).unwrap();
            for item in 0..history.items.len() {
                let with = history.items.values(item as u32, column).contains(&code);
                prop_assert_eq!(found.items[item], with);
            }
        }
    }
}
