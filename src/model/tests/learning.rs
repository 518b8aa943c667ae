//! What is learned from: labels, affinities and figures against slow, obvious versions of themselves.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::affinity;
use super::super::everyone::{Shard, Whole};
use super::super::labels::{Labels, labelled};
use super::super::metrics;
use super::super::plan::Plan;
use super::super::rows::Sampling;
use super::super::sampling::{FOLDS, fold};
use super::{Event, START, events, figures, history, unit};
use crate::base::progress::Progress;
use crate::history::{DAY, History, Seconds};
use crate::model::{Condition, ScoringRequest, Target};

const HORIZON: u32 = 14;

/// Any of two brands with any of two products, ordered.
fn asked() -> ScoringRequest {
    let any_of = |column: &str, values: [&str; 2]| Condition {
        column: column.into(),
        values: values.map(str::to_owned).to_vec(),
    };
    let target = Target {
        conditions: vec![
            any_of("Brand", ["brand 1", "brand 2"]),
            any_of("Product ID", ["sku 1", "sku 3"]),
        ],
        goal_events: vec!["order".into()],
        ..Target::default()
    };
    ScoringRequest { target, as_of: Some(START + 200 * DAY), horizon_days: Some(HORIZON) }
}

fn is_target(e: &Event) -> bool {
    (e.4 == 1 || e.4 == 2) && (e.3 == 1 || e.3 == 3)
}

/// Whether a person of these events was known at a time, and whether they then engaged.
fn then<'a>(own: impl Iterator<Item = &'a Event> + Clone, cut: Seconds) -> (bool, bool) {
    let known = own.clone().any(|e| e.1 < cut);
    let mut window = own.filter(|e| (cut..cut + HORIZON * DAY).contains(&e.1));
    (known, known && window.any(|e| is_target(e) && e.2 == 1))
}

fn who(history: &History, person: u32) -> u32 {
    history.people.get(person)[1..].parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn labels_are_those_of_a_count_by_hand(events in events()) {
        let history = history(&events);
        let (everyone, none) = (Whole::new(&history), Progress::none());
        let plan = Plan::new(&everyone, &asked(), &none).unwrap();
        let labels = Labels::count(&everyone, &plan, &none).unwrap();
        let of_person = labelled(&Shard::new(&history), &plan, &none).unwrap();
        for (k, &cut) in plan.cuts.iter().enumerate() {
            let (mut known, mut positive) = (0, 0);
            for person in 0..history.person_count() as u32 {
                let name = who(&history, person);
                let by_hand = then(events.iter().filter(|e| e.0 == name), cut);
                prop_assert_eq!(of_person.1.bits[person as usize] >> k & 1 == 1, by_hand.1);
                known += u64::from(by_hand.0);
                positive += u64::from(by_hand.1);
            }
            prop_assert_eq!((labels.known[k], labels.positive[k]), (known, positive));
        }
    }

    #[test]
    fn figures_are_those_of_all_pairs_and_of_a_walk_down_the_list(
        marks in prop::collection::vec((0_u8..6, any::<bool>()), 2..60),
    ) {
        let positive: Vec<bool> = marks.iter().map(|m| m.1).collect();
        let (pairs, sum) = marks.iter().filter(|a| a.1).fold((0.0, 0.0), |sum, a| {
            marks.iter().filter(|b| !b.1).fold(sum, |(pairs, sum), b| {
                let first = match a.0.cmp(&b.0) {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                };
                (pairs + 1.0, sum + first)
            })
        });
        prop_assume!(pairs > 0.0);
        let tied: Vec<f32> = marks.iter().map(|m| f32::from(m.0)).collect();
        prop_assert!((figures(&tied, &positive).auc - sum / pairs).abs() < 1e-9);
        // Precision where nobody is tied.
        let scores: Vec<f32> = (0..marks.len()).map(|i| unit(i as u32, 3) as f32).collect();
        let (mut found, mut precision) = (0.0, 0.0);
        for (above, &i) in metrics::best_first(&scores).iter().enumerate() {
            if positive[i as usize] {
                found += 1.0;
                precision += found / (above + 1) as f64;
            }
        }
        let average = figures(&scores, &positive).average_precision;
        prop_assert!((average - precision / found).abs() < 1e-9, "{average}");
    }
}

#[test]
fn affinities_are_those_of_a_count_by_hand() {
    let draw = |i: u32, k: u32, n: u32| (unit(i, k) * f64::from(n)) as u32;
    let events: Vec<Event> = (0..4000)
        .map(|i| {
            let time = START + draw(i, 1, 200 * DAY);
            (draw(i, 0, 300), time, draw(i, 2, 2) as u8, draw(i, 3, 5), draw(i, 4, 5))
        })
        .collect();
    let history = history(&events);
    let (everyone, none) = (Whole::new(&history), Progress::none());
    let plan = Plan::new(&everyone, &asked(), &none).unwrap();
    let labels = Labels::count(&everyone, &plan, &none).unwrap();
    let rows = Sampling::of(&plan, &labels, 1e6);
    // The newest two windows are not looked at, as for a back-test.
    let rates: Vec<Option<f32>> = (0..plan.cuts.len())
        .map(|k| (k >= 2).then(|| labels.positive[k] as f32 / labels.known[k] as f32))
        .collect();
    let bases = history.outline().bases();
    let tables = affinity::learn(&everyone, &rows, &rates, &none).unwrap();
    assert_eq!(tables.len(), FOLDS);
    let mut expected = vec![vec![0.0; tables[0].len()]; FOLDS];
    let mut found = expected.clone();
    for person in 0..history.person_count() as u32 {
        let name = who(&history, person);
        let own: Vec<&Event> = events.iter().filter(|e| e.0 == name).collect();
        for (k, &cut) in plan.cuts.iter().enumerate() {
            let (Some(rate), (true, engaged)) = (rates[k], then(own.iter().copied(), cut)) else {
                continue;
            };
            let recent = own.iter().filter(|e| e.1 < cut && e.1 + 180 * DAY >= cut);
            let values: BTreeSet<usize> = recent
                .filter(|e| !is_target(e))
                .flat_map(|e| {
                    let sku = history.columns[0].values.find(&format!("sku {}", e.3)).unwrap();
                    let brand = history.columns[1].values.find(&format!("brand {}", e.4)).unwrap();
                    [bases[0] + sku as usize, bases[1] + brand as usize]
                })
                .collect();
            for without in (0..FOLDS).filter(|&f| f != fold(&history, person)) {
                for &value in &values {
                    expected[without][value] += f64::from(rate);
                    found[without][value] += f64::from(u8::from(engaged));
                }
            }
        }
    }
    assert!(found[0].iter().any(|&n| n > 20.0));
    for without in 0..FOLDS {
        for (value, &ratio) in tables[without].iter().enumerate() {
            let by_hand = ((found[without][value] + 4.0) / (expected[without][value] + 4.0)).ln();
            assert!((f64::from(ratio) - by_hand).abs() < 1e-3, "{value}: {ratio}, not {by_hand}");
        }
    }
}
