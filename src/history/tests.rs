//! What a history promises, on random events.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::base::progress::Progress;

type Event = (String, u32, u8, String, Vec<String>);

fn build(events: &[Event], shards: usize, feed: Option<&Feed>) -> History {
    build_within(events, shards, feed, None)
}

/// With a `disk`, every shard's events go through a file now and then.
fn build_within(
    events: &[Event],
    shards: usize,
    feed: Option<&Feed>,
    disk: Option<&Disk>,
) -> History {
    let mut parts: Vec<Shard> = (0..shards).map(|_| Shard::new(2)).collect();
    let mut cells = Cells::default();
    for (i, (person, time, kind, product, tags)) in events.iter().enumerate() {
        let shard = &mut parts[i * 7 % shards];
        let person = shard.person(person);
        let product = shard.value(0, product);
        let tags: Vec<u32> = tags.iter().map(|t| shard.value(1, t)).collect();
        cells.clear();
        cells.push(&[product]);
        cells.push(&tags);
        let item = shard.item(&cells);
        let kind = shard.kind(["view", "order"][usize::from(*kind)]);
        shard.push(person, *time, kind, item);
        if let Some(disk) = disk.filter(|_| i % 11 == 3) {
            shard.spill(disk.folder()).unwrap();
        }
    }
    let columns = ["Product ID".to_owned(), "Tag".to_owned()];
    let kinds = ["view".to_owned(), "order".to_owned()];
    Shard::merge_within(parts, feed, &columns, &kinds, 10, disk, &Progress::none()).unwrap()
}

#[test]
fn what_is_dated_after_the_end_is_in_no_count() {
    let mut events: Vec<Event> = (0..400)
        .map(|n| (format!("p{}", n % 40), 100 * DAY + n * 3_600, 0, "old".into(), Vec::new()))
        .collect();
    events.push(("p1".into(), 4_000 * DAY, 0, "never".into(), Vec::new()));
    let history = build(&events, 2, None);
    let stats = ValueStats::of(&history, 0);
    let of = |product: &str| history.columns[0].values.find(product).unwrap() as usize;
    assert_eq!((stats.people[of("never")], stats.events[of("never")]), (0, 0));
    assert_eq!((stats.people[of("old")], stats.events[of("old")]), (40, 400));
    let one = history.people.find("p1").unwrap();
    assert_eq!((history.past(one).len(), history.past_to_end(one).len()), (11, 10));
}

type Read = BTreeMap<String, Vec<(u32, u8, String, BTreeSet<String>)>>;

fn read_back(history: &History) -> Read {
    let mut all = Read::new();
    for person in 0..history.person_count() as u32 {
        let past = history.past(person);
        let mut own = Vec::new();
        for i in 0..past.len() {
            let product = history.items.values(past.item[i], 0)[0];
            let tags = history.items.values(past.item[i], 1);
            let tags = tags.iter().map(|&t| history.columns[1].values.get(t).to_owned());
            let product = history.columns[0].values.get(product).to_owned();
            own.push((past.time[i], past.kind[i], product, tags.collect()));
        }
        own.sort();
        all.insert(history.people.get(person).to_owned(), own);
    }
    all
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (
        "[a-f]{1,2}|[a-f]{9,10}",
        0_u32..50,
        0_u8..2,
        "[p-s]",
        prop::collection::vec("[x-z]", 0..3),
    );
    prop::collection::vec(event, 1..120)
}

proptest! {
    #[test]
    fn short_memory_and_a_file_give_the_same_history(events in events(), memory in 1_u64..50) {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk { path: folder.path().join("kept"), key: "key".into(), memory };
        let in_memory = build(&events, 3, None);
        prop_assert_eq!(&build_within(&events, 3, None, Some(&disk)), &in_memory);
        let left = folder.path().read_dir().unwrap().count();
        // What was moved to files went with the shards; a history of a few events stays in memory.
        prop_assert!(left == usize::from(disk.path.exists()) && (left == 1 || events.len() < 6));
        in_memory.keep(&disk.path, &disk.key).unwrap();
        let opened = History::open(&disk.path, &disk.key, memory, &Progress::none()).unwrap();
        prop_assert_eq!(&opened, &in_memory);
    }

    #[test]
    fn a_history_holds_every_event_in_the_order_of_time(events in events()) {
        let history = build(&events, 3, None);
        let mut expected = Read::new();
        for (person, time, kind, product, tags) in &events {
            expected.entry(person.clone()).or_default().push((
                *time, *kind, product.clone(), tags.iter().cloned().collect(),
            ));
        }
        for own in expected.values_mut() {
            own.sort();
        }
        prop_assert_eq!(read_back(&history), expected);
        for person in 0..history.person_count() as u32 {
            prop_assert!(history.past(person).time.is_sorted());
        }
    }

    #[test]
    fn a_history_does_not_depend_on_the_shards(events in events()) {
        let one = build(&events, 1, None);
        let mut reversed = events;
        reversed.reverse();
        prop_assert_eq!(one, build(&reversed, 5, None));
    }

    #[test]
    fn pasts_of_some_people_come_together_as_a_history_of_them(
        events in events(), keep in 1_u64..4, until in 0_u32..60, shards in 1_usize..4,
    ) {
        let history = build(&events, 2, None);
        let wanted = |person: &u32, of: &History| {
            of.draw(*person).is_multiple_of(keep) && !of.past(*person).before(until).is_empty()
        };
        let told = |of: &History| {
            let people: Vec<u32> = (0..of.person_count() as u32).filter(|p| wanted(p, of)).collect();
            let told = serde_json::to_vec(&SomePasts::of(of, &people, until)).unwrap();
            serde_json::from_slice::<SomePasts>(&told).unwrap()
        };
        let none = Progress::none();
        let one = SomePasts::together(vec![told(&history)], history.outline(), &none).unwrap();
        let by_hand: Vec<Event> = events
            .iter()
            .filter(|e| e.1 < until && wanted(&history.people.find(&e.0).unwrap(), &history))
            .cloned()
            .collect();
        let mut expected = Read::new();
        for (person, time, kind, product, tags) in by_hand {
            let tags = tags.into_iter().collect();
            expected.entry(person).or_default().push((time, kind, product, tags));
        }
        expected.values_mut().for_each(|own| own.sort());
        prop_assert_eq!(read_back(&one), expected);
        // Codes of values stay those of everyone, and the same comes of people in shards.
        prop_assert_eq!(&one.columns, &history.columns);
        let people = history.people_of_shards(shards);
        let cut = people.iter().map(|people| told(&history.shard(false, people))).collect();
        prop_assert_eq!(SomePasts::together(cut, history.outline(), &none).unwrap(), one);
    }

    #[test]
    fn before_and_between_split_a_past(events in events(), cut in 0_u32..50) {
        let history = build(&events, 2, None);
        for person in 0..history.person_count() as u32 {
            let past = history.past(person);
            let before = past.before(cut);
            let after = past.between(cut, u32::MAX);
            prop_assert_eq!(before.len() + after.len(), past.len());
            prop_assert!(before.time.iter().all(|&t| t < cut));
            prop_assert!(after.time.iter().all(|&t| t >= cut));
        }
    }
}

fn event(person: &str, time: u32, product: &str, tags: &[&str]) -> Event {
    (person.into(), time, 0, product.into(), tags.iter().map(|&t| t.to_owned()).collect())
}

#[test]
fn a_feed_fills_what_events_do_not_say_and_brings_untouched_products() {
    let mut feed = Feed::new(2);
    let mut cells = Cells::default();
    for (product, tag) in [("p", "red"), ("q", "blue"), ("new", "green")] {
        let tag = feed.value(1, tag);
        cells.clear();
        cells.push(&[]);
        cells.push(&[tag]);
        feed.product(product, &cells, 0);
    }
    let events = [event("ann", 1, "p", &[]), event("ann", 2, "q", &["own"])];
    let history = build(&events, 2, Some(&feed));
    let read = read_back(&history);
    let tags: Vec<_> = read["ann"].iter().flat_map(|e| e.3.iter().cloned()).collect();
    assert_eq!(tags, ["red", "own"]);
    assert!(history.columns[0].values.find("new").is_some());
    let green = history.columns[1].values.find("green").unwrap();
    assert_eq!(history.items_with(1, &[green]).iter().filter(|&&with| with).count(), 1);
}

/// A feed that says these tags of products, in this order.
fn feed_of(rows: &[(&str, &[&str], u64)]) -> Feed {
    let mut feed = Feed::new(2);
    let mut cells = Cells::default();
    for (product, tags, place) in rows {
        let tags: Vec<u32> = tags.iter().map(|tag| feed.value(1, tag)).collect();
        cells.clear();
        cells.push(&[]);
        cells.push(&tags);
        feed.product(product, &cells, *place);
    }
    feed
}

#[test]
fn the_last_filled_cell_of_a_feed_counts_in_whatever_order_it_is_read() {
    let rows: [(&str, &[&str], u64); 5] = [
        ("p", &["red"], 1),
        ("p", &[], 2),
        ("q", &["blue"], 3),
        ("q", &["green"], 4),
        ("q", &[], 5),
    ];
    let events = [event("ann", 1, "p", &[]), event("ann", 2, "q", &[])];
    for turn in 0..rows.len() {
        let mut turned = rows;
        turned.rotate_left(turn);
        let read = read_back(&build(&events, 2, Some(&feed_of(&turned))));
        let tags: Vec<_> = read["ann"].iter().flat_map(|e| e.3.iter().cloned()).collect();
        assert_eq!(tags, ["red", "green"]);
    }
}

#[test]
fn an_order_of_several_products_has_the_values_of_all() {
    let feed = feed_of(&[("p", &["red"], 0), ("q", &["blue", "red"], 1), ("r", &["green"], 2)]);
    let mut shard = Shard::new(2);
    let products: Vec<u32> = ["p", "q"].iter().map(|p| shard.value(0, p)).collect();
    let mut cells = Cells::default();
    cells.push(&products);
    cells.push(&[]);
    let (item, person, kind) = (shard.item(&cells), shard.person("ann"), shard.kind("order"));
    shard.push(person, 5, kind, item);
    let names = ["Product ID".to_owned(), "Tag".to_owned()];
    let history =
        Shard::merge(vec![shard], Some(&feed), &names, &[], 10, &Progress::none()).unwrap();
    let item = history.past(0).item[0];
    let tags = history.items.values(item, 1).iter().map(|&t| history.columns[1].values.get(t));
    assert_eq!(tags.collect::<Vec<_>>(), ["blue", "red"]);
}

#[test]
fn one_stray_row_does_not_make_two_customers_one() {
    let mut shards = [Shard::new(1), Shard::new(1)];
    let mut cells = Cells::default();
    cells.push(&[]);
    let add = |shard: &mut Shard, anonymous: Option<&str>, known: &str, time: u32| {
        let (item, person, kind) = (shard.item(&cells), shard.person(known), shard.kind("view"));
        shard.is_known(person);
        if let Some(anonymous) = anonymous {
            let anonymous = shard.person(anonymous);
            shard.same_person(anonymous, person);
        }
        shard.push(person, time, kind, item);
    };
    let [one, two] = &mut shards;
    add(one, Some("a1"), "u1", 1);
    add(two, Some("a2"), "u2", 2);
    add(one, Some("u2"), "u1", 3);
    let a2 = two.person("a2");
    let (item, kind) = (two.item(&cells), two.kind("view"));
    two.push(a2, 4, kind, item);
    let names = ["Product ID".to_owned()];
    let history = Shard::merge(shards.into(), None, &names, &[], 10, &Progress::none()).unwrap();
    assert_eq!(history.people.iter().collect::<Vec<_>>(), ["u1", "u2"]);
    assert_eq!((history.past(0).time, history.past(1).time), (&[1, 3][..], &[2, 4][..]));
}

#[test]
fn ids_without_events_are_no_people() {
    let mut shard = Shard::new(1);
    let mut cells = Cells::default();
    cells.push(&[]);
    let (anonymous, known, never) = (shard.person("a"), shard.person("k"), shard.person("n"));
    shard.same_person(anonymous, known);
    shard.is_known(never);
    let (item, kind) = (shard.item(&cells), shard.kind("view"));
    shard.push(anonymous, 5, kind, item);
    let names = ["Product ID".to_owned()];
    let history = Shard::merge(vec![shard], None, &names, &[], 10, &Progress::none()).unwrap();
    assert_eq!(history.people.iter().collect::<Vec<_>>(), ["k"]);
    assert_eq!(history.past(0).time, [5]);
}

#[test]
fn pairs_take_memory_once_however_many_rows_say_them() {
    let mut shard = Shard::new(1);
    let (anonymous, known) = (shard.person("a"), shard.person("k"));
    let (other, rival) = (shard.person("b"), shard.person("l"));
    for _ in 0..10_000 {
        shard.same_person(anonymous, known);
        shard.same_person(other, rival);
    }
    assert!(shard.pair_bytes() < 200, "{}", shard.pair_bytes());
}

#[test]
fn anonymous_events_count_for_the_known_person() {
    let mut shard = Shard::new(2);
    let mut cells = Cells::default();
    cells.push(&[]);
    cells.push(&[]);
    let item = shard.item(&cells);
    let (anonymous, known) = (shard.person("anon-1"), shard.person("ann"));
    let kind = shard.kind("view");
    shard.push(anonymous, 5, kind, item);
    shard.push(known, 9, kind, item);
    shard.same_person(anonymous, known);
    let names = ["Product ID".to_owned(), "Tag".to_owned()];
    let history =
        Shard::merge(vec![shard], None, &names, &["view".to_owned()], 10, &Progress::none())
            .unwrap();
    assert_eq!(history.people.iter().collect::<Vec<_>>(), ["ann"]);
    assert_eq!(history.past(0).time, [5, 9]);
}

#[test]
fn values_are_counted_by_people_and_events() {
    let late = 100 * DAY;
    let events = [
        event("ann", 1, "p", &["x"]),
        event("ann", late, "p", &["x", "y"]),
        event("bob", late - 40 * DAY, "q", &["x"]),
    ];
    let history = build(&events, 1, None);
    let stats = ValueStats::of(&history, 1);
    let x = history.columns[1].values.find("x").unwrap() as usize;
    assert_eq!((stats.people[x], stats.events[x]), (2, 3));
    assert_eq!((stats.recent[x], stats.before[x]), (1, 1));
    assert_eq!(stats.by_people()[0] as usize, x);
}

#[test]
fn an_empty_history_is_fine() {
    let history = build(&[], 1, None);
    assert_eq!(history.dense_end(), None);
    assert_eq!((history.person_count(), history.event_count(), history.span()), (0, 0, None));
    assert!(ValueStats::of(&history, 1).people.is_empty());
}

#[test]
fn without_a_choice_the_most_frequent_events_are_kept() {
    let mut parts = vec![Shard::new(1), Shard::new(1)];
    let mut cells = Cells::default();
    cells.push(&[]);
    for (i, event) in ["view", "view", "order", "order", "order", "seldom"].iter().enumerate() {
        let shard = &mut parts[i % 2];
        let (person, kind, item) = (shard.person("ann"), shard.kind(event), shard.item(&cells));
        shard.push(person, i as u32, kind, item);
    }
    let names = ["Product ID".to_owned()];
    let history = Shard::merge(parts, None, &names, &[], 2, &Progress::none()).unwrap();
    assert_eq!(history.events, ["order", "view"]);
    assert_eq!(history.past(0).kind, [1, 1, 0, 0, 0]);
}

#[test]
fn events_are_counted_exactly_however_many_names_there_are() {
    let mut cells = Cells::default();
    cells.push(&[]);
    let names = ["Product ID".to_owned()];
    let mut histories = Vec::new();
    // The rare names come first, or are spread: the frequent one must be found all the same.
    for threads in [1, 2, 7] {
        let mut parts: Vec<Shard> = (0..threads).map(|_| Shard::new(1)).collect();
        for i in 0..1_000_u32 {
            let shard = &mut parts[i as usize % threads];
            let name = if i < 400 { format!("rare {i}") } else { "purchase".into() };
            let (person, item) = (shard.person("ann"), shard.item(&cells));
            let kind = shard.kind(&name);
            shard.push(person, i, kind, item);
        }
        let counts = Shard::event_counts(&parts);
        assert_eq!((counts.len(), &counts[0]), (401, &("purchase".to_owned(), 600)));
        histories.push(Shard::merge(parts, None, &names, &[], 1, &Progress::none()).unwrap());
    }
    assert_eq!(histories[0].event_count(), 600);
    assert!(histories.iter().all(|history| *history == histories[0]));
}

#[test]
fn a_folder_that_is_gone_is_an_error_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let disk =
        Disk { path: folder.path().join("not there").join("kept"), key: String::new(), memory: 1 };
    let mut shard = Shard::new(1);
    let (person, product) = (shard.person("a"), shard.value(0, "p"));
    let mut cells = Cells::default();
    cells.push(&[product]);
    let (kind, item) = (shard.kind("view"), shard.item(&cells));
    shard.push(person, 5, kind, item);
    let (names, progress) = (["Product ID".to_owned()], Progress::none());
    let made = Shard::merge_within(vec![shard], None, &names, &[], 1, Some(&disk), &progress);
    let words = made.unwrap_err().to_string();
    assert!(words.contains("could not be kept on disk"), "{words}");
}

#[test]
fn merging_stops_wherever_it_asks_whether_to() {
    let folder = tempfile::tempdir().unwrap();
    let columns = ["Product ID".to_owned()];
    let shards = || {
        let mut shards: Vec<Shard> = (0..3).map(|_| Shard::new(1)).collect();
        let mut cells = Cells::default();
        for i in 0..60_000_u32 {
            let shard = &mut shards[i as usize % 3];
            let person = shard.person(&format!("a person with number {}", i % 20_000));
            let anonymous = shard.person(&format!("anonymous {}", i % 100));
            shard.same_person(anonymous, person);
            cells.clear();
            cells.push(&[shard.value(0, &i.to_string())]);
            let (item, kind) = (shard.item(&cells), shard.kind("view"));
            shard.push(person, i, kind, item);
            if i == 100 {
                shard.spill(folder.path()).unwrap();
            }
        }
        shards
    };
    let disk = Disk { path: folder.path().join("kept"), key: "key".into(), memory: 100_000 };
    for disk in [None, Some(&disk)] {
        let merge = |progress: &Progress| {
            Shard::merge_within(shards(), None, &columns, &[], 10, disk, progress)
        };
        let watched = Progress::new();
        merge(&watched).unwrap();
        let done = watched.snapshot().unwrap();
        // What is in a file is not counted again, items that shards have in common only once.
        assert!((done.total * 9 / 10..=done.total).contains(&done.done), "{done:?}");
        // Thousands of rows between two questions, not millions.
        let questions = watched.asked();
        assert!(questions > 40, "{questions}");
        for after in (0..questions).step_by(questions as usize / 12) {
            let stopped = merge(&Progress::stops_after(after));
            assert!(matches!(stopped, Err(HistoryError::Stopped(_))), "after {after}");
        }
    }
}
