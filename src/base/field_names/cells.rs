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

/// What a cell says to a yes-or-no question; `None`: neither. A date says yes: that is when.
pub fn says_yes(cell: &str) -> Option<bool> {
    let names = &*NAMES;
    let text = cell.trim();
    if let Some(yes) = yes_or_no(text) {
        return Some(yes);
    }
    let word = normal(text);
    if names.yes.contains(&word) {
        return Some(true);
    }
    if names.no.contains(&word) {
        return Some(false);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let dated = digits >= 6 && text.bytes().next().is_some_and(|c| c.is_ascii_digit());
    dated.then_some(true)
}
