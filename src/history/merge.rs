//! Shards and a feed put together into one history, the same whatever the shards were.
//!
//! Everything is ordered by content: people and values by text, items by their values, events by
//! person, time, item and kind. So codes do not depend on which thread saw what first.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use super::keep::{Events, Keeping};
use super::rows::{Row, Rows};
use super::shard::{CellInterner, OTHER_EVENTS, split_cells};
use super::{
    Cells, ColumnValues, Dictionary, Disk, Feed, History, HistoryError, Interner, Items, Shard,
};
use crate::progress::Progress;

impl Shard {
    /// One history from what the reading threads gathered. `columns` and `events` are the names
    /// of the model columns (the first is the product ID) and of the kinds of event that are kept;
    /// no events means the `most` most frequent ones.
    ///
    /// # Errors
    /// [`HistoryError::Stopped`] when the person cancelled; [`HistoryError::Disk`] when events were
    /// moved to a file that cannot be read again.
    pub fn merge(
        shards: Vec<Self>,
        feed: Option<&Feed>,
        columns: &[String],
        events: &[String],
        most: usize,
        progress: &Progress,
    ) -> Result<History, HistoryError> {
        Self::merge_within(shards, feed, columns, events, most, None, progress)
    }

    /// The same, with no more of the events in memory than `disk` allows. A history that is larger
    /// stays in the file and is read from there.
    ///
    /// # Errors
    /// As for [`Shard::merge`]; also [`HistoryError::Disk`] when there is no room for the file.
    pub fn merge_within(
        shards: Vec<Self>,
        feed: Option<&Feed>,
        columns: &[String],
        events: &[String],
        most: usize,
        disk: Option<&Disk>,
        progress: &Progress,
    ) -> Result<History, HistoryError> {
        progress.stage("Putting everyone's past together", 4);
        let people = merge_people(&shards);
        progress.advance(1);
        progress.check()?;
        let values = merge_values(&shards, feed, columns.len());
        let items = merge_items(&shards, feed, &values);
        progress.advance(1);
        progress.check()?;
        let kinds = merge_kinds(&shards, events, most)?;
        let parts = shards.into_iter().zip(&people.maps).zip(&items.maps).zip(&kinds.maps);
        let parts: Vec<Part<'_>> = parts
            .map(|(((shard, people), items), kinds)| Part {
                rows: shard.rows,
                people,
                items,
                kinds,
            })
            .collect();
        let starts = count_events(&parts, people.ids.len(), progress)?;
        progress.advance(1);
        let columns = columns
            .iter()
            .zip(values.columns)
            .map(|(name, values)| ColumnValues { name: name.clone(), values });
        let mut history = History {
            people: people.ids,
            events: kinds.names,
            columns: columns.collect(),
            items: items.items,
            starts: starts.into(),
            time: Vec::new().into(),
            item: Vec::new().into(),
            kind: Vec::new().into(),
        };
        let all = history.starts.last().copied().unwrap_or(0);
        let on_disk = disk.filter(|disk| all * Events::BYTES > disk.memory / 2);
        if let Some(disk) = on_disk {
            let mut keeping = Keeping::begin(&history, &disk.path)?;
            let at_once = (disk.memory / 4 / Events::BYTES).max(1);
            for group in groups(&history.starts, all.div_ceil(at_once)) {
                keeping.events(&sort_events(&parts, &history.starts, group, progress)?)?;
            }
            drop(parts);
            history = keeping.finish(disk)?;
        } else {
            let everyone = 0..history.person_count();
            let sorted = sort_events(&parts, &history.starts, everyone, progress)?;
            history.time = sorted.time.into();
            history.item = sorted.item.into();
            history.kind = sorted.kind.into();
        }
        progress.advance(1);
        Ok(history)
    }
}

/// Texts of several interners as one dictionary in text order, and each interner's codes in it.
fn merge_texts(interners: &[&Interner]) -> (Dictionary, Vec<Vec<u32>>) {
    /// The first bytes decide most comparisons without touching the text.
    fn prefix(text: &str) -> u64 {
        let mut first = [0_u8; 8];
        let n = text.len().min(8);
        first[..n].copy_from_slice(&text.as_bytes()[..n]);
        u64::from_be_bytes(first)
    }
    let mut all: Vec<(u64, u32, u32)> = Vec::new();
    for (which, interner) in interners.iter().enumerate() {
        let texts = interner.texts();
        all.par_extend(
            (0..texts.len() as u32)
                .into_par_iter()
                .map(|code| (prefix(texts.get(code)), which as u32, code)),
        );
    }
    let text = |entry: &(u64, u32, u32)| interners[entry.1 as usize].texts().get(entry.2);
    all.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a).cmp(text(b))));
    let mut dictionary = Dictionary::default();
    let mut maps: Vec<Vec<u32>> =
        interners.iter().map(|interner| vec![0; interner.texts().len()]).collect();
    let mut last: Option<&(u64, u32, u32)> = None;
    for entry in &all {
        if last.is_none_or(|last| last.0 != entry.0 || text(last) != text(entry)) {
            dictionary.push(text(entry));
        }
        maps[entry.1 as usize][entry.2 as usize] = dictionary.len() as u32 - 1;
        last = Some(entry);
    }
    (dictionary, maps)
}

struct People {
    ids: Dictionary,
    /// For each shard its person codes in `ids`.
    maps: Vec<Vec<u32>>,
}

/// Everyone's ID, with anonymous IDs replaced by the known person they belong to.
fn merge_people(shards: &[Shard]) -> People {
    let interners: Vec<&Interner> = shards.iter().map(|s| &s.people).collect();
    let (ids, mut maps) = merge_texts(&interners);
    let mut pairs: Vec<(u32, u32)> = shards
        .iter()
        .zip(&maps)
        .flat_map(|(shard, map)| {
            shard.aliases.iter().map(|&(a, k)| (map[a as usize], map[k as usize]))
        })
        .collect();
    if pairs.is_empty() {
        return People { ids, maps };
    }
    // An anonymous ID that was seen with several known people (a shared device) goes to the one
    // it was seen with most, the first in text order where that is a tie.
    pairs.par_sort_unstable();
    let mut best: HashMap<u32, (usize, u32)> = HashMap::new();
    for run in pairs.chunk_by(|a, b| a == b) {
        let (anonymous, known) = run[0];
        let entry = best.entry(anonymous).or_insert((0, known));
        if run.len() > entry.0 {
            *entry = (run.len(), known);
        }
    }
    let mut target: Vec<u32> = (0..ids.len() as u32).collect();
    for (&anonymous, &(_, known)) in &best {
        // A known ID never follows a further alias, so that two people never become one.
        if !best.contains_key(&known) {
            target[anonymous as usize] = known;
        }
    }
    let mut place = vec![u32::MAX; ids.len()];
    let mut kept = Dictionary::default();
    for code in 0..ids.len() as u32 {
        if target[code as usize] == code {
            place[code as usize] = kept.len() as u32;
            kept.push(ids.get(code));
        }
    }
    for map in &mut maps {
        for code in map.iter_mut() {
            *code = place[target[*code as usize] as usize];
        }
    }
    People { ids: kept, maps }
}

struct Values {
    columns: Vec<Dictionary>,
    /// `[shard][column][local code]`; the feed, where there is one, comes after the shards.
    maps: Vec<Vec<Vec<u32>>>,
    /// The feed's products in the product ID column.
    feed_products: Vec<u32>,
}

fn merge_values(shards: &[Shard], feed: Option<&Feed>, columns: usize) -> Values {
    let merged: Vec<(Dictionary, Vec<Vec<u32>>)> = (0..columns)
        .into_par_iter()
        .map(|column| {
            let mut interners: Vec<&Interner> = shards.iter().map(|s| &s.values[column]).collect();
            if let Some(feed) = feed {
                interners.push(&feed.values[column]);
                if column == 0 {
                    interners.push(&feed.products);
                }
            }
            merge_texts(&interners)
        })
        .collect();
    let sources = shards.len() + usize::from(feed.is_some());
    let mut maps = vec![Vec::with_capacity(columns); sources];
    let mut feed_products = Vec::new();
    let mut dictionaries = Vec::with_capacity(columns);
    for (dictionary, mut codes) in merged {
        if codes.len() > sources {
            feed_products = codes.pop().unwrap_or_default();
        }
        for (source, map) in codes.into_iter().enumerate() {
            maps[source].push(map);
        }
        dictionaries.push(dictionary);
    }
    Values { columns: dictionaries, maps, feed_products }
}

struct MergedItems {
    items: Items,
    /// For each shard its item codes in `items`.
    maps: Vec<Vec<u32>>,
}

/// Cells in the history's codes, each column's in rising order without repeats.
fn translate(encoded: &[u32], maps: &[Vec<u32>], out: &mut Vec<Vec<u32>>) {
    out.clear();
    for (cell, map) in split_cells(encoded).zip(maps) {
        let mut codes: Vec<u32> = cell.iter().map(|&c| map[c as usize]).collect();
        codes.sort_unstable();
        codes.dedup();
        out.push(codes);
    }
}

fn encode(columns: &[Vec<u32>], cells: &mut Cells) {
    cells.clear();
    for column in columns {
        cells.push(column);
    }
}

fn merge_items(shards: &[Shard], feed: Option<&Feed>, values: &Values) -> MergedItems {
    let columns = values.columns.len();
    let mut of_product: HashMap<u32, Vec<Vec<u32>>> = HashMap::new();
    let (mut row, mut cells) = (Vec::new(), Cells::default());
    if let (Some(feed), Some(maps)) = (feed, values.maps.last()) {
        for (code, product) in values.feed_products.iter().enumerate() {
            translate(feed.cells[code].encoded(), maps, &mut row);
            row[0] = vec![*product];
            of_product.insert(*product, std::mem::take(&mut row));
        }
    }
    let mut distinct = CellInterner::default();
    let mut maps: Vec<Vec<u32>> = Vec::with_capacity(shards.len());
    let mut touched = vec![false; values.columns.first().map_or(0, Dictionary::len)];
    for (shard, codes) in shards.iter().zip(&values.maps) {
        let mut map = Vec::with_capacity(shard.items.len());
        for item in 0..shard.items.len() as u32 {
            translate(shard.items.get(item), codes, &mut row);
            if let Some((products, others)) = row.split_first_mut() {
                for product in products.iter() {
                    touched[*product as usize] = true;
                    fill_from_feed(others, of_product.get(product));
                }
            }
            encode(&row, &mut cells);
            map.push(distinct.code(&cells));
        }
        maps.push(map);
    }
    for (product, known) in &of_product {
        if !touched[*product as usize] {
            encode(known, &mut cells);
            distinct.code(&cells);
        }
    }
    order_items(&distinct, columns, maps)
}

/// Cells that are empty take the feed's; `fed` has the product's own cell first.
fn fill_from_feed(cells: &mut [Vec<u32>], fed: Option<&Vec<Vec<u32>>>) {
    for (own, fed) in cells.iter_mut().zip(fed.into_iter().flatten().skip(1)) {
        if own.is_empty() {
            own.clone_from(fed);
        }
    }
}

/// Items in the order of their values, so that their codes do not depend on who saw them first.
fn order_items(distinct: &CellInterner, columns: usize, mut maps: Vec<Vec<u32>>) -> MergedItems {
    let mut order: Vec<u32> = (0..distinct.len() as u32).collect();
    order.par_sort_unstable_by(|&a, &b| distinct.get(a).cmp(distinct.get(b)));
    let mut place = vec![0_u32; order.len()];
    let mut items = Items::new(columns);
    for (new, &old) in order.iter().enumerate() {
        place[old as usize] = new as u32;
        items.push(split_cells(distinct.get(old)));
    }
    for map in &mut maps {
        for code in map.iter_mut() {
            *code = place[*code as usize];
        }
    }
    MergedItems { items, maps }
}

/// A shard's rows with its codes' places in the history.
struct Part<'a> {
    rows: Rows,
    people: &'a [u32],
    items: &'a [u32],
    /// `None`: not kept.
    kinds: &'a [Option<u8>],
}

impl Part<'_> {
    /// The person and kind of a row that is kept.
    fn kept(&self, row: &Row) -> Option<(usize, u8)> {
        let kind = self.kinds.get(row.kind as usize).copied().flatten()?;
        Some((self.people[row.person as usize] as usize, kind))
    }
}

struct Kinds {
    names: Vec<String>,
    /// For each shard the place of its kinds.
    maps: Vec<Vec<Option<u8>>>,
}

fn merge_kinds(shards: &[Shard], events: &[String], most: usize) -> Result<Kinds, HistoryError> {
    let mut names = events.to_vec();
    if names.is_empty() {
        let mut rows: HashMap<&str, u64> = HashMap::new();
        for shard in shards {
            let mut counts = vec![0_u64; usize::from(OTHER_EVENTS) + 1];
            shard.rows.each::<HistoryError>(|rows| {
                rows.iter().for_each(|row| counts[row.kind as usize] += 1);
                Ok(())
            })?;
            for (name, count) in shard.events.texts().iter().zip(counts) {
                *rows.entry(name).or_insert(0) += count;
            }
        }
        let mut order: Vec<(&str, u64)> = rows.into_iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        names = order.into_iter().take(most).map(|(name, _)| name.to_owned()).collect();
    }
    let place = |name: &str| names.iter().position(|n| n == name).map(|k| k as u8);
    let maps = shards.iter().map(|s| s.events.texts().iter().map(place).collect()).collect();
    Ok(Kinds { names, maps })
}

/// Where each person's events begin, by person; one more than people.
fn count_events(
    parts: &[Part<'_>],
    people: usize,
    progress: &Progress,
) -> Result<Vec<u64>, HistoryError> {
    let mut starts = vec![0_u64; people + 1];
    for part in parts {
        part.rows.each(|rows| {
            progress.check()?;
            for (person, _) in rows.iter().filter_map(|row| part.kept(row)) {
                starts[person + 1] += 1;
            }
            Ok::<(), HistoryError>(())
        })?;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    Ok(starts)
}

/// The events of a group of people by person and time. Each thread takes a range of them, picks
/// their rows out of all pieces and writes them to its own part of the result: no locks, and no
/// order to depend on.
fn sort_events(
    parts: &[Part<'_>],
    starts: &[u64],
    group: Range<usize>,
    progress: &Progress,
) -> Result<Events, HistoryError> {
    let total = (starts[group.end] - starts[group.start]) as usize;
    let mut events = Events { time: vec![0; total], item: vec![0; total], kind: vec![0; total] };
    let ranges = ranges(starts, group, rayon::current_num_threads() * 2);
    let mut slots = Vec::with_capacity(ranges.len());
    let mut left = events.slices();
    for range in ranges {
        let n = (starts[range.end] - starts[range.start]) as usize;
        let (own, rest) = left.split(n);
        slots.push((range, own));
        left = rest;
    }
    slots.into_par_iter().try_for_each(|(range, own)| {
        let base = starts[range.start];
        let mut next: Vec<u64> = starts[range.clone()].iter().map(|s| s - base).collect();
        for part in parts {
            part.rows.each(|rows| {
                progress.check()?;
                for row in rows {
                    let Some((person, kind)) = part.kept(row) else { continue };
                    if range.contains(&person) {
                        let at = &mut next[person - range.start];
                        own.time[*at as usize] = row.time;
                        own.item[*at as usize] = part.items[row.item as usize];
                        own.kind[*at as usize] = kind;
                        *at += 1;
                    }
                }
                Ok::<(), HistoryError>(())
            })?;
        }
        let mut buffer = Vec::new();
        for person in range {
            let past = (starts[person] - base) as usize..(starts[person + 1] - base) as usize;
            let time = &mut own.time[past.clone()];
            sort_past(time, &mut own.item[past.clone()], &mut own.kind[past], &mut buffer);
        }
        Ok::<(), HistoryError>(())
    })?;
    Ok(events)
}

/// Everyone in groups of about the same number of events.
fn groups(starts: &[u64], count: u64) -> Vec<Range<usize>> {
    ranges(starts, 0..starts.len() - 1, count.max(1) as usize)
}

/// The people of a group in ranges with about the same number of events each.
fn ranges(starts: &[u64], group: Range<usize>, parts: usize) -> Vec<Range<usize>> {
    let (first, total) = (starts[group.start], starts[group.end] - starts[group.start]);
    let mut ranges = Vec::new();
    let mut from = group.start;
    for part in 1..=parts as u64 {
        let goal = first + total * part / parts as u64;
        let to = if part == parts as u64 {
            group.end
        } else {
            starts.partition_point(|&s| s < goal).clamp(from, group.end)
        };
        if to > from {
            ranges.push(from..to);
            from = to;
        }
    }
    ranges
}

fn sort_past(
    time: &mut [u32],
    item: &mut [u32],
    kind: &mut [u8],
    buffer: &mut Vec<(u32, u32, u8)>,
) {
    let ordered = (1..time.len())
        .all(|i| (time[i - 1], item[i - 1], kind[i - 1]) <= (time[i], item[i], kind[i]));
    if ordered {
        return;
    }
    buffer.clear();
    buffer.extend((0..time.len()).map(|i| (time[i], item[i], kind[i])));
    buffer.sort_unstable();
    for (i, &(t, it, k)) in buffer.iter().enumerate() {
        time[i] = t;
        item[i] = it;
        kind[i] = k;
    }
}
