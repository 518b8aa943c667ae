//! Sorting on all cores that can be stopped, and several dictionaries as one in text order.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::Dictionary;
use crate::base::dictionary::Key;
use crate::base::progress::{Progress, Stopped};

/// Things that are sorted between two looks at whether to stop, about.
const AT_ONCE: usize = 1 << 14;
/// There are at most so many runs.
const RUNS: usize = 256;
/// Things looked at for each run to see where it should end.
const SAMPLED: usize = 16;

/// Sorts things and gives them to `take` in runs of about the same length that follow one another;
/// things that are equal are in one run. What it makes of each run comes back in order.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub(super) fn sorted<T: Copy + Send + Sync, R: Send>(
    mut things: Vec<T>,
    order: impl Fn(&T, &T) -> Ordering + Sync,
    progress: &Progress,
    take: impl Fn(&[T]) -> R + Sync,
) -> Result<Vec<R>, Stopped> {
    let runs = (things.len() / AT_ONCE).clamp(1, RUNS);
    let mut sample: Vec<T> =
        things.iter().copied().step_by((things.len() / (runs * SAMPLED)).max(1)).collect();
    sample.sort_unstable_by(&order);
    let edges: Vec<T> = (1..runs).map(|run| sample[run * sample.len() / runs]).collect();
    things.par_chunks_mut(AT_ONCE).try_for_each(|chunk| {
        progress.check()?;
        chunk.sort_unstable_by(&order);
        Ok(())
    })?;
    let end = |chunk: &[T], run: usize| match edges.get(run) {
        Some(edge) => chunk.partition_point(|thing| order(thing, edge).is_lt()),
        None => chunk.len(),
    };
    let runs = (0..runs).into_par_iter().map(|run| {
        progress.check()?;
        let mut own = Vec::new();
        for chunk in things.chunks(AT_ONCE) {
            let begin = if run == 0 { 0 } else { end(chunk, run - 1) };
            own.extend_from_slice(&chunk[begin..end(chunk, run)]);
        }
        // This sort finds that its parts are in order already.
        own.sort_by(&order);
        progress.advance(own.len() as u64);
        Ok(take(&own))
    });
    runs.collect()
}

/// A text of one of several dictionaries.
#[derive(Debug, Clone, Copy)]
struct Entry {
    key: Key,
    which: u32,
    code: u32,
}

/// Several dictionaries as one in text order, and the codes of each of them in it.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub(super) fn merge_texts(
    dictionaries: &[&Dictionary],
    progress: &Progress,
) -> Result<(Dictionary, Vec<Vec<u32>>), Stopped> {
    let mut all = Vec::with_capacity(dictionaries.iter().map(|texts| texts.len()).sum());
    for (which, texts) in (0..).zip(dictionaries) {
        progress.check()?;
        let codes = (0..texts.len() as u32).into_par_iter();
        all.par_extend(codes.map(|code| Entry { key: Key::of(texts.get(code)), which, code }));
    }
    let text = |entry: &Entry| dictionaries[entry.which as usize].get(entry.code);
    let order = |a: &Entry, b: &Entry| match a.key.cmp(&b.key) {
        Ordering::Equal if !a.key.is_whole() => text(a).cmp(text(b)),
        order => order,
    };
    let runs = sorted(all, order, progress, |run| {
        let mut merged = Dictionary::default();
        let mut places = Vec::with_capacity(run.len());
        for same in run.chunk_by(|a, b| order(a, b).is_eq()) {
            places.extend(same.iter().map(|entry| (entry.which, entry.code, merged.len() as u32)));
            merged.push(text(&same[0]));
        }
        (merged, places)
    })?;
    let mut merged = Dictionary::default();
    let mut maps: Vec<Vec<u32>> = dictionaries.iter().map(|texts| vec![0; texts.len()]).collect();
    for (texts, places) in runs {
        progress.check()?;
        for (which, code, place) in places {
            maps[which as usize][code as usize] = merged.len() as u32 + place;
        }
        merged.append(&texts);
    }
    Ok((merged, maps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_follow_one_another_whatever_is_equal() {
        // Many equal ones, and enough for several runs.
        for distinct in [1, 3, 1000, u64::MAX] {
            let hash = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7;
            let things: Vec<u64> = (0..10 * AT_ONCE as u64).map(|i| hash(i) % distinct).collect();
            let runs =
                sorted(things.clone(), u64::cmp, &Progress::none(), <[u64]>::to_vec).unwrap();
            let mut expected = things;
            expected.sort_unstable();
            assert_eq!(runs.concat(), expected);
            let ends = runs.iter().filter_map(|run| Some((run.first()?, run.last()?)));
            let ends: Vec<_> = ends.collect();
            assert!(ends.windows(2).all(|pair| pair[0].1 < pair[1].0));
            assert_eq!(ends.len() > 1, distinct > 1);
        }
        let none = sorted(Vec::new(), u8::cmp, &Progress::none(), <[u8]>::to_vec).unwrap();
        assert!(none.concat().is_empty());
    }

    #[test]
    fn sorting_stops_when_asked() {
        let progress = Progress::new();
        progress.stop();
        assert_eq!(sorted(vec![2, 1], i32::cmp, &progress, <[i32]>::len), Err(Stopped));
    }
}
