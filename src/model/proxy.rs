//! The proxy target of a target with too little past: the relatives that the person names, else items
//! that share its most telling value in another column (a new shoe has the past of its brand).
//!
//! The parent is found in the data instead of being asked for, because a marketer who types a new
//! article expects a list, not a question. It is a guess, so it is named in the notes.

use serde::{Deserialize, Serialize};
use std::collections::HashSet;

use crate::base::progress::{Progress, Stopped};
use crate::base::words::or;
use crate::history::{Items, Outline, merge_lists};

use super::everyone::{Everyone, Question, Shard};
use super::item_set::ItemSet;
use super::plan::with_column;
use super::types::{Condition, ModelError};
use super::words::value;

/// What stands in for a target.
#[derive(Debug, Clone)]
pub(super) struct ProxyTarget {
    /// The items that belong; some may be the target's own.
    pub items: ItemSet,
    /// "Sport (section)".
    pub words: String,
}

impl ProxyTarget {
    /// What is `named`, any of it, else the parent of the target's items; `None` where there is
    /// neither.
    pub fn of<E: Everyone>(
        everyone: &E,
        named: &[Condition],
        target: &ItemSet,
        progress: &Progress,
    ) -> Result<Option<Self>, ModelError> {
        let outline = everyone.outline();
        if named.is_empty() {
            let parent = parent(everyone, target, progress)?;
            let of = |p: Parent| Self { items: p.items(), words: p.words(outline) };
            return Ok(parent.map(of));
        }
        let mut items = ItemSet::default();
        for condition in named {
            items = items.or(ItemSet::of(outline, std::slice::from_ref(condition))?);
        }
        let words: Vec<String> = named.iter().map(with_column).collect();
        Ok(Some(Self { items, words: words.join(", ") }))
    }

    /// The target and this together, and that in words.
    pub fn with<E: Everyone>(
        &self,
        everyone: &E,
        target: &ItemSet,
        words: &str,
        progress: &Progress,
    ) -> Result<(ItemSet, String), ModelError> {
        // The target is usually part of its proxy.
        let asked = ItemsBeyond { of: target.clone(), beyond: self.items.clone() };
        let beyond = everyone.ask(&asked, progress)?.contains(&true);
        let words = match beyond {
            true => or(&[words, self.words.as_str()]),
            false => self.words.clone(),
        };
        Ok((target.clone().or(self.items.clone()), words))
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
    fn words(&self, outline: Outline<'_>) -> String {
        let column = &outline.columns[self.column];
        value(&column.name, column.values.get(self.value))
    }

    /// The items that have the value.
    fn items(&self) -> ItemSet {
        ItemSet::with_value(self.column, self.value)
    }
}

/// Share of the target's items that must have a value for it to be their parent: most, with room for
/// gaps in the feed.
const SHARED: f64 = 0.6;
/// Times the target's own number of items that must have the value: a smaller group adds too little
/// past.
const WIDER: usize = 2;

/// The parent of a target, where it has one.
fn parent<E: Everyone>(
    everyone: &E,
    target: &ItemSet,
    progress: &Progress,
) -> Result<Option<Parent>, ModelError> {
    let own = items_of(everyone, target, progress)?;
    if own.is_empty() {
        return Ok(None);
    }
    // The product itself (column 0) is never a parent.
    let mut shared: Vec<(usize, u32)> = Vec::new();
    for column in 1..everyone.outline().columns.len() {
        let items = 0..own.len() as u32;
        let mut values: Vec<u32> =
            items.flat_map(|item| own.values(item, column)).copied().collect();
        values.sort_unstable();
        let most = values.chunk_by(|a, b| a == b);
        let most = most.filter(|same| same.len() as f64 >= SHARED * own.len() as f64);
        shared.extend(most.map(|same| (column, same[0])));
    }
    let counts = count_items(everyone, &shared, progress)?;
    let candidates = shared.iter().zip(counts).filter(|(_, with)| *with >= WIDER * own.len() + 2);
    let smallest = candidates.min_by_key(|&(&(column, value), with)| (with, column, value));
    Ok(smallest.map(|(&(column, value), _)| Parent { column, value }))
}

/// The items of a set, each once, in the order of their values.
pub(super) fn items_of<E: Everyone>(
    everyone: &E,
    set: &ItemSet,
    progress: &Progress,
) -> Result<Items, ModelError> {
    let mut parts = everyone.ask(&ItemsOf { set: set.clone() }, progress)?;
    Ok(match parts.len() {
        1 => parts.remove(0),
        _ => {
            let columns = everyone.outline().columns.len();
            merge_lists(columns, &parts.iter().collect::<Vec<_>>(), progress)?.items
        }
    })
}

/// The items of a set.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ItemsOf {
    set: ItemSet,
}

impl Question for ItemsOf {
    const NAME: &'static str = "items";
    type Part = Items;

    fn answer(&self, shard: &Shard<'_>, _progress: &Progress) -> Result<Self::Part, Stopped> {
        Ok(shard.history.items.among(&shard.items(&self.set)?.1))
    }
}

/// Whether any item of a set is not in another.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ItemsBeyond {
    of: ItemSet,
    beyond: ItemSet,
}

impl Question for ItemsBeyond {
    const NAME: &'static str = "items-beyond";
    type Part = bool;

    fn answer(&self, shard: &Shard<'_>, _progress: &Progress) -> Result<Self::Part, Stopped> {
        let (of, beyond) = (shard.items(&self.of)?, shard.items(&self.beyond)?);
        Ok(of.1.iter().zip(&beyond.1).any(|(of, beyond)| *of && !beyond))
    }
}

/// How many different items have each of these values of columns.
fn count_items<E: Everyone>(
    everyone: &E,
    values: &[(usize, u32)],
    progress: &Progress,
) -> Result<Vec<usize>, ModelError> {
    let mut parts = everyone.ask(&ItemsWith { values: values.to_vec() }, progress)?;
    // Everyone at hand counts them; a single shard does not know that it is the only one.
    if let [whole] = parts.as_mut_slice()
        && whole.hashes.is_empty()
    {
        return Ok(std::mem::take(&mut whole.counts));
    }
    let distinct = |place: usize| {
        let all: HashSet<u64> = parts.iter().flat_map(|p| &p.hashes[place]).copied().collect();
        all.len()
    };
    Ok((0..values.len()).map(distinct).collect())
}

/// The items that have each of some values.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ItemsWith {
    values: Vec<(usize, u32)>,
}

/// By value, how many items of a shard have it and, where other shards may have the same ones, which.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WithValues {
    counts: Vec<usize>,
    hashes: Vec<Vec<u64>>,
}

impl Question for ItemsWith {
    const NAME: &'static str = "items-with";
    type Part = WithValues;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let items = &shard.history.items;
        let (mut counts, mut hashes) = (Vec::new(), Vec::new());
        for &(column, value) in &self.values {
            progress.check()?;
            let with = |item: &u32| items.values(*item, column).contains(&value);
            let with = (0..items.len() as u32).filter(with);
            if shard.is_whole() {
                counts.push(with.count());
            } else {
                hashes.push(with.map(|item| items.hash(item)).collect());
            }
        }
        Ok(WithValues { counts, hashes })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::everyone::Whole;
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
            let target = ItemSet::of(history.outline(), &[condition]).unwrap();
            let everyone = Whole::new(&history);
            let found = ProxyTarget::of(&everyone, &[], &target, &Progress::none()).unwrap();
            let Some((_, column, value)) = groups.into_iter().min() else {
                prop_assert!(found.is_none());
                return Ok(());
            };
            let found = found.unwrap();
            prop_assert!(found.words.contains(value.as_str()), "{} {}", found.words, value);
            let code = history.columns[column].values.find(value).unwrap();
            for (item, is_in) in found.items.on(&history).into_iter().enumerate() {
                let with = history.items.values(item as u32, column).contains(&code);
                prop_assert_eq!(is_in, with);
            }
        }
    }
}
