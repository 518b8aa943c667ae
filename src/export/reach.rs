//! Whom a destination would be written, before anyone is held out: a control group is drawn among
//! those, or it would hold people whom the campaign could not have reached anyway.

use sha2::{Digest, Sha256};

use super::changes::part;
use super::destination::choice::Choice;
use super::destination::content::Content;
use super::error::ExportError;
use super::input::{Fields, People};
use super::plan::ExportPlan;
use super::rows::{ExportRow, each};
use super::settings::Settings;
use super::written::Unused;
use crate::base::language::message;
use crate::base::mailbox::{is_filler, may_reach};
use crate::base::progress::{Progress, Unit};

/// How a destination reaches a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Whether there would be a row.
    pub used: bool,
    /// What the row, or that of somebody with the same identifier, is matched by: hashes of
    /// addresses and numbers as they are written. Nobody's without consent.
    pub identifiers: Vec<u128>,
}

/// How a destination reaches each of the people, in their order.
///
/// # Errors
/// As [`super::write()`]; [`ExportError::Stopped`] when the person cancelled.
pub fn reach<P: People + ?Sized>(
    people: &P,
    fields: &Fields,
    choice: &Choice,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Reach>, ExportError> {
    let destination = choice.effective();
    let (audience, consent) = (&settings.audience, settings.consent.as_ref());
    let locale = settings.locale()?;
    let mut plan = ExportPlan::new(&destination, choice, fields, audience, locale, consent)?;
    plan.count_only = true;
    let count = people.count();
    progress.stage(message!("export-looking"), count as u64, Unit::People);
    plan.learn_columns(people, progress)?;
    let mut reached = vec![Reach::default(); count];
    each(&plan, people, progress, |position, _, row| {
        let (used, row): (bool, &[String]) = match row {
            ExportRow::Used(row) => (true, row),
            ExportRow::Unused(Unused::Repeated, row) => (false, row),
            ExportRow::Unused(..) | ExportRow::Control => return Ok(()),
        };
        let cells = plan.columns.iter().zip(row).filter(|(column, cell)| {
            let content = &column.content;
            let known = content.is_identifier() && *content != Content::PersonId;
            // `-` in many rows makes nobody a household.
            known && may_reach(cell) && !is_filler(cell)
        });
        let identifiers = cells.map(|(column, cell)| short(&part(&column.content, cell))).collect();
        reached[position] = Reach { used, identifiers };
        Ok(())
    })?;
    Ok(reached)
}

fn short(text: &str) -> u128 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 16];
    first.copy_from_slice(&digest[..16]);
    u128::from_be_bytes(first)
}
