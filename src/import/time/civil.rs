//! The parts that written times are made of: dates of the calendar, clocks, zones.

/// Milliseconds of a day.
pub const MS_DAY: i64 = 86_400_000;

/// A time as written: the clock, and how far it is from UTC when the text says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 00:00 of the same clock.
    pub local_ms: i64,
    /// How far the clock is ahead of UTC, where the text says so.
    pub offset_ms: Option<i64>,
}

/// `.123456` to milliseconds, and what follows.
pub fn fraction(t: &[u8]) -> Option<(i64, &[u8])> {
    let [b'.' | b',', rest @ ..] = t else {
        return Some((0, t));
    };
    let end = rest.iter().position(|c| !c.is_ascii_digit()).unwrap_or(rest.len());
    if end == 0 {
        return None;
    }
    let ms =
        (0..3).fold(0, |ms, i| ms * 10 + rest[..end].get(i).map_or(0, |c| i64::from(c - b'0')));
    Some((ms, &rest[end..]))
}

/// Zones by the names that mean the same everywhere they are used, in minutes ahead of UTC. Others
/// (CST is Chicago or Shanghai, IST Delhi, Dublin or Jerusalem, BST London or Dhaka) are refused.
const ZONES: [(&str, i64); 42] = [
    ("Z", 0),
    ("UTC", 0),
    ("UT", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("SAST", 120),
    ("WAT", 60),
    ("CAT", 120),
    ("EAT", 180),
    ("PKT", 300),
    ("WIB", 420),
    ("WITA", 480),
    ("WIT", 540),
    ("HKT", 480),
    ("SGT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("EST", -300),
    ("EDT", -240),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
];

/// The zone at the end of a time: `Some(None)` where there is none, `None` where it is not a zone.
pub fn offset(t: &[u8]) -> Option<Option<i64>> {
    let t = t.trim_ascii();
    // `[Europe/Berlin]` only repeats what the offset before it says.
    let t = match t.iter().position(|c| *c == b'[') {
        Some(at) if at > 0 => &t[..at],
        _ => t,
    };
    if t.is_empty() {
        return Some(None);
    }
    if let Some(offset) = named(t) {
        return Some(Some(offset));
    }
    let t = t.strip_prefix(b"UTC").or_else(|| t.strip_prefix(b"GMT")).unwrap_or(t);
    let sign = match t.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    // Go's `+0100 CET` says the zone twice; what follows a blank must be such a name.
    let end = t.iter().position(|c| *c == b' ').unwrap_or(t.len());
    let (number, name) = (&t[1..end], t[end..].trim_ascii());
    let (hours, minutes) = match number {
        [a, b] => (digits(&[*a, *b])?, 0),
        [a, b, c, d] | [a, b, b':', c, d] => (digits(&[*a, *b])?, digits(&[*c, *d])?),
        _ => return None,
    };
    let again = name.len() > 2 && t[..end].starts_with(name)
        || (2..=5).contains(&name.len()) && name.iter().all(u8::is_ascii_uppercase);
    let fits = hours <= 18 && minutes < 60 && (name.is_empty() || again);
    fits.then_some(Some(sign * (hours * 60 + minutes) * 60_000))
}

fn named(zone: &[u8]) -> Option<i64> {
    let found = ZONES.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(zone));
    found.map(|(_, minutes)| minutes * 60_000)
}

/// A number written in digits alone.
pub fn digits(t: &[u8]) -> Option<i64> {
    t.iter().try_fold(0, |n, c| c.is_ascii_digit().then(|| n * 10 + i64::from(c - b'0')))
}

/// Milliseconds since midnight. 24:00 is the midnight at the end of the day.
pub fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // 60 is a leap second.
    let hour_fits = hour < 24 || (hour, minute, second) == (24, 0, 0);
    (hour_fits && minute < 60 && second <= 60)
        .then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar; `None` when there is no such day.
/// After Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
pub fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}
