//! What is learned from: labels, affinities and figures against slow, obvious versions of themselves.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::affinity;
use super::super::backtest::TestedPeople;
use super::super::everyone::{Shard, Whole};
use super::super::factors::{FACTORS, Factors};
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
pub(super) fn two_columns_ordered() -> Target {
    let any_of = |column: &str, values: [&str; 2]| Condition {
        column: column.into(),
        values: values.map(str::to_owned).to_vec(),
    };
    Target {
        conditions: vec![
            any_of("Brand", ["brand 1", "brand 2"]),
            any_of("Product ID", ["sku 1", "sku 3"]),
        ],
        goal_events: vec!["order".into()],
        ..Target::default()
    }
}

fn asked() -> ScoringRequest {
    let target = two_columns_ordered();
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
        let of_person = labelled(&Shard::new(&history, 0), &plan, &none).unwrap();
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
        let own = figures(&scores, &positive);
        prop_assert!((own.average_precision - precision / found).abs() < 1e-9, "{own:?}");
        // Lift of the best 1, 5, 10 and 20%, one person at least, and the share reached by the best half.
        let order = metrics::best_first(&scores);
        let engaged = |people: usize| {
            order[..people].iter().filter(|&&i| positive[i as usize]).count() as f64
        };
        for (share, lift) in [0.01, 0.05, 0.1, 0.2].into_iter().zip(own.lift) {
            let top = ((share * marks.len() as f64).round() as usize).max(1);
            let rate = found / marks.len() as f64;
            prop_assert!((lift - engaged(top) / top as f64 / rate).abs() < 1e-9, "{lift} at {share}");
        }
        if marks.len() % 2 == 0 {
            let reached = engaged(marks.len() / 2) / found;
            prop_assert!((f64::from(own.gains[50]) - reached).abs() < 1e-6, "{reached}");
        }
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// "A list of … would have been better": for a tenth of everyone, by more than luck, counted by hand.
    #[test]
    fn a_list_is_called_better_where_it_is_ahead_by_more_than_luck(
        seed in any::<u32>(),
        twenties in 2_usize..6,
        engaged in 1_u32..10,
        knows in 0.0_f32..1.0,
    ) {
        let n = 20 * twenties;
        let draw = |k: u32| (0..n as u32).map(|i| unit(seed ^ i, k) as f32).collect::<Vec<_>>();
        let mut positive: Vec<bool> = draw(0).iter().map(|v| *v < engaged as f32 / 20.0).collect();
        (positive[0], positive[1]) = (true, false);
        let knowing = |scores: Vec<f32>| -> Vec<f32> {
            let known = positive.iter().map(|&y| knows * f32::from(u8::from(y)));
            scores.iter().zip(known).map(|(score, known)| score + known).collect()
        };
        let people = TestedPeople {
            people: (0..n as u32).collect(),
            propensity: draw(1),
            weight: vec![1.0; n],
            events: knowing(draw(2)),
            // Nobody did it before: no list.
            target_events: vec![0.0; n],
            positive: positive.clone(),
            ..TestedPeople::default()
        };
        // Of everyone who engaged: the mean over their own place of what falls from 1 at the top through a half
        // at the tenth's end to nothing at twice that.
        let by_hand = |scores: &[f32]| -> Vec<f64> {
            let worth = |person: usize| {
                let above = scores.iter().filter(|&&score| score > scores[person]).count();
                let at = |step: u32| (above as f64 + (f64::from(step) + 0.5) / 2000.0) / n as f64;
                (0..2000).map(|step| (1.0 - at(step) / 0.2).max(0.0)).sum::<f64>() / 2000.0
            };
            (0..n).filter(|&person| positive[person]).map(worth).collect()
        };
        let (ours, list) = (by_hand(&people.propensity), by_hand(&people.events));
        let more: Vec<f64> = list.iter().zip(&ours).map(|(list, ours)| list - ours).collect();
        let (sum, luck) =
            (more.iter().sum::<f64>(), 1.28 * more.iter().map(|m| m * m).sum::<f64>().sqrt());
        prop_assume!((sum - luck).abs() > 1e-3);
        let test = people.back_test();
        prop_assert_eq!(test.baselines.len(), 1);
        let remarks = test.remarks();
        let said = remarks.iter().any(|words| words.contains("“Most active people” would have been better"));
        prop_assert_eq!(said, sum > luck, "{} {} {:?}", sum, luck, remarks);
        // At a size it is named where it reached more there, too.
        let hits = |scores: &[f32]| {
            let mut best: Vec<usize> = (0..n).collect();
            best.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
            best[..n / 10].iter().filter(|&&person| positive[person]).count()
        };
        let more = hits(&people.events) > hits(&people.propensity);
        prop_assert_eq!(test.better_list(0.1).is_some(), sum > luck && more);
    }
}

/// The strongest directions of people × values, each found by multiplying the whole matrix again and again.
#[test]
fn factors_span_the_strongest_directions_of_the_whole_matrix() {
    const DAYS: u32 = 300;
    let (people, values) = (260_u32, 90_u32);
    let mut events: Vec<Event> = Vec::new();
    for person in 0..people {
        // Three tastes of different strength; some values belong to nobody's.
        let taste = person % 6 / 2;
        for k in 0..30 {
            let any = (unit(person, 10 + k) * f64::from(values)) as u32;
            let own = taste * 20 + (unit(person, 50 + k) * 20.0) as u32;
            let sku = if unit(person, 90 + k) < 0.3 + 0.2 * f64::from(taste) { own } else { any };
            let day = (unit(person, 130 + k) * f64::from(DAYS)) as u32;
            events.push((person, START + day * DAY + 3600, 0, sku, sku % 7));
        }
    }
    let history = history(&events);
    let until = START + DAYS * DAY;
    let bases =
        [0, history.columns[0].values.len(), history.columns.iter().map(|c| c.values.len()).sum()];
    let everyone = Whole::new(&history);
    let factors = Factors::learn(&everyone, until, u64::from(people), &Progress::none());
    let factors = factors.unwrap().unwrap();
    // Everyone's distinct values, halved in a year from the last time, rare ones up, to length 1.
    let place = |(column, text): (usize, String)| {
        bases[column] + history.columns[column].values.find(&text).unwrap() as usize
    };
    let matrix: Vec<Vec<f64>> = (0..people)
        .map(|person| {
            let mut row = vec![0.0_f64; bases[2]];
            for e in events.iter().filter(|e| e.0 == person) {
                let left = (-f64::from(until - e.1) / f64::from(DAY) / 365.0).exp2();
                for at in [place((0, format!("sku {}", e.3))), place((1, format!("brand {}", e.4)))]
                {
                    row[at] = row[at].max(left);
                }
            }
            row
        })
        .collect();
    let with = |at: usize| matrix.iter().filter(|row| row[at] > 0.0).count() as f64;
    let kept: Vec<usize> =
        (0..bases[2]).filter(|&at| (5.0..=0.9 * f64::from(people)).contains(&with(at))).collect();
    let weighed: Vec<Vec<f64>> = matrix
        .iter()
        .map(|row| {
            let row: Vec<f64> = kept.iter().map(|&at| row[at] / (with(at) + 10.0).sqrt()).collect();
            let length = row.iter().map(|v| v * v).sum::<f64>().sqrt();
            row.iter().map(|v| v / length).collect()
        })
        .collect();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // What the factors say of the kept values, without the rarity that they are stored with.
    let found: Vec<Vec<f64>> = (0..FACTORS)
        .map(|k| {
            let of = |&at: &usize| {
                let half = factors.of(at).unwrap()[k];
                f64::from(f32::from_bits(u32::from(half) << 16)) * (with(at) + 10.0).sqrt()
            };
            kept.iter().map(of).collect()
        })
        .collect();
    let mut strongest: Vec<Vec<f64>> = Vec::new();
    for k in 0..3 {
        let mut v: Vec<f64> = (0..kept.len() as u32).map(|i| unit(i, 700 + k) - 0.5).collect();
        for _ in 0..300 {
            for before in &strongest {
                let along = dot(&v, before);
                v.iter_mut().zip(before).for_each(|(v, b)| *v -= along * b);
            }
            let people: Vec<f64> = weighed.iter().map(|row| dot(row, &v)).collect();
            v = (0..kept.len())
                .map(|j| weighed.iter().zip(&people).map(|(row, p)| row[j] * p).sum())
                .collect();
            let length = dot(&v, &v).sqrt();
            v.iter_mut().for_each(|x| *x /= length);
        }
        let inside: f64 = found.iter().map(|factor| dot(factor, &v).powi(2)).sum();
        assert!((inside - 1.0).abs() < 0.02, "direction {k}: {inside}");
        strongest.push(v);
    }
}
