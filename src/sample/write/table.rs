//! The store as three flat tables, for the writers of CSV, Parquet and the like.

use std::borrow::Cow;

use super::job::Failure;
use crate::base::progress::Progress;
use crate::sample::{EventKind, Line, SampleEvent, Store, catalogue};

/// One of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// A row an interaction: an order of three products is three rows.
    Events,
    /// A row for everything an interaction can be about: products, articles, plans.
    Products,
    /// A row a member.
    People,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Whole,
    /// Written as dollars.
    Cents,
    Time,
    Flag,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(u32),
    Cents(u32),
    Time(i64),
    Flag(bool),
}

impl<'a> Cell<'a> {
    fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a, T: Into<Cow<'a, str>>> From<Option<T>> for Cell<'a> {
    fn from(text: Option<T>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }
}

/// The currency of all prices.
pub(super) const CURRENCY: &str = "USD";
/// Name, ID and monthly price in cents of the plans; their positions are the subjects of events.
pub(super) const PLANS: [(&str, &str, u32); 2] =
    [("free", "plan_free", 0), ("premium", "plan_premium", 999)];

#[rustfmt::skip]
const EVENTS: &[(&str, Holds)] = &[
    ("message_id", Holds::Text), ("anonymous_id", Holds::Text), ("user_id", Holds::Text), ("timestamp", Holds::Time), ("event", Holds::Text),
    ("product_id", Holds::Text), ("sku", Holds::Text), ("name", Holds::Text), ("brand", Holds::Text), ("category", Holds::Text),
    ("subcategory", Holds::Text), ("audience", Holds::Text), ("price", Holds::Cents), ("quantity", Holds::Whole), ("currency", Holds::Text),
    ("order_id", Holds::Text), ("section", Holds::Text), ("topic", Holds::Text), ("plan", Holds::Text), ("query", Holds::Text),
];
#[rustfmt::skip]
const PRODUCTS: &[(&str, Holds)] = &[
    ("product_id", Holds::Text), ("type", Holds::Text), ("sku", Holds::Text), ("name", Holds::Text), ("brand", Holds::Text), ("category", Holds::Text),
    ("subcategory", Holds::Text), ("audience", Holds::Text), ("price", Holds::Cents), ("currency", Holds::Text), ("section", Holds::Text),
    ("topic", Holds::Text), ("published_at", Holds::Time),
];
#[rustfmt::skip]
const PEOPLE: &[(&str, Holds)] = &[
    ("user_id", Holds::Text), ("email", Holds::Text), ("phone", Holds::Text), ("first_name", Holds::Text), ("last_name", Holds::Text),
    ("gender", Holds::Text), ("birthday", Holds::Text), ("city", Holds::Text), ("state", Holds::Text), ("postal_code", Holds::Text),
    ("country", Holds::Text), ("email_opt_in", Holds::Flag), ("plan", Holds::Text), ("advertising_id", Holds::Text), ("created_at", Holds::Time),
];

/// Takes the rows of a table, one after another.
pub(super) type Sink<'s> = dyn FnMut(&[Cell<'_>]) -> Result<(), Failure> + 's;

impl Table {
    pub(super) const ALL: [Self; 3] = [Self::Events, Self::Products, Self::People];

    /// The file's name without its ending.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Products => "products",
            Self::People => "people",
        }
    }

    pub(super) fn columns(self) -> &'static [(&'static str, Holds)] {
        match self {
            Self::Events => EVENTS,
            Self::Products => PRODUCTS,
            Self::People => PEOPLE,
        }
    }

    /// Hands every row to the sink, in the order of [`Table::columns`].
    pub(super) fn rows(
        self,
        store: &Store,
        progress: &Progress,
        sink: &mut Sink<'_>,
    ) -> Result<(), Failure> {
        match self {
            Self::Events => events(store, progress, sink),
            Self::Products => products(store, sink),
            Self::People => people(store, progress, sink),
        }
    }
}

fn events(store: &Store, progress: &Progress, sink: &mut Sink<'_>) -> Result<(), Failure> {
    for event in super::events::events(store, 0..store.events.len(), progress) {
        let (position, event) = event?;
        if event.kind == EventKind::Identify {
            continue;
        }
        let message = store.message_id(position);
        let lines = store.lines(event);
        // Only the lines of an order or a list make an event into several rows; each row has an
        // ID of its own, so that none is taken for a repeated delivery.
        sink(&interaction(store, event, lines.first(), message.clone()))?;
        for (nth, line) in lines.iter().enumerate().skip(1) {
            let id = format!("{message}-{}", nth + 1);
            sink(&interaction(store, event, Some(line), id))?;
        }
    }
    Ok(())
}

fn interaction<'a>(
    store: &'a Store,
    event: &SampleEvent,
    line: Option<&Line>,
    message_id: String,
) -> Vec<Cell<'a>> {
    let person = &store.people[event.person as usize];
    let user = person.user_id().filter(|_| event.known);
    let mut row = vec![
        message_id.into(),
        person.anonymous_id(event.device).into(),
        user.into(),
        Cell::Time(event.time),
        Cell::text(event.kind.name()),
    ];
    row.resize(EVENTS.len(), Cell::Empty);
    let subject = event.subject as usize;
    match event.kind {
        EventKind::ArticleRead => {
            let article = &store.articles[subject];
            row[5] = Cell::text(&article.article_id);
            row[7] = Cell::text(&article.title);
            row[16] = Cell::text(article.section);
            row[17] = Cell::text(article.topic);
        }
        EventKind::ProductsSearched => row[19] = catalogue::query(event.subject).into(),
        EventKind::MembershipStarted
        | EventKind::PlanViewed
        | EventKind::PlanUpgraded
        | EventKind::PlanCancelled => {
            row[5] = Cell::text(PLANS[subject].1);
            row[18] = Cell::text(PLANS[subject].0);
        }
        _ => {
            let product = match (event.kind, line) {
                (_, Some(line)) => line.product as usize,
                (_, None) => subject,
            };
            let product = &store.products[product];
            row[5] = Cell::text(&product.product_id);
            row[6] = Cell::text(&product.sku);
            row[7] = Cell::text(&product.name);
            row[8] = Cell::text(product.brand);
            row[9] = Cell::text(product.category);
            row[10] = Cell::text(product.subcategory);
            row[11] = Cell::text(product.audience);
            row[12] = Cell::Cents(line.map_or(product.cents, |line| line.cents));
            row[13] = line.map_or(Cell::Empty, |line| Cell::Whole(u32::from(line.quantity)));
            row[14] = Cell::text(CURRENCY);
            row[15] = store.order_id(event).into();
        }
    }
    row
}

fn products(store: &Store, sink: &mut Sink<'_>) -> Result<(), Failure> {
    for product in &store.products {
        sink(&[
            Cell::text(&product.product_id),
            Cell::text("product"),
            Cell::text(&product.sku),
            Cell::text(&product.name),
            Cell::text(product.brand),
            Cell::text(product.category),
            Cell::text(product.subcategory),
            Cell::text(product.audience),
            Cell::Cents(product.cents),
            Cell::text(CURRENCY),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ])?;
    }
    let mut row = vec![Cell::Empty; PRODUCTS.len()];
    for article in &store.articles {
        row[0] = Cell::text(&article.article_id);
        row[1] = Cell::text("article");
        row[3] = Cell::text(&article.title);
        row[10] = Cell::text(article.section);
        row[11] = Cell::text(article.topic);
        row[12] = Cell::Time(article.published);
        sink(&row)?;
    }
    let mut row = vec![Cell::Empty; PRODUCTS.len()];
    for (name, id, cents) in PLANS {
        row[0] = Cell::text(id);
        row[1] = Cell::text("plan");
        row[3] = Cell::text(name);
        row[8] = Cell::Cents(cents);
        row[9] = Cell::text(CURRENCY);
        sink(&row)?;
    }
    Ok(())
}

fn people(store: &Store, progress: &Progress, sink: &mut Sink<'_>) -> Result<(), Failure> {
    for person in store.people.iter().filter(|person| person.known) {
        if person.number % 1024 == 0 {
            progress.check()?;
        }
        sink(&[
            person.user_id().into(),
            person.email().into(),
            person.phone().into(),
            person.first_name().into(),
            person.last_name().into(),
            person.gender().into(),
            person.birthday().into(),
            person.city().into(),
            person.state().into(),
            person.postal_code().into(),
            person.country().into(),
            person.opt_in.map_or(Cell::Empty, Cell::Flag),
            person.plan().into(),
            person.advertising_id().into(),
            Cell::Time(person.created),
        ])?;
    }
    Ok(())
}
