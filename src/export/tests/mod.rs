//! What the files hold, what is refused, and what stays when something fails.

mod changes;
mod declarations;
mod failures;
mod files;
mod golden;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::*;
use crate::base::progress::Progress;

const TRAITS: [&str; 16] = [
    "email",
    "email2",
    "phone",
    "phone2",
    "first_name",
    "last_name",
    "city",
    "state",
    "postal_code",
    "country",
    "birthday",
    "gender",
    "advertising_id",
    "email_opt_in",
    "ltv",
    "job_title",
];

/// Someone with everything, two in other scripts, one with next to nothing, and the control group.
#[rustfmt::skip]
const PEOPLE: [(&str, [&str; 16]); 5] = [
    ("u1", [
        " Mary.Ann+shop@GMail.com ", "mary@work.example", "(650) 555-0142", "+44 20 7946 0018", "Mary-Ann", "O'Brien", "Menlo Park", "California",
        "94046-1234", "us", "1968-10-21", "F", "AECE52E7-03EE-455A-B3C4-E57283966239", "true", "20.1", "Head of R&D, \"Labs\"",
    ]),
    ("u2", [
        "li@example.com", "", "+49 (0)30 23125 042", "", "李", "Müller", "München", "Bayern",
        "80331", "Germany", "1990-02-03", "male", "", "yes", "", "",
    ]),
    ("=3", ["", "", "", "", "", "", "", "", "", "", "", "", "", "false", "", ""]),
    ("u4", ["control@example.com", "", "", "", "", "", "", "", "", "", "", "", "", "true", "", ""]),
    ("u5", [
        "Amira@Example.org", "", "00 20 2 27354000", "", "أميرة", "حسن", "القاهرة", "",
        "11511", "Egypt", "2001-12-31", "woman", "", "no", "1342.8", "مهندسة",
    ]),
];

fn people() -> (Fields, Vec<Person<'static>>) {
    let people = PEOPLE.into_iter().enumerate().map(|(n, (id, traits))| Person {
        id: id.into(),
        rank: n as u64 + 1,
        propensity: 0.5 / (n + 1) as f64,
        percentile: 99.5,
        control: id == "u4",
        beside_control: false,
        reasons: "viewed Sports on 6 days".into(),
        recommended: vec!["Kestrel".into()],
        traits: traits.into_iter().map(|t| (!t.is_empty()).then_some(Cow::Borrowed(t))).collect(),
    });
    (Fields::suggest(TRAITS.map(str::to_owned).to_vec()), people.collect())
}

fn settings(folder: impl Into<PathBuf>) -> Settings {
    // Ages are told for this day.
    Settings { created: "2026-11-21T10:00:00Z".into(), ..Settings::new(folder, "Sports readers") }
}

struct Export {
    folder: tempfile::TempDir,
    written: Written,
}

impl Export {
    fn of(choice: Choice) -> Self {
        Self::with(choice, |_| {})
    }

    fn with(choice: Choice, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (fields, people) = people();
        let mut settings = settings(folder.path());
        change(&mut settings);
        let written = write(&people, &fields, &[choice], &settings, &Progress::none()).unwrap();
        Self { folder, written }
    }

    fn file(&self, holds: Holds) -> PathBuf {
        self.written.files.iter().find(|f| f.holds == holds).unwrap().path.clone()
    }

    fn text(&self) -> String {
        read(&self.file(Holds::People))
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn plain(key: &str) -> Choice {
    Choice { hashed: false, ..Choice::of(find(key).unwrap()) }
}

/// The choice with an answer to one of its questions.
fn answered(mut choice: Choice, question: &str, answer: &str) -> Choice {
    let asked = choice.destination.questions.iter().find(|q| q.key == question).unwrap();
    assert!(asked.answers.iter().any(|a| a.key == answer), "{question}: {answer}");
    choice.answers.insert(question.into(), answer.into());
    choice
}
