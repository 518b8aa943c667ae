//! What a reader gathered, cut into pieces of some people each, as they travel between machines; and pieces
//! taken into one [`Shard`] again, from which the history of these people is made as on a desktop.
//!
//! Who belongs to which shard depends on the person's ID alone, in the plain spelling of numbers: `17850` and
//! `17850.0` come together. Every piece has its own dictionaries, so that it can be read without the others.

use std::io;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use super::cut::shard_of;
use super::mark::Mark;
use super::rows::Row;
use super::scatter::NOBODY;
use super::shard::{Spelling, split_cells};
use super::{Cells, Dictionary, HistoryError, Seconds, Shard};
use crate::base::ids::id_text;

/// Texts by code as they travel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    text: String,
    lengths: Vec<u32>,
}

impl From<&Dictionary> for Texts {
    fn from(texts: &Dictionary) -> Self {
        let lengths = texts.iter().map(|text| text.len() as u32).collect();
        Self { text: texts.parts().0.into_owned(), lengths }
    }
}

impl TryFrom<Texts> for Dictionary {
    type Error = Damaged;

    fn try_from(texts: Texts) -> Result<Self, Damaged> {
        let ends = texts.lengths.iter().scan(0, |end, length| {
            *end += u64::from(*length);
            Some(*end)
        });
        Self::from_parts(texts.text, ends.collect()).ok_or(Damaged)
    }
}

/// A piece that does not fit together: it was changed on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

impl From<Damaged> for HistoryError {
    fn from(_: Damaged) -> Self {
        Self::Disk(io::ErrorKind::InvalidData.into())
    }
}

/// What one reader gathered of the people of one shard.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    people: Texts,
    events: Texts,
    values: Vec<Texts>,
    /// The items' cells, one item behind the other as [`Cells`] are laid out.
    items: Vec<u32>,
    /// By row: person, seconds after `begin`, item, kind.
    rows: [Vec<u32>; 4],
    begin: Seconds,
    /// A mark a row, or none at all.
    marks: Vec<Mark>,
    aliases: Vec<(u32, u32, u32)>,
    known: Vec<u32>,
    seen: Vec<u32>,
    spelling: Spelling,
}

/// The shard of a person, of so many.
fn shard_of_id(id: &str, shards: usize) -> usize {
    shard_of(XxHash64::oneshot(0, id_text(id).as_bytes()), shards)
}

/// Old codes in new ones, given in the order in which they are asked for.
struct Renumbered {
    new: Vec<u32>,
    old: Vec<u32>,
}

impl Renumbered {
    fn of(codes: usize) -> Self {
        Self { new: vec![u32::MAX; codes], old: Vec::new() }
    }

    fn code(&mut self, old: u32) -> u32 {
        let new = &mut self.new[old as usize];
        if *new == u32::MAX {
            *new = self.old.len() as u32;
            self.old.push(old);
        }
        *new
    }

    /// The texts of the old codes, by their new ones.
    fn texts(&self, all: &Dictionary) -> Texts {
        let own: Dictionary = self.old.iter().map(|&old| all.get(old)).collect();
        Texts::from(&own)
    }

    /// Forgets all codes.
    fn clear(&mut self) {
        self.old.drain(..).for_each(|old| self.new[old as usize] = u32::MAX);
    }
}

fn bits(words: &[u64]) -> impl Iterator<Item = u32> {
    (0..words.len() as u32 * 64).filter(|bit| words[*bit as usize / 64] >> (bit % 64) & 1 == 1)
}

impl Shard {
    /// Adds an event with what tells it from repeats.
    pub fn push_marked(&mut self, person: u32, time: Seconds, kind: u32, item: u32, mark: Mark) {
        self.marks.resize(self.len(), Mark::default());
        self.marks.push(mark);
        self.push(person, time, kind, item);
    }

    /// What was gathered, with the number of the shard of whom each piece is: one for every shard, because all
    /// of them must know how IDs are written. All of it is in memory.
    pub fn cut(self, shards: usize) -> Vec<(u32, Piece)> {
        let ids = self.people.texts();
        let names: Vec<u32> = (0..ids.len() as u32).collect();
        let ids = ids.clone();
        self.cut_as(&ids, &names, shards)
    }

    /// The same with other IDs: `names` says of each person which of `ids` they are, [`NOBODY`] of whom is left out.
    pub(super) fn cut_as(
        mut self,
        ids: &Dictionary,
        names: &[u32],
        shards: usize,
    ) -> Vec<(u32, Piece)> {
        let shard: Vec<u32> = ids.iter().map(|id| shard_of_id(id, shards) as u32).collect();
        let of = |person: u32| shard[names[person as usize] as usize] as usize;
        let rows: Vec<Row> = self.rows.in_memory().concat();
        if !self.marks.is_empty() {
            self.marks.resize(rows.len(), Mark::default());
        }
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); shards];
        let kept = (0..).zip(&rows).filter(|(_, row)| names[row.person as usize] != NOBODY);
        kept.for_each(|(place, row)| places[of(row.person)].push(place));
        let mut others: Vec<Piece> = vec![Piece::default(); shards];
        for (&(anonymous, known), &rows) in &self.aliases {
            others[of(anonymous)].aliases.push((anonymous, known, rows));
        }
        bits(&self.known).for_each(|person| others[of(person)].known.push(person));
        bits(&self.seen).for_each(|person| others[of(person)].seen.push(person));
        let mut codes = Codes {
            people: Renumbered::of(ids.len()),
            events: Renumbered::of(self.events.texts().len()),
            values: self.values.iter().map(|v| Renumbered::of(v.texts().len())).collect(),
            items: Renumbered::of(self.items.len()),
        };
        let mut pieces = Vec::new();
        for (number, (places, other)) in (0..).zip(places.iter().zip(others)) {
            let rows: Vec<Row> = places.iter().map(|&place| rows[place as usize]).collect();
            let mut piece = self.piece(&rows, other, (ids, names), &mut codes);
            if !self.marks.is_empty() {
                piece.marks = places.iter().map(|&place| self.marks[place as usize]).collect();
            }
            pieces.push((number, piece));
        }
        pieces
    }

    /// The piece with these rows, and with what `other` says in the shard's codes.
    fn piece(
        &self,
        rows: &[Row],
        mut other: Piece,
        (ids, names): (&Dictionary, &[u32]),
        codes: &mut Codes,
    ) -> Piece {
        let mut person = |person: u32| codes.people.code(names[person as usize]);
        let begin = rows.iter().map(|row| row.time).min().unwrap_or(0);
        let columns = [
            rows.iter().map(|row| person(row.person)).collect(),
            rows.iter().map(|row| row.time - begin).collect(),
            rows.iter().map(|row| codes.items.code(row.item)).collect(),
            rows.iter().map(|row| codes.events.code(row.kind)).collect(),
        ];
        other.aliases.sort_unstable();
        for (anonymous, known, _) in &mut other.aliases {
            (*anonymous, *known) = (person(*anonymous), person(*known));
        }
        other.known.iter_mut().chain(&mut other.seen).for_each(|code| *code = person(*code));
        let mut items = Vec::new();
        for &item in &codes.items.old {
            for (cell, values) in split_cells(self.items.get(item)).zip(&mut codes.values) {
                items.push(cell.len() as u32);
                items.extend(cell.iter().map(|&value| values.code(value)));
            }
        }
        let values = codes.values.iter().zip(&self.values);
        let piece = Piece {
            people: codes.people.texts(ids),
            events: codes.events.texts(self.events.texts()),
            values: values.map(|(own, all)| own.texts(all.texts())).collect(),
            items,
            rows: columns,
            begin,
            spelling: self.spelling,
            ..other
        };
        codes.clear();
        piece
    }

    /// Takes in a piece. `counts` says of each row with a mark whether it counts.
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn absorb(
        &mut self,
        piece: Piece,
        mut counts: impl FnMut(&Mark) -> bool,
    ) -> Result<(), Damaged> {
        let people = absorbed(piece.people, |text| self.people.code(text))?;
        let events = absorbed(piece.events, |text| self.kind(text))?;
        let mut values = Vec::with_capacity(piece.values.len());
        for (own, texts) in self.values.iter_mut().zip(piece.values) {
            values.push(absorbed(texts, |text| own.code(text))?);
        }
        let items = self.absorb_items(&piece.items, &values)?;
        let find = |codes: &[u32], code: u32| codes.get(code as usize).copied().ok_or(Damaged);
        let [person, time, item, kind] = &piece.rows;
        let fits = |length: usize| length == person.len();
        let marks_fit = piece.marks.is_empty() || fits(piece.marks.len());
        if !(fits(time.len()) && fits(item.len()) && fits(kind.len()) && marks_fit) {
            return Err(Damaged);
        }
        for row in 0..person.len() {
            if piece.marks.get(row).is_none_or(&mut counts) {
                let (person, item) = (find(&people, person[row])?, find(&items, item[row])?);
                let time = piece.begin.checked_add(time[row]).ok_or(Damaged)?;
                self.push(person, time, find(&events, kind[row])?, item);
            }
        }
        for (anonymous, known, rows) in piece.aliases {
            let (anonymous, known) = (find(&people, anonymous)?, find(&people, known)?);
            let all = self.aliases.entry((anonymous, known)).or_insert(0);
            *all = all.saturating_add(rows);
        }
        for code in piece.known {
            self.is_known(find(&people, code)?);
        }
        for code in piece.seen {
            self.is_seen(find(&people, code)?);
        }
        self.spelling = self.spelling.with(piece.spelling);
        Ok(())
    }

    /// The codes of a piece's items, whose values have these codes.
    fn absorb_items(&mut self, items: &[u32], values: &[Vec<u32>]) -> Result<Vec<u32>, Damaged> {
        let (mut codes, mut cells, mut own) = (Vec::new(), Cells::default(), Vec::new());
        let mut rest = items;
        while !rest.is_empty() && !values.is_empty() {
            cells.clear();
            for column in values {
                let (&length, tail) = rest.split_first().ok_or(Damaged)?;
                let (cell, tail) = tail.split_at_checked(length as usize).ok_or(Damaged)?;
                own.clear();
                for &value in cell {
                    own.push(*column.get(value as usize).ok_or(Damaged)?);
                }
                cells.push(&own);
                rest = tail;
            }
            codes.push(self.item(&cells));
        }
        Ok(codes)
    }
}

fn absorbed(texts: Texts, code: impl FnMut(&str) -> u32) -> Result<Vec<u32>, Damaged> {
    let texts = Dictionary::try_from(texts)?;
    Ok(texts.iter().map(code).collect())
}

/// The codes of a shard in those of a piece.
struct Codes {
    people: Renumbered,
    events: Renumbered,
    values: Vec<Renumbered>,
    items: Renumbered,
}

impl Codes {
    fn clear(&mut self) {
        let all = [&mut self.people, &mut self.events, &mut self.items];
        all.into_iter().chain(&mut self.values).for_each(Renumbered::clear);
    }
}
