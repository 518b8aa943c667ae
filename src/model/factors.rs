//! Latent factors: the few directions along which people's tastes differ most, found in who
//! interacted with what, whatever the target. They help where few engaged: a value after which
//! nobody engaged yet still lies near others.
//!
//! A truncated singular value decomposition of people × values by subspace iteration (Halko,
//! Martinsson and Tropp, 2011): a few passes over sparse data, no random seed, the same on any
//! number of threads. Alternating least squares (implicit ALS) ranked worse by itself and needs a
//! penalty to be chosen. Factors do not depend on the target, so one request after another on the
//! same past shares them.
//!
//! The same look at everyone says how common every value is: people who mostly interact with what few others
//! do are those whom a rare target finds.

use std::io;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::history::{Items, Seconds};

use super::decay::{AFFINITY_EVENTS, AFFINITY_HALF_LIFE, Decay};
use super::everyone::{Everyone, Question, Shard, in_order, put_together};
use super::sampling::{Draws, PEOPLE_PER_TASK, hash_draw};
use super::types::ModelError;

/// A person's distinct values (their places, then their rows) and how much each counts.
type Weighed = Vec<(u32, f32)>;

/// Number of factors; 24 ranked no better than 16 (docs/model.md, "Experiments").
pub(super) const FACTORS: usize = 16;
/// A value's or a person's place along each factor.
pub(super) type Factor = [f32; FACTORS];
/// A value's place along each factor, with the upper halves of the numbers alone: scoring waits
/// for these from memory more than for anything else, and two digits and a half are enough.
pub(super) type HalfFactor = [u16; FACTORS];

/// People sampled to learn from, about: bounds the time it takes before the first ranking.
const PEOPLE: f64 = 30_000.0;
/// People who must have interacted with a value for it to have a place: rarer ones are noise.
const MIN_PEOPLE: u32 = 5;
/// Share of everyone above which a value says nothing about taste.
const EVERYONE: f32 = 0.9;
/// Values with a place, at most: those that most people interacted with. Bounds memory.
const VALUES: usize = 50_000;
/// Rounds of the iteration: Halko, Martinsson and Tropp find a few enough.
const ROUNDS: usize = 5;
/// Fewer people or values than this have no factors: four for each direction.
const ENOUGH: usize = 4 * FACTORS;

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Known {
    /// Its row among the places along the factors, or `u32::MAX`.
    row: u32,
    /// See [`Factors::common`].
    common: f32,
}

/// Where values stand along the factors, and how common they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Factors {
    /// Only events before this time were looked at.
    pub until: Seconds,
    /// For every value of every column (place `bases[column] + value`). Both numbers stand together because
    /// scoring waits for memory.
    values: Vec<Known>,
    /// Places along the factors.
    vectors: Vec<HalfFactor>,
}

impl Factors {
    /// Factors on which values stand at these places, so common as said beside.
    #[cfg(test)]
    pub fn of_places(places: Vec<(Option<Factor>, f32)>) -> Self {
        let row = |p: usize| places[p].0.map_or(u32::MAX, |_| p as u32);
        let values =
            (0..places.len()).map(|p| Known { row: row(p), common: places[p].1 }).collect();
        let vectors = places.into_iter().map(|p| p.0.unwrap_or_default().map(half)).collect();
        Self { until: 0, values, vectors }
    }

    /// Adds everything but `until` to a cache file.
    pub fn write_to(&self, writer: &mut Writer) -> io::Result<()> {
        let rows: Vec<u32> = self.values.iter().map(|known| known.row).collect();
        let common: Vec<f32> = self.values.iter().map(|known| known.common).collect();
        writer.numbers("factor rows", &rows)?;
        writer.numbers("factor common", &common)?;
        writer.numbers("factor vectors", self.vectors.as_flattened())
    }

    /// What [`Factors::write_to`] wrote, for so many values.
    pub fn read_from(reader: &Reader, until: Seconds, places: usize) -> Result<Self, Unusable> {
        let rows = reader.numbers::<u32>("factor rows")?;
        let common = reader.numbers::<f32>("factor common")?;
        let vectors = reader.numbers::<u16>("factor vectors")?;
        let (vectors, rest) = vectors.as_chunks::<FACTORS>();
        let fits = rows.len() == places && common.len() == places && rest.is_empty();
        let known = |(&row, &common)| Known { row, common };
        let values = rows.iter().zip(&*common).map(known).collect();
        fits.then(|| Self { until, values, vectors: vectors.to_vec() }).ok_or(Unusable::Damaged)
    }

    /// Where the value at `place` stands; `None` for values that are too rare or too common.
    pub fn of(&self, place: usize) -> Option<&HalfFactor> {
        self.vectors.get(self.values.get(place)?.row as usize)
    }

    /// How common the value at `place` is: the logarithm of the number of people who interacted with it, against
    /// the mean of all that people interact with in its column.
    pub fn common(&self, place: usize) -> f32 {
        self.values.get(place).map_or(0.0, |known| known.common)
    }

    /// Where items stand together, of length 1; `None` when none of their values has a place.
    pub fn target(&self, items: &Items, bases: &[usize]) -> Option<Factor> {
        let mut sum = [0.0; FACTORS];
        for item in 0..items.len() as u32 {
            for (column, base) in bases.iter().enumerate().take(bases.len().saturating_sub(1)) {
                for &value in items.values(item, column) {
                    if let Some(vector) = self.of(base + value as usize) {
                        add_half(&mut sum, vector, 1.0);
                    }
                }
            }
        }
        let length = sum.iter().map(|v| v * v).sum::<f32>().sqrt();
        (length > 0.0).then(|| sum.map(|v| v / length))
    }

    /// From everyone's events before `until`, a time before which so many are `known`; `None` where there
    /// are too few people or values.
    pub fn learn<E: Everyone>(
        everyone: &E,
        until: Seconds,
        known: u64,
        progress: &Progress,
    ) -> Result<Option<Self>, ModelError> {
        progress.stage(message!("model-stage-together"), 0, Unit::Steps);
        let places = everyone.outline().bases().last().copied().unwrap_or(0);
        let asked = Interacted { until, share: PEOPLE / known.max(1) as f64 };
        let mut parts = everyone.ask(&asked, progress)?;
        let ids: Vec<&[String]> = parts.iter().map(|part| part.ids.as_slice()).collect();
        let order = in_order(&ids);
        let values = parts.iter_mut().map(|part| std::mem::take(&mut part.values));
        let mut people = put_together(values, order.as_deref());
        let mut counts = vec![0_u32; places];
        people.iter().flatten().for_each(|&(place, _)| counts[place as usize] += 1);
        let common = MIN_PEOPLE..=(EVERYONE * people.len() as f32) as u32;
        let mut kept: Vec<u32> =
            (0..places as u32).filter(|&p| common.contains(&counts[p as usize])).collect();
        if kept.len() > VALUES {
            kept.sort_by_key(|&p| (std::cmp::Reverse(counts[p as usize]), p));
            kept.truncate(VALUES);
        }
        if people.len() < ENOUGH || kept.len() < ENOUGH {
            return Ok(None);
        }
        let common = commonness(&counts, &everyone.outline().bases());
        let mut rows = vec![u32::MAX; places];
        kept.iter().enumerate().for_each(|(row, &place)| rows[place as usize] = row as u32);
        // What few interact with says more about taste.
        let rarity: Vec<f32> =
            kept.iter().map(|&p| 1.0 / (counts[p as usize] as f32 + 10.0).sqrt()).collect();
        for own in &mut people {
            weigh(own, &rows, &rarity);
        }
        let mut basis: Vec<Factor> = kept
            .iter()
            .map(|&p| std::array::from_fn(|k| (hash_draw(p, k as u32) >> 40) as f32 / 1e7 - 0.8))
            .collect();
        orthonormal(&mut basis);
        for _ in 0..ROUNDS {
            basis = multiplied(&people, &basis, progress)?;
            orthonormal(&mut basis);
        }
        let vectors = basis.iter().zip(&rarity).map(|(vector, r)| vector.map(|v| half(v * r)));
        let known = |(row, common)| Known { row, common };
        let values = rows.into_iter().zip(common).map(known).collect();
        Ok(Some(Self { until, values, vectors: vectors.collect() }))
    }
}

/// See [`Factors::common`]; `counts` has the people of every value.
fn commonness(counts: &[u32], bases: &[usize]) -> Vec<f32> {
    let log = |&people: &u32| f64::from(people).ln_1p();
    let of_column = |column: &[u32]| {
        let people: f64 = column.iter().map(|&people| f64::from(people)).sum();
        let sum: f64 = column.iter().map(|people| f64::from(*people) * log(people)).sum();
        let mean = sum / people.max(1.0);
        column.iter().map(|people| (log(people) - mean) as f32).collect::<Vec<f32>>()
    };
    bases.windows(2).flat_map(|column| of_column(&counts[column[0]..column[1]])).collect()
}

/// The distinct values (their places) that each of a share of the people known before a time interacted
/// with, each decaying from its last time.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Interacted {
    until: Seconds,
    share: f64,
}

/// What people of a shard interacted with.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TheirValues {
    /// Who they are, where people of other shards come beside them.
    ids: Vec<String>,
    values: Vec<Weighed>,
}

impl Question for Interacted {
    const NAME: &'static str = "interacted";
    type Part = TheirValues;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let (history, until) = (shard.history, self.until);
        let bases = history.outline().bases();
        let decay = Decay::new(until - history.outline().first.unwrap_or(until).min(until));
        let known = |p: u32| history.past(p).time.first().is_some_and(|&first| first < until);
        let drawn = |p: u32| Draws::of(history, p).within(5, self.share);
        let everyone = 0..history.person_count() as u32;
        let people: Vec<u32> = everyone.into_par_iter().filter(|&p| known(p) && drawn(p)).collect();
        let parts: Result<Vec<Vec<Weighed>>, Stopped> = people
            .par_chunks(PEOPLE_PER_TASK)
            .map(|people| {
                progress.check()?;
                let mut seen = vec![u32::MAX; bases.last().copied().unwrap_or(0)];
                let own =
                    |&person: &u32| values_of(shard, person, until, &decay, &bases, &mut seen);
                Ok(people.iter().map(own).collect())
            })
            .collect();
        Ok(TheirValues { ids: shard.ids(&people), values: parts?.concat() })
    }
}

/// The values of a person; `seen` says of each in whose list it was put last.
fn values_of(
    shard: &Shard<'_>,
    person: u32,
    until: Seconds,
    decay: &Decay,
    bases: &[usize],
    seen: &mut [u32],
) -> Weighed {
    let history = shard.history;
    let past = history.past(person).before(until);
    let mut own = Vec::new();
    for i in (past.len().saturating_sub(AFFINITY_EVENTS)..past.len()).rev() {
        let w = decay.at(until - past.time[i])[AFFINITY_HALF_LIFE];
        for (column, base) in bases.iter().enumerate().take(history.columns.len()) {
            for &value in history.items.values(past.item[i], column) {
                let place = base + value as usize;
                if seen[place] != person {
                    seen[place] = person;
                    own.push((place as u32, w));
                }
            }
        }
    }
    own
}

/// Turns places into rows, rare values up, and the whole to length 1.
fn weigh(own: &mut Weighed, rows: &[u32], rarity: &[f32]) {
    own.retain_mut(|(place, w)| {
        *place = rows[*place as usize];
        *w *= rarity.get(*place as usize).copied().unwrap_or(0.0);
        *w > 0.0
    });
    let length = own.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(1e-9);
    own.iter_mut().for_each(|(_, w)| *w /= length);
}

/// (people's values)ᵀ · (people's values) · basis.
fn multiplied(
    people: &[Weighed],
    basis: &[Factor],
    progress: &Progress,
) -> Result<Vec<Factor>, Stopped> {
    let parts: Result<Vec<Vec<Factor>>, Stopped> = people
        .par_chunks(PEOPLE_PER_TASK)
        .map(|people| {
            progress.check()?;
            let mut part = vec![[0.0; FACTORS]; basis.len()];
            for own in people {
                let mut along = [0.0; FACTORS];
                own.iter().for_each(|&(row, w)| add(&mut along, &basis[row as usize], w));
                own.iter().for_each(|&(row, w)| add(&mut part[row as usize], &along, w));
            }
            Ok(part)
        })
        .collect();
    let mut sum = vec![[0.0; FACTORS]; basis.len()];
    for part in parts? {
        sum.iter_mut().zip(&part).for_each(|(to, from)| add(to, from, 1.0));
    }
    Ok(sum)
}

/// Adds `w` times `from`.
pub(super) fn add(to: &mut Factor, from: &Factor, w: f32) {
    for (a, b) in to.iter_mut().zip(from) {
        *a += w * b;
    }
}

/// Adds `w` times `from`.
pub(super) fn add_half(to: &mut Factor, from: &HalfFactor, w: f32) {
    for (a, &b) in to.iter_mut().zip(from) {
        *a += w * f32::from_bits(u32::from(b) << 16);
    }
}

/// The upper half of a number, rounded.
fn half(v: f32) -> u16 {
    ((v.to_bits() + 0x8000) >> 16) as u16
}

/// Makes the columns orthonormal (Gram and Schmidt); one that lies in the others becomes 0.
fn orthonormal(basis: &mut [Factor]) {
    let dot = |basis: &[Factor], a: usize, b: usize| {
        basis.iter().map(|row| f64::from(row[a]) * f64::from(row[b])).sum::<f64>()
    };
    for k in 0..FACTORS {
        let before = dot(basis, k, k).sqrt();
        for j in 0..k {
            let along = dot(basis, k, j) as f32;
            basis.iter_mut().for_each(|row| row[k] -= along * row[j]);
        }
        let length = dot(basis, k, k).sqrt();
        let by = if length > 1e-4 * before { (1.0 / length) as f32 } else { 0.0 };
        basis.iter_mut().for_each(|row| row[k] *= by);
    }
}

#[cfg(test)]
mod tests {
    use super::super::everyone::Whole;
    use super::*;
    use crate::common::HistoryBuilder;
    use crate::history::{DAY, History};

    /// Seventy people, a new one every day, and 140 products: the higher its number, the more of the people
    /// ordered it.
    fn some_rare() -> History {
        let mut history = HistoryBuilder::new(&["Product ID", "Brand"], &["order"]);
        for person in 0..70_u32 {
            for sku in (1..=140_u32).filter(|sku| (person * 37 + sku * sku) % 140 < *sku) {
                let values = [format!("sku {sku}"), format!("brand {}", sku % 9)];
                let values = values.each_ref().map(String::as_str);
                history.event(&format!("p{person:02}"), (7000 + person) * DAY, "order", &values);
            }
        }
        history.build()
    }

    #[test]
    fn how_common_a_value_is_comes_from_its_people() {
        let history = some_rare();
        // Four people come later.
        let until = 7066 * DAY;
        let factors = Factors::learn(&Whole::new(&history), until, 66, &Progress::none());
        let factors = factors.unwrap().unwrap();
        let bases = history.outline().bases();
        for (column, base) in [0, 1].into_iter().zip(&bases) {
            let values = history.columns[column].values.len() as u32;
            let people = |value: u32| {
                let has = |person: &u32| {
                    let items = history.past(*person).before(until).item;
                    items.iter().any(|&i| history.items.values(i, column).contains(&value))
                };
                (0..history.person_count() as u32).filter(has).count() as f64
            };
            let all: f64 = (0..values).map(people).sum();
            let mean: f64 = (0..values).map(|v| people(v) / all * people(v).ln_1p()).sum();
            for value in 0..values {
                let (common, slow) = (factors.common(base + value as usize), people(value).ln_1p());
                assert!(
                    (f64::from(common) - slow + mean).abs() < 1e-5,
                    "{column} {value}: {common}"
                );
            }
        }
        // Nobody interacted with it, or there is no such value.
        assert_eq!(commonness(&[0, 0], &[0, 2]), [0.0; 2]);
        assert_eq!(factors.common(usize::MAX), 0.0);
    }

    #[test]
    fn a_step_is_the_product_of_whole_matrices() {
        let unit = |a: u32, b: u32| (hash_draw(a, b) >> 40) as f32 / (1 << 24) as f32 - 0.4;
        let (people, values) = (700, 30);
        let weighed = |p: u32| -> Weighed {
            let own = (0..values).filter(|&v| hash_draw(p, v).is_multiple_of(4));
            own.map(|v| (v, unit(p, 100 + v))).collect()
        };
        let people: Vec<Weighed> = (0..people).map(weighed).collect();
        let basis: Vec<Factor> =
            (0..values).map(|v| std::array::from_fn(|k| unit(v, 900 + k as u32))).collect();
        let step = multiplied(&people, &basis, &Progress::none()).unwrap();
        let at = |own: &Weighed, v: u32| {
            own.iter().filter(|x| x.0 == v).map(|x| f64::from(x.1)).sum::<f64>()
        };
        for v in 0..values {
            for k in [0, FACTORS - 1] {
                let by_hand: f64 = people
                    .iter()
                    .map(|own| {
                        let along =
                            (0..values).map(|u| at(own, u) * f64::from(basis[u as usize][k]));
                        at(own, v) * along.sum::<f64>()
                    })
                    .sum();
                let ours = f64::from(step[v as usize][k]);
                assert!((ours - by_hand).abs() < 1e-2, "{v} {k}: {ours}, not {by_hand}");
            }
        }
    }

    #[test]
    fn two_tastes_are_two_factors() {
        // Even people interact with the first half of the values, odd ones with the second.
        let values = 40_u32;
        let people: Vec<Weighed> = (0..200_u32)
            .map(|p| {
                (0..values / 2)
                    .filter(|v| !hash_draw(p, *v).is_multiple_of(3))
                    .map(|v| v + p % 2 * 20)
                    .collect()
            })
            .map(|own: Vec<u32>| own.into_iter().map(|v| (v, 0.3)).collect())
            .collect();
        let mut basis: Vec<Factor> = (0..values)
            .map(|v| std::array::from_fn(|k| (hash_draw(v, k as u32) >> 40) as f32 / 1e7 - 0.8))
            .collect();
        orthonormal(&mut basis);
        for _ in 0..30 {
            basis = multiplied(&people, &basis, &Progress::none()).unwrap();
            orthonormal(&mut basis);
        }
        // The two strongest factors span the two tastes: within a half all values stand together.
        let apart = |a: usize, b: usize| {
            (0..2).map(|k| (basis[a][k] - basis[b][k]).powi(2)).sum::<f32>().sqrt()
        };
        for v in 1..20 {
            assert!(apart(0, v) < 0.1 && apart(20, 20 + v) < 0.1, "{v}");
            assert!(apart(v, 20 + v) > 0.2);
        }
        for k in 0..FACTORS {
            let length: f32 = basis.iter().map(|row| row[k] * row[k]).sum();
            assert!((length - 1.0).abs() < 1e-3, "{k} {length}");
        }
    }
}
