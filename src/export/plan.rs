//! A destination as chosen becomes the columns that are really written: the one place where a
//! choice is found impossible.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::consent::Consents;
use super::destination::choice::Choice;
use super::destination::column::{Column, Hashing};
use super::destination::content::Content;
use super::destination::declaration::{Destination, Extras};
use super::destination::own;
use super::error::ExportError;
use super::format::cell::{CellType, escape_formulas};
use super::input::{Field, Fields, People};
use super::normalise::{
    self, DayOrder, DecimalMark, Locale, MarkEvidence, OrderEvidence, ValueFormat,
};
use super::settings::Consent;
use super::value_change::ValueChange;
use crate::base::language::t;
use crate::base::progress::Progress;
use crate::base::words::{or, within_sentence};

/// A column that is really written.
pub(super) struct PlannedColumn {
    pub(super) header: String,
    /// Whether the header is the platform's, to be left as it is.
    theirs: bool,
    pub(super) content: Content,
    pub(super) field: Option<Field>,
    pub(super) format: ValueFormat,
    /// The order of day and month in its dates, once it is known.
    pub(super) day_order: Option<DayOrder>,
    /// The decimal mark of its numbers, once it is known.
    pub(super) decimal_mark: Option<DecimalMark>,
    /// What becomes of values that are hashed already.
    pub(super) hashed_values: HashedValues,
    pub(super) hash: bool,
    pub(super) typed: CellType,
}

/// What the values of a column say about how they are to be read.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    days: OrderEvidence,
    marks: MarkEvidence,
}

impl Evidence {
    fn look(&mut self, format: ValueFormat, text: &str) {
        match format.is_of_date() {
            true => self.days.look(text),
            false => self.marks.look(text),
        }
    }

    fn with(self, other: Self) -> Self {
        Self { days: self.days.with(other.days), marks: self.marks.with(other.marks) }
    }
}

/// What becomes of a value that is a SHA-256 hash already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HashedValues {
    /// It is what the column wants, in lower case.
    Taken,
    /// It is written as it is: an ID or a trait may look like a hash, and tables take anything.
    Kept,
    /// The column wants plain values, and nobody can be matched by it.
    Refused,
}

/// The columns that are really written, and what rows are made by.
pub(super) struct ExportPlan<'a> {
    /// The declaration, answers worked in.
    pub(super) destination: &'a Destination,
    pub(super) audience: &'a str,
    pub(super) columns: Vec<PlannedColumn>,
    pub(super) country: Option<Field>,
    pub(super) locale: Locale,
    pub(super) consent: Option<Consents<'a>>,
    /// The control group is in the file, marked, instead of in a file of its own.
    pub(super) marks_control: bool,
    /// Whether nobody is written twice.
    pub(super) unique: bool,
    /// Rows are counted and not written: values that would be hashed stay plain, which is faster.
    pub(super) count_only: bool,
    /// Headers that were changed, by the header and what.
    pub(super) changes: BTreeMap<(String, ValueChange), u64>,
}

impl<'a> ExportPlan<'a> {
    /// `destination`: the choice's, answers worked in ([`Choice::effective`]).
    pub(super) fn new(
        destination: &'a Destination,
        choice: &Choice,
        fields: &Fields,
        audience: &'a str,
        locale: Locale,
        consent: Option<&'a Consent>,
    ) -> Result<Self, ExportError> {
        check_own(destination, fields)?;
        let consent = consent.map(|consent| Consents::of(consent, fields, &destination.needs));
        let mut columns = own_columns(destination, choice, fields);
        let extras = extra_columns(destination, choice, fields)?;
        let at = columns.len() - usize::from(destination.extras_before_last && !columns.is_empty());
        columns.splice(at..at, extras);
        let marks_control = columns.iter().any(|c| c.content == Content::Control);
        let mut plan = Self {
            destination,
            audience,
            columns,
            country: fields.field(&Content::Country, 0),
            locale,
            consent: consent.transpose()?,
            marks_control,
            unique: destination.unique,
            count_only: false,
            changes: BTreeMap::new(),
        };
        plan.check()?;
        plan.fit_headers();
        Ok(plan)
    }

    /// Tells for each column of dates which number is the day: as said, else by all of its values,
    /// because one with a day above 12 speaks for all the others. So for the decimal mark of numbers.
    ///
    /// # Errors
    /// [`ExportError::Stopped`] when the person cancelled.
    pub(super) fn learn_columns<P: People + ?Sized>(
        &mut self,
        people: &P,
        progress: &Progress,
    ) -> Result<(), ExportError> {
        let said = self.locale.day_order;
        let asked = |format: ValueFormat| {
            format.is_told_by_column() && !(said.is_some() && format.is_of_date())
        };
        let fields: Vec<Option<Field>> =
            self.columns.iter().map(|c| c.field.filter(|_| asked(c.format))).collect();
        let nothing = || vec![Evidence::default(); fields.len()];
        let mut found = nothing();
        if fields.iter().any(Option::is_some) {
            found = (0..people.count())
                .into_par_iter()
                .with_min_len(1024)
                .filter(|_| !progress.stopped())
                .map(|position| {
                    let person = people.person(position);
                    let mut seen = nothing();
                    for ((evidence, field), column) in
                        seen.iter_mut().zip(&fields).zip(&self.columns)
                    {
                        if let Some(text) = field.and_then(|field| person.text(field)) {
                            evidence.look(column.format, text);
                        }
                    }
                    seen
                })
                .reduce(nothing, |one, other| {
                    one.into_iter().zip(other).map(|(a, b)| a.with(b)).collect()
                });
            progress.check()?;
        }
        for (column, evidence) in self.columns.iter_mut().zip(found) {
            column.day_order = said.or_else(|| evidence.days.order());
            column.decimal_mark = evidence.marks.mark();
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ExportError> {
        let destination = self.destination;
        let have = |content: &Content| {
            (self.columns.iter()).any(|c| c.content == *content && c.field.is_some())
        };
        let mut groups = destination.needs.iter();
        if !destination.needs.is_empty() && !groups.any(|group| group.iter().all(have)) {
            return Err(ExportError::MissingIdentifier {
                destination: destination.name().to_owned(),
                needs: needs_in_words(destination),
            });
        }
        match destination.limits.most_columns {
            Some(most) if self.columns.len() > most => Err(ExportError::TooManyColumns {
                destination: destination.name().to_owned(),
                most,
                columns: self.columns.len(),
            }),
            _ => Ok(()),
        }
    }

    /// Headers that come from the person's data are put into the platform's characters and told
    /// apart; the platform's own stay as they are.
    fn fit_headers(&mut self) {
        let mut taken: HashSet<String> = HashSet::new();
        let mut changes = BTreeMap::new();
        for column in &mut self.columns {
            if column.theirs {
                taken.insert(column.header.to_lowercase());
                continue;
            }
            let mut header = column.header.clone();
            if self.destination.limits.segment_characters {
                let takes = |c: char| if segment_takes(c) { c } else { '_' };
                let words: String = header.chars().map(takes).collect();
                header = words.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            let plain = header.clone();
            let mut number = 2;
            while !taken.insert(header.to_lowercase()) {
                header = format!("{plain}_{number}");
                number += 1;
            }
            if header != column.header {
                changes.insert((column.header.clone(), ValueChange::Header), 1);
                column.header = header;
            }
        }
        self.changes = changes;
    }

    /// The headers as they are written: those that come from people's data are escaped like cells.
    pub(super) fn headers(&self) -> Vec<(String, CellType)> {
        let header = |column: &PlannedColumn| {
            let mut header = column.header.clone();
            if self.destination.escape_formulas {
                escape_formulas(&mut header);
            }
            (header, column.typed)
        };
        self.columns.iter().map(header).collect()
    }

    /// The columns that the destination does not declare: headers as they are written, and contents.
    pub(super) fn further(&self) -> Vec<(String, Content)> {
        let all = self.columns.iter().zip(self.headers());
        let further = all.filter(|(column, _)| !column.theirs);
        further.map(|(column, (header, _))| (header, column.content.clone())).collect()
    }

    /// A counted row as it goes into the file: hashed where counting left that out, and with
    /// formulas defused.
    pub(super) fn as_written(&self, row: &[String]) -> Vec<String> {
        let cell = |(column, cell): (&PlannedColumn, &String)| {
            let plain = column.hash && self.count_only && !cell.is_empty();
            let mut cell = match plain && !normalise::is_hash(cell) {
                true => normalise::hash(cell),
                false => cell.clone(),
            };
            if self.destination.escape_formulas {
                escape_formulas(&mut cell);
            }
            cell
        };
        self.columns.iter().zip(row).map(cell).collect()
    }

    /// Which contents of the row are filled, for coverage.
    pub(super) fn filled(&self, row: &[String]) -> impl Iterator<Item = &Content> {
        let cells = self.columns.iter().zip(row);
        cells
            .filter(|(column, cell)| column.field.is_some() && !cell.is_empty())
            .map(|(column, _)| &column.content)
    }

    /// The contents that come from people, once each.
    pub(super) fn contents(&self) -> Vec<Content> {
        let mut contents: Vec<Content> = Vec::new();
        for column in self.columns.iter().filter(|c| c.field.is_some()) {
            if !contents.contains(&column.content) {
                contents.push(column.content.clone());
            }
        }
        contents
    }
}

fn own_columns(destination: &Destination, choice: &Choice, fields: &Fields) -> Vec<PlannedColumn> {
    let wanted = |content: &Content| {
        let chosen = choice.contents.as_ref();
        chosen.is_none_or(|chosen| chosen.contains(content))
    };
    let there = |content: &Content| fields.field(content, 0).is_some() && wanted(content);
    let apart = !destination.together.iter().all(there);
    let mut columns: Vec<PlannedColumn> = Vec::new();
    for column in &destination.columns {
        if apart && destination.together.contains(&column.content) {
            continue;
        }
        let hash = match column.hashing {
            Hashing::Never => false,
            Hashing::Either => choice.hashed,
            Hashing::PlainOnly if choice.hashed => continue,
            Hashing::PlainOnly => false,
            Hashing::Always => true,
        };
        let field = fields.field(&column.content, column.nth);
        let field = field.filter(|_| wanted(&column.content));
        let made = column.content.is_made() && wanted(&column.content);
        if field.is_none() && !made && !destination.fixed_headers {
            continue;
        }
        let header = column.hashed_header.as_ref().filter(|_| hash);
        let blank = field.is_none() && !made;
        let content = if blank { Content::Constant(String::new()) } else { column.content.clone() };
        columns.push(PlannedColumn {
            header: header.unwrap_or(&column.header).clone(),
            theirs: true,
            content,
            field,
            format: column.format,
            day_order: None,
            decimal_mark: None,
            hashed_values: hashed_values(destination, column, hash),
            hash,
            typed: typed(&column.content),
        });
    }
    if destination.one_column {
        columns.truncate(1);
    }
    columns
}

/// A column of somebody's data that a platform reads takes plain values, unless it is hashed.
fn hashed_values(destination: &Destination, column: &Column, hash: bool) -> HashedValues {
    let free = destination.any_values || own::is_own(&destination.key);
    match &column.content {
        _ if hash => HashedValues::Taken,
        Content::PersonId | Content::Trait(_) => HashedValues::Kept,
        content if content.is_made() => HashedValues::Kept,
        _ if free && column.format.is_as_it_is() => HashedValues::Kept,
        _ => HashedValues::Refused,
    }
}

fn typed(content: &Content) -> CellType {
    match content {
        Content::Rank => CellType::Whole,
        Content::Propensity | Content::Percentile => CellType::Decimal,
        Content::Control => CellType::Flag,
        _ => CellType::Text,
    }
}

fn extra_columns(
    destination: &Destination,
    choice: &Choice,
    fields: &Fields,
) -> Result<Vec<PlannedColumn>, ExportError> {
    if destination.extras == Extras::None {
        return Ok(Vec::new());
    }
    (choice.extras.iter())
        .filter(|content| !destination.columns.iter().any(|c| c.content == **content))
        .map(|content| {
            let field = fields.field(content, 0);
            if field.is_none() && !content.is_made() {
                return Err(ExportError::NoSuchColumn(content.name().into_owned()));
            }
            Ok(PlannedColumn {
                header: extra_header(content, destination.extras),
                theirs: false,
                content: content.clone(),
                field,
                format: ValueFormat::Raw,
                day_order: None,
                decimal_mark: None,
                hashed_values: HashedValues::Kept,
                hash: false,
                typed: typed(content),
            })
        })
        .collect()
}

fn extra_header(content: &Content, style: Extras) -> String {
    let name = content.header();
    let made = content.is_made();
    match style {
        Extras::Words if made => format!("Likely {}", name.to_lowercase()),
        Extras::Words => name.into_owned(),
        Extras::Snake if made => format!("likely_{}", name.to_lowercase().replace(' ', "_")),
        Extras::Plain if made => name.to_lowercase().replace(' ', "_"),
        Extras::Snake | Extras::Plain | Extras::None => name.into_owned(),
    }
}

/// "e-mail or phone".
fn needs_in_words(destination: &Destination) -> String {
    let group = |group: &Vec<Content>| {
        let mut names = group.iter().map(|content| within_sentence(&content.name()));
        let first = names.next().unwrap_or_default();
        names.fold(first, |first, then| t!("export-with", first = first, then = then))
    };
    or(&destination.needs.iter().map(group).collect::<Vec<_>>())
}

/// The characters that Segment's profile upload lists as allowed, besides blanks.
pub(super) fn segment_takes(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "!@#$%^&*()_+-=[]{}:\\.`~<>/?| ".contains(c)
        || ('\u{c0}'..='\u{17f}').contains(&c) && c.is_alphabetic()
}

/// Refuses a destination of the person's own that is not complete, or asks for what is not there.
fn check_own(destination: &Destination, fields: &Fields) -> Result<(), ExportError> {
    if !own::is_own(&destination.key) {
        return Ok(());
    }
    let problems = own::problems(destination);
    if !problems.is_empty() {
        return Err(ExportError::NotComplete {
            destination: destination.name().to_owned(),
            problems: problems.join(" "),
        });
    }
    for column in &destination.columns {
        if let Content::Trait(name) = &column.content
            && !fields.traits.contains(name)
        {
            return Err(ExportError::NoSuchColumn(name.clone()));
        }
    }
    Ok(())
}
