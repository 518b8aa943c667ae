//! What the sample store holds: people, products, articles, and what happened in its year.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::catalogue::Product;
use super::magazine::Article;
use super::people::SamplePerson;
use super::random::uuid;

/// A time as ISO 8601 with milliseconds and `Z`.
pub(super) fn iso(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    format!("{time:.3}")
}

pub(super) fn dollars(cents: u32) -> f64 {
    f64::from(cents) / 100.0
}

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// How many people, members and visitors.
    pub people: usize,
    /// About how many events they should leave (within a few percent).
    pub events: usize,
    /// Another seed, another store.
    pub seed: u64,
    /// The last day of the year.
    pub end: Date,
}

impl Default for Spec {
    fn default() -> Self {
        Self { people: 20_000, events: 600_000, seed: 1, end: date(2026, 10, 31) }
    }
}

/// What happened, in the words of the Segment ecommerce spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// Not an event of the store: the call that joins an anonymous ID with a user ID and traits.
    Identify,
    /// Became a member on the free plan.
    MembershipStarted,
    /// Searched the store.
    ProductsSearched,
    /// Saw a list of products.
    ProductListViewed,
    /// Looked at a product.
    ProductViewed,
    /// Put a product on the wishlist.
    ProductAddedToWishlist,
    /// Put a product into the cart.
    ProductAdded,
    /// Took a product out of the cart.
    ProductRemoved,
    /// Began to check out.
    CheckoutStarted,
    /// Ordered.
    OrderCompleted,
    /// Sent an order back.
    OrderRefunded,
    /// Read an article of the magazine.
    ArticleRead,
    /// Looked at the premium plan.
    PlanViewed,
    /// Went from free to premium.
    PlanUpgraded,
    /// Went back from premium to free.
    PlanCancelled,
}

impl EventKind {
    /// All kinds, in the order of the enum.
    pub const ALL: [Self; 15] = [
        Self::Identify,
        Self::MembershipStarted,
        Self::ProductsSearched,
        Self::ProductListViewed,
        Self::ProductViewed,
        Self::ProductAddedToWishlist,
        Self::ProductAdded,
        Self::ProductRemoved,
        Self::CheckoutStarted,
        Self::OrderCompleted,
        Self::OrderRefunded,
        Self::ArticleRead,
        Self::PlanViewed,
        Self::PlanUpgraded,
        Self::PlanCancelled,
    ];

    /// The event's name as a track call has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identify => "Identify",
            Self::MembershipStarted => "Membership Started",
            Self::ProductsSearched => "Products Searched",
            Self::ProductListViewed => "Product List Viewed",
            Self::ProductViewed => "Product Viewed",
            Self::ProductAddedToWishlist => "Product Added to Wishlist",
            Self::ProductAdded => "Product Added",
            Self::ProductRemoved => "Product Removed",
            Self::CheckoutStarted => "Checkout Started",
            Self::OrderCompleted => "Order Completed",
            Self::OrderRefunded => "Order Refunded",
            Self::ArticleRead => "Article Read",
            Self::PlanViewed => "Plan Viewed",
            Self::PlanUpgraded => "Plan Upgraded",
            Self::PlanCancelled => "Plan Cancelled",
        }
    }
}

/// Something a person did. Small, because there may be many millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleEvent {
    /// Milliseconds since 1970-01-01 UTC.
    pub time: i64,
    /// Position in [`Store::people`].
    pub person: u32,
    /// What it is about, by kind: the position of the product or article, or the person's how
    /// manieth order it is; see the methods of [`Store`].
    pub subject: u32,
    /// Where its lines begin in the store's lines.
    pub(super) lines: u32,
    /// How many lines it has.
    pub(super) count: u8,
    /// What happened.
    pub kind: EventKind,
    /// Which of the person's devices: 0 or 1.
    pub device: u8,
    /// Whether the person was signed up by then, so that the event carries the user ID.
    pub known: bool,
}

/// A product in a cart, an order or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Position in [`Store::products`].
    pub product: u32,
    /// Price of one, in cents.
    pub cents: u32,
    /// How many.
    pub quantity: u16,
}

/// The sample store's year.
#[derive(Debug, Clone, PartialEq)]
pub struct Store {
    /// What it was made from.
    pub spec: Spec,
    /// Members and visitors.
    pub people: Vec<SamplePerson>,
    /// What is sold.
    pub products: Vec<Product>,
    /// What is read.
    pub articles: Vec<Article>,
    /// What happened, by time.
    pub events: Vec<SampleEvent>,
    pub(super) lines: Vec<Line>,
}

impl Store {
    /// An event's products with price and quantity; empty for events without.
    pub fn lines(&self, event: &SampleEvent) -> &[Line] {
        &self.lines[event.lines as usize..][..usize::from(event.count)]
    }

    /// The message ID of the event at this position of [`Store::events`].
    pub fn message_id(&self, position: usize) -> String {
        uuid(self.spec.seed, 4, position as u64)
    }

    /// The order ID of an order or a refund: `o0000042-3`.
    pub fn order_id(&self, event: &SampleEvent) -> Option<String> {
        matches!(event.kind, EventKind::OrderCompleted | EventKind::OrderRefunded)
            .then(|| format!("o{:07}-{}", event.person + 1, event.subject))
    }
}
