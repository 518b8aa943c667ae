//! Campaign templates on public shop data, whose events and columns are named differently: each
//! fills in what can be found, in a definition that somebody meets, and asks for the rest.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use likely::audience::{Campaign, Status};
use likely::base::progress::Progress;
use likely::history::ValueStats;
use likely::import::{self, Options};
use likely::workflow::{self, Audiences, Storage};

mod common;

fn every_campaign_makes_sense_on(set: &str) {
    let Some(folder) = common::data(set) else { return };
    let (options, storage, progress) = (Options::default(), Storage::default(), Progress::none());
    let paths = import::find_files(&[folder], &Progress::none()).unwrap();
    let (files, suggestion) = workflow::look(&paths, &options, &storage, &progress).unwrap();
    let ready =
        workflow::prepare(&files, &suggestion.catalog, &options, &storage, &progress).unwrap();
    let history = &ready.history;
    let stats: Vec<ValueStats> =
        (0..history.columns.len()).map(|column| ValueStats::of(history, column)).collect();
    let mut asked = 0;
    for (place, campaign) in Campaign::ALL.into_iter().enumerate() {
        let mut suggested = campaign.suggest(history, &stats);
        suggested.audience.id = place as u64 + 1;
        println!("\n{set}: {}: {}", campaign.name(), suggested.sentence());
        suggested.questions.iter().for_each(|question| println!("  ? {question}"));
        asked += suggested.questions.len();
        let audience = &suggested.audience;
        println!("  {}", audience.sentence(&|_| None));
        if !audience.has_target() {
            assert!(!suggested.questions.is_empty(), "nothing was filled in and nothing asked");
            continue;
        }
        let mut audiences = Audiences::new(&ready, vec![audience], &options, None);
        let computed = audiences.compute(audience, &progress).unwrap();
        let status = computed.status(audience);
        let at = computed.summary(audience);
        println!("  {status:?} of {}, {:.2} times the average", at.eligible, at.lift);
        assert!(matches!(status, Status::Live(_)), "{}: {status:?}", campaign.name());
    }
    println!("\n{set}: {asked} questions");
}

#[test]
fn every_campaign_makes_sense_on_groceries() {
    every_campaign_makes_sense_on("complete-journey");
}

#[test]
fn every_campaign_makes_sense_on_an_online_shop() {
    every_campaign_makes_sense_on("online-retail");
}

#[test]
fn every_campaign_makes_sense_on_ratings_of_films() {
    every_campaign_makes_sense_on("movietweetings");
}
