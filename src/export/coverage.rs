//! What a destination's file would hold, told before it is written.

use std::collections::BTreeMap;

use super::destination::choice::Choice;
use super::destination::content::Content;
use super::error::ExportError;
use super::input::{Fields, People};
use super::plan::ExportPlan;
use super::rows::{ExportRow, each};
use super::settings::Settings;
use super::value_change::ValueChange;
use super::written::Unused;
use crate::base::language::{message, t};
use crate::base::progress::{Progress, Unit};

/// What a destination's file would hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// People of the audience, the control group among them.
    pub people: u64,
    /// People held out.
    pub control: u64,
    /// People whose values were looked at: those with consent who are not in a file of their own as
    /// control group.
    pub asked: u64,
    /// How many of them have each content in a form that the destination takes, in the order of its
    /// columns.
    pub with: Vec<(Content, u64)>,
    /// Rows that would be written.
    pub usable: u64,
    /// People who would not be, by reason.
    pub unused: BTreeMap<Unused, u64>,
    /// Values that would be changed, or are not usable: column, what and why, how many.
    pub changes: Vec<(String, ValueChange, u64)>,
    /// What to know before writing, in sentences.
    pub warnings: Vec<String>,
    /// The headers, as they are written; none where the file has no line of headers.
    pub headers: Vec<String>,
    /// Columns beside those that the destination declares: headers as they are written, and what is
    /// in them.
    pub further: Vec<(String, Content)>,
    /// The first rows, exactly as they are written.
    pub first: Vec<Vec<String>>,
}

impl Coverage {
    /// The share, 0 to 1, of those who may be written that have this content; `None` where it does
    /// not come from people.
    pub fn share(&self, content: &Content) -> Option<f64> {
        let with = self.with.iter().find(|(of, _)| of == content)?.1;
        Some(with as f64 / self.asked.max(1) as f64)
    }

    /// People of the audience who agreed to be contacted; `None` where nobody is asked for that.
    pub fn consenting(&self) -> Option<u64> {
        let without = self.unused.get(&Unused::NoConsent)?;
        Some(self.people.saturating_sub(*without))
    }
}

/// Rows kept to be looked at before the file is written.
const FIRST: usize = 5;

/// Counts what a destination's file would hold, without writing it.
///
/// # Errors
/// [`ExportError`] where the file could not be written at all: the destination needs an identifier
/// that nobody has, or a chosen column or trait is not there.
pub fn coverage<P: People + ?Sized>(
    people: &P,
    fields: &Fields,
    choice: &Choice,
    settings: &Settings,
    progress: &Progress,
) -> Result<Coverage, ExportError> {
    let destination = choice.effective();
    let consent = settings.consent.as_ref();
    let (audience, locale) = (&settings.audience, settings.locale()?);
    let mut plan = ExportPlan::new(&destination, choice, fields, audience, locale, consent)?;
    // Hashing takes time and changes no count; which values and columns a hashed file takes stays.
    plan.count_only = true;
    let mut with: BTreeMap<&Content, u64> = BTreeMap::new();
    let mut coverage = Coverage { people: people.count() as u64, ..Coverage::default() };
    progress.stage(message!("export-counting"), coverage.people, Unit::People);
    let mut counted: Vec<&Content> = Vec::new();
    plan.learn_columns(people, progress)?;
    let changes = each(&plan, people, progress, |_, person, row| {
        coverage.control += u64::from(person.control);
        let cells: &[String] = match &row {
            ExportRow::Control => return Ok(()),
            ExportRow::Used(cells) => {
                coverage.usable += 1;
                if coverage.first.len() < FIRST {
                    coverage.first.push(plan.as_written(cells));
                }
                cells
            }
            ExportRow::Unused(why, cells) => {
                *coverage.unused.entry(*why).or_default() += 1;
                cells
            }
        };
        coverage.asked += u64::from(!matches!(row, ExportRow::Unused(Unused::NoConsent, _)));
        counted.clear();
        for content in plan.filled(cells) {
            if !counted.contains(&content) {
                counted.push(content);
                *with.entry(content).or_default() += 1;
            }
        }
        Ok(())
    })?;
    let count = |content: Content| {
        let people = with.get(&content).copied().unwrap_or(0);
        (content, people)
    };
    coverage.with = plan.contents().into_iter().map(count).collect();
    coverage.further = plan.further();
    coverage.changes = changes.into_iter().map(|((header, what), n)| (header, what, n)).collect();
    if !destination.no_header {
        coverage.headers = plan.headers().into_iter().map(|(header, _)| header).collect();
    }
    coverage.warnings = warnings(&coverage, &plan);
    Ok(coverage)
}

fn warnings(coverage: &Coverage, plan: &ExportPlan<'_>) -> Vec<String> {
    let destination = plan.destination;
    let name = destination.name();
    let usable = coverage.usable;
    let mut warnings = Vec::new();
    if usable == 0 {
        warnings.push(t!("export-nobody-matched", destination = name));
    } else if let Some(least) = destination.limits.least_people.filter(|n| usable < *n) {
        let words = t!("export-too-few", destination = name, least = least, people = usable);
        warnings.push(words);
    }
    let most = destination.limits.most_rows;
    if let Some(most) = most.filter(|most| usable > *most) {
        let files = usable.div_ceil(most);
        warnings.push(t!("export-several-files", destination = name, most = most, files = files));
    }
    let unusable = coverage.changes.iter().filter(|(_, what, _)| what.is_not_usable());
    warnings.extend(unusable.map(|(header, what, n)| {
        t!("export-values", column = header.as_str(), values = *n, what = what.words())
    }));
    warnings
}
