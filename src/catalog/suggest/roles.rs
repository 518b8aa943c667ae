//! What a file is, from its first rows: events, products or people, and which fields say who,
//! when and what.

use super::names::{ANONYMOUS, EVENT, PERSON, PRODUCT, TIME, best, leaf, rank_in};
use crate::catalog::types::{EventFile, EventName, FileRole, LeaveOut};
use crate::import::{FieldInfo, Format, Kind, Source};

pub(super) fn suggest_role(
    source: &Source,
    all: &[&Source],
    questions: &mut Vec<String>,
) -> FileRole {
    let name = source.name();
    let time = suggest_time(source);
    let person = suggest_person(source);
    let product = best(source, &PRODUCT).or_else(|| id_like(source));
    if matches!(source.format, Format::ShopifyProducts | Format::GoogleMerchant) {
        let id = best(source, &["id", "variantsku", "handle"]).or(product);
        return id.map_or(FileRole::Unused, |f| FileRole::Products { id: f.path.clone() });
    }
    let unique = |f: &FieldInfo| {
        let rows = source.preview.len().max(1);
        f.distinct as f32 >= 0.98 * (rows as f32 * f.filled) && f.distinct > 1
    };
    if let (Some(time), false) = (time, person.is_empty()) {
        let people_file = person.first().and_then(|p| source.field(p)).is_some_and(unique)
            && best(source, &EVENT).is_none()
            && product.is_none()
            && looks_like_people(source);
        if !people_file {
            if time.time_ambiguous {
                questions.push(format!(
                    "{name}: does {} put the day or the month first? Choose it on the data screen.",
                    time.path
                ));
            }
            let mut person = person;
            let anonymous = best(source, &ANONYMOUS)
                .map(|f| f.path.clone())
                .filter(|path| person.first() != Some(path));
            person.retain(|p| Some(p) != anonymous.as_ref());
            return FileRole::Events(EventFile {
                person,
                anonymous,
                time: Some(time.path.clone()),
                time_format: time.time_format,
                event: suggest_event(source, all),
                leave_out: suggest_leave_out(source),
            });
        }
    }
    if let Some(person) = person.first()
        && (time.is_none() || looks_like_people(source))
        && source.field(person).is_some_and(unique)
    {
        return FileRole::People { id: person.clone() };
    }
    if let Some(product) = product.or_else(|| best(source, &["id"]))
        && unique(product)
    {
        return FileRole::Products { id: product.path.clone() };
    }
    // Something is missing: an event file to be completed by hand.
    questions.push(format!(
        "{name}: which fields say who, when and what? Choose them on the data screen, or leave \
         the file out."
    ));
    FileRole::Events(EventFile {
        person,
        anonymous: None,
        time: time.map(|f| f.path.clone()),
        time_format: time.map(|f| f.time_format).unwrap_or_default(),
        event: suggest_event(source, all),
        leave_out: suggest_leave_out(source),
    })
}

fn looks_like_people(source: &Source) -> bool {
    let traits = [
        "email",
        "firstname",
        "lastname",
        "phone",
        "age",
        "income",
        "gender",
        "birthday",
        "emailoptin",
        "country",
        "city",
        "plan",
        "kidscount",
        "householdsize",
    ];
    source.fields.iter().filter(|f| rank_in(&traits, &f.path).is_some()).count() >= 2
}

fn suggest_time(source: &Source) -> Option<&FieldInfo> {
    let times = || source.fields.iter().filter(|f| f.kind == Kind::Time && f.filled > 0.5);
    times()
        .filter_map(|f| rank_in(&TIME, &f.path).map(|rank| (rank, f)))
        .min_by_key(|(rank, f)| (*rank, f.path.matches('.').count()))
        .map(|(_, f)| f)
        .or_else(|| {
            // Names such as `order_created_at` or `event date (UTC)`.
            times().find(|f| ["date", "time", "at"].iter().any(|end| leaf(&f.path).ends_with(end)))
        })
        .or_else(|| times().next())
        // A number that is only called a time still is one: epoch seconds.
        .or_else(|| best(source, &TIME[..6]))
}

/// Person fields, the surest first: a known ID, then e-mail as a stand-in where it is missing.
fn suggest_person(source: &Source) -> Vec<String> {
    if let Some(field) = best(source, &PERSON) {
        return vec![field.path.clone()];
    }
    if let Some(field) = best(source, &ANONYMOUS) {
        return vec![field.path.clone()];
    }
    let parts = [
        "user",
        "customer",
        "client",
        "member",
        "household",
        "visitor",
        "person",
        "subscriber",
        "shopper",
        "reader",
        "email",
    ];
    let found = source.fields.iter().find(|f| {
        let leaf = leaf(&f.path);
        f.filled > 0.2
            && parts.iter().any(|p| leaf.contains(p))
            && f.kind != Kind::Time
            && f.distinct > 1
    });
    found.map(|f| vec![f.path.clone()]).unwrap_or_default()
}

fn id_like(source: &Source) -> Option<&FieldInfo> {
    let parts = ["product", "item", "sku", "article", "movie", "film", "book", "stock"];
    source.fields.iter().find(|f| {
        let leaf = leaf(&f.path);
        parts.iter().any(|p| leaf.contains(p))
            && ["id", "code", "sku", "no", "number"].iter().any(|end| leaf.ends_with(end))
    })
}

fn suggest_event(source: &Source, all: &[&Source]) -> EventName {
    match source.format {
        Format::ShopifyOrders | Format::WooCommerce => {
            return EventName::Fixed("Order Completed".into());
        }
        _ => {}
    }
    if let Some(field) = best(source, &EVENT)
        && field.kind == Kind::Text
        && field.distinct <= 500
    {
        return EventName::Field(field.path.clone());
    }
    EventName::Fixed(event_of_file(source, all))
}

/// The event that a file without an event field is about: its name, without dates and numbers.
/// Files that are named by dates alone are pieces of one export.
fn event_of_file(source: &Source, all: &[&Source]) -> String {
    let words = |source: &Source| -> String {
        let stem = source.stem();
        let words: Vec<&str> = stem
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| w.len() > 1 && !["part", "export", "data", "all", "the"].contains(w))
            .collect();
        words.join(" ")
    };
    let own = words(source);
    if !own.is_empty() && !["events", "event", "rows", "table"].contains(&own.as_str()) {
        // The stem as it is where it holds no date: `order_completed`.
        let stem = source.stem();
        let plain = !stem.chars().any(|c| c.is_ascii_digit());
        let same = all.iter().filter(|other| words(other) == own).count();
        return if plain && same <= 1 { stem } else { own };
    }
    let money = ["quantity", "invoiceno", "orderid", "basketid", "unitprice", "salesvalue"];
    if source.fields.iter().any(|f| rank_in(&money, &f.path).is_some()) {
        "purchase".into()
    } else {
        "event".into()
    }
}

fn suggest_leave_out(source: &Source) -> Vec<LeaveOut> {
    let mut rules = Vec::new();
    for field in &source.fields {
        let leaf = leaf(&field.path);
        if ["quantity", "qty", "lineitemquantity", "itemquantity"].contains(&leaf.as_str()) {
            rules.push(LeaveOut::Negative(field.path.clone()));
        }
        if ["cancelledat", "canceledat"].contains(&leaf.as_str()) {
            rules.push(LeaveOut::Filled(field.path.clone()));
        }
        if ["financialstatus", "orderstatus"].contains(&leaf.as_str())
            || (leaf == "status" && source.format == Format::WooCommerce)
        {
            let values = ["refunded", "voided", "cancelled", "canceled", "failed"];
            let values = values.iter().map(|&v| v.to_owned()).collect();
            rules.push(LeaveOut::OneOf(field.path.clone(), values));
        }
    }
    rules
}
