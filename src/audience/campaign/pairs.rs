//! Which purchase is followed by which other one more often than usual: "bought A, then B".

use rayon::prelude::*;

use crate::history::{DAY, History, ValueStats};

/// Values looked at on either side: those most people touched.
const VALUES: usize = 48;
/// People looked at.
const PEOPLE: usize = 100_000;
/// A person's purchases looked at, newest first.
const PURCHASES: usize = 300;
/// Days within which B must follow A.
pub(super) const FOLLOWS_WITHIN: u32 = 60;
/// Days in which the campaign's people bought A and did not buy B.
pub(super) const LATELY: u32 = 90;
/// Number of the strongest pairs whose people are counted.
const COUNTED: usize = 24;
/// A pair that leaves so many people, or one in [`PART_LEFT`] where that is fewer, is worth a campaign: a fifth
/// of them are suggested as the audience, and advertising platforms ask for a hundred people or more.
const LEFT: u32 = 500;
/// Of this many people one must be left.
const PART_LEFT: u32 = 20;
/// Fewest people who did both.
const LEAST: u32 = 10;
/// A share above this of A's products that are in B means that A is a part of B.
const PART_OF: f64 = 0.5;

/// "Bought A, then B."
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    /// Column and value that were bought first.
    pub first: (usize, u32),
    /// Column and value that were bought then.
    pub then: (usize, u32),
    /// People who bought A.
    pub buyers: u32,
    /// Of them, people who bought B later, within [`FOLLOWS_WITHIN`] days.
    pub followed: u32,
    /// How many times as often as after a first purchase of anything.
    pub times: f64,
}

/// For each item the places, among the values looked at, that it has.
struct Side {
    values: Vec<(usize, u32)>,
    places: Vec<Vec<u8>>,
}

impl Side {
    fn new(history: &History, stats: &[ValueStats], columns: &[usize]) -> Self {
        let mut places = vec![Vec::new(); history.items.len()];
        let mut values = Vec::new();
        for &column in columns {
            let Some(stats) = stats.get(column) else { continue };
            let mut place = vec![u8::MAX; history.columns[column].values.len()];
            for value in stats.by_people().into_iter().take(VALUES) {
                place[value as usize] = values.len() as u8;
                values.push((column, value));
            }
            for (item, places) in places.iter_mut().enumerate() {
                for &value in history.items.values(item as u32, column) {
                    if place[value as usize] != u8::MAX {
                        places.push(place[value as usize]);
                    }
                }
            }
        }
        Self { values, places }
    }
}

/// The strongest pair: A in any of `firsts`, B in `then`, among events of the kinds in `bought`. One that leaves
/// too few people who bought A lately and not B gives way to the next that does not.
pub(super) fn strongest(
    history: &History,
    stats: &[ValueStats],
    firsts: &[usize],
    then: usize,
    bought: &[bool],
) -> Option<Pair> {
    let a = Side::new(history, stats, firsts);
    let b = Side::new(history, stats, &[then]);
    let (n, m) = (a.values.len(), b.values.len());
    if n == 0 || m == 0 {
        return None;
    }
    let people = history.person_count();
    let step = people.div_ceil(PEOPLE).max(1);
    // Per A: its buyers, then for each B the buyers who bought B later.
    let counts = (0..people.div_ceil(step))
        .into_par_iter()
        .with_min_len(512)
        .fold(
            || vec![0_u32; n * (m + 1)],
            |mut counts, i| {
                count(history, (i * step) as u32, &a, &b, bought, &mut counts);
                counts
            },
        )
        .reduce(
            || vec![0; n * (m + 1)],
            |mut x, y| {
                x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
                x
            },
        );
    let buyers = |i: usize| counts[i * (m + 1)];
    let both = |i: usize, j: usize| counts[i * (m + 1) + 1 + j];
    let all: f64 = (0..n).map(|i| f64::from(buyers(i))).sum();
    let mut pairs: Vec<(f64, (usize, usize), Pair)> = Vec::new();
    for j in 0..m {
        let usual = (0..n).map(|i| f64::from(both(i, j))).sum::<f64>() / all.max(1.0);
        for i in (0..n).filter(|&i| both(i, j) >= LEAST && a.values[i] != b.values[j]) {
            let followed = both(i, j);
            let times = f64::from(followed) / f64::from(buyers(i)) / usual.max(1e-12);
            let pair = Pair {
                first: a.values[i],
                then: b.values[j],
                buyers: buyers(i) * step as u32,
                followed: followed * step as u32,
                times,
            };
            if times > 1.1 {
                pairs.push((f64::from(followed) * times.ln(), (i, j), pair));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0));
    let whole = pairs.into_iter().filter(|(_, _, pair)| !part_of(history, pair.first, pair.then));
    let (places, best): (Vec<_>, Vec<Pair>) =
        whole.take(COUNTED).map(|(_, places, pair)| (places, pair)).unzip();
    let enough = LEFT.min(people as u32 / PART_LEFT);
    let left = left(history, &a, &b, bought, &places, step);
    let found = best.iter().zip(left).find(|(_, left)| *left >= enough);
    found.map(|(pair, _)| *pair).or_else(|| best.first().copied())
}

/// For each pair of places the people who bought A lately and did not buy B, of every `step`-th person counted.
fn left(
    history: &History,
    a: &Side,
    b: &Side,
    bought: &[bool],
    pairs: &[(usize, usize)],
    step: usize,
) -> Vec<u32> {
    let from = history.dense_end().map_or(0, |dense| dense.end.saturating_sub(LATELY * DAY));
    let counts = (0..history.person_count().div_ceil(step)).into_par_iter().with_min_len(512).fold(
        || vec![0_u32; pairs.len()],
        |mut counts, i| {
            let past = history.past_to_end((i * step) as u32).between(from, u32::MAX);
            let (mut first, mut then) = (vec![false; a.values.len()], vec![false; b.values.len()]);
            for (&item, _) in
                past.item.iter().zip(past.kind).filter(|(_, kind)| bought[**kind as usize])
            {
                a.places[item as usize].iter().for_each(|&place| first[place as usize] = true);
                b.places[item as usize].iter().for_each(|&place| then[place as usize] = true);
            }
            for (count, &(a, b)) in counts.iter_mut().zip(pairs) {
                *count += step as u32 * u32::from(first[a] && !then[b]);
            }
            counts
        },
    );
    counts.reduce(
        || vec![0; pairs.len()],
        |mut x, y| {
            x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
            x
        },
    )
}

fn count(history: &History, person: u32, a: &Side, b: &Side, bought: &[bool], counts: &mut [u32]) {
    let past = history.past(person);
    let from = past.len().saturating_sub(PURCHASES);
    let orders: Vec<usize> =
        (from..past.len()).filter(|&i| bought[past.kind[i] as usize]).collect();
    let m = b.values.len();
    let mut seen = vec![false; a.values.len()];
    let mut followed = vec![false; m];
    for (at, &i) in orders.iter().enumerate() {
        for &first in &a.places[past.item[i] as usize] {
            if std::mem::replace(&mut seen[first as usize], true) {
                continue;
            }
            let row = first as usize * (m + 1);
            counts[row] += 1;
            followed.fill(false);
            for &later in &orders[at + 1..] {
                if past.time[later] - past.time[i] > FOLLOWS_WITHIN * DAY {
                    break;
                }
                // What is in the same basket does not follow.
                if past.time[later] > past.time[i] {
                    for &then in &b.places[past.item[later] as usize] {
                        if !std::mem::replace(&mut followed[then as usize], true) {
                            counts[row + 1 + then as usize] += 1;
                        }
                    }
                }
            }
        }
    }
}

/// Whether most items with value `a` have value `b` as well.
fn part_of(history: &History, a: (usize, u32), b: (usize, u32)) -> bool {
    if a.0 == b.0 {
        return false;
    }
    let (mut with, mut inside) = (0_u32, 0_u32);
    for item in 0..history.items.len() as u32 {
        if history.items.values(item, a.0).contains(&a.1) {
            with += 1;
            inside += u32::from(history.items.values(item, b.0).contains(&b.1));
        }
    }
    f64::from(inside) > PART_OF * f64::from(with)
}
