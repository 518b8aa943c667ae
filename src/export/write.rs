//! Writes the files of an export: all of them, or none.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::destination::{FileKind, Limits};
use super::error::ExportError;
use super::input::{Fields, People, Person};
use super::manifest::{Manifest, manifest, readme};
use super::plan::{Choice, Plan, Typed, Unused};
use super::settings::Settings;
use super::sink::{Complete, Files, Hashed, defuse};
use crate::atomic::Existing;
use crate::progress::Progress;

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// People to upload.
    People,
    /// People who could not be used, with the reason.
    Unused,
    /// The control group.
    Control,
    /// The manifest.
    Manifest,
    /// What to do next, in words.
    Readme,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub holds: Holds,
    /// Key of the destination it is for; empty for files about the whole export.
    pub destination: String,
    /// Rows without the header.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// What became of the people in one destination's file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Key of the destination.
    pub destination: String,
    /// Name of the destination.
    pub name: String,
    /// Whether identifiers were hashed.
    pub hashed: bool,
    /// People in its files.
    pub used: u64,
    /// People who could not be used, by reason.
    pub unused: BTreeMap<Unused, u64>,
    /// People held out.
    pub control: u64,
    /// Values changed or left out: column, what, how many.
    pub changes: Vec<(String, String, u64)>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// All files, the ones to upload first.
    pub files: Vec<WrittenFile>,
    /// One a destination, in the order chosen.
    pub outcomes: Vec<Outcome>,
}

/// Files that are complete, before they get their names.
struct Draft {
    holds: Holds,
    destination: String,
    file: Complete,
}

/// Writes the audience for each chosen destination, the control group, the people who could not be
/// used, a manifest and a readme, all into the settings' folder.
///
/// # Errors
/// [`ExportError`]; nothing is left then.
pub fn write<P: People + ?Sized>(
    people: &P,
    fields: &Fields,
    choices: &[Choice],
    settings: &Settings,
    progress: &Progress,
) -> Result<Written, ExportError> {
    if people.count() == 0 {
        return Err(ExportError::NoPeople);
    }
    if choices.is_empty() {
        return Err(ExportError::NoDestination);
    }
    let folder = &settings.folder;
    std::fs::create_dir_all(folder).map_err(|error| ExportError::io(folder, error))?;
    let mut drafts = Vec::new();
    let mut outcomes = Vec::new();
    for choice in choices {
        outcomes.push(destination(people, fields, choice, settings, progress, &mut drafts)?);
    }
    control(people, settings, progress, &mut drafts)?;
    let mut files: Vec<WrittenFile> = drafts.iter().map(Draft::told).collect();
    let texts = [
        (Holds::Readme, "readme.txt", readme(&files, choices, &outcomes, settings)),
        (
            Holds::Manifest,
            "manifest.json",
            manifest(&Manifest::new(&files, choices, &outcomes, settings)),
        ),
    ];
    for (holds, name, text) in texts {
        let draft = text_file(settings, holds, name, &text)?;
        files.push(draft.told());
        drafts.push(draft);
    }
    name_all(drafts, settings.existing)?;
    Ok(Written { files, outcomes })
}

impl Draft {
    fn told(&self) -> WrittenFile {
        WrittenFile {
            path: self.file.path.clone(),
            holds: self.holds,
            destination: self.destination.clone(),
            rows: self.file.rows,
            bytes: self.file.bytes,
            sha256: self.file.sha256.clone(),
        }
    }
}

/// Writes one destination's people and those it cannot use.
fn destination<P: People + ?Sized>(
    people: &P,
    fields: &Fields,
    choice: &Choice,
    settings: &Settings,
    progress: &Progress,
    drafts: &mut Vec<Draft>,
) -> Result<Outcome, ExportError> {
    let (locale, consent) = (settings.locale()?, settings.consent.as_ref());
    let target = &choice.destination;
    let mut plan = Plan::new(choice, fields, &settings.audience, locale, consent)?;
    let place = (settings.folder.as_path(), settings.existing);
    let stem = format!("{}-{}", settings.slug(), target.key);
    let headers: Vec<(String, Typed)> =
        (plan.headers().into_iter()).map(|(header, typed)| (header.to_owned(), typed)).collect();
    let headers = headers.iter().map(|(h, typed)| (h.as_str(), *typed)).collect();
    let mut files = Files::new(place, stem.clone(), target.file, headers, &target.limits);
    let mut unused = Unusable::new(place, format!("{stem}-not-used"));
    let mut outcome = Outcome {
        destination: target.key.to_string(),
        name: target.name.to_string(),
        hashed: choice.hashed && target.hashable(),
        ..Outcome::default()
    };
    progress.stage(format!("Writing {}", target.name), people.count() as u64);
    let mut row = Vec::new();
    for position in 0..people.count() {
        if position % 1024 == 0 {
            progress.check()?;
            progress.advance(1024);
        }
        let person = people.person(position);
        outcome.control += u64::from(person.control);
        if person.control && !plan.marks_control {
            continue;
        }
        match plan.row(&person, &mut row) {
            Ok(()) => {
                if target.defuse && settings.defuse {
                    row.iter_mut().for_each(defuse);
                }
                files.row(&row)?;
                outcome.used += 1;
            }
            Err(reason) => {
                *outcome.unused.entry(reason).or_default() += 1;
                unused.add(&person, reason)?;
            }
        }
    }
    let most = outcome.unused.iter().max_by_key(|(_, people)| **people);
    if let (0, Some((reason, _))) = (outcome.used, most) {
        return Err(ExportError::NobodyUsable {
            destination: outcome.name,
            why: reason.reason().to_owned(),
        });
    }
    let changes = std::mem::take(&mut plan.changes).into_iter();
    outcome.changes = changes.map(|((column, what), n)| (column, what.to_owned(), n)).collect();
    let key = outcome.destination.clone();
    let draft = |holds| {
        let destination = key.clone();
        move |file| Draft { holds, destination: destination.clone(), file }
    };
    drafts.extend(files.finish()?.into_iter().map(draft(Holds::People)));
    drafts.extend(unused.finish()?.into_iter().map(draft(Holds::Unused)));
    Ok(outcome)
}

static NO_LIMITS: Limits = Limits::NONE;

/// The people who could not be used: a file only where there are any.
struct Unusable<'a> {
    files: Files<'a>,
    any: bool,
}

impl<'a> Unusable<'a> {
    fn new(place: (&'a Path, Existing), stem: String) -> Self {
        let headers =
            vec![("person_id", Typed::Text), ("rank", Typed::Whole), ("reason", Typed::Text)];
        Self { files: Files::new(place, stem, FileKind::Csv, headers, &NO_LIMITS), any: false }
    }

    fn add(&mut self, person: &Person<'_>, reason: Unused) -> Result<(), ExportError> {
        self.any = true;
        let rank = person.rank.to_string();
        let mut id = person.id.to_string();
        defuse(&mut id);
        self.files.row(&[id, rank, reason.reason().to_owned()])
    }

    fn finish(self) -> Result<Vec<Complete>, ExportError> {
        if self.any { self.files.finish() } else { Ok(Vec::new()) }
    }
}

/// Writes the control group, where there is one.
fn control<P: People + ?Sized>(
    people: &P,
    settings: &Settings,
    progress: &Progress,
    drafts: &mut Vec<Draft>,
) -> Result<(), ExportError> {
    let headers =
        vec![("person_id", Typed::Text), ("rank", Typed::Whole), ("propensity", Typed::Decimal)];
    let place = (settings.folder.as_path(), settings.existing);
    let stem = format!("{}-control-group", settings.slug());
    let mut files = Files::new(place, stem, FileKind::Csv, headers, &NO_LIMITS);
    let mut any = false;
    for position in 0..people.count() {
        if position % 1024 == 0 {
            progress.check()?;
        }
        let person = people.person(position);
        if person.control {
            any = true;
            let mut id = person.id.to_string();
            defuse(&mut id);
            files.row(&[id, person.rank.to_string(), format!("{:.6}", person.propensity)])?;
        }
    }
    if any {
        drafts.extend(files.finish()?.into_iter().map(|file| Draft {
            holds: Holds::Control,
            destination: String::new(),
            file,
        }));
    }
    Ok(())
}

fn text_file(
    settings: &Settings,
    holds: Holds,
    name: &str,
    text: &str,
) -> Result<Draft, ExportError> {
    let path = settings.folder.join(format!("{}-{name}", settings.slug()));
    let mut file = Hashed::create(path.clone(), settings.existing)?;
    let written = file.write_all(text.as_bytes());
    written.map_err(|error| ExportError::io(&path, error))?;
    Ok(Draft { holds, destination: String::new(), file: file.complete(0) })
}

/// Gives all files their names; takes back those that got one when another fails. Files that were
/// replaced cannot be brought back, but each is whole.
fn name_all(drafts: Vec<Draft>, existing: Existing) -> Result<(), ExportError> {
    let mut named: Vec<PathBuf> = Vec::new();
    for draft in drafts {
        let Complete { path, file, .. } = draft.file;
        if let Err(error) = file.finish(existing) {
            if existing == Existing::Keep {
                for path in &named {
                    let _ = std::fs::remove_file(path);
                }
            }
            return Err(ExportError::io(&path, error));
        }
        named.push(path);
    }
    Ok(())
}
