//! What could not be read of a project's files, in sentences: nothing is left out without a word.

use super::ready::Ready;
use crate::base::words::count;
use crate::import::Report;
use crate::ingest::BuildReport;

/// Every file that could not be used, and the rows that were skipped, by file and reason.
pub fn unread(ready: &Ready) -> Vec<String> {
    let mut words = unread_events(&ready.report);
    for file in &ready.people_files {
        match &file.failed {
            Some(why) => words.push(why.clone()),
            None => skipped(&file.name, &file.report, &mut words),
        }
    }
    words
}

/// The same of events and products alone.
pub fn unread_events(report: &BuildReport) -> Vec<String> {
    let mut words = Vec::new();
    for file in report.files.iter().chain(&report.products) {
        match &file.failed {
            Some(why) => words.push(why.clone()),
            None => skipped(&file.name, &file.report, &mut words),
        }
    }
    words
}

fn skipped(name: &str, report: &Report, words: &mut Vec<String>) {
    for skipped in &report.skipped {
        let rows = if skipped.rows == 1 { "row" } else { "rows" };
        let first = skipped.examples.first();
        let line = first.map_or_else(String::new, |e| format!(", first in line {}", e.line));
        words.push(format!(
            "{name}: {} {rows} skipped: {}{line}.",
            count(skipped.rows),
            skipped.reason
        ));
    }
}
