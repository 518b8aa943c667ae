//! A catalog that follows a new suggestion and keeps what the person decided.
//!
//! When files or their roles change, what depends on them is suggested anew. What the person decided
//! is not written down anywhere; it shows as the difference between the catalog and what was suggested
//! for the files as they were. So this is a merge of three: before (suggested then), now (the
//! catalog), after (suggested for the files as they are). What is as it was suggested follows the
//! suggestion; what differs was decided and stays.

use super::names::titled;
use crate::catalog::types::{Catalog, ColumnMap, EventChoice, MAX_EVENTS};

/// The events and columns of `now`, brought from the suggestion `before` to `after`; its files are
/// taken as they are.
pub fn follow(before: &Catalog, now: &Catalog, after: &Catalog) -> Catalog {
    let (before, after) = (&as_called_in(now, before), &as_called_in(now, after));
    let mut events: Vec<EventChoice> =
        after.events.iter().map(|event| follow_event(before, now, event)).collect();
    limit(&mut events, now);
    Catalog { events, columns: follow_columns(before, now, after), ..now.clone() }
}

/// A suggestion with its standard columns called as they are in the catalog, which may have been filled in while the
/// window spoke another language: they are the same columns.
fn as_called_in(now: &Catalog, suggested: &Catalog) -> Catalog {
    let mut suggested = suggested.clone();
    for column in &mut suggested.columns {
        let there = now.columns.iter().any(|own| own.name == column.name);
        let Some(place) = titled(&column.name).filter(|_| !there) else { continue };
        if let Some(own) = now.columns.iter().find(|own| titled(&own.name) == Some(place)) {
            column.name.clone_from(&own.name);
        }
    }
    suggested
}

fn follow_event(before: &Catalog, now: &Catalog, after: &EventChoice) -> EventChoice {
    let find = |catalog: &Catalog| catalog.events.iter().find(|e| e.name == after.name).cloned();
    let Some(own) = find(now) else { return after.clone() };
    let Some(before) = find(before) else { return own };
    EventChoice {
        name: after.name.clone(),
        chosen: if own.chosen == before.chosen { after.chosen } else { own.chosen },
        undoes: after.undoes,
        product_split: match own.product == before.product {
            true => after.product_split.clone(),
            false => own.product_split,
        },
        product: if own.product == before.product { after.product.clone() } else { own.product },
        unknown: own.unknown,
    }
}

/// What the person chose stays within the most that may be chosen; what is new makes room.
fn limit(events: &mut [EventChoice], now: &Catalog) {
    let is_new = |event: &EventChoice| {
        event.chosen && !now.events.iter().any(|e| e.name == event.name && e.chosen)
    };
    while events.iter().filter(|e| e.chosen).count() > MAX_EVENTS {
        match events.iter_mut().rev().find(|event| is_new(event)) {
            Some(event) => event.chosen = false,
            None => return,
        }
    }
}

fn follow_columns(before: &Catalog, now: &Catalog, after: &Catalog) -> Vec<ColumnMap> {
    let find =
        |catalog: &Catalog, name: &str| catalog.columns.iter().find(|c| c.name == name).cloned();
    let merged = |column: &ColumnMap| {
        match (find(before, &column.name), find(now, &column.name)) {
            // The person took it out.
            (Some(_), None) => None,
            (_, None) => Some(column.clone()),
            (before, Some(own)) => Some(follow_column(before.as_ref(), own, column)),
        }
    };
    let mut columns: Vec<ColumnMap> = after.columns.iter().filter_map(merged).collect();
    for own in &now.columns {
        let suggested = find(before, &own.name);
        // Suggested for what is not there any more.
        if columns.iter().any(|c| c.name == own.name) || suggested.as_ref() == Some(own) {
            continue;
        }
        columns.push(own.clone());
    }
    let names = |catalog: &Catalog| -> Vec<String> {
        catalog.columns.iter().map(|c| c.name.clone()).collect()
    };
    let (old, own) = (names(before), names(now));
    let kept: Vec<&String> = old.iter().filter(|name| own.contains(name)).collect();
    let ordered: Vec<&String> = own.iter().filter(|name| old.contains(name)).collect();
    if kept != ordered {
        // The person put them in another order; what is new comes last.
        columns.sort_by_key(|c| own.iter().position(|name| *name == c.name).unwrap_or(usize::MAX));
    }
    columns
}

fn follow_column(before: Option<&ColumnMap>, own: ColumnMap, after: &ColumnMap) -> ColumnMap {
    let Some(before) = before else {
        // The person made it: only what it does not say yet is added.
        let mut own = own;
        for (event, field) in &after.fields {
            own.fields.entry(event.clone()).or_insert_with(|| field.clone());
        }
        return own;
    };
    let mut fields = after.fields.clone();
    for event in before.fields.keys().chain(own.fields.keys()) {
        let (was, is) = (before.fields.get(event), own.fields.get(event));
        if was != is {
            match is {
                Some(field) => drop(fields.insert(event.clone(), field.clone())),
                None => drop(fields.remove(event)),
            }
        }
    }
    let product_field = if own.product_field == before.product_field {
        after.product_field.clone()
    } else {
        own.product_field
    };
    let split = if own.split == before.split { after.split.clone() } else { own.split };
    ColumnMap { name: after.name.clone(), fields, product_field, split, unknown: own.unknown }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn event(name: &str, chosen: bool) -> EventChoice {
        EventChoice { name: name.into(), chosen, ..EventChoice::default() }
    }

    fn column(name: &str, fields: &[(&str, &str)]) -> ColumnMap {
        let fields: BTreeMap<String, String> =
            fields.iter().map(|(e, f)| ((*e).to_owned(), (*f).to_owned())).collect();
        ColumnMap { name: name.into(), fields, ..ColumnMap::default() }
    }

    fn catalog(events: Vec<EventChoice>, columns: Vec<ColumnMap>) -> Catalog {
        Catalog { events, columns, ..Catalog::default() }
    }

    #[test]
    fn a_column_that_was_suggested_in_another_language_is_the_same_one() {
        let now = catalog(vec![], vec![column("Brand", &[("buy", "brand")])]);
        let before = catalog(vec![], vec![column("Marke", &[("buy", "brand")])]);
        let after = catalog(vec![], vec![column("Marke", &[("buy", "brand"), ("view", "make")])]);
        let followed = follow(&before, &now, &after);
        let wanted = vec![column("Brand", &[("buy", "brand"), ("view", "make")])];
        assert_eq!(followed.columns, wanted);
        // One that the person named so beside it stays theirs.
        let both = catalog(vec![], vec![column("Brand", &[]), column("Marke", &[])]);
        let names: Vec<String> =
            follow(&before, &both, &after).columns.into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["Marke", "Brand"]);
    }

    #[test]
    fn an_empty_catalog_takes_the_suggestion() {
        let empty = Catalog::default();
        let after = catalog(vec![event("buy", true)], vec![column("Brand", &[("buy", "brand")])]);
        assert_eq!(follow(&empty, &empty, &after), after);
    }

    #[test]
    fn what_was_suggested_follows_and_what_was_decided_stays() {
        let before = catalog(
            vec![event("view", true), event("buy", true), event("old", true)],
            vec![column("Brand", &[("buy", "brand")]), column("Gone", &[("old", "x")])],
        );
        let now = catalog(
            vec![event("view", false), event("buy", true), event("old", true)],
            vec![
                column("Gone", &[("old", "x")]),
                column("Brand", &[("buy", "make")]),
                column("Mine", &[("buy", "m")]),
            ],
        );
        let after = catalog(
            vec![event("view", true), event("buy", true), event("read", true)],
            vec![
                column("Brand", &[("buy", "brand"), ("read", "brand")]),
                column("Topic", &[("read", "topic")]),
            ],
        );
        let merged = follow(&before, &now, &after);
        let chosen: Vec<_> = merged.events.iter().map(|e| (e.name.as_str(), e.chosen)).collect();
        assert_eq!(chosen, [("view", false), ("buy", true), ("read", true)]);
        assert_eq!(
            merged.columns,
            [
                column("Brand", &[("buy", "make"), ("read", "brand")]),
                column("Mine", &[("buy", "m")]),
                column("Topic", &[("read", "topic")]),
            ]
        );
    }

    #[test]
    fn a_column_that_was_taken_out_does_not_come_back() {
        let before = catalog(vec![], vec![column("Brand", &[("buy", "brand")])]);
        let after = catalog(
            vec![],
            vec![column("Brand", &[("buy", "brand")]), column("Topic", &[("buy", "t")])],
        );
        let merged = follow(&before, &Catalog::default(), &after);
        assert_eq!(merged.columns, [column("Topic", &[("buy", "t")])]);
    }

    #[test]
    fn nothing_changes_where_the_suggestion_does_not() {
        let before = catalog(vec![event("view", true)], vec![column("Brand", &[("view", "b")])]);
        let now = catalog(
            vec![event("view", false)],
            vec![column("Mine", &[]), column("Brand", &[("view", "make")])],
        );
        let merged = follow(&before, &now, &before);
        assert_eq!((merged.events, merged.columns.len()), (now.events, now.columns.len()));
    }
}
