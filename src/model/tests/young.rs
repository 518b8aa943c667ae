//! What is new: a product that came out lately, a shop in its first weeks. The numbers must hold what then comes.

use super::super::ranges::AudienceSums;
use super::*;

const PEOPLE: u32 = 600;

fn chance(person: u32, day: u32, of: u32) -> f64 {
    let draw = hash_draw(hash_draw(person, day) as u32, of);
    (draw >> 11) as f64 / (1_u64 << 53) as f64
}

/// So many days of a shop where everyone orders about every fourth day; one in ten orders is of brand 1 from the
/// day of its launch on.
fn shop(days: u32, launch: u32) -> Vec<Event> {
    let days = (0..PEOPLE).flat_map(|person| (0..days).map(move |day| (person, day)));
    days.filter(|&(person, day)| chance(person, day, 1) < 0.25)
        .map(|(person, day)| {
            let brand = u32::from(day >= launch && chance(person, day, 2) < 0.1);
            (person, START + day * DAY + person, 1, brand, brand)
        })
        .collect()
}

/// The number expected to engage with brand 1 within 30 days after a day, its range, how many do, and what is said.
fn forecast(events: &[Event], day: u32) -> (Range, f64, String) {
    let now = START + day * DAY;
    let past: Vec<Event> = events.iter().filter(|event| event.1 < now).copied().collect();
    let asked = request("brand 1", Some(now), Some(30));
    let result = train_and_score(&history(&past), &asked, &Progress::none()).unwrap();
    let propensities = || result.propensity.iter().map(|&p| f64::from(p));
    let of = AudienceSums {
        people: propensities().count() as f64,
        share: 1.0,
        expected: propensities().sum(),
        squares: propensities().map(|p| p * p).sum(),
    };
    let coming = events.iter().filter(|e| e.4 == 1 && (now..now + 30 * DAY).contains(&e.1));
    let mut coming: Vec<u32> = coming.map(|event| event.0).collect();
    coming.sort_unstable();
    coming.dedup();
    let notes: Vec<String> = result.notes.iter().map(ToString::to_string).collect();
    (result.uncertainty.range(of), coming.len() as f64, notes.join(" "))
}

#[test]
fn a_product_that_came_out_lately_is_forecast_by_the_days_it_was_there() {
    const NOW: u32 = 180;
    for age in [2, 4, 7, 14, 25, 60] {
        let (range, came, notes) = forecast(&shop(NOW + 30, NOW - age), NOW);
        assert!((range.low..=range.high).contains(&came), "{age} days: {range:?}, {came} came");
        assert!(range.expected > 0.3 * came && range.expected < 2.0 * came, "{age}: {range:?}");
        assert_eq!(notes.contains("brand 1 is new"), age < 30, "{age}: {notes}");
    }
    // What was always there is known as well as ever.
    let (range, came, notes) = forecast(&shop(NOW + 30, 0), NOW);
    assert!(range.high < 1.7 * range.low && !notes.contains("is new"), "{range:?} {notes}");
    assert!((range.low..=range.high).contains(&came), "{range:?}, {came} came");
}

#[test]
fn one_more_buyer_of_something_new_does_not_make_it_less_likely() {
    const NOW: u32 = 180;
    let others: Vec<Event> = shop(NOW, NOW);
    let expected = |buyers: u32| {
        let own = (0..buyers).map(|n| (7 * n, START + NOW * DAY - 3600 * (n + 1), 1, 1, 1));
        forecast(&others.iter().copied().chain(own).collect::<Vec<_>>(), NOW).0.expected
    };
    let all: Vec<f64> = (3..12).map(expected).collect();
    assert!(all.windows(2).all(|pair| pair[1] > 0.8 * pair[0]), "{all:?}");
}

/// In a shop's first days nearly all who buy something do so for the first time, and who comes next is on no list.
#[test]
fn the_first_purchases_of_newcomers_are_not_expected_again() {
    for days in [10, 20] {
        let everyone = (0..100 * days).map(|person| {
            (person, START + (person % days) * DAY + person, 1, u32::from(person % 3 == 0), 1)
        });
        let back = (0..100 * days)
            .step_by(20)
            .map(|person| (person, START + (person % days + 2) * DAY + person, 1, 1, 1));
        let events: Vec<Event> = everyone.chain(back).collect();
        let (range, came, _) = forecast(&events, days);
        assert!(came < 20.0 && range.expected < 0.4 * f64::from(100 * days), "{range:?} {came}");
    }
}

#[test]
fn a_forecast_long_after_the_end_of_the_data_says_so() {
    let events = shop(100, 0);
    let notes = |day: u32| forecast(&events, day).2;
    assert!(!notes(100).contains("The data ends") && !notes(102).contains("The data ends"));
    assert!(notes(110).contains("The data ends 10 days before"), "{}", notes(110));
}

/// Most of a brand's products hardly sell: neither half a person each nor what its average product sells is expected.
#[test]
fn what_hardly_anybody_bought_is_expected_as_rarely_as_it_was_bought() {
    const NOW: u32 = 200;
    const RARE: u32 = 80;
    let days = (0..300).flat_map(|person| (0..NOW).map(move |day| (person, day)));
    let events: Vec<Event> = days
        .filter(|&(person, day)| chance(person, day, 3) < 0.12)
        .map(|(person, day)| {
            let what = chance(person, day, 4);
            let sku = if what < 0.03 { 100 + (what / 0.03 * f64::from(RARE)) as u32 } else { 1 };
            (person, START + day * DAY + person, 1, sku, 1)
        })
        .collect();
    let history = history(&events);
    let condition =
        |sku: u32| Condition { column: "Product ID".into(), values: vec![format!("sku {sku}")] };
    let expected = |sku: u32| {
        let target = Target { conditions: vec![condition(sku)], ..Target::default() };
        let request =
            ScoringRequest { target, as_of: Some(START + NOW * DAY), horizon_days: Some(30) };
        let result = train_and_score(&history, &request, &Progress::none()).unwrap();
        assert_ne!(result.method, Method::Model, "sku {sku}");
        result.propensity.iter().map(|&p| f64::from(p)).sum::<f64>()
    };
    let bought = |sku: u32| events.iter().filter(|event| event.3 == sku).count();
    let some: Vec<u32> =
        (100..100 + RARE).filter(|&sku| (1..=5).contains(&bought(sku))).take(24).collect();
    let truth = 300.0 * 30.0 * 0.12 * 0.03 / f64::from(RARE) * some.len() as f64;
    let all: f64 = some.iter().map(|&sku| expected(sku)).sum();
    assert!(
        (0.5 * truth..1.6 * truth).contains(&all),
        "{all} expected, {truth} come of {}",
        some.len()
    );
}
