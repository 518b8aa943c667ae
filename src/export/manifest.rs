//! What lies beside the files: a manifest for programs and a readme for the person who uploads.

use std::collections::BTreeMap;

use serde::Serialize;

use super::destination::choice::Choice;
use super::destination::declaration::Destination;
use super::settings::Settings;
use super::written::{Holds, SinceBefore, WrittenFile, WrittenList, day};
use crate::base::language::t;

/// The manifest's content. Holds no personal data.
#[derive(Debug, Serialize)]
pub(super) struct Manifest<'a> {
    program: String,
    created: &'a str,
    audience: &'a str,
    definition: &'a str,
    quality: &'a serde_json::Value,
    destinations: Vec<Entry<'a>>,
    files: Vec<File<'a>>,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    destination: &'a str,
    name: &'a str,
    hashed: bool,
    people: u64,
    control_group: u64,
    not_used: BTreeMap<&'static str, u64>,
    changes: Vec<Change<'a>>,
    source: &'a str,
    dated: &'a str,
    answers: &'a BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
struct Change<'a> {
    column: &'a str,
    what: &'a str,
    values: u64,
}

#[derive(Debug, Serialize)]
struct File<'a> {
    file: String,
    holds: &'static str,
    destination: &'a str,
    rows: u64,
    bytes: u64,
    sha256: &'a str,
}

impl<'a> Manifest<'a> {
    pub(super) fn new(
        files: &'a [WrittenFile],
        choices: &'a [Choice],
        lists: &'a [WrittenList],
        settings: &'a Settings,
    ) -> Self {
        let entry = |(list, choice): (&'a WrittenList, &'a Choice)| Entry {
            destination: &list.destination,
            name: &choice.destination.name,
            hashed: list.hashed,
            people: list.used,
            control_group: list.control,
            not_used: (list.unused.iter()).map(|(why, n)| (why.reason(), *n)).collect(),
            changes: (list.changes.iter())
                .map(|(column, what, values)| Change {
                    column,
                    what: what.words(),
                    values: *values,
                })
                .collect(),
            source: &choice.destination.source,
            dated: &choice.destination.source_date,
            answers: &choice.answers,
        };
        Self {
            program: format!("Likely {}", env!("CARGO_PKG_VERSION")),
            created: &settings.created,
            audience: &settings.audience,
            definition: &settings.definition,
            quality: &settings.quality,
            destinations: lists.iter().zip(choices).map(entry).collect(),
            files: files.iter().map(file).collect(),
        }
    }
}

fn file(file: &WrittenFile) -> File<'_> {
    File {
        file: name(file),
        holds: match file.holds {
            Holds::People => "people to upload",
            Holds::Added => "people to add since the list was written before",
            Holds::Removed => "identifiers to take out since the list was written before",
            Holds::Unused => "people not used",
            Holds::Control => "control group",
            Holds::Manifest => "manifest",
            Holds::Readme => "readme",
        },
        destination: &file.destination,
        rows: file.rows,
        bytes: file.bytes,
        sha256: &file.sha256,
    }
}

fn name(file: &WrittenFile) -> String {
    let name = file.path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// How the names of manifests end.
pub(super) const MANIFEST: &str = "manifest.json";

/// Whether a file of this name lies beside lists that were written: its folder holds no data to read.
pub fn is_manifest(name: &str) -> bool {
    name.ends_with(MANIFEST)
}

pub(super) fn manifest(manifest: &Manifest<'_>) -> String {
    // A manifest is text, numbers and maps with text keys, which always can be written.
    let mut text = serde_json::to_string_pretty(manifest).unwrap_or_default();
    text.push('\n');
    text
}

/// What to do with the files of additions and removals.
fn since<'a>(
    text: &mut String,
    added: impl Iterator<Item = &'a WrittenFile>,
    removed: impl Iterator<Item = &'a WrittenFile>,
    since: SinceBefore,
) {
    // Taken out first: an identifier may stand in the row of someone who stays.
    let removed =
        removed.map(|file| t!("export-readme-remove", rows = file.rows, file = name(file)));
    let added = added.map(|file| t!("export-readme-add", rows = file.rows, file = name(file)));
    let steps: Vec<String> = removed.chain(added).collect();
    let words = match (since, steps.as_slice()) {
        (SinceBefore::NothingKnown, _) => return,
        (
            SinceBefore::Uncertain
            | SinceBefore::NotRemembered { .. }
            | SinceBefore::NotTold { .. },
            _,
        ) => since.words().unwrap_or_default(),
        (SinceBefore::Told { at }, []) => t!("export-readme-same", day = day(at)),
        (SinceBefore::Told { at }, [first, further @ ..]) => {
            let then = |first: String, then: &String| {
                t!("export-readme-then", first = first, then = then.as_str())
            };
            let steps = further.iter().fold(first.clone(), then);
            t!("export-readme-steps", day = day(at), steps = steps)
        }
    };
    line(text, &words);
}

/// What the person who uploads needs to know, without anyone's data.
pub(super) fn readme(
    files: &[WrittenFile],
    choices: &[Choice],
    lists: &[WrittenList],
    settings: &Settings,
) -> String {
    let mut text = format!("{}\n", settings.audience);
    if !settings.definition.is_empty() {
        text += &format!("{}\n", settings.definition);
    }
    for (list, choice) in lists.iter().zip(choices) {
        text += &format!("\n{}\n", list.name);
        about_list(&mut text, files, list, &choice.destination);
    }
    for file in files.iter().filter(|f| f.holds == Holds::Control) {
        let words = t!("export-readme-control", people = file.rows, file = name(file));
        text += &format!("\n{words}\n");
    }
    text += &format!("\n{}\n", t!("export-readme-personal"));
    text
}

/// A line about a destination.
fn line(text: &mut String, words: &str) {
    text.push_str("  ");
    text.push_str(words);
    text.push('\n');
}

/// What there is of one destination's list, and what to do with it.
fn about_list(
    text: &mut String,
    files: &[WrittenFile],
    list: &WrittenList,
    destination: &Destination,
) {
    let own = |holds| {
        let of = files.iter().filter(move |f| f.holds == holds);
        of.filter(|f| f.destination == list.destination)
    };
    for file in own(Holds::People) {
        line(text, &t!("export-readme-file", file = name(file), people = file.rows));
    }
    for (number, step) in destination.steps().iter().enumerate() {
        line(text, &format!("{}. {step}", number + 1));
    }
    since(text, own(Holds::Added), own(Holds::Removed), list.since_before);
    for doubt in destination.doubts() {
        line(text, &t!("export-readme-doubt", doubt = doubt.as_str()));
    }
    if !destination.source.is_empty() {
        line(text, &t!("export-readme-source", facts = destination.facts()));
    }
    if list.hashed {
        line(text, t!("export-readme-hashed"));
    }
    if !destination.note().is_empty() {
        line(text, &t!("export-readme-note", note = destination.note()));
    }
    for (why, people) in &list.unused {
        line(text, &t!("export-readme-unused", people = *people, why = why.reason()));
    }
    for file in own(Holds::Unused) {
        line(text, &t!("export-readme-unused-file", file = name(file)));
    }
    for (column, what, values) in &list.changes {
        let column = column.as_str();
        let words =
            t!("export-readme-change", column = column, values = *values, what = what.words());
        line(text, &words);
    }
}
