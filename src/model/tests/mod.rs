//! What the model promises, on worlds whose truth is known.

mod coverage;
mod features;
mod learning;
mod others;
mod reasons;
mod requests;
mod shards;
mod young;

use linfa::DatasetBase;
use linfa::traits::Fit;
use ndarray::{Array1, Array2};
use proptest::prelude::*;

use super::factors::{FACTORS, Factors};
use super::features::Topic;
use super::plan::Plan;
use super::sampling::hash_draw;
use super::shared::Shared;
use super::*;
use crate::base::progress::Progress;
use crate::base::section_file::{Reader, Writer};
use crate::common::HistoryBuilder;
use crate::history::{DAY, History, Seconds};

/// Person, time, kind, product, brand.
type Event = (u32, Seconds, u8, u32, u32);

const START: Seconds = 7000 * DAY;

fn history(events: &[Event]) -> History {
    let kinds = ["view", "order"];
    let mut history = HistoryBuilder::new(&["Product ID", "Brand"], &kinds);
    for &(person, time, kind, product, brand) in events {
        let values = [format!("sku {product}"), format!("brand {brand}")];
        let values = values.each_ref().map(String::as_str);
        history.event(&format!("p{person:05}"), time, kinds[kind as usize], &values);
    }
    history.build()
}

/// Figures of a ranking of everyone.
fn figures(scores: &[f32], positive: &[bool]) -> Figures {
    let everyone = vec![1.0; positive.len()];
    let positive = metrics::WeightedLabels { positive, sample_weight: &everyone };
    metrics::figures(scores, positive, &metrics::best_first(scores))
}

fn brand(value: &str) -> Target {
    let condition = Condition { column: "Brand".into(), values: vec![value.into()] };
    Target { conditions: vec![condition], ..Target::default() }
}

fn request(value: &str, as_of: Option<Seconds>, horizon_days: Option<u32>) -> ScoringRequest {
    ScoringRequest { target: brand(value), as_of, horizon_days }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (0_u32..12, 0_u32..200 * DAY, 0_u8..2, 0_u32..6, 0_u32..4);
    prop::collection::vec(event, 1..80)
        .prop_map(|list| list.into_iter().map(|e| (e.0, START + e.1, e.2, e.3, e.4)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn tiny_histories_never_crash(
        events in events(),
        value in 0_u32..6,
        as_of in prop::option::of(0_u32..260 * DAY),
        horizon in prop::option::of(1_u32..367),
        few in 1_usize..80,
    ) {
        let history = history(&events[..few.min(events.len())]);
        let request = request(&format!("brand {value}"), as_of.map(|t| START + t), horizon);
        match train_and_score(&history, &request, &Progress::none()) {
            Ok(result) => {
                prop_assert_eq!(result.people.len(), result.propensity.len());
                prop_assert!(result.propensity.iter().all(|p| (0.0..=1.0).contains(p)));
                let top: Vec<u32> = (0..result.people.len() as u32).take(3).collect();
                result.audience_reasons(&history, &top);
                for &i in &top {
                    prop_assert!(result.reasons(&history, i as usize).len() <= 3);
                }
            }
            Err(error) => prop_assert!(matches!(error, ModelError::NobodyKnown), "{error}"),
        }
    }
}

/// Uniform in (0, 1), the same for the same numbers.
fn unit(a: u32, b: u32) -> f64 {
    ((hash_draw(a, b) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

/// People with habits: everyone has a pace and a taste for brand 1.
fn world(people: u32, days: u32) -> Vec<Event> {
    world_of(people, days, None)
}

/// As [`world`]; with a seed, who touches the brand has nothing to do with anybody's past.
fn world_of(people: u32, days: u32, shuffled: Option<u32>) -> Vec<Event> {
    let seed = 10_000_019 * shuffled.unwrap_or(0);
    let unit = |a: u32, b: u32| unit(a.wrapping_add(seed), b);
    let shuffled = shuffled.is_some();
    let mut events = Vec::new();
    for person in 0..people {
        let pace = 0.02 + 0.25 * unit(person, 1).powi(3);
        let taste = if unit(person, 2) < 0.25 { 0.5 } else { 0.03 };
        for day in 0..days {
            let draws = 10 + day * 8;
            if unit(person, draws) < pace {
                let likes = !shuffled && unit(person, draws + 1) < taste;
                let brand = if likes { 1 } else { 2 + (unit(person, draws + 2) * 5.0) as u32 };
                let time = START + day * DAY + (unit(person, draws + 3) * 80_000.0) as u32;
                events.push((person, time, 0, brand * 10, brand));
            }
            if shuffled && unit(day * people + person, 5) < 0.003 {
                // Anybody, whatever their past.
                let who = (unit(person, draws + 4) * f64::from(people)) as u32;
                events.push((who, START + day * DAY, 0, 10, 1));
            }
        }
    }
    events
}

#[test]
fn a_world_with_habits_is_ranked_and_calibrated() {
    let history = history(&world(3000, 240));
    let as_of = START + 210 * DAY;
    let result =
        train_and_score(&history, &request("brand 1", Some(as_of), Some(30)), &Progress::none())
            .unwrap();
    assert_eq!(result.method, Method::Model);
    // The truth: the chance of at least one event of the brand in 30 days.
    let truth: Vec<f32> = result
        .people
        .iter()
        .map(|&p| {
            let id: u32 = history.people.get(p)[1..].parse().unwrap();
            let pace = 0.02 + 0.25 * unit(id, 1).powi(3);
            let taste = if unit(id, 2) < 0.25 { 0.5 } else { 0.03 };
            (1.0 - (1.0 - pace * taste).powi(30)) as f32
        })
        .collect();
    let positive: Vec<bool> = result
        .people
        .iter()
        .map(|&p| {
            let window = history.past(p).between(as_of, as_of + 30 * DAY);
            window.item.iter().any(|&i| {
                let brand = history.items.values(i, 1)[0];
                history.columns[1].values.get(brand) == "brand 1"
            })
        })
        .collect();
    let figures = |scores: &[f32]| figures(scores, &positive);
    let best = figures(&truth).auc;
    let ours = figures(&result.propensity).auc;
    // Tastes must be guessed from about ten events a person: the truth itself is out of reach.
    assert!(ours > best - 0.05, "{ours} of {best}");
    let expected: f32 = result.propensity.iter().sum();
    let actual = positive.iter().filter(|&&y| y).count() as f32;
    assert!((0.85..1.18).contains(&(expected / actual)), "{expected} {actual}");
    let test = result.back_test.as_ref().unwrap();
    // Counting what people did before finds them about as well here, so the grade is no better than fair.
    assert!(test.grade >= Grade::Fair && test.figures.auc > best - 0.07);
    let predicted: f64 = test.deciles.iter().map(|d| d.predicted * f64::from(d.people)).sum();
    assert!((predicted / f64::from(test.positives) - 1.0).abs() < 0.2);
    let order = metrics::best_first(&result.propensity);
    let reasons = result.reasons(&history, order[0] as usize);
    assert!(reasons.iter().any(|r| r.words.contains("brand 1")), "{reasons:?}");
    assert!(!result.audience_reasons(&history, &order[..100]).is_empty());
}

fn person_of(event: u32) -> u32 {
    (300.0 * unit(event, 0)) as u32
}

#[test]
fn factors_see_nothing_from_their_time_on() {
    // Three tastes among 120 products of 12 brands.
    let events: Vec<Event> = (0..9000_u32)
        .map(|i| {
            let product = person_of(i) % 3 * 40 + (40.0 * unit(i, 1)) as u32;
            (person_of(i), START + (200.0 * unit(i, 2)) as u32 * DAY, 0, product, product / 10)
        })
        .collect();
    let until = START + 120 * DAY;
    let mut later = events.clone();
    let mut changed = 0;
    for event in later.iter_mut().filter(|e| e.1 >= until) {
        (event.3, event.4) = (119 - event.3, (119 - event.3) / 10);
        changed += 1;
    }
    assert!(changed > 100);
    let learn = |events: &[Event], until| {
        let history = history(events);
        Factors::learn(&Whole::new(&history), until, 300, &Progress::none()).unwrap()
    };
    let factors = learn(&events, until);
    assert!(factors.is_some());
    assert_eq!(learn(&later, until), factors);
    let end = START + 300 * DAY;
    assert_ne!(learn(&later, end), learn(&events, end));
}

/// What the back-test predicted must be the same whatever then happened in the window it predicts.
#[test]
fn a_back_test_sees_nothing_of_the_window_it_predicts() {
    let events = world(1500, 240);
    let as_of = START + 210 * DAY;
    let cut = as_of - 30 * DAY;
    // In one world everybody becomes three times as busy in the tested window, on other brands.
    let busier = events.iter().filter(|e| e.1 >= cut && e.4 != 1);
    let busier: Vec<Event> = busier
        .flat_map(|e| (1..4).map(move |i| (e.0, (e.1 + i * 3600).min(as_of - 1), e.2, e.3, e.4)))
        .chain((0..1500).map(|p| (p, cut + 5 * DAY, 0, 30, 3)))
        .chain(events.iter().copied())
        .collect();
    let trend = |events: &[Event]| {
        let history = history(events);
        let (everyone, none) = (Whole::new(&history), Progress::none());
        let plan = Plan::new(&everyone, &request("brand 1", Some(as_of), Some(30)), &none).unwrap();
        calibration::Trend::learn(&everyone, &plan, &none).unwrap()
    };
    let (calm, busy) = (trend(&events), trend(&busier));
    assert!((calm.tested() - busy.tested()).abs() < 1e-9, "{} {}", calm.tested(), busy.tested());
    assert_ne!(calm, busy);
}

#[test]
fn grades_are_those_that_are_documented() {
    let document = include_str!("../../../docs/model.md");
    let graded = |auc: f64, people: u32| {
        let positive: Vec<bool> = (0..people).map(|i| i.is_multiple_of(10)).collect();
        metrics::grade(&Figures { auc, ..Figures::default() }, &positive)
    };
    let of = |auc| graded(auc, 200_000);
    let grades = [Grade::Chance, Grade::Poor, Grade::Fair, Grade::Good, Grade::Excellent];
    for pair in grades.windows(2) {
        let row = document.lines().find(|l| l.starts_with(&format!("| {} |", pair[0].word())));
        let below = row.and_then(|row| row.split("below ").nth(1)).unwrap();
        let below: f64 = below[..4].parse().unwrap();
        assert_eq!((of(below - 0.001), of(below + 0.001)), (pair[0], pair[1]));
    }
    // With few people a high AUC may be chance.
    assert_eq!(graded(0.65, 60), Grade::Chance);
}

#[test]
fn shuffled_outcomes_are_no_better_than_chance() {
    for seed in 0..6 {
        let history = history(&world_of(1500, 240, Some(seed)));
        let request = request("brand 1", None, Some(30));
        let result = train_and_score(&history, &request, &Progress::none()).unwrap();
        let test = result.back_test.unwrap();
        assert!(test.positives > 50, "{seed}: {}", test.positives);
        assert_eq!(test.grade, Grade::Chance, "{seed}: {:?}", test.figures.auc);
        assert!(test.remarks().iter().any(|n| n.contains("no better than chance")));
    }
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let history = history(&world(2500, 200));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let request = request("brand 1", None, Some(30));
        pool.install(|| train_and_score(&history, &request, &Progress::none()).unwrap())
    };
    let (one, many) = (on(1), on(4));
    assert_eq!(one.people, many.people);
    assert_eq!(one.propensity, many.propensity);
    assert_eq!(one.back_test, many.back_test);
}

#[test]
fn an_answer_is_the_same_beside_an_earlier_one() {
    let history = history(&world(2500, 200));
    let (first, second) = (request("brand 2", None, Some(30)), request("brand 1", None, Some(30)));
    let alone = train_and_score(&history, &second, &Progress::none()).unwrap();
    for earlier in [&first, &request("brand 2", None, Some(14))] {
        let earlier = train_and_score(&history, earlier, &Progress::none()).unwrap();
        let beside =
            train_and_score_reusing(&history, &second, Some(&earlier), &Progress::none()).unwrap();
        assert_eq!(alone.propensity, beside.propensity);
        assert_eq!(alone.back_test, beside.back_test);
    }
}

#[test]
fn a_value_nobody_touched_waits_or_goes_by_its_relatives() {
    let history = history(&world(1500, 200));
    let mut request = request("brand 99", None, Some(30));
    let waiting = train_and_score(&history, &request, &Progress::none()).unwrap();
    assert_eq!(waiting.method, Method::Waiting);
    assert!(waiting.people.is_empty() && !waiting.notes.is_empty());
    request.target.relatives = brand("brand 1").conditions;
    let related = train_and_score(&history, &request, &Progress::none()).unwrap();
    assert_eq!(related.method, Method::Relatives);
    assert!(related.people.len() > 1000 && related.notes[0].to_string().contains("brand 1"));
}

#[test]
fn a_result_comes_back_from_its_file_as_it_was() {
    let events = world(1500, 200);
    let history = history(&events);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answer");
    let mut relatives = request("brand 99", None, Some(30));
    relatives.target.relatives = brand("brand 1").conditions;
    let requests = [
        (request("brand 1", None, None), Method::Model),
        (request("brand 1", None, Some(150)), Method::Simple),
        (relatives, Method::Relatives),
        (request("brand 99", Some(START + 150 * DAY), Some(30)), Method::Waiting),
    ];
    for (request, method) in requests {
        let result = train_and_score(&history, &request, &Progress::none()).unwrap();
        assert_eq!(result.method, method);
        let mut writer = Writer::create(&path).unwrap();
        result.write_to(&mut writer).unwrap();
        writer.finish("key").unwrap();
        let reader = Reader::open(&path, "key", &Progress::none()).unwrap();
        let open =
            |history| ScoringResult::read_from(&reader, history, &request, &Progress::none());
        let opened = open(&history).unwrap();
        assert_eq!((&opened.people, &opened.propensity), (&result.people, &result.propensity));
        assert_eq!(opened.back_test, result.back_test);
        let rest = |o: &ScoringResult| {
            (o.as_of, o.horizon_days, o.horizon_note.clone(), o.notes.clone(), o.longest_horizon)
        };
        assert_eq!(rest(&opened), rest(&result));
        for place in 0..result.people.len() {
            assert_eq!(opened.reasons(&history, place), result.reasons(&history, place));
        }
        let top: Vec<u32> = (0..result.people.len().min(100) as u32).collect();
        let apart = |o: &ScoringResult| o.audience_reasons(&history, &top);
        assert_eq!(apart(&opened), apart(&result));
        // It shortens the way of another request as the one it was.
        let other = request_beside(&request);
        let beside = |earlier: &ScoringResult| {
            train_and_score_reusing(&history, &other, Some(earlier), &Progress::none())
                .unwrap()
                .propensity
        };
        assert_eq!(beside(&opened), beside(&result));
        // Of another history it is not believed.
        let fewer = self::history(&events[..events.len() / 2]);
        assert!(result.people.is_empty() || open(&fewer).is_err());
    }
}

fn request_beside(request: &ScoringRequest) -> ScoringRequest {
    ScoringRequest { target: brand("brand 2"), ..request.clone() }
}

#[test]
fn a_stopped_answer_stops() {
    let history = history(&world(300, 100));
    let progress = Progress::new();
    progress.stop();
    let stopped = train_and_score(&history, &request("brand 1", None, None), &progress);
    assert!(matches!(stopped, Err(ModelError::Stopped(_))));
}

fn rows(n: usize, d: usize) -> (Array2<f32>, Array1<bool>) {
    let x = Array2::from_shape_fn((n, d), |(i, j)| (unit(i as u32, j as u32) * 3.4 - 1.7) as f32);
    let y = Array1::from_shape_fn(n, |i| {
        let z: f64 = (0..d).map(|j| f64::from(x[[i, j]]) * (j as f64 - 1.5) * 0.5).sum();
        unit(i as u32, 999) < sigmoid(z - 1.0)
    });
    (x, y)
}

#[test]
fn the_solver_stands_where_the_gradient_vanishes() {
    let (x, y) = rows(700, 5);
    let weights = Array1::from_shape_fn(700, |i| (i % 3) as f32);
    let prior = Array1::from(vec![0.3, 0.0, -0.2, 0.0, 1.0]);
    let data = DatasetBase::new(x.clone(), y.clone()).with_weights(weights.clone());
    let params = Logistic::default().l2(7.0).prior(Some(prior.clone())).tolerance(1e-8);
    let fit = params.fit(&data).unwrap();
    // The loss itself, in 64 bits, and its slopes by central differences.
    let loss = |w: &[f64], b: f64| -> f64 {
        let rows: f64 = (0..700)
            .map(|i| {
                let z: f64 = (0..5).map(|j| f64::from(x[[i, j]]) * w[j]).sum::<f64>() + b;
                let p = sigmoid(if y[i] { z } else { -z });
                -f64::from(weights[i]) * p.ln()
            })
            .sum();
        rows + 3.5 * (0..5).map(|j| (w[j] - prior[j]).powi(2)).sum::<f64>()
    };
    let at = fit.coefficients.to_vec();
    for j in 0..=5 {
        let slope = |step: f64| {
            let mut w = at.clone();
            let mut b = fit.intercept;
            if j < 5 {
                w[j] += step;
            } else {
                b += step;
            }
            loss(&w, b)
        };
        let gradient = (slope(1e-4) - slope(-1e-4)) / 2e-4;
        assert!(gradient.abs() < 0.02, "{j}: {gradient}");
    }
}

#[test]
fn the_solver_agrees_with_linfa_logistic() {
    let (x, y) = rows(600, 4);
    let ours =
        Logistic::default().l2(2.0).tolerance(1e-7).fit(&DatasetBase::new(x.clone(), y.clone()));
    let ours = ours.unwrap();
    assert!(ours.converged);
    let theirs = linfa_logistic::LogisticRegression::default()
        .alpha(2.0)
        .max_iterations(500)
        .gradient_tolerance(1e-8)
        .fit(&DatasetBase::new(x.mapv(f64::from), y.mapv(usize::from)))
        .unwrap();
    let sign = if theirs.labels().pos.class == 1 { 1.0 } else { -1.0 };
    for (a, b) in ours.coefficients.iter().zip(theirs.params()) {
        assert!((a - sign * b).abs() < 5e-3, "{a} {b}");
    }
    assert!((ours.intercept - sign * theirs.intercept()).abs() < 5e-3);
}
