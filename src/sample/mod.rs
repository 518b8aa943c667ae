//! The sample store. A seed comes in; out goes a year of an online store with a magazine and a
//! membership: people, products, articles and what people did ([`generate`]), and the same as the
//! export files of the usual tools ([`write()`]).
//!
//! People have habits that a model can find, with honest noise: brands and categories they stay
//! with, things that go together, seasons, price levels, a rhythm; some are new, some leave. No
//! name, address or telephone number belongs to anyone. Not for reading files, and not a test
//! double: what it writes goes through the same import as everything else.

mod catalogue;
mod habits;
mod life;
mod magazine;
mod names;
mod people;
mod random;
mod write;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rayon::prelude::*;

pub use catalogue::Product;
pub use magazine::Article;
pub use people::SamplePerson;
pub use write::{SampleError, SampleFormat, write};

use crate::base::progress::{Progress, Stopped, Unit};
use life::{Life, World};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const YEAR: usize = 365;
const DAYS: i64 = YEAR as i64;
/// People made in one piece of work.
const CHUNK: usize = 256;

/// A time as ISO 8601 with milliseconds and `Z`.
fn iso(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    format!("{time:.3}")
}

fn dollars(cents: u32) -> f64 {
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
    lines: u32,
    /// How many lines it has.
    count: u8,
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
    lines: Vec<Line>,
}

impl Store {
    /// An event's products with price and quantity; empty for events without.
    pub fn lines(&self, event: &SampleEvent) -> &[Line] {
        &self.lines[event.lines as usize..][..usize::from(event.count)]
    }

    /// The message ID of the event at this position of [`Store::events`].
    pub fn message_id(&self, position: usize) -> String {
        random::uuid(self.spec.seed, 4, position as u64)
    }

    /// The order ID of an order or a refund: `o0000042-3`.
    pub fn order_id(&self, event: &SampleEvent) -> Option<String> {
        matches!(event.kind, EventKind::OrderCompleted | EventKind::OrderRefunded)
            .then(|| format!("o{:07}-{}", event.person + 1, event.subject))
    }
}

/// Makes the store that belongs to a spec: the same one on every system and any number of threads.
///
/// # Errors
/// [`Stopped`] when the progress was asked to stop.
pub fn generate(spec: Spec, progress: &Progress) -> Result<Store, Stopped> {
    let end_of_year = spec.end.saturating_add(1.day());
    // Dates of the calendar always have an instant in UTC; a year beyond the calendar would not.
    let end =
        end_of_year.to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_millisecond());
    let start = end - DAYS * DAY;
    let mut world = World {
        seed: spec.seed,
        start,
        days: habits::Day::year(spec.end),
        shelves: catalogue::Shelves::new(spec.seed),
        magazine: magazine::Magazine::new(spec.seed, start, end),
        scale: 0.05,
    };
    tune(&mut world, &spec, progress)?;

    progress.stage("Making the sample store", spec.people as u64, Unit::People);
    let numbers: Vec<u32> = (0..spec.people as u32).collect();
    let lives: Result<Vec<Vec<Life>>, Stopped> = numbers
        .par_chunks(CHUNK)
        .map(|chunk| {
            progress.check()?;
            let lives: Vec<Life> = chunk.iter().map(|&n| world.live(n)).collect();
            progress.advance(chunk.len() as u64);
            progress.rows(lives.iter().map(|life| life.events.len() as u64).sum());
            Ok(lives)
        })
        .collect();
    let mut store = Store {
        people: Vec::with_capacity(spec.people),
        spec,
        products: world.shelves.products,
        articles: world.magazine.articles,
        events: Vec::new(),
        lines: Vec::new(),
    };
    for life in lives?.into_iter().flatten() {
        store.add(life);
    }
    progress.check()?;
    // Within a person no two events share a time, so this order is the only one.
    (store.events).par_sort_unstable_by_key(|event| (event.time, event.person));
    Ok(store)
}

impl Store {
    fn add(&mut self, life: Life) {
        let offset = self.lines.len() as u32;
        self.people.push(life.person);
        self.lines.extend(life.lines);
        self.events.extend(life.events.into_iter().map(|mut event| {
            event.lines += offset;
            event
        }));
    }
}

/// Sets the pace of life so that about the wanted number of events comes out, by trying it on some
/// of the people.
fn tune(world: &mut World, spec: &Spec, progress: &Progress) -> Result<(), Stopped> {
    let step = spec.people.div_ceil(2_000).max(1);
    let trial: Vec<u32> = (0..spec.people as u32).step_by(step).collect();
    let wanted = spec.events as f64 * trial.len() as f64 / spec.people.max(1) as f64;
    progress.stage("Preparing the sample store", 6, Unit::Steps);
    for _ in 0..6 {
        progress.check()?;
        let count: usize = trial.par_iter().map(|&number| world.live(number).events.len()).sum();
        world.scale = (world.scale * wanted / (count.max(1) as f64)).clamp(1e-6, 10.0);
        progress.advance(1);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
