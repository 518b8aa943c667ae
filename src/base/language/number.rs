//! Numbers as a language writes them.

use super::which::Language;

/// "1,204" or "1.204": a whole number with its thousands apart.
pub(crate) fn whole(n: u64, language: Language) -> String {
    grouped(&n.to_string(), language)
}

/// "1,204.5" or "1.204,5": a number with so many decimals, its thousands apart.
pub(crate) fn decimal(value: f64, decimals: usize, language: Language) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut written = String::new();
    if value < 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        written.push('-');
    }
    if whole.bytes().all(|b| b.is_ascii_digit()) {
        written.push_str(&grouped(whole, language));
    } else {
        written.push_str(whole);
    }
    if !rest.is_empty() {
        written.push(language.decimal());
        written.push_str(rest);
    }
    written
}

fn grouped(digits: &str, language: Language) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(language.thousands());
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let all = [0, 7, 999, 1_000, 1_478, 99_999, 1_234_567, u64::MAX];
        let wanted = "0 7 999 1,000 1,478 99,999 1,234,567 18,446,744,073,709,551,615";
        assert_eq!(all.map(|n| whole(n, Language::English)).join(" "), wanted);
        assert_eq!(whole(1_234_567, Language::German), "1.234.567");
    }

    #[test]
    fn decimals_follow_the_language() {
        let both = |value, decimals| Language::ALL.map(|l| decimal(value, decimals, l));
        assert_eq!(both(1234.56, 1), ["1,234.6", "1.234,6"]);
        assert_eq!(both(-0.04, 1), ["0.0", "0,0"]);
        assert_eq!(both(-1234.0, 0), ["-1,234", "-1.234"]);
        assert_eq!(both(f64::INFINITY, 0), ["inf", "inf"]);
    }
}
