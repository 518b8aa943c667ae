//! Additions and removals: from exactly what a platform was given to exactly what it should have.
//!
//! What counts is what was written, identifier by identifier, and not who was in the audience:
//! consent, addresses and shared addresses change while people stay. The law, held by a property
//! test: the identifiers of the list before, without the removed ones and with those of the added
//! rows, are the identifiers of the list now.
//!
//! Of the list before only keyed hashes are remembered ([`DeliveredList`]). A removed identifier is
//! named from what is known about people now, else from the file that was written then, if it still
//! lies where it was. Where neither knows it, there is no way from the one list to the other, and no
//! files are written that pretend there were.

use std::collections::HashSet;

use super::destination::column::Column;
use super::destination::content::Content;
use super::destination::declaration::Destination;
use super::input::People;
use super::normalise::{hash, is_hash};
use super::plan::{ExportPlan, HashedValues};
use crate::base::delivered::DeliveredList;
use crate::base::remote;

/// Which columns of a row say whom it means.
pub(super) struct RowIdentity {
    /// Contents that the platform matches by: each of its own, or several together.
    groups: Vec<Vec<Content>>,
}

/// An identifier of a row: its text under which it is remembered, and the columns it stands in.
pub(super) struct Identifier {
    pub(super) text: String,
    pub(super) columns: Vec<usize>,
}

impl RowIdentity {
    /// By what the destination needs; in a table that needs nothing by the person's ID, else by
    /// every identifier it has.
    pub(super) fn of(plan: &ExportPlan<'_>) -> Self {
        let says_who =
            |content: &&Content| !content.is_made() && !matches!(content, Content::CustomerValue);
        let mut groups: Vec<Vec<Content>> = Vec::new();
        for group in &plan.destination.needs {
            let group: Vec<Content> = group.iter().filter(says_who).cloned().collect();
            if !group.is_empty() && !groups.contains(&group) {
                groups.push(group);
            }
        }
        if groups.is_empty() {
            let there = |content: &Content| plan.columns.iter().any(|c| c.content == *content);
            let all = [Content::PersonId, Content::Email, Content::Phone, Content::MobileAdId];
            let mut all: Vec<_> = all.into_iter().filter(there).map(|c| vec![c]).collect();
            if all.first().is_some_and(|group| group[0] == Content::PersonId) {
                all.truncate(1);
            }
            groups = all;
        }
        Self { groups }
    }

    /// Whether rows say nothing about whom they mean.
    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The contents that identifiers are made of.
    pub(super) fn contents(&self) -> Vec<Content> {
        self.groups.iter().flatten().cloned().collect()
    }

    /// The identifiers of a row, each once.
    pub(super) fn identifiers(&self, plan: &ExportPlan<'_>, row: &[String]) -> Vec<Identifier> {
        let contents: Vec<&Content> = plan.columns.iter().map(|c| &c.content).collect();
        self.among(&contents, row)
    }

    /// The identifiers of a row whose columns hold `contents`.
    fn among(&self, contents: &[&Content], row: &[String]) -> Vec<Identifier> {
        let mut found: Vec<Identifier> = Vec::new();
        let mut add = |columns: Vec<usize>| {
            let text = columns.iter().map(|&c| part(contents[c], &row[c])).collect::<String>();
            if found.iter().all(|identifier| identifier.text != text) {
                found.push(Identifier { text, columns });
            }
        };
        let filled = |content: &Content| {
            let places = contents.iter().zip(row).enumerate();
            let content = content.clone();
            places
                .filter(move |(_, (other, cell))| ***other == content && !cell.is_empty())
                .map(|(place, _)| place)
                .collect::<Vec<usize>>()
        };
        for group in &self.groups {
            match group.as_slice() {
                [content] => filled(content).into_iter().for_each(|place| add(vec![place])),
                group => {
                    let places: Option<Vec<usize>> =
                        group.iter().map(|content| filled(content).first().copied()).collect();
                    places.into_iter().for_each(&mut add);
                }
            }
        }
        found
    }

    /// All that a row says about whom it means, and what the person is worth: where it changes, the
    /// platform needs the row again.
    pub(super) fn row(&self, plan: &ExportPlan<'_>, row: &[String]) -> String {
        let says = |content: &Content| {
            content.is_identifier()
                || *content == Content::CustomerValue
                || self.groups.iter().any(|group| group.contains(content))
        };
        let cells =
            plan.columns.iter().zip(row).filter(|(c, cell)| says(&c.content) && !cell.is_empty());
        cells.map(|(column, cell)| part(&column.content, cell)).collect()
    }
}

/// A value under its content's name, the same whether it was written hashed or plain.
pub(super) fn part(content: &Content, cell: &str) -> String {
    let name = serde_json::to_string(content).unwrap_or_default();
    match content {
        Content::PersonId | Content::Trait(_) => format!("{name}\0{cell}\0"),
        _ => format!("{name}\0{}\0", hash(cell)),
    }
}

/// What is found out about the list before while the new one is written.
pub(super) struct Comparison<'a> {
    pub(super) before: &'a DeliveredList,
    /// Identifiers of the new list, as the list before would remember them.
    now: HashSet<u128>,
}

impl<'a> Comparison<'a> {
    pub(super) fn with(before: &'a DeliveredList) -> Self {
        Self { before, now: HashSet::new() }
    }

    /// Takes in a row of the new list; says whether the platform needs it.
    pub(super) fn look(&mut self, identifiers: &[String], row: &str) -> bool {
        self.now.extend(identifiers.iter().map(|text| self.before.hash(text)));
        !self.before.has_row(row)
    }

    /// Identifiers of the list before that are not in the new one.
    pub(super) fn removed(self) -> Removals<'a> {
        let gone = self.before.identifiers.iter().filter(|hash| !self.now.contains(hash));
        Removals { before: self.before, unnamed: gone.copied().collect() }
    }
}

/// Identifiers to take out; those that were named are taken off.
pub(super) struct Removals<'a> {
    pub(super) before: &'a DeliveredList,
    unnamed: HashSet<u128>,
}

impl Removals<'_> {
    /// How many have no name yet.
    pub(super) fn unnamed(&self) -> u64 {
        self.unnamed.len() as u64
    }

    /// The row with nothing but the identifiers that are to be taken out; `None` where it has none.
    pub(super) fn name(
        &mut self,
        identity: &RowIdentity,
        plan: &ExportPlan<'_>,
        row: &[String],
    ) -> Option<Vec<String>> {
        let mut keep = vec![false; row.len()];
        for identifier in identity.identifiers(plan, row) {
            if self.unnamed.remove(&self.before.hash(&identifier.text)) {
                identifier.columns.iter().for_each(|&column| keep[column] = true);
            }
        }
        let cells = row.iter().zip(&keep);
        let row = cells.map(|(cell, keep)| if *keep { cell.clone() } else { String::new() });
        keep.contains(&true).then(|| row.collect())
    }

    /// Names what the files of the list before hold; `take` gets the rows. What cannot be read any
    /// more stays unnamed.
    pub(super) fn name_from_files<P: People + ?Sized, E>(
        &mut self,
        identity: &RowIdentity,
        plan: &ExportPlan<'_>,
        people: &P,
        mut take: impl FnMut(Vec<String>) -> Result<(), E>,
    ) -> Result<(), E> {
        for path in &self.before.files {
            let mut places: Option<Vec<Option<usize>>> = None;
            let mut each = |cells: &mut dyn Iterator<Item = &str>| {
                let Some(places) = &places else {
                    places = Some(columns_of(plan, cells));
                    return Ok(());
                };
                let mut row = vec![String::new(); plan.columns.len()];
                for (cell, place) in cells.zip(places) {
                    if let Some(place) = *place
                        && let Some(cell) = cell_of(plan, place, cell)
                    {
                        row[place] = cell;
                    }
                }
                self.name(identity, plan, &row).map_or(Ok(()), &mut take)
            };
            if path.extension().is_none_or(|ending| ending != "csv") {
                for row in people.earlier_list(path).into_iter().flatten() {
                    each(&mut row.iter().map(String::as_str))?;
                }
                continue;
            }
            let mut reader = csv::ReaderBuilder::new();
            reader.delimiter(plan.destination.delimiter.byte()).flexible(true).has_headers(false);
            let Ok(local) = remote::local(path) else { continue };
            let Ok(mut reader) = reader.from_path(local.path()) else { continue };
            for record in reader.records() {
                let Ok(record) = record else { break };
                each(&mut record.iter())?;
            }
        }
        Ok(())
    }
}

/// For each column of an earlier file the plan's column that holds the same; several of one content
/// in their order.
fn columns_of(
    plan: &ExportPlan<'_>,
    headers: &mut dyn Iterator<Item = &str>,
) -> Vec<Option<usize>> {
    let mut free: Vec<usize> = (0..plan.columns.len()).collect();
    let place = |header: &str| {
        let header = header.trim_start_matches('\u{feff}');
        let known = declared(plan.destination, header)?;
        let at = free.iter().position(|&c| plan.columns[c].content == known.content)?;
        Some(free.remove(at))
    };
    headers.map(place).collect()
}

fn declared<'a>(destination: &'a Destination, header: &str) -> Option<&'a Column> {
    let named = |column: &&Column| {
        column.header == header || column.hashed_header.as_deref() == Some(header)
    };
    destination.columns.iter().find(named)
}

/// A cell of an earlier file as this one would have it.
fn cell_of(plan: &ExportPlan<'_>, place: usize, cell: &str) -> Option<String> {
    let column = &plan.columns[place];
    let escaped = cell.strip_prefix('\'').filter(|_| plan.destination.escape_formulas);
    let cell = escaped.unwrap_or(cell);
    match (column.hash, column.hashed_values) {
        _ if cell.is_empty() => None,
        (true, _) => Some(hash(cell)),
        (false, HashedValues::Refused) if is_hash(cell) => None,
        _ => Some(cell.to_owned()),
    }
}
