//! A destination as chosen becomes the columns that are really written: the one place where a
//! choice is found impossible.

use std::collections::{BTreeMap, HashSet};

use super::choice::{Choice, Consent};
use super::destination::{Content, Destination, Extras, Hashing};
use super::error::ExportError;
use super::input::{Field, Fields};
use super::normalise::{Locale, ValueFormat};
use super::own;

/// How a column's values are stored where the file has types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Text,
    Whole,
    Decimal,
    Flag,
}

/// A column that is really written.
pub(super) struct Planned {
    pub(super) header: String,
    /// Whether the header is the platform's, to be left as it is.
    theirs: bool,
    pub(super) content: Content,
    pub(super) field: Option<Field>,
    pub(super) form: ValueFormat,
    pub(super) hash: bool,
    pub(super) typed: Typed,
}

/// The columns that are really written, and what rows are made by.
pub(super) struct Plan<'a> {
    /// The declaration, answers worked in.
    pub(super) destination: &'a Destination,
    pub(super) audience: &'a str,
    pub(super) columns: Vec<Planned>,
    pub(super) country: Option<Field>,
    pub(super) locale: Locale,
    pub(super) consent: Option<(Field, &'a Consent)>,
    /// The control group is in the file, marked, instead of in a file of its own.
    pub(super) marks_control: bool,
    /// Headers that were changed, by the header and what.
    pub(super) changes: BTreeMap<(String, &'static str), u64>,
}

impl<'a> Plan<'a> {
    /// `destination`: the choice's, answers worked in ([`Choice::effective`]).
    pub(super) fn new(
        destination: &'a Destination,
        choice: &Choice,
        fields: &Fields,
        audience: &'a str,
        locale: Locale,
        consent: Option<&'a Consent>,
    ) -> Result<Self, ExportError> {
        own::check(destination, fields)?;
        let consent = consent.map(|consent| {
            let field = fields.field(&Content::Trait(consent.column.clone()), 0);
            let missing = || ExportError::NoConsentTrait(consent.column.clone());
            Ok::<_, ExportError>((field.ok_or_else(missing)?, consent))
        });
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
            changes: BTreeMap::new(),
        };
        plan.check()?;
        plan.fit_headers();
        Ok(plan)
    }

    fn check(&self) -> Result<(), ExportError> {
        let destination = self.destination;
        let have = |content: &Content| {
            (self.columns.iter()).any(|c| c.content == *content && c.field.is_some())
        };
        let mut groups = destination.needs.iter();
        if !destination.needs.is_empty() && !groups.any(|group| group.iter().all(have)) {
            return Err(ExportError::MissingIdentifier {
                destination: destination.name.clone(),
                needs: needs_in_words(destination),
            });
        }
        match destination.limits.most_columns {
            Some(most) if self.columns.len() > most => Err(ExportError::TooManyColumns {
                destination: destination.name.clone(),
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
                changes.insert((column.header.clone(), "header changed to what is taken"), 1);
                column.header = header;
            }
        }
        self.changes = changes;
    }

    pub(super) fn headers(&self) -> Vec<(&str, Typed)> {
        self.columns.iter().map(|c| (c.header.as_str(), c.typed)).collect()
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

fn own_columns(destination: &Destination, choice: &Choice, fields: &Fields) -> Vec<Planned> {
    let wanted = |content: &Content| {
        let chosen = choice.contents.as_ref();
        chosen.is_none_or(|chosen| chosen.contains(content))
    };
    let there = |content: &Content| fields.field(content, 0).is_some() && wanted(content);
    let apart = !destination.together.iter().all(there);
    let mut columns: Vec<Planned> = Vec::new();
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
        columns.push(Planned {
            header: header.unwrap_or(&column.header).clone(),
            theirs: true,
            content,
            field,
            form: column.form,
            hash,
            typed: typed(&column.content),
        });
    }
    if destination.one_column {
        columns.truncate(1);
    }
    columns
}

fn typed(content: &Content) -> Typed {
    match content {
        Content::Rank => Typed::Whole,
        Content::Propensity | Content::Percentile => Typed::Decimal,
        Content::Control => Typed::Flag,
        _ => Typed::Text,
    }
}

fn extra_columns(
    destination: &Destination,
    choice: &Choice,
    fields: &Fields,
) -> Result<Vec<Planned>, ExportError> {
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
            Ok(Planned {
                header: extra_header(content, destination.extras),
                theirs: false,
                content: content.clone(),
                field,
                form: ValueFormat::Raw,
                hash: false,
                typed: typed(content),
            })
        })
        .collect()
}

fn extra_header(content: &Content, style: Extras) -> String {
    let name = content.name();
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
        let names: Vec<String> = group.iter().map(|c| c.name().to_lowercase()).collect();
        names.join(" with ")
    };
    let groups: Vec<String> = destination.needs.iter().map(group).collect();
    groups.join(" or ")
}

/// The characters that Segment's profile upload lists as allowed, besides blanks.
pub(super) fn segment_takes(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "!@#$%^&*()_+-=[]{}:\\.`~<>/?| ".contains(c)
        || ('\u{c0}'..='\u{17f}').contains(&c) && c.is_alphabetic()
}
