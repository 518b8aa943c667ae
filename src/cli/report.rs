//! `likely score --report`: for the best few and for everyone, how many are expected to engage and
//! between which numbers, as JSON for other programs.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::typed::Failure;
use crate::audience::Ranking;
use crate::base::atomic_file::{Access, AtomicFile, Existing};
use crate::base::whole_file;

/// Shares of the people known for which the report says how many engage.
const SHARES: [f64; 4] = [0.01, 0.05, 0.20, 1.0];

/// What is known of every target so far.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    targets: Vec<OfTarget>,
    #[serde(skip)]
    path: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfTarget {
    target: String,
    sizes: Vec<OfSize>,
}

/// Numbers of people. The range holds nine times in ten.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfSize {
    people: usize,
    expected: f64,
    low: f64,
    high: f64,
}

/// A report of more bytes than this is not read: it may be anything.
const MOST: u64 = 64 << 20;

/// Whether a file holds a report as it is written here: an earlier one may make room for a newer one.
pub(super) fn holds_report(path: &Path) -> bool {
    whole_file::read(path, MOST).is_ok_and(|text| serde_json::from_slice::<Report>(&text).is_ok())
}

impl Report {
    /// An empty report, to be written to `path`.
    pub fn new(path: &Path) -> Self {
        Self { targets: Vec::new(), path: path.to_owned() }
    }

    /// Adds a target; with nobody ranked it has no sizes.
    pub fn add(&mut self, target: &str, ranking: &Ranking) {
        let size = |share: f64| {
            let people = ((share * ranking.len() as f64).round() as usize).max(1);
            let range = ranking.range(people);
            OfSize { people, expected: range.expected, low: range.low, high: range.high }
        };
        let mut sizes: Vec<OfSize> = match ranking.is_empty() {
            true => Vec::new(),
            false => SHARES.into_iter().map(size).collect(),
        };
        // Of a few people several shares are the same size.
        sizes.dedup_by_key(|size| size.people);
        self.targets.push(OfTarget { target: target.to_owned(), sizes });
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// A sentence that names the file.
    pub fn write(&self, existing: Existing) -> Result<(), Failure> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::new(format!("{} cannot be written: {error}.", self.path.display()))
        };
        let mut file =
            AtomicFile::create(&self.path, Access::Usual).map_err(|error| failed(&error))?;
        serde_json::to_writer_pretty(&mut file, self).map_err(|error| failed(&error))?;
        file.finish(existing).map_err(|error| failed(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_the_sizes_that_are_promised() {
        let propensity: Vec<f32> = (0..400).map(|i| 0.5 / (1.0 + i as f32)).collect();
        let result = Ranking::of_propensities(&propensity);
        let folder = tempfile::tempdir().unwrap();
        let mut report = Report::new(&folder.path().join("report.json"));
        report.add("brand=X", &result);
        report.write(Existing::Keep).unwrap();
        let text = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        let target = &read["targets"][0];
        assert_eq!(target["target"], "brand=X");
        let sizes = target["sizes"].as_array().unwrap();
        let people: Vec<u64> = sizes.iter().map(|s| s["people"].as_u64().unwrap()).collect();
        assert_eq!(people, [4, 20, 80, 400]);
        for size in sizes {
            let at = |key: &str| size[key].as_f64().unwrap();
            assert!(at("low") <= at("expected") && at("expected") <= at("high"), "{size}");
        }
    }
}
