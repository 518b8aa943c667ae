//! Segment raw logs: gzip JSON lines as a storage destination lays them out,
//! `segment-logs/{source}/{received day}/{file}.gz`. One folder a month rather than a day, so that
//! a person sees a dozen files.

use std::path::Path;

use serde::Serialize;

use super::job::Job;
use super::months;
use super::table::{CURRENCY, PLANS};
use crate::sample::{EventKind, Line, SampleEvent, Store, catalogue, dollars, iso};

const SOURCE: &str = "likely-sample-store";

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    let logs = folder.join("segment-logs").join(SOURCE);
    months::files(
        store,
        |month| logs.join(month.begins.to_string()).join(format!("{}.gz", month.name)),
        |event, position| Some(call(store, event, position)),
    )
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Call<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    message_id: String,
    anonymous_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    traits: Option<Traits>,
    context: Context,
    timestamp: String,
    sent_at: String,
    received_at: String,
    channel: &'static str,
    version: u8,
}

#[derive(Serialize)]
struct Context {
    library: Library,
}

#[derive(Serialize)]
struct Library {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize, Default)]
pub(super) struct Properties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<String>,
    #[serde(flatten)]
    product: Option<Item<'a>>,
    #[serde(flatten)]
    article: Option<Reading<'a>>,
    #[serde(flatten)]
    plan: Option<Plan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    products: Option<Vec<Item<'a>>>,
}

#[derive(Serialize)]
struct Item<'a> {
    product_id: &'a str,
    sku: &'a str,
    name: &'a str,
    brand: &'a str,
    category: &'a str,
    subcategory: &'a str,
    audience: &'a str,
    price: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
}

#[derive(Serialize)]
struct Reading<'a> {
    article_id: &'a str,
    title: &'a str,
    section: &'a str,
    topic: &'a str,
    published_at: String,
}

#[derive(Serialize)]
struct Plan {
    plan_id: &'static str,
    plan: &'static str,
    price: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Traits {
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthday: Option<String>,
    address: Address,
    #[serde(rename = "email_opt_in", skip_serializing_if = "Option::is_none")]
    opt_in: Option<bool>,
    #[serde(rename = "advertising_id", skip_serializing_if = "Option::is_none")]
    advertising_id: Option<String>,
    created_at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'static str>,
}

fn call<'a>(store: &'a Store, event: &SampleEvent, position: usize) -> Call<'a> {
    let person = &store.people[event.person as usize];
    let identify = event.kind == EventKind::Identify;
    Call {
        kind: if identify { "identify" } else { "track" },
        message_id: store.message_id(position),
        anonymous_id: person.anonymous_id(event.device),
        user_id: person.user_id().filter(|_| event.known),
        event: (!identify).then(|| event.kind.name()),
        properties: (!identify).then(|| properties(store, event)),
        traits: identify.then(|| Traits {
            email: person.email(),
            phone: person.phone(),
            first_name: person.first_name(),
            last_name: person.last_name(),
            gender: person.gender(),
            birthday: person.birthday(),
            address: Address {
                city: person.city(),
                state: person.state(),
                postal_code: person.postal_code(),
                country: person.country(),
            },
            opt_in: person.opt_in,
            advertising_id: person.advertising_id(),
            created_at: iso(person.created),
        }),
        context: Context { library: Library { name: "analytics.js", version: "2.11.1" } },
        timestamp: iso(event.time),
        // A browser sends within a few hundred milliseconds, and the service takes a few more.
        sent_at: iso(event.time + 120),
        received_at: iso(event.time + 310),
        channel: "client",
        version: 2,
    }
}

pub(super) fn properties<'a>(store: &'a Store, event: &SampleEvent) -> Properties<'a> {
    let subject = event.subject as usize;
    let lines = store.lines(event);
    let mut properties = Properties::default();
    match event.kind {
        EventKind::Identify => {}
        EventKind::ArticleRead => {
            let article = &store.articles[subject];
            properties.article = Some(Reading {
                article_id: &article.article_id,
                title: &article.title,
                section: article.section,
                topic: article.topic,
                published_at: iso(article.published),
            });
        }
        EventKind::MembershipStarted
        | EventKind::PlanViewed
        | EventKind::PlanUpgraded
        | EventKind::PlanCancelled => {
            let (plan, plan_id, cents) = PLANS[subject];
            properties.plan = Some(Plan { plan_id, plan, price: dollars(cents) });
            properties.currency = Some(CURRENCY);
        }
        EventKind::ProductsSearched => {
            properties.query = Some(catalogue::query(event.subject));
        }
        EventKind::ProductViewed
        | EventKind::ProductAddedToWishlist
        | EventKind::ProductAdded
        | EventKind::ProductRemoved => {
            properties.product = Some(item(store, subject, lines.first(), None));
            properties.currency = Some(CURRENCY);
        }
        EventKind::ProductListViewed => {
            properties.category =
                lines.first().map(|line| store.products[line.product as usize].category);
            properties.list_id = properties.category.map(catalogue::slug);
            properties.products = Some(items(store, lines));
        }
        EventKind::CheckoutStarted | EventKind::OrderCompleted | EventKind::OrderRefunded => {
            let cents: u32 = (lines.iter()).map(|line| line.cents * u32::from(line.quantity)).sum();
            properties.order_id = store.order_id(event);
            properties.total = Some(dollars(cents));
            properties.revenue = (event.kind != EventKind::OrderRefunded).then(|| dollars(cents));
            properties.currency = Some(CURRENCY);
            properties.products = Some(items(store, lines));
        }
    }
    properties
}

fn items<'a>(store: &'a Store, lines: &[Line]) -> Vec<Item<'a>> {
    (lines.iter().enumerate())
        .map(|(n, line)| item(store, line.product as usize, Some(line), Some(n + 1)))
        .collect()
}

fn item<'a>(
    store: &'a Store,
    product: usize,
    line: Option<&Line>,
    position: Option<usize>,
) -> Item<'a> {
    let product = &store.products[product];
    Item {
        product_id: &product.product_id,
        sku: &product.sku,
        name: &product.name,
        brand: product.brand,
        category: product.category,
        subcategory: product.subcategory,
        audience: product.audience,
        price: dollars(line.map_or(product.cents, |line| line.cents)),
        quantity: line.map(|line| line.quantity),
        position,
    }
}
