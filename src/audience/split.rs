//! How an audience splits by a trait or a column, against everyone who may be in.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Computed;
use crate::base::language::t;
use crate::base::progress::{Progress, Stopped};
use crate::history::History;
use crate::people::Traits;

/// Parts that are shown; the rest is counted together.
const PARTS: usize = 10;
/// Ranges that numbers are put into, where there are more different ones than parts.
const RANGES: usize = 5;
/// People looked at between two looks at the clock.
const PIECE: usize = 4096;

/// What people are split by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BreakdownBy {
    /// A trait: everyone is in one part.
    Trait(String),
    /// A model column: everyone is in the part of each value that they ever touched.
    Column(String),
}

impl BreakdownBy {
    /// The trait's or column's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Trait(name) | Self::Column(name) => name,
        }
    }
}

/// One part.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BreakdownPart {
    /// The value, or the range of values.
    pub name: String,
    /// People of the audience in it.
    pub audience: usize,
    /// People who may be in, in it.
    pub everyone: usize,
    /// People of the audience in it who are expected to engage.
    pub expected: f64,
}

/// An audience split.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Breakdown {
    /// The parts, the largest of the audience first; ranges in their order.
    pub parts: Vec<BreakdownPart>,
    /// People of whom nothing is known; named "not known".
    pub unknown: BreakdownPart,
    /// How many further values there are.
    pub further: usize,
}

/// People in a part: of the audience, of everyone, expected.
type Counts = (usize, usize, f64);

fn add(to: &mut Counts, from: Counts) {
    *to = (to.0 + from.0, to.1 + from.1, to.2 + from.2);
}

impl Breakdown {
    /// Splits the best `people` of what was computed.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn of(
        history: &History,
        traits: &Traits,
        computed: &Computed,
        people: usize,
        by: &BreakdownBy,
        progress: &Progress,
    ) -> Result<Self, Stopped> {
        match by {
            BreakdownBy::Trait(name) => by_trait(history, traits, computed, people, name, progress),
            BreakdownBy::Column(name) => by_column(history, computed, people, name, progress),
        }
    }

    fn new(mut parts: Vec<BreakdownPart>, unknown: BreakdownPart, sort: bool) -> Self {
        if sort {
            parts.sort_by(|a, b| {
                (b.audience, b.everyone).cmp(&(a.audience, a.everyone)).then(a.name.cmp(&b.name))
            });
        }
        let further = parts.len().saturating_sub(PARTS);
        parts.truncate(PARTS);
        Self { parts, unknown, further }
    }
}

fn part(name: impl Into<String>, counts: Counts) -> BreakdownPart {
    let (audience, everyone, expected) = counts;
    BreakdownPart { name: name.into(), audience, everyone, expected }
}

/// What the person at a rank adds to their part.
fn one(computed: &Computed, rank: usize, people: usize) -> Counts {
    let inside = rank < people;
    let expected = if inside { f64::from(computed.ranking.propensity[rank]) } else { 0.0 };
    (usize::from(inside), 1, expected)
}

fn person(computed: &Computed, rank: usize) -> u32 {
    computed.scored.people[computed.ranking.order[rank] as usize]
}

fn by_trait(
    history: &History,
    traits: &Traits,
    computed: &Computed,
    people: usize,
    name: &str,
    progress: &Progress,
) -> Result<Breakdown, Stopped> {
    let mut counts: HashMap<Option<&str>, Counts> = HashMap::new();
    for rank in 0..computed.ranking.len() {
        if rank % PIECE == 0 {
            progress.check()?;
        }
        let value = traits.get(history.people.get(person(computed, rank)), name);
        add(counts.entry(value).or_default(), one(computed, rank, people));
    }
    let unknown = part(t!("audience-split-unknown"), counts.remove(&None).unwrap_or_default());
    let known: Vec<(&str, Counts)> =
        counts.into_iter().filter_map(|(value, counts)| Some((value?, counts))).collect();
    Ok(match ranges(&known) {
        Some(parts) => Breakdown::new(parts, unknown, false),
        None => {
            let parts = known.into_iter().map(|(value, counts)| part(value, counts));
            Breakdown::new(parts.collect(), unknown, true)
        }
    })
}

/// Many different numbers as a few ranges with about as many people each; `None` where they are
/// few or no numbers.
fn ranges(known: &[(&str, Counts)]) -> Option<Vec<BreakdownPart>> {
    if known.len() <= PARTS {
        return None;
    }
    let mut numbers: Vec<(f64, Counts)> = known
        .iter()
        .map(|(value, counts)| {
            Some((value.trim().parse::<f64>().ok().filter(|n| n.is_finite())?, *counts))
        })
        .collect::<Option<_>>()?;
    numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = numbers.iter().map(|(_, counts)| counts.1).sum();
    let mut parts = Vec::new();
    let (mut before, mut from, mut counts) = (0, None, Counts::default());
    for (place, &(number, own)) in numbers.iter().enumerate() {
        let first = *from.get_or_insert(number);
        add(&mut counts, own);
        let full = before + counts.1 >= all * (parts.len() + 1) / RANGES;
        if full || place + 1 == numbers.len() {
            // As they stand in the data: years and codes have no thousands.
            let name = match first == number {
                true => first.to_string(),
                false => {
                    t!("audience-from-to", from = first.to_string(), to = number.to_string())
                }
            };
            parts.push(part(name, counts));
            before += counts.1;
            (from, counts) = (None, Counts::default());
        }
    }
    Some(parts)
}

fn by_column(
    history: &History,
    computed: &Computed,
    people: usize,
    name: &str,
    progress: &Progress,
) -> Result<Breakdown, Stopped> {
    let Some(column) = history.column(name) else { return Ok(Breakdown::default()) };
    let values = &history.columns[column].values;
    let as_of = computed.scored.as_of;
    let new = || (vec![Counts::default(); values.len()], Counts::default());
    let ranked = computed.ranking.len();
    let piece = ranked.div_ceil(rayon::current_num_threads()).max(1);
    let look = |start: usize| {
        let (mut counts, mut none) = new();
        let mut seen = vec![u32::MAX; values.len()];
        for rank in start..(start + piece).min(ranked) {
            if rank % PIECE == 0 && progress.stopped() {
                break;
            }
            let (person, own) = (person(computed, rank), one(computed, rank, people));
            let mut any = false;
            for &item in history.past(person).before(as_of).item {
                for &value in history.items.values(item, column) {
                    any = true;
                    if seen[value as usize] != person {
                        seen[value as usize] = person;
                        add(&mut counts[value as usize], own);
                    }
                }
            }
            if !any {
                add(&mut none, own);
            }
        }
        (counts, none)
    };
    let starts: Vec<usize> = (0..ranked).step_by(piece).collect();
    let (counts, none) = starts.into_par_iter().map(look).reduce(new, |mut a, b| {
        a.0.iter_mut().zip(b.0).for_each(|(a, b)| add(a, b));
        add(&mut a.1, b.1);
        a
    });
    progress.check()?;
    let parts = counts.into_iter().enumerate().filter(|(_, counts)| counts.1 > 0);
    let parts = parts.map(|(value, counts)| part(values.get(value as u32), counts));
    Ok(Breakdown::new(parts.collect(), part(t!("audience-split-none"), none), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_numbers_become_a_few_ranges_that_cover_everyone() {
        let texts: Vec<String> = (18..80).map(|age| age.to_string()).collect();
        let known: Vec<(&str, Counts)> =
            texts.iter().map(|text| (text.as_str(), (1, 2, 0.5))).collect();
        let parts = ranges(&known).unwrap();
        assert_eq!(parts.len(), RANGES);
        assert_eq!(parts[0].name, "18 to 29");
        assert_eq!(parts.iter().map(|p| p.everyone).sum::<usize>(), 2 * texts.len());
        assert_eq!(ranges(&known[..4]), None, "few numbers stay as they are");
        let mut words = known;
        words.push(("old", (1, 1, 0.0)));
        assert_eq!(ranges(&words), None);
    }
}
