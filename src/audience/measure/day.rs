//! How days are said.

use crate::base::words;

/// The day of a moment in seconds since 1970, in UTC: "1 Oct 2026".
pub(super) fn day(seconds: i64) -> String {
    words::day(seconds.saturating_mul(1000))
}
