//! Adobe Analytics' data feed as gzip TSV, a file a month, with its header in the first row as those
//! have it that come from a warehouse. What happened is a code, what it was about the product string.
//!
//! Columns: experienceleague.adobe.com, data feeds, data column reference. Codes: AdobeDocs, calculated
//! metrics (`1,200` is a purchase and `event1`), those of views and carts from memory. Brands are no part of the product string.

use std::io::{self, Write};
use std::path::Path;

use super::job::Job;
use super::months;
use super::table::PLANS;
use crate::sample::{EventKind, SampleEvent, Store, dollars};

const COLUMNS: [&str; 9] = [
    "hitid_high",
    "hit_time_gmt",
    "mcvisid",
    "post_cust_visid",
    "post_event_list",
    "post_product_list",
    "visit_num",
    "exclude_hit",
    "accept_language",
];

/// The code of what happened: the store's own events are custom ones. A feed has no names for those,
/// so that it does not hold what undoes interest.
fn code(kind: EventKind) -> Option<u32> {
    Some(match kind {
        EventKind::Identify
        | EventKind::ProductsSearched
        | EventKind::PlanCancelled
        | EventKind::OrderRefunded => return None,
        EventKind::OrderCompleted => 1,
        EventKind::ProductViewed => 2,
        EventKind::CheckoutStarted => 11,
        EventKind::ProductAdded => 12,
        EventKind::ProductRemoved => 13,
        EventKind::ProductListViewed => 200,
        EventKind::ProductAddedToWishlist => 201,
        EventKind::ArticleRead => 202,
        EventKind::MembershipStarted => 203,
        EventKind::PlanViewed => 204,
        EventKind::PlanUpgraded => 205,
    })
}

/// The event that a code stands for by the name it is read under.
#[cfg(test)]
pub(super) fn kind_of(name: &str) -> Option<EventKind> {
    let code = match name {
        "Purchase" => 1,
        "Product View" => 2,
        "Checkout" => 11,
        "Cart Addition" => 12,
        "Cart Removal" => 13,
        _ => 199 + name.strip_prefix("Event ")?.parse::<u32>().ok()?,
    };
    EventKind::ALL.into_iter().find(|kind| self::code(*kind) == Some(code))
}

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let months = months::split(store).into_iter();
    months
        .map(|(month, events)| Job {
            path: folder.join(format!("hit_data-{}.tsv.gz", month.name)),
            fill: Box::new(move |file, progress| {
                let first = events.start;
                let line = |event, position, text: &mut Vec<u8>| {
                    if position == first {
                        writeln!(text, "{}", COLUMNS.join("\t"))?;
                    }
                    row(store, event, position, text)
                };
                months::pack(store, events.clone(), file, line, progress)
            }),
        })
        .collect()
}

/// Writes the hit of an event, if it is one.
fn row(store: &Store, event: &SampleEvent, position: usize, text: &mut Vec<u8>) -> io::Result<()> {
    let Some(code) = code(event.kind) else { return Ok(()) };
    let person = &store.people[event.person as usize];
    writeln!(
        text,
        "{position}\t{}\t{}\t{}\t{code},100\t{}\t1\t0\ten-US",
        event.time.div_euclid(1000),
        person.anonymous_id(event.device),
        person.user_id().filter(|_| event.known).unwrap_or_default(),
        products(store, event),
    )
}

/// `category;product;quantity;price` of everything that an event is about.
fn products(store: &Store, event: &SampleEvent) -> String {
    let subject = event.subject as usize;
    let product = |place: usize, counted: String| {
        let product = &store.products[place];
        format!("{};{};{counted}", product.category, product.product_id)
    };
    match event.kind {
        EventKind::ArticleRead => format!(";{};;", store.articles[subject].article_id),
        EventKind::MembershipStarted
        | EventKind::PlanViewed
        | EventKind::PlanUpgraded
        | EventKind::PlanCancelled => format!(";{};;", PLANS[subject].1),
        _ => match store.lines(event) {
            [] => product(subject, ";".into()),
            lines => {
                // The price is that of all pieces together.
                let each = lines.iter().map(|line| {
                    let total = dollars(line.cents * u32::from(line.quantity));
                    product(line.product as usize, format!("{};{total:.2}", line.quantity))
                });
                each.collect::<Vec<_>>().join(",")
            }
        },
    }
}
