//! What the sample store must be: sorted, repeatable, and full of habits.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::time::DAY;
use super::*;
use crate::base::progress::{Progress, Stopped};

fn store() -> &'static Store {
    use std::sync::OnceLock;
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| generate(Spec::default(), &Progress::none()).unwrap())
}

fn small(seed: u64) -> Store {
    let spec = Spec { people: 400, events: 8_000, seed, ..Spec::default() };
    generate(spec, &Progress::none()).unwrap()
}

fn count(kind: EventKind) -> usize {
    store().events.iter().filter(|e| e.kind == kind).count()
}

/// Orders of each person as (day, subcategory).
fn orders() -> HashMap<u32, Vec<(i64, &'static str)>> {
    let store = store();
    let mut orders: HashMap<u32, Vec<_>> = HashMap::new();
    for event in &store.events {
        if event.kind == EventKind::OrderCompleted {
            for line in store.lines(event) {
                let product = &store.products[line.product as usize];
                let entry = orders.entry(event.person).or_default();
                entry.push((event.time / DAY, product.subcategory));
            }
        }
    }
    orders
}

#[test]
fn the_default_store_has_about_the_wanted_size() {
    let store = store();
    assert_eq!(store.people.len(), 20_000);
    let events = store.events.len() as f64;
    assert!((570_000.0..630_000.0).contains(&events), "{events}");
    for kind in EventKind::ALL {
        println!("{:28}{}", kind.name(), count(kind));
        assert!(count(kind) > 100, "{kind:?}");
    }
}

/// What the start of the program promises of the store.
#[test]
fn the_store_is_as_large_as_is_said() {
    let store = store();
    let people: HashSet<u32> = store.events.iter().map(|event| event.person).collect();
    let rows: usize = store.events.iter().map(|event| store.lines(event).len().max(1)).sum();
    println!("{} people, {rows} rows", people.len());
    let near = |real: usize, said: u64| (real as f64 / said as f64 - 1.0).abs() < 0.05;
    assert!(near(people.len(), USUAL.people), "{} people", people.len());
    assert!(near(rows, USUAL.events), "{rows} events");
}

#[test]
fn events_are_sorted_within_the_year_and_belong_to_known_people_only_after_sign_up() {
    let store = store();
    assert!(store.events.is_sorted_by_key(|e| (e.time, e.person)));
    let (first, last) = (store.events[0].time, store.events.last().unwrap().time);
    assert!(iso(first).starts_with("2025-11-01") && iso(last).starts_with("2026-10-31"));
    for event in &store.events {
        let person = &store.people[event.person as usize];
        assert_eq!(event.known, person.known && event.time >= person.created);
    }
    let joined = store.events.iter().filter(|e| !e.known).map(|e| e.person);
    let joined: HashSet<u32> = joined.filter(|&p| store.people[p as usize].known).collect();
    assert!(joined.len() > 2_000, "{} people come before they sign up", joined.len());
    let visitors = store.people.iter().filter(|p| !p.known).count();
    assert!((1_000..6_000).contains(&visitors), "{visitors} visitors");
}

#[test]
fn message_ids_differ() {
    let store = store();
    let ids: HashSet<_> = (0..store.events.len()).map(|n| store.message_id(n)).collect();
    assert_eq!(ids.len(), store.events.len());
}

#[test]
fn the_same_seed_makes_the_same_store_on_any_number_of_threads() {
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let one = alone.install(|| small(3));
    assert!(one == small(3));
    assert!(one.events != small(4).events);
}

#[test]
fn generating_stops_when_asked() {
    let progress = Progress::new();
    progress.stop();
    assert_eq!(generate(Spec::default(), &progress), Err(Stopped));
}

#[test]
fn who_bought_a_laptop_buys_accessories_soon() {
    let accessories = ["Laptop Bags", "Docks & Hubs", "Mice & Keyboards", "Laptop Stands"];
    let (mut buyers, mut follow, mut base, mut base_follow) = (0, 0, 0, 0);
    for orders in orders().values() {
        let takes = |from: i64| {
            orders.iter().any(|(day, what)| {
                (from + 1..=from + 45).contains(day) && accessories.contains(what)
            })
        };
        for &(day, what) in orders {
            if what == "Laptops" {
                buyers += 1;
                follow += usize::from(takes(day));
            } else {
                base += 1;
                base_follow += usize::from(takes(day));
            }
        }
    }
    let share = f64::from(follow as u32) / f64::from(buyers);
    let usual = f64::from(base_follow as u32) / f64::from(base);
    println!("laptop buyers {buyers}: {share:.3} against {usual:.3}");
    assert!(buyers > 200 && share > 3.0 * usual && share < 0.8);
}

/// Share of a kind of product among products viewed in a month (1 to 12).
fn share(month: i8, is: impl Fn(&Product) -> bool) -> f64 {
    let store = store();
    let viewed = store.events.iter().filter(|e| {
        let time = Timestamp::from_millisecond(e.time).unwrap();
        e.kind == EventKind::ProductViewed && time.to_zoned(TimeZone::UTC).month() == month
    });
    let hits: Vec<bool> = viewed.map(|e| is(&store.products[e.subject as usize])).collect();
    hits.iter().filter(|hit| **hit).count() as f64 / hits.len() as f64
}

#[test]
fn seasons_show() {
    let school = |p: &Product| p.category == "School Supplies";
    let toys = |p: &Product| p.category == "Toys & Games";
    let kids = |p: &Product| p.audience == "For Kids";
    println!(
        "school {:.3} {:.3}, toys {:.3} {:.3}, kids {:.3} {:.3}",
        share(8, school),
        share(4, school),
        share(12, toys),
        share(4, toys),
        share(8, kids),
        share(4, kids)
    );
    assert!(share(8, school) > 4.0 * share(4, school));
    assert!(share(12, toys) > 2.0 * share(4, toys));
    assert!(share(8, kids) > 1.5 * share(4, kids));
}

#[test]
fn halden_sells_badly_and_still_has_followers() {
    let orders = (store().events.iter()).filter(|e| e.kind == EventKind::OrderCompleted);
    let mut brands: HashMap<&str, usize> = HashMap::new();
    for line in orders.flat_map(|e| store().lines(e)) {
        *brands.entry(store().products[line.product as usize].brand).or_default() += 1;
    }
    let of = brands["Halden"];
    let mut all: Vec<_> = brands.values().copied().collect();
    all.sort_unstable();
    println!("Halden {of} of {all:?}");
    assert!(of > 50 && of < all[all.len() / 2] / 2);
}

#[test]
fn heavy_readers_go_premium_and_sports_readers_read_the_latest() {
    let store = store();
    let mut reads: HashMap<u32, (usize, bool)> = HashMap::new();
    let mut upgraded = HashMap::new();
    for event in &store.events {
        match event.kind {
            EventKind::ArticleRead => {
                let entry = reads.entry(event.person).or_default();
                entry.0 += 1;
                entry.1 |= store.articles[event.subject as usize].section == "Sports";
            }
            EventKind::PlanUpgraded => {
                upgraded.entry(event.person).or_insert(());
            }
            _ => {}
        }
    }
    let rate = |heavy: bool| {
        let of: Vec<_> = reads.iter().filter(|(_, r)| (r.0 >= 12) == heavy).collect();
        let up = of.iter().filter(|(p, _)| upgraded.contains_key(p)).count();
        (up as f64 / of.len() as f64, up)
    };
    println!("premium: heavy {:?}, light {:?}", rate(true), rate(false));
    assert!(rate(true).0 > 3.0 * rate(false).0 && rate(true).1 > 300);

    let latest = store.articles.iter().rposition(|a| a.section == "Sports").unwrap() as u32;
    let of_latest: HashSet<u32> = (store.events.iter())
        .filter(|e| e.kind == EventKind::ArticleRead && e.subject == latest)
        .map(|e| e.person)
        .collect();
    println!("{} people read the latest sports article", of_latest.len());
    assert!(of_latest.len() > 60);
}

#[test]
fn people_stay_with_their_brands() {
    // Chance that two orders of one person are of one brand, against two of any people.
    let store = store();
    let mut by_person: HashMap<u32, Vec<usize>> = HashMap::new();
    for event in store.events.iter().filter(|e| e.kind == EventKind::OrderCompleted) {
        let makers = store.lines(event).iter().take(1);
        let makers = makers.map(|l| store.products[l.product as usize].maker);
        by_person.entry(event.person).or_default().extend(makers);
    }
    let (mut same, mut pairs) = (0, 0);
    let mut shares = [0.0; 64];
    for makers in by_person.values() {
        for pair in makers.windows(2) {
            pairs += 1;
            same += usize::from(pair[0] == pair[1]);
        }
        makers.iter().for_each(|maker| shares[*maker] += 1.0);
    }
    let total: f64 = shares.iter().sum();
    let by_chance: f64 = shares.iter().map(|s| (s / total) * (s / total)).sum();
    let share = same as f64 / f64::from(pairs);
    println!("same brand again {share:.3} against {by_chance:.3}");
    assert!(share > 2.0 * by_chance);
}
