//! People become rows: the one place where values are normalised, hashed, cut and found missing.
//! Values are worked out on all cores, a few thousand people at a time; what depends on the people
//! before (the same identifier twice) follows in the order of the ranking.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::destination::content::Content;
use super::error::ExportError;
use super::input::{People, Person};
use super::normalise::{self, Locale, NotUsable};
use super::plan::{ExportPlan, HashedValues, PlannedColumn, segment_takes};
use super::value_change::ValueChange;
use super::written::Unused;
use crate::base::progress::Progress;

/// People worked out at once; enough for all cores, too few to matter in memory.
const AT_ONCE: usize = 4_096;

/// Values changed or not usable: column and what, how many.
pub(super) type Changes = BTreeMap<(String, ValueChange), u64>;

/// What became of a person.
pub(super) enum ExportRow<'r> {
    /// Held out; not in this file.
    Control,
    /// In the file, with these values.
    Used(&'r mut Vec<String>),
    /// Not in the file; the values are there unless consent is missing.
    Unused(Unused, &'r [String]),
}

/// A person's values before those of others are looked at.
#[derive(Default)]
struct Worked {
    row: Vec<String>,
    changes: Vec<(usize, ValueChange)>,
    unused: Option<Unused>,
    control: bool,
}

/// Goes through the people in order and hands each one's position, from 0, and row to `take`.
pub(super) fn each<P: People + ?Sized>(
    plan: &ExportPlan<'_>,
    people: &P,
    progress: &Progress,
    mut take: impl FnMut(usize, &Person<'_>, ExportRow<'_>) -> Result<(), ExportError>,
) -> Result<Changes, ExportError> {
    let mut seen = Seen::default();
    let mut changes: Changes = plan.changes.clone();
    let count = people.count();
    for from in (0..count).step_by(AT_ONCE) {
        progress.check()?;
        let to = (from + AT_ONCE).min(count);
        let mut worked: Vec<(Person<'_>, Worked)> = (from..to)
            .into_par_iter()
            .map(|position| {
                let person = people.person(position);
                let worked = plan.work_out(&person);
                (person, worked)
            })
            .collect();
        for (position, (person, worked)) in (from..).zip(&mut worked) {
            if worked.control {
                take(position, person, ExportRow::Control)?;
                continue;
            }
            if worked.unused.is_none() {
                seen.look(plan, worked);
            }
            for (column, what) in &worked.changes {
                let header = plan.columns[*column].header.clone();
                *changes.entry((header, *what)).or_default() += 1;
            }
            match worked.unused {
                None => take(position, person, ExportRow::Used(&mut worked.row))?,
                Some(unused) => take(position, person, ExportRow::Unused(unused, &worked.row))?,
            }
        }
        progress.advance((to - from) as u64);
    }
    Ok(changes)
}

/// Identifiers of the people before, as short hashes.
#[derive(Default)]
struct Seen(HashSet<[u8; 16]>);

impl Seen {
    /// Finds what a platform takes only once.
    fn look(&mut self, plan: &ExportPlan<'_>, worked: &mut Worked) {
        if !plan.unique {
            return;
        }
        let key = plan.key(&worked.row);
        if let Some(column) = key
            && !self.0.insert(short(&plan.columns[column], &worked.row[column]))
        {
            worked.unused = Some(Unused::Repeated);
            return;
        }
        for content in &plan.destination.limits.once {
            let mut columns = plan.columns.iter().enumerate();
            let column = columns.find(|(_, column)| column.content == *content);
            let Some((place, column)) = column.filter(|(place, _)| Some(*place) != key) else {
                continue;
            };
            let cell = &mut worked.row[place];
            if !cell.is_empty() && !self.0.insert(short(column, cell)) {
                cell.clear();
                worked.changes.push((place, ValueChange::Repeated));
            }
        }
    }
}

fn short(column: &PlannedColumn, cell: &str) -> [u8; 16] {
    let mut digest = Sha256::new();
    digest.update(column.header.as_bytes());
    digest.update([0]);
    // A value and its hash are the same person, also where rows are only counted.
    let hashed = column.hash.then(|| normalise::hash(cell));
    digest.update(hashed.as_deref().unwrap_or(cell).as_bytes());
    let mut short = [0; 16];
    short.copy_from_slice(&digest.finalize()[..16]);
    short
}

impl ExportPlan<'_> {
    fn work_out(&self, person: &Person<'_>) -> Worked {
        let mut worked =
            Worked { control: person.control && !self.marks_control, ..Worked::default() };
        if worked.control {
            return worked;
        }
        if self.consent.as_ref().is_some_and(|consents| !consents.agrees(person)) {
            worked.unused = Some(Unused::NoConsent);
            return worked;
        }
        let country = self.country.and_then(|field| person.text(field));
        worked.row = Vec::with_capacity(self.columns.len());
        for (place, column) in self.columns.iter().enumerate() {
            let cell = match self.cell(column, person, country) {
                Ok(cell) => cell.unwrap_or_default(),
                Err(why) => {
                    worked.changes.push((place, ValueChange::NotUsable(why)));
                    String::new()
                }
            };
            let (cell, what) = self.fitted(column, cell);
            worked.changes.extend(what.map(|what| (place, what)));
            worked.row.push(cell);
        }
        if !self.matchable(&worked.row) {
            worked.unused = Some(Unused::NoIdentifier);
        } else if person.beside_control && !self.marks_control {
            worked.unused = Some(Unused::BesideControl);
        }
        worked
    }

    /// A value as the platform wants it; none where there is none, or why it cannot be written.
    fn cell(
        &self,
        column: &PlannedColumn,
        person: &Person<'_>,
        country: Option<&str>,
    ) -> Result<Option<String>, NotUsable> {
        let value: Option<Cow<'_, str>> = match (&column.content, column.field) {
            (_, Some(field)) => person.text(field).map(Cow::Borrowed),
            (Content::Propensity, None) => Some(format!("{:.6}", person.propensity).into()),
            (Content::Rank, None) => Some(person.rank.to_string().into()),
            (Content::Percentile, None) => Some(format!("{:.2}", person.percentile).into()),
            (Content::AudienceName, None) => Some(self.audience.into()),
            (Content::Reasons, None) => Some(person.reasons.as_ref().into()),
            (Content::Recommended(place), None) => {
                let place = usize::from(*place).checked_sub(1);
                place.and_then(|p| person.recommended.get(p)).map(|v| v.as_ref().into())
            }
            (Content::Control, None) => Some(person.control.to_string().into()),
            (Content::Constant(text), None) => Some(text.as_str().into()),
            _ => None,
        };
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
            return Ok(None);
        };
        if column.field.is_some() && normalise::is_hash(value.trim()) {
            return match column.hashed_values {
                HashedValues::Taken => Ok(Some(value.trim().to_ascii_lowercase())),
                HashedValues::Kept if column.format.is_as_it_is() => Ok(Some(value.into_owned())),
                HashedValues::Kept | HashedValues::Refused => Err(NotUsable::Hashed),
            };
        }
        let (day_order, decimal_mark) = (column.day_order, column.decimal_mark);
        let locale = Locale { day_order, decimal_mark, ..self.locale };
        let normal = column.format.apply(&value, country, locale);
        let Some(normal) = normal? else { return Ok(None) };
        let hash = column.hash && !self.count_only;
        Ok(Some(if hash { normalise::hash(&normal) } else { normal.into_owned() }))
    }

    /// Keeps a value within the platform's length and characters; says what was changed.
    fn fitted(&self, column: &PlannedColumn, mut text: String) -> (String, Option<ValueChange>) {
        let limits = &self.destination.limits;
        if column.hash {
            return (text, None);
        }
        if limits.segment_characters && !text.chars().all(segment_takes) {
            return (String::new(), Some(ValueChange::Characters));
        }
        let Some(most) = limits.most_value_bytes.filter(|most| text.len() > *most) else {
            return (text, None);
        };
        let end = (0..=most).rev().find(|&at| text.is_char_boundary(at));
        text.truncate(end.unwrap_or(0));
        (text, Some(ValueChange::Cut))
    }

    /// Whether the row has one of the needed groups of identifiers.
    fn matchable(&self, row: &[String]) -> bool {
        let filled = |content: &Content| {
            let mut cells = self.columns.iter().zip(row);
            cells.any(|(column, cell)| column.content == *content && !cell.is_empty())
        };
        let needs = &self.destination.needs;
        needs.is_empty() || needs.iter().any(|group| group.iter().all(filled))
    }

    /// The place of the row's first needed identifier, by which people are told apart.
    fn key(&self, row: &[String]) -> Option<usize> {
        let needed =
            |content: &Content| self.destination.needs.iter().any(|g| g.first() == Some(content));
        let mut cells = self.columns.iter().zip(row);
        let place = cells.position(|(column, cell)| needed(&column.content) && !cell.is_empty())?;
        self.columns[place].content.is_identifier().then_some(place)
    }
}
