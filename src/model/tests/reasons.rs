//! Reasons are true: what they say of a person is counted again by hand.

use std::collections::BTreeSet;

use super::{Event, START, brand, history, unit, world};
use crate::base::progress::Progress;
use crate::history::{DAY, History, Seconds};
use crate::model::{Condition, Method, Reason, ScoringRequest, ScoringResult, train_and_score};

/// The world of habits, with orders among the views.
fn events() -> Vec<Event> {
    let mut events = world(1200, 400);
    for (i, event) in events.iter_mut().enumerate() {
        event.2 = u8::from(unit(i as u32, 77) < 0.2);
    }
    events
}

const AS_OF: Seconds = START + 390 * DAY;

/// Events of a person that `wanted`, in the days before as-of, and their distinct days.
fn count(events: &[Event], who: u32, back: u32, wanted: impl Fn(&Event) -> bool) -> (usize, usize) {
    let from = AS_OF - back * DAY;
    let own = events.iter().filter(|e| e.0 == who && (from..AS_OF).contains(&e.1) && wanted(e));
    let own: Vec<&Event> = own.collect();
    (own.len(), own.iter().map(|e| e.1 / DAY).collect::<BTreeSet<_>>().len())
}

/// The number a phrase begins with, "once" and "twice" too.
fn number(text: &str) -> usize {
    match text.split([' ', ':']).next().unwrap() {
        "once" => 1,
        "twice" => 2,
        digits => digits.replace(',', "").parse().unwrap(),
    }
}

fn check(words: &str, events: &[Event], who: u32) {
    let back = |words: &str| match words {
        w if w.contains("last month") => 30,
        w if w.contains("last year") => 365,
        _ => 400,
    };
    let any = |_: &Event| true;
    if let Some(rest) = words.strip_prefix("brand 1 on ") {
        assert_eq!(number(rest), count(events, who, back(rest), |e| e.4 == 1).1, "{words}");
    } else if words == "Nothing with brand 1 yet" {
        assert_eq!(count(events, who, 400, |e| e.4 == 1).0, 0);
    } else if let Some(rest) = words.strip_prefix("Active on ") {
        let (all, active) = count(events, who, back(rest.split('(').next().unwrap()), any);
        assert_eq!(number(rest.trim_start_matches("only ")), active, "{words}");
        assert_eq!(number(rest.split('(').nth(1).unwrap()), all, "{words}");
        let none = rest.contains("none in the last month");
        assert_eq!(none, count(events, who, 30, any).0 == 0);
    } else if words.starts_with("Last active ") {
        assert_eq!(count(events, who, 30, any).0, 0, "{words}");
    } else if let Some(kind) = words.strip_prefix("No ") {
        let kind = kind.strip_suffix(" in the last year").unwrap();
        let of_kind = |e: &Event| ["view", "order"][e.2 as usize] == kind;
        assert_eq!(count(events, who, 365, of_kind).0, 0, "{words}");
    } else if let Some((kind, _)) = words.split_once(" in the last ") {
        let (kind, times) = kind.split_once(' ').unwrap();
        let of_kind = |e: &Event| ["view", "order"][e.2 as usize] == kind;
        assert_eq!(number(times), count(events, who, back(words), of_kind).0, "{words}");
    } else if let Some((value, rest)) = words.split_once(" (brand) ") {
        let with = |e: &Event| format!("brand {}", e.4) == value;
        assert_eq!(number(rest), count(events, who, 400, with).0, "{words}");
    } else {
        let others = ["First seen ", "Similar taste", "Other tastes"];
        assert!(others.iter().any(|o| words.starts_with(o)), "{words}");
    }
}

fn score(history: &History) -> ScoringResult {
    let request =
        ScoringRequest { target: brand("brand 1"), as_of: Some(AS_OF), horizon_days: Some(30) };
    train_and_score(history, &request, &Progress::none()).unwrap()
}

fn fits_a_cell(reasons: &[Reason]) {
    assert!(reasons.len() <= 3);
    for Reason { words, .. } in reasons {
        assert!(words.chars().count() <= 100 && !words.contains(['\n', ';']), "{words}");
    }
}

#[test]
fn what_is_said_of_a_person_is_true() {
    let events = events();
    let history = history(&events);
    let result = score(&history);
    let mut said = BTreeSet::new();
    for place in 0..result.people.len() {
        let who = history.people.get(result.people[place])[1..].parse().unwrap();
        let reasons = result.reasons(&history, place);
        fits_a_cell(&reasons);
        for reason in &reasons {
            check(&reason.words, &events, who);
            said.insert(reason.words.split_once(' ').unwrap().0.to_owned());
        }
        // All of them say the same: what raises, or what lowers.
        assert!(reasons.iter().all(|r| r.weight > 0.0) || reasons.iter().all(|r| r.weight < 0.0));
    }
    assert!(["brand", "Active", "Nothing"].iter().all(|w| said.contains(*w)), "{said:?}");
}

#[test]
fn what_is_said_of_an_audience_is_counted() {
    let events = events();
    let history = history(&events);
    let result = score(&history);
    let order = crate::model::metrics::best_first(&result.propensity);
    for size in [12, 120] {
        let reasons = result.audience_reasons(&history, &order[..size]);
        assert!(!reasons.is_empty());
        let who = |i: &u32| history.people.get(result.people[*i as usize])[1..].parse().unwrap();
        let top: Vec<u32> = order[..size].iter().map(who).collect();
        let target = reasons.iter().find(|r| r.words.starts_with("brand 1 in the last ")).unwrap();
        let back = if target.words.contains("month") { 30 } else { 365 };
        let shows = |who: &&u32| count(&events, **who, back, |e| e.4 == 1).0 > 0;
        let inside = top.iter().filter(shows).count();
        let words = match (size, inside) {
            (12, 12) => "all 12 of the audience".to_owned(),
            (12, n) => format!("{n} of the 12 in the audience"),
            (_, n) if n == size => "100% of the audience".to_owned(),
            (_, n) => format!("{:.0}% of the audience", 100.0 * n as f64 / size as f64),
        };
        assert!(target.words.contains(&words), "{words}: {}", target.words);
        for reason in &reasons {
            assert!(!reason.words.contains(" 0% ") && reason.weight > 1.0, "{}", reason.words);
        }
    }
}

#[test]
fn reasons_from_relatives_never_claim_the_value_itself() {
    let history = history(&events());
    let mut target = brand("brand 99");
    target.relatives = vec![Condition { column: "Brand".into(), values: vec!["brand 1".into()] }];
    let request = ScoringRequest { target, as_of: None, horizon_days: Some(30) };
    let result = train_and_score(&history, &request, &Progress::none()).unwrap();
    assert_eq!(result.method, Method::Relatives);
    let mut said = 0;
    for place in 0..result.people.len() {
        for Reason { words, .. } in result.reasons(&history, place) {
            assert!(!words.contains("brand 99"), "{words}");
            said += usize::from(words.starts_with("brand 1 (brand) on "));
        }
    }
    assert!(said > 50, "{said}");
}
