//! Who refused is not written, however exports say it, where nobody decided anything by hand.

use std::fs;

use super::sharded::lists;
use super::{prepared, shop, tea_target};
use crate::audience::{Audience, Size};
use crate::export::{Choice, find};
use crate::project::{Lists, Saved};
use crate::workflow::Storage;

/// What stands where there is no number makes nobody a household: a fifth is held out, and not all or nobody.
#[test]
fn what_tills_write_for_a_number_is_nobodys() {
    let listed = |phone: &str| {
        let folder = tempfile::tempdir().unwrap();
        let paths = shop(folder.path(), 300);
        let rows: String = (0..17).map(|i| format!("u{i},{phone}\n")).collect();
        fs::write(&paths[1], format!("user_id,phone\n{rows}")).unwrap();
        let ready = prepared(&paths, &Storage::default()).1;
        let audience = Audience { control_percent: 30.0, ..tea() };
        let choices = vec![Choice::of(find("csv").unwrap())];
        let saved =
            Saved { audience, lists: Lists { choices, ..Lists::default() }, ..Saved::default() };
        let made = lists(&ready, &saved, &folder.path().join("lists")).unwrap();
        let list = made.iter().find(|(name, _)| name.ends_with("csv") && !name.contains("control"));
        let people: Vec<String> = list
            .unwrap()
            .1
            .lines()
            .skip(1)
            .map(|l| l.split(',').next().unwrap().to_owned())
            .collect();
        people
    };
    let own = listed("");
    assert!((8..17).contains(&own.len()), "{own:?}");
    for filler in ["-", "0", "n/a", "NULL", "unknown", "0000000000", "1111111111"] {
        assert_eq!(listed(filler), own, "{filler}");
    }
}

fn tea() -> Audience {
    Audience {
        id: 1,
        name: "Tea".into(),
        target: tea_target(),
        horizon_days: Some(3),
        size: Size::Percent(100.0),
        ..Audience::default()
    }
}

/// Which of 17 people are written to Klaviyo: `fields` are those of the table of customers beside ID and address,
/// `cells` what it has there of each, `files` what lies beside it.
fn written(fields: &str, cells: impl Fn(usize) -> String, files: &[(&str, &str)]) -> Vec<usize> {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = shop(folder.path(), 300);
    let rows: String = (0..17).map(|i| format!("u{i},u{i}@example.com,{}\n", cells(i))).collect();
    fs::write(&paths[1], format!("user_id,email,{fields}\n{rows}")).unwrap();
    for (name, text) in files {
        paths.push(folder.path().join(name));
        fs::write(&paths[paths.len() - 1], text).unwrap();
    }
    let ready = prepared(&paths, &Storage::default()).1;
    let audience = tea();
    let choices = vec![Choice::of(find("klaviyo").unwrap())];
    let saved =
        Saved { audience, lists: Lists { choices, ..Lists::default() }, ..Saved::default() };
    let made = lists(&ready, &saved, &folder.path().join("lists")).unwrap_or_default();
    let text: String = made.into_values().collect();
    (0..17).filter(|i| text.contains(&format!("u{i}@example.com"))).collect()
}

/// Every fourth refused, in words, and everybody else says no to the question whether they did.
#[test]
fn whoever_says_in_words_that_they_refused_is_out() {
    for (field, refused, not) in [
        ("unsubscribed", "unsubscribed", "no"),
        ("opt_out", "OPTED_OUT", "false"),
        ("do_not_contact", "blocked", "0"),
        ("Werbesperre", "gesperrt", "nein"),
        ("Abmeldung", "abgemeldet", "nein"),
        ("退订", "已退订", "否"),
        ("subscription_status", "unsubscribed", "subscribed"),
        ("MEMBER_STATUS", "unsubscribed", "subscribed"),
        ("email_status", "opted_out", "opted_in"),
        ("accepts_emails", "false", "true"),
        ("opt_in_date", "0000-00-00", "2025-01-02"),
        ("newsletter_since", "1970-01-01", "2025-01-02"),
    ] {
        let cell = |i: usize| if i.is_multiple_of(4) { refused } else { not }.to_owned();
        let expected: Vec<usize> = (0..17).filter(|i: &usize| !i.is_multiple_of(4)).collect();
        assert_eq!(written(field, cell, &[]), expected, "{field}: {refused}");
    }
}

#[test]
fn whoever_is_in_a_list_of_refusals_is_out() {
    let addresses: String = (0..17).step_by(4).map(|i| format!("u{i}@example.com\n")).collect();
    let reasons: String = (0..17)
        .step_by(4)
        .map(|i| format!("u{i}@example.com,spam,2025-03-{:02} 10:00:00\n", i + 1))
        .collect();
    for (name, text) in [
        ("unsubscribed.csv", format!("email\n{addresses}")),
        ("do_not_contact 2025-11.csv", format!("email\n{addresses}")),
        ("Abmeldungen.csv", format!("E-Mail\n{addresses}")),
        ("suppressions.csv", format!("email,reason,created\n{reasons}")),
    ] {
        let got = written("country", |_| "DE".to_owned(), &[(name, &text)]);
        assert_eq!(got, (0..17).filter(|i| i % 4 != 0).collect::<Vec<_>>(), "{name}");
    }
}

/// A no of a day may have come after a yes of that day, and before one of the next.
#[test]
fn a_no_of_the_same_day_counts() {
    let agreed = |day: usize| {
        let rows: String = (0..17)
            .map(|i| format!("u{i},u{i}@example.com,true,2025-03-{day:02} 09:00:00\n"))
            .collect();
        format!("user_id,email,opt_in,updated_at\n{rows}")
    };
    let refused = |_| "false,2025-03-05".to_owned();
    let of = |day| written("opt_in,updated_at", refused, &[("crm_contacts.csv", &agreed(day))]);
    assert_eq!(of(5).len(), 0);
    assert_eq!(of(6).len(), 17);
    assert_eq!(of(4).len(), 0);
}
