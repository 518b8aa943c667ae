//! Additions and removals against a model: a platform that takes out and adds what our files say.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::base::delivered::DeliveredList;

/// Somebody in the data at one moment.
#[derive(Debug, Clone, Default)]
struct Known {
    member: bool,
    control: bool,
    consent: bool,
    email: Option<u8>,
    phone: Option<u8>,
}

struct Moment {
    now: Vec<Person<'static>>,
    left: Vec<Person<'static>>,
}

impl People for Moment {
    fn count(&self) -> usize {
        self.now.len()
    }
    fn person(&self, position: usize) -> Person<'_> {
        self.now[position].clone()
    }
    fn left(&self) -> Option<&dyn People> {
        Some(&self.left)
    }
}

fn person(number: usize, known: &Known, rank: u64) -> Person<'static> {
    let email = known.email.map(|e| Cow::Owned(format!("P{e}@Example.com")));
    let phone = known.phone.map(|p| Cow::Owned(format!("(650) 253-{:04}", u32::from(p))));
    Person {
        id: format!("u{number}").into(),
        rank,
        propensity: 1.0 / rank.max(1) as f64,
        control: known.control,
        traits: vec![
            email,
            phone,
            Some(if known.consent { "yes" } else { "no" }.into()),
            Some("12.50".into()),
        ],
        ..Person::default()
    }
}

fn fields() -> Fields {
    Fields::suggest(["email", "phone", "consent", "ltv"].map(str::to_owned).to_vec())
}

fn moment(people: &[Known], before: Option<&[Known]>) -> Moment {
    let members = people.iter().enumerate().filter(|(_, known)| known.member);
    let now = members.zip(1..).map(|((n, known), rank)| person(n, known, rank)).collect();
    let left = before.into_iter().flatten().zip(people).enumerate();
    let left = left.filter(|(_, (was, is))| was.member && !is.member);
    Moment { now, left: left.map(|(n, (_, is))| person(n, is, 0)).collect() }
}

/// Identifiers in a file by their column's name; `Phone Number` and `Email` for Klaviyo.
fn identifiers(path: &Path, columns: &[&str]) -> BTreeSet<(String, String)> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let mut found = BTreeSet::new();
    for record in reader.records() {
        for (header, cell) in headers.iter().zip(&record.unwrap()) {
            if columns.contains(&header) && !cell.is_empty() {
                found.insert((header.to_owned(), cell.to_owned()));
            }
        }
    }
    found
}

/// What a file of a kind holds; nothing where there is none.
fn held(written: &Written, holds: Holds, columns: &[&str]) -> BTreeSet<(String, String)> {
    let files = written.files.iter().filter(|f| f.holds == holds);
    files.flat_map(|file| identifiers(&file.path, columns)).collect()
}

fn known() -> impl Strategy<Value = Known> {
    // Few addresses, so that people share and swap them.
    let address = || prop::option::weighted(0.8, 0_u8..6);
    (
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.8),
        address(),
        address(),
    )
        .prop_map(|(member, control, consent, email, phone)| Known {
            member,
            control,
            consent,
            email,
            phone,
        })
}

const COLUMNS: [(&str, &[&str]); 6] = [
    ("klaviyo", &["Email", "Phone Number"]),
    ("meta", &["email", "phone"]),
    ("meta-value", &["email", "phone"]),
    ("mailchimp", &["Email Address"]),
    ("braze", &["external_id"]),
    ("csv", &["person_id"]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_list_before_without_the_removed_and_with_the_added_is_the_list_now(
        history in prop::collection::vec(prop::collection::vec(known(), 9), 2..5),
        which in 0..COLUMNS.len(),
        hashed in any::<bool>(),
        files_stay in prop::bool::weighted(0.7),
    ) {
        let (key, columns) = COLUMNS[which];
        let folder = tempfile::tempdir().unwrap();
        let choice = Choice { hashed: hashed && key == "meta", ..plain(key) };
        let mut platform = BTreeSet::new();
        let mut previous: Vec<DeliveredList> = Vec::new();
        let mut before: Option<&[Known]> = None;
        for people in &history {
            let moment = moment(people, before);
            let settings = Settings {
                consent: Some(Consent::by("consent")),
                previous: previous.clone().into(),
                existing: Existing::Replace,
                ..settings(folder.path())
            };
            let first = previous.is_empty();
            let choices = std::slice::from_ref(&choice);
            let written = match write(&moment, &fields(), choices, &settings, &Progress::none()) {
                Ok(written) => written,
                Err(ExportError::MissingIdentifier { .. }) => panic!("all have them"),
                // Nobody can be written: the platform keeps what it has, and so does the record.
                Err(_) => continue,
            };
            let list = &written.lists[0];
            let whole = held(&written, Holds::People, columns);
            let added = held(&written, Holds::Added, columns);
            let removed = held(&written, Holds::Removed, columns);
            match list.since_before {
                SinceBefore::NothingKnown
                | SinceBefore::Uncertain
                | SinceBefore::NotRemembered { .. } => {
                    prop_assert!(first && added.is_empty() && removed.is_empty());
                    platform = whole.clone();
                }
                SinceBefore::NotTold { unnamed, .. } => {
                    prop_assert!(!files_stay && unnamed > 0);
                    prop_assert!(added.is_empty() && removed.is_empty());
                    platform = whole.clone();
                }
                SinceBefore::Told { .. } => {
                    prop_assert!(removed.is_subset(&platform) && removed.is_disjoint(&whole));
                    // Taken out first, as the readme says, or last: the same list.
                    let other: BTreeSet<_> = &(&platform | &added) - &removed;
                    platform = &(&platform - &removed) | &added;
                    prop_assert_eq!(&platform, &other);
                }
            }
            prop_assert_eq!(&platform, &whole);
            previous = vec![list.delivered.clone()];
            if !files_stay {
                let lists = written.files.iter().filter(|f| f.holds == Holds::People);
                lists.for_each(|file| std::fs::remove_file(&file.path).unwrap());
            }
            before = Some(people);
        }
    }
}

/// Writes a list for Klaviyo with consent and gives its files by what they hold.
fn klaviyo(
    people: &[Known],
    before: Option<(&[Known], &DeliveredList)>,
    folder: &Path,
) -> (Written, BTreeMap<&'static str, Vec<String>>) {
    let settings = Settings {
        consent: Some(Consent::by("consent")),
        previous: before.iter().map(|(_, list)| DeliveredList::clone(list)).collect(),
        existing: Existing::Replace,
        ..settings(folder)
    };
    let moment = moment(people, before.as_ref().map(|(people, _)| *people));
    let written =
        write(&moment, &fields(), &[plain("klaviyo")], &settings, &Progress::none()).unwrap();
    let of = |holds| held(&written, holds, &["Email"]).into_iter().map(|(_, cell)| cell).collect();
    let files = BTreeMap::from([
        ("all", of(Holds::People)),
        ("added", of(Holds::Added)),
        ("removed", of(Holds::Removed)),
    ]);
    (written, files)
}

fn with(email: u8) -> Known {
    Known { member: true, consent: true, email: Some(email), ..Known::default() }
}

#[test]
fn shared_addresses_consent_and_new_addresses_count_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    // Two share an address; one has not agreed yet; one has no address yet; one will move.
    let first = [
        with(1),
        with(1),
        Known { consent: false, ..with(2) },
        Known { email: None, ..with(0) },
        with(4),
    ];
    let (before, files) = klaviyo(&first, None, folder.path());
    assert_eq!(files["all"], ["p1@example.com", "p4@example.com"]);
    let second = [Known { member: false, ..with(1) }, with(1), with(2), with(3), with(5)];
    let list = before.lists[0].delivered.clone();
    let (now, files) = klaviyo(&second, Some((&first, &list)), folder.path());
    // Whose address it is has changed, not that it is on the list.
    assert_eq!(files["removed"], ["p4@example.com"]);
    assert_eq!(files["added"], ["p2@example.com", "p3@example.com", "p5@example.com"]);
    let readme = now.files.iter().find(|f| f.holds == Holds::Readme).unwrap();
    let words = read(&readme.path);
    assert!(
        words.contains("has that of 21 Nov 2026: first take out the 1 of sports-readers-klaviyo-removed.csv, then add the 3 of sports-readers-klaviyo-added.csv."),
        "{words}"
    );
}

#[test]
fn where_an_old_address_is_nowhere_no_half_way_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let first = [with(1), with(2)];
    let (before, _) = klaviyo(&first, None, folder.path());
    let list = before.lists[0].delivered.clone();
    std::fs::remove_file(folder.path().join("sports-readers-klaviyo.csv")).unwrap();
    let second = [with(1), with(3)];
    let (now, files) = klaviyo(&second, Some((&first, &list)), folder.path());
    assert!(matches!(now.lists[0].since_before, SinceBefore::NotTold { unnamed: 1, .. }));
    assert!(files["added"].is_empty() && files["removed"].is_empty());
    let readme = now.files.iter().find(|f| f.holds == Holds::Readme).unwrap();
    assert!(
        read(&readme.path)
            .contains("1 identifier of that list is neither in the data any more nor in its file")
    );
}

#[test]
fn what_is_remembered_is_nobodys_data() {
    let folder = tempfile::tempdir().unwrap();
    let (written, _) = klaviyo(&[with(1), with(2)], None, folder.path());
    let list = &written.lists[0].delivered;
    assert_eq!((list.identifiers.len(), list.rows.len()), (2, 2));
    let text = format!("{:?} {:?}", list.identifiers, list.rows);
    assert!(!text.contains("example"));
    let hash = normalise::hash("p1@example.com");
    let plain = u128::from_str_radix(&hash[..32], 16).unwrap();
    assert!(!list.identifiers.contains(&plain), "keyed, not plain SHA-256");
}
