//! Numbers and days as a person reads them in the current language, the same on every screen, in
//! every sentence and file.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::language::{self, Language, t};

/// "1,204": a whole number with its thousands apart, as the current language writes it.
pub fn count(n: u64) -> String {
    language::whole(n, Language::current())
}

/// "1,204.5": a number with so many decimals, as the current language writes it.
pub fn decimal(value: f64, decimals: usize) -> String {
    language::decimal(value, decimals, Language::current())
}

/// A noun within a sentence, such as the name of a column: in small letters, where the language does
/// not write nouns large.
pub fn noun(text: &str) -> String {
    match Language::current() {
        Language::English => text.to_lowercase(),
        Language::German => text.to_owned(),
    }
}

/// "16.2%": per cent with so many decimals, as the current language writes it.
pub fn percent(value: f64, decimals: usize) -> String {
    t!("base-percent", percent = decimal(value, decimals))
}

/// A name as it stands within a sentence: “newsletter”.
pub fn quoted(text: &str) -> String {
    t!("base-quoted", text = text)
}

/// "a, b and c".
pub fn and<S: AsRef<str>>(items: &[S]) -> String {
    listed(items, |before, last| t!("base-and", before = before, last = last))
}

/// "a, b or c".
pub fn or<S: AsRef<str>>(items: &[S]) -> String {
    listed(items, |before, last| t!("base-or", before = before, last = last))
}

/// A title or name as it stands within a sentence: in English its first letter is small.
pub fn within_sentence(text: &str) -> String {
    let mut letters = text.chars();
    match (Language::current(), letters.next()) {
        (Language::English, Some(first)) => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

fn listed<S: AsRef<str>>(items: &[S], join: impl Fn(String, &str) -> String) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            join(before.join(", "), last.as_ref())
        }
    }
}

/// Bytes as "3.4 MB".
pub fn bytes(n: u64) -> String {
    let mut value = n as f64;
    for unit in [t!("base-bytes"), "kB", "MB", "GB"] {
        if value < 999.5 {
            let digits = usize::from(value < 9.95 && n > 999);
            return format!("{} {unit}", decimal(value, digits));
        }
        value /= 1000.0;
    }
    format!("{} TB", decimal(value, 1))
}

/// "3 Oct 2026": the day of a time in milliseconds since 1970, in UTC; a dash outside the calendar.
pub fn day(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .map_or_else(|_| "–".to_owned(), |t| date(t.to_zoned(TimeZone::UTC).date()))
}

/// "3 Oct 2026": a day of the calendar.
pub fn date(day: Date) -> String {
    // The year is a name here, not a number with thousands.
    t!("base-day", day = day.day(), month = day.month(), year = day.year().to_string())
}

/// "1 Nov 2025 – 31 Oct 2026": first and last day of a span in milliseconds since 1970.
pub fn days(span: (i64, i64)) -> String {
    let (first, last) = (day(span.0), day(span.1));
    if first == last { first } else { format!("{first} – {last}") }
}

/// "today 14:02", "3 Oct 2026": when something was done, in seconds since 1970, in this computer's
/// zone.
pub fn when(seconds: i64) -> String {
    let zone = TimeZone::system();
    let Ok(at) = Timestamp::from_second(seconds) else { return "–".to_owned() };
    let (at, now) = (at.to_zoned(zone.clone()), Timestamp::now().to_zoned(zone));
    if at.date() == now.date() {
        t!("base-today", time = at.strftime("%H:%M").to_string())
    } else {
        date(at.date())
    }
}

/// A moment as a person writes it, "2026-05-31" or "2026-05-31T00:00:00Z", in seconds since 1970;
/// without a zone it is meant in UTC. `None` where it is no time.
pub fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let zoned = text.parse::<Timestamp>().ok();
    let civil = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
    zoned.or_else(|| Some(civil()?.timestamp())).map(Timestamp::as_second)
}

/// "2026-05-31": the day of a moment in seconds since 1970, in UTC; what [`moment`] reads.
pub fn written_day(seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .map_or_else(|_| String::new(), |t| t.strftime("%Y-%m-%d").to_string())
}

/// Seconds since 1970 by this computer's clock; 0 where it stands before that.
pub fn now() -> i64 {
    Timestamp::now().as_second().max(0)
}

/// A file's name without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(0), "1 Jan 1970");
        assert_eq!(day(1_735_689_599_999), "31 Dec 2024");
        assert_eq!(day(1_735_689_600_000), "1 Jan 2025");
        assert_eq!(day(i64::MAX), "–");
        assert_eq!(days((0, 86_399_999)), "1 Jan 1970");
        assert_eq!(days((0, 86_400_000)), "1 Jan 1970 – 2 Jan 1970");
        assert_eq!(Language::German.within(|| day(1_735_689_600_000)), "1. Jan. 2025");
    }

    #[test]
    fn lists_end_with_their_word() {
        let all = || [and(&["a"]), and(&["a", "b", "c"]), or(&["a", "b"]), and::<&str>(&[])];
        assert_eq!(all(), ["a", "a, b and c", "a or b", ""]);
        assert_eq!(Language::German.within(all), ["a", "a, b und c", "a oder b", ""]);
    }

    #[test]
    fn numbers_follow_the_language() {
        let all = || [count(1204), percent(1204.5, 1), bytes(3_400_000), bytes(812)];
        assert_eq!(all(), ["1,204", "1,204.5%", "3.4 MB", "812 bytes"]);
        let german = ["1.204", "1.204,5\u{a0}%", "3,4 MB", "812 Byte"];
        assert_eq!(Language::German.within(all), german);
    }
}
