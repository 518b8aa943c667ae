//! What unit tests, whole flows and benchmarks share: small histories, random numbers that are the
//! same on every machine, and where real data sets lie. The library takes this file in for its own
//! tests, so that one history is made in one way everywhere.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "each test takes what it needs, stops at once and says what it skips"
)]

use std::path::{Path, PathBuf};

use likely::audience::Audience;
use likely::base::progress::Progress;
use likely::history::{Cells, DAY, History, Seconds, Shard};
use likely::model::{Condition, Target};

/// Values of a column that are kept for each item.
const VALUES: usize = 10;

/// A history made event by event.
#[derive(Debug)]
pub struct HistoryBuilder {
    shard: Shard,
    columns: Vec<String>,
    events: Vec<String>,
    cells: Cells,
}

impl HistoryBuilder {
    /// Nobody's history yet; the first column is the product ID.
    pub fn new(columns: &[&str], events: &[&str]) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            shard: Shard::new(columns.len()),
            columns: owned(columns),
            events: owned(events),
            cells: Cells::default(),
        }
    }

    /// An item with a value for each column; an empty text is no value.
    pub fn item(&mut self, values: &[&str]) -> u32 {
        self.cells.clear();
        for (column, value) in values.iter().enumerate() {
            if value.is_empty() {
                self.cells.push(&[]);
            } else {
                let code = self.shard.value(column, value);
                self.cells.push(&[code]);
            }
        }
        self.shard.item(&self.cells)
    }

    /// A person, by ID.
    pub fn person(&mut self, id: &str) -> u32 {
        self.shard.person(id)
    }

    /// An event of a person and an item that are known.
    pub fn push(&mut self, person: u32, time: Seconds, event: &str, item: u32) {
        let kind = self.shard.kind(event);
        self.shard.push(person, time, kind, item);
    }

    /// An event with what it is about.
    pub fn event(&mut self, person: &str, time: Seconds, event: &str, values: &[&str]) {
        let (person, item) = (self.person(person), self.item(values));
        self.push(person, time, event, item);
    }

    /// Everyone's past.
    pub fn build(self) -> History {
        let Self { shard, columns, events, .. } = self;
        Shard::merge(vec![shard], None, &columns, &events, VALUES, &Progress::none()).unwrap()
    }
}

/// Random numbers from a seed, the same everywhere: a linear congruential generator with Knuth's
/// constants for 64 bits (MMIX), of which the upper half is used.
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// A number below `below`.
    pub fn below(&mut self, below: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32) % below
    }
}

/// Brands of [`shop`].
pub const BRANDS: [&str; 6] = ["Northwind", "Contoso", "Fabrikam", "Halden", "Ilex", "Panova"];
const CATEGORIES: [&str; 3] = ["Kitchen", "Garden", "Audio"];

/// A shop whose people stay with a brand, so that there is something to find.
pub fn shop(people: u32, days: u32) -> History {
    let events = ["Product Viewed", "Order Completed"];
    let mut history = HistoryBuilder::new(&["Product ID", "Brand", "Category"], &events);
    let mut random = Random(7);
    for number in 0..people {
        let person = history.person(&format!("u_{number:05}"));
        let favourite = random.below(BRANDS.len() as u32);
        let rate = 2 + random.below(40);
        let mut day = random.below(60);
        while day < days {
            let stays = random.below(10) < 7;
            let brand = if stays { favourite } else { random.below(BRANDS.len() as u32) };
            let brand = BRANDS[brand as usize];
            let number = random.below(20);
            let category = CATEGORIES[number as usize % 3];
            let item = history.item(&[&format!("{brand}-{number:02}"), brand, category]);
            let event = events[usize::from(random.below(6) == 0)];
            history.push(person, day * DAY + random.below(DAY), event, item);
            day += 1 + random.below(rate);
        }
    }
    history.build()
}

/// One value of one column.
pub fn target(column: &str, value: &str) -> Target {
    let condition = Condition { column: column.into(), values: vec![value.into()] };
    Target { conditions: vec![condition], ..Target::default() }
}

/// An audience for a brand.
pub fn audience(name: &str, brand: &str) -> Audience {
    Audience { name: name.into(), target: target("Brand", brand), ..Audience::default() }
}

/// A file or folder of the real data sets, where they are; said where they are not.
pub fn data(path: &str) -> Option<PathBuf> {
    let base = std::env::var_os("LIKELY_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let path = base.join(path);
    if !path.exists() {
        println!("skipped: {} is not here", path.display());
        return None;
    }
    Some(path)
}

/// A number that a benchmark takes from the environment: "10_000_000" is ten million.
pub fn number_from(variable: &str, otherwise: usize) -> usize {
    let set = std::env::var(variable).ok();
    set.and_then(|n| n.replace('_', "").parse().ok()).unwrap_or(otherwise)
}
