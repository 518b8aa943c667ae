//! Writes the files of an export: all of them, or none.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::choice::{Choice, Unused};
use super::destination::{Content, Destination, FileKind};
use super::error::ExportError;
use super::input::{Fields, People, Person};
use super::manifest::{Manifest, manifest, readme};
use super::plan::{Plan, Typed};
use super::rows::{Row, each};
use super::settings::Settings;
use super::sink::{Complete, Files, Hashed, Shape, escape_formulas, part};
use crate::base::atomic_file::{Existing, make_folder};
use crate::base::progress::{Progress, Unit};

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// People to upload.
    People,
    /// People to add to the list that was written before.
    Added,
    /// People to take out of it.
    Removed,
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
/// used, a manifest and a readme, all into the settings' folder. Where files are replaced, what an
/// earlier export of the same audience left and this one has not (a second part, additions) is
/// taken away, so that nobody uploads it by mistake.
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
    make_folder(&settings.folder)?;
    let mut drafts = Vec::new();
    let mut outcomes = Vec::new();
    for choice in choices {
        outcomes.push(destination(people, fields, choice, settings, progress, &mut drafts)?);
    }
    drafts.extend(control(people, settings, progress)?);
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
    if settings.existing == Existing::Replace {
        clear_stale(choices, settings, &files);
    }
    Ok(Written { files, outcomes })
}

impl Outcome {
    fn of(destination: &Destination, choice: &Choice) -> Self {
        Self {
            destination: destination.key.clone(),
            name: destination.name.clone(),
            hashed: choice.hashed && destination.hashable(),
            ..Self::default()
        }
    }
}

impl Draft {
    fn of(holds: Holds, key: &str, files: Vec<Complete>) -> impl Iterator<Item = Self> {
        files.into_iter().map(move |file| Self { holds, destination: key.to_owned(), file })
    }

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
    let target = choice.effective();
    let plan = Plan::new(&target, choice, fields, &settings.audience, locale, consent)?;
    let place = (settings.folder.as_path(), settings.existing);
    let stem = format!("{}-{}", settings.slug(), target.key);
    let mut files = Files::new(place, stem.clone(), Shape::of(&target), plan.headers());
    let mut added = Files::new(place, format!("{stem}-added"), Shape::of(&target), plan.headers());
    let mut unused = beside(place, format!("{stem}-not-used"), "reason", Typed::Text);
    let mut outcome = Outcome::of(&target, choice);
    progress.stage(format!("Writing {}", target.name), people.count() as u64, Unit::People);
    let left = people.left();
    // Who was on the list and does not agree any more.
    let mut withdrew: Vec<Person<'static>> = Vec::new();
    let changes = each(&plan, people, progress, |person, row| {
        outcome.control += u64::from(person.control);
        match row {
            Row::Control => Ok(()),
            Row::Used(row) => {
                if target.escape_formulas {
                    row.iter_mut().for_each(escape_formulas);
                }
                outcome.used += 1;
                if left.is_some() && person.came {
                    added.row(row)?;
                }
                files.row(row)
            }
            Row::Unused(why, _) => {
                if left.is_some() && !person.came && why == Unused::NoConsent {
                    withdrew.push(person.clone().into_owned());
                }
                *outcome.unused.entry(why).or_default() += 1;
                unused.row(&beside_row(person, why.reason().to_owned()))
            }
        }
    })?;
    outcome.changes = changes.into_iter().map(|((at, what), n)| (at, what.into(), n)).collect();
    let most = outcome.unused.iter().max_by_key(|(_, people)| **people);
    if let (0, Some((reason, _))) = (outcome.used, most) {
        return Err(ExportError::NobodyUsable {
            destination: outcome.name,
            why: reason.reason().to_owned(),
        });
    }
    drafts.extend(Draft::of(Holds::People, &target.key, files.finish()?));
    drafts.extend(Draft::of(Holds::Added, &target.key, added.finish_if_any()?));
    if let Some(left) = left {
        let removed = removals(&[left, &withdrew], fields, choice, settings, progress)?;
        drafts.extend(Draft::of(Holds::Removed, &target.key, removed));
    }
    drafts.extend(Draft::of(Holds::Unused, &target.key, unused.finish_if_any()?));
    Ok(outcome)
}

/// People to take out of a platform's list: by what is known about them; where they stood in the
/// ranking is over, and taking someone out needs no consent.
fn removals(
    left: &[&dyn People],
    fields: &Fields,
    choice: &Choice,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Complete>, ExportError> {
    let target = choice.effective();
    let wanted = target.columns.iter().map(|c| &c.content).filter(|content| {
        let chosen = choice.contents.as_ref().is_none_or(|chosen| chosen.contains(content));
        chosen && (!content.is_made() || matches!(content, Content::AudienceName))
    });
    let contents = Some(wanted.cloned().collect());
    let choice = Choice { contents, extras: Vec::new(), ..choice.clone() };
    let plan = Plan::new(&target, &choice, fields, &settings.audience, settings.locale()?, None)?;
    let place = (settings.folder.as_path(), settings.existing);
    let stem = format!("{}-{}-removed", settings.slug(), target.key);
    let mut files = Files::new(place, stem, Shape::of(&target), plan.headers());
    for people in left {
        each(&plan, *people, progress, |_, row| match row {
            Row::Used(row) => {
                if target.escape_formulas {
                    row.iter_mut().for_each(escape_formulas);
                }
                files.row(row)
            }
            Row::Control | Row::Unused(..) => Ok(()),
        })?;
    }
    files.finish_if_any()
}

/// A file for the person who exports, not for a platform: IDs, ranks and something else.
fn beside<'a>(
    place: (&'a Path, Existing),
    stem: String,
    third: &'a str,
    typed: Typed,
) -> Files<'a> {
    let headers = vec![("person_id", Typed::Text), ("rank", Typed::Whole), (third, typed)];
    Files::new(place, stem, Shape::plain(), headers)
}

fn beside_row(person: &Person<'_>, third: String) -> [String; 3] {
    let mut id = person.id.to_string();
    escape_formulas(&mut id);
    [id, person.rank.to_string(), third]
}

/// Writes the control group, where there is one.
fn control<P: People + ?Sized>(
    people: &P,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Draft>, ExportError> {
    let place = (settings.folder.as_path(), settings.existing);
    let stem = format!("{}-control-group", settings.slug());
    let mut files = beside(place, stem, "propensity", Typed::Decimal);
    for position in 0..people.count() {
        if position % 1024 == 0 {
            progress.check()?;
        }
        let person = people.person(position);
        if person.control {
            files.row(&beside_row(&person, format!("{:.6}", person.propensity)))?;
        }
    }
    Ok(Draft::of(Holds::Control, "", files.finish_if_any()?).collect())
}

/// Takes away what an earlier export left under names of this one. What cannot be taken away stays:
/// the new files are whole.
fn clear_stale(choices: &[Choice], settings: &Settings, written: &[WrittenFile]) {
    let slug = settings.slug();
    let mut lists = vec![(format!("{slug}-control-group"), FileKind::Csv)];
    for Choice { destination, .. } in choices {
        let stem = format!("{slug}-{}", destination.key);
        let platform = ["", "-added", "-removed"].map(|part| format!("{stem}{part}"));
        lists.extend(platform.map(|stem| (stem, destination.file)));
        lists.push((format!("{stem}-not-used"), FileKind::Csv));
    }
    for (stem, kind) in lists {
        for number in 1.. {
            let path = settings.folder.join(part(&stem, number, kind));
            let kept = written.iter().any(|file| file.path == path);
            if !kept && std::fs::remove_file(&path).is_err() {
                break;
            }
        }
    }
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
