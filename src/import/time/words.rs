//! Times that are not ISO: day orders, month names, twelve-hour clocks, weekday names.

use super::{MS_DAY, Stamp, clock, days, fraction, offset};
use crate::import::TimeFormat;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A piece of a written date.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// A number with its count of digits.
    Number(i64, usize),
    /// A month by name.
    Month(i64),
}

/// Reads `31/12/2025 10:30 pm`, `Jan 5, 2025`, `Mon, 05 Jan 2025 10:00:00 GMT` and the like.
pub(super) fn read(text: &[u8], format: TimeFormat) -> Option<Stamp> {
    let text = std::str::from_utf8(text).ok().filter(|t| t.len() <= 100)?;
    let (date, rest, separator) = date_parts(text)?;
    let [a, b, c] = date;
    let (year, month, day) = order(a, b, c, separator, format)?;
    let mut stamp = Stamp { local_ms: days(year, month, day)? * MS_DAY, offset_ms: None };
    let rest = rest.trim_start_matches([',', ' ', 'T', '\u{202f}']);
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    if !rest.is_empty() {
        let (ms, zone) = time_of_day(rest)?;
        stamp.local_ms += ms;
        stamp.offset_ms = zone;
    }
    Some(stamp)
}

/// The first three parts of a date, what follows them, and the separator before the second.
fn date_parts(text: &str) -> Option<([Part; 3], &str, char)> {
    let mut parts = [Part::Month(0); 3];
    let (mut found, mut rest, mut separator) = (0, text, ' ');
    while found < 3 {
        rest = rest.trim_start_matches([',', ' ']);
        let first = rest.chars().next()?;
        if found == 1 && matches!(first, '/' | '-' | '.') {
            separator = first;
        }
        if matches!(first, '/' | '-' | '.') && found > 0 {
            rest = &rest[1..];
            continue;
        }
        let same = |c: char| c.is_ascii_digit() == first.is_ascii_digit() && c.is_alphanumeric();
        let end = rest.find(|c: char| !same(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if first.is_ascii_digit() {
            parts[found] = Part::Number(word.parse().ok().filter(|_| word.len() <= 4)?, word.len());
            found += 1;
        } else if let Some(month) = name(&MONTHS, word) {
            parts[found] = Part::Month(month);
            found += 1;
        } else if !(name(&WEEKDAYS, word).is_some() && found == 0
            || ["st", "nd", "rd", "th", "of", "de"].contains(&word))
        {
            return None;
        }
        rest = after;
        // `Jan 05 10:00:00 2025`: the year comes after the clock (Unix `date`).
        if found == 2 && rest.trim_start().get(2..3) == Some(":") {
            let (at, year) = rest.trim_end().rsplit_once(' ')?;
            parts[2] = Part::Number(year.parse().ok().filter(|_| year.len() == 4)?, 4);
            return Some((parts, at, ' '));
        }
    }
    Some((parts, rest, separator))
}

/// 1-based index of a name written in full or by at least its first three letters.
fn name(names: &[&str], word: &str) -> Option<i64> {
    let begins =
        |name: &&str| name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let at = names.iter().position(begins).filter(|_| word.len() >= 3)?;
    Some(at as i64 + 1)
}

fn order(
    a: Part,
    b: Part,
    c: Part,
    separator: char,
    format: TimeFormat,
) -> Option<(i64, i64, i64)> {
    match (a, b, c) {
        (Part::Number(y, 4), Part::Number(m, _), Part::Number(d, _))
        | (Part::Number(y, 4), Part::Month(m), Part::Number(d, _)) => Some((y, m, d)),
        (Part::Month(m), Part::Number(d, 1 | 2), Part::Number(y, n))
        | (Part::Number(d, 1 | 2), Part::Month(m), Part::Number(y, n)) => Some((year(y, n)?, m, d)),
        (Part::Number(first, 1 | 2), Part::Number(second, 1 | 2), Part::Number(y, n)) => {
            let day_first = match format {
                TimeFormat::DayFirst => true,
                TimeFormat::MonthFirst => false,
                // With dots the day comes first wherever dots are used.
                TimeFormat::Auto if separator == '.' || first > 12 => true,
                TimeFormat::Auto if second > 12 => false,
                TimeFormat::Auto if first == second => true,
                TimeFormat::Auto => return None,
            };
            let (day, month) = if day_first { (first, second) } else { (second, first) };
            Some((year(y, n)?, month, day))
        }
        _ => None,
    }
}

fn year(number: i64, digits: usize) -> Option<i64> {
    match digits {
        4 => Some(number),
        // POSIX: 69 to 99 are of the last century.
        2 => Some(if number < 69 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

/// `9:05`, `10:30:05.25 PM`, `22.30`, `10 am`, each with a zone or without.
fn time_of_day(text: &str) -> Option<(i64, Option<i64>)> {
    let number = |t: &'_ str| -> Option<(i64, usize)> {
        let end = t.find(|c: char| !c.is_ascii_digit()).unwrap_or(t.len());
        (1..=2).contains(&end).then(|| t[..end].parse().ok().map(|n| (n, end)))?
    };
    let (mut hour, used) = number(text)?;
    let mut rest = &text[used..];
    let (mut minute, mut second, mut ms) = (0, 0, 0);
    if let Some(after) = rest.strip_prefix(':') {
        let (n, used) = number(after)?;
        (minute, rest) = (n, &after[used..]);
        if let Some(after) = rest.strip_prefix(':') {
            let (n, used) = number(after)?;
            second = n;
            let (f, r) = fraction(&after.as_bytes()[used..])?;
            (ms, rest) = (f, std::str::from_utf8(r).ok()?);
        }
    } else if !rest.trim_start().to_ascii_lowercase().starts_with(['a', 'p']) {
        return None;
    }
    rest = rest.trim_start_matches([' ', '\u{202f}', '\u{a0}']);
    let lower = rest.to_ascii_lowercase();
    for (mark, add) in [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)] {
        if lower.starts_with(mark) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + add;
            rest = &rest[mark.len()..];
            break;
        }
    }
    // JavaScript's `GMT+0100 (Central European Standard Time)`.
    let zone = rest.split('(').next().unwrap_or_default();
    Some((clock(hour, minute, second)? + ms, offset(zone.as_bytes())?))
}

/// Whether a text is a date whose first two numbers may be day and month in either order, and
/// which order it shows: `Some(Some(true))` for day first.
pub fn shown_order(text: &str) -> Option<Option<bool>> {
    let (parts, _, separator) = date_parts(text.trim())?;
    match parts {
        [Part::Number(a, 1 | 2), Part::Number(b, 1 | 2), Part::Number(..)] => Some(match (a, b) {
            _ if separator == '.' => Some(true),
            (13.., _) => Some(true),
            (_, 13..) => Some(false),
            _ => None,
        }),
        _ => None,
    }
}
