//! One history and the same people in shards, whose questions and parts travel as bytes: the same answer.

use super::super::cut::Cut;
use super::*;
use crate::base::numbers::limit_memory;
use crate::common::shop;

fn same(whole: &ScoringResult, cut: &ScoringResult, what: &str) {
    assert_eq!((whole.method, whole.horizon_days), (cut.method, cut.horizon_days), "{what}");
    assert_eq!(whole.people, cut.people, "{what}");
    assert_eq!(whole.propensity, cut.propensity, "{what}: not the same bits");
    assert_eq!(whole.back_test, cut.back_test, "{what}");
    assert_eq!(whole.tested, cut.tested, "{what}");
    assert_eq!(whole.uncertainty, cut.uncertainty, "{what}");
    assert_eq!((&whole.notes, &whole.horizon_note), (&cut.notes, &cut.horizon_note), "{what}");
}

fn check(history: &History, request: &ScoringRequest, method: Method) {
    check_cut(history, request, method, &[1, 2, 7], true);
}

fn check_cut(
    history: &History,
    request: &ScoringRequest,
    method: Method,
    shards: &[usize],
    travels: bool,
) {
    let none = Progress::none();
    let whole = train_and_score(history, request, &none).unwrap();
    assert_eq!(whole.method, method, "{request:?}");
    for &shards in shards {
        // With and without room in memory for a number for each person.
        limit_memory(if shards > 2 { 1000 } else { usize::MAX });
        let everyone = Cut::new(history, shards, travels);
        let cut = train_and_score_everyone(&everyone, request, None, &none).unwrap();
        same(&whole, &cut, &format!("{shards} shards, {request:?}"));
        assert!(everyone.asked() > 3);
        // Why somebody is where they are is told of the same terms.
        for place in (0..whole.people.len()).step_by(whole.people.len().div_ceil(20).max(1)) {
            assert_eq!(whole.reasons(history, place), cut.reasons(history, place));
        }
    }
}

/// A few people, whose events are sampled nowhere.
#[test]
fn shards_of_people_give_the_same_answer_as_all_at_once() {
    let history = shop(900, 400);
    for brand in ["Northwind", "Halden"] {
        let asked = ScoringRequest { target: brand_of(brand), as_of: None, horizon_days: Some(30) };
        check(&history, &asked, Method::Model);
    }
    // The horizon is chosen from everyone's rhythm.
    let asked = ScoringRequest { target: brand_of("Contoso"), as_of: None, horizon_days: None };
    check(&history, &asked, Method::Model);
}

fn brand_of(value: &str) -> Target {
    crate::common::target("Brand", value)
}

/// More than is learned from: who is sampled does not depend on who else is in the shard.
#[test]
fn shards_of_many_people_are_sampled_as_all_at_once() {
    let mut builder = HistoryBuilder::new(&["Product ID", "Brand"], &["view", "order"]);
    for person in 0..45_000_u32 {
        let who = builder.person(&format!("p{person}"));
        let likes = unit(person, 1) < 0.2;
        for event in 0..4 + (unit(person, 2) * 6.0) as u32 {
            let taste = u32::from(!likes || unit(person, 10 + event) < 0.4);
            let product = taste * 40 + (unit(person, 50 + event) * 40.0) as u32;
            let values = [format!("sku {product}"), format!("brand {}", product / 8)];
            let item = builder.item(&values.each_ref().map(String::as_str));
            let time = START + (unit(person, 90 + event) * 220.0) as u32 * DAY;
            builder.push(who, time, ["view", "order"][(event % 3 == 0) as usize], item);
        }
    }
    let asked = request("brand 2", None, Some(30));
    check_cut(&builder.build(), &asked, Method::Model, &[3], false);
}

/// Too little past: the parent of a new product, and a product that nobody knows yet.
#[test]
fn shards_find_the_same_relatives() {
    let mut events = world(700, 200);
    let last = START + 199 * DAY;
    events.extend((0..3).map(|person| (person, last - person * DAY, 0, 99, 1)));
    let history = history(&events);
    let new = |value: &str, relatives: Vec<Condition>| ScoringRequest {
        target: Target {
            conditions: vec![Condition { column: "Product ID".into(), values: vec![value.into()] }],
            relatives,
            ..Target::default()
        },
        as_of: None,
        horizon_days: Some(30),
    };
    let named = Condition { column: "Brand".into(), values: vec!["brand 3".into()] };
    check(&history, &new("sku 99", vec![named.clone()]), Method::Relatives);
    check(&history, &new("unheard of", vec![named]), Method::Relatives);
    check(&history, &new("unheard of", Vec::new()), Method::Waiting);
    check(&history, &new("sku 99", Vec::new()), Method::Simple);
}
