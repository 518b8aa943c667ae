//! Who people are: people files and identify calls in, each person's traits out.
//!
//! A person's traits (e-mail, phone, name, country, consent …) are joined by the same ID that
//! events carry, or by e-mail address where one side knows only that. Where several rows speak of
//! one person, each trait takes the last filled value (`latest` says what is last, and what becomes
//! of consent where that cannot be told). Not for events or models.

mod consent;
mod files;
mod latest;
mod read;
mod values;

use std::collections::HashMap;
use std::io;

pub use files::{PeopleFile, people_files};
pub use read::{PeopleRead, read};
pub use values::{MeantValues, TraitComparison};

use crate::base::dictionary::{Dictionary, Interner};
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::import::id_text;
use consent::Polarity;

/// No value.
const NONE: u32 = u32::MAX;

/// Everyone's traits.
#[derive(Debug, Clone, Default)]
pub struct Traits {
    ids: Interner,
    columns: Vec<TraitColumn>,
    /// People whose ID is an e-mail address, by the address.
    known_by_mail: HashMap<String, u32>,
    /// People with an ID of another kind, by the address among their traits; where several share
    /// one, the first in text order of the IDs.
    with_mail: HashMap<String, u32>,
    /// The others of those who share one.
    sharing: HashMap<String, Vec<u32>>,
}

/// What values a trait has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraitCounts {
    /// The trait.
    pub name: String,
    /// Each value and how many people have it, the commonest first.
    pub values: Vec<(String, u32)>,
}

#[derive(Debug, Clone, Default)]
struct TraitColumn {
    name: String,
    values: Interner,
    /// By person: the value's code, or [`NONE`].
    codes: Vec<u32>,
    /// Which way round it tells consent, where it does.
    polarity: Option<Polarity>,
}

/// An e-mail address as it is compared: without case and spaces. `None` for what is none.
fn mail(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, domain) = text.split_once('@')?;
    (!name.is_empty() && domain.contains('.') && !text.contains(char::is_whitespace))
        .then(|| text.to_lowercase())
}

fn is_mail_name(name: &str) -> bool {
    name.to_lowercase().contains("mail")
}

impl Traits {
    /// Names of the traits, in the order of the files' fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|c| c.name.as_str())
    }

    /// Number of people with traits.
    pub fn len(&self) -> usize {
        self.ids.texts().len()
    }

    /// Whether nobody has traits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A trait of a person, by the trait's name.
    pub fn get(&self, person: &str, name: &str) -> Option<&str> {
        let column = self.columns.iter().position(|c| c.name == name)?;
        self.last_word(&self.records(id_text(person)), column)
    }

    /// A person's traits in the order of [`Traits::names`].
    pub fn of(&self, person: &str) -> Vec<Option<&str>> {
        let records = self.records(id_text(person));
        (0..self.columns.len()).map(|column| self.last_word(&records, column)).collect()
    }

    /// What the first of several records says; of consent, a refusal wherever it stands: nobody can
    /// tell which of two records was the later word.
    fn last_word(&self, records: &[u32], column: usize) -> Option<&str> {
        let said = || records.iter().filter_map(|&code| self.at(code, column));
        let polarity = self.columns[column].polarity;
        let refusal = polarity.and_then(|p| said().find(|text| !p.gives(Some(text))));
        refusal.or_else(|| said().next())
    }

    /// What is known of a person under the ID, and under the e-mail address: somebody's ID in one
    /// file may be a trait in another.
    fn records(&self, person: &str) -> Vec<u32> {
        let own = self.ids.find(person);
        let mut records: Vec<u32> = own.into_iter().collect();
        match mail(person) {
            Some(mail) => {
                records.extend(self.known_by_mail.get(&mail).filter(|code| Some(**code) != own));
                records.extend(self.with_mail.get(&mail));
                records.extend(self.sharing.get(&mail).into_iter().flatten());
            }
            None => {
                let mail = own.and_then(|code| self.mail_of(code));
                records.extend(mail.and_then(|mail| self.known_by_mail.get(&mail)));
            }
        }
        records
    }

    fn mail_of(&self, person: u32) -> Option<String> {
        let columns = (0..self.columns.len()).filter(|&c| is_mail_name(&self.columns[c].name));
        columns.filter_map(|column| self.at(person, column)).find_map(mail)
    }

    /// Notes who has which e-mail address, and which traits are consent; once everything is read.
    fn join_by_mail(&mut self) {
        for column in &mut self.columns {
            column.polarity = consent::polarity(&column.name);
        }
        for code in 0..self.len() as u32 {
            if let Some(mail) = mail(self.ids.texts().get(code)) {
                self.known_by_mail.entry(mail).or_insert(code);
                continue;
            }
            let Some(mail) = self.mail_of(code) else { continue };
            let Some(&known) = self.with_mail.get(&mail) else {
                self.with_mail.insert(mail, code);
                continue;
            };
            // The first in text order stands first.
            let text = |code: u32| self.ids.texts().get(code);
            let (first, other) =
                if text(code) < text(known) { (code, known) } else { (known, code) };
            self.sharing.entry(mail.clone()).or_default().push(other);
            self.with_mail.insert(mail, first);
        }
        let ids = self.ids.texts();
        for others in self.sharing.values_mut() {
            others.sort_unstable_by_key(|&code| ids.get(code));
        }
    }

    fn at(&self, person: u32, column: usize) -> Option<&str> {
        let column = &self.columns[column];
        let code = column.codes.get(person as usize).copied().filter(|&c| c != NONE)?;
        Some(column.values.texts().get(code))
    }

    /// How many of these people have any traits.
    pub fn matched(&self, people: &Dictionary) -> usize {
        people.iter().filter(|id| !self.records(id_text(id)).is_empty()).count()
    }

    /// Writes everyone's traits, for the next time.
    ///
    /// # Errors
    /// Those of the system.
    pub fn keep(&self, writer: &mut Writer) -> io::Result<()> {
        writer.json("traits", &self.names().collect::<Vec<_>>())?;
        writer.texts("ids", self.ids.texts())?;
        for (place, column) in self.columns.iter().enumerate() {
            writer.texts(&format!("values {place}"), column.values.texts())?;
            writer.numbers(&format!("codes {place}"), &column.codes)?;
        }
        Ok(())
    }

    /// What [`Traits::keep`] wrote.
    ///
    /// # Errors
    /// [`Unusable`]: read the files again.
    pub fn open(reader: &Reader) -> Result<Self, Unusable> {
        let names: Vec<String> = reader.json("traits")?;
        let columns = names.into_iter().enumerate().map(|(place, name)| {
            let values = reader.texts(&format!("values {place}"))?;
            let codes = reader.numbers::<u32>(&format!("codes {place}"))?.to_vec();
            let known = codes.iter().all(|&c| c == NONE || (c as usize) < values.len());
            let column = TraitColumn { name, values: values.into(), codes, polarity: None };
            if known { Ok(column) } else { Err(Unusable::Damaged) }
        });
        let columns = columns.collect::<Result<_, _>>()?;
        let ids = reader.texts("ids")?.into();
        let mut traits = Self { columns, ids, ..Self::default() };
        traits.join_by_mail();
        Ok(traits)
    }

    /// For each trait its values and how many of these people have each, the commonest first.
    pub fn counts(&self, people: &Dictionary) -> Vec<TraitCounts> {
        let known: Vec<u32> = people.iter().filter_map(|id| self.ids.find(id)).collect();
        let count = |column: &TraitColumn| {
            let mut by_code = vec![0_u32; column.values.texts().len()];
            for &person in &known {
                let code = column.codes.get(person as usize).copied().unwrap_or(NONE);
                if let Some(count) = by_code.get_mut(code as usize) {
                    *count += 1;
                }
            }
            let mut values: Vec<(String, u32)> = (0..by_code.len())
                .filter(|&code| by_code[code] > 0)
                .map(|code| (column.values.texts().get(code as u32).to_owned(), by_code[code]))
                .collect();
            values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            TraitCounts { name: column.name.clone(), values }
        };
        self.columns.iter().map(count).collect()
    }

    fn column(&mut self, name: &str) -> usize {
        self.columns.iter().position(|c| c.name == name).unwrap_or_else(|| {
            self.columns.push(TraitColumn { name: name.to_owned(), ..TraitColumn::default() });
            self.columns.len() - 1
        })
    }

    fn set(&mut self, person: u32, column: usize, value: &str) {
        let column = &mut self.columns[column];
        if column.codes.len() <= person as usize {
            column.codes.resize(person as usize + 1, NONE);
        }
        column.codes[person as usize] = column.values.code(value);
    }
}

#[cfg(test)]
mod tests;
