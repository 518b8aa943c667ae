//! Who people are: people files and identify calls in, each person's traits out.
//!
//! A person's traits (e-mail, phone, name, country, consent …) are joined by the same ID that
//! events carry, or by e-mail address where one side knows only that. Where several rows speak of
//! one person, each trait takes the latest value that is filled. Not for events or models.

mod files;

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Mutex;

pub use files::{PeopleFile, people_files};

use crate::base::dictionary::{Dictionary, Interner};
use crate::base::progress::{Progress, Unit};
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::base::sync::{into_inner, lock};
use crate::import::{
    self, Batch, ImportError, Options, ReadAs, Report, Request, TimeFormat, Wanted,
};

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
    /// one, the first.
    with_mail: HashMap<String, u32>,
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

/// One row of a people file: the person, its place in the order of time, its traits.
type Row = (String, i64, Vec<Option<String>>);

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
        self.records(person).into_iter().flatten().find_map(|code| self.at(code, column))
    }

    /// A person's traits in the order of [`Traits::names`].
    pub fn of(&self, person: &str) -> Vec<Option<&str>> {
        let records = self.records(person);
        let value = |column| records.iter().flatten().find_map(|&code| self.at(code, column));
        (0..self.columns.len()).map(value).collect()
    }

    /// What is known of a person under the ID, and under the e-mail address: somebody's ID in one
    /// file may be a trait in another.
    fn records(&self, person: &str) -> [Option<u32>; 2] {
        let own = self.ids.find(person);
        let other = match mail(person) {
            Some(mail) => {
                let same = self.known_by_mail.get(&mail).copied();
                return [own.or(same), self.with_mail.get(&mail).copied()];
            }
            None => own.and_then(|code| self.mail_of(code)),
        };
        [own, other.and_then(|mail| self.known_by_mail.get(&mail).copied())]
    }

    fn mail_of(&self, person: u32) -> Option<String> {
        let columns = (0..self.columns.len()).filter(|&c| is_mail_name(&self.columns[c].name));
        columns.filter_map(|column| self.at(person, column)).find_map(mail)
    }

    /// Notes who has which e-mail address; once everything is read.
    fn join_by_mail(&mut self) {
        for code in 0..self.len() as u32 {
            match mail(self.ids.texts().get(code)) {
                Some(mail) => self.known_by_mail.entry(mail).or_insert(code),
                None => match self.mail_of(code) {
                    Some(mail) => self.with_mail.entry(mail).or_insert(code),
                    None => continue,
                },
            };
        }
    }

    fn at(&self, person: u32, column: usize) -> Option<&str> {
        let column = &self.columns[column];
        let code = column.codes.get(person as usize).copied().filter(|&c| c != NONE)?;
        Some(column.values.texts().get(code))
    }

    /// How many of these people have any traits.
    pub fn matched(&self, people: &Dictionary) -> usize {
        people.iter().filter(|id| self.records(id).iter().any(Option::is_some)).count()
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
            let column = TraitColumn { name, values: values.into(), codes };
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

/// Reads people files; later files fill in and correct earlier ones. A file that cannot be read
/// stops only itself: its error is in its place.
///
/// # Errors
/// Only [`ImportError::Stopped`].
pub fn read(
    files: &[PeopleFile],
    options: &Options,
    progress: &Progress,
) -> Result<(Traits, Vec<Result<Report, ImportError>>), ImportError> {
    let mut traits = Traits::default();
    let mut reports = Vec::new();
    for file in files {
        progress.stage(format!("Reading {}", file.source.name()), file.source.bytes, Unit::Bytes);
        match read_rows(file, options, progress) {
            Ok((mut rows, report)) => {
                // Batches come in no fixed order: time, then content, settles who has the last word.
                progress.check()?;
                rows.sort_unstable_by(|a, b| (a.1, &a.0, &a.2).cmp(&(b.1, &b.0, &b.2)));
                let names = file.traits.iter().map(|(name, _)| name);
                let columns: Vec<usize> = names.map(|name| traits.column(name)).collect();
                for rows in rows.chunks(1 << 16) {
                    progress.check()?;
                    add_rows(&mut traits, &columns, rows);
                }
                reports.push(Ok(report));
            }
            Err(ImportError::Stopped(stopped)) => return Err(stopped.into()),
            Err(error) => reports.push(Err(error)),
        }
    }
    traits.join_by_mail();
    Ok((traits, reports))
}

fn read_rows(
    file: &PeopleFile,
    options: &Options,
    progress: &Progress,
) -> Result<(Vec<Row>, Report), ImportError> {
    let text = |path: &String, required| Wanted {
        paths: vec![path.clone()],
        read_as: ReadAs::Text,
        required,
    };
    let mut fields =
        vec![Wanted { paths: file.id.clone(), read_as: ReadAs::Text, required: Some("person") }];
    if let Some(time) = &file.time {
        fields.push(Wanted {
            paths: vec![time.clone()],
            read_as: ReadAs::Time(TimeFormat::Auto),
            required: None,
        });
    }
    let first = fields.len();
    fields.extend(file.traits.iter().map(|(_, path)| text(path, None)));
    let rows: Mutex<Vec<Row>> = Mutex::default();
    let sink = |batch: Batch| {
        let mut part = Vec::new();
        // Event files say the same of a person again and again.
        let mut said = HashSet::new();
        for row in 0..batch.rows {
            let Some(id) = batch.columns[0].text(row) else { continue };
            let cells = batch.columns[first..].iter().map(|column| column.text(row));
            if !said.insert((id, cells.collect::<Vec<_>>())) {
                continue;
            }
            let time = file.time.as_ref().and_then(|_| batch.columns[1].time(row));
            let values: Vec<Option<String>> = batch.columns[first..]
                .iter()
                .map(|column| column.text(row).map(str::to_owned))
                .collect();
            if values.iter().any(Option::is_some) {
                part.push((id.to_owned(), time.unwrap_or(0), values));
            }
        }
        lock(&rows).append(&mut part);
        progress.check()
    };
    let request = Request { fields, limit: None };
    let report = import::read(&file.source, &request, options, &sink, progress)?;
    Ok((into_inner(rows), report))
}

fn add_rows(traits: &mut Traits, columns: &[usize], rows: &[Row]) {
    for (id, _, values) in rows {
        let person = traits.ids.code(id);
        for (value, &column) in values.iter().zip(columns) {
            if let Some(value) = value {
                traits.set(person, column, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&[&str], &[Row])]) -> Traits {
        let mut traits = Traits::default();
        for (names, rows) in files {
            let columns: Vec<usize> = names.iter().map(|name| traits.column(name)).collect();
            add_rows(&mut traits, &columns, rows);
        }
        traits.join_by_mail();
        traits
    }

    fn row(id: &str, values: &[&str]) -> Row {
        let filled = |v: &&str| (!v.is_empty()).then(|| (*v).to_owned());
        (id.to_owned(), 0, values.iter().map(filled).collect())
    }

    #[test]
    fn people_are_found_by_id_or_by_address() {
        let traits = of(&[
            (&["email", "country"], &[row("7", &["Ann@Example.com", "DE"])]),
            (&["consent"], &[row("ann@example.com", &["yes"]), row("bob@example.com", &["no"])]),
        ]);
        let all = [Some("Ann@Example.com"), Some("DE"), Some("yes")];
        assert_eq!(traits.of("7"), all);
        assert_eq!(traits.of(" ANN@example.com"), all);
        assert_eq!(traits.of("bob@example.com"), [None, None, Some("no")]);
        assert_eq!(traits.of("nobody"), [None, None, None]);
        assert_eq!(traits.get("7", "consent"), Some("yes"));
    }

    #[test]
    fn two_customers_of_one_address_stay_two() {
        let rows = [row("1", &["a@b.de", "Ann"]), row("2", &["a@b.de", ""])];
        let traits = of(&[(&["email", "name"], &rows)]);
        assert_eq!(traits.of("2"), [Some("a@b.de"), None]);
        assert_eq!(traits.of("a@b.de"), [Some("a@b.de"), Some("Ann")]);
    }
}
