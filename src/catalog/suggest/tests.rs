//! Files in every language give the same suggestion; few and telling events; columns from broad to
//! narrow.

use std::io::Write as _;
use std::path::Path;

use super::*;
use crate::base::language::Language;
use crate::base::progress::Progress;
use crate::catalog::languages::LANGUAGES;
use crate::catalog::{EventName, ReadPlan, RowFilter, scan};
use crate::import::{self, Format, Options};

/// A file of 600 rows, with a semicolon and a decimal comma where that is usual.
fn write_shop(folder: &Path, language: usize) -> std::path::PathBuf {
    let (name, heads, events) = LANGUAGES[language];
    let path = folder.join(format!("{name}.csv"));
    let comma = !["en", "ja", "zh"].contains(&name);
    let (separator, point) = if comma { (";", ",") } else { (",", ".") };
    let mut file = std::fs::File::create(&path).unwrap();
    writeln!(file, "{}", heads.join(separator)).unwrap();
    for row in 0..600_usize {
        let product = row * 7 % 60;
        let cells = [
            format!("K{}", row * 13 % 97),
            format!("2025-{:02}-{:02} 10:{:02}:00", 1 + row / 50, 1 + row % 28, row % 60),
            events[[0, 0, 0, 1, 1, 2][row % 6]].to_owned(),
            format!("P{product}"),
            format!("Ding {product}"),
            format!("Marke {}", product % 9),
            format!("Gruppe {}", product % 4),
            format!("{}{point}99", 5 + product % 20),
            "1".to_owned(),
        ];
        writeln!(file, "{}", cells.join(separator)).unwrap();
    }
    path
}

fn look(path: &Path) -> (Source, Suggestion, Scan) {
    let source = import::open(path, &Options::default(), &Progress::none()).unwrap();
    let sources = [Some(source.clone())];
    let mut suggestion = suggest(&sources);
    let roles = suggestion.catalog.files[0].events().cloned().unwrap_or_default();
    let scan = scan(&source, &roles, &Options::default(), &Progress::none()).unwrap();
    merge_scans(&mut suggestion.catalog, &sources, &[Some(scan.clone())]);
    (source, suggestion, scan)
}

#[test]
fn a_file_in_any_of_the_languages_is_understood_unaided() {
    let folder = tempfile::tempdir().unwrap();
    let mut first: Option<(usize, Vec<u64>)> = None;
    for (language, (name, heads, events)) in LANGUAGES.into_iter().enumerate() {
        let (source, suggestion, scan) = look(&write_shop(folder.path(), language));
        assert_eq!(source.format, Format::Plain, "{name}");
        assert_eq!(suggestion.questions, Vec::<String>::new(), "{name}");
        let catalog = &suggestion.catalog;
        let roles = catalog.files[0].events().unwrap_or_else(|| panic!("{name}: {catalog:?}"));
        assert_eq!(roles.person, [heads[0]], "{name}");
        assert_eq!(roles.time.as_deref(), Some(heads[1]), "{name}");
        assert_eq!(roles.event, EventName::Field(heads[2].into()), "{name}");
        assert_eq!(roles.leave_out, [RowFilter::Negative(heads[8].into())], "{name}");
        for event in &catalog.events {
            assert_eq!(event.product.as_deref(), Some(heads[3]), "{name}");
            assert_eq!(event.undoes, event.name == events[2], "{name}: {}", event.name);
            assert_eq!(event.chosen, !event.undoes, "{name}: {}", event.name);
        }
        let columns: Vec<_> = catalog.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(columns, ["Category", "Brand", "Price", "Name"], "{name}");
        let (_, german, _) = Language::German.within(|| look(&write_shop(folder.path(), language)));
        let columns: Vec<_> = german.catalog.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(columns, ["Kategorie", "Marke", "Preis", "Name"], "{name}");
        let plan = ReadPlan::resolve(catalog, &[Some(source)]).unwrap();
        assert_eq!(plan.events.len(), 2, "{name}");
        // The same people and the same interactions, whatever they are called.
        let found = (scan.people.len(), scan.events.iter().map(|e| e.rows).collect::<Vec<_>>());
        assert_eq!(*first.get_or_insert_with(|| found.clone()), found, "{name}");
    }
}

fn event(name: &str, product: bool) -> EventChoice {
    EventChoice {
        name: name.into(),
        chosen: false,
        undoes: undoes(name),
        product: product.then(|| "sku".to_owned()),
        ..EventChoice::default()
    }
}

#[test]
fn few_and_telling_events_are_suggested() {
    let names = [
        "Product List Viewed",
        "Product Viewed",
        "Product Clicked",
        "Article Read",
        "Product Shared",
        "Product Reviewed",
        "Promotion Viewed",
        "Product Added",
        "Product Removed",
        "Checkout Started",
        "Order Completed",
        "Order Refunded",
    ];
    let mut events: Vec<EventChoice> = names.iter().map(|name| event(name, true)).collect();
    events.push(event("Page Viewed", false));
    choose(&mut events);
    let chosen: Vec<&str> = events.iter().filter(|e| e.chosen).map(|e| e.name.as_str()).collect();
    assert_eq!(chosen.len(), *ADVISED_EVENTS.end());
    for name in ["Product List Viewed", "Product Added", "Checkout Started", "Order Completed"] {
        assert!(chosen.contains(&name), "{chosen:?}");
    }
    let mut one = [event("purchase", true)];
    choose(&mut one);
    assert!(one[0].chosen);
}

fn table(name: &str, text: &str) -> (Source, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (import::open(&path, &Options::default(), &Progress::none()).unwrap(), folder)
}

fn role_of(name: &str, text: &str) -> FileRole {
    let (source, _folder) = table(name, text);
    suggest(&[Some(source)]).catalog.files.remove(0)
}

#[test]
fn products_listed_more_than_once_are_products_and_a_list_of_events_is_not() {
    let mut text = "Artikelnummer,Bezeichnung,Marke,Größe\n".to_owned();
    for row in 0..40 {
        text += &format!("A{},Ding {},M{},{}\n", row / 4, row / 4, row % 3, row % 4);
    }
    assert_eq!(role_of("artikel.csv", &text), FileRole::products("Artikelnummer"));
    let types = "id,project,created_on,name,totals\n1,7,2022-08-30,view,4\n2,7,2022-08-30,buy,5\n";
    assert_eq!(role_of("event_type_data.csv", types), FileRole::Unused);
    let feed = "id,name,brand,price\n1,Bike,Acme,5\n2,Helmet,Acme,6\n";
    assert_eq!(role_of("feed.csv", feed), FileRole::products("id"));
}

/// `type` means many things: it holds events where its values read like them, in every language.
#[test]
fn a_field_of_an_ambiguous_name_holds_events_where_its_values_say_so() {
    let event_by = |field: &str, kinds: &[&str]| {
        let mut text = format!("user_id,ts,{field},product_id\n");
        for row in 0..60 {
            let (kind, day) = (kinds[row % kinds.len()], 1 + row % 28);
            text += &format!("u{},2026-03-{day:02},{kind},p{}\n", row % 17, row % 7);
        }
        match role_of("log.csv", &text) {
            FileRole::Events(roles) => roles.event,
            other => panic!("{field} of {kinds:?}: {other:?}"),
        }
    };
    let field = |name: &str| EventName::Field(name.into());
    for (language, _, events) in LANGUAGES {
        assert_eq!(event_by("type", &events), field("type"), "{language}: {events:?}");
    }
    assert_eq!(event_by("kind", &["clicks", "carts", "orders"]), field("kind"));
    assert_eq!(event_by("Typ", &["view", "addtocart", "transaction"]), field("Typ"));
    assert_eq!(
        event_by("transaction_type", &["Sale", "Purchase", "Refund"]),
        field("transaction_type")
    );
    for kinds in
        [["Lamp", "Chair", "Board game"], ["card", "cash", "voucher"], ["new", "paid", "cancelled"]]
    {
        assert_eq!(event_by("type", &kinds), EventName::Fixed("log".into()), "{kinds:?}");
    }
    // A name that says it goes before one that may.
    let mut text = "user_id,ts,type,action,product_id\n".to_owned();
    for row in 0..40 {
        text += &format!("u{},2026-03-{:02},track,view,p{}\n", row % 9, 1 + row % 28, row % 5);
    }
    let FileRole::Events(roles) = role_of("log.csv", &text) else { panic!("no events") };
    assert_eq!(roles.event, field("action"));
}

/// A number of the row or of the order is nobody's product, whatever it is called.
#[test]
fn what_is_another_one_in_every_row_is_no_product() {
    let of = |head: &str, same: bool| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bookings.csv");
        let mut text = format!("guest_id,booked_on,{head},price\n");
        for row in 0..120 {
            let id = if same { row % 9 } else { row };
            text += &format!("g{},2026-03-{:02},n{id},9.50\n", row % 17, 1 + row % 28);
        }
        std::fs::write(&path, text).unwrap();
        look(&path).1.catalog.events.remove(0).product
    };
    for head in ["Booking ID", "subscription_id", "article_item_code"] {
        assert_eq!(of(head, false), None, "{head}");
    }
    assert_eq!(of("article_item_code", true).as_deref(), Some("article_item_code"));
    // Of a name that says it, a large range may be met with nothing twice.
    assert_eq!(of("product_id", false).as_deref(), Some("product_id"));
}

/// Whoever says what the rows are finds who, when and which product filled in, each from its own field.
#[test]
fn what_rows_are_by_hand_fills_in_the_fields_that_say_so() {
    let mut text = "Kundennummer,Bestelldatum,Artikelnummer,Marke,E-Mail\n".to_owned();
    for row in 0..40 {
        text += &format!(
            "K{},2025-03-{:02},A{},M{},k{}@x.org\n",
            row % 13,
            row % 28 + 1,
            row % 7,
            row % 3,
            row % 13
        );
    }
    let (source, _folder) = table("datei.csv", &text);
    let FileRole::Events(roles) = suggest_as(&source, RowsAre::Events) else { panic!("no events") };
    assert!(roles.person.contains(&"Kundennummer".to_owned()), "{:?}", roles.person);
    assert_eq!(roles.time.as_deref(), Some("Bestelldatum"));
    assert_eq!(suggest_as(&source, RowsAre::Products), FileRole::products("Artikelnummer"));
    let FileRole::People(people) = suggest_as(&source, RowsAre::People) else { panic!("nobody") };
    assert_eq!(people.id, "Kundennummer");
}

#[test]
fn a_shops_orders_say_when_though_only_their_first_row_does() {
    let mut text =
        "Name,Email,Created at,Lineitem name,Lineitem quantity,Lineitem price,Lineitem sku\n"
            .to_owned();
    for order in 0..30 {
        text += &format!(
            "#{order},p{}@x.org,2025-03-0{} 10:00:00 +0100,A,1,5.00,a\n",
            order % 9,
            1 + order % 9
        );
        for item in 0..3 {
            text += &format!("#{order},,,B{item},1,5.00,b{item}\n");
        }
    }
    let FileRole::Events(roles) = role_of("orders_export.csv", &text) else { panic!() };
    assert_eq!(roles.person, ["Email"]);
    assert_eq!(roles.time.as_deref(), Some("Created at"));
    assert_eq!(roles.event, EventName::Fixed("Order Completed".into()));
}

#[test]
fn what_was_settled_by_hand_is_not_asked_again() {
    let (source, _folder) = table(
        "log.csv",
        "wer,wann_war_es,was\na,2025-01-01 10:00:00,x\nb,2025-01-02 10:00:00,y\na,2025-01-03 10:00:00,x\n",
    );
    let sources = [Some(source)];
    let mut catalog = suggest(&sources).catalog;
    let asked = questions(&catalog, &sources);
    assert!(!asked.is_empty());
    // They stand on the data screen, above the fields that they are about.
    assert!(asked.iter().all(|words| !words.contains("data screen")), "{asked:?}");
    if let FileRole::Events(roles) = &mut catalog.files[0] {
        roles.person = vec!["wer".into()];
        roles.time = Some("wann_war_es".into());
    }
    assert_eq!(questions(&catalog, &sources), Vec::<String>::new());
}

/// A file of the real data sets, where they are.
fn real(file: &str) -> Option<Source> {
    let path = crate::common::data(file)?;
    Some(import::open(&path, &Options::default(), &Progress::none()).unwrap())
}

#[test]
fn real_exports_are_understood() {
    for (file, person, time, anonymous) in [
        ("complete-journey/transactions.csv.gz", "household_id", "transaction_timestamp", None),
        ("movietweetings/ratings.ndjson.gz", "userId", "timestamp", None),
        ("online-retail/2011-01.csv.gz", "CustomerID", "InvoiceDate", None),
        ("samples/amplitude/amplitude_event_data.csv", "user_id", "event_time", Some("device_id")),
        (
            "samples/ga4/velir_ga4_bigquery_rows.jsonl",
            "user_id",
            "event_timestamp",
            Some("client_id"),
        ),
        (
            "samples/segment/segment_track_examples.jsonl",
            "userId",
            "timestamp",
            Some("anonymousId"),
        ),
        ("samples/snowplow/enriched_event.tsv", "user_id", "derived_tstamp", Some("domain_userid")),
    ] {
        let Some(source) = real(file) else { continue };
        let role = suggest(&[Some(source)]).catalog.files.remove(0);
        let FileRole::Events(roles) = role else { panic!("{file}: {role:?}") };
        assert_eq!(roles.person, [person], "{file}");
        assert_eq!(roles.time.as_deref(), Some(time), "{file}");
        assert_eq!(roles.anonymous.as_deref(), anonymous, "{file}");
    }
    for (file, role) in [
        ("complete-journey/products.csv.gz", FileRole::products("product_id")),
        ("samples/amplitude/amplitude_event_type_data.csv", FileRole::Unused),
    ] {
        let Some(source) = real(file) else { continue };
        assert_eq!(suggest(&[Some(source)]).catalog.files[0], role, "{file}");
    }
    if let Some(source) = real("complete-journey/people.csv") {
        let role = suggest(&[Some(source)]).catalog.files.remove(0);
        let FileRole::People(people) = role else { panic!("{role:?}") };
        assert_eq!(people.id, "household_id");
    }
}
