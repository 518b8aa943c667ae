//! What records of members promise.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::audience::control_group;

fn people(range: std::ops::Range<u32>) -> Dictionary {
    let names: Vec<String> = range.map(|i| format!("anna{i:05}@example.com")).collect();
    names.iter().map(String::as_str).collect()
}

fn about(at: i64, made: Made) -> About {
    About { audience: 3, at, made, definition: "The top 10%".into(), ..About::default() }
}

fn member(person: u32) -> Member {
    Member { person, was: if person.is_multiple_of(5) { Was::Held } else { Was::Listed } }
}

#[test]
fn a_record_reopens_and_holds_nobodys_id() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::beside(&folder.path().join("spring.likely"));
    let people = people(0..200);
    let members: Vec<Member> = (0..100).map(member).collect();
    let record = Members::record(about(7, Made::Lists), &people, &members);
    store.keep(&record).unwrap();
    let latest = store.latest(3, None);
    assert_eq!(latest.members.as_ref(), Some(&record));
    assert!(latest.unreadable.is_empty() && store.latest(4, None).members.is_none());
    assert_eq!((record.len(), record.held()), (100, 20));
    assert_eq!(record.was(people.get(5)), Some(Was::Held));
    assert_eq!(record.was(people.get(6)), Some(Was::Listed));
    assert_eq!(record.was(people.get(100)), None);
    let file = folder.path().join("spring.members/3-7-lists.members");
    let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
    assert!(!text.contains("anna") && !text.contains("example"));
    let again = Members::record(about(7, Made::Lists), &people, &members);
    assert_ne!(again.keys, record.keys, "each record has a key of its own");
}

#[test]
fn a_damaged_or_newer_record_is_left_out_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path());
    let people = people(0..50);
    let keep = |at| {
        let members: Vec<Member> = (0..10).map(member).collect();
        store.keep(&Members::record(about(at, Made::Lists), &people, &members)).unwrap();
        folder.path().join(format!("3-{at}-lists.members"))
    };
    keep(1);
    let (cut, changed, empty) = (keep(2), keep(3), keep(4));
    let bytes = fs::read(&cut).unwrap();
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let mut bytes = fs::read(&changed).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&changed, bytes).unwrap();
    fs::write(&empty, "").unwrap();
    let latest = store.latest(3, Some(Made::Lists));
    assert_eq!(latest.members.unwrap().about.at, 1, "the one before is used");
    assert_eq!(latest.unreadable.len(), 3);
    assert!(
        latest.unreadable.iter().all(|e| e.to_string().contains("damaged")),
        "{:?}",
        latest.unreadable
    );

    let header = br#"{"version":99,"salt":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}"#;
    let mut bytes = b"LKLYMEMB".to_vec();
    bytes.extend((header.len() as u32).to_le_bytes());
    bytes.extend(header);
    let sum = Sha256::digest(&bytes);
    bytes.extend(sum);
    fs::write(folder.path().join("3-9-lists.members"), bytes).unwrap();
    assert!(matches!(store.latest(3, None).unreadable[0], MembersError::Newer(_)));
}

#[test]
fn the_newest_lists_and_one_refresh_stay() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path());
    let people = people(0..5);
    // Two months apart: of what is older than a year and a month the newest dozen stay.
    const APART: i64 = 60 * 86_400;
    for at in 0..20 {
        let made = if at % 4 == 3 { Made::Refresh } else { Made::Lists };
        store.keep(&Members::record(about(at * APART, made), &people, &[member(1)])).unwrap();
    }
    let times = [18, 17, 16, 14, 13, 12, 10, 9, 8, 6, 5, 4].map(|at| at * APART);
    assert_eq!(store.times(3), times);
    assert_eq!(store.latest(3, None).members.unwrap().about.at, 19 * APART);
    assert_eq!(store.latest(3, Some(Made::Lists)).members.unwrap().about.at, 18 * APART);
    let other = Store::in_folder(folder.path().join("other"));
    store.carry_to(&other).unwrap();
    assert_eq!(other.times(3), store.times(3));
}

#[test]
fn who_came_who_left_and_who_is_gone_from_the_data() {
    let old = people(0..100);
    let kinds = [Was::Listed, Was::Held, Was::NotWritten];
    let some = |range: std::ops::Range<u32>, code: u32| -> Vec<Member> {
        range.map(|n| Member { person: n - code, was: kinds[n as usize % 3] }).collect()
    };
    let record = Members::record(about(1, Made::Lists), &old, &some(10..60, 0));
    assert_eq!((record.listed(), record.held(), record.len()), (16, 17, 50));
    for person in 10..60 {
        assert_eq!(record.was(old.get(person)), Some(kinds[person as usize % 3]));
    }
    // Ten people have gone from the data: everyone's code has changed.
    let new = people(10..110);
    let code = |number: u32| number - 10;
    let all = record.compare(&new, &some(40..80, 10), &Progress::none()).unwrap();
    assert_eq!(all.came, (60..80).map(code).collect::<Vec<_>>());
    assert_eq!(all.left, (10..40).map(code).collect::<Vec<_>>());
    assert_eq!((all.stayed, all.gone), (20, 0));
    let fewer = people(30..110);
    let now = [Member { person: 20, was: Was::Listed }];
    let fewer = record.compare(&fewer, &now, &Progress::none()).unwrap();
    assert_eq!((fewer.gone, fewer.stayed, fewer.left.len()), (20, 1, 29));
}

#[test]
fn records_with_one_flag_are_read_as_they_were_meant() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path());
    let people = people(0..500);
    let members: Vec<Member> = (0..300).map(member).collect();
    let mut record = Members::record(about(7, Made::Lists), &people, &members);
    // As the second version wrote it: the bit beside the flag belongs to the hash.
    let key = |m: &Member| {
        let digest =
            Sha256::new().chain_update(record.salt).chain_update(people.get(m.person)).finalize();
        let first: [u8; 16] = digest[..16].try_into().unwrap();
        u128::from_be_bytes(first) & !1 | u128::from(m.was == Was::Held)
    };
    record.keys = members.iter().map(key).collect();
    record.keys.sort_unstable();
    store.keep(&record).unwrap();
    let file = folder.path().join("3-7-lists.members");
    let bytes = fs::read(&file).unwrap();
    let text = b"\"version\":3";
    let at = bytes.windows(text.len()).position(|w| w == text).unwrap();
    let mut old = bytes[..bytes.len() - 32].to_vec();
    old[at + text.len() - 1] = b'2';
    let sum = Sha256::digest(&old);
    old.extend(sum);
    fs::write(&file, old).unwrap();
    let read = store.latest(3, None).members.unwrap();
    for m in &members {
        assert_eq!(read.was(people.get(m.person)), Some(m.was));
    }
    assert!((300..500).all(|p| read.was(people.get(p)).is_none()));
    assert_eq!((read.len(), read.held()), (300, 60));
}

/// IDs `100`, `101` … as a table of whole numbers has them, or one of decimals.
fn numbers(range: std::ops::Range<u32>, ending: &str) -> Dictionary {
    let names: Vec<String> = range.map(|number| format!("{}{ending}", 100 + number)).collect();
    names.iter().map(String::as_str).collect()
}

#[test]
fn people_are_known_again_when_their_numbers_come_back_in_another_spelling() {
    let spellings = ["", ".0", " ", ".0\u{a0}"];
    let now: Vec<Member> = (20..80).map(member).collect();
    for (then, later) in spellings.iter().flat_map(|a| spellings.map(|b| (a, b))) {
        let members: Vec<Member> = (0..60).map(member).collect();
        let record = Members::record(about(1, Made::Lists), &numbers(0..100, then), &members);
        let compared = record.compare(&numbers(0..100, later), &now, &Progress::none()).unwrap();
        assert_eq!((compared.stayed, compared.left.len(), compared.gone), (40, 20, 0));
        assert_eq!(compared.came, (60..80).collect::<Vec<_>>());
    }
}

#[test]
fn records_of_ids_as_the_files_of_the_day_wrote_them_are_understood() {
    // Earlier versions took the text as it was.
    let as_written = |ending: &str| {
        let people = numbers(0..100, ending);
        let mut record = Members::record(about(1, Made::Lists), &people, &[]);
        let key = |m: Member| hash(&record.salt, people.get(m.person)) | m.was.bits();
        record.keys = (0..60).map(member).map(key).collect();
        record.keys.sort_unstable();
        record
    };
    for (then, now) in [("", ""), ("", ".0"), (".0", ""), (".0", ".0")] {
        let mut record = as_written(then);
        let people = numbers(0..100, now);
        for person in 0..100 {
            let was = (person < 60).then(|| member(person).was);
            assert_eq!(record.was(people.get(person)), was, "{then} {now}");
        }
        assert_eq!(record.forget(&["103".into(), "104.0".into(), "199".into()]), 2);
        assert_eq!((record.was("103.0"), record.was("104"), record.len()), (None, None, 58));
    }
}

proptest! {
    #[test]
    fn before_and_now_add_up(
        before in prop::collection::btree_set(0_u32..60, 0..40),
        now in prop::collection::btree_set(0_u32..60, 0..40),
    ) {
        let people = people(0..60);
        let members = |set: &std::collections::BTreeSet<u32>| set.iter().copied().map(member).collect::<Vec<_>>();
        let record = Members::record(about(1, Made::Lists), &people, &members(&before));
        let compared =
            record.compare(&people, &members(&now), &Progress::none()).unwrap();
        prop_assert_eq!(compared.came.len() + compared.stayed, now.len());
        prop_assert_eq!(compared.left.len() + compared.stayed + compared.gone, before.len());
        prop_assert!(compared.came.iter().all(|c| now.contains(c) && !before.contains(c)));
        prop_assert!(compared.left.iter().all(|c| before.contains(c) && !now.contains(c)));
    }
}

#[test]
fn the_control_group_is_the_same_after_a_refresh_and_another_name() {
    // Decided by the audience's number and the person alone: neither its name, its size nor the
    // data it was computed on takes part. A duplicate has a number, and a draw, of its own.
    let people = people(0..4000);
    let held = |audience: u64| -> Vec<u32> {
        (0..4000).filter(|&p| control_group(audience, people.get(p), 10.0)).collect()
    };
    let record = |audience| {
        let members: Vec<Member> = (0..4000)
            .map(|person| {
                let held = control_group(audience, people.get(person), 10.0);
                Member { person, was: if held { Was::Held } else { Was::Listed } }
            })
            .collect();
        Members::record(about(1, Made::Lists), &people, &members)
    };
    let first = record(3);
    assert!(held(3).iter().all(|&p| first.was(people.get(p)) == Some(Was::Held)));
    assert_eq!(first.held(), held(3).len());
    let both = held(3).iter().filter(|p| held(4).contains(p)).count();
    assert!(both * 4 < held(3).len(), "a duplicate holds out others: {both}");
}

#[test]
fn lists_of_every_night_of_a_year_stay_to_be_measured() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path());
    let mut people = Dictionary::default();
    people.push("u1");
    let day = 86_400;
    let keep = |at: i64| {
        let about = About { audience: 1, made: Made::Lists, at, ..About::default() };
        let members = [Member { person: 0, was: Was::Listed }];
        store.keep(&Members::record(about, &people, &members)).unwrap();
    };
    (0..450).for_each(|night| keep(night * day));
    let times = store.times(1);
    assert_eq!((times.len(), times[400]), (401, 49 * day), "a year and a month");
    // After a long pause the newest dozen are still there.
    keep(3_000 * day);
    assert_eq!(store.times(1).len(), 12);
}

#[test]
fn of_records_the_one_written_last_is_the_newest_whatever_the_clock_said() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path());
    let keep = |at, person| {
        let record = Members::record(
            about(at, Made::Lists),
            &people(0..9),
            &[Member { person, was: Was::Listed }],
        );
        store.keep(&record).unwrap();
        record
    };
    // Two in one second, and one after the clock, which was ahead, was put right.
    let (first, second) = (keep(9_000, 1), keep(9_000, 2));
    assert_ne!(first, second);
    assert_eq!(store.times(3).len(), 2);
    assert_eq!(store.latest(3, None).members, Some(second));
    // While the newest is dated in the future, it may not be the last.
    let last = store.last_lists(3, 500);
    assert!(last.uncertain && last.members.is_none());
    let right = keep(500, 3);
    let last = store.last_lists(3, 501);
    assert!(!last.uncertain);
    assert_eq!(last.members, Some(right));
}

#[test]
fn lists_that_were_not_finished_or_have_no_readable_record_leave_nothing_to_lead_from() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::in_folder(folder.path().join("a"));
    let certain = || {
        let last = store.last_lists(3, 100);
        assert_ne!(last.members.is_some(), last.uncertain);
        !last.uncertain
    };
    let keep = |at| {
        let record = Members::record(about(at, Made::Lists), &people(0..9), &[member(1)]);
        store.keep(&record).unwrap();
    };
    assert!(store.has_none(3));
    let none = store.last_lists(3, 100);
    assert!(none.members.is_none() && !none.uncertain, "the first time");
    let first = store.begin(3).unwrap();
    keep(1);
    first.recorded();
    assert!(certain() && !store.has_none(3) && store.has_none(4));
    // Nothing was put in place.
    store.begin(3).unwrap().given_up();
    assert!(certain());
    // It ended between the lists and their record; others that were given up say nothing of that.
    drop(store.begin(3).unwrap());
    store.begin(3).unwrap().given_up();
    assert!(!certain() && !store.last_lists(4, 100).uncertain);
    let copy = Store::in_folder(folder.path().join("b"));
    store.carry_to(&copy).unwrap();
    assert!(copy.last_lists(3, 100).uncertain, "another name of the project changes nothing");
    let next = store.begin(3).unwrap();
    keep(2);
    next.recorded();
    assert!(certain());
    // The newest is damaged: the one before is not that of the last lists.
    fs::write(folder.path().join("a/3-2-lists.members"), "half").unwrap();
    assert!(!certain());
    assert!(store.last_lists(3, 100).unreadable.is_some());
    keep(3);
    assert!(certain());
}
