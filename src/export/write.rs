//! Writes the files of an export: all of them, or none.

use std::io::Write as _;
use std::path::PathBuf;

use super::changes::{Comparison, Removals, RowIdentity};
use super::destination::choice::Choice;
use super::destination::content::Content;
use super::destination::declaration::Destination;
use super::destination::limits::FileKind;
use super::error::ExportError;
use super::format::cell::{CellType, escape_formulas};
use super::format::file::{CompleteFile, HashedFile};
use super::format::{ListFiles, Shape, part};
use super::input::{Fields, People, Person};
use super::manifest::{MANIFEST, Manifest, manifest, readme};
use super::plan::ExportPlan;
use super::rows::{ExportRow, each};
use super::settings::{Replacing, Settings};
use super::written::{Holds, SinceBefore, Written, WrittenFile, WrittenList};
use crate::base::atomic_file::{Existing, make_folder};
use crate::base::delivered::DeliveredList;
use crate::base::file_names::overwritten_input;
use crate::base::language::{Language, message};
use crate::base::progress::{Progress, Unit};
use crate::base::remote;

/// Files that are complete, before they get their names.
struct Draft {
    holds: Holds,
    destination: String,
    file: CompleteFile,
}

/// An export that is complete and on the disk, before its files have their names. Dropped, nothing of it
/// is left.
pub struct Drafted {
    drafts: Vec<Draft>,
    written: Written,
    replacing: Replacing,
    /// Names that an earlier export may have left, and this one has not.
    stale: Vec<Stale>,
}

/// Numbered files of an earlier export.
struct Stale {
    folder: PathBuf,
    stem: String,
    kind: FileKind,
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
    draft(people, fields, choices, settings, progress)?.name()
}

/// As [`write()`], up to the moment before the first file has its name: what can fail has failed, as far
/// as that can be.
///
/// # Errors
/// [`ExportError`]; nothing is left then.
pub fn draft<P: People + ?Sized>(
    people: &P,
    fields: &Fields,
    choices: &[Choice],
    settings: &Settings,
    progress: &Progress,
) -> Result<Drafted, ExportError> {
    if people.count() == 0 {
        return Err(ExportError::NoPeople);
    }
    if choices.is_empty() {
        return Err(ExportError::NoDestination);
    }
    make_folder(&settings.folder)?;
    let mut drafts = Vec::new();
    let mut lists = Vec::new();
    let mut listed = vec![false; people.count()];
    for choice in choices {
        let (drafts, listed) = (&mut drafts, &mut listed);
        lists.push(destination(people, fields, choice, settings, progress, drafts, listed)?);
    }
    drafts.extend(control(people, settings, progress)?);
    let mut files: Vec<WrittenFile> = drafts.iter().map(Draft::told).collect();
    let texts = [
        (Holds::Readme, "readme.txt", readme(&files, choices, &lists, settings)),
        (
            Holds::Manifest,
            MANIFEST,
            // Programs read it.
            Language::English
                .within(|| manifest(&Manifest::new(&files, choices, &lists, settings))),
        ),
    ];
    for (holds, name, text) in texts {
        let draft = text_file(settings, holds, name, &text)?;
        files.push(draft.told());
        drafts.push(draft);
    }
    settle(&mut drafts, settings)?;
    Ok(Drafted {
        drafts,
        written: Written { files, lists, listed },
        replacing: settings.replacing(),
        stale: stale(choices, settings),
    })
}

impl Drafted {
    /// Gives all files their names. Where files are replaced, what an earlier export of the same audience
    /// left and this one has not (a second part, additions) is taken away, so that nobody uploads it by
    /// mistake.
    ///
    /// # Errors
    /// [`ExportError`]. Where files are kept, nothing is left then; files that were replaced cannot be
    /// brought back, but each is whole.
    pub fn name(self) -> Result<Written, ExportError> {
        name_all(self.drafts, &self.replacing)?;
        clear_stale(&self.stale, &self.replacing, &self.written.files);
        Ok(self.written)
    }
}

impl WrittenList {
    fn of(destination: &Destination, choice: &Choice) -> Self {
        Self {
            destination: destination.key.clone(),
            name: destination.name().to_owned(),
            hashed: choice.hashed && destination.hashable(),
            ..Self::default()
        }
    }
}

impl Draft {
    fn of(holds: Holds, key: &str, files: Vec<CompleteFile>) -> impl Iterator<Item = Self> {
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
    listed: &mut [bool],
) -> Result<WrittenList, ExportError> {
    let (locale, consent) = (settings.locale()?, settings.consent.as_ref());
    let target = choice.effective();
    let mut plan = ExportPlan::new(&target, choice, fields, &settings.audience, locale, consent)?;
    let stem = format!("{}-{}", settings.slug(), target.key);
    let mut files = ListFiles::new(settings, stem.clone(), Shape::of(&target), plan.headers());
    let mut added =
        ListFiles::new(settings, format!("{stem}-added"), Shape::of(&target), plan.headers());
    let mut unused = beside(settings, format!("{stem}-not-used"), "reason", CellType::Text);
    let mut list = WrittenList::of(&target, choice);
    progress.stage(
        message!("export-writing", destination = target.name()),
        people.count() as u64,
        Unit::People,
    );
    plan.learn_columns(people, progress)?;
    let identity = RowIdentity::of(&plan);
    let mut delivered = DeliveredList::new(&target.key, settings.at());
    let before = settings.previous.iter().find(|before| before.destination == target.key);
    let mut comparison = before.filter(|_| !identity.is_empty()).map(Comparison::with);
    let changes = each(&plan, people, progress, |position, person, row| {
        list.control += u64::from(person.control);
        match row {
            ExportRow::Control => Ok(()),
            ExportRow::Used(row) => {
                list.used += 1;
                listed[position] |= !person.control;
                let identifiers = identity.identifiers(&plan, row);
                let identifiers: Vec<String> = identifiers.into_iter().map(|i| i.text).collect();
                let means = identity.row(&plan, row);
                delivered.add(&identifiers, &means);
                let new = comparison.as_mut().is_some_and(|c| c.look(&identifiers, &means));
                if target.escape_formulas {
                    row.iter_mut().for_each(escape_formulas);
                }
                if new {
                    added.row(row)?;
                }
                files.row(row)
            }
            ExportRow::Unused(why, _) => {
                *list.unused.entry(why).or_default() += 1;
                unused.row(&beside_row(person, why.reason().to_owned()))
            }
        }
    })?;
    list.changes = changes.into_iter().map(|((at, what), n)| (at, what, n)).collect();
    if list.used == 0 && list.control > 0 {
        return Err(ExportError::AllHeldOut(list.name));
    }
    let most = list.unused.iter().max_by_key(|(_, people)| **people);
    if let (0, Some((reason, _))) = (list.used, most) {
        return Err(ExportError::NobodyUsable {
            destination: list.name,
            why: reason.reason().to_owned(),
        });
    }
    if before.is_none() && !identity.is_empty() {
        list.since_before = settings.without_previous;
    }
    let written = files.finish()?;
    delivered.files = written.iter().map(|file| file.path.clone()).collect();
    delivered.settle();
    drafts.extend(Draft::of(Holds::People, &target.key, written));
    if let Some(comparison) = comparison {
        let mut removals = comparison.removed();
        let removed = name_removals(&mut removals, people, fields, choice, settings, progress)?;
        let (at, unnamed) = (removals.before.at, removals.unnamed());
        list.since_before = match unnamed {
            0 => SinceBefore::Told { at },
            unnamed => SinceBefore::NotTold { at, unnamed },
        };
        // Half a way would leave people on the platform's list who should not be there.
        if unnamed == 0 {
            drafts.extend(Draft::of(Holds::Added, &target.key, added.finish_if_any()?));
            drafts.extend(Draft::of(Holds::Removed, &target.key, removed));
        }
    }
    drafts.extend(Draft::of(Holds::Unused, &target.key, unused.finish_if_any()?));
    list.delivered = delivered;
    Ok(list)
}

/// Writes the identifiers to take out of a platform's list, by what is known about people now and by
/// what was written then. Taking someone out needs no consent, and where they stood in the ranking
/// is over.
fn name_removals<P: People + ?Sized>(
    removals: &mut Removals<'_>,
    people: &P,
    fields: &Fields,
    choice: &Choice,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<CompleteFile>, ExportError> {
    if removals.unnamed() == 0 {
        return Ok(Vec::new());
    }
    let target = choice.effective();
    let (locale, audience) = (settings.locale()?, &settings.audience);
    let whole = ExportPlan::new(&target, choice, fields, audience, locale, None)?;
    let contents: Vec<Content> = RowIdentity::of(&whole)
        .contents()
        .into_iter()
        .filter(|content| choice.contents.as_ref().is_none_or(|chosen| chosen.contains(content)))
        .collect();
    let choice = Choice { contents: Some(contents), extras: Vec::new(), ..choice.clone() };
    // What somebody is worth is no part of whom to take out.
    let mut named = target.clone();
    named.needs.iter_mut().for_each(|group| group.retain(|of| *of != Content::CustomerValue));
    let mut plan = ExportPlan::new(&named, &choice, fields, audience, locale, None)?;
    // Whoever knows an identifier may name it: who is held out now, too, and who has it twice.
    (plan.unique, plan.marks_control) = (false, true);
    let identity = RowIdentity::of(&plan);
    let stem = format!("{}-{}-removed", settings.slug(), target.key);
    let mut files = ListFiles::new(settings, stem, Shape::of(&target), plan.headers());
    let mut write = |mut row: Vec<String>| {
        if target.escape_formulas {
            row.iter_mut().for_each(escape_formulas);
        }
        files.row(&row)
    };
    let mut name = |removals: &mut Removals<'_>, row: ExportRow<'_>| {
        let row: &[String] = match row {
            ExportRow::Control => return Ok(()),
            ExportRow::Used(row) => row,
            ExportRow::Unused(_, row) => row,
        };
        removals.name(&identity, &plan, row).map_or(Ok(()), &mut write)
    };
    each(&plan, people, progress, |_, _, row| name(removals, row))?;
    if let Some(left) = people.left().filter(|_| removals.unnamed() > 0) {
        each(&plan, left, progress, |_, _, row| name(removals, row))?;
    }
    if removals.unnamed() > 0 {
        removals.name_from_files(&identity, &plan, people, write)?;
    }
    files.finish_if_any()
}

/// A file for the person who exports, not for a platform: IDs, ranks and something else.
fn beside<'a>(settings: &'a Settings, stem: String, third: &str, typed: CellType) -> ListFiles<'a> {
    let headers = [("person_id", CellType::Text), ("rank", CellType::Whole), (third, typed)];
    let headers = headers.map(|(header, typed)| (header.to_owned(), typed)).to_vec();
    ListFiles::new(settings, stem, Shape::plain(), headers)
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
    let stem = format!("{}-control-group", settings.slug());
    let mut files = beside(settings, stem, "propensity", CellType::Decimal);
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

/// What an earlier export of the same audience may have left under names of this one.
fn stale(choices: &[Choice], settings: &Settings) -> Vec<Stale> {
    let slug = settings.slug();
    let mut lists = vec![(format!("{slug}-control-group"), FileKind::Csv)];
    for Choice { destination, .. } in choices {
        let stem = format!("{slug}-{}", destination.key);
        let platform = ["", "-added", "-removed"].map(|part| format!("{stem}{part}"));
        lists.extend(platform.map(|stem| (stem, destination.file)));
        lists.push((format!("{stem}-not-used"), FileKind::Csv));
    }
    let folder = &settings.folder;
    lists.into_iter().map(|(stem, kind)| Stale { folder: folder.clone(), stem, kind }).collect()
}

/// Takes away what an earlier export left. What cannot be taken away stays: the new files are whole.
fn clear_stale(stale: &[Stale], replacing: &Replacing, written: &[WrittenFile]) {
    for Stale { folder, stem, kind } in stale {
        for number in 1.. {
            let path = folder.join(part(stem, number, *kind));
            let kept = written.iter().any(|file| file.path == path);
            let ours = replacing.at(&path) == Existing::Replace;
            if !kept && (!ours || remote::remove_file(&path).is_err()) {
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
    let mut file = HashedFile::create(path.clone(), settings.existing_at(&path))?;
    let written = file.write_all(text.as_bytes());
    written.map_err(|error| ExportError::io(&path, error))?;
    Ok(Draft { holds, destination: String::new(), file: file.complete(0) })
}

/// Puts all of it on the disk before the first has its name: a disk that is full shows itself here. What
/// the lists were made from is never one of them.
fn settle(drafts: &mut [Draft], settings: &Settings) -> Result<(), ExportError> {
    let inputs = settings.inputs.iter().map(PathBuf::as_path);
    for draft in &*drafts {
        if let Some(input) = overwritten_input(&draft.file.path, inputs.clone()) {
            return Err(ExportError::OverInput(input.to_owned()));
        }
    }
    for CompleteFile { path, file, .. } in drafts.iter_mut().map(|draft| &mut draft.file) {
        file.settle().map_err(|error| ExportError::io(path, error))?;
    }
    Ok(())
}

/// Gives all files their names; takes back those that got one when another fails.
fn name_all(drafts: Vec<Draft>, replacing: &Replacing) -> Result<(), ExportError> {
    // New names only: with them gone, the folder has nothing that it had not before.
    let mut named: Vec<PathBuf> = Vec::new();
    for draft in drafts {
        let CompleteFile { path, file, .. } = draft.file;
        let existing = replacing.at(&path);
        if let Err(error) = file.finish(existing) {
            for path in &named {
                let _ = remote::remove_file(path);
            }
            return Err(ExportError::io(&path, error));
        }
        if existing == Existing::Keep {
            named.push(path);
        }
    }
    Ok(())
}
