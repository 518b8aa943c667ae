//! Why an event or a column is suggested, in words: what the catalog screen says on hover.
//!
//! The reasons are read off what was counted rather than kept with the suggestion, so that they are
//! true of a catalog that was saved, changed or made by hand as well.

use crate::base::field_names::leads_to_purchase;
use crate::catalog::scan::Scan;
use crate::catalog::types::{ColumnMap, EventChoice};

/// What speaks for and against an event.
pub fn explain_event(event: &EventChoice, events: &[EventChoice], counted: &Scan) -> String {
    let all: u64 = counted.events.iter().map(|e| e.rows).sum();
    let mut words = Vec::new();
    if let Some(count) = counted.events.iter().find(|e| e.name == event.name) {
        words.push(format!("{} of all rows", percent(count.rows as f64 / all.max(1) as f64)));
        match &event.product {
            Some(field) => words.push(format!(
                "{field} names the product in {} of them",
                percent(f64::from(count.fill(field)))
            )),
            None => words.push("it names no product".to_owned()),
        }
    }
    words.push(if event.undoes {
        "not suggested: by its name it undoes interest".to_owned()
    } else if event.product.is_none() && events.iter().any(|e| e.product.is_some() && !e.undoes) {
        "not suggested: other events say which product they are about".to_owned()
    } else if leads_to_purchase(&event.name) {
        "by its name it leads to a purchase, so it is suggested first".to_owned()
    } else {
        "suggested while fewer than seven others say more".to_owned()
    });
    sentence(&words)
}

/// What speaks for a column and for its place among the others.
pub fn explain_column(column: &ColumnMap, distinct: usize) -> String {
    let mut fields: Vec<&String> = column.fields.values().chain(&column.product_field).collect();
    fields.sort_unstable();
    fields.dedup();
    let names: Vec<&str> = fields.iter().map(|f| f.as_str()).collect();
    let from = match names.as_slice() {
        [] => "not mapped to any field yet".to_owned(),
        names => format!("taken from {}", names.join(", ")),
    };
    let place = match distinct {
        0 | 1 => "it has hardly any values, so it says little".to_owned(),
        _ => format!(
            "{distinct} different values: columns with fewer stand above it and fill in where it \
             has little data"
        ),
    };
    sentence(&[from, place])
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 1.0 { "under 1%".to_owned() } else { format!("{percent:.0}%") }
}

/// Clauses as one sentence.
fn sentence(words: &[String]) -> String {
    let text = words.join("; ");
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
