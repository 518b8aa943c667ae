//! Who people are: people files and identify calls in, each person's traits out.
//!
//! A person's traits (e-mail, phone, name, country, consent …) are joined by the same ID that
//! events carry, or by any of their e-mail addresses where one side knows only that. Where several rows speak of
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
use crate::base::field_names;
use crate::base::known_as::KnownAs;
use crate::base::mailbox::{address, mailbox};
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::import::person_key;
use consent::Polarity;

/// No value.
const NONE: u32 = u32::MAX;

/// Everyone's traits.
#[derive(Debug, Clone, Default)]
pub struct Traits {
    ids: Interner,
    columns: Vec<TraitColumn>,
    /// People whose ID is an e-mail address, by their mailbox.
    known_by_mail: ByMail,
    /// People with an ID of another kind, by the mailboxes among their traits.
    with_mail: ByMail,
}

/// People by mailbox, in text order of their IDs. Hardly any is of several people, so these are kept apart.
#[derive(Debug, Clone, Default)]
struct ByMail {
    first: HashMap<String, u32>,
    others: HashMap<String, Vec<u32>>,
}

/// Records by which somebody's traits are known.
struct Records {
    /// Of the person, the best known first.
    own: Vec<u32>,
    /// Of others who have the same mailbox.
    sharing: Vec<u32>,
}

impl ByMail {
    /// Adds people in text order of their IDs.
    fn add(&mut self, mailbox: String, person: u32) {
        match self.first.get(&mailbox) {
            None => {
                self.first.insert(mailbox, person);
            }
            Some(known) if *known != person => {
                let others = self.others.entry(mailbox).or_default();
                if others.last() != Some(&person) {
                    others.push(person);
                }
            }
            Some(_) => {}
        }
    }

    fn of(&self, mailbox: &str) -> impl Iterator<Item = u32> {
        let first = self.first.get(mailbox).into_iter();
        first.chain(self.others.get(mailbox).into_iter().flatten()).copied()
    }
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
    /// Whether it holds e-mail addresses.
    is_mail: bool,
}

/// Whether a trait of this name holds addresses: `email2`, `Courriel`, `gmail_account`.
fn is_mail_name(name: &str) -> bool {
    field_names::is_address(name) || name.to_lowercase().contains("mail")
}

impl Traits {
    /// Names of the traits, in the order of the files' fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|c| c.name.as_str())
    }

    /// Names of those that tell whether somebody agreed to be contacted, or refused: by their names, or by what they
    /// say.
    pub fn consents(&self) -> impl Iterator<Item = &str> {
        let tell = self.columns.iter().filter(|column| column.polarity.is_some());
        tell.map(|column| column.name.as_str())
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
        let person = &*person_key(person);
        // Only consent asks others, too, where the person's own record says something.
        let own = self.ids.find(person).filter(|_| self.columns[column].polarity.is_none());
        own.and_then(|own| self.at(own, column))
            .or_else(|| self.last_word(&self.records(person), column))
    }

    /// A person's traits in the order of [`Traits::names`].
    pub fn of(&self, person: &str) -> Vec<Option<&str>> {
        let records = self.records(&person_key(person));
        (0..self.columns.len()).map(|column| self.last_word(&records, column)).collect()
    }

    /// What the first of several records says; of consent, a refusal wherever it stands: nobody can
    /// tell which of two records was the later word, and what is sent to a mailbox reaches all who share it.
    fn last_word(&self, records: &Records, column: usize) -> Option<&str> {
        let said = |of: &[u32]| of.iter().find_map(|&code| self.at(code, column));
        let refusal = self.columns[column].polarity.and_then(|polarity| {
            let everywhere = records.own.iter().chain(&records.sharing);
            let mut said = everywhere.filter_map(|&code| self.at(code, column));
            said.find(|text| !polarity.gives(Some(text)))
        });
        refusal.or_else(|| said(&records.own))
    }

    /// What is known of a person under the ID, and under the e-mail addresses: somebody's ID in one
    /// file may be a trait in another.
    fn records(&self, person: &str) -> Records {
        let own = self.ids.find(person);
        let (mut records, mut sharing) = (Vec::from_iter(own), Vec::new());
        match mailbox(person) {
            Some(mailbox) => {
                let known = self.known_by_mail.of(&mailbox);
                records.extend(known.filter(|code| Some(*code) != own));
                records.extend(self.with_mail.of(&mailbox));
            }
            None => {
                for mailbox in own.into_iter().flat_map(|code| self.mailboxes_of(code)) {
                    records.extend(self.known_by_mail.of(&mailbox));
                    sharing.extend(self.with_mail.of(&mailbox).filter(|code| Some(*code) != own));
                }
            }
        }
        Records { own: records, sharing }
    }

    /// The mailboxes among a person's traits.
    fn mailboxes_of(&self, person: u32) -> impl Iterator<Item = String> {
        let columns = self.columns.iter().enumerate().filter(|(_, column)| column.is_mail);
        columns.filter_map(move |(place, _)| mailbox(self.at(person, place)?))
    }

    /// Notes who has which e-mail address, and which traits are consent; once everything is read.
    fn join_by_mail(&mut self) {
        for column in &mut self.columns {
            let named = consent::polarity(&column.name);
            column.polarity = named.or_else(|| consent::of_values(column.values.texts()));
            column.is_mail = is_mail_name(&column.name);
        }
        let ids = self.ids.texts();
        let mut people: Vec<u32> = (0..self.len() as u32).collect();
        people.sort_unstable_by_key(|&code| ids.get(code));
        let (mut known_by_mail, mut with_mail) = (ByMail::default(), ByMail::default());
        for code in people {
            match mailbox(ids.get(code)) {
                Some(mailbox) => known_by_mail.add(mailbox, code),
                None => self.mailboxes_of(code).for_each(|mailbox| with_mail.add(mailbox, code)),
            }
        }
        (self.known_by_mail, self.with_mail) = (known_by_mail, with_mail);
    }

    fn at(&self, person: u32, column: usize) -> Option<&str> {
        let column = &self.columns[column];
        let code = column.codes.get(person as usize).copied().filter(|&c| c != NONE)?;
        Some(column.values.texts().get(code))
    }

    /// How many of these people have any traits.
    pub fn matched(&self, people: &Dictionary) -> usize {
        people.iter().filter(|id| !self.records(&person_key(id)).own.is_empty()).count()
    }

    /// The IDs of people by their addresses, where nobody shares one.
    pub fn known_as(&self) -> KnownAs {
        let mut known_as = KnownAs::default();
        let is_address = |at: &usize| field_names::is_address(&self.columns[*at].name);
        let columns: Vec<usize> = (0..self.columns.len()).filter(is_address).collect();
        for (person, id) in
            (0..).zip(self.ids.texts().iter()).filter(|(_, id)| address(id).is_err())
        {
            for address in columns.iter().filter_map(|&at| address(self.at(person, at)?).ok()) {
                let is_own = mailbox(&address).is_some_and(|m| self.with_mail.of(&m).count() == 1);
                if is_own {
                    known_as.add(&address, id);
                }
            }
        }
        known_as
    }

    /// How many of these people stand among them under another ID, too: by an address that several people share, so
    /// that nobody can tell whose events they are. Each counts as two.
    pub fn known_twice(&self, people: &Dictionary) -> usize {
        let is_twice = |id: &str| {
            let Some(mailbox) = mailbox(id) else { return false };
            let is_there = |code: u32| people.find(self.ids.texts().get(code)).is_some();
            self.with_mail.of(&mailbox).any(is_there)
        };
        people.iter().filter(|id| id.contains('@') && is_twice(id)).count()
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
            let column =
                TraitColumn { name, values: values.into(), codes, ..TraitColumn::default() };
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
        let known: Vec<u32> =
            people.iter().filter_map(|id| self.ids.find(&person_key(id))).collect();
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
