//! What recommendations promise, on made people with known tastes.

use super::*;
use crate::base::progress::Progress;
use crate::common::HistoryBuilder;
use crate::history::{DAY, History};
use crate::model::everyone::Whole;
use crate::model::sampling::hash_draw;

/// People who like a family of four brands each, and come back to what they had half of the time.
fn history(people: u32) -> History {
    let mut history = HistoryBuilder::new(&["Product ID", "Brand"], &["Viewed", "Bought"]);
    let draw = |a: u32, b: u32, below: u32| (hash_draw(a, b) % u64::from(below)) as u32;
    for number in 0..people {
        let person = history.person(&format!("u{number:05}"));
        let family = draw(number, 1, 6);
        for visit in 0..12 {
            let day = visit * 12 + draw(number, 100 + visit, 10);
            let loyal = draw(number, 200 + visit, 10) < 8;
            let of = if loyal { family } else { draw(number, 300 + visit, 6) };
            let brand = format!("brand {of}{}", draw(number, 400 + visit, 4));
            let item = history.item(&[&brand, &brand]);
            let event = if draw(number, 500 + visit, 3) == 0 { "Bought" } else { "Viewed" };
            history.push(person, day * DAY + visit, event, item);
        }
    }
    history.build()
}

fn wanted(leave_out: RecommendExclusion) -> Recommend {
    Recommend { column: "Brand".into(), count: 5, leave_out, ..Recommend::default() }
}

fn learn(history: &History, wanted: &Recommend) -> Recommender {
    let (_, last) = history.span().unwrap();
    Recommender::learn(&Whole::new(history), wanted, last + 1, 20, &Progress::none()).unwrap()
}

#[test]
fn it_finds_the_family_and_beats_what_is_popular() {
    let history = history(1500);
    let new = learn(&history, &wanted(RecommendExclusion::Interacted));
    let hits = new.hits.unwrap();
    assert!(hits.people > 200, "{hits:?}");
    assert!(hits.ours.first > 1.4 * hits.popular.first, "{hits:?}");
    let any = learn(&history, &wanted(RecommendExclusion::Nothing));
    let hits = any.hits.unwrap();
    assert!(hits.ours.first > hits.popular.first && hits.ours.five >= hits.own.five, "{hits:?}");
}

#[test]
fn what_is_left_out_is_never_recommended() {
    let history = history(300);
    let people: Vec<u32> = (0..300).collect();
    for leave_out in [RecommendExclusion::Interacted, RecommendExclusion::Event("Bought".into())] {
        let recommender = learn(&history, &wanted(leave_out.clone()));
        let all = recommender.of_all(&Whole::new(&history), &people, &Progress::none()).unwrap();
        for (person, values) in people.iter().zip(all.chunks(5)) {
            let out = recommender.spec().left_out(&history, history.past(*person));
            assert!(values.iter().all(|v| out.binary_search(v).is_err()), "{leave_out:?}");
            let some: Vec<u32> = values.iter().copied().filter(|v| *v != u32::MAX).collect();
            assert_eq!(some, recommender.of(&history, *person));
            let mut once = some.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), some.len(), "no value twice");
        }
    }
}

#[test]
fn one_thread_and_many_recommend_the_same() {
    let history = history(400);
    let people: Vec<u32> = (0..400).collect();
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let recommender = learn(&history, &wanted(RecommendExclusion::Nothing));
            recommender.of_all(&Whole::new(&history), &people, &Progress::none()).unwrap()
        })
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn too_little_past_still_recommends_and_claims_nothing() {
    let history = history(3);
    let recommender = learn(&history, &wanted(RecommendExclusion::Nothing));
    assert_eq!(recommender.hits, None);
    assert!(!recommender.of(&history, 1).is_empty());
}

#[test]
fn what_is_not_in_the_catalog_is_named() {
    let history = history(3);
    let told = |wanted: Recommend| {
        let whole = Whole::new(&history);
        let error = Recommender::learn(&whole, &wanted, 100 * DAY, 30, &Progress::none());
        error.unwrap_err().to_string()
    };
    assert!(told(Recommend { column: "Colour".into(), ..Recommend::default() }).contains("Colour"));
    assert!(told(wanted(RecommendExclusion::Event("Rented".into()))).contains("Rented"));
}
