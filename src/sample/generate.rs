//! A seed in, the store of its year out: the same one on every system and any number of threads.

use jiff::ToSpan;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::life::{Life, World};
use super::magazine::Magazine;
use super::store::{Spec, Store};
use super::time::{DAY, DAYS};
use super::{catalogue, habits};
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};

/// People made in one piece of work.
const CHUNK: usize = 256;

/// Makes the store that belongs to a spec: the same one on every system and any number of threads.
///
/// # Errors
/// [`Stopped`] when the progress was asked to stop.
pub fn generate(spec: Spec, progress: &Progress) -> Result<Store, Stopped> {
    let end_of_year = spec.end.saturating_add(1.day());
    // Dates of the calendar always have an instant in UTC; a year beyond the calendar would not.
    let end =
        end_of_year.to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_millisecond());
    let start = end - DAYS * DAY;
    let mut world = World {
        seed: spec.seed,
        start,
        days: habits::Day::year(spec.end),
        shelves: catalogue::Shelves::new(spec.seed),
        magazine: Magazine::new(spec.seed, start, end),
        scale: 0.05,
    };
    tune(&mut world, &spec, progress)?;

    progress.stage(message!("sample-making"), spec.people as u64, Unit::People);
    let numbers: Vec<u32> = (0..spec.people as u32).collect();
    let lives: Result<Vec<Vec<Life>>, Stopped> = numbers
        .par_chunks(CHUNK)
        .map(|chunk| {
            progress.check()?;
            let lives: Vec<Life> = chunk.iter().map(|&n| world.live(n)).collect();
            progress.advance(chunk.len() as u64);
            progress.rows(lives.iter().map(|life| life.events.len() as u64).sum());
            Ok(lives)
        })
        .collect();
    let mut store = Store {
        people: Vec::with_capacity(spec.people),
        spec,
        products: world.shelves.products,
        articles: world.magazine.articles,
        events: Vec::new(),
        lines: Vec::new(),
    };
    for life in lives?.into_iter().flatten() {
        store.add(life);
    }
    progress.check()?;
    // Within a person no two events share a time, so this order is the only one.
    (store.events).par_sort_unstable_by_key(|event| (event.time, event.person));
    Ok(store)
}

impl Store {
    fn add(&mut self, life: Life) {
        let offset = self.lines.len() as u32;
        self.people.push(life.person);
        self.lines.extend(life.lines);
        self.events.extend(life.events.into_iter().map(|mut event| {
            event.lines += offset;
            event
        }));
    }
}

/// Sets the pace of life so that about the wanted number of events comes out, by trying it on some
/// of the people.
fn tune(world: &mut World, spec: &Spec, progress: &Progress) -> Result<(), Stopped> {
    let step = spec.people.div_ceil(2_000).max(1);
    let trial: Vec<u32> = (0..spec.people as u32).step_by(step).collect();
    let wanted = spec.events as f64 * trial.len() as f64 / spec.people.max(1) as f64;
    progress.stage(message!("sample-preparing"), 6, Unit::Steps);
    for _ in 0..6 {
        progress.check()?;
        let count: usize = trial.par_iter().map(|&number| world.live(number).events.len()).sum();
        world.scale = (world.scale * wanted / (count.max(1) as f64)).clamp(1e-6, 10.0);
        progress.advance(1);
    }
    Ok(())
}
