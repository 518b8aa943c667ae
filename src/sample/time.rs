//! Lengths of time in milliseconds, as events of the sample store count it.

pub(super) const HOUR: i64 = 3_600_000;
pub(super) const DAY: i64 = 24 * HOUR;
pub(super) const YEAR: usize = 365;
pub(super) const DAYS: i64 = YEAR as i64;
