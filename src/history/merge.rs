//! Shards and a feed put together into one history, the same whatever the shards were.
//!
//! Everything is ordered by content: people and values by text, items by their values, events by
//! person, time, item and kind. So codes do not depend on which thread saw what first.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::item_order::{MergedItems, order_items};
use super::keep::{Events, Keeping};
use super::order::{merge_texts, sorted};
use super::pieces::Piece;
use super::rows::Rows;
use super::scatter::{NOBODY, Part, Places, count_events, groups, sort_events};
use super::shard::{CellInterner, Spelling, split_cells};
use super::span::Span;
use super::{
    Cells, ColumnValues, Dictionary, Disk, Feed, History, HistoryError, Interner, LeftOut, Shard,
};
use crate::base::ids::id_text;
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};

/// Items looked at between two looks at whether to stop.
const ITEMS: usize = 1 << 13;

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
        progress.stage(
            message!("history-merging"),
            shards.iter().map(Self::work).sum(),
            Unit::Steps,
        );
        let counts = Self::event_counts(&shards);
        let known_only = shards.iter().any(|shard| shard.known_only);
        let (shards, rows): (Vec<Gathered>, Vec<Rows>) = shards.into_iter().map(Self::end).unzip();
        let who: Vec<Who<'_>> = shards.iter().map(Gathered::who).collect();
        let people = merge_people(&who, known_only, progress)?;
        let values = merge_values(&shards, feed, columns.len(), progress)?;
        let items = merge_items(&shards, feed, &values, progress)?;
        let kinds = merge_kinds(&shards, events, &counts, most);
        let chosen = counts.iter().filter(|(name, _)| kinds.names.contains(name));
        let chosen: u64 = chosen.map(|(_, events)| events).sum();
        drop(shards);
        let mut parts = Vec::with_capacity(rows.len());
        for (which, rows) in rows.into_iter().enumerate() {
            let (people, items) = (&people.maps[which], &items.maps[which]);
            let places = Places { people, items, kinds: &kinds.maps[which] };
            parts.push(Part::new(rows, places, progress)?);
        }
        let starts = count_events(&parts, people.ids.len(), progress)?;
        let columns = columns
            .iter()
            .zip(values.columns)
            .map(|(name, values)| ColumnValues { name: name.clone(), values });
        let (ids, own_starts) = with_events(people.ids, &starts);
        let mut history = History {
            people: ids,
            events: kinds.names,
            columns: columns.collect(),
            items: items.items,
            starts: own_starts.into(),
            time: Vec::new().into(),
            item: Vec::new().into(),
            kind: Vec::new().into(),
            span: None,
            joined: people.joined,
            left_out: LeftOut::default(),
        };
        let all = starts.last().copied().unwrap_or(0);
        let on_disk = disk.filter(|disk| all * Events::BYTES > disk.memory / 2);
        if let Some(disk) = on_disk {
            let mut keeping = Keeping::begin(&history, &disk.path)?;
            let at_once = (disk.memory / 4 / Events::BYTES).max(1);
            for group in groups(&starts, all.div_ceil(at_once)) {
                let events = sort_events(&parts, &starts, group, progress)?;
                keeping.events(&events, progress)?;
            }
            drop(parts);
            history = History { joined: people.joined, ..keeping.finish(disk)? };
        } else {
            let everyone = 0..starts.len() - 1;
            let sorted = sort_events(&parts, &starts, everyone, progress)?;
            history.span = Span::of(&sorted.time, &sorted.kind);
            history.time = sorted.time.into();
            history.item = sorted.item.into();
            history.kind = sorted.kind.into();
        }
        history.left_out = LeftOut { people: people.left_out, events: chosen.saturating_sub(all) };
        Ok(history)
    }

    /// All but the rows without the tables that only finding codes needs, and the rows.
    fn end(self) -> (Gathered, Rows) {
        let gathered = Gathered {
            people: self.people.into_texts(),
            events: self.events.into_texts(),
            values: self.values.into_iter().map(Interner::into_texts).collect(),
            items: self.items,
            aliases: self.aliases,
            known: self.known,
            spelling: self.spelling,
            seen: self.seen,
        };
        (gathered, self.rows)
    }

    /// What was gathered under the IDs that people go by in the end. Whoever has an event under an ID, or a row that
    /// says whose it is, must be in this shard.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn identified(mut self, shards: usize, progress: &Progress) -> Result<Identified, Stopped> {
        let who = Who {
            people: self.people.texts(),
            aliases: &self.aliases,
            known: &self.known,
            spelling: self.spelling,
            seen: &self.seen,
        };
        let People { ids, maps, joined, left_out: people } =
            merge_people(&[who], self.known_only, progress)?;
        self.aliases.clear();
        self.known.clear();
        self.seen.clear();
        let names = maps.into_iter().next().unwrap_or_default();
        let rows = self.rows.in_memory().iter().flatten();
        let events = rows.filter(|row| names[row.person as usize] == NOBODY).count() as u64;
        let pieces = self.cut_as(&ids, &names, shards);
        Ok(Identified { pieces, joined, left_out: LeftOut { people, events } })
    }

    /// What merging is to do at most, for its progress: texts, items and aliases to sort, events to
    /// take twice.
    fn work(&self) -> u64 {
        let values: usize = self.values.iter().map(|values| values.texts().len()).sum();
        let sorted = self.people.texts().len() + values + self.items.len() + self.aliases.len();
        (sorted + 2 * self.len()) as u64
    }
}

/// What [`Shard::identified`] gives.
#[derive(Debug)]
pub struct Identified {
    /// With the number of the shard of whom each piece is.
    pub pieces: Vec<(u32, Piece)>,
    /// How many anonymous IDs became part of a known person.
    pub joined: u64,
    /// Who was left out.
    pub left_out: LeftOut,
}

/// The people who have events, and where each one's begin: IDs are also read where they only say who
/// is who, and not every event is kept.
fn with_events(ids: Dictionary, starts: &[u64]) -> (Dictionary, Vec<u64>) {
    if starts.windows(2).all(|pair| pair[0] < pair[1]) {
        return (ids, starts.to_vec());
    }
    let people = starts.windows(2).enumerate().filter(|(_, pair)| pair[0] < pair[1]);
    let (mut kept, mut own) = (Dictionary::default(), vec![0]);
    for (person, pair) in people {
        kept.push(ids.get(person as u32));
        own.push(pair[1]);
    }
    (kept, own)
}

/// What a [`Shard`] gathered beside its rows.
struct Gathered {
    people: Dictionary,
    events: Dictionary,
    values: Vec<Dictionary>,
    items: CellInterner,
    aliases: HashMap<(u32, u32), u32, FixedState>,
    known: Vec<u64>,
    spelling: Spelling,
    seen: Vec<u64>,
}

impl Gathered {
    fn who(&self) -> Who<'_> {
        let Self { people, aliases, known, seen, .. } = self;
        Who { people, aliases, known, spelling: self.spelling, seen }
    }
}

/// What a [`Shard`] knows of who is who.
struct Who<'a> {
    people: &'a Dictionary,
    aliases: &'a HashMap<(u32, u32), u32, FixedState>,
    known: &'a [u64],
    spelling: Spelling,
    seen: &'a [u64],
}

struct People {
    ids: Dictionary,
    /// For each shard its person codes in `ids`.
    maps: Vec<Vec<u32>>,
    /// Anonymous IDs that became part of a known person.
    joined: u64,
    /// IDs that have events and are nobody's who is known.
    left_out: u64,
}

/// Everyone's ID, with anonymous IDs replaced by the known person they belong to; with `known_only`, only those of
/// people who are known.
fn merge_people(
    shards: &[Who<'_>],
    known_only: bool,
    progress: &Progress,
) -> Result<People, Stopped> {
    let texts: Vec<&Dictionary> = shards.iter().map(|s| s.people).collect();
    let (ids, mut maps) = merge_texts(&texts, progress)?;
    let spelling = shards.iter().fold(Spelling::default(), |all, s| all.with(s.spelling));
    let pointed = |ids: &Dictionary| ids.iter().any(|id| id_text(id).len() < id.len());
    let ids = if spelling.plain && pointed(&ids) { plainly(&ids, &mut maps) } else { ids };
    let everyone = |bits: for<'a> fn(&Who<'a>) -> &'a [u64]| {
        let mut all = vec![false; ids.len()];
        for (shard, map) in shards.iter().zip(&maps) {
            let set = |person: usize| {
                bits(shard).get(person / 64).is_some_and(|w| w >> (person % 64) & 1 == 1)
            };
            for (_, &code) in map.iter().enumerate().filter(|(person, _)| set(*person)) {
                all[code as usize] = true;
            }
        }
        all
    };
    let known = everyone(|shard| shard.known);
    // A known ID in the anonymous field is a stray row (a shared browser, a tracking mistake): two
    // people never become one.
    let pairs: Vec<(u32, u32, u32)> = shards
        .iter()
        .zip(&maps)
        .flat_map(|(shard, map)| {
            let pair =
                |(&(a, k), &rows): (&(u32, u32), &u32)| (map[a as usize], map[k as usize], rows);
            shard.aliases.iter().map(pair)
        })
        .filter(|&(anonymous, ..)| !known[anonymous as usize])
        .collect();
    if pairs.is_empty() && !known_only {
        return Ok(People { ids, maps, joined: 0, left_out: 0 });
    }
    // An anonymous ID that was seen with several known people (a shared device) goes to the one
    // it was seen with most, the first in text order where that is a tie.
    let order = |a: &(u32, u32, u32), b: &(u32, u32, u32)| (a.0, a.1).cmp(&(b.0, b.1));
    let counted = sorted(pairs, order, progress, |pairs| {
        let same = pairs.chunk_by(|a, b| order(a, b).is_eq());
        let rows = |same: &[(u32, u32, u32)]| same.iter().map(|pair| u64::from(pair.2)).sum();
        same.map(|same| (same[0].0, same[0].1, rows(same))).collect::<Vec<(u32, u32, u64)>>()
    })?;
    let mut best: HashMap<u32, (u64, u32)> = HashMap::new();
    for (anonymous, known, rows) in counted.into_iter().flatten() {
        let entry = best.entry(anonymous).or_insert((0, known));
        if rows > entry.0 {
            *entry = (rows, known);
        }
    }
    // IDs that only stand beside a known one have no events of their own to join.
    let seen = everyone(|shard| shard.seen);
    let joined = best.keys().filter(|code| seen[**code as usize]).count() as u64;
    let mut target: Vec<u32> = (0..ids.len() as u32).collect();
    // Where people are in shards, whoever an anonymous ID belongs to may be seen as known in another one.
    let mut stays = known;
    for (anonymous, (_, known)) in best {
        target[anonymous as usize] = known;
        stays[known as usize] = true;
    }
    let mut left_out = 0;
    if known_only {
        for code in 0..ids.len() {
            if target[code] == code as u32 && !stays[code] {
                target[code] = NOBODY;
                left_out += u64::from(seen[code]);
            }
        }
    }
    let ids = replaced(&ids, &target, &mut maps);
    Ok(People { ids, maps, joined, left_out })
}

/// Everyone's ID with whole numbers written plainly (`17850`, where some are `17850.0`), in text order.
fn plainly(ids: &Dictionary, maps: &mut [Vec<u32>]) -> Dictionary {
    let mut order: Vec<u32> = (0..ids.len() as u32).collect();
    order.par_sort_unstable_by_key(|&code| id_text(ids.get(code)));
    let mut place = vec![0; ids.len()];
    let mut plain = Dictionary::default();
    for same in order.chunk_by(|&a, &b| id_text(ids.get(a)) == id_text(ids.get(b))) {
        same.iter().for_each(|&code| place[code as usize] = plain.len() as u32);
        plain.push(id_text(ids.get(same[0])));
    }
    maps.iter_mut().flatten().for_each(|code| *code = place[*code as usize]);
    plain
}

/// The IDs that are their own target, with all codes led to them; [`NOBODY`] is no target.
fn replaced(ids: &Dictionary, target: &[u32], maps: &mut [Vec<u32>]) -> Dictionary {
    let mut place = vec![u32::MAX; ids.len()];
    let mut kept = Dictionary::default();
    for code in 0..ids.len() as u32 {
        if target[code as usize] == code {
            place[code as usize] = kept.len() as u32;
            kept.push(ids.get(code));
        }
    }
    for code in maps.iter_mut().flatten() {
        *code = place.get(target[*code as usize] as usize).copied().unwrap_or(NOBODY);
    }
    kept
}

struct Values {
    columns: Vec<Dictionary>,
    /// `[shard][column][local code]`; the feed, where there is one, comes after the shards.
    maps: Vec<Vec<Vec<u32>>>,
    /// The feed's products in the product ID column.
    feed_products: Vec<u32>,
}

fn merge_values(
    shards: &[Gathered],
    feed: Option<&Feed>,
    columns: usize,
    progress: &Progress,
) -> Result<Values, Stopped> {
    let merged = (0..columns)
        .into_par_iter()
        .map(|column| {
            let mut texts: Vec<&Dictionary> = shards.iter().map(|s| &s.values[column]).collect();
            if let Some(feed) = feed {
                texts.push(feed.values[column].texts());
                if column == 0 {
                    texts.push(feed.products.texts());
                }
            }
            merge_texts(&texts, progress)
        })
        .collect::<Result<Vec<_>, Stopped>>()?;
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
    Ok(Values { columns: dictionaries, maps, feed_products })
}

/// Cells in the history's codes, each column's in rising order without repeats.
fn translate<'a>(
    cells: impl Iterator<Item = &'a [u32]>,
    maps: &[Vec<u32>],
    out: &mut Vec<Vec<u32>>,
) {
    out.clear();
    for (cell, map) in cells.zip(maps) {
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

fn merge_items(
    shards: &[Gathered],
    feed: Option<&Feed>,
    values: &Values,
    progress: &Progress,
) -> Result<MergedItems, Stopped> {
    let columns = values.columns.len();
    let mut of_product: HashMap<u32, Vec<Vec<u32>>> = HashMap::new();
    let (mut row, mut cells) = (Vec::new(), Cells::default());
    if let (Some(feed), Some(maps)) = (feed, values.maps.last()) {
        for (code, product) in values.feed_products.iter().enumerate() {
            translate(feed.cells(code), maps, &mut row);
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
            if (item as usize).is_multiple_of(ITEMS) {
                progress.check()?;
            }
            translate(split_cells(shard.items.get(item)), codes, &mut row);
            if let Some((products, others)) = row.split_first_mut() {
                products.iter().for_each(|product| touched[*product as usize] = true);
                fill_from_feed(products, others, &of_product);
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
    order_items(&distinct, columns, maps, progress)
}

/// Cells that are empty take the feed's values of all products that the event lists: an order for two
/// brands is an order for each of them. The feed's cells have the product's own first.
fn fill_from_feed(
    products: &[u32],
    cells: &mut [Vec<u32>],
    of_product: &HashMap<u32, Vec<Vec<u32>>>,
) {
    for (column, own) in cells.iter_mut().enumerate().filter(|(_, own)| own.is_empty()) {
        for fed in products.iter().filter_map(|product| of_product.get(product)) {
            own.extend_from_slice(&fed[column + 1]);
        }
        own.sort_unstable();
        own.dedup();
    }
}

struct Kinds {
    names: Vec<String>,
    /// For each shard the place of its kinds.
    maps: Vec<Vec<Option<u8>>>,
}

fn merge_kinds(
    shards: &[Gathered],
    events: &[String],
    counts: &[(String, u64)],
    most: usize,
) -> Kinds {
    let mut names = events.to_vec();
    if names.is_empty() {
        names = counts.iter().take(most).map(|(name, _)| name.clone()).collect();
    }
    let place =
        |name: &str| names.iter().position(|n| n == name).and_then(|k| u8::try_from(k).ok());
    let maps = shards.iter().map(|s| s.events.iter().map(place).collect()).collect();
    Kinds { names, maps }
}
