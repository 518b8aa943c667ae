//! Times that are not ISO: day orders, month names, twelve-hour clocks, weekday names.

use super::civil::{MS_DAY, Stamp, clock, days, fraction, offset};
use super::months::{is_mark, is_weekday, month};
use crate::import::TimeFormat;

/// Longer texts are no times.
const LONGEST: usize = 100;

/// A piece of a written date.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// A number with its count of digits.
    Number(i64, usize),
    /// A month by name.
    Month(i64),
}

/// Reads `31/12/2025 10:30 pm`, `Jan 5, 2025`, `Mon, 05 Jan 2025 10:00:00 GMT`, `5. März 2025`,
/// `2025年1月31日` and the like.
pub fn read(text: &[u8], format: TimeFormat) -> Option<Stamp> {
    let written = WrittenDate::of(std::str::from_utf8(text).ok()?)?;
    let day = written.day(format)?;
    let (clock, offset_ms) = written.clock()?;
    Some(Stamp { local_ms: day * MS_DAY + clock, offset_ms })
}

/// Whether a text may mean different days by the order of its numbers, so that [`read`] may find
/// another day, or one at all, by another format.
pub fn depends_on_order(text: &[u8]) -> bool {
    let written = std::str::from_utf8(text).ok().and_then(WrittenDate::of);
    written.is_some_and(|written| written.choices().is_some())
}

/// The date at the beginning of a text, and what follows it.
#[derive(Debug, Clone, Copy)]
pub struct WrittenDate<'a> {
    parts: [Part; 3],
    /// The separator before the second part.
    separator: char,
    rest: &'a str,
}

/// The days, counted from 1970-01-01, that a date of three numbers means in each order in which there
/// is such a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayChoices {
    /// Day, month, year.
    pub day_first: Option<i64>,
    /// Month, day, year.
    pub month_first: Option<i64>,
    /// Year, month, day, where the year has two digits.
    pub year_first: Option<i64>,
}

impl DayChoices {
    /// The day, when all orders that are possible mean the same one.
    fn only(self) -> Option<i64> {
        let mut days = [self.day_first, self.month_first, self.year_first].into_iter().flatten();
        let first = days.next()?;
        days.all(|day| day == first).then_some(first)
    }
}

impl<'a> WrittenDate<'a> {
    /// Finds the parts of a date; `None` when there are not three.
    pub fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        if text.contains(['年', '년']) {
            return east_asian(text);
        }
        let mut parts = [Part::Month(0); 3];
        let (mut found, mut rest, mut separator) = (0, text, ' ');
        // French and Spanish `mar.` is Tuesday as well as March.
        let mut weekday = false;
        while found < 3 {
            rest = rest.trim_start_matches(is_gap);
            let first = rest.chars().next()?;
            if matches!(first, '/' | '-' | '.') && rest.len() < text.len() {
                if found == 1 {
                    separator = first;
                }
                rest = &rest[1..];
                continue;
            }
            let same = |c: char| {
                c.is_ascii_digit() == first.is_ascii_digit() && (c.is_alphanumeric() || is_mark(c))
            };
            let end = rest.find(|c: char| !same(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if first.is_ascii_digit() {
                parts[found] =
                    Part::Number(word.parse().ok().filter(|_| word.len() <= 4)?, word.len());
                found += 1;
            } else if let Some(month) = month(word).filter(|_| !(found == 0 && is_short_day(word)))
            {
                if weekday && parts[..found].iter().any(|p| matches!(p, Part::Month(_))) {
                    parts.rotate_left(1);
                    found -= 1;
                }
                weekday |= found == 0 && is_weekday(word);
                parts[found] = Part::Month(month);
                found += 1;
            } else if !(found == 0 && is_weekday(word) || is_filler(word)) {
                return None;
            }
            rest = after;
            // `Jan 05 10:00:00 2025`: the year comes after the clock (Unix `date`).
            let named = parts[..found].iter().any(|part| matches!(part, Part::Month(_)));
            if found == 2 && named && rest.trim_start().get(2..3) == Some(":") {
                let (at, year) = rest.trim_end().rsplit_once(' ')?;
                parts[2] = Part::Number(year.parse().ok().filter(|_| year.len() == 4)?, 4);
                return Some(Self { parts, rest: at, separator: ' ' });
            }
        }
        Some(Self { parts, rest, separator })
    }

    /// What three numbers may mean; `None` when the order of the parts is plain.
    pub fn choices(&self) -> Option<DayChoices> {
        let [Part::Number(a, digits @ (1 | 2)), Part::Number(b, 1 | 2), Part::Number(c, n)] =
            self.parts
        else {
            return None;
        };
        let of = |year: Option<i64>, month, day| days(year?, month, day);
        Some(DayChoices {
            day_first: of(year(c, n), b, a),
            month_first: of(year(c, n), a, b),
            year_first: of(year(a, digits).filter(|_| n <= 2), b, c),
        })
    }

    /// The orders that are possible where nobody says which it is. With dots the month never comes
    /// first.
    pub fn likely_choices(&self) -> Option<DayChoices> {
        let choices = self.choices()?;
        let dots = self.separator == '.';
        Some(DayChoices { month_first: choices.month_first.filter(|_| !dots), ..choices })
    }

    /// The day, counted from 1970-01-01.
    fn day(&self, format: TimeFormat) -> Option<i64> {
        if let Some(choices) = self.choices() {
            return match format {
                TimeFormat::DayFirst => choices.day_first,
                TimeFormat::MonthFirst => choices.month_first,
                TimeFormat::YearFirst => choices.year_first,
                TimeFormat::Auto => self.likely_choices()?.only(),
            };
        }
        let (y, m, d) = match self.parts {
            [Part::Number(y, 4), Part::Number(m, _) | Part::Month(m), Part::Number(d, _)] => {
                (y, m, d)
            }
            [Part::Month(m), Part::Number(d, 1 | 2), Part::Number(y, n)]
            | [Part::Number(d, 1 | 2), Part::Month(m), Part::Number(y, n)] => (year(y, n)?, m, d),
            _ => return None,
        };
        days(y, m, d)
    }

    /// The time of day after the date, in milliseconds since midnight, and its zone; midnight where
    /// nothing follows.
    pub fn clock(&self) -> Option<(i64, Option<i64>)> {
        let mut rest = self.rest.trim_start_matches(|c| is_gap(c) || matches!(c, '.' | 'T'));
        for before in [
            "a las ",
            "alle ore ",
            "o godz. ",
            "at ",
            "um ",
            "à ",
            "às ",
            "kl. ",
            "kl ",
            "om ",
            "alle ",
            "ore ",
            "- ",
        ] {
            rest = rest.strip_prefix(before).unwrap_or(rest);
        }
        if rest.is_empty() { Some((0, None)) } else { time_of_day(rest) }
    }
}

fn is_gap(c: char) -> bool {
    matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | 'º' | 'ª' | '°')
}

/// Words inside dates that mean nothing by themselves: `31st of`, `5 de marzo del`, `1er`, `den 5`.
fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 15] = [
        "st", "nd", "rd", "th", "of", "the", "de", "del", "do", "den", "der", "le", "el", "er",
        "il",
    ];
    FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word))
}

/// A weekday of two letters is no month.
fn is_short_day(word: &str) -> bool {
    word.chars().count() < 3 && is_weekday(word)
}

fn year(number: i64, digits: usize) -> Option<i64> {
    match digits {
        4 => Some(number),
        // POSIX: 69 to 99 are of the last century.
        2 => Some(if number < 69 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

/// A number of up to `most` digits at the beginning, and what follows it.
fn number(text: &str, most: usize) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..end].parse().ok().filter(|_| end <= most)?;
    Some((number, &text[end..]))
}

/// `2025年1月31日` of Chinese and Japanese and `2025년 1월 31일` of Korean. The year is of four digits:
/// those of eras count from elsewhere.
fn east_asian(text: &str) -> Option<WrittenDate<'_>> {
    let (year, rest) = number(text, 4).filter(|(year, _)| *year >= 1000)?;
    let (month, rest) = number(rest.strip_prefix(['年', '년'])?.trim_start(), 2)?;
    let (day, rest) = number(rest.strip_prefix(['月', '월'])?.trim_start(), 2)?;
    let mut rest = rest.strip_prefix(['日', '일'])?.trim_start();
    // A weekday in brackets: `(金)`.
    if let Some((_, after)) = rest.strip_prefix(['(', '（']).and_then(|r| r.split_once([')', '）']))
    {
        rest = after;
    }
    let parts = [Part::Number(year, 4), Part::Month(month), Part::Number(day, 2)];
    Some(WrittenDate { parts, separator: ' ', rest })
}

/// Halves of the day that are written before the hour, and the hours they add.
const HALVES_BEFORE: [(&str, i64); 6] =
    [("上午", 0), ("午前", 0), ("오전", 0), ("下午", 12), ("午後", 12), ("오후", 12)];
/// Halves of the day that are written after the clock.
const HALVES_AFTER: [(&str, i64); 6] =
    [("am", 0), ("a.m.", 0), ("a. m.", 0), ("pm", 12), ("p.m.", 12), ("p. m.", 12)];

/// `9:05`, `10:30:05.25 PM`, `12h30`, `10 am`, `下午3时30分`, each with a zone or without.
fn time_of_day(text: &str) -> Option<(i64, Option<i64>)> {
    let mut half = None;
    let mut rest = text;
    for (mark, add) in HALVES_BEFORE {
        if let Some(after) = rest.strip_prefix(mark) {
            (half, rest) = (Some(add), after.trim_start());
        }
    }
    let (mut hour, after) = number(rest, 2)?;
    rest = after;
    let (mut minute, mut second, mut ms) = (0, 0, 0);
    if let Some(after) = rest.strip_prefix([':', 'h', '时', '時', '시']) {
        let alone = after.is_empty() && !rest.starts_with(':');
        (minute, rest) = if alone { (0, "") } else { number(after.trim_start(), 2)? };
        rest = rest.strip_prefix(['分', '분']).map_or(rest, str::trim_start);
        if let Some(after) = rest.strip_prefix(':') {
            let (n, after) = number(after, 2)?;
            let (f, r) = fraction(after.as_bytes())?;
            (second, ms, rest) = (n, f, std::str::from_utf8(r).ok()?);
        } else if let Some((n, after)) = number(rest, 2) {
            (second, rest) = (n, after.strip_prefix(['秒', '초'])?);
        }
    } else if half.is_none()
        && !rest.trim_start_matches(is_gap).to_ascii_lowercase().starts_with(['a', 'p', 'u'])
    {
        return None;
    }
    rest = rest.trim_start_matches([' ', '\u{202f}', '\u{a0}']);
    let lower = rest.to_ascii_lowercase().replace('\u{a0}', " ");
    if let Some((mark, add)) = HALVES_AFTER.iter().find(|(mark, _)| lower.starts_with(mark)) {
        half = Some(*add);
        let letters = mark.chars().count();
        rest = rest.char_indices().nth(letters).map_or("", |(at, _)| &rest[at..]);
    }
    if let Some(add) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + add;
    }
    for after in ["Uhr", "uhr", "hrs"] {
        rest = rest.strip_prefix(after).unwrap_or(rest);
    }
    // JavaScript's `GMT+0100 (Central European Standard Time)`.
    let zone = rest.split('(').next().unwrap_or_default();
    Some((clock(hour, minute, second)? + ms, offset(zone.as_bytes())?))
}
