//! What could not be read of a project's files, in sentences: nothing is left out without a word.

use std::collections::HashSet;

use super::ready::{PeopleFile, Ready};
use crate::base::language::{Message, t};
use crate::import::Report;
use crate::ingest::{BuildReport, NOT_CHOSEN};

/// Every file that could not be used, and the rows that were skipped, by reason.
pub fn unread(ready: &Ready) -> Vec<String> {
    in_words(of_events(&ready.report), &ready.people_files, None)
}

/// The same without what the person left out by choosing the events of the catalog: what may be
/// missing from a list although nobody wanted it to be.
pub fn lost(ready: &Ready) -> Vec<String> {
    in_words(of_events(&ready.report), &ready.people_files, Some(&NOT_CHOSEN))
}

/// The same of events and products alone.
pub fn unread_events(report: &BuildReport) -> Vec<String> {
    in_words(of_events(report), &[], None)
}

/// A file's name, what became of its rows, and why it could not be used as a whole.
type Read<'a> = (&'a str, &'a Report, Option<&'a Message>);

fn of_events(report: &BuildReport) -> impl Iterator<Item = Read<'_>> {
    let files = report.files.iter().chain(&report.products);
    files.map(|file| (file.name.as_str(), &file.report, file.failed.as_ref()))
}

/// Rows skipped for one reason, in all files together.
struct Skips<'a> {
    reason: &'a Message,
    rows: u64,
    files: usize,
    /// The first file with such rows, and the line of the first of them.
    first: (&'a str, Option<u64>),
}

/// A file of events that says more of people than their IDs is read for both: a row that is skipped
/// for the same reason each time is one row.
fn in_words<'a>(
    events: impl Iterator<Item = Read<'a>>,
    people: &'a [PeopleFile],
    without: Option<&Message>,
) -> Vec<String> {
    let mut words = Vec::new();
    let mut all: Vec<Skips<'_>> = Vec::new();
    let mut told: HashSet<(&str, &Message)> = HashSet::new();
    let people = people
        .iter()
        .map(|file| ((file.name.as_str(), &file.report, file.failed.as_ref()), file.of_events));
    for ((name, report, failed), again) in events.map(|file| (file, false)).chain(people) {
        if let Some(why) = failed {
            words.push(why.to_string());
            continue;
        }
        for skipped in report.skipped.iter().filter(|s| Some(&s.reason) != without) {
            let new = told.insert((name, &skipped.reason));
            if again && !new {
                continue;
            }
            let known = all.iter().position(|known| *known.reason == skipped.reason);
            let place = known.unwrap_or_else(|| {
                let first = (name, skipped.examples.first().map(|example| example.line));
                all.push(Skips { reason: &skipped.reason, rows: 0, files: 0, first });
                all.len() - 1
            });
            all[place].rows += skipped.rows;
            all[place].files += 1;
        }
    }
    words.extend(all.iter().map(Skips::words));
    words
}

impl Skips<'_> {
    /// "orders.csv: 3 rows skipped: no time, first in line 7."; of many files "12 rows in 3 files
    /// skipped: no time, first in orders.csv, line 7."
    fn words(&self) -> String {
        let Self { rows, files, first: (name, line), .. } = *self;
        let reason = self.reason.to_string();
        // A line is a name here, not a number with thousands.
        match (files, line.map(|line| line.to_string())) {
            (1, None) => t!("workflow-skipped", name = name, rows = rows, reason = reason),
            (1, Some(line)) => {
                t!("workflow-skipped-line", name = name, rows = rows, reason = reason, line = line)
            }
            (_, None) => t!(
                "workflow-skipped-files",
                name = name,
                rows = rows,
                files = files,
                reason = reason
            ),
            (_, Some(line)) => t!(
                "workflow-skipped-files-line",
                name = name,
                rows = rows,
                files = files,
                reason = reason,
                line = line
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::message;
    use crate::import::{Skipped, SkippedExample};
    use crate::ingest::FileReport;

    #[test]
    fn a_reason_is_told_once_with_all_its_rows() {
        let file = |name: &str, reasons: &[(&str, u64)]| {
            let skipped = reasons.iter().map(|(reason, rows)| Skipped {
                reason: (*reason).to_owned().into(),
                rows: *rows,
                examples: vec![SkippedExample { line: rows + 1, text: String::new() }],
                damaged: false,
            });
            let report = Report { skipped: skipped.collect(), ..Report::default() };
            FileReport { name: name.to_owned(), report, failed: None }
        };
        let broken = FileReport {
            failed: Some("c.csv is no table.".to_owned().into()),
            ..file("c.csv", &[])
        };
        let files = vec![
            file("a.csv", &[("no time", 3), ("no person", 1)]),
            file("b.csv", &[("no time", 1_200)]),
            broken,
        ];
        let report = BuildReport { files, ..BuildReport::default() };
        assert_eq!(
            unread_events(&report),
            [
                "c.csv is no table.",
                "1,203 rows in 2 files skipped: no time, first in a.csv, line 4.",
                "a.csv: 1 row skipped: no person, first in line 2.",
            ]
        );
    }

    #[test]
    fn events_that_were_not_chosen_are_not_lost() {
        let skipped =
            |reason: Message| Skipped { reason, rows: 5, examples: Vec::new(), damaged: false };
        let reasons = [NOT_CHOSEN.clone(), message!("import-no-person")];
        let report = Report { skipped: reasons.map(skipped).into(), ..Report::default() };
        let of = || std::iter::once(("orders.csv", &report, None));
        assert_eq!(in_words(of(), &[], None).len(), 2);
        let lost = in_words(of(), &[], Some(&NOT_CHOSEN));
        assert_eq!(lost, ["orders.csv: 5 rows skipped: no person."]);
    }

    #[test]
    fn a_row_that_is_read_as_event_and_as_person_is_told_of_once() {
        let skipped = |reason: &str, rows| Skipped {
            reason: reason.to_owned().into(),
            rows,
            examples: Vec::new(),
            damaged: false,
        };
        let report = |skipped| Report { skipped, ..Report::default() };
        let orders = report(vec![skipped("no person", 5)]);
        let events = [("orders.csv", &orders, None)];
        let people = |of_events| PeopleFile {
            name: "orders.csv".into(),
            of_events,
            report: report(vec![skipped("no person", 5), skipped("no traits", 2)]),
            failed: None,
        };
        let words = |people: PeopleFile| in_words(events.into_iter(), &[people], None);
        let told =
            ["orders.csv: 5 rows skipped: no person.", "orders.csv: 2 rows skipped: no traits."];
        assert_eq!(words(people(true)), told);
        // Another file of that name is another one.
        assert_eq!(
            words(people(false))[0],
            "10 rows in 2 files skipped: no person, first in orders.csv."
        );
    }
}
