//! Who is known by an address in some files and by another ID in others is one person: what such files give is what
//! the same files give with one ID.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::base::progress::Progress;
use crate::catalog::{FileRole, PeopleTable};
use crate::history::History;
use crate::import::Options;
use crate::workflow::{Storage, look, prepare};

/// An event: person, day, product, whether the shop tells it and not the website.
type Event = (usize, u32, usize, bool);

/// Of so many people the last two share an address.
const PEOPLE: usize = 12;

fn id(person: usize) -> String {
    format!("{}", 1001 + person)
}

fn address(person: usize) -> String {
    format!("p{}@ex.org", person.min(PEOPLE - 2))
}

/// How an address stands in a file: the same one all the same.
fn written(address: &str, way: usize) -> String {
    match way % 4 {
        0 => address.to_owned(),
        1 => address.to_uppercase(),
        2 => format!(" {address}"),
        _ => address.replace('p', "P"),
    }
}

fn past(folder: &Path, web: &str, shop: &str, people: &str) -> History {
    let files = [("web.csv", web), ("shop.csv", shop), ("people.csv", people)];
    let paths = files.map(|(name, text)| {
        fs::write(folder.join(name), text).unwrap();
        folder.join(name)
    });
    let (options, progress, storage) = (Options::default(), Progress::none(), Storage::default());
    let (files, suggestion) = look(&paths, &options, &storage, &progress).unwrap();
    let mut catalog = suggestion.catalog;
    for role in &catalog.files[..2] {
        let FileRole::Events(events) = role else { panic!("{role:?}") };
        assert_eq!(events.person, ["customer_id"]);
    }
    catalog.files[2] =
        FileRole::People(PeopleTable { id: "user_id".into(), ..PeopleTable::default() });
    let ready = prepare(&files, &catalog, &options, &storage, &progress).unwrap();
    ready.history
}

fn rows(events: &[Event], shop: bool, who: impl Fn(usize, usize) -> String) -> String {
    let mut text = "customer_id,time,event,product_id\n".to_owned();
    for (row, (person, day, product, _)) in events.iter().filter(|e| e.3 == shop).enumerate() {
        let (who, event) = (who(*person, row), if shop { "Order" } else { "View" });
        text += &format!("{who},2026-03-{day:02}T10:00:00Z,{event},p{product}\n");
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn two_ids_of_a_person_are_one_where_a_file_of_people_has_both(
        mut events in prop::collection::vec((0..PEOPLE, 1..28_u32, 0..3_usize, any::<bool>()), 5..60),
        ways in prop::collection::vec(0..4_usize, 60),
        pointed in any::<bool>(),
    ) {
        events.extend([(0, 1, 0, false), (1, 1, 0, true)]);
        let folder = tempfile::tempdir().unwrap();
        let point = if pointed { ".0" } else { "" };
        let people = (0..PEOPLE).map(|p| format!("{}{point},{}\n", id(p), written(&address(p), ways[p])));
        let people = format!("user_id,email\n{}", people.collect::<String>());
        let web = rows(&events, false, |person, _| id(person));
        let shop = rows(&events, true, |person, row| written(&address(person), ways[row]));
        let two = past(folder.path(), &web, &shop, &people);
        // Whose a shared address is, nobody can tell.
        let one = |person: usize, _| if person < PEOPLE - 2 { id(person) } else { address(person) };
        let one = past(folder.path(), &web, &rows(&events, true, one), &people);
        prop_assert_eq!(two, one);
    }
}
