//! What is asked is what is answered: targets, goal events, as-of times and horizons against a
//! count by hand.

use std::collections::BTreeSet;

use super::{Event, START, figures, history, unit};
use crate::base::progress::Progress;
use crate::history::{DAY, History, Seconds};
use crate::model::{
    Condition, Grade, HORIZONS, MeasuredOn, Method, ScoringRequest, ScoringResult, Target,
    train_and_score,
};

const DAYS: u32 = 420;

/// Everyone has a pace, a favourite brand and a favourite product, one in two of them orders.
fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for person in 0..700 {
        let pace = 0.03 + 0.15 * unit(person, 1);
        let orders = if unit(person, 2) < 0.5 { 0.6 } else { 0.02 };
        for day in 0..DAYS {
            let draws = 10 + day * 8;
            if unit(person, draws) < pace {
                let usual = |n: u32, purpose| match unit(person, draws + purpose) {
                    u if u < 0.7 => (unit(person, purpose) * f64::from(n)) as u32,
                    u => (u * 1000.0) as u32 % n,
                };
                let kind = u8::from(unit(person, draws + 3) < orders);
                let time = START + day * DAY + (unit(person, draws + 4) * 80_000.0) as u32;
                events.push((person, time, kind, usual(5, 1), usual(6, 2)));
            }
        }
    }
    events
}

fn condition(column: &str, values: &[&str]) -> Condition {
    let values = values.iter().map(|&v| v.to_owned()).collect();
    Condition { column: column.into(), values }
}

fn target(conditions: Vec<Condition>) -> Target {
    Target { conditions, ..Target::default() }
}

fn score(history: &History, target: Target, as_of: Seconds, horizon_days: u32) -> ScoringResult {
    let horizon_days = Some(horizon_days);
    let request = ScoringRequest { target, as_of: Some(as_of), horizon_days };
    train_and_score(history, &request, &Progress::none()).unwrap()
}

/// People with a wanted event in a window.
fn by_hand(
    events: &[Event],
    wanted: impl Fn(&Event) -> bool,
    from: Seconds,
    to: Seconds,
) -> BTreeSet<u32> {
    let inside = |e: &&Event| (from..to).contains(&e.1) && wanted(e);
    events.iter().filter(inside).map(|e| e.0).collect()
}

/// The back-test counted who engaged, and the order finds who engages next.
fn holds(
    events: &[Event],
    target: Target,
    wanted: impl Fn(&Event) -> bool + Copy,
) -> ScoringResult {
    let (as_of, horizon) = (START + 390 * DAY, 30 * DAY);
    let history = history(events);
    let result = score(&history, target, as_of, 30);
    assert_eq!(result.method, Method::Model);
    let test = result.back_test.as_ref().unwrap();
    let then = by_hand(events, wanted, as_of - horizon, as_of);
    let known = by_hand(events, |_| true, 0, as_of - horizon);
    assert_eq!(test.positives as usize, then.intersection(&known).count());
    assert_eq!(test.people as usize, known.len());
    let next = by_hand(events, wanted, as_of, as_of + horizon);
    let positive: Vec<bool> = result
        .people
        .iter()
        .map(|&p| next.contains(&history.people.get(p)[1..].parse().unwrap()))
        .collect();
    let auc = figures(&result.propensity, &positive).auc;
    assert!(test.grade >= Grade::Fair && auc > 0.7, "{auc}");
    result
}

#[test]
fn a_combination_of_two_columns_is_engaged_with_where_both_hold() {
    let events = events();
    let both = vec![condition("Brand", &["brand 2"]), condition("Product ID", &["sku 1"])];
    let combined = holds(&events, target(both.clone()), |e| e.4 == 2 && e.3 == 1);
    let one = holds(&events, target(both[..1].to_vec()), |e| e.4 == 2);
    let engaged = |o: &ScoringResult| o.back_test.as_ref().unwrap().positives;
    assert!(0 < engaged(&combined) && engaged(&combined) < engaged(&one));
    assert_ne!(combined.propensity, one.propensity);
}

#[test]
fn any_of_several_values_counts() {
    let events = events();
    let several = vec![condition("Brand", &["brand 2", "brand 4", "never seen"])];
    holds(&events, target(several), |e| e.4 == 2 || e.4 == 4);
    // Any value of each of two columns.
    let several = vec![
        condition("Brand", &["brand 2", "brand 4"]),
        condition("Product ID", &["sku 1", "sku 3"]),
    ];
    holds(&events, target(several), |e| (e.4 == 2 || e.4 == 4) && (e.3 == 1 || e.3 == 3));
}

#[test]
fn only_goal_events_count_as_engaging() {
    let events = events();
    let brand = target(vec![condition("Brand", &["brand 2"])]);
    let orders = Target { goal_events: vec!["order".into()], ..brand.clone() };
    let ordered = holds(&events, orders, |e| e.4 == 2 && e.2 == 1);
    let any = holds(&events, brand.clone(), |e| e.4 == 2);
    assert_ne!(ordered.propensity, any.propensity);
    let sum = |o: &ScoringResult| o.propensity.iter().sum::<f32>();
    assert!(sum(&ordered) < 0.8 * sum(&any), "{} {}", sum(&ordered), sum(&any));
    let both = Target { goal_events: vec!["order".into(), "view".into()], ..brand };
    assert_eq!(holds(&events, both, |e| e.4 == 2).propensity, any.propensity);
}

#[test]
fn every_horizon_is_that_many_days_before_as_of() {
    let events = events();
    let history = history(&events);
    let wanted = |e: &Event| e.4 == 2;
    // Those that are offered, typed ones, and times that are no midnight.
    for (days, as_of) in
        HORIZONS.into_iter().chain([3, 21, 45]).zip([390, 400, 410].into_iter().cycle())
    {
        let as_of = START + as_of * DAY + 5000;
        let result = score(&history, target(vec![condition("Brand", &["brand 2"])]), as_of, days);
        assert_eq!((result.as_of, result.horizon_days), (as_of, days));
        assert_eq!(result.method, Method::Model, "{days}");
        let test = result.back_test.unwrap();
        assert_eq!((test.from, test.to), (as_of - days * DAY, as_of));
        let known = by_hand(&events, |_| true, 0, test.from);
        let then = by_hand(&events, wanted, test.from, test.to);
        assert_eq!(test.positives as usize, then.intersection(&known).count(), "{days}");
        assert!(test.grade >= Grade::Fair, "{days} {:?}", test.figures.auc);
    }
}

#[test]
fn what_happens_from_as_of_on_changes_nothing() {
    let events = events();
    let as_of = START + 300 * DAY;
    let brand = || target(vec![condition("Brand", &["brand 2"])]);
    let whole = score(&history(&events), brand(), as_of, 30);
    let then: Vec<Event> = events.iter().filter(|e| e.1 < as_of).copied().collect();
    let then = score(&history(&then), brand(), as_of, 30);
    assert_eq!(whole.propensity, then.propensity);
    assert_eq!(whole.back_test, then.back_test);
}

#[test]
fn what_is_missing_is_said_in_numbers() {
    let as_of = START + 100 * DAY;
    let mut events: Vec<Event> = events().into_iter().filter(|e| e.1 < as_of).collect();
    events.push((0, START, 0, 0, 0));
    // Three people with a brand of their own.
    events.extend((0..3).map(|person| (person, START + 80 * DAY, 0, 0, 50)));
    // Five of another, whose day lies in two overlapping windows, and three in the newest window.
    events.extend((0..8).map(|person| (person, START + DAY, 0, 0, 0)));
    events.extend((0..5).map(|person| (person, START + 60 * DAY, 0, 0, 51)));
    events.extend((5..8).map(|person| (person, START + 95 * DAY, 0, 0, 51)));
    let history = history(&events);
    let score = |value: &str, days| {
        score(&history, target(vec![condition("Brand", &[value])]), as_of, days)
    };
    for (value, days, method, longest, words) in [
        (
            "brand 2",
            120,
            Method::Simple,
            Some(30),
            "A horizon of 120 days needs 180 days of data to learn from, and there are 100. Choose 30 days or less, or add older exports.",
        ),
        (
            "brand 2",
            60,
            Method::Model,
            Some(30),
            "with a horizon of 60 days that needs 150 days of data, and there are 100. Choose 30 days or less, or add older exports.",
        ),
        (
            "brand 50",
            14,
            Method::Simple,
            None,
            "Only 3 people known before engaged with brand 50 in the past windows of 14 days; 6 are needed to learn from. More values, a longer horizon or related values would help.",
        ),
        ("brand 50", 30, Method::Simple, None, "More values or related values would help."),
    ] {
        let result = score(value, days);
        assert_eq!((result.method, result.longest_horizon), (method, longest), "{value} {days}");
        assert!(result.back_test.is_none() && !result.people.is_empty());
        assert!(result.notes.iter().any(|n| n.to_string().contains(words)), "{:?}", result.notes);
    }
    let untested = score("brand 51", 14);
    assert_eq!(untested.method, Method::Model);
    let words = "Only 3 people known before engaged with brand 51 in the last 14 days, and 5 are needed. Only 5 \
                 people known before engaged with brand 51 in earlier windows, and 6 are needed.";
    assert!(untested.notes.iter().any(|n| n.to_string().ends_with(words)), "{:?}", untested.notes);
    let long_enough = score("brand 2", 30);
    assert!(long_enough.back_test.is_some() && long_enough.longest_horizon.is_none());
}

/// Everyone known comes back to the brand in each window of 10 days from `since` on, nobody before.
fn all_of(since: u32, days: u32) -> Vec<Event> {
    let visits = |person: u32| {
        (0..days).step_by(5).map(move |day| {
            let brand = if day >= since { 1 } else { 2 };
            (person, START + day * DAY + person, 0, brand, brand)
        })
    };
    (0..60).flat_map(visits).collect()
}

#[test]
fn everyone_who_engages_is_ranked_equal_and_not_refused() {
    let brand = || target(vec![condition("Brand", &["brand 1"])]);
    // In all windows, in the old ones only, and in the new ones only.
    let always = all_of(0, 100);
    let only_old = always.iter().filter(|e| e.1 < START + 80 * DAY || e.0 % 2 == 0);
    let only_old: Vec<Event> = only_old.copied().collect();
    for (what, events) in [("always", always), ("old", only_old), ("new", all_of(70, 100))] {
        let result = score(&history(&events), brand(), START + 100 * DAY, 10);
        assert_eq!(result.people.len(), 60, "{what}");
        assert!(result.propensity.iter().all(|p| (0.0..=1.0).contains(p)), "{what}");
        if what == "always" {
            let first = result.propensity[0];
            assert!(first > 0.9 && result.propensity.iter().all(|&p| p == first), "{first}");
        }
    }
}

#[test]
fn a_proxy_is_measured_by_the_target_where_enough_engaged_and_says_so_where_not() {
    let as_of = START + 390 * DAY;
    for (newest, measured_on) in [(5_u32, MeasuredOn::Target), (2, MeasuredOn::Proxy)] {
        let mut all = events();
        // A new product that a few views in the last window are all the past of.
        all.extend((0..newest).map(|p| (p * 7, as_of - 5 * DAY, 0, 90, 90)));
        let mut new = target(vec![condition("Brand", &["brand 90"])]);
        new.relatives = vec![condition("Brand", &["brand 2"])];
        let result = score(&history(&all), new, as_of, 30);
        assert_eq!(result.method, Method::Relatives);
        let test = result.back_test.unwrap();
        assert_eq!(test.measured_on, measured_on);
        let says = result.notes.iter().any(|n| n.to_string().contains("not on the target itself"));
        assert_eq!(says, measured_on == MeasuredOn::Proxy, "{:?}", result.notes);
        // Too few to learn from, and so many in the newest window: counted.
        let engaged = format!(
            "Only {newest} people known before engaged with brand 90 in the past windows; 6"
        );
        assert!(
            result.notes.iter().any(|n| n.to_string().starts_with(&engaged)),
            "{:?}",
            result.notes
        );
        let counted = format!(
            "only {newest} people known before engaged with that in the last 30 days, and 5"
        );
        assert_eq!(
            result.notes.iter().any(|n| n.to_string().contains(&counted)),
            says,
            "{:?}",
            result.notes
        );
        if measured_on == MeasuredOn::Target {
            assert_eq!(test.positives, newest);
        }
    }
}
