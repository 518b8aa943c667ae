//! GA4's BigQuery export as JSON lines: microseconds and whole numbers as text, products in
//! `items`, everything else in `event_params`.

use std::path::Path;

use serde::Serialize;

use super::job::Job;
use super::months;
use super::table::{CURRENCY, PLANS};
use crate::sample::{EventKind, Line, SampleEvent, Store, catalogue, dollars, iso};

pub(super) fn files<'a>(store: &'a Store, folder: &Path) -> Vec<Job<'a>> {
    months::files(
        store,
        |month| folder.join(format!("events_{}.json.gz", month.name.replace('-', ""))),
        |event, _| row(store, event),
    )
}

#[derive(Serialize)]
struct Row<'a> {
    event_date: String,
    event_timestamp: String,
    event_name: &'static str,
    event_params: Vec<Param>,
    user_id: Option<String>,
    user_pseudo_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ecommerce: Option<Ecommerce>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Param {
    key: &'static str,
    value: Value,
}

#[derive(Serialize)]
struct Value {
    string_value: Option<String>,
    int_value: Option<String>,
    float_value: Option<f64>,
    double_value: Option<f64>,
}

#[derive(Serialize)]
struct Ecommerce {
    transaction_id: String,
    purchase_revenue: f64,
}

#[derive(Serialize)]
struct Item<'a> {
    item_id: &'a str,
    item_name: &'a str,
    item_brand: &'a str,
    item_variant: Option<&'a str>,
    item_category: &'a str,
    item_category2: &'a str,
    item_category3: &'a str,
    price: f64,
    quantity: String,
}

fn row<'a>(store: &'a Store, event: &SampleEvent) -> Option<Row<'a>> {
    let person = &store.people[event.person as usize];
    let lines = store.lines(event);
    let subject = event.subject as usize;
    let (event_name, event_params) = told(store, event)?;
    let items = match event.kind {
        EventKind::ProductViewed | EventKind::ProductAddedToWishlist => {
            vec![item(store, subject, None)]
        }
        _ => (lines.iter()).map(|line| item(store, line.product as usize, Some(line))).collect(),
    };
    let cents: u32 = lines.iter().map(|line| line.cents * u32::from(line.quantity)).sum();
    Some(Row {
        event_date: iso(event.time)[..10].replace('-', ""),
        event_timestamp: (event.time * 1000).to_string(),
        event_name,
        event_params,
        user_id: person.user_id().filter(|_| event.known),
        user_pseudo_id: person.anonymous_id(event.device),
        ecommerce: store
            .order_id(event)
            .map(|transaction_id| Ecommerce { transaction_id, purchase_revenue: dollars(cents) }),
        items,
    })
}

/// The event's name in GA4's words and its parameters.
fn told(store: &Store, event: &SampleEvent) -> Option<(&'static str, Vec<Param>)> {
    let subject = event.subject as usize;
    let name = match event.kind {
        EventKind::Identify => return None,
        EventKind::ProductsSearched => {
            let query = param("search_term", catalogue::query(event.subject));
            return Some(("view_search_results", vec![query]));
        }
        EventKind::ArticleRead => {
            let article = &store.articles[subject];
            let params = vec![
                param("article_id", &article.article_id),
                param("title", &article.title),
                param("section", article.section),
                param("topic", article.topic),
            ];
            return Some(("article_read", params));
        }
        EventKind::MembershipStarted => "membership_started",
        EventKind::PlanViewed => "plan_viewed",
        EventKind::PlanUpgraded => "plan_upgraded",
        EventKind::PlanCancelled => "plan_cancelled",
        EventKind::ProductListViewed => "view_item_list",
        EventKind::ProductViewed => "view_item",
        EventKind::ProductAddedToWishlist => "add_to_wishlist",
        EventKind::ProductAdded => "add_to_cart",
        EventKind::ProductRemoved => "remove_from_cart",
        EventKind::CheckoutStarted => "begin_checkout",
        EventKind::OrderCompleted => "purchase",
        EventKind::OrderRefunded => "refund",
    };
    let plan = matches!(
        event.kind,
        EventKind::MembershipStarted
            | EventKind::PlanViewed
            | EventKind::PlanUpgraded
            | EventKind::PlanCancelled
    );
    let params = match plan {
        true => vec![param("plan_id", PLANS[subject].1), param("plan", PLANS[subject].0)],
        false => vec![param("currency", CURRENCY)],
    };
    Some((name, params))
}

fn param(key: &'static str, text: impl Into<String>) -> Param {
    let value = Value {
        string_value: Some(text.into()),
        int_value: None,
        float_value: None,
        double_value: None,
    };
    Param { key, value }
}

fn item<'a>(store: &'a Store, product: usize, line: Option<&Line>) -> Item<'a> {
    let product = &store.products[product];
    Item {
        item_id: &product.product_id,
        item_name: &product.name,
        item_brand: product.brand,
        item_variant: None,
        item_category: product.category,
        item_category2: product.subcategory,
        item_category3: product.audience,
        price: dollars(line.map_or(product.cents, |line| line.cents)),
        quantity: line.map_or(1, |line| line.quantity).to_string(),
    }
}
