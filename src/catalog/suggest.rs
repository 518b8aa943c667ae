//! A catalog filled in by name and content, with what is unsure said as questions.
//!
//! Two steps, because the second needs counts: [`suggest`] says what each file is from its first
//! rows; [`merge_scans`] chooses events and maps columns once the files have been gone through.

use std::collections::BTreeMap;

use super::scan::Scan;
use super::types::{
    Catalog, ColumnMap, EventChoice, EventFile, EventName, FileRole, LeaveOut, MAX_EVENTS, Split,
};
use crate::import::{FieldInfo, Format, Kind, Source};

/// A suggested catalog and what it is unsure about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestion {
    /// The catalog, filled in.
    pub catalog: Catalog,
    /// Questions for the person, in words.
    pub questions: Vec<String>,
}

/// A field's name without case, separators and nesting: `properties.products[].Product-ID` is
/// `productid`.
pub(super) fn leaf(path: &str) -> String {
    let last = path.rsplit(['.', ']']).next().unwrap_or(path);
    last.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Names of a person's known ID, the surest first.
const PERSON: [&str; 27] = [
    "userid",
    "customerid",
    "personid",
    "householdid",
    "memberid",
    "clientid",
    "subscriberid",
    "contactid",
    "shopperid",
    "profileid",
    "buyerid",
    "visitorid",
    "accountid",
    "externalid",
    "user",
    "customer",
    "customernumber",
    "customerno",
    "uid",
    "distinctid",
    "email",
    "emailaddress",
    "customeremail",
    "billingemail",
    "useremail",
    "person",
    "domainuserid",
];
/// Names of an anonymous ID.
const ANONYMOUS: [&str; 7] = [
    "anonymousid",
    "userpseudoid",
    "deviceid",
    "amplitudeid",
    "networkuserid",
    "cookieid",
    "visitorid",
];
/// Names of the time, the surest first.
const TIME: [&str; 22] = [
    "timestamp",
    "eventtimestamp",
    "eventtime",
    "derivedtstamp",
    "time",
    "datetime",
    "occurredat",
    "createdat",
    "created",
    "orderdate",
    "purchasedate",
    "invoicedate",
    "transactiontimestamp",
    "transactiondate",
    "date",
    "paidat",
    "originaltimestamp",
    "collectortstamp",
    "sentat",
    "receivedat",
    "ts",
    "eventdate",
];
/// Names of the event's name.
const EVENT: [&str; 8] =
    ["eventtext", "event", "eventname", "eventtype", "action", "activity", "interaction", "verb"];
/// Names of a product's ID, the surest first.
const PRODUCT: [&str; 30] = [
    "productid",
    "itemid",
    "articleid",
    "contentid",
    "sku",
    "lineitemsku",
    "stockcode",
    "itemsku",
    "productsku",
    "movieid",
    "filmid",
    "bookid",
    "songid",
    "trackid",
    "videoid",
    "courseid",
    "propertyid",
    "listingid",
    "offerid",
    "gtin",
    "ean",
    "upc",
    "isbn",
    "asin",
    "productcode",
    "itemcode",
    "tisku",
    "planid",
    "packageid",
    "subscriptionid",
];
/// Standard columns and the names they go by.
const COLUMNS: [(&str, &[&str]); 8] = [
    (
        "Name",
        &[
            "name",
            "title",
            "productname",
            "itemname",
            "description",
            "lineitemname",
            "tiname",
            "producttitle",
            "articletitle",
            "headline",
        ],
    ),
    (
        "Brand",
        &["brand", "vendor", "itembrand", "publisher", "manufacturer", "productbrand", "make"],
    ),
    (
        "Category",
        &[
            "category",
            "itemcategory",
            "productcategory",
            "section",
            "genre",
            "genres",
            "ticategory",
            "googleproductcategory",
            "maincategory",
            "categories",
        ],
    ),
    ("Subcategory", &["subcategory", "itemcategory2", "producttype", "topic", "subsection"]),
    ("Variant", &["variant", "itemvariant", "size", "color", "colour"]),
    ("Price", &["price", "unitprice", "lineitemprice", "itemprice", "tiprice"]),
    ("Audience", &["audience", "agegroup", "forkids"]),
    ("Plan", &["plan", "planname", "tier", "membership", "subscriptionplan"]),
];
/// Parts of names that are never worth a model column.
const NOT_COLUMNS: [&str; 36] = [
    "published",
    "total",
    "listid",
    "url",
    "image",
    "link",
    "email",
    "phone",
    "address",
    "firstname",
    "lastname",
    "messageid",
    "insertid",
    "uuid",
    "orderid",
    "basketid",
    "invoice",
    "invoiceno",
    "transactionid",
    "checkoutid",
    "cartid",
    "sessionid",
    "session",
    "useragent",
    "ip",
    "latitude",
    "longitude",
    "token",
    "path",
    "referrer",
    "position",
    "quantity",
    "revenue",
    "week",
    "query",
    "rating",
];
/// Parts of event names that undo interest.
const UNDOES: [&str; 13] = [
    "removed",
    "remove",
    "refund",
    "cancel",
    "return",
    "unsubscribe",
    "delete",
    "uninstall",
    "dislike",
    "unfollow",
    "churn",
    "chargeback",
    "expired",
];

fn rank_in(names: &[&str], path: &str) -> Option<usize> {
    let leaf = leaf(path);
    names.iter().position(|name| *name == leaf)
}

fn best<'a>(source: &'a Source, names: &[&str]) -> Option<&'a FieldInfo> {
    let ranked = source.fields.iter().filter(|f| f.filled > 0.0);
    ranked
        .filter_map(|f| rank_in(names, &f.path).map(|rank| (rank, f)))
        // A field nested less deeply wins where two have the same name.
        .min_by_key(|(rank, f)| (*rank, f.path.matches(['.', '[']).count()))
        .map(|(_, f)| f)
}

/// What each file is, from its first rows. Events and columns follow in [`merge_scans`].
pub fn suggest(sources: &[Option<Source>]) -> Suggestion {
    let mut suggestion = Suggestion::default();
    let opened: Vec<&Source> = sources.iter().flatten().collect();
    for source in sources {
        let role = source.as_ref().map_or(FileRole::Unused, |source| {
            suggest_role(source, &opened, &mut suggestion.questions)
        });
        suggestion.catalog.files.push(role);
    }
    suggestion
}

fn suggest_role(source: &Source, all: &[&Source], questions: &mut Vec<String>) -> FileRole {
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

/// Whether an event undoes interest, by its name.
fn undoes(name: &str) -> bool {
    let name = name.to_lowercase();
    UNDOES.iter().any(|part| name.contains(part))
}

/// Chooses events and maps columns from what the scans found; roles already entered stay.
/// `scans` is in the order of the catalog's files, `None` where a file is no event file.
pub fn merge_scans(catalog: &mut Catalog, sources: &[Option<Source>], scans: &[Option<Scan>]) {
    let mut all = Scan::default();
    for scan in scans.iter().flatten() {
        all.add(scan);
    }
    let mut events: Vec<EventChoice> = all
        .events
        .iter()
        .map(|event| EventChoice {
            name: event.name.clone(),
            chosen: false,
            undoes: undoes(&event.name),
            product: product_field(event),
        })
        .collect();
    choose(&mut events);
    catalog.columns = columns(&all, &events, catalog, sources);
    catalog.events = events;
}

fn product_field(event: &super::scan::EventCount) -> Option<String> {
    let filled = event.fields.keys().filter(|path| event.fill(path) > 0.05);
    filled
        .filter_map(|path| rank_in(&PRODUCT, path).map(|rank| (rank, path)))
        .min_by_key(|(rank, path)| (*rank, path.len()))
        .map(|(_, path)| path.clone())
        .or_else(|| {
            let ends = ["id", "code", "sku"];
            let parts = ["product", "item", "article", "movie", "stock", "content"];
            event
                .fields
                .keys()
                .find(|path| {
                    let leaf = leaf(path);
                    event.fill(path) > 0.3
                        && parts.iter().any(|p| leaf.starts_with(p))
                        && ends.iter().any(|e| leaf.ends_with(e))
                })
                .cloned()
        })
}

/// Up to ten events that name a product and do not undo interest; where none names one, the most
/// frequent.
fn choose(events: &mut [EventChoice]) {
    let any_product = events.iter().any(|e| e.product.is_some() && !e.undoes);
    let mut left = MAX_EVENTS;
    for event in events.iter_mut() {
        let fits = !event.undoes && (event.product.is_some() || !any_product);
        event.chosen = fits && left > 0;
        left -= usize::from(event.chosen);
    }
}

/// Model columns: the standard ones by the names they go by, then every other field whose values
/// repeat enough to say something about more than one product.
fn columns(
    all: &Scan,
    events: &[EventChoice],
    catalog: &Catalog,
    sources: &[Option<Source>],
) -> Vec<ColumnMap> {
    let mut columns: BTreeMap<(usize, String), ColumnMap> = BTreeMap::new();
    for (event, choice) in all.events.iter().zip(events) {
        let roles = role_fields(catalog);
        let mut taken = Vec::new();
        let mut paths: Vec<&String> =
            event.fields.keys().filter(|p| event.fill(p) > 0.02).collect();
        // Where an event lists products, their own fields say more than the list's.
        let list = choice.product.as_deref().and_then(|p| p.split_once("[]")).map(|p| p.0);
        paths.sort_by_key(|path| {
            let beside = path.split_once("[]").map(|p| p.0) == list;
            let alias = standard(path).map_or(usize::MAX, |(_, alias)| alias);
            (!beside, alias, path.len())
        });
        for path in paths {
            if Some(path) == choice.product.as_ref() || roles.contains(path) {
                continue;
            }
            let stats = &event.fields[path];
            let repeats = stats.distinct >= 2
                && (stats.distinct as f64) < 0.5 * stats.filled as f64
                && stats.distinct < 5_000;
            let Some(name) = column_name(path, repeats, &taken) else {
                continue;
            };
            taken.push(name.1.clone());
            let column = columns.entry(name.clone()).or_default();
            column.name = name.1;
            column.fields.insert(event.name.clone(), path.clone());
            column.split = match is_list(path, sources) {
                true => Split::Json,
                false => split_of(&stats.examples, column.split.clone()),
            };
        }
    }
    for (role, source) in catalog.files.iter().zip(sources) {
        let (FileRole::Products { id }, Some(source)) = (role, source) else {
            continue;
        };
        let mut taken = Vec::new();
        let mut fields: Vec<&FieldInfo> =
            source.fields.iter().filter(|f| f.filled > 0.02 && f.path != *id).collect();
        fields.sort_by_key(|f| standard(&f.path).map_or(usize::MAX, |(_, alias)| alias));
        for field in fields {
            let rows = source.preview.len() as f32 * field.filled;
            let repeats = field.distinct >= 2 && (field.distinct as f32) < 0.9 * rows;
            let Some(name) = column_name(&field.path, repeats, &taken) else {
                continue;
            };
            taken.push(name.1.clone());
            let column = columns.entry(name.clone()).or_default();
            column.name = name.1;
            column.product_field = Some(field.path.clone());
            column.split = split_of(&field.examples, column.split.clone());
        }
    }
    columns.into_values().take(24).collect()
}

fn role_fields(catalog: &Catalog) -> Vec<String> {
    let events = catalog.files.iter().filter_map(FileRole::events);
    events
        .flat_map(|file| {
            let event = match &file.event {
                EventName::Field(field) => Some(field.clone()),
                EventName::Fixed(_) => None,
            };
            file.person
                .iter()
                .cloned()
                .chain(file.anonymous.clone())
                .chain(file.time.clone())
                .chain(event)
        })
        .collect()
}

fn standard(path: &str) -> Option<(usize, usize)> {
    COLUMNS
        .iter()
        .enumerate()
        .find_map(|(order, (_, names))| rank_in(names, path).map(|alias| (order, alias)))
}

/// The place and the name of the column that a field goes to; `None`: not worth one.
fn column_name(path: &str, repeats: bool, taken: &[String]) -> Option<(usize, String)> {
    let technical = ["context.", "integrations", "traits.", "_"];
    if technical.iter().any(|start| path.starts_with(start)) {
        return None;
    }
    if let Some((order, _)) = standard(path) {
        let name = COLUMNS[order].0.to_owned();
        if !taken.contains(&name) {
            return Some((order, name));
        }
    }
    let leaf = leaf(path);
    let never = NOT_COLUMNS.iter().any(|part| leaf.contains(part))
        || rank_in(&PERSON, path).is_some()
        || rank_in(&ANONYMOUS, path).is_some()
        || rank_in(&TIME, path).is_some()
        || rank_in(&PRODUCT, path).is_some()
        || [
            "country",
            "city",
            "state",
            "zip",
            "type",
            "channel",
            "currency",
            "id",
            "userpseudo",
            "discount",
            "disc",
            "value",
            "storeid",
            "matchdisc",
            "version",
            "platform",
        ]
        .iter()
        .any(|part| leaf == *part || leaf.ends_with("disc") || leaf.ends_with("value"));
    if never || !repeats {
        return None;
    }
    let last = path.rsplit(['.', ']']).find(|p| !p.is_empty()).unwrap_or(path);
    // A second `category` beside the one that already is the Category column says nothing new.
    let used = |name: &str| name.eq_ignore_ascii_case(last);
    let free = !taken.iter().any(|name| used(name)) && !COLUMNS.iter().any(|(name, _)| used(name));
    free.then(|| (COLUMNS.len(), last.to_owned()))
}

/// Whether a field holds lists of its own; they are split in any case, and this says so.
fn is_list(path: &str, sources: &[Option<Source>]) -> bool {
    sources.iter().flatten().filter_map(|s| s.field(path)).any(|f| f.kind == Kind::List)
}

/// Text that holds a JSON list, or several values with | between them.
fn split_of(examples: &[String], already: Split) -> Split {
    if already != Split::None || examples.is_empty() {
        return already;
    }
    let share = |test: &dyn Fn(&String) -> bool| {
        examples.iter().filter(|e| test(e)).count() * 2 > examples.len()
    };
    if share(&|e| e.starts_with('[')) {
        Split::Json
    } else if share(&|e| e.contains('|') && !e.contains(" | ")) {
        Split::On("|".into())
    } else {
        Split::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_nesting_case_and_separators() {
        assert_eq!(leaf("properties.products[].Product-ID"), "productid");
        assert_eq!(leaf("CustomerID"), "customerid");
        assert_eq!(leaf("items[].item_id"), "itemid");
    }

    #[test]
    fn events_that_undo_interest_are_known_by_name() {
        assert!(undoes("Product Removed") && undoes("Order Refunded") && undoes("order_cancelled"));
        assert!(!undoes("Order Completed") && !undoes("Product Viewed"));
    }

    #[test]
    fn lists_inside_text_are_recognised() {
        let examples = ["Action|Drama".to_owned(), "Comedy|Family".to_owned()];
        assert_eq!(split_of(&examples, Split::None), Split::On("|".into()));
        assert_eq!(split_of(&["[\"a\"]".to_owned()], Split::None), Split::Json);
        assert_eq!(split_of(&["Food".to_owned()], Split::None), Split::None);
    }
}
