//! What must hold whatever the files and the mapping: tables written by hand, and random ones.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;

use super::parts;
use crate::base::known_as::KnownAs;
use crate::base::progress::Progress;
use crate::catalog::{
    Catalog, ColumnMap, EventChoice, EventFile, EventName, Fields, FileRole, PeopleTable, ReadPlan,
    Repeats, RowFilter, Split,
};
use crate::history::{History, LeftOut, from_clock};
use crate::import::{self, Options, Source};
use crate::ingest::{Built, FileReport, build, ends_ahead};
use crate::model;

fn source(folder: &Path, name: &str, text: &str) -> Source {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    import::open(&path, &Options::default(), &Progress::none()).unwrap()
}

fn run(catalog: &Catalog, sources: &[Source]) -> Built {
    let sources: Vec<Option<Source>> = sources.iter().cloned().map(Some).collect();
    let plan = ReadPlan::resolve(catalog, &sources).unwrap();
    build(&plan, &KnownAs::default(), &Options::default(), None, &Progress::none()).unwrap()
}

fn events(event: EventName) -> EventFile {
    EventFile {
        person: vec!["user_id".into()],
        time: Some("time".into()),
        event,
        ..EventFile::default()
    }
}

fn chosen(name: &str) -> EventChoice {
    let product = Some("product_id".into());
    EventChoice { name: name.into(), chosen: true, product, ..EventChoice::default() }
}

fn column(name: &str, field: &str) -> ColumnMap {
    ColumnMap { name: name.into(), product_field: Some(field.into()), ..ColumnMap::default() }
}

/// The values of a column that a person's events have, in order.
fn values(history: &History, person: &str, column: &str) -> Vec<String> {
    let code = history.people.find(person).unwrap();
    let column = history.column(column).unwrap();
    let items = history.past(code).item.iter();
    let codes = items.flat_map(|&item| history.items.values(item, column));
    codes.map(|&value| history.columns[column].values.get(value).to_owned()).collect()
}

fn adds_up(file: &FileReport) {
    let skipped: u64 = file.report.skipped.iter().map(|s| s.rows).sum();
    assert_eq!(file.report.read, file.report.used + skipped, "{file:?}");
}

const HEADER: &str = "user_id,time,product_id\n";

#[test]
fn tables_of_one_event_each_do_not_repeat_one_another() {
    let folder = tempfile::tempdir().unwrap();
    let rows = format!("{HEADER}a,2026-01-05 10:00:00,p\na,2026-01-05 10:00:00,p\n");
    let files = ["product_viewed", "order_completed"];
    let sources = files.map(|name| source(folder.path(), &format!("{name}.csv"), &rows));
    let roles = files.map(|name| {
        let fixed = events(EventName::Fixed(name.into()));
        FileRole::Events(EventFile { repeats: Repeats::ByAllFields, ..fixed })
    });
    let catalog =
        Catalog { files: roles.into(), events: files.map(chosen).into(), ..Catalog::default() };
    let built = run(&catalog, &sources);
    assert_eq!(built.history.past(0).kind, [0, 1]);
    built.report.files.iter().for_each(adds_up);
}

#[test]
fn the_same_export_under_another_order_of_fields_repeats_itself() {
    let folder = tempfile::tempdir().unwrap();
    let one = source(folder.path(), "one.csv", &format!("{HEADER}a,2026-01-05,p\n"));
    let two = "product_id,time,user_id\np,2026-01-05,a\n";
    let two = source(folder.path(), "two.csv", two);
    let role =
        EventFile { repeats: Repeats::ByAllFields, ..events(EventName::Fixed("view".into())) };
    let catalog = Catalog {
        files: vec![FileRole::Events(role.clone()), FileRole::Events(role)],
        events: vec![chosen("view")],
        ..Catalog::default()
    };
    assert_eq!(run(&catalog, &[one, two]).history.event_count(), 1);
}

#[test]
fn product_files_are_joined_cell_by_cell_and_by_one_rule_for_ids() {
    let folder = tempfile::tempdir().unwrap();
    let rows = format!("{HEADER}a,2026-01-05,1000.0\nb,2026-01-06,1000 \nc,2026-01-07,9\n");
    let sources = [
        source(folder.path(), "orders.csv", &rows),
        source(folder.path(), "brands.csv", "id,brand\n1000,\n1000,Northwind\n1000,\n"),
        source(folder.path(), "categories.csv", "id,category\n 1000,Tea\n2000,Coffee\n"),
    ];
    let products = || FileRole::products("id");
    let catalog = Catalog {
        files: vec![
            FileRole::Events(events(EventName::Fixed("order".into()))),
            products(),
            products(),
        ],
        events: vec![chosen("order")],
        columns: vec![column("Brand", "brand"), column("Category", "category")],
        ..Catalog::default()
    };
    let Built { history, report } = run(&catalog, &sources);
    for person in ["a", "b"] {
        assert_eq!(values(&history, person, "Product ID"), ["1000"]);
        assert_eq!(values(&history, person, "Brand"), ["Northwind"]);
        assert_eq!(values(&history, person, "Category"), ["Tea"]);
    }
    assert_eq!((report.with_product, report.matched), (3, 2));
    assert_eq!(report.unmatched_product.as_deref(), Some("9"));
    assert!(report.notes().iter().any(|words| words.contains("for example 9")));
    // Several in a cell are looked for one by one.
    let rows = format!("{HEADER}a,2026-01-05,7;1000\nb,2026-01-06,1000;1000\nc,2026-01-07,8;9\n");
    let several = EventChoice { product_split: Split::On(";".into()), ..chosen("order") };
    let catalog = Catalog { events: vec![several], ..catalog };
    let sources =
        [source(folder.path(), "carts.csv", &rows), sources[1].clone(), sources[2].clone()];
    let report = run(&catalog, &sources).report;
    assert_eq!((report.with_product, report.matched), (3, 2));
}

#[test]
fn calls_that_only_identify_teach_who_is_who() {
    let folder = tempfile::tempdir().unwrap();
    let header = "anonymous_id,user_id,event,time,product_id\n";
    let rows = "x1,,view,2026-01-05,p\nx1,u1,,2026-01-06,\n,u1,order,2026-01-07,q\n\
                x2,u2,Page Viewed,2026-01-06,\nx2,,view,2026-01-08,p\nx3,u3,,2026-01-06,\n";
    let source = source(folder.path(), "log.csv", &format!("{header}{rows}"));
    let role = EventFile {
        anonymous: Some("anonymous_id".into()),
        ..events(EventName::Field("event".into()))
    };
    let catalog = Catalog {
        files: vec![FileRole::Events(role)],
        events: vec![chosen("view"), chosen("order")],
        ..Catalog::default()
    };
    let Built { history, report } = run(&catalog, &[source]);
    assert_eq!(history.people.iter().collect::<Vec<_>>(), ["u1", "u2"]);
    assert_eq!((history.past(0).len(), history.past(1).len()), (2, 1));
    adds_up(&report.files[0]);
    assert_eq!(report.unused_events, [("Page Viewed".to_owned(), 1)]);
    let reasons: Vec<_> = report.files[0]
        .report
        .skipped
        .iter()
        .map(|s| (&*s.reason.to_string().leak(), s.rows))
        .collect();
    assert_eq!(reasons, [("no event name", 2), ("event not chosen in the catalog", 1)]);
}

#[test]
fn logs_by_the_anonymous_id_alone_are_joined_still() {
    let folder = tempfile::tempdir().unwrap();
    let both = "anonymous_id,user_id,time,product_id\nx1,u1,2026-01-05,p\n";
    let web = "anonymous_id,time,product_id\nx1,2026-01-06,p\nx9,2026-01-06,p\n";
    let shop = "user_id,time,product_id\nu1,2026-01-07,p\n";
    let sources = [
        source(folder.path(), "both.csv", both),
        source(folder.path(), "web.csv", web),
        source(folder.path(), "shop.csv", shop),
    ];
    let view = || events(EventName::Fixed("view".into()));
    let anonymous = Some("anonymous_id".to_owned());
    let files = vec![
        FileRole::Events(EventFile { anonymous, ..view() }),
        FileRole::Events(EventFile { person: vec!["anonymous_id".into()], ..view() }),
        FileRole::Events(view()),
    ];
    let catalog = Catalog { files, events: vec![chosen("view")], ..Catalog::default() };
    let history = run(&catalog, &sources).history;
    assert_eq!(history.people.iter().collect::<Vec<_>>(), ["u1", "x9"]);
    assert_eq!(history.past(0).len(), 3);
}

#[test]
fn rows_dated_far_ahead_are_said_and_do_not_move_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = HEADER.to_owned();
    for day in 0..300_i64 {
        let time = from_clock(0) + 86_400 * (10_000 + day);
        writeln!(rows, "u{},{time},p", day % 7).unwrap();
    }
    rows += "u1,2099-12-31,p\n";
    let source = source(folder.path(), "orders.csv", &rows);
    let catalog = Catalog {
        files: vec![FileRole::Events(events(EventName::Fixed("order".into())))],
        events: vec![chosen("order")],
        ..Catalog::default()
    };
    let Built { history, report } = run(&catalog, &[source]);
    let later = report.later.unwrap();
    assert_eq!((later.end, later.events), (from_clock(0) + 86_400 * 10_299, 1));
    assert_eq!(from_clock(history.dense_end().unwrap().end), later.end);
    assert!(report.notes().iter().any(|w| w.contains("up to 2099-12-31")), "{report:?}");
}

#[test]
fn data_that_reaches_beyond_today_is_said() {
    let day = 86_400;
    assert_eq!(ends_ahead(100 * day, 99 * day), None);
    let said = ends_ahead(100 * day, 98 * day).unwrap().to_string();
    assert!(
        said.starts_with("The data reaches to 11 Apr 1970, which is later than today"),
        "{said}"
    );
    let folder = tempfile::tempdir().unwrap();
    let mut rows = HEADER.to_owned();
    for person in 0..300 {
        writeln!(rows, "u{person},2099-12-{:02},p", 1 + person % 31).unwrap();
    }
    let source = source(folder.path(), "orders.csv", &rows);
    let catalog = Catalog {
        files: vec![FileRole::Events(events(EventName::Fixed("order".into())))],
        events: vec![chosen("order")],
        ..Catalog::default()
    };
    let notes = run(&catalog, &[source]).report.notes();
    assert!(notes.iter().any(|w| w.contains("reaches to 31 Dec 2099")), "{notes:?}");
}

#[test]
fn what_is_dated_after_now_changes_no_score() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = HEADER.to_owned();
    for i in 0..6_000_u32 {
        let hash = i.wrapping_mul(0x9e37_79b1) >> 8;
        let time = from_clock(0) + 864 * i64::from(i) + 86_400 * 9_000;
        writeln!(rows, "u{:03},{time},p{}", hash % 300, hash / 300 % 3).unwrap();
    }
    let ahead = "u001,2099-12-31,p0\nu002,2060-01-01,p1\n";
    let score = |name: &str, rows: &str| {
        let source = source(folder.path(), name, rows);
        let catalog = Catalog {
            files: vec![FileRole::Events(events(EventName::Fixed("order".into())))],
            events: vec![chosen("order")],
            ..Catalog::default()
        };
        let history = run(&catalog, &[source]).history;
        let condition = model::Condition { column: "Product ID".into(), values: vec!["p0".into()] };
        let target = model::Target { conditions: vec![condition], ..model::Target::default() };
        let request = model::ScoringRequest { target, as_of: None, horizon_days: Some(7) };
        let result = model::train_and_score(&history, &request, &Progress::none()).unwrap();
        (result.as_of, result.people, result.propensity)
    };
    assert_eq!(score("good.csv", &rows), score("ahead.csv", &format!("{rows}{ahead}")));
}

#[test]
fn the_ten_most_frequent_events_are_found_among_thousands_of_names() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = "user_id,time,event\n".to_owned();
    for name in 0..300 {
        writeln!(rows, "a,2026-01-05,rare {name}").unwrap();
    }
    (0..2_000).for_each(|row| writeln!(rows, "u{},2026-01-06,purchase", row % 9).unwrap());
    let source = source(folder.path(), "names.csv", &rows);
    let fields = Fields { roles: events(EventName::Field("event".into())), ..Fields::default() };
    let plan = ReadPlan::of_fields(&fields, &[source]);
    let built =
        build(&plan, &KnownAs::default(), &Options::default(), None, &Progress::none()).unwrap();
    assert_eq!(built.history.events[0], "purchase");
    assert_eq!(built.history.event_count(), 2_009);
    let report = &built.report;
    adds_up(&report.files[0]);
    assert_eq!((report.files[0].report.used, report.unused_events.len()), (2_009, 291));
    assert!(report.notes().iter().any(|words| words.contains("and 286 more")));
}

#[test]
fn fields_that_are_gone_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let sources = [
        source(folder.path(), "orders.csv", &format!("{HEADER}a,2026-01-05,p\n")),
        source(folder.path(), "people.csv", "id,name\na,Ann\nb,Bob\n"),
    ];
    let role = EventFile {
        leave_out: vec![RowFilter::Filled("cancelled_at".into())],
        repeats: Repeats::ById("message_id".into()),
        ..events(EventName::Fixed("order".into()))
    };
    let people = PeopleTable {
        id: "id".into(),
        fields: ["id", "name", "opt_in"].map(str::to_owned).into(),
        ..PeopleTable::default()
    };
    let mut brand = column("Brand", "brand");
    brand.product_field = None;
    brand.fields.insert("order".into(), "brand".into());
    let catalog = Catalog {
        files: vec![FileRole::Events(role), FileRole::People(people.clone())],
        events: vec![chosen("order")],
        columns: vec![brand],
        ..Catalog::default()
    };
    let notices = run(&catalog, &sources).report.notices;
    let notices: Vec<String> = notices.iter().map(ToString::to_string).collect();
    for (file, field) in [
        ("orders.csv", "cancelled_at"),
        ("orders.csv", "message_id"),
        ("people.csv", "opt_in"),
        ("No event file", "brand"),
    ] {
        let said = |words: &&String| words.contains(file) && words.contains(field);
        assert_eq!(notices.iter().filter(said).count(), 1, "{field}: {notices:?}");
    }
    let gone = PeopleTable { time: Some("updated_at".into()), ..people };
    let catalog =
        Catalog { files: vec![catalog.files[0].clone(), FileRole::People(gone)], ..catalog };
    let sources: Vec<Option<Source>> = sources.into_iter().map(Some).collect();
    let problems = ReadPlan::resolve(&catalog, &sources).unwrap_err();
    assert!(problems[0].words.contains("updated_at"), "{problems:?}");
}

#[test]
fn old_projects_know_people_files_by_their_id() {
    let role: FileRole = serde_json::from_str(r#"{"people":{"id":"customer"}}"#).unwrap();
    assert_eq!(role, FileRole::people("customer"));
}

#[test]
fn a_number_is_one_person_however_it_is_written_and_is_called_plainly_where_any_file_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, ids: [&str; 3]| {
        let rows = ids.map(|id| format!("{id},2026-01-05,p\n")).concat();
        source(folder.path(), name, &format!("{HEADER}{rows}"))
    };
    let pointed = file("dataframe.csv", ["17850.0", "17851.0", "kim"]);
    let plain = file("shop.csv", ["17850", "17852", "007"]);
    let people = |sources: &[Source]| {
        let catalog = Catalog {
            files: vec![FileRole::Events(events(EventName::Fixed("order".into()))); 2],
            events: vec![chosen("order")],
            ..Catalog::default()
        };
        let history = run(&catalog, sources).history;
        history.people.iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = ["007", "17850", "17851", "17852", "kim"];
    assert_eq!(people(&[pointed.clone(), plain.clone()]), all);
    assert_eq!(people(&[plain, pointed.clone()]), all);
    assert_eq!(people(&[pointed.clone(), pointed]), ["17850.0", "17851.0", "kim"]);
}

#[test]
fn an_export_whose_numbers_came_back_as_decimals_is_the_same_export() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, ending: &str| {
        let mut rows = "message_id,user_id,time,product_id\n".to_owned();
        for row in 0..60 {
            let (person, day, product) = (17_850 + row % 7, 1 + row % 28, 1_000 + row % 5);
            let time = format!("2026-01-{day:02}");
            writeln!(rows, "{row}{ending},{person}{ending},{time},{product}{ending}").unwrap();
        }
        source(folder.path(), name, &rows)
    };
    let (whole, decimal) = (file("whole.csv", ""), file("decimal.csv", ".0"));
    for repeats in [Repeats::ById("message_id".into()), Repeats::ByAllFields] {
        let role = EventFile { repeats, ..events(EventName::Fixed("order".into())) };
        let history = |sources: &[Source]| {
            let catalog = Catalog {
                files: vec![FileRole::Events(role.clone()); sources.len()],
                events: vec![chosen("order")],
                ..Catalog::default()
            };
            run(&catalog, sources).history
        };
        let once = history(std::slice::from_ref(&whole));
        let again = history(std::slice::from_ref(&decimal));
        assert_eq!(once.event_count(), 60);
        // People are drawn alike, so samples, folds and ties are the same.
        let draws = |of: &History| (0..7).map(|person| of.draw(person)).collect::<Vec<_>>();
        assert_eq!(draws(&once), draws(&again));
        assert_eq!(history(&[whole.clone(), decimal.clone()]), once);
        assert_eq!(history(&[decimal.clone(), whole.clone()]), once);
    }
}

#[test]
fn blanks_around_a_value_make_no_value_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let clean = "user_id,time,product_id,brand\na,2026-01-05,p,Tea\nb,2026-01-06,p,\n";
    let blank = "user_id,time,product_id,brand\na,2026-01-05,p,\u{a0}Tea \nb,2026-01-06,p ,  \n";
    let history = |name: &str, text: &str| {
        let mut brand = column("Brand", "brand");
        brand.product_field = None;
        brand.fields.insert("order".into(), "brand".into());
        let catalog = Catalog {
            files: vec![FileRole::Events(events(EventName::Fixed("order".into())))],
            events: vec![chosen("order")],
            columns: vec![brand],
            ..Catalog::default()
        };
        run(&catalog, &[source(folder.path(), name, text)]).history
    };
    let clean = history("clean.csv", clean);
    assert_eq!(clean, history("blank.csv", blank));
    let brand = &clean.columns[1];
    assert_eq!(brand.find("Tea"), Some(0));
    // As a project may have it that was made with the blanks.
    assert_eq!((brand.find("Tea "), brand.find("tea")), (Some(0), None));
    assert_eq!(clean.columns[0].find("p\u{a0}"), Some(0));
}

#[test]
fn what_says_no_or_nothing_in_a_cancellation_is_no_cancellation() {
    let folder = tempfile::tempdir().unwrap();
    let kept = [
        "",
        "nein",
        "No",
        "false",
        "0",
        "0.0",
        "NULL",
        "None",
        "NaT",
        "nan",
        "-",
        "n/a",
        "0000-00-00 00:00:00",
        "00.00.0000",
        "1970-01-01 00:00:00",
        "0001-01-01T00:00:00Z",
    ];
    let gone = ["ja", "Yes", "true", "1", "x", "2026-02-03 10:00:00", "03.02.2026", "by customer"];
    let mut rows = "user_id,time,product_id,undone\n".to_owned();
    for (row, cell) in kept.iter().chain(&gone).enumerate() {
        writeln!(rows, "u{row},2026-01-05,p,{cell}").unwrap();
    }
    let role = EventFile {
        leave_out: vec![RowFilter::Filled("undone".into())],
        ..events(EventName::Fixed("order".into()))
    };
    let catalog = Catalog {
        files: vec![FileRole::Events(role)],
        events: vec![chosen("order")],
        ..Catalog::default()
    };
    let built = run(&catalog, &[source(folder.path(), "orders.csv", &rows)]);
    let file = &built.report.files[0];
    adds_up(file);
    assert_eq!(file.report.used as usize, kept.len(), "{:?}", file.report.skipped);
    assert_eq!(built.history.event_count(), kept.len());
}

#[test]
fn rows_that_do_not_count_have_an_example() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        format!("{HEADER}a,2026-01-05,p\n,2026-01-05,q\n \u{a0},2026-01-06,r\nb,2026-01-07,\n");
    let sources = [source(folder.path(), "orders.csv", &text)];
    let catalog = Catalog {
        files: vec![FileRole::Events(EventFile {
            leave_out: vec![RowFilter::StartsWith("product_id".into(), "p".into())],
            ..events(EventName::Fixed("order".into()))
        })],
        events: vec![chosen("order")],
        ..Catalog::default()
    };
    let report = &run(&catalog, &sources).report.files[0].report;
    let of = |reason: &str| {
        let found = report.skipped.iter().find(|s| s.reason.to_string().starts_with(reason));
        found.unwrap_or_else(|| panic!("{reason}: {report:?}")).examples.clone()
    };
    let cancelled = of("cancelled");
    assert_eq!(cancelled[0].line, 2);
    assert!(cancelled[0].text.contains("2026-01-05") && cancelled[0].text.contains('p'));
    assert_eq!(of("no person").iter().map(|e| e.line).collect::<Vec<_>>(), [3, 4]);
}

/// What people did, in files of several kinds: known and anonymous IDs side by side, known ones alone, anonymous
/// ones alone. A row: known ID, anonymous ID, whether each is written.
type Visit = (usize, usize, u8);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn only_people_who_are_never_known_are_left_out_and_nothing_that_others_did(
        both in prop::collection::vec((0..4_usize, 0..6_usize, 0..4_u8), 1..30),
        shop in prop::collection::vec(0..6_usize, 0..6),
        web in prop::collection::vec(0..8_usize, 0..20),
        spread in (1..4_usize, 1..4_usize),
    ) {
        let visit = |i: usize, (known, device, written): &Visit| {
            let known = if written & 1 == 1 { format!("u{known}") } else { String::new() };
            let device = if written & 2 == 2 { format!("d{device}") } else { String::new() };
            format!("{device},{known},2026-01-05 10:{:02}:00,p\n", i % 60)
        };
        let both: String = both.iter().enumerate().map(|(i, row)| visit(i, row)).collect();
        let shop: String = shop.iter().map(|u| format!("u{u},2026-01-06,p\n")).collect();
        let web: String = web.iter().map(|d| format!("d{d},2026-01-07,p\n")).collect();
        let folder = tempfile::tempdir().unwrap();
        let sources = [
            source(folder.path(), "both.csv", &format!("anonymous_id,user_id,time,product_id\nd0,u0,2026-01-05,p\n{both}")),
            source(folder.path(), "shop.csv", &format!("user_id,time,product_id\nu0,2026-01-06,p\n{shop}")),
            source(folder.path(), "web.csv", &format!("anonymous_id,time,product_id\nd7,2026-01-07,p\n{web}")),
        ];
        let view = || events(EventName::Fixed("view".into()));
        let files = vec![
            FileRole::Events(EventFile { anonymous: Some("anonymous_id".into()), ..view() }),
            FileRole::Events(view()),
            FileRole::Events(EventFile { person: vec!["anonymous_id".into()], ..view() }),
        ];
        let catalog = Catalog { files, events: vec![chosen("view")], ..Catalog::default() };
        let known_only = Catalog { leave_out_anonymous: true, ..catalog.clone() };
        let (all, some) = (run(&catalog, &sources), run(&known_only, &sources));
        let past = |history: &History, id: &str| {
            history.people.find(id).map(|person| history.past(person).time.to_vec())
        };
        let mut left_out = LeftOut::default();
        for id in all.history.people.iter() {
            let known = id.starts_with('u');
            prop_assert_eq!(past(&some.history, id), past(&all.history, id).filter(|_| known), "{}", id);
            if !known {
                left_out.people += 1;
                left_out.events += past(&all.history, id).map_or(0, |times| times.len() as u64);
            }
        }
        prop_assert_eq!(some.report.left_out, left_out);
        prop_assert_eq!(all.report.left_out, LeftOut::default());
        let opened: Vec<Option<Source>> = sources.iter().cloned().map(Some).collect();
        let plan = ReadPlan::resolve(&known_only, &opened).unwrap();
        let (together, shards) = spread;
        parts::same(&some, parts::in_parts(&plan, &KnownAs::default(), together, shards).unwrap());
    }
}

/// A row: person, time, event, product, status; places in the lists of [`text`].
type Row = (usize, usize, usize, usize, usize);

fn text(rows: &[Row], anonymous: bool) -> String {
    let who = ["a", "b", " ", "", "c.0", "X@y.com"];
    let when = ["2026-01-05 10:00:00", "2026-02-01", "", "soon", "1970-01-01", "2099-12-31"];
    let what = ["view", "order", "scroll", "", "view"];
    let products = ["p", "1000.0", "", "x|y"];
    let mut out = "user_id,anonymous_id,time,event,product_id,status,quantity\n".to_owned();
    for &(person, time, event, product, status) in rows {
        let device = if anonymous { ["d1", "", "a"][product % 3] } else { "" };
        let (status, quantity) = (["ok", "Cancelled", ""][status % 3], ["1", "-1"][status % 2]);
        writeln!(
            out,
            "{},{device},{},{},{},{status},{quantity}",
            who[person], when[time], what[event], products[product]
        )
        .unwrap();
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_row_is_used_or_said_to_be_skipped(
        files in prop::collection::vec(
            prop::collection::vec((0..6_usize, 0..6_usize, 0..5_usize, 0..4_usize, 0..6_usize), 1..40),
            1..4,
        ),
        choices in (any::<bool>(), any::<bool>(), any::<bool>(), 0..3_u8, any::<bool>()),
        owner in 0..4_usize,
    ) {
        let (anonymous, fixed, rules, repeats, leave_out_anonymous) = choices;
        let mut known_as = KnownAs::default();
        ["a", "c", "z"].get(owner).into_iter().for_each(|id| known_as.add("x@y.com", id));
        let folder = tempfile::tempdir().unwrap();
        let sources: Vec<Source> = files
            .iter()
            .enumerate()
            .map(|(i, rows)| source(folder.path(), &format!("{i}.csv"), &text(rows, anonymous)))
            .collect();
        let event = match fixed {
            true => EventName::Fixed("view".into()),
            false => EventName::Field("event".into()),
        };
        let role = EventFile {
            anonymous: anonymous.then(|| "anonymous_id".into()),
            leave_out: match rules {
                true => vec![
                    RowFilter::OneOf("status".into(), vec!["cancelled".into()]),
                    RowFilter::Negative("quantity".into()),
                ],
                false => Vec::new(),
            },
            repeats: match repeats {
                0 => Repeats::Keep,
                1 => Repeats::ById("status".into()),
                _ => Repeats::ByAllFields,
            },
            ..events(event)
        };
        let catalog = Catalog {
            files: vec![FileRole::Events(role.clone()); sources.len()],
            events: vec![chosen("view"), chosen("order")],
            leave_out_anonymous,
            ..Catalog::default()
        };
        let opened: Vec<Option<Source>> = sources.iter().cloned().map(Some).collect();
        let plan = ReadPlan::resolve(&catalog, &opened).unwrap();
        let fields = Fields { roles: role, product: Some("product_id".into()), ..Fields::default() };
        let (options, none) = (Options::default(), Progress::none());
        let whole = build(&plan, &known_as, &options, None, &none).ok();
        for (together, shards) in [(1, 3), (2, 1)] {
            let parts = parts::in_parts(&plan, &known_as, together, shards);
            prop_assert_eq!(whole.is_some(), parts.is_some());
            whole.iter().zip(parts).for_each(|(whole, parts)| parts::same(whole, parts));
        }
        for plan in [plan, ReadPlan::of_fields(&fields, &sources)] {
            let Ok(built) = build(&plan, &known_as, &options, None, &none) else { continue };
            let stays = built.history.people.find("x@y.com").is_some();
            prop_assert!(known_as.is_empty() || !stays);
            let mut used = 0;
            for (file, rows) in built.report.files.iter().zip(&files) {
                adds_up(file);
                prop_assert_eq!(file.report.read, rows.len() as u64);
                used += file.report.used;
            }
            prop_assert_eq!(used, built.history.event_count() as u64 + built.report.left_out.events);
            for person in 0..built.history.person_count() as u32 {
                prop_assert!(!built.history.past(person).is_empty());
            }
        }
    }
}
