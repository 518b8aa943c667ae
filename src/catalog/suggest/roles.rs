//! What a file is, from its first rows: events, products or people, and which fields say who,
//! when and what.

use super::Confidence;
use super::names::{ANONYMOUS, EVENT, MESSAGE, PERSON, PRODUCT, TIME, best, leaf, rank_in};
use crate::catalog::types::{EventFile, EventName, FileRole, PeopleTable, Repeats, RowFilter};
use crate::import::{FieldInfo, Format, Kind, Source};

/// What a file seems to be, how sure that is, and what to ask.
pub(super) struct RoleGuess {
    pub role: FileRole,
    pub sure: Confidence,
    pub questions: Vec<String>,
}

/// Below this a suggestion is shown as a question.
const SURE: f32 = 0.7;

/// Where a recognised program keeps who, when and what; the first field that is there counts.
struct Known {
    format: Format,
    person: &'static [&'static str],
    anonymous: &'static [&'static str],
    time: &'static [&'static str],
    /// All that are there, the first one filled counts.
    event: &'static [&'static str],
}

const KNOWN: [Known; 6] = [
    Known {
        format: Format::SegmentLogs,
        person: &["userId"],
        anonymous: &["anonymousId"],
        time: &["timestamp", "originalTimestamp", "sentAt", "receivedAt"],
        event: &["event"],
    },
    Known {
        format: Format::Ga4,
        person: &["user_id"],
        anonymous: &["user_pseudo_id", "client_id"],
        time: &["event_timestamp"],
        event: &["event_name"],
    },
    Known {
        format: Format::Mixpanel,
        person: &["properties.$user_id", "properties.distinct_id", "$user_id", "distinct_id"],
        anonymous: &["properties.$device_id", "$device_id"],
        time: &["properties.time", "time"],
        event: &["event"],
    },
    Known {
        format: Format::Amplitude,
        person: &["user_id"],
        anonymous: &["device_id", "amplitude_id"],
        time: &["event_time", "client_event_time", "server_upload_time"],
        event: &["event_type"],
    },
    Known {
        format: Format::Snowplow,
        person: &["user_id"],
        anonymous: &["domain_userid", "network_userid"],
        time: &["derived_tstamp", "collector_tstamp", "dvce_created_tstamp"],
        event: &["unstruct_event.data[snowplow_ecommerce_action].data.type", "event_name", "event"],
    },
    // Guests share the customer number 0, so the e-mail address says who it was.
    Known {
        format: Format::WooCommerce,
        person: &["billing_email", "customer_email", "Email (Billing)", "customer_id"],
        anonymous: &[],
        time: &["order_date", "Order Date", "date", "paid_date"],
        event: &[],
    },
];

impl Known {
    /// The roles of a file of this program, when it holds who and when.
    fn roles(&self, source: &Source, all: &[&Source]) -> Option<EventFile> {
        let first = |names: &[&str]| names.iter().find_map(|name| source.field(name));
        let time = first(self.time)?;
        let path = |field: &FieldInfo| field.path.clone();
        let anonymous = first(self.anonymous).map(path);
        let (person, anonymous) = match (first(self.person).map(path), anonymous) {
            (Some(person), anonymous) => (person, anonymous),
            (None, anonymous) => (anonymous?, None),
        };
        let there = self.event.iter().filter(|name| source.field(name).is_some());
        let names: Vec<String> = there.map(|name| (*name).to_owned()).collect();
        let event = match names.len() {
            0 => suggest_event(source, all),
            1 => EventName::Field(names.into_iter().next().unwrap_or_default()),
            _ => EventName::FirstOf(names),
        };
        Some(EventFile {
            person: vec![person],
            anonymous,
            time: Some(time.path.clone()),
            time_format: time.time_format,
            event,
            leave_out: suggest_leave_out(source),
            repeats: suggest_repeats(source).unwrap_or_default(),
        })
    }
}

pub(super) fn suggest_role(source: &Source, all: &[&Source]) -> RoleGuess {
    let guess =
        |role| RoleGuess { role, sure: Confidence::all(source.confidence), questions: Vec::new() };
    let known = KNOWN.iter().find(|known| known.format == source.format);
    let mut guess = match known.and_then(|known| known.roles(source, all)) {
        Some(roles) => guess(FileRole::Events(roles)),
        None => by_name(source, all),
    };
    ask(source, known.is_some(), &mut guess);
    guess
}

/// Puts what is unsure as questions.
fn ask(source: &Source, recognised: bool, guess: &mut RoleGuess) {
    let name = source.name();
    if source.format != Format::Plain && source.confidence < SURE {
        guess.questions.push(format!(
            "{name}: is this a file of {}? It looks like one, but not in every way.",
            source.format.name()
        ));
    }
    let FileRole::Events(roles) = &guess.role else { return };
    let time = roles.time.as_ref().and_then(|path| source.field(path));
    if let Some(time) = time.filter(|time| time.time_ambiguous) {
        guess.questions.push(format!(
            "{name}: does {} put the day or the month first? Choose it on the data screen.",
            time.path
        ));
    }
    let mut missing = Vec::new();
    if roles.person.is_empty() {
        missing.push("who the person is");
    }
    if roles.time.is_none() {
        missing.push("when it happened");
    }
    if !missing.is_empty() {
        let found = if recognised {
            format!("this {} has no field that says", source.format.name())
        } else {
            "no field was found that says".to_owned()
        };
        guess.questions.push(format!(
            "{name}: {found} {}. Choose it on the data screen, export the file again with it, or \
             leave the file out.",
            missing.join(" or ")
        ));
        return;
    }
    let (person, time) = (&roles.person[0], roles.time.as_deref().unwrap_or_default());
    for (sure, field, says) in [
        (guess.sure.person, person.as_str(), "who the person is"),
        (guess.sure.time, time, "when it happened"),
    ] {
        if sure < SURE {
            guess.questions.push(format!(
                "{name}: does {field} say {says}? It was chosen for how it looks. Check it on the \
                 data screen."
            ));
        }
    }
}

/// What a file is by the names of its fields and what is in them.
fn by_name(source: &Source, all: &[&Source]) -> RoleGuess {
    let (time, time_sure) = suggest_time(source).map_or((None, 0.0), |(f, sure)| (Some(f), sure));
    let (person, person_sure) = suggest_person(source);
    let product = best(source, &PRODUCT).or_else(|| id_like(source));
    let sure = Confidence { role: 0.9, person: person_sure, time: time_sure };
    let guess = |role, sure| RoleGuess { role, sure, questions: Vec::new() };
    if matches!(source.format, Format::ShopifyProducts | Format::GoogleMerchant) {
        let id = match source.format {
            // Orders name what was bought by its SKU.
            Format::ShopifyProducts => best(source, &["variantsku", "sku", "id", "handle"]),
            _ => best(source, &["id"]),
        };
        let role =
            id.or(product).map_or(FileRole::Unused, |f| FileRole::Products { id: f.path.clone() });
        return guess(role, Confidence::all(source.confidence));
    }
    let unique = |f: &FieldInfo| {
        let rows = source.sampled.max(1) as f32;
        f.distinct as f32 >= 0.98 * (rows * f.filled) && f.distinct > 1
    };
    let person_unique = person.as_ref().and_then(|p| source.field(p)).is_some_and(unique);
    if let (Some(time), Some(person)) = (time, &person) {
        let people_file = person_unique
            && best(source, &EVENT).is_none()
            && product.is_none()
            && looks_like_people(source);
        if !people_file {
            let anonymous =
                best(source, &ANONYMOUS).map(|f| f.path.clone()).filter(|path| path != person);
            let roles = EventFile {
                person: vec![person.clone()],
                anonymous,
                time: Some(time.path.clone()),
                time_format: time.time_format,
                event: suggest_event(source, all),
                leave_out: suggest_leave_out(source),
                repeats: suggest_repeats(source).unwrap_or_default(),
            };
            return guess(FileRole::Events(roles), sure);
        }
    }
    if let Some(person) = person.as_ref().filter(|_| person_unique)
        && (time.is_none() || looks_like_people(source))
    {
        // An e-mail address is the ID only where there is no other: customers' tables call theirs
        // just `id`.
        let plain = best(source, &["id"]).filter(|f| unique(f) && leaf(person).contains("mail"));
        let id = plain.map_or_else(|| person.clone(), |f| f.path.clone());
        return guess(FileRole::People(PeopleTable::of(source, id)), sure);
    }
    let id = product.map(|f| (f, 0.9)).or_else(|| best(source, &["id"]).map(|f| (f, 0.5)));
    if let Some((product, role)) = id.filter(|(f, _)| unique(f)) {
        let role_of = FileRole::Products { id: product.path.clone() };
        return guess(role_of, Confidence { role, ..sure });
    }
    // Something is missing: an event file to be completed by hand.
    let roles = EventFile {
        person: person.into_iter().collect(),
        anonymous: None,
        time: time.map(|f| f.path.clone()),
        time_format: time.map(|f| f.time_format).unwrap_or_default(),
        event: suggest_event(source, all),
        leave_out: suggest_leave_out(source),
        repeats: suggest_repeats(source).unwrap_or_default(),
    };
    guess(FileRole::Events(roles), Confidence { role: 0.3, ..sure })
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

/// The field that says when, and how sure that is.
fn suggest_time(source: &Source) -> Option<(&FieldInfo, f32)> {
    let times = || source.fields.iter().filter(|f| f.kind == Kind::Time && f.filled > 0.5);
    let named = times()
        .filter_map(|f| rank_in(&TIME, &f.path).map(|rank| (rank, f)))
        .min_by_key(|(rank, f)| (*rank, f.path.matches('.').count()));
    if let Some((_, field)) = named {
        return Some((field, 0.95));
    }
    // Names such as `order_created_at` or `event date (UTC)`.
    let ends = ["date", "time", "at"];
    let like = times().find(|f| ends.iter().any(|end| leaf(&f.path).ends_with(end)));
    if let Some(field) = like {
        return Some((field, if times().count() == 1 { 0.85 } else { 0.6 }));
    }
    // A number that is only called a time still is one: epoch seconds.
    let looks = times().next().map(|field| (field, 0.5));
    looks.or_else(|| best(source, &TIME[..6]).map(|field| (field, 0.4)))
}

/// The field that says who, and how sure that is: a known ID, else an anonymous one, else one that
/// is called like one.
fn suggest_person(source: &Source) -> (Option<String>, f32) {
    if let Some(field) = best(source, &PERSON) {
        return (Some(field.path.clone()), 0.95);
    }
    if let Some(field) = best(source, &ANONYMOUS) {
        return (Some(field.path.clone()), 0.8);
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
    match found {
        Some(field) => (Some(field.path.clone()), 0.5),
        None => (None, 0.0),
    }
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

/// How repeated rows are told, where they carry an ID.
pub fn suggest_repeats(source: &Source) -> Option<Repeats> {
    let differs = |field: &&FieldInfo| {
        field.filled > 0.9 && field.distinct as f32 > 0.3 * source.sampled as f32
    };
    let own = (source.format == Format::Warehouse).then(|| source.field("id")).flatten();
    // Amplitude's event ID only counts the events of a device.
    let named = MESSAGE.iter().filter(|n| source.format != Format::Amplitude || **n != "eventid");
    let named = named.filter_map(|name| best(source, &[name]));
    let field = own.into_iter().chain(named).find(differs);
    field.map(|field| Repeats::ById(field.path.clone()))
}

fn suggest_leave_out(source: &Source) -> Vec<RowFilter> {
    let mut rules = Vec::new();
    for field in &source.fields {
        let leaf = leaf(&field.path);
        if ["quantity", "qty", "lineitemquantity", "itemquantity"].contains(&leaf.as_str()) {
            rules.push(RowFilter::Negative(field.path.clone()));
        }
        if ["cancelledat", "canceledat"].contains(&leaf.as_str()) {
            rules.push(RowFilter::Filled(field.path.clone()));
        }
        if ["financialstatus", "orderstatus"].contains(&leaf.as_str())
            || (leaf == "status" && source.format == Format::WooCommerce)
        {
            let values = ["refunded", "voided", "cancelled", "canceled", "failed"];
            let values = values.iter().map(|&v| v.to_owned()).collect();
            rules.push(RowFilter::OneOf(field.path.clone(), values));
        }
    }
    rules
}
