//! What cells say: yes or no in many languages, nothing, or that somebody agreed.

use super::{NAMES, normal};

/// The plain yes or no that a cell is, in any field: `true`, `Ja`, `1`, `0.0`; `None`: it is neither.
pub fn yes_or_no(cell: &str) -> Option<bool> {
    let names = &*NAMES;
    let text = cell.trim();
    // Tables that passed through floating point: `1.0`.
    if let Ok(number) = text.parse::<f64>() {
        let flag = [(1.0, true), (0.0, false)];
        return flag.iter().find(|(value, _)| *value == number).map(|(_, yes)| *yes);
    }
    let word = normal(text);
    if names.plainly_yes.contains(&word) {
        return Some(true);
    }
    names.plainly_no.contains(&word).then_some(false)
}

/// Whether a filled cell is a program's way to write that there is nothing: `NULL`, `n/a`, `-`, a date
/// of zeros, or the first or last day that its clock has.
pub fn says_nothing(cell: &str) -> bool {
    const WORDS: [&str; 7] = ["null", "none", "nil", "nan", "nat", "na", "undefined"];
    /// Zero of Unix, of .NET and of Excel, and the end of many databases.
    const DATES: [&str; 8] = [
        "1970-01-01",
        "01.01.1970",
        "0001-01-01",
        "01.01.0001",
        "1900-01-01",
        "01.01.1900",
        "9999-12-31",
        "31.12.9999",
    ];
    let text = cell.trim();
    let mut signs = text.chars().filter(|c| c.is_alphanumeric()).peekable();
    // Nothing but dashes, or nothing but zeros and what stands between them.
    if signs.peek().is_none() || signs.all(|c| c == '0') {
        return true;
    }
    WORDS.contains(&normal(text).as_str()) || DATES.iter().any(|date| text.starts_with(date))
}

/// What a cell says to the question whether somebody agreed; `None`: neither. A date says yes: that is when.
pub fn says_yes(cell: &str) -> Option<bool> {
    let text = cell.trim();
    agreed(text).or_else(|| (is_date(text) && !says_nothing(text)).then_some(true))
}

/// The same by its words alone, for a field that may be about anything: a date there may be any date.
pub fn agreed(cell: &str) -> Option<bool> {
    let names = &*NAMES;
    let word = normal(cell.trim());
    yes_or_no(cell)
        .or_else(|| names.yes.contains(&word).then_some(true))
        .or_else(|| names.no.contains(&word).then_some(false))
}

/// Whether one of few different cells of a field tells in so many words that somebody refused to be contacted
/// (`unsubscribed`, `opted_out`): then the field is about that, whatever it is called.
pub fn tell_of_refusal<'a>(cells: impl IntoIterator<Item = &'a str>) -> bool {
    let names = &*NAMES;
    let says = |cell: &str| names.refusal.contains(&normal(cell.trim()));
    cells.into_iter().any(says)
}

/// Whether a text is a day or a time and nothing else: `2025-03-01 revoked` is none.
fn is_date(text: &str) -> bool {
    const WORDS: [&str; 20] = [
        "t", "z", "utc", "gmt", "am", "pm", "cet", "cest", "jan", "feb", "mar", "apr", "may",
        "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let begins = text.bytes().next().is_some_and(|c| c.is_ascii_digit());
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    begins && digits >= 6 && words.map(str::to_lowercase).all(|word| WORDS.contains(&&*word))
}
