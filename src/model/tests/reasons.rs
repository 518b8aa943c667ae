//! Reasons are true: what they say of a person is counted again by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::super::sampling::{FOLDS, fold};
use super::{Event, START, brand, history, unit, world};
use crate::base::progress::Progress;
use crate::history::{DAY, History, Seconds};
use crate::model::plan::in_words;
use crate::model::{
    Condition, Method, Reason, ScoringRequest, ScoringResult, Target, train_and_score,
};

/// The world of habits, with orders among the views and three products of every brand.
fn events() -> Vec<Event> {
    let mut events = world(1200, 400);
    for (i, event) in events.iter_mut().enumerate() {
        event.2 = u8::from(unit(i as u32, 77) < 0.2);
        event.3 += i as u32 % 3;
    }
    events
}

/// What is asked for, and the same of events by hand.
struct Asked {
    target: Target,
    is_target: fn(&Event) -> bool,
    /// Whether that is engaging.
    engages: fn(&Event) -> bool,
}

impl Asked {
    fn brand() -> Self {
        Self { target: brand("brand 1"), is_target: |e| e.4 == 1, engages: |e| e.4 == 1 }
    }

    /// Two of the brand's three products, ordered.
    fn products() -> Self {
        let mut target = brand("brand 1");
        let products = vec!["sku 10".to_owned(), "sku 11".to_owned()];
        target.conditions.push(Condition { column: "Product ID".into(), values: products });
        target.goal_events = vec!["order".into()];
        Self {
            target,
            is_target: |e| e.3 == 10 || e.3 == 11,
            engages: |e| e.2 == 1 && (e.3 == 10 || e.3 == 11),
        }
    }

    fn words(&self) -> String {
        in_words(&self.target.conditions)
    }
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

/// Whether "12 days ago" is so many days.
fn is_ago(text: &str, time: Seconds) -> bool {
    let days = f64::from(AS_OF - time) / f64::from(DAY);
    match text {
        "less than a day ago" => days < 1.0,
        t if t.contains(" day") => days.floor() == number(t) as f64,
        t if t.contains(" month") => (days / 30.44 - number(t) as f64).abs() < 0.51,
        t => t.contains(" year") && (days / 365.0).floor() == number(t) as f64,
    }
}

/// The time of a person's first and last event that is `wanted`.
fn first_and_last(
    events: &[Event],
    who: u32,
    wanted: impl Fn(&Event) -> bool,
) -> (Seconds, Seconds) {
    let own = events.iter().filter(|e| e.0 == who && e.1 < AS_OF && wanted(e)).map(|e| e.1);
    (own.clone().min().unwrap(), own.max().unwrap())
}

/// "(mostly view)": how many of the events in the days before were of the kind.
fn check_kind(words: &str, events: &[Event], who: u32, back: u32, asked: &Asked) {
    let Some((_, kind)) = words.split_once('(') else { return };
    let kind = kind.split(')').next().unwrap();
    let name = kind.trim_start_matches("mostly ");
    let of_kind = |e: &Event| (asked.is_target)(e) && ["view", "order"][e.2 as usize] == name;
    let (all, own) =
        (count(events, who, back, asked.is_target).0, count(events, who, back, of_kind).0);
    let mostly = kind.starts_with("mostly ");
    assert!(2 * own > all && (own < all) == mostly, "{words}: {own} of {all}");
}

/// By brand and fold of people: how many of those who had it in the half year before a window should have
/// engaged at the window's own rate, and how many did, in the windows a back-test may learn from.
fn with_brand(
    events: &[Event],
    history: &History,
    asked: &Asked,
) -> BTreeMap<String, [(f64, f64); FOLDS]> {
    let mut sums: BTreeMap<String, [(f64, f64); FOLDS]> = BTreeMap::new();
    for cut in (2..16).map(|k| AS_OF - 30 * DAY - k * 15 * DAY) {
        let known: BTreeSet<u32> = events.iter().filter(|e| e.1 < cut).map(|e| e.0).collect();
        let window = cut..cut + 30 * DAY;
        let engaged = |e: &&Event| (asked.engages)(e) && window.contains(&e.1);
        let engaged = events.iter().filter(engaged).map(|e| e.0);
        let engaged: BTreeSet<u32> = engaged.filter(|who| known.contains(who)).collect();
        let rate = engaged.len() as f64 / known.len() as f64;
        let lately = |e: &&Event| e.1 < cut && e.1 + 180 * DAY >= cut;
        let recent = events.iter().filter(|e| !(asked.is_target)(e)).filter(lately);
        for (who, brand) in recent.map(|e| (e.0, e.4)).collect::<BTreeSet<_>>() {
            let fold = fold(history, history.people.find(&format!("p{who:05}")).unwrap());
            let sum = &mut sums.entry(format!("brand {brand}")).or_default()[fold];
            *sum = (sum.0 + rate, sum.1 + f64::from(u8::from(engaged.contains(&who))));
        }
    }
    sums
}

/// "people with it engage more often" is so among everyone but the person's fold.
fn check_companion(words: &str, of_brand: &[(f64, f64); FOLDS], fold: usize) {
    let rest = (0..FOLDS).filter(|&f| f != fold).map(|f| of_brand[f]);
    let (expected, found) = rest.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
    assert_eq!(
        found > expected,
        words.ends_with("engage more often"),
        "{words} {found} {expected}"
    );
}

fn check(words: &str, events: &[Event], who: u32, asked: &Asked) {
    let back = |words: &str| match words {
        w if w.contains("last month") => 30,
        w if w.contains("last year") => 365,
        _ => 400,
    };
    let any = |_: &Event| true;
    let (target, is_target) = (asked.words(), asked.is_target);
    if let Some(rest) = words.strip_prefix(&format!("{target} on ")) {
        assert_eq!(number(rest), count(events, who, back(rest), is_target).1, "{words}");
        check_kind(rest, events, who, back(rest), asked);
        if let Some((_, last)) = rest.split_once(", ") {
            let last = last.trim_start_matches("most recently ");
            assert!(is_ago(last, first_and_last(events, who, is_target).1), "{words}");
        }
    } else if words == format!("Nothing with {target} yet") {
        assert_eq!(count(events, who, 400, is_target).0, 0);
    } else if let Some(rest) = words.strip_prefix("Active on ") {
        let (all, active) = count(events, who, back(rest.split('(').next().unwrap()), any);
        assert_eq!(number(rest.trim_start_matches("only ")), active, "{words}");
        assert_eq!(number(rest.split('(').nth(1).unwrap()), all, "{words}");
        let none = rest.contains("none in the last month");
        assert_eq!(none, count(events, who, 30, any).0 == 0);
    } else if let Some(last) = words.strip_prefix("Last active ") {
        assert_eq!(count(events, who, 30, any).0, 0, "{words}");
        assert!(is_ago(last, first_and_last(events, who, any).1), "{words}");
    } else if let Some(first) = words.strip_prefix("First seen ") {
        assert!(is_ago(first, first_and_last(events, who, any).0), "{words}");
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
    } else if let Some((value, rest)) = words.split_once(" (product ID) ") {
        let with = |e: &Event| format!("sku {}", e.3) == value;
        assert_eq!(number(rest), count(events, who, 400, with).0, "{words}");
    } else {
        let others = ["Similar taste", "Other tastes"];
        assert!(others.iter().any(|o| words.starts_with(o)), "{words}");
    }
}

fn score(history: &History, asked: &Asked) -> ScoringResult {
    let request =
        ScoringRequest { target: asked.target.clone(), as_of: Some(AS_OF), horizon_days: Some(30) };
    train_and_score(history, &request, &Progress::none()).unwrap()
}

fn fits_a_cell(reasons: &[Reason], asked: &Asked) {
    assert!(reasons.len() <= 3);
    for Reason { words, .. } in reasons {
        // As short as names let them be.
        let beside = words.replace(&asked.words(), "").chars().count();
        assert!(beside <= 93 && !words.contains(['\n', ';']), "{words}");
    }
}

#[test]
fn what_is_said_of_a_person_is_true() {
    let said = true_of_everyone(&Asked::brand());
    assert!(["brand", "Active", "Nothing"].iter().all(|w| said.contains(*w)), "{said:?}");
}

/// The same where the target is a part of what a value of one column says: people met the rest of it too.
#[test]
fn what_is_said_of_a_target_of_two_columns_is_true() {
    let said = true_of_everyone(&Asked::products());
    assert!(["brand", "Active"].iter().all(|w| said.contains(*w)), "{said:?}");
}

/// Checks the reasons of everyone; the words that they begin with.
fn true_of_everyone(asked: &Asked) -> BTreeSet<String> {
    let events = events();
    let history = history(&events);
    let result = score(&history, asked);
    let mut said = BTreeSet::new();
    let companions = with_brand(&events, &history, asked);
    let mut tastes = [(0.0, 0.0); 2];
    for place in 0..result.people.len() {
        let who = history.people.get(result.people[place])[1..].parse().unwrap();
        let reasons = result.reasons(&history, place);
        fits_a_cell(&reasons, asked);
        for reason in &reasons {
            check(&reason.words, &events, who, asked);
            if let Some((brand, _)) = reason.words.split_once(" (brand) ") {
                check_companion(
                    &reason.words,
                    &companions[brand],
                    fold(&history, result.people[place]),
                );
            }
            if reason.words.contains("aste") {
                let other = usize::from(reason.words.starts_with("Other"));
                let later = |e: &Event| e.0 == who && e.1 >= AS_OF && (asked.engages)(e);
                let later = events.iter().any(later);
                tastes[other].0 += 1.0;
                tastes[other].1 += f64::from(u8::from(later));
            }
            said.insert(reason.words.split_once(' ').unwrap().0.to_owned());
        }
        // All of them say the same: what raises, or what lowers.
        assert!(reasons.iter().all(|r| r.weight > 0.0) || reasons.iter().all(|r| r.weight < 0.0));
    }
    // Those of similar taste did engage more often in the days that followed.
    let [similar, other] = tastes;
    assert!(similar.0 < 20.0 || other.0 < 20.0 || similar.1 / similar.0 > other.1 / other.0);
    said
}

#[test]
fn what_is_said_of_an_audience_is_counted() {
    counted_of_audiences(&Asked::brand());
}

#[test]
fn what_is_said_of_an_audience_for_two_columns_is_counted() {
    counted_of_audiences(&Asked::products());
}

fn counted_of_audiences(asked: &Asked) {
    let events = events();
    let history = history(&events);
    let result = score(&history, asked);
    let order = crate::model::metrics::best_first(&result.propensity);
    for size in [12, 120] {
        let reasons = result.audience_reasons(&history, &order[..size]);
        assert!(!reasons.is_empty());
        let who = |i: &u32| history.people.get(result.people[*i as usize])[1..].parse().unwrap();
        let top: Vec<u32> = order[..size].iter().map(who).collect();
        let lately = format!("{} in the last ", asked.words());
        let target = reasons.iter().find(|r| r.words.starts_with(&lately)).unwrap();
        let back = if target.words.contains("month") { 30 } else { 365 };
        let shows = |who: &&u32| count(&events, **who, back, asked.is_target).0 > 0;
        let inside = top.iter().filter(shows).count();
        let words = match (size, inside) {
            (12, 12) => "all 12 of the audience".to_owned(),
            (12, n) => format!("{n} of the 12 in the audience"),
            (_, n) if n == size => "100% of the audience".to_owned(),
            (_, n) => format!("{:.0}% of the audience", 100.0 * n as f64 / size as f64),
        };
        assert!(target.words.contains(&words), "{words}: {}", target.words);
        let everyone: Vec<u32> = (0..result.people.len() as u32).map(|i| who(&i)).collect();
        for Reason { words, weight } in &reasons {
            assert!(!words.contains(" 0% ") && *weight > 1.0, "{words}");
            let who_did = |people: &[u32]| people_who_did(words, &events, people, asked);
            let (inside, all) = (who_did(&top), who_did(&everyone));
            let (shares, of) = (words.split(": ").nth(1).unwrap(), everyone.len());
            let (own, others) = shares.split_once(", ").unwrap();
            assert!(is_share(own, inside, size), "{words}: {inside} of {size}");
            assert!(is_share(others, all, of), "{words}: {all} of {of}");
            assert!(inside * of > all * size, "{words}: no more than among everyone");
        }
    }
}

/// How many of these people did what a sentence about an audience says.
fn people_who_did(words: &str, events: &[Event], people: &[u32], asked: &Asked) -> usize {
    let behaviour = words.split(": ").next().unwrap();
    let back = [("week", 7), ("three months", 90), ("month", 30), ("year", 365)];
    let back = back.into_iter().find(|(span, _)| behaviour.ends_with(span)).unwrap().1;
    let did = |who: &&u32| -> bool {
        let count = |wanted: &dyn Fn(&Event) -> bool| count(events, **who, back, wanted);
        match behaviour.split(" in the last ").next().unwrap() {
            "Active" => count(&|_| true).0 > 0,
            "Active on 5 or more days" => count(&|_| true).1 >= 5,
            kind @ ("view" | "order") => count(&|e| ["view", "order"][e.2 as usize] == kind).0 > 0,
            what if what == asked.words() => count(&asked.is_target).0 > 0,
            other => {
                let brand = other.trim_end_matches(" (brand)");
                count(&|e| format!("brand {}", e.4) == brand).0 > 0
            }
        }
    };
    people.iter().filter(did).count()
}

/// Whether "9 of the 12 in the audience", "64% of the audience", "29% of everyone" or "7 of 1,200 people"
/// is `part` of `whole`.
fn is_share(words: &str, part: usize, whole: usize) -> bool {
    let percent = 100.0 * part as f64 / whole as f64;
    match words.split_once('%') {
        Some((said, _)) => {
            let over = said.strip_prefix("over ").map(|n| percent > n.parse::<f64>().unwrap());
            over.unwrap_or_else(|| (said.parse::<f64>().unwrap() - percent).abs() <= 0.5)
        }
        None if words.starts_with("all ") => part == whole,
        None => number(words) == part,
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
