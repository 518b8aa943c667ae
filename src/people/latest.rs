//! Who has the last word on a trait, whatever order rows come in.
//!
//! Of the filled values that rows give a person's trait, the latest counts: by the time of the row,
//! where rows say it, else by the order of rows in the file and of the files. A value whose place in
//! time nobody can tell (a table without times, a time that cannot be read) ranks behind those with
//! one, not before them: a table of customers says what is true today, and an unread time says
//! nothing of age.
//!
//! Whether somebody agreed to be contacted is not left to that guess: where it cannot be told which
//! word is the latest, a refusal counts. Contacting somebody who said no costs more than missing
//! somebody who said yes.
//!
//! People are spread over parts by their IDs, each with a lock of its own, so that threads add rows
//! side by side without a copy of everyone for each. Only the values that count so far are held,
//! never rows.

use std::borrow::Cow;
use std::hash::BuildHasher;
use std::sync::Mutex;

use foldhash::fast::FixedState;

use super::consent::Polarity;
use super::{NONE, Traits};
use crate::base::dictionary::Interner;
use crate::base::progress::{Progress, Stopped};
use crate::base::sync::{into_inner, lock};

/// Milliseconds of a day, and the steps in which time zones are apart: midnight in any of them is a multiple.
const DAY: i64 = 24 * 60 * 60 * 1000;
const OFFSETS: i64 = 15 * 60 * 1000;

/// As many parts as make waiting for one another rare.
const PARTS: usize = 64;

/// When a row was true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// At this time.
    At(i64),
    /// Its file has no times.
    Untimed,
    /// Its time cannot be read.
    Unread,
}

/// The traits of everyone as far as they were read.
#[derive(Debug)]
pub(super) struct Latest {
    parts: Vec<Mutex<Part>>,
    hasher: FixedState,
}

#[derive(Debug, Default)]
struct Part {
    ids: Interner,
    columns: Vec<Cells>,
}

/// One trait of the people of a part.
#[derive(Debug, Default)]
struct Cells {
    values: Interner,
    /// By person.
    cells: Vec<Cell>,
    /// By person, where the trait is consent.
    consent: Vec<ConsentCell>,
}

/// The value that has the last word so far: its code, and when and where it was said.
#[derive(Debug, Clone, Copy)]
struct Cell {
    code: u32,
    time: i64,
    place: u64,
}

const EMPTY: Cell = Cell { code: NONE, time: i64::MIN, place: 0 };

/// The last word on consent of those whose time is known, and the one that weighs most of the others; a code or [`NONE`].
#[derive(Debug, Clone, Copy)]
struct ConsentCell {
    timed: Cell,
    other: u32,
}

const UNASKED: ConsentCell = ConsentCell { timed: EMPTY, other: NONE };

/// A row of a batch: its ID, when it was true, where it stands.
pub(super) struct Said<'a> {
    pub id: Cow<'a, str>,
    pub when: When,
    pub place: u64,
    /// The row in the batch.
    pub row: usize,
}

impl Latest {
    pub fn new() -> Self {
        Self {
            parts: (0..PARTS).map(|_| Mutex::default()).collect(),
            hasher: FixedState::default(),
        }
    }

    /// Adds rows. `columns` are the traits' places and which way round they tell consent; `value`
    /// gives the text of a row in the column at a place of that list.
    pub fn add<'a>(
        &self,
        mut rows: Vec<Said<'_>>,
        columns: &[(usize, Option<Polarity>)],
        value: impl Fn(usize, usize) -> Option<&'a str>,
    ) {
        let part = |said: &Said<'_>| (self.hasher.hash_one(&*said.id) >> 32) as usize % PARTS;
        rows.sort_by_cached_key(part);
        for rows in rows.chunk_by(|a, b| part(a) == part(b)) {
            let mut own = lock(&self.parts[part(&rows[0])]);
            for said in rows {
                let person = own.ids.code(&said.id) as usize;
                for (at, &(column, polarity)) in columns.iter().enumerate() {
                    if let Some(text) = value(at, said.row) {
                        own.column(column).say(person, text, said, polarity);
                    }
                }
            }
        }
    }

    /// Everyone's traits, in an order that depends on the IDs alone.
    pub fn finish(
        self,
        traits: &mut Traits,
        polarities: &[Option<Polarity>],
        progress: &Progress,
    ) -> Result<(), Stopped> {
        for part in self.parts {
            progress.check()?;
            let part = into_inner(part);
            let mut people: Vec<u32> = (0..part.ids.texts().len() as u32).collect();
            people.sort_unstable_by_key(|&person| part.ids.texts().get(person));
            for person in people {
                let mut own = None;
                for (column, cells) in part.columns.iter().enumerate() {
                    let polarity = polarities.get(column).copied().flatten();
                    let code = cells.last_word(person as usize, polarity);
                    if code != NONE {
                        let id = part.ids.texts().get(person);
                        let own = *own.get_or_insert_with(|| traits.ids.code(id));
                        traits.set(own, column, cells.values.texts().get(code));
                    }
                }
            }
        }
        Ok(())
    }
}

impl Part {
    fn column(&mut self, column: usize) -> &mut Cells {
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Cells::default);
        }
        &mut self.columns[column]
    }
}

impl Cells {
    fn say(&mut self, person: usize, text: &str, said: &Said<'_>, polarity: Option<Polarity>) {
        let code = self.values.code(text);
        let Some(polarity) = polarity else {
            let time = match said.when {
                When::At(time) => time,
                When::Untimed | When::Unread => i64::MAX,
            };
            at(&mut self.cells, person, EMPTY).take(Cell { code, time, place: said.place });
            return;
        };
        let refuses = |code: u32| !polarity.gives(Some(self.values.texts().get(code)));
        // Of words that weigh the same a refusal, and of those the first in text order.
        let weightier = |a: u32, b: u32| {
            let key = |code: u32| (code == NONE, code != NONE && !refuses(code));
            let text = |code: u32| (code != NONE).then(|| self.values.texts().get(code));
            if (key(a), text(a)) <= (key(b), text(b)) { a } else { b }
        };
        let words = at(&mut self.consent, person, UNASKED);
        // A day without a time is read as its midnight: whether a no of that day came before a yes, nobody can tell.
        let whole_day = |time: i64| time.rem_euclid(OFFSETS) == 0 && refuses(code);
        let when = match said.when {
            When::At(time) if whole_day(time) => When::At(time.saturating_add(DAY - 1)),
            when => when,
        };
        match when {
            When::At(time) if time > words.timed.time || words.timed.code == NONE => {
                words.timed = Cell { code, time, place: 0 };
            }
            When::At(time) if time == words.timed.time => {
                words.timed.code = weightier(words.timed.code, code);
            }
            When::At(_) => {}
            // Nobody can tell which is the later one: many tables have the newest rows on top.
            When::Untimed | When::Unread => words.other = weightier(words.other, code),
        }
    }

    /// The code of the value that counts.
    fn last_word(&self, person: usize, polarity: Option<Polarity>) -> u32 {
        let Some(polarity) = polarity else {
            return self.cells.get(person).map_or(NONE, |cell| cell.code);
        };
        let Some(words) = self.consent.get(person) else { return NONE };
        let all = [words.timed.code, words.other];
        let said = || all.into_iter().filter(|&code| code != NONE);
        let refuses = |code: &u32| !polarity.gives(Some(self.values.texts().get(*code)));
        said().find(refuses).or_else(|| said().next()).unwrap_or(NONE)
    }
}

impl Cell {
    /// Takes what was said later.
    fn take(&mut self, other: Self) {
        if self.code == NONE || (other.time, other.place) >= (self.time, self.place) {
            *self = other;
        }
    }
}

fn at<T: Copy>(cells: &mut Vec<T>, place: usize, empty: T) -> &mut T {
    if cells.len() <= place {
        cells.resize(place + 1, empty);
    }
    &mut cells[place]
}
