//! The clock of a history: seconds that fit four bytes.

/// Second 0 of a history's clock: 1990-01-01T00:00:00Z, in seconds since 1970. Times are kept as
/// `u32` seconds from here, which lasts beyond the year 2100, the last one import accepts.
pub const CLOCK_START: i64 = 631_152_000;

/// Seconds in a day.
pub const DAY: u32 = 86_400;

/// A time of a history: seconds since [`CLOCK_START`].
pub type Seconds = u32;

/// The history's clock for seconds since 1970, clamped to what it can hold.
pub fn to_clock(epoch_seconds: i64) -> Seconds {
    (epoch_seconds - CLOCK_START).clamp(0, i64::from(u32::MAX)) as u32
}

/// Seconds since 1970 for a time of the history's clock.
pub fn from_clock(seconds: Seconds) -> i64 {
    i64::from(seconds) + CLOCK_START
}
