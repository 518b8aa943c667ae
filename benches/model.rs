//! What a request costs: the features of one pass over everyone's past, learning from past
//! windows, scoring, and from scores to the order and the curve. Made data of `LIKELY_BENCH_ROWS`
//! events (1,000,000 unless said otherwise) of a twentieth as many people.

// A benchmark that cannot make its data has nothing to measure.
#![allow(clippy::unwrap_used)]

use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use likely::audience::Ranking;
use likely::base::progress::Progress;
use likely::history::{Cells, DAY, History, Shard};
use likely::model::{
    Condition, Method, ScoringRequest, ScoringResult, Target, train_and_score,
    train_and_score_reusing,
};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    divan::main();
}

fn rows() -> u64 {
    common::number_from("LIKELY_BENCH_ROWS", 1_000_000) as u64
}

/// 20,000 products of 500 brands in 20 categories; everyone keeps to a category of their own for
/// half of what they do.
fn history() -> &'static History {
    static HISTORY: OnceLock<History> = OnceLock::new();
    HISTORY.get_or_init(|| {
        let (rows, people) = (rows(), (rows() / 20).max(1));
        let names = ["Product ID", "Brand", "Category"].map(str::to_owned);
        let kinds = ["Product Viewed", "Product Added", "Order Completed"];
        let mut shard = Shard::new(names.len());
        let codes = kinds.map(|kind| shard.kind(kind));
        let mut cells = Cells::default();
        let items: Vec<u32> = (0..20_000_u64)
            .map(|product| {
                cells.clear();
                cells.push(&[shard.value(0, &format!("sku-{product}"))]);
                cells.push(&[shard.value(1, &format!("brand {}", product % 500))]);
                cells.push(&[shard.value(2, &format!("category {}", product % 20))]);
                shard.item(&cells)
            })
            .collect();
        for row in 0..rows {
            // A multiplicative hash is random enough for habits.
            let random = |salt: u64| (row * 8 + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
            let person = random(1) % people;
            let own = person.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 40;
            let product = match random(2) % 2 {
                0 => own % 20 + 20 * (random(3) % 1_000),
                _ => random(3) % 20_000,
            };
            let code = shard.person(&format!("u{person}"));
            let kind = codes[[0, 0, 0, 1, 2][random(4) as usize % 5]];
            shard.push(
                code,
                (random(5) % u64::from(365 * DAY)) as u32,
                kind,
                items[product as usize],
            );
        }
        let kinds = kinds.map(str::to_owned);
        Shard::merge(vec![shard], None, &names, &kinds, 10, &Progress::none()).unwrap()
    })
}

fn request(column: &str, value: &str, days: u32) -> ScoringRequest {
    let condition = Condition { column: column.into(), values: vec![value.into()] };
    let target = Target { conditions: vec![condition], ..Target::default() };
    ScoringRequest { target, as_of: None, horizon_days: Some(days) }
}

fn ask(request: &ScoringRequest, earlier: Option<&ScoringResult>) -> ScoringResult {
    train_and_score_reusing(history(), request, earlier, &Progress::none()).unwrap()
}

/// One pass over everyone's past and a few weights: a value too rare to learn from.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn features_of_one_pass(bencher: Bencher<'_, '_>) {
    let mut rare = request("Brand", "not there", 30);
    rare.target.relatives =
        vec![Condition { column: "Product ID".into(), values: vec!["sku-7".into()] }];
    rare.horizon_days = Some(360);
    assert_eq!(ask(&rare, None).method, Method::Simple);
    bencher.counter(ItemsCount::new(rows())).bench_local(|| ask(&rare, None));
}

/// The first request about a past: learning what goes together, training, scoring, back-test.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn first_request(bencher: Bencher<'_, '_>) {
    let first = request("Brand", "brand 7", 30);
    history();
    bencher
        .counter(ItemsCount::new(rows()))
        .bench_local(|| train_and_score(history(), &first, &Progress::none()).unwrap());
}

/// Another value beside the first: what goes together is known.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn another_value(bencher: Bencher<'_, '_>) {
    let earlier = ask(&request("Brand", "brand 7", 30), None);
    let another = request("Category", "category 3", 30);
    bencher.counter(ItemsCount::new(rows())).bench_local(|| ask(&another, Some(&earlier)));
}

/// Another horizon: all of it but reading.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn another_horizon(bencher: Bencher<'_, '_>) {
    let earlier = ask(&request("Brand", "brand 7", 30), None);
    let another = request("Brand", "brand 7", 60);
    bencher.counter(ItemsCount::new(rows())).bench_local(|| ask(&another, Some(&earlier)));
}

/// From propensities to the order and the curve: what another choice of who may be in costs.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn order_and_curve(bencher: Bencher<'_, '_>) {
    let result = ask(&request("Brand", "brand 7", 30), None);
    bencher
        .counter(ItemsCount::new(result.people.len()))
        .bench_local(|| Ranking::new(&result, |_| true, |p| history().draw(p)).unwrap().curve(360));
}

/// A size moved: one lookup.
#[divan::bench(sample_count = 100)]
fn size_moved(bencher: Bencher<'_, '_>) {
    let result = ask(&request("Brand", "brand 7", 30), None);
    let ranking = Ranking::new(&result, |_| true, |p| history().draw(p)).unwrap();
    bencher.bench_local(|| ranking.at(divan::black_box(ranking.len() / 10)));
}

/// What sets a tenth apart from everyone.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn audience_reasons(bencher: Bencher<'_, '_>) {
    let result = ask(&request("Brand", "brand 7", 30), None);
    let order = Ranking::new(&result, |_| true, |p| history().draw(p)).unwrap().order;
    let top = &order[..order.len() / 10];
    bencher.bench_local(|| result.audience_reasons(history(), top));
}

/// Reasons for a thousand people, as a list writes them.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn reasons_of_people(bencher: Bencher<'_, '_>) {
    let result = ask(&request("Brand", "brand 7", 30), None);
    let people = result.people.len().min(1_000);
    bencher
        .counter(ItemsCount::new(people))
        .bench_local(|| (0..people).map(|i| result.reasons(history(), i).len()).sum::<usize>());
}
