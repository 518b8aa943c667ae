//! Why an event or a column is suggested, in words: what the catalog screen says on hover.
//!
//! The reasons are read off what was counted rather than kept with the suggestion, so that they are
//! true of a catalog that was saved, changed or made by hand as well.

use crate::base::field_names::leads_to_purchase;
use crate::base::language::t;
use crate::base::words;
use crate::catalog::scan::Scan;
use crate::catalog::types::{ColumnMap, EventChoice};

/// What speaks for and against an event.
pub fn explain_event(event: &EventChoice, events: &[EventChoice], counted: &Scan) -> String {
    let all: u64 = counted.events.iter().map(|e| e.rows).sum();
    let mut words = Vec::new();
    if let Some(count) = counted.events.iter().find(|e| e.name == event.name) {
        let share = percent(count.rows as f64 / all.max(1) as f64);
        words.push(t!("catalog-event-share", share = share));
        words.push(match &event.product {
            Some(field) => {
                let share = percent(f64::from(count.fill(field)));
                t!("catalog-event-product", field = field, share = share)
            }
            None => t!("catalog-event-no-product").to_owned(),
        });
    }
    let why = if event.undoes {
        t!("catalog-event-undoes")
    } else if event.product.is_none() && events.iter().any(|e| e.product.is_some() && !e.undoes) {
        t!("catalog-event-others")
    } else if leads_to_purchase(&event.name) {
        t!("catalog-event-purchase")
    } else {
        t!("catalog-event-usual")
    };
    words.push(why.to_owned());
    sentence(&words)
}

/// What speaks for a column and for its place among the others.
pub fn explain_column(column: &ColumnMap, distinct: usize) -> String {
    let mut fields: Vec<&String> = column.fields.values().chain(&column.product_field).collect();
    fields.sort_unstable();
    fields.dedup();
    let names: Vec<&str> = fields.iter().map(|f| f.as_str()).collect();
    let from = match names.as_slice() {
        [] => t!("catalog-column-unmapped").to_owned(),
        names => t!("catalog-column-from", fields = names.join(", ")),
    };
    let place = match distinct {
        0 | 1 => t!("catalog-column-few").to_owned(),
        _ => t!("catalog-column-values", values = distinct),
    };
    sentence(&[from, place])
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        percent if percent > 0.0 && percent < 1.0 => t!("catalog-under-one-percent").to_owned(),
        percent => words::percent(percent, 0),
    }
}

/// Clauses as one sentence.
fn sentence(words: &[String]) -> String {
    let text = words.join("; ");
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
