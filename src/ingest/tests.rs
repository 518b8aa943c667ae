//! One store, every format: what comes out of the import is what happened in the store, as far as
//! the format can hold it, by the steps a person takes who accepts every suggestion.

mod laws;
mod mess;
mod months;
mod parts;
mod reports;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::base::ids::person_text;
use crate::base::known_as::KnownAs;
use crate::base::progress::Progress;
use crate::catalog::{FileRole, MAX_EVENTS, ReadPlan, Repeats, Suggestion};
use crate::history::History;
use crate::import::{self, Options};
use crate::ingest::{BuildError, build};
use crate::workflow::{Opened, Ready, Storage, look, prepare, sources};

use crate::history::from_clock;
use crate::sample::{
    EventKind, SampleFormat, Spec, Store, generate, ids_in_exports, kind_in_export, write,
};

/// Who (place in the store), when (seconds since 1970), what was done, to what, of which brand and
/// category.
type Fact = (usize, i64, EventKind, String, String, String);

/// What a format cannot hold.
#[derive(Clone, Copy, Default)]
struct Lacks {
    /// Everything but orders of people with an e-mail address that were not sent back.
    all_but_orders: bool,
    /// The product ID; the SKU stands in for it.
    product_id: bool,
    brand: bool,
    category: bool,
    /// What people did before they were known.
    visitors: bool,
    /// Everything but these kinds.
    all_but: Option<&'static [EventKind]>,
}

fn lacks(format: SampleFormat) -> Lacks {
    match format {
        SampleFormat::Shopify => {
            Lacks { all_but_orders: true, product_id: true, category: true, ..Lacks::default() }
        }
        SampleFormat::Magento | SampleFormat::WooCommerce => {
            let none = Lacks::default();
            Lacks { all_but_orders: true, product_id: true, category: true, brand: true, ..none }
        }
        SampleFormat::Klaviyo | SampleFormat::HubSpot => {
            Lacks { visitors: true, ..Lacks::default() }
        }
        SampleFormat::AdobeAnalytics => Lacks { brand: true, ..Lacks::default() },
        SampleFormat::Matomo => {
            let kinds = &[EventKind::ProductViewed, EventKind::OrderCompleted];
            Lacks { product_id: true, brand: true, all_but: Some(kinds), ..Lacks::default() }
        }
        _ => Lacks::default(),
    }
}

/// The events that show interest in something.
const KINDS: [EventKind; 10] = [
    EventKind::MembershipStarted,
    EventKind::ProductListViewed,
    EventKind::ProductViewed,
    EventKind::ProductAddedToWishlist,
    EventKind::ProductAdded,
    EventKind::CheckoutStarted,
    EventKind::OrderCompleted,
    EventKind::ArticleRead,
    EventKind::PlanViewed,
    EventKind::PlanUpgraded,
];

/// The kind that each format's name stands for.
fn kind_of(name: &str) -> EventKind {
    let other = match name {
        "view_item_list" | "list_view" => EventKind::ProductListViewed,
        "view_item" | "product_view" => EventKind::ProductViewed,
        "add_to_wishlist" => EventKind::ProductAddedToWishlist,
        "add_to_cart" => EventKind::ProductAdded,
        "begin_checkout" | "checkout_step" => EventKind::CheckoutStarted,
        "purchase" | "transaction" | "ecommerceOrder" => EventKind::OrderCompleted,
        "action" => EventKind::ProductViewed,
        _ if kind_in_export(name).is_some() => kind_in_export(name).unwrap(),
        _ => {
            let name = name.strip_prefix("pe1234567_").unwrap_or(name);
            let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "");
            let same = |kind: &&EventKind| plain(kind.name()) == plain(name);
            *EventKind::ALL.iter().find(same).unwrap_or_else(|| panic!("{name}"))
        }
    };
    assert!(KINDS.contains(&other), "{name} was chosen");
    other
}

/// What happened in the store.
fn happened(store: &Store, lacks: Lacks) -> BTreeMap<Fact, usize> {
    let orders = |kind| store.events.iter().filter(move |e| e.kind == kind);
    let refunded: Vec<_> =
        orders(EventKind::OrderRefunded).map(|e| (e.person, e.subject)).collect();
    let mut facts = BTreeMap::new();
    for event in store.events.iter().filter(|e| KINDS.contains(&e.kind)) {
        let person = &store.people[event.person as usize];
        if lacks.visitors && !event.known
            || lacks.all_but.is_some_and(|kinds| !kinds.contains(&event.kind))
        {
            continue;
        }
        if lacks.all_but_orders
            && (event.kind != EventKind::OrderCompleted
                || !event.known
                || person.email().is_none()
                || refunded.contains(&(event.person, event.subject)))
        {
            continue;
        }
        let mut add = |thing: &str, brand: &str, category: &str| {
            let (thing, brand, category) =
                (thing.to_owned(), brand.to_owned(), category.to_owned());
            let time = event.time.div_euclid(1000);
            let fact = (event.person as usize, time, event.kind, thing, brand, category);
            *facts.entry(fact).or_insert(0) += 1;
        };
        let subject = event.subject as usize;
        let products: Vec<usize> = match event.kind {
            EventKind::ArticleRead => {
                let article = &store.articles[subject];
                add(&article.article_id, "", "");
                continue;
            }
            EventKind::MembershipStarted | EventKind::PlanViewed | EventKind::PlanUpgraded => {
                add(["plan_free", "plan_premium"][subject], "", "");
                continue;
            }
            _ => match store.lines(event) {
                [] => vec![subject],
                lines => lines.iter().map(|line| line.product as usize).collect(),
            },
        };
        for product in products {
            let product = &store.products[product];
            let id = if lacks.product_id { &product.sku } else { &product.product_id };
            let brand = if lacks.brand { "" } else { product.brand };
            add(id, brand, if lacks.category { "" } else { product.category });
        }
    }
    facts
}

/// What the history says.
fn read(store: &Store, history: &History, lacks: Lacks) -> BTreeMap<Fact, usize> {
    let mut who = HashMap::new();
    for (place, person) in store.people.iter().enumerate() {
        for device in 0..2 {
            who.insert(person.anonymous_id(device), place);
        }
        who.extend(person.user_id().map(|id| (id, place)));
        who.extend(ids_in_exports(place as u32).map(|id| (id, place)));
        who.extend(person.email().map(|mail| (person_text(&mail).into_owned(), place)));
    }
    let value = |item: u32, name: &str| -> String {
        let Some(column) = history.column(name) else { return String::new() };
        let values = history.items.values(item, column);
        let texts = values.iter().map(|&v| history.columns[column].values.get(v));
        texts.collect::<Vec<_>>().join("|")
    };
    let mut facts = BTreeMap::new();
    for code in 0..history.person_count() as u32 {
        let place = who[history.people.get(code)];
        let past = history.past(code);
        for at in 0..past.len() {
            let kind = kind_of(&history.events[usize::from(past.kind[at])]);
            let item = past.item[at];
            let product =
                kind != EventKind::ArticleRead && !value(item, "Product ID").starts_with("plan_");
            let of_product = |name: &str| if product { value(item, name) } else { String::new() };
            let category = if lacks.category { String::new() } else { of_product("Category") };
            let time = from_clock(past.time[at]);
            let thing = value(item, "Product ID");
            let fact = (place, time, kind, thing, of_product("Brand"), category);
            *facts.entry(fact).or_insert(0) += 1;
        }
    }
    facts
}

fn small() -> Store {
    let spec = Spec { people: 150, events: 4_000, ..Spec::default() };
    generate(spec, &Progress::none()).unwrap()
}

fn ready(paths: &[PathBuf]) -> (Vec<Opened>, Suggestion, Ready) {
    let (options, progress) = (Options::default(), Progress::none());
    let paths = import::find_files(paths, &progress).unwrap();
    let (files, mut suggestion) = look(&paths, &options, &Storage::default(), &progress).unwrap();
    // The few that are suggested are not all that a file has: here everything counts.
    let named = suggestion.catalog.events.iter_mut().filter(|e| !e.undoes && e.product.is_some());
    named.take(MAX_EVENTS).for_each(|event| event.chosen = true);
    let ready =
        prepare(&files, &suggestion.catalog, &options, &Storage::default(), &progress).unwrap();
    (files, suggestion, ready)
}

fn adds_up(ready: &Ready) {
    for file in &ready.report.files {
        let skipped: u64 = file.report.skipped.iter().map(|s| s.rows).sum();
        assert_eq!(file.report.read, file.report.used + skipped, "{file:?}");
        assert_eq!(file.failed, None);
    }
}

#[test]
fn every_format_gives_the_same_interactions() {
    let store = small();
    for format in SampleFormat::ALL {
        let folder = tempfile::tempdir().unwrap();
        write(&store, format, folder.path(), &Progress::none()).unwrap();
        let (files, suggestion, ready) = ready(&[folder.path().to_owned()]);
        let lacks = lacks(format);
        let wanted = happened(&store, lacks);
        let found = read(&store, &ready.history, lacks);
        let lost: Vec<_> =
            wanted.iter().filter(|(f, n)| found.get(*f) != Some(n)).take(3).collect();
        let more: Vec<_> =
            found.iter().filter(|(f, n)| wanted.get(*f) != Some(n)).take(3).collect();
        assert!(
            lost.is_empty() && more.is_empty(),
            "{}: {} wanted, {} found; lost {lost:?}; not wanted {more:?}",
            format.key(),
            wanted.len(),
            found.len()
        );
        assert!(suggestion.questions.is_empty(), "{}: {:?}", format.key(), suggestion.questions);
        adds_up(&ready);
        // The same in parts, as many machines read.
        let plan = ReadPlan::resolve(&suggestion.catalog, &sources(&files)).unwrap();
        let whole = build(&plan, &KnownAs::default(), &Options::default(), None, &Progress::none())
            .unwrap();
        parts::same(&whole, parts::in_parts(&plan, &KnownAs::default(), 2, 4).unwrap());
    }
}

/// How files are opened and read into a history by every suggestion, with a look at `progress`.
fn reading(paths: &[PathBuf]) -> impl Fn(&Progress) -> Result<History, BuildError> + use<> {
    let (options, none) = (Options::default(), Progress::none());
    let paths = import::find_files(paths, &none).unwrap();
    let (files, suggestion) = look(&paths, &options, &Storage::default(), &none).unwrap();
    let plan = ReadPlan::resolve(&suggestion.catalog, &sources(&files)).unwrap();
    move |progress| {
        build(&plan, &KnownAs::default(), &options, None, progress).map(|built| built.history)
    }
}

#[test]
fn reading_stops_wherever_it_asks_whether_to() {
    let store = small();
    for format in SampleFormat::ALL {
        let folder = tempfile::tempdir().unwrap();
        write(&store, format, folder.path(), &Progress::none()).unwrap();
        let read = reading(&[folder.path().to_owned()]);
        let watched = Progress::new();
        read(&watched).unwrap();
        let questions = watched.asked();
        assert!(questions > 10, "{}: {questions}", format.key());
        for after in (0..questions).step_by(questions as usize / 5) {
            let progress = Progress::stops_after(after);
            let stopped = matches!(read(&progress), Err(BuildError::Stopped(_)));
            // Threads share the work in another way each time: there may be fewer questions.
            let told = progress.asked() > after;
            assert_eq!(stopped, told, "{} after {after} of {questions}", format.key());
            assert!(told || after > 0);
        }
    }
}

/// By hand, as it needs a file that takes long: how long after being told to does reading stop?
/// `LIKELY_STOP_FILE=… cargo test --lib stopping_takes -- --ignored --nocapture`
#[test]
#[ignore = "needs a large file"]
fn stopping_takes_a_moment() {
    let file = std::env::var_os("LIKELY_STOP_FILE").expect("LIKELY_STOP_FILE says which file");
    let read = reading(&[PathBuf::from(file)]);
    let begin = Instant::now();
    read(&Progress::new()).unwrap();
    let all = begin.elapsed();
    println!("all of it took {all:?}");
    let mut worst = Duration::ZERO;
    for moment in 0..20 {
        // Evenly spread, each a little off its place.
        let after = all.mul_f64((f64::from(moment) + f64::from(moment * 7 % 10) / 10.0) / 20.5);
        let progress = Progress::new();
        let (stopped, asked) = std::thread::scope(|scope| {
            let watched = progress.clone();
            let asking = scope.spawn(move || {
                std::thread::sleep(after);
                let stage = watched.snapshot().and_then(|s| s.stage);
                watched.stop();
                (Instant::now(), stage)
            });
            let stopped = read(&progress).is_err().then(Instant::now);
            (stopped, asking.join().unwrap())
        });
        let Some(stopped) = stopped else { continue };
        let took = stopped.duration_since(asked.0);
        println!(
            "{:?}: told after {after:.1?}, stopped {took:.1?} later",
            asked.1.map(|stage| stage.to_string()).unwrap_or_default()
        );
        worst = worst.max(took);
    }
    println!("at worst {worst:?}");
    assert!(worst > Duration::ZERO);
}

#[test]
fn rows_delivered_twice_count_once() {
    let store = small();
    let folder = tempfile::tempdir().unwrap();
    let files = write(&store, SampleFormat::Segment, folder.path(), &Progress::none()).unwrap();
    let (_, suggestion, once) = ready(&[folder.path().to_owned()]);
    let roles = suggestion.catalog.files[0].events().unwrap();
    assert_eq!(roles.repeats, Repeats::ById("messageId".into()));
    // The last month comes again, as after a failed delivery.
    let again = folder.path().join("again.gz");
    std::fs::copy(files.last().unwrap(), &again).unwrap();
    let (opened, suggestion, twice) = ready(&[folder.path().to_owned()]);
    adds_up(&twice);
    assert_eq!(once.history, twice.history);
    let repeated: u64 = twice
        .report
        .files
        .iter()
        .flat_map(|f| &f.report.skipped)
        .filter(|s| s.reason.to_string().starts_with("delivered more than once"))
        .map(|s| s.rows)
        .sum();
    let same = twice.report.files.iter().find(|f| f.name == "again.gz").unwrap();
    assert!(repeated > 0 && repeated <= same.report.read);
    assert!(suggestion.questions.iter().any(|q| q.contains("the same file twice")));
    // Where the person wants them, they count again.
    let mut catalog = suggestion.catalog;
    for role in &mut catalog.files {
        if let FileRole::Events(events) = role {
            events.repeats = Repeats::Keep;
        }
    }
    let kept =
        prepare(&opened, &catalog, &Options::default(), &Storage::default(), &Progress::none())
            .unwrap();
    assert!(kept.history.event_count() > once.history.event_count());
}

#[test]
fn rows_the_same_in_every_field_count_once_where_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    let row = "7,2026-01-05 10:00:00,Order Completed,A1,";
    let other = "8,2026-01-05 10:00:00,Order Completed,A2,o3\n";
    std::fs::write(
        &path,
        format!("user_id,time,event,product_id,order_id\n{row}o1\n{row}o1\n{row}o2\n{other}"),
    )
    .unwrap();
    let (opened, suggestion, kept) = ready(&[path]);
    assert_eq!(kept.history.event_count(), 4);
    let mut catalog = suggestion.catalog;
    let FileRole::Events(events) = &mut catalog.files[0] else { panic!() };
    assert_eq!(events.repeats, Repeats::Keep);
    events.repeats = Repeats::ByAllFields;
    let once =
        prepare(&opened, &catalog, &Options::default(), &Storage::default(), &Progress::none())
            .unwrap();
    assert_eq!(once.history.event_count(), 3);
    adds_up(&once);
}

#[test]
fn lists_that_say_nothing_of_products_do_not_multiply_events() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls.jsonl");
    let line = |i: usize| {
        format!(
            "{{\"type\":\"track\",\"event\":\"Read\",\"userId\":\"u{i}\",\"messageId\":\"m{i}\",\
             \"timestamp\":\"2026-01-05T10:00:00Z\",\"properties\":{{\"article_id\":\"a\"}},\
             \"context\":{{\"plugins\":[{{\"n\":1}},{{\"n\":2}}]}}}}\n"
        )
    };
    std::fs::write(&path, (0..20).map(line).collect::<String>()).unwrap();
    let (files, _, ready) = ready(&[path]);
    assert_eq!(files[0].scan.as_ref().unwrap().events[0].rows, 20);
    assert_eq!(ready.history.event_count(), 20);
}
