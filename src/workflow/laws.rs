//! Who is on a list, against a slow model that says who must be: random opt-outs, consents and people,
//! from files to files; and lists over time, where the list before without the removed and with the
//! added is the list now.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::audience::{
    About, Audience, Eligibility, Made, Member, Members, PeopleSet, Size, Store, SuppressionFile,
    Was,
};
use crate::base::digest::HashKind;
use crate::base::progress::Progress;
use crate::catalog::{FileRole, PeopleTable};
use crate::export::{Choice, Consent, Existing, ExportError, Holds, SinceBefore, find};
use crate::history::from_clock;
use crate::import::{Options, TimeFormat};
use crate::model::{Condition, Target};
use crate::project::{Lists, Project, Saved};

/// People of each shop.
const PEOPLE: usize = 12;

fn id(person: usize) -> String {
    format!("c{person:02}")
}

/// Three events for each of the people who are in the data.
fn events(path: &Path, people: impl Iterator<Item = usize>) {
    let mut text = "customer_id,time,event,product_id,category\n".to_owned();
    for person in people {
        for day in 1..4 {
            let category = ["Tea", "Coffee"][(person + day) % 2];
            let (id, day) = (id(person), day * 7);
            text += &format!("{id},2025-03-{day:02}T10:00:00Z,Order,p{},{category}\n", person % 4);
        }
    }
    fs::write(path, text).unwrap();
}

/// The events of people in the data, and their addresses.
fn known(folder: &Path, people: std::ops::Range<usize>) {
    events(&folder.join("events.csv"), people.clone());
    let rows: String = people.map(|p| format!("{},p{p}@x.com\n", id(p))).collect();
    fs::write(folder.join("people.csv"), format!("customer_id,email\n{rows}")).unwrap();
}

/// Everyone's past; the second file is a table of people, with a time where one is named.
fn ready(folder: &Path, time: Option<TimeFormat>) -> Ready {
    let paths = [folder.join("events.csv"), folder.join("people.csv")];
    let (options, progress, storage) = (Options::default(), Progress::none(), Storage::default());
    let (files, suggestion) = look(&paths, &options, &storage, &progress).unwrap();
    let mut catalog = suggestion.catalog;
    catalog.files[1] = FileRole::People(PeopleTable {
        id: "customer_id".into(),
        time: time.map(|_| "updated".into()),
        time_format: time.unwrap_or_default(),
        fields: Vec::new(),
        ..PeopleTable::default()
    });
    prepare(&files, &catalog, &options, &storage, &progress).unwrap()
}

fn saved(control_percent: f64, stop: Option<PathBuf>, lists: Lists) -> Saved {
    let condition = Condition { column: "Category".into(), values: vec!["Tea".into()] };
    let suppression = stop.map(|path| SuppressionFile { path, ..SuppressionFile::default() });
    let audience = Audience {
        id: 1,
        name: "All".into(),
        target: Target { conditions: vec![condition], ..Target::default() },
        horizon_days: Some(7),
        size: Size::Percent(100.0),
        control_percent,
        eligibility: Eligibility {
            suppression: suppression.into_iter().collect(),
            ..Eligibility::default()
        },
        ..Audience::default()
    };
    Saved { audience, lists, ..Saved::default() }
}

fn written(
    ready: &Ready,
    saved: &Saved,
    folder: &Path,
    store: Option<Store>,
) -> Result<ListsMade, ListsError> {
    let (progress, options) = (Progress::none(), Options::default());
    let mut audiences = Audiences::new(ready, vec![&saved.audience], &options, None);
    let computed = audiences.compute(&saved.audience, &progress).unwrap();
    let making = Making {
        project: Project { audiences: vec![saved.clone()], ..Project::default() },
        folder: folder.to_owned(),
        existing: Existing::Replace,
        replace_own: false,
        before: Vec::new(),
        held_out: PeopleSet::default(),
        store,
        options: options.clone(),
        accept_damaged: false,
    };
    let turn = Turn::wait(making.store.as_ref(), None, &progress)?;
    make_lists(ready, &computed, saved, &making, &turn, &progress)
}

/// The rows of the files of one kind for a destination, by column.
fn rows(made: &ListsMade, destination: &str, holds: Holds) -> Vec<BTreeMap<String, String>> {
    let files = made.written.files.iter();
    let files = files.filter(|f| f.holds == holds && f.destination == destination);
    let mut rows = Vec::new();
    for file in files {
        let mut reader = csv::Reader::from_path(&file.path).unwrap();
        let header = reader.headers().unwrap().clone();
        for row in reader.records() {
            let row = row.unwrap();
            let cells = header.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
            rows.push(cells.map(|(name, cell)| (name.into(), cell.into())).collect());
        }
    }
    rows
}

fn column(rows: &[BTreeMap<String, String>], name: &str) -> BTreeSet<String> {
    rows.iter().filter_map(|row| row.get(name).cloned()).collect()
}

/// Words of a consent column: what they say, and how they are written.
const WORDS: [(Option<bool>, &str); 8] = [
    (Some(true), "yes"),
    (Some(true), "TRUE"),
    (Some(true), "1.0"),
    (Some(true), " subscribed "),
    (Some(false), "no"),
    (Some(false), "0"),
    (Some(false), "perhaps"),
    (None, " "),
];

/// A row of the table of people: who, which word, on which day; a day beyond the year cannot be read.
type Row = (usize, usize, u32);

fn day(day: u32, order: TimeFormat) -> String {
    let date = jiff::civil::date(2025, 1, 1) + jiff::Span::new().days(i64::from(day));
    match order {
        _ if day > 365 => "some day".to_owned(),
        TimeFormat::DayFirst => date.strftime("%d/%m/%Y").to_string(),
        TimeFormat::MonthFirst => date.strftime("%m/%d/%Y").to_string(),
        _ => date.to_string(),
    }
}

/// Whether somebody agrees by the rows that speak of them: of timed rows the latest count; what cannot be
/// put in order must agree as well.
fn agrees(rows: &[Row], person: usize, timed: bool) -> bool {
    let own = rows.iter().filter(|row| row.0 == person);
    let said: Vec<(u32, bool)> = own.filter_map(|row| Some((row.2, WORDS[row.1].0?))).collect();
    let counts: Vec<bool> = match timed {
        false => said.iter().map(|word| word.1).collect(),
        true => {
            let last = said.iter().map(|word| word.0).filter(|day| *day <= 365).max();
            let counts = said.iter().filter(|word| word.0 > 365 || Some(word.0) == last);
            counts.map(|word| word.1).collect()
        }
    };
    !counts.is_empty() && counts.iter().all(|yes| *yes)
}

/// A person as an entry of a suppression file.
fn entry(person: usize, way: usize) -> String {
    let (mail, phone) = (format!("p{person}@x.com"), format!("+4917055500{person:02}"));
    match way {
        0 => id(person).to_uppercase(),
        1 => mail.to_uppercase(),
        2 => HashKind::Md5.hex(&mail),
        3 => HashKind::Sha1.hex(&mail),
        4 => HashKind::Sha256.hex(&mail).to_uppercase(),
        5 => phone.replace("+49", "0"),
        6 => HashKind::Sha256.hex(&phone[1..]),
        _ => HashKind::Md5.hex(&phone.replace("+49", "0")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn who_is_written_is_whom_a_slow_model_writes(
        rows_said in prop::collection::vec((0..PEOPLE, 0..WORDS.len(), 0_u32..380), 1..40),
        out in prop::collection::vec((0..PEOPLE, 0_usize..8), 0..6),
        order in 0_usize..4,
        control in prop_oneof![Just(0.0), Just(40.0)],
    ) {
        let folder = tempfile::tempdir().unwrap();
        let order =
            [None, Some(TimeFormat::Auto), Some(TimeFormat::DayFirst), Some(TimeFormat::MonthFirst)]
                [order];
        events(&folder.path().join("events.csv"), 0..PEOPLE);
        let mut people = "customer_id,email,phone,newsletter,updated\n".to_owned();
        for (person, word, at) in &rows_said {
            let at = day(*at, order.unwrap_or_default());
            let (id, word) = (id(*person), WORDS[*word].1);
            people += &format!("{id},p{person}@x.com,+4917055500{person:02},{word},{at}\n");
        }
        fs::write(folder.path().join("people.csv"), people).unwrap();
        let known: BTreeSet<usize> = rows_said.iter().map(|row| row.0).collect();
        let stop = folder.path().join("stop.txt");
        let entries: Vec<String> = out.iter().map(|(person, way)| entry(*person, *way)).collect();
        fs::write(&stop, format!("list\n{}\n", entries.join("\n"))).unwrap();
        // Somebody of whom only the ID is known is out by the ID alone.
        let is_out = |person: usize| {
            out.iter().any(|(p, way)| *p == person && (*way == 0 || known.contains(p)))
        };
        let lists = Lists {
            choices: vec![Choice::of(find("csv").unwrap()), Choice::of(find("klaviyo").unwrap())],
            consent: Some(Consent::by("newsletter")),
            ..Lists::default()
        };
        let expected: BTreeSet<String> = (0..PEOPLE)
            .filter(|person| !is_out(*person) && agrees(&rows_said, *person, order.is_some()))
            .map(id)
            .collect();
        let ready = ready(folder.path(), order);
        let saved = saved(control, Some(stop), lists);
        let made = written(&ready, &saved, &folder.path().join("lists"), None);
        let made = match made {
            Ok(made) => made,
            Err(ListsError::Export(ExportError::AllHeldOut(_))) if control > 0.0 => return Ok(()),
            Err(error) => {
                prop_assert!(expected.is_empty(), "{:?}: {}", expected, error);
                return Ok(());
            }
        };
        let listed = column(&rows(&made, "csv", Holds::People), "person_id");
        let held = column(&rows(&made, "", Holds::Control), "person_id");
        prop_assert!(listed.is_disjoint(&held));
        prop_assert_eq!(listed.union(&held).cloned().collect::<BTreeSet<_>>(), expected);
        let mails = column(&rows(&made, "klaviyo", Holds::People), "Email");
        prop_assert_eq!(mails.len(), listed.len());
        prop_assert!(control > 0.0 || held.is_empty());
    }

    #[test]
    fn lists_over_time_lead_from_one_to_the_next(
        steps in prop::collection::vec(
            prop::collection::vec((0..PEOPLE, 0_usize..6, 0..PEOPLE), 0..10), 2..4),
        control in prop_oneof![Just(0.0), Just(30.0)],
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::in_folder(folder.path().join("records"));
        // Address, consent, whether they are in the data.
        let mut shop: Vec<(String, bool, bool)> =
            (0..PEOPLE).map(|p| (format!("p{p}@x.com"), true, true)).collect();
        let mut platform: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (number, changes) in steps.into_iter().enumerate() {
            for (person, what, other) in changes {
                match what {
                    0 => shop[person].0 = shop[other].0.clone(),
                    1 => shop[person].0 = format!("new{number}-{person}@x.com"),
                    2 => shop[person].1 = !shop[person].1,
                    3 => shop[person].2 = !shop[person].2,
                    4 => shop[person].0.clear(),
                    _ => shop[person] = (format!("p{person}@x.com"), true, true),
                }
            }
            events(&folder.path().join("events.csv"), (0..PEOPLE).filter(|p| shop[*p].2));
            let rows_of = shop.iter().enumerate().filter(|(_, known)| known.2);
            let people: String = rows_of
                .map(|(p, (mail, yes, _))| format!("{},{mail},{yes}\n", id(p)))
                .collect();
            let people = format!("customer_id,email,newsletter\n{people}");
            fs::write(folder.path().join("people.csv"), people).unwrap();
            if shop.iter().filter(|known| known.2).count() < 2 {
                continue;
            }
            let lists = Lists {
                choices: ["csv", "klaviyo"].map(|key| Choice::of(find(key).unwrap())).to_vec(),
                consent: Some(Consent::by("newsletter")),
                ..Lists::default()
            };
            let ready = ready(folder.path(), None);
            let saved = saved(control, None, lists);
            let lists = folder.path().join("lists");
            let Ok(made) = written(&ready, &saved, &lists, Some(store.clone())) else { continue };
            let mut held = 0;
            for (key, name) in [("csv", "person_id"), ("klaviyo", "Email")] {
                let of = |holds| column(&rows(&made, key, holds), name);
                let now = of(Holds::People);
                if let Some(before) = platform.get(key) {
                    let told = made.written.lists.iter().find(|l| l.destination == key).unwrap();
                    let told = matches!(told.since_before, SinceBefore::Told { .. });
                    let mut led = before.clone();
                    of(Holds::Removed).iter().for_each(|gone| { led.remove(gone); });
                    led.extend(of(Holds::Added));
                    prop_assert!(!told || led == now, "{key}: {led:?} {now:?}");
                }
                platform.insert(key, now);
                held = rows(&made, "", Holds::Control).len();
            }
            let record = store.latest(1, None).members.unwrap();
            prop_assert_eq!(record.held(), held);
            prop_assert_eq!(record.listed(), platform["csv"].len());
            // Nobody is reached who is held out, and nobody who refused.
            let ids = column(&rows(&made, "", Holds::Control), "person_id");
            let held = (0..PEOPLE).filter(|p| ids.contains(&id(*p)));
            for person in held {
                prop_assert!(shop[person].1 && !platform["klaviyo"].contains(&shop[person].0));
            }
        }
    }
}

/// A record of another audience's lists: who was on them, and who was held out.
fn wave(ready: &Ready, at: i64, horizon_days: u32, listed: &[usize], held: &[usize]) -> Members {
    let about =
        About { audience: 2, made: Made::Lists, at, as_of: at, horizon_days, ..About::default() };
    let member =
        |was| move |p: &usize| Member { person: ready.history.people.find(&id(*p)).unwrap(), was };
    let listed = listed.iter().map(member(Was::Listed));
    let members: Vec<Member> = listed.chain(held.iter().map(member(Was::Held))).collect();
    Members::record(about, &ready.history.people, &members)
}

#[test]
fn whom_any_open_wave_of_another_campaign_holds_out_stays_off_the_lists() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path().join("records"));
    known(folder.path(), 0..PEOPLE);
    let ready = ready(folder.path(), None);
    let lists = Lists { choices: vec![Choice::of(find("csv").unwrap())], ..Lists::default() };
    let saved = saved(0.0, None, lists);
    let now = from_clock(ready.history.dense_end().unwrap().end);
    let day = 86_400;
    for wave in [
        // Closed; open twice; 4 is on a later list of it.
        wave(&ready, now - 40 * day, 20, &[], &[1]),
        wave(&ready, now - 20 * day, 30, &[7], &[2, 4]),
        wave(&ready, now - 10 * day, 30, &[4, 5], &[3]),
        wave(&ready, now - 5 * day, 30, &[6], &[]),
    ] {
        store.keep(&wave).unwrap();
    }
    let made = written(&ready, &saved, &folder.path().join("lists"), Some(store)).unwrap();
    let listed = column(&rows(&made, "csv", Holds::People), "person_id");
    let expected: BTreeSet<String> = (0..PEOPLE).filter(|p| ![2, 3].contains(p)).map(id).collect();
    assert_eq!((listed, made.held_elsewhere), (expected, 2));
}

#[test]
fn who_is_gone_from_the_data_is_named_from_earlier_lists_of_any_format() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path().join("records"));
    let lists = Lists {
        choices: ["csv", "parquet", "excel"].map(|key| Choice::of(find(key).unwrap())).to_vec(),
        ..Lists::default()
    };
    let saved = saved(0.0, None, lists);
    let out = folder.path().join("lists");
    let write = |people: std::ops::Range<usize>| {
        known(folder.path(), people);
        written(&ready(folder.path(), None), &saved, &out, Some(store.clone())).unwrap()
    };
    write(0..PEOPLE);
    // Three are not in the data any more: nothing but the lists themselves knows their IDs.
    let made = write(3..PEOPLE);
    for list in &made.written.lists {
        assert!(matches!(list.since_before, SinceBefore::Told { .. }), "{}", list.destination);
        let removed = made.written.files.iter();
        let mut removed =
            removed.filter(|f| f.holds == Holds::Removed && f.destination == list.destination);
        assert_eq!(removed.next().unwrap().rows, 3, "{}", list.destination);
    }
    // Of a list that an earlier version wrote nobody remembers what was in it.
    let record = store.latest(1, None).members.unwrap();
    store.keep(&record.with_delivered(Vec::new())).unwrap();
    let made = write(3..PEOPLE);
    for list in &made.written.lists {
        assert!(matches!(list.since_before, SinceBefore::NotRemembered { .. }));
        assert!(list.since_before.words().unwrap().contains("Replace the platform’s list"));
    }
    let readme = made.written.files.iter().find(|f| f.holds == Holds::Readme).unwrap();
    assert!(fs::read_to_string(&readme.path).unwrap().contains("not remembered"));
}

#[test]
fn additions_and_removals_never_lead_from_a_record_older_than_the_last_lists() {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records");
    let store = Store::in_folder(&records);
    let lists = Lists { choices: vec![Choice::of(find("csv").unwrap())], ..Lists::default() };
    let saved = saved(0.0, None, lists);
    let out = folder.path().join("lists");
    let write = |people: std::ops::Range<usize>| {
        known(folder.path(), people);
        written(&ready(folder.path(), None), &saved, &out, Some(store.clone()))
    };
    let told = |made: &ListsMade| made.written.lists[0].since_before;
    let changes = |made: &ListsMade| {
        let mut files = made.written.files.iter();
        files.any(|f| matches!(f.holds, Holds::Added | Holds::Removed))
    };
    assert_eq!(told(&write(0..PEOPLE).unwrap()), SinceBefore::NothingKnown);
    // It ended between the lists and their record.
    assert!(matches!(told(&write(2..PEOPLE).unwrap()), SinceBefore::Told { .. }));
    let newest = store.times(1)[0];
    fs::remove_file(records.join(format!("1-{newest}-lists.members"))).unwrap();
    drop(store.begin(1).unwrap());
    let made = write(4..PEOPLE).unwrap();
    assert_eq!(told(&made), SinceBefore::Uncertain);
    assert!(!changes(&made) && made.since.is_none() && made.not_recorded.is_none());
    assert!(told(&made).words().unwrap().contains("Replace the platform’s list"));
    let readme = made.written.files.iter().find(|f| f.holds == Holds::Readme).unwrap();
    assert!(fs::read_to_string(&readme.path).unwrap().contains("Replace the platform’s list"));
    let made = write(5..PEOPLE).unwrap();
    assert!(matches!(told(&made), SinceBefore::Told { .. }) && changes(&made));
    // Where nobody could know later that lists were written, none are.
    let before = fs::read(&made.written.files[0].path).unwrap();
    fs::create_dir_all(records.join("1.unfinished/x")).unwrap();
    assert!(matches!(write(6..PEOPLE), Err(ListsError::NotRemembered(_))));
    assert_eq!(fs::read(&made.written.files[0].path).unwrap(), before);
}
