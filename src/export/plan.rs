//! A destination as chosen becomes the columns that are really written, and a person a row of
//! them: the one place where values are normalised, hashed, cut and found missing.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::destination::{Content, Destination, Extras, Hashing};
use super::error::ExportError;
use super::input::{Field, Fields, Person};
use super::normalise::{self, Form, Locale};

/// A destination with what the person chose for it. Kept in the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The destination, one of [`super::DESTINATIONS`] or the person's own.
    pub destination: Destination,
    /// Contents to write; `None` for all that the people have. A destination of one column takes
    /// the first of them.
    #[serde(default)]
    pub contents: Option<Vec<Content>>,
    /// Whether identifiers are hashed, where there is a choice.
    #[serde(default)]
    pub hashed: bool,
    /// Further columns, where the destination takes them.
    #[serde(default)]
    pub extras: Vec<Content>,
}

impl Choice {
    /// The destination as it is offered first.
    pub fn of(destination: &Destination) -> Self {
        Self {
            destination: destination.clone(),
            contents: None,
            hashed: destination.hash_first && destination.hashable(),
            extras: Vec::new(),
        }
    }
}

/// Who may be written: those whose trait says yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The trait's name.
    pub column: String,
    /// Values that mean yes, beside true, yes, 1 and the like.
    #[serde(default)]
    pub yes: Vec<String>,
}

/// Why a person is not in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unused {
    /// The consent trait does not say yes.
    NoConsent,
    /// None of the identifiers that the destination needs, or none in a form that it takes.
    NoIdentifier,
    /// The same identifier as someone better ranked.
    Repeated,
}

impl Unused {
    /// In the person's words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoConsent => "no consent",
            Self::NoIdentifier => "no identifier that can be matched",
            Self::Repeated => "same identifier as someone better ranked",
        }
    }
}

/// How a column's values are stored where the file has types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Text,
    Whole,
    Decimal,
    Flag,
}

struct Planned {
    header: String,
    content: Content,
    field: Option<Field>,
    form: Form,
    hash: bool,
    typed: Typed,
}

/// The columns that are really written, with the rules for rows.
pub(super) struct Plan<'a> {
    pub(super) destination: &'a Destination,
    audience: &'a str,
    columns: Vec<Planned>,
    country: Option<Field>,
    locale: Locale,
    consent: Option<(Field, &'a Consent)>,
    /// The control group is in the file, marked, instead of in a file of its own.
    pub(super) marks_control: bool,
    seen: HashSet<[u8; 16]>,
    /// What was changed or left out, by column header and what.
    pub(super) changes: BTreeMap<(String, &'static str), u64>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        choice: &'a Choice,
        fields: &Fields,
        audience: &'a str,
        locale: Locale,
        consent: Option<&'a Consent>,
    ) -> Result<Self, ExportError> {
        let destination = &choice.destination;
        let consent = consent.map(|consent| {
            let field = fields.field(&Content::Trait(consent.column.clone()), 0);
            let missing = || ExportError::NoConsentTrait(consent.column.clone());
            Ok::<_, ExportError>((field.ok_or_else(missing)?, consent))
        });
        let mut columns = own_columns(choice, fields);
        let extras = extra_columns(choice, fields)?;
        let at = columns.len() - usize::from(destination.extras_before_last && !columns.is_empty());
        columns.splice(at..at, extras);
        let plan = Self {
            destination,
            audience,
            columns,
            country: fields.field(&Content::Country, 0),
            locale,
            consent: consent.transpose()?,
            marks_control: choice.extras.contains(&Content::Control),
            seen: HashSet::new(),
            changes: BTreeMap::new(),
        };
        plan.checked()
    }

    fn checked(self) -> Result<Self, ExportError> {
        let destination = self.destination;
        let have = |content: &Content| {
            (self.columns.iter()).any(|c| c.content == *content && c.field.is_some())
        };
        let mut groups = destination.needs.iter();
        if !destination.needs.is_empty() && !groups.any(|group| group.iter().all(have)) {
            return Err(ExportError::MissingIdentifier {
                destination: destination.name.to_string(),
                needs: needs_in_words(destination),
            });
        }
        match destination.limits.most_columns {
            Some(most) if self.columns.len() > most => Err(ExportError::TooManyColumns {
                destination: destination.name.to_string(),
                most,
                columns: self.columns.len(),
            }),
            _ => Ok(self),
        }
    }

    pub(super) fn headers(&self) -> Vec<(&str, Typed)> {
        self.columns.iter().map(|c| (c.header.as_str(), c.typed)).collect()
    }

    /// Fills a row, or says why the person has none. The control group is for the caller to see to.
    pub(super) fn row(&mut self, person: &Person<'_>, row: &mut Vec<String>) -> Result<(), Unused> {
        row.clear();
        if !self.agrees(person) {
            return Err(Unused::NoConsent);
        }
        let country = self.country.and_then(|field| person.text(field));
        for index in 0..self.columns.len() {
            let cell = self.cell(index, person, country);
            row.push(cell.unwrap_or_default());
        }
        if !self.matchable(row) {
            return Err(Unused::NoIdentifier);
        }
        if self.destination.unique && self.repeated(row) {
            return Err(Unused::Repeated);
        }
        Ok(())
    }

    fn agrees(&self, person: &Person<'_>) -> bool {
        let Some((field, consent)) = self.consent else {
            return true;
        };
        person.text(field).is_some_and(|value| {
            let listed = consent.yes.iter().any(|yes| yes.eq_ignore_ascii_case(value.trim()));
            listed || normalise::flag(value) == Some(true)
        })
    }

    fn cell(&mut self, index: usize, person: &Person<'_>, country: Option<&str>) -> Option<String> {
        let column = &self.columns[index];
        let value: Cow<'_, str> = match (&column.content, column.field) {
            (_, Some(field)) => person.text(field)?.into(),
            (Content::Propensity, None) => format!("{:.6}", person.propensity).into(),
            (Content::Rank, None) => person.rank.to_string().into(),
            (Content::Percentile, None) => format!("{:.2}", person.percentile).into(),
            (Content::AudienceName, None) => self.audience.into(),
            (Content::Reasons, None) => person.reasons.as_ref().into(),
            (Content::Recommended(place), None) => {
                let place = usize::from(*place).checked_sub(1)?;
                person.recommended.get(place)?.as_ref().into()
            }
            (Content::Control, None) => person.control.to_string().into(),
            (Content::Constant(text), None) => text.as_str().into(),
            _ => return None,
        };
        let Some(normal) = column.form.apply(&value, country, self.locale) else {
            self.changed(index, "left out: cannot be read");
            return None;
        };
        if column.hash {
            return Some(normalise::hash(&normal));
        }
        let text = normal.into_owned();
        self.fitted(index, text)
    }

    /// Keeps a value within the platform's length and characters.
    fn fitted(&mut self, index: usize, mut text: String) -> Option<String> {
        let limits = &self.destination.limits;
        if limits.segment_characters && !text.chars().all(segment_takes) {
            self.changed(index, "left out: characters that the platform does not take");
            return None;
        }
        if let Some(most) = limits.most_value_bytes.filter(|most| text.len() > *most) {
            let end = (0..=most).rev().find(|&at| text.is_char_boundary(at));
            text.truncate(end.unwrap_or(0));
            self.changed(index, "cut to the platform’s length");
        }
        Some(text)
    }

    fn changed(&mut self, index: usize, what: &'static str) {
        let header = self.columns[index].header.clone();
        *self.changes.entry((header, what)).or_default() += 1;
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

    /// Whether the row's first identifier was there before.
    fn repeated(&mut self, row: &[String]) -> bool {
        let needed =
            |content: &Content| self.destination.needs.iter().any(|g| g.first() == Some(content));
        let mut cells = self.columns.iter().zip(row);
        let key = cells.find(|(column, cell)| needed(&column.content) && !cell.is_empty());
        let Some((column, cell)) = key.filter(|(c, _)| is_identifier(&c.content)) else {
            return false;
        };
        let mut digest = Sha256::new();
        digest.update(column.header.as_bytes());
        digest.update([0]);
        digest.update(cell.as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&digest.finalize()[..16]);
        !self.seen.insert(short)
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

/// Names are shared by many; these belong to one person.
fn is_identifier(content: &Content) -> bool {
    matches!(content, Content::PersonId | Content::Email | Content::Phone | Content::MobileAdId)
}

fn own_columns(choice: &Choice, fields: &Fields) -> Vec<Planned> {
    let destination = &choice.destination;
    let wanted = |content: &Content| {
        let chosen = choice.contents.as_ref();
        chosen.is_none_or(|chosen| chosen.contains(content))
    };
    let mut columns: Vec<Planned> = Vec::new();
    for column in destination.columns.iter() {
        let hash = match column.hashing {
            Hashing::Never => false,
            Hashing::Either => choice.hashed,
            Hashing::PlainOnly if choice.hashed => continue,
            Hashing::PlainOnly => false,
            Hashing::Always => true,
        };
        let field = fields.field(&column.content, column.nth);
        let field = field.filter(|_| wanted(&column.content));
        let made = is_made(&column.content) && wanted(&column.content);
        if field.is_none() && !made && !destination.fixed_headers {
            continue;
        }
        let header = column.hashed_header.as_ref().filter(|_| hash);
        columns.push(Planned {
            header: header.unwrap_or(&column.header).to_string(),
            content: column.content.clone(),
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

/// Contents that do not come from traits.
fn is_made(content: &Content) -> bool {
    matches!(
        content,
        Content::Propensity
            | Content::Rank
            | Content::Percentile
            | Content::AudienceName
            | Content::Reasons
            | Content::Recommended(_)
            | Content::Control
            | Content::Constant(_)
    )
}

fn typed(content: &Content) -> Typed {
    match content {
        Content::Rank => Typed::Whole,
        Content::Propensity | Content::Percentile => Typed::Decimal,
        Content::Control => Typed::Flag,
        _ => Typed::Text,
    }
}

fn extra_columns(choice: &Choice, fields: &Fields) -> Result<Vec<Planned>, ExportError> {
    let style = choice.destination.extras;
    if style == Extras::None {
        return Ok(Vec::new());
    }
    (choice.extras.iter())
        .filter(|content| !(choice.destination.columns.iter()).any(|c| c.content == **content))
        .map(|content| {
            let field = fields.field(content, 0);
            if field.is_none() && !is_made(content) {
                return Err(ExportError::NoSuchColumn(content.name().into_owned()));
            }
            Ok(Planned {
                header: extra_header(content, style),
                content: content.clone(),
                field,
                form: Form::Raw,
                hash: false,
                typed: typed(content),
            })
        })
        .collect()
}

fn extra_header(content: &Content, style: Extras) -> String {
    let name = content.name();
    let made = is_made(content);
    match style {
        Extras::Words if made => format!("Likely {}", name.to_lowercase()),
        Extras::Words => name.into_owned(),
        Extras::Snake if made => format!("likely_{}", name.to_lowercase().replace(' ', "_")),
        Extras::Plain if made => name.to_lowercase().replace(' ', "_"),
        Extras::Snake | Extras::Plain | Extras::None => name.into_owned(),
    }
}

/// "an e-mail address or a phone number".
fn needs_in_words(destination: &Destination) -> String {
    let group = |group: &Vec<Content>| {
        let names: Vec<String> = group.iter().map(|c| c.name().to_lowercase()).collect();
        names.join(" with ")
    };
    let groups: Vec<String> = destination.needs.iter().map(group).collect();
    groups.join(" or ")
}

/// The characters that Segment's profile upload lists as allowed, besides blanks.
fn segment_takes(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "!@#$%^&*()_+-=[]{}:\\.`~<>/?| ".contains(c)
        || ('\u{c0}'..='\u{17f}').contains(&c) && c.is_alphabetic()
}
