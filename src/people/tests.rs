//! Who people are, by files and by slow models.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::consent;
use super::latest::{Latest, Said, When};
use super::*;
use crate::base::progress::Progress;
use crate::catalog::{Catalog, EventFile, FileRole, PeopleTable};
use crate::import::{self, Options, Report, Source, TimeFormat};

fn source(folder: &Path, name: &str, text: &str) -> Source {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    import::open(&path, &Options::default(), &Progress::none()).unwrap()
}

fn read_all(roles: Vec<FileRole>, sources: Vec<Source>) -> (Traits, Vec<Report>) {
    let catalog = Catalog { files: roles, ..Catalog::default() };
    let sources: Vec<Option<Source>> = sources.into_iter().map(Some).collect();
    let files = people_files(&catalog, &sources);
    let read = read(&files, &Options::default(), &Progress::none()).unwrap();
    (read.traits, read.reports.into_iter().map(Result::unwrap).collect())
}

/// Tables of people by `id`, each with its time.
fn tables(files: &[(&str, Option<&str>)]) -> Traits {
    let folder = tempfile::tempdir().unwrap();
    let (mut roles, mut sources) = (Vec::new(), Vec::new());
    for (place, (text, time)) in files.iter().enumerate() {
        roles.push(FileRole::People(PeopleTable {
            id: "id".into(),
            time: time.map(str::to_owned),
            ..PeopleTable::default()
        }));
        sources.push(source(folder.path(), &format!("{place}.csv"), text));
    }
    read_all(roles, sources).0
}

#[test]
fn times_that_cannot_be_read_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let text = "id,seen,plan\n1,2025-01-31,a\n1,soon,b\n2,,c\n3,2025-02-01,d\n";
    let source = Some(source(folder.path(), "people.csv", text));
    let table =
        PeopleTable { id: "id".into(), time: Some("seen".into()), ..PeopleTable::default() };
    let catalog = Catalog { files: vec![FileRole::People(table)], ..Catalog::default() };
    let files = people_files(&catalog, &[source]);
    let read = read(&files, &Options::default(), &Progress::none()).unwrap();
    assert_eq!(read.traits.get("1", "plan"), Some("b"));
    let [words] = read.notices.as_slice() else { panic!("{:?}", read.notices) };
    let words = words.to_string();
    assert!(words.contains("people.csv: 2 rows have no seen"), "{words}");
    assert!(words.contains("first in line 3"), "{words}");
}

#[test]
fn people_are_found_by_id_or_by_address() {
    let traits = tables(&[
        ("id,email,country\n7,Ann@Example.com,DE\n8,b@b.de,FR\n", None),
        ("id,consent\nann@example.com,yes\nbob@example.com,no\n", None),
    ]);
    let all = [Some("Ann@Example.com"), Some("DE"), Some("yes")];
    assert_eq!(traits.of("7"), all);
    assert_eq!(traits.of(" ANN@example.com"), all);
    assert_eq!(traits.of("bob@example.com"), [None, None, Some("no")]);
    assert_eq!(traits.of("nobody"), [None, None, None]);
    assert_eq!(traits.get("7", "consent"), Some("yes"));
    // IDs are the same text on both sides.
    assert_eq!(traits.of("7.0"), all);
    assert_eq!(traits.of(" 7\u{a0}"), all);
}

#[test]
fn two_customers_of_one_address_stay_two() {
    let traits = tables(&[("id,email,name\n1,a@b.de,Ann\n2,a@b.de,\n", None)]);
    assert_eq!(traits.of("2"), [Some("a@b.de"), None]);
    assert_eq!(traits.of("a@b.de"), [Some("a@b.de"), Some("Ann")]);
}

#[test]
fn an_address_is_refused_when_one_of_its_records_refuses() {
    let traits = tables(&[("id,email,opt_in\n1,a@b.de,yes\n2,A@B.de,no\n3,c@b.de,yes\n", None)]);
    assert_eq!(traits.get("a@b.de", "opt_in"), Some("no"));
    // What is sent to one of them comes to the other's mailbox.
    assert_eq!(traits.get("1", "opt_in"), Some("no"));
    assert_eq!(traits.get("c@b.de", "opt_in"), Some("yes"));
    let traits = tables(&[
        ("id,email,opt_in\n1,a@b.de,yes\n2,c@b.de,yes\n", None),
        ("id,opt_in\na@b.de,no\n", None),
    ]);
    assert_eq!(traits.get("1", "opt_in"), Some("no"));
    assert_eq!(traits.get("2", "opt_in"), Some("yes"));
}

#[test]
fn where_nobody_can_tell_the_later_word_no_counts() {
    let rows = "id,consent,name\nu0,yes,Ann\nu1,no,Bob\nu0,no,\nu1,yes,\n";
    let traits = tables(&[(rows, None)]);
    let both = |traits: &Traits| {
        ["u0", "u1"].map(|person| traits.get(person, "consent").map(str::to_owned))
    };
    assert_eq!(both(&traits), [Some("no".into()), Some("no".into())]);
    // What the last row leaves blank stays, and of what is no consent the last row counts.
    assert_eq!(traits.get("u0", "name"), Some("Ann"));
    let traits =
        tables(&[("id,consent\nu0,no\nu1,yes\n", None), ("id,consent\nu0,yes\nu1,no\n", None)]);
    assert_eq!(both(&traits), [Some("no".into()), Some("no".into())]);
}

/// However a table calls the column, and in whatever writing and place the address stands.
#[test]
fn a_refusal_by_address_is_found_in_every_writing_of_it() {
    for column in ["email", "E-Mail-Adresse", "correo", "Courriel", "邮箱", "e-post", "email_2"] {
        for (own, refused) in [
            ("a.b@x.de", "A.B@X.de"),
            ("Ann <a.b@x.de>", "a.b@x.de"),
            ("a.b@x.de", "mailto:a.b@x.de"),
            ("a\u{200b}.b@x.de;", "a.b@x.de"),
            ("an.n+shop@gmail.com", "ann@googlemail.com"),
        ] {
            let traits = tables(&[
                (&format!("id,first,{column},opt_in\n7,other@x.de,{own},yes\n"), None),
                (&format!("id,opt_in\n{refused},no\n"), None),
            ]);
            assert_eq!(traits.get("7", "opt_in"), Some("no"), "{column}: {own} {refused}");
        }
    }
}

/// Of all records of one address, whichever spelling is the person's own.
#[test]
fn spellings_of_an_address_as_id_are_one_person() {
    for rows in ["p7@x.de,yes\nP7@x.de,no\n", "p7@x.de,no\nP7@x.de,yes\n"] {
        let text = format!("id,opt_in\n{rows}");
        for person in ["p7@x.de", "P7@x.de", "P7@X.DE"] {
            let traits = tables(&[(&text, None)]);
            assert_eq!(traits.get(person, "opt_in"), Some("no"), "{person} {rows}");
            let ids = "id,email\n7,p7@X.de\n";
            let traits = tables(&[(ids, None), (&text, None)]);
            assert_eq!(traits.get("7", "opt_in"), Some("no"), "{rows}");
        }
    }
}

#[test]
fn blanks_say_nothing_in_any_format() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "{\"id\":\"u0\",\"opt_out\":\"no\",\"city\":\"Bonn\"}\n\
                {\"id\":\"u0\",\"opt_out\":\" \",\"city\":\"\\t\"}\n";
    let role = FileRole::People(PeopleTable { id: "id".into(), ..PeopleTable::default() });
    let (traits, _) = read_all(vec![role], vec![source(folder.path(), "a.jsonl", rows)]);
    assert_eq!(traits.of("u0"), [Some("no"), Some("Bonn")]);
}

#[test]
fn the_latest_row_by_its_time_has_the_last_word() {
    let rows = "id,consent,city,updated_at\nu0,no,Bonn,2026-04-01\nu0,yes,Köln,2026-01-01\n\
                u1,yes,Bonn,2026-04-01\nu1,no,Köln,2026-04-01\nu2,yes,Bonn,\nu2,no,,\nu2,yes,,2026-04-01\n";
    let traits = tables(&[(rows, Some("updated_at"))]);
    assert_eq!(traits.get("u0", "consent"), Some("no"));
    assert_eq!(traits.get("u0", "city"), Some("Bonn"));
    // At the same time, and with a time that is not there: nobody can tell.
    assert_eq!(traits.get("u1", "consent"), Some("no"));
    assert_eq!(traits.get("u1", "city"), Some("Köln"));
    assert_eq!(traits.get("u2", "consent"), Some("no"));
}

#[test]
fn a_refusal_that_is_told_by_yes_wins_likewise() {
    let rows = "id,unsubscribed,updated_at\nu0,true,\nu0,false,2026-04-01\nu1,false,2026-01-01\n\
                u1,true,2026-02-01\nu2,true,2026-01-01\nu2,false,2026-02-01\n";
    let traits = tables(&[(rows, Some("updated_at"))]);
    let said = ["u0", "u1", "u2"].map(|id| traits.get(id, "unsubscribed").unwrap());
    assert_eq!(said, ["true", "true", "false"]);
}

#[test]
fn day_orders_of_events_hold_for_their_traits() {
    let folder = tempfile::tempdir().unwrap();
    let header = "user_id,event,time,consent\n";
    let rows = "u0,order,05/06/2025,no\nu0,order,06/05/2025,yes\nu0,order,01/02/2025,yes\n";
    for (time_format, last) in [(TimeFormat::DayFirst, "no"), (TimeFormat::MonthFirst, "yes")] {
        let events = EventFile {
            person: vec!["user_id".into()],
            time: Some("time".into()),
            time_format,
            ..EventFile::default()
        };
        let source = source(folder.path(), "orders.csv", &format!("{header}{rows}"));
        let (traits, _) = read_all(vec![FileRole::Events(events)], vec![source]);
        assert_eq!(traits.get("u0", "consent"), Some(last));
    }
}

#[test]
fn rows_of_a_table_that_say_nothing_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let text = "id,name,city\n1,Ann,\n2,,\n ,Bob,\n\u{a0},Cem,\n3,,Bonn\n";
    let source = source(folder.path(), "people.csv", text);
    let (traits, reports) = read_all(vec![FileRole::people("id")], vec![source]);
    let skipped: u64 = reports[0].skipped.iter().map(|s| s.rows).sum();
    assert_eq!((reports[0].read, reports[0].used, skipped), (5, 2, 3));
    assert_eq!(traits.len(), 2);
}

/// A row: person, when (a place in [`TIMES`]), a plain trait, consent.
type Row = (u8, Option<Option<usize>>, Option<u8>, Option<bool>);

const DAY: i64 = 24 * 60 * 60 * 1000;
/// A day without a time and a time in that day, twice.
const TIMES: [i64; 4] = [0, DAY / 2 + 1, DAY, DAY + 1];

fn when(row: &Row) -> When {
    match row.1 {
        None => When::Untimed,
        Some(None) => When::Unread,
        Some(Some(time)) => When::At(TIMES[time]),
    }
}

/// The same of consent: a no without a time may have come at the end of its day.
fn when_said(row: &Row) -> When {
    match when(row) {
        When::At(time) if time % DAY == 0 && row.3 == Some(false) => When::At(time + DAY - 1),
        when => when,
    }
}

/// What counts of each person by looking at all rows: the plain trait, and whether they agreed.
fn slowly(rows: &[Row]) -> BTreeMap<u8, (Option<u8>, Option<bool>)> {
    let mut all = BTreeMap::new();
    for person in 0..3 {
        let own: Vec<&Row> = rows.iter().filter(|row| row.0 == person).collect();
        let time = |row: &Row| match when(row) {
            When::At(time) => time,
            _ => i64::MAX,
        };
        let plain = own.iter().enumerate().filter(|(_, row)| row.2.is_some());
        let plain = plain.max_by_key(|(place, row)| (time(row), *place)).and_then(|(_, row)| row.2);
        let words = || own.iter().filter_map(|row| row.3.map(|yes| (when_said(row), yes)));
        let latest = words().filter_map(|(when, _)| match when {
            When::At(time) => Some(time),
            _ => None,
        });
        let latest = latest.max();
        let may_be_last = words().filter(|(when, _)| match when {
            When::At(time) => Some(*time) == latest,
            When::Unread | When::Untimed => true,
        });
        let agreed: Vec<bool> = may_be_last.map(|(_, yes)| yes).collect();
        let agreed = (!agreed.is_empty()).then(|| agreed.iter().all(|yes| *yes));
        if plain.is_some() || agreed.is_some() {
            all.insert(person, (plain, agreed));
        }
    }
    all
}

proptest! {
    #[test]
    fn the_last_word_does_not_depend_on_the_order_of_reading(
        rows in prop::collection::vec(
            (0_u8..3, prop::option::of(prop::option::of(0_usize..4)), prop::option::of(0_u8..4),
             prop::option::of(any::<bool>())),
            0..30,
        ),
        cuts in prop::collection::vec(0_usize..30, 0..6),
        turn in 0_usize..6,
    ) {
        let mut edges: Vec<usize> = cuts.iter().map(|cut| cut.min(&rows.len()).to_owned()).collect();
        edges.extend([0, rows.len()]);
        edges.sort_unstable();
        let mut batches: Vec<_> = edges.windows(2).map(|pair| pair[0]..pair[1]).collect();
        let count = batches.len();
        batches.rotate_left(turn % count);
        let columns = [(0, None), (1, consent::polarity("opt_in"))];
        let latest = Latest::new();
        let ids = ["a", "b", "c"];
        for batch in batches {
            let said = batch.map(|row| Said {
                id: ids[usize::from(rows[row].0)].into(),
                when: when(&rows[row]),
                place: row as u64,
                row,
            });
            latest.add(said.collect(), &columns, |at, row| match at {
                0 => rows[row].2.map(|value| ["0", "1", "2", "3"][usize::from(value)]),
                _ => rows[row].3.map(|yes| if yes { "yes" } else { "no" }),
            });
        }
        let mut traits = Traits::default();
        for name in ["plain", "opt_in"] {
            traits.column(name);
        }
        latest.finish(&mut traits, &columns.map(|(_, polarity)| polarity), &Progress::none()).unwrap();
        traits.join_by_mail();
        let mut read = BTreeMap::new();
        for (person, id) in (0_u8..).zip(ids) {
            let plain = traits.get(id, "plain").map(|text| text.parse::<u8>().unwrap());
            let agreed = traits.get(id, "opt_in").map(|text| text == "yes");
            if plain.is_some() || agreed.is_some() {
                read.insert(person, (plain, agreed));
            }
        }
        prop_assert_eq!(read, slowly(&rows));
    }
}
