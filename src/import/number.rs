//! Numbers as shops and spreadsheets write them.

/// The number that a text shows: `1234.56`, `1234,56`, `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`,
/// `€ 12,50`, `12.50 EUR`, `-3`, `3-`, `(3.00)`.
///
/// A point that stands alone divides decimals, as programs write it. A comma that stands alone before
/// exactly three digits groups thousands (`1,234`), otherwise it divides decimals (`1,5`, `0,125`).
/// `None` where the marks fit no number.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return Some(number).filter(|number| number.is_finite());
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
    let number = unsigned(rest)?;
    Some(if negative { -number } else { number })
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

/// A number without sign and currency.
fn unsigned(text: &str) -> Option<f64> {
    let group = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    if !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.ends_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || group(c))
    {
        return None;
    }
    let last = text.rfind(['.', ',']);
    let divides = last.filter(|at| {
        let mark = &text[*at..*at + 1];
        let other = text[..*at].contains(['.', ',']);
        let again = text[..*at].contains(mark);
        let thousands = mark == "," && text.len() - at == 4 && (1..=3).contains(at);
        !again && (other || !thousands || text.starts_with('0'))
    });
    let (whole, decimals) = match divides {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    if !decimals.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut groups = whole.split(|c| !char::is_ascii_digit(&c));
    let mut digits = groups.next()?.to_owned();
    let first = digits.len();
    let mut marks = whole.chars().filter(|c| !c.is_ascii_digit());
    let mark = marks.next();
    if marks.any(|other| Some(other) != mark) || mark.is_some() && first > 3 {
        return None;
    }
    let groups: Vec<&str> = groups.collect();
    for (place, group) in groups.iter().enumerate() {
        // Groups of two are Indian: 12,34,567.
        let last = place + 1 == groups.len();
        if !(group.len() == 3 || !last && group.len() == 2) {
            return None;
        }
        digits.push_str(group);
    }
    format!("{digits}.{decimals}0").parse().ok()
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
        ] {
            assert_eq!(number(text), Some(1234.56), "{text}");
        }
        for text in ["-3", "3-", "(3.00)", "−3,00", "-€3.00", "€-3,00", "-3,00 €", "- 3"] {
            assert_eq!(number(text), Some(-3.0), "{text}");
        }
        assert_eq!(number("1,234"), Some(1234.0));
        assert_eq!(number("1.234.567"), Some(1_234_567.0));
        assert_eq!(number("12,34,567.5"), Some(1_234_567.5));
        assert_eq!(number("0,125"), Some(0.125));
        assert_eq!(number("1,5"), Some(1.5));
        assert_eq!(number("1e3"), Some(1000.0));
        for text in
            ["", "abc", "1.2.3", "1,2,3", "12 apples", "2025-01-31", "1.234,5.6", "nan", "-"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(cents in -100_000_000_i64..100_000_000, comma in any::<bool>()) {
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
            prop_assert_eq!(number(&text), Some(cents as f64 / 100.0), "{}", text);
        }

        #[test]
        fn nothing_panics(text in ".{0,20}") {
            let _ = number(&text);
        }
    }
}
