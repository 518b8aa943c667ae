//! What lies beside the files: a manifest for programs and a readme for the person who uploads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::destination::choice::Choice;
use super::settings::Settings;
use super::written::{Holds, SinceBefore, WrittenFile, WrittenList, day};

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
            name: &list.name,
            hashed: list.hashed,
            people: list.used,
            control_group: list.control,
            not_used: (list.unused.iter()).map(|(why, n)| (why.reason(), *n)).collect(),
            changes: (list.changes.iter())
                .map(|(column, what, values)| Change { column, what, values: *values })
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
    let told =
        |what: &str, file: &WrittenFile| format!("{what} the {} of {}", file.rows, name(file));
    // Taken out first: an identifier may stand in the row of someone who stays.
    let removed = removed.map(|file| told("take out", file));
    let steps: Vec<String> = removed.chain(added.map(|file| told("add", file))).collect();
    let _ = match (since, steps.as_slice()) {
        (SinceBefore::NothingKnown, _) => Ok(()),
        (SinceBefore::NotRemembered { .. } | SinceBefore::NotTold { .. }, _) => {
            writeln!(text, "  {}", since.words().unwrap_or_default())
        }
        (SinceBefore::Told { at }, []) => {
            writeln!(text, "  Nobody came or left since {}.", day(at))
        }
        (SinceBefore::Told { at }, steps) => writeln!(
            text,
            "  Instead of the whole list, where the platform has that of {}: first {}.",
            day(at),
            steps.join(", then ")
        ),
    };
}

/// What the person who uploads needs to know, without anyone's data.
pub(super) fn readme(
    files: &[WrittenFile],
    choices: &[Choice],
    lists: &[WrittenList],
    settings: &Settings,
) -> String {
    let mut text = format!("{}\n", settings.audience);
    // Writing into a String cannot fail.
    if !settings.definition.is_empty() {
        let _ = writeln!(text, "{}", settings.definition);
    }
    for (list, choice) in lists.iter().zip(choices) {
        let destination = &choice.destination;
        let _ = writeln!(text, "\n{}", list.name);
        let own = |holds| {
            let of = files.iter().filter(move |f| f.holds == holds);
            of.filter(|f| f.destination == list.destination)
        };
        for file in own(Holds::People) {
            let _ = writeln!(text, "  File: {} ({} people)", name(file), file.rows);
        }
        for (number, step) in destination.steps.iter().enumerate() {
            let _ = writeln!(text, "  {}. {step}", number + 1);
        }
        since(&mut text, own(Holds::Added), own(Holds::Removed), list.since_before);
        for doubt in &destination.doubts {
            let _ = writeln!(text, "  Not certain: {doubt}");
        }
        if !destination.source.is_empty() {
            let _ = writeln!(text, "  As documented by: {}.", destination.facts());
        }
        if list.hashed {
            let _ = writeln!(text, "  Identifiers are hashed (SHA-256).");
        }
        if !destination.note.is_empty() {
            let _ = writeln!(text, "  Note: {}", destination.note);
        }
        for (why, people) in &list.unused {
            let _ = writeln!(text, "  Not in the file: {people} people, {}.", why.reason());
        }
        for file in own(Holds::Unused) {
            let _ = writeln!(text, "  They are listed in {}.", name(file));
        }
        for (column, what, values) in &list.changes {
            let _ = writeln!(text, "  {column}: {values} values {what}.");
        }
    }
    for file in files.iter().filter(|f| f.holds == Holds::Control) {
        let _ = writeln!(
            text,
            "\nControl group: {} people in {}. Do not contact them; they show what would have happened without the campaign.",
            file.rows,
            name(file)
        );
    }
    let _ = writeln!(text, "\nThese files hold personal data. Delete them after the upload.");
    text
}
