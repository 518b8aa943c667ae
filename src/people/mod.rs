//! Who people are: people files and identify calls in, each person's traits out.
//!
//! A person's traits (e-mail, phone, name, country, consent …) are joined by the same ID that
//! events carry. Where several rows speak of one person, each trait takes the latest value that is
//! filled. Not for events or models.

use std::io;
use std::sync::{Mutex, PoisonError};

use crate::catalog::{Catalog, FileRole};
use crate::dictionary::{Dictionary, Interner};
use crate::import::{
    self, Batch, Format, ImportError, Options, ReadAs, Report, Request, Source, TimeFormat, Wanted,
};
use crate::progress::Progress;
use crate::sections::{Reader, Unusable, Writer};

/// No value.
const NONE: u32 = u32::MAX;

/// A file that says who people are.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleFile {
    /// The file.
    pub source: Source,
    /// Field with the person's ID.
    pub id: String,
    /// Field with the time of the row, where rows follow one another (identify calls).
    pub time: Option<String>,
    /// Traits: name and field.
    pub traits: Vec<(String, String)>,
}

/// The people files of a catalog: files of people, and event logs that hold identify calls.
pub fn people_files(catalog: &Catalog, sources: &[Option<Source>]) -> Vec<PeopleFile> {
    let mut files = Vec::new();
    for (role, source) in catalog.files.iter().zip(sources) {
        let Some(source) = source else { continue };
        match role {
            FileRole::People { id } => files.push(PeopleFile {
                source: source.clone(),
                id: id.clone(),
                time: None,
                traits: source
                    .fields
                    .iter()
                    .filter(|f| f.path != *id)
                    .map(|f| (f.path.clone(), f.path.clone()))
                    .collect(),
            }),
            FileRole::Events(roles) if source.format == Format::SegmentLogs => {
                let traits: Vec<(String, String)> = ["context.traits.", "traits."]
                    .iter()
                    .flat_map(|prefix| {
                        source.fields.iter().filter_map(move |f| {
                            let name = f.path.strip_prefix(prefix)?;
                            Some((name.to_owned(), f.path.clone()))
                        })
                    })
                    .collect();
                if let (Some(id), false) = (roles.person.first(), traits.is_empty()) {
                    files.push(PeopleFile {
                        source: source.clone(),
                        id: id.clone(),
                        time: roles.time.clone(),
                        traits,
                    });
                }
            }
            _ => {}
        }
    }
    files
}

/// Everyone's traits.
#[derive(Debug, Clone, Default)]
pub struct Traits {
    ids: Interner,
    columns: Vec<TraitColumn>,
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
        self.at(self.ids.find(person)?, column)
    }

    /// A person's traits in the order of [`Traits::names`].
    pub fn of(&self, person: &str) -> Vec<Option<&str>> {
        match self.ids.find(person) {
            Some(code) => (0..self.columns.len()).map(|c| self.at(code, c)).collect(),
            None => vec![None; self.columns.len()],
        }
    }

    fn at(&self, person: u32, column: usize) -> Option<&str> {
        let column = &self.columns[column];
        let code = column.codes.get(person as usize).copied().filter(|&c| c != NONE)?;
        Some(column.values.texts().get(code))
    }

    /// How many of these people have any traits.
    pub fn matched(&self, people: &Dictionary) -> usize {
        people.iter().filter(|id| self.ids.find(id).is_some()).count()
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
        Ok(Self { columns: columns.collect::<Result<_, _>>()?, ids: reader.texts("ids")?.into() })
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
        progress.stage(format!("Reading {}", file.source.name()), file.source.bytes);
        match read_rows(file, options, progress) {
            Ok((mut rows, report)) => {
                // Batches come in no fixed order: time, then content, settles who has the last word.
                rows.sort_unstable_by(|a, b| (a.1, &a.0, &a.2).cmp(&(b.1, &b.0, &b.2)));
                add_rows(&mut traits, file, &rows);
                reports.push(Ok(report));
            }
            Err(ImportError::Stopped(stopped)) => return Err(stopped.into()),
            Err(error) => reports.push(Err(error)),
        }
    }
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
    let mut fields = vec![text(&file.id, Some("person"))];
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
        for row in 0..batch.rows {
            let Some(id) = batch.columns[0].text(row) else { continue };
            let time = file.time.as_ref().and_then(|_| batch.columns[1].time(row));
            let values: Vec<Option<String>> = batch.columns[first..]
                .iter()
                .map(|column| column.text(row).map(str::to_owned))
                .collect();
            if values.iter().any(Option::is_some) {
                part.push((id.to_owned(), time.unwrap_or(0), values));
            }
        }
        rows.lock().unwrap_or_else(PoisonError::into_inner).append(&mut part);
        progress.check()
    };
    let request = Request { fields, limit: None };
    let report = import::read(&file.source, &request, options, &sink, progress)?;
    Ok((rows.into_inner().unwrap_or_else(PoisonError::into_inner), report))
}

fn add_rows(traits: &mut Traits, file: &PeopleFile, rows: &[Row]) {
    let columns: Vec<usize> = file.traits.iter().map(|(name, _)| traits.column(name)).collect();
    for (id, _, values) in rows {
        let person = traits.ids.code(id);
        for (value, &column) in values.iter().zip(&columns) {
            if let Some(value) = value {
                traits.set(person, column, value);
            }
        }
    }
}
