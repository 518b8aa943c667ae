//! Numbers as shops and spreadsheets write them.

use std::cmp::Ordering;

/// Whether the number that a text shows is below zero, zero or above it: `1234.56`, `1234,56`,
/// `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`, `€ 12,50`, `12.50 EUR`, `-3`, `3-`, `(3.00)`. `None` where
/// it shows none.
///
/// Only this is asked of numbers. Which amount `1,234` is differs from country to country, and nothing
/// depends on it: amounts are passed on as they are written.
pub fn sign(text: &str) -> Option<Ordering> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return number.partial_cmp(&0.0).filter(|_| number.is_finite());
    }
    let inside = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let (mut negative, mut rest) = (inside.is_some(), inside.unwrap_or(text));
    // The sign stands before or after the currency.
    for _ in 0..2 {
        let (minus, without) = signed(bare(rest));
        if minus && negative {
            return None;
        }
        (negative, rest) = (negative || minus, without);
    }
    if !is_unsigned(rest)? {
        return Some(Ordering::Equal);
    }
    Some(if negative { Ordering::Less } else { Ordering::Greater })
}

/// A text without its currency.
fn bare(text: &str) -> &str {
    const WORDS: [&str; 6] = ["kr.", "kr", "zł", "R$", "Fr.", "US$"];
    let mut text = text.trim();
    for word in WORDS {
        text = text.strip_prefix(word).or_else(|| text.strip_suffix(word)).unwrap_or(text).trim();
    }
    let sign =
        |c: char| matches!(c, '$' | '£' | '¥' | '¢' | '₹' | '₺' | '₽' | '₩' | '€' | '₫' | '฿');
    let text = text.trim_matches(sign).trim();
    let code = |code: &str| code.len() == 3 && code.bytes().all(|c| c.is_ascii_uppercase());
    match (text.get(..3), text.len().checked_sub(3).and_then(|at| text.split_at_checked(at))) {
        (Some(begin), _) if code(begin) => text[3..].trim(),
        (_, Some((rest, end))) if code(end) => rest.trim(),
        _ => text,
    }
}

/// Whether a minus stands before or after, and the rest.
fn signed(text: &str) -> (bool, &str) {
    let minus = ['-', '−'];
    if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)) {
        return (true, rest.trim());
    }
    (false, text.strip_prefix('+').unwrap_or(text).trim())
}

/// Whether a number without sign and currency is more than zero; `None` where it is none.
fn is_unsigned(text: &str) -> Option<bool> {
    let group = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    if !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.ends_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || group(c))
    {
        return None;
    }
    // The last mark divides decimals, or groups thousands as those before it do.
    let grouped = |whole: &str| {
        let mut marks = whole.chars().filter(|c| !c.is_ascii_digit());
        let mark = marks.next();
        let mut groups = whole.split(|c| !char::is_ascii_digit(&c));
        let first = groups.next().map_or(0, str::len);
        let groups: Vec<usize> = groups.map(str::len).collect();
        // Groups of two are Indian: 12,34,567.
        let mut sizes = groups.iter().enumerate();
        let good =
            |(place, size): (usize, &usize)| *size == 3 || *size == 2 && place + 1 < groups.len();
        marks.all(|other| Some(other) == mark) && (mark.is_none() || first <= 3) && sizes.all(good)
    };
    let divided = text.rfind(['.', ',']).is_some_and(|at| {
        let mark = &text[at..at + 1];
        !text[..at].contains(mark)
            && grouped(&text[..at])
            && text[at + 1..].bytes().all(|c| c.is_ascii_digit())
    });
    let nonzero = text.bytes().any(|c| matches!(c, b'1'..=b'9'));
    (divided || grouped(text)).then_some(nonzero)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_all_countries_are_read() {
        for text in [
            "1234.56",
            "1234,56",
            "1.234,56",
            "1,234.56",
            "1 234,56",
            "1\u{a0}234,56",
            "1'234.56",
            "€ 1.234,56",
            "1.234,56 €",
            "$1,234.56",
            "EUR 1234.56",
            "1234,56 EUR",
            "1 234,56 zł",
            "+1234.56",
            "1,234",
            "1.234.567",
            "12,34,567.5",
            "0,125",
            "1e3",
        ] {
            assert_eq!(sign(text), Some(Ordering::Greater), "{text}");
        }
        for text in ["-3", "3-", "(3.00)", "−3,00", "-€3.00", "€-3,00", "-3,00 €", "- 3", "-1,234"]
        {
            assert_eq!(sign(text), Some(Ordering::Less), "{text}");
        }
        for text in ["0", "-0", "0,00", "(0.00)", "0 €"] {
            assert_eq!(sign(text), Some(Ordering::Equal), "{text}");
        }
        for text in
            ["", "abc", "1.2.3", "1,2,3", "12 apples", "2025-01-31", "1.234,5.6", "nan", "-"]
        {
            assert_eq!(sign(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_a_number(cents in -100_000_000_i64..100_000_000, comma in any::<bool>()) {
            let whole = (cents.abs() / 100).to_string();
            let (group, mark) = if comma { ('.', ',') } else { (',', '.') };
            let mut text = if cents < 0 { "-".to_owned() } else { String::new() };
            for (place, digit) in whole.chars().enumerate() {
                if place > 0 && (whole.len() - place) % 3 == 0 {
                    text.push(group);
                }
                text.push(digit);
            }
            text.push_str(&format!("{mark}{:02}", cents.abs() % 100));
            prop_assert_eq!(sign(&text), Some(cents.cmp(&0)), "{}", text);
        }

        #[test]
        fn nothing_panics(text in ".{0,20}") {
            let _ = sign(&text);
        }
    }
}
