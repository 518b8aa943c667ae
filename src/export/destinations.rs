//! The destinations to choose from. Each is data: a new one is a few lines in [`super::ads`] or
//! [`super::messaging`], its columns in [`super::columns`], and a file under `src/export/golden`.

use std::sync::LazyLock;

use super::destination::{Certainty, Column, Content, Destination, Extras, FileKind, Limits};
use super::question::{Answer, Change, Question};
use super::{ads, columns, messaging};

/// Every destination, in the order in which to offer them.
pub static DESTINATIONS: LazyLock<Vec<Destination>> = LazyLock::new(|| {
    let mut all = tables();
    all.extend(ads::destinations());
    all.extend(messaging::destinations());
    all
});

/// The destination with this key.
pub fn find(key: &str) -> Option<&'static Destination> {
    DESTINATIONS.iter().find(|destination| destination.key == key)
}

/// Groups of contents, one of which a row must have whole.
pub(super) type Needs = &'static [&'static [Content]];

/// Nothing special; every destination says only where it differs.
pub(super) fn file(key: &str, name: &str, columns: Vec<Column>, needs: Needs) -> Destination {
    Destination {
        key: key.to_owned(),
        name: name.to_owned(),
        columns,
        needs: needs.iter().map(|group| group.to_vec()).collect(),
        unique: true,
        ..Destination::default()
    }
}

pub(super) fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A question; each answer is its key, its words and what it changes.
pub(super) fn question(
    key: &str,
    label: &str,
    why: &str,
    answers: Vec<(&str, &str, Vec<Change>)>,
) -> Question {
    let answer = |(key, label, changes): (&str, &str, Vec<Change>)| Answer {
        key: key.to_owned(),
        label: label.to_owned(),
        changes,
    };
    Question {
        key: key.to_owned(),
        label: label.to_owned(),
        why: why.to_owned(),
        answers: answers.into_iter().map(answer).collect(),
    }
}

/// Files for people and programs of one's own: no platform says how they must look.
fn tables() -> Vec<Destination> {
    let table = |key, name| Destination {
        unique: false,
        extras: Extras::Plain,
        sure: Certainty::Official,
        ..file(key, name, columns::table(), &[])
    };
    vec![
        Destination {
            escape_formulas: true,
            steps: texts(&[
                "Open the file in a spreadsheet or load it where you need it.",
                "It is in order of rank: cut it where you like.",
            ]),
            questions: vec![
                question(
                    "formulas",
                    "Cells that look like formulas",
                    "A cell that begins with = + - @ or a tab is run by spreadsheets. An apostrophe in front prevents it; numbers and phone numbers stay as they are. Programs that read the file may want the cells untouched.",
                    vec![
                        ("defuse", "With an apostrophe in front", vec![]),
                        ("keep", "As they are", vec![Change::KeepFormulas]),
                    ],
                ),
                question(
                    "utf8",
                    "Opened with",
                    "Excel shows letters such as é or 李 only when the file begins with a mark that other programs may take for part of the first header.",
                    vec![
                        ("any", "Any program", vec![]),
                        ("excel", "Excel, by a double click", vec![Change::MarkUtf8]),
                    ],
                ),
            ],
            ..table("csv", "CSV file")
        },
        Destination {
            file: FileKind::Parquet,
            steps: texts(&["Load it into your warehouse or notebook."]),
            ..table("parquet", "Parquet file")
        },
        Destination {
            file: FileKind::Excel,
            limits: Limits {
                most_rows: Some(1_048_575),
                most_columns: Some(16_384),
                most_value_bytes: Some(32_767),
                ..Limits::default()
            },
            steps: texts(&["Open it in Excel, Numbers or LibreOffice."]),
            note: "A sheet holds 1,048,575 people; more go into another workbook.".to_owned(),
            source: "Excel specifications and limits, support.microsoft.com".to_owned(),
            ..table("excel", "Excel workbook")
        },
    ]
}
