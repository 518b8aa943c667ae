//! Measures recommended values on data of one's own: `cargo run --example recommended FILES…`.
//!
//! For every column and for what may be left out: how often the first and any of the first five
//! recommended values came true in the newest 30 days, against the most popular values and
//! against what the person touched most; and how long it takes. Figures: docs/recommended.md.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use likely::base::progress::Progress;
use likely::history::History;
use likely::import::{self, Options};
use likely::model::{HitRate, Recommend, RecommendExclusion, Recommender, Whole};
use likely::workflow::{self, Storage};

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (options, progress) = (Options::default(), Progress::none());
    let (files, suggestion) = workflow::look(
        &import::find_files(&given, &progress)?,
        &options,
        &Storage::default(),
        &progress,
    )?;
    let ready =
        workflow::prepare(&files, &suggestion.catalog, &options, &Storage::default(), &progress)?;
    let history = &ready.history;
    println!("{} people, {} events", history.person_count(), history.event_count());
    println!(
        "| column | values | left out | people | first: learned | popular | own | five: learned | popular | own | learn s | recommend s |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for column in 0..history.columns.len() {
        for leave_out in [RecommendExclusion::Nothing, RecommendExclusion::Interacted] {
            measure(history, column, leave_out, &progress)?;
        }
    }
    Ok(())
}

fn measure(
    history: &History,
    column: usize,
    leave_out: RecommendExclusion,
    progress: &Progress,
) -> Result<(), Box<dyn Error>> {
    let (name, values) = (&history.columns[column].name, history.columns[column].values.len());
    let out = if leave_out == RecommendExclusion::Nothing { "nothing" } else { "touched" };
    let wanted = Recommend { column: name.clone(), count: 5, leave_out, ..Recommend::default() };
    let everyone = Whole::new(history);
    let as_of = history.span().map_or(0, |(_, last)| last + 1);
    let began = Instant::now();
    let recommender = Recommender::learn(&everyone, &wanted, as_of, 30, progress)?;
    let learned = began.elapsed().as_secs_f64();
    let people: Vec<u32> = (0..history.person_count() as u32).collect();
    let began = Instant::now();
    recommender.of_all(&everyone, &people, progress)?;
    let recommended = began.elapsed().as_secs_f64();
    let Some(hits) = recommender.hits else {
        println!(
            "| {name} | {values} | {out} | too few | | | | | | | {learned:.2} | {recommended:.2} |"
        );
        return Ok(());
    };
    let rates = [hits.learned, hits.popular, hits.own];
    let cells =
        |of: fn(&HitRate) -> f64| rates.each_ref().map(|r| format!("{:.3}", of(r))).join(" | ");
    println!(
        "| {name} | {values} | {out} | {} | {} | {} | {learned:.2} | {recommended:.2} |",
        hits.people,
        cells(|r| r.first),
        cells(|r| r.five),
    );
    Ok(())
}
