//! Text to a point in time.
//!
//! Written times come in, milliseconds since 1970-01-01 UTC go out. The fixed ISO layouts and epoch
//! numbers, which are nearly all there is, are read by hand in a few nanoseconds; day orders,
//! month names and twelve-hour clocks go through [`words`]. Not for deciding which field is a time.

mod civil;
mod months;
mod order;
mod words;

pub use order::DayOrders;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::TimeFormat;
use civil::{MS_DAY, Stamp, clock, days, digits, fraction, offset};

/// The first moment that is taken for real, 1990-01-01 UTC: older ones are placeholders.
pub const EARLIEST: i64 = 7305 * MS_DAY;
/// The first moment that is not taken for real any more, 2100-01-01 UTC.
pub const LATEST: i64 = 47482 * MS_DAY;

/// Why a text is not a usable time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeProblem {
    /// No layout fits, or day and month cannot be told apart.
    Unreadable,
    /// Before 1990 or from 2100 on.
    OutOfRange,
}

/// Reads times; knows the zone of those written without one.
#[derive(Debug, Clone)]
pub struct TimeReader {
    /// `None` for UTC, which needs no look-up.
    zone: Option<TimeZone>,
}

impl TimeReader {
    /// A reader that takes zoneless times to be in the zone of this IANA name; `None` when there
    /// is no such zone.
    pub fn new(zone: &str) -> Option<Self> {
        if zone.is_empty() || zone.eq_ignore_ascii_case("utc") {
            return Some(Self { zone: None });
        }
        let zone = TimeZone::get(zone).ok()?;
        Some(Self { zone: Some(zone) })
    }

    /// Milliseconds since 1970-01-01 UTC of a written time.
    ///
    /// # Errors
    /// [`TimeProblem`], which becomes the reason for skipping the row.
    pub fn read(&self, text: &[u8], format: TimeFormat) -> Result<i64, TimeProblem> {
        let text = text.trim_ascii();
        let read = match text {
            [a, b, c, d, b'-' | b'/' | b'.', ..]
                if [a, b, c, d].iter().all(|c| c.is_ascii_digit()) =>
            {
                match iso(text) {
                    Some(stamp) => Some(stamp),
                    None => words::read(text, format),
                }
            }
            _ if text.first().is_some_and(u8::is_ascii_digit) && is_number(text) => {
                let other = || self.compact(text).or_else(|| self.serial(text));
                return epoch_text(text).or_else(|problem| other().ok_or(problem)?);
            }
            [a, b, c, d, e, ..]
                if [a, b, c, d, e].iter().all(|c| c.is_ascii_digit())
                    && matches!(text.get(8), Some(b'T' | b't' | b' ')) =>
            {
                basic(text)
            }
            _ => words::read(text, format),
        };
        let stamp = read.ok_or(TimeProblem::Unreadable)?;
        in_range(match stamp.offset_ms {
            Some(offset) => stamp.local_ms - offset,
            None => self.local(stamp.local_ms),
        })
    }

    /// Whether a text is a usable time in some order of day, month and year.
    pub fn reads(&self, text: &[u8]) -> bool {
        use TimeFormat::{Auto, DayFirst, MonthFirst, YearFirst};
        let read = |format| self.read(text, format).is_ok();
        // Hardly any text depends on the order, and what does not is no time in any.
        read(Auto)
            || words::depends_on_order(text.trim_ascii())
                && [DayFirst, MonthFirst, YearFirst].into_iter().any(read)
    }

    /// The UTC milliseconds of a wall-clock time given as milliseconds since 1970-01-01 00:00 of
    /// the same clock. Times that a clock change skips or repeats are taken as RFC 5545 says.
    pub fn local(&self, local_ms: i64) -> i64 {
        let Some(zone) = &self.zone else {
            return local_ms;
        };
        if !(EARLIEST - MS_DAY..LATEST + MS_DAY).contains(&local_ms) {
            return local_ms;
        }
        let civil: Option<DateTime> =
            jiff::Timestamp::from_millisecond(local_ms).ok().map(|t| TimeZone::UTC.to_datetime(t));
        civil
            .and_then(|c| zone.to_timestamp(c).ok())
            .map_or(local_ms, jiff::Timestamp::as_millisecond)
    }

    /// `45688` and `45688.5208`: days since 1899-12-30, as spreadsheets count them. Those of real times
    /// are too small for any epoch.
    fn serial(&self, text: &[u8]) -> Option<Result<i64, TimeProblem>> {
        const DAYS_TO_1970: f64 = 25_569.0;
        let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
        is_serial(text).then(|| {
            // Spreadsheets round to the second; what is beyond it is the fraction's last digit.
            let seconds = ((number - DAYS_TO_1970) * 86_400.0).round() as i64;
            in_range(self.local(seconds * 1000))
        })
    }

    /// `20250131`, `202501311230` and `20250131123000`.
    fn compact(&self, text: &[u8]) -> Option<Result<i64, TimeProblem>> {
        if !matches!(text.len(), 8 | 12 | 14) || !text.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let (date, clock) = text.split_at(8);
        Some(in_range(self.local(compact_date(date)? + compact_clock(clock)?)))
    }
}

fn compact_date(t: &[u8]) -> Option<i64> {
    Some(days(digits(&t[..4])?, digits(&t[4..6])?, digits(&t[6..8])?)? * MS_DAY)
}

/// Nothing, `1230` or `123000`.
fn compact_clock(t: &[u8]) -> Option<i64> {
    match t.len() {
        0 => Some(0),
        4 => clock(digits(&t[..2])?, digits(&t[2..])?, 0),
        6 => clock(digits(&t[..2])?, digits(&t[2..4])?, digits(&t[4..])?),
        _ => None,
    }
}

/// The basic format of ISO 8601: `20250131T123005Z`, `20250131T1230+0100`, `20250131 123005.25`.
fn basic(t: &[u8]) -> Option<Stamp> {
    let date = t.get(..8)?;
    if !matches!(t.get(8)?, b'T' | b't' | b' ') {
        return None;
    }
    let rest = &t[9..];
    let end = rest.iter().position(|c| !c.is_ascii_digit()).unwrap_or(rest.len());
    if end == 0 {
        return None;
    }
    let (fraction, zone) = fraction(&rest[end..])?;
    let local_ms = compact_date(date)? + compact_clock(&rest[..end])? + fraction;
    Some(Stamp { local_ms, offset_ms: offset(zone)? })
}

/// The date of the calendar that a text shows, whatever the year (a birthday, say): of all layouts
/// that [`TimeReader`] knows except epoch numbers, without regard to zones. Years of two digits are
/// from 1969 to 2068; who knows that a date has passed must take a century from later ones.
pub fn read_date(text: &str, format: TimeFormat) -> Option<Date> {
    let text = text.trim().as_bytes();
    let stamp = match text {
        [_, _, _, _, _, _, _, _] if text.iter().all(u8::is_ascii_digit) => {
            Stamp { local_ms: compact_date(text)?, offset_ms: None }
        }
        _ => iso(text).or_else(|| basic(text)).or_else(|| words::read(text, format))?,
    };
    let time = jiff::Timestamp::from_millisecond(stamp.local_ms).ok()?;
    Some(TimeZone::UTC.to_datetime(time).date())
}

/// Milliseconds from an epoch number in seconds, milliseconds, microseconds or nanoseconds. The
/// four ranges from 1990 to 2100 do not overlap, so size alone tells the unit.
///
/// # Errors
/// [`TimeProblem::OutOfRange`] when no unit gives a time from 1990 to 2100.
pub fn epoch(number: i64) -> Result<i64, TimeProblem> {
    const SECONDS: std::ops::Range<i64> = EARLIEST / 1000..LATEST / 1000;
    [(1, 1000), (1000, 1), (1_000_000, -1000), (1_000_000_000, -1_000_000)]
        .into_iter()
        .find(|(unit, _)| SECONDS.contains(&number.div_euclid(*unit)))
        .map(|(_, scale)| match scale {
            1.. => number * scale,
            _ => number.div_euclid(-scale),
        })
        .ok_or(TimeProblem::OutOfRange)
}

pub(super) fn in_range(ms: i64) -> Result<i64, TimeProblem> {
    if (EARLIEST..LATEST).contains(&ms) { Ok(ms) } else { Err(TimeProblem::OutOfRange) }
}

/// Whether a text is written like the day numbers of spreadsheets: five digits, and the time of day as
/// a fraction.
pub fn is_serial(text: &[u8]) -> bool {
    /// 1990-01-01 to 2099-12-31.
    const DAYS: std::ops::RangeInclusive<i64> = 32_874..=73_050;
    let (whole, fraction) = text.split_at(text.len().min(5));
    whole.len() == 5
        && digits(whole).is_some_and(|days| DAYS.contains(&days))
        && (fraction.is_empty()
            || fraction[0] == b'.' && fraction[1..].iter().all(u8::is_ascii_digit))
}

fn is_number(text: &[u8]) -> bool {
    text.iter().all(|c| matches!(c, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+'))
        && text.iter().filter(|c| **c == b'.').count() <= 1
}

fn epoch_text(text: &[u8]) -> Result<i64, TimeProblem> {
    let found = if text.iter().all(u8::is_ascii_digit) && text.len() <= 18 {
        let number = text.iter().fold(0, |n, c| n * 10 + i64::from(c - b'0'));
        epoch(number)
    } else {
        let number: Option<f64> = std::str::from_utf8(text).ok().and_then(|t| t.parse().ok());
        let number = number.ok_or(TimeProblem::Unreadable)?;
        if !(0.0..9.0e18).contains(&number) {
            return Err(TimeProblem::OutOfRange);
        }
        // A fraction only means something on seconds; there it holds the milliseconds.
        epoch((number * 1000.0).round() as i64).or_else(|_| epoch(number as i64))
    };
    // Short numbers are something else (a row number, a year); long ones are times gone wrong.
    found.map_err(|problem| match text.len() {
        0..9 if text != b"0" => TimeProblem::Unreadable,
        _ => problem,
    })
}

/// `2025-01-31`, `2025-01-31T12:30:05.123456+01:00` and their relatives.
fn iso(t: &[u8]) -> Option<Stamp> {
    if t.len() < 10 || t[4] != t[7] {
        return None;
    }
    let days = days(digits(&t[..4])?, digits(&t[5..7])?, digits(&t[8..10])?)?;
    let mut stamp = Stamp { local_ms: days * MS_DAY, offset_ms: None };
    if t.len() == 10 {
        return Some(stamp);
    }
    if t.len() < 16 || !matches!(t[10], b'T' | b't' | b' ' | b'_') || t[13] != b':' {
        return None;
    }
    let (hour, minute) = (digits(&t[11..13])?, digits(&t[14..16])?);
    let (second, rest) = match &t[16..] {
        [b':', a, b, rest @ ..] => (digits(&[*a, *b])?, rest),
        rest => (0, rest),
    };
    let (fraction, rest) = fraction(rest)?;
    stamp.local_ms += clock(hour, minute, second)? + fraction;
    stamp.offset_ms = offset(rest)?;
    Some(stamp)
}

#[cfg(test)]
mod tests;
